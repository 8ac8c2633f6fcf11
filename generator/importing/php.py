"""PHP's `serialize`: the plain values that WordPress keeps as text, and nothing that could run."""

from __future__ import annotations

import re
from typing import TypeAlias

Plain: TypeAlias = "str | int | float | bool | dict[str, Plain] | None"
_DEPTH = 20
_SCALAR = re.compile(rb"([ibd]):(-?[0-9.eE+INF-]+);|N;")
_LENGTH = re.compile(rb"([as]):(\d{1,9}):")


def unserialize(text: str) -> Plain:
    """The value of a serialised text, arrays as mappings; None where it is damaged, or holds an object.

    >>> unserialize('a:2:{s:2:"hi";i:12;s:2:"en";i:15;}'), unserialize('O:3:"Run":0:{}')
    ({'hi': 12, 'en': 15}, None)
    """
    data = text.strip().encode("utf-8", "surrogatepass")
    try:
        value, end = _value(data, 0, 0)
    except (ValueError, OverflowError):
        return None
    return value if end == len(data) else None


def mapping_of(text: str) -> dict[str, Plain]:
    """The mapping of a serialised array; an empty one where it is anything else."""
    value = unserialize(text) if text.startswith("a:") else None
    return value if isinstance(value, dict) else {}


def _value(data: bytes, start: int, depth: int) -> tuple[Plain, int]:
    if found := _SCALAR.match(data, start):
        kind, number = found.groups()
        if kind is None:
            return None, found.end()
        if kind == b"d":
            return float(number), found.end()
        return (bool(int(number)) if kind == b"b" else int(number)), found.end()
    found = _LENGTH.match(data, start)
    if not found or depth > _DEPTH:
        raise ValueError
    length, place = int(found[2]), found.end()
    if found[1] == b"s":
        end = place + 1 + length
        if data[place : place + 1] != b'"' or data[end : end + 2] != b'";':
            raise ValueError
        return data[place + 1 : end].decode("utf-8", "replace"), end + 2
    if data[place : place + 1] != b"{" or length > len(data):
        raise ValueError
    place += 1
    entries: dict[str, Plain] = {}
    for _ in range(length):
        key, place = _value(data, place, depth + 1)
        entries[str(key)], place = _value(data, place, depth + 1)
    if data[place : place + 1] != b"}":
        raise ValueError
    return entries, place + 1
