"""The quick answer: whether anything has changed since the last build, without a database, a parser or a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import sweep
from generator.inputs import sweep_inputs, sweep_outputs
from generator.last import read_last
from generator.options import BuildOptions, Report, cache_folder, key_of, report_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[str, int, int], None]


def unchanged(options: BuildOptions) -> Report | None:
    """The last build's report where nothing has changed since, on disk or by the clock; else None."""
    last = read_last(cache_folder(options) / "last") if options.cache else None
    now = options.now.timestamp()
    if (
        last is None
        or last.key != key_of(options)
        or now < last.since
        or (last.until is not None and last.until <= now)
    ):
        return None
    if sweep.differences(last.inputs, sweep_inputs(options.site)):
        return None
    outputs = sweep_outputs(options.site / last.output)
    if any(outputs.get(path) != stat or stat.endswith(sweep.UNTRUSTED) for path, stat in last.outputs.items()):
        return None
    return report_of(last)


def build(options: BuildOptions, progress: Progress = lambda *_: None) -> Report:
    """Builds a site, if anything has changed."""
    found = unchanged(options)
    if found:
        return found
    from generator.build import build as build_anew

    return build_anew(options, progress)
