"""Live stories: their updates, page by page from the oldest, and the file that an open page asks for newer ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from generator.hindi import excerpt
from generator.pages.body import fill
from generator.pages.heads import head, switches
from generator.pages.lists import full_pages, page_url, pager, slices
from generator.plain import text_of
from generator.shelves import digest_of
from generator.site import is_live
from generator.slots import updates_in
from generator.views import Head, Link, Page, Pager, Switch, Update

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.model import Article, BlockRef, Edition
    from generator.pages.lists import Slice
    from generator.shelves import Entry
    from generator.site import Site

SIZE = 25  # updates of a page; the story's own has up to twice as many
KEYS = 8  # key updates that the story's page names
NAMED = 90  # grapheme clusters of an update's text, where it is named without a title


@dataclass(frozen=True, slots=True)
class Named:
    """An update as another place names it."""

    title: str
    url: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """A page of older updates, and from when to when they were written."""

    url: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class LiveView:
    """What the page of a live story sees of its updates."""

    on: bool  # whether it is told right now
    start: datetime  # of the oldest update
    end: datetime  # of the newest
    count: int
    updates: tuple[Update, ...]  # the newest first
    key: tuple[Named, ...]  # the newest key updates of all
    older: tuple[Period, ...]
    state_url: str  # says which updates there are


@dataclass(frozen=True, slots=True)
class UpdatesView:
    """What the layout of a page of older updates sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    story: Link
    on: bool
    start: datetime  # of the page's oldest update
    end: datetime
    updates: tuple[Update, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class StateView:
    """What the layout of the file for open pages sees: whether the story goes on, and its newest updates."""

    on: bool
    ids: tuple[str, ...]


def state_url(url: str) -> str:
    """The address of the file that an open page of a live story asks."""
    return f"{url}updates.json"


def live_view(site: Site, article: Article, edition: Edition) -> LiveView | None:
    """What the page of a live story shows of its updates; None for any other story."""
    if not article.updates:
        return None
    url = site.addresses[article.path]
    found = updates_in(site.documents[article.path].parts)
    newest, *others = slices(len(found), SIZE)
    keys = ((place, each) for place, each in enumerate(found) if dict(each.args)["key"])
    return LiveView(
        on=is_live(article, site.now),
        start=_time(site, found[-1]),
        end=_time(site, found[0]),
        count=len(found),
        updates=_updates(site, article, edition, url, found[: newest.stop]),
        key=tuple(_named(site, each, _page_of(url, place, len(found))) for place, each in keys)[:KEYS],
        older=tuple(
            Period(page_url(url, part.number), _time(site, found[part.stop - 1]), _time(site, found[part.start]))
            for part in others
        ),
        state_url=state_url(url),
    )


def _page_of(url: str, place: int, count: int) -> str:
    """The address of the page that has an update, by its place among all, the newest first."""
    number = (count - 1 - place) // SIZE + 1
    return page_url(url, number if number <= full_pages(count, SIZE) else 0)


def _time(site: Site, update: BlockRef) -> datetime:
    return datetime.fromisoformat(dict(update.args)["time"]).astimezone(site.now.tzinfo)


def _named(site: Site, update: BlockRef, url: str) -> Named:
    args = dict(update.args)
    return Named(args["title"] or excerpt(text_of(update.parts), NAMED), f"{url}#{args['id']}", _time(site, update))


def _updates(site: Site, article: Article, edition: Edition, url: str, found: Sequence[BlockRef]) -> tuple[Update, ...]:
    updates = []
    for each in found:
        args = dict(each.args)
        body = fill(site, article, edition, each.parts)
        place = f"{url}#{args['id']}"
        time, text = _time(site, each), text_of(each.parts)
        updates.append(Update(args["id"], place, time, args["title"], bool(args["key"]), text, body))
    return tuple(updates)


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for each shelf with live stories."""
    for shelf in site.editions[edition.code].shelves:
        if shelf.told_live:
            yield shelf.name, digest_of((site.info_digests[edition.code], *map(_inputs, shelf.told_live)))


def _inputs(entry: Entry) -> str:
    return f"{entry.path} {entry.told} {entry.body} {entry.targets}"


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The pages of older updates and the files for open pages, each with a digest of its inputs."""
    found: dict[str, str] = {}
    for entry in site.editions[edition.code].shelf(part).told_live:
        inputs = digest_of((site.info_digests[edition.code], _inputs(entry)))
        urls = [page_url(entry.url, number) for number in range(1, full_pages(entry.updates, SIZE) + 1)]
        found |= dict.fromkeys((*urls, state_url(entry.url)), inputs)
    return found


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some of the pages of older updates and the files for open pages."""
    info = site.info[edition.code]
    for entry in site.editions[edition.code].shelf(part).told_live:
        article = site.stories[entry.story].live[edition.code]
        newest, *others = slices(entry.updates, SIZE)
        wanted = [each for each in others if page_url(entry.url, each.number) in pages]
        if not wanted and state_url(entry.url) not in pages:
            continue
        found = updates_in(site.documents[article.path].parts)
        for each in wanted:
            view = _page(site, article, edition, found, each)
            yield Page(page_url(entry.url, each.number), "updates.html", info, view, article.path)
        if state_url(entry.url) in pages:
            ids = tuple(dict(each.args)["id"] for each in found[: newest.stop])
            state = StateView(is_live(article, site.now), ids)
            yield Page(state_url(entry.url), "updates.json", info, state, article.path)


def _page(site: Site, article: Article, edition: Edition, found: Sequence[BlockRef], part: Slice) -> UpdatesView:
    story = site.addresses[article.path]
    url = page_url(story, part.number)
    return UpdatesView(
        head=head(site, edition, url, article.title, "", trail=(Link(article.title, story),)),
        switches=switches(site, edition, site.pair(article), article.section),
        title=article.title,
        story=Link(article.title, story),
        on=is_live(article, site.now),
        start=_time(site, found[part.stop - 1]),
        end=_time(site, found[part.start]),
        updates=_updates(site, article, edition, url, found[part.start : part.stop]),
        pager=pager(story, part),
    )
