"""Reading without a network: the offline page and the manifest of each edition, and the site's service worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.pages.admin import has_editor
from generator.pages.heads import head, switches
from generator.paths import ADMIN, FILES, FOLDER
from generator.views import Head, Page, Picture, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site

LAYOUT = "offline.html"
WORKER = "sw.js"  # the name of its layout and of its file
ICON_SIZES = (192, 512)
MASKABLE = "maskable-"  # an icon that may be cut to any shape: its drawing keeps to the middle


@dataclass(frozen=True, slots=True)
class OfflineView:
    """What the layout of an edition's offline page sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str


@dataclass(frozen=True, slots=True)
class ManifestView:
    """What the layout of an edition's web app manifest sees."""

    icons: tuple[Picture, ...]
    maskable: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class WorkerView:
    """What the layout of the service worker sees."""

    stories: int  # how many an edition keeps; 0: the worker takes itself away
    offline: tuple[Switch, ...]  # the offline page of each edition
    version: str  # changes with what the offline pages show
    admin_url: str = ""  # of the editor in the browser, which it leaves alone


def units(_site: Site, _edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit, planned every time."""
    yield "all", ""


def plan(site: Site, edition: Edition, _part: str) -> Iterator[Page]:
    """An edition's offline page and manifest; the first edition brings the worker, which is there in any case.

    A browser that has a worker asks for it again and again. So one that is no longer wanted is followed by another
    one that takes away itself and all that was kept.
    """
    info = site.info[edition.code]
    if site.config.reader.offline:
        url, title = offline_url(site, edition), info.words["offline_title"]
        pair = {each.code: offline_url(site, each) for each in site.config.editions}
        view = OfflineView(head(site, edition, url, title, "", index=False), switches(site, edition, pair), title)
        yield Page(url, LAYOUT, info, view, "offline page")
        icons = ManifestView(tuple(_icons(site, edition)), tuple(_icons(site, edition, MASKABLE)))
        yield Page(info.manifest_url, "manifest.webmanifest", info, icons, "web app manifest")
    if edition == site.config.editions[0] and f"{FOLDER}/{FILES}/{WORKER}" not in site.media:
        yield Page(site.url(WORKER), WORKER, info, _worker(site), "service worker")


def offline_url(site: Site, edition: Edition) -> str:
    """The address of an edition's offline page."""
    return site.url(edition.address, "offline")


def _worker(site: Site) -> WorkerView:
    editions, stories = site.config.editions, site.config.reader.offline
    if not stories:
        return WorkerView(0, (), "")
    marks = (site.marks[LAYOUT], *(site.info_digests[each.code] for each in editions))
    offline = tuple(Switch(each.code, each.name, offline_url(site, each), exact=True) for each in editions)
    return WorkerView(stories, offline, digest(marks)[:8], site.url(ADMIN) if has_editor(site) else "")


def _icons(site: Site, edition: Edition, kind: str = "") -> Iterator[Picture]:
    """The icons of content/files: an edition's own, such as icon-192.en.png, or else one for all."""
    for size in ICON_SIZES:
        names = (f"icon-{kind}{size}.{edition.code}.png", f"icon-{kind}{size}.png")
        found = ((name, site.media.get(f"{FOLDER}/{FILES}/{name}")) for name in names)
        name, file = next((each for each in found if each[1]), ("", None))
        if file:
            yield Picture(site.config.base_path + name, file.width, file.height, file.kind)
