"""All instruments by name, each as a function of what it needs: a site, its address, browsers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from browsing import FLAGS, WITHIN
from playwright.sync_api import sync_playwright

from instruments import (
    axe,
    bare,
    feeds,
    keys,
    lighthouse,
    nu,
    printing,
    quiet,
    shifts,
    sitemaps,
    structured,
    tongues,
    weight,
    zoom,
)
from instruments.host import hosting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from instruments.sample import Built
    from instruments.verdict import Verdict

CHROMIUM = ("chromium", "chromium-browser")


@dataclass(frozen=True)
class Bench:
    """A site on its host, with the browsers to look at it."""

    built: Built
    site: Path  # the folder of its sources
    address: str  # … of the site, with the base path
    slow: str  # the same from a slow host
    browser: Browser
    large: Browser  # one whose reader wants text twice as large
    runs: int = lighthouse.RUNS


INSTRUMENTS: dict[str, Callable[[Bench], Verdict]] = {
    "nu": lambda bench: nu.judge(bench.built.www),
    "axe": lambda bench: axe.judge(bench.browser, bench.address, bench.built.kinds),
    "quiet": lambda bench: quiet.judge(bench.browser, bench.address, bench.built.kinds),
    "weight": lambda bench: weight.judge(bench.browser, bench.address, bench.built),
    "shifts": lambda bench: shifts.judge(bench.browser, bench.slow, bench.built.kinds),
    "bare": lambda bench: bare.judge(bench.browser, bench.address, bench.built),
    "zoom": lambda bench: zoom.judge(bench.browser, bench.large, bench.address, bench.built.kinds),
    "keys": lambda bench: keys.judge(bench.browser, bench.address, bench.built.kinds),
    "printing": lambda bench: printing.judge(bench.browser, bench.address, bench.built.kinds),
    "feeds": lambda bench: feeds.judge(bench.built),
    "sitemaps": lambda bench: sitemaps.judge(bench.built),
    "structured": lambda bench: structured.judge(bench.built),
    "tongues": lambda bench: tongues.judge(bench.built, bench.site, _alive(bench)),
    "lighthouse": lambda bench: lighthouse.judge(bench.address, _main(bench.built), bench.runs),
}


def _main(built: Built) -> list[str]:
    """The pages for Lighthouse: an article, the front page and a section of each edition."""
    editions = sorted({kind.edition for kind in built.kinds})
    found = (built.first(kind, edition) for edition in editions for kind in ("article", "front", "section"))
    return [path for path in found if path] or [kind.path for kind in built.kinds][:1]


def _alive(bench: Bench) -> dict:
    """All pages as they are written, and those that stand for their kinds as they are once their scripts have run."""
    from lxml import html

    from instruments.views import window

    trees = dict(bench.built.trees)
    with window(bench.browser) as page:
        for kind in bench.built.kinds:
            page.goto(bench.address + kind.path)
            page.wait_for_load_state("load")
            trees[f"{kind.path or '/'} (with scripts)"] = html.document_fromstring(page.content())
    return trees


@contextlib.contextmanager
def browsers() -> Iterator[tuple[Browser, Browser]]:
    """A usual browser, and one whose reader has set text twice as large."""
    import shutil

    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "make system installs chromium"
    with sync_playwright() as playwright:
        start = lambda *flags: playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags], timeout=WITHIN)  # noqa: E731
        usual, large = start(), start(*zoom.LARGE)
        yield usual, large
        usual.close()
        large.close()


@contextlib.contextmanager
def bench_of(built: Built, site: Path, pair: tuple[Browser, Browser], port: int = 0) -> Iterator[Bench]:
    """The bench of a site."""
    with hosting(built.www, port=port) as host, hosting(built.www, shifts.SLOW) as slow:
        yield Bench(built, site, host + built.base, slow + built.base, *pair)
