"""Places: from the paths of a site's articles to the folders in which the editor looks for stories and writes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.paths import FOLDER, PAGES
from generator.registry import SECTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.site import Site

LOCALE, SLUG = "{{locale}}", "{{slug}}"  # Sveltia CMS's gaps in folders and paths
_BELOW = ("{{year}}", "{{month}}", "{{day}}")  # what folders below a section's mostly are; any name of one fits


@dataclass(frozen=True, slots=True)
class Place:
    """Where some articles stand: a folder, perhaps with a gap for the edition, and a path below it."""

    section: str  # the first folder, without the edition's; empty: none
    folder: str
    path: str = SLUG
    edition: str = ""  # of paths in which the editor knows no pairs; empty: it does

    @property
    def by_folder(self) -> bool:
        """Whether each edition has a folder of its own."""
        return LOCALE in self.folder


def place_of(path: str, codes: tuple[str, ...]) -> Place | None:
    """Where an article stands; None where the editor cannot look for it.

    >>> place_of("content/world/a.hi.md", ("hi", "en"))
    Place(section='world', folder='content/world', path='{{slug}}', edition='')
    >>> place_of("content/hi/world/2024/a/index.md", ("hi", "en"))
    Place(section='world', folder='content/{{locale}}/world', path='{{year}}/{{slug}}/index', edition='')
    """
    _, *folders, name = path.split("/")
    stem, _, kind = name.rpartition(".")
    head, _, suffix = stem.rpartition(".")
    within = [folder for folder in folders if folder in codes]
    end, edition = "", ""
    named = (suffix in codes and bool(head)) + (stem in codes)
    if named + len(within) != 1:
        return None  # its edition stands in the front matter, or where two are
    if stem in codes:
        if not folders:
            return None
        stem, end, edition = folders.pop(), f"/{stem}", stem
    elif named:
        stem = head
    if stem in ("index", "_index") and len(folders) > len(within):
        stem, end = folders.pop(), f"/{stem}"
    section = next((folder for folder in folders if folder not in codes), "")
    top = folders.index(section) + 1 if section else len(folders)
    below = folders[top:]
    if kind != "md" or len(below) > len(_BELOW) or set(below) & set(within):
        return None
    base = (FOLDER, *(LOCALE if folder in codes else folder for folder in folders[:top]))
    return Place(section, "/".join(base), "/".join((*_BELOW[: len(below)], SLUG)) + end, edition)


def places(site: Site) -> Iterator[tuple[str, list[Place]]]:
    """Each section with the places of its stories, then the static pages with theirs.

    The first place of each is where new ones are written: where most pairs are, or else as on the site at large.
    """
    codes = tuple(each.code for each in site.config.editions)
    paths = (entry.path for index in site.editions.values() for shelf in index.shelves for entry in shelf.entries)
    counts = Counter(found for path in paths if (found := place_of(path, codes)))
    pairs = Counter({place: count for place, count in counts.items() if not place.edition})
    by_folder = sum(count if place.by_folder else -count for place, count in pairs.items()) > 0
    known = (term.id for each in site.config.taxonomies if each.field == SECTION for term in each.terms)
    sections = dict.fromkeys((*known, *sorted({place.section for place in counts} - {PAGES})))
    for section in (*(sections or ("",)), PAGES):
        here = {place: count for place, count in pairs.items() if place.section == section}
        first = max(here, key=lambda each: (here[each], each.folder), default=default_place(section, by_folder))
        others = (place for place in counts if place.section == section and place != first)
        yield section, [first, *sorted(others, key=lambda each: (each.folder, each.path))]


def default_place(section: str, by_folder: bool) -> Place:
    """Where a section's stories stand if there are none yet."""
    folders: Iterable[str] = (FOLDER, LOCALE if by_folder else "", section)
    return Place(section, "/".join(filter(None, folders)))
