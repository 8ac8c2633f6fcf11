"""What the desk's command does with its options: checks, mends, prints, and gives the exit code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import FINE, PROBLEMS, WRONG_USE, build_options
from generator.sayings import counted, say
from generator.showing import as_json, complain, show_some

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from generator.checking import Checked, CheckOptions
    from generator.edits import Finding
    from generator.problems import Problem


def run_check(options: argparse.Namespace) -> int:
    """Checks the site's texts and all that a build would find."""
    if options.rule:
        return _explain(options.rule, options.ui)
    from generator.checking import CheckOptions, check

    paths = _paths(options)
    if paths is None:
        return WRONG_USE
    wanted = CheckOptions(build_options(options), paths, options.speller, options.external, options.budget)
    checked = check(wanted)
    if options.fix:
        checked = _mend(wanted, checked, options)
    form = "json" if options.json else options.format
    {"text": _show_text, "json": _show_json, "github": _show_github}[form](checked, options)
    return _verdict(checked, options.strict)


def _verdict(checked: Checked, strict: bool) -> int:
    severities = {each.problem.severity for each in checked.findings}
    return PROBLEMS if "error" in severities or (strict and "warning" in severities) else FINE


def _paths(options: argparse.Namespace) -> tuple[str, ...] | None:
    """The files and folders that are named, from the site's folder; None where one is not there."""
    root = options.site.resolve()
    found = []
    for path in options.paths:
        places = (each.resolve() for each in (path, options.site / path) if each.exists())
        place = next((each for each in places if each.is_relative_to(root)), None)
        if place is None:
            complain("not-in-site", options.ui, path=path)
            return None
        found.append(place.relative_to(root).as_posix())
    return () if "." in found else tuple(found)


def _mend(wanted: CheckOptions, checked: Checked, options: argparse.Namespace) -> Checked:
    """Mends what is certain and shows it as a diff; what is left is found anew unless nothing was to be written."""
    from generator.checking import check
    from generator.edits import diff
    from generator.mending import mend, write_mended

    files = list(mend(options.site, checked))
    shown = sys.stderr if options.json or options.format != "text" else sys.stdout
    for each in files:
        print(diff(each.path, each.before, each.after), end="", file=shown)
    if options.diff or not files:
        return checked
    written = set(write_mended(options.site, files))
    for each in files:
        if each.path not in written:
            complain("changed-meanwhile", options.ui, path=each.path)
    if not options.quiet:
        print(say("mended", options.ui, files=counted(len(written), "file", options.ui)), file=sys.stderr)
    return check(wanted)


def _explain(rule: str, ui: str) -> int:
    """Says what a rule is for."""
    from generator.explain import explained
    from generator.problems import closest, rules

    if rule not in rules():
        close = closest(rule, rules())
        meant = say("did-you-mean", ui, close=close) if close else ""
        print(f"khabar: {say('no-rule', ui, rule=rule)}{meant}", file=sys.stderr)
        return WRONG_USE
    found = rules(ui)[rule]
    print(f"{rule} ({found.severity})\n")
    if rule in explained():
        each = explained()[rule]
        print(f"{each.hi}\n\n{each.en}\n\n  ✗ {each.wrong}\n  ✓ {each.right}")
    else:
        print(f"{found.message}\n{found.hint}")
    return FINE


def _show_text(checked: Checked, options: argparse.Namespace) -> None:
    show_some((each.problem for each in checked.findings), options, sys.stdout)
    if not options.quiet:
        print(_summary(checked, options.ui))


def _summary(checked: Checked, ui: str) -> str:
    numbers = _numbers(checked.findings).items()
    found = ", ".join(counted(number, noun, ui) for noun, number in numbers if number) or say("nothing-found", ui)
    certain = sum(bool(each.edits) for each in checked.findings)
    mendable = say("mendable", ui, count=certain) if certain else ""
    return say("checked", ui, articles=counted(len(checked.texts), "article", ui), found=f"{found}{mendable}")


def _numbers(findings: Sequence[Finding]) -> dict[str, int]:
    found = Counter(each.problem.severity for each in findings)
    return {name: found[name] for name in ("error", "warning", "note")}


def _show_json(checked: Checked, options: argparse.Namespace) -> None:
    problems = [{**as_json(each.problem, options.ui), "fixable": bool(each.edits)} for each in checked.findings]
    numbers = {f"{name}s": number for name, number in _numbers(checked.findings).items()}
    print(json.dumps({"problems": problems, "articles": len(checked.texts), **numbers}, ensure_ascii=False, indent=2))


def _show_github(checked: Checked, options: argparse.Namespace) -> None:
    for each in checked.findings:
        print(annotation(each.problem, options.site, options.ui))


def annotation(found: Problem, site: Path, language: str = "en") -> str:
    """A problem as GitHub shows it beside the line of a change."""
    text = "\n".join(found.said(language)).strip()
    kind = {"error": "error", "warning": "warning"}.get(found.severity, "notice")
    facts = {"file": (site / found.where.path).as_posix(), "line": found.where.line, "col": found.where.column}
    facts["title"] = found.rule
    said = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in facts.items() if value)
    return f"::{kind} {said}::{_escaped(text)}"


def _escaped(text: str, further: str = "") -> str:
    """A text as workflow commands take it: per cent signs first, then what ends a line or a property."""
    for sign in "%\r\n" + further:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
