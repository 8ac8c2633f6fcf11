"""Digests: equal values have equal digests, and what cannot be digested cannot be seen by a layout."""

from __future__ import annotations

import hashlib
import marshal
import struct
from dataclasses import fields, is_dataclass
from datetime import datetime
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Kind = TypeVar("Kind")
SIZE = 16  # bytes: collisions are out of reach, and keys stay short
_PLAIN = frozenset({NoneType, bool, int, float, str, bytes})  # no subclasses: they may hold more than they show
_SHARED: set[type] = set()
MOST_KEPT = 20_000  # digests of shared values
_WRITTEN = 2  # the last form of marshal in which only values count: later ones tell by identity what was shared


def digest(value: object) -> str:
    """The digest, 32 hexadecimal digits, of a plain value or a frozen dataclass of such.

    Plain are None, bool, int, float, str, bytes, datetime with a zone, tuple and dict with text keys.
    Raises TypeError for anything else: a list or a live object may change after its digest was taken.

    >>> digest(("a", 1)) == digest(("a", 1)), digest("1") == digest(1)
    (True, False)
    """
    return digest_bytes(marshal.dumps(_plain(value), _WRITTEN))


def shared(kind: type[Kind]) -> type[Kind]:
    """Marks a frozen dataclass whose values many others hold: the digest of each is taken once."""
    _SHARED.add(kind)
    return kind


def digest_bytes(data: bytes) -> str:
    """The digest of bytes."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def written_fields(value: object) -> list[bytes]:
    """Each field of a frozen dataclass, one that is not shared, as bytes."""
    return [marshal.dumps(each, _WRITTEN) for each in _plain(value)[-1]]


def marks(data: Sequence[bytes]) -> str:
    """Eight hexadecimal digits for each, that nearly always change with it: enough for a message, not to rely on."""
    return struct.pack(f">{len(data)}I", *map(crc32, data)).hex()


def _plain(value: object) -> Any:  # noqa: ANN401 # marshal has a type of its own for what it takes
    """A value as tuples of plain values. What is none of these starts with an ellipsis, which no plain value can."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, tuple) and kind is tuple:
        return value if _PLAIN.issuperset(map(type, value)) else tuple(map(_plain, value))
    if isinstance(value, datetime):
        return _moment(value)
    if kind in _FIELDS or _learn(kind):
        return _shared(value) if kind in _SHARED else _fields(value)
    return _plain_rare(value)


def _fields(value: object) -> Any:  # noqa: ANN401 # as above
    name, get = _FIELDS[type(value)]
    found = get(value)
    return (..., name, found if _PLAIN.issuperset(map(type, found)) else tuple(map(_plain, found)))


def _shared(value: object) -> object:
    """In place of a value that many others hold, its digest, which is taken once."""
    found = _KEPT.get(id(value))
    if found is None:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        short = (..., digest_bytes(marshal.dumps(_fields(value), _WRITTEN)), None)
        found = _KEPT[id(value)] = (value, short)  # with the value itself, so that no other gets its id
    return found[1]


def _moment(value: datetime) -> object:
    if value.tzinfo is None:
        raise TypeError(f"a time without a zone has no meaning of its own: {value!r}")
    return (..., value.isoformat())


def _plain_rare(value: object) -> object:
    if isinstance(value, dict):
        return (..., *((_plain(key), _plain(value[key])) for key in sorted(value)))
    raise TypeError(f"{type(value).__name__} cannot be digested, so no layout may see it: {value!r:.200}")


_FIELDS: dict[type, tuple[str, Callable[[Any], tuple[object, ...]]]] = {}
_KEPT: dict[int, tuple[object, object]] = {}


def _learn(kind: type) -> bool:
    params = getattr(kind, "__dataclass_params__", None)
    if not is_dataclass(kind) or params is None or not params.frozen:
        return False
    names = tuple(field.name for field in fields(kind))
    if len(names) > 1:
        _FIELDS[kind] = (kind.__qualname__, attrgetter(*names))
    else:
        _FIELDS[kind] = (kind.__qualname__, lambda value: tuple(getattr(value, name) for name in names))
    return True
