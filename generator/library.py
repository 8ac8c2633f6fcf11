"""The library: every article of a site, paired and shelved by month, kept between the builds of one process.

`update` takes in the rows that changed and gives the `Site` of a moment. What it costs depends on the stories that
changed and on the shelves they stand on, not on the size of the archive: shelves that no change touches stay the
same objects with the same digests.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.digest import digest, digest_bytes
from generator.paths import beside
from generator.problems import Problem, Where
from generator.references import target_digest
from generator.shelves import HIDDEN, PAGES, EditionIndex, Shelf, month_of
from generator.site import (
    DRAFT,
    PUBLISHED,
    SCHEDULED,
    Site,
    Story,
    address_of,
    complete,
    is_breaking,
    state_of,
    turning_points,
)
from generator.terms import Terms, Uses, fold, gather_terms, registry_of, texts_of, with_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.model import Article, Config, Document, MediaFile
    from generator.rows import Row

    ShelfKey = tuple[str, str]  # edition, name
    Dirty = dict[ShelfKey, dict[str, Article | None]]  # shelf → path → the article that it gains, or None


class Library:
    """The articles of a site under one config; its lifetime is a build's, or a server's."""

    def __init__(self, config: Config, documents: Mapping[str, Document], drafts: bool = False) -> None:
        self.config = config
        self.documents = documents
        self.states = (PUBLISHED, DRAFT, SCHEDULED) if drafts else (PUBLISHED,)
        self.rows: dict[str, Row] = {}
        self.media: dict[str, MediaFile] = {}
        self.paths: dict[str, set[str]] = {}  # story → paths of its rows
        self.stories: dict[str, Story] = {}
        self.shelves: dict[ShelfKey, Shelf] = {}
        self.registries = {each.field: registry_of(each) for each in config.taxonomies}
        self.uses = Uses()
        self.terms = Terms({})
        self.by_path: dict[str, Article] = {}
        self.short_names: dict[str, dict[str, None]] = {}
        self.addresses: dict[str, str] = {}
        self.shown_by: dict[str, set[str]] = {}  # media path → stories
        self.events: list[tuple[float, str]] = []  # when which story's state changes by itself
        self.targets: dict[ShelfKey, str] = {}  # shelf → digest of what its articles link to
        self.linked_by: dict[str, set[ShelfKey]] = {}  # story, or last segment of its name → shelves
        self.unpublished: set[str] = set()  # paths of articles that no page is made of now
        self.touched: set[str] = set()  # names and paths of stories that changed since the last site
        self.term_problems: tuple[Problem, ...] = ()

    def update(self, rows: Mapping[str, Row | None], media: Mapping[str, MediaFile | None], now: datetime) -> Site:
        """The site of a moment after some rows and media files changed (None: gone)."""
        changed = self._take_rows(rows) | self._take_media(media) | self._due(now)
        before = {name: self.stories[name] for name in changed if name in self.stories}
        completed = {name: complete(self._articles(name), self.config) for name in sorted(changed)}
        for name in changed:
            for article in before[name].articles if name in before else ():
                self.uses.take(article, -1)
            for article in completed[name][0]:
                self.uses.take(article, 1)
        changed |= self._retell(completed)
        dirty: Dirty = {}
        for name in sorted(changed):
            old = self.stories.get(name)
            articles, found = completed.get(name) or (old.told if old else [], list(old.problems) if old else [])
            self._forget(name, old, dirty)
            if articles:
                self._shelve(name, articles, found, now, dirty)
        for key, changes in dirty.items():
            self._rebuild(key, changes)
        site = self._site(now)
        self._aim(site, dirty.keys())
        return site

    def problems(self) -> Iterable[Problem]:
        """What is wrong with files, stories and terms; not yet with what they refer to."""
        for row in self.rows.values():
            yield from row.problems
        for story in self.stories.values():
            yield from story.problems
        yield from self.term_problems

    def shown_files(self) -> Iterable[str]:
        """The pictures and files that published articles show or link to; no draft's picture is among them."""
        for path, names in self.shown_by.items():
            live = (article for name in names for article in self.stories[name].live.values())
            if path in self.media and any(path in _media_of(article) for article in live):
                yield path

    def next_event(self) -> float | None:
        """When (POSIX seconds) the next article is published or expires by itself."""
        return self.events[0][0] if self.events else None

    def _articles(self, name: str) -> list[Article]:
        found = (self.rows[path].article for path in self.paths.get(name, ()))
        return [article for article in found if article]

    def _take_rows(self, rows: Mapping[str, Row | None]) -> set[str]:
        changed = set()
        for path, row in rows.items():
            old = self.rows.pop(path, None)
            if old and old.article:
                changed.add(old.article.story)
                self.paths[old.article.story].discard(path)
            if row is None:
                continue
            self.rows[path] = row
            if row.article:
                changed.add(row.article.story)
                self.paths.setdefault(row.article.story, set()).add(path)
        return changed

    def _take_media(self, media: Mapping[str, MediaFile | None]) -> set[str]:
        changed: set[str] = set()
        for path, file in media.items():
            if file is None:
                self.media.pop(path, None)
            else:
                self.media[path] = file
            changed |= self.shown_by.get(path, set())
        return changed

    def _due(self, now: datetime) -> set[str]:
        moment, due = now.timestamp(), set()
        while self.events and self.events[0][0] <= moment:
            due.add(heapq.heappop(self.events)[1])
        return {name for name in due if name in self.stories}

    def _retell(self, completed: Mapping[str, object]) -> set[str]:
        """Gathers the terms anew where their uses changed; the stories whose terms got another name by it."""
        if not self.uses.changed and self.terms.by_id:
            return set()
        self.uses.changed = False
        terms, found = gather_terms(self.uses, self.config, self._place)
        self.term_problems = tuple(found)
        different = {key for key, term in terms.by_id.items() if self.terms.by_id.get(key) != term}
        self.terms = terms
        stale = set()
        for shelf in self.shelves.values():
            for key in different & shelf.by_term.keys():
                stale |= {article.story for article in shelf.by_term[key]}
        return stale - completed.keys()

    def _place(self, field: str, folded: str, edition: str) -> Where:
        """An article that has a term; looked for only where a problem needs a place."""
        for name in sorted(self.paths):
            for article in complete(self._articles(name), self.config)[0]:
                if edition in ("", article.edition) and any(fold(text) == folded for text in texts_of(article, field)):
                    return Where(article.path, article.line_of(field))
        return Where("config.yaml")

    def _forget(self, name: str, old: Story | None, dirty: Dirty) -> None:
        if old is None:
            return
        for article in old.live.values():
            dirty.setdefault(old.places[article.path], {})[article.path] = None
            self.by_path.pop(article.path, None)
        for article in old.articles:
            self.addresses.pop(article.path, None)
            self.unpublished.discard(article.path)
        for path in old.media:
            self.shown_by[path].discard(name)
        short = name.rpartition("/")[2]
        self.short_names.get(short, {}).pop(name, None)
        if not self.short_names.get(short):
            self.short_names.pop(short, None)
        del self.stories[name]
        self.touched |= {name, short, *old.places}

    def _shelve(
        self,
        name: str,
        told: list[Article],
        found: list[Problem],
        now: datetime,
        dirty: Dirty,
    ) -> None:
        articles = tuple(with_ids(article, self.registries) for article in told)
        urls = {article.path: address_of(article, self.config, self.terms) for article in articles}
        live = {article.edition: article for article in articles if state_of(article, now) in self.states}
        media = tuple(dict.fromkeys(path for article in articles for path in _media_of(article)))
        told_by = []
        for article in articles:
            told_by += [article.edition, self.rows[article.path].meta, urls[article.path], state_of(article, now)]
            told_by += ["live"] if live.get(article.edition) is article else []
            told_by += ["breaking"] if is_breaking(article, now) else []
            told_by += [self.terms.digest(field, id) for field, ids in article.terms for id in ids]
        told_by += [digest(self.media.get(path)) for path in media]
        story = Story(
            name=name,
            articles=articles,
            told=told,
            live=live,
            places={article.path: (article.edition, shelf_name(article)) for article in articles},
            media=media,
            digest=digest_bytes("\0".join(told_by).encode()),
            problems=tuple(found),
        )
        self.stories[name] = story
        self.touched |= {name, name.rpartition("/")[2], *story.places}
        for article in live.values():
            dirty.setdefault(story.places[article.path], {})[article.path] = article
            self.by_path[article.path] = article
        if live:
            self.short_names.setdefault(name.rpartition("/")[2], {})[name] = None
        self.addresses |= urls
        self.unpublished |= {article.path for article in articles if live.get(article.edition) is not article}
        for path in media:
            self.shown_by.setdefault(path, set()).add(name)
        for article in articles:
            for moment in turning_points(article):
                if moment > now and not article.draft:
                    heapq.heappush(self.events, (moment.timestamp(), name))

    def _rebuild(self, key: ShelfKey, changes: dict[str, Article | None]) -> None:
        old = self.shelves.get(key)
        kept = {article.path: article for article in old.articles} if old else {}
        for path, article in changes.items():
            if article is None:
                kept.pop(path, None)
            else:
                kept[path] = article
        if kept:
            stories = {article.path: self.stories[article.story].digest for article in kept.values()}
            bodies = {path: self.rows[path].body for path in kept}
            self.shelves[key] = Shelf.of(key, kept.values(), stories, bodies)
        else:
            self.shelves.pop(key, None)

    def _aim(self, site: Site, rebuilt: Iterable[ShelfKey]) -> None:
        """Digests anew what the articles of a shelf link to, where the shelf or anything they link to has changed."""
        stale = set(rebuilt)
        for name in self.touched:
            stale |= self.linked_by.get(name, set())
        self.touched = set()
        for key in stale:
            shelf = self.shelves.get(key)
            if shelf is None:
                self.targets.pop(key, None)
                continue
            self.targets[key] = target_digest(site, shelf.articles)
            for article in shelf.articles:
                for target in article.links:
                    self.linked_by.setdefault(_meant(target, article), set()).add(key)

    def _site(self, now: datetime) -> Site:
        editions = {}
        for edition in self.config.editions:
            own = {name: shelf for (code, name), shelf in self.shelves.items() if code == edition.code}
            pages, hidden = own.pop(PAGES, None), own.pop(HIDDEN, None)
            months = tuple(own[name] for name in sorted(own, reverse=True))
            editions[edition.code] = EditionIndex(edition, months, pages, hidden)
        return Site(
            config=self.config,
            now=now,
            terms=self.terms,
            editions=editions,
            stories=self.stories,
            by_path=self.by_path,
            short_names=self.short_names,
            addresses=self.addresses,
            documents=self.documents,
            media=self.media,
            targets=self.targets,
        )


def shelf_name(article: Article) -> str:
    """The shelf of its edition that an article stands on: its month, the static pages, or the unlisted ones."""
    if article.unlisted:
        return HIDDEN
    return PAGES if article.is_page else month_of(article)


def _meant(target: str, article: Article) -> str:
    """What a link names: a story, as written, or the path of a file."""
    path = unquote(target.partition("#")[0])
    return path.removeprefix("story:").strip("/") if path.startswith("story:") else beside(path, article.path)


def _media_of(article: Article) -> Iterable[str]:
    """The paths of the pictures and files that an article names, whether they are there or not."""
    if article.image:
        yield article.image.path
    for target in article.files:
        place = beside(target, article.path)
        if place:
            yield place
