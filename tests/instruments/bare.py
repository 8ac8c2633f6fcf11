"""Without JavaScript: links, the language switch and menus work, everything can be seen, nothing stands there dead."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser

from instruments.sample import Built
from instruments.verdict import Finding, Verdict
from instruments.views import ask, window

LOOK = """() => {
  const hidden = [], found = [], add = (element, what) => found.push([named(element), what]);
  const works = button => button.hasAttribute('popovertarget') || button.hasAttribute('commandfor')
    || (button.form && button.form.hasAttribute('action') && button.type === 'submit');
  for (const each of document.querySelectorAll('button, [role=button], input[type=button]'))
    if (shown(each) && !works(each)) add(each, 'a button that does nothing');
  for (const each of document.querySelectorAll('a:not([href])')) if (shown(each) && !each.id) add(each, 'a link that leads nowhere');
  for (const each of document.querySelectorAll('a[href="#"], a[href^="javascript:"]')) if (shown(each)) add(each, 'a link that leads nowhere');
  for (const each of document.querySelectorAll('select')) if (shown(each) && !(each.form && each.form.hasAttribute('action'))) add(each, 'a choice that does nothing');
  for (const each of document.querySelectorAll('form:not([action])')) if (shown(each)) add(each, 'a form that leads nowhere');
  for (const each of document.querySelectorAll('img')) if (!each.getAttribute('src')) add(each, 'a picture without an address');
  for (const each of document.querySelectorAll('main h1, main h2, main p, main a[href]'))
    if (!each.checkVisibility({opacityProperty: true, visibilityProperty: true})
        && !each.closest('details, [popover], dialog, [hidden]') && each.textContent.trim()) hidden.push(named(each));
  const links = [...document.links].filter(each => each.origin === location.origin).map(each => [each.pathname, named(each)]);
  const doors = [...document.querySelectorAll('a[hreflang]')].filter(each => shown(each) && each.hreflang !== document.documentElement.lang)
    .map(each => [each.hreflang, each.pathname]);
  const menus = [...document.querySelectorAll('nav')].map(nav => [named(nav), [...nav.querySelectorAll('a[href]')]
    .filter(each => shown(each) || each.closest('details, [popover]')).length, nav.querySelectorAll('a[href]').length]);
  return {found, hidden, links, doors, menus, main: !!document.querySelector('main')};
}"""


def judge(browser: Browser, address: str, built: Built) -> Verdict:
    """What does not work without JavaScript on the pages that stand for their kinds; search and offline may not."""
    verdict = Verdict("JavaScript off", "all but search and offline works")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    links: dict[str, tuple[str, str]] = {}
    editions = {kind.edition for kind in built.kinds}
    with window(browser, java_script_enabled=False) as page, window(browser) as usual:
        for kind in built.kinds:
            usual.goto(address + kind.path)
            hidden = unseen(ask(usual, LOOK))  # by design, as what a phone has no room for
            page.goto(address + kind.path)
            seen = ask(page, LOOK)
            where = kind.path or "/"
            verdict.findings += [Finding(where, *each) for each in seen["found"]]
            verdict.findings += [Finding(where, *each) for each in sorted(unseen(seen) - hidden)]
            for path, place in seen["links"]:
                links.setdefault(path, (where, place))
            if len(editions) > 1 and not seen["doors"]:
                verdict.findings.append(Finding(where, "", "no way to another edition"))
            if not seen["main"]:
                verdict.findings.append(Finding(where, "", "no main"))
        verdict.findings += _switched(page, address, built)
        asked = page.request
        for path, (where, place) in sorted(links.items()):
            if (status := asked.get(origin + path).status) >= 400:
                verdict.findings.append(Finding(where, place, f"leads to {path}, which answers {status}"))
    verdict.measured = f"{len(links)} addresses from {len(built.kinds)} pages, {len(verdict.findings)} faults"
    return verdict


def unseen(seen: dict) -> set[tuple[str, str]]:
    """What of a page cannot be seen: words, and links of menus."""
    menus = {
        (name, f"{number - visible} of {number} links of a menu cannot be seen")
        for name, visible, number in seen["menus"]
        if visible < number
    }
    return menus | {(name, "words that cannot be seen") for name in seen["hidden"]}


def _switched(page, address: str, built: Built) -> list[Finding]:
    """The language switch of the first page of each kind, used: it leads to a page in that language."""
    found = []
    for kind in built.kinds:
        page.goto(address + kind.path)
        door = page.locator(f"a[hreflang]:not([hreflang='{kind.edition}']):visible").first
        if not door.count():
            continue
        lang = door.get_attribute("hreflang")
        door.click()
        page.wait_for_load_state()
        if (there := page.locator("html").get_attribute("lang")) != lang:
            found.append(Finding(kind.path or "/", "a[hreflang]", f"says it leads to {lang}, and leads to {there}"))
    return found
