"""The build, from a site's folder to its output: read me first.

    sweep → read, parse (each file for itself) → gather → plan, check, render (each unit for itself) → publish

This is the only module that knows the memo, the executor and the output together. Everything it calls between
reading and staging is a function of values. With nothing changed it stops after the sweep.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from generator import output, sweep, work
from generator.copies import copy_files
from generator.engine import engine_digest
from generator.inputs import sweep_inputs, sweep_outputs
from generator.last import Last, write_last
from generator.later import Later
from generator.lock import Lock, aside
from generator.memo import DAMAGED, Memo, mark_of, open_memo
from generator.options import BuildOptions, Report, cache_folder, facts_of, key_of, silent
from generator.pages import DRAWN, Unit, plan_units
from generator.paths import CONFIG
from generator.pressing import press_output
from generator.problems import Problem, SiteError, Where, has_errors, problem
from generator.quick import Seen, look
from generator.reading import Reading, load_config
from generator.records import Change, Records
from generator.reporting import report_on
from generator.sayings import Saying, saying
from generator.store import SPARE, Store, store_folder
from generator.units import COPIES, JOB, Job, UnitResult, run_inherited, run_unit
from generator.weighing import scales_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from generator.options import Progress
    from generator.site import Site
    from generator.sweep import Stat

MEMO = "memo.sqlite"
PARSE_PARALLEL, RENDER_PARALLEL = 64, 150  # files, units: below these, starting processes costs more than it saves
DEAR = 60  # units of pages that are rendered while pictures are made


def build(options: BuildOptions, progress: Progress = silent, seen: Seen | None = None) -> Report:
    """Builds a site once. Problems are in the report; only those without which nothing can be read are raised."""
    with contextlib.closing(Builder(options, seen)) as builder:
        return builder.build(options.now, progress=progress)


@contextlib.contextmanager
def read_site(options: BuildOptions) -> Iterator[tuple[Site, list[Problem]]]:
    """A site as a build would see it, with what is wrong with its files; nothing is planned or written."""
    with contextlib.closing(Builder(aside(options))) as builder:
        yield builder.read(options.now)


def clean(options: BuildOptions) -> int:
    """Deletes what Khabar wrote to an output folder, and what it remembers of it. The number of files."""
    import shutil

    with contextlib.closing(Builder(options)) as builder:
        count = builder.clean()
    for folder in (cache_folder(options), options.site / ".cache" / "pictures"):
        shutil.rmtree(folder, ignore_errors=True)
    return count


class Builder:
    """Builds one site again and again; its lifetime is a command's."""

    def __init__(self, options: BuildOptions, seen: Seen | None = None) -> None:
        self.seen = seen
        self.options = options
        self.root = options.site
        self.key = key_of(options)
        self.cache = cache_folder(options)
        self.last: Last | None = None
        self.inputs: dict[str, Stat] = {}
        self.outputs: dict[str, Stat] = {}
        self.other: dict[str, Stat] | None = None  # a first look at what the last build left
        self.unfinished = self.cache / "unfinished"  # is there while files of the output are being written
        self.memo: Memo | None = None
        self.reading: Reading | None = None
        self.records: Records | None = None
        self.damaged: set[str] = set()
        self.lock: Lock | None = None
        self.pending: set[str] | None = set()  # paths that no build has read yet; None: all
        self.notes: list[Saying] = []
        self.search_waits = False  # whether the search may be older than the pages, until somebody asks for it
        self.drawings_wait = False  # whether pictures and cards may be missing, until somebody asks for one
        self.later: Later | None = None
        self.anew = False  # whether what was remembered turned out to be damaged
        self.kept: Last | None = None  # the last build that was written down

    def build(self, now: datetime, changed: set[str] | None = None, progress: Progress = silent) -> Report:
        """Builds what has to be built at a moment, when `changed` may be other than last time; None: a sweep tells."""
        try:
            return self._build(now, changed, progress)
        except DAMAGED as error:
            if self.anew or "locked" in str(error) or "full" in str(error):
                raise
            self.last = None
            self.close()
            self.memo, self.reading, self.records, self.lock = None, None, None, None
            self.anew = True
            self.notes.append(saying("cache-damaged"))
            return self._build(now, None, progress)

    def _build(self, now: datetime, changed: set[str] | None, progress: Progress) -> Report:
        reading, changed = self._prepare(changed)  # what a build that fails was told of, the next has to look at again
        self.pending = None if changed is None or self.pending is None else self.pending | changed
        site = reading.read(now, self.inputs, self.pending, self.parse_pool, progress)
        self.pending = set()
        records = self.open_records(root := self.output_root)
        if site.search and (site.search.behind is None or not self.search_waits):
            site.search.settle(site)
        units = list(plan_units(site))
        job = self.job(site, reading, records, root)
        self.unfinished.touch()  # from here on there may be files that are not yet in their places
        stale = records.stale(units, job.layouts, self.damaged)
        self.later = Later(job, stale if self.drawings_wait else ())
        results = [copy_files(job, self.root, reading), *self.run(job, self.later.others(stale), progress)]
        change = records.change([*units, COPIES], results)
        report = report_on(site, reading, records, change, self.notes)
        report.rendered = [reason for result in results for reason in result.reasons]
        if has_errors(report.problems) and not self.options.keep_going:
            output.discard(root, [path for result in results for path in result.staged])
            self.unfinished.unlink(missing_ok=True)
            return report
        self._settle(change, job, units)
        press_output(records, change, root, site.config.precompress, self.damaged, self._pool)
        report.notes = [*self.notes, *records.vanished(site, change)]
        self._publish(root, records, change, report)
        if any(result.unit.kind in DRAWN and result.staged for result in results):
            job.store.prune(2 * report.size + SPARE)
        self._remember(site, reading, report)
        return report

    def read(self, now: datetime) -> tuple[Site, list[Problem]]:
        """The site of a moment and the problems of its files."""
        reading, changed = self._prepare(None)
        site = reading.read(now, self.inputs, changed, self.parse_pool, silent)
        return site, list(reading.problems())

    def clean(self) -> int:
        """Deletes the files that the records know. How many there were."""
        self._prepare(None)
        root = self.options.output or self.root / load_config(self.root)[0].output
        output.clear_away(root)
        return output.delete(root, list(self.open_records(root).files))

    @property
    def output_root(self) -> Path:
        """The folder that is built into."""
        reading = self.reading
        configured = reading.config.output if reading and reading.config else "output"
        return self.options.output or self.root / configured

    def close(self) -> None:
        """Ends the use of the memo, and keeps what the next command needs to know."""
        try:
            if self.memo:
                self.memo.close()
                if self.last:
                    write_last(self.cache / "last", replace(self.last, memo=mark_of(self.cache / MEMO)))
        finally:
            if self.lock:
                self.lock.release()

    def rest(self) -> None:
        """Keeps what the next command needs to know, between two builds, should it come to no orderly end."""
        if self.last and self.last is not self.kept:
            self.kept = self.last
            write_last(self.cache / "last", self.last)

    def _prepare(self, changed: set[str] | None) -> tuple[Reading, set[str] | None]:
        """The reader of the site, and which paths it has to look at."""
        if self.reading is None:
            if not (self.root / CONFIG).is_file():
                raise SiteError(problem("config-missing", Where(CONFIG)))
            self.lock = Lock(self.cache)
            seen = self.seen or look(self.options)
            self.inputs = seen.inputs
            self.reading = self._open(seen.last, seen.outputs)
            return self.reading, sweep.differences(self.last.inputs, self.inputs) if self.last else None
        before = self.inputs
        if changed is None:
            self.inputs = sweep_inputs(self.root)
            return self.reading, sweep.differences(before, self.inputs)
        for name in changed:
            stat = sweep.stat_of(self.root, name)
            before.pop(name, None)
            if stat:
                before[name] = stat
        self.inputs = before
        return self.reading, changed

    def _open(self, last: Last | None, other: dict[str, Stat]) -> Reading:
        """Opens the memo, and decides whether what the last build left can be trusted."""
        options, path = self.options, self.cache / MEMO
        mark = mark_of(path)
        own = last is not None and last.memo == mark != ""  # nobody else has written to it since
        outputs = last.outputs if last else ()
        fresh = self.anew or not options.cache
        self.memo, anew = open_memo(path, engine_digest(), outputs, fresh=fresh, doubtful=not own)
        if own and last and not anew and (last.key, last.generation) == (self.key, self.memo.fact("generation")):
            self.last, self.other = last, other
        return Reading(self.root, self.memo, options.base_url, options.drafts, options.keep_going)

    def open_records(self, root: Path) -> Records:
        """The records of the output; what stands there and is not what they say is damaged."""
        if self.records is None or not root.is_dir():  # a server's output may be deleted between two builds
            assert self.memo is not None and self.reading is not None  # set by _prepare
            if root.exists() and not root.is_dir():
                raise SiteError(problem("output-file", Where(str(root))))
            self.records = Records(self.memo, self.reading.shared)
            known = self.last.outputs if self.last and self.root / self.last.output == root else {}
            self.outputs, self.damaged = self.records.look(root, known, self.other if known else None)
            self.other = None
            if self.unfinished.exists():
                output.clear_away(root)
            if not self.records.totals.files and any(not path.startswith(".") for path in sweep_outputs(root)):
                self.notes.append(saying("foreign-files", folder=root))
        return self.records

    def job(self, site: Site, reading: Reading, records: Records, root: Path) -> Job:
        """What the units of a site are worked on with."""
        dressing = reading.dressing
        assert dressing is not None  # read sets it
        return Job(
            site=site,
            roots=dressing.roots,
            layouts=dressing.layouts,
            output=root,
            engine=engine_digest(),
            files=records.files,
            units=records.units,
            files_of=records.files_of,
            damaged=frozenset(self.damaged),
            root=self.root,
            store=Store(store_folder(self.root)),
            cache=self.cache / "layouts" if self.options.cache else None,
            scales=scales_of(dressing.assets) if site.config.budget else None,
        )

    def run(self, job: Job, units: list[Unit], progress: Progress) -> Iterator[UnitResult]:
        """The results of the units, in their order."""
        JOB[:] = [job]
        done = 0
        with self._pool(sum(DEAR if unit.kind in DRAWN else 1 for unit in units), RENDER_PARALLEL) as executor:
            for result in work.run(executor, run_inherited, units, chunk=1):
                done += 1
                progress("render", done, len(units))
                yield result

    def parse_pool(self, count: int) -> AbstractContextManager[Executor | None]:
        """Processes for reading so many files, or none where they are too few to be worth their start."""
        return self._pool(count, PARSE_PARALLEL)

    def _pool(self, count: int, least: int) -> AbstractContextManager[Executor | None]:
        """Processes for some work, or none where it is too little to be worth their start."""
        if self.options.jobs == 1 or count < least:
            return contextlib.nullcontext()
        # Forked processes inherit the site and the compiled layouts; nothing large is sent to them.
        # They must not keep the lock when this process is killed.
        return work.processes(self.options.jobs, self.lock.release if self.lock else None)

    def _settle(self, change: Change, job: Job, units: list[Unit]) -> None:
        """With --keep-going two pages may want one path: the one that has it is staged again."""
        owners = {change.files[path].unit for path in change.contested if path in change.files}
        for unit in units:
            if unit.name in owners:
                again = run_unit(replace(job, damaged=job.damaged | change.contested), unit)
                change.staged += [path for path in again.staged if path not in change.staged]

    def _publish(self, root: Path, records: Records, change: Change, report: Report) -> None:
        records.announce(change)
        report.written, report.deleted = output.publish(root, change.staged, change.gone_files)
        report.changed = [*change.staged, *sorted(change.gone_files)]
        records.take(change)
        report.files, report.size = records.totals.files, records.totals.size
        for path in change.gone_files:
            self.outputs.pop(path, None)
        self.outputs |= sweep.stats_of(root, change.staged)
        self.damaged = set()
        self.unfinished.unlink(missing_ok=True)
        report.published = True

    def _remember(self, site: Site, reading: Reading, report: Report) -> None:
        memo, records, library = self.memo, self.records, reading.library
        assert memo is not None and records is not None and library is not None  # a build sets them
        generation = int(str(memo.fact("generation") or 0)) + 1
        memo.set_fact("generation", generation)
        if reading.dressing:
            memo.set_fact("layouts", dict(reading.dressing.layouts.named))
        reading.save()
        memo.commit()
        behind = bool(site.search and site.search.behind) or bool(self.later and self.later.units)
        event = site.now.timestamp() if behind else library.next_event()
        self.last = Last(
            key=self.key,
            generation=generation,
            memo="",
            output=str(self.options.output or (reading.config.output if reading.config else "output")),
            until=event,
            since=site.now.timestamp(),
            report=facts_of(report),
            inputs=self.inputs,
            outputs=self.outputs,
        )
