"""The nouns of a site before it is planned: what config, content and layouts were read as. All frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.picture_options import PictureOptions
from generator.publisher import Desk
from generator.reader_options import ReaderOptions

if TYPE_CHECKING:
    from datetime import datetime

    from generator.admin_options import AdminOptions
    from generator.budget import Budget
    from generator.feed_options import FeedOptions
    from generator.problems import Problem
    from generator.publisher import Publisher
    from generator.targets import Target


@dataclass(frozen=True, slots=True)
class Edition:
    """One language's site within the site. Editions are equals: no code knows a default one."""

    code: str  # in content paths and `lang` attributes: hi
    locale: str  # for dates and Open Graph: hi_IN
    name: str  # what the edition's readers call their language: हिन्दी
    title: str
    tagline: str
    address: str  # first segment of its addresses: hi
    script: str  # ISO 15924: Deva, Latn …
    direction: str  # ltr or rtl
    numerals: str  # ISO 15924 again: digits shown as Latn or Deva
    others: tuple[tuple[str, str], ...] = ()  # the languages of runs in other scripts: (Latn, en)


@dataclass(frozen=True, slots=True)
class TermName:
    """What one edition calls a term."""

    name: str
    slug: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """An account to follow, or a call to action: a title per edition and an address."""

    kind: str  # youtube, whatsapp, x …
    url: str
    titles: tuple[tuple[str, str], ...]  # (edition code, title); empty code: every edition


@dataclass(frozen=True, slots=True)
class Term:
    """A tag, section, author or the like: one id, with a name in each edition that has one."""

    id: str
    names: tuple[tuple[str, TermName], ...]  # (edition code, name)
    aliases: tuple[str, ...] = ()  # old slugs that redirect here
    registered: bool = False  # stands in config.yaml
    picture: str = ""  # a path below content/files
    links: tuple[Profile, ...] = ()  # where else the term is to be found

    def name(self, edition: str) -> TermName:
        """The edition's name for the term, or else the first one there is."""
        return next((name for code, name in self.names if code == edition), self.names[0][1])

    def language(self, edition: str) -> str:
        """The edition whose word `name(edition)` is."""
        return edition if any(code == edition for code, _ in self.names) else self.names[0][0]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One way of sorting stories: the front-matter field it reads, its terms, its name and address in each edition."""

    field: str
    names: tuple[tuple[str, TermName], ...]
    terms: tuple[Term, ...]  # the registry, in its order
    feeds: bool


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A menu entry as written: a reference such as `section:world`, or a fixed address with a title per edition."""

    target: str
    titles: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Menu:
    """A named list of entries, the same for all editions or one edition's own."""

    name: str
    edition: str  # empty: every edition
    entries: tuple[MenuEntry, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """config.yaml, checked and completed with defaults."""

    title: str
    base_url: str  # with the base path, ending in a slash
    base_path: str  # '/' or '/blog/'
    timezone: str
    editions: tuple[Edition, ...]
    x_default: str  # an edition's code, or 'root'
    permalink: str
    taxonomies: tuple[Taxonomy, ...]
    menus: tuple[Menu, ...]
    per_page: int
    related: int
    follow: tuple[Profile, ...]
    youtube_call: Profile | None
    publisher: Publisher
    feeds: FeedOptions
    search: bool  # whether there is a search page with an index
    custom_head: str  # HTML for <head>, as written
    csp: tuple[tuple[str, str], ...]  # directive → further sources
    words_per_minute: int
    undated: str  # error, git or allow
    output: str
    rules: tuple[tuple[str, str], ...]  # severities by rule id
    untranslated: tuple[str, ...] = ()  # sections whose stories may stand in one edition alone
    desk: Desk = Desk()  # noqa: RUF009 # frozen
    pictures: PictureOptions = PictureOptions()  # noqa: RUF009 # frozen, as Desk is
    side_by_side: bool = False  # whether all stories can be read beside their translations, or those that ask for it
    json: bool = False  # whether articles and lists are there as data, too
    short_addresses: bool = False  # whether each story has a short address, too
    reader: ReaderOptions = ReaderOptions()  # noqa: RUF009 # frozen, as Desk is
    precompress: tuple[str, ...] = ()  # br, gz: files written beside those that are text
    budget: Budget | None = None  # None: pages are not weighed
    deploy: tuple[Target, ...] = ()
    admin: AdminOptions | None = None  # None: no editor in the browser

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash: what stands in front of an address to make it absolute."""
        return self.base_url[: -len(self.base_path)]

    def edition(self, code: str) -> Edition:
        """The edition with a code."""
        return next(edition for edition in self.editions if edition.code == code)


@dataclass(frozen=True, slots=True)
class LinkRef:
    """A link in a document to something of the site; the layout fills in where it leads."""

    target: str
    line: int  # from the start of the Markdown
    column: int


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture in a document."""

    target: str
    alt: str
    caption: str
    credit: str
    figure: bool  # stands in a paragraph of its own
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class BlockRef:
    """A `:::name` block in a document: its arguments, and what stands in it."""

    name: str
    args: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    line: int
    column: int


Part: TypeAlias = str | LinkRef | PictureRef | BlockRef


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document, for a table of contents."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed Markdown: finished HTML with slots for whatever depends on other files, and facts about the text."""

    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    words: int
    lead: str  # the text of the first paragraph
    problems: tuple[Problem, ...]  # lines from the start of the Markdown


@dataclass(frozen=True, slots=True)
class Image:
    """The front matter's picture of an article."""

    path: str  # from the site's folder, or an address
    alt: str = ""
    credit: str = ""
    caption: str = ""
    line: int = 0
    lang: str = ""  # the edition that lent it with its texts
    focus: str = ""  # what no crop may lose, percent from left and top: "60 30"; empty: where it mostly is


@dataclass(frozen=True, slots=True)
class Correction:
    """One published correction."""

    date: datetime
    text: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One source that a story names."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """A story, or a static page, in one edition: everything but the body."""

    path: str  # from the site's folder: content/world/putin-kim.hi.md
    story: str  # what is left of the path without the edition's code: world/putin-kim
    edition: str
    is_page: bool
    title: str
    date: datetime | None
    updated: datetime | None = None
    section: str = ""  # text as written, or the folder's name
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()  # taxonomy field → texts as written
    summary: str = ""
    image: Image | None = None
    slug: str = ""
    aliases: tuple[str, ...] = ()
    draft: bool = False
    expire: datetime | None = None
    unlisted: bool = False
    kicker: str = ""  # the words over the headline
    live: str = ""  # a story of dated updates: live, or ended
    updates: int = 0  # how many
    beside: str = ""  # whether it can be read beside its translations: yes, no, or as the site says
    short: str = ""  # the last part of its short address, where its author chose it
    gone: bool = False  # withdrawn: its address answers that it is gone
    pinned: bool = False
    breaking: bool = False
    video: str = ""
    sources: tuple[SourceLink, ...] = ()
    corrections: tuple[Correction, ...] = ()
    layout: str = ""
    weight: int = 0
    toc: bool = False
    lead: str = ""  # the start of the text, where the author gave no summary
    links: tuple[str, ...] = ()  # what the body links to within the site, stories of blocks too
    files: tuple[str, ...] = ()  # pictures and files that the body names
    blocks: tuple[str, ...] = ()  # names of its blocks
    body_line: int = 1
    said: tuple[tuple[str, int], ...] = ()  # (field, line) of the front matter's own fields
    borrowed: tuple[tuple[str, str], ...] = ()  # (field, edition) of the terms that a translation lent
    original: str = ""  # the edition that it was translated from
    untranslated: bool = False  # meant for this edition alone
    translated: str = ""  # digest of the original's text as it was then

    def language_of(self, field: str) -> str:
        """The edition in whose words the article's terms of a taxonomy are written."""
        return next((code for name, code in self.borrowed if name == field), self.edition)

    def line_of(self, field: str) -> int:
        """The line where a front-matter field stands; 1 where it does not."""
        return next((line for name, line in self.said if name == field), 1)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file under content/ that is not an article, with what a page has to know about it."""

    path: str  # from the site's folder
    url: str
    size: int
    width: int = 0  # pixels; 0: not a picture
    height: int = 0
    kind: str = ""  # image/jpeg …
    data: str = ""  # digest of its bytes
    script: bool = False  # a drawing that brings a program along
    stem: str = ""  # address without size and suffix, of a picture that variants are made of
    tone: str = ""  # its colour on the whole, one of a few; empty where one sees through it
    clear: bool = False  # whether one sees through it
