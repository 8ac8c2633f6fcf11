"""Lettering: text as pixels in two scripts, with letters put together as readers expect, and lines broken well."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from generator.hindi import clusters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL import ImageDraw

FONTS = Path(__file__).resolve().parent / "fonts"
LEADING = 1.42  # of a line, in sizes: Devanagari has signs above and below
# What the two fonts have; a sign that neither has, such as an emoji, is left out.
_RUNS = re.compile(
    r"(?P<deva>[\u0900-\u0975\u0976\u0977\u0979-\u097f\u20b9\u25cc][\u0900-\u097f\u200c\u200d\u20b9\u25cc]*)"
    r"|(?P<latn>[\x20-\x7e\xa0-\xff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022"
    r"\u2026\u2032\u2033\u2039\u203a\u20ac\u2122\u2212]+)"
)
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2009": " ", "\u202f": " "})
_CLOSING = "।॥,.;:!?)]}’”»%"  # no line begins with one of these


@dataclass(frozen=True, slots=True)
class Lines:
    """A text that was broken into lines, at the size at which they fit."""

    size: int
    texts: tuple[str, ...]


@functools.lru_cache(maxsize=64)
def _font(script: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{script}.ttf"), size, layout_engine=ImageFont.Layout.RAQM)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """A text in pieces, each with the script whose font has it.

    >>> list(runs("ISRO ने चाँद छुआ 🚀"))
    [('latn', 'ISRO '), ('deva', 'ने'), ('latn', ' '), ('deva', 'चाँद'), ('latn', ' '), ('deva', 'छुआ'), ('latn', ' ')]
    """
    for match in _RUNS.finditer(text.translate(_ALIKE)):
        yield match.lastgroup or "", match[0]


def width_of(text: str, size: int, lang: str) -> float:
    """The pixels that a line takes."""
    return size * sum(_advance(script, piece, lang) for script, piece in runs(text))


@functools.lru_cache(maxsize=4096)  # a headline's words are looked at for each size and line
def _advance(script: str, piece: str, lang: str) -> float:
    """How wide a piece of text is, in sizes: the fonts have no hints, so it is the same at each."""
    return _font(script, 128).getlength(piece, language=lang) / 128


def write(draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, lang: str, fill: str) -> None:
    """Writes a line; `place` is where its base line begins."""
    x, y = place
    for script, piece in runs(text):
        draw.text((x, y), piece, fill=fill, font=_font(script, size), anchor="ls", language=lang)
        x += size * _advance(script, piece, lang)


def fit(text: str, lang: str, width: float, height: float, sizes: Iterable[int]) -> Lines:
    """A text at the largest of some sizes at which it fits; at the smallest, what does not fit is left out."""
    size, texts = 0, [""]
    for size in sizes:  # the last one counts
        texts = break_lines(text, size, lang, width)
        if len(texts) * size * LEADING <= height:
            return Lines(size, tuple(balance(text, size, lang, width, len(texts))))
    most = max(1, int(height / (size * LEADING)))
    last = texts[most - 1]
    while last and width_of(f"{last}…", size, lang) > width:
        last = last.rpartition(" ")[0] or "".join(list(clusters(last))[:-1])
    return Lines(size, (*texts[: most - 1], f"{last}…"))


def balance(text: str, size: int, lang: str, width: float, count: int) -> list[str]:
    """A text in as many lines as it needs, about as long as one another."""
    least, most = width / 2, width
    for _ in range(6):
        middle = (least + most) / 2
        if len(break_lines(text, size, lang, middle)) > count:
            least = middle
        else:
            most = middle
    return break_lines(text, size, lang, most)


def break_lines(text: str, size: int, lang: str, width: float) -> list[str]:
    """The lines of a text: broken between words, and a word that is too long between the signs that readers see."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, lang) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _torn(word, size, lang, width)
        lines += full
    return [*lines, line] if line or not lines else lines


def _words(text: str) -> Iterator[str]:
    waiting = ""
    for word in text.split():
        if waiting and word[0] in _CLOSING:
            waiting = f"{waiting} {word}"
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


def _torn(word: str, size: int, lang: str, width: float) -> list[str]:
    """A word in pieces that are no wider than a line; mostly it is one."""
    if width_of(word, size, lang) <= width:
        return [word]
    pieces, piece = [], ""
    for sign in clusters(word):
        if piece and width_of(piece + sign, size, lang) > width:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]
