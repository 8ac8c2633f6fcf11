"""The search: an edition's search page, and the shards of the index that its script reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.heads import head, switches
from generator.postings import GROUPS, WORDS, shard_names
from generator.shelves import digest_of
from generator.views import Head, Html, Page, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition
    from generator.search import SearchIndex
    from generator.site import Site

FOLDER = "search"  # of the shards, and the last segment of the pages' addresses
SHARD = "shard.txt"  # the layout of a file of the index, which nobody counts among the pages
LISTING = "shards"  # the part that says which shards there are


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the layout of the search page sees."""

    head: Head
    switches: tuple[Switch, ...]
    title: str
    host: str  # for a web search restricted to the site
    shards: str  # the address below which the index lies
    languages: dict[str, str]  # edition code → what its readers call their language


@dataclass(frozen=True, slots=True)
class ShardView:
    """What the layout of a shard sees."""

    text: Html


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """The search page, planned every time, and the shards in groups; the first edition brings those of the words."""
    index = site.search
    if index is None:
        return
    yield "page", ""
    folders = [edition.code]
    if edition == site.config.editions[0]:
        folders.append(WORDS)
        yield LISTING, digest_of(sorted(index.digests))
    for folder in folders:
        for group in range(GROUPS):
            digests = [index.digests.get(name, "") for name in shard_names(folder, group)]
            if any(digests):
                yield f"{folder} {group}", digest_of(digests)


def plan(site: Site, edition: Edition, part: str) -> Iterator[Page]:
    """The search page, the list of the shards that there are, or a group of shards."""
    info = site.info[edition.code]
    index = site.search
    assert index is not None  # or there would be no unit
    if part == "page":
        pair = {each.code: site.url(each.address, FOLDER) for each in site.config.editions}
        yield Page(pair[edition.code], "search.html", info, _view(site, edition, pair), "search page")
    elif part == LISTING:
        yield _shard(site, edition, f"{LISTING}.json", _listing(site, index))
    else:
        folder, group = part.split(" ")
        for name in shard_names(folder, int(group)):
            if name in index.digests:
                yield _shard(site, edition, f"{name}.txt", index.text(name))


def _view(site: Site, edition: Edition, pair: dict[str, str]) -> SearchView:
    title = site.info[edition.code].words["search"]
    return SearchView(
        head=head(site, edition, pair[edition.code], title, "", pair, index=False),
        switches=switches(site, edition, pair),
        title=title,
        host=site.config.base_url.split("//", 1)[1].rstrip("/"),
        shards=site.url(FOLDER),
        languages={each.code: each.name for each in site.config.editions},
    )


def _listing(site: Site, index: SearchIndex) -> str:
    """For the words and for each edition, in their order, which shards there are: a bit each, as hexadecimal."""
    found = {}
    for folder in (WORDS, *(each.code for each in site.config.editions)):
        names = shard_names(folder)
        bits = sum(1 << number for number, name in enumerate(names) if name in index.digests)
        found[folder] = f"{bits:0{len(names) // 4}x}"
    return json.dumps(found)


def _shard(site: Site, edition: Edition, name: str, text: str) -> Page:
    url = site.url(FOLDER, *name.split("/"))
    return Page(url, SHARD, site.info[edition.code], ShardView(Html(text)), "search index")
