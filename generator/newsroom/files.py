"""The files that the desk may write: articles under content/ that are there, each put into place as a whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.content import SIZE_LIMIT
from generator.digest import digest_bytes
from generator.output import replace_file
from generator.paths import FOLDER, is_article, is_ignored

if TYPE_CHECKING:
    from pathlib import Path

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """An article's file as it is on disk."""

    text: str  # with plain line ends, as a page's text field has it
    digest: str  # of its bytes


def place_of(root: Path, path: str) -> Path | None:
    """The file of an article's path from the site's folder; None for whatever is no plain article under content/."""
    parts = path.split("/")
    if parts[0] != FOLDER or len(parts) < 2 or not is_article(path) or any(sign < " " or sign == "\\" for sign in path):
        return None
    if any(part in ("", ".", "..") or is_ignored("/".join(parts[:at]), part) for at, part in enumerate(parts)):
        return None
    place = root / FOLDER  # which may be a link: that is the author's choice
    for part in parts[1:]:
        place /= part
        if place.is_symlink():  # it might lead anywhere
            return None
    return place if place.is_file() else None


def read_source(place: Path) -> Source | None:
    """A file's text and digest; None where it is too long, or no text in UTF-8."""
    if place.stat().st_size > SIZE_LIMIT:
        return None
    data = place.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return Source(_plain(text), digest_bytes(data))


def save(place: Path, text: str, digest: str) -> str | None:
    """Puts a text into a file that is still the one of a digest; its digest then, or None where it is another one."""
    before = place.read_bytes()
    text = _plain(text)
    if _plain(before.decode("utf-8-sig", "replace")) == text:  # saved before, perhaps, and the answer was lost
        return digest_bytes(before)
    if digest_bytes(before) != digest:
        return None
    if b"\r\n" in before:  # the line ends of its author, and of what else reads the file
        text = text.replace("\n", "\r\n")
    data = (_BOM if before.startswith(_BOM) else b"") + text.encode()
    replace_file(place, data)
    return digest_bytes(data)


def siblings(root: Path, path: str, codes: tuple[str, ...]) -> list[str]:
    """The files beside one that have its name and another edition's code, as `khabar new` writes them."""
    stem, code, suffix = (*path.rsplit(".", 2), "", "")[:3]
    others = [f"{stem}.{other}.{suffix}" for other in codes if code in codes and other != code]
    return [other for other in others if os.path.lexists(root / other) and place_of(root, other)]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
