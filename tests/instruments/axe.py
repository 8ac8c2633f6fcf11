"""axe-core on every kind of page: in both schemes, on a phone and on a desk."""

from __future__ import annotations

import functools

from browsing import WITHIN
from playwright.sync_api import Browser

from instruments.sample import REPOSITORY, Kind
from instruments.verdict import Finding, Verdict

SCRIPT = REPOSITORY / "node_modules/axe-core/axe.min.js"
SCHEMES, WIDTHS = ("light", "dark"), (360, 1280)
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations', 'incomplete']});
  const rows = kind => found[kind].flatMap(rule => rule.nodes.map(node =>
    [rule.id, node.target.flat().join(' '), (node.any[0] || node.all[0] || node.none[0] || {}).message || rule.help]));
  return {violations: rows('violations'), open: rows('incomplete'), passes: found.passes.length};
}"""


@functools.cache
def script() -> str:
    """axe-core's own source."""
    return SCRIPT.read_text("utf-8")


def judge(
    browser: Browser,
    address: str,
    kinds: tuple[Kind, ...],
    schemes: tuple[str, ...] = SCHEMES,
    widths: tuple[int, ...] = WIDTHS,
) -> Verdict:
    """What axe-core finds on the pages."""
    verdict = Verdict("axe-core", "0 violations")
    runs, doubtful = 0, set()
    for scheme in schemes:
        for width in widths:
            with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
                page = context.new_page()
                page.set_default_timeout(WITHIN)
                for kind in kinds:
                    page.goto(address + kind.path)
                    page.evaluate(script())
                    found = page.evaluate(RUN)
                    runs += 1
                    where = f"{kind.path or '/'} ({scheme}, {width})"
                    verdict.findings += [
                        Finding(where, place, f"{rule}: {what}") for rule, place, what in found["violations"]
                    ]
                    doubtful |= {(kind.path, rule, place) for rule, place, _ in found["open"]}
                    if not found["passes"]:
                        verdict.findings.append(Finding(where, "", "axe-core judged nothing"))
    verdict.measured = f"{len(verdict.findings)} violations on {runs} views of {len(kinds)} pages"
    verdict.figures["left to a person's eye"] = str(len(doubtful))
    verdict.figures |= {f"look at {path} {place}": rule for path, rule, place in sorted(doubtful)[:20]}
    return verdict
