"""A library as the memo keeps it, so that the next process loads of it only what it is asked for."""

from __future__ import annotations

import heapq
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator.memo import seal
from generator.problems import Where, pack_problems, unpack_problems
from generator.rows import unpack
from generator.shelves import Shelf
from generator.terms import gather_terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from generator.library import Library
    from generator.memo import SharedMemo
    from generator.rows import Row
    from generator.tables import Table

TABLES = ("shelves", "names", "links")
PARTS = ("then", "uses", "events", "shown", "unpublished", "problems", "search")
MANY = 20_000  # values in memory from which a saved library lets go of what can be loaded again


class Saved:
    """What the memo holds of a library; nothing, until a library was restored from it or saved to it."""

    def __init__(self, memo: SharedMemo, zone: ZoneInfo) -> None:
        self.memo = memo
        self.zone = zone
        self.active = False
        self.parts: dict[str, object] = {}  # the small facts as the memo has them
        self.stale_shelves: set[tuple[str, str]] = set()
        self.stale_names: set[str] = set()
        self.new_links: list[tuple[str, str]] = []

    def row(self, path: str) -> Row | None:
        """The row of a content file."""
        value = self.memo.value("rows", path) if self.active else None
        return unpack(value, self.zone) if value else None

    def paths(self) -> Iterable[str]:
        """The paths of all content files."""
        return self.memo.column("paths") if self.active else ()

    def paths_of(self, story: str) -> set[str] | None:
        """The paths of a story's rows."""
        return self._set("paths of story", story)

    def story_names(self) -> Iterable[str]:
        """The names of all stories."""
        return self.memo.column("stories") if self.active else ()

    def stories_called(self, short: str) -> set[str] | None:
        """The published stories whose name ends so."""
        return self._set("stories called", short)

    def short_names(self) -> Iterable[str]:
        """The last segments of all published stories' names."""
        return self.memo.column("short names") if self.active else ()

    def linking(self, target: str) -> set[str] | None:
        """The paths of the articles that have ever linked to what is named so."""
        return self._set("linking to", target)

    def _set(self, question: str, name: str) -> set[str] | None:
        return set(self.memo.column(question, name)) or None if self.active else None

    def restore(self, library: Library, mark: str, now: datetime) -> bool:
        """Makes a new library what it was when it was saved under a mark; whether there is such a one from before."""
        memo = self.memo.open()
        if memo.fact("library") != mark or now < datetime.fromisoformat(str(memo.fact("library then"))):
            return False
        self.active = True
        self.parts = {name: memo.fact(f"library {name}") for name in PARTS}
        parts: dict[str, Any] = self.parts
        library.then = datetime.fromisoformat(parts["then"]).astimezone(self.zone)
        spellings, editions = parts["uses"]
        library.uses.spellings = {key: Counter(dict(found)) for key, found in spellings}
        library.uses.editions = {key: Counter(dict(found)) for key, found in editions}
        library.uses.changed = False
        library.events = list(parts["events"])
        heapq.heapify(library.events)
        shown_by, visible = parts["shown"]
        library.shown_by = {path: set(names) for path, names in shown_by}
        library.visible = Counter(dict(visible))
        library.unpublished = dict(parts["unpublished"])
        rows, stories, terms = parts["problems"]
        library.row_problems = {path: unpack_problems(found) for path, found in rows}
        library.story_problems = {name: unpack_problems(found) for name, found in stories}
        library.term_problems = unpack_problems(terms)
        if library.search:
            library.search.restore(parts["search"])
        for name, packed in memo.values("shelves"):
            edition, _, month = name.partition(" ")
            library.shelves[edition, month] = Shelf.unpack(edition, month, packed)
        # The problems of the terms are remembered, so that no place has to be looked for.
        library.terms, _ = gather_terms(library.uses, library.config, _nowhere)
        return True

    def suspend(self) -> None:
        """Says that the memo is about to hold newer rows than what was gathered from them."""
        self.memo.open().set_fact("library", "")

    def keep(self, library: Library, mark: str) -> None:
        """Puts into the memo what has changed of a library since it was restored or last saved."""
        memo = self.memo.open()
        if not self.active:
            memo.empty(*TABLES)
        if library.search:
            library.search.save(memo)
        facts = self._facts(library)
        for name in PARTS:
            if self.parts.get(name) != facts[name] or not self.active:
                memo.set_fact(f"library {name}", facts[name])
        self.parts = facts
        gone = {key for key in self.stale_shelves if key not in library.shelves}
        kept = ((key, library.shelves[key].pack()) for key in self.stale_shelves - gone)
        memo.put("shelves", ((" ".join(key), seal(packed)) for key, packed in kept))
        memo.drop("shelves", (" ".join(key) for key in gone))
        live = {name for name in self.stale_names if (story := library.stories.find(name)) and story.live}
        memo.put("names", ((name, name.rpartition("/")[2]) for name in live))
        memo.drop("names", self.stale_names - live)
        memo.put("links", self.new_links)
        memo.set_fact("library", mark)
        self.stale_shelves, self.stale_names, self.new_links = set(), set(), []
        self.active = True

    def relieve(self, library: Library) -> None:
        """Lets go of what the memo has too, where it is much."""
        tables: tuple[Table[Any], ...] = (library.rows, library.stories, library.by_path, library.addresses)
        tables = (*tables, library.paths, library.short_names, library.linking)
        if self.active and sum(len(table.known) for table in tables) > MANY:
            for table in tables:
                table.forget()

    def _facts(self, library: Library) -> dict[str, object]:
        assert library.then is not None  # a library is saved after an update
        uses = library.uses
        return {
            "then": library.then.isoformat(),
            "uses": tuple(
                tuple((key, tuple(found.items())) for key, found in counts.items())
                for counts in (uses.spellings, uses.editions)
            ),
            "events": tuple(sorted(set(library.events))),
            "shown": (
                tuple((path, tuple(sorted(names))) for path, names in library.shown_by.items() if names),
                tuple((path, count) for path, count in library.visible.items() if count),
            ),
            "search": library.search.facts() if library.search else (),
            "unpublished": tuple(sorted(library.unpublished.items())),
            "problems": (
                tuple((path, pack_problems(found)) for path, found in library.row_problems.items()),
                tuple((name, pack_problems(found)) for name, found in library.story_problems.items()),
                pack_problems(library.term_problems),
            ),
        }


def _nowhere(_field: str, _text: str, _edition: str) -> Where:
    return Where("config.yaml")
