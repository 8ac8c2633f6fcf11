"""Bodies: a parsed document with its slots filled by what other files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.filters import date as format_date
from generator.model import BlockRef, LinkRef, MediaFile, PictureRef
from generator.pages.cards import card, picture
from generator.references import Broken, resolve_link, resolve_picture, resolve_story
from generator.slots import moment_of, picture_argument, story_arguments, updates_in, without_updates
from generator.urls import unescape_address
from generator.views import Block, BodyPart, Html, Link, Picture

if TYPE_CHECKING:
    from generator.model import Article, Edition, Part
    from generator.site import Site


def body(site: Site, article: Article, edition: Edition, updates: int = 0) -> tuple[BodyPart, ...]:
    """An article's body for a page of an edition; of a live story what is no update, and so many of the newest ones."""
    document = site.documents.get(article.path)
    parts = document.parts if document else ()
    if article.updates:
        parts = (*without_updates(parts), *updates_in(parts)[:updates])
    return fill(site, article, edition, parts)


def fill(site: Site, article: Article, edition: Edition, parts: tuple[Part, ...]) -> tuple[BodyPart, ...]:
    """Parts of a document with their slots filled. What is broken shows as text without a link, or not at all."""
    found = (_part(site, article, edition, part) for part in parts)
    return tuple(part for part in found if part is not None)


def _part(site: Site, article: Article, edition: Edition, part: Part) -> BodyPart | None:
    if isinstance(part, str):
        return Html(part)
    if isinstance(part, LinkRef):
        return _link(site, article, edition, part)
    if isinstance(part, PictureRef):
        return _picture(site, article, part)
    return _block(site, article, edition, part)


def _link(site: Site, article: Article, edition: Edition, ref: LinkRef) -> Link:
    target = resolve_link(site, article, unescape_address(ref.target))
    if isinstance(target, Broken):
        return Link("", "")
    foreign = target.article is not None and target.article.edition != edition.code
    return Link("", target.url, target.article.edition if target.article and foreign else "")


def _picture(site: Site, article: Article, ref: PictureRef) -> Picture | None:
    file = resolve_picture(site, article, ref.target)
    if isinstance(file, Broken):
        return None
    return picture(site, file, alt=ref.alt, caption=ref.caption, credit=ref.credit, figure=ref.figure)


def _block(site: Site, article: Article, edition: Edition, ref: BlockRef) -> Block:
    stories = (resolve_story(site, edition.code, name) for name in story_arguments(ref))
    articles = [found.article for found in stories if not isinstance(found, Broken) and found.article]
    args = dict(ref.args)
    time = moment_of(ref) if ref.name == "update" else None
    if time:
        args["time"] = format_date(time.astimezone(site.now.tzinfo), edition, "full")
    named = picture_argument(ref)
    file = resolve_picture(site, article, named) if named else None
    return Block(
        name=ref.name,
        args=args,
        body=fill(site, article, edition, ref.parts),
        cards=tuple(card(site, found, edition) for found in articles),
        picture=picture(site, file, alt=args.get("alt", "")) if isinstance(file, MediaFile) else None,
    )
