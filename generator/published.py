"""Published: the addresses of the articles that the last build published, as its records have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.records import Records


def published_articles(records: Records) -> dict[str, str]:
    """The file that each published article's page was made from, by the page's address."""
    found = (records.files[path] for path in records.files)
    return {each.url: each.source for each in found if each.unit.startswith("article ") and each.when}
