"""Problems as the desk shows them: the sentence, the place marked in its line, the hint, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.content import read_line
from generator.hindi import first_clusters
from generator.newsroom.answers import address
from generator.paths import is_article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.problems import Problem, Where
    from generator.serve import Server

AROUND = 60  # letters of a line before and after the place in it


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem in words, with its line taken apart at the place."""

    severity: str
    message: str
    hint: str
    path: str
    line: int
    column: int
    before: str
    at: str
    after: str
    edit: str  # the place on the desk; '' where the file is not to be edited there
    editor: str  # the place in the author's editor


def troubles(server: Server, problems: Iterable[Problem], text: str | None = None) -> list[Trouble]:
    """Problems as the desk shows them; of a text that is not saved, its lines are shown in place of the file's."""
    return [_trouble(server, each, text) for each in problems]


def _trouble(server: Server, each: Problem, text: str | None) -> Trouble:
    where = each.where
    message, hint = each.said(server.language)
    editable = is_article(where.path) and bool(where.path)
    return Trouble(
        each.severity,
        message,
        hint,
        where.path,
        where.line,
        where.column,
        *_around(_line(server, where, text), where.column),
        edit=address("edit", path=where.path, line=where.line or "") if editable else "",
        editor=server.link(where),
    )


def _line(server: Server, where: Where, text: str | None) -> str:
    if text is None:
        return read_line(server.builder.root, where)
    lines = text.split("\n")
    return lines[where.line - 1] if 0 < where.line <= len(lines) else ""


def _around(line: str, column: int) -> tuple[str, str, str]:
    """What stands before, at and after a place of a line, as much of it as shows where it is."""
    at = max(column - 1, 0)
    before, rest = line[:at], line[at:]
    sign = first_clusters(rest, 1) if column else ""
    after = rest[len(sign) :]
    before = f"…{before[-AROUND:]}" if len(before) > AROUND else before
    return before, sign, f"{after[:AROUND]}…" if len(after) > AROUND else after
