"""Days and times in a text: "14 जुलाई 2019" and "July 14, 2019" are one day, "शाम 5 बजे" and 17:00 one time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEVA = "\u0900-\u0963\u0966-\u097f"
_MONTHS = (
    ("January", "Jan", "जनवरी"),
    ("February", "Feb", "फ\u093c?रवरी"),
    ("March", "Mar", "मार्च"),
    ("April", "Apr", "अप्रै?ल"),
    ("May", "May", "मई"),
    ("June", "Jun", "जून"),
    ("July", "Jul", "जुलाई"),
    ("August", "Aug", "अगस्त"),
    ("September", "Sept?", "सित(?:ंबर|म्बर|ंम्बर)"),
    ("October", "Oct", "अक्(?:टूबर|तूबर|टोबर)"),
    ("November", "Nov", "नव(?:ंबर|म्बर)"),
    ("December", "Dec", "दिस(?:ंबर|म्बर)"),
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|\s?व[ाे]ँ?|\s?वीं|\s?वें)?"
_DAYS = rf"{_DAY}(?:\s*(?:,|-|–|—|\bto\b|\band\b|&|से|और|व|तथा|एवं|या)\s*{_DAY})*"
_YEAR = r"(?:1[5-9]|20)\d\d"
# In words a reader would not take "may" and "march" for months, unless something like this stands before them.
_BEFORE = (
    r"(?:in|of|by|since|until|till|from|last|next|this|early|late|mid|mid-|through|and|to|between|that|before|after)"
)
_HALF = {"सुबह": 0, "तड़के": 0, "भोर": 0, "दोपहर": 12, "शाम": 12, "रात": 18, "आधी रात": 18}


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or what of it is said: a part that is not said is nought."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Time:
    """A time of the day in minutes; `half` says whether it is known which half of the day is meant."""

    minutes: int
    half: bool


@cache
def _month() -> str:
    latin = "|".join(f"(?P<e{n}>{full}|{short}\\.?)" for n, (full, short, _) in enumerate(_MONTHS, 1))
    deva = "|".join(f"(?P<h{n}>{word})" for n, (*_, word) in enumerate(_MONTHS, 1))
    return rf"(?:(?<![A-Za-z])(?:{latin})(?![A-Za-z])|(?<![{_DEVA}])(?:{deva})(?![{_DEVA}]))"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(?:(?P<iso>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)"
        rf"|(?P<num_d>\d{{1,2}})[/.](?P<num_m>\d{{1,2}})[/.](?P<num_y>{_YEAR}))(?!\d)"
        rf"|(?:(?<![\d.,])(?P<before>{_DAYS})(?:\s+of)?[\s-]*)?{_month()}"
        rf"(?:(?:\s*(?P<after>{_DAYS})(?![\d:.]*\d|\s*(?:{_SCALE_WORDS})))?(?:,?\s*(?P<year>{_YEAR})(?![\d.,]*\d))?)"
    )


_SCALE_WORDS = "million|billion|lakh|crore|thousand|per cent|लाख|करोड़|हज़ार|फ़ीसदी|प्रतिशत"


@cache
def _clock() -> re.Pattern[str]:
    part = "|".join(_HALF).replace("\u093c", "\u093c?")
    return re.compile(
        rf"(?:(?P<part>{part})\s+(?:(?:के|को|में|क़रीब|करीब|लगभग|ठीक)\s+)*)?"
        rf"(?:(?P<shift>सवा|साढ\u093c?े|पौने)\s+)?(?P<word>\d{{1,2}}|[{_DEVA}]+)(?:[:.](?P<minute>[0-5]\d))?\s*"
        r"(?:बजकर\s+(?P<past>\d{1,2})\s+मिनट|बजे|बज(?![\u0900-\u097f]))"
        r"|(?<![\d.,])(?P<hour>\d{1,2}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
        r"(?:[:.](?P<min>[0-5]\d))?\s*(?P<half>[ap]\.?m\b\.?|noon\b|midnight\b|o[’']clock)"
        r"(?P<later>\s+(?:in the|on [A-Z][a-z]+)\s+(?:afternoon|evening))?"
        r"|(?<![\d.,:])(?P<h24>[01]?\d|2[0-4]):(?P<m24>[0-5]\d)(?![\d:])"
        r"|(?P<phrase>a quarter to|quarter to|a quarter past|quarter past|half past)\s+(?P<spoken>[a-z]+|\d{1,2})"
    )


def days(text: str, number_of: dict[str, int]) -> Iterator[tuple[int, int, Day]]:
    """The days that a text names, each with the place of its first and after its last character."""
    for match in _pattern().finditer(text):
        found = match.groupdict()
        if found["iso"]:
            yield (*match.span(), Day(int(found["iso"]), int(found["iso_m"]), int(found["iso_d"])))
            continue
        if found["num_y"]:
            yield (*match.span(), Day(int(found["num_y"]), int(found["num_m"]), int(found["num_d"])))
            continue
        month = next(int(name[1:]) for name, word in found.items() if word and re.match(r"[eh]\d", name))
        year = int(found["year"] or 0)
        spelled = _spelled_day(text, match.start(), number_of) if not found["before"] else None
        if spelled:
            yield spelled[0], match.end(), Day(year, month, spelled[1])
            continue
        said = [name for name in ("before", "after") if found[name]]
        if not said and not year and not _is_month(text, match.start(), found):
            continue
        if not said:
            yield (*match.span(), Day(year, month, 0))
        for name in said[:1]:
            numbers = list(re.finditer(r"\d+", found[name]))
            for place, number in enumerate(numbers):
                base = match.start(name)
                start = match.start() if place == 0 else base + number.start()
                end = match.end() if place == len(numbers) - 1 else base + number.end()
                yield start, end, Day(year, month, int(number[0]))


def _spelled_day(text: str, end: int, number_of: dict[str, int]) -> tuple[int, int] | None:
    """The day in words right before a month, and where it starts: एक दिसंबर."""
    from generator.hindi import norm_key

    match = re.search(rf"([{_DEVA}]+)\s+$", text[max(end - 16, 0) : end])
    number = number_of.get(norm_key(match[1]), 0) if match else 0
    return (end - len(match[0]), number) if match and 0 < number < 32 else None


def _is_month(text: str, start: int, found: dict[str, str | None]) -> bool:
    """Whether a month's name that stands alone is one."""
    if any(word for name, word in found.items() if re.match(r"h\d", name)):
        return True
    full = any(found[f"e{number}"] == names[0] for number, names in enumerate(_MONTHS, 1))
    if found["e5"] or found["e3"]:
        return full and bool(re.search(rf"\b{_BEFORE}\s*$", text[max(start - 10, 0) : start], re.IGNORECASE))
    return full


def times(text: str, number_of: dict[str, int]) -> Iterator[tuple[int, int, Time]]:
    """The times of day that a text names; `number_of` knows the number words."""
    from generator.hindi import norm_key

    for match in _clock().finditer(text):
        found = match.groupdict()
        if found["h24"]:
            yield (*match.span(), Time(int(found["h24"]) % 24 * 60 + int(found["m24"]), half=True))
            continue
        word = found["word"] or found["hour"] or found["spoken"]
        hour = int(word) if word.isdecimal() else number_of.get(norm_key(word), -1)
        if not 0 <= hour <= 24:
            continue
        minutes = hour * 60 + int(found["minute"] or found["min"] or found["past"] or 0)
        if found["shift"] or found["phrase"]:
            minutes += _shift(found["shift"] or found["phrase"] or "")
        half = "pm" if found["later"] else (found["half"] or "").replace(".", "")
        part = (found["part"] or "").replace("तडके", "तड़के")
        known = hour > 12 or bool(part) or half in ("am", "pm", "noon", "midnight")
        yield (*match.span(), Time(_in_day(minutes, half, part), known))


def _shift(word: str) -> int:
    if word.startswith("सवा") or "past" in word:
        return 30 if "half" in word else 15
    return 30 if word.startswith("सा") else -15


def _in_day(minutes: int, half: str, part: str) -> int:
    """Minutes since midnight of a time on a clock's face and what is said of the half of the day."""
    if half in ("am", "midnight", "pm", "noon"):
        return minutes % 720 + (720 if half in ("pm", "noon") else 0)
    start = _HALF.get(part)
    if start is None or minutes >= 780:
        return minutes % 1440
    if start == 18:  # the night: until midnight the later half, after it the earlier one
        return minutes % 720 + (720 if minutes % 720 >= 360 else 0)
    return minutes % 720 + (720 if start == 12 and minutes % 720 < 660 else 0)
