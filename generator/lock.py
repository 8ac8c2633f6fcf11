"""One build at a time: a lock on a site's cache that the system gives back when its holder dies."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.options import BuildOptions, cache_folder
from generator.problems import SiteError, Where, problem

try:
    import fcntl
except ImportError:  # Windows: no such lock; the files themselves are still replaced whole
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from pathlib import Path


def aside(options: BuildOptions) -> BuildOptions:
    """Options for whoever only reads a site: with a memory of its own while a server has the site's to itself."""
    folder = cache_folder(options)
    if not (folder / "lock").exists() or options.output:
        return options
    try:
        Lock(folder).release()
    except SiteError:
        return replace(options, output=options.site / ".cache" / "check")
    return options


class Lock:
    """A held lock; its lifetime is a builder's. Raises SiteError where another process holds it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        if fcntl is None:
            return
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(self.handle, 20).decode("ascii", "replace").strip() or "?"
            os.close(self.handle)
            raise SiteError(problem("build-locked", Where(), process=holder)) from None
        os.ftruncate(self.handle, 0)
        os.write(self.handle, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Gives the lock back; in a forked process, gives up the inherited share of it."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1
