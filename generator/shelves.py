"""Shelves: an edition's articles by month, with the digests that say whether anything on a shelf has changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from generator.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from generator.model import Article, Edition

PAGES, HIDDEN, UNDATED = "pages", "hidden", "0000-00"
TermKey = tuple[str, str]  # taxonomy field, term id


def order_key(article: Article) -> tuple[float, str]:
    """Sorts articles from the newest: by date, undated ones last, then by path."""
    return (-article.date.timestamp() if article.date else float("inf"), article.path)


def month_of(article: Article) -> str:
    """The month of an article's date, as it sorts: 2024-06."""
    return f"{article.date:%Y-%m}" if article.date else UNDATED


def modified(article: Article) -> datetime | None:
    """When a story last changed, as its author says."""
    return max((each for each in (article.date, article.updated) if each), default=None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One month of an edition, or its static or its unlisted pages."""

    edition: str
    name: str
    articles: tuple[Article, ...]  # newest first
    by_term: dict[TermKey, tuple[Article, ...]]
    stories: dict[str, str]  # path → digest of the story: everything but bodies
    pinned: tuple[Article, ...]
    moved: tuple[Article, ...]  # with aliases, or withdrawn
    modified: datetime | None  # the newest date or update
    digest: str  # of the stories
    bodies: str  # of the stories and their bodies
    term_digests: dict[tuple[TermKey | None, bool], str] = field(default_factory=dict)
    body_digests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, key: tuple[str, str], articles: Iterable[Article], stories: dict[str, str], bodies: dict[str, str]
    ) -> Shelf:
        """The shelf that holds some articles."""
        ordered = tuple(sorted(articles, key=order_key))
        by_term: dict[TermKey, list[Article]] = {}
        for article in ordered:
            for name, ids in article.terms:
                for term in ids:
                    by_term.setdefault((name, term), []).append(article)
        told = tuple(stories[article.path] for article in ordered)
        return cls(
            edition=key[0],
            name=key[1],
            articles=ordered,
            by_term={term: tuple(found) for term, found in by_term.items()},
            stories=stories,
            pinned=tuple(article for article in ordered if article.pinned),
            moved=tuple(article for article in ordered if article.aliases or article.gone),
            modified=max((found for article in ordered if (found := modified(article))), default=None),
            digest=digest(told),
            bodies=digest((told, tuple(bodies[article.path] for article in ordered))),
            body_digests=bodies,
        )

    def term_digest(self, term: TermKey | None, bodies: bool = False) -> str:
        """The digest of the stories that have a term, or of all, with their bodies or without."""
        if term is None:
            return self.bodies if bodies else self.digest
        if (term, bodies) not in self.term_digests:
            found = self.by_term.get(term, ())
            told = tuple(self.stories[article.path] for article in found)
            texts = tuple(self.body_digests[article.path] for article in found) if bodies else ()
            self.term_digests[term, bodies] = digest((told, texts))
        return self.term_digests[term, bodies]


class Chain(Sequence["Article"]):
    """Articles, newest first, across the months of an edition, without a copy of them all."""

    __slots__ = ("_ends", "_months", "_parts", "term")

    def __init__(self, months: Sequence[Shelf], term: TermKey | None = None) -> None:
        self.term = term
        self._months = [shelf for shelf in months if term is None or term in shelf.by_term]
        self._parts = [shelf.articles if term is None else shelf.by_term[term] for shelf in self._months]
        self._ends: list[int] = []
        count = 0
        for part in self._parts:
            count += len(part)
            self._ends.append(count)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self))
            return tuple(self._between(start, stop))
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(index)
        part = bisect_left(self._ends, number + 1)
        return self._parts[part][number - (self._ends[part - 1] if part else 0)]

    def _between(self, start: int, stop: int) -> Iterable[Article]:
        part = bisect_left(self._ends, start + 1)
        while start < stop:
            before = self._ends[part - 1] if part else 0
            yield from self._parts[part][start - before : stop - before]
            start = self._ends[part]
            part += 1

    def place(self, article: Article) -> int:
        """How many articles of the chain are newer than an article, whether that is in the chain or not."""
        month = month_of(article)
        part = bisect_left(self._months, True, key=lambda shelf: shelf.name <= month)
        before = self._ends[part - 1] if part else 0
        if part == len(self._parts) or self._months[part].name != month:
            return before
        return before + bisect_left(self._parts[part], order_key(article), key=order_key)

    def digests(self, start: int, stop: int, bodies: bool = False) -> tuple[str, ...]:
        """Digests that change whenever an article between two places does; coarse, by whole months."""
        if start >= min(stop, len(self)):
            return ()
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._ends, min(stop, len(self)))
        offset = str(start - (self._ends[first - 1] if first else 0))
        return (offset, *(shelf.term_digest(self.term, bodies) for shelf in self._months[first : last + 1]))


@dataclass(frozen=True, slots=True)
class EditionIndex:
    """One edition's published articles as its lists need them."""

    edition: Edition
    months: tuple[Shelf, ...]  # newest first
    static: Shelf | None
    unlisted: Shelf | None
    chains: dict[TermKey | None, Chain] = field(default_factory=dict)

    @property
    def news(self) -> Chain:
        """The listed stories, newest first."""
        return self._chain(None)

    @property
    def pages(self) -> tuple[Article, ...]:
        """The static pages, by weight and title."""
        found = self.static.articles if self.static else ()
        return tuple(sorted(found, key=lambda article: (article.weight, article.title)))

    @property
    def hidden(self) -> tuple[Article, ...]:
        """The unlisted pages: reachable, but in no list."""
        return self.unlisted.articles if self.unlisted else ()

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Every shelf of the edition."""
        return (*self.months, *(shelf for shelf in (self.static, self.unlisted) if shelf))

    def with_term(self, term: TermKey) -> Chain:
        """The listed stories that have a term, newest first."""
        return self._chain(term)

    def _chain(self, term: TermKey | None) -> Chain:
        if term not in self.chains:
            self.chains[term] = Chain(self.months, term)
        return self.chains[term]
