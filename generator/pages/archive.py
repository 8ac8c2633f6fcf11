"""The archive: every story by year and month, in lists that only their own month's stories change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from generator.filters import date as format_date
from generator.pages.heads import head, switches
from generator.views import Head, Link, Page, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article, Edition
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as the archive lists it."""

    title: str
    url: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the archive and its months with stories, newest first."""

    title: str
    url: str
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """What the layout of the archive's front page and of a year sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """What the layout of one month sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    year: Link
    entries: tuple[Entry, ...]


def by_month(news: tuple[Article, ...]) -> dict[tuple[int, int], list[Article]]:
    """Dated stories by year and month, in the order in which they come."""
    months: dict[tuple[int, int], list[Article]] = {}
    for article in news:
        if article.date:
            months.setdefault((article.date.year, article.date.month), []).append(article)
    return months


def archive_url(site: Site, edition: Edition, year: int = 0, month: int = 0) -> str:
    """The address of the archive, or of a year or month of it."""
    parts = [f"{year:04}"] * bool(year) + [f"{month:02}"] * bool(month)
    return site.url(edition.address, "archive", *parts)


def plan(site: Site, edition: Edition) -> Iterator[Page]:
    """The archive's front page, a page a year, a page a month."""
    info = site.info[edition.code]
    months = {each.code: by_month(site.editions[each.code].news) for each in site.config.editions}
    years = _years(site, edition, list(months[edition.code]))
    title, base = info.words["archive"], archive_url(site, edition)
    pair = {each.code: archive_url(site, each) for each in site.config.editions}
    view = ArchiveView(
        head(site, edition, base, title, "", pair), switches(site, edition, pair), title, tuple(years.values())
    )
    yield Page(base, "archive.html", info, view, "archive")
    trail = (Link(title, base),)
    for number, year in years.items():
        pair = {
            code: archive_url(site, site.config.edition(code), number)
            for code, found in months.items()
            if any(key[0] == number for key in found)
        }
        view = ArchiveView(
            head(site, edition, year.url, year.title, "", pair, trail=trail),
            switches(site, edition, pair),
            year.title,
            (year,),
        )
        yield Page(year.url, "archive.html", info, view, f"archive of {number}")
    for key, articles in months[edition.code].items():
        pair = {
            code: archive_url(site, site.config.edition(code), *key) for code, found in months.items() if key in found
        }
        year = years[key[0]]
        yield _month(site, edition, key, articles, pair, (*trail, Link(year.title, year.url)))


def _years(site: Site, edition: Edition, keys: list[tuple[int, int]]) -> dict[int, Year]:
    years: dict[int, Year] = {}
    for number in dict.fromkeys(year for year, _ in keys):
        first = datetime(number, 1, 1, tzinfo=site.now.tzinfo)
        links = tuple(
            Link(
                format_date(first.replace(month=month), edition, "month_name"),
                archive_url(site, edition, number, month),
            )
            for year, month in keys
            if year == number
        )
        years[number] = Year(format_date(first, edition, "year"), archive_url(site, edition, number), links)
    return years


def _month(
    site: Site,
    edition: Edition,
    key: tuple[int, int],
    articles: list[Article],
    pair: dict[str, str],
    trail: tuple[Link, ...],
) -> Page:
    url = archive_url(site, edition, *key)
    title = format_date(datetime(*key, 1, tzinfo=site.now.tzinfo), edition, "month")
    view = MonthView(
        head=head(site, edition, url, title, "", pair, trail=trail),
        switches=switches(site, edition, pair),
        title=title,
        year=trail[-1],
        entries=tuple(Entry(each.title, site.addresses[each.path], each.date) for each in articles if each.date),
    )
    return Page(url, "month.html", site.info[edition.code], view, f"archive of {title}")
