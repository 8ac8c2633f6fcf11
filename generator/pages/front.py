"""The front page of an edition: the lead, the latest, a block for each section, and what only other editions have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.cards import cards, has_page, term_link
from generator.pages.feed import feed_links
from generator.pages.heads import head, switches
from generator.pages.lists import blocks, page_inputs, page_url, pager, slices
from generator.registry import SECTION
from generator.shelves import digest_of
from generator.site import is_breaking
from generator.views import Card, CardList, Head, Page, Pager, Switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model import Article, Edition
    from generator.shelves import Entry
    from generator.site import Site

SECTION_CARDS = 4
ELSEWHERE = 4
ELSEWHERE_WINDOW = 60  # the newest stories that are looked at
LATEST = 8
NEWEST = 6  # headlines; a story's page shows those of the others


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


@dataclass(frozen=True, slots=True)
class NewestView:
    """What the layout of the newest headlines sees, which stories' pages load when a reader comes to their end."""

    cards: tuple[Card, ...]


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """The front page, planned every time, and the blocks of the list of all stories."""
    yield "front", ""
    for block, inputs in blocks(site.editions[edition.code].news, site.config.per_page):
        yield f"latest {block}", digest_of((site.info_digests[edition.code], *inputs))


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The pages of a block of the list of all stories, by address, each with a digest of its inputs."""
    if part == "front":
        return {}
    news, info = site.editions[edition.code].news, site.info_digests[edition.code]
    found = slices(len(news), site.config.per_page, int(part.split()[1]))
    base = latest_url(site, edition)
    return {page_url(base, each.number): digest_of((info, page_inputs(news, each))) for each in found}


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """An edition's front page, or some pages of a block of the list of all its stories."""
    if part != "front":
        yield from _latest(site, edition, int(part.split()[1]), pages)
        return
    info = site.info[edition.code]
    index = site.editions[edition.code]
    if site.config.reader.latest:
        newest = NewestView(cards(site, index.news[:NEWEST], edition))
        yield Page(info.home_url + "latest.json", "latest.json", info, newest, "newest headlines")
    pair = {each.code: site.url(each.address) for each in site.config.editions}
    pinned = list(index.on([entry for shelf in index.months for entry in shelf.pinned][:3]))
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
                site,
                edition,
                url,
                info.title,
                info.tagline,
                pair,
                image=picture,
                feeds=feed_links(site, edition),
                data=True,
            ),
            switches=switches(site, edition, pair),
            lead=cards(site, lead, edition)[0] if lead else None,
            pinned=cards(site, pinned[1:], edition),
            breaking=cards(site, [each for each in index.news[:20] if is_breaking(each, site.now)][:3], edition),
            latest=cards(site, [each for each in shown[1:] if each not in pinned][:LATEST], edition),
            sections=tuple(_sections(site, edition, lead)),
            elsewhere=cards_elsewhere(site, edition),
        ),
        "front page",
    )


def _sections(site: Site, edition: Edition, lead: list[Article]) -> Iterator[CardList]:
    taxonomy = next(each for each in site.config.taxonomies if each.field == SECTION)
    index = site.editions[edition.code]
    for term in taxonomy.terms:
        found = [each for each in index.with_term((SECTION, term.id))[: SECTION_CARDS + 1] if each not in lead]
        if found and has_page(site, SECTION, term.id, edition):
            link = term_link(site, SECTION, term.id, edition)
            yield CardList(link.title, link.url, cards(site, found[:SECTION_CARDS], edition))


def elsewhere(site: Site, edition: Edition, field: str = "", term: str = "") -> list[Entry]:
    """The newest stories, of a term where one is named, that only other editions have."""
    found: list[Entry] = []
    for index in site.editions.values():
        if index.edition.code != edition.code:
            news = index.with_term((field, term)) if field else index.news
            found += [each for each in news.entries(0, ELSEWHERE_WINDOW) if edition.code not in each.live]
    return sorted(found)[:ELSEWHERE]


def cards_elsewhere(site: Site, edition: Edition, field: str = "", term: str = "") -> tuple[Card, ...]:
    """The cards of the newest stories that only other editions have."""
    return cards(site, (site.by_path[entry.path] for entry in elsewhere(site, edition, field, term)), edition)


def latest_url(site: Site, edition: Edition) -> str:
    """The address of the list of all stories."""
    return site.url(edition.address, "latest")


def _latest(site: Site, edition: Edition, block: int, pages: Collection[str]) -> Iterator[Page]:
    info = site.info[edition.code]
    title = info.words["latest"]
    base = latest_url(site, edition)
    pair = {each.code: latest_url(site, each) for each in site.config.editions}
    news = site.editions[edition.code].news
    for part in slices(len(news), site.config.per_page, block):
        url = page_url(base, part.number)
        if url not in pages:
            continue
        view = LatestView(
            head=head(site, edition, url, title, info.tagline, pair if not part.number else None, data=True),
            switches=switches(site, edition, pair),
            title=title,
            cards=cards(site, news[part.start : part.stop], edition),
            pager=pager(base, part),
        )
        yield Page(url, "latest.html", info, view, "list of all stories")
