"""The keyboard alone: every control is reached, one sees which has the focus, and none keeps it."""

from __future__ import annotations

from playwright.sync_api import Browser

from instruments.sample import Kind
from instruments.verdict import Finding, Verdict
from instruments.views import ask, window

MOST = 400  # presses on one page
MARK = """() => {
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable=true]';
  const looks = element => {
    const style = getComputedStyle(element), parts = [style.backgroundColor, style.borderColor, style.boxShadow, style.textDecorationLine, style.color];
    return parts.join('|');
  };
  window.marked = [...document.querySelectorAll(controls)];
  window.looks = looks;
  marked.forEach(each => { each.usual = looks(each); });
  const seen = new Set();
  window.wanted = marked.map((each, place) => [each, place]).filter(([each]) => {
    if (each.tabIndex < 0 || each.disabled || !each.checkVisibility({visibilityProperty: true}) || !each.getClientRects().length) return false;
    if (each.closest('[inert]')) return false;
    if (each.tagName === 'SUMMARY' && each !== each.parentElement.querySelector(':scope > summary')) return false;
    if (each.type === 'radio' && each.name) { if (seen.has(each.name)) return false; seen.add(each.name); }
    return true;
  }).map(([, place]) => place);
  return wanted.length;
}"""
WHERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return [-1, '', ''];
  if (!marked.includes(element)) { element.usual = ''; marked.push(element); }  // a script has made it meanwhile
  const place = marked.indexOf(element);
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && !/, 0\\)$|transparent/.test(style.outlineColor);
  const label = element.type === 'radio' || element.type === 'checkbox' ? element.labels && element.labels[0] : null;
  const around = [element.parentElement, label].some(each => { if (!each) return false; const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1; });
  let fault = '';
  if (place >= 0 && !outlined && !around && looks(element) === element.usual && element.tagName !== 'IFRAME') fault = 'one does not see that it has the focus';
  const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  if (!fault && !seen) fault = 'has the focus out of sight';
  if (!fault) {
    const spots = [...element.getClientRects()].map(each => [each.left + each.width / 2, each.top + each.height / 2])
      .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const hit = ([x, y]) => { const top = document.elementFromPoint(x, y); return top && (element.contains(top) || top.contains(element) || (label && label.contains(top))); };
    if (spots.length && !spots.some(hit)) fault = 'has the focus behind something else';
  }
  return [place, named(element), fault];
}"""
MISSED = "reached => wanted.filter(place => !reached.includes(place)).map(place => named(marked[place]))"


def judge(browser: Browser, address: str, kinds: tuple[Kind, ...], widths: tuple[int, ...] = (360, 1280)) -> Verdict:
    """What a reader without a mouse cannot do."""
    verdict = Verdict("keyboard only", "every control reached, with visible focus, no trap")
    stops = 0
    for width in widths:
        for kind in kinds:
            with window(browser, width, reduced_motion="reduce") as page:
                page.goto(address + kind.path)
                ask(page, MARK)
                found, reached = _walk(page)
                missed = set(ask(page, MISSED, reached))
            stops += len(reached)
            where = f"{kind.path or '/'} ({width})"
            verdict.findings += [Finding(where, name, what) for name, what in sorted(found)]
            verdict.findings += [Finding(where, name, "is not reached by Tab") for name in sorted(missed)]
    verdict.measured = f"{stops} stops on {len(kinds) * len(widths)} views, {len(verdict.findings)} faults"
    return verdict


def _walk(page) -> tuple[set[tuple[str, str]], list[int]]:
    """Faults on the way of the Tab key through a page, and the controls that it came to."""
    found: set[tuple[str, str]] = set()
    reached: list[int] = []
    before = None
    for _ in range(MOST):
        page.keyboard.press("Tab")
        place, name, fault = ask(page, WHERE)
        if place == -1 or (reached and place == reached[0] and len(reached) > 1):
            return found, reached
        if fault:
            found.add((name, fault))
        if place == before:
            found.add((name, "keeps the focus"))
            return found, reached
        reached.append(place)
        before = place
    found.add(("body", f"the focus does not come around in {MOST} presses"))
    return found, reached
