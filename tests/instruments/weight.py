"""What a reader has to load before there is something to read: by what a real browser fetched, as it came over the wire."""

from __future__ import annotations

import gzip

from playwright.sync_api import Browser

from instruments.sample import Built
from instruments.verdict import Finding, Verdict
from instruments.views import window

READ, WITH_FONT = 14 * 1024, 50 * 1024  # bytes
SEEN = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const rows = performance.getEntriesByType('resource').map(each => [each.name, each.initiatorType,
    each.renderBlockingStatus || '', each.encodedBodySize, each.responseEnd]);
  return {page: page.encodedBodySize, rows, fonts: [...document.fonts].filter(each => each.status === 'loaded').length};
}"""


def judge(browser: Browser, address: str, built: Built, most: int = 2) -> Verdict:
    """The weight of the heaviest articles of each edition, and that nothing but style sheets is waited for."""
    verdict = Verdict("first view of an article", "HTML + CSS ≤ 14 KB, with fonts ≤ 50 KB, 0 blocking scripts")
    heaviest = [0, 0]
    for edition, path in _heaviest(built, most):
        with window(browser) as page:
            page.goto(address + path, wait_until="networkidle")
            seen = page.evaluate(SEEN)
        sheets, fonts, scripts, late = _sorted(seen["rows"])
        read = seen["page"] + sum(sheets.values())
        whole = read + sum(fonts.values())
        heaviest = [max(heaviest[0], read), max(heaviest[1], whole)]
        verdict.figures[f"{edition} {path}"] = (
            f"HTML {seen['page']} + CSS {sum(sheets.values())} = {read} B; fonts {sum(fonts.values())} B "
            f"({len(fonts)}); other scripts {sum(late.values())} B"
        )
        if read > READ:
            verdict.findings.append(Finding(path, "", f"{read} B to read the page, {read - READ} too many"))
        if whole > WITH_FONT:
            verdict.findings.append(Finding(path, "", f"{whole} B with its fonts, {whole - WITH_FONT} too many"))
        verdict.findings += [Finding(path, name, "a script is waited for") for name in scripts]
    verdict.measured = f"{heaviest[0] / 1024:.1f} KB, with fonts {heaviest[1] / 1024:.1f} KB"
    return verdict


def _heaviest(built: Built, most: int) -> list[tuple[str, str]]:
    """The articles of each edition with the most HTML."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path, tree in built.trees.items():
        kind = tree.find(".//meta[@property='og:type']")
        if kind is not None and kind.get("content") == "article":
            size = len(gzip.compress((built.root / path).read_bytes(), 6))
            found.setdefault(tree.get("lang", ""), []).append((size, path))
    return [
        (edition, path.removesuffix("index.html"))
        for edition, rows in sorted(found.items())
        for _, path in sorted(rows, reverse=True)[:most]
    ]


def _sorted(rows: list[tuple[str, str, str, int, float]]) -> tuple[dict[str, int], ...]:
    """Blocking sheets, fonts, blocking scripts, other scripts: addresses with bytes."""
    sheets: dict[str, int] = {}
    fonts: dict[str, int] = {}
    scripts: dict[str, int] = {}
    late: dict[str, int] = {}
    for name, kind, status, size, _ in rows:
        path = name.partition("?")[0]
        blocking = status == "blocking"
        if path.endswith((".woff2", ".woff", ".ttf", ".otf")):
            fonts[name] = size
        elif kind == "script" or path.endswith(".js"):
            (scripts if blocking else late)[name] = size
        elif path.endswith(".css") and blocking:
            sheets[name] = size
    return sheets, fonts, scripts, late
