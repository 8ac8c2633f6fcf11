"""The look of the pages, in a real browser: nothing jumps, nothing is cut off, and everything can be read."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium, hosted, visit
from conftest import CONFIG, SiteFolder, rules
from lxml import html
from playwright.sync_api import Browser, Page, Route
from reading import page, structured

from generator.options import BuildOptions
from generator.quick import build

REPOSITORY = Path(__file__).resolve().parent.parent
NOW = datetime(2024, 12, 12, 22, tzinfo=UTC)  # a story is breaking
BASE = "/blog/"
PAGES = [
    "",
    "hi/",
    "en/",
    "hi/desh/",
    "en/science/",
    "hi/desh/g20-delhi-declaration/",
    "en/science/monsoon-explained/",
    "hi/vigyan/monsoon-explained/",
    "hi/authors/vigyan-desk/",
    "en/topics/",
    "hi/tags/",
    "en/archive/",
    "hi/archive/2024/12/",
    "hi/search/",
    "en/404.html",
    "hi/about/",
]
MAIN = ["hi/", "en/", "hi/desh/g20-delhi-declaration/", "en/science/monsoon-explained/", "hi/desh/", "en/archive/"]


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site's output below a base path."""
    root = tmp_path_factory.mktemp("design")
    folder = root / "site"
    folder.mkdir()
    for name in ("content", "layouts"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "config.yaml", folder)
    report = build(BuildOptions(folder, NOW, output=root / "www/blog", base_url=f"https://khabar.example{BASE}"))
    assert not report.problems
    return root / "www"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(www: Path) -> Iterator[str]:
    with hosted(www) as host:
        yield f"{host}{BASE}"


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Any]:
    """Opens a page of the site without scripts, so that the root page leads nowhere by itself."""
    contexts = []

    def open_page(path: str, width: int = 360, **options: object) -> Page:
        found, complaints = visit(browser, address + path, width, java_script_enabled=False, **options)
        contexts.append(found.context)
        assert complaints == []
        return found

    yield open_page
    for context in contexts:
        context.close()


SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 1500);
})"""


@pytest.mark.parametrize("path", MAIN)
def test_nothing_jumps_where_fonts_come_late(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    found = context.new_page()
    asked: list[str] = []

    def late(route: Route) -> None:
        asked.append(route.request.url)
        time.sleep(0.7)
        route.continue_()

    context.route("**/*.woff2", late)
    found.goto(address + path)
    assert found.evaluate(SHIFTS) == 0
    assert asked
    context.close()


@pytest.mark.parametrize("path", MAIN)
def test_a_page_fetches_the_faces_of_its_own_script_only(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 5000})
    found = context.new_page()
    asked: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.goto(address + path, wait_until="networkidle")
    faces = {name.group(1) for name in (re.search(r"([a-z-]+)\.[0-9a-f]{8}\.woff2", url) for url in asked) if name}
    allowed = {"headline-deva"} if path.startswith("hi") else {"headline-latn", "text-latn"}
    assert faces and faces <= allowed
    context.close()


@pytest.mark.parametrize("path", MAIN)
def test_a_reader_who_saves_data_fetches_no_face(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    found = context.new_page()
    asked: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.goto(address + path, wait_until="networkidle")
    assert [url for url in asked if url.endswith(".woff2")] == []
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_every_screen(opened: Any, path: str) -> None:
    found = opened(path, 320)
    for width in (320, 360, 414, 640, 768, 1024, 1280, 1600, 1920):
        found.set_viewport_size({"width": width, "height": 800})
        assert found.evaluate("document.documentElement.scrollWidth") <= width, width


CUT = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each);
  if (!each.textContent.trim() || each.closest(".unseen, .menu ul, table")) return false;
  const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
  return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.className || each.tagName)"""


@pytest.mark.parametrize("path", PAGES)
def test_text_of_twice_the_size_is_not_cut_off(opened: Any, path: str) -> None:
    for width in (640, 1280):
        found = opened(path, width)
        found.evaluate("document.documentElement.style.fontSize = '200%'")
        assert found.evaluate("getComputedStyle(document.body).fontSize") == "32px"
        assert found.evaluate("document.documentElement.scrollWidth") <= width
        assert found.evaluate(CUT) == []


def luminance(color: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2 reckons it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PALETTE = """names => {
  const probe = document.body.appendChild(document.createElement("i"));
  const found = {};
  names.forEach(name => { probe.style.color = `var(--${name})`; found[name] = getComputedStyle(probe).color; });
  probe.remove();
  return found;
}"""
# What is read on what, and how well: body text AAA, all other text AA, bars and outlines 3.
PAIRS = [
    ("ink", "paper", 7),
    ("ink", "panel", 7),
    ("link", "paper", 7),
    ("quiet", "paper", 4.5),
    ("quiet", "panel", 4.5),
    ("accent", "panel", 4.5),
    ("alert", "paper", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-alert", "alert", 4.5),
    ("paper", "ink", 4.5),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["", "light", "dark"])
@pytest.mark.parametrize("wanted", ["no-preference", "more"])
def test_every_colour_can_be_read_on_its_ground(opened: Any, scheme: str, chosen: str, wanted: str) -> None:
    found = opened("hi/", color_scheme=scheme, contrast=wanted)
    found.evaluate("theme => { if (theme) document.documentElement.dataset.theme = theme; }", chosen)
    names = sorted({name for pair in PAIRS for name in pair[:2]})
    palette = found.evaluate(PALETTE, names)
    poor = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < pair[2]} == {}
    assert (luminance(palette["paper"]) < 0.2) is ((chosen or scheme) == "dark")
    ground = found.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == palette["paper"]


def test_the_browsers_own_bars_have_the_colour_of_the_page(opened: Any, www: Path) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        found = opened("hi/", color_scheme=scheme)
        ground = re.findall(r"\d+", found.evaluate("getComputedStyle(document.body).backgroundColor"))
        grounds[scheme] = "#" + "".join(f"{int(part):02x}" for part in ground)
        bar = found.locator(f"meta[name=theme-color][media*={scheme}]").get_attribute("content")
        assert bar == grounds[scheme]
    manifest = json.loads((www / "blog/manifest.hi.webmanifest").read_text("utf-8"))
    assert (manifest["theme_color"], manifest["background_color"]) == (grounds["light"], grounds["light"])


def test_a_reader_chooses_the_size_of_text(opened: Any) -> None:
    found = opened("hi/desh/g20-delhi-declaration/")
    sizes = []
    for step in ("small", "", "large", "largest"):
        found.evaluate("step => { document.documentElement.dataset.text = step; }", step)
        sizes.append(found.evaluate("parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"))
        assert found.evaluate("document.documentElement.scrollWidth") <= 360
    assert sizes == sorted(sizes) and len(set(sizes)) == 4


@pytest.mark.parametrize("path", ["hi/desh/g20-delhi-declaration/", "en/", "", "404.html"])
def test_a_page_is_printed_black_on_white(opened: Any, path: str) -> None:
    found = opened(path, 1280, color_scheme="dark")
    found.evaluate("document.documentElement.dataset.theme = 'dark'")
    found.emulate_media(media="print", color_scheme="dark")
    colours = found.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert contrast(*colours) == 21
    assert luminance(colours[1]) == 1
    assert not found.locator(".menu").is_visible() and not found.locator(".tools").is_visible()
    assert found.locator("h1").first.is_visible()
    for badge in found.locator(".breaking").all():
        assert badge.evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", ["hi/", "en/science/monsoon-explained/"])
def test_what_is_pressed_most_is_large_enough_for_a_thumb(opened: Any, path: str) -> None:
    found = opened(path)
    boxes = [each.bounding_box() for each in found.locator(".menu a, .tools li > a:not(.switch)").all()]
    assert boxes and all(box["height"] >= 44 for box in boxes)
    switch = found.locator("a.switch").bounding_box()
    assert min(switch["width"], switch["height"]) >= 40


@pytest.mark.parametrize("path", MAIN)
def test_letters_and_bar_are_one_line(opened: Any, path: str) -> None:
    """The name hangs from the bar: its box overlaps it, and the first thing below the bar is the name."""
    for width in (360, 1280):
        found = opened(path, width)
        brand = found.locator(".brand a").bounding_box()
        masthead = found.locator(".masthead").bounding_box()
        assert 0 <= brand["y"] - masthead["y"] <= 30, width
        assert brand["height"] < 70


def first_view(www: Path, edition: str) -> list[int]:
    """The bytes of each story's HTML with its sheets, compressed."""
    pages = [path for path in (www / "blog" / edition).rglob("index.html") if b'class="article"' in path.read_bytes()]
    return [len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in pages]


def test_a_first_view_is_light(www: Path) -> None:
    faces = {path.name.split(".")[0]: path.stat().st_size for path in (www / "blog/assets/fonts").glob("*.woff2")}
    hindi, english = first_view(www, "hi"), first_view(www, "en")
    assert len(hindi) > 10 and len(english) > 10
    assert max(statistics.median(hindi), statistics.median(english)) <= 14_000
    assert max(hindi) + faces["headline-deva"] <= 50 * 1024
    assert statistics.median(english) + faces["headline-latn"] + faces["text-latn"] <= 50 * 1024


def test_a_script_without_a_sheet_has_that_of_latin(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG.replace("editions:\n", "editions:\n  ta: {title: செய்தி}\n"))
    for name in ("hi", "en"):
        shutil.copy(REPOSITORY / f"layouts/strings/{name}.yaml", site.write(f"layouts/strings/{name}.yaml", ""))
    site.write("layouts/strings/ta.yaml", (REPOSITORY / "layouts/strings/en.yaml").read_text("utf-8"))
    site.article("world/one.ta.md", title="செய்தி", slug="one")
    site.build()
    text = site.read("ta/index.html")
    assert "headline-latn" in text and "headline-deva" not in text


def test_a_sheet_of_the_sites_own_is_added_or_takes_the_place_of_all(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.write("layouts/assets/own.css", "p { color: red }\n")
    site.build()
    for path in ("hi/index.html", "hi/duniya/one/index.html"):
        tree = page(site.read(path))
        assert len(tree.xpath("//style")) == 3
        assert [each[:12] for each in tree.xpath("//link[@rel='stylesheet']/@href")] == ["/assets/own.", "/assets/late"]
    site.write("layouts/assets/site.css", "p { color: blue }\n")
    site.build()
    for path in ("hi/index.html", "hi/duniya/one/index.html"):
        tree = page(site.read(path))
        assert not tree.xpath("//style | //link[@as='font']")
        assert [each[:12] for each in tree.xpath("//link[@rel='stylesheet']/@href")] == ["/assets/site", "/assets/own."]


def test_a_changed_sheet_changes_every_page_as_a_clean_build_would(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    site.write("layouts/assets/inline/story.css", "p { margin: 0 }\n")
    site.build()
    found = site.output()
    assert b"<style>p{margin:0}</style>" in found["hi/duniya/one/index.html"]
    assert not [path for path in found if "inline" in path]
    site.build(cache=False)
    assert site.output() == found


AUTHORS = """\
  authors:
    terms:
      asha:
        picture: people/asha.png
        links: {x: {url: "https://x.com/asha", hi: एक्स पर आशा, en: Asha on X}}
        hi: {name: आशा, slug: asha, description: विदेश संवाददाता}
        en: Asha
"""
PORTRAIT = REPOSITORY / "content/files/icon-192.png"


def test_an_author_has_a_picture_and_links(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + AUTHORS)
    site.article("world/one.hi.md", authors="[asha]")
    assert rules(site.build()) == ["config-term-picture"]
    assert not page(site.read("hi/authors/asha/index.html")).find_class("portrait")
    site.write("content/files/people/asha.png", PORTRAIT.read_bytes())
    assert rules(site.build()) == []
    tree = page(site.read("hi/authors/asha/index.html"))
    (portrait,) = tree.find_class("portrait")
    assert (portrait.get("src"), portrait.get("width"), portrait.get("alt")) == ("/people/asha.png", "192", "")
    assert [(each.text, each.get("href")) for each in tree.find_class("links")[0].iter("a")] == [
        ("एक्स पर आशा", "https://x.com/asha")
    ]
    person = structured(tree, "ProfilePage")[0]["mainEntity"]
    assert person["image"] == "https://khabar.example/people/asha.png"
    assert person["sameAs"] == ["https://x.com/asha"]
    found = site.output()
    site.build(cache=False)
    assert site.output() == found


def test_a_missing_page_can_be_searched_from(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    tree: html.HtmlElement = page(site.read("hi/404.html"))
    (form,) = tree.xpath("//form[@role='search']")
    assert (form.get("action"), form.get("method"), form.xpath(".//input/@name")) == ("/hi/search/", "get", ["q"])
    site.write("config.yaml", CONFIG + "search: false\n")
    site.build()
    assert not page(site.read("hi/404.html")).xpath("//form")
