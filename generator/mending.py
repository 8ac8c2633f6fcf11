"""Mending: from findings to changed files, each written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.content import read_article
from generator.desk.fix import edits_of, mend_text
from generator.edits import Edit, apply_edits
from generator.output import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.checking import Checked

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its edits made."""

    path: str
    data: bytes  # as it was read
    before: str
    after: str


def decode(data: bytes) -> str:
    r"""An article's text as its author typed it, with plain line ends: the text whose places edits name.

    >>> decode(b"a\r\nb")
    'a\nb'
    """
    text = data.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encode(text: str, data: bytes) -> bytes:
    r"""A mended text as bytes, with the line ends and the byte order mark that the file had.

    >>> encode("a\nc", b"a\r\nb")
    b'a\r\nc'
    """
    windows = data.count(b"\r\n")
    ending = "\r\n" if 2 * windows > data.count(b"\n") else "\r" if b"\r" in data and b"\n" not in data else "\n"
    return (_BOM if data.startswith(_BOM) else b"") + text.replace("\n", ending).encode()


def mend(root: Path, checked: Checked) -> Iterator[Mended]:
    """The files that change when all that is certain is mended; nothing is written."""
    by_path: dict[str, list[Edit]] = {}
    for edit in edits_of(checked.findings):
        by_path.setdefault(edit.path, []).append(edit)
    for path, edits in sorted(by_path.items()):
        data = read_article(root, path)
        before = decode(data)
        after = apply_edits(before, edits)
        options = checked.texts.get(path)
        if options:
            after = mend_text(after, path, options, checked.off)
        if after != before:
            yield Mended(path, data, before, after)


def write_mended(root: Path, files: Iterable[Mended]) -> Iterator[str]:
    """Writes mended files, each whole or not at all; one that was changed meanwhile is left alone. Those written."""
    for each in files:
        place = (root / each.path).resolve()
        if place.read_bytes() == each.data:
            replace_file(place, encode(each.after, each.data))
            yield each.path
