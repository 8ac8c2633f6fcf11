"""Amounts in a text: "12 लाख", "1.2 million" and 12,00,000 are one number, in figures or words, Hindi or English."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.desk.moments import Day, Time, days, times
from generator.desk.number_words import SHIFTS, fractions, ordinals, scales, spans, units
from generator.hindi import norm_key
from generator.hindi.numerals import to_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d|,\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<word>[\u0900-\u0963\u0971-\u097f\u200c\u200d]+|[A-Za-z\u00c0-\u024f]+(?:[’'][a-z]+)?)"
    r"|(?P<sign>[^\s])"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?<![A-Za-z])[a-z0-9-]+\.(?:com|org|in|net|gov)\b\S*")
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
_PERCENT = ("%", "percent", "pc", "प्रतिशत", "फ़ीसदी", "फ़ीसद")
_JOINING = {"and", "a", "an", "of", "-"}


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # figure, word or sign
    text: str  # folded
    start: int
    end: int
    glued: bool  # nothing stands between it and the token before


@cache
def _units_of_money() -> dict[str, str]:
    found = {norm_key(word): sign for sign, words in _MONEY.items() for word in words.split()}
    return found | {norm_key(word): "%" for word in _PERCENT}


_fold = lru_cache(maxsize=1 << 15)(norm_key)


def amounts(text: str, scale: int = 1, money: str = "") -> tuple[Amount, ...]:
    """The amounts of a text in their order; `scale` and `money` are what the head of a table's column says.

    >>> [int(each.value) for each in amounts("डेढ़ करोड़ लोग, 1.2 million trees, सवा सौ")]
    [15000000, 1200000, 125]
    """
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), to_latin(text).replace("\u00a0", " "))
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
    for word in (_fold(match[0]) for match in _TOKEN.finditer(head)):
        scale *= scales().get(word, 1)
        money = money or _units_of_money().get(word, "")
    return scale, money


def _numbers(text: str, plain: str, scale: int, money: str) -> Iterator[Amount]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(plain):
        kind = str(match.lastgroup)
        glued = bool(tokens) and tokens[-1].end == match.start()
        tokens.append(_Token(kind, match[0] if kind == "figure" else _fold(match[0]), *match.span(), glued))
    place, before = 0, -1
    while place < len(tokens):
        reading = _read(tokens, place)
        if reading is None:
            place += 1
            continue
        amount = _amount(text, tokens, place, reading, scale, money)
        yield _as_gloss(amount, tokens, place, before)
        before = place = reading.stop


def _as_gloss(amount: Amount, tokens: list[_Token], place: int, before: int) -> Amount:
    """An amount, marked where it stands in brackets, or after "or", right behind another."""
    between = [each.text for each in tokens[before:place]] if before >= 0 else []
    explains = len(between) <= 4 and any(word in ("(", "or", "यानी", "यानि", "अर्थात", "=", "ie") for word in between)
    if not explains or amount.weak:
        return amount
    return replace(amount, gloss=True)


@dataclass(slots=True)
class _Reading:
    """A number as it is put together from its tokens."""

    stop: int
    value: Fraction
    figure: bool  # has a figure, or is told in thousands or more
    step: Fraction
    told: bool = False  # has a scale of its own
    bare: bool = False  # … and nothing else: lakh, million


def _read(tokens: list[_Token], place: int) -> _Reading | None:
    """The number that begins at a token, if one does."""
    first = tokens[place]
    if first.kind == "sign":
        return None
    if first.kind == "word" and first.text in ordinals():
        return _Reading(place + 1, Fraction(ordinals()[first.text]), False, Fraction(1))
    return _cardinal(tokens, place)


def _cardinal(tokens: list[_Token], place: int) -> _Reading | None:
    """Adds up tens and units, multiplies by scales: two hundred and five thousand, 48.21 लाख करोड़, साढ़े तीन सौ."""
    total, group = Fraction(0), None
    step, figure, last, scaled, start = Fraction(1), False, 0, False, place
    shift, bare = Fraction(0), False
    if tokens[place].text in SHIFTS:
        shift, place = SHIFTS[tokens[place].text], place + 1
    while place < len(tokens):
        token = tokens[place]
        factor = scales().get(token.text) if token.kind == "word" else None
        if factor is not None:
            if token.text in ("cr", "bn", "mn", "tn") and not figure:
                break
            if group is None and not scaled and start != place and not shift:
                break
            if group is None and not scaled:
                if token.text[-1] == "s":  # lakhs of people: nobody counted them
                    break
                group, bare = Fraction(1), not shift
            group, total, last = _scaled(group, total, shift, factor, last)
            shift, scaled = Fraction(0), True
            step *= factor
            figure = figure or (factor >= 1000 and not bare)
            place += 1
            continue
        one = _one(token)
        if one is None or not _joins(tokens, place, group, one, last, scaled, figure):
            if _is_and(tokens, place, group, scaled):
                place += 1
                continue
            break
        if token.kind == "figure":
            figure, step = True, _step(token.text)
        elif scaled:
            step = Fraction(1)
        group = one if group is None else group + one
        scaled = False
        place += 1
    if place == start or (group is None and not total):
        return None
    value = total + (group or 0) + shift
    return _Reading(*_and_a_half(tokens, place, value), figure, step, bool(last), bare)


def _and_a_half(tokens: list[_Token], place: int, value: Fraction) -> tuple[int, Fraction]:
    """Where a number ends, and what it is, if "and a half" follows."""
    words = [(number, each.text) for number, each in enumerate(tokens[place : place + 6], place + 1) if each.text != "-"]
    if [text for _, text in words[:3]] == ["and", "a", "half"]:
        return words[2][0], value + Fraction(1, 2)
    return place, value


def _scaled(
    group: Fraction | None, total: Fraction, shift: Fraction, factor: int, last: int
) -> tuple[Fraction | None, Fraction, int]:
    """What a scale makes of the number so far: hundreds stay open, thousands and more are put aside."""
    if group is None:  # scale after scale: लाख करोड़
        return None, total * factor, factor
    if factor <= 100:
        return (group + shift) * factor, total, last
    return None, total + (group + shift) * factor, factor


def _one(token: _Token) -> Fraction | None:
    """The number that one token is by itself."""
    if token.kind == "figure":
        return Fraction(token.text.replace(",", ""))
    number = units().get(token.text)
    return Fraction(number) if number is not None else fractions().get(token.text)


def _joins(
    tokens: list[_Token], place: int, group: Fraction | None, one: Fraction, last: int, scaled: bool, figure: bool
) -> bool:
    """Whether a number goes on with a further token that is a number by itself."""
    token = tokens[place]
    if group is None and not last:
        return True
    if token.kind == "figure":  # 12 लाख 50 हज़ार, but not: 12 लाख, 50 लोग
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        factor = scales().get(following.text, 0) if following else 0
        return group is None and scaled and 100 <= factor < last
    if one.denominator != 1:
        return False
    if group is None:
        return scaled and one < last and not figure or _leads_to_scale(tokens, place, last)
    tens = group % 100 == 0 if scaled else (20 <= group % 100 < 100 and group % 10 == 0 and 0 < one < 10)
    deva = token.text > "z"
    return not figure and (tens if not deva else scaled and group % 100 == 0)


def _leads_to_scale(tokens: list[_Token], place: int, last: int) -> bool:
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return bool(following) and 0 < scales().get(following.text, 0) < last if following else False


def _is_and(tokens: list[_Token], place: int, group: Fraction | None, scaled: bool) -> bool:
    """Whether a token joins two parts of one number: twenty-five, two hundred and five, half a million."""
    if place + 1 >= len(tokens):
        return False
    token, following = tokens[place], tokens[place + 1]
    if token.text == "-":
        ones = units().get(following.text, 0)
        tens = group is not None and 20 <= group % 100 and group % 10 == 0 and following.text < "z"
        return following.glued and (tens and 0 < ones < 10 or following.text in scales() and group is not None)
    if token.text == "and":
        return scaled and group is not None and following.text in units() and following.text < "z"
    halved = group is not None and group.denominator > 1
    return token.text in ("a", "an", "of") and halved and following.text in scales()


def _step(figure: str) -> Fraction:
    """What one more in the last figure that is not nought would add."""
    whole, _, decimals = figure.replace(",", "").partition(".")
    if decimals:
        return Fraction(1, 10 ** len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Fraction(10**zeros)


def _amount(text: str, tokens: list[_Token], place: int, reading: _Reading, scale: int, money: str) -> Amount:
    """A number with what stands around it: its currency, whether it is about so much, whether it is part of a name."""
    first, stop = tokens[place], reading.stop
    following = tokens[stop : stop + 5]
    before = tokens[max(place - 3, 0) : place]
    start, end = first.start, tokens[stop - 1].end
    unit = money
    names = _units_of_money()
    prefix = next((each for each in reversed(before[-2:]) if each.text not in (".", "us")), None)
    if prefix and prefix.text in names and names[prefix.text] != "%" and prefix.text not in ("पाउंड",):
        unit, start = names[prefix.text], prefix.start
    for number, each in enumerate(following[:3]):
        if each.text in names or (each.text == "per" and following[number + 1 : number + 2] and following[number + 1].text == "cent"):
            unit, end = names.get(each.text, "%"), following[number + (each.text == "per")].end
            break
        if each.kind != "word" or each.text in units() or scales().get(each.text):
            break
        if number == 0 and each.text not in ("us", "अमेरिकी", "भारतीय", "million"):
            break
    rough = any(each.text in _ROUGH for each in (*_near(reversed(before)), *_near(following[:4])))
    also = _also(reading.value, [each.text for each in following[:2]])
    weak = not reading.figure or _is_name(tokens, place, stop)
    factor = 1 if unit == "%" or reading.told else scale
    value, step = reading.value * factor, reading.step * factor
    return Amount(text[start:end], start, value, also, unit, step, rough, weak, bare=reading.bare)


def _near(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """The tokens up to the next stop or comma."""
    for token in tokens:
        if token.kind == "sign" and token.text in ",.।;:(|":
            return
        yield token


def _also(value: Fraction, following: list[str]) -> tuple[Fraction, ...]:
    found = [value * spans()[word] for word in following if word in spans()]
    found += [1 / value for word in following if value > 0 and word in ("तिहाई", "चौथाई")]
    if value in (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 3)):
        found += [value * 100, 1 / value]
    return tuple(found)


def _is_name(tokens: list[_Token], place: int, stop: int) -> bool:
    """Whether letters stand right before or behind a number: G20, चंद्रयान-3, 123PAY."""
    first = tokens[place]
    if not first.glued or place == 0:
        after = tokens[stop] if stop < len(tokens) else None
        return bool(after and after.glued and after.kind == "word" and after.text not in _ENDINGS | scales().keys())
    before = tokens[place - 1]
    if before.text == "-" and before.glued and place > 1:
        before = tokens[place - 2]
    return bool(before.kind == "word" and _LETTER.match(before.text) and before.text not in _units_of_money())
