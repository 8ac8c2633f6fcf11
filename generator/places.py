"""Places: where in its source a piece of Markdown stands that Python-Markdown gives without saying where it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.comments import FENCED, INLINE
from generator.spans import NEVER_CLOSED
from generator.tree import position

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENTED = r"(?:(?<=\n\n)|\A)(?:(?:[ ]{4}|\t)[^\n]*(?:\n|\Z))+"
_CODE = re.compile(f"{FENCED}|{INLINE}|{_INDENTED}", re.MULTILINE | re.DOTALL)
_NOT_A_BREAK = re.compile(r"[^\n]")
# What stands before the target of a link or a picture, likely ones first; and what may stand after it.
_BEFORE = ("](", "](<", "]: ", "]: <", "]:", "<", '="', "='", "")
_AFTER = frozenset(" )>\"'\n")

_OPENED = re.compile(r"^(?:`{3,}|~{3,})|<!--|<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>", re.MULTILINE)
# Elements whose end a browser knows by itself.
_ENDLESS = NEVER_CLOSED | {
    *("p", "li", "dt", "dd", "option", "optgroup", "colgroup", "rp", "rt"),
    *("tr", "td", "th", "thead", "tbody", "tfoot"),
}


class Places:
    """Finds pieces of one document's Markdown, equal ones in turn."""

    def __init__(self, source: str) -> None:
        self.source = source
        has_code = "`" in source or "~~~" in source or "\n\n    " in source or "\t" in source or source[:1] == " "
        # Code is blanked out, so that nothing which it only shows is taken for what it shows.
        self.plain = _CODE.sub(_blanked, source) if has_code else source
        self._texts = (self.plain, source) if has_code else (source,)
        self._searched: dict[str, int] = {}
        self._rows = enumerate(self.plain.split("\n"), 1)

    def target(self, target: str) -> tuple[int, int]:
        """Line and column of the next link or picture with a target; of its start where it cannot be found."""
        for before in _BEFORE if target else ("](",):
            for text in self._texts:
                found = self._next(text, before + target)
                if found >= 0:
                    return position(self.source, found + len(before))
        # A reference that several links use.
        return position(self.source, max(self.source.find(target), 0))

    def _next(self, text: str, needle: str) -> int:
        found = text.find(needle, self._searched.get(needle, 0))
        while found >= 0:
            end = found + len(needle)
            if end == len(text) or text[end] in _AFTER:
                self._searched[needle] = end
                return found
            found = text.find(needle, end)
        return -1

    def line(self, line: str) -> tuple[int, int]:
        """The place of the next line outside of code that reads so; lines have to be asked for in their order."""
        for number, row in self._rows:
            if row.startswith(line[:1]) and row.expandtabs(4).rstrip() == line.rstrip():
                return number, 1
        return 1, 1

    def unclosed(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """What is opened and never closed, with its place: `code`, `comment`, or the name of an element."""
        opened: list[tuple[str, int]] = []
        end = 0
        for match in _OPENED.finditer(self.plain):
            if match.start() < end:
                continue
            if not match[2]:
                kind = "comment" if match[0] == "<!--" else "code"
                end = self.plain.find("-->", match.end()) if kind == "comment" else -1
                if end < 0:  # it goes on to the end of the text
                    opened.append((kind, match.start()))
                    break
            elif not match[1]:
                opened.append((match[2].lower(), match.start()))
            else:
                names = [name for name, _ in opened]
                if match[2].lower() in names:
                    del opened[len(names) - 1 - names[::-1].index(match[2].lower()) :]
        for name, start in opened:
            if name not in _ENDLESS and not self._closes_itself(start):
                yield name, position(self.source, start)

    def _closes_itself(self, start: int) -> bool:
        return self.plain[start : self.plain.find(">", start) + 1].endswith("/>")


def _blanked(match: re.Match[str]) -> str:
    return _NOT_A_BREAK.sub(" ", match[0])
