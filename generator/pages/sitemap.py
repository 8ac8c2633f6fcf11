"""Sitemaps: one a month and edition, one for the lists, an index, and the news sitemap of the last two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.pages.archive import archive_url
from generator.pages.cards import has_page, pages_of_term, term_url
from generator.pages.corrections import corrections_url, editions_with
from generator.pages.front import latest_url
from generator.pages.heads import alternates
from generator.shelves import UNDATED
from generator.site import NEWS_AGE
from generator.views import Alternate, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.shelves import EditionIndex, Entry
    from generator.site import Site

NEWS_LIMIT = 1000  # Google News: at most so many, of the last two days


@dataclass(frozen=True, slots=True)
class SitemapRow:
    """One address of a sitemap, in full."""

    url: str
    modified: datetime | None
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapView:
    """What the layouts of a sitemap and of the index see."""

    rows: tuple[SitemapRow, ...]


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One story of a news sitemap."""

    url: str
    title: str
    date: datetime


@dataclass(frozen=True, slots=True)
class NewsSitemapView:
    """What the layout of a news sitemap sees."""

    rows: tuple[NewsRow, ...]


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """Each month's sitemap; the lists, the news and the index are planned every time."""
    yield "news", ""
    for shelf in site.editions[edition.code].months:
        yield shelf.name, digest((site.info_digests[edition.code], shelf.digest))


def plan(site: Site, edition: Edition, part: str) -> Iterator[Page]:
    """One month's sitemap, or the ones that follow everything; the first edition brings the index."""
    info = site.info[edition.code]
    index = site.editions[edition.code]
    if part != "news":
        rows = tuple(_row(site, entry) for entry in index.shelf(part).entries)
        yield Page(_url(site, edition, part), "sitemap.xml", info, SitemapView(rows), "sitemap")
        return
    yield Page(_url(site, edition, "lists"), "sitemap.xml", info, SitemapView(tuple(_lists(site, edition))), "sitemap")
    yield Page(news_url(site, edition), "news.xml", info, NewsSitemapView(tuple(_news(site, index))), "news sitemap")
    if edition == site.config.editions[0]:
        yield Page(site.url("sitemap.xml"), "sitemaps.xml", info, SitemapView(tuple(_index(site))), "sitemap index")


def _news(site: Site, index: EditionIndex) -> Iterator[NewsRow]:
    for article in islice(index.news, NEWS_LIMIT):
        if article.date is None or article.date < site.now - NEWS_AGE:
            return  # and so are all that follow
        if article.date <= site.now:
            yield NewsRow(site.config.origin + site.addresses[article.path], article.title, article.date)


def news_url(site: Site, edition: Edition) -> str:
    """The address of an edition's news sitemap."""
    return site.url(edition.address, "news.xml")


def _url(site: Site, edition: Edition, name: str) -> str:
    return site.url(edition.address, "sitemaps", f"{'undated' if name == UNDATED else name}.xml")


def _row(site: Site, entry: Entry) -> SitemapRow:
    alternate = alternates(site, dict(entry.pair))
    return SitemapRow(site.config.origin + entry.url, _moment(site, entry.modified), alternate)


def _moment(site: Site, seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, site.now.tzinfo) if seconds else None


def _lists(site: Site, edition: Edition) -> Iterator[SitemapRow]:
    """The pages that are no stories: fronts, terms, the archive, static pages. No dates: they follow their stories."""
    editions = site.config.editions
    yield _listed(site, edition, {each.code: site.url(each.address) for each in editions}, front=True)
    yield _listed(site, edition, {each.code: latest_url(site, each) for each in editions})
    yield _listed(site, edition, {each.code: archive_url(site, each) for each in editions})
    corrected = {code: corrections_url(site, site.config.edition(code)) for code in editions_with(site)}
    if edition.code in corrected:
        yield _listed(site, edition, corrected)
    static = site.editions[edition.code].static
    yield from (_row(site, entry) for entry in (static.entries if static else ()))
    for field, term in site.terms.by_id:
        if has_page(site, field, term, edition):
            pair = {
                code: term_url(site, field, term, site.config.edition(code))
                for code in pages_of_term(site, field, term)
            }
            yield _listed(site, edition, pair)


def _listed(site: Site, edition: Edition, pair: dict[str, str], front: bool = False) -> SitemapRow:
    return SitemapRow(site.config.origin + pair[edition.code], None, alternates(site, pair, front))


def _index(site: Site) -> Iterator[SitemapRow]:
    origin = site.config.origin
    for edition in site.config.editions:
        for shelf in site.editions[edition.code].months:
            yield SitemapRow(origin + _url(site, edition, shelf.name), _moment(site, shelf.modified))
        yield SitemapRow(origin + _url(site, edition, "lists"), None)
        yield SitemapRow(origin + news_url(site, edition), None)
