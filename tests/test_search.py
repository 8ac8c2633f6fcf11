"""The search: what a word is found by, the same in Python and in the browser, and what a reader finds on the page."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from browsing import chromium, hosted, visit
from conftest import CONFIG, NOW, SiteFolder
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from searching import ASK, HERE, news, rows
from serving import serving

from generator.build import Builder
from generator.hindi.keys import fold_word, parts, roman_sound, roman_spelling, search_words, word_keys
from generator.options import BuildOptions
from generator.postings import home_of, number_of, read_postings, word_shard, write_postings
from generator.quick import build

REPOSITORY = Path(__file__).resolve().parent.parent
SCRIPT = REPOSITORY / "layouts/assets/search.js"


DOCUMENTS, QUERIES = rows(HERE / "docs.tsv"), rows(HERE / "queries.tsv")


# ── The same keys on both sides ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A blank page that has the search's functions."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


IN_BROWSER = """texts => {
  const k = window.khabarSearch;
  return texts.map(text => k.searchWords(text).map(word => [word, k.parts(word).map(part => {
    const folded = k.foldWord(part), keys = k.wordKeys(part);
    const shards = keys.map(key => k.wordShards(key, true));
    return [part, folded, keys, k.romanSpelling(folded), k.romanSound(folded), shards];
  })]));
}"""


def in_python(text: str) -> list[Any]:
    """What IN_BROWSER gives, from Python's own functions."""
    found = []
    for word in search_words(text):
        of_word: list[Any] = []
        for part in parts(word):
            folded, keys = fold_word(part), word_keys(part).own
            shards = [[int(word_shard(key).removeprefix("w/"), 16)] for key in keys]
            of_word.append([part, folded, [*keys], roman_spelling(folded), roman_sound(folded), shards])
        found.append([word, of_word])
    return found


def test_python_and_the_browser_agree_on_every_word_of_the_corpora(script: Page) -> None:
    files = [*(REPOSITORY / "content").rglob("*.md"), *(REPOSITORY / "tests").rglob("*.toml"), *HERE.glob("*.tsv")]
    files += [*(REPOSITORY / "docs").rglob("*.md")]
    words = sorted({word for file in files for word in re.split(r"\s+", file.read_text("utf-8"))})
    assert len(words) > 10_000
    for word, found in zip(words, script.evaluate(IN_BROWSER, words), strict=True):
        assert found == in_python(word), word


LETTERS = st.sampled_from("कखगनमयरलवसजङञणटडतथदधपफबभशहषईएओऑअआइउऍ") | st.sampled_from("ािीुूेैोौॉ्ंँः़ृऽ०९॰।\u200c\u200d\u093c")
ANY = st.characters(codec="utf-16") | LETTERS | st.sampled_from("aeiouykwzxqcjnmphsftbd'’-‑., 09ßİſéΣςAZ\u00ad\u0301")


@settings(max_examples=30)
@given(st.lists(st.text(ANY, max_size=24), min_size=200, max_size=200))
def test_python_and_the_browser_agree_on_any_text(script: Page, texts: list[str]) -> None:
    # Characters that one of the two does not know yet may have cases that it does not know of.
    texts = [
        text for text in texts if all(re.match("[\u0000-\u1c7f\u1e00-\u2bff\u3000-\uffff]", char) for char in text)
    ]
    for text, found in zip(texts, script.evaluate(IN_BROWSER, texts), strict=True):
        assert found == in_python(text), ascii(text)


@given(st.dictionaries(st.integers(0, 2**34), st.integers(0, 3), max_size=40))
def test_postings_are_read_as_they_were_written(postings: dict[int, int]) -> None:
    packed = [number * 4 + weight for number, weight in postings.items()]
    assert read_postings(write_postings(packed)) == sorted(packed)


def test_the_browser_reads_postings_too(script: Page) -> None:
    for number in (31, 1000, home_of("a", NOW), number_of(home_of("a", NOW), 3), number_of(home_of("a", NOW), 900)):
        text = write_postings([5, number * 4 + 3])
        read = script.evaluate("text => [...khabarSearch.readPostings(text)]", text)
        assert read == [[each >> 2, each & 3] for each in read_postings(text)]


@pytest.mark.parametrize("start", ["चु", "प्र", "pu", "स", "चुना", "क्या"])
def test_what_was_typed_so_far_is_looked_for_where_its_words_are(script: Page, start: str) -> None:
    words = [start + ending for ending in ("", "क", "नाव", "tin", "र्य", "ा")]
    asked = script.evaluate("start => khabarSearch.wordShards(start)", start)
    if len(start.replace("\u094d", "")) > 1:
        assert {int(word_shard(word).removeprefix("w/"), 16) for word in words} <= set(asked)
    assert len(asked) == (4 if len(start.replace("\u094d", "")) == 2 else 1)


EXACT = [
    "किम",
    "कम",
    "कमी",
    "काम",
    "रूस",
    "रस",
    "रास",
    "लड़की",
    "लड़का",
    "सात",
    "सीता",
    "संत",
    "सती",
    "सेना",
    "सोना",
    "सुना",
    "हॉल",
    "हाल",
]


def test_words_that_only_look_alike_share_no_key() -> None:
    keys = [set(word_keys(word).own) for word in EXACT]
    assert all(not one & other for place, one in enumerate(keys) for other in keys[:place])


@given(st.text(ANY, max_size=30))
def test_no_key_can_break_a_line_of_a_shard(text: str) -> None:
    for word in search_words(text):
        for part in parts(word):
            keys = word_keys(part)
            names = [*keys.own, *(name for triple in keys.roman for name in triple)]
            assert all(name and not re.search(r"[\s~=]", name) for name in names), names


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) <= 6 * 1024


# ── What a reader finds ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def asked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The search page over the documents of tests/search/."""
    root = tmp_path_factory.mktemp("search")
    news(root, DOCUMENTS)
    assert build(BuildOptions(root, NOW)).published
    with hosted(root / "output") as host:
        page, _ = visit(browser, f"{host}/hi/search/?q=x")
        expect(page.locator("[role=status]")).not_to_be_empty()
        yield page
        page.context.close()


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted", "kind"), QUERIES, ids=[" ".join(each[::3]) for each in QUERIES]
)
def test_a_query_finds_what_it_should_and_nothing_that_it_must_not(
    asked: Page, query: str, wanted: str, unwanted: str, kind: str
) -> None:
    found = {url.rstrip("/").rpartition("/")[2].replace("-", "_") for url in asked.evaluate(ASK, query)}
    assert set(wanted.split()) <= found
    assert not found & set(unwanted.split())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample site under a base path, with a story whose title means harm."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "layouts"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "config.yaml", root)
    (root / "content/india/harm.en.md").write_text(
        "---\ntitle: Harm <img src=x onerror=alert(1)> & </script><script>alert(2)</script>\n"
        "date: 2024-01-05\n---\nText.\n"
    )
    now = datetime(2026, 1, 1, tzinfo=UTC)
    report = build(BuildOptions(root, now, output=root / "www/blog", base_url="https://khabar.example/blog/"))
    assert report.published
    with hosted(root / "www") as host:
        yield f"{host}/blog/"


def titles(page: Page) -> list[str]:
    return page.locator("#found li h2").all_inner_texts()


def test_a_story_is_found_from_both_editions_and_shown_once_in_the_readers(browser: Browser, address: str) -> None:
    for edition, section in (("hi", "दुनिया"), ("en", "World")):
        page, complaints = visit(browser, f"{address}{edition}/search/")
        for query in ("पुतिन किम", "putin kim", "Putin Kim"):
            hrefs = page.locator("#found li a")
            page.locator("#q").fill(query)
            expect(hrefs.first).to_be_visible()
            links = [str(link.get_attribute("href")) for link in hrefs.all()]
            assert links[0].startswith(f"/blog/{edition}/")
            assert links[0].endswith("/putin-kim-meeting/")
            assert len(links) == len(set(links)) == len({link.rstrip("/").rpartition("/")[2] for link in links})
        first = page.locator("#found li").first
        expect(first.locator(".section")).to_have_text(section)
        assert "2023" in str(first.locator("time").get_attribute("datetime"))
        page.locator("#found li a").first.click()
        page.wait_for_url(f"{address}{edition}/**/putin-kim-meeting/")
        assert complaints == []
        page.context.close()


def test_a_story_of_the_other_edition_alone_is_marked_with_its_language(browser: Browser, address: str) -> None:
    page, _ = visit(browser, f"{address}en/search/?q=xposat")
    result = page.locator("#found li", has=page.locator('a[href$="/xposat-launch/"]'))
    expect(result.locator(".in")).to_have_text("हिन्दी")
    expect(result.locator("a")).to_have_attribute("lang", "hi")
    expect(page.locator("#q")).to_have_value("xposat")
    page.context.close()


def test_what_was_found_is_marked_however_it_was_typed(browser: Browser, address: str) -> None:
    page, _ = visit(browser, f"{address}hi/search/")
    for query, marked in (("putin", "पुतिन"), ("पुतिन", "पुतिन"), ("putin", "Putin")):
        page.locator("#q").fill("")
        page.locator("#q").fill(query)
        expect(page.locator("#found mark", has_text=marked).first).to_be_visible()
    page.context.close()


def test_results_come_while_one_types_and_the_address_keeps_the_query(browser: Browser, address: str) -> None:
    page, complaints = visit(browser, f"{address}hi/search/")
    page.locator("#q").press_sequentially("चंद्रया", delay=20)
    expect(page.locator("#found li h2", has_text="चंद्रयान").first).to_be_visible()
    expect(page.locator("[role=status]")).to_contain_text(re.compile(r"\d"))
    page.wait_for_url("**/hi/search/?q=*")
    page.locator("#q").fill("ऐसाकोईशब्दनहीं")
    expect(page.locator("[role=status]")).to_contain_text("कुछ नहीं मिला")
    assert titles(page) == []
    page.locator("#q").fill("")
    expect(page.locator("#found")).to_be_hidden()
    assert complaints == []
    page.context.close()


def test_a_title_that_means_harm_is_shown_as_text(browser: Browser, address: str) -> None:
    page, complaints = visit(browser, f"{address}en/search/?q=harm")
    expect(page.locator("#found li h2").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#found img, #found script").count() == 0
    assert complaints == []
    page.context.close()


def test_the_script_comes_only_when_somebody_turns_to_the_search(browser: Browser, address: str) -> None:
    page, _ = visit(browser, f"{address}en/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}en/search/")
    assert not [url for url in asked if "search." in url or ".txt" in url]
    page.locator("#q").focus()
    page.wait_for_function("() => window.khabarSearch")
    page.keyboard.type("moon")
    expect(page.locator("#found li").first).to_be_visible()
    assert [url for url in asked if "/search/w/" in url]
    page.context.close()


def test_the_results_are_reached_by_keyboard(browser: Browser, address: str) -> None:
    page, _ = visit(browser, f"{address}en/search/?q=india")
    expect(page.locator("#found li").nth(7)).to_be_visible()
    page.locator("#q").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#found li') !== null")
    more = page.locator("#found button")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#found li").nth(8)).to_be_visible()
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#found li')[8]")
    page.context.close()


def test_an_index_out_of_reach_leaves_the_web_search(browser: Browser, address: str) -> None:
    page, _ = visit(browser, f"{address}hi/search/")
    page.route("**/search/w/*", lambda route: route.abort())
    page.locator("#q").fill("पुतिन")
    expect(page.locator("[role=status]")).to_contain_text("गूगल")
    page.route("https://www.google.com/**", lambda route: route.fulfill(body="found"))
    page.locator("#q").press("Enter")
    page.wait_for_url("https://www.google.com/search?q=*as_sitesearch=khabar.example*")
    page.context.close()


def test_without_a_script_there_is_the_web_search_and_the_archive(browser: Browser, address: str) -> None:
    page, _ = visit(browser, f"{address}en/search/", java_script_enabled=False)
    expect(page.locator("#web-search")).to_be_visible()
    expect(page.locator("#found")).to_be_hidden()
    assert page.locator("form.search").get_attribute("action") == "https://www.google.com/search"
    page.locator("main a[href$='/en/archive/']").click()
    page.wait_for_url("**/en/archive/")
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_with_results_fits_its_screen(browser: Browser, address: str, width: int) -> None:
    for edition, query in (("hi", "भारत"), ("en", "india")):
        page, complaints = visit(browser, f"{address}{edition}/search/?q={query}", width)
        expect(page.locator("#found li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert complaints == []
        page.context.close()


# ── The index and the engine ─────────────────────────────────────────────────────────────────────────────────────────


def shards(site: SiteFolder) -> dict[str, bytes]:
    return {path: data for path, data in site.output().items() if path.startswith("search/")}


def many(site: SiteFolder, count: int = 60) -> None:
    """Stories of which each has words of its own."""
    for number in range(count):
        site.article(
            f"world/s{number}.hi.md",
            title=f"ख़बर {'कखगघचछजझटठ'[number % 10]}{'ािीुू'[number % 5]}नगर {number}",
            date=f"2024-08-{number % 28 + 1:02} 10:00",
            body="पहला अनुच्छेद यहाँ है।\n",
        )


def test_an_edit_rewrites_only_the_shards_it_touches(site: SiteFolder) -> None:
    many(site)
    site.build()
    before = shards(site)
    site.article("world/s7.hi.md", title="ख़बर झूमरीतलैया", date="2024-08-08 10:00", body="पहला अनुच्छेद यहाँ है।\n")
    report = site.build()
    after = shards(site)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    # A word and its two spellings come and go, one card changes, and the listing where a shard is new or gone.
    assert 3 <= len(changed) <= 8
    assert {path for path in report.changed if path.startswith("search/")} == changed


def test_an_edit_of_what_is_not_searched_rewrites_no_shard(site: SiteFolder) -> None:
    many(site, 5)
    site.build()
    site.article("world/s3.hi.md", title="ख़बर घुनगर 3", date="2024-08-04 10:00", body="पहला अनुच्छेद यहाँ है।\n\nदूसरा।\n")
    report = site.build()
    assert [path for path in report.changed if path.startswith("search/")] == []


@pytest.mark.parametrize(
    ("fields", "later"),
    [
        ({"draft": "true"}, timedelta()),
        ({"unlisted": "true"}, timedelta()),
        ({"gone": "true"}, timedelta()),
        ({"expire": "2024-09-01 13:00"}, timedelta(hours=2)),
        ({"date": "2024-09-01 18:00"}, timedelta()),
    ],
)
def test_what_readers_may_not_find_is_in_no_shard(site: SiteFolder, fields: dict[str, str], later: timedelta) -> None:
    many(site, 3)
    site.article("world/secret.hi.md", title="झूमरीतलैया का राज़", **fields)
    site.build()
    report = site.build(now=NOW + later)
    assert report.published
    text = b"".join(shards(site).values()).decode()
    assert "झूमरीतलैया" not in text and "jumritalai" not in text


def test_drafts_are_found_where_drafts_are_shown(site: SiteFolder) -> None:
    site.article("world/secret.hi.md", title="झूमरीतलैया का राज़", draft="true")
    site.build(drafts=True)
    assert "झूमरीतलैया" in b"".join(shards(site).values()).decode()
    site.build()
    assert "झूमरीतलैया" not in b"".join(shards(site).values()).decode()


def same_home() -> tuple[str, str]:
    """Two names of stories that have the same place on a day."""
    seen: dict[int, str] = {}
    for number in range(10_000):
        name = f"world/n{number:05}"
        place = crc32(name.encode()) % 1024
        if place in seen:
            return seen[place], name
        seen[place] = name
    raise AssertionError


def test_stories_that_share_a_place_are_told_apart_and_shift_as_a_clean_build_has_them(site: SiteFolder) -> None:
    first, second = same_home()
    site.article(f"{second}.hi.md", title="दूसरी बात", body="पाठ।\n")
    site.build()
    site.article(f"{first}.hi.md", title="पहली बात", body="पाठ।\n")
    site.build()
    found = shards(site)
    site.build(cache=False)
    assert shards(site) == found
    lines = [line for path, data in found.items() if "/hi/" in path for line in data.decode().splitlines()]
    assert len({line.split("\t")[0] for line in lines}) == 2
    site.delete(f"content/{first}.hi.md")
    site.build()
    found = shards(site)
    site.build(cache=False)
    assert shards(site) == found


def test_processes_write_the_same_shards(site: SiteFolder) -> None:
    many(site, 200)
    site.build(jobs=2)
    found = shards(site)
    site.build(cache=False)
    assert shards(site) == found


def test_a_damaged_index_is_begun_anew(site: SiteFolder) -> None:
    many(site, 10)
    site.build()
    found = shards(site)
    memo = site.root / ".cache/site/memo.sqlite"
    data = bytearray(memo.read_bytes())
    place = data.index("नगर".encode())
    data[place : place + 9] = b"xxxxxxxxx"
    memo.write_bytes(data)
    site.article("world/s3.hi.md", title="ख़बर घुनगर 33", date="2024-08-04 10:00", body="पहला अनुच्छेद यहाँ है।\n")
    site.build()
    after = shards(site)
    site.build(cache=False)
    assert shards(site) == after != found


def test_a_site_may_do_without(site: SiteFolder) -> None:
    many(site, 3)
    site.write("config.yaml", CONFIG + "search: false\n")
    site.build()
    assert not [path for path in site.output() if "search" in path and not path.startswith("assets/")]
    assert "/search/" not in site.read("hi/index.html") + site.read("hi/404.html")
    site.write("config.yaml", CONFIG)
    site.build()
    assert shards(site)


# ── The development server ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_server_makes_shards_when_they_are_asked_for_and_leaves_none_behind(site: SiteFolder) -> None:
    many(site, 5)
    with serving(site.root) as served:
        number = "w/" + word_shard(word_keys("झूमरीतलैया").own[0]).removeprefix("w/")
        file = site.root / f"output/search/{number}.txt"
        served.site.article("world/s9.hi.md", title="झूमरीतलैया की ख़बर")
        served.wait_for("/hi/duniya/s9/", "झूमरीतलैया")
        assert not file.exists() or "झूमरीतलैया" not in file.read_text("utf-8")
        assert "झूमरीतलैया" in served.get(f"/search/{number}.txt")
        assert "झूमरीतलैया" in file.read_text("utf-8")
        served.site.article("world/s9.hi.md", title="तीन लोक")
        served.wait_for("/hi/duniya/s9/", "लोक")
    # The server has ended without being asked; the next build knows.
    report = site.build(now=datetime.now(UTC), keep_going=True)
    assert report.published
    assert not file.exists() or "झूमरीतलैया" not in file.read_text("utf-8")
    found = shards(site)
    site.build(now=datetime.now(UTC), cache=False)
    assert shards(site) == found


def test_a_server_keeps_the_shards_when_the_config_changes(site: SiteFolder) -> None:
    many(site, 5)
    with serving(site.root) as served:
        before = shards(site)
        served.site.write("config.yaml", CONFIG.replace("सबकी ख़बर", "नई बात"))
        served.wait_for("/hi/", "नई बात")
        assert shards(site) == before


def test_many_who_search_at_once_get_the_same_answer(site: SiteFolder) -> None:
    many(site, 5)
    with serving(site.root) as served:
        served.site.article("world/s9.hi.md", title="झूमरीतलैया की ख़बर")
        served.wait_for("/hi/duniya/s9/", "झूमरीतलैया")
        name = word_shard(word_keys("झूमरीतलैया").own[0])
        answers: list[str] = []
        threads = [threading.Thread(target=lambda: answers.append(served.get(f"/search/{name}.txt"))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 6
        assert len(set(answers)) == 1
        assert "झूमरीतलैया" in answers[0]


def test_what_a_put_off_index_lacks_is_known_to_the_next_process(site: SiteFolder) -> None:
    many(site, 5)
    for waits in (False, True):
        builder = Builder(replace(site.options, keep_going=True))
        builder.search_waits = waits
        site.article("world/s2.hi.md", title=f"ख़बर {'लाहौर' if waits else 'अमृतसर'}", date="2024-08-03 10:00")
        builder.build(NOW)
        builder.close()
    assert "लाहौर" not in b"".join(shards(site).values()).decode()
    os.utime(site.root / "config.yaml")
    site.build(keep_going=True)
    text = b"".join(shards(site).values()).decode()
    assert "लाहौर" in text and "अमृतसर" not in text
    assert json.loads(site.read("search/shards.json")).keys() == {"w", "hi", "en"}
