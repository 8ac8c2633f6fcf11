"""What a command shows: problems, and what came of a build."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from generator.sayings import counted, say
from generator.terminal import coloured

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from generator.options import Report
    from generator.problems import Problem

MOST_ALIKE = 5  # problems of one rule in one file that are shown in full


def complain(name: str, language: str, **facts: object) -> None:
    """Says why a command cannot do what it was asked to."""
    print(f"khabar: {say(name, language, **facts)}", file=sys.stderr)


def show_some(problems: Iterable[Problem], options: argparse.Namespace, stream: TextIO, each_file: bool = True) -> None:
    """Prints problems as text with their lines: of many that are alike, in a file or in all, the first few."""
    from generator.content import read_line
    from generator.problems import format_problem

    seen: Counter[tuple[str, str]] = Counter()
    for each in problems:
        kind = (each.where.path if each_file else "", each.rule)
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE:
            line = read_line(options.site, each.where) if hasattr(options, "site") else ""
            print(coloured(format_problem(each, line, options.ui), each, stream), file=stream)
    for (path, rule), number in seen.items():
        if number > MOST_ALIKE:
            more = say("more", options.ui, count=number - MOST_ALIKE, rule=rule)
            print(f"{path}{': ' if path else ''}{more}", file=stream)


def show_problems(problems: Sequence[Problem], options: argparse.Namespace, report: Report | None = None) -> None:
    """Prints problems: as text with their lines, or as JSON."""
    if getattr(options, "json", False):
        import json

        facts = {} if report is None else _facts(report)
        print(
            json.dumps(
                {"problems": [as_json(each, options.ui) for each in problems], **facts}, ensure_ascii=False, indent=2
            )
        )
        return
    show_some(problems, options, sys.stderr)


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
