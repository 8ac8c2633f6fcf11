"""Front-matter fields with a form of their own: pictures, addresses, videos, sources, corrections."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.hindi import norm_text
from generator.model import Correction, Image, SourceLink
from generator.paths import beside
from generator.tree import Mapping, Node, Scalar

if TYPE_CHECKING:
    from generator.schema import Reader

CORRECTION_FIELDS = ("date", "text")
SOURCE_FIELDS = ("title", "url")
IMAGE_FIELDS = ("path", "alt", "credit", "caption", "focus")
_SIDES = {"left": "0", "right": "100", "top": "0", "bottom": "100", "center": "50", "centre": "50"}
FRONT_MATTER_FIELDS = (
    "title",
    "date",
    "tags",
    "updated",
    "section",
    "authors",
    "summary",
    "image",
    "slug",
    "short",
    "aliases",
    "draft",
    "publish",
    "expire",
    "unlisted",
    "gone",
    "pinned",
    "breaking",
    "kicker",
    "live",
    "side_by_side",
    "video",
    "sources",
    "corrections",
    "lang",
    "translation_key",
    "translationKey",
    "translated_from",
    "untranslated",
    "layout",
    "weight",
    "toc",
    "allow",
)
SYNONYMS = {
    "author": "authors",
    "catagory": "section",
    "categories": "section",
    "category": "section",
    "cover": "image",
    "description": "summary",
    "excerpt": "summary",
    "expirydate": "expire",
    "keywords": "tags",
    "language": "lang",
    "lastmod": "updated",
    "modified": "updated",
    "publishdate": "publish",
    "tag": "tags",
    "url": "slug",
}
_FOCUS = re.compile(r"(\d{1,3})%?[\s,]+(\d{1,3})%?", re.ASCII)
_SLUG = re.compile(r"[^\s/\\%?#:\"<>|*.\x00-\x1f][^\s/\\%?#:\"<>|*.\x00-\x1f]*$")
_SHORT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$")
_ORIGINAL = re.compile(r"([A-Za-z-]+)(?:\s+([0-9a-f]{8}))?\s*(?:#.*)?$")
YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?v=|live/|shorts/|embed/)|youtu\.be/)([\w-]{11})"
)


def read_image(node: Node | None, path: str, reader: Reader) -> Image | None:
    """The picture of an article: a path, or a mapping of path, alt, credit, caption and focus."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        place = _beside(node, path, reader)
        return Image(place, line=node.line) if place else None
    mapping = reader.mapping(node, "image")
    reader.known(mapping, IMAGE_FIELDS, "front-matter-key", {"src": "path", "url": "path", "file": "path"})
    target = mapping.get("path")
    text = reader.line(target, "image.path") if target else None
    if not text:
        reader.report("image-path", node)
        return None
    place = _beside(target or node, path, reader)
    if not place:
        return None
    texts = {name: norm_text(reader.get(mapping, name, reader.line) or "") for name in IMAGE_FIELDS[1:4]}
    focus = reader.get(mapping, "focus", lambda found, _: read_focus(found, reader)) or ""
    return Image(place, line=(target or node).line, focus=focus, **texts)


def read_focus(node: Node, reader: Reader) -> str | None:
    """What no crop of a picture may lose, in percent from its left and top: `60% 30%`, or sides such as `top`."""
    text = (reader.line(node, "image.focus") or "").lower()
    words = text.split()
    if words and set(words) <= _SIDES.keys() and len(words) <= 2:
        across = next((_SIDES[word] for word in words if word in ("left", "right")), "50")
        down = next((_SIDES[word] for word in words if word in ("top", "bottom")), "50")
        return f"{across} {down}"
    match = _FOCUS.fullmatch(text)
    if match and int(match[1]) <= 100 and int(match[2]) <= 100:
        return f"{int(match[1])} {int(match[2])}"
    reader.report("image-focus", node, found=text)
    return None


def _beside(node: Node, path: str, reader: Reader) -> str:
    """The path of a picture that the front matter names; '' with a problem where it leads outside."""
    target = node.text if isinstance(node, Scalar) else ""
    if re.match(r"[a-z]+:", target):
        return target
    place = beside(target, path)
    if not place:
        reader.report("picture-outside", node, target=target)
    return place


def read_slug(node: Node | None, reader: Reader) -> str | None:
    """The last segment of an address that an author chose."""
    if node is None:
        return None
    text = reader.line(node, "slug") or ""
    if is_slug(text):
        return unicodedata.normalize("NFC", text)
    reader.report("slug-form", node, found=text)
    return None


def read_short(node: Node | None, reader: Reader) -> str:
    """The last part of a short address that an author chose: small ASCII letters, digits and hyphens."""
    if node is None:
        return ""
    text = reader.line(node, "short") or ""
    if _SHORT.match(text):
        return text
    reader.report("short-form", node, found=text)
    return ""


def is_slug(text: str) -> bool:
    """Whether a text can be the last segment of an address."""
    return len(text.encode()) <= 200 and bool(_SLUG.match(text))


def read_aliases(node: Node | None, reader: Reader) -> tuple[str, ...]:
    """Old addresses of a story."""
    if node is None:
        return ()
    aliases = []
    for text in reader.texts(node, "aliases") or ():
        if is_alias(text):
            aliases.append(text)
        else:
            reader.report("alias-form", node, found=text)
    return tuple(aliases)


def is_alias(text: str) -> bool:
    """Whether a text can be an old address of the site."""
    odd = ".." in text.split("/") or re.search(r"[\\\x00-\x20?#]", text)
    return text.startswith("/") and not odd and not _too_long(text)


def read_translated_from(node: Node | None, codes: tuple[str, ...], own: str, reader: Reader) -> tuple[str, str]:
    """The edition that an article was translated from, and the digest of the text that it follows."""
    if node is None:
        return "", ""
    text = reader.line(node, "translated_from") or ""
    match = _ORIGINAL.match(text)
    if match and match[1] in codes and match[1] != own:
        return match[1], match[2] or ""
    known = ", ".join(code for code in codes if code != own)
    reader.report("translated-from", node, found=text, known=known)
    return "", ""


def read_video(node: Node | None, reader: Reader) -> str:
    """The id of a YouTube video from any of its addresses."""
    if node is None:
        return ""
    text = reader.line(node, "video") or ""
    match = YOUTUBE.match(text)
    if not match:
        reader.report("video-address", node, found=text)
    return match[1] if match else ""


def read_sources(node: Node | None, reader: Reader) -> tuple[SourceLink, ...]:
    """The sources that a story names."""
    sources = []
    for item in reader.items(node, "sources") if node else ():
        if isinstance(item, Scalar):
            mapping = Mapping(((Scalar("title", item.line, item.column), item),), item.line, item.column)
        else:
            mapping = reader.mapping(item, "sources")
        reader.known(mapping, SOURCE_FIELDS, "front-matter-key")
        title, url = (reader.get(mapping, name, reader.line) or "" for name in SOURCE_FIELDS)
        if url and not re.match(r"https?://\S+$", url):
            reader.report("source-url", item, found=url)
        elif title or url:
            sources.append(SourceLink(norm_text(title or url), url))
    return tuple(sources)


def read_corrections(node: Node | None, reader: Reader) -> tuple[Correction, ...]:
    """The corrections of a story, in the order of their dates."""
    corrections = []
    for item in reader.items(node, "corrections") if node else ():
        mapping = reader.mapping(item, "corrections")
        reader.known(mapping, CORRECTION_FIELDS, "front-matter-key")
        date = reader.get(mapping, "date", reader.moment)
        text = reader.get(mapping, "text", reader.line)
        if date and text:
            corrections.append(Correction(date, norm_text(text)))
        else:
            reader.report("correction-parts", item)
    return tuple(sorted(corrections, key=lambda each: each.date))


def _too_long(address: str) -> bool:
    """Whether a part of an address is longer than a file's name may be (255 bytes on the usual systems)."""
    return len(address.encode()) > 1000 or any(len(part.encode()) > 240 for part in address.split("/"))
