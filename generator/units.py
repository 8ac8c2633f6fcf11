"""Units at work: planning, checking and rendering one unit, in this process or another one."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator import urls
from generator.checks import Wanted, check_article, check_layout
from generator.digest import digest, digest_bytes, marks, written_fields
from generator.layouts import Renderer
from generator.output import stage
from generator.pages import Unit, plan_unit
from generator.problems import Problem, SiteError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.layouts import LayoutDigests
    from generator.site import Site
    from generator.views import Page


_UNRENDERABLE = ("block-unknown", "block-youtube")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of the output as it was last written."""

    unit: str
    url: str
    source: str  # for messages: what made it
    key: str  # digest of all that its bytes depend on
    data: str  # digest of its bytes
    size: int
    fields: str = ""  # digests of layout, site and the view's fields, eight digits each
    layout: str = ""
    why: str = ""  # it was last rendered
    when: str = ""  # … and for which moment


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """What came of planning a unit."""

    inputs: str
    layouts: tuple[tuple[str, str], ...]  # name and digest of each layout that its pages use
    problems: tuple[Problem, ...]
    wanted: tuple[Wanted, ...]
    files: tuple[str, ...]


@dataclass(slots=True)
class UnitResult:
    """What came of working on a unit: its record, its files, which of them are staged, and why each was rendered."""

    unit: Unit
    record: UnitRecord
    files: dict[str, FileRecord] = field(default_factory=dict)
    twice: list[tuple[str, FileRecord]] = field(default_factory=list)  # further pages at an address of the unit's own
    staged: list[str] = field(default_factory=list)
    reasons: list[tuple[str, str]] = field(default_factory=list)  # (url, why)


@dataclass(frozen=True, slots=True)
class Job:
    """What every unit of a build is worked on with; other processes inherit it by forking."""

    site: Site
    roots: tuple[Path, ...]
    layouts: LayoutDigests
    output: Path
    engine: str
    files: dict[str, FileRecord]
    damaged: frozenset[str]
    cache: Path | None = None


def run_unit(job: Job, unit: Unit) -> UnitResult:
    """Plans a unit and renders those of its pages whose key or file is not the recorded one."""
    problems: list[Problem] = []
    wanted: list[Wanted] = []
    broken = _check(job, unit, problems, wanted) if unit.kind == "article" else frozenset()
    result = UnitResult(unit, UnitRecord("", (), (), (), ()))
    layouts: dict[str, str] = {}
    failed: dict[tuple[Where, str], Problem] = {}  # a layout that fails, fails for many pages: one is enough to say
    for page in plan_unit(job.site, unit):
        if page.source in broken:
            _keep(job, unit, page, result)
            continue
        layouts[page.layout] = job.layouts.of(page.layout)
        try:
            _run_page(job, unit, page, layouts[page.layout], result)
        except SiteError as error:
            for each in error.problems:
                failed.setdefault((each.where, each.rule), each)
    result.record = UnitRecord(
        "" if failed or broken else unit.inputs,
        tuple(layouts.items()),
        (*problems, *failed.values()),
        tuple(wanted),
        tuple(result.files),
    )
    return result


def _check(job: Job, unit: Unit, problems: list[Problem], wanted: list[Wanted]) -> frozenset[str]:
    """The articles that cannot be rendered, for want of a layout; what else is wrong goes into the lists."""
    index = job.site.editions[unit.edition]
    shelf = next(each for each in index.shelves if each.name == unit.part)
    for article in shelf.articles:
        problems += check_layout(job.site, article)
        for found in check_article(job.site, article):
            if isinstance(found, Wanted):
                wanted.append(found)
            else:
                problems.append(found)
    return frozenset(each.where.path for each in problems if each.rule in _UNRENDERABLE)


def _keep(job: Job, unit: Unit, page: Page, result: UnitResult) -> None:
    """Leaves the last good page of an article that cannot be rendered, if there is one."""
    path = urls.output_path(page.url, job.site.config.base_path)
    old = job.files.get(path)
    if old and old.unit == unit.name and old.source == page.source:
        result.files[path] = old


def _run_page(job: Job, unit: Unit, page: Page, layout: str, result: UnitResult) -> None:
    path = urls.output_path(page.url, job.site.config.base_path)
    info = job.site.info_digests[page.site.edition.code]
    layouts = renderer(job.roots, job.cache, job.layouts.mark)
    names = layouts.field_names(page)
    fields = written_fields(page.view)
    key = digest((job.engine, page.layout, layout, page.url, info, *fields))
    old = job.files.get(path)
    if old and old.key == key and path not in job.damaged:
        record = replace(old, unit=unit.name, source=page.source)
    else:
        data = layouts.render(page)
        seen = layout[:8] + info[:8] + marks(fields)
        why = _reason(old, key, seen, names, path in job.damaged)
        when = job.site.now.isoformat()
        record = FileRecord(
            unit.name, page.url, page.source, key, digest_bytes(data), len(data), seen, page.layout, why, when
        )
        result.reasons.append((page.url, why))
        if (old is None or old.data != record.data or path in job.damaged) and path not in result.files:
            stage(job.output, path, data)
            result.staged.append(path)
    if path in result.files:
        result.twice.append((path, record))
    else:
        result.files[path] = record


def _reason(old: FileRecord | None, key: str, marks: str, names: Iterable[str], damaged: bool) -> str:
    """Why a page was rendered, in the words of its view."""
    if old is None:
        return "new page"
    if old.key in ("", key) or damaged:
        return "its file was missing or changed"
    titles = ["layout", "site", *names]
    pairs = zip(titles, _marks(old.fields), _marks(marks), strict=False)
    changed = [title for title, before, after in pairs if before != after]
    return f"{', '.join(changed)} changed" if changed else "another version of Khabar"


def _marks(fields: str) -> list[str]:
    return [fields[start : start + 8] for start in range(0, len(fields), 8)]


@functools.lru_cache(maxsize=4)
def renderer(roots: tuple[Path, ...], cache: Path | None, _mark: str) -> Renderer:
    """The renderer of a process for a site's layouts as they are: another mark, another renderer."""
    return Renderer(roots, cache)


JOB: list[Job] = []  # the job of this process; set before others are forked from it


def run_inherited(unit: Unit) -> UnitResult:
    """Works on a unit with the job that this process has, or has inherited."""
    return run_unit(JOB[-1], unit)
