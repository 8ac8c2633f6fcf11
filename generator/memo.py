"""The memo: what earlier builds found out, in one sqlite file for each output folder.

Nothing in it is needed: a memo that is damaged, older, or of another version is left aside, and the build is a cold
one. Values are marshalled plain tuples behind a checksum, so that reading an archive's metadata takes milliseconds;
no code and no object can come out of them.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_CHECKSUM = 8  # bytes
_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE rows (path TEXT PRIMARY KEY, source TEXT, meta BLOB, story TEXT);
CREATE INDEX rows_of_story ON rows (story);
CREATE TABLE bodies (path TEXT PRIMARY KEY, value BLOB);
CREATE TABLE words (path TEXT PRIMARY KEY, value BLOB);
CREATE TABLE media (path TEXT PRIMARY KEY, source TEXT, value BLOB);
CREATE TABLE shelves (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE names (story TEXT PRIMARY KEY, short TEXT);
CREATE INDEX names_by_short ON names (short);
CREATE TABLE links (target TEXT, path TEXT, PRIMARY KEY (target, path)) WITHOUT ROWID;
CREATE TABLE found (story TEXT PRIMARY KEY, home TEXT, value BLOB);
CREATE INDEX found_at_home ON found (home);
CREATE TABLE shards (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE units (name TEXT PRIMARY KEY, inputs TEXT, layouts TEXT, value BLOB);
CREATE TABLE notes (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE files (path TEXT PRIMARY KEY, unit TEXT, value BLOB, folded TEXT);
CREATE INDEX files_of_unit ON files (unit);
CREATE INDEX files_by_folded ON files (folded);
CREATE TABLE checked (path TEXT PRIMARY KEY, source TEXT, value BLOB);
"""
_COLUMNS = {
    "rows": 4,
    "bodies": 2,
    "words": 2,
    "media": 3,
    "shelves": 2,
    "names": 2,
    "links": 2,
    "found": 3,
    "shards": 2,
    "units": 4,
    "notes": 2,
    "files": 4,
    "checked": 3,
}
_KEYS = {
    "units": "name",
    "notes": "name",
    "shelves": "name",
    "names": "story",
    "found": "story",
    "shards": "name",
}  # of the others: path
_QUESTIONS = {
    "source of": "SELECT source FROM rows WHERE path = ?",
    "paths of story": "SELECT path FROM rows WHERE story = ?",
    "paths": "SELECT path FROM rows",
    "stories": "SELECT DISTINCT story FROM rows",
    "stories called": "SELECT story FROM names WHERE short = ?",
    "short names": "SELECT DISTINCT short FROM names",
    "found at home": "SELECT story FROM found WHERE home = ?",
    "linking to": "SELECT path FROM links WHERE target = ?",
    "files": "SELECT path FROM files",
    "files of unit": "SELECT path FROM files WHERE unit = ?",
    "file folded": "SELECT path FROM files WHERE folded = ?",
}


class DamagedMemoError(Exception):
    """The memo cannot be trusted."""


DAMAGED = (DamagedMemoError, sqlite3.DatabaseError)


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
        """Every row of `rows`, `media`, `files` or `checked`: path, its second column, value."""
        columns = {
            "rows": "path, source, meta",
            "media": "path, source, value",
            "files": "path, unit, value",
            "checked": "path, source, value",
        }[table]
        for path, second, value in self.database.execute(f"SELECT {columns} FROM {table}"):  # fixed words
            yield path, second, unseal(value)

    def value(self, table: str, name: str) -> object:
        """One value of a table by its name or path; None where there is none."""
        key, column = _KEYS.get(table, "path"), "meta" if table == "rows" else "value"
        query = f"SELECT {column} FROM {table} WHERE {key} = ?"  # fixed words
        found = self.database.execute(query, (name,)).fetchone()
        return unseal(found[0]) if found else None

    def file(self, path: str) -> tuple[str, object] | None:
        """A file of the output: its unit and its facts; None where there is none."""
        found = self.database.execute("SELECT unit, value FROM files WHERE path = ?", (path,)).fetchone()
        return (found[0], unseal(found[1])) if found else None

    def values(self, table: str) -> Iterator[tuple[str, object]]:
        """Every name and value of `shelves`, `notes` or `words`."""
        key = _KEYS.get(table, "path")
        for name, value in self.database.execute(f"SELECT {key}, value FROM {table}"):  # fixed words
            yield name, unseal(value)

    def column(self, asked: str, given: object = None) -> list[str]:
        """The texts that one of a few fixed questions asks for."""
        return [each for (each,) in self.database.execute(_QUESTIONS[asked], () if given is None else (given,))]

    def units(self) -> Iterator[tuple[str, str, str]]:
        """Every planned unit: its name, the digest of its inputs, its layouts."""
        yield from self.database.execute("SELECT name, inputs, layouts FROM units")

    def put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Keeps rows of a table, each with all its columns; values are sealed already."""
        marks = ", ".join("?" * _COLUMNS[table])
        self.database.executemany(f"REPLACE INTO {table} VALUES ({marks})", rows)  # fixed words

    def drop(self, table: str, keys: Iterable[str]) -> None:
        """Forgets rows of a table."""
        column = _KEYS.get(table, "path")
        rows = [(key,) for key in keys]
        self.database.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)  # fixed words

    def empty(self, *tables: str) -> None:
        """Forgets all rows of some tables."""
        for table in tables:
            self.database.execute(f"DELETE FROM {table}")  # fixed words

    def commit(self) -> None:
        """Makes what was kept last."""
        self.database.commit()

    def close(self) -> None:
        """Ends the memo's use; what was not committed is forgotten."""
        self.database.close()


def open_memo(
    path: Path, engine: str, outputs: Iterable[str], *, fresh: bool = False, doubtful: bool = False
) -> tuple[Memo, bool]:
    """The memo at a path, and whether it was begun anew because there was none that this engine can trust.

    A new one takes over which files an older version wrote, so that those no longer made can be deleted: the ones
    that the old memo names, or else `outputs`. A doubtful memo, one that somebody else may have written to, is
    checked whole.
    """
    files: list[tuple[object, ...]] = []
    try:
        memo = _open(path)
        if doubtful and memo.database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise DamagedMemoError
        if not fresh and memo.fact("engine") == engine:
            return memo, False
        for file, unit, value in memo.all("files"):
            facts: Any = value  # as a version of `records` put it there
            files.append((file, unit, seal((*facts[:2], "", *facts[3:5])), file.casefold()))
        memo.close()
    except (sqlite3.Error, DamagedMemoError, ValueError, EOFError, TypeError):
        files = [(file, "lost", seal(("", "", "", "", 0)), file.casefold()) for file in outputs]
    memo = new_memo(path, engine)
    memo.put("files", files)
    memo.commit()
    return memo, True


def mark_of(path: Path) -> str:
    """What a memo's file looks like from outside, while nobody has it open."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return "" if path.with_name(f"{path.name}-wal").exists() else f"{stat.st_size} {stat.st_mtime_ns}"


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


class SharedMemo:
    """A memo that forked processes may read too, each through a connection of its own."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._process = os.getpid()

    def open(self) -> Memo:
        """The memo as this process may use it."""
        if self._process != os.getpid():
            self._memo, self._process = _open(self._memo.path), os.getpid()
        return self._memo

    def value(self, table: str, name: str) -> object:
        """One value of a table by its name or path; None where there is none."""
        return self.open().value(table, name)

    def column(self, asked: str, given: object = None) -> list[str]:
        """The texts that one of a few fixed questions asks for."""
        return self.open().column(asked, given)

    def file(self, path: str) -> tuple[str, object] | None:
        """A file of the output: its unit and its facts; None where there is none."""
        return self.open().file(path)


def _open(path: Path) -> Memo:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=10, check_same_thread=False)
    # With a write-ahead log another process reads while this one writes, and a commit waits for no disk.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    return Memo(path, database)
