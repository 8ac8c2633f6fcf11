"""Records: which files the output has, from which units, made with what; and how a build's results change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from generator.checks import Wanted, collision
from generator.digest import digest_bytes
from generator.memo import seal
from generator.pages.search import SHARD
from generator.parting import part
from generator.problems import Problem, Where, pack_problems, unpack_problems
from generator.sayings import Saying, saying
from generator.sweep import Stat, other_stats, stats_of
from generator.tables import Table
from generator.units import COPIES, FileRecord, UnitRecord, UnitResult

if TYPE_CHECKING:
    from pathlib import Path

    from generator.layouts import LayoutDigests
    from generator.memo import Memo, SharedMemo
    from generator.pages import Unit
    from generator.site import Site

    Notes = tuple[tuple[Problem, ...], tuple[Wanted, ...]]  # of a unit


_FIELDS = tuple(each.name for each in fields(FileRecord))


@dataclass(slots=True)
class Change:
    """What a build's results make of the records, before it is decided that they are published."""

    units: dict[str, UnitRecord] = field(default_factory=dict)
    gone_units: set[str] = field(default_factory=set)
    files: dict[str, FileRecord] = field(default_factory=dict)  # new or with another record
    gone_files: set[str] = field(default_factory=set)
    collisions: list[Problem] = field(default_factory=list)
    contested: set[str] = field(default_factory=set)  # paths that two pages want; the first one has it
    staged: list[str] = field(default_factory=list)  # in the order of publication


@dataclass(frozen=True, slots=True)
class Totals:
    """How much an output is: all files, those that are pages, bytes."""

    files: int = 0
    pages: int = 0
    size: int = 0

    def with_file(self, record: FileRecord, sign: int) -> Totals:
        """The totals with one file more (1) or less (-1)."""
        page = record.unit != COPIES.name and record.layout != SHARD
        return Totals(self.files + sign, self.pages + sign * page, self.size + sign * record.size)


class Records:
    """The files and units of one output folder: in the memo, and looked up one by one."""

    def __init__(self, memo: Memo, shared: SharedMemo) -> None:
        self.memo = memo
        self.shared = shared
        self._take_announced()
        counted: Any = memo.fact("totals") or self._count()
        self.totals = Totals(*counted)
        self.files: Table[FileRecord] = Table(self._file, lambda: memo.column("files"))
        self.units: Table[UnitRecord] = Table(self._unit, lambda: self.inputs)
        self.inputs: dict[str, tuple[str, str]] = {name: (inputs, used) for name, inputs, used in memo.units()}
        self.notes: dict[str, Notes] = {name: _notes(value) for name, value in memo.values("notes")}

    def _take_announced(self) -> None:
        """Makes records of the files that a killed build may have written; nothing is known of their bytes."""
        announced: Any = self.memo.fact("announced")
        if announced:
            known = set(self.memo.column("files"))
            new = (each for each in announced if each[0] not in known)
            rows = ((path, unit, seal((url, source, "", "", 0)), path.casefold()) for path, unit, url, source in new)
            self.memo.put("files", rows)
            self.memo.set_fact("announced", ())
            self.memo.set_fact("totals", self._count())

    def _count(self) -> tuple[int, int, int]:
        """The totals counted anew; units of which only files are known are made known."""
        totals, units = Totals(), set()
        for _, unit, value in self.memo.all("files"):
            totals = totals.with_file(FileRecord(unit, *value), 1)  # type: ignore[misc] # a tuple of its fields
            units.add(unit)
        known = {name for name, _, _ in self.memo.units()}
        self.memo.put("units", ((name, "", "", seal(())) for name in units - known))
        return astuple(totals)

    def _file(self, path: str) -> FileRecord | None:
        found = self.shared.file(path) if self.totals.files else None
        return FileRecord(found[0], *found[1]) if found else None  # type: ignore[misc] # a tuple of its fields

    def files_of(self, unit: str) -> list[str]:
        """The paths of a unit's files."""
        return self.shared.column("files of unit", unit)

    def _unit(self, name: str) -> UnitRecord | None:
        if name not in self.inputs:
            return None
        inputs, used = self.inputs[name]
        problems, wanted = self.notes.get(name) or ((), ())
        parts: Any = self.shared.value("units", name)
        return UnitRecord(inputs, layouts_of(used), problems, wanted, parts or ())

    def stale(self, units: Iterable[Unit], layouts: LayoutDigests, damaged: set[str]) -> list[Unit]:
        """The units that have to be planned: inputs, a layout or a file are not what they were."""
        hurt = {record.unit for path in damaged if (record := self.files.find(path))}
        same_layouts: dict[str, bool] = {}  # few texts, each checked once

        def is_stale(unit: Unit) -> bool:
            inputs, used = self.inputs.get(unit.name, ("", ""))
            if not unit.inputs or inputs != unit.inputs or unit.name in hurt:
                return True
            if used not in same_layouts:
                same_layouts[used] = all(layouts.of(name) == seen for name, seen in layouts_of(used))
            return not same_layouts[used]

        return [unit for unit in units if is_stale(unit)]

    def change(self, units: Iterable[Unit], results: Iterable[UnitResult]) -> Change:
        """What the results of some units, and the absence of others, make of the records."""
        results = list(results)
        names = {unit.name for unit in units} | {result.unit.name for result in results}
        change = Change(gone_units={name for name in self.inputs if name not in names})
        kept: set[str] = set()
        replaced = change.gone_units | {result.unit.name for result in results}
        change.gone_files = {path for name in replaced for path in self.memo.column("files of unit", name)}
        taken: dict[str, tuple[str, FileRecord]] = {}
        for path in (path for result in results for path in result.kept):
            change.gone_files.discard(path)
            kept.add(path)
        for result in results:
            change.units[result.unit.name] = result.record
            staged = set(result.staged)
            for path, record in (*result.files.items(), *result.twice):
                other = taken.get(path.casefold()) or self._kept(path, replaced, kept)
                if other:
                    found = collision(record.url, path, other[0], record.source, other[1].source)
                    change.collisions.append(found)
                    change.contested.add(other[0])
                    staged.discard(path)
                    continue
                taken[path.casefold()] = (path, record)
                if self.files.find(path) != record:
                    change.files[path] = record
                change.gone_files.discard(path)
            change.staged += [path for path in result.staged if path in staged]
        part(self, change)
        return change

    def _kept(self, path: str, replaced: set[str], kept: set[str]) -> tuple[str, FileRecord] | None:
        """The file that was not worked on, if it has this path on some file system."""
        for other in self.memo.column("file folded", path.casefold()) if self.totals.files else ():
            record = self.files[other]
            if other in kept or record.unit not in replaced:
                return other, record
        return None

    def problems(self, change: Change) -> Iterator[Problem]:
        """What is wrong with the planned units, old and new."""
        yield from change.collisions
        for problems, _ in self._notes(change):
            yield from problems

    def wanted(self, change: Change) -> Iterator[Wanted]:
        """The addresses of the site that its articles link to."""
        for _, wanted in self._notes(change):
            yield from wanted

    def _notes(self, change: Change) -> Iterator[Notes]:
        yield from ((record.problems, record.wanted) for record in change.units.values())
        for name, notes in self.notes.items():
            if name not in change.units and name not in change.gone_units:
                yield notes

    def totals_after(self, change: Change) -> Totals:
        """How much the output is after a change."""
        totals = self.totals
        for path in (*change.files, *change.gone_files):
            old = self.files.find(path)
            totals = totals.with_file(old, -1) if old else totals
        for record in change.files.values():
            totals = totals.with_file(record, 1)
        return totals

    def look(
        self, root: Path, known: dict[str, Stat], other: dict[str, Stat] | None
    ) -> tuple[dict[str, Stat], set[str]]:
        """The stats of the output's files, and the paths of those that are gone or not what was written.

        `known` are the stats of what the last build left; `other`, where somebody has looked already, those of the
        files whose stats are not the same or not to be trusted.
        """
        if len(known) != self.totals.files:
            other = stats_of(root, self.memo.column("files"))
        elif other is None:
            other = other_stats(root, known)
        found, damaged = known | other, set()
        for path, stat in other.items():
            record = self.files.find(path)
            # Gone, announced by a build that was killed, or in doubt.
            if not stat or record is None or not record.data or digest_bytes((root / path).read_bytes()) != record.data:
                damaged.add(path)
        return found, damaged

    def vanished(self, site: Site, change: Change) -> Iterator[Saying]:
        """Published addresses of stories that a change takes away, with the line that would keep each alive."""
        for path in sorted(change.gone_files):
            record = self.files[path]
            if not record.unit.startswith("article ") or not record.when:
                continue
            alias = "/" + record.url.removeprefix(site.config.base_path)
            if record.source in site.by_path:
                yield saying("moved", url=record.url, source=record.source, alias=alias)
            elif record.source in site.addresses:
                continue  # a draft again, or expired: its author knows
            else:
                yield saying("gone", url=record.url, source=record.source, alias=alias)

    def announce(self, change: Change) -> None:
        """Remembers, before they are published, the files that are new: a killed build's are known to the next."""
        new = tuple(
            (path, each.unit, each.url, each.source) for path, each in change.files.items() if path not in self.files
        )
        if new:
            self.memo.set_fact("announced", new)
            self.memo.commit()

    def take(self, change: Change) -> None:
        """Makes a published change part of the records, here and in the memo."""
        self.totals = self.totals_after(change)
        memo = self.memo
        memo.set_fact("totals", astuple(self.totals))
        memo.set_fact("announced", ())
        noted = {name for name, record in change.units.items() if record.problems or record.wanted}
        silent = (change.gone_units | change.units.keys()) - noted
        memo.drop("units", change.gone_units)
        memo.drop("notes", silent & self.notes.keys())
        memo.drop("files", change.gone_files)
        used = {name: layouts_text(record.layouts) for name, record in change.units.items()}
        memo.put("units", ((name, each.inputs, used[name], seal(each.parts)) for name, each in change.units.items()))
        memo.put("notes", ((name, seal(_packed_notes(change.units[name]))) for name in noted))
        files = ((path, tuple(getattr(record, name) for name in _FIELDS)) for path, record in change.files.items())
        memo.put("files", ((path, unit, seal(facts), path.casefold()) for path, (unit, *facts) in files))
        for name in change.gone_units:
            self.inputs.pop(name, None)
        for name in silent:
            self.notes.pop(name, None)
        self.inputs |= {name: (record.inputs, used[name]) for name, record in change.units.items()}
        self.notes |= {name: (change.units[name].problems, change.units[name].wanted) for name in noted}
        self.files.forget()
        self.units.forget()


def layouts_text(layouts: tuple[tuple[str, str], ...]) -> str:
    """Names and digests of layouts as one text: units that use the same ones have equal texts."""
    return "\n".join(f"{name}\t{seen}" for name, seen in layouts)


def layouts_of(text: str) -> tuple[tuple[str, str], ...]:
    """The same back from the text."""
    pairs = (line.split("\t") for line in text.split("\n") if line)
    return tuple((name, seen) for name, seen in pairs)


def _packed_notes(record: UnitRecord) -> tuple[object, ...]:
    wanted = tuple(
        (each.where.path, each.where.line, each.where.column, each.target, each.url) for each in record.wanted
    )
    return pack_problems(record.problems), wanted


def _notes(value: Any) -> Notes:  # noqa: ANN401 # a plain tuple out of the memo
    problems, wanted = value
    return (
        unpack_problems(problems),
        tuple(Wanted(Where(path, line, column), target, url) for path, line, column, target, url in wanted),
    )
