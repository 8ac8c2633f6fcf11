"""References: what a link, picture or story named in an article leads to, or why it leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from generator.digest import digest_bytes
from generator.paths import FILES, FOLDER, beside, is_article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Article, MediaFile
    from generator.site import Site


FOCUS = "\t"  # between a picture's path and the focus of its crops; no path has one


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
    target: str
    also: str = ""  # the stories that an ambiguous name may mean


def resolve_link(site: Site, article: Article, target: str) -> Target | Broken:
    """What a link written in an article means: a story, an article's file, a file beside it, or an address."""
    path, mark, fragment = target.partition("#")
    suffix = mark + fragment
    if path.startswith("story:"):
        found = resolve_story(site, article.edition, path)
        return found if isinstance(found, Broken) else Target(found.url + suffix, found.article)
    path = unquote(path)
    if path.startswith("/") and not is_article(path):
        return _address(site, article, path, suffix)
    place = beside(path, article.path)
    if not place:
        return Broken("link-outside", target)
    if is_article(place):
        found_article = site.by_path.get(place)
        if found_article:
            return Target(site.addresses[place] + suffix, found_article)
        return Broken("link-unpublished" if place in site.addresses else "link-broken", target)
    if place in site.media:
        return Target(site.media[place].url + suffix)
    return Broken("link-broken", target)


def _address(site: Site, article: Article, path: str, suffix: str) -> Target:
    """An address of the site: a copied file, one that names its edition, or else one of the article's edition."""
    base = site.config.base_path
    if f"{FOLDER}/{FILES}{path}" in site.media:
        return Target(base + quote(path[1:]) + suffix)
    first = path.strip("/").split("/")[0]
    whole = first in ("", *(edition.address for edition in site.config.editions))
    full = path if whole else f"/{site.config.edition(article.edition).address}{path}"
    return Target(base + quote(full, "/-._~!$()*+,;=:@?&")[1:] + suffix, planned=True)


def resolve_story(site: Site, edition: str, name: str) -> Target | Broken:
    """The article of a story, `story:putin-kim` or `story:world/putin-kim`: the reader's edition's, or else another."""
    story = name.removeprefix("story:").strip("/")
    if story not in site.stories or not site.stories[story].live:
        found = sorted(site.short_names.get(story, ()))
        if len(found) > 1:
            return Broken("story-ambiguous", story, ", ".join(found))
        if not found:
            return Broken("story-unknown", story)
        story = found[0]
    pair = site.stories[story].live
    codes = [edition, *(each.code for each in site.config.editions)]
    article = next(pair[code] for code in codes if code in pair)
    return Target(site.addresses[article.path], article)


def resolve_picture(site: Site, article: Article, target: str) -> MediaFile | Broken:
    """The picture file that an article names."""
    place = beside(unquote(target), article.path)
    return picture_at(site, place, target) if place else Broken("picture-outside", target)


def picture_at(site: Site, place: str, target: str) -> MediaFile | Broken:
    """The picture file at a path from the site's folder."""
    found = site.media.get(place)
    if found and found.width:
        return found
    return Broken("picture-kind" if found else "picture-missing", target)


def target_digest(site: Site, article: Article) -> str:
    """A digest that changes whenever what an article links to does: an address, a title, whether it is published."""
    told: list[str] = []
    for target in article.links:
        found = resolve_link(site, article, target)
        if isinstance(found, Broken):
            told += (found.rule, found.target, found.also)
        else:
            told += ("", found.url, site.stories[found.article.story].digest if found.article else "")
    return digest_bytes("\0".join(told).encode("utf-8", "surrogatepass"))


def meant(target: str, article: Article) -> str:
    """What a link names: a story, as written, or the path of a file."""
    path = unquote(target.partition("#")[0])
    return path.removeprefix("story:").strip("/") if path.startswith("story:") else beside(path, article.path)


def media_of(article: Article) -> Iterable[str]:
    """The paths of the pictures and files that an article names, whether they are there or not.

    The picture of its front matter comes a second time with its focus: crops are made around it.
    """
    if article.image:
        yield article.image.path
        yield f"{article.image.path}{FOCUS}{article.image.focus}"
    for target in article.files:
        place = beside(target, article.path)
        if place:
            yield place
