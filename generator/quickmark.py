"""Python-Markdown without the work that cannot change its result.

For a text without a backtick the pattern for code finds nothing, for one without braces there are no attribute lists,
and a line that begins with a letter and holds no further line is a paragraph. `SkipUseless` knows such things of the
processors that come with Python-Markdown and leaves alone those that it does not know. What is converted is the same,
byte for byte, as tests/test_prose.py makes sure; only `Markdown.toc`, which nothing here shows, stays empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown import inlinepatterns
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

# Inline patterns by their expressions: they find nothing in a document without the first sign, or in a text without the
# second. Two blanks that end a line may be parted from its end by HTML in the source.
_TRIGGERS = {
    inlinepatterns.BACKTICK_RE: ("`", "`"),
    inlinepatterns.ESCAPE_RE: ("\\", "\\"),
    inlinepatterns.LINK_RE: ("[", "["),
    inlinepatterns.IMAGE_LINK_RE: ("![", "!"),
    inlinepatterns.AUTOLINK_RE: ("<", "<"),
    inlinepatterns.AUTOMAIL_RE: ("<", "<"),
    inlinepatterns.LINE_BREAK_RE: ("  ", "\n"),
    inlinepatterns.HTML_RE: ("<", "<"),
    inlinepatterns.ENTITY_RE: ("&", "&"),
    r"\[\^([^\]]*)\]": ("[^", "["),  # footnotes
    "\\*|_": ("*", "*_"),
}
_BLOCK_MODULES = frozenset(
    f"markdown.{name}"
    for name in (
        "blockprocessors",
        "extensions.tables",
        "extensions.footnotes",
        "extensions.def_list",
        "extensions.md_in_html",
    )
)
# A line that may make a block something else than a paragraph.
_TURN = re.compile(r"\n *(?:[#>:=|*_<\[\d\x02+-]|\n)|\n    ")


class SkipUseless(Extension):
    """Replaces processors by ones that do the same in less time; must be loaded last."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # the name is Python-Markdown's
        """Replace what is registered under the names of Python-Markdown's own processors."""
        seen = _Seen(md)
        md.preprocessors.register(seen, "normalize_whitespace", 30)
        for name, priority, signs in (("fenced_code_block", 25, ("```", "~~~")), ("html_block", 20, ("<", "&#"))):
            if name in md.preprocessors:
                first = md.preprocessors[name]
                md.preprocessors.register(_SomeLines(first, seen, signs), name, priority)
        if {type(each).__module__ for each in md.parser.blockprocessors} <= _BLOCK_MODULES:
            md.parser.blockprocessors.register(_PlainParagraph(md.parser), "plain_paragraph", 200)
        md.treeprocessors.register(_Inline(md, seen), "inline", 20)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(_SomeTrees(md.treeprocessors["attr_list"], seen, ("{",)), "attr_list", 8)
        md.treeprocessors.register(_Unescape(md, seen), "unescape", 0)
        for extension in md.registeredExtensions:
            if isinstance(extension, TocExtension):
                md.treeprocessors.register(_Headings(md, extension.getConfigs(), seen), "toc", 5)


class _Seen(NormalizeWhitespace):
    """Keeps the text of the document, for the others to look for signs in."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """Normalize white space where there is any to normalize."""
        text = "\n".join(lines)
        if "\n " in text or "\t" in text or "\r" in text or "\x02" in text or "\x03" in text:
            lines = super().run(lines)
            self.text = "\n".join(lines)
            return lines
        self.text = text
        return [*lines, "", ""]

    def has(self, signs: Iterable[str]) -> bool:
        """Say whether one of the signs occurs in the document."""
        return any(sign in self.text for sign in signs)


class _SomeLines(Preprocessor):
    """A preprocessor that runs only where one of its signs occurs."""

    def __init__(self, inner: Preprocessor, seen: _Seen, signs: tuple[str, ...]) -> None:
        super().__init__(inner.md)
        self.inner, self.seen, self.signs = inner, seen, signs

    def run(self, lines: list[str]) -> list[str]:
        """The lines as the preprocessor leaves them."""
        return self.inner.run(lines) if self.seen.has(self.signs) else lines


class _SomeTrees(Treeprocessor):
    """A tree processor that runs only where one of its signs occurs."""

    def __init__(self, inner: Treeprocessor, seen: _Seen, signs: tuple[str, ...]) -> None:
        super().__init__(inner.md)
        self.inner, self.seen, self.signs = inner, seen, signs

    def run(self, root: Element) -> Element | None:
        """The tree as the processor leaves it."""
        return self.inner.run(root) if self.seen.has(self.signs) else None


class _PlainParagraph(ParagraphProcessor):
    """Takes the blocks that no other processor would take."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with a letter and no line in it can make it anything but a paragraph."""
        if not block[:1].isalpha():
            return False
        return "\n" not in block or not (_TURN.search(block) or "|" in block)


class _Inline(InlineProcessor):
    """Tries only patterns whose sign occurs in the document, and none on texts without any sign."""

    def __init__(self, md: Markdown, seen: _Seen) -> None:
        super().__init__(md)
        self.seen = seen

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree with inline markup as elements."""
        patterns, signs = [], ""
        for pattern in self.md.inlinePatterns:
            in_document, in_text = _TRIGGERS.get(pattern.pattern, ("", ""))
            if isinstance(pattern, ReferenceInlineProcessor) and not self.md.references:
                continue
            if any(sign in self.seen.text for sign in (in_document, ...)):
                patterns.append(pattern)
                signs += in_text
        ...


class _Unescape(UnescapeTreeprocessor):
    """Looks for escaped signs only where there is a backslash."""

    def __init__(self, md: Markdown, seen: _Seen) -> None:
        super().__init__(md)
        self.seen = seen

    def run(self, root: Element) -> Element | None:
        """The tree with the signs themselves."""
        return super().run(root) if self.seen.has("\\") else None


class _Headings(TocTreeprocessor):
    """Makes no table of contents where there is no place for one."""

    def __init__(self, md: Markdown, config: dict[str, Any], seen: _Seen) -> None:
        super().__init__(md, config)
        self.seen = seen

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """The table of contents."""
        return super().build_toc_div(toc_list) if self.seen.has((self.marker,)) else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the table of contents where it belongs."""
        if self.seen.has((self.marker,)):
            super().replace_marker(root, elem)
