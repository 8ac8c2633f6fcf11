"""What a page does in its reader's browser: the part `reader:` of config.yaml, as `ReaderOptions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Node

READER_SWITCHES = ("theme", "text_size", "listen", "progress", "new_marks", "latest", "keep_place")
READER_KEYS = (*READER_SWITCHES, "offline")
ENCODINGS = ("br", "gz")


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What a page does in its reader's browser, beyond being read."""

    theme: bool = True  # a choice of light and dark
    text_size: bool = True
    listen: bool = True
    progress: bool = True  # a line that shows how far a story is read
    new_marks: bool = True  # on what came since the last visit
    latest: bool = True  # the newest headlines below a story
    keep_place: bool = True  # the language switch keeps the reader's place
    offline: int = 0  # stories of an edition that are kept for reading offline; 0: no service worker

    @property
    def settings(self) -> bool:
        """Whether there is anything that a reader can set."""
        return self.theme or self.text_size


def parse_reader_options(reader: Reader, node: Node) -> ReaderOptions:
    """What config.yaml wants in the browser: all but the offline edition, unless it says otherwise."""
    mapping = reader.mapping(node, "reader")
    reader.known(mapping, READER_KEYS, "config-key")
    switches = {name: reader.get(mapping, name, reader.flag) is not False for name in READER_SWITCHES}
    return ReaderOptions(**switches, offline=max(reader.get(mapping, "offline", reader.number) or 0, 0))
