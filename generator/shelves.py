"""Shelves: an edition's articles by month, with the digests that say whether anything on a shelf has changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from generator.digest import digest_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.model import Article, Edition
    from generator.site import Story

PAGES, HIDDEN, UNDATED = "pages", "hidden", "0000-00"
TermKey = tuple[str, str]  # taxonomy field, term id
OrderKey = tuple[float, str]


def order_key(article: Article) -> OrderKey:
    """Sorts articles from the newest: by date, undated ones last, then by path."""
    return (-article.date.timestamp() if article.date else float("inf"), article.path)


def month_of(article: Article) -> str:
    """The month of an article's date, as it sorts: 2024-06."""
    return f"{article.date:%Y-%m}" if article.date else UNDATED


def shelf_name(article: Article) -> str:
    """The shelf of its edition that an article stands on: its month, the static pages, or the unlisted ones."""
    if article.unlisted:
        return HIDDEN
    return PAGES if article.is_page else month_of(article)


def renewed(article: Article) -> datetime | None:
    """When a story last had news in it, as its author says."""
    return max((each for each in (article.date, article.updated) if each), default=None)


def modified(article: Article) -> datetime | None:
    """When a story last changed, as its author says: it had news in it, or was corrected."""
    corrected = article.corrections[-1].date if article.corrections else None
    return max((each for each in (article.date, article.updated, corrected) if each), default=None)


class Entry(NamedTuple):
    """An article on its shelf: so small that those of a whole archive are at hand, sorted from the newest."""

    order: float
    path: str
    story: str
    told: str  # digest of the story: everything but the bodies
    body: str  # digest of the body
    targets: str  # digest of what its links lead to
    title: str
    url: str
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    live: tuple[str, ...]  # the editions in which the story is published
    pair: tuple[tuple[str, str], ...]  # the addresses of its published, listed articles by edition
    pinned: bool
    moved: bool  # it has aliases, or is withdrawn
    modified: float  # POSIX seconds; 0 where it has no date
    updates: int  # of a live story
    corrected: tuple[float, ...]  # when, POSIX seconds, the oldest first
    beside: tuple[tuple[str, str], ...]  # edition and shelf of each article that it can be read beside
    short: str  # the last part of its short address; empty where it has none


@dataclass(frozen=True, slots=True)
class Shelf:
    """One month of an edition, or its static or its unlisted pages."""

    edition: str
    name: str
    entries: tuple[Entry, ...]  # newest first
    by_term: dict[TermKey, tuple[Entry, ...]]
    pinned: tuple[Entry, ...]
    moved: tuple[Entry, ...]
    told_live: tuple[Entry, ...]  # live stories
    corrected: tuple[Entry, ...]
    beside: tuple[Entry, ...]  # what can be read beside a translation
    beside_shelves: tuple[tuple[str, str], ...]  # where those translations stand
    modified: float  # the newest date or update, POSIX seconds; 0 where there is none
    digest: str  # of the stories
    bodies: str  # of the stories, their bodies and what those link to
    term_digests: dict[TermKey, str]

    @classmethod
    def of(cls, edition: str, name: str, entries: Iterable[Entry]) -> Shelf:
        """The shelf that holds some entries."""
        ordered = tuple(sorted(entries))
        places: dict[TermKey, list[int]] = {}
        for place, entry in enumerate(ordered):
            for field_name, ids in entry.terms:
                for term in ids:
                    places.setdefault((field_name, term), []).append(place)
        return cls._laid_out(
            edition,
            name,
            ordered,
            places,
            digest_of(entry.told for entry in ordered),
            digest_of(f"{entry.told} {entry.body} {entry.targets}" for entry in ordered),
            {term: digest_of(ordered[place].told for place in found) for term, found in places.items()},
        )

    @classmethod
    def _laid_out(
        cls,
        edition: str,
        name: str,
        entries: tuple[Entry, ...],
        places: Mapping[TermKey, Iterable[int]],
        digest: str,
        bodies: str,
        term_digests: dict[TermKey, str],
    ) -> Shelf:
        forms = [entry for entry in entries if entry.updates or entry.corrected or entry.beside]  # few of many
        return cls(
            edition=edition,
            name=name,
            entries=entries,
            by_term={term: tuple(map(entries.__getitem__, found)) for term, found in places.items()},
            pinned=tuple(entry for entry in entries if entry.pinned),
            moved=tuple(entry for entry in entries if entry.moved),
            told_live=tuple(entry for entry in forms if entry.updates),
            corrected=tuple(entry for entry in forms if entry.corrected),
            beside=tuple(entry for entry in forms if entry.beside),
            beside_shelves=tuple(sorted({place for entry in forms for place in entry.beside})),
            modified=max((entry.modified for entry in entries), default=0.0),
            digest=digest,
            bodies=bodies,
            term_digests=term_digests,
        )

    def pack(self) -> tuple[object, ...]:
        """The shelf as a plain tuple, with what it would take time to find out again."""
        places = {entry.path: place for place, entry in enumerate(self.entries)}
        by_term = {term: tuple(places[entry.path] for entry in found) for term, found in self.by_term.items()}
        return tuple(map(tuple, self.entries)), by_term, self.digest, self.bodies, self.term_digests

    @classmethod
    def unpack(cls, edition: str, name: str, packed: Any) -> Shelf:  # noqa: ANN401 # a plain tuple out of the memo
        """A shelf out of a plain tuple."""
        entries, *others = packed
        return cls._laid_out(edition, name, tuple(map(Entry._make, entries)), *others)

    def term_digest(self, term: TermKey | None) -> str:
        """The digest of the stories that have a term, or of all."""
        return self.digest if term is None else self.term_digests.get(term, NO_STORIES)

    def find(self, key: OrderKey) -> Entry | None:
        """The entry that stands at a place, if there is one."""
        place = bisect_left(self.entries, key)
        found = self.entries[place : place + 1]
        return found[0] if found and found[0][:2] == key else None


def digest_of(digests: Iterable[str]) -> str:
    """A digest of digests, in their order."""
    return digest_bytes("\n".join(digests).encode())


NO_STORIES = digest_of(())


class Chain(Sequence["Article"]):
    """Articles, newest first, across the months of an edition, without a copy of them all."""

    __slots__ = ("_ends", "_months", "_parts", "_stories", "edition", "term")

    def __init__(
        self, edition: str, months: Sequence[Shelf], stories: Mapping[str, Story], term: TermKey | None = None
    ) -> None:
        self.edition = edition
        self.term = term
        self._stories = stories
        self._months = [shelf for shelf in months if term is None or term in shelf.by_term]
        self._parts = [shelf.entries if term is None else shelf.by_term[term] for shelf in self._months]
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
            return tuple(self._stories[entry.story].live[self.edition] for entry in self.entries(start, stop))
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(index)
        return self._stories[next(self.entries(number, number + 1)).story].live[self.edition]

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """The entries between two places."""
        start, stop = max(start, 0), len(self) if stop is None else min(stop, len(self))
        part = bisect_left(self._ends, start + 1)
        while start < stop:
            before = self._ends[part - 1] if part else 0
            yield from self._parts[part][start - before : stop - before]
            start = self._ends[part]
            part += 1

    def place(self, key: OrderKey) -> int:
        """How many articles of the chain are newer than the one with a key, whether that is in the chain or not."""
        low, high = 0, len(self._parts)
        while low < high:
            middle = (low + high) // 2
            if self._parts[middle][-1] < key:
                low = middle + 1
            else:
                high = middle
        before = self._ends[low - 1] if low else 0
        return before if low == len(self._parts) else before + bisect_left(self._parts[low], key)

    def digests(self, start: int, stop: int) -> tuple[str, ...]:
        """Digests that change whenever an article between two places does; coarse, by whole months."""
        if start >= min(stop, len(self)):
            return ()
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._ends, min(stop, len(self)))
        place = f"{stop - start} from {start - (self._ends[first - 1] if first else 0)}"
        return (place, *(shelf.term_digest(self.term) for shelf in self._months[first : last + 1]))


@dataclass(frozen=True, slots=True)
class EditionIndex:
    """One edition's published articles as its lists need them."""

    edition: Edition
    months: tuple[Shelf, ...]  # newest first
    static: Shelf | None
    unlisted: Shelf | None
    stories: Mapping[str, Story]
    chains: dict[TermKey | None, Chain] = field(default_factory=dict)

    @property
    def news(self) -> Chain:
        """The listed stories, newest first."""
        return self._chain(None)

    @property
    def pages(self) -> tuple[Article, ...]:
        """The static pages, by weight and title."""
        found = self.on(self.static.entries) if self.static else ()
        return tuple(sorted(found, key=lambda article: (article.weight, article.title)))

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Every shelf of the edition."""
        return (*self.months, *(shelf for shelf in (self.static, self.unlisted) if shelf))

    def on(self, entries: Iterable[Entry]) -> tuple[Article, ...]:
        """The articles of some entries."""
        return tuple(self.stories[entry.story].live[self.edition.code] for entry in entries)

    def shelf(self, name: str) -> Shelf:
        """The shelf of a name."""
        return next(each for each in self.shelves if each.name == name)

    def with_term(self, term: TermKey) -> Chain:
        """The listed stories that have a term, newest first."""
        return self._chain(term)

    def _chain(self, term: TermKey | None) -> Chain:
        if term not in self.chains:
            self.chains[term] = Chain(self.edition.code, self.months, self.stories, term)
        return self.chains[term]
