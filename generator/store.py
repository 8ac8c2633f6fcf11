"""The store: pictures that were made, by the digest of all that their bytes depend on; one for all output folders.

Nothing in it is needed. A file's name says what was asked and which bytes came of it, so that one that is damaged is
known and made anew. What has not been used for longest goes first when there is too much.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import get_ident

from generator.digest import digest_bytes

VARIABLE = "KHABAR_PICTURES"  # names another folder, such as one that several sites or a CI's runs share
SPARE = 256_000_000  # bytes that a store may always have


def store_folder(site: Path) -> Path:
    """Where a site keeps the pictures that were made."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else site / ".cache" / "pictures"


class Store:
    """A folder of made pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Path | None:
        """The file that was made for a key, if there is one and it is whole."""
        for path in self._shelf(key[:2]):
            if path.name.startswith(key):
                try:
                    data = path.read_bytes()
                    if digest_bytes(data)[:16] == path.stem.rpartition("-")[2]:
                        os.utime(path)
                        return path
                    path.unlink()
                except OSError:  # another process was quicker
                    continue
        return None

    def put(self, key: str, suffix: str, data: bytes) -> Path:
        """Keeps what was made for a key."""
        path = self.folder / key[:2] / f"{key}-{digest_bytes(data)[:16]}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
        temporary.write_bytes(data)
        temporary.replace(path)
        return path

    def prune(self, limit: int) -> None:
        """Deletes what has not been used for longest, where there is more than so many bytes."""
        found: list[tuple[float, int, Path]] = []
        for shelf in self._shelf(""):
            for path in self._shelf(shelf.name):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        size = sum(each for _, each, _ in found)
        for _, each, path in sorted(found):
            if size <= limit:
                return
            path.unlink(missing_ok=True)
            size -= each

    def _shelf(self, name: str) -> list[Path]:
        try:
            return list((self.folder / name).iterdir())
        except OSError:  # nothing was ever put there
            return []
