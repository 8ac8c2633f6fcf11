"""The quick answer: whether anything has changed since the last build, without a database, a parser or a template."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import sweep, work
from generator.inputs import sweep_inputs
from generator.last import Last, read_last
from generator.options import BuildOptions, Report, cache_folder, key_of, report_of, silent

if TYPE_CHECKING:
    from generator.options import Progress
    from generator.sweep import Stat

BESIDE = 2000  # files of the output from which looking at them is worth a process of its own


@dataclass(frozen=True, slots=True)
class Seen:
    """What a first look at a site found: the last build, and the stat of every input now."""

    last: Last | None
    inputs: dict[str, Stat]
    outputs: dict[str, Stat]  # of the last build's files that are not as it left them, or not surely


def look(options: BuildOptions) -> Seen:
    """A first look at a site."""
    with work.undisturbed():
        last = read_last(cache_folder(options) / "last") if options.cache else None
        if last is None:
            return Seen(None, sweep_inputs(options.site), {})
        output, known = options.site / last.output, last.outputs
        with work.beside(lambda: sweep.other_stats(output, known), len(known) >= BESIDE) as outputs:
            inputs = sweep_inputs(options.site)
            return Seen(last, inputs, outputs())


def unchanged(options: BuildOptions, seen: Seen) -> Report | None:
    """The last build's report where nothing has changed since, on disk or by the clock; else None."""
    last, now = seen.last, options.now.timestamp()
    if last is None or last.key != key_of(options) or now < last.since:
        return None
    if last.until is not None and last.until <= now:
        return None
    if sweep.differences(last.inputs, seen.inputs):
        return None
    if seen.outputs or (cache_folder(options) / "unfinished").exists():
        return None
    return report_of(last)


def build(options: BuildOptions, progress: Progress = silent) -> Report:
    """Builds a site, if anything has changed."""
    try:
        seen = look(options)
        found = unchanged(options, seen)
        if found:
            return found
        from generator.build import build as build_anew

        return build_anew(options, progress, seen)
    finally:
        gc.unfreeze()  # for whoever builds more than once in a process
