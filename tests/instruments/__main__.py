"""Puts the sample site before all instruments: `make instruments`, or `python -m instruments axe zoom` for some."""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from instruments.bench import INSTRUMENTS, bench_of, browsers
from instruments.planted import PLANTS, planted
from instruments.sample import REPOSITORY, build_sample
from instruments.verdict import Finding, Verdict, grouped

FIGURES = REPOSITORY / "docs/content/en/pages/explanation/instruments.md"
PORT = 8765  # of the copy that Lighthouse sees: its pages name it in their canonical addresses
EVERYWHERE = ("nu", "quiet", "weight", "bare", "feeds", "sitemaps", "structured", "tongues")  # also under a base path
LATER = 400  # days after the newest story: there is no news then


def main() -> int:
    """Runs the instruments and prints what they say."""
    parser = argparse.ArgumentParser(prog="instruments", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(INSTRUMENTS)}")
    parser.add_argument(
        "--write", action="store_true", help=f"write the figures into {FIGURES.relative_to(REPOSITORY)}"
    )
    parser.add_argument("--site", type=Path, default=REPOSITORY, help="another site than the sample one")
    parser.add_argument("--findings", type=Path, help="write all findings to a file")
    options = parser.parse_args()
    names = options.names or [*INSTRUMENTS]
    if unknown := set(names) - INSTRUMENTS.keys():
        parser.error(f"no such instrument: {', '.join(sorted(unknown))}")
    verdicts = []
    for name, verdict in judged(names, options.site):
        verdicts.append((name, verdict))
        print(row(name, verdict), flush=True)
        for line in grouped(verdict.findings)[:12]:
            print(f"    {line[:400]}", flush=True)
        if options.findings:
            options.findings.write_text(as_list(verdicts), "utf-8")
    if options.write:
        write_figures(verdicts)
    failed = sum(not verdict.fine for _, verdict in verdicts)
    print(f"{len(verdicts) - failed} passed, {failed} failed")
    return min(failed, 1)


def judged(names: list[str], site: Path) -> Iterator[tuple[str, Verdict]]:
    """Each instrument's verdict: first whether it sees the fault that was planted for it, then the sample site."""
    with tempfile.TemporaryDirectory() as folder, browsers() as pair:
        root = build_sample(Path(folder), source=site)
        below = build_sample(Path(folder), "/blog/", later=LATER, source=site)
        seen = build_sample(Path(folder), origin=f"http://localhost:{PORT}", source=site)
        for name in names:
            start = time.monotonic()
            blind = missed(name, Path(folder) / "planted" / name, pair)
            built, port = (seen, PORT) if name == "lighthouse" else (root, 0)
            with bench_of(built, site, pair, port) as bench:
                verdict = INSTRUMENTS[name](bench)
            if name in EVERYWHERE:
                with bench_of(below, site, pair) as bench:
                    again = INSTRUMENTS[name](bench)
                verdict.findings += [Finding(f"/blog/: {each.page}", each.place, each.what) for each in again.findings]
                verdict.measured += f"; under /blog/ {again.measured}"
            verdict.findings += [Finding("planted", "", f"is not seen: {each}") for each in blind]
            verdict.figures["seconds"] = f"{time.monotonic() - start:.0f}"
            yield name, verdict


def missed(name: str, folder: Path, pair: tuple) -> list[str]:
    """What an instrument does not say of the site with planted faults."""
    plant = PLANTS[name]
    built = planted(folder, plant.files)
    with bench_of(built, folder, pair) as bench:
        bench = replace(bench, runs=1)
        said = "\n".join(f"{each.place} {each.what}" for each in INSTRUMENTS[name](bench).findings)
    return [each for each in plant.expected if each not in said]


def row(name: str, verdict: Verdict) -> str:
    """A line of the table."""
    mark = "ok  " if verdict.fine else "FAIL"
    return f"{mark}  {name:<11} {verdict.goal}  |  {verdict.measured}  |  {verdict.figures.get('seconds', '')} s"


def as_list(verdicts: list[tuple[str, Verdict]]) -> str:
    """All findings, for whoever mends them."""
    parts = []
    for name, verdict in verdicts:
        figures = [f"- {each}: {value}" for each, value in verdict.figures.items()]
        lines = [f"- {line[:600]}" for line in grouped(verdict.findings)[:80]]
        title = f"## {name}: {verdict.goal} — {'met' if verdict.fine else 'NOT MET'}"
        parts.append("\n".join([title, "", f"Measured: {verdict.measured}", "", *lines, "", *figures]))
    return "\n\n".join(parts) + "\n"


def write_figures(verdicts: list[tuple[str, Verdict]]) -> None:
    """Puts the rows between the marks of the page that explains the instruments; those of others stay."""
    text = FIGURES.read_text("utf-8")
    marks = re.compile(r"(<!-- figures -->\n).*(<!-- end of figures -->)", re.DOTALL)
    found = marks.search(text)
    assert found, f"{FIGURES.name} has no marks"
    rows = {row.split("|")[1]: row for row in found[0].splitlines() if row.startswith("| ")}
    pages = {name: rows.pop(name) for name in [*rows] if name.startswith(" `")}
    today = f"{datetime.now().astimezone():%d %B %Y}"
    for name, each in verdicts:
        met = "yes" if each.fine else "no"
        rows[f" {each.instrument} "] = f"| {each.instrument} | {each.goal} | {each.measured} | {met} | {today} |"
        if name == "lighthouse":
            shown = {page: value for page, value in each.figures.items() if page != "seconds"}
            pages = {f" `{page}` ": f"| `{page}` | {value} |" for page, value in shown.items()}
    heads = (" Instrument ", " Lighthouse: performance, accessibility, best practices, SEO ")
    lines = [f"|{heads[0]}| Goal | Measured | Met | On |", "|---|---|---|---|---|"]
    lines += [row for name, row in rows.items() if name not in heads]
    if pages:
        lines += ["", f"|{heads[1]}| |", "|---|---|", *pages.values()]
    machine = f"{platform.system()} on {platform.machine()} with {os.cpu_count()} cores"
    said = f"Measured on {machine}; browser and tools as `make system` has them."
    table = "\n".join(lines)
    FIGURES.write_text(marks.sub(lambda match: f"{match[1]}\n{said}\n\n{table}\n\n{match[2]}", text), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
