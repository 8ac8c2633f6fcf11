"""Sitemaps: one a month and edition, one for the lists, an index, and the news sitemap of the last two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from generator.pages.archive import archive_url, by_month
from generator.pages.cards import has_page, term_url
from generator.pages.front import latest_url
from generator.pages.heads import alternates
from generator.views import Alternate, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article, Edition
    from generator.site import Site

NEWS_AGE = timedelta(hours=48)  # Google News: only the last two days
NEWS_LIMIT = 1000  # and at most so many


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


def modified(article: Article) -> datetime | None:
    """When a story last changed, as its author says."""
    return max((each for each in (article.date, article.updated) if each), default=None)


def plan(site: Site, edition: Edition) -> Iterator[Page]:
    """An edition's sitemaps; the first edition brings the index."""
    info = site.info[edition.code]
    for url, articles in _monthly(site, edition):
        rows = tuple(_row(site, article) for article in articles)
        yield Page(url, "sitemap.xml", info, SitemapView(rows), "sitemap")
    yield Page(_url(site, edition, "lists"), "sitemap.xml", info, SitemapView(tuple(_lists(site, edition))), "sitemap")
    news = [
        each for each in site.editions[edition.code].news if each.date and site.now - NEWS_AGE <= each.date <= site.now
    ]
    found = tuple(
        NewsRow(site.config.origin + site.addresses[each.path], each.title, each.date)
        for each in news[:NEWS_LIMIT]
        if each.date
    )
    yield Page(news_url(site, edition), "news.xml", info, NewsSitemapView(found), "news sitemap")
    if edition == site.config.editions[0]:
        yield Page(site.url("sitemap.xml"), "sitemaps.xml", info, SitemapView(tuple(_index(site))), "sitemap index")


def news_url(site: Site, edition: Edition) -> str:
    """The address of an edition's news sitemap."""
    return site.url(edition.address, "news.xml")


def _url(site: Site, edition: Edition, name: str) -> str:
    return site.url(edition.address, "sitemaps", f"{name}.xml")


def _monthly(site: Site, edition: Edition) -> Iterator[tuple[str, list[Article]]]:
    index = site.editions[edition.code]
    for (year, month), articles in by_month(index.news).items():
        yield _url(site, edition, f"{year:04}-{month:02}"), articles
    undated = [article for article in index.news if not article.date]
    if undated:
        yield _url(site, edition, "undated"), undated


def _row(site: Site, article: Article) -> SitemapRow:
    pair = {
        each.edition: site.addresses[each.path] for each in site.stories[article.story].values() if not each.unlisted
    }
    return SitemapRow(site.config.origin + site.addresses[article.path], modified(article), alternates(site, pair))


def _lists(site: Site, edition: Edition) -> Iterator[SitemapRow]:
    """The pages that are no stories: fronts, terms, the archive, static pages. No dates: they follow their stories."""
    editions = site.config.editions
    yield _listed(site, edition, {each.code: site.url(each.address) for each in editions}, front=True)
    yield _listed(site, edition, {each.code: latest_url(site, each) for each in editions})
    yield _listed(site, edition, {each.code: archive_url(site, each) for each in editions})
    for article in site.editions[edition.code].pages:
        yield _row(site, article)
    for field, term in site.terms.by_id:
        if has_page(site, field, term, edition):
            pair = {
                each.code: term_url(site, field, term, each) for each in editions if has_page(site, field, term, each)
            }
            yield _listed(site, edition, pair)


def _listed(site: Site, edition: Edition, pair: dict[str, str], front: bool = False) -> SitemapRow:
    return SitemapRow(site.config.origin + pair[edition.code], None, alternates(site, pair, front))


def _index(site: Site) -> Iterator[SitemapRow]:
    for edition in site.config.editions:
        for url, articles in _monthly(site, edition):
            newest = max((found for each in articles if (found := modified(each))), default=None)
            yield SitemapRow(site.config.origin + url, newest)
        yield SitemapRow(site.config.origin + _url(site, edition, "lists"), None)
        yield SitemapRow(site.config.origin + news_url(site, edition), None)
