"""Output: files staged beside their places, then published whole; nothing is deleted but what Khabar wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPORARY = ".khabar-tmp"


def stage(root: Path, path: str, data: bytes) -> None:
    """Puts one file's bytes beside its place; until `publish`, readers see the last good site."""
    name = f"{root}/{path}{TEMPORARY}"
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except (FileNotFoundError, NotADirectoryError):
        _make_folder(os.path.dirname(name))
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        while data:
            data = data[os.write(handle, data) :]
    finally:
        os.close(handle)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # nearly always a new one in one that there is
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:  # another process was quicker
        if not os.path.isdir(folder):
            raise


def publish(root: Path, paths: Iterable[str]) -> int:
    """Moves staged files into place, in their order; each is old or new, never half. How many there were."""
    count = 0
    for path in paths:
        place = f"{root}/{path}"
        try:
            os.replace(f"{place}{TEMPORARY}", place)
        except IsADirectoryError:  # a folder of that name, which only a page of another kind can have left
            Path(place).rmdir()
            os.replace(f"{place}{TEMPORARY}", place)
        count += 1
    return count


def discard(root: Path, paths: Iterable[str]) -> None:
    """Removes staged files that are not published."""
    for path in paths:
        Path(f"{root}/{path}{TEMPORARY}").unlink(missing_ok=True)


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

    name = place.with_name(f".{place.name}{TEMPORARY}")
    with name.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(place, name)
    os.replace(name, place)
