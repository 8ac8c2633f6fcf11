"""What is deployed: the files that Khabar wrote, in the order in which readers may see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.options import Progress

ASSETS, PAGES, ANNOUNCEMENTS = range(3)
STEPS = ("assets", "pages", "feeds", "delete")  # what a step of a deploy sends, or deletes
PACKED = (".br", ".gz")  # beside the file they are of, for servers that choose by what a browser takes
_SHOWN = (".css", ".woff2", ".woff", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".ico", ".mp4", ".mp3")
MANY = 20  # deletions below which nobody asks whether they are meant


def rank(path: str) -> int:
    """When a file is sent: what pages show first, then pages, then what announces them.

    >>> [rank(path) for path in ("assets/site.1f.css", "hi/desh/index.html.br", "hi/feed.xml", "sw.js")]
    [0, 1, 2, 2]
    """
    name = path.removesuffix(".br").removesuffix(".gz")
    if name.endswith(".html"):
        return PAGES
    return ASSETS if name.startswith(("assets/", "media/")) or name.lower().endswith(_SHOWN) else ANNOUNCEMENTS


def ranked(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Paths by rank; deep ones first, so that a story is there before the lists that lead to it."""
    found: tuple[list[str], ...] = ([], [], [])
    for path in sorted(paths, key=lambda each: (-each.count("/"), each)):
        found[rank(path)].append(path)
    return tuple(map(tuple, found))


@dataclass(frozen=True, slots=True)
class Cargo:
    """The files of an output folder that are to stand at a target."""

    root: Path
    paths: tuple[str, ...]
    base_url: str
    left_out: tuple[str, ...] = ()  # files in the folder that Khabar did not write

    def unpacked(self) -> tuple[str, ...]:
        """The paths without packed twins, for hosts that do not choose between them."""
        known = frozenset(self.paths)
        return tuple(path for path in self.paths if not (path.endswith(PACKED) and path[:-3] in known))

    def size(self, paths: Iterable[str]) -> int:
        """The bytes of some of the files."""
        return sum((self.root / path).stat().st_size for path in paths)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a deploy has to do."""

    sent: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0
    size: int = 0  # bytes of what is sent
    notes: tuple[str, ...] = field(default=())

    def much_is_gone(self) -> bool:
        """Whether more than half of what stands at the target would be deleted."""
        there = self.unchanged + len(self.gone)
        return len(self.gone) > MANY and 2 * len(self.gone) > there


class Remote(Protocol):
    """A target at work; each kind has its own."""

    def compare(self) -> Changes:
        """What differs from what stands there; changes nothing that readers see."""

    def send(self, changes: Changes, progress: Progress) -> str:
        """Makes it so: assets, pages, announcements, deletions. What is worth saying of it, or nothing."""
