"""Text at twice its size, as a reader sets it in the browser: nothing clipped, nothing over another, no sideways scrolling."""

from __future__ import annotations

from playwright.sync_api import Browser

from instruments.sample import Kind
from instruments.verdict import Finding, Verdict
from instruments.views import ask, window

LARGE = ("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26",)  # twice Chromium's own
TWICE = 32  # pixels: what is so large is no smaller than usual text at twice its size
LOOK = """() => {
  const found = [], wide = document.documentElement.clientWidth, root = document.scrollingElement;
  const add = (element, what) => found.push([named(element), what]);
  if (root.scrollWidth > wide + 1) {
    const out = [...document.body.querySelectorAll('*')].filter(each => shown(each) && each.getBoundingClientRect().right > wide + 1
      && !inScroller(each));
    add(out[out.length - 1], `the page is ${root.scrollWidth} wide in ${wide}`);
  }
  function inScroller(element) {
    for (let each = element.parentElement; each && each !== document.body; each = each.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(each).overflowX)) return true;
    return false;
  }
  for (const each of document.body.querySelectorAll('*')) {
    if (!shown(each) || forListeners(each) || !each.textContent.trim()) continue;
    const style = getComputedStyle(each), cut = ['hidden', 'clip'];
    if (each.matches('svg, svg *, iframe, option, select, textarea')) continue;
    if (cut.includes(style.overflowX) && each.scrollWidth > each.clientWidth + 2) add(each, 'text is cut off at its side');
    if (cut.includes(style.overflowY) && each.scrollHeight > each.clientHeight + 4) add(each, 'text is cut off below');
  }
  const rows = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement;
    if (!text.data.trim() || !shown(element) || forListeners(element) || element.closest('[aria-hidden=true], script, style')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      const core = box.height * 0.3;
      if (box.width > 1 && box.right > 0 && box.left < wide) rows.push({element, left: box.left + 1, right: box.right - 1, top: box.top + core, bottom: box.bottom - core});
    }
  }
  rows.sort((one, other) => one.top - other.top);
  rows.forEach((one, place) => {
    for (let next = place + 1; next < rows.length && rows[next].top < one.bottom; next++) {
      const other = rows[next];
      if (other.left < one.right && one.left < other.right && one.element !== other.element
          && !fixed(one.element) && !fixed(other.element)) add(one.element, `lies over ${named(other.element)}`);
    }
  });
  function fixed(element) {
    for (let each = element; each && each !== document.body; each = each.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(each).position)) return true;
    return false;
  }
  const sizes = [...document.querySelectorAll('main p, main li, main a, header a, footer a')].filter(shown)
    .map(each => [named(each), parseFloat(getComputedStyle(each).fontSize)]);
  return {found, sizes};
}"""


def judge(
    plain: Browser, large: Browser, address: str, kinds: tuple[Kind, ...], widths: tuple[int, ...] = (360, 1280)
) -> Verdict:
    """What goes wrong with text at 200 %; `large` is a browser that was started with LARGE."""
    verdict = Verdict("text at 200 %", "nothing clipped or overlapping, no sideways scrolling")
    for width in widths:
        with window(plain, width) as before, window(large, width) as after:
            for kind in kinds:
                where = f"{kind.path or '/'} ({width})"
                for page in (before, after):
                    page.goto(address + kind.path)
                first, second = ask(before, LOOK), ask(after, LOOK)
                usual = {tuple(each) for each in first["found"]}
                verdict.findings += [Finding(f"{where}, at 100 %", *each) for each in usual]
                verdict.findings += [
                    Finding(where, *each) for each in {tuple(each) for each in second["found"]} - usual
                ]
                verdict.findings += [
                    Finding(where, name, what) for name, what in _unmoved(first["sizes"], second["sizes"])
                ]
    verdict.measured = f"{len(verdict.findings)} faults on {len(kinds) * len(widths)} views"
    return verdict


def _unmoved(before: list[tuple[str, float]], after: list[tuple[str, float]]) -> set[tuple[str, str]]:
    """Texts that do not follow the reader's size. What is large already, as headlines are, may grow by less."""
    pairs = zip(before, after, strict=False) if len(before) == len(after) else ()
    return {
        (name, f"text grows only from {usual:.0f} to {size:.0f} px")
        for (name, usual), (_, size) in pairs
        if size < 1.5 * usual and size < TWICE
    }
