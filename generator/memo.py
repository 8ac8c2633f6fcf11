"""The memo: what earlier builds found out, in one sqlite file for each output folder.

Nothing in it is needed: a memo that is damaged, older, or of another version is left aside, and the build is a cold
one. Values are marshalled plain tuples behind a checksum, so that reading an archive's metadata takes milliseconds;
no code and no object can come out of them.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_CHECKSUM = 8  # bytes
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE rows (path TEXT PRIMARY KEY, source TEXT, meta BLOB);
CREATE TABLE bodies (path TEXT PRIMARY KEY, body BLOB);
CREATE TABLE media (path TEXT PRIMARY KEY, source TEXT, value BLOB);
CREATE TABLE units (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE files (path TEXT PRIMARY KEY, unit TEXT, value BLOB);
"""
TABLES = ("facts", "rows", "bodies", "media", "units", "files")


class DamagedMemoError(Exception):
    """The memo cannot be trusted."""


def seal(value: object) -> bytes:
    """A plain value as bytes with a checksum."""
    data = marshal.dumps(value, 4)  # type: ignore[arg-type] # the callers pack plain tuples
    return hashlib.blake2b(data, digest_size=_CHECKSUM).digest() + data


def unseal(data: bytes) -> object:
    """The value of sealed bytes. Raises DamagedMemoError where they are not what was sealed."""
    body = data[_CHECKSUM:]
    if hashlib.blake2b(body, digest_size=_CHECKSUM).digest() != data[:_CHECKSUM]:
        raise DamagedMemoError
    return marshal.loads(body)  # checked, and marshal runs nothing


@dataclass(slots=True)
class Memo:
    """An open memo; its lifetime is a build's, or a server's."""

    path: Path
    database: sqlite3.Connection

    def fact(self, name: str) -> object:
        """A single value by name; None where there is none."""
        found = self.database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return unseal(found[0]) if found else None

    def set_fact(self, name: str, value: object) -> None:
        """Keeps a single value."""
        self.database.execute("REPLACE INTO facts VALUES (?, ?)", (name, seal(value)))

    def all(self, table: str) -> Iterator[tuple[str, str, object]]:
        """Every row of `rows`, `media` or `files`: path, its second column, value."""
        columns = {"rows": "path, source, meta", "media": "path, source, value", "files": "path, unit, value"}[table]
        for path, second, value in self.database.execute(f"SELECT {columns} FROM {table}"):  # fixed words
            yield path, second, unseal(value)

    def row(self, path: str) -> object:
        """A file's remembered row; None where there is none."""
        found = self.database.execute("SELECT meta FROM rows WHERE path = ?", (path,)).fetchone()
        return unseal(found[0]) if found else None

    def units(self) -> Iterator[tuple[str, object]]:
        """Every planned unit's record by its name."""
        for name, value in self.database.execute("SELECT name, value FROM units"):
            yield name, unseal(value)

    def body(self, path: str) -> object:
        """An article's remembered body; None where there is none."""
        found = self.database.execute("SELECT body FROM bodies WHERE path = ?", (path,)).fetchone()
        return unseal(found[0]) if found else None

    def put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Keeps rows of a table; values are sealed already."""
        marks = {"rows": "?, ?, ?", "bodies": "?, ?", "media": "?, ?, ?", "units": "?, ?", "files": "?, ?, ?"}[table]
        self.database.executemany(f"REPLACE INTO {table} VALUES ({marks})", rows)  # fixed words

    def drop(self, table: str, keys: Iterable[str]) -> None:
        """Forgets rows of a table."""
        column = "name" if table == "units" else "path"
        rows = [(key,) for key in keys]
        self.database.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)  # fixed words

    def commit(self) -> None:
        """Makes what was kept last."""
        self.database.commit()

    def close(self) -> None:
        """Ends the memo's use; what was not committed is forgotten."""
        self.database.close()


def open_memo(path: Path, engine: str, fresh: bool = False) -> tuple[Memo, bool]:
    """The memo at a path, and whether it was begun anew because there was none that this engine can trust.

    A new one takes over which files an older version wrote, so that those no longer made can be deleted.
    """
    files: list[tuple[object, ...]] = []
    try:
        memo = _open(path)
        if not fresh and memo.fact("engine") == engine:
            return memo, False
        for file, unit, value in memo.all("files"):
            facts: Any = value  # as a version of `records` put it there
            files.append((file, unit, seal((*facts[:2], "", *facts[3:5]))))
        memo.close()
    except (sqlite3.Error, DamagedMemoError, ValueError, EOFError, TypeError):
        pass
    memo = new_memo(path, engine)
    memo.put("files", files)
    memo.commit()
    return memo, True


def new_memo(path: Path, engine: str) -> Memo:
    """An empty memo in place of whatever stands at the path."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    memo = _open(path)
    memo.database.executescript(_SCHEMA)
    memo.set_fact("engine", engine)
    memo.commit()
    return memo


def reopen(path: Path) -> Memo:
    """A memo that exists, through a connection of its own."""
    return _open(path)


def _open(path: Path) -> Memo:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=10, check_same_thread=False)
    # With a write-ahead log another process reads while this one writes, and a commit waits for no disk.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    return Memo(path, database)
