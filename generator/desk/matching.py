"""Matching: whether an amount of one text can be one of another text, told in another way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.desk.amounts import Amount
from generator.desk.moments import Day, Time
from generator.desk.number_words import units
from generator.hindi import norm_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_HALF_DAY = 720
_ROUGH_AT_MOST = Fraction(1, 4)  # of a number: "about 300" may be 287, not 150
_WEEKDAYS = (
    ("Monday", "सोमवार"),
    ("Tuesday", "मंगलवार"),
    ("Wednesday", "बुधवार"),
    ("Thursday", "गुरुवार|गुरूवार|बृहस्पतिवार|वीरवार"),
    ("Friday", "शुक्रवार"),
    ("Saturday", "शनिवार"),
    ("Sunday", "रविवार|इतवार"),
)
_NEXT = re.compile(
    r"next (?:day|morning|evening)|following (?:day|morning)|day (?:after|later|before|earlier)|previous day|eve of"
    r"|yesterday|tomorrow|overnight|last night|अगले (?:ही )?(?:दिन|सुबह)|अगली सुबह|दूसरे दिन|एक दिन|पिछली रात|बीती रात|कल"
)
_AWAY = re.compile(
    r"(\d+|[A-Za-z]+|[\u0900-\u0963]+)\s+(days?|weeks?|दिन|हफ़्ते|सप्ताह)\s+(?:later|earlier|after|before|बाद|पहले)"
)
_YEARS = (
    (re.compile(r"last year|previous year|पिछले (?:साल|वर्ष)|बीते (?:साल|वर्ष)|गत वर्ष", re.IGNORECASE), -1),
    (re.compile(r"this year|इस (?:साल|वर्ष)|इसी (?:साल|वर्ष)", re.IGNORECASE), 0),
    (re.compile(r"next year|अगले (?:साल|वर्ष)", re.IGNORECASE), 1),
)


@dataclass(frozen=True, slots=True)
class Told:
    """All that a text says in numbers, and the days that it means without naming them."""

    amounts: tuple[Amount, ...]
    days: frozenset[tuple[int, int]] = frozenset()  # (month, day): the next day, on Wednesday
    years: frozenset[int] = frozenset()


def implied_days(text: str, named: Iterable[Day], published: date | None) -> frozenset[tuple[int, int]]:
    """The days, as month and day, that a text means by words such as "the next day" or "on Wednesday"."""
    offsets = {1, -1} if _NEXT.search(text) else set()
    for match in _AWAY.finditer(text):
        count = int(match[1]) if match[1].isdecimal() else units().get(norm_key(match[1]), 0)
        days_away = count * (7 if match[2][0] in "wहस" else 1)
        offsets |= {days_away, -days_away}
    found: set[date] = {published} if published else set()
    if offsets:
        year = published.year if published else 2000
        known = [*(day for each in named if (day := _date(each, year))), *found]
        found |= {each + timedelta(offset) for each in known for offset in offsets if abs(offset) < 400}
    week = [published + timedelta(offset) for offset in range(-6, 7)] if published else []
    for number, names in enumerate(_WEEKDAYS):
        if week and re.search("|".join(names), text):
            found |= {each for each in week if each.weekday() == number}
    return frozenset((each.month, each.day) for each in found)


def implied_years(text: str, published: date | None) -> frozenset[int]:
    """The years that a text means by words such as "पिछले साल"; that of its own date goes without saying."""
    if published is None:
        return frozenset()
    return frozenset({published.year, *(published.year + by for pattern, by in _YEARS if pattern.search(text))})


def _date(day: Day, year: int) -> date | None:
    try:
        return date(day.year or year, day.month, day.day)
    except (ValueError, OverflowError):
        return None


def explained(amount: Amount, told: Told) -> bool:
    """Whether anything in a text can be an amount of another text."""
    value = amount.value
    if isinstance(value, Day):
        return _day_explained(value, told)
    if isinstance(value, Fraction) and value.denominator == 1 and int(value) in told.years:
        return True
    return any(is_same(amount, other) for other in told.amounts)


def is_same(one: Amount, other: Amount) -> bool:
    """Whether two amounts can be one, told in two ways."""
    first, second = one.value, other.value
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return _same_number(one, other)
    if isinstance(first, Time) and isinstance(second, Time):
        apart = (first.minutes - second.minutes) % (1440 if first.half and second.half else _HALF_DAY)
        return apart == 0
    if isinstance(first, Day) and isinstance(second, Day):
        return _agree(first.month, second.month) and _agree(first.day, second.day) and _agree(first.year, second.year)
    if isinstance(first, Time) or isinstance(second, Time):
        return _is_hour(*((first, second) if isinstance(first, Time) else (second, first)))
    day, number = (first, other) if isinstance(first, Day) else (second, one)
    if isinstance(day, Day) and isinstance(number.value, Fraction):
        return number.value == day.year or (number.value == day.day and bool(re.search("[a-zव]", number.shown)))
    return False


def _is_hour(time: object, number: object) -> bool:
    """Whether a number can be a time of which only the context says that it is one: at six, at 6.30."""
    if not (isinstance(time, Time) and isinstance(number, Fraction)):
        return False
    hour, minutes = divmod(number * 100, 100)
    return 0 < hour < 25 and (hour * 60 + minutes - time.minutes) % _HALF_DAY == 0


def _agree(one: int, other: int) -> bool:
    return not one or not other or one == other


def _same_number(one: Amount, other: Amount) -> bool:
    if one.unit and other.unit and one.unit != other.unit:
        return False
    first, second = one.value, other.value
    assert isinstance(first, Fraction) and isinstance(second, Fraction)  # the only caller has looked
    if first == second or ((one.also or other.also) and {first, *one.also} & {second, *other.also}):
        return True
    if one.rough is other.rough:  # about 60,000 is about 60,000 in any language
        return False
    step = one.step if one.rough else other.step
    return abs(first - second) < min(step, _ROUGH_AT_MOST * max(first, second))


def _day_explained(day: Day, told: Told) -> bool:
    """Whether a text names a day, or means it; a year that both say has to be the same."""
    others = [each.value for each in told.amounts if isinstance(each.value, Day)]
    same = [each for each in others if _agree(day.month, each.month) and (not day.day or _agree(day.day, each.day))]
    if day.day:
        exact = [each for each in same if each.day]
        if not exact:
            return (day.month, day.day) in told.days or any(_is_ordinal_day(each, day) for each in told.amounts)
        same = exact
    if not same:
        return not (day.day or day.year) and any(month == day.month for month, _ in told.days)
    if not day.year:
        return True
    years = {each.year for each in same if each.year}
    return day.year in years or ((len(years) < len(same) or not day.day) and _year_known(day.year, told))


def _is_ordinal_day(amount: Amount, day: Day) -> bool:
    return amount.value == day.day and bool(re.search("[a-zव]", amount.shown))


def _year_known(year: int, told: Told) -> bool:
    said = {each.value for each in told.amounts if isinstance(each.value, Fraction)}
    said |= {Fraction(each.value.year) for each in told.amounts if isinstance(each.value, Day)}
    return not year or year in told.years or year in said


def slip(one: Amount, other: Amount) -> bool:
    """Whether two amounts look like one with a slip: a scale too many, digits in another order, another month."""
    first, second = one.value, other.value
    if isinstance(first, Day) and isinstance(second, Day):
        return (
            sum(a == b for a, b in ((first.year, second.year), (first.month, second.month), (first.day, second.day)))
            > 1
        )
    if isinstance(first, Time) and isinstance(second, Time):
        return first.minutes % 60 == second.minutes % 60 or first.minutes // 60 == second.minutes // 60
    if not (isinstance(first, Fraction) and isinstance(second, Fraction) and first and second):
        return False
    ratio = first / second
    if ratio in {Fraction(10) ** power for power in range(-7, 8)}:
        return True
    digits, others = (_digits(each) for each in (first, second))
    return len(digits) > 1 and (Counter(digits) == Counter(others) or _one_apart(digits, others))


def _digits(value: Fraction) -> str:
    return f"{float(value):.6f}".rstrip("0").rstrip(".").replace(".", "").strip("0")


def _one_apart(one: Collection[str], other: Collection[str]) -> bool:
    return len(one) == len(other) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
