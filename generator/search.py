"""The search index: what each story is found by, kept in shards of which an edit touches few.

`told` says of each story which keys it stands under; `shards` holds the keys and cards. Both are in the memo and asked
for one by one. A story that changes is only noted (`behind`); `settle` takes it out of the shards and puts it in anew.
So a server may put that off until somebody searches, and what it costs depends on the stories that changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.digest import digest_bytes
from generator.memo import seal
from generator.postings import (
    WORDS,
    base36,
    card_lines,
    card_shard,
    number_of,
    read_postings,
    word_lines,
    word_shard,
    write_postings,
)
from generator.tables import Table, join
from generator.tellings import Teller, story_home

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.memo import Memo, SharedMemo
    from generator.site import Site

TABLES = ("found", "shards")


class Told(NamedTuple):
    """What the shards hold of a story."""

    home: int
    number: int
    marks: dict[str, int]  # key → weight
    spellings: tuple[str, ...]  # the lines of the ways to write them
    editions: tuple[str, ...]  # that have a card


class SearchIndex:
    """The shards of a site's search; its lifetime is the library's."""

    def __init__(self, memo: SharedMemo) -> None:
        self.memo = memo
        self.active = False  # whether the memo holds an index
        self.behind: set[str] | None = None  # stories that changed since the shards were made; None: all
        self.digests: dict[str, str] = {}  # of the shards' texts
        self.texts: dict[str, str] = {}  # of the shards that this build changed
        self.shards: Table[dict[str, Any]] = Table(self._shard, lambda: ())
        self.told: Table[Told] = Table(self._told, lambda: ())
        self.homes: Table[set[str]] = Table(self._home, lambda: ())  # home → stories
        self.stale_shards: set[str] = set()
        self.stale_told: set[str] = set()

    def note(self, stories: Iterable[str]) -> None:
        """Says that some stories are not what the shards hold of them."""
        if self.behind is not None:
            self.behind |= set(stories)

    def settle(self, site: Site) -> None:
        """Makes the shards true of a site."""
        if self.behind is not None and not self.behind:
            return
        self.texts.clear()
        whole = self.behind is None
        words: dict[str, Any] = dict(self.memo.open().values("words")) if whole else {}
        teller = Teller(site, words, self.memo)
        names = set(site.stories) if self.behind is None else set(self.behind)
        stories = {name: teller.listed(name) for name in names}
        numbers = self._numbers({name: story_home(name, found) for name, found in stories.items()})
        shift = _Shift()
        for name in sorted(names | numbers.keys()):
            old = self.told.find(name)
            articles = stories[name] if name in stories else teller.listed(name)
            new = None
            if articles:
                number = numbers[name]
                new = Told(story_home(name, articles) or 0, number, *teller.marks(articles), tuple(articles))
                for edition, article in articles.items():
                    shift.cards[card_shard(edition, number)][base36(number)] = teller.line(article, number)
            shift.take(old, new)
            self.told.set(name, new)
            self.stale_told.add(name)
        self._apply(shift)
        self.behind = set()

    def text(self, name: str) -> str:
        """A shard as it is published."""
        return self.texts.get(name) or self._text(name)

    def _text(self, name: str) -> str:
        shard = self.shards.find(name) or {}
        return word_lines(shard) if name.startswith(f"{WORDS}/") else card_lines(shard)

    def save(self, memo: Memo) -> None:
        """Puts into the memo what has changed since the index was restored or last saved."""
        if not self.active:
            memo.empty(*TABLES)
        shards = ((name, self.shards.find(name)) for name in self.stale_shards)
        memo.put("shards", [(name, seal(shard)) for name, shard in shards if shard])
        memo.drop("shards", self.stale_shards - self.digests.keys())
        told = [(name, self.told.find(name)) for name in self.stale_told]
        memo.put("found", [(name, str(each.home), seal(tuple(each))) for name, each in told if each])
        memo.drop("found", [name for name, each in told if each is None])
        self.active = True
        self.stale_shards, self.stale_told = set(), set()
        self.texts.clear()
        for table in (self.shards, self.told, self.homes):
            table.forget()

    def facts(self) -> tuple[object, ...]:
        """What the next process has to know before it asks for anything."""
        behind = None if self.behind is None else tuple(sorted(self.behind))
        return tuple(sorted(self.digests.items())), behind

    def restore(self, facts: Any) -> None:  # noqa: ANN401 # plain tuples out of the memo
        """Makes a new index what it was when its facts were taken."""
        digests, behind = facts
        self.digests = dict(digests)
        self.behind = None if behind is None else set(behind)
        self.active = self.behind is not None

    def _shard(self, name: str) -> dict[str, Any] | None:
        found: Any = self.memo.value("shards", name) if self.active else None
        return dict(found) if found else None

    def _told(self, name: str) -> Told | None:
        found: Any = self.memo.value("found", name) if self.active else None
        return Told(*found) if found else None

    def _home(self, home: str) -> set[str] | None:
        return set(self.memo.column("found at home", home)) or None if self.active else None

    def _numbers(self, homes: dict[str, int | None]) -> dict[str, int]:
        """The numbers of stories that go to new homes, and of those whose rank changes by it."""
        touched: set[int] = set()
        for name, home in homes.items():
            old = self.told.find(name)
            if old:
                (self.homes.find(str(old.home)) or set()).discard(name)
                touched.add(old.home)
            if home is not None:
                join(self.homes, str(home), name)
                touched.add(home)
        numbers = {}
        for home in touched:
            for rank, name in enumerate(sorted(self.homes.find(str(home)) or ())):
                number = number_of(home, rank)
                old = self.told.find(name)
                if name in homes or old is None or old.number != number:
                    numbers[name] = number
        return numbers

    def _apply(self, shift: _Shift) -> None:
        touched: dict[str, dict[str, Any]] = {}
        for spelling, more in shift.spellings.items():
            shard = self._open(word_shard(spelling), touched) if more else {}
            shard[spelling] = shard.get(spelling, 0) + more
            if not shard[spelling]:
                del shard[spelling]
        for key in {**shift.added, **shift.gone}:
            shard = self._open(word_shard(key), touched)
            kept = shift.added.get(key, [])
            if key in shard:
                gone = shift.gone.get(key, ())
                kept = kept + [each for each in read_postings(shard[key]) if each >> 2 not in gone]
            if kept:
                shard[key] = write_postings(kept)
            else:
                del shard[key]
        for name, lines in shift.cards.items():
            shard = self._open(name, touched)
            for number, line in lines.items():
                if line:
                    shard[number] = line
                else:
                    shard.pop(number, None)
        for name, shard in touched.items():
            self.stale_shards.add(name)
            self.shards.set(name, shard or None)
            if shard:
                self.texts[name] = self._text(name)
                self.digests[name] = digest_bytes(self.texts[name].encode())
            else:
                self.digests.pop(name, None)

    def _open(self, name: str, touched: dict[str, dict[str, Any]]) -> dict[str, Any]:
        if name not in touched:
            touched[name] = self.shards.find(name) or {}
        return touched[name]


class _Shift:
    """What some stories' changes take out of the shards and put into them."""

    def __init__(self) -> None:
        self.added: dict[str, list[int]] = defaultdict(list)  # key → postings
        self.gone: dict[str, set[int]] = defaultdict(set)  # key → numbers
        self.spellings: Counter[str] = Counter()  # how many stories more, or fewer, have one
        self.cards: dict[str, dict[str, str]] = defaultdict(dict)  # shard → number → line, empty where it goes

    def take(self, old: Told | None, new: Told | None) -> None:
        """Takes in what the shards held of a story and what they are to hold."""
        moved = old is not None and new is not None and old.number != new.number
        before = {} if old is None else old.marks
        after = {} if new is None else new.marks
        if old:
            for key, weight in before.items():
                if moved or after.get(key) != weight:
                    self.gone[key].add(old.number)
            for edition in old.editions:
                if new is None or moved or edition not in new.editions:
                    self.cards[card_shard(edition, old.number)].setdefault(base36(old.number), "")
            self.spellings.subtract(old.spellings)
        if new:
            self.spellings.update(new.spellings)
            base, added = new.number * 4, self.added
            fresh = after.items() if moved or not before else after.items() - before.items()
            for key, weight in fresh:
                added[key].append(base + weight)
