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

RACY = 2_000_000_000  # nanoseconds: the coarsest stamps that file systems in use give (FAT) are two seconds apart
UNTRUSTED = "?"


def sweep(root: Path, folder: str, ignored: Callable[[str, str], bool] = lambda *_: False) -> dict[str, str]:
    """The files below a folder of the site and their stats, by path from the site's folder, in a fixed order.

    `ignored(folder, name)` leaves entries out. A folder that is not there has no files. Raises SiteError for a
    symbolic link that leads out of the site or around in a circle.
    """
    found: dict[str, str] = {}
    _sweep(str(root), folder, ignored, found, (), time.time_ns() - RACY)
    return found


def _sweep(
    root: str,
    folder: str,
    ignored: Callable[[str, str], bool],
    found: dict[str, str],
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


def signature(stat: os.stat_result, trusted: int) -> str:
    """A stat as text; marked where it is too young to be trusted the next time."""
    young = stat.st_mtime_ns > trusted or stat.st_ctime_ns > trusted
    return f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}{UNTRUSTED if young else ''}"


def stat_of(root: Path, path: str) -> str:
    """The stat of one file, as a sweep has it; empty where there is no such file."""
    return stats_of(root, (path,))[path]


def stats_of(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The stats of some files, as a sweep has them; empty where there is no such file."""
    found: dict[str, str] = {}
    prefix, trusted, stat = f"{root}/", time.time_ns() - RACY, os.stat
    for path in paths:
        try:
            found[path] = signature(stat(prefix + path), trusted)
        except (FileNotFoundError, NotADirectoryError):
            found[path] = ""
        except OSError as error:
            if error.errno != errno.ELOOP:  # a link that leads to itself, of which a sweep has more to say
                raise
            found[path] = ""
    return found


def differences(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The paths whose files may have changed between two sweeps: new, gone, or with a stat that is not trusted."""
    changed = {path for path, stat in after.items() if before.get(path) != stat or stat.endswith(UNTRUSTED)}
    return changed | (before.keys() - after.keys())


def _stays_inside(path: str, root: str, above: tuple[str, ...]) -> bool:
    target = os.path.realpath(path)
    site = os.path.realpath(root)
    inside = target == site or target.startswith(f"{site}{os.sep}")
    around = os.path.islink(target)  # noqa: PTH114 # what is still a link in the end leads to itself
    above_it = (*above, path.rpartition(os.sep)[0])
    return inside and not around and target not in map(os.path.realpath, above_it)
