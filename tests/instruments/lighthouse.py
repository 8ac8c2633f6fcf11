"""Lighthouse as on a phone with a slow line, the median of three: front, article and section of each edition."""

from __future__ import annotations

import json
import math
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from instruments.sample import REPOSITORY
from instruments.verdict import Finding, Verdict

PROGRAM = REPOSITORY / "node_modules/lighthouse/cli/index.js"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --no-first-run "
    '--host-resolver-rules="MAP * ~NOTFOUND , EXCLUDE localhost"'
)
GOALS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
NOTHING = {"cumulative-layout-shift": "CLS", "total-blocking-time": "TBT"}
RUNS, TRIES = 3, 4


def judge(address: str, paths: Iterable[str], runs: int = RUNS) -> Verdict:
    """What Lighthouse says of the pages."""
    verdict = Verdict("Lighthouse", "performance ≥ 99, all else 100, CLS 0, TBT 0")
    worst = dict.fromkeys(GOALS, 100)
    for path in paths:
        reports = [run(address + path) for _ in range(runs)]
        where = path or "/"
        scores = {name: _median(_score(each, name) for each in reports) for name in GOALS}
        worst = {name: min(worst[name], scores[name]) for name in GOALS}
        values = {name: _median(_number(each, name) for each in reports) for name in NOTHING}
        paint = _median(_number(each, "largest-contentful-paint") for each in reports)
        numbers = [*(f"{scores[name]:.0f}" for name in GOALS), f"LCP {paint / 1000:.2f} s"]
        numbers += [f"{NOTHING[name]} {_short(value)}" for name, value in values.items()]
        verdict.figures[where] = ", ".join(numbers)
        for name, goal in GOALS.items():
            if scores[name] < goal:
                verdict.findings.append(
                    Finding(where, "; ".join(_causes(reports[-1], name)), f"{name} {scores[name]:.0f}")
                )
        for name, value in values.items():
            if value > 0.0005:
                verdict.findings.append(Finding(where, "", f"{NOTHING[name]} {_short(value)}"))
    verdict.measured = " / ".join(f"{each:.0f}" for each in worst.values()) + " at worst"
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > 2 * cores:  # of which the browser itself needs one or two
        verdict.measured += f" (on a busy machine: a load of {load:.0f} on {cores} cores)"
    return verdict


def run(url: str) -> dict:
    """One report; a run in which the browser never began is repeated."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={file}"]
        command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(GOALS)}"]
        for _ in range(TRIES):
            chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
            said = subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                check=False,
                env={**os.environ, "CHROME_PATH": chromium},
            )
            report = json.loads(file.read_text("utf-8")) if file.is_file() else {}
            if report and not report.get("runtimeError"):
                return report
            file.unlink(missing_ok=True)
        raise RuntimeError(f"Lighthouse gave no report of {url}: {report.get('runtimeError') or said.stderr}")


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _score(report: dict, name: str) -> float:
    return 100 * (report["categories"][name]["score"] or 0)


def _short(value: float) -> str:
    """A figure with no more digits than mean something."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _number(report: dict, audit: str) -> float:
    """What an audit measured; endless where it could not, as on a page that shows nothing."""
    return report["audits"][audit].get("numericValue", math.inf)


def _causes(report: dict, category: str) -> list[str]:
    """The audits that cost a category points, with the first place of each."""
    causes = []
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 0.995:
            items = (audit.get("details") or {}).get("items") or [{}]
            place = (items[0].get("node") or {}).get("selector", "") if isinstance(items[0], dict) else ""
            causes.append(f"{audit['id']} {audit.get('displayValue', '')} {place}".strip())
    return causes
