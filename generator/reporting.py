"""Reporting: what a build found and made, before it is decided that it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import checks
from generator.options import Report
from generator.parting import OutputPaths
from generator.pressing import check_makers
from generator.problems import with_severities
from generator.weighing import weighed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.reading import Reading
    from generator.records import Change, Records
    from generator.sayings import Saying
    from generator.site import Site


def report_on(site: Site, reading: Reading, records: Records, change: Change, notes: Iterable[Saying]) -> Report:
    """The report of a build's change: its problems with the severities that config.yaml gives them, and its figures."""
    problems = list(reading.problems())
    if any(each.rule in ("term-address", "term-pair") for each in problems):
        change.collisions.clear()  # their pages collide as well; the terms say it better
    paths = OutputPaths(records, change, site.config.base_path)
    spoilt = {each.where.path for each in problems}
    problems += checks.with_near_misses(site, weighed(records.problems(change), paths.size), spoilt)
    problems += checks.check_wanted(records.wanted(change), paths, site.config.base_path)
    problems += checks.check_config(site)
    problems += check_makers(site.config.precompress)
    problems += checks.check_hidden_addresses(site, reading.unpublished(), paths)
    judged = with_severities(problems, dict(site.config.rules))
    totals = records.totals_after(change)
    articles = sum(len(shelf.entries) for index in site.editions.values() for shelf in index.shelves)
    return Report(judged, articles, totals.pages, totals.files, size=totals.size, notes=list(notes))
