"""The last build in one file that is read without a database: whether anything has changed since, and what it said."""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.digest import SIZE, digest_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from generator.sweep import Stat

HEAD = 2 * SIZE  # bytes of a file that are the digest of the others


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build of a folder was made with, saw and reported."""

    key: str  # digest of the engine and the command's options
    generation: int  # of the memo that goes with it
    memo: str  # what its file looks like from outside; empty while it is in use
    output: str  # the output folder, from the site's folder or absolute
    until: float | None  # POSIX seconds from which the site changes by itself
    since: float  # … and before which the clock must not have gone back
    report: dict[str, object]
    inputs: dict[str, Stat]
    outputs: dict[str, Stat]  # of the files that Khabar wrote


def read_last(path: Path) -> Last | None:
    """The last build, if its file is there and whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if data[:HEAD] != digest_bytes(data[HEAD:]).encode():
        return None
    try:
        return Last(*marshal.loads(data[HEAD:]))
    except (ValueError, TypeError, EOFError):
        return None


def write_last(path: Path, last: Last) -> None:
    """Keeps the last build, whole or not at all."""
    data = marshal.dumps(tuple(getattr(last, name) for name in Last.__slots__))
    temporary = path.with_name(f"{path.name}.khabar-tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(digest_bytes(data).encode() + data)
    temporary.replace(path)
