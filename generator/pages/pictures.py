"""Pictures: every variant of the pictures that published articles show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.references import FOCUS
from generator.shelves import digest_of
from generator.variants import variants_of
from generator.views import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.site import Site

LAYOUT = "picture"  # stands in a page's place for the name of its layout: these pages are made, not laid out


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for the pictures whose digests start alike, so that a new picture makes few others be looked at."""
    if edition != site.config.editions[0] or not site.config.pictures.widths:
        return
    for path, focuses in _shown(site).items():
        file = site.media.get(path)
        if file and file.stem:
            site.pictured.setdefault(file.data[:2], []).append((file, tuple(focuses)))
    for part, found in sorted(site.pictured.items()):
        found.sort(key=lambda each: each[0].path)
        facts = (f"{each.path} {each.stem} {each.data} {each.width} {each.height} {each.clear}" for each, _ in found)
        yield part, digest_of((repr(site.config.pictures), *facts, *(repr(focuses) for _, focuses in found)))


def plan(site: Site, edition: Edition, part: str) -> Iterator[Page]:
    """The variants of some pictures, those of one picture together; of two files that are alike, the first one's."""
    info, seen = site.info[edition.code], set()
    for file, focuses in site.pictured[part]:
        for url, variant in variants_of(file, focuses, site.config.pictures):
            if url not in seen:
                seen.add(url)
                yield Page(url, LAYOUT, info, variant, file.path)


def part_of(url: str) -> str:
    """The unit to which a variant's address belongs; '' where it is none."""
    name = url.rpartition("/")[2].split(".")
    return name[-2][:2] if len(name) == 3 else ""


def _shown(site: Site) -> dict[str, list[str]]:
    """The paths of all that articles show, with the focuses of what stands at the head of a story."""
    found: dict[str, list[str]] = {}
    for name in sorted(name for name, count in site.shown.items() if count):
        path, mark, focus = name.partition(FOCUS)
        found.setdefault(path, []).extend([focus] if mark else [])
    return found
