"""Slots of a parsed document: what it refers to, wherever that stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.model import BlockRef, PictureRef
from generator.paths import is_article
from generator.urls import unescape_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import LinkRef, Part

DEEP = 20  # blocks in one another


def story_arguments(block: BlockRef) -> Iterator[str]:
    """The stories that a block's arguments name."""
    for _, value in block.args:
        yield from (word for word in value.split() if word.startswith("story:"))


def picture_argument(block: BlockRef) -> str:
    """The picture that a block's `image` argument names."""
    return dict(block.args).get("image", "")


def references(parts: tuple[Part, ...]) -> Iterator[LinkRef | PictureRef | BlockRef]:
    """Every reference in a document, those inside blocks too."""
    for part in parts:
        if isinstance(part, str):
            continue
        yield part
        if isinstance(part, BlockRef):
            yield from references(part.parts)


def is_deep(parts: tuple[Part, ...]) -> bool:
    """Whether blocks stand in one another deeper than anybody writes, or than it is safe to go down."""
    for _ in range(DEEP):
        parts = tuple([part for each in parts if isinstance(each, BlockRef) for part in each.parts])
    return bool(parts)


def updates_in(parts: tuple[Part, ...]) -> list[BlockRef]:
    """The updates of a live story's document, the newest first."""
    return [part for part in parts if isinstance(part, BlockRef) and part.name == "update"]


def moment_of(update: BlockRef) -> datetime | None:
    """When an update was; None for one that is no part of a live story, whose time is still as its author wrote it."""
    try:
        found = datetime.fromisoformat(dict(update.args).get("time", ""))
    except ValueError:
        return None
    return found if found.tzinfo else None


def without_updates(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What of a live story's document is no update."""
    return tuple(part for part in parts if not (isinstance(part, BlockRef) and part.name == "update"))


def named(parts: tuple[Part, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What a document links to, the files that it shows or may link to, and its blocks."""
    links: dict[str, None] = {}
    files: dict[str, None] = {}
    blocks: dict[str, None] = {}
    for ref in references(parts):
        if isinstance(ref, BlockRef):
            blocks[ref.name] = None
            links |= dict.fromkeys(story_arguments(ref))
            files |= dict.fromkeys(filter(None, (picture_argument(ref),)))
        elif isinstance(ref, PictureRef):
            files[unquote(ref.target)] = None
        else:
            target = unescape_address(ref.target)
            links[target] = None
            path = unquote(target).partition("#")[0]
            if not path.startswith(("story:", "/")) and not is_article(path):
                files[path] = None
    return tuple(links), tuple(files), tuple(blocks)
