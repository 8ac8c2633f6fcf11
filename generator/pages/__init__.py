"""Kinds of pages, one file each: a view, `units(site, edition)` and `plan(site, edition, part)`.

A unit is a part of a kind's pages that is planned together: a month's stories, ten pages of a list. `units` yields the
parts with a digest of everything that planning a part looks at, so that a part whose digest stayed the same is not
planned again; an empty digest means every time. Where a unit has many pages, `parts` says the same of each page, and
`plan` takes the addresses of those to be planned. A new kind is one module here, its name in `KINDS`, and a layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.digest import digest
from generator.pages import (
    admin,
    archive,
    article,
    beside,
    corrections,
    data,
    feed,
    front,
    hosting,
    offline,
    pictures,
    redirects,
    search,
    short,
    sitemap,
    social,
    special,
    terms,
    updates,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.site import Site
    from generator.views import Page

# In the order of publication: pictures before what shows them, what readers see first, then the feeds and sitemaps that
# announce it.
KINDS = {
    "pictures": pictures,
    "social": social,
    "article": article,
    "updates": updates,
    "beside": beside,
    "front": front,
    "terms": terms,
    "archive": archive,
    "corrections": corrections,
    "short": short,
    "special": special,
    "search": search,
    "offline": offline,
    "redirects": redirects,
    "hosting": hosting,
    "data": data,
    "admin": admin,
    "feed": feed,
    "sitemap": sitemap,
}

IN_PARTS: dict[str, Any] = {
    name: KINDS[name]
    for name in ("article", "updates", "beside", "front", "social", "terms", "corrections", "short", "data")
}
DRAWN = ("pictures", "social")  # dear ones, which pages can be without for a while


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a kind's pages in one edition."""

    kind: str
    edition: str
    part: str
    inputs: str = ""  # digest; empty: planned every time

    @property
    def name(self) -> str:
        """The unit's identity from build to build."""
        return f"{self.kind} {self.edition} {self.part}"


def plan_units(site: Site) -> Iterator[Unit]:
    """Every unit of a site, in the order of publication."""
    for name, kind in KINDS.items():
        for edition in site.config.editions:
            for part, inputs in kind.units(site, edition):
                yield Unit(name, edition.code, part, _weighed(site, inputs))


def plan_parts(site: Site, unit: Unit) -> dict[str, str]:
    """The pages of a unit that can be planned one by one, by address, with digests of their inputs; often none."""
    if unit.kind not in IN_PARTS:
        return {}
    found: dict[str, str] = IN_PARTS[unit.kind].parts(site, site.config.edition(unit.edition), unit.part)
    return {url: _weighed(site, inputs) for url, inputs in found.items()} if site.config.budget else found


def _weighed(site: Site, inputs: str) -> str:
    """A digest of inputs that is another one under another weight budget: what is too heavy has to be found anew."""
    return digest((inputs, site.config.budget)) if inputs and site.config.budget else inputs


def plan_unit(site: Site, unit: Unit, pages: Collection[str]) -> Iterator[Page]:
    """The pages of a unit; of those that can be planned one by one, the ones at some addresses."""
    edition = site.config.edition(unit.edition)
    wanted = (pages,) if unit.kind in IN_PARTS else ()
    found: Iterator[Page] = KINDS[unit.kind].plan(site, edition, unit.part, *wanted)
    return found
