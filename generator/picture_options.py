"""Which variants are made of pictures: the part `pictures:` of config.yaml, as `PictureOptions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.tree import Listing, Scalar

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Node

PICTURE_KEYS = ("formats", "widths", "quality", "cards")
PICTURE_FORMATS = ("avif", "webp")
WIDTHS, QUALITY = range(64, 4097), range(30, 96)  # what is allowed


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """Which variants are made of each picture; none where `widths` is empty."""

    formats: tuple[str, ...] = ("avif", "webp")  # besides JPEG, or PNG for what one can see through
    widths: tuple[int, ...] = (480, 800, 1280)  # pixels, from the smallest
    quality: int = 75  # as JPEG counts it; the others are brought to look the same
    cards: bool = False  # whether a social card is drawn for each story


def parse_picture_options(reader: Reader, node: Node) -> PictureOptions:
    """Which variants are made of pictures: a mapping, or a flag for all or nothing."""
    usual = PictureOptions()
    if isinstance(node, Scalar) and node.text:
        return PictureOptions(widths=()) if reader.flag(node, "pictures") is False else usual
    mapping = reader.mapping(node, "pictures")
    reader.known(mapping, PICTURE_KEYS, "config-key", {"width": "widths", "format": "formats", "sizes": "widths"})
    formats = reader.get(mapping, "formats", reader.choices(PICTURE_FORMATS))
    quality = reader.get(mapping, "quality", lambda found, name: _within(reader, found, name, QUALITY))
    widths = mapping.get("widths")
    found = [_within(reader, each, "widths", WIDTHS) for each in _entries(reader, widths)] if widths else []
    return PictureOptions(
        formats=usual.formats if formats is None else tuple(name for name in PICTURE_FORMATS if name in formats),
        widths=tuple(sorted({width for width in found if width})) or usual.widths,
        quality=quality or usual.quality,
        cards=bool(reader.get(mapping, "cards", reader.flag)),
    )


def _within(reader: Reader, node: Node, name: str, allowed: range) -> int | None:
    """A whole number within limits."""
    number = reader.number(node, name)
    if number is None or number in allowed:
        return number
    reader.report("value-range", node, name=name, found=number, least=allowed[0], most=allowed[-1])
    return None


def _entries(reader: Reader, node: Node) -> list[Node]:
    """The entries of a list, or of a text with commas, each at its place."""
    if isinstance(node, Listing):
        return list(node.items)
    return [Scalar(text, node.line, node.column) for text in reader.texts(node, "pictures.widths") or ()]
