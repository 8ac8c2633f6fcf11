"""Social cards: the picture that stands for a story where its link is shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.pages.cards import front_file, term_link
from generator.registry import SECTION
from generator.shelves import digest_of
from generator.variants import POSTER_PICTURE, POSTER_SIZE, Poster, crop
from generator.views import Page, Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.model import Article, Edition
    from generator.shelves import EditionIndex
    from generator.site import Site

LAYOUT = "poster"  # stands in a page's place for the name of its layout: these pages are drawn, not laid out
FOLDER = "cards"
SCRIPTS = ("Deva", "Latn")  # of which there are letters to draw with


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for each month of an edition's stories."""
    if _drawn(site, edition):
        for shelf in site.editions[edition.code].months:
            yield shelf.name, digest_of((edition.title, shelf.digest))


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The stories of a month, by address, each with a digest of what its card may show."""
    shelf = site.editions[edition.code].shelf(part)
    return {entry.url: digest_of((edition.title, entry.told)) for entry in shelf.entries}


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """The cards of some stories of a month."""
    index: EditionIndex = site.editions[edition.code]
    info = site.info[edition.code]
    for article in index.on(entry for entry in index.shelf(part).entries if entry.url in pages):
        poster = _poster(site, article, edition)
        url = _url(site, article, poster)
        yield Page(url, LAYOUT, info, poster, article.path, part=site.addresses[article.path])


def social_picture(site: Site, article: Article, edition: Edition, picture: Picture | None) -> Picture | None:
    """What stands for an article in link previews: its card, or else its picture."""
    if article.is_page or article.unlisted or not _drawn(site, edition):
        return picture
    url = _url(site, article, _poster(site, article, edition))
    return Picture(url, *POSTER_SIZE, "image/jpeg", alt=article.title)


def _drawn(site: Site, edition: Edition) -> bool:
    return site.posters and edition.script in SCRIPTS and edition.direction == "ltr"


def _poster(site: Site, article: Article, edition: Edition) -> Poster:
    kicker = term_link(site, SECTION, article.section, edition).title if article.section else ""
    poster = Poster(article.title, kicker, edition.title, edition.code)
    image, file = article.image, front_file(site, article)
    if image is None or file is None or not file.stem:
        return poster
    box = crop(file.width, file.height, POSTER_PICTURE, image.focus)
    return replace(poster, source=file.path, data=file.data, box=box)


def _url(site: Site, article: Article, poster: Poster) -> str:
    """The address of a card; two stories have two, be they alike."""
    mark = digest((replace(poster, source=""), article.path))
    return site.url(FOLDER, site.config.edition(article.edition).address, f"{mark[:16]}.jpg")
