"""What one WordPress item's text leads to: pictures, files, other items, galleries, footnotes."""

from __future__ import annotations

import html
import json
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from generator.importing.markup import to_text
from generator.importing.wp_text import element
from generator.paths import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importing.album import Album
    from generator.importing.carried import Picture
    from generator.importing.wp_survey import Survey
    from generator.importing.wxr import Item


class Site(Protocol):
    """What the items of one export share."""

    survey: Survey
    album: Album
    stories: dict[str, str]
    addresses: dict[str, str]

    def picture(self, url: str, id: str = "") -> Picture | str:
        """A picture with what its attachment says of it."""

    def is_public(self, item: Item) -> bool:
        """Whether readers will find an item's article."""

    def path(self, item: Item) -> str:
        """Where an item's article is put."""


@dataclass(slots=True)
class Around:
    """What one item's text leads to."""

    site: Site
    item: Item
    path: str

    def picture(self, url: str, id: str) -> Picture | str:
        """The picture of an address, or why there is none."""
        return self.site.picture(urljoin(self.item.link or self.site.survey.url, url), id)

    def file(self, url: str) -> str:
        """A file's place, seen from the article; its old address where it is not to be had."""
        full = urljoin(self.item.link or self.site.survey.url, url)
        found = self.site.album.find(full)
        return posixpath.relpath(f"{FOLDER}{found}", posixpath.dirname(self.path)) if found else full

    def link(self, url: str) -> str:
        """Where a link leads now: to a story, a file, or where it led."""
        full = urljoin(self.site.survey.url or self.item.link, url)
        parts = urlsplit(full)
        if parts.netloc.removeprefix("www.") != urlsplit(self.site.survey.url).netloc.removeprefix("www."):
            return full
        asked = parse_qs(parts.query)
        id = next((asked[key][0] for key in ("p", "page_id") if key in asked), "")
        id = id or self.site.addresses.get(path_of(full).strip("/"), "")
        found = self.site.survey.items.get(id)
        if found and id in self.site.survey.group_of and self.site.is_public(found):
            if self.site.survey.editions[id] == self.site.survey.editions[self.item.id]:
                return f"story:{self.site.stories[self.site.survey.group_of[id]]}"
            return posixpath.relpath(self.site.path(found), posixpath.dirname(self.path))  # in that language, as meant
        return self.file(full) if "/uploads/" in parts.path else full

    def gallery(self, given: Mapping[str, str]) -> str:
        """The pictures of a gallery."""
        wanted = [id.strip() for id in (given.get("ids") or given.get("include") or "").split(",") if id.strip()]
        survey = self.site.survey
        if not wanted:
            wanted = [id for id, each in survey.attachments.items() if each.parent == self.item.id]
        found = [survey.attachments[id] for id in wanted if id in survey.attachments]
        pictures = "".join(
            f'<img src="{html.escape(each.attachment)}" class="wp-image-{html.escape(each.id)}"'
            f' data-caption="{html.escape(to_text(each.excerpt))}">'
            for each in found
        )
        if not pictures:
            return element("lost", text=f"[gallery {' '.join(wanted)}]".replace(" ]", "]"))
        return f"<khabar-gallery>{pictures}</khabar-gallery>"


def with_notes(text: str, item: Item) -> str:
    """A text with the footnotes that WordPress keeps beside it."""
    try:
        notes = json.loads(item.said("footnotes") or "[]")
        numbers = {str(each["id"]): (number, str(each["content"])) for number, each in enumerate(notes, 1)}
    except (ValueError, TypeError, KeyError):
        return text

    def reference(match: re.Match[str]) -> str:
        found = numbers.get(html.unescape(match[1]))
        return f'<note-ref id="{found[0]}"></note-ref>' if found else ""

    text = re.sub(r'<sup[^>]*\bdata-fn="([^"]+)"[^>]*>.*?</sup>', reference, text, flags=re.DOTALL)
    return text + "".join(f'<khabar-note id="{number}">{content}</khabar-note>' for number, content in numbers.values())


def path_of(url: str) -> str:
    """The path of an address, decoded, as aliases have it; empty where a question is all that names the page."""
    parts = urlsplit(url)
    return "" if parts.query else unquote(parts.path)
