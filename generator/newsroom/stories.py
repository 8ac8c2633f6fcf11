"""The stories of a site as the desk lists them, kept from one look to the next, and found by words and state."""

from __future__ import annotations

import heapq
import threading
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.desk.translations import COMPLETE, MISSING, OUTDATED, translations_of
from generator.hindi import norm_key
from generator.paths import CONFIG, is_article, story_of
from generator.registry import SECTION
from generator.site import PUBLISHED, state_of, turning_points
from generator.tables import Table

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import datetime

    from generator.model import Article
    from generator.problems import Problem
    from generator.serve import Server
    from generator.site import Site, Story

UNLISTED, PROBLEMS, ALL = "unlisted", "problems", "all"
SHOWS = (ALL, PUBLISHED, "scheduled", "draft", "expired", UNLISTED, COMPLETE, MISSING, OUTDATED, PROBLEMS)
AT_ONCE = 100  # stories that are looked at before a build may go on
PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """An article on the desk."""

    path: str
    edition: str
    title: str
    url: str
    state: str
    unlisted: bool
    outdated: bool  # older than the text that it was translated from


@dataclass(frozen=True, slots=True)
class DeskStory:
    """A story on the desk: so small that those of a whole archive are at hand."""

    name: str
    date: datetime | None  # the newest of its articles'
    section: str
    authors: tuple[str, ...]
    articles: tuple[DeskArticle, ...]
    missing: tuple[str, ...]  # editions that lack it
    words: str  # what it is found by


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for."""

    text: str = ""
    section: str = ""
    edition: str = ""
    show: str = ALL
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: one page of it, and how many there are of each kind."""

    stories: tuple[DeskStory, ...]
    counts: Counter[str]
    pages: int


class Stories:
    """All stories of a served site; its lifetime is the server's."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.server.stale = None  # nothing of it was looked at here
        self.by_name: dict[str, DeskStory] = {}
        self.names: dict[str, str] = {}  # path → story
        self.ordered: list[DeskStory] = []
        self.turns: list[tuple[float, str]] = []  # when which story changes by itself
        self._looking = threading.Lock()

    def refresh(self) -> Site | None:
        """Looks at the stories that have changed since the last look; the site that they are of."""
        with self._looking:
            with self.server.building:
                later, stale = self.server.builder.later, self.server.stale
                if later is None:
                    return None
                self.server.stale = set()
                site = later.job.site
                names = self._stale(site, stale)
            for start in range(0, len(names), AT_ONCE):
                with self.server.building:
                    for name in names[start : start + AT_ONCE]:
                        self._look(site, name)
            if names:
                self.ordered = sorted(self.by_name.values(), key=_newest_first)
            return site

    def _stale(self, site: Site, stale: set[str] | None) -> list[str]:
        """The stories that may have changed: by their files, or by the clock."""
        if stale is None or CONFIG in stale:
            self.by_name, self.names, self.turns = {}, {}, []
            return self._names(site)
        names = {self.names.get(path) for path in stale} | {self._story_of(path) for path in stale if is_article(path)}
        while self.turns and self.turns[0][0] <= site.now.timestamp():
            names.add(heapq.heappop(self.turns)[1])
        return [name for name in names if name]

    def _names(self, site: Site) -> list[str]:
        """The names of all stories: no story is loaded for it."""
        stories = site.stories
        return stories.names() if isinstance(stories, Table) else list(stories)

    def _story_of(self, path: str) -> str | None:
        reading = self.server.builder.reading
        row = reading.library.rows.find(path) if reading and reading.library else None
        return row.article.story if row and row.article else None

    def _look(self, site: Site, name: str) -> None:
        story = site.stories.get(name)
        if story is None:
            self.by_name.pop(name, None)
            return
        first = story.articles[0]
        lacking = [each for each in translations_of(site, story) if each.state == MISSING]
        self.by_name[name] = DeskStory(
            name=name,
            date=max((each.date for each in story.articles if each.date), default=None),
            section=first.section,
            authors=dict(first.terms).get("authors", ()),
            articles=tuple(_article(site, story, each) for each in story.articles),
            missing=tuple(each.edition for each in lacking),
            words=_words(site, story.articles),
        )
        self.names |= dict.fromkeys((each.path for each in story.articles), name)
        for moment in (moment for each in story.articles for moment in turning_points(each)):
            if moment > site.now:
                heapq.heappush(self.turns, (moment.timestamp(), name))

    def troubled(self, site: Site, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
        """What is wrong with each story, its files included that cannot be used at all."""
        codes = tuple(edition.code for edition in site.config.editions)
        found: dict[str, list[Problem]] = {}
        for each in problems:
            path = each.where.path
            if is_article(path):
                found.setdefault(self.names.get(path) or story_of(path, codes)[0], []).append(each)
        return found

    def find(self, wanted: Wanted, troubled: Container[str]) -> Found:
        """The stories that somebody looks for, newest first; `troubled` are the names of those with problems."""
        words = norm_key(wanted.text).split()
        counts: Counter[str] = Counter()
        shown: list[DeskStory] = []
        for each in self.ordered:
            if not all(word in each.words for word in words):
                continue
            if wanted.section not in ("", each.section):
                continue
            kinds = _kinds(each, wanted.edition, each.name in troubled)
            counts.update(kinds)
            if wanted.show in kinds:
                shown.append(each)
        pages = max(1, -(-len(shown) // PER_PAGE))
        start = (min(max(wanted.page, 1), pages) - 1) * PER_PAGE
        return Found(tuple(shown[start : start + PER_PAGE]), counts, pages)


def _kinds(story: DeskStory, edition: str, hurt: bool) -> set[str]:
    """What a story counts as, in one edition or in all of them."""
    articles = [each for each in story.articles if edition in ("", each.edition)]
    kinds = {each.state for each in articles}
    if any(each.unlisted for each in articles):
        kinds.add(UNLISTED)
    if any(each.outdated for each in articles):
        kinds.add(OUTDATED)
    if (edition in story.missing) if edition else story.missing:
        kinds.add(MISSING)
    elif len(story.articles) > 1 and not any(each.outdated for each in story.articles):
        kinds.add(COMPLETE)
    if hurt and articles:
        kinds.add(PROBLEMS)
    return kinds | {ALL} if articles else kinds


def _article(site: Site, story: Story, article: Article) -> DeskArticle:
    return DeskArticle(
        path=article.path,
        edition=article.edition,
        title=article.title,
        url=story.addresses[article.path],
        state=state_of(article, site.now),
        unlisted=article.unlisted,
        outdated=article.edition in story.outdated,
    )


def _newest_first(story: DeskStory) -> tuple[float, str]:
    return (-story.date.timestamp() if story.date else float("inf"), story.name)


def _words(site: Site, articles: Iterable[Article]) -> str:
    """The words of a story's headlines, name and terms, in every language, alike however they are spelt."""
    found: list[str] = []
    for article in articles:
        found += (article.title, article.path)
        terms = [(SECTION, article.section)] if article.section else []
        terms += [(field, id) for field, ids in article.terms for id in ids]
        found += (name.name for key in terms for _, name in site.terms.get(*key).names)
    return norm_key(" ".join(dict.fromkeys(found)))
