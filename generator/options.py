"""What a build is asked for, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.engine import engine_digest
from generator.problems import Problem, pack_problem, unpack_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from generator.last import Last
    from generator.sayings import Saying

    Progress = Callable[[str, int, int], None]  # step, done, of how many


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command line says about a build."""

    site: Path
    now: datetime
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    keep_going: bool = False
    jobs: int = 1
    cache: bool = True


@dataclass(slots=True)
class Report:
    """What a build did."""

    problems: tuple[Problem, ...] = ()
    articles: int = 0
    pages: int = 0
    files: int = 0
    written: int = 0
    deleted: int = 0
    size: int = 0  # bytes of all files
    published: bool = False
    rendered: list[tuple[str, str]] = field(default_factory=list)  # (address, why)
    changed: list[str] = field(default_factory=list)  # paths of the output that were written or deleted
    defect: str = ""  # the traceback of a fault of ours
    notes: list[Saying] = field(default_factory=list)  # what a user may want to know that is no problem of the site


def cache_folder(options: BuildOptions) -> Path:
    """Where a site keeps what it remembers of one output folder."""
    folder = options.site / ".cache"
    return folder / digest(str(options.output.resolve()))[:12] if options.output else folder / "site"


def key_of(options: BuildOptions) -> str:
    """A digest of the engine and of what the command asks for: a build of another key says nothing of this one."""
    facts = (options.base_url, options.drafts, options.keep_going, str(options.output or ""))
    return digest((engine_digest(), facts))


def facts_of(report: Report) -> dict[str, object]:
    """A published build's report as plain values, for the next command."""
    facts = {name: getattr(report, name) for name in ("articles", "pages", "files", "size")}
    return {**facts, "problems": [pack_problem(each) for each in report.problems]}


def report_of(last: Last) -> Report:
    """The report of a build in which nothing had changed."""
    facts = dict(last.report)
    packed: list[list[object]] = facts.pop("problems")  # type: ignore[assignment] # as facts_of put it there
    problems = tuple(
        unpack_problem((*row[:4], tuple((name, text) for name, text in row[4]), row[5]))  # type: ignore[attr-defined]
        for row in packed
    )
    return Report(problems, published=True, **facts)  # type: ignore[arg-type] # counts


def silent(_step: str, _done: int, _total: int) -> None:
    """Shows no progress."""
