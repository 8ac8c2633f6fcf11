"""Slots of a parsed document: what it refers to, wherever that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import BlockRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import LinkRef, Part, PictureRef


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
