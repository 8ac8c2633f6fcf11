"""The nouns that a layout sees: small frozen values, closed, and holding no more than is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from generator.digest import shared

if TYPE_CHECKING:
    from datetime import datetime

    from generator.model import Edition
    from generator.reader_options import ReaderOptions


@dataclass(frozen=True, slots=True)
class Html:
    """Finished HTML: shown as it is, not escaped."""

    kind: ClassVar[str] = "html"
    text: str

    def __html__(self) -> str:
        """The HTML itself, as MarkupSafe asks for it."""
        return self.text


@dataclass(frozen=True, slots=True)
class Link:
    """A title that leads to an address; `lang` is set where the title is in another language than the page."""

    kind: ClassVar[str] = "link"
    title: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A picture's files in one format, for browsers that know it."""

    type: str  # image/avif …
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size in pixels; `url` leads to its largest file in a format that every browser knows."""

    kind: ClassVar[str] = "picture"
    url: str
    width: int
    height: int
    type: str = ""  # image/jpeg …
    alt: str = ""
    caption: str = ""
    credit: str = ""
    figure: bool = False
    lang: str = ""  # of its texts, where they are another edition's
    srcset: str = ""  # its files in that format; empty where there is one
    sources: tuple[Source, ...] = ()  # the same in better formats
    tone: str = ""  # the number of its colour on the whole
    crops: tuple[str, ...] = ()  # full addresses of its crops to 16:9, 4:3, 1:1 for search engines


@shared
@dataclass(frozen=True, slots=True)
class Card:
    """A story as a list shows it. `lang` is set where it exists only in another edition."""

    title: str
    url: str
    lang: str
    language: str  # the other edition's name, where lang is set
    date: datetime | None
    summary: str
    section: Link | None
    picture: Picture | None
    breaking: bool
    pinned: bool
    video: bool
    kicker: str
    live: bool  # told in updates right now


@dataclass(frozen=True, slots=True)
class Block:
    """A `:::name` block: its arguments, its body, and the pictures and stories that it names."""

    kind: ClassVar[str] = "block"
    name: str
    args: dict[str, str]
    body: tuple[BodyPart, ...]
    cards: tuple[Card, ...]
    picture: Picture | None

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures in the block's body."""
        return tuple(part for part in self.body if isinstance(part, Picture))


BodyPart: TypeAlias = Html | Link | Picture | Block


@dataclass(frozen=True, slots=True)
class Update:
    """One update of a live story."""

    id: str  # of its element: what a link to it ends in
    url: str  # of its page, with the id
    time: datetime
    title: str
    key: bool
    text: str  # plain
    body: tuple[BodyPart, ...]


@dataclass(frozen=True, slots=True)
class Alternate:
    """One row of a page's hreflang set."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself to machines."""

    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...] = ()  # the full set with this page and x-default; empty where there is no pair
    index: bool = True
    type: str = "website"  # Open Graph
    image: Picture | None = None
    feeds: tuple[Link, ...] = ()
    data: str = ""  # the address of the same as JSON; empty where there is none
    breadcrumbs: tuple[Link, ...] = ()  # from the edition's front page to this page


@dataclass(frozen=True, slots=True)
class Switch:
    """Where the language switch leads for one other edition, and whether that is this page's counterpart."""

    lang: str
    name: str
    url: str
    exact: bool


@dataclass(frozen=True, slots=True)
class MenuView:
    """A menu of one edition."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PublisherView:
    """Who publishes the site."""

    name: str
    url: str
    email: str
    logo: Picture | None


@shared
@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What every layout may know of the site, for one edition; never articles."""

    title: str
    tagline: str
    origin: str  # https://khabar.example
    base_path: str  # / or /blog/
    home_url: str
    edition: Edition
    editions: tuple[Edition, ...]
    words: dict[str, str]
    menus: dict[str, MenuView]
    assets: dict[str, str]  # file name → address with its fingerprint
    follow: tuple[Link, ...]
    youtube_call: Link | None
    publisher: PublisherView
    search_url: str  # empty where the site has none
    feed_url: str  # the first of the feeds that the config asks for
    icon: str  # favicon.svg, if the site has one
    manifest_url: str  # of the web app manifest; empty where nothing is kept for reading offline
    custom_head: Html
    csp: str
    reader: ReaderOptions
    inline: dict[str, Html]  # scripts and styles that stand in the page itself, as `csp` allows them
    version: str


@dataclass(frozen=True, slots=True)
class Pager:
    """The neighbours of one page of a list that is numbered from its oldest page."""

    newer: str
    older: str
    number: int  # 0 on the newest page


@dataclass(frozen=True, slots=True)
class CardList:
    """Cards under a heading."""

    title: str
    url: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the output: a function of its layout and of nothing but what stands here."""

    url: str
    layout: str
    site: SiteInfo
    view: object
    source: str = field(default="", compare=False)  # for messages: what made this page; no layout sees it
    part: str = field(default="", compare=False)  # what its kind's `parts` calls it, where that is not its address
