"""Shards of the search: which shard a key or a story is in, how a shard is written, and how a story gets its number.

A number is a function of the story's day and name alone, so that nothing shifts when others come and go; its bits are,
from the lowest, ten of a hash of the name, the day, and a rank among the few stories that share both. Postings are
written as differences of numbers, five bits a sign, the field's weight in the lowest two.

layouts/assets/search.js reads all of this; tests/test_search.py holds the two to the same answers.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

WORDS = "w"  # the folder of the words' shards; the others are editions' codes
WORD_SHARDS, CARD_SHARDS = 512, 256  # the latter for each edition
GROUPS = 16  # of the shards of a folder: those of a group are planned together
ALIAS = "~"  # begins the line of a way to write a key in Latin letters

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PLACE = {sign: place for place, sign in enumerate(_SIGNS)}
_BITS, _HALF = 5, 32  # a sign's bits, and how many signs end a number; the others say that it goes on
_NAMES = 1024  # places of a day
_HOMES = 2**28  # of all days
_MIX, _32_BITS = 2654435761, 2**32 - 1  # Knuth's multiplier
_FIRST_DAY = 693_595  # the ordinal of 31 December 1899: day 0 is no day
_LAST_DAY = _HOMES // _NAMES - 1


def home_of(story: str, date: datetime | None) -> int:
    """A story's place before its rank: its day and some bits of its name."""
    day = min(max(date.toordinal() - _FIRST_DAY, 1), _LAST_DAY) if date else 0
    return day * _NAMES + crc32(story.encode()) % _NAMES


def number_of(home: int, rank: int) -> int:
    """The number of the story that has a rank among those of a place."""
    return home + rank * _HOMES


def day_of(number: int) -> int:
    """The day of a number, counted from the first of 1900; 0 where it has no date."""
    return number % _HOMES // _NAMES


def card_shard(edition: str, number: int) -> str:
    """The shard in which an edition's card of a story stands."""
    return f"{edition}/{number % CARD_SHARDS:03x}"


def shard_names(folder: str, group: int | None = None) -> list[str]:
    """The names of a folder's shards, of all or of one group."""
    count = WORD_SHARDS if folder == WORDS else CARD_SHARDS
    size = count // GROUPS
    numbers = range(count) if group is None else range(group * size, (group + 1) * size)
    return [f"{folder}/{number:03x}" for number in numbers]


def word_shard(key: str) -> str:
    """The shard of a key: by its first two signs, and one of four neighbours by its third; a virama is no sign.

    So two typed signs are looked up in four shards, more of them in one.
    """
    start = key[:7]
    found = _SHARD_OF.get(start)
    if found is None:
        signs = start[1:].split(" ")[0].split("=")[0] if start[0] == ALIAS else start.replace("\u094d", "")
        first, second, third = (*map(ord, signs[:3]), 0, 0, 0)[:3]
        place = ((first * 31 + second) * _MIX & _32_BITS) // (_32_BITS // (WORD_SHARDS // 4) + 1)
        found = _SHARD_OF[start] = f"{WORDS}/{place * 4 + ((third * _MIX & _32_BITS) >> 30):03x}"
    return found


_SHARD_OF: dict[str, str] = {}


class _Signs(dict[int, str]):
    """Numbers as signs; each is worked out when it is first met, and few are met once only."""

    def __missing__(self, number: int) -> str:
        signs, rest = "", number
        while rest >= _HALF:
            signs += _SIGNS[_HALF + rest % _HALF]
            rest >>= _BITS
        signs += _SIGNS[rest]
        if number < 100_000:
            self[number] = signs
        return signs


_signs = _Signs()


def write_postings(postings: Iterable[int]) -> str:
    """Postings, each a story's number times four and a weight, as text.

    >>> write_postings([4000, 35]), read_postings(write_postings([4000, 35]))
    ('jBg8D', [35, 4000])
    """
    ordered = sorted(postings)
    before = chain((0,), [posting & ~3 for posting in ordered])
    return "".join(map(_signs.__getitem__, [one - other for one, other in zip(ordered, before)]))  # noqa: B905 # the last is nobody's neighbour


def read_postings(text: str) -> list[int]:
    """The postings of a text."""
    postings, number, value, shift = [], 0, 0, 0
    for sign in text:
        place = _PLACE[sign]
        value |= (place & 31) << shift
        if place < _HALF:
            number += value
            postings.append(number)
            number &= ~3
            value = shift = 0
        else:
            shift += _BITS
    return postings


def word_lines(shard: dict[str, Any]) -> str:
    """A shard of words as text: a line a key with its postings, and a line a spelling with a sign for how frequent.

    The sign changes only as a count doubles, so that a story more with a known word rewrites no spellings.
    """
    return "".join(
        f"{key}\t{value if isinstance(value, str) else _SIGNS[value.bit_length()]}\n"
        for key, value in sorted(shard.items())
    )


def card_lines(shard: dict[str, str]) -> str:
    """A shard of cards as text: a line a story, its number first."""
    return "".join(f"{number}\t{line}\n" for number, line in sorted(shard.items()))


def base36(number: int) -> str:
    """A number as JavaScript's parseInt(…, 36) reads it."""
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not number:
            return digits
