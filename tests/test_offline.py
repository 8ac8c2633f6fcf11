"""Reading without a network, in a real browser: what is kept, what is never shown, and how it all ends again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import WITHIN, build_sample, built_sample, change, chromium, hosted
from conftest import CONFIG
from playwright.sync_api import Browser, BrowserContext, Page
from serving import serving, small_site

ALONE = "hi/vigyan/xposat-launch/"  # no other story leads to it
STORY = "hi/desh/g20-delhi-declaration/"
KEPT = """async () => {
  const names = (await caches.keys()).filter(name => name.includes(" story "));
  return names.map(name => name.split(" story ")[1]);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=["/", "/blog/"], ids=["root", "base-path"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def root(tmp_path: Path, base: str) -> Path:
    built_sample(tmp_path, base)
    return tmp_path


@pytest.fixture
def address(root: Path, base: str) -> Iterator[str]:
    with hosted(root / "www") as host:
        yield f"{host}{base}"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(WITHIN)
    yield context
    context.close()


def read(context: BrowserContext, url: str, story: bool = True) -> Page:
    """A page opened, and the worker ready; a story's page kept."""
    page = context.new_page()
    page.goto(url)
    page.evaluate("navigator.serviceWorker.ready")
    if story:
        path = "/" + url.split("/", 3)[3]
        page.wait_for_function(f"async path => (await ({KEPT})()).some(name => name.endsWith(path))", arg=path)
    return page


def test_a_story_that_was_opened_is_read_without_a_network(context: BrowserContext, address: str) -> None:
    page = read(context, address + STORY)
    title = page.locator("h1").inner_text()
    page.close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(address + STORY + "?utm_source=x")
    assert page.locator("h1").inner_text() == title
    # With its style and its picture.
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert page.evaluate("document.querySelector('.story figure img').decode().then(() => 'shown')") == "shown"
    assert page.locator(".offline").inner_text().startswith("आप ऑफ़लाइन हैं")


@pytest.mark.parametrize(("edition", "says"), [("hi", "आप ऑफ़लाइन हैं"), ("en", "You are offline")])
def test_what_was_never_opened_gives_the_offline_page_of_its_edition(
    context: BrowserContext, address: str, edition: str, says: str
) -> None:
    story = {"hi": STORY, "en": "en/india/g20-delhi-declaration/"}[edition]
    page = read(context, address + story)
    title = page.locator("h1").inner_text()
    context.set_offline(True)
    page.goto(f"{address}{edition}/archive/")
    assert page.locator("h1").inner_text() == says
    assert page.evaluate("document.documentElement.lang") == edition
    page.locator(".kept a").click()  # what can be read is listed
    assert page.locator("h1").inner_text() == title


def test_the_editions_keep_their_stories_apart(context: BrowserContext, address: str, base: str) -> None:
    page = read(context, address + STORY)
    read(context, address + "en/india/g20-delhi-declaration/")
    assert page.evaluate(KEPT) == [f"hi {base}{STORY}", f"en {base}en/india/g20-delhi-declaration/"]


def test_a_page_that_changed_is_seen_at_once_and_kept_anew(
    context: BrowserContext, root: Path, address: str, base: str
) -> None:
    page = read(context, address + STORY)
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller")
    file = next((root / "site/content").rglob("g20-delhi-declaration*hi.md"))
    change(file, "title: ", "title: बदला हुआ ")
    build_sample(root, base)
    page.goto(address + STORY)
    assert page.locator("h1").inner_text().startswith("बदला हुआ")
    page.wait_for_function(f"""async () => {{
      const page = await caches.match(location.pathname);
      return (await ({KEPT})()).length === 1 && page && (await page.text()).includes("बदला हुआ");
    }}""")
    context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text().startswith("बदला हुआ")


def test_a_slow_network_is_waited_for(context: BrowserContext, root: Path, base: str) -> None:
    waits = [0.0]
    with hosted(root / "www", lambda: time.sleep(waits[0])) as host:
        page = read(context, f"{host}{base}{STORY}")
        change(root / "www" / base.strip("/") / STORY / "index.html", "<h1>", "<h1>ताज़ा: ")
        waits[0] = 5.0
        page.goto(f"{host}{base}{STORY}", wait_until="commit")
        waits[0] = 0.0
        assert page.locator("h1").inner_text().startswith("ताज़ा: ")


def test_a_story_that_was_withdrawn_is_not_kept(context: BrowserContext, root: Path, address: str, base: str) -> None:
    page = read(context, address + ALONE)
    (root / "site/content/science/xposat-launch.hi.md").unlink()
    build_sample(root, base)
    page.goto(address + ALONE)
    page.wait_for_function(f"async () => !(await ({KEPT})()).length")
    context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "आप ऑफ़लाइन हैं"


@pytest.mark.parametrize("base", ["/blog/"])
def test_only_the_last_few_stories_are_kept(browser: Browser, context: BrowserContext, tmp_path: Path, base: str) -> None:
    www = built_sample(tmp_path, base, "offline: 20", "offline: 2")
    with hosted(www) as host:
        first, *others = (f"{host}{base}{path}" for path in (STORY, ALONE, "hi/vigyan/monsoon-explained/"))
        read(context, first)
        read(context, others[0])
        read(context, first)  # again: now it is the last
        page = read(context, others[1])
        assert page.evaluate(KEPT) == [f"hi {base}{STORY}", f"hi {base}hi/vigyan/monsoon-explained/"]


def test_the_worker_leaves_alone_what_is_not_its_own(context: BrowserContext, address: str, base: str) -> None:
    page = read(context, address + STORY)
    page.reload()
    sheet = page.evaluate("document.querySelector('link[rel=stylesheet]').href")
    context.set_offline(True)
    ask = "([url, options]) => fetch(url, options).then(answer => answer.status, () => 'no answer')"
    assert page.evaluate(ask, [sheet, {}]) == 200  # what never changes comes from the cache
    assert page.evaluate(ask, [sheet, {"headers": {"Range": "bytes=0-9"}}]) == "no answer"
    assert page.evaluate(ask, [sheet, {"method": "POST"}]) == "no answer"
    assert page.evaluate(ask, [f"{base}hi/feed.xml", {}]) == "no answer"


def test_a_new_worker_keeps_what_kept_stories_need_and_throws_the_rest_away(
    context: BrowserContext, root: Path, address: str, base: str
) -> None:
    page = read(context, address + STORY)
    old = page.evaluate("document.querySelector('script[src*=\"/site.\"]').src")
    for name in ("site.js", "offline.js"):
        file = root / "site/layouts/assets" / name
        file.write_text(f"// anew\n{file.read_text('utf-8')}", "utf-8")
    build_sample(root, base)
    page.close()
    assets = "async () => (await (await caches.open((await caches.keys()).find(name => name.endsWith(' assets')))).keys()).map(each => each.url)"
    page = read(context, address + "hi/", story=False)
    page.evaluate("navigator.serviceWorker.ready.then(own => own.update())")
    page.wait_for_function("navigator.serviceWorker.ready.then(own => own.waiting)")
    page.goto("about:blank")  # a new worker waits until no page uses the old one
    page = read(context, address + "hi/archive/", story=False)
    page.wait_for_function("navigator.serviceWorker.ready.then(own => !own.waiting && own.active.state === 'activated')")
    assert old in page.evaluate(assets)
    shells = page.evaluate("caches.keys().then(names => names.filter(name => name.includes(' shell ')).length)")
    assert shells == 1
    read(context, address + STORY).close()  # now with the new assets
    context.set_offline(True)
    page.goto(address + STORY)
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


def test_switched_off_again_nothing_is_left(context: BrowserContext, root: Path, address: str, base: str) -> None:
    read(context, address + STORY).close()
    change(root / "site/config.yaml", "offline: 20", "offline: 0")
    build_sample(root, base)
    assert not (root / "www" / base.strip("/") / "hi/offline").exists()
    page = context.new_page()
    page.goto(address + STORY)
    page.wait_for_function("""async () => {
      const own = await navigator.serviceWorker.getRegistrations();
      own.forEach(each => each.update());
      return !own.length && !(await caches.keys()).length;
    }""")


def test_a_browser_can_install_the_site_under_the_name_of_its_edition(context: BrowserContext, address: str) -> None:
    for edition, name in (("hi", "ख़बर"), ("en", "Khabar")):
        page = read(context, f"{address}{edition}/", story=False)
        client = context.new_cdp_session(page)
        found = client.send("Page.getAppManifest")
        assert found["errors"] == []
        manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then(each => each.json())")
        assert (manifest["name"], manifest["lang"]) == (name, edition)
        assert client.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        for icon in manifest["icons"]:
            size = page.evaluate(
                "src => new Promise(done => { const i = new Image(); i.onload = () => done(`${i.width}x${i.height}`); i.src = src; })",
                icon["src"],
            )
            assert size == icon["sizes"]
        assert {"maskable", None} == {icon.get("purpose") for icon in manifest["icons"]}


def test_the_development_server_has_no_worker_and_ends_one_that_it_finds(browser: Browser) -> None:
    with small_site() as site, serving(site.root) as served:
        site.write("config.yaml", CONFIG + "reader:\n  offline: 5\n")
        served.wait_for("/hi/duniya/one/", "data-kept")
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{served.port}/hi/duniya/one/")
        page.wait_for_load_state("load")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        # As if another site had left one here.
        page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => caches.open('khabar / assets'))")
        page.wait_for_function("""async () => !(await navigator.serviceWorker.getRegistrations()).length
            && !(await caches.keys()).length""")
        context.close()
