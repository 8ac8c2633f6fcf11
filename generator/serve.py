"""The development server: builds, serves what was built on loopback, watches, rebuilds, and reloads the browser.

An address never becomes a path: it is looked up among the files that the build wrote.
"""

from __future__ import annotations

import contextlib
import gc
import json
import threading
import time
import traceback
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from generator import urls
from generator.assets import INLINE
from generator.build import Builder
from generator.content import read_line
from generator.options import BuildOptions, Report
from generator.pages.search import FOLDER as SEARCH
from generator.preview import drawn_later
from generator.problems import ERROR, Problem, SiteError, format_problem, has_errors, refused
from generator.watch import QUIET, Watcher

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.problems import Where
    from generator.site import Site

ASSETS = "layouts/assets/"


@dataclass(slots=True)
class News:
    """What waiting browsers are told: numbered messages, of which only the newest few are kept."""

    condition: threading.Condition = field(default_factory=threading.Condition)
    number: int = field(default_factory=time.time_ns)  # so that a page of an earlier server is known to be older
    messages: list[tuple[int, str]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    ended: bool = False

    def tell(self, **message: object) -> None:
        """Sends a message to every waiting browser."""
        with self.condition:
            self.number += 1
            self.messages = [*self.messages[-20:], (self.number, json.dumps(message, ensure_ascii=False))]
            self.condition.notify_all()

    def after(self, number: int) -> list[tuple[int, str]]:
        """The messages after a number; a message to reload where older ones are no longer kept."""
        kept_since = self.number - len(self.messages)
        if number < kept_since:
            return [(self.number, json.dumps({"changed": None}))]
        return [each for each in self.messages if each[0] > number]


class EndedError(BaseException):
    """The server ends while a build is under way; what that build has not published stays as it was."""


class Server:
    """A site being served; its lifetime is the command's."""

    def __init__(
        self,
        options: BuildOptions,
        say: Callable[[str], None],
        show: Callable[[Report, float], None],
        language: str = "en",  # of messages
        editor: str = "",  # an address that opens a file in the author's editor, with {path}, {line}, {column}
    ) -> None:
        self.builder = Builder(options)
        self.builder.drawings_wait = True
        self.watcher = Watcher(options.site)
        self.news = News()
        self.say = say
        self.show = show
        self.language = language
        self.editor = editor
        self.ended = threading.Event()
        self.building = threading.Lock()  # a build is one thread's work at a time
        self.report = Report()  # of the last build
        self.stale: set[str] | None = None  # what may have changed since the desk last looked; None: everything
        self.tried: dict[str, Site] = {}  # by path of an article: the site with a text of it that is being written

    def first(self) -> None:
        """Builds for the first time, with all processes; later, with threads about, no process may be forked."""
        self.build()
        self.builder.options = replace(self.builder.options, jobs=1)
        self.builder.search_waits = True
        gc.collect()
        gc.freeze()  # what there is now stays; only what comes is worth a look

    def build(self, changed: set[str] | None = None, found: set[str] | None = None) -> None:
        """Builds once, and tells the browsers; whatever goes wrong, the last good site stays.

        `changed` is what to look at, None everything; `found` is what a look at everything found, if there was one.
        """
        started = time.monotonic()
        report = self._build(changed)
        changed = found if changed is None else changed
        if has_errors(report.problems):
            # Perhaps only half of a file was written yet: an error is shown when nothing more comes.
            rest = self.watcher.settle(QUIET)
            if rest is None or rest:
                first, report = report, self._build(rest)
                report.changed = [*first.changed, *report.changed]
                changed = None if rest is None or changed is None else changed | rest
        for note in report.notes:
            self.say(note.said(self.language))
        self.show(report, time.monotonic() - started)
        self._tell(report, changed)

    def _build(self, changed: set[str] | None, again: bool = True) -> Report:
        try:
            with self.building:
                return self.builder.build(datetime.now(UTC), changed, self._go_on)
        except SiteError as error:
            return Report(problems=error.problems)
        except Exception as error:  # a defect of ours must not end the author's server
            if again and isinstance(error, FileNotFoundError):  # what was seen was gone when it was to be read
                return self._build(None, again=False)
            if isinstance(error, OSError):
                return Report(problems=(refused(error, self.builder.root),))
            text = f"This is a defect of Khabar; please report it.\n\n{traceback.format_exc()}"
            self.say(text)
            return Report(defect=text)

    def make_search(self) -> None:
        """Makes the search's shards what they should be since the last build; saves wait for no search."""
        with self.building:
            library = self.builder.reading.library if self.builder.reading else None
            if library is None or library.search is None or not library.search.behind:
                return
            self.builder.search_waits = False
        try:
            report = self._build(set())
        finally:
            self.builder.search_waits = True
        if not all(path.startswith(f"{SEARCH}/") for path in report.changed):
            self._tell(report, None)  # a moment had come at which pages change

    def _go_on(self, *_: object) -> None:
        if self.ended.is_set():
            raise EndedError

    def _shown(self, each: Problem) -> dict[str, str]:
        """A problem as the page over the page shows it: its text, which begins with its place, and a link to there."""
        text = format_problem(each, read_line(self.builder.root, each.where), self.language)
        return {"text": text, "severity": each.severity, "place": str(each.where), "link": self.link(each.where)}

    def link(self, place: Where) -> str:
        """An address that opens a place in the author's editor; '' where there is no editor or no file."""
        if not self.editor or not place.path:
            return ""
        path = quote((self.builder.root.resolve() / place.path).as_posix())
        return self.editor.format(path=path, line=place.line or 1, column=place.column or 1)

    def _tell(self, report: Report, changed: set[str] | None) -> None:
        self.report = report
        with self.building:
            self.stale = None if changed is None or self.stale is None else self.stale | changed
        problems = [self._shown(each) for each in report.problems]
        if report.defect:
            problems.insert(0, {"text": report.defect, "severity": ERROR, "place": "", "link": ""})
        if problems != self.news.problems:
            self.news.problems = problems
            self.news.tell(problems=problems)
        if not report.changed:
            return
        if changed and all(path.startswith(ASSETS) and path.endswith(".css") for path in changed):
            dressing = self.builder.reading.dressing if self.builder.reading else None
            found = {ASSETS + asset.name: asset for asset in (dressing.assets if dressing else ())}
            if all(path in found and INLINE not in path for path in changed):
                self.news.tell(styles={found[path].name: found[path].url for path in changed})
                return
        self.news.tell(changed=report.changed if len(report.changed) < 500 else None)

    def run(self) -> None:
        """Rebuilds whenever something changes, until the server ends, be it in the middle of a build."""
        with contextlib.suppress(EndedError):
            self._run()

    def _run(self) -> None:
        self.watcher.start()
        self.look()  # for what was saved while the first build went on, before anything was watched
        while not self.ended.is_set():
            changed = self.watcher.wait(self._next_event())
            if self.ended.is_set():
                return
            if changed is None:
                self.look()
                continue
            self.build(changed)
            rest = self.watcher.settle()
            if rest is None or rest:
                self.build(rest)
            self.builder.rest()

    def look(self) -> None:
        """Builds if a sweep of everything finds changes."""
        from generator.inputs import sweep_inputs
        from generator.sweep import differences, stamps

        if self.watcher.note_for_user:
            self.say(self.watcher.note_for_user)
            self.watcher.note_for_user = ""
        started = time.monotonic()
        try:
            found = sweep_inputs(self.builder.root)
        except SiteError as error:
            if [self._shown(each) for each in error.problems] != self.news.problems:
                self.build()  # which explains it, once
            return
        except OSError:  # a folder that may not be read
            if not self.news.problems:
                self.build()
            return
        self.watcher.swept(time.monotonic() - started)
        different = differences(stamps(self.builder.inputs), stamps(found))
        if different:
            self.watcher.missed()
            self.build(found=different)
        elif not self.news.problems and self.builder.records and not self.builder.output_root.is_dir():
            self.build()  # somebody has deleted the output

    def _next_event(self) -> float | None:
        library = self.builder.reading.library if self.builder.reading else None
        event = library.next_event() if library else None
        return None if event is None else time.monotonic() + max(0.0, event - time.time())

    def now(self, timezone: str) -> datetime:
        """The time of day where the site is written."""
        return datetime.now(ZoneInfo(timezone))

    def end(self) -> None:
        """Ends the server."""
        self.ended.set()
        with self.news.condition:
            self.news.ended = True
            self.news.condition.notify_all()
        self.watcher.wake()
        self.watcher.stop()

    @property
    def base_path(self) -> str:
        """The path at which the site is served."""
        reading = self.builder.reading
        return reading.config.base_path if reading and reading.config else "/"

    def file(self, path: str) -> tuple[Path, str] | None:
        """The file of the output that answers an address, and a mark of its bytes."""
        base = self.base_path
        if not path.startswith(base):
            return None
        if path.startswith(f"{base}{SEARCH}/"):
            self.make_search()
        name = urls.output_path(path, base)
        for each in (name, f"{name}/index.html" if not path.endswith("/") else name):
            stat = self.builder.outputs.get(each)
            if stat:
                return self.builder.output_root / each, "-".join(map(str, stat[:4]))
        return self._drawn(name)

    def _drawn(self, name: str) -> tuple[Path, str] | None:
        """A picture or a card that no build has made yet, and that is made now."""
        with self.building:
            later, tried = self.builder.later, self.tried
            view = later.find(name) if later else None
            for site in tried.values() if later and name.startswith("media/") else ():
                if later and view is None:  # a picture of a draft, or of a text that is not saved yet
                    later = drawn_later(later.job, site)
                    view = later.find(name)
        if later is None or view is None:
            return None
        try:
            file = later.make(view)
        except SiteError:  # its source was deleted a moment ago
            return None
        return file, file.stem

    def not_found(self, path: str) -> tuple[Path, str] | None:
        """The 404 page in the language of the address."""
        edition = path.removeprefix(self.base_path).split("/", 1)[0]
        return self.file(f"{self.base_path}{edition}/404.html") or self.file(f"{self.base_path}404.html")
