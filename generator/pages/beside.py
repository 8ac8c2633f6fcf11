"""Side by side: a story's article beside a translation of it, paragraph by paragraph, on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.aligning import align, pieces, with_own_ids
from generator.pages.body import body
from generator.pages.cards import front_picture, term_link
from generator.pages.heads import head, switches
from generator.registry import SECTION
from generator.shelves import digest_of, order_key
from generator.site import beside_of, summary_of
from generator.views import BodyPart, Head, Link, Page, Picture, SiteInfo, Switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model import Article, Edition
    from generator.shelves import Entry
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class Column:
    """One article of the page."""

    lang: str
    name: str  # of the language, as its readers call it
    direction: str
    title: str
    summary: str
    url: str
    site: SiteInfo  # of its edition: its blocks speak its language


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other: a part of each article's body, in the order of the columns."""

    cells: tuple[tuple[BodyPart, ...], ...]


@dataclass(frozen=True, slots=True)
class BesideView:
    """What the layout of a story beside its translation sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    picture: Picture | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    others: tuple[Link, ...]  # the same article beside other editions'


def beside_url(site: Site, article: Article, code: str) -> str:
    """The address of an article's page beside the article of another edition."""
    return f"{site.addresses[article.path]}{article.edition}-{code}/"


def beside_links(site: Site, article: Article) -> tuple[Link, ...]:
    """The pages on which an article stands beside another, titled by the other language."""
    return tuple(
        Link(site.config.edition(code).name, beside_url(site, article, code), code) for code in beside_of(site, article)
    )


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for each shelf of an edition with stories that can be read so."""
    infos = site.info_digests.values()
    for shelf in site.editions[edition.code].months:
        if shelf.beside:
            others = (site.editions[code].shelf(name).bodies for code, name in shelf.beside_shelves)
            yield shelf.name, digest_of((*infos, shelf.bodies, *others))


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The pages of a shelf's stories beside their translations, by address, each with a digest of its inputs."""
    common = digest_of(site.info_digests.values())
    found: dict[str, str] = {}
    for entry in site.editions[edition.code].shelf(part).beside:
        for code, name in entry.beside:
            other = _entry(site, entry, code, name)
            inputs = (common, entry.path, entry.told, entry.body, entry.targets, other.path, other.body, other.targets)
            found[f"{entry.url}{edition.code}-{code}/"] = digest_of(inputs)
    return found


def _entry(site: Site, entry: Entry, code: str, shelf: str) -> Entry:
    """The entry of the same story in another edition."""
    found = site.editions[code].shelf(shelf).find(order_key(site.stories[entry.story].live[code]))
    assert found is not None  # an article that is read beside another stands on its shelf
    return found


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some of the pages of a shelf's stories beside their translations."""
    for entry in site.editions[edition.code].shelf(part).beside:
        live = site.stories[entry.story].live
        for code, _ in entry.beside:
            url = beside_url(site, live[edition.code], code)
            if url in pages:
                view = _view(site, live[edition.code], live[code], url)
                yield Page(url, "beside.html", site.info[edition.code], view, live[edition.code].path)


def _view(site: Site, article: Article, other: Article, url: str) -> BesideView:
    edition = site.config.edition(article.edition)
    story = site.addresses[article.path]
    section = term_link(site, SECTION, article.section, edition) if article.section else None
    trail = (section,) if section and section.url else ()
    bodies = [_body(site, each) for each in (article, other)]
    # It repeats what two pages have already: machines are sent to the article.
    own = head(
        site,
        edition,
        url,
        article.title,
        summary_of(article),
        index=False,
        kind="article",
        image=front_picture(site, article),
        trail=(*trail, Link(article.title, story)),
    )
    pair = {other.edition: beside_url(site, other, article.edition)}
    return BesideView(
        head=replace(own, canonical=site.config.origin + story),
        switches=switches(site, edition, pair, article.section),
        title=article.title,
        picture=front_picture(site, article),
        columns=tuple(_column(site, each) for each in (article, other)),
        rows=tuple(Row(cells) for cells in align(*map(pieces, bodies))),
        others=tuple(each for each in beside_links(site, article) if each.lang != other.edition),
    )


def _body(site: Site, article: Article) -> tuple[BodyPart, ...]:
    found = body(site, article, site.config.edition(article.edition))
    return with_own_ids(found, f"{article.edition}-")


def _column(site: Site, article: Article) -> Column:
    edition = site.config.edition(article.edition)
    return Column(
        lang=edition.code,
        name=edition.name,
        direction=edition.direction,
        title=article.title,
        summary=article.summary,
        url=site.addresses[article.path],
        site=site.info[edition.code],
    )
