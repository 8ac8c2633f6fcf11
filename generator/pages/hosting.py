"""What hosts read: the headers that Netlify and Cloudflare Pages send with the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.paths import FILES, FOLDER
from generator.views import Html, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site

HEADERS = "_headers"


@dataclass(frozen=True, slots=True)
class HeadersView:
    """What the layout of `_headers` sees."""

    csp: Html  # no HTML: the policy as it stands, quotes and all


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit for the whole site, planned every time."""
    if edition == site.config.editions[0]:
        yield "all", ""


def plan(site: Site, edition: Edition, _part: str) -> Iterator[Page]:
    """The file of headers, unless the site has one of its own."""
    info = site.info[edition.code]
    if f"{FOLDER}/{FILES}/{HEADERS}" not in site.media:
        yield Page(site.config.base_path + HEADERS, HEADERS, info, HeadersView(Html(info.csp)), HEADERS)
