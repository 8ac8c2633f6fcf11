"""What hosts read: the headers that Netlify and Cloudflare Pages send with the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.admin import admin_policy, has_editor
from generator.paths import ADMIN, FILES, FOLDER
from generator.short import FOLDER as SHORT
from generator.views import Html, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site

HEADERS = "_headers"
_WITH_SCRIPTS = (".html", ".svg", ".xml")  # files in which a program may be


@dataclass(frozen=True, slots=True)
class HeadersView:
    """What the layout of `_headers` sees."""

    csp: Html  # no HTML: the policy as it stands, quotes and all
    strict: tuple[str, ...]  # the paths that it is for; where there is an editor in the browser, not all
    admin_url: str = ""  # of that editor
    admin_csp: Html = Html("")  # noqa: RUF009 # frozen


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit for the whole site, planned every time."""
    if edition == site.config.editions[0]:
        yield "all", ""


def plan(site: Site, edition: Edition, _part: str) -> Iterator[Page]:
    """The file of headers, unless the site has one of its own."""
    info = site.info[edition.code]
    if f"{FOLDER}/{FILES}/{HEADERS}" not in site.media:
        yield Page(site.config.base_path + HEADERS, HEADERS, info, _view(site, Html(info.csp)), HEADERS)


def _view(site: Site, csp: Html) -> HeadersView:
    base = site.config.base_path
    if site.config.admin is None or not has_editor(site):
        return HeadersView(csp, (f"{base}*",))
    strict = (f"{base}{path}" for path in dict.fromkeys(_strict(site)))
    return HeadersView(csp, tuple(strict), f"{base}{ADMIN}/", Html(admin_policy(site.config.admin)))


def _strict(site: Site) -> Iterator[str]:
    """The paths of all but the editor. No host agrees with another on which of two rules counts, so they are apart."""
    yield from ("", "index.html", "404.html", "assets/*", "media/*", f"{SHORT}/*")
    yield from (f"{each.address}/*" for each in site.config.editions)
    for url in sorted(site.files):
        first, folder, _ = url.removeprefix(site.config.base_path).partition("/")
        if folder and first != ADMIN:
            yield f"{first}/*"
        elif first.endswith(_WITH_SCRIPTS):
            yield first
