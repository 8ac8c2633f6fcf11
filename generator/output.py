"""Output: files staged beside their places, then published whole; nothing is deleted but what Khabar wrote."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

TEMPORARY = ".khabar-tmp"


@dataclass(slots=True)
class Output:
    """A folder being written; its lifetime is a build's. Until `publish`, readers see the last good site."""

    root: Path
    staged: list[str] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)

    def stage(self, path: str, data: bytes) -> bool:
        """Puts one file's bytes beside its place, if they differ from what stands there."""
        file = self.root / path
        try:
            if file.stat().st_size == len(data) and file.read_bytes() == data:
                return False
        except (FileNotFoundError, NotADirectoryError):
            self._make_folder(path)
        file.with_name(file.name + TEMPORARY).write_bytes(data)
        self.staged.append(path)
        return True

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self.folders:
            (self.root / folder).mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)

    def publish(self) -> int:
        """Moves what was staged into place, in the order of staging; each file is old or new, never half."""
        for path in self.staged:
            file = self.root / path
            file.with_name(file.name + TEMPORARY).replace(file)
        count = len(self.staged)
        self.staged.clear()
        return count

    def sweep(self) -> None:
        """Removes what was staged and not published, by this build or one that was killed."""
        self.staged.clear()
        for folder, _, names in os.walk(self.root):
            for name in names:
                if name.endswith(TEMPORARY):
                    (Path(folder) / name).unlink(missing_ok=True)

    def delete(self, paths: Iterable[str]) -> int:
        """Deletes files, and the folders that they leave empty. The number of files that were there."""
        count = 0
        for path in sorted(paths):
            try:
                (self.root / path).unlink()
            except (FileNotFoundError, NotADirectoryError):
                continue
            count += 1
            self._delete_empty(path)
        return count

    def _delete_empty(self, path: str) -> None:
        for folder in Path(path).parents:
            if not folder.name:
                return
            try:
                (self.root / folder).rmdir()
            except OSError:  # something else is in it
                return


def manifest_path(site: Path, output: Path) -> Path:
    """Where the list of the files that Khabar wrote to an output folder is kept."""
    return site / ".cache" / f"manifest-{digest(str(output.resolve()))[:16]}.json"


def read_manifest(path: Path) -> dict[str, str]:
    """The files written before and what each was made from; empty where the list is lost or damaged."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_manifest(path: Path, files: dict[str, str]) -> None:
    """Keeps the list of the files of an output folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + TEMPORARY)
    temporary.write_text(json.dumps(files, ensure_ascii=False, sort_keys=True), "utf-8")
    temporary.replace(path)
