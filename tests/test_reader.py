"""What a page does in its reader's browser: settings, listening, sharing, progress, marks, headlines, the place."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import WITHIN, built_sample, chromium, hosted, visit
from conftest import CONFIG, SiteFolder
from playwright.sync_api import Browser, BrowserContext, Page
from reading import page as page_of

STORIES = {"hi": "hi/desh/g20-delhi-declaration/", "en": "en/india/g20-delhi-declaration/"}
# A browser whose voices the test chooses, and which speaks without a sound.
VOICES = """voices => {
  const heard = window.heard = [];
  let waiting;
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => window.late ? [] : voices.map(lang => ({ lang })),
    speak: saying => { heard.push([saying.lang, saying.text]); waiting = saying; },
    cancel: () => {
      const old = waiting;
      waiting = null;
      if (old && old.onerror) old.onerror({ error: "interrupted" });
    },
    pause() {}, resume() {},
  });
  window.finish = () => { const old = waiting; waiting = null; old.onend(); };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=["/", "/blog/"], ids=["root", "base-path"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    base = str(request.param)
    with hosted(built_sample(tmp_path_factory.mktemp("reader"), base)) as host:
        yield f"{host}{base}"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(WITHIN)
    yield context
    context.close()


def opened(context: BrowserContext, url: str, voices: list[str] | None = None) -> Page:
    page = context.new_page()
    if voices is not None:
        page.add_init_script(f"({VOICES})({voices!r})")
    page.goto(url)
    return page


# ── Without a script ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edition", STORIES)
def test_without_a_script_there_is_no_dead_button(browser: Browser, address: str, edition: str) -> None:
    page, complaints = visit(browser, address + STORIES[edition], java_script_enabled=False)
    for selector in ("button", "input", "summary", "[data-newest]", ".progress"):
        assert [each for each in page.locator(selector).all() if each.is_visible()] == [], selector
    assert page.locator(".share a").first.inner_text() in ("व्हाट्सऐप", "WhatsApp")
    assert complaints == []
    page.context.close()


# ── Theme and text size ──────────────────────────────────────────────────────────────────────────────────────────────


def colours(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_theme_is_chosen_and_remembered(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["hi"])
    light = colours(page)
    page.locator(".settings summary").click()
    page.get_by_label("गहरी").check()
    dark = colours(page)
    assert dark != light
    page.goto(address + "en/")  # in the other edition too
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert colours(page) == dark
    page.locator(".settings summary").click()
    assert page.get_by_label("Dark").is_checked()
    page.get_by_label("As on my device").check()
    assert colours(page) == light
    page.reload()
    assert "theme" not in page.evaluate("({...document.documentElement.dataset})")


def test_a_light_theme_stands_against_a_dark_system(browser: Browser, address: str) -> None:
    page, _ = visit(browser, address + "hi/", color_scheme="dark")
    dark = colours(page)
    page.evaluate("localStorage.setItem('khabar-theme', 'light')")
    page.reload()
    assert colours(page) != dark
    page.context.close()


def test_a_chosen_theme_is_there_before_the_first_paint(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "hi/")
    page.evaluate("localStorage.setItem('khabar-theme', 'dark')")
    context.route("**/assets/*.js", lambda route: route.abort())  # no other script is needed for it
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_text_grows_in_steps_and_nothing_runs_out_of_the_screen(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["hi"])
    page.locator(".settings summary").click()
    sizes = []
    for size in ("छोटा", "सामान्य", "बड़ा", "सबसे बड़ा"):
        page.get_by_label(size, exact=True).check()
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert sizes == sorted(set(sizes))
    page.reload()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)") == sizes[-1]


def test_the_settings_are_worked_with_the_keyboard_alone(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "hi/")
    page.locator(".settings summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.keyboard.press("Escape")
    assert page.evaluate("!document.querySelector('.settings').open && document.activeElement.tagName") == "SUMMARY"


def test_a_browser_that_keeps_nothing_still_works(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });""")
    page.goto(address + STORIES["hi"])
    page.locator(".settings summary").click()
    page.get_by_label("गहरी").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(address + STORIES["en"])
    assert errors == []


# ── Listening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_voice_no_button(context: BrowserContext, address: str) -> None:
    for edition, others in (("hi", ["en-US", "de-DE"]), ("en", ["hi-IN"]), ("hi", [])):
        page = opened(context, address + STORIES[edition], others)
        assert not page.locator(".listen button").first.is_visible()


def test_a_voice_that_comes_late_brings_the_button(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.add_init_script(f"window.late = true; ({VOICES})(['hi_IN'])")
    page.goto(address + STORIES["hi"])
    before = page.evaluate("document.querySelector('.body').getBoundingClientRect().top")
    assert not page.locator(".play").first.is_visible()
    page.evaluate("window.late = false; speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    assert page.locator(".listen .play").is_visible()
    assert page.evaluate("document.querySelector('.body').getBoundingClientRect().top") == before  # nothing jumped


@pytest.mark.parametrize(
    ("edition", "voice", "words"), [("hi", "hi-IN", "सुनें रोकें आगे सुनें"), ("en", "en-IN", "Listen Pause Resume")]
)
def test_a_story_is_read_from_its_headline_to_its_end(
    context: BrowserContext, address: str, edition: str, voice: str, words: str
) -> None:
    page = opened(context, address + STORIES[edition], ["en-US", "en-IN", "hi-IN"])
    play = page.locator(".listen .play")
    start, pause = words.split()[:2]
    assert play.inner_text() == start
    play.click()
    assert play.inner_text() == pause
    assert page.locator(".spoken").evaluate("each => each.tagName") == "H1"
    page.evaluate("finish()")
    play.click()  # pause
    assert play.inner_text() == words.split(maxsplit=2)[2]
    heard = page.evaluate("heard.length")
    play.click()  # goes on with what it had begun
    assert page.evaluate("heard[heard.length - 1][1] === heard[heard.length - 2][1]")
    assert page.evaluate("heard.length") == heard + 1
    page.evaluate("heard.splice(1, 1)")
    lit = page.evaluate("""() => {
      const lit = [];
      while (document.querySelector(".spoken")) { lit.push(document.querySelector(".spoken").className); finish(); }
      return lit.length;
    }""")
    said = page.evaluate("heard")
    assert lit == len(said) - 1
    assert {lang for lang, _ in said} == {voice}
    assert max(len(text) for _, text in said) <= 160
    whole = " ".join(" ".join(text for _, text in said).split())
    for selector in ("h1", ".standfirst", ".body p:last-of-type"):
        text = page.locator(f".story {selector}").last.evaluate("each => each.textContent")
        assert " ".join(text.split()) in whole
    assert play.inner_text() == start
    assert not page.locator(".listen .stop").is_visible()


def test_stopping_begins_anew_and_leaving_falls_silent(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["hi"], ["hi-IN"])
    page.locator(".listen .play").click()
    page.evaluate("finish()")
    page.locator(".listen .stop").click()
    assert page.locator(".spoken").count() == 0
    assert page.evaluate("document.activeElement.className") == "play"
    page.locator(".listen .play").click()
    assert page.locator(".spoken").evaluate("each => each.tagName") == "H1"
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.locator(".spoken").count() == 0


# ── Sharing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_link_is_copied_and_the_browser_says_so(context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(context, address + STORIES["hi"])
    page.get_by_role("button", name="लिंक कॉपी करें").click()
    page.get_by_text("लिंक कॉपी हो गया है।").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".share").get_attribute("data-link")
    assert "/n/" in copied


def test_the_system_s_own_sharing_is_offered_where_there_is_one(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["en"])
    assert not page.get_by_role("button", name="Other apps").is_visible()
    page.add_init_script("navigator.share = async given => { window.given = given; }")
    page.reload()
    page.get_by_role("button", name="Other apps").click()
    assert page.evaluate("given.title") == page.locator("meta[property='og:title']").get_attribute("content")


def test_whatsapp_comes_first_and_has_title_and_address(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["hi"])
    href = page.locator(".share a").first.get_attribute("href") or ""
    text = parse_qs(urlsplit(href).query)["text"][0]
    assert urlsplit(href).netloc == "wa.me"
    assert text.startswith(page.locator(".share").get_attribute("data-link") or "?")
    assert text.endswith(page.locator("meta[property='og:title']").get_attribute("content") or "?")


def test_a_short_address_comes_first_in_what_is_shared(site: SiteFolder) -> None:
    site.write("layouts/article.html", '{% set short_url = "/n/7/" %}{% include "partials/share.html" %}')
    site.article("world/one.hi.md", title="चाँद पर यान")
    assert site.build().problems == ()
    tree = page_of(site.read("hi/duniya/one/index.html"))
    shared = {urlsplit(each).netloc: parse_qs(urlsplit(each).query) for each in tree.xpath("//li/a/@href")}
    assert shared["wa.me"]["text"] == ["https://khabar.example/n/7/ चाँद पर यान"]
    assert shared["t.me"]["url"] == ["https://khabar.example/n/7/"]
    assert tree.xpath("//section/@data-link") == ["https://khabar.example/n/7/"]


# ── Progress, marks, headlines ───────────────────────────────────────────────────────────────────────────────────────


def test_a_line_shows_how_far_a_story_is_read_and_says_nothing_aloud(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["hi"])
    line = page.locator(".progress")
    assert line.get_attribute("aria-hidden") == "true"
    read = "parseFloat(document.querySelector('.progress').style.getPropertyValue('--read') || 0)"
    assert page.evaluate(read) == 0
    page.evaluate("scrollTo(0, document.querySelector('.body').getBoundingClientRect().top + 200)")
    page.wait_for_function(f"() => {read} > 0 && {read} < 1")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(f"() => {read} === 1")


def test_what_came_since_the_last_visit_is_marked_in_words(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "hi/latest/")
    assert page.locator(".fresh").count() == 0  # a first visit
    times = page.locator(".card time").evaluate_all("all => all.map(each => Date.parse(each.dateTime))")
    last = sorted(times)[-3]  # as if the reader had been here when the third was new
    home = urlsplit(address).path + "hi/"
    page.evaluate("([home, last]) => localStorage.setItem('khabar-visit ' + home, last + ' 0')", [home, last])
    page.reload()
    assert page.locator(".fresh").all_inner_texts() == ["नई", "नई"]
    page.goto(address + "hi/")  # the visit goes on
    assert page.locator(".card .fresh").count() >= 2
    page.goto(address + "en/latest/")  # another edition, another visit
    assert page.locator(".fresh").count() == 0


# Not at the end: what a reader sees is never pushed away, so there nothing comes.
NEAR_THE_END = """() => {
  const below = document.querySelector(".newest").parentNode.nextElementSibling;
  scrollTo({ top: below.offsetTop - innerHeight - 400, behavior: "instant" });
}"""


def test_the_newest_headlines_are_loaded_when_the_reader_comes_near(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + STORIES["en"])
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("latest.json")]
    page.evaluate(NEAR_THE_END)
    page.locator(".newest li").first.wait_for()
    assert page.locator(".newest li").count() == 5
    assert page.locator(".newest h2").inner_text() == "Latest news"
    link = page.locator(".newest a").nth(1)
    title = link.inner_text()
    link.click()
    page.wait_for_function(
        "title => document.querySelector('h1')?.textContent.includes(title.split(': ').pop())", arg=title
    )
    page.wait_for_load_state("load")
    page.evaluate(NEAR_THE_END)
    page.locator(".newest li").first.wait_for()
    assert title not in page.locator(".newest a").all_inner_texts()  # not the story itself


def test_a_new_story_changes_no_old_page_for_the_headlines(site: SiteFolder) -> None:
    for number in range(1, 8):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", date=f"2024-08-0{number} 10:00")
    site.build()
    assert '"ख़बर 7"' in site.read("hi/latest.json")
    site.article("world/s8.hi.md", title="सबसे नई", date="2024-08-09 10:00")
    rendered = {url for url, _ in site.build().rendered}
    assert '"सबसे नई"' in site.read("hi/latest.json")
    assert "/hi/latest.json" in rendered
    assert not {f"/hi/duniya/s{number}/" for number in range(1, 7)} & rendered


# ── The same place in the other language ─────────────────────────────────────────────────────────────────────────────


def test_the_language_switch_keeps_the_place(context: BrowserContext, address: str) -> None:
    page = opened(context, address + "hi/vigyan/monsoon-explained/")
    there = """() => [...document.querySelectorAll('.body h2')]
        .findLastIndex(each => each.getBoundingClientRect().top < 110)"""
    page.evaluate("document.querySelectorAll('.body h2')[2].scrollIntoView({ behavior: 'instant' })")
    assert page.evaluate(there) == 2
    page.evaluate("document.querySelector('a.switch').click()")
    page.wait_for_url(address + "en/science/monsoon-explained/")
    page.wait_for_function("() => scrollY > 300")
    assert page.evaluate(there) == 2
    page.reload()
    page.goto(address + "en/science/monsoon-explained/?again")  # only once
    assert page.evaluate("scrollY") == 0


def test_the_language_switch_leaves_a_reader_at_the_top(context: BrowserContext, address: str) -> None:
    page = opened(context, address + STORIES["hi"])
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(address + STORIES["en"])
    assert page.evaluate("scrollY") == 0


# ── Switched off ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        ("theme", 'name="theme"'),
        ("text_size", 'name="text"'),
        ("listen", 'class="listen"'),
        ("progress", "data-progress"),
        ("new_marks", "data-fresh"),
        ("latest", "data-newest"),
        ("keep_place", "data-place"),
    ],
)
def test_each_can_be_switched_off(site: SiteFolder, key: str, mark: str) -> None:
    site.article("world/one.hi.md")
    site.build()
    assert mark in site.read("hi/duniya/one/index.html")
    site.write("config.yaml", f"{CONFIG}reader:\n  {key}: no\n")
    assert site.build().problems == ()
    assert mark not in site.read("hi/duniya/one/index.html")


def test_with_all_switched_off_a_page_has_one_script_of_its_own_and_no_policy_for_another(site: SiteFolder) -> None:
    site.write("config.yaml", f"{CONFIG}reader: {{theme: no, text_size: no}}\n")
    site.article("world/one.hi.md")
    site.build()
    page = site.read("hi/duniya/one/index.html")
    assert "<script>" not in page
    assert (site.root / "output/hi/latest.json").exists()


def test_a_page_s_scripts_are_few_and_small(site: SiteFolder) -> None:
    site.write("config.yaml", f"{CONFIG}reader: {{offline: 20}}\n")
    site.article("world/one.hi.md")
    site.build()
    files = [*(site.root / "output/assets").glob("*.js")]
    sizes = {file.name.split(".")[0]: len(gzip.compress(file.read_bytes(), 9)) for file in files}
    assert sizes["site"] + sizes["story"] <= 4000
    assert sizes["offline"] <= 1400
    page = site.read("hi/duniya/one/index.html")
    assert page.count("<script src=") == page.count(" defer></script>") == 3  # none holds up the page
