"""Corrections: on the story, for machines, in feeds, and all of them on one list."""

from __future__ import annotations

import json

import lxml.html
from conftest import CONFIG, SiteFolder, rules

MENU = CONFIG + "per_page: 2\nmenus:\n  footer: [corrections, archive]\n"


def story(site: SiteFolder, name: str, *dates: str, edition: str = "hi", **fields: object) -> None:
    lines = "".join(f"\n  - date: {date}\n    text: {name} में सुधार {number}" for number, date in enumerate(dates))
    site.article(f"world/{name}.{edition}.md", title=f"ख़बर {name}", slug=name, corrections=lines or None, **fields)


def listed(page: str) -> list[tuple[str, str]]:
    found = lxml.html.fromstring(page).xpath("//ol[contains(@class, 'corrections-list')]/li")
    return [(each.xpath("./p")[0].text_content(), each.xpath("./a/@href")[0]) for each in found]


def test_a_correction_is_on_the_story_for_machines_in_feeds_and_on_the_list(site: SiteFolder) -> None:
    site.write("config.yaml", MENU)
    story(site, "one", "2024-08-02 09:00")
    assert rules(site.build()) == []
    page = site.read("hi/duniya/one/index.html")
    text = "one में सुधार 0"
    tree = lxml.html.fromstring(page)
    assert text in tree.xpath("//section[@class='corrections']")[0].text_content()
    (data,) = (
        found
        for each in tree.xpath("//script[@type='application/ld+json']/text()")
        if (found := json.loads(each))["@type"] == "NewsArticle"
    )
    assert data["correction"] == [text]
    assert data["dateModified"] == "2024-08-02T09:00:00+05:30"
    assert tree.xpath("//meta[@property='article:modified_time']/@content") == ["2024-08-02T09:00:00+05:30"]
    (item,) = json.loads(site.read("hi/feed.json"))["items"]
    assert text in item["content_html"] and item["date_modified"] == "2024-08-02T09:00:00+05:30"
    for feed in ("hi/feed.xml", "hi/rss.xml"):
        assert text in site.read(feed)
    assert "<lastmod>2024-08-02T09:00:00+05:30</lastmod>" in site.read("hi/sitemaps/2024-08.xml")
    assert listed(site.read("hi/corrections/index.html")) == [(text, "/hi/duniya/one/#corrections")]
    assert "https://khabar.example/hi/corrections/" in site.read("hi/sitemaps/lists.xml")


def test_a_correction_makes_no_old_story_breaking_news_again(site: SiteFolder) -> None:
    story(site, "one", "2024-09-01 09:00", breaking="true")
    site.build()
    assert 'class="breaking"' not in site.read("hi/index.html")


def test_the_list_is_there_once_an_edition_has_corrected_something_and_menus_name_it(site: SiteFolder) -> None:
    site.write("config.yaml", MENU)
    story(site, "one")
    assert rules(site.build()) == []
    assert not (site.root / "output/hi/corrections").exists()
    assert "/hi/corrections/" not in site.read("hi/index.html")
    story(site, "one", "2024-08-02")
    assert rules(site.build()) == []
    assert 'href="/hi/corrections/">भूल-सुधार</a>' in site.read("hi/index.html")
    assert "/en/corrections/" not in site.read("en/index.html")
    story(site, "one", "2024-08-02", edition="en")
    site.build()
    tree = lxml.html.fromstring(site.read("hi/corrections/index.html"))
    assert tree.xpath("//link[@hreflang='en']/@href") == ["https://khabar.example/en/corrections/"]


def test_it_is_paged_from_the_oldest_so_that_a_new_one_rewrites_the_newest_page(site: SiteFolder) -> None:
    site.write("config.yaml", MENU)
    for number in range(1, 6):
        story(site, f"s{number}", f"2024-08-0{number}", date=f"2024-07-0{number}")
    site.build()
    assert [text for text, _ in listed(site.read("hi/corrections/index.html"))] == [
        "s5 में सुधार 0",
        "s4 में सुधार 0",
        "s3 में सुधार 0",
    ]
    oldest = site.read("hi/corrections/page/1/index.html")
    assert [url for _, url in listed(oldest)] == ["/hi/duniya/s2/#corrections", "/hi/duniya/s1/#corrections"]
    story(site, "s1", "2024-08-01", "2024-08-09", date="2024-07-01")
    report = site.build()
    pages = {url for url, _ in report.rendered if "/corrections/" in url}
    assert pages == {"/hi/corrections/", "/hi/corrections/page/2/", "/hi/corrections/page/1/"}
    assert listed(site.read("hi/corrections/index.html"))[0] == ("s1 में सुधार 1", "/hi/duniya/s1/#corrections")
    story(site, "s4", "2024-08-04", "2024-08-10", date="2024-07-04")
    pages = {url for url, _ in site.build().rendered if "/corrections/" in url}
    assert pages == {"/hi/corrections/"}


def test_every_edit_ends_in_the_clean_builds_output(site: SiteFolder) -> None:
    site.write("config.yaml", MENU.replace("https://khabar.example/", "https://khabar.example/blog/"))
    for number in range(1, 6):
        story(site, f"s{number}", f"2024-08-0{number}", f"2024-08-1{number}", date=f"2024-0{number + 2}-01")
    story(site, "s1", "2024-08-03", edition="en", date="2024-03-01")
    site.build()
    edits = [
        lambda: story(site, "s3", "2024-08-03", date="2024-05-01"),
        lambda: story(site, "s2", "2024-08-02", "2024-08-30", date="2024-04-01"),
        lambda: site.article("world/s5.hi.md", title="नया शीर्षक", slug="s55", date="2024-07-01"),
        lambda: story(site, "s4", "2024-08-04", date="2024-06-01", unlisted="true"),
        lambda: site.delete("content/world/s1.en.md"),
        lambda: [site.delete(f"content/world/s{number}.hi.md") for number in (1, 2, 3)],
    ]
    for edit in edits:
        edit()
        site.build()
        assert site.output() == site.clean(jobs=2)
    assert not (site.root / "output/hi/corrections").exists()
