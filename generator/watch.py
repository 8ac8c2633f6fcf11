"""Watching: wakes when a site's files may have changed, and says which paths to look at.

Events are hints and the disk is the truth: an event only wakes the builder, which looks at the files themselves, and
an idle sweep finds what events missed. watchdog delivers the events; where the system has no watches left, sweeps
alone do the work and a note says so.
"""

from __future__ import annotations

import errno
import os
import threading
import time
import warnings
from pathlib import Path

from watchdog.events import (
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from generator.paths import CONFIG, is_ignored
from generator.paths import FOLDER as CONTENT
from generator.roots import LAYOUTS

QUIET = 0.05  # seconds without an event that end a burst
CEILING = 0.4  # seconds after which a burst is built, quiet or not
IDLE_SHARE = 0.02  # of a core that idle sweeps may take
IDLE_LEAST, IDLE_MOST = 0.5, 60.0  # seconds between two of them
PROBE_OF_VIM = "4913"  # it makes and deletes such a file before it saves; a real one of that name waits for a sweep
LIMITS = {errno.ENOSPC: "max_user_watches=1048576", errno.EMFILE: "max_user_instances=1024"}


class _Handler(FileSystemEventHandler):
    """Notes the paths of events; must never raise, for that would end the observer's thread unseen."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Takes every event that may mean another content."""
        if isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent | DirModifiedEvent):
            return  # a folder is "modified" whenever a file in it is, which has an event of its own
        for path in (event.src_path, event.dest_path):
            if path:
                self.watcher.note(os.fsdecode(path), event.is_directory)


class Watcher:
    """Watches a site's folder; its lifetime is a server's."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.note_for_user = ""
        self._condition = threading.Condition()
        self._paths: set[str] = set()
        self._everything = False
        self._last = 0.0
        self._sweep_took = 0.1
        self._observer: Observer | None = None  # type: ignore[valid-type] # watchdog chooses the class by system
        self._watching = threading.RLock()  # held while watches are made or ended: the server may end at any moment
        self._ended = False

    def start(self) -> None:
        """Begins to watch; without watches, sweeps alone do the work."""
        # watchdog tells of a folder that appears while it is being scheduled as a warning that nobody can act on: the
        # folder is watched, and only once.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        with self._watching:
            if self._ended:
                return
            try:
                observer = Observer()
                observer.start()
                self._observer = observer
                self._watch()
            except OSError as error:
                self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Leaves it to sweeps, and says so: they come later and cost more."""
        self._end_watches()
        limit = LIMITS.get(error.errno or 0)
        self.note_for_user = (
            f"the system cannot watch {'so many files' if limit else 'the site'} ({error.strerror}); "
            f"changes are found by looking every {IDLE_LEAST:g} s or less often"
            f"{f'. On Linux: sudo sysctl fs.inotify.{limit}' if limit else ''}"
        )

    def _watch(self) -> None:
        """Watches the folders as they are now; ones that were removed and made again need it anew."""
        if self._observer is None:
            return
        self._observer.unschedule_all()
        self._observer.schedule(_Handler(self), str(self.root), recursive=False)
        for name in (CONTENT, LAYOUTS):
            folder = self.root / name
            if folder.is_dir():
                self._observer.schedule(_Handler(self), str(folder), recursive=True)
        # watchdog says nothing of folders within these that it could not watch. One watch more fails if they did.
        self._observer.unschedule(self._observer.schedule(_Handler(self), str(Path(__file__).parent)))

    def missed(self) -> None:
        """Says that a sweep found what no event told of: the watches may be deaf."""
        with self._watching:
            try:
                self._watch()
            except OSError as error:
                if error.errno in LIMITS:
                    self._give_up(error)
        self.wake()  # for what changed after the sweep and before the new watches stood

    def stop(self) -> None:
        """Ends watching."""
        with self._watching:
            self._ended = True
            self._end_watches()

    def _end_watches(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(2)
            self._observer = None

    def note(self, path: str, is_folder: bool) -> None:
        """Takes a path of an event, if it can matter."""
        name = self._name(path)
        if not name or (name.endswith(f"/{PROBE_OF_VIM}") and not is_folder):
            return
        with self._condition:
            self._last = time.monotonic()
            if is_folder or name in (CONTENT, LAYOUTS) or os.path.islink(path):  # noqa: PTH114 # a plain string
                # What is in a folder that moved is known only to a sweep, and so is where a link leads.
                self._everything = True
            else:
                self._paths.add(name)
            self._condition.notify_all()

    def wake(self) -> None:
        """Makes a waiting builder look at everything."""
        with self._condition:
            self._everything = True
            self._last = time.monotonic()
            self._condition.notify_all()

    def wait(self, until: float | None = None) -> set[str] | None:
        """The paths that may have changed; None for a look at everything.

        The first event is answered at once; a burst that goes on is answered when it is quiet, or after the ceiling.
        `until` is a monotonic time at which to come back with an empty set, for what the clock changes.
        """
        idle = time.monotonic() + self._idle_pause()
        with self._condition:
            while not (self._paths or self._everything):
                now = time.monotonic()
                if until is not None and now >= until:
                    return set()
                if now >= idle:
                    return None
                self._condition.wait(min(idle, until or idle) - now)
            return self._taken()

    def settle(self, pause: float = 0.0) -> set[str] | None:
        """Waits out a burst that is under way, or that begins within a pause; the paths that came with it."""
        begun = time.monotonic()
        with self._condition:
            if pause and not (self._paths or self._everything):
                self._condition.wait(pause)
            while self._paths or self._everything:
                now = time.monotonic()
                left = min(self._last + QUIET - now, begun + CEILING - now)
                if left <= 0:
                    break
                self._condition.wait(left)
            return self._taken()

    def _taken(self) -> set[str] | None:
        paths, everything = self._paths, self._everything
        self._paths, self._everything = set(), False
        return None if everything else paths

    def swept(self, seconds: float) -> None:
        """Notes how long a sweep took, which says how often an idle one may be made."""
        self._sweep_took = seconds

    def _idle_pause(self) -> float:
        if self._observer is None:
            return max(IDLE_LEAST, self._sweep_took / 0.2)
        return min(max(IDLE_LEAST, self._sweep_took / IDLE_SHARE), IDLE_MOST)

    def _name(self, path: str) -> str:
        """A path from the site's folder, if a build may depend on it; '' otherwise."""
        root = f"{self.root}{os.sep}"
        if not path.startswith(root):
            return ""
        name = path[len(root) :].replace(os.sep, "/")
        first = name.split("/", 1)[0]
        if name == CONFIG or name in (CONTENT, LAYOUTS):
            return name
        if first not in (CONTENT, LAYOUTS):
            return ""
        parts = name.split("/")
        if any(is_ignored("/".join(parts[:place]), part) for place, part in enumerate(parts) if place):
            return ""
        return name
