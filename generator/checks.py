"""Checks: what is wrong with what articles and config.yaml refer to. No input or output; each gives problems."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from posixpath import relpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.model import LinkRef, PictureRef
from generator.pages.admin import has_editor, program_path
from generator.pages.cards import own_picture
from generator.pages.site_info import is_menu_target
from generator.paths import ADMIN, FILES, FOLDER, beside, is_article
from generator.problems import Problem, Where, closest, in_order, problem
from generator.references import Broken, picture_at, resolve_link, resolve_picture, resolve_story
from generator.short import FOLDER as SHORT
from generator.slots import moment_of, picture_argument, references, story_arguments
from generator.urls import is_external, output_path, unescape_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from generator.model import Article, BlockRef, MediaFile
    from generator.site import Site

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_WEB = re.compile(r"https?://|mailto:|/", re.IGNORECASE)
NEAR_WINDOW = 500  # names before and after it, among which what a wrong one means is looked for
NEAR_MISSES = 40  # so many wrong names get a proposal in one build: looking takes milliseconds


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address of the site that an article links to; whether it exists is known when all pages are planned."""

    where: Where
    target: str
    url: str


def check_article(site: Site, article: Article) -> Iterator[Problem | Wanted]:
    """The links, pictures, blocks and stories of a published article that lead nowhere, or may."""
    yield from _check_image(site, article)
    for ref in references(site.documents[article.path].parts):
        where = Where(article.path, ref.line + article.body_line - 1, ref.column)
        if isinstance(ref, LinkRef):
            found = resolve_link(site, article, unescape_address(ref.target))
            if isinstance(found, Broken):
                yield _broken(found, where)
            elif found.planned:
                yield Wanted(where, ref.target, found.url.partition("#")[0].partition("?")[0])
        elif isinstance(ref, PictureRef):
            picture = resolve_picture(site, article, ref.target)
            yield from _check_picture(site, picture, ref.target, where)
            if not ref.alt:
                yield problem("picture-alt", where, target=ref.target)
        else:
            yield from _check_block(site, article, ref, where)


def _broken(found: Broken, where: Where) -> Problem:
    return problem(found.rule, where, target=found.target, close="", stories=found.also)


def _check_picture(site: Site, found: MediaFile | Broken, target: str, where: Where) -> Iterator[Problem]:
    if isinstance(found, Broken):
        yield _broken(found, where)
    elif found.script:
        yield problem("picture-script", where, target=target)


def _check_image(site: Site, article: Article) -> Iterator[Problem]:
    image = article.image
    if image is None or not any(name == "image" for name, _ in article.said):
        return
    where = Where(article.path, image.line)
    if is_external(image.path):
        yield problem("picture-external", where, target=image.path)
    else:
        name = image.path.removeprefix(f"{FOLDER}/")
        yield from _check_picture(site, picture_at(site, image.path, name), name, where)
        if not image.alt:
            yield problem("picture-alt", where, target=image.path.removeprefix(f"{FOLDER}/"))


def _check_block(site: Site, article: Article, ref: BlockRef, where: Where) -> Iterator[Problem]:
    blocks = sorted(site.blocks)
    if ref.name not in blocks:
        close = closest(ref.name, blocks)
        yield problem("block-unknown", where, name=ref.name, close=close, known=", ".join(blocks))
    for name in story_arguments(ref):
        found = resolve_story(site, article.edition, name)
        if isinstance(found, Broken):
            yield _broken(found, where)
    args = dict(ref.args)
    if ref.name == "update":
        time = moment_of(ref)
        if time and time > site.now:
            yield problem("update-future", where, time=f"{time:%Y-%m-%d %H:%M}")
    if not _YOUTUBE_ID.fullmatch(args.get("id", "")) and ref.name == "youtube":
        yield problem("block-youtube", where, found=args.get("id", ""))
    if not _WEB.match(args.get("url", "https://")):
        yield problem("link-scheme", where, target=args["url"])
    named = picture_argument(ref)
    picture = resolve_picture(site, article, named) if named else None
    if isinstance(picture, Broken):
        yield _broken(picture, where)


def check_wanted(wanted: Iterable[Wanted], files: Collection[str], base_path: str) -> Iterator[Problem]:
    """Links to addresses of the site that no file of the output answers."""
    names: list[str] = []
    left = NEAR_MISSES
    for each in sorted(wanted, key=lambda each: (each.where, each.target)):
        if any(output_path(url, base_path) in files for url in (each.url, f"{each.url.rstrip('/')}/")):
            continue
        names = names or sorted(f"{base_path}{name.removesuffix('index.html')}" for name in files)
        left -= 1
        close = _near_miss(each.url, names) if left >= 0 else ""
        yield problem("link-broken", each.where, target=each.target, close=close)


def with_near_misses(site: Site, problems: Iterable[Problem], spoilt: Collection[str] = ()) -> Iterator[Problem]:
    """The problems, and with the names of no story, article or picture the one that was probably meant.

    What leads to one of the `spoilt` files, which have problems of their own, is left out: it is there. What was meant
    depends on all the names there are, so it is not remembered with an article; only the first few get one.
    """
    pools: dict[str, list[str]] = {}
    left = NEAR_MISSES
    for each in sorted(problems, key=in_order):
        facts = dict(each.facts)
        if facts.get("close") != "" or each.rule not in ("story-unknown", "picture-missing", "link-broken"):
            yield each
            continue
        named = unquote(facts["target"].partition("#")[0])
        if beside(named, each.where.path) in spoilt or f"{FOLDER}/{named}" in spoilt:
            continue
        left -= 1
        meant = _meant(site, each, pools) if left >= 0 else ""
        yield replace(each, facts=tuple((facts | {"close": meant}).items()))


def _meant(site: Site, broken: Problem, pools: dict[str, list[str]]) -> str:
    """The name that a reference which leads nowhere probably means, as the author would write it in its article."""
    target, path = dict(broken.facts)["target"], broken.where.path
    sources: dict[str, Iterable[str]] = {"stories": site.short_names, "articles": site.by_path, "media": site.media}
    pool = "media"
    if broken.rule == "story-unknown":
        pool = "stories"
    elif broken.rule == "link-broken" and is_article(target):
        pool = "articles"
    if pool not in pools:
        pools[pool] = sorted(sources[pool])
    if pool == "stories":
        return _near_miss(target.removeprefix("story:"), pools[pool])
    close = _near_miss(beside(target, path) or target, pools[pool])
    return relpath(close, path.rpartition("/")[0]) if close not in ("", path) else ""


def _near_miss(name: str, names: list[str]) -> str:
    """The nearest of the names that stand around it in their order: of a hundred thousand, all would take seconds."""
    place = bisect_left(names, name)
    found = closest(name, names[max(0, place - NEAR_WINDOW) : place + NEAR_WINDOW])
    # A folder and an ending in common make no name like another.
    return found if closest(_stem(name), [_stem(found)]) else ""


def _stem(name: str) -> str:
    return name.strip("/").rpartition("/")[2].partition(".")[0].casefold()


def check_layout(site: Site, article: Article) -> Iterator[Problem]:
    """An article whose `layout:` names no layout for articles."""
    if article.layout and article.layout not in site.layouts:
        names = sorted(site.layouts)
        where = Where(article.path, article.line_of("layout"))
        close = closest(article.layout, names)
        yield problem("layout-unknown", where, name=article.layout, close=close, known=", ".join(names))


def check_config(site: Site) -> Iterator[Problem]:
    """What config.yaml names and the site does not have: menu entries that lead nowhere, a logo, a term's picture."""
    if site.config.admin and not has_editor(site):
        yield problem("admin-program", Where("config.yaml"), path=program_path(), url=site.url(ADMIN))
    logo = site.config.publisher.logo
    if logo and f"{FOLDER}/{FILES}/{logo}" not in site.media:
        yield problem("config-logo", Where("config.yaml"), found=logo)
    for term in (term for taxonomy in site.config.taxonomies for term in taxonomy.terms if term.picture):
        if not own_picture(site, term.picture):
            yield problem("config-term-picture", Where("config.yaml"), found=term.picture, term=term.id)
    for menu in site.config.menus:
        for entry in menu.entries:
            if not is_menu_target(site, entry.target):
                known = [f"{field}:{id}" for field, id in site.terms.by_id]
                known += [story.replace("/", ":", 1) for story in site.stories if story.startswith("pages/")]
                close = closest(entry.target, ["front", "latest", "archive", "corrections", "search", "tags", *known])
                yield problem("menu-target", Where("config.yaml", entry.line), target=entry.target, close=close)


def check_hidden_addresses(site: Site, unpublished: Mapping[str, str], files: Collection[str]) -> Iterator[Problem]:
    """Drafts, scheduled and expired articles whose address another page has: they would collide one day."""
    for path, url in sorted(unpublished.items()):
        taken = output_path(url, site.config.base_path)
        if taken in files:
            others = (other for other, address in site.addresses.items() if address == url and other != path)
            yield collision(url, taken, taken, path, next(others, url))


def collision(url: str, path: str, other: str, source: str, first: str) -> Problem:
    """Two pages, or a page and a copied file, that would share an address on some file system."""
    article = next((each for each in (source, first) if each.startswith(f"{FOLDER}/")), "")
    rule = "url-twice" if other == path else "url-case"
    if rule == "url-twice" and article and path.startswith(f"{SHORT}/"):
        rule = "short-twice"
    return problem(rule, Where(article, 1 if article else 0), first=first, second=source, url=url)
