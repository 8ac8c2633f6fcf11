"""Silences: which rules an article's author has switched off, for a line or for the whole article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.edits import Finding
from generator.frontmatter import front_lines
from generator.problems import Where, closest, problem, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(
    r"<!--[ \t]*khabar:[ \t]*allow[ \t]+(?P<body>[^>\n]*?)[ \t]*-->"
    r"|^[ \t]*#[ \t]*khabar:[ \t]*allow[ \t]+(?P<front>.*)$"
)
_FIELD = re.compile(r"^allow[ \t]*:[ \t]*(.*(?:\n(?:[ \t]+.*|-.*))*)", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"[^\s,\[\]\"']+")


@dataclass(frozen=True, slots=True)
class Silence:
    """The rules that an article's author switched off: everywhere, and by the lines that they do not hold for."""

    everywhere: frozenset[str] = frozenset()
    lines: tuple[tuple[int, frozenset[str]], ...] = ()

    def covers(self, rule: str, line: int) -> bool:
        """Whether a rule is switched off at a line."""
        return rule in self.everywhere or any(line == number and rule in names for number, names in self.lines)


def parse_silence(source: str, path: str) -> tuple[Silence, tuple[Finding, ...]]:
    """The silences of an article's source, and those of its names that no rule has.

    >>> parse_silence("रूस <!-- khabar: allow residue -->", "a.md")[0].covers("residue", 1)
    True
    """
    if "allow" not in source.lower():
        return Silence(), ()
    unknown: list[Finding] = []
    front = front_lines(source)
    everywhere: set[str] = set()
    if front and (found := _FIELD.search(source[front[0] : front[1]])):
        first = source.count("\n", 0, front[0] + found.start(1)) + 1
        for offset, row in enumerate(found[1].split("\n")):
            everywhere |= set(
                _known(row.strip().removeprefix("- ").partition(" #")[0], Where(path, first + offset), unknown)
            )
    lines: list[tuple[int, frozenset[str]]] = []
    rows = source.split("\n")
    for number, row in enumerate(rows, 1):
        match = _COMMENT.search(row) if "khabar:" in row else None
        if match:
            off = frozenset(_known(match["body"] or match["front"] or "", Where(path, number), unknown))
            lines.append((number, off))
            if not row.replace(match[0], "").strip():  # alone on its line, it is about the next line that has a text
                following = next((after for after in range(number, len(rows)) if rows[after].strip()), number)
                lines.append((following + 1, off))
    return Silence(frozenset(everywhere), tuple(lines)), tuple(unknown)


def _known(text: str, where: Where, unknown: list[Finding]) -> Iterator[str]:
    """The rules that a list names; what is none is noted."""
    for match in _NAME.finditer(text):
        if match[0] in rules():
            yield match[0]
        else:
            close = closest(match[0], rules())
            unknown.append(Finding(problem("allow-unknown", where, name=match[0], close=close)))
