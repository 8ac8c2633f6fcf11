"""Digests: equal values have equal digests, and what cannot be digested cannot be seen by a layout."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 16  # bytes: collisions are out of reach, and keys stay short


def digest(value: object) -> str:
    """The digest, 32 hexadecimal digits, of a plain value or a frozen dataclass of such.

    Plain are None, bool, int, float, str, bytes, datetime with a zone, tuple and dict with text keys.
    Raises TypeError for anything else: a list or a live object may change after its digest was taken.

    >>> digest(("a", 1)) == digest(("a", 1)), digest("1") == digest(1)
    (True, False)
    """
    pieces: list[bytes] = []
    _encode(value, pieces.append)
    return digest_bytes(b"".join(pieces))


def digest_bytes(data: bytes) -> str:
    """The digest of bytes."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def _encode(value: object, out: Callable[[bytes], None]) -> None:
    kind = type(value)
    if kind is str:
        data = value.encode("utf-8", "surrogatepass")  # type: ignore[attr-defined] # kind says so
        out(b"s%d:" % len(data))
        out(data)
    elif kind is tuple:
        out(b"t%d:" % len(value))  # type: ignore[arg-type] # kind says so
        for item in value:  # type: ignore[attr-defined] # kind says so
            _encode(item, out)
    elif value is None or kind in (bool, int, float):
        out(f"{kind.__name__}{value!r};".encode())
    elif kind in _FIELDS or _learn(kind):
        name, names = _FIELDS[kind]
        out(name)
        for field in names:
            _encode(getattr(value, field), out)
    else:
        _encode_rare(value, out)


def _encode_rare(value: object, out: Callable[[bytes], None]) -> None:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"a time without a zone has no meaning of its own: {value!r}")
        out(f"d{value.isoformat()};".encode())
    elif isinstance(value, bytes):
        out(b"b%d:" % len(value))
        out(value)
    elif isinstance(value, dict):
        out(b"m%d:" % len(value))
        for key in sorted(value):
            _encode(key, out)
            _encode(value[key], out)
    else:
        raise TypeError(f"{type(value).__name__} cannot be digested, so no layout may see it: {value!r:.200}")


_FIELDS: dict[type, tuple[bytes, tuple[str, ...]]] = {}


def _learn(kind: type) -> bool:
    params = getattr(kind, "__dataclass_params__", None)
    if not is_dataclass(kind) or params is None or not params.frozen:
        return False
    names = tuple(field.name for field in fields(kind))
    _FIELDS[kind] = (f"o{kind.__qualname__},{len(names)}:".encode(), names)
    return True
