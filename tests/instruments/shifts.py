"""Nothing jumps: layout shifts on every kind of page while fonts and pictures are slow to come, also while reading on."""

from __future__ import annotations

from playwright.sync_api import Browser

from instruments.sample import Kind
from instruments.verdict import Finding, Verdict
from instruments.views import NAMES, ask, window

SLOW = {"font/": 0.5, "image/": 0.9}  # seconds
LEAST = 0.0005  # of what is a shift: below it is nothing that anybody sees
WATCH = (
    "window.shifts = [];"
    + NAMES
    + """
new PerformanceObserver(list => { for (const each of list.getEntries()) if (!each.hadRecentInput)
  shifts.push([each.value, (each.sources || []).map(source =>
    named(source.node && source.node.nodeType === 3 ? source.node.parentElement : source.node)).slice(0, 3).join(', ')]);
}).observe({type: 'layout-shift', buffered: true});"""
)
READ_ON = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight && top < 12000; top += 700) {
    scrollTo({top, behavior: 'instant'});
    await new Promise(done => setTimeout(done, 60));
  }
  const loading = [...document.images].filter(each => !each.complete && each.getClientRects().length);
  await Promise.all(loading.map(each => new Promise(done => { each.onload = each.onerror = done; setTimeout(done, 3000); })));
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def judge(browser: Browser, address: str, kinds: tuple[Kind, ...], widths: tuple[int, ...] = (360, 1280)) -> Verdict:
    """The shifts of the pages. The host that they come from is to be slow."""
    verdict = Verdict("nothing jumps", "CLS 0")
    worst = 0.0
    for width in widths:
        for kind in kinds:
            with window(browser, width) as page:
                page.add_init_script(WATCH)
                page.goto(address + kind.path)
                ask(page, READ_ON)
                shifts = page.evaluate("shifts")
            total = sum(value for value, _ in shifts)
            worst = max(worst, total)
            where = f"{kind.path or '/'} ({width})"
            verdict.findings += [
                Finding(where, place, f"jumps by {value:.4f}") for value, place in shifts if value >= LEAST
            ]
    verdict.measured = f"CLS {worst:.3f} at worst, {len(kinds) * len(widths)} views"
    return verdict
