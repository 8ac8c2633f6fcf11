"""The library: every article of a site, paired and shelved by month, kept between builds.

`update` takes in the rows that changed and gives the `Site` of a moment. What it costs depends on the stories that
changed and on the shelves they stand on, not on the size of the archive: shelves that no change touches stay the
same objects with the same digests, and stories that nobody asks for are not loaded. `generator/saved.py` keeps a
library for the next process.
"""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING

from generator.digest import digest, digest_bytes
from generator.plain import followed
from generator.problems import Problem, Where
from generator.references import media_of
from generator.shelves import HIDDEN, PAGES, EditionIndex, Entry, Shelf, shelf_name
from generator.shelving import Shelving
from generator.site import (
    DRAFT,
    PUBLISHED,
    SCHEDULED,
    Site,
    Story,
    address_of,
    complete,
    is_breaking,
    is_live,
    state_of,
)
from generator.tables import Table, join
from generator.terms import Terms, Uses, fold, gather_terms, registry_of, texts_of, with_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.model import Article, Config, Document, MediaFile
    from generator.rows import Row
    from generator.saved import Saved
    from generator.search import SearchIndex

    ShelfKey = tuple[str, str]  # edition, name


class Library:
    """The articles of a site under one config; its lifetime is a build's, or a server's."""

    def __init__(
        self,
        config: Config,
        documents: Mapping[str, Document],
        saved: Saved,
        drafts: bool = False,
        search: SearchIndex | None = None,
    ) -> None:
        self.config = config
        self.documents = documents
        self.saved = saved
        self.search = search if config.search else None
        self.states: tuple[str, ...] = (PUBLISHED, DRAFT, SCHEDULED) if drafts else (PUBLISHED,)
        self.media: dict[str, MediaFile] = {}
        self.registries = {each.field: registry_of(each) for each in config.taxonomies}
        self.terms = Terms({})
        self.rows: Table[Row] = Table(saved.row, saved.paths)
        self.paths: Table[set[str]] = Table(saved.paths_of, saved.story_names)  # story → paths of its rows
        self.stories: Table[Story] = Table(self._story, saved.story_names)
        self.by_path: Table[Article] = Table(self._published, saved.paths)
        self.addresses: Table[str] = Table(self._address, saved.paths)
        self.short_names: Table[set[str]] = Table(saved.stories_called, saved.short_names)
        self.linking: Table[set[str]] = Table(saved.linking, lambda: ())  # what a link names → paths of articles
        # What follows is small, and loaded whole.
        self.then: datetime | None = None  # the moment of the last site
        self.shelves: dict[ShelfKey, Shelf] = {}
        self.uses = Uses()
        self.events: list[tuple[float, str]] = []  # when which story's state changes by itself
        self.shown_by: dict[str, set[str]] = {}  # media path → stories
        self.visible: Counter[str] = Counter()  # media path → stories with a published article that shows it
        self.unpublished: dict[str, str] = {}  # path → address of the articles that no page is made of now
        self.row_problems: dict[str, tuple[Problem, ...]] = {}
        self.story_problems: dict[str, tuple[Problem, ...]] = {}
        self.term_problems: tuple[Problem, ...] = ()

    def update(self, rows: Mapping[str, Row | None], media: Mapping[str, MediaFile | None], now: datetime) -> Site:
        """The site of a moment after some rows and media files changed (None: gone)."""
        changed = self._named(rows) | self._take_media(media) | self._due(now)
        # What a story was has to be known before any of it changes.
        before = {name: found for name in changed if (found := self.stories.find(name))}
        self._take_rows(rows)
        completed = {name: complete(self._articles(name), self.config) for name in sorted(changed)}
        for name in changed:
            for article in before[name].told if name in before else ():
                self.uses.take(article, -1)
            for article in completed[name][0]:
                self.uses.take(article, 1)
        changed |= self._retell(completed)
        shelving = Shelving(self)
        olds = {name: self.stories.find(name) for name in sorted(changed)}
        for name, old in olds.items():
            shelving.forget(name, old)  # all of them before any is put back: a file may have changed its story
        for name, old in olds.items():
            told, problems = completed.get(name) or (old.told if old else [], list(old.problems) if old else [])
            if told:
                shelving.shelve(self._made(name, told, problems, now), now)
        self.then = now
        if self.search:
            self.search.note(changed)
        for key, changes in shelving.entries(self._site(now, {})).items():
            self._rebuild(key, changes)
        return self._site(now, self._editions())

    def problems(self) -> Iterable[Problem]:
        """What is wrong with files, stories and terms; not yet with what they refer to."""
        for found in (*self.row_problems.values(), *self.story_problems.values()):
            yield from found
        yield from self.term_problems

    def shown_files(self) -> Iterable[str]:
        """The pictures and files that published articles show or link to; no draft's picture is among them."""
        return (path for path, count in self.visible.items() if count and path in self.media)

    def next_event(self) -> float | None:
        """When (POSIX seconds) the next article is published or expires by itself."""
        return self.events[0][0] if self.events else None

    def has_news_of(self, path: str) -> bool:
        """Whether this process knows more of a content file than what the memo says."""
        return path in self.rows.known or path in self.row_problems

    def _articles(self, name: str) -> list[Article]:
        found = (self.rows[path].article for path in sorted(self.paths.find(name) or ()))
        return [article for article in found if article]

    def _named(self, rows: Mapping[str, Row | None]) -> set[str]:
        """The stories of some rows, as they were and as they are to be."""
        pairs = ((self.rows.find(path), row) for path, row in rows.items())
        return {row.article.story for pair in pairs for row in pair if row and row.article}

    def _take_rows(self, rows: Mapping[str, Row | None]) -> None:
        for path, row in rows.items():
            old = self.rows.find(path)
            if old and old.article:
                (self.paths.find(old.article.story) or set()).discard(path)
            self.rows.set(path, row)
            self.row_problems.pop(path, None)
            if row and row.problems:
                self.row_problems[path] = row.problems
            if row and row.article:
                join(self.paths, row.article.story, path)

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
                stale |= {entry.story for entry in shelf.by_term[key]}
        return stale - completed.keys()

    def _place(self, field: str, folded: str, edition: str) -> Where:
        """An article that has a term; looked for only where a problem needs a place."""
        for name in sorted(self.paths):
            for article in complete(self._articles(name), self.config)[0]:
                if edition in ("", article.edition) and any(fold(text) == folded for text in texts_of(article, field)):
                    return Where(article.path, article.line_of(field))
        return Where("config.yaml")

    def _story(self, name: str) -> Story | None:
        """A story as it was at the moment of the last site."""
        told, found = complete(self._articles(name), self.config)
        return self._made(name, told, found, self.then) if told and self.then else None

    def _made(self, name: str, told: list[Article], found: list[Problem], now: datetime) -> Story:
        articles = tuple(with_ids(article, self.registries) for article in told)
        urls = {article.path: address_of(article, self.config, self.terms) for article in articles}
        live = {article.edition: article for article in articles if state_of(article, now) in self.states}
        media = tuple(dict.fromkeys(path for article in articles for path in media_of(article)))
        outdated = frozenset(
            each.edition
            for each in articles
            for original in articles
            if each.translated
            and each.original == original.edition
            and each.translated != followed(original, self.documents[original.path])
        )
        told_by = []
        for article in articles:
            told_by += [article.edition, self.rows[article.path].meta, urls[article.path], state_of(article, now)]
            told_by += ["live"] if live.get(article.edition) is article else []
            told_by += ["breaking"] if is_breaking(article, now) else []
            told_by += ["is live"] if is_live(article, now) else []
            told_by += ["ahead"] if article.live and article.updated and article.updated > now else []
            told_by += ["outdated"] if article.edition in outdated else []
            told_by += [self.terms.digest(field, id) for field, ids in article.terms for id in ids]
        told_by += [digest(self.media.get(path)) for path in media]
        return Story(
            name=name,
            articles=articles,
            told=told,
            live=live,
            places={article.path: (article.edition, shelf_name(article)) for article in articles},
            media=media,
            shown=tuple(dict.fromkeys(path for article in live.values() for path in media_of(article))),
            addresses=urls,
            digest=digest_bytes("\0".join(told_by).encode()),
            outdated=outdated,
            problems=tuple(found),
        )

    def _of_path(self, path: str) -> Story | None:
        row = self.rows.find(path)
        return self.stories.find(row.article.story) if row and row.article else None

    def _published(self, path: str) -> Article | None:
        story = self._of_path(path)
        return next((each for each in story.live.values() if each.path == path), None) if story else None

    def _address(self, path: str) -> str | None:
        story = self._of_path(path)
        return story.addresses.get(path) if story else None

    def _rebuild(self, key: ShelfKey, changes: dict[str, Entry | None]) -> None:
        old = self.shelves.get(key)
        kept = {entry.path: entry for entry in old.entries} if old else {}
        for path, entry in changes.items():
            if entry is None:
                kept.pop(path, None)
            else:
                kept[path] = entry
        self.saved.stale_shelves.add(key)
        if kept:
            self.shelves[key] = Shelf.of(*key, kept.values())
        else:
            self.shelves.pop(key, None)

    def _editions(self) -> dict[str, EditionIndex]:
        editions = {}
        for edition in self.config.editions:
            own = {name: shelf for (code, name), shelf in self.shelves.items() if code == edition.code}
            pages, hidden = own.pop(PAGES, None), own.pop(HIDDEN, None)
            months = tuple(own[name] for name in sorted(own, reverse=True))
            editions[edition.code] = EditionIndex(edition, months, pages, hidden, self.stories)
        return editions

    def _site(self, now: datetime, editions: dict[str, EditionIndex]) -> Site:
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
            shown=self.visible,
            search=self.search,
        )
