"""The weight budget, how much of what a page may have: the part `budget:` of config.yaml, as `Budget`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.tree import Scalar

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Mapping, Node

BUDGET_KEYS = ("page", "fonts", "script", "picture", "layouts")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a page may weigh, in bytes."""

    page: int = 30 * 1024  # HTML and style sheets, compressed
    fonts: int = 120 * 1024
    script: int = 15 * 1024  # compressed
    picture: int = 150 * 1024  # the first one
    layouts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()  # layout → its own limits

    def of(self, layout: str) -> dict[str, int]:
        """The limits for pages of a layout."""
        common = {"page": self.page, "fonts": self.fonts, "script": self.script, "picture": self.picture}
        return common | dict(dict(self.layouts).get(layout, ()))


def parse_budget(reader: Reader, node: Node) -> Budget | None:
    """How much pages may weigh, in kilobytes as written; None where they are not to be weighed."""
    if isinstance(node, Scalar) and node.text:
        return Budget() if reader.flag(node, "budget") else None
    mapping = reader.mapping(node, "budget")
    reader.known(mapping, BUDGET_KEYS, "config-key")
    own = mapping.get("layouts")
    layouts = []
    for key, value in reader.mapping(own, "budget.layouts").entries if own else ():
        entry = reader.mapping(value, f"budget.layouts.{key.text}")
        reader.known(entry, BUDGET_KEYS[:-1], "config-key")
        layouts.append((key.text.removesuffix(".html"), tuple(_limits(reader, entry).items())))
    return Budget(**_limits(reader, mapping), layouts=tuple(layouts))


def _limits(reader: Reader, mapping: Mapping) -> dict[str, int]:
    found = {name: reader.get(mapping, name, reader.positive) for name in BUDGET_KEYS[:-1]}
    return {name: 1024 * number for name, number in found.items() if number is not None}
