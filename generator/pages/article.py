"""Article pages: a story, or a static page, in one edition."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.hindi import reading_minutes
from generator.pages.beside import beside_links
from generator.pages.body import body
from generator.pages.cards import card, cards, front_picture, pages_of_term, term_link
from generator.pages.heads import head, switches
from generator.pages.short import short_url
from generator.pages.social import social_picture
from generator.pages.updates import LiveView, live_view
from generator.registry import SECTION
from generator.shelves import digest_of, modified, order_key
from generator.short import short_of
from generator.site import summary_of
from generator.views import BodyPart, Card, Head, Link, Page, Picture, Switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from generator.model import Article, Correction, Edition, Heading, SourceLink
    from generator.shelves import EditionIndex, Entry, Shelf
    from generator.site import Site

Around: TypeAlias = tuple[Link | None, Link | None]  # the newer story and the older one
RELATED_WINDOW = 40  # stories of one tag that are looked at: keeps an edit's reach and a build's work bounded


@dataclass(frozen=True, slots=True)
class TermLinks:
    """The terms of one taxonomy that an article has."""

    field: str
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What the layout of a story or page sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    summary: str
    date: datetime | None
    updated: datetime | None
    modified: datetime | None  # the newest of both and of its corrections
    state: str  # published; or draft or scheduled, in a preview
    section: Link | None
    authors: tuple[Link, ...]
    tags: tuple[Link, ...]
    taxonomies: tuple[TermLinks, ...]  # the site's own: topics, series …
    picture: Picture | None
    video: str  # a YouTube id
    minutes: int
    words: int
    toc: tuple[Heading, ...]
    body: tuple[BodyPart, ...]
    sources: tuple[SourceLink, ...]
    corrections: tuple[Correction, ...]
    translations: tuple[Card, ...]
    newer: Link | None
    older: Link | None
    related: tuple[Card, ...]
    outdated: Link | None  # the original, where it has changed since it was translated
    unlisted: bool
    is_page: bool
    kicker: str
    live: LiveView | None
    beside: tuple[Link, ...]  # pages that show it beside a translation, titled by the other language
    blocks: tuple[str, ...]  # names of the blocks in its body
    short_url: str  # in full; empty where the site has none


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for each shelf of an edition: its stories, and whatever its pages borrow from others."""
    index = site.editions[edition.code]
    for shelf in index.shelves:
        borrowed = _around(site, shelf, index) if shelf in index.months else ()
        yield shelf.name, digest_of((*common_inputs(site, shelf, edition), shelf.bodies, *borrowed))


def common_inputs(site: Site, shelf: Shelf, edition: Edition) -> tuple[str, ...]:
    """What all pages of a shelf depend on."""
    terms = (f"{' '.join(term)}: {' '.join(pages_of_term(site, *term))}" for term in sorted(shelf.by_term))
    return (site.info_digests[edition.code], *terms, *sorted(site.blocks), *sorted(site.layouts))


def _around(site: Site, shelf: Shelf, index: EditionIndex) -> tuple[str, ...]:
    """What the stories of a month borrow: the neighbours over its edges, and the window of related stories."""
    start = index.news.place(shelf.entries[0][:2])
    stop = start + len(shelf.entries)
    edges = (*index.news.entries(start - 1, start), *index.news.entries(stop, stop + 1))
    windows: list[str] = []
    for term in sorted(shelf.by_term) if site.config.related else ():
        chain = index.with_term(term)
        place = chain.place(shelf.by_term[term][0][:2])
        windows += chain.digests(place, place + len(shelf.by_term[term]) + RELATED_WINDOW)
    return (*(entry.told for entry in edges), "related", *windows)


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The pages of a shelf's stories, by address, each with a digest of its inputs."""
    index = site.editions[edition.code]
    shelf = index.shelf(part)
    common = digest_of(common_inputs(site, shelf, edition))
    borrowed = _borrowed(site, shelf, index) if shelf in index.months else {}
    found: dict[str, str] = {}
    for entry in shelf.entries:
        own = (common, entry.path, entry.told, entry.body, entry.targets, *borrowed.get(entry.path, ()))
        found[entry.url] = digest_of(own)
    return found


def _borrowed(site: Site, shelf: Shelf, index: EditionIndex) -> dict[str, list[str]]:
    """What each story of a month borrows: its two neighbours and the windows of related stories."""
    start = index.news.place(shelf.entries[0][:2])
    around = [entry.told for entry in index.news.entries(start - 1, start + len(shelf.entries) + 1)]
    around[:0] = [] if start else [""]
    lent = {entry.path: [*around[at : at + 1], *around[at + 2 : at + 3]] for at, entry in enumerate(shelf.entries)}
    for term in sorted(shelf.by_term) if site.config.related else ():
        chain, entries = index.with_term(term), shelf.by_term[term]
        place = chain.place(entries[0][:2])
        told = [each.told for each in chain.entries(place, place + len(entries) + RELATED_WINDOW)]
        for at, entry in enumerate(entries):
            lent[entry.path] += ("related", *told[at + 1 : at + 1 + RELATED_WINDOW])
    return lent


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some of the pages of a shelf's stories."""
    index = site.editions[edition.code]
    shelf = index.shelf(part)
    first = index.news.place(shelf.entries[0][:2]) if shelf in index.months else None
    for place, entry in enumerate(shelf.entries, first or 0):
        if entry.url not in pages:
            continue
        article = site.stories[entry.story].live[edition.code]
        usual = "page" if article.is_page else "article"
        layout = article.layout if article.layout in site.layouts else usual  # an unknown one is reported
        around = _neighbours(index, place) if first is not None else (None, None)
        view = _view(site, article, edition, index, around)
        yield Page(entry.url, f"{layout}.html", site.info[edition.code], view, article.path)


def _view(site: Site, article: Article, edition: Edition, index: EditionIndex, around: Around) -> ArticleView:
    from generator.site import state_of

    url = site.addresses[article.path]
    picture = front_picture(site, article)
    pair = site.pair(article)
    section = term_link(site, SECTION, article.section, edition) if article.section else None
    document = site.documents[article.path]
    terms = dict(article.terms)
    return ArticleView(
        head=head(
            site,
            edition,
            url,
            article.title,
            summary_of(article),
            pair,
            index=not article.unlisted and state_of(article, site.now) == "published",
            kind="website" if article.is_page else "article",
            image=social_picture(site, article, edition, picture),
            trail=(section,) if section and section.url else (),
            data=not article.unlisted,
        ),
        switches=switches(site, edition, pair, article.section),
        title=article.title,
        summary=article.summary,
        date=article.date,
        updated=article.updated,
        modified=modified(article),
        state=state_of(article, site.now),
        section=section,
        authors=_links(site, "authors", terms, edition),
        tags=_links(site, "tags", terms, edition),
        taxonomies=_own_taxonomies(site, terms, edition),
        picture=picture,
        video=article.video,
        minutes=reading_minutes(document.words, site.config.words_per_minute),
        words=document.words,
        toc=document.headings if article.toc and not article.updates else (),
        body=body(site, article, edition),
        sources=article.sources,
        corrections=article.corrections,
        translations=tuple(card(site, each, edition) for each in site.translations(article) if not each.unlisted),
        newer=around[0],
        older=around[1],
        related=cards(site, related(article, index, site.config.related), edition),
        outdated=_newer_original(site, article),
        unlisted=article.unlisted,
        is_page=article.is_page,
        kicker=article.kicker,
        live=live_view(site, article, edition),
        beside=beside_links(site, article),
        blocks=article.blocks,
        short_url=full_short_url(site, article),
    )


def full_short_url(site: Site, article: Article) -> str:
    """A story's short address in full; empty where the site has none."""
    short = short_of(article) if site.config.short_addresses else ""
    return site.config.origin + short_url(site, short) if short else ""


def _newer_original(site: Site, article: Article) -> Link | None:
    """The article that an outdated translation was made from, where readers can read it."""
    story = site.stories[article.story]
    original = story.live.get(article.original) if article.edition in story.outdated else None
    return Link(original.title, site.addresses[original.path], original.edition) if original else None


def _links(site: Site, field: str, terms: dict[str, tuple[str, ...]], edition: Edition) -> tuple[Link, ...]:
    return tuple(term_link(site, field, term, edition) for term in terms.get(field, ()))


def _own_taxonomies(site: Site, terms: dict[str, tuple[str, ...]], edition: Edition) -> tuple[TermLinks, ...]:
    own = (each for each in site.config.taxonomies if each.field not in (SECTION, "tags", "authors"))
    return tuple(
        TermLinks(each.field, dict(each.names)[edition.code].name, _links(site, each.field, terms, edition))
        for each in own
        if each.field in terms and edition.code in dict(each.names)
    )


def _neighbours(index: EditionIndex, place: int) -> Around:
    """Links to the stories before and after a place in the list of all."""
    newer = next(index.news.entries(place - 1, place), None) if place else None
    older = next(index.news.entries(place + 1, place + 2), None)
    return newer and Link(newer.title, newer.url), older and Link(older.title, older.url)


def related(article: Article, index: EditionIndex, limit: int) -> tuple[Article, ...]:
    """The older stories that share most terms with an article, nearest first; so a new story changes no old page."""
    if article.is_page or article.unlisted or not limit:
        return ()
    shared: Counter[Entry] = Counter()
    for field, ids in article.terms:
        weight = 1 if field in (SECTION, "authors") else 3
        for term in ids:
            chain = index.with_term((field, term))
            place = chain.place(order_key(article)) + 1
            for other in chain.entries(place, place + RELATED_WINDOW):
                shared[other] += weight
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return index.on(ranked[:limit])
