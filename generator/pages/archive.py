"""The archive: every story by year and month, in lists that only their own month's stories change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.filters import date as format_date
from generator.pages.heads import head, switches
from generator.shelves import UNDATED
from generator.views import Head, Link, Page, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as the archive lists it."""

    title: str
    url: str
    date: datetime


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the archive and its twelve months; those without stories lead nowhere."""

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


def months_of(site: Site, edition: Edition) -> list[tuple[int, int]]:
    """The years and months that have dated stories, newest first."""
    names = (shelf.name for shelf in site.editions[edition.code].months if shelf.name != UNDATED)
    return [(int(name[:4]), int(name[5:])) for name in names]


def archive_url(site: Site, edition: Edition, year: int = 0, month: int = 0) -> str:
    """The address of the archive, or of a year or month of it."""
    parts = [f"{year:04}"] * bool(year) + [f"{month:02}"] * bool(month)
    return site.url(edition.address, "archive", *parts)


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """The archive's front page and years, planned every time, and each month."""
    yield "years", ""
    for shelf in site.editions[edition.code].months:
        if shelf.name != UNDATED:
            editions = _editions_with(site, shelf.name)
            yield shelf.name, digest((site.info_digests[edition.code], shelf.digest, editions))


def _editions_with(site: Site, name: str) -> tuple[str, ...]:
    return tuple(code for code, index in site.editions.items() if any(shelf.name == name for shelf in index.months))


def plan(site: Site, edition: Edition, part: str) -> Iterator[Page]:
    """The archive's front page with a page a year, or a month's page."""
    info = site.info[edition.code]
    title, base = info.words["archive"], archive_url(site, edition)
    months = months_of(site, edition)
    trail = (Link(title, base),)
    if part != "years":
        key = (int(part[:4]), int(part[5:]))
        year = _years(site, edition, [key])[key[0]]
        pair = {code: archive_url(site, site.config.edition(code), *key) for code in _editions_with(site, part)}
        yield _month(site, edition, key, pair, (*trail, Link(year.title, year.url)))
        return
    years = _years(site, edition, months)
    pair = {each.code: archive_url(site, each) for each in site.config.editions}
    heads = (head(site, edition, base, title, "", pair), switches(site, edition, pair))
    yield Page(base, "archive.html", info, ArchiveView(*heads, title, tuple(years.values())), "archive")
    found = {each.code: {year for year, _ in months_of(site, each)} for each in site.config.editions}
    for number, year in years.items():
        pair = {
            each.code: archive_url(site, each, number) for each in site.config.editions if number in found[each.code]
        }
        heads = (head(site, edition, year.url, year.title, "", pair, trail=trail), switches(site, edition, pair))
        yield Page(year.url, "archive.html", info, ArchiveView(*heads, year.title, (year,)), f"archive of {number}")


def _years(site: Site, edition: Edition, keys: list[tuple[int, int]]) -> dict[int, Year]:
    years: dict[int, Year] = {}
    for number in dict.fromkeys(year for year, _ in keys):
        first = datetime(number, 1, 1, tzinfo=site.now.tzinfo)
        links = tuple(
            Link(
                format_date(first.replace(month=month), edition, "month_name"),
                archive_url(site, edition, number, month) if (number, month) in keys else "",
            )
            for month in range(1, 13)
        )
        years[number] = Year(format_date(first, edition, "year"), archive_url(site, edition, number), links)
    return years


def _month(site: Site, edition: Edition, key: tuple[int, int], pair: dict[str, str], trail: tuple[Link, ...]) -> Page:
    url = archive_url(site, edition, *key)
    title = format_date(datetime(*key, 1, tzinfo=site.now.tzinfo), edition, "month")
    name = f"{key[0]:04}-{key[1]:02}"
    entries = site.editions[edition.code].shelf(name).entries
    dates = (datetime.fromtimestamp(-each.order, site.now.tzinfo) for each in entries)
    view = MonthView(
        head=head(site, edition, url, title, "", pair, trail=trail),
        switches=switches(site, edition, pair),
        title=title,
        year=trail[-1],
        entries=tuple(Entry(each.title, each.url, date) for each, date in zip(entries, dates, strict=True)),
    )
    return Page(url, "month.html", site.info[edition.code], view, f"archive of {title}")
