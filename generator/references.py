"""References: what a link, picture or story named in an article leads to, or why it leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from generator.paths import FOLDER, beside, is_article
from generator.problems import closest
from generator.urls import is_external

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model import Article, BlockRef, LinkRef, MediaFile, Part, PictureRef
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads; `article` is set where it is one, `path` where only planning can tell if it exists."""

    url: str
    article: Article | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a reference leads nowhere: a rule and its facts."""

    rule: str
    facts: dict[str, str]


def resolve_link(site: Site, article: Article, target: str) -> Target | Broken:
    """What a link written in an article means: a story, an article's file, a file beside it, or an address."""
    path, mark, fragment = target.partition("#")
    suffix = mark + fragment
    if path.startswith("story:"):
        found = resolve_story(site, article.edition, path)
        return found if isinstance(found, Broken) else Target(found.url + suffix, found.article)
    path = unquote(path)
    if path.startswith("/") and (site.config.base_path + path[1:]) not in site.files and not is_article(path):
        first = path.strip("/").split("/")[0]
        whole = first in ("", *(edition.address for edition in site.config.editions))
        address = site.config.edition(article.edition).address
        tail = quote(path if whole else f"/{address}{path}", "/-._~!$()*+,;=:@?&")
        return Target(site.config.base_path + tail[1:] + suffix, planned=True)
    if path.startswith("/") and not is_article(path):
        return Target(site.config.base_path + quote(path[1:]) + suffix)
    place = beside(path, article.path)
    if not place:
        return Broken("link-outside", {"target": target})
    if is_article(place):
        return _article(site, place, target, suffix)
    if place in site.media:
        return Target(site.media[place].url + suffix)
    return Broken("link-broken", {"target": target, "close": _close_file(place, site.media)})


def _article(site: Site, path: str, target: str, suffix: str) -> Target | Broken:
    found = site.by_path.get(path)
    if found:
        return Target(site.addresses[path] + suffix, found)
    if path in site.addresses:
        return Broken("link-unpublished", {"target": target})
    close = closest(path, site.by_path)
    return Broken("link-broken", {"target": target, "close": close})


def resolve_story(site: Site, edition: str, name: str) -> Target | Broken:
    """The article of a story, `story:putin-kim` or `story:world/putin-kim`: the reader's edition's, or else another."""
    story = name.removeprefix("story:").strip("/")
    if story not in site.stories:
        found = site.short_names.get(story, ())
        if len(found) > 1:
            return Broken("story-ambiguous", {"target": story, "stories": ", ".join(found)})
        if not found:
            names = [*site.short_names, *site.stories]
            return Broken("story-unknown", {"target": story, "close": closest(story, names)})
        story = found[0]
    pair = site.stories[story]
    codes = [edition, *(each.code for each in site.config.editions)]
    article = next(pair[code] for code in codes if code in pair)
    return Target(site.addresses[article.path], article)


def resolve_picture(site: Site, article: Article, target: str) -> MediaFile | Broken:
    """The picture file that an article names."""
    place = beside(unquote(target), article.path)
    if not place:
        return Broken("picture-outside", {"target": target})
    return picture_at(site, place, target)


def picture_at(site: Site, place: str, target: str) -> MediaFile | Broken:
    """The picture file at a path from the site's folder."""
    found = site.media.get(place)
    if found and found.width:
        return found
    if found:
        return Broken("picture-kind", {"target": target})
    return Broken("picture-missing", {"target": target, "close": _close_file(place, site.media)})


def _close_file(place: str, media: Sequence[str] | object) -> str:
    close = closest(place, media)  # type: ignore[arg-type] # a mapping iterates over its paths
    return close.removeprefix(f"{FOLDER}/")


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
        if hasattr(part, "parts"):
            yield from references(part.parts)


def is_site_reference(target: str) -> bool:
    """Whether a picture's or link's target is of this site."""
    return bool(target) and not is_external(target)
