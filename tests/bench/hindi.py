"""The romaniser on the lists of news words: how many come out as news sites write them, and how fast.

python -m tests.bench.hindi
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from generator.hindi import romanize, slugify
from generator.hindi.roman import roman_word

LISTS = Path(__file__).resolve().parent.parent / "hindi"
ROUNDS = 5
_WORD = re.compile("[\u0900-\u0963]+")


def rows(name: str) -> list[tuple[str, list[str]]]:
    """The words of one list, each with the spellings that are right."""
    lines = (LISTS / name).read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(hindi, accepted.split("|")) for hindi, accepted, _ in split]


def rate(text: str) -> float:
    """Words a second, at best, with nothing known from before."""
    words = len(_WORD.findall(text))
    costs = []
    for _ in range(ROUNDS):
        roman_word.cache_clear()
        start = time.perf_counter()
        romanize(text)
        costs.append(time.perf_counter() - start)
    return words / min(costs)


def main() -> None:
    """Print a line for each list, and two for the speed."""
    words: list[str] = []
    for name in ("romanization.tsv", "news_words.tsv", "news_words_fresh.tsv"):
        listed = rows(name)
        right = sum(slugify(hindi) in accepted for hindi, accepted in listed)
        words += [hindi for hindi, _ in listed]
        sys.stdout.write(f"romaniser: {name}: {right} of {len(listed)}, {right / len(listed):.1%}\n")
    distinct = " ".join(dict.fromkeys(words))
    running = " ".join(words * 50)
    sys.stdout.write(f"romaniser: {rate(distinct):,.0f} words a second that are all new\n")
    sys.stdout.write(f"romaniser: {rate(running):,.0f} words a second of running text\n")


if __name__ == "__main__":
    main()
