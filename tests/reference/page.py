"""A reference page as text in which sections, tables and lines are found and changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

UNSAID = "(not yet said)"  # stands where somebody has yet to say what something means
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{2,}) (.+)$", re.MULTILINE)
_TABLE = re.compile(r"^(\|.*)\n(\|[-|: ]+)\n((?:\|.*\n)*)", re.MULTILINE)
_GAP = re.compile(r"\{\w+\}")
_CELL = re.compile(r"(?<!\\)\|")
_BETWEEN = re.compile(r"[^\n]")

Row = tuple[str, ...]


def span_of(text: str, heading: str) -> tuple[int, int]:
    """Where the text below a heading begins and ends, the sections below it not counted. Raises KeyError."""
    bare = _FENCE.sub(lambda fence: _BETWEEN.sub(" ", fence[0]), text)
    headings = [*_HEADING.finditer(bare)]
    for place, found in enumerate(headings):
        if found[2] == heading:
            following = headings[place + 1].start() if place + 1 < len(headings) else len(text)
            return found.end() + 1, following
    raise KeyError(heading)


def change(text: str, heading: str, how: Callable[[str], str], level: int = 3) -> str:
    """A page with the text below a heading changed; with the heading added at its end where it is not there."""
    try:
        start, end = span_of(text, heading)
    except KeyError:
        text = f"{text.rstrip()}\n\n{'#' * level} {heading}\n\n"
        start = end = len(text)
    return text[:start] + how(text[start:end]) + text[end:]


def cells(line: str) -> Row:
    r"""The cells of a row of a table.

    >>> cells(r"| `a\|b` | c |")
    ('`a\\|b`', 'c')
    """
    return tuple(cell.strip() for cell in _CELL.split(line.strip())[1:-1])


def key_of(cell: str) -> str:
    """What a row is about: the first name in its first cell, without arguments.

    >>> key_of("`--mark STORY …`"), key_of('`date(edition, form="day")`')
    ('--mark', 'date')
    """
    return re.split(r"[ (`]", cell.strip("`"))[0]


def table(section: str, head: Row, rows: Iterable[Row]) -> str:
    """A section with its table of a head written anew; where it has none, the table comes at its end.

    Of each row the first cells are given; the others are taken from the row of the same name that is there.
    """
    found = next((each for each in _TABLE.finditer(section) if cells(each[1])[-1] == head[-1]), None)
    old = {key_of(row[0]): row for row in map(cells, found[3].splitlines())} if found else {}
    lines = [_line(head), "|" + "---|" * len(head)]
    for row in rows:
        known = old.get(key_of(row[0]), ())
        rest = (known[place] if place < len(known) else UNSAID for place in range(len(row), len(head)))
        lines.append(_line((*row, *rest)))
    written = "\n".join(lines) + "\n"
    if found:
        return section[: found.start()] + written + section[found.end() :]
    return f"{section.rstrip()}\n\n{written}\n"


def with_gaps(text: str) -> str:
    """A text of the code with its gaps as code: at the end of a line of Markdown, braces would be attributes.

    >>> with_gaps("Results: {count}")
    'Results: `{count}`'
    """
    return _GAP.sub(r"`\g<0>`", text)


def column(section: str, head: str, name: str) -> dict[str, str]:
    """The cells of one column of a section's table, by what their rows are about; the table ends with a head."""
    for found in _TABLE.finditer(section):
        heads = cells(found[1])
        if heads[-1] == head and name in heads:
            rows = map(cells, found[3].splitlines())
            return {key_of(row[0]): row[heads.index(name)] for row in rows}
    return {}


def _line(row: Iterable[str]) -> str:
    return "| " + " | ".join(row) + " |"
