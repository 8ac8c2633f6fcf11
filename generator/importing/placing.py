"""Placing: the only part of an import that writes, and what it remembers so that it never writes over anybody's work.

`imported.json`, beside config.yaml, has for each thing that was carried over where it was put and the digest of what
was written there. It belongs to the site and into its history: without it, whatever stands in a place is left as it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.digest import digest_bytes
from generator.importing.carried import in_site
from generator.output import replace_file
from generator.paths import FOLDER
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = "imported.json"
NEW, SAME, RENEWED = "new", "unchanged", "updated"
EDITED, KEPT, GONE, TAKEN = "edited", "kept", "deleted", "taken"
OUTCOMES = (NEW, RENEWED, SAME, EDITED, KEPT, GONE, TAKEN)


class Ledger:
    """What was put where; its lifetime is an import's."""

    def __init__(self, site: Path, dry: bool = False) -> None:
        self.site, self.dry = site, dry
        self.entries = _read(site / LEDGER)
        self._before = dict(self.entries)

    def path_of(self, source: str) -> str:
        """Where something was put by an earlier import, whether it is there or not; empty: nowhere."""
        return self.entries[source][0] if source in self.entries else ""

    def place(self, source: str, path: str, data: bytes) -> str:
        """Puts bytes into their place unless somebody's work is there; what became of them.

        Raises SiteError where the place is outside of content/.
        """
        known = self.entries.get(source)
        path = known[0] if known else path
        file, mark = self.site / path, digest_bytes(data)
        root = (self.site / FOLDER).resolve()
        if not in_site(path) or not file.resolve().is_relative_to(root):
            raise SiteError(problem("import-path", Where(path), source=source))
        outcome = self._outcome(file, known, mark)
        if outcome in (NEW, RENEWED, SAME):
            if outcome != SAME and not self.dry:
                _write(file, data)
            self.entries[source] = (path, mark)
        return outcome

    def _outcome(self, file: Path, known: tuple[str, str] | None, mark: str) -> str:
        if not file.is_file():
            # A folder or a dangling link is somebody's too.
            return GONE if known else TAKEN if file.exists() or file.is_symlink() else NEW
        there = digest_bytes(file.read_bytes())
        if there == mark:
            return SAME
        if not known:
            return TAKEN
        if there == known[1]:
            return RENEWED
        return EDITED if known[1] == mark else KEPT

    def save(self) -> None:
        """Writes down what was put where, if anything was."""
        if self.dry or self.entries == self._before:
            return
        lines = (f"  {_json(source)}: {_json(list(entry))}" for source, entry in sorted(self.entries.items()))
        data = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
        file = self.site / LEDGER
        if file.exists():
            replace_file(file, data)
        else:
            file.write_bytes(data)
        self._before = dict(self.entries)


def write_once(site: Path, path: str, data: bytes) -> None:
    """Writes a new file. Raises SiteError where one is there, or the place is outside of content/."""
    file = site / path
    if not in_site(path) or not file.resolve().is_relative_to((site / FOLDER).resolve()):
        raise SiteError(problem("import-path", Where(path), source=path))
    try:
        _write(file, data, new=True)
    except FileExistsError:
        raise SiteError(problem("import-taken", Where(path), source=path)) from None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _read(file: Path) -> dict[str, tuple[str, str]]:
    try:
        found = json.loads(file.read_text("utf-8"))
        return {str(source): (str(path), str(mark)) for source, (path, mark) in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        place = Where(LEDGER, getattr(error, "lineno", 0), getattr(error, "colno", 0))
        raise SiteError(problem("import-ledger", place)) from None


def _write(file: Path, data: bytes, new: bool = False) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and not new:
        replace_file(file, data)
    else:
        with file.open("xb") as made:
            made.write(data)
