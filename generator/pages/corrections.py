"""Corrections: every published correction of an edition's stories, the newest first, page by page from the oldest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.pages.heads import head, switches
from generator.pages.lists import page_url, pager, slices
from generator.shelves import digest_of
from generator.views import Head, Link, Page, Pager, Switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.model import Correction, Edition
    from generator.shelves import Entry
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction, and the story that it is of."""

    correction: Correction
    story: Link


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """What the layout of the list of corrections sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    rows: tuple[Corrected, ...]
    pager: Pager


class _Row(NamedTuple):
    """A correction's place in the list: sorts from the newest."""

    order: float
    path: str
    number: int  # among its story's, from the newest
    entry: Entry


def corrections_url(site: Site, edition: Edition) -> str:
    """The address of an edition's list of corrections."""
    return site.url(edition.address, "corrections")


def editions_with(site: Site) -> tuple[str, ...]:
    """The editions that have corrected a story, and so have the list."""
    return tuple(code for code, index in site.editions.items() if any(shelf.corrected for shelf in index.months))


def _rows(site: Site, edition: Edition) -> list[_Row]:
    entries = (entry for shelf in site.editions[edition.code].months for entry in shelf.corrected)
    return sorted(
        _Row(-moment, entry.path, number, entry)
        for entry in entries
        for number, moment in enumerate(reversed(entry.corrected))
    )


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit with all pages of the list, if there is anything in it."""
    rows = _rows(site, edition)
    if rows:
        told = (row.entry.told for row in rows)
        yield "all", digest_of((site.info_digests[edition.code], *editions_with(site), "rows", *told))


def parts(site: Site, edition: Edition, _part: str) -> dict[str, str]:
    """The pages of the list, by address, each with a digest of its inputs."""
    rows, base = _rows(site, edition), corrections_url(site, edition)
    common = (site.info_digests[edition.code], *editions_with(site), "rows")
    found = {}
    for part in slices(len(rows), site.config.per_page):
        around = str(part.pages) if part.number == 0 else str(part.number == part.pages)
        told = (f"{row.number} {row.entry.told}" for row in rows[part.start : part.stop])
        found[page_url(base, part.number)] = digest_of((*common, around, *told))
    return found


def plan(site: Site, edition: Edition, _part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some pages of the list."""
    info = site.info[edition.code]
    rows, base = _rows(site, edition), corrections_url(site, edition)
    title = info.words["corrections"]
    pair = {code: corrections_url(site, site.config.edition(code)) for code in editions_with(site)}
    for part in slices(len(rows), site.config.per_page):
        url = page_url(base, part.number)
        if url not in pages:
            continue
        view = CorrectionsView(
            head=head(site, edition, url, title, info.words["corrections_note"], None if part.number else pair),
            switches=switches(site, edition, pair),
            title=title,
            rows=_shown(site, edition, rows[part.start : part.stop]),
            pager=pager(base, part),
        )
        yield Page(url, "corrections.html", info, view, "list of corrections")


def _shown(site: Site, edition: Edition, rows: Sequence[_Row]) -> tuple[Corrected, ...]:
    found = []
    for row in rows:
        article = site.stories[row.entry.story].live[edition.code]
        found.append(Corrected(article.corrections[-1 - row.number], Link(article.title, row.entry.url)))
    return tuple(found)
