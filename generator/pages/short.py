"""Short addresses: a small page a story that leads to it at once, and shows itself in messages as the story does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.cards import front_picture
from generator.shelves import digest_of
from generator.short import FOLDER
from generator.site import summary_of
from generator.views import Page, Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model import Article, Edition
    from generator.shelves import Entry, Shelf
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class ShortView:
    """What the layout of a short address sees: where it leads, from here and in full, and the story's preview."""

    target: str
    canonical: str
    title: str  # empty for a withdrawn story, which is shown nowhere
    description: str
    picture: Picture | None


def short_url(site: Site, short: str) -> str:
    """The address of the page that an article's short id names; empty where there is none."""
    return site.url(FOLDER, short) if short else ""


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for each shelf of an edition with stories."""
    for shelf in _shelves(site, edition):
        yield shelf.name, digest_of((site.info_digests[edition.code], shelf.digest))


def _shelves(site: Site, edition: Edition) -> Iterator[Shelf]:
    index = site.editions[edition.code]
    if site.config.short_addresses:
        yield from (shelf for shelf in index.shelves if shelf is not index.static)


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The short addresses of a shelf's stories, each with a digest of its inputs."""
    info = site.info_digests[edition.code]
    entries = site.editions[edition.code].shelf(part).entries
    return {short_url(site, each.short): digest_of((info, each.path, each.told)) for each in entries if each.short}


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some of the short addresses of a shelf's stories."""
    index = site.editions[edition.code]
    for entry in index.shelf(part).entries:
        url = short_url(site, entry.short)
        if url in pages:
            article = site.stories[entry.story].live[edition.code]
            yield Page(url, "short.html", site.info[edition.code], _view(site, entry, article), article.path)


def _view(site: Site, entry: Entry, article: Article) -> ShortView:
    return ShortView(
        target=entry.url,
        canonical=site.config.origin + entry.url,
        title="" if article.gone else article.title,
        description="" if article.gone else summary_of(article),
        picture=None if article.gone else front_picture(site, article),
    )
