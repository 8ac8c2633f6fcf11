"""Parting: no output can hold a file and a folder of one name, so one of the two is taken out of a change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from generator.checks import collision
from generator.urls import output_path

if TYPE_CHECKING:
    from generator.records import Change, Records


class OutputPaths(Collection[str]):
    """The paths of all files that the output has after a change."""

    def __init__(self, records: Records, change: Change, base_path: str = "/") -> None:
        self.records, self.change, self.base_path = records, change, base_path

    def __contains__(self, path: object) -> bool:
        if path in self.change.files or path in self.change.gone_files:
            return path in self.change.files
        return path in self.records.files

    def __iter__(self) -> Iterator[str]:
        known = set(self.records.memo.column("files"))
        return iter(sorted((known | self.change.files.keys()) - self.change.gone_files))

    def size(self, url: str) -> int:
        """How many bytes the file of an address has; 0 where there is none, or none yet."""
        path = output_path(url, self.base_path)
        record = self.change.files.get(path) or self.records.files.find(path)
        return record.size if record else 0

    def __len__(self) -> int:
        return sum(1 for _ in self)


def part(records: Records, change: Change) -> None:
    """Takes out files that have the name of a folder of others, and says which: no output can hold both."""
    _part_old(records, change)
    if all(path.endswith("/index.html") for path in change.files if path not in records.files):
        return  # a page's file is no folder's name, so nothing new can be one
    folders: dict[str, str] = {}  # case folded → a file in it
    for path in OutputPaths(records, change):
        folder = path.rpartition("/")[0].casefold()
        while folder and folder not in folders:
            folders[folder] = path
            folder = folder.rpartition("/")[0]
    for path in [path for path in change.files if path not in records.files and path.casefold() in folders]:
        record, other = change.files.pop(path), folders[path.casefold()]
        first = change.files.get(other) or records.files[other]
        change.collisions.append(collision(record.url, path, path, record.source, first.source))
        change.staged = [each for each in change.staged if each != path]


def _part_old(records: Records, change: Change) -> None:
    """The same for files that are there already, where new ones need their names for folders."""
    paths, seen = OutputPaths(records, change), set()
    for path in [path for path in change.files if path not in records.files]:
        folder = path.rpartition("/")[0]
        while folder and folder not in seen:
            seen.add(folder)
            if folder in paths and (old := records.files.find(folder)):
                record = change.files[path]
                change.collisions.append(collision(record.url, folder, folder, record.source, old.source))
                change.files.pop(folder, None)
                change.gone_files.add(folder)
            folder = folder.rpartition("/")[0]
