"""Checks: what is wrong with a planned site as a whole. No input or output; each gives problems."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from generator import urls
from generator.model import BlockRef, LinkRef, PictureRef
from generator.pages.site_info import is_menu_target
from generator.problems import Problem, Where, closest, problem
from generator.references import (
    Broken,
    is_site_reference,
    picture_argument,
    picture_at,
    references,
    resolve_link,
    resolve_picture,
    resolve_story,
    story_arguments,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from generator.model import Article
    from generator.site import Site
    from generator.views import Page


def check_references(site: Site, addresses: Collection[str], blocks: Collection[str]) -> Iterator[Problem]:
    """Links, pictures, blocks and stories of published articles that lead nowhere.

    `addresses` are those of all planned pages and files, `blocks` the names of the block layouts there are.
    """
    for article in site.by_path.values():
        yield from _check_image(site, article)
        document = site.documents[article.path]
        for ref in references(document.parts):
            where = Where(article.path, ref.line + article.body_line - 1, ref.column)
            if isinstance(ref, LinkRef):
                yield from _check_link(site, article, ref, where, addresses)
            elif isinstance(ref, PictureRef):
                yield from _broken(resolve_picture(site, article, ref.target), where)
                if not ref.alt:
                    yield problem("picture-alt", where, target=ref.target)
            else:
                yield from _check_block(site, article, ref, where, blocks)


def _broken(found: object, where: Where) -> Iterator[Problem]:
    if isinstance(found, Broken):
        yield problem(found.rule, where, **{"close": "", **found.facts})


def _check_image(site: Site, article: Article) -> Iterator[Problem]:
    image = article.image
    if image is None:
        return
    where = Where(article.path, image.line)
    if not image.path:
        yield problem("picture-outside", where, target="")
    elif not is_site_reference(image.path):
        yield problem("picture-external", where, target=image.path)
    elif "image" in dict(article.said):
        target = image.path.removeprefix("content/")
        yield from _broken(picture_at(site, image.path, target), where)


def _check_link(
    site: Site, article: Article, ref: LinkRef, where: Where, addresses: Collection[str]
) -> Iterator[Problem]:
    found = resolve_link(site, article, html.unescape(ref.target))
    yield from _broken(found, where)
    if isinstance(found, Broken) or not found.planned:
        return
    url = found.url.partition("#")[0].partition("?")[0]
    if url not in addresses and f"{url}/" not in addresses:
        yield problem("link-broken", where, target=ref.target, close=closest(url, addresses))


def _check_block(
    site: Site, article: Article, ref: BlockRef, where: Where, blocks: Collection[str]
) -> Iterator[Problem]:
    if ref.name not in blocks:
        yield problem(
            "block-unknown", where, name=ref.name, close=closest(ref.name, blocks), known=", ".join(sorted(blocks))
        )
    for name in story_arguments(ref):
        yield from _broken(resolve_story(site, article.edition, name), where)
    picture = picture_argument(ref)
    if picture:
        yield from _broken(resolve_picture(site, article, picture), where)


def check_layouts(site: Site, layouts: Collection[str]) -> Iterator[Problem]:
    """Articles whose `layout:` names no layout."""
    names = {name.removesuffix(".html") for name in layouts if name.endswith(".html") and "/" not in name}
    for article in site.by_path.values():
        if article.layout and article.layout not in names:
            where = Where(article.path, article.line_of("layout"))
            yield problem(
                "layout-unknown",
                where,
                name=article.layout,
                close=closest(article.layout, names),
                known=", ".join(sorted(names)),
            )


def check_menus(site: Site) -> Iterator[Problem]:
    """Menu entries that lead nowhere in any edition."""
    for menu in site.config.menus:
        for entry in menu.entries:
            if not is_menu_target(site, entry.target):
                known = [f"{field}:{id}" for field, id in site.terms.by_id]
                known += [story.replace("/", ":", 1) for story in site.stories if story.startswith("pages/")]
                close = closest(entry.target, ["front", "latest", "archive", "search", "tags", *known])
                yield problem("menu-target", Where("config.yaml", entry.line), target=entry.target, close=close)


def check_collisions(pages: Iterable[Page], files: dict[str, str], base_path: str) -> Iterator[Problem]:
    """Addresses that two pages, or a page and a copied file, would share, on any file system."""
    taken: dict[str, tuple[str, str]] = {}
    for url, source in (*((page.url, page.source) for page in pages), *files.items()):
        path = urls.output_path(url, base_path)
        if path.casefold() not in taken:
            taken[path.casefold()] = (source, path)
            continue
        first, other = taken[path.casefold()]
        article = next((each for each in (source, first) if each.startswith("content/")), "")
        rule = "url-twice" if other == path else "url-case"
        yield problem(rule, Where(article, 1 if article else 0), first=first, second=source, url=url)
