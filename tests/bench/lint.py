"""How quick the desk's text rules are, what they find, and where they are wrong.

    python -m tests.bench.lint                        words a second on the sample site, and how much damage is found
    python -m tests.bench.lint --damaged FILE.tsv     … of another file: text, tab, kind or "clean"
    python -m tests.bench.lint --clean FOLDER         … and what is flagged in 50,000 words of clean texts

A kind is found where any rule speaks. In clean texts each flaw of an error's or a warning's severity is counted and
shown by rule, for somebody to judge: clean texts have real slips in them too. Texts are plain, with blank lines between
paragraphs.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path

from generator.desk.passages import passages
from generator.desk.text import TextOptions, check_text
from generator.hindi.lint import lint
from generator.problems import NOTE, rules

ROOT = Path(__file__).resolve().parent.parent.parent
NO_DAMAGE = ("misspelt",)  # kinds that only a speller could find


def speed() -> None:
    """Words a second over the sample site's articles, as `khabar check` looks at them."""
    sources = [path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.md"))]
    words = sum(len(each.text.split()) for source in sources for each in passages(source))
    started, rounds = time.perf_counter(), 0
    while time.perf_counter() - started < 3:
        for source in sources:
            list(check_text(source, "a.md", TextOptions()))
        rounds += 1
    seconds = (time.perf_counter() - started) / rounds
    print(f"speed: {words / seconds:,.0f} words a second ({len(sources)} articles, {words:,} words)")


def recall(file: Path) -> None:
    """The share of each kind of damage that is found, and of clean texts that are left alone."""
    found: dict[str, list[bool]] = defaultdict(list)
    for line in file.read_text("utf-8").split("\n"):
        if "\t" in line and not line.startswith("# "):
            text, kind = line.split("\t")[:2]
            found[kind].append(bool(lint(text)))
    for kind, hits in sorted(found.items()):
        right = hits.count(kind != "clean")
        print(f"  {kind:24} {right:4} of {len(hits):4}")
    structural = [hit for kind, hits in found.items() if not kind.startswith(("clean", *NO_DAMAGE)) for hit in hits]
    print(f"recall: {100 * sum(structural) / max(len(structural), 1):.1f} % of {len(structural)} damaged texts")


def false_alarms(folder: Path) -> None:
    """What is flagged in texts that are thought to be clean."""
    counts: Counter[str] = Counter()
    words = 0
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        for paragraph in file.read_text("utf-8").split("\n\n"):
            words += len(paragraph.split())
            counts.update(flaw.rule for flaw in lint(paragraph) if rules()[flaw.rule].severity != NOTE)
    for rule, number in counts.most_common():
        print(f"  {rules()[rule].severity:8} {rule:24} {number:5}")
    errors = sum(number for rule, number in counts.items() if rules()[rule].severity == "error")
    print(f"flagged as errors: {50_000 * errors / max(words, 1):.2f} in 50,000 words ({words:,} words)")


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--damaged", type=Path, metavar="FILE", default=ROOT / "tests" / "hindi" / "damaged.tsv")
    parser.add_argument("--clean", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    speed()
    recall(options.damaged)
    if options.clean:
        false_alarms(options.clean)


if __name__ == "__main__":
    main()
