"""Sweeps: which files there are and what their stat says, so that only what may have changed is read again.

A stat only saves reading; contents decide. As in git, a file whose stamp is as young as the sweep may change again
within the same tick of the file system's clock, so its stat is not trusted the next time.
"""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING

from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

# Inode, size, mtime and ctime in nanoseconds; and YOUNG where the stamps were too young to be trusted the next time.
# Empty: there is no such file.
Stat = tuple[int, ...]
YOUNG = 5  # fields of a stat that is not trusted

RACY = 2_000_000_000  # nanoseconds: the coarsest stamps that file systems in use give (FAT) are two seconds apart
NO_FILE: Stat = ()


def sweep(root: Path, folder: str, ignored: Callable[[str, str], bool] = lambda *_: False) -> dict[str, Stat]:
    """The files below a folder of the site and their stats, by path from the site's folder, in a fixed order.

    `ignored(folder, name)` leaves entries out. A folder that is not there has no files. Raises SiteError for a
    symbolic link that leads out of the site or around in a circle.
    """
    found: dict[str, Stat] = {}
    _sweep(str(root), folder, ignored, found, (), time.time_ns() - RACY)
    return found


def _sweep(
    root: str,
    folder: str,
    ignored: Callable[[str, str], bool],
    found: dict[str, Stat],
    above: tuple[str, ...],
    trusted: int,
) -> None:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in listed:
        name = entry.name
        if ignored(folder, name):
            continue
        path = f"{folder}/{name}"
        if entry.is_symlink() and not _stays_inside(entry.path, root, above):
            raise SiteError(problem("content-symlink", Where(path)))  # also one that leads to itself
        if entry.is_dir():
            _sweep(root, path, ignored, found, (*above, f"{root}/{folder}"), trusted)
        elif entry.is_file():
            try:
                found[path] = signature(entry.stat(), trusted)
            except FileNotFoundError:  # gone since it was listed
                continue


def signature(stat: os.stat_result, trusted: int) -> Stat:
    """What of a stat changes with a file's contents; longer where it is too young to be trusted the next time."""
    mtime, ctime = stat.st_mtime_ns, stat.st_ctime_ns
    if mtime > trusted or ctime > trusted:
        return (stat.st_ino, stat.st_size, mtime, ctime, 0)
    return (stat.st_ino, stat.st_size, mtime, ctime)


def stat_of(root: Path, path: str) -> Stat:
    """The stat of one file, as a sweep has it; empty where there is no such file."""
    return stats_of(root, (path,))[path]


def stats_of(root: Path, paths: Iterable[str]) -> dict[str, Stat]:
    """The stats of some files, as a sweep has them; empty where there is no such file."""
    found: dict[str, Stat] = {}
    prefix, trusted, stat = f"{root}/", time.time_ns() - RACY, os.stat
    for path in paths:
        try:
            found[path] = signature(stat(prefix + path), trusted)
        except (FileNotFoundError, NotADirectoryError):
            found[path] = NO_FILE
        except OSError as error:
            if error.errno != errno.ELOOP:  # a link that leads to itself, of which a sweep has more to say
                raise
            found[path] = NO_FILE
    return found


def other_stats(root: Path, known: dict[str, Stat]) -> dict[str, Stat]:
    """The stats of those of the known files that are not the same, or not to be trusted."""
    found = stats_of(root, known)
    return {path: stat for path, stat in found.items() if stat != known[path] or len(stat) == YOUNG}


def differences(before: dict[str, Stat], after: dict[str, Stat]) -> set[str]:
    """The paths whose files may have changed between two sweeps: new, gone, or with a stat that is not trusted."""
    changed = {path for path, stat in after.items() if before.get(path) != stat or len(stat) == YOUNG}
    return changed | (before.keys() - after.keys())


def stamps(stats: dict[str, Stat]) -> dict[str, Stat]:
    """The stats of a sweep as if each could be trusted."""
    return {path: stat[: YOUNG - 1] for path, stat in stats.items()}


def _stays_inside(path: str, root: str, above: tuple[str, ...]) -> bool:
    target = os.path.realpath(path)
    site = os.path.realpath(root)
    inside = target == site or target.startswith(f"{site}{os.sep}")
    around = os.path.islink(target)  # noqa: PTH114 # what is still a link in the end leads to itself
    above_it = (*above, path.rpartition(os.sep)[0])
    return inside and not around and target not in map(os.path.realpath, above_it)
