"""WXR: what WordPress's "Export" writes, read as a stream of small values.

An export may be hundreds of megabytes long, so nothing of it is held but the item that is being read. No document type
is accepted, so there is no entity that could grow or fetch a file.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16
# What XML 1.0 forbids and databases hold all the same; WordPress writes it out as it is.
_FORBIDDEN = bytes([*range(9), 11, 12, *range(14, 32)])
_TEXT_LIMIT = 20_000_000  # characters of one element


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who writes: the name that items know, and the one that readers see."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class WxrTerm:
    """A category, tag or other term, with its id and its parent's slug."""

    id: str
    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A post, page, attachment or anything else that WordPress keeps as one."""

    id: str = ""
    type: str = ""
    title: str = ""
    link: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""  # in the old site's own zone
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    name: str = ""  # the slug
    status: str = ""
    parent: str = ""
    order: str = ""
    password: str = ""
    sticky: bool = False
    attachment: str = ""  # the file's address
    terms: tuple[tuple[str, str, str], ...] = ()  # taxonomy, slug, name
    meta: tuple[tuple[str, str], ...] = ()
    comments: int = 0
    line: int = 0  # of the export, where the item begins

    def said(self, *keys: str) -> str:
        """What the first of some fields that says anything says."""
        found = dict(self.meta)
        return next((found[key].strip() for key in keys if found.get(key, "").strip()), "")


@dataclass(frozen=True, slots=True)
class Channel:
    """What an export says of the whole site: its address."""

    url: str


Entry: TypeAlias = Author | WxrTerm | Item | Channel

_ITEM_FIELDS = {
    "title": "title",
    "link": "link",
    "dc:creator": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "id",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_modified": "modified",
    "wp:post_modified_gmt": "modified_gmt",
    "wp:post_name": "name",
    "wp:status": "status",
    "wp:post_parent": "parent",
    "wp:menu_order": "order",
    "wp:post_type": "type",
    "wp:post_password": "password",
    "wp:attachment_url": "attachment",
}
_TERM_FIELDS = {
    "wp:category": ("category", "wp:category_nicename", "wp:cat_name", "wp:category_parent", "wp:category_description"),
    "wp:tag": ("post_tag", "wp:tag_slug", "wp:tag_name", "", "wp:tag_description"),
    "wp:term": ("", "wp:term_slug", "wp:term_name", "wp:term_parent", "wp:term_description"),
}
_SPACES = {"wordpress.org/export": "wp", "content": "content", "excerpt": "excerpt", "dc/elements": "dc"}


@dataclass(slots=True)
class _Reading:
    """An export on its way from XML to entries."""

    path: str
    parser: expat.XMLParserType
    done: deque[Entry] = field(default_factory=deque)
    stack: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    found: dict[str, str] = field(default_factory=dict)  # of the item, author or term that is open
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    comments: int = 0
    line: int = 0
    known: bool = False  # whether any element is WordPress's own

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _short(name)
        self.stack.append(name)
        if len(self.stack) > 100:
            raise SiteError(problem("import-xml", self.place(), reason="elements within elements without end"))
        if len(self.stack) == 3 and self.stack[1] == "channel":
            self.found, self.terms, self.meta, self.comments = {}, [], [], 0
            self.line = self.parser.CurrentLineNumber
        self.known = self.known or name.startswith("wp:")
        self.text, self.length, self.attributes = [], 0, attributes

    def data(self, text: str) -> None:
        self.length += len(text)
        if self.length > _TEXT_LIMIT:
            raise SiteError(problem("import-xml", self.place(), reason="a text without end"))
        self.text.append(text)

    def end(self, _name: str) -> None:
        name, depth = self.stack.pop(), len(self.stack)
        text = "".join(self.text)
        if depth == 3 and name == "category" and self.stack[2] == "item":
            self.terms.append((self.attributes.get("domain", ""), self.attributes.get("nicename", ""), text.strip()))
        elif depth == 3:
            self.end_field(name, text)
        elif depth == 4 and name in ("wp:meta_key", "wp:meta_value"):
            self.found[name] = text
        elif depth == 2:
            self.end_entry(name, text.strip())
        self.text = []

    def end_field(self, name: str, text: str) -> None:
        if name == "wp:postmeta":
            self.meta.append((self.found.pop("wp:meta_key", ""), self.found.pop("wp:meta_value", "")))
        elif name == "wp:comment":
            self.comments += 1
        else:
            self.found[name] = text if name.endswith(":encoded") else text.strip()

    def end_entry(self, name: str, text: str) -> None:
        found = self.found.get
        if name == "item":
            texts = {place: found(key, "") for key, place in _ITEM_FIELDS.items()}
            sticky, line = found("wp:is_sticky") == "1", self.line
            own = (tuple(self.terms), tuple(self.meta), self.comments)
            item = Item(**texts, sticky=sticky, line=line)  # type: ignore[arg-type] # all of them texts
            self.done.append(replace(item, terms=own[0], meta=own[1], comments=own[2]))
        elif name == "wp:author":
            login = found("wp:author_login", "")
            self.done.append(Author(login, found("wp:author_display_name", "") or login))
        elif name in _TERM_FIELDS:
            taxonomy, slug, title, parent, about = _TERM_FIELDS[name]
            taxonomy = taxonomy or found("wp:term_taxonomy", "")
            texts = {"slug": found(slug, ""), "name": found(title, ""), "parent": found(parent, "")}
            self.done.append(WxrTerm(found("wp:term_id", ""), taxonomy, **texts, description=found(about, "")))
        elif name in ("wp:base_blog_url", "link") and text:
            self.done.append(Channel(text))

    def refuse(self, *_facts: object) -> None:
        raise SiteError(problem("import-doctype", self.place()))

    def place(self) -> Where:
        return Where(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)


def _short(name: str) -> str:
    """An element's name with the usual prefix, whatever version of the format the file says it has."""
    space, blank, local = name.rpartition(" ")
    if not blank:
        return name
    prefix = next((prefix for part, prefix in _SPACES.items() if part in space), "")
    if "export" in space and "excerpt" in space:
        prefix = "excerpt"
    return f"{prefix}:{local}" if prefix else f"other:{local}"


def read_wxr(file: Path) -> Iterator[Entry]:
    """The entries of an export, in their order. Raises SiteError where it is broken, or is no export at all."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reading = _Reading(str(file), parser)
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reading.refuse
    try:
        with file.open("rb") as source:
            while chunk := source.read(_CHUNK):
                parser.Parse(chunk.translate(None, _FORBIDDEN))
                while reading.done:
                    yield reading.done.popleft()
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        place = Where(str(file), error.lineno, error.offset + 1)
        raise SiteError(problem("import-xml", place, reason=expat.errors.messages[error.code])) from None
    except LookupError:
        raise SiteError(problem("import-xml", Where(str(file), 1), reason="unknown encoding")) from None
    except OSError as error:
        raise SiteError(problem("import-unreadable", Where(str(file)), reason=error.strerror or error)) from None
    yield from reading.done
    if not reading.known:
        raise SiteError(problem("import-format", Where(str(file), 1), kind="a WordPress export"))
