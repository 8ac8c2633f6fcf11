"""The weight budget: how much of what a page may have."""

from __future__ import annotations

from dataclasses import dataclass


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
