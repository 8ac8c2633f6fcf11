"""Amounts in a text: "12 लाख", "1.2 million" and 12,00,000 are one number, in figures or words, Hindi or English."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.desk.moments import Day, Time, days, times
from generator.desk.number_words import periods, scales, spans, units
from generator.desk.numbers import Reading, Token, begins_number, read, tokens_of
from generator.hindi import norm_key
from generator.hindi.numerals import to_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?<![A-Za-z])[a-z0-9-]+\.(?:com|org|in|net|gov)\b\S*")
_OF_ADDRESSES = ("://", "www.", "@", ".com", ".org", ".in", ".net", ".gov")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0900-\u0963\u0971-\u097f]")
_ROUGH = {"about", "around", "nearly", "almost", "some", "over", "than", "roughly", "approximately", "least", "most"}
_ROUGH |= {"up", "close", "under", "above", "below", "just", "odd", "so", "upwards", "estimated"}
_ROUGH |= {norm_key(word) for word in ("क़रीब", "लगभग", "तक़रीबन", "क़रीबन", "ज़्यादा", "अधिक", "कम", "आसपास", "ऊपर", "पार")}
_ROUGH |= {norm_key(word) for word in ("अनुमानित", "तक़रीबन", "कोई", "चंद", "मोटे")}
_MONEY = {
    "₹": "₹ rs inr rupee rupees रुपये रुपए रुपया रुपयों रु रुपयों",
    "$": "$ usd dollar dollars डॉलर डालर",
    "€": "€ eur euro euros यूरो",
    "£": "£ gbp pound pounds पाउंड पौंड",
    "¥": "¥ yen yuan येन युआन",
}
# What may be glued to a number without making it part of a name.
_ENDINGS = {"st", "nd", "rd", "th", "s", "kg", "km", "m", "cm", "mm", "g", "gb", "mb", "am", "pm", "hrs", "k"}
_ENDINGS |= {norm_key(ending) for ending in ("वाँ", "वीं", "वें", "वां", "वा", "वे")}
_RANGE = ("-", "–", "—", "से", "to", "or", "या")
_SHORT = {"k": 1000, "m": 10**6, "b": 10**9}  # behind money: $5m
_PERCENT = ("%", "percent", "pc", "प्रतिशत", "फ़ीसदी", "फ़ीसद")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number, day or time of a text."""

    shown: str  # as it is written
    start: int
    value: Fraction | Day | Time
    also: tuple[Fraction, ...] = ()  # other numbers that it may be told as: two weeks, fourteen days
    unit: str = ""  # %, or the sign of a currency
    step: Fraction = Fraction(0)  # what one more in its last figure would be
    rough: bool = False  # said to be about so much
    weak: bool = False  # in words, or part of a name: may be left out or told otherwise
    gloss: bool = False  # stands in brackets after another number, which it explains
    bare: bool = False  # no number but a name of one: lakh, million

    @property
    def kind(self) -> str:
        """Number, day or time."""
        return {Day: "day", Time: "time"}.get(type(self.value), "number")


@cache
def _units_of_money() -> dict[str, str]:
    found = {norm_key(word): sign for sign, words in _MONEY.items() for word in words.split()}
    return found | {norm_key(word): "%" for word in _PERCENT}


def amounts(text: str, scale: int = 1, money: str = "") -> tuple[Amount, ...]:
    """The amounts of a text in their order; `scale` and `money` are what the head of a table's column says.

    >>> [int(each.value) for each in amounts("डेढ़ करोड़ लोग, 1.2 million trees, सवा सौ")]
    [15000000, 1200000, 125]
    """
    plain = to_latin(text).replace("\u00a0", " ")
    if any(mark in plain for mark in _OF_ADDRESSES):
        plain = _ADDRESS.sub(lambda match: " " * len(match[0]), plain)
    found: list[Amount] = []
    for kind in (days(plain, units()), times(plain, units())):
        for start, end, value in kind:
            weak = isinstance(value, Day) and not (value.day or value.year)
            if plain[start:end].strip():
                found.append(Amount(text[start:end].strip(" ,"), start, value, weak=weak))
        for each in found:
            end = each.start + len(each.shown)
            plain = plain[: each.start] + " " * len(text[each.start : end]) + plain[end:]
    found += _numbers(text, plain, scale, money)
    return tuple(sorted(found, key=lambda each: each.start))


@lru_cache(maxsize=1024)
def column_scale(head: str) -> tuple[int, str]:
    """What the head of a table's column says of the numbers below it: their scale, and a currency.

    >>> column_scale("रक़म (लाख करोड़ रुपये)") == (10**12, "₹")
    True
    """
    scale, money = 1, ""
    for word in (each.text for each in tokens_of(to_latin(head))):
        scale *= scales().get(word, 1)
        money = money or _units_of_money().get(word, "")
    return scale, money


def _numbers(text: str, plain: str, scale: int, money: str) -> Iterator[Amount]:
    tokens = tokens_of(plain)
    place, before = 0, -1
    while place < len(tokens):
        reading = read(tokens, place) if begins_number(tokens[place]) else None
        if reading is None:
            place += 1
            continue
        amount = _amount(text, tokens, place, reading, scale, money)
        yield _as_gloss(amount, tokens, place, before)
        before = place = reading.stop
        if place < len(tokens) and tokens[place].text in periods():
            place += 1  # of seven decades, the seven has been told as seventy too


def _as_gloss(amount: Amount, tokens: list[Token], place: int, before: int) -> Amount:
    """An amount, marked where it stands in brackets, or after "or", right behind another."""
    between = [each.text for each in tokens[before:place]] if before >= 0 else []
    explains = len(between) <= 4 and any(word in ("(", "or", "यानी", "यानि", "अर्थात", "=", "ie") for word in between)
    if not explains or amount.weak:
        return amount
    return replace(amount, gloss=True)


def _amount(text: str, tokens: list[Token], place: int, reading: Reading, scale: int, money: str) -> Amount:
    """A number with what stands around it: its currency, whether it is about so much, whether it is part of a name."""
    first, stop = tokens[place], reading.stop
    following = tokens[stop : stop + 5]
    before = tokens[max(place - 3, 0) : place]
    start, end = first.start, tokens[stop - 1].end
    unit = money
    names = _units_of_money()
    prefix = next((each for each in reversed(before[-2:]) if each.text not in (".", "us")), None)
    if prefix and prefix.text in names and names[prefix.text] != "%" and prefix.text not in ("पाउंड", "पौंड"):
        unit, start = names[prefix.text], prefix.start
    for number, each in enumerate(following[:3]):
        if each.text in names or (
            each.text == "per" and following[number + 1 : number + 2] and following[number + 1].text == "cent"
        ):
            unit, end = names.get(each.text, "%"), following[number + (each.text == "per")].end
            break
        if each.kind != "word" or each.text in units() or scales().get(each.text):
            break
        if number == 0 and each.text not in ("us", "अमेरिकी", "भारतीय", "million"):
            break
    rough = any(each.text in _ROUGH for each in (*_near(reversed(before)), *_near(following[:4])))
    also = (*_also(reading.value, [each.text for each in following[:2]]), *_of_range(reading, tokens))
    weak = not reading.figure or _is_name(tokens, place, stop)
    factor = 1 if unit == "%" or reading.last else scale
    if unit and following and following[0].glued:
        factor = _SHORT.get(following[0].text, factor)
    value, step = reading.value * factor, reading.step * factor
    return Amount(text[start:end], start, value, also, unit, step, rough, weak, bare=reading.bare)


def _of_range(reading: Reading, tokens: list[Token]) -> tuple[Fraction, ...]:
    """What the first number of a range is too, where only the second one has its scale: 10-12 लाख."""
    sign = tokens[reading.stop].text if reading.stop + 1 < len(tokens) and not reading.last else ""
    second = read(tokens, reading.stop + 1) if sign in _RANGE else None
    return (reading.value * second.times,) if second and second.times > 1 else ()


def _near(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens up to the next stop or comma."""
    for token in tokens:
        if token.kind == "sign" and token.text in ",.।;:(|":
            return
        yield token


def _also(value: Fraction, following: list[str]) -> tuple[Fraction, ...]:
    found = [value * spans()[word] for word in following if word in spans()]
    if following[:2] in (["के", "दशक"], ["s"]) or following[:1] == ["s"]:  # the 90s are the 1990s
        found.append(value % 100 if value >= 100 else 1900 + value)
    found += [1 / value for word in following if value > 0 and word in ("तिहाई", "चौथाई")]
    if value in (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 3)):
        found += [value * 100, 1 / value]
    return tuple(found)


def _is_name(tokens: list[Token], place: int, stop: int) -> bool:
    """Whether letters stand right before or behind a number: G20, चंद्रयान-3, 123PAY."""
    first = tokens[place]
    if not first.glued or place == 0:
        after = tokens[stop] if stop < len(tokens) else None
        return bool(after and after.glued and after.kind == "word" and after.text not in _ENDINGS | scales().keys())
    before = tokens[place - 1]
    if before.text == "-" and before.glued and place > 1:
        before = tokens[place - 2]
    return bool(before.kind == "word" and _LETTER.match(before.text) and before.text not in _units_of_money())
