"""What a command shows: problems, how far a build is, what came of it."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from generator.sayings import counted, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.options import Report
    from generator.problems import Problem

PROGRESS_AFTER = 1.0  # seconds: shorter work needs no bar


def complain(name: str, language: str, **facts: object) -> None:
    """Says why a command cannot do what it was asked to."""
    print(f"khabar: {say(name, language, **facts)}", file=sys.stderr)


def show_problems(problems: Sequence[Problem], options: argparse.Namespace, report: Report | None = None) -> None:
    """Prints problems: as text with their lines, or as JSON."""
    from generator.content import read_line
    from generator.problems import format_problem

    if getattr(options, "json", False):
        import json

        facts = {} if report is None else _facts(report)
        print(
            json.dumps(
                {"problems": [as_json(each, options.ui) for each in problems], **facts}, ensure_ascii=False, indent=2
            )
        )
        return
    for each in problems:
        line = read_line(options.site, each.where) if hasattr(options, "site") else ""
        print(format_problem(each, line, options.ui), file=sys.stderr)


def _facts(report: Report) -> dict[str, object]:
    names = ("articles", "pages", "files", "written", "deleted", "size", "published")
    return {name: getattr(report, name) for name in names}


def as_json(each: Problem, language: str) -> dict[str, object]:
    """A problem as JSON has it."""
    message, hint = each.said(language)
    place = {"path": each.where.path, "line": each.where.line, "column": each.where.column}
    return {**place, "severity": each.severity, "rule": each.rule, "message": message, "hint": hint}


def summary(report: Report, seconds: float, ui: str) -> str:
    """What came of a build, in a sentence."""
    from generator.problems import ERROR

    errors = sum(each.severity == ERROR for each in report.problems)
    numbers = (("error", errors), ("warning", len(report.problems) - errors))
    found = ", ".join(counted(number, noun, ui) for noun, number in numbers if number)
    if not report.published:
        return say("unpublished", ui, found=found)
    return say(
        "built",
        ui,
        pages=counted(report.pages, "page", ui),
        articles=counted(report.articles, "article", ui),
        size=f"{report.size / 1_000_000:.1f}",
        seconds=f"{seconds:.2f}",
        written=report.written,
        deleted=report.deleted,
        found=f"; {found}" if found else "",
    )


class Progress:
    """A bar on the terminal for work that takes longer than a second."""

    def __init__(self, started: float, shown: bool) -> None:
        self.started, self.shown, self.last = started, shown, ""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Shows how much of a step is done."""
        if not self.shown or time.monotonic() - self.started < PROGRESS_AFTER:
            return
        filled = 30 * done // max(total, 1)
        line = f"\r{step:7}{'█' * filled}{'░' * (30 - filled)} {done}/{total}"
        if line != self.last and (done == total or done % 25 == 0):
            print(line, end="", file=sys.stderr, flush=True)
            self.last = line

    def end(self) -> None:
        """Clears the bar away."""
        if self.last:
            print(f"\r{' ' * 70}\r", end="", file=sys.stderr, flush=True)
