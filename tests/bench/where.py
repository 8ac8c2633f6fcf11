"""Where a build's time goes: shares of processor time by step.

    python -m tests.bench.where SITE [--edit PATH]

Builds the site in this process, without worker processes, and looks a thousand times a second at what is running. A
moment counts for the innermost module of Khabar that is on the stack, so that what a library does counts for whoever
called it. Nothing is traced, so cheap calls are not made to look dear. The first build is into an empty output with an
empty cache; a later one finds nothing changed; with --edit a line is added to that article and it builds again.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

PACKAGE = "generator"
PAUSE = 2.2  # seconds between builds: younger stamps than two seconds are not trusted
EVERY = 0.001  # seconds of processor time between two looks
STEPS = {  # what is done → the modules of the package that do it
    "Markdown": "markdown prose quickmark slots",
    "front matter": "article frontmatter schema tree",
    "find, read, decode": "content inputs parse reading sweep",
    "Hindi text (quotes, slugs, runs)": "hindi",
    "gather the site": "library model shelves site terms",
    "plan pages": "pages references urls paths views",
    "render layouts": "layouts filters",
    "write": "output",
    "remember (digests, cache)": "digest last memo records rows",
    "check": "checks",
    "the build itself": "build units work",
    "the command itself": "cli quick options engine",
}
_STEP_OF = {module: name for name, modules in STEPS.items() for module in modules.split()}


def step(frame: FrameType | None) -> str:
    """The step that a stack belongs to."""
    while frame:
        name = frame.f_code.co_filename.replace("\\", "/")
        inside = name.rpartition(f"/{PACKAGE}/")[2] if f"/{PACKAGE}/" in name else ""
        if inside.endswith(".py"):
            module = inside.removesuffix(".py").split("/")[0]
            return _STEP_OF.get(module, module)
        if name.startswith("<frozen importlib"):
            return "import modules"
        frame = frame.f_back
    return "Python itself"


def watch(arguments: Sequence[str]) -> tuple[Counter[str], float]:
    """Runs the `khabar` command here and gives how often each step was seen, and the processor time in all."""
    from generator.cli import main

    seen: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda _, frame: seen.update([step(frame)]))
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            code = main(arguments)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if code:
        raise SystemExit(code)
    return seen, time.process_time() - started


def show(title: str, seen: Counter[str], seconds: float) -> None:
    """Prints the shares as a Markdown table."""
    total = sum(seen.values()) or 1
    print(f"\n{title}: {seconds:.2f} s of processor time\n\n| step | share | s |\n| --- | ---: | ---: |")
    for name, count in seen.most_common():
        if count / total >= 0.005:
            print(f"| {name} | {count / total:.0%} | {seconds * count / total:.2f} |")


def main(arguments: Sequence[str] | None = None) -> None:
    """Watches a cold build, one with nothing changed, and one after an edit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", metavar="SITE", type=Path)
    parser.add_argument("--edit", metavar="PATH", type=Path, help="an article, from the site's folder")
    options = parser.parse_args(arguments)
    for each in ("output", ".cache"):
        shutil.rmtree(options.site / each, ignore_errors=True)
    command = ["build", "--site", str(options.site), "--jobs", "1", "--quiet"]
    show("Cold build", *watch(command))
    time.sleep(PAUSE)
    watch(command)  # looks again at what the first build wrote a moment ago
    time.sleep(PAUSE)
    show("Nothing changed", *watch(command))
    if options.edit:
        with (options.site / options.edit).open("a", encoding="utf-8") as file:
            file.write(f"\nएक और पंक्ति {time.time_ns()}।\n")
        time.sleep(PAUSE)
        show("One body edited", *watch(command))


if __name__ == "__main__":
    sys.exit(main())
