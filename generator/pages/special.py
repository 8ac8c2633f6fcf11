"""The pages that every site has once or once an edition: root, 404, robots.txt, and files for hosts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.admin import has_editor
from generator.pages.cards import cards
from generator.pages.front import LATEST
from generator.pages.heads import head, switches
from generator.pages.sitemap import news_url
from generator.paths import ADMIN
from generator.views import Card, Head, Page, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class PlainView:
    """What the layout of an edition's 404 page sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    latest: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """An edition as the root page offers it."""

    lang: str
    name: str
    title: str
    tagline: str
    url: str
    not_found: str  # the sentence of the 404 page
    direction: str


@dataclass(frozen=True, slots=True)
class RootView:
    """What the layouts of the root page and of the host's 404 page see."""

    head: Head
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """What robots.txt's layout sees."""

    sitemaps: tuple[str, ...]
    admin_url: str = ""  # of the editor in the browser, if there is one


@dataclass(frozen=True, slots=True)
class EmptyView:
    """A view with nothing in it."""


def units(_site: Site, _edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit, planned every time."""
    yield "all", ""


def plan(site: Site, edition: Edition, _part: str) -> Iterator[Page]:
    """An edition's 404 page; the first edition brings what the whole site has once."""
    yield Page(
        site.url(edition.address, "404.html"), "404.html", site.info[edition.code], _plain(site, edition), "404 page"
    )
    if edition == site.config.editions[0]:
        yield from _once(site, edition)


def _plain(site: Site, edition: Edition) -> PlainView:
    title = site.info[edition.code].words["not_found_title"]
    return PlainView(
        head=head(site, edition, site.url(edition.address, "404.html"), title, "", index=False),
        switches=switches(site, edition, {}),
        title=title,
        latest=cards(site, site.editions[edition.code].news[: LATEST // 2], edition),
    )


def _once(site: Site, edition: Edition) -> Iterator[Page]:
    config, info = site.config, site.info[edition.code]
    doors = tuple(_door(site, each) for each in config.editions)
    pair = {each.code: site.url(each.address) for each in config.editions}
    root = head(site, edition, config.base_path, config.title, info.tagline, None)
    fronts = head(site, edition, info.home_url, config.title, info.tagline, pair).alternates
    root = Head(root.title, root.description, root.canonical, fronts)
    yield Page(config.base_path, "root.html", info, RootView(root, doors), "root page")
    missing = head(site, edition, site.url("404.html"), config.title, "", None, index=False)
    yield Page(site.url("404.html"), "404-root.html", info, RootView(missing, doors), "404 page")
    sitemaps = (site.url("sitemap.xml"), *(news_url(site, each) for each in config.editions))
    robots = RobotsView(tuple(config.origin + url for url in sitemaps), site.url(ADMIN) if has_editor(site) else "")
    yield Page(config.base_path + "robots.txt", "robots.txt", info, robots, "robots.txt")
    yield Page(config.base_path + ".nojekyll", "nojekyll", info, EmptyView(), ".nojekyll")


def _door(site: Site, edition: Edition) -> Door:
    words = site.info[edition.code].words
    url = site.url(edition.address)
    return Door(
        edition.code, edition.name, edition.title, edition.tagline, url, words["not_found_title"], edition.direction
    )
