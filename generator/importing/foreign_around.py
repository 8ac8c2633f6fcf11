"""What one file of a Hugo or Jekyll site leads to: pictures, other files, articles."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from generator.hindi import nfc
from generator.images import SUFFIXES
from generator.importing.carried import Picture
from generator.paths import FILES, FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importing.foreign import Found


class Site(Protocol):
    """What the files of one old site share."""

    root: Path
    base: str
    statics: tuple[str, ...]
    found: list[Found]
    stories: dict[str, str]
    by_address: dict[str, Found]
    by_file: dict[str, Found]

    def put(self, old: str, path: str) -> str:
        """Copies a file; its path, or empty where it may not be used."""

    def is_public(self, each: Found) -> bool:
        """Whether readers will find an article."""

    def path(self, each: Found) -> str:
        """Where a file's article is put."""


@dataclass(slots=True)
class Around:
    """What one file's text leads to."""

    site: Site
    each: Found
    path: str

    def picture(self, url: str, id: str = "") -> Picture | str:
        """The picture of an address; the reason where there is none."""
        found = self.place(url)
        return Picture(found) if found and found.lower().endswith(SUFFIXES) else "not among the old site's files"

    def place(self, url: str) -> str:
        """Where a file of the old site is now, as an article names it; empty where it is not to be had."""
        parts = urlsplit(url)
        name = nfc(unquote(parts.path))
        if (parts.scheme or parts.netloc) and parts.netloc != urlsplit(self.site.base).netloc:
            return ""
        if not name or "\0" in name:
            return ""
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(self.each.source.path), name))
        if not name.startswith("/") and (self.site.root / beside).is_file() and not beside.startswith(".."):
            folder = posixpath.dirname(self.path)
            rest = posixpath.relpath(beside, posixpath.dirname(self.each.source.path))
            aim = (
                f"{folder}/{rest}"
                if self.each.bundle and not rest.startswith("..")
                else f"{FOLDER}/images/{beside.lstrip('_')}"
            )
            put = self.site.put(beside, aim)
            return posixpath.relpath(put, folder) if put else ""
        path = name.lstrip("/").removeprefix(urlsplit(self.site.base).path.strip("/")).lstrip("/")
        for static in self.site.statics:
            old = posixpath.normpath(f"{static}/{path}" if static else path)
            if not old.startswith("..") and (self.site.root / old).is_file():
                put = self.site.put(old, f"{FOLDER}/{FILES}/{posixpath.normpath(path)}")
                return put.removeprefix(FOLDER)
        return ""

    def file(self, url: str) -> str:
        """Where a sound, film or document is now."""
        return self.link(url)

    def story(self, name: str) -> str:
        """What a reference to a file leads to."""
        found = self._by_file(name)
        return self._to(found) if found and self.site.is_public(found) else ""

    def _to(self, found: Found) -> str:
        """A link to an article: to its story, or to the file where another language is meant."""
        if found.code == self.each.code:
            return f"story:{self.site.stories[found.source.path]}"
        return posixpath.relpath(self.site.path(found), posixpath.dirname(self.path))

    def _by_file(self, name: str) -> Found | None:
        name = unquote(name.partition("#")[0]).strip()
        here = posixpath.dirname(self.each.source.path)
        for start in (here, "content", f"content/{self.each.code}", "", "_posts"):
            whole = posixpath.normpath(f"{start}/{name.lstrip('/')}").lstrip("/")
            for end in ("", ".md", f".{self.each.code}.md", "/index.md", f"/index.{self.each.code}.md", ".markdown"):
                if f"{whole}{end}" in self.site.by_file:
                    return self.site.by_file[f"{whole}{end}"]
        stem = posixpath.basename(name).removesuffix(".md")
        alike = [each for each in self.site.found if stem and each.stem == stem]
        alike.sort(key=lambda each: each.code != self.each.code)
        return alike[0] if len({self.site.stories[each.source.path] for each in alike}) == 1 else None

    def link(self, url: str) -> str:
        """Where a link leads now; empty where nothing is known of that."""
        parts = urlsplit(url)
        own = self.site.base and parts.netloc == urlsplit(self.site.base).netloc
        if url.startswith(("#", "story:", "mailto:", "tel:")) or ((parts.scheme or parts.netloc) and not own):
            return url
        base = urlsplit(self.site.base).path.strip("/")
        path = unquote(parts.path)
        found = self.site.by_address.get(bare(path)) or self.site.by_address.get(
            bare(path.lstrip("/").removeprefix(base))
        )
        if found is None and not path.startswith("/"):
            joined = posixpath.normpath(posixpath.join(self.each.old, path)) if self.each.old else ""
            is_file = path.endswith((".md", ".markdown"))
            found = self._by_file(path) if is_file else self.site.by_address.get(bare(joined)) if joined else None
        if found is not None and self.site.is_public(found):
            return self._to(found)
        placed = self.place(url)
        if placed:
            return placed.removeprefix(f"/{FILES}") if placed.startswith(f"/{FILES}/") else placed
        if parts.netloc:
            return url
        return urljoin(f"{self.site.base.rstrip('/')}{self.each.old or '/'}", url) if self.site.base else ""


def bare(address: str) -> str:
    """An address as it is looked up: without slashes at its ends, and in small letters."""
    return nfc(address).strip("/").removesuffix("index.html").removesuffix(".html").strip("/").casefold()
