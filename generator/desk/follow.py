"""What an article shows and links to, compared with its translation: stories, sites, pictures."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model import BlockRef, LinkRef, PictureRef
from generator.paths import beside, is_article
from generator.problems import Problem, Where, problem
from generator.references import Broken, meant, resolve_link
from generator.slots import picture_argument, references, story_arguments
from generator.urls import unescape_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Article, Part
    from generator.site import Site

    Found = dict[str, tuple[str, int]]  # what it is in any edition → how it is written, and the line

_HREF = re.compile(r'<a [^>]*?href="(https?://[^"]+)"')


def check_links(
    site: Site, one: Article, two: Article, names: tuple[str, str], sources: tuple[str, str]
) -> Iterator[Problem]:
    """Stories and sites that only one of two articles links to, though the other could."""
    found = (_links(site, one, sources[0]), _links(site, two, sources[1]))
    for key, other, each in _compare("pair-link", *found, (one, two), names):
        kind, _, name = key.partition(" ")
        story = site.stories.get(name) if kind == "story" else None
        if story is None or any(each.edition == other.edition for each in story.articles):
            yield each


def check_pictures(site: Site, one: Article, two: Article, names: tuple[str, str]) -> Iterator[Problem]:
    """Pictures that only one of two articles shows."""
    for _, _, found in _compare("pair-picture", _pictures(site, one), _pictures(site, two), (one, two), names):
        yield found


def _compare(
    rule: str, first: Found, second: Found, articles: tuple[Article, Article], names: tuple[str, str]
) -> Iterator[tuple[str, Article, Problem]]:
    """What only one of two articles has, with the article that lacks it."""
    sides = ((first, second, *articles, *names), (second, first, *articles[::-1], *names[::-1]))
    for mine, theirs, article, other, own, its in sides:
        for key, (target, line) in mine.items():
            if key not in theirs:
                yield key, other, problem(rule, Where(article.path, line), one=own, two=its, target=target)


def _links(site: Site, article: Article, source: str) -> Found:
    """What an article links to: stories by their names, files by their paths, other sites by their hosts."""
    found: Found = {}
    codes = {edition.code for edition in site.config.editions}
    parts = site.documents[article.path].parts
    for ref in references(parts):
        line = ref.line + article.body_line - 1
        if isinstance(ref, LinkRef):
            target = unescape_address(ref.target)
            found.setdefault(_named(site, article, target, codes), (target, line))
        elif isinstance(ref, BlockRef):
            for target in story_arguments(ref):
                found.setdefault(_named(site, article, target, codes), (target, line))
            if url := dict(ref.args).get("url"):
                found.setdefault(_host(url, codes), (url, line))
    for url in _HREF.findall("".join(_html(parts))):
        found.setdefault(_host(url, codes), (html.unescape(url), _line_of(url, article, source)))
    return found


def _line_of(url: str, article: Article, source: str) -> int:
    """The line of an article's file where an address stands."""
    lines = enumerate(source.split("\n"), 1)
    body = (number for number, line in lines if number >= article.body_line and html.unescape(url) in line)
    return next(body, article.body_line)


def _named(site: Site, article: Article, target: str, codes: set[str]) -> str:
    """What a link means in any edition."""
    place = meant(target, article)
    found = resolve_link(site, article, target)
    if place in site.media:
        return f"file {_without(place, codes)}"
    if not isinstance(found, Broken):
        if found.article:
            return f"story {found.article.story}"
        url = found.url.partition("#")[0]
        for name in site.short_names.get(url.rstrip("/").rpartition("/")[2], ()):
            if url in site.stories[name].addresses.values():
                return f"story {name}"
        path = url.removeprefix(site.config.base_path)
        return f"address {_without(path, codes)}".replace("_", "-")
    if is_article(place):  # of a draft: its name says enough
        return f"story {_without(place, codes)}"
    return f"file {_without(place, codes)}"


def _without(path: str, codes: set[str]) -> str:
    """A path without an edition's code, which may stand anywhere in it."""
    words = re.split(r"[/.]", path.removeprefix("content/").removesuffix(".md"))
    return "/".join(word for word in words if word not in codes)


def _host(url: str, codes: set[str]) -> str:
    """The site that an address leads to; editions link to pages of one site in their own languages."""
    try:
        host = urlsplit(html.unescape(url)).hostname or url
    except ValueError:
        host = url
    return "site " + ".".join(label for label in host.split(".") if label not in codes | {"www", "m", "mobile"})


def _html(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, BlockRef):
            yield from _html(part.parts)


def _pictures(site: Site, article: Article) -> Found:
    """What an article shows, by the files' paths without an edition's code in them."""
    codes = {edition.code for edition in site.config.editions}
    found: Found = {}
    if article.image and not article.image.lang:
        found[_without(article.image.path, codes)] = (article.image.path.rpartition("/")[2], article.image.line)
    for ref in references(site.documents[article.path].parts):
        target = (
            ref.target if isinstance(ref, PictureRef) else picture_argument(ref) if isinstance(ref, BlockRef) else ""
        )
        if target:
            place = beside(target, article.path) or target
            found.setdefault(_without(place, codes), (target, ref.line + article.body_line - 1))
    return found
