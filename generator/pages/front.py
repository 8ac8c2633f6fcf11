"""The front page of an edition: the lead, the latest, a block for each section, and what only other editions have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.cards import cards, has_page, term_link
from generator.pages.feed import feed_links
from generator.pages.heads import head, switches
from generator.pages.lists import pager, slices
from generator.registry import SECTION
from generator.views import Card, CardList, Head, Page, Pager, Switch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Article, Edition
    from generator.site import Site

SECTION_CARDS = 4
ELSEWHERE = 4
LATEST = 8


@dataclass(frozen=True, slots=True)
class FrontView:
    """What the front page's layout sees."""

    head: Head
    switches: tuple[Switch, ...]
    lead: Card | None
    pinned: tuple[Card, ...]
    breaking: tuple[Card, ...]
    latest: tuple[Card, ...]
    sections: tuple[CardList, ...]
    elsewhere: tuple[Card, ...]  # stories that only other editions have


@dataclass(frozen=True, slots=True)
class LatestView:
    """What the layout of the list of all stories sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    cards: tuple[Card, ...]
    pager: Pager


def plan(site: Site, edition: Edition) -> Iterator[Page]:
    """An edition's front page, and the list of all its stories."""
    info = site.info[edition.code]
    index = site.editions[edition.code]
    pair = {each.code: site.url(each.address) for each in site.config.editions}
    pinned = [article for article in index.news if article.pinned][:3]
    shown = [*pinned, *(article for article in index.news[: LATEST + len(pinned) + 1] if not article.pinned)]
    lead = shown[:1]
    picture = cards(site, lead, edition)[0].picture if lead else None
    url = site.url(edition.address)
    yield Page(
        url,
        "front.html",
        info,
        FrontView(
            head=head(
                site, edition, url, info.title, info.tagline, pair, image=picture, feeds=feed_links(site, edition)
            ),
            switches=switches(site, edition, pair),
            lead=cards(site, lead, edition)[0] if lead else None,
            pinned=cards(site, pinned[1:], edition),
            breaking=cards(site, [each for each in index.news[:20] if each.breaking][:3], edition),
            latest=cards(site, [each for each in shown[1:] if each not in pinned][:LATEST], edition),
            sections=tuple(_sections(site, edition, lead)),
            elsewhere=cards(site, elsewhere(site, edition)[:ELSEWHERE], edition),
        ),
        "front page",
    )
    yield from _latest(site, edition)


def _sections(site: Site, edition: Edition, lead: list[Article]) -> Iterator[CardList]:
    taxonomy = next(each for each in site.config.taxonomies if each.field == SECTION)
    index = site.editions[edition.code]
    for term in taxonomy.terms:
        found = [each for each in index.by_term.get((SECTION, term.id), ())[: SECTION_CARDS + 1] if each not in lead]
        if found and has_page(site, SECTION, term.id, edition):
            link = term_link(site, SECTION, term.id, edition)
            yield CardList(link.title, link.url, cards(site, found[:SECTION_CARDS], edition))


def elsewhere(site: Site, edition: Edition, field: str = "", term: str = "") -> list[Article]:
    """The newest stories, of a term where one is named, that only other editions have."""
    found: list[Article] = []
    for other in site.config.editions:
        if other.code != edition.code:
            index = site.editions[other.code]
            news: Iterable[Article] = index.by_term.get((field, term), ()) if field else index.news
            missing = (each for each in news if edition.code not in site.stories[each.story])
            found += [each for each, _ in zip(missing, range(ELSEWHERE), strict=False)]
    return sorted(found, key=lambda each: (each.date is None, -(each.date.timestamp() if each.date else 0), each.path))


def latest_url(site: Site, edition: Edition) -> str:
    """The address of the list of all stories."""
    return site.url(edition.address, "latest")


def _latest(site: Site, edition: Edition) -> Iterator[Page]:
    info = site.info[edition.code]
    title = info.words["latest"]
    base = latest_url(site, edition)
    pair = {each.code: latest_url(site, each) for each in site.config.editions}
    for part in slices(site.editions[edition.code].news, site.config.per_page):
        around = pager(base, part)
        url = base if not part.number else f"{base}page/{part.number}/"
        view = LatestView(
            head=head(site, edition, url, title, info.tagline, pair if not part.number else None),
            switches=switches(site, edition, pair),
            title=title,
            cards=cards(site, part.items, edition),
            pager=around,
        )
        yield Page(url, "latest.html", info, view, "list of all stories")
