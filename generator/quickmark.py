"""Python-Markdown without the work that cannot change its result.

In a text without a backtick the pattern for code finds nothing, in one without braces there is no attribute list, and a
line that begins with a letter and stands alone is a paragraph. `SkipUseless` knows such things of the processors that
come with Python-Markdown, and leaves alone those it does not know. What is converted is the same, byte for byte:
tests/test_prose.py holds it so. Only `Markdown.toc`, which Khabar does not show, stays empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import inlinepatterns
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from markdown import Markdown

# Inline patterns by their expressions: they find nothing in a document that has none of some strings, nor in a text of
# it that has none of some characters. (Raw HTML can part two blanks from the end of their line.)
_SIGNS = {
    inlinepatterns.BACKTICK_RE: (("`",), "`"),
    inlinepatterns.ESCAPE_RE: (("\\",), "\\"),
    inlinepatterns.LINK_RE: (("[",), "["),
    inlinepatterns.IMAGE_LINK_RE: (("![",), "!"),
    inlinepatterns.AUTOLINK_RE: (("<",), "<"),
    inlinepatterns.AUTOMAIL_RE: (("<",), "<"),
    inlinepatterns.LINE_BREAK_RE: (("  ",), "\n"),
    inlinepatterns.HTML_RE: (("<",), "<"),
    inlinepatterns.ENTITY_RE: (("&",), "&"),
    r"\[\^([^\]]*)\]": (("[^",), "["),  # footnotes
    r"\*|_": (("*", "_"), "*_"),
}
_BLOCK_MODULES = frozenset(
    f"markdown.{module}"
    for module in (
        "blockprocessors",
        "extensions.def_list",
        "extensions.footnotes",
        "extensions.md_in_html",
        "extensions.tables",
    )
)
# A line that may make a block something else than a paragraph.
_TURN = re.compile(r"\n *(?:[#>:=\[*_\x02-]|\n)")


class SkipUseless(Extension):
    """Replaces processors by ones that do the same in less time; has to be loaded last."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # the name is Python-Markdown's
        """Register the replacements under the names and with the priorities of what they replace."""
        seen = _Seen(md)
        lines, trees, blocks = md.preprocessors, md.treeprocessors, md.parser.blockprocessors
        lines.register(seen, "normalize_whitespace", 30)
        for name, priority, signs in (("fenced_code_block", 25, ("```", "~~~")), ("html_block", 20, ("<", "&#"))):
            if name in lines:
                lines.register(_LinesWith(lines[name], seen, signs), name, priority)
        if {type(each).__module__ for each in blocks} <= _BLOCK_MODULES:
            blocks.register(_PlainParagraph(md.parser), "plain_paragraph", 200)
        trees.register(_Inline(md, seen), "inline", 20)
        if "attr_list" in trees:
            trees.register(_TreesWith(trees["attr_list"], seen, ("{",)), "attr_list", 8)
        for extension in md.registeredExtensions:
            if isinstance(extension, TocExtension):
                trees.register(_Headings(md, extension.getConfigs(), seen), "toc", 5)
        trees.register(_Unescape(md, seen), "unescape", 0)


class _Seen(NormalizeWhitespace):
    """Keeps a document's text, in which the others look for signs."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with white space normalized."""
        self.text = "\n".join(lines)
        if not self.has("\n ", "\t", "\r", "\x02", "\x03"):
            return [*lines, "", ""]
        lines = super().run(lines)
        self.text = "\n".join(lines)
        return lines

    def has(self, *signs: str) -> bool:
        """Say whether one of some signs occurs in the document."""
        return any(sign in self.text for sign in signs)


class _LinesWith(Preprocessor):
    """Runs another preprocessor where one of its signs occurs."""

    def __init__(self, inner: Preprocessor, seen: _Seen, signs: tuple[str, ...]) -> None:
        super().__init__(inner.md)
        self.inner, self.seen, self.signs = inner, seen, signs

    def run(self, lines: list[str]) -> list[str]:
        """The lines as the other one leaves them."""
        return self.inner.run(lines) if self.seen.has(*self.signs) else lines


class _TreesWith(Treeprocessor):
    """Runs another tree processor where one of its signs occurs."""

    def __init__(self, inner: Treeprocessor, seen: _Seen, signs: tuple[str, ...]) -> None:
        super().__init__(inner.md)
        self.inner, self.seen, self.signs = inner, seen, signs

    def run(self, root: Element) -> Element | None:
        """The tree as the other one leaves it."""
        return self.inner.run(root) if self.seen.has(*self.signs) else None


class _PlainParagraph(ParagraphProcessor):
    """Takes the blocks that would come down to the paragraph processor through all others."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block begins with a letter, and no line of it can make it anything but a paragraph."""
        if not block[:1].isalpha():
            return False
        return "\n" not in block or not ("|" in block or _TURN.search(block))


class _Inline(InlineProcessor):
    """Tries those patterns only whose signs occur in the document, and none on texts without any of their signs."""

    def __init__(self, md: Markdown, seen: _Seen) -> None:
        super().__init__(md)
        self.seen = seen

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree with elements for inline markup."""
        patterns, signs = self._useful()
        self.inlinePatterns = patterns  # type: ignore[assignment] # a list can do what is done with the registry here
        hidden: list[tuple[Element, str]] = []
        if signs is not None:
            for element in tree.iter():
                text = element.text
                if text and not isinstance(text, AtomicString) and not signs.search(text):
                    hidden.append((element, text))
                    element.text = AtomicString(text)
        tree = super().run(tree, ancestors)
        for element, text in hidden:
            element.text = text
        return tree

    def _useful(self) -> tuple[list[inlinepatterns.Pattern], re.Pattern[str] | None]:
        """The patterns that may find something, and an expression for the signs of theirs, if these are known."""
        patterns, signs, known = [], "", True
        for pattern in self.md.inlinePatterns:
            in_document, in_text = _SIGNS.get(pattern.pattern, ((), ""))
            if isinstance(pattern, inlinepatterns.ReferenceInlineProcessor) and not self.md.references:
                continue
            if not in_document or self.seen.has(*in_document):
                patterns.append(pattern)
                known = known and bool(in_document)
                signs += in_text
        if not known:
            return patterns, None
        return patterns, re.compile(f"[{re.escape(signs)}]" if signs else "(?!)")


class _Headings(TocTreeprocessor):
    """Makes no table of contents where there is no place for one."""

    def __init__(self, md: Markdown, config: dict[str, Any], seen: _Seen) -> None:
        super().__init__(md, config)
        self.seen = seen

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """The table of contents."""
        return super().build_toc_div(toc_list) if self.seen.has(self.marker) else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the table of contents where its place is."""
        if self.seen.has(self.marker):
            super().replace_marker(root, elem)


class _Unescape(UnescapeTreeprocessor):
    """Looks for escaped signs where there are backslashes."""

    def __init__(self, md: Markdown, seen: _Seen) -> None:
        super().__init__(md)
        self.seen = seen

    def run(self, root: Element) -> None:
        """Put escaped signs back into the tree."""
        if self.seen.has("\\"):
            super().run(root)
