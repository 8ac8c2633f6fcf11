"""Edits: what the desk found in a source file, and the exact change that mends it, as plain values."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in place of the characters from `start` up to `end` of a file's text as it was read."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the edits that mend it where what is meant is certain: all of them together, or none."""

    problem: Problem
    edits: tuple[Edit, ...] = ()


def apply_edits(source: str, edits: Iterable[Edit]) -> str:
    """A file's text with its edits made; one that overlaps an earlier one is left for the next time.

    >>> apply_edits("अाम लोग", [Edit("a.md", 0, 2, "आ")])
    'आम लोग'
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(set(edits)):
        if edit.start >= done:
            pieces += (source[done : edit.start], edit.text)
            done = edit.end
    return "".join((*pieces, source[done:]))


def diff(path: str, before: str, after: str) -> str:
    """The change of a file as a unified diff."""
    rows = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=1
    )
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)
