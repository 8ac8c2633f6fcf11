"""Plain text: what a reader reads of a parsed document, without markup, code or addresses."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.digest import digest_bytes
from generator.model import BlockRef, LinkRef, PictureRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article, Document, Part

# Arguments of a block that name something instead of saying it.
ADDRESSES = frozenset({"url", "id", "image", "story", "stories", "src", "class", "time", "key"})
_TYPOGRAPHY = " \n\u00a0'\"‘’“”-–—"
_TAG = re.compile(r"<[^>]*>")
_SILENT = re.compile(
    r'<(pre|code|script|style)\b.*?</\1>|<sup id="fnref.*?</sup>|<a class="footnote-backref.*?</a>', re.DOTALL
)
_PASSAGE = re.compile(r"<(/?)(p|h[1-6]|li|dt|dd|td|th|tr|table|blockquote|figcaption|pre|ul|ol|dl|hr|div)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, entry of a list or cell of a table."""

    kind: str  # the element's name; `picture` for a picture's description and caption, `title` for a block's own text
    text: str
    head: str = ""  # of a cell: what stands at the top of its column


def text_of(parts: tuple[Part, ...]) -> str:
    """All the text of a document, in the order of reading, with single spaces.

    >>> text_of(('<p>दो <em>शब्द</em> &amp; <a', LinkRef("x.md", 1, 1), ">कड़ी</a></p>",))
    'दो शब्द & कड़ी'
    """
    return " ".join(html.unescape(_TAG.sub("", "".join(_flat(parts)))).split())


def text_digest(title: str, summary: str, parts: tuple[Part, ...]) -> str:
    """Eight digits that change with what a translator has to follow; not with dates, tags, addresses or markup.

    Quotation marks, dashes and spaces do not count: a later Khabar may set them in another way.

    >>> text_digest("“हाँ”", "", ()) == text_digest("'हाँ'", "", ())
    True
    """
    text = "\t".join((title, summary, _TAG.sub("", "".join(_flat(parts)))))
    for mark in _TYPOGRAPHY:
        text = text.replace(mark, "")
    return digest_bytes(text.encode("utf-8", "surrogatepass"))[:8]


def followed(article: Article, document: Document) -> str:
    """The digest of an article's text, by which a translation says which text it follows."""
    return text_digest(article.title, article.summary, document.parts)


def _flat(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, PictureRef):
            yield from (f"\n{text}\n" for text in (part.alt, part.caption, part.credit) if text)
        elif isinstance(part, BlockRef):
            yield from (f"\n{text}\n" for name, text in part.args if name not in ADDRESSES)
            yield from _flat(part.parts)


def passages(parts: tuple[Part, ...]) -> Iterator[Passage]:
    """The passages of a document, in the order of reading; empty ones left out."""
    run: list[str] = []
    for part in parts:
        if isinstance(part, str | LinkRef):
            run.append(part if isinstance(part, str) else "")
            continue
        if isinstance(part, PictureRef) and not part.figure:
            continue  # stands within a sentence; its description is for those who cannot see it
        yield from _of_html("".join(run))
        run = []
        if isinstance(part, PictureRef):
            yield from (Passage("picture", text) for text in (part.alt, part.caption) if text)
        else:
            yield from (Passage("title", text) for name, text in part.args if name not in ADDRESSES and text)
            yield from passages(part.parts)
    yield from _of_html("".join(run))


def _of_html(source: str) -> Iterator[Passage]:
    """The passages of HTML that may begin or end anywhere between two tags."""
    source = _SILENT.sub(" ", source)
    place, kind, column = 0, "p", 0
    heads: list[str] = []
    for tag in _PASSAGE.finditer(source):
        text = " ".join(html.unescape(_TAG.sub("", source[place : tag.start()])).split())
        if kind == "th":
            heads.append(text)
        if text:
            head = heads[column - 1] if kind == "td" and column <= len(heads) else ""
            yield Passage(kind, text, head)
        place = tag.end()
        name = tag[2]
        if tag[1]:
            kind = "p"
            continue
        if name == "table":
            heads = []
        column = 0 if name == "tr" else column + (name in ("td", "th"))
        kind = name if name not in ("tr", "table", "ul", "ol", "dl", "div", "blockquote", "hr") else "p"
    text = " ".join(html.unescape(_TAG.sub("", source[place:])).split())
    if text:
        yield Passage(kind, text)
