"""How feeds are made: the part `feeds:` of config.yaml, as `FeedOptions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Node

FEED_KEYS = ("items", "full_text", "formats")
FEED_FORMATS = ("atom", "rss", "json")


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How the feeds are made."""

    items: int
    full_text: bool
    formats: tuple[str, ...]


def parse_feed_options(reader: Reader, node: Node) -> FeedOptions:
    """What config.yaml wants of the feeds."""
    mapping = reader.mapping(node, "feeds")
    reader.known(mapping, FEED_KEYS, "config-key")
    formats = reader.get(mapping, "formats", reader.choices(FEED_FORMATS))
    return FeedOptions(
        items=reader.get(mapping, "items", reader.positive) or 20,
        full_text=reader.get(mapping, "full_text", reader.flag) is not False,
        formats=FEED_FORMATS if formats is None else formats,  # an empty list asks for none
    )
