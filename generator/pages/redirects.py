"""Redirects: a page at each old address, and a `_redirects` file for the hosts that read one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.pages.cards import has_page, term_url
from generator.pages.short import short_url
from generator.views import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site

SHORT = 200  # short addresses of each edition in `_redirects`


@dataclass(frozen=True, slots=True)
class RedirectView:
    """What the layout of a redirect sees: where it leads, from here and in full."""

    target: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """One line of `_redirects`."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class RedirectsView:
    """What the layout of `_redirects` sees."""

    redirects: tuple[Redirect, ...]
    root: tuple[Redirect, ...]  # language → the edition's address, for the root
    gone: tuple[str, ...]  # addresses of withdrawn stories: 410
    short: tuple[Redirect, ...]  # short addresses of the newest stories; older ones have their pages alone


def units(_site: Site, _edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit, planned every time."""
    yield "all", ""


def plan(site: Site, edition: Edition, _part: str) -> Iterator[Page]:
    """A page for each alias of an edition's articles and terms; the first edition brings the file for hosts."""
    info = site.info[edition.code]
    for redirect, source in _redirects(site, edition):
        view = RedirectView(redirect.target, site.config.origin + redirect.target)
        yield Page(redirect.source, "redirect.html", info, view, source)
    if edition == site.config.editions[0]:
        found = tuple(redirect for each in site.config.editions for redirect, _ in _redirects(site, each))
        root = tuple(Redirect(each.code, site.url(each.address)) for each in site.config.editions)
        gone = tuple(url for each in site.config.editions for url in _gone(site, each))
        short = tuple(redirect for each in site.config.editions for redirect in _short(site, each))
        view_of_all = RedirectsView(found, root, gone, short)
        yield Page(site.config.base_path + "_redirects", "_redirects", info, view_of_all, "_redirects")


def _gone(site: Site, edition: Edition) -> Iterator[str]:
    index = site.editions[edition.code]
    for shelf in index.shelves:
        yield from (site.addresses[article.path] for article in index.on(shelf.moved) if article.gone)


def _short(site: Site, edition: Edition) -> Iterator[Redirect]:
    """The newest short addresses: what is shared now. Hosts take few rules, and the file is written anew each time."""
    for entry in site.editions[edition.code].news.entries(0, SHORT):
        if entry.short:
            yield Redirect(short_url(site, entry.short), entry.url)


def _redirects(site: Site, edition: Edition) -> Iterator[tuple[Redirect, str]]:
    index = site.editions[edition.code]
    for article in index.on(entry for shelf in index.shelves for entry in shelf.moved):
        for alias in article.aliases:
            address = site.config.base_path + quote(alias.lstrip("/"), "/-._~!$()*+,;=:@%")
            if "." not in address.rpartition("/")[2] and not address.endswith("/"):
                address += "/"
            yield Redirect(address, site.addresses[article.path]), article.path
    for (field, id), term in site.terms.by_id.items():
        if not has_page(site, field, id, edition):
            continue
        url = term_url(site, field, id, edition)
        folder = url.rstrip("/").rpartition("/")[0]
        for alias in term.aliases:
            yield Redirect(f"{folder}/{quote(alias.strip('/'))}/", url), f"alias of {field} '{id}'"
