"""The search measured: what it finds, what it weighs, what a query loads, how soon a slow phone shows the first result.

    python -m tests.bench.search                                      at 1,000 and 10,000 articles
    python -m tests.bench.search --articles 1000 --documents DOCS.tsv --queries QUERIES.tsv

A table of documents has an id and a title a line; one of queries has the query, the ids that it has to find, those that
it must not find, and its kind. Sizes are those of each file under gzip, as a host sends it. Each query is asked in a
new browser that has nothing in its cache and a processor slowed down to a quarter.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from generator.hindi.keys import parts, search_words, word_keys
from generator.hindi.roman import romanize
from generator.options import BuildOptions
from generator.quick import build
from tests.browsing import chromium, hosted
from tests.searching import ASK, HERE, news, rows

from . import corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUERIES = 60  # of each size
TOLD = "#found [role=status]:not(:empty)"  # what was found has been said
SLOWER = 4  # a phone beside this machine
# Milliseconds from the first shard's arrival to the first result.
FIRST = """() => {
  const shard = performance.getEntriesByType("resource").find(each => each.name.includes("/search/w/"));
  return shard && window.firstResult ? window.firstResult - shard.responseEnd : null;
}"""
# Milliseconds from a query to the first result, with all that it needs at hand.
AGAIN = """async () => {
  const list = document.querySelector("#found ol"), started = performance.now();
  list.textContent = "";
  document.getElementById("q").form.requestSubmit();
  while (!list.children.length && performance.now() < started + 5000) await new Promise(done => setTimeout(done));
  return list.children.length ? performance.now() - started : null;
}"""
WATCH = """new MutationObserver(() => {
  if (!window.firstResult && document.querySelector("#found li")) window.firstResult = performance.now();
}).observe(document, { childList: true, subtree: true });"""


def score(browser: Browser, documents: Path, queries: Path) -> None:
    """Prints how many of some queries find what they should."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        news(root, rows(documents))
        build(BuildOptions(root, datetime.now(UTC)))
        good = 0
        asked = rows(queries)
        with hosted(root / "output") as host:
            page = browser.new_page()
            page.goto(f"{host}/hi/search/?q=x")
            page.wait_for_selector(TOLD)
            for query, wanted, unwanted, kind in asked:
                found = {url.rstrip("/").rpartition("/")[2].replace("-", "_") for url in page.evaluate(ASK, query)}
                if set(wanted.split()) <= found and not found & set(unwanted.split()):
                    good += 1
                else:
                    print(f"  missed: {query} ({kind})")
            page.close()
    print(f"queries of {queries.name}: {good} of {len(asked)} ({100 * good / len(asked):.0f} %)")


def measure(browser: Browser, articles: int) -> None:
    """Prints what the index of a corpus weighs, and what queries of its words load."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        root = Path(folder)
        corpus.write("khabar", root, articles // 2)
        shutil.copytree(Path(__file__).resolve().parents[2] / "layouts", root / "layouts")
        build(BuildOptions(root, corpus.NEWEST.replace(tzinfo=UTC) + timedelta(days=1), jobs=2))
        files = {path for path in (root / "output/search").rglob("*") if path.is_file()}
        sizes = {path.relative_to(root / "output").as_posix(): len(gzip.compress(path.read_bytes())) for path in files}
        words = sum(size for name, size in sizes.items() if name.startswith("search/w/"))
        total = sum(sizes.values())
        print(
            f"{articles:,} articles: {total / articles:.0f} bytes an article under gzip, {words / articles:.0f} of them"
            f" for words; {len(sizes)} files, the largest {max(sizes.values()) / 1000:.1f} KB"
        )
        loaded, waited, again = _ask(browser, root, articles, sizes)
        _print("  KB that a query loads", [each / 1000 for each in loaded])
        _print(f"  ms from first shard to first result, processor slowed {SLOWER} times", waited)
        _print("  ms of that without the loading", again)


def _ask(browser: Browser, root: Path, articles: int, sizes: dict[str, int]) -> tuple[list[float], ...]:
    loaded, waited, again = [], [], []
    with hosted(root / "output") as host:
        for query in _queries(articles // 2):
            context = browser.new_context()
            context.add_init_script(WATCH)
            page = context.new_page()
            asked: set[str] = set()
            page.on("request", lambda request, asked=asked: asked.add(urlsplit(request.url).path.lstrip("/")))
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(f"{host}/hi/search/?q={quote(query)}")
            page.wait_for_selector(TOLD, timeout=60_000)
            loaded.append(sum(sizes.get(path, 0) for path in asked))
            first = page.evaluate(FIRST)
            if first is not None:
                waited.append(first)
                again.append(page.evaluate(AGAIN))
            context.close()
    return loaded, waited, [each for each in again if each is not None]


def _queries(stories: int) -> list[str]:
    """Words, pairs, beginnings and romanised words of the corpus's titles and summaries."""
    rng = random.Random(1)
    found = []
    while len(found) < QUERIES:
        text = corpus.story(rng.randrange(stories), stories).texts[rng.choice(corpus.EDITIONS)]
        words = [word for word in re.findall("[^ ]+", text.title) if len(word) > 3]
        one, other = rng.choice(words), rng.choice(search_words(text.summary))
        found.append((one, f"{one} {other}", one[:3], romanize(one).lower(), other)[len(found) % 5])
    return found


def _print(what: str, values: list[float]) -> None:
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what}: median {statistics.median(ordered):.1f}, p95 {p95:.1f}, most {ordered[-1]:.1f} (of {len(ordered)})")


def keys() -> None:
    """Prints how many words a second get their keys."""
    texts = [corpus.story(number, 400).texts[edition] for number in range(400) for edition in corpus.EDITIONS]
    text = " ".join(f"{each.title} {each.summary} {each.body}" for each in texts)
    started = time.perf_counter()
    words = [part for word in search_words(text) for part in parts(word)]
    split = len(words) / (time.perf_counter() - started)
    distinct = sorted(set(words))
    started = time.perf_counter()
    for word in distinct:
        word_keys(word)
    keyed = len(distinct) / (time.perf_counter() - started)
    print(f"keys: {split:,.0f} words a second are split off, {keyed:,.0f} new ones get their keys")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--documents", type=Path, default=HERE / "docs.tsv")
    parser.add_argument("--queries", type=Path, default=HERE / "queries.tsv")
    options = parser.parse_args()
    keys()
    with chromium() as browser:
        score(browser, options.documents, options.queries)
        for articles in options.articles:
            measure(browser, articles)


if __name__ == "__main__":
    main()
