"""Heavy: what of a site's pages is heavier than its budget, whatever was built before and without writing anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.budget import Budget
from generator.copies import copy_files
from generator.options import silent
from generator.pages import plan_units
from generator.tables import Table
from generator.units import WEIGHT_RULES
from generator.weighing import weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.build import Builder
    from generator.problems import Problem
    from generator.site import Site


def check_budget(builder: Builder, site: Site) -> Iterator[Problem]:
    """What is too heavy of a site that a builder read, by its budget or the usual one; all pages are rendered."""
    reading, nothing = builder.reading, Table[Any](lambda _: None, tuple)
    assert reading is not None  # who has the site has read it
    site = replace(site, config=replace(site.config, budget=site.config.budget or Budget()))
    root = builder.output_root
    job = builder.job(site, reading, builder.open_records(root), root)
    job = replace(job, output=None, files=nothing, units=nothing, files_of=lambda _: (), damaged=frozenset())
    units = [unit for unit in plan_units(site) if unit.kind != "social"]  # which no page loads
    results = [copy_files(job, builder.root, reading), *builder.run(job, units, silent)]
    sizes = {record.url: record.size for result in results for record in result.files.values()}
    found = (each for result in results for each in result.record.problems if each.rule in WEIGHT_RULES)
    yield from weighed(found, lambda url: sizes.get(url, 0))
