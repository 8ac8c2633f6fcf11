"""Lists of CommonMark as Python-Markdown reads them: four blanks for each step, a blank line before the first item."""

from __future__ import annotations

import re

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<bullet>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?=\S)")
_RULED = re.compile(r"\s*(?:[-*_]\s*){3,}")


def relisted(text: str) -> str:
    r"""A text with its lists in the form that is read here.

    >>> relisted("क\n- ख\n  - ग\n- घ")
    'क\n\n- ख\n    - ग\n- घ'
    """
    result: list[str] = []
    steps: list[tuple[int, int]] = []  # of the items that are open: where the bullet stands, and the text after it
    before = ""
    for raw in text.split("\n"):
        line = raw.expandtabs(4)
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line) if not _RULED.fullmatch(line) else None
        if item and (steps or indent < 4):
            while steps and indent < steps[-1][1] and indent <= steps[-1][0] + 1:
                steps.pop()
            if not steps and before.strip() and not _ITEM.match(before) and not before.startswith(("    ", ">", "|")):
                result.append("")
            steps.append((indent, item.end()))
            line = f"{'    ' * (len(steps) - 1)}{_bullet(item['bullet'])} {line[item.end() :]}"
        elif steps and line.strip():
            line = _within(line, indent, before, steps)
        else:
            line = raw
        result.append(line)
        before = line
    return "\n".join(result)


def _bullet(bullet: str) -> str:
    return f"{bullet[:-1]}." if bullet[:-1] else "-"


def _within(line: str, indent: int, before: str, steps: list[tuple[int, int]]) -> str:
    """A line that goes on in an item, or ends the list."""
    if not before.strip() and indent < steps[0][1]:
        steps.clear()
        return line
    if before.strip() and indent < 2:
        return line
    while len(steps) > 1 and indent < steps[-1][1]:
        steps.pop()
    return "    " * len(steps) + (line[steps[-1][1] :] if indent >= steps[-1][1] else line.lstrip(" "))
