"""Pages opened in a browser, one after another in one window."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from browsing import WITHIN
from playwright.sync_api import Browser, Page

# A selector that a person can find an element by, shared by what runs in pages.
NAMES = """
const named = element => {
  if (!element || !element.tagName) return '';
  if (element.id) return '#' + element.id;
  const own = element.tagName.toLowerCase() + [...element.classList].slice(0, 2).map(name => '.' + name).join('');
  const near = element.closest('[id], [class]:not(html):not(body)') === element ? element.parentElement : element;
  const above = near && near.closest('[id], [class], main, header, footer, nav');
  if (!above || above === element || above === document.body || above === document.documentElement) return own;
  return (above.id ? '#' + above.id : above.tagName.toLowerCase() + [...above.classList].slice(0, 1).map(name => '.' + name).join('')) + ' ' + own;
};
const shown = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})
  && element.getClientRects().length > 0;
const forListeners = element => {
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return (box.width <= 2 && box.height <= 2) || style.clipPath.startsWith('inset(') || style.clip.startsWith('rect(')
    || box.right <= 0 || box.bottom + scrollY <= 0;
};
"""


@contextlib.contextmanager
def window(browser: Browser, width: int = 360, height: int = 800, **options: object) -> Iterator[Page]:
    """A window of a browser without a past."""
    with browser.new_context(viewport={"width": width, "height": height}, **options) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        yield page


def ask(page: Page, script: str, *argument: object) -> object:
    """The value of a function of a page, which may use `named`, `shown` and `forListeners`."""
    return page.evaluate(f"argument => {{ {NAMES} return ({script})(argument); }}", *argument)
