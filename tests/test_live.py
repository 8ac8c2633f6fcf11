"""Live stories: updates in one file become a page that stays light, links that last, and a quiet notice."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from browsing import chromium, hosted, visit
from conftest import CONFIG, NOW, SiteFolder, rules

STORY = "world/moon.hi.md"
PAGE = "hi/duniya/moon/index.html"
STATE = "hi/duniya/moon/updates.json"
START = datetime(2024, 9, 1, 6, 0, tzinfo=ZoneInfo("Asia/Kolkata"))


def update(time: str, text: str = "कुछ हुआ।", **args: str) -> str:
    found = "".join(f' {name}="{value}"' for name, value in args.items())
    return f':::update time="{time}"{found}\n{text}\n:::\n'


def live(site: SiteFolder, *updates: str, top: str = "ऊपर का पाठ।\n\n", path: str = STORY, **fields: object) -> None:
    facts = {"slug": "moon", "date": "2024-09-01 06:00", "live": "true", **fields}
    site.article(path, "\n" + top + "\n".join(updates), **facts)


def many(count: int, start: datetime = START) -> list[str]:
    """So many updates, a minute apart, the newest first."""
    times = [start + timedelta(minutes=number) for number in range(count)]
    return [update(f"{time:%Y-%m-%d %H:%M}", f"अपडेट क्रमांक {number}।") for number, time in enumerate(times)][::-1]


def ids(page: str) -> list[str]:
    return lxml.html.fromstring(page).xpath("//ol[@class='updates']/li/@id")


def data(page: str) -> dict[str, object]:
    texts = lxml.html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return next(found for text in texts if (found := json.loads(text))["@type"] != "BreadcrumbList")


def test_updates_stand_from_the_newest_below_the_rest_with_anchors_from_their_times(site: SiteFolder) -> None:
    live(site, update("07:30", title="दूसरा"), update("06:10", title="पहला"), update("2024-09-01 09:00"))
    assert rules(site.build()) == ["update-order"]
    page = site.read(PAGE)
    assert ids(page) == ["u20240901-0900", "u20240901-0730", "u20240901-0610"]
    assert page.index("ऊपर का पाठ") < page.index("u20240901-0900")
    tree = lxml.html.fromstring(page)
    assert tree.xpath("//ol[@class='updates']/li[2]/h3/text()") == ["दूसरा"]
    assert tree.xpath("//ol[@class='updates']/li[2]//time/@datetime") == ["2024-09-01T07:30:00+05:30"]
    # Its text is nowhere else on the page's face.
    assert not tree.xpath("//div[@class='body']//*[contains(text(), 'कुछ हुआ')]")


def test_both_orders_of_writing_give_one_page_and_an_anchor_stays_when_updates_come(site: SiteFolder) -> None:
    down = [update("06:20", "तीसरा।"), update("06:10", "दूसरा।"), update("06:10", "पहला।")]
    live(site, *down)
    assert rules(site.build()) == []
    page = site.read(PAGE)
    assert ids(page) == ["u20240901-0620", "u20240901-0610-2", "u20240901-0610"]
    assert re.sub(r"\s+", "", page).index("दूसरा।") < re.sub(r"\s+", "", page).index("पहला।")
    live(site, *down[::-1])
    site.build()
    assert site.read(PAGE) == page
    live(site, update("06:20", "नया।"), *down)
    site.build()
    assert ids(site.read(PAGE)) == ["u20240901-0620-2", "u20240901-0620", "u20240901-0610-2", "u20240901-0610"]


def test_an_update_may_have_an_address_of_its_own_and_key_ones_are_named_on_top(site: SiteFolder) -> None:
    live(site, update("06:20", id="touchdown", key="हाँ", title="उतर गया"), update("06:10"))
    assert rules(site.build()) == []
    tree = lxml.html.fromstring(site.read(PAGE))
    assert tree.xpath("//section[contains(@class, 'key-updates')]//a/@href") == ["/hi/duniya/moon/#touchdown"]
    assert tree.xpath("//*[@id='touchdown']/@class") == ["key"]


@pytest.mark.parametrize(
    ("lines", "rule", "line"),
    [
        (":::update\nकुछ।\n:::\n", "update-time", 8),
        (':::update time="31.2.2024"\nकुछ।\n:::\n', "date-form", 8),
        (':::update time="2024-02-31 10:00"\nकुछ।\n:::\n', "date-impossible", 8),
        (update("06:20", id="क"), "update-id", 8),
        (update("06:20", id="a") + update("06:10", id="a"), "update-twice", 8),
        (update("2024-09-02 06:20"), "update-future", 8),
        (f":::facts\n{update('06:20')}:::\n{update('06:10')}", "update-stray", 9),
        ("कोई अपडेट नहीं।\n", "live-empty", 5),
    ],
)
def test_mistakes_are_told_where_they_stand(site: SiteFolder, lines: str, rule: str, line: int) -> None:
    live(site, lines, top="")
    found = site.build().problems
    assert (rule, line) in [(each.rule, each.where.line) for each in found]


def test_an_update_without_a_live_story_is_told_and_shown(site: SiteFolder) -> None:
    site.article(STORY, update("06:20", "यहाँ क्यों।"), slug="moon")
    assert rules(site.build()) == ["update-stray"]
    assert "यहाँ क्यों।" in site.read(PAGE)
    site.article(STORY, live="शायद")
    assert rules(site.build()) == ["live-form"]


def test_it_is_live_for_a_day_after_its_newest_update_unless_it_is_ended(site: SiteFolder) -> None:
    live(site, update("06:20"))
    site.article("world/other.hi.md", date="2024-08-31")
    site.build()
    assert 'class="breaking live-mark"' in site.read("hi/duniya/index.html")
    assert json.loads(site.read(STATE)) == {"live": True, "updates": ["u20240901-0620"]}
    page = lxml.html.fromstring(site.read(PAGE))
    assert page.xpath("//p[@class='live-now']/a/@href") == ["/hi/duniya/moon/"]
    later = datetime(2024, 9, 2, 6, 20, tzinfo=NOW.tzinfo)
    site.build(now=later - timedelta(seconds=1))
    assert "live-mark" in site.read("hi/duniya/index.html")
    site.build(now=later)
    assert "live-mark" not in site.read("hi/duniya/index.html") + site.read(PAGE)
    assert json.loads(site.read(STATE))["live"] is False
    assert site.output() == site.clean(now=later)
    site.build()
    live(site, update("06:20"), live="ended")
    site.build()
    assert "live-mark" not in site.read("hi/duniya/index.html") + site.read(PAGE)
    assert "यह लाइव कवरेज समाप्त हो चुका है" in site.read(PAGE)


def test_machines_get_a_live_blog_and_the_newest_update_as_the_last_change(site: SiteFolder) -> None:
    live(site, update("09:00", "कुछ **हुआ** [यहाँ](https://example.com)।", title="बड़ी बात"), update("06:10"))
    site.build()
    found = data(site.read(PAGE))
    assert found["@type"] == "LiveBlogPosting"
    assert found["coverageStartTime"] == "2024-09-01T06:10:00+05:30"
    assert "coverageEndTime" not in found
    assert found["dateModified"] == "2024-09-01T09:00:00+05:30"
    first = found["liveBlogUpdate"][0]
    assert first == {
        "@type": "BlogPosting",
        "@id": "https://khabar.example/hi/duniya/moon/#u20240901-0900",
        "url": "https://khabar.example/hi/duniya/moon/#u20240901-0900",
        "headline": "बड़ी बात",
        "datePublished": "2024-09-01T09:00:00+05:30",
        "articleBody": "कुछ हुआ यहाँ।",
    }
    assert found["liveBlogUpdate"][1]["headline"] == "कुछ हुआ।"
    assert "<lastmod>2024-09-01T09:00:00+05:30</lastmod>" in site.read("hi/sitemaps/2024-09.xml")
    feed = json.loads(site.read("hi/feed.json"))["items"][0]
    assert feed["date_modified"] == "2024-09-01T09:00:00+05:30"
    assert "<h3>1 सितंबर 2024, 09:00" in feed["content_html"] and "बड़ी बात" in feed["content_html"]
    live(site, update("09:00"), update("06:10"), live="ended")
    site.build()
    assert data(site.read(PAGE))["coverageEndTime"] == "2024-09-01T09:00:00+05:30"


def test_a_long_one_stays_light_and_its_old_pages_do_not_change(site: SiteFolder) -> None:
    live(site, *many(110))
    site.build()
    numbers = [f"hi/duniya/moon/page/{number}/index.html" for number in (1, 2, 3)]
    pages = {path: site.read(path) for path in numbers}
    assert [len(ids(page)) for page in pages.values()] == [25, 25, 25]
    assert len(ids(site.read(PAGE))) == 35
    assert ids(pages[numbers[0]])[-1] == "u20240901-0600"
    links = lxml.html.fromstring(site.read(PAGE)).xpath("//nav[@class='periods']//a/@href")
    assert links == [f"/hi/duniya/moon/page/{number}/" for number in (3, 2, 1)]
    assert len(json.loads(site.read(STATE))["updates"]) == 35
    live(site, *many(111))
    site.build()
    assert {path: site.read(path) for path in numbers} == pages
    feed = json.loads(site.read("hi/feed.json"))["items"][0]["content_html"]
    assert feed.count("<h3>") == 20
    live(site, *many(30))
    site.build()
    assert not any((site.root / "output" / path).exists() for path in numbers)
    assert site.output() == site.clean()


def test_two_thousand_updates_can_be_read(site: SiteFolder) -> None:
    live(site, *many(2000, START - timedelta(days=2)), date="2024-08-30 06:00")
    assert rules(site.build()) == []
    assert len(site.read(PAGE).encode()) < 120_000
    assert len(ids(site.read(PAGE))) < 50
    assert (site.root / "output/hi/duniya/moon/page/79/index.html").exists()


def test_every_edit_ends_in_the_clean_builds_output(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG.replace("https://khabar.example/", "https://khabar.example/blog/"))
    site.article("world/other.hi.md", slug="other")
    live(site, update("06:20", "[दूसरी](story:other)"), *many(60)[-55:])
    live(site, update("06:20"), path="world/moon.en.md", title="Moon")
    site.build()
    edits = [
        lambda: site.article("world/other.hi.md", slug="another"),
        lambda: live(site, update("2024-09-01 11:00", "नया।"), *many(60)),
        lambda: site.write("layouts/strings/hi.yaml", "updates: ताज़ा बातें\n"),
        lambda: live(site, *many(60), live="ended"),
        lambda: site.delete("content/world/moon.en.md"),
        lambda: site.article(STORY, slug="moon"),
        lambda: live(site, *many(3)),
        lambda: (site.root / "output" / STATE).write_text("{}"),
    ]
    for edit in edits:
        edit()
        site.build()
        assert site.output() == site.clean()
    assert site.build(jobs=2).written == 0


def test_another_languages_digits_and_words_are_in_the_notice(site: SiteFolder) -> None:
    live(site, update("06:20"))
    site.build()
    notice = lxml.html.fromstring(site.read(PAGE)).xpath("//*[@data-state]")[0]
    assert notice.get("role") == "status"
    assert notice.get("data-state") == "/hi/duniya/moon/updates.json"
    assert (notice.get("data-one"), notice.get("data-many")) == ("एक नया अपडेट", "{count} नए अपडेट")


# ── In a browser ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def www(site: SiteFolder) -> Path:
    site.write("content/files/favicon.ico", "")
    live(site, *many(60))
    site.build()
    return site.root / "output"


def test_an_open_page_says_that_there_are_new_updates_and_does_not_move(site: SiteFolder, www: Path) -> None:
    with chromium() as browser, hosted(www) as host:
        page, complaints = visit(browser, "about:blank")
        page.clock.install()
        page.goto(f"{host}/hi/duniya/moon/")
        before = page.evaluate("[document.documentElement.scrollHeight, document.querySelector('.updates').offsetTop]")
        live(site, *many(63))
        site.build()
        with page.expect_response("**/updates.json"):
            page.clock.run_for(31_000)
        page.wait_for_selector(".live-news a")
        assert page.locator(".live-news").inner_text() == "3 नए अपडेट"
        after = page.evaluate("[document.documentElement.scrollHeight, document.querySelector('.updates').offsetTop]")
        assert after == before
        page.locator(".live-news a").click()
        page.wait_for_selector("#u20240901-0702")
        assert page.locator(".live-news").inner_text() == ""
        assert complaints == []


def test_it_stops_asking_when_the_story_is_over(site: SiteFolder, www: Path) -> None:
    with chromium() as browser, hosted(www) as host:
        page, _ = visit(browser, "about:blank")
        page.clock.install()
        page.goto(f"{host}/hi/duniya/moon/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        live(site, *many(60), live="ended")
        site.build()
        with page.expect_response("**/updates.json"):
            page.clock.run_for(31_000)
        page.wait_for_timeout(200)
        page.clock.run_for(900_000)
        page.wait_for_timeout(200)
        assert len(asked) == 1


def test_a_link_to_an_update_that_moved_on_still_finds_it(www: Path) -> None:
    with chromium() as browser, hosted(www) as host:
        page, _ = visit(browser, f"{host}/hi/duniya/moon/#u20240901-0603")
        page.wait_for_url("**/page/1/#u20240901-0603")
        assert page.locator("#u20240901-0603").is_visible()


def test_without_a_script_there_is_a_link_that_loads_the_page_anew(www: Path) -> None:
    with chromium() as browser, hosted(www) as host:
        page, complaints = visit(browser, f"{host}/hi/duniya/moon/", java_script_enabled=False)
        page.get_by_role("link", name="नए अपडेट देखने के लिए").click()
        page.wait_for_load_state()
        assert page.locator(".updates > li").count() == 35
        assert complaints == []
