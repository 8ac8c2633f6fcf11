"""A folder on a server, or on this machine, by the program rsync: what differs by its checksum, in a few passes.

Assets, then pages, then what announces them, then deletions. rsync puts each file into place whole.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.deploy import manifest, programs
from generator.deploy.cargo import STEPS, Changes, ranked
from generator.paths import CONFIG
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.deploy.cargo import Cargo
    from generator.options import Progress
    from generator.targets import Target

_FLAGS = ("--checksum", "--perms", "--chmod=D755,F644", "--8-bit-output", "--out-format=%i %n")
_NOT_THERE = 23  # rsync's exit code where some files could not be read, as the manifest before the first deploy
_VANISHED = 24  # … and where files that are named are not here, which is what deletes them there


@dataclass(slots=True)
class RsyncRemote:
    """A folder that rsync reaches; its lifetime is a deploy's."""

    site: Path
    target: Target
    cargo: Cargo
    before: manifest.Manifest = field(default_factory=dict)

    def compare(self) -> Changes:
        """Asks rsync which files differ, and the manifest there which are no longer ours to keep."""
        self._refuse_own_files()
        self.before = self._read_manifest()
        sent = self._sent(self._rsync(self.cargo.paths, "--dry-run"))
        gone = set(self.before) - set(self.cargo.paths)
        if self.target.setting("mirror"):
            gone |= set(self._mirror("--dry-run"))
        size = self.cargo.size(sent)
        return Changes(sent, tuple(sorted(gone)), len(self.cargo.paths) - len(sent), size)

    def send(self, changes: Changes, progress: Progress) -> str:
        """The passes. What is to come is noted first, so that a deploy that is killed leaves no orphan."""
        if not changes.sent and not changes.gone and set(self.before) == set(self.cargo.paths):
            return ""
        both = dict.fromkeys((*self.before, *self.cargo.paths), ("", ""))
        self._write_manifest(both)
        done, total = 0, len(changes.sent) + len(changes.gone)
        for step, paths in zip(STEPS, ranked(changes.sent), strict=False):
            progress(step, done, total)
            if paths:
                self._rsync(paths)
            done += len(paths)
        progress(STEPS[-1], done, total)
        if changes.gone:
            self._delete(changes.gone)
        self._write_manifest(dict.fromkeys(self.cargo.paths, ("", "")))
        progress(STEPS[-1], total, total)
        return ""

    @property
    def _place(self) -> str:
        """The folder as rsync is told of it, with the slash for what is in it; a local one from the site's."""
        path = self.target.setting("path").rstrip("/")
        return f"{path if ':' in path.split('/')[0] else (self.site / path).resolve()}/"

    def _refuse_own_files(self) -> None:
        """Refuses a folder in which the site's own files are, or the output itself."""
        if not self._place.startswith("/"):
            return
        place, site = Path(self._place), self.site.resolve()
        taken = (site / "content", site / "layouts", site / ".git", self.cargo.root.resolve())
        if site.is_relative_to(place) or any(place.is_relative_to(each) for each in taken):
            facts = {"target": self.target.name, "found": self.target.setting("path")}
            raise SiteError(problem("deploy-place", Where(CONFIG), **facts))

    def _run(self, *arguments: str, given: bytes = b"", fine: tuple[int, ...] = (0,)) -> bytes:
        port = self.target.setting("port")
        shell = f"ssh -p {port}" if port else "ssh"
        quiet = "" if programs.somebody_is_there() else " -oBatchMode=yes"
        return programs.run(["rsync", "-e", shell + quiet, *arguments], self.target.name, given, fine=fine)

    def _rsync(self, paths: Iterable[str], *further: str) -> bytes:
        """Sends files that are named one by one: neither more nor less than what Khabar wrote."""
        given = "\0".join(paths).encode("utf-8", "surrogateescape")
        arguments = (
            *_FLAGS,
            *further,
            "--mkpath",
            "--from0",
            "--files-from=-",
            f"{self.cargo.root.resolve()}/",
            self._place,
        )
        return self._run(*arguments, given=given)

    @staticmethod
    def _sent(told: bytes) -> tuple[str, ...]:
        """The files that rsync says it sends."""
        lines = told.decode("utf-8", "surrogateescape").splitlines()
        return tuple(line[12:] for line in lines if line[:2] in ("<f", ">f"))

    def _delete(self, gone: Iterable[str]) -> None:
        """Deletes what is named, then the folders that this leaves empty; as a mirror, all that is not ours."""
        if self.target.setting("mirror"):
            self._mirror()
            return
        with tempfile.TemporaryDirectory() as empty:
            for names in (gone, _folders(gone, self.cargo.paths)):
                given = "\0".join(names).encode("utf-8", "surrogateescape")
                if given:
                    arguments = (
                        "--dirs",
                        "--delete-missing-args",
                        "--from0",
                        "--files-from=-",
                        f"{empty}/",
                        self._place,
                    )
                    self._run(*arguments, given=given, fine=(0, _NOT_THERE, _VANISHED))

    def _mirror(self, *further: str) -> tuple[str, ...]:
        """Deletes what is at the target and not in the output; the paths."""
        arguments = ("--recursive", "--delete-after", "--existing", "--ignore-existing", f"--exclude=/{manifest.NAME}")
        told = self._run(*_FLAGS, *arguments, *further, f"{self.cargo.root.resolve()}/", self._place)
        lines = told.decode("utf-8", "surrogateescape").splitlines()
        found = (line[12:] for line in lines if line.startswith("*deleting"))
        return tuple(path for path in found if not path.endswith("/"))

    def _read_manifest(self) -> manifest.Manifest:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, manifest.NAME)
            self._run(f"{self._place}{manifest.NAME}", str(file), fine=(0, _NOT_THERE, 3))
            return manifest.parse_manifest(file.read_bytes()) if file.exists() else {}

    def _write_manifest(self, files: manifest.Manifest) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, manifest.NAME)
            file.write_bytes(manifest.dump_manifest(files))
            self._run("--mkpath", "--checksum", "--chmod=F644", "--perms", str(file), self._place)


def _folders(gone: Iterable[str], kept: Iterable[str]) -> list[str]:
    """The folders of files that are gone which hold no others of ours, the deepest first."""

    def above(paths: Iterable[str]) -> set[str]:
        return {str(folder) for path in paths for folder in Path(path).parents if folder.name}

    return sorted(above(gone) - above(kept), key=lambda path: (-path.count("/"), path))
