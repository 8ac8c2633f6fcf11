"""The site as JSON: what other programs find beside pages, and that it is always what the pages say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, NOW, SiteFolder
from serving import serving, small_site

REPOSITORY = Path(__file__).resolve().parent.parent
ON = CONFIG + "json: yes\npictures: {widths: []}\n"
BODY = """\
पहला पैरा, [कड़ी](b.hi.md) & "उद्धरण"।

## बीच में

:::facts title="तथ्य"
- एक
:::

![चंद्रमा](webb.jpg "कैप्शन"){credit="नासा"}
"""


@pytest.fixture(autouse=True)
def _switched_on(site: SiteFolder) -> None:
    site.write("config.yaml", ON)


def data(site: SiteFolder, path: str) -> Any:
    return json.loads(site.read(f"{path}index.json"))


def story(site: SiteFolder) -> None:
    """A story with all that JSON has of one, its translation, and another story."""
    site.write("content/world/webb.jpg", (REPOSITORY / "content/science/webb.jpg").read_bytes())
    site.article(
        "world/a.hi.md",
        BODY,
        title="चाँद <b> & तारे",
        date="2024-08-31 09:00",
        slug="chand",
        tags="[रूस]",
        authors="[डेस्क]",
        kicker="विज्ञान",
        summary="एक वाक्य।",
        video="https://youtu.be/dQw4w9WgXcQ",
        image="\n  path: webb.jpg\n  alt: दूरबीन\n  credit: नासा",
        sources="\n  - title: नासा\n    url: https://www.nasa.gov/",
        corrections="\n  - date: 2024-09-01 10:00\n    text: तारीख़ ठीक की गई।",
    )
    site.article("world/a.en.md", "Text.\n", title="Moon", date=None)
    site.article("world/b.hi.md", title="दूसरी", date="2024-08-30 10:00")


def test_a_story_is_there_with_all_its_facts(site: SiteFolder) -> None:
    story(site)
    site.build()
    found = data(site, "hi/duniya/chand/")
    origin = "https://khabar.example"
    html, feed_id = found.pop("content_html"), json.loads(site.read("hi/feed.json"))["items"][0]["id"]
    picture = found.pop("picture")
    assert found == {
        "version": 1,
        "kind": "story",
        "id": feed_id,
        "url": f"{origin}/hi/duniya/chand/",
        "json_url": f"{origin}/hi/duniya/chand/index.json",
        "short_url": None,
        "language": "hi",
        "state": "published",
        "title": "चाँद <b> & तारे",
        "kicker": "विज्ञान",
        "summary": "एक वाक्य।",
        "date_published": "2024-08-31T09:00:00+05:30",
        "date_modified": "2024-09-01T10:00:00+05:30",
        "section": {"id": "world", "name": "दुनिया", "language": "hi", "url": f"{origin}/hi/duniya/"},
        "authors": [{"id": "डेस्क", "name": "डेस्क", "language": "hi", "url": f"{origin}/hi/authors/desk/"}],
        "tags": [{"id": "रूस", "name": "रूस", "language": "hi", "url": f"{origin}/hi/tags/rus/"}],
        "taxonomies": {},
        "pictures": [picture | {"alt": "चंद्रमा", "caption": "कैप्शन", "credit": "नासा"}],
        "video_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "words": found["words"],
        "minutes": 1,
        "content_text": "पहला पैरा, कड़ी & “उद्धरण”।\n\nबीच में\n\nतथ्य\n\nएक",
        "live": None,
        "sources": [{"title": "नासा", "url": "https://www.nasa.gov/"}],
        "corrections": [{"date": "2024-09-01T10:00:00+05:30", "text": "तारीख़ ठीक की गई।"}],
        "translations": [
            {
                "language": "en",
                "title": "Moon",
                "url": f"{origin}/en/world/a/",
                "json_url": f"{origin}/en/world/a/index.json",
            }
        ],
    }
    assert picture["url"].startswith(f"{origin}/media/") or picture["url"].startswith(f"{origin}/hi/")
    assert (picture["alt"], picture["caption"], picture["credit"]) == ("दूरबीन", "", "नासा")
    assert picture["width"] > 0 < picture["height"] and picture["type"] == "image/jpeg"
    assert f'<a href="{origin}/hi/duniya/b/">कड़ी</a> &amp; “उद्धरण”' in html and "<strong>तथ्य</strong>" in html
    english = data(site, "en/world/a/")
    assert (english["language"], english["tags"][0]["language"], english["picture"]["language"]) == ("en", "hi", "hi")
    assert english["translations"][0]["url"] == f"{origin}/hi/duniya/chand/"


def test_every_field_is_always_there(site: SiteFolder) -> None:
    story(site)
    site.article("pages/about.hi.md", "हम।\n", title="परिचय", date=None)
    site.article("world/live.hi.md", ':::update time="2024-09-01 11:30" title="अब"\n[a](a.hi.md)\n:::\n', live="true")
    site.build()
    pages = {path: json.loads(text) for path, text in site.output().items() if path.endswith("index.json")}
    stories = [each for each in pages.values() if each["kind"] != "list"]
    assert len(stories) == 5 and len({tuple(each) for each in stories}) == 1
    assert len({tuple(each) for each in pages.values() if each["kind"] == "list"}) == 1
    assert (pages["hi/about/index.json"]["kind"], pages["hi/about/index.json"]["date_published"]) == ("page", None)
    live = pages["hi/duniya/live/index.json"]["live"]
    assert (live["on"], live["count"], live["older"]) == (True, 1, [])
    (update,) = live["updates"]
    assert (update["title"], update["date_published"]) == ("अब", "2024-09-01T11:30:00+05:30")
    assert 'href="https://khabar.example/hi/duniya/chand/"' in update["content_html"]


def test_the_documentation_names_each_field(site: SiteFolder) -> None:
    story(site)
    site.build()
    said = (REPOSITORY / "docs/content/en/pages/reference/json.md").read_text("utf-8")
    for heading, path in (("A story", "hi/duniya/chand/"), ("A list", "hi/duniya/")):
        section = said.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(data(site, path))
    found = data(site, "hi/duniya/chand/")
    small = [found["section"], found["picture"], found["translations"][0], data(site, "hi/duniya/")["items"][0]]
    assert not {name for each in small for name in each if f"`{name}`" not in said}


def test_lists_are_cut_as_their_pages_are_and_lead_to_each_other(site: SiteFolder) -> None:
    site.write("config.yaml", ON + "per_page: 2\n")
    for number in range(1, 8):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", date=f"2024-08-0{number}", tags="[रूस]")
    site.build()
    url, found = "https://khabar.example/hi/latest/index.json", []
    while url:
        page = data(site, url.removeprefix("https://khabar.example/").removesuffix("index.json"))
        found.append([each["title"][-1] for each in page["items"]])
        url = page["older_url"]
    assert found == [["7", "6", "5"], ["4", "3"], ["2", "1"]]
    assert data(site, "hi/duniya/page/1/")["newer_url"] == "https://khabar.example/hi/duniya/page/2/index.json"
    item = data(site, "hi/tags/rus/")["items"][0]
    assert item["json_url"] == "https://khabar.example/hi/duniya/s7/index.json"
    front = data(site, "hi/")
    assert [each["title"] for each in front["items"]] == ["ख़बर 7", "ख़बर 6"]
    assert [each["title"] for each in front["lists"]] == ["ताज़ा ख़बरें", "दुनिया", "देश"]
    assert [each["language"] for each in front["translations"]] == ["en"]
    for each in (*front["lists"], *front["translations"], data(site, "hi/duniya/")["translations"][0]):
        assert (site.root / "output" / each["json_url"].removeprefix("https://khabar.example/")).is_file()


def test_pages_name_their_json_and_those_without_one_do_not(site: SiteFolder) -> None:
    story(site)
    site.article("world/quiet.hi.md", unlisted="true", slug="quiet")
    site.article("world/draft.hi.md", draft="true", slug="draft")
    site.article("world/gone.hi.md", gone="true", slug="gone")
    site.build()
    named = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)"')
    for path, text in site.output().items():
        if path.endswith(".html"):
            found = named.findall(text.decode())
            there = path.replace("index.html", "index.json") in site.output() and path.endswith("index.html")
            assert found == ([f"/{path.replace('index.html', 'index.json')}"] if there else []), path
    assert not [path for path in site.output() if path.endswith(".json") and re.search("quiet|draft|gone", path)]
    site.build(drafts=True)
    assert data(site, "hi/duniya/draft/")["state"] == "draft"


def test_without_the_option_there_is_none(site: SiteFolder) -> None:
    story(site)
    site.build()
    site.write("config.yaml", ON.replace("json: yes", "json: no"))
    site.build()
    assert not [path for path in site.output() if path.endswith("index.json")]
    assert "application/json" not in site.read("hi/duniya/chand/index.html")
    assert site.output() == site.clean()


def test_below_a_base_path_all_addresses_are_in_full(site: SiteFolder) -> None:
    story(site)
    site.build(base_url="https://x.example/blog/")
    for path, text in site.output().items():
        if path.endswith("index.json"):
            found = re.findall(r'"(?:\w*_)?url": "([^"]+)"', text.decode())
            assert found and all(url.startswith("https://") for url in found), path
            assert not [url for url in found if url.startswith("https://x.example/") and "/blog/" not in url]
    assert 'href="/blog/hi/duniya/chand/index.json"' in site.read("hi/duniya/chand/index.html")


def rendered(site: SiteFolder) -> set[str]:
    return {url for url, _ in site.build().rendered if url.endswith("index.json")}


def test_an_edit_renders_its_own_json_and_the_lists_that_show_it(site: SiteFolder) -> None:
    site.write("config.yaml", ON + "per_page: 2\n")
    for number in range(1, 8):
        site.article(f"world/s{number}.hi.md", "पाठ।\n\nऔर।\n", title=f"ख़बर {number}", date=f"2024-08-0{number}")
    site.build()
    site.article("world/s3.hi.md", "पाठ।\n\nऔर भी।\n", title="ख़बर 3", date="2024-08-03")
    assert rendered(site) == {"/hi/duniya/s3/index.json"}
    site.article("world/s3.hi.md", "पाठ।\n\nऔर भी।\n", title="बदली", date="2024-08-03")
    lists = {"/hi/duniya/page/2/index.json", "/hi/latest/page/2/index.json"}
    assert rendered(site) == {"/hi/duniya/s3/index.json", *lists}
    assert rendered(site) == set()


def test_after_any_of_these_edits_it_is_what_a_clean_build_makes(site: SiteFolder) -> None:
    site.write("config.yaml", ON + "per_page: 2\n")
    story(site)
    site.build()
    edits = [
        lambda: site.article("world/b.hi.md", title="नया शीर्षक", date="2024-08-30 10:00", tags="[रूस, मौसम]"),
        lambda: site.article("world/b.hi.md", title="नया शीर्षक", date="2024-08-30 10:00", slug="moved"),
        lambda: site.article("world/b.en.md", title="Second", date=None),
        lambda: site.article("india/c.hi.md", "[a](story:a)\n", title="तीसरी", tags="[रूस]"),
        lambda: site.delete("content/world/a.en.md"),
        lambda: site.article("india/c.hi.md", title="तीसरी", unlisted="true"),
        lambda: site.write("config.yaml", ON.replace("world: {hi: दुनिया", "world: {hi: {name: विश्व, slug: vishva}")),
        lambda: site.write("config.yaml", ON + "short_addresses: yes\n"),
        lambda: site.delete("content/world/a.hi.md"),
    ]
    for number, edit in enumerate(edits):
        edit()
        assert site.build(jobs=1 + number % 2).published
        assert site.output() == site.clean(), number
        assert site.build().written == 0


def test_a_moment_that_passes_shows_in_it(site: SiteFolder) -> None:
    site.article("world/live.hi.md", ':::update time="2024-09-01 11:30"\nअब।\n:::\n', live="true", slug="live")
    site.build()
    assert data(site, "hi/duniya/live/")["live"]["on"] and data(site, "hi/duniya/")["items"][0]["live"]
    later = NOW.replace(day=3)
    site.build(now=later)
    assert not (data(site, "hi/duniya/live/")["live"]["on"] or data(site, "hi/duniya/")["items"][0]["live"])
    assert site.output() == site.clean(now=later)


def test_the_server_shows_it_as_it_becomes() -> None:
    with small_site() as desk:
        desk.write("config.yaml", ON)
        with serving(desk.root) as served:
            status, text, headers = served.ask("/hi/duniya/one/index.json")
            assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
            assert json.loads(text)["content_text"] == "मूल पाठ।"
            desk.article("world/one.hi.md", title="पहली", body="नया पाठ।\n")
            served.wait_for("/hi/duniya/one/index.json", "नया पाठ।")
