"""Printed: light from whatever scheme, the story whole, and no furniture."""

from __future__ import annotations

from playwright.sync_api import Browser

from instruments.sample import Kind
from instruments.verdict import Finding, Verdict
from instruments.views import ask, window

LOOK = """() => {
  const found = [], add = (element, what) => found.push([named(element), what]);
  const numbers = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const parse = text => { const [r, g, b, a = 1] = numbers(text); return text.startsWith('color(') || text.startsWith('ok') ? null : {light: (0.299 * r + 0.587 * g + 0.114 * b) / 255, a}; };
  const under = element => {
    for (let each = element; each; each = each.parentElement) {
      const ground = parse(getComputedStyle(each).backgroundColor);
      if (ground && ground.a > 0.2) return ground;
    }
    return null;
  };
  const story = document.querySelector('main article h1');
  for (const each of [document.documentElement, document.body, ...document.body.querySelectorAll('*')]) {
    if (!shown(each) || forListeners(each)) continue;
    const style = getComputedStyle(each);
    if ([...each.childNodes].some(child => child.nodeType === 3 && child.data.trim()) && !each.matches('svg, svg *')) {
      const ink = parse(style.color), ground = under(each);
      if (ground && ground.light < 0.75) add(each, 'is printed on a dark ground');
      if (ink && ink.light > 0.55) add(each, 'is printed too pale');
    }
    if ((story || !each.closest('main')) && each.matches('nav, form, button, input, select, iframe, video, audio, [role=search], [role=navigation], dialog, [popover]'))
      add(each, 'is furniture, and printed');
    if (['fixed', 'sticky'].includes(style.position)) add(each, 'stays in place on paper');
  }
  for (const each of document.querySelectorAll('main h1, main p'))
    if (!shown(each) && !each.closest('nav, form, aside, details, [hidden], [aria-hidden=true], footer, .share, [role=note]') && each.matches('h1, .body > p')) add(each, 'is not printed');
  return found;
}"""


def judge(browser: Browser, address: str, kinds: tuple[Kind, ...]) -> Verdict:
    """What a printed page has too much or too little of."""
    verdict = Verdict("print", "light, whole, no furniture")
    for scheme in ("light", "dark"):
        with window(browser, 700, color_scheme=scheme) as page:
            page.emulate_media(media="print", color_scheme=scheme)
            for kind in kinds:
                page.goto(address + kind.path)
                verdict.findings += [Finding(f"{kind.path or '/'} ({scheme})", *each) for each in ask(page, LOOK)]
    verdict.measured = f"{len(verdict.findings)} faults on {2 * len(kinds)} views"
    return verdict
