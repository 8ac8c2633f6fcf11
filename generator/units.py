"""Units at work: planning, checking and rendering one unit, in this process or another one."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator import urls
from generator.checks import Wanted, check_article, check_layout
from generator.digest import digest, digest_bytes, marks, written_fields
from generator.drawing import draw
from generator.layouts import Renderer
from generator.output import stage
from generator.pages import Unit, plan_parts, plan_unit
from generator.paths import CONFIG, is_article
from generator.problems import Problem, SiteError, Where
from generator.variants import Poster, Variant
from generator.weighing import RULES, check_weights, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from generator.layouts import LayoutDigests
    from generator.site import Site
    from generator.store import Store
    from generator.tables import Table
    from generator.views import Page
    from generator.weighing import Scales, Weights


COPIES = Unit("copies", "", "")  # of the files that are copied as they are
PRESSED = Unit("pressed", "", "")  # of the files that are others in fewer bytes
WEIGHT_RULES = frozenset(RULES.values())
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
    weights: Weights = ()  # where the config has a budget


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """What came of planning a unit."""

    inputs: str
    layouts: tuple[tuple[str, str], ...]  # name and digest of each layout that its pages use
    problems: tuple[Problem, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    parts: tuple[tuple[str, str, str, str], ...] = ()  # of a page planned by itself: address, inputs, file, source


@dataclass(slots=True)
class UnitResult:
    """What came of working on a unit: its record, its files, which of them are staged, and why each was rendered."""

    unit: Unit
    record: UnitRecord
    files: dict[str, FileRecord] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()  # paths of files that stay as they are, with their records
    twice: list[tuple[str, FileRecord]] = field(default_factory=list)  # further pages at an address of the unit's own
    staged: list[str] = field(default_factory=list)
    reasons: list[tuple[str, str]] = field(default_factory=list)  # (url, why)


@dataclass(frozen=True, slots=True)
class Job:
    """What every unit of a build is worked on with; other processes inherit it by forking."""

    site: Site
    roots: tuple[Path, ...]
    layouts: LayoutDigests
    output: Path | None  # None: pages are rendered only to be weighed
    engine: str
    files: Table[FileRecord]  # path → file of the output
    units: Table[UnitRecord]
    files_of: Callable[[str], Collection[str]]  # unit → paths of its files
    damaged: frozenset[str]
    root: Path
    store: Store
    cache: Path | None = None
    scales: Scales | None = None  # where the config has a budget


def run_unit(job: Job, unit: Unit) -> UnitResult:
    """Plans a unit and renders those of its pages whose key or file is not the recorded one."""
    result = UnitResult(unit, UnitRecord("", ()))
    parts = plan_parts(job.site, unit)
    old = _keep_same(job, unit, parts, result)
    problems, wanted, layouts = list(old.problems), list(old.wanted), dict(old.layouts)
    broken = _check(job, unit, parts, problems, wanted)
    failed: dict[tuple[Where, str], Problem] = {}  # a layout that fails, fails for many pages: one is enough to say
    done: list[tuple[str, str, str, str]] = []
    for page in plan_unit(job.site, unit, parts):
        if page.source in broken:
            _keep(job, unit, page, result)
            continue
        layouts[page.layout] = job.layouts.of(page.layout)
        try:
            path = _run_page(job, unit, page, layouts[page.layout], result)
        except SiteError as error:
            for each in error.problems:
                failed.setdefault((each.where, each.rule), each)
        else:
            name = page.part or page.url
            if path and name in parts:
                done.append((name, parts[name], path, page.source))
    contested = {path for path, _ in result.twice}
    result.record = UnitRecord(
        "" if failed or broken or contested else unit.inputs,
        tuple(layouts.items()),
        (*problems, *failed.values(), *_too_heavy(job, result)),
        tuple(wanted),
        tuple(part for part in (*old.parts, *done) if part[2] not in contested),
    )
    return result


def _keep_same(job: Job, unit: Unit, parts: dict[str, str], result: UnitResult) -> UnitRecord:
    """Takes the pages of a unit that need not be planned again out of `parts`; what is recorded of them."""
    record = job.units.find(unit.name) if parts else None
    if record is None or any(job.layouts.of(name) != seen for name, seen in record.layouts):
        return UnitRecord("", ())
    own = set(job.files_of(unit.name)) - job.damaged
    same = tuple(part for part in record.parts if parts.get(part[0]) == part[1] and part[2] in own)
    for url, *_ in same:
        del parts[url]
    result.kept = frozenset(path for _, _, path, _ in same)
    sources = {source for *_, source in same}
    return UnitRecord(
        "",
        record.layouts if same else (),
        tuple(each for each in record.problems if each.where.path in sources and each.rule not in WEIGHT_RULES),
        tuple(each for each in record.wanted if each.where.path in sources),
        same,
    )


def _check(
    job: Job, unit: Unit, pages: Collection[str], problems: list[Problem], wanted: list[Wanted]
) -> frozenset[str]:
    """The articles that cannot be rendered, for want of a layout; what else is wrong goes into the lists."""
    if unit.kind != "article":
        return frozenset()
    broken: set[str] = set()
    index = job.site.editions[unit.edition]
    for article in index.on(entry for entry in index.shelf(unit.part).entries if entry.url in pages):
        for found in (*check_layout(job.site, article), *check_article(job.site, article)):
            if isinstance(found, Wanted):
                wanted.append(found)
                continue
            problems.append(found)
            if found.rule in _UNRENDERABLE:
                broken.add(article.path)
    return frozenset(broken)


def _keep(job: Job, unit: Unit, page: Page, result: UnitResult) -> None:
    """Leaves the last good page of an article that cannot be rendered, if there is one."""
    path = urls.output_path(page.url, job.site.config.base_path)
    old = job.files.find(path)
    if old and old.unit == unit.name and old.source == page.source:
        result.files[path] = old


def _run_page(job: Job, unit: Unit, page: Page, layout: str, result: UnitResult) -> str:
    """Renders a page if it has to be; the path of its file, or nothing where another page has it."""
    path = urls.output_path(page.url, job.site.config.base_path)
    info = "" if isinstance(page.view, Variant | Poster) else job.site.info_digests[page.site.edition.code]
    layouts = renderer(job.roots, job.cache, job.layouts.mark)
    names = layouts.field_names(page)
    fields = written_fields(page.view)
    weighed = ("weighed",) if job.scales else ()
    key = digest((job.engine, page.layout, layout, page.url, info, *fields, *weighed))
    old = job.files.find(path)
    taken = path in result.files or path in result.kept
    if old and old.key == key and path not in job.damaged:
        record = replace(old, unit=unit.name, source=page.source)
    else:
        data = _bytes(job, page, layouts)
        seen = layout[:8] + info[:8] + marks(fields)
        why = _reason(old, key, seen, names, path in job.damaged)
        when = job.site.now.isoformat()
        record = FileRecord(
            unit.name, page.url, page.source, key, digest_bytes(data), len(data), seen, page.layout, why, when
        )
        if job.scales and page.layout.endswith(".html"):
            record = replace(record, weights=weigh(data, job.scales))
        result.reasons.append((page.url, why))
        if job.output and (old is None or old.data != record.data or path in job.damaged) and not taken:
            stage(job.output, path, data)
            result.staged.append(path)
    if taken:
        result.twice.append((path, record))
        return ""
    result.files[path] = record
    return path


def _bytes(job: Job, page: Page, layouts: Renderer) -> bytes:
    if isinstance(page.view, Variant | Poster):
        return draw(page.view, job.root, job.store).read_bytes()
    return layouts.render(page)


def _too_heavy(job: Job, result: UnitResult) -> Iterator[Problem]:
    """What is heavier than the budget among a unit's pages, those that stay as they are included."""
    budget = job.site.config.budget
    if budget is None:
        return
    kept = (record for path in sorted(result.kept) if (record := job.files.find(path)))
    for record in (*result.files.values(), *kept):
        where = Where(record.source if is_article(record.source) else CONFIG)
        yield from check_weights(record.url, record.layout, where, record.weights, budget)


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
