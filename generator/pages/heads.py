"""What pages say of themselves: canonical address, alternates, breadcrumbs, and the language switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.registry import SECTION
from generator.views import Alternate, Head, Link, Switch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Edition
    from generator.site import Site
    from generator.views import Picture

ROOT = "root"


def data_url(url: str) -> str:
    """The address of what a page says, as JSON.

    >>> data_url("/hi/duniya/")
    '/hi/duniya/index.json'
    """
    return f"{url}index.json"


def alternates(site: Site, pair: Mapping[str, str], front: bool = False) -> tuple[Alternate, ...]:
    """The hreflang set of a page and its counterparts, the same on each of them, from addresses by edition code.

    x-default is the root page for the front pages where the config says so; elsewhere it is the edition that the
    config names, or the first that has the page.
    """
    origin = site.config.origin
    codes = [edition.code for edition in site.config.editions if edition.code in pair]
    default = pair.get(site.config.x_default) or pair[codes[0]]
    if front and site.config.x_default == ROOT:
        default = site.config.base_path
    rows = [Alternate(code, origin + pair[code]) for code in codes]
    return (*rows, Alternate("x-default", origin + default))


def switches(site: Site, edition: Edition, pair: Mapping[str, str], section: str = "") -> tuple[Switch, ...]:
    """Where the language switch leads: the counterpart, or else the section's page or the other front page."""
    from generator.pages.cards import has_page, term_url

    found = []
    for other in site.config.editions:
        if other.code == edition.code:
            continue
        url = pair.get(other.code, "")
        if not url and section and has_page(site, SECTION, section, other):
            found.append(Switch(other.code, other.name, term_url(site, SECTION, section, other), exact=False))
        else:
            found.append(Switch(other.code, other.name, url or site.url(other.address), exact=bool(url)))
    return tuple(found)


def head(
    site: Site,
    edition: Edition,
    url: str,
    title: str,
    description: str,
    pair: Mapping[str, str] | None = None,
    *,
    index: bool = True,
    kind: str = "website",
    image: Picture | None = None,
    feeds: tuple[Link, ...] = (),
    trail: tuple[Link, ...] = (),
    data: bool = False,
) -> Head:
    """A page's head.

    `trail` is the breadcrumbs between the front page and this page; `data` says whether the page may be there as JSON.
    """
    info = site.info[edition.code]
    crumbs = (Link(info.words["home"], info.home_url), *trail, Link(title, url))
    return Head(
        title=title,
        description=description,
        canonical=site.config.origin + url,
        alternates=alternates(site, pair, front=url == info.home_url) if pair and index else (),
        index=index,
        type=kind,
        image=image,
        feeds=feeds,
        data=data_url(url) if data and site.config.json else "",
        breadcrumbs=crumbs if url != info.home_url else (),
    )
