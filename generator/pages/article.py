"""Article pages: a story, or a static page, in one edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.hindi import reading_minutes
from generator.pages.body import body
from generator.pages.cards import card, cards, front_picture, summary_of, term_link
from generator.pages.heads import head, switches
from generator.registry import SECTION
from generator.views import BodyPart, Card, Head, Link, Page, Picture, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from generator.model import Article, Correction, Edition, Heading, SourceLink
    from generator.site import EditionIndex, Site

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
    unlisted: bool
    is_page: bool


def plan(site: Site, edition: Edition) -> Iterator[Page]:
    """A page for each published story and static page of an edition, unlisted ones too."""
    index = site.editions[edition.code]
    for article in (*index.news, *index.pages, *index.hidden):
        layout = article.layout or ("page" if article.is_page else "article")
        view = _view(site, article, edition, index)
        url = site.addresses[article.path]
        yield Page(url, f"{layout}.html", site.info[edition.code], view, article.path)


def _view(site: Site, article: Article, edition: Edition, index: EditionIndex) -> ArticleView:
    from generator.site import state_of

    url = site.addresses[article.path]
    picture = front_picture(site, article)
    pair = {
        each.edition: site.addresses[each.path] for each in site.stories[article.story].values() if not each.unlisted
    }
    section = term_link(site, SECTION, article.section, edition) if article.section else None
    document = site.documents[article.path]
    newer, older = _neighbours(site, article, index)
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
            image=picture,
            trail=(section,) if section and section.url else (),
        ),
        switches=switches(site, edition, pair, article.section),
        title=article.title,
        summary=article.summary,
        date=article.publish or article.date,
        updated=article.updated,
        state=state_of(article, site.now),
        section=section,
        authors=_links(site, "authors", terms, edition),
        tags=_links(site, "tags", terms, edition),
        taxonomies=_own_taxonomies(site, terms, edition),
        picture=picture,
        video=article.video,
        minutes=reading_minutes(article.words, site.config.words_per_minute),
        words=article.words,
        toc=document.headings if article.toc else (),
        body=body(site, article, edition),
        sources=article.sources,
        corrections=article.corrections,
        translations=tuple(card(site, each, edition) for each in site.translations(article) if not each.unlisted),
        newer=newer,
        older=older,
        related=cards(site, related(article, index, site.config.related), edition),
        unlisted=article.unlisted,
        is_page=article.is_page,
    )


def _links(site: Site, field: str, terms: dict[str, tuple[str, ...]], edition: Edition) -> tuple[Link, ...]:
    return tuple(term_link(site, field, term, edition) for term in terms.get(field, ()))


def _own_taxonomies(site: Site, terms: dict[str, tuple[str, ...]], edition: Edition) -> tuple[TermLinks, ...]:
    own = (each for each in site.config.taxonomies if each.field not in (SECTION, "tags", "authors"))
    return tuple(
        TermLinks(each.field, dict(each.names)[edition.code].name, _links(site, each.field, terms, edition))
        for each in own
        if each.field in terms and edition.code in dict(each.names)
    )


def _neighbours(site: Site, article: Article, index: EditionIndex) -> tuple[Link | None, Link | None]:
    place = index.position.get(article.path)
    if place is None:
        return None, None
    around = (index.news[each] if 0 <= each < len(index.news) else None for each in (place - 1, place + 1))
    newer, older = (Link(each.title, site.addresses[each.path]) if each else None for each in around)
    return newer, older


def related(article: Article, index: EditionIndex, limit: int) -> list[Article]:
    """The older stories that share most terms with an article, nearest first; so a new story changes no old page."""
    place = index.position.get(article.path)
    if place is None or not limit:
        return []
    shared: dict[str, int] = {}
    for field, ids in article.terms:
        weight = 1 if field in (SECTION, "authors") else 3
        for term in ids:
            for other in _older(index, (field, term), place):
                shared[other.path] = shared.get(other.path, 0) + weight
    ranked = sorted(shared, key=lambda path: (-shared[path], index.position[path]))
    return [index.news[index.position[path]] for path in ranked[:limit]]


def _older(index: EditionIndex, term: tuple[str, str], place: int) -> tuple[Article, ...]:
    """The next stories of a term after a place in the edition's news."""
    found = index.by_term.get(term, ())
    low, high = 0, len(found)
    while low < high:
        middle = (low + high) // 2
        if index.position[found[middle].path] <= place:
            low = middle + 1
        else:
            high = middle
    return found[low : low + RELATED_WINDOW]
