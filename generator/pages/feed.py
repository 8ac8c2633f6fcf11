"""Feeds: Atom, RSS 2.0 and JSON Feed, for an edition and for each of its terms that has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.body import body
from generator.pages.cards import front_picture, has_page, term_link, term_url
from generator.registry import SECTION
from generator.shelves import digest_of, modified
from generator.site import summary_of
from generator.views import BodyPart, Link, Page, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from generator.model import Article, Correction, Edition
    from generator.shelves import Chain
    from generator.site import Site

FILES = {"atom": "feed.xml", "rss": "rss.xml", "json": "feed.json"}
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}

FEED_UPDATES = 20  # of a live story: a feed carries news, not an archive


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A story as a feed carries it."""

    id: str  # does not depend on the address
    url: str
    title: str
    date: datetime
    updated: datetime
    summary: str
    body: tuple[BodyPart, ...]  # empty where the site publishes summaries only
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    picture: Picture | None
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """What a feed's layout sees."""

    title: str
    description: str
    url: str  # the feed's own
    page_url: str  # of the list that it follows
    id: str
    updated: datetime | None
    items: tuple[FeedItem, ...]


def feed_links(site: Site, edition: Edition, field: str = "", term: str = "") -> tuple[Link, ...]:
    """The feeds of an edition or of a term, titled by their media types."""
    base = term_url(site, field, term, edition) if field else site.url(edition.address)
    return tuple(Link(TYPES[name], base + FILES[name]) for name in site.config.feeds.formats)


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for an edition's own feeds and for those of each term that has them."""
    info = site.info_digests[edition.code]
    index = site.editions[edition.code]
    count = site.config.feeds.items
    yield "all", digest_of((info, _told(index.news, count)))
    for taxonomy in site.config.taxonomies:
        for field, id in site.terms.by_id if taxonomy.feeds else ():
            if field == taxonomy.field and has_page(site, field, id, edition):
                told = _told(index.with_term((field, id)), count)
                yield f"{field} {id}", digest_of((info, site.terms.digest(field, id), told))


def _told(chain: Chain, count: int) -> str:
    """A digest of the stories of a feed, of their bodies and of what those link to."""
    return digest_of(f"{entry.told} {entry.body} {entry.targets}" for entry in chain.entries(0, count))


def plan(site: Site, edition: Edition, part: str) -> Iterator[Page]:
    """The feeds of an edition, or of one of its terms."""
    info = site.info[edition.code]
    index = site.editions[edition.code]
    if part == "all":
        yield from _feeds(site, edition, index.news, info.title, info.tagline, info.home_url)
        return
    field, id = part.split(" ", 1)
    name = site.terms.get(field, id).name(edition.code)
    title = f"{name.name} – {info.title}"
    chain = index.with_term((field, id))
    yield from _feeds(site, edition, chain, title, name.description, term_url(site, field, id, edition))


def _feeds(site: Site, edition: Edition, news: Chain, title: str, description: str, page_url: str) -> Iterator[Page]:
    dated = [each for each in news[: site.config.feeds.items] if each.date]
    items = tuple(_item(site, edition, article) for article in dated)
    updated = max((item.updated for item in items), default=None)
    for name in site.config.feeds.formats:
        url = page_url + FILES[name]
        view = FeedView(title, description, url, page_url, stable_id(f"{edition.code}:{page_url}"), updated, items)
        yield Page(url, f"feed.{name}", site.info[edition.code], view, f"feed of {title}")


def _item(site: Site, edition: Edition, article: Article) -> FeedItem:
    assert article.date is not None  # the caller took dated ones only
    terms = dict(article.terms)
    names = {
        field: tuple(term_link(site, field, term, edition).title for term in terms.get(field, ()))
        for field in ("authors", "tags", SECTION)
    }
    return FeedItem(
        id=stable_id(f"{article.edition}:{article.story}"),
        url=site.config.origin + site.addresses[article.path],
        title=article.title,
        date=article.date,
        updated=modified(article) or article.date,
        summary=summary_of(article),
        body=body(site, article, edition, updates=FEED_UPDATES) if site.config.feeds.full_text else (),
        authors=names["authors"],
        tags=names[SECTION] + names["tags"],
        picture=front_picture(site, article),
        corrections=article.corrections,
    )


def stable_id(name: str) -> str:
    """A stable id from what a story is called inside the site, not from where it stands (RFC 4287, 4.2.6)."""
    import uuid  # brings much with it

    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'khabar:{name}')}"
