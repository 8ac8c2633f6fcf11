"""Reading without a network, in a real browser: what is kept, what is never shown, and how it all ends again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import REPOSITORY, WITHIN, change, chromium, hosted, until
from conftest import CONFIG, NOW, SiteFolder
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serving import serving, small_site

from generator.options import BuildOptions

STORY, TRANSLATION = "hi/duniya/summit/", "en/world/summit/"
# The stories that are kept, whole, the last one last: edition and path.
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const [, story] = name.split(" story ");
    if (story && await caches.match(story.split(" ")[1], { cacheName: name })) found.push(story);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(params=["/", "/blog/"], ids=["root", "base-path"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(tmp_path: Path, base: str) -> SiteFolder:
    """A few stories that can be read without a network, where a host would serve them."""
    url = f"https://khabar.example{base}"
    options = BuildOptions(tmp_path / "site", NOW, output=tmp_path / "www" / base.strip("/"), base_url=url)
    site = SiteFolder(tmp_path / "site", options)
    site.write("config.yaml", CONFIG + "reader:\n  offline: 5\n")
    shutil.copy(REPOSITORY / "content/india/g20-delhi.jpg", site.write("content/world/hall.jpg", b""))
    for name in ("favicon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png"):
        shutil.copy(REPOSITORY / "content/files" / name, site.write(f"content/files/{name}", b""))
    site.article("world/summit.hi.md", title="सम्मेलन में सहमति", image="\n  path: hall.jpg\n  alt: सभागार")
    site.article("world/summit.en.md", title="Agreement at the summit", body="One line.\n")
    site.article("world/moon.hi.md", title="चाँद पर यान")
    site.article("world/sun.hi.md", title="सूरज की ओर")
    assert not site.build().problems
    return site


@pytest.fixture
def address(site: SiteFolder, tmp_path: Path, base: str) -> Iterator[str]:
    with hosted(tmp_path / "www") as host:
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
    page.evaluate("() => navigator.serviceWorker.ready")
    if story:
        path = "/" + url.split("/", 3)[3]
        until(page, f"async path => ((await ({KEPT})()).pop() || '').endsWith(path)", arg=path)
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
    story = {"hi": STORY, "en": TRANSLATION}[edition]
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
    read(context, address + TRANSLATION)
    both = [f"hi {base}{STORY}", f"en {base}{TRANSLATION}"]
    until(page, f"async both => (await ({KEPT})()).join() === both.join()", arg=both)


def test_a_page_that_changed_is_seen_at_once_and_kept_anew(
    context: BrowserContext, site: SiteFolder, address: str, base: str
) -> None:
    page = read(context, address + STORY)
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller")
    change(site.root / "content/world/summit.hi.md", "title: ", "title: बदला हुआ ")
    site.build()
    page.goto(address + STORY)
    assert page.locator("h1").inner_text().startswith("बदला हुआ")
    until(
        page,
        f"""async () => {{
      const page = await caches.match(location.pathname);
      return (await ({KEPT})()).length === 1 && page && (await page.text()).includes("बदला हुआ");
    }}""",
    )
    context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text().startswith("बदला हुआ")


def test_a_slow_network_is_waited_for(context: BrowserContext, site: SiteFolder, tmp_path: Path, base: str) -> None:
    waits = [0.0]
    with hosted(tmp_path / "www", lambda: time.sleep(waits[0])) as host:
        page = read(context, f"{host}{base}{STORY}")
        change(tmp_path / "www" / base.strip("/") / STORY / "index.html", "<h1>", "<h1>ताज़ा: ")
        waits[0] = 3.0
        page.goto(f"{host}{base}{STORY}", wait_until="commit")
        waits[0] = 0.0
        expect(page.locator("h1")).to_contain_text("ताज़ा:")


def test_a_story_that_was_withdrawn_is_not_kept(
    context: BrowserContext, site: SiteFolder, address: str, base: str
) -> None:
    page = read(context, address + "hi/duniya/moon/")
    site.delete("content/world/moon.hi.md")
    site.build()
    page.goto(address + "hi/duniya/moon/")
    until(page, f"async () => !(await ({KEPT})()).length")
    context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "आप ऑफ़लाइन हैं"


def test_only_the_last_few_stories_are_kept(
    context: BrowserContext, site: SiteFolder, tmp_path: Path, base: str
) -> None:
    change(site.root / "config.yaml", "offline: 5", "offline: 2")
    site.build()
    with hosted(tmp_path / "www") as host:
        first, *others = (f"{host}{base}{path}" for path in (STORY, "hi/duniya/moon/", "hi/duniya/sun/"))
        read(context, first)
        read(context, others[0])
        read(context, first)  # again: now it is the last
        page = read(context, others[1])
        expected = [f"hi {base}{STORY}", f"hi {base}hi/duniya/sun/"]
        until(page, f"async all => (await ({KEPT})()).join() === all", arg=",".join(expected))


def test_the_worker_leaves_alone_what_is_not_its_own(context: BrowserContext, address: str, base: str) -> None:
    page = read(context, address + STORY)
    page.reload()
    sheet = page.evaluate("document.querySelector('link[rel=stylesheet]').href")
    context.set_offline(True)
    ask = "([url, options]) => fetch(url, options).then(answer => answer.status, () => 'no answer')"
    assert page.evaluate(ask, [sheet, {}]) == 200  # what never changes comes from the cache
    assert page.evaluate(ask, [sheet, {"headers": {"Range": "bytes=0-9"}, "cache": "no-store"}]) == "no answer"
    assert page.evaluate(ask, [sheet, {"method": "POST"}]) == "no answer"
    assert page.evaluate(ask, [f"{base}hi/feed.xml", {"cache": "no-store"}]) == "no answer"


def test_a_new_worker_keeps_what_kept_stories_need_and_throws_the_rest_away(
    context: BrowserContext, site: SiteFolder, address: str, base: str
) -> None:
    page = read(context, address + STORY)
    old = page.evaluate("document.querySelector('script[src*=\"/site.\"]').src")
    for name in ("site.js", "offline.js"):
        text = (REPOSITORY / "layouts/assets" / name).read_text("utf-8")
        site.write(f"layouts/assets/{name}", f"// anew\n{text}")
    site.build()
    page.close()
    assets = """async () => {
      const name = (await caches.keys()).find(name => name.endsWith(" assets"));
      return (await (await caches.open(name)).keys()).map(each => each.url);
    }"""
    page = read(context, address + "hi/", story=False)
    page.evaluate("() => navigator.serviceWorker.ready.then(own => own.update())")
    page.wait_for_function("() => navigator.serviceWorker.ready.then(own => own.waiting)")
    page.goto("about:blank")  # a new worker waits until no page uses the old one
    page = read(context, address + "hi/archive/", story=False)
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then(own => !own.waiting && own.active.state === 'activated')"
    )
    assert old in page.evaluate(assets)
    shells = page.evaluate("caches.keys().then(names => names.filter(name => name.includes(' shell ')).length)")
    assert shells == 1
    read(context, address + STORY).close()  # now with the new assets
    context.set_offline(True)
    page.goto(address + STORY)
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


def test_switched_off_again_nothing_is_left(context: BrowserContext, site: SiteFolder, address: str, base: str) -> None:
    read(context, address + STORY).close()
    change(site.root / "config.yaml", "offline: 5", "offline: 0")
    site.build()
    assert site.options.output and not (site.options.output / "hi/offline").exists()
    page = context.new_page()
    page.goto(address + STORY)
    until(
        page,
        """async () => {
      const own = await navigator.serviceWorker.getRegistrations();
      own.forEach(each => each.update());
      return !own.length && !(await caches.keys()).length;
    }""",
    )


def test_a_browser_can_install_the_site_under_the_name_of_its_edition(context: BrowserContext, address: str) -> None:
    for edition, name in (("hi", "ख़बर"), ("en", "Khabar")):
        page = read(context, f"{address}{edition}/", story=False)
        client = context.new_cdp_session(page)
        found = client.send("Page.getAppManifest")
        assert found["errors"] == []
        manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then(each => each.json())")
        assert (manifest["name"], manifest["lang"]) == (name, edition)
        wrong = [each["errorId"] for each in client.send("Page.getInstallabilityErrors")["installabilityErrors"]]
        assert wrong == ["in-incognito"]  # as every page of a test is
        for icon in manifest["icons"]:
            size = page.evaluate(
                """async src => {
                  const icon = Object.assign(new Image(), { src });
                  await icon.decode();
                  return `${icon.width}x${icon.height}`;
                }""",
                icon["src"],
            )
            assert size == icon["sizes"]
        assert {"maskable", None} == {icon.get("purpose") for icon in manifest["icons"]}


def test_the_development_server_has_no_worker_and_ends_one_that_it_finds(browser: Browser) -> None:
    with small_site() as desk, serving(desk.root) as served:
        desk.write("config.yaml", CONFIG + "reader:\n  offline: 5\n")
        served.wait_for("/hi/duniya/one/", "data-kept")
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{served.port}/hi/duniya/one/")
        page.wait_for_load_state("load")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        # As if another site had left one here.
        page.evaluate("caches.open('khabar / assets').then(() => navigator.serviceWorker.register('/sw.js'))")
        until(
            page,
            """async () => !(await navigator.serviceWorker.getRegistrations()).length
            && !(await caches.keys()).length""",
        )
        context.close()
