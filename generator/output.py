"""Output: files staged beside their places, then published whole; nothing is deleted but what Khabar wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digest import digest_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

TEMPORARY = ".khabar-tmp"
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def stage(root: Path, path: str, data: bytes) -> None:
    """Puts one file's bytes beside its place; until `publish`, readers see the last good site."""
    name = _beside(root, path)
    try:
        handle = os.open(name, _WRITE, 0o644)
    except (FileNotFoundError, NotADirectoryError):
        try:
            _make_folder(os.path.dirname(name))
        except (FileExistsError, NotADirectoryError):  # a file stands where a folder will be
            name = _aside(root, path)
        handle = os.open(name, _WRITE, 0o644)
    try:
        while data:
            data = data[os.write(handle, data) :]
    finally:
        os.close(handle)


def _beside(root: Path, path: str) -> str:
    return f"{root}/{path}{TEMPORARY}"


def _aside(root: Path, path: str) -> str:
    """Where a file is staged whose folder cannot be made yet."""
    return f"{root}/{digest_bytes(path.encode('utf-8', 'surrogateescape'))}{TEMPORARY}"


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # nearly always a new one in one that there is
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:  # another process was quicker
        if not os.path.isdir(folder):
            raise


def publish(root: Path, paths: Iterable[str], gone: Collection[str]) -> tuple[int, int]:
    """Moves staged files into place, in their order, then deletes others. How many were written, and deleted.

    Each file is old or new, never half. Where a file turns into a folder, or the reverse, it goes first.
    """
    written = deleted = 0
    for path in paths:
        try:
            os.replace(_beside(root, path), f"{root}/{path}")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            deleted += _make_way(root, path, gone)
            os.replace(_staged(root, path), f"{root}/{path}")
        written += 1
    return written, deleted + delete(root, gone)


def _staged(root: Path, path: str) -> str:
    beside, aside = _beside(root, path), _aside(root, path)
    return aside if os.path.exists(aside) else beside


def read_staged(root: Path, path: str) -> bytes:
    """The bytes that a file will have: those that are staged, or else those in its place."""
    staged = Path(_staged(root, path))
    return staged.read_bytes() if staged.exists() else (root / path).read_bytes()


def _make_way(root: Path, path: str, gone: Iterable[str]) -> int:
    """Deletes those of the files that have to go which stand where a file or its folders will be."""
    count = delete(root, [each for each in gone if path.startswith(f"{each}/") or each.startswith(f"{path}/")])
    place = root / path
    if place.is_dir():
        place.rmdir()  # empty, as a page of another kind may have left it
    place.parent.mkdir(parents=True, exist_ok=True)
    return count


def discard(root: Path, paths: Iterable[str]) -> None:
    """Removes staged files that are not published."""
    for path in paths:
        Path(_staged(root, path)).unlink(missing_ok=True)


def clear_away(root: Path) -> None:
    """Removes what a killed build had staged."""
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(TEMPORARY):
                Path(folder, name).unlink(missing_ok=True)


def delete(root: Path, paths: Iterable[str]) -> int:
    """Deletes files, and the folders that they leave empty. The number of files that were there."""
    count = 0
    for path in sorted(paths):
        try:
            (root / path).unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
        count += 1
        _delete_empty(root, path)
    return count


def _delete_empty(root: Path, path: str) -> None:
    for folder in Path(path).parents:
        if not folder.name:
            return
        try:
            (root / folder).rmdir()
        except OSError:  # something else is in it
            return


def replace_file(place: Path, data: bytes) -> None:
    """Puts bytes into the place of a file that there is: it is the old or the new one, never half, with its rights."""
    import shutil

    name = place.with_name(f".{digest_bytes(os.fsencode(place.name))}{TEMPORARY}")  # as short as can be
    try:
        with name.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(place, name)
        os.replace(name, place)
    except OSError:
        name.unlink(missing_ok=True)
        raise
