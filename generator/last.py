"""The last build in one file that is read without a database: whether anything has changed since, and what it said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.digest import digest_bytes

if TYPE_CHECKING:
    from pathlib import Path


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
    inputs: dict[str, str]  # path → stat
    outputs: dict[str, str]  # path → stat of the files that Khabar wrote


def read_last(path: Path) -> Last | None:
    """The last build, if its file is there and whole."""
    try:
        head, facts, inputs, outputs = path.read_text("utf-8", "surrogateescape").split("\n\n", 3)
    except (OSError, ValueError):
        return None
    if head != digest_bytes("\n\n".join((facts, inputs, outputs)).encode("utf-8", "surrogateescape")):
        return None
    try:
        return Last(**json.loads(facts), inputs=_stats(inputs), outputs=_stats(outputs))
    except (ValueError, TypeError):
        return None


def write_last(path: Path, last: Last) -> None:
    """Keeps the last build, whole or not at all."""
    facts = json.dumps({name: getattr(last, name) for name in Last.__slots__ if name not in ("inputs", "outputs")})
    text = "\n\n".join((facts, _lines(last.inputs), _lines(last.outputs)))
    data = text.encode("utf-8", "surrogateescape")
    temporary = path.with_name(f"{path.name}.khabar-tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(f"{digest_bytes(data)}\n\n".encode() + data)
    temporary.replace(path)


def _lines(stats: dict[str, str]) -> str:
    return "\n".join(f"{path}\t{stat}" for path, stat in stats.items())


def _stats(lines: str) -> dict[str, str]:
    return dict(line.rsplit("\t", 1) for line in lines.split("\n") if line)
