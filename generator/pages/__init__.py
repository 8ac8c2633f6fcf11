"""Kinds of pages, one file each: a view, and `plan(site, edition)` that yields the pages of that kind.

A new kind is one module here, its name in `KINDS`, and a layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages import archive, article, feed, front, redirects, sitemap, special, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site import Site
    from generator.views import Page

KINDS = (article, front, terms, archive, special, redirects, feed, sitemap)  # in the order of publication


def plan_pages(site: Site) -> Iterator[Page]:
    """Every page of a site: the pages that readers see first, then feeds and sitemaps that announce them."""
    for kind in KINDS:
        for edition in site.config.editions:
            yield from kind.plan(site, edition)
