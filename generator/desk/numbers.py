"""Numbers, put together from their words and figures: two hundred and five thousand, 48.21 लाख करोड़, साढ़े तीन सौ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from generator.desk.number_words import SHIFTS, fractions, ordinals, periods, scales, units
from generator.hindi import norm_key

_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d|,\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?P<word>[\u0900-\u0963\u0971-\u097f\u200c\u200d]+|[A-Za-z\u00c0-\u024f]+(?:[’'][a-z]+)?)"
    r"|(?P<sign>[^\s])"
)
_fold = lru_cache(maxsize=1 << 15)(norm_key)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure or a sign of a text."""

    kind: str  # figure, word or sign
    text: str  # folded
    start: int
    end: int
    glued: bool  # nothing stands between it and the token before


def tokens_of(text: str) -> list[Token]:
    """The words, figures and signs of a text whose digits are Latin."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        glued = bool(tokens) and tokens[-1].end == match.start()
        tokens.append(Token(kind, match[0] if kind == "figure" else _fold(match[0]), *match.span(), glued))
    return tokens


@dataclass(slots=True)
class Reading:
    """A number as it is put together from its tokens: tens and units are added, scales multiply."""

    stop: int  # the token after it
    total: Fraction = Fraction(0)  # what is put aside: the lakhs of two lakh and fifty thousand
    group: Fraction | None = None  # what the next scale multiplies
    shift: Fraction = Fraction(0)  # a half more, of साढ़े
    step: Fraction = Fraction(1)  # what one more in its last figure would be
    figure: bool = False  # has a figure, or is told in thousands or more
    digits: bool = False  # has a figure
    last: int = 0  # the last scale
    times: int = 1  # all the scales behind its last figure or word
    scaled: bool = False  # nothing has come after it yet
    bare: bool = False  # there is no number but the scale

    @property
    def value(self) -> Fraction:
        """The number so far."""
        return self.total + (self.group or 0) + self.shift

    def scale(self, token: Token, begun: bool) -> bool:
        """Multiplies by a scale; False where the token does not belong to this number."""
        factor = scales()[token.text]
        if self.group is None and not self.scaled:
            if token.text[-1] == "s" or (begun and not self.shift):
                return False  # lakhs of people: nobody counted them
            self.group, self.bare = Fraction(1), not self.shift
        if self.group is None:  # scale after scale: लाख करोड़
            self.total, self.last = self.total * factor, factor
        elif factor <= 100:
            self.group = (self.group + self.shift) * factor
        else:
            self.total += (self.group + self.shift) * factor
            self.group, self.last = None, factor
        self.shift, self.scaled = Fraction(0), True
        self.step *= factor
        self.times *= factor
        self.figure = self.figure or (factor >= 1000 and not self.bare)
        return True

    def add(self, token: Token, number: Fraction) -> None:
        """Adds a number of one token."""
        if token.kind == "figure":
            self.figure, self.digits, self.step = True, True, _step(token.text)
        elif self.scaled:
            self.step = Fraction(1)
        self.group = number if self.group is None else self.group + number
        self.scaled, self.times = False, 1


@cache
def _words() -> frozenset[str]:
    return frozenset({*units(), *ordinals(), *scales(), *fractions(), *periods(), *SHIFTS})


def begins_number(token: Token) -> bool:
    """Whether a number may begin with a token: a quick look, as most words are none."""
    return token.kind == "figure" or token.text in _words()


def read(tokens: list[Token], place: int) -> Reading | None:
    """The number that begins at a token, if one does: two hundred and five thousand, 48.21 लाख करोड़, साढ़े तीन सौ."""
    first = tokens[place]
    if first.kind == "sign":
        return None
    if first.kind == "word" and first.text in ordinals():
        return Reading(place + 1, group=Fraction(ordinals()[first.text]))
    if first.kind == "word" and first.text in periods():
        return Reading(place + 1, group=Fraction(periods()[first.text]), bare=True)
    reading = Reading(place)
    if first.text in SHIFTS:
        reading.shift = SHIFTS[first.text]
        reading.stop += 1
    while reading.stop < len(tokens) and _takes(reading, tokens, place):
        reading.stop += 1
    if reading.stop == place or (reading.group is None and not reading.total):
        return None
    _take_half(reading, tokens)
    return reading


def _takes(reading: Reading, tokens: list[Token], start: int) -> bool:
    """Whether a number goes on with the next token; if so, it is taken in."""
    token = tokens[reading.stop]
    if token.kind == "word" and token.text in scales():
        short = token.text in ("cr", "bn", "mn", "tn") and not reading.figure
        return not short and reading.scale(token, reading.stop != start)
    number = _one(token)
    if number is not None and _joins(tokens, reading, number):
        reading.add(token, number)
        return True
    return _is_and(tokens, reading)


def _take_half(reading: Reading, tokens: list[Token]) -> None:
    """Takes in "and a half", if it follows."""
    stop = reading.stop
    words = [(place, each.text) for place, each in enumerate(tokens[stop : stop + 6], stop + 1) if each.text != "-"]
    if [text for _, text in words[:3]] == ["and", "a", "half"]:
        reading.stop, reading.group = words[2][0], (reading.group or 0) + Fraction(1, 2)


def _one(token: Token) -> Fraction | None:
    """The number that one token is by itself."""
    if token.kind == "figure":
        return Fraction(token.text.replace(",", ""))
    number = units().get(token.text)
    return Fraction(number) if number is not None else fractions().get(token.text)


def _joins(tokens: list[Token], reading: Reading, number: Fraction) -> bool:
    """Whether a number goes on with a further token that is a number by itself."""
    token, group = tokens[reading.stop], reading.group
    if group is None and not reading.last:
        return True
    following = tokens[reading.stop + 1].text if reading.stop + 1 < len(tokens) else ""
    leads_on = 0 < scales().get(following, 0) < reading.last
    if token.kind == "figure":  # 12 लाख 50 हज़ार, but not: 12 लाख, 50 लोग
        return group is None and reading.scaled and leads_on
    if number.denominator != 1:
        return False
    if group is None:
        return leads_on or (reading.scaled and number < reading.last and not reading.digits)
    if reading.digits:
        return False
    if reading.scaled:
        return group % 100 == 0
    return token.text < "z" and 20 <= group % 100 < 100 and group % 10 == 0 and 0 < number < 10


def _is_and(tokens: list[Token], reading: Reading) -> bool:
    """Whether a token joins two parts of one number: twenty-five, two hundred and five, half a million."""
    if reading.stop + 1 >= len(tokens) or reading.group is None:
        return False
    token, following, group = tokens[reading.stop], tokens[reading.stop + 1], reading.group
    if token.text == "-":
        tens = group % 100 >= 20 and group % 10 == 0 and following.text < "z"
        ones = 0 < units().get(following.text, 0) < 10
        return following.glued and ((tens and ones) or following.text in scales())
    if token.text == "and":
        return reading.scaled and following.text in units() and following.text < "z"
    return token.text in ("a", "an", "of") and group.denominator > 1 and following.text in scales()


def _step(figure: str) -> Fraction:
    """What one more in the last figure that is not nought would add."""
    whole, _, decimals = figure.replace(",", "").partition(".")
    if decimals:
        return Fraction(1, 10 ** len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Fraction(10**zeros)
