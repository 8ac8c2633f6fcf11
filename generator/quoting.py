"""Quoting: straight quotes made curly in the tree of a document, not in code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.util import AtomicString

from generator.hindi import curl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style"})
_MARKED = "\x02wzxhzdk:"  # Python-Markdown's marks of stashed HTML
_HTML_MARK = re.compile(rf"({_MARKED}\d+\x03)")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")


class Quotes:
    """Curls the quotes of one document in reading order, across its elements and its inline HTML."""

    def __init__(self, stash: Sequence[object]) -> None:
        self.stash = stash  # the inline HTML, of which only marks stand in the tree
        self.before = "\n"  # the character before the next one
        self.verbatim: list[str] = []  # elements of inline HTML that are open and hold no prose

    def curl(self, root: Element) -> None:
        """Changes the texts of a tree in place."""
        for node, attribute in _texts(root):
            text = getattr(node, attribute)
            if text and not isinstance(text, AtomicString):
                setattr(node, attribute, "".join(self._curled(text)))
            elif text:
                self.before = text[-1]

    def _curled(self, text: str) -> Iterator[str]:
        """A text in pieces, curled but for tags; marks of other things are read as the characters beside them."""
        said = ""
        for piece in _HTML_MARK.split(text) if _MARKED in text else (text,):
            tag = self._tag(piece)
            if tag is None:
                said += piece
                continue
            yield self._said(said)
            yield piece
            said = ""
            self._pass(tag)
        yield self._said(said)

    def _tag(self, piece: str) -> re.Match[str] | None:
        mark = _HTML_MARK.fullmatch(piece)
        raw = self.stash[int(piece[len(_MARKED) : -1])] if mark else None
        return _TAG.match(raw) if isinstance(raw, str) else None

    def _pass(self, tag: re.Match[str]) -> None:
        """Takes in what a tag means for the text after it."""
        name = tag[2].lower()
        if name in _VERBATIM and not tag[1]:
            self.verbatim.append(name)
        elif tag[1] and name in self.verbatim:
            self.verbatim.remove(name)
        elif name == "br":
            self.before = "\n"

    def _said(self, text: str) -> str:
        text = text if self.verbatim else curl(text, self.before)
        self.before = text[-1:] or self.before
        return text


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    """The places of an element's texts in reading order, verbatim ones left out."""
    if element.tag not in _VERBATIM:
        yield element, "text"
        for child in element:
            yield from _texts(child)
            yield child, "tail"
