"""Comments in Markdown, `<!-- … -->`: what authors say to each other, which no page has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A comment at the start of a line is one even where a backtick that nobody closed stands before it.
FENCED = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ ]*$"
INLINE = r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n|\n<!--).)+?(?<!`)(?P=ticks)(?!`)"
_COMMENT = re.compile(
    rf"{FENCED}|{INLINE}|(?<![ \t])(?P<gap>[ \t]*)(?P<said>(?:<!--.*?-->[ \t]*)+)(?P<end>(?=\n|\Z))?"
    r"|<!--.*",  # never closed, so no later one is either: without this each would look for its end
    re.MULTILINE | re.DOTALL,
)


def without_comments(text: str) -> str:
    r"""A text without its comments, each line of it where it was; in code, `<!--` is a text like any other.

    >>> without_comments("क <!-- ख -->\n\n<!-- ग\n\nघ -->\nच <!-- छ --> ज `<!-- झ -->`")
    'क\n\n\n\n\nच ज `<!-- झ -->`'
    """
    return _COMMENT.sub(_kept, text) if "<!--" in text and "-->" in text else text


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of a text begin and end; those side by side in one line go together."""
    found = _COMMENT.finditer(text) if "<!--" in text else ()
    yield from (match.span("said") for match in found if match["said"] is not None)


def _kept(match: re.Match[str]) -> str:
    said = match["said"]
    if said is None:
        return match[0]  # code, or what is no comment
    lines = "\n" * said.count("\n")
    if match["end"] is not None:
        return lines  # nothing before a line's end, where two blanks would break it
    begins = bool(lines) or match.start() == 0 or match.string[match.start() - 1] == "\n"
    return lines if begins else match["gap"] or said[said.rindex(">") + 1 :]
