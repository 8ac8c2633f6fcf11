"""Records: which files the output has, from which units, made with what; and how a build's results change them."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.checks import Wanted, collision
from generator.digest import digest_bytes
from generator.memo import seal
from generator.problems import Problem, Where, pack_problem, unpack_problem
from generator.sweep import UNTRUSTED
from generator.units import FileRecord, UnitRecord, UnitResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.memo import Memo
    from generator.pages import Unit
    from generator.site import Site


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


class Records:
    """The files and units of one output folder, kept between the builds of one process."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo
        self.units: dict[str, UnitRecord] = {name: _unit(value) for name, value in memo.units()}
        self.files: dict[str, FileRecord] = {}
        self.by_unit: dict[str, set[str]] = {}
        self.owners: dict[str, str] = {}  # path, case folded → path
        for path, unit, value in memo.all("files"):
            self._own(path, FileRecord(unit, *value))  # type: ignore[misc] # a tuple of its fields

    def _own(self, path: str, record: FileRecord) -> None:
        self._disown(path)
        self.files[path] = record
        self.by_unit.setdefault(record.unit, set()).add(path)
        self.owners[path.casefold()] = path

    def _disown(self, path: str) -> None:
        old = self.files.pop(path, None)
        if old:
            self.by_unit[old.unit].discard(path)
            if self.owners.get(path.casefold()) == path:
                del self.owners[path.casefold()]

    def change(self, units: Iterable[Unit], results: Iterable[UnitResult]) -> Change:
        """What the results of some units, and the absence of others, make of the records."""
        results = list(results)
        names = {unit.name for unit in units} | {result.unit.name for result in results}
        change = Change(gone_units={name for name in (*self.units, *self.by_unit) if name not in names})
        replaced = change.gone_units | {result.unit.name for result in results}
        change.gone_files = {path for name in replaced for path in self.by_unit.get(name, ())}
        taken: dict[str, tuple[str, FileRecord]] = {}
        for result in results:
            change.units[result.unit.name] = result.record
            staged = set(result.staged)
            for path, record in (*result.files.items(), *result.twice):
                other = taken.get(path.casefold()) or self._kept(path, replaced)
                if other:
                    found = collision(record.url, path, other[0], record.source, other[1].source)
                    change.collisions.append(found)
                    change.contested.add(other[0])
                    staged.discard(path)
                    continue
                taken[path.casefold()] = (path, record)
                if self.files.get(path) != record:
                    change.files[path] = record
                change.gone_files.discard(path)
            change.staged += [path for path in result.staged if path in staged]
        self._part(change)
        return change

    def _part(self, change: Change) -> None:
        """Takes out new files that have the name of a folder of others, and says which: no output can hold both."""
        if all(path.endswith("/index.html") for path in change.files if path not in self.files):
            return  # a page's file is no folder's name, so nothing new can be one
        folders: dict[str, str] = {}  # case folded → a file in it
        for path in self.paths(change):
            folder = path.rpartition("/")[0].casefold()
            while folder and folder not in folders:
                folders[folder] = path
                folder = folder.rpartition("/")[0]
        for path in [path for path in change.files if path not in self.files and path.casefold() in folders]:
            record, other = change.files.pop(path), folders[path.casefold()]
            first = change.files.get(other) or self.files[other]
            change.collisions.append(collision(record.url, path, path, record.source, first.source))
            change.staged = [each for each in change.staged if each != path]

    def _kept(self, path: str, replaced: set[str]) -> tuple[str, FileRecord] | None:
        """The file of a unit that was not worked on, if it has this path on some file system."""
        other = self.owners.get(path.casefold())
        if other is None or self.files[other].unit in replaced:
            return None
        return other, self.files[other]

    def problems(self, change: Change) -> Iterator[Problem]:
        """What is wrong with the planned units, old and new."""
        yield from change.collisions
        for record in self._units(change):
            yield from record.problems

    def wanted(self, change: Change) -> Iterator[Wanted]:
        """The addresses of the site that its articles link to."""
        for record in self._units(change):
            yield from record.wanted

    def _units(self, change: Change) -> Iterator[UnitRecord]:
        yield from change.units.values()
        for name, record in self.units.items():
            if name not in change.units and name not in change.gone_units:
                yield record

    def paths(self, change: Change) -> set[str]:
        """Every file that the output has after a change."""
        return (self.files.keys() | change.files.keys()) - change.gone_files

    def damaged(self, root: Path, found: dict[str, str], known: dict[str, str]) -> Iterator[str]:
        """The files that are gone or not what was written; `found` are the stats of now, `known` those of then."""
        for path, record in self.files.items():
            stat = found.get(path)
            if stat is None or not record.data:  # gone, or announced by a build that was killed
                yield path
            else:
                doubtful = stat != known.get(path) or stat.endswith(UNTRUSTED)
                if doubtful and digest_bytes((root / path).read_bytes()) != record.data:
                    yield path

    def vanished(self, site: Site, change: Change) -> Iterator[str]:
        """Published addresses of stories that a change takes away, with the line that would keep each alive."""
        for path in sorted(change.gone_files):
            record = self.files[path]
            if not record.unit.startswith("article ") or not record.when:
                continue
            alias = "/" + record.url.removeprefix(site.config.base_path)
            if record.source in site.by_path:
                yield f"{record.url} is gone: the story moved. In {record.source}, write aliases: [{alias}]"
            elif record.source in site.addresses:
                continue  # a draft again, or expired: its author knows
            else:
                yield (
                    f"{record.url} is gone with {record.source}. If the story moved, give its new file "
                    f"aliases: [{alias}]; if it was withdrawn, keep the file and write gone: true"
                )

    def announce(self, change: Change) -> None:
        """Remembers, before they are published, the files that are new: a killed build's are known to the next."""
        bare = {
            path: FileRecord(each.unit, each.url, each.source, key="", data="", size=0)
            for path, each in change.files.items()
            if path not in self.files
        }
        if bare:
            self._keep_files(bare)
            self.memo.commit()

    def _keep_files(self, files: dict[str, FileRecord]) -> None:
        rows = ((path, each.unit, astuple(each)[1:]) for path, each in files.items())  # the unit has its own column
        self.memo.put("files", ((path, unit, seal(facts)) for path, unit, facts in rows))

    def take(self, change: Change) -> None:
        """Makes a published change part of the records, here and in the memo."""
        self.memo.drop("units", change.gone_units)
        self.memo.put("units", ((name, seal(_unit_tuple(record))) for name, record in change.units.items()))
        self.memo.drop("files", change.gone_files)
        self._keep_files(change.files)
        for name in change.gone_units:
            self.units.pop(name, None)
        self.units |= change.units
        for path in change.gone_files:
            self._disown(path)
        for path, record in change.files.items():
            self._own(path, record)
        for name in change.gone_units:
            self.by_unit.pop(name, None)


def _unit_tuple(record: UnitRecord) -> tuple[object, ...]:
    wanted = tuple(
        (each.where.path, each.where.line, each.where.column, each.target, each.url) for each in record.wanted
    )
    problems = tuple(pack_problem(each) for each in record.problems)
    return (record.inputs, record.layouts, problems, wanted, record.files)


def _unit(value: Any) -> UnitRecord:  # noqa: ANN401 # a plain tuple out of the memo
    inputs, layouts, problems, wanted, files = value
    return UnitRecord(
        inputs,
        layouts,
        tuple(unpack_problem(each) for each in problems),
        tuple(Wanted(Where(path, line, column), target, url) for path, line, column, target, url in wanted),
        files,
    )
