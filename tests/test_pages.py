"""Pages as readers meet them: who sees which story in which list, and where every link leads."""

from __future__ import annotations

import re
import struct
import tempfile
import zlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import CONFIG, NOW, SiteFolder, rules
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from reading import addresses, alternates, canonical, file_of, page, pages, policy, refused_scripts, sitemap, structured

from generator.options import BuildOptions
from generator.pages.lists import slices
from generator.problems import SiteError


def png(width: int = 4, height: int = 3) -> bytes:
    """A small picture."""
    rows = b"".join(b"\0" + b"\x7f" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def links(tree: html.HtmlElement, path: str = "") -> list[str]:
    """The addresses that a part of a page's main column links to, in their order."""
    return [each.get("href") for each in tree.xpath(f"//main{path}//a[@href]")]


def stories(tree: html.HtmlElement) -> list[str]:
    """The headlines of the cards on a page, in their order."""
    return [each.text_content() for each in tree.xpath("//article[contains(@class, 'card')]//a[not(@class)]")]


def places(site: SiteFolder, url: str) -> set[str]:
    """The files of the output that name an address."""
    return {path for path, data in site.output().items() if url.encode() in data}


# ── The language switch ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_switch_leads_to_the_other_article_of_the_story(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.article("world/one.en.md", slug="number-one")
    site.build()
    (hindi,) = page(site.read("hi/duniya/one/index.html")).find_class("switch")
    (english,) = page(site.read("en/world/number-one/index.html")).find_class("switch")
    assert (hindi.get("href"), hindi.get("hreflang")) == ("/en/world/number-one/", "en")
    assert (english.get("href"), english.get("hreflang")) == ("/hi/duniya/one/", "hi")
    # What is seen is a letter; what is read out is a name.
    assert [[span.text for span in each] for each in (hindi, english)] == [["A", "English"], ["अ", "हिन्दी"]]
    assert [each[0].get("aria-hidden") for each in (hindi, english)] == ["true", "true"]
    assert hindi.get("rel") == english.get("rel") == "alternate"


def test_without_a_pair_the_switch_leads_to_the_section_or_else_the_front_page(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.article("two.hi.md")
    site.article("pages/about.hi.md", date=None)
    site.build()
    for path, url in (("hi/duniya/one", "/en/world/"), ("hi/two", "/en/"), ("hi/about", "/en/")):
        (switch,) = page(site.read(f"{path}/index.html")).find_class("switch")
        assert (switch.get("href"), switch.get("rel")) == (url, None)


@pytest.mark.parametrize("state", ["draft: true", "unlisted: true", "expire: 2024-08-30", "publish: 2024-12-01"])
def test_the_switch_never_leads_to_an_article_that_is_not_there_or_not_listed(site: SiteFolder, state: str) -> None:
    name, value = state.split(": ")
    site.article("world/one.hi.md")
    site.article("world/one.en.md", **{name: value})
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    assert tree.find_class("switch")[0].get("href") == "/en/world/"
    assert "/en/world/one/" not in [*addresses(tree), *alternates(tree).values()]


@st.composite
def newsrooms(draw: st.DrawFn) -> list[tuple[str, dict[str, object]]]:
    """The articles of a site in which every kind of thing may be missing in one edition."""
    articles = []
    for number in range(draw(st.integers(1, 9))):
        folder = draw(st.sampled_from(["world/", "india/", "", "pages/", "other/"]))
        for code in draw(st.sampled_from([("hi",), ("en",), ("hi", "en")])):
            fields: dict[str, object] = {"title": f"{'ख़बर' if code == 'hi' else 'Story'} {number}"}
            fields["date"] = f"2024-0{draw(st.integers(5, 9))}-0{draw(st.integers(1, 9))} 10:00"
            for name, values in (
                ("tags", ["[g20]", "[रूस, g20]", "[Russia]"]),
                ("authors", ["[Asha]"]),
                ("topics", ["[space]"]),
                ("draft", ["true"]),
                ("unlisted", ["true"]),
                ("pinned", ["true"]),
                ("breaking", ["true"]),
                ("expire", ["2024-08-15"]),
                ("aliases", [f"/old/{code}/{number}"]),
            ):
                if draw(st.integers(0, 3)) == 0:
                    fields[name] = draw(st.sampled_from(values))
            articles.append((f"{folder}story-{number}.{code}.md", fields))
    return articles


@settings(max_examples=25)
@given(newsrooms())
def test_in_any_site_every_link_leads_somewhere_and_every_pair_is_mutual(
    articles: list[tuple[str, dict[str, object]]],
) -> None:
    config = CONFIG + "  tags: {terms: {russia: {hi: रूस, en: Russia}}}\n  topics: {hi: विषय, en: Topics, feeds: true}\n"
    with tempfile.TemporaryDirectory() as folder:
        site = SiteFolder(Path(folder), BuildOptions(site=Path(folder), now=NOW))
        site.write("config.yaml", config + "per_page: 2\nrules: {section-unknown: off}\n")
        site.write("content/files/favicon.svg", "<svg/>")
        for path, fields in articles:
            site.article(path, **fields)
        report = site.build()
        assert rules(report) == []
        output = site.output()
    trees = pages(output)
    for path, tree in trees.items():
        for url in addresses(tree):
            if url.startswith("/"):
                assert file_of(url) in output, f"{path} leads to {url}"
    sets = {canonical(tree): alternates(tree) for tree in trees.values() if alternates(tree)}
    for url, found in sets.items():
        if url != "https://khabar.example/":
            assert url in found.values()
            assert all(sets[other] == found for other in found.values() if other != "https://khabar.example/")
    listed = {
        url: found for path, data in output.items() if "/sitemaps/" in path for url, found in sitemap(data).items()
    }
    indexed = {
        canonical(tree)
        for tree in trees.values()
        if canonical(tree) and not tree.xpath("//meta[@http-equiv='refresh']")
    }
    assert listed.keys() <= indexed
    assert {url: sets[url] for url in listed} == listed


def test_a_taxonomy_may_be_one_editions_own(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "  topics: {hi: विषय}\n")
    site.article("world/one.hi.md", topics="[अंतरिक्ष]")
    site.article("world/one.en.md")
    assert rules(site.build()) == []
    for tree in pages(site.output()).values():
        for url in addresses(tree):
            assert not url.startswith("/") or url == "/favicon.svg" or file_of(url) in site.output()
    assert page(site.read("hi/topics/index.html")).xpath("//h1/text()") == ["विषय"]


# ── One edition only ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_story_in_one_edition_has_no_copy_in_the_other(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="केवल हिन्दी में")
    site.article("world/two.en.md", title="Two")
    site.build()
    assert [path for path in site.output() if "/one/" in path] == ["hi/duniya/one/index.html"]
    assert places(site, "/hi/duniya/one/") & {path for path in site.output() if path.startswith("en/")} == {
        "en/index.html",
        "en/world/index.html",
    }


@pytest.mark.parametrize("path", ["en/index.html", "en/world/index.html"])
def test_a_story_of_another_edition_is_a_marked_card(site: SiteFolder, path: str) -> None:
    site.article("world/one.hi.md", title="केवल हिन्दी में", date="2024-09-01 08:00", summary="सार", breaking="true")
    site.article("world/two.en.md", title="Two")
    site.build()
    (card,) = [each for each in page(site.read(path)).find_class("card") if each.get("lang")]
    assert (card.tag, card.get("lang")) == ("article", "hi")
    (link,) = card.xpath(".//h2//a|.//h3//a")
    assert (link.get("href"), link.get("hreflang")) == ("/hi/duniya/one/", "hi")
    assert link.text_content().endswith("केवल हिन्दी में")
    meta = card.find_class("meta")[0]
    assert meta.get("lang") == "en"
    assert " ".join(meta.find_class("in")[0].text_content().split()) == "Only in हिन्दी"
    assert card.find_class("breaking")[0].get("lang") == "en"


def test_what_both_editions_have_is_no_marked_card(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.article("world/one.en.md", title="One")
    site.build()
    for path in ("en/index.html", "en/world/index.html", "hi/index.html"):
        assert not [each for each in page(site.read(path)).find_class("card") if each.get("lang")]
        assert "elsewhere" not in site.read(path)


def test_the_newest_four_of_the_other_edition_are_shown(site: SiteFolder) -> None:
    for number in range(1, 7):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", date=f"2024-08-0{number}")
    site.build()
    assert stories(page(site.read("en/index.html"))) == ["ख़बर 6", "ख़बर 5", "ख़बर 4", "ख़बर 3"]


# ── A pair lends to each other ───────────────────────────────────────────────────────────────────────────────────


def test_an_article_takes_from_its_pair_what_it_does_not_say(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "  tags: {terms: {russia: {hi: रूस, en: Russia}}}\n")
    site.write("content/world/photo.png", png())
    site.article(
        "world/one.hi.md",
        date="2024-08-03 10:00",
        tags="[रूस]",
        authors="[Asha]",
        image="\n  path: photo.png\n  alt: दो नेता",
        video="https://youtu.be/dQw4w9WgXcQ",
        summary="सार",
    )
    site.article("en/world/one.md", title="One", date=None)
    assert rules(site.build()) == []
    english = page(site.read("en/world/one/index.html"))
    assert english.xpath("//time/@datetime")[0] == "2024-08-03T10:00:00+05:30"
    (tag,) = english.xpath("//p[@class='tags']/a")
    assert (tag.get("href"), tag.text, tag.get("lang")) == ("/en/tags/russia/", "Russia", None)
    assert english.xpath("//p[@class='authors']/a/@href") == ["/en/authors/asha/"]
    assert english.xpath("//main//img/@src") == page(site.read("hi/duniya/one/index.html")).xpath("//main//img/@src")
    assert english.find_class("youtube")[0].get("data-id") == "dQw4w9WgXcQ"
    assert not english.find_class("standfirst")


def test_an_article_keeps_what_it_says_itself(site: SiteFolder) -> None:
    site.article("world/one.hi.md", date="2024-08-03", tags="[g20]", section="world")
    site.article("world/one.en.md", date="2024-08-04", tags="[summit]", section="india")
    site.build()
    english = page(site.read("en/india/one/index.html"))
    assert english.xpath("//time/@datetime")[0] == "2024-08-04T00:00:00+05:30"
    assert english.xpath("//p[@class='tags']/a/text()") == ["summit"]


def test_an_empty_list_of_tags_takes_nothing_from_the_pair(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[g20]")
    site.article("world/one.en.md", tags="[]")
    assert rules(site.build()) == []
    assert page(site.read("en/world/one/index.html")).xpath("//p[@class='tags']") == []


def test_a_draft_lends_too_but_states_are_ones_own(site: SiteFolder) -> None:
    site.article("world/one.hi.md", draft="true", tags="[g20]", date="2024-08-03")
    site.article("world/one.en.md", date=None)
    assert rules(site.build()) == []
    english = page(site.read("en/world/one/index.html"))
    assert english.xpath("//p[@class='tags']/a/text()") == ["g20"]
    assert not [path for path in site.output() if path.startswith("hi/duniya/one")]


def test_a_word_that_only_the_other_edition_has_carries_its_language(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[रूस]")
    site.article("world/one.en.md", title="One")
    site.build()
    (tag,) = page(site.read("en/world/one/index.html")).xpath("//p[@class='tags']/a")
    assert (tag.text, tag.get("lang")) == ("रूस", "hi")
    assert file_of(tag.get("href")) in site.output()


# ── States ───────────────────────────────────────────────────────────────────────────────────────────────────────

STATES = [
    ({}, "published"),
    ({"draft": "true"}, "draft"),
    ({"date": "2024-09-01 12:00"}, "published"),
    ({"date": "2024-09-01 12:01"}, "scheduled"),
    ({"date": "2024-09-01 12:00:01"}, "scheduled"),
    ({"publish": "2024-09-02"}, "scheduled"),
    ({"publish": "2024-08-02"}, "published"),
    ({"date": "2024-10-01", "publish": "2024-08-02"}, "published"),
    ({"expire": "2024-09-01 12:00"}, "expired"),
    ({"expire": "2024-09-01 12:01"}, "published"),
    ({"expire": "2024-08-30", "draft": "true"}, "draft"),
    ({"date": "2024-09-01 06:30 +00:00"}, "published"),
    ({"date": "2024-09-01 06:31 +00:00"}, "scheduled"),
]


@pytest.mark.parametrize(("fields", "state"), STATES, ids=lambda value: str(value))
def test_a_story_is_there_from_its_hour_until_its_hour(site: SiteFolder, fields: dict[str, str], state: str) -> None:
    site.article("world/one.hi.md", **fields)
    site.article("world/two.hi.md")
    assert rules(site.build()) == []
    seen = places(site, "/hi/duniya/one/")
    assert ("hi/duniya/one/index.html" in site.output()) == (state == "published")
    assert bool(seen) == (state == "published")


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"draft": "true"}, "यह मसौदा है, अभी प्रकाशित नहीं हुआ है।"),
        ({"date": "2024-12-01"}, "यह ख़बर तय समय पर प्रकाशित होगी।"),
    ],
)
def test_a_preview_shows_drafts_and_scheduled_stories_as_such(
    site: SiteFolder, fields: dict[str, str], note: str
) -> None:
    site.article("world/one.hi.md", **fields)
    assert rules(site.build(drafts=True)) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    assert tree.find_class("preview")[0].text == note
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert structured(tree, "NewsArticle") == []
    assert "/hi/duniya/one/" in site.read("hi/latest/index.html")
    site.build()
    assert places(site, "/hi/duniya/one/") == set()


def test_a_preview_shows_no_expired_story(site: SiteFolder) -> None:
    site.article("world/one.hi.md", expire="2024-08-30")
    site.build(drafts=True)
    assert places(site, "/hi/duniya/one/") == set()


def test_an_unlisted_story_is_reachable_and_in_no_list(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="छिपी ख़बर", unlisted="true", tags="[g20]", authors="[Asha]", pinned="true")
    site.article("world/two.hi.md", tags="[g20]")
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert (canonical(tree), alternates(tree), structured(tree, "NewsArticle")) == ("", {}, [])
    assert places(site, "/hi/duniya/one/") == {"hi/duniya/one/index.html"}
    assert places(site, "छिपी ख़बर") == {"hi/duniya/one/index.html"}
    assert "hi/authors/asha/index.html" not in site.output()


def test_an_unlisted_story_can_be_linked_to(site: SiteFolder) -> None:
    site.article("world/one.hi.md", unlisted="true", aliases="/old")
    site.article("world/two.hi.md", body="[क](one.hi.md)\n")
    assert rules(site.build()) == []
    assert "/hi/duniya/one/" in links(page(site.read("hi/duniya/two/index.html")))
    assert "/hi/duniya/one/" in site.read("old/index.html")


def test_a_withdrawn_story_says_so_at_its_address_and_is_nowhere_else(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="वापस ली गई", gone="true", tags="[g20]", body="ग़लत बात।\n")
    site.article("world/one.en.md", title="One", tags="[g20]")
    site.article("world/two.hi.md", tags="[g20]")
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    assert tree.xpath("//h1/text()") == ["वापस ली गई"]
    assert "यह ख़बर हटा ली गई है।" in tree.xpath("//main")[0].text_content()
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not tree.find_class("body")
    assert places(site, "/hi/duniya/one/") == {"hi/duniya/one/index.html", "_redirects"}
    assert "/hi/duniya/one/ /hi/duniya/one/ 410" in site.read("_redirects").splitlines()
    english = page(site.read("en/world/one/index.html"))
    assert english.find_class("switch")[0].get("href") == "/hi/duniya/"
    assert set(alternates(english)) == {"en", "x-default"}


def test_nothing_of_a_withdrawn_storys_text_is_left(site: SiteFolder) -> None:
    site.article("world/one.hi.md", gone="true", body="ग़लत बात।\n")
    site.article("world/two.hi.md", gone="true", summary="ग़लत बात।", slug="second")
    assert rules(site.build()) == []
    assert places(site, "ग़लत बात") == set()


def test_pinned_stories_come_first_and_breaking_ones_stand_above_all(site: SiteFolder) -> None:
    for number in range(1, 8):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", date=f"2024-08-0{number}")
    site.article("world/s2.hi.md", title="ख़बर 2", date="2024-08-02", pinned="true")
    site.article("world/s4.hi.md", title="ख़बर 4", date="2024-08-04", pinned="true")
    site.article("world/s6.hi.md", title="ख़बर 6", date="2024-08-06", updated="2024-09-01", breaking="true")
    site.article("world/s5.hi.md", title="ख़बर 5", date="2024-08-05", breaking="true")
    site.build()
    front = page(site.read("hi/index.html"))
    lead = front.xpath("//div[@class='lead']//article")[0]
    assert lead.xpath(".//h2//a/@href") == ["/hi/duniya/s4/"]
    others = front.xpath("//div[@class='seconds']//article//h2//a/@href")
    others += front.xpath("//section[@aria-labelledby='latest']//article//h3//a/@href")
    assert others == [f"/hi/duniya/s{number}/" for number in (2, 7, 6, 5, 3, 1)]
    (strip,) = front.xpath("//section[@class='strip']")
    assert strip.xpath(".//a/@href") == ["/hi/duniya/s6/"]
    assert strip.find_class("breaking")[0].text == "ब्रेकिंग"
    # The list of all stories knows only time.
    assert [url for url in links(page(site.read("hi/latest/index.html")), "//h2") if "/s" in url] == [
        f"/hi/duniya/s{number}/" for number in (7, 6, 5, 4, 3, 2, 1)
    ]


@pytest.mark.parametrize(
    ("fields", "breaking"),
    [
        ({"date": "2024-08-31 12:01"}, True),
        ({"date": "2024-08-31 12:00"}, False),
        ({"date": "2024-08-01", "updated": "2024-08-31 12:01"}, True),
        ({"date": "2024-08-01", "updated": "2024-08-31 12:00"}, False),
    ],
)
def test_a_story_is_breaking_for_a_day(site: SiteFolder, fields: dict[str, str], breaking: bool) -> None:
    site.article("world/one.hi.md", breaking="true", **fields)
    site.build()
    assert bool(page(site.read("hi/index.html")).find_class("breaking")) is breaking


def test_a_front_page_without_pinned_stories_leads_with_the_newest(site: SiteFolder) -> None:
    for number in range(1, 4):
        site.article(f"world/s{number}.hi.md", date=f"2024-08-0{number}")
    site.build()
    front = page(site.read("hi/index.html"))
    assert front.xpath("//div[@class='lead']//h2//a/@href") == ["/hi/duniya/s3/"]
    assert not front.find_class("strip")
    assert front.xpath("//section[@aria-labelledby='section-1']//h3//a/@href") == ["/hi/duniya/s2/", "/hi/duniya/s1/"]


def test_an_empty_site_says_so_and_is_whole(site: SiteFolder) -> None:
    report = site.build()
    assert (report.problems, report.published) == ((), True)
    assert page(site.read("hi/index.html")).find_class("empty")[0].text == "यहाँ अभी कोई ख़बर नहीं है।"
    for path, tree in pages(site.output()).items():
        for url in addresses(tree):
            assert not url.startswith("/") or url == "/favicon.svg" or file_of(url) in site.output(), (path, url)


# ── Related stories and neighbours ───────────────────────────────────────────────────────────────────────────────


def related(site: SiteFolder, path: str) -> list[str]:
    return page(site.read(path)).xpath("//section[@aria-labelledby='related']//h3//a/@href")


def test_related_stories_are_older_and_those_that_share_most(site: SiteFolder) -> None:
    for number, tags in ((1, "[a, b, c]"), (2, "[a]"), (3, "[a, b]"), (4, "[x]"), (5, "[a, b, c]"), (6, "[a, b, c]")):
        site.article(f"{'india' if number == 4 else 'world'}/s{number}.hi.md", date=f"2024-08-0{number}", tags=tags)
    site.build()
    assert related(site, "hi/duniya/s5/index.html") == [f"/hi/duniya/s{number}/" for number in (1, 3, 2)]
    assert related(site, "hi/duniya/s1/index.html") == []
    assert related(site, "hi/desh/s4/index.html") == []


def test_a_new_story_changes_only_its_neighbour_among_the_stories(site: SiteFolder) -> None:
    for number in range(1, 6):
        site.article(f"world/s{number}.hi.md", date=f"2024-08-0{number}", tags="[a]")
    site.build()
    before = site.output()
    site.article("world/s6.hi.md", date="2024-08-06", tags="[a]")
    site.build()
    changed = {path for path, data in site.output().items() if before.get(path) != data and "/duniya/s" in path}
    assert changed == {"hi/duniya/s5/index.html", "hi/duniya/s6/index.html"}


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (2, 2), (9, 5)])
def test_how_many_related_stories_there_are_is_the_sites_choice(site: SiteFolder, limit: int, count: int) -> None:
    site.write("config.yaml", CONFIG + f"related: {limit}\n")
    for number in range(1, 7):
        site.article(f"world/s{number}.hi.md", date=f"2024-08-0{number}")
    site.build()
    assert len(related(site, "hi/duniya/s6/index.html")) == count


def test_neighbours_are_the_next_and_the_previous_story_in_time(site: SiteFolder) -> None:
    for number in range(1, 4):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", date=f"2024-08-0{number}")
    site.article("world/s2.en.md", date="2024-08-02")
    site.build()

    def neighbours(path: str) -> dict[str, str]:
        return {
            each.get("rel"): each.get("href") for each in page(site.read(path)).xpath("//nav[@class='neighbours']/a")
        }

    assert neighbours("hi/duniya/s1/index.html") == {"next": "/hi/duniya/s2/"}
    assert neighbours("hi/duniya/s2/index.html") == {"next": "/hi/duniya/s3/", "prev": "/hi/duniya/s1/"}
    assert neighbours("hi/duniya/s3/index.html") == {"prev": "/hi/duniya/s2/"}
    assert neighbours("en/world/s2/index.html") == {}


def test_stories_of_one_minute_have_a_fixed_order(site: SiteFolder) -> None:
    for name in ("b", "a", "c"):
        site.article(f"world/{name}.hi.md")
    site.build()
    found = links(page(site.read("hi/latest/index.html")), "//h2")
    assert found == ["/hi/duniya/a/", "/hi/duniya/b/", "/hi/duniya/c/"]


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(0, 300), st.integers(1, 30))
def test_a_list_is_cut_from_its_oldest_end(count: int, size: int) -> None:
    items = list(range(count, 0, -1))
    found = list(slices(count, size))
    shown = [items[part.start : part.stop] for part in found]
    assert [item for part in shown for item in part] == items
    assert [part.number for part in found] == [0, *range(len(found) - 1, 0, -1)]
    assert all(len(part) == size for part in shown[1:])
    assert len(shown[0]) == count if count < size else size <= len(shown[0]) < 2 * size


def test_one_more_story_rewrites_the_newest_page_of_a_list_or_two(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        "title: k\nbase_url: https://k.example/\neditions: {hi: }\nper_page: 5\nfeeds: {formats: [atom]}\n"
        "taxonomies: {tags: {feeds: no}}\n",
    )
    before: dict[str, bytes] = {}
    start = datetime(2024, 1, 1)
    for count in range(1, 71):
        date = start + timedelta(hours=count)
        site.article(f"s{count:02}.hi.md", title=f"ख़बर {count}", date=f"{date:%Y-%m-%d %H:%M}", tags="[a]")
        assert rules(site.build()) == []
        output = site.output()
        for folder in ("hi/latest/", "hi/tags/a/"):
            old = {path: data for path, data in before.items() if path.startswith(folder)}
            new = {path: data for path, data in output.items() if path.startswith(folder)}
            assert old.keys() <= new.keys()
            changed = {path for path, data in new.items() if old.get(path) != data}
            numbers = sorted(int(found[1]) for path in changed if (found := re.search(r"page/(\d+)/", path)))
            full = max(count // 5 - 1, 0)
            if count % 5 == 0 and full:  # a page filled: it is new, and the one before now leads to it
                assert numbers == [number for number in (full - 1, full) if number]
            else:
                assert numbers == []
            assert f"{folder}index.html" in changed
            assert len(new) == 1 + full
        before = output
    newest, oldest = page(output["hi/latest/index.html"]), page(output["hi/latest/page/1/index.html"])
    assert stories(newest) == [f"ख़बर {number}" for number in range(70, 65, -1)]
    assert stories(oldest) == [f"ख़बर {number}" for number in range(5, 0, -1)]


def test_pages_of_a_list_lead_to_each_other_and_only_the_newest_has_a_pair(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "per_page: 2\n")
    for number in range(1, 8):
        site.article(f"world/s{number}.hi.md", date=f"2024-08-0{number}")
    site.build()

    def pager(path: str) -> dict[str, str]:
        return {each.get("rel"): each.get("href") for each in page(site.read(path)).xpath("//nav[@class='pager']/a")}

    assert pager("hi/duniya/index.html") == {"next": "/hi/duniya/page/2/"}
    assert pager("hi/duniya/page/2/index.html") == {"prev": "/hi/duniya/", "next": "/hi/duniya/page/1/"}
    assert pager("hi/duniya/page/1/index.html") == {"prev": "/hi/duniya/page/2/"}
    older = page(site.read("hi/duniya/page/1/index.html"))
    assert (alternates(older), canonical(older)) == ({}, "https://khabar.example/hi/duniya/page/1/")
    assert older.find_class("switch")[0].get("href") == "/en/world/"


def test_the_words_of_a_card_are_apart(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    (card,) = page(site.read("hi/latest/index.html")).find_class("card")
    assert card.find_class("meta")[0].text_content().split() == ["दुनिया", "1", "अगस्त", "2024"]


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_old_addresses_of_articles_lead_to_the_new_one(site: SiteFolder) -> None:
    site.article("world/one.hi.md", aliases="[/2023/09/g20.html, /पुराना/पता, /old/]")
    assert rules(site.build()) == []
    for path in ("2023/09/g20.html", "पुराना/पता/index.html", "old/index.html"):
        tree = page(site.read(path))
        assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/hi/duniya/one/"]
        assert canonical(tree) == "https://khabar.example/hi/duniya/one/"
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert tree.xpath("//body//a/@href") == ["/hi/duniya/one/"]
        assert tree.get("lang") == "hi"
    lines = site.read("_redirects").splitlines()
    assert "/2023/09/g20.html /hi/duniya/one/ 301" in lines
    assert "/old/ /hi/duniya/one/ 301" in lines
    assert (
        "/%E0%A4%AA%E0%A5%81%E0%A4%B0%E0%A4%BE%E0%A4%A8%E0%A4%BE/%E0%A4%AA%E0%A4%A4%E0%A4%BE/ /hi/duniya/one/ 301"
        in lines
    )


def test_old_slugs_of_terms_lead_to_the_term_in_each_edition(site: SiteFolder) -> None:
    site.write(
        "config.yaml", CONFIG + "  tags: {terms: {russia: {hi: {name: रूस, slug: rus}, en: Russia, aliases: [ussr]}}}\n"
    )
    site.article("world/one.hi.md", tags="[रूस]")
    assert rules(site.build()) == []
    assert "0; url=/hi/tags/rus/" in site.read("hi/tags/ussr/index.html")
    assert "en/tags/ussr/index.html" not in site.output()
    assert "/hi/tags/ussr/ /hi/tags/rus/ 301" in site.read("_redirects").splitlines()


@pytest.mark.parametrize("alias", ["/hi/duniya/two/", "/hi/", "/hi/duniya/"])
def test_an_old_address_that_another_page_has_is_an_error(site: SiteFolder, alias: str) -> None:
    site.article("world/one.hi.md", aliases=alias)
    site.article("world/two.hi.md")
    report = site.build()
    assert rules(report) == ["url-twice"]
    assert "content/world/one.hi.md" in report.problems[0].message and alias in report.problems[0].message
    assert site.output() == {}


def test_addresses_that_differ_only_in_case_are_an_error(site: SiteFolder) -> None:
    site.article("world/one.hi.md", slug="News")
    site.article("world/two.hi.md", slug="news")
    report = site.build()
    assert rules(report) == ["url-case"]
    assert "differ only in case" in report.problems[0].message


def test_a_draft_may_not_take_a_published_storys_address(site: SiteFolder) -> None:
    site.article("world/one.hi.md", slug="same")
    site.article("world/two.hi.md", slug="same", draft="true")
    assert rules(site.build()) == ["url-twice"]


def test_an_old_address_that_no_disk_can_hold_is_an_error(site: SiteFolder) -> None:
    site.article("world/one.hi.md", aliases=f"/{'a' * 300}/")
    (problem,) = site.build().problems
    assert (problem.severity, problem.where.path) == ("error", "content/world/one.hi.md")


# ── The archive ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_archive_has_a_page_a_year_and_a_page_a_month(site: SiteFolder) -> None:
    for number, date in enumerate(("2023-12-31 23:59", "2024-01-01 00:00", "2024-08-01", "2024-08-31 23:59")):
        site.article(f"world/s{number}.hi.md", title=f"ख़बर {number}", date=date)
    site.article("world/s2.en.md", date="2024-08-01")
    site.build()
    found = sorted(path for path in site.output() if path.startswith("hi/archive/"))
    assert found == [
        "hi/archive/2023/12/index.html",
        "hi/archive/2023/index.html",
        "hi/archive/2024/01/index.html",
        "hi/archive/2024/08/index.html",
        "hi/archive/2024/index.html",
        "hi/archive/index.html",
    ]
    front = page(site.read("hi/archive/index.html"))
    assert links(front) == [
        "/hi/archive/2024/",
        "/hi/archive/2024/01/",
        "/hi/archive/2024/08/",
        "/hi/archive/2023/",
        "/hi/archive/2023/12/",
    ]
    # A year is shown whole, as a calendar is.
    assert [len(year) for year in front.find_class("months")] == [12, 12]
    assert front.find_class("months")[0][1].text_content() == "फ़रवरी"
    month = page(site.read("hi/archive/2024/08/index.html"))
    assert month.xpath("//h1/text()") == ["अगस्त 2024"]
    assert month.xpath("//ol[@class='entries']//a/@href") == ["/hi/duniya/s3/", "/hi/duniya/s2/"]
    assert month.find_class("switch")[0].get("href") == "/en/archive/2024/08/"
    lone = page(site.read("hi/archive/2023/12/index.html"))
    assert lone.find_class("switch")[0].get("href") == "/en/"


def test_a_story_changes_only_its_own_month_and_year_of_the_archive(site: SiteFolder) -> None:
    site.article("world/s1.hi.md", date="2023-05-01")
    site.article("world/s2.hi.md", date="2024-05-01")
    site.build()
    before = site.output()
    site.article("world/s3.hi.md", date="2024-05-02")
    site.build()
    changed = {path for path, data in site.output().items() if before.get(path) != data and "archive" in path}
    assert changed == {"hi/archive/2024/05/index.html"}


# ── Terms ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_author_has_a_page_with_their_stories(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        CONFIG + "  authors: {terms: {asha: {hi: {name: आशा, slug: asha, description: विदेश संवाददाता}, en: Asha}}}\n",
    )
    site.article("world/one.hi.md", authors="[आशा, Ravi]")
    site.article("world/one.en.md", authors="[Asha]")
    assert rules(site.build()) == []
    tree = page(site.read("hi/authors/asha/index.html"))
    assert tree.xpath("//h1/text()") == ["आशा"]
    assert tree.find_class("standfirst")[0].text == "विदेश संवाददाता"
    assert stories(tree) == ["शीर्षक"]
    (profile,) = structured(tree, "ProfilePage")
    assert profile["mainEntity"] == {
        "@type": "Person",
        "name": "आशा",
        "url": "https://khabar.example/hi/authors/asha/",
        "description": "विदेश संवाददाता",
    }
    assert tree.find_class("switch")[0].get("href") == "/en/authors/asha/"
    assert page(site.read("hi/duniya/one/index.html")).xpath("//p[@class='authors']/a/@href") == [
        "/hi/authors/asha/",
        "/hi/authors/ravi/",
    ]
    assert sorted(links(page(site.read("hi/authors/index.html")), "//ul[@class='terms']")) == [
        "/hi/authors/asha/",
        "/hi/authors/ravi/",
    ]
    assert not [path for path in site.output() if "authors" in path and not path.endswith(".html")]


def test_a_tags_pages_in_two_editions_are_each_others_translation(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "  tags: {terms: {russia: {hi: {name: रूस, slug: rus}, en: Russia}}}\n")
    site.article("world/one.hi.md", tags="[रूस]")
    site.article("world/two.en.md", tags="[russia]")
    site.build()
    hindi, english = page(site.read("hi/tags/rus/index.html")), page(site.read("en/tags/russia/index.html"))
    assert hindi.find_class("switch")[0].get("href") == "/en/tags/russia/"
    assert english.find_class("switch")[0].get("href") == "/hi/tags/rus/"
    assert alternates(hindi) == alternates(english)
    assert set(alternates(hindi)) == {"hi", "en", "x-default"}
    assert stories(hindi) == ["शीर्षक", "शीर्षक"]  # its own, and the one that only English has


def test_tags_that_differ_in_case_are_one_with_a_warning(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[India, india]")
    site.article("world/two.hi.md", tags="[India]")
    report = site.build()
    (problem,) = report.problems
    assert (problem.rule, problem.severity, str(problem.where)) == (
        "term-spelling",
        "warning",
        "content/world/one.hi.md:4",
    )
    assert problem.message == "one of tags is spelt in several ways: India, india"
    assert [path for path in site.output() if re.fullmatch(r"hi/tags/[^/]+/index\.html", path)] == [
        "hi/tags/india/index.html"
    ]
    assert page(site.read("hi/tags/india/index.html")).xpath("//h1/text()") == ["India"]


@pytest.mark.parametrize("tag", ["!!!", "😀"])
def test_a_tag_that_no_address_can_be_made_of_is_an_error_with_the_lines_to_write(site: SiteFolder, tag: str) -> None:
    site.article("world/one.hi.md", tags=f'["{tag}"]')
    (problem,) = site.build().problems
    assert (problem.rule, str(problem.where)) == ("term-slug", "content/world/one.hi.md:4")
    assert f"hi: {{name: {tag}, slug: …}}" in problem.hint


def test_tags_of_two_languages_with_one_address_are_asked_about(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[g20, जी२०, property]")
    site.article("world/one.en.md", tags="[space]")
    site.article("world/two.hi.md", tags="[स्पेस]", section="world")
    site.article("world/two.en.md", tags="[Space]")
    report = site.build()
    assert {"term-spelling"} >= {each.rule for each in report.problems if each.severity == "warning"}
    for problem in (each for each in report.problems if each.severity == "error"):
        assert problem.rule in ("term-pair", "term-address")
        assert "taxonomies:" in problem.hint


def test_a_section_that_the_config_does_not_name_is_a_warning(site: SiteFolder) -> None:
    site.article("sport/one.hi.md")
    report = site.build()
    (problem,) = report.problems
    assert (problem.rule, problem.severity, str(problem.where)) == (
        "section-unknown",
        "warning",
        "content/sport/one.hi.md:1",
    )
    assert problem.message == "the section 'sport' is not in config.yaml"
    assert "taxonomies: section: terms:" in problem.hint and "sport: {hi: …, en: …}" in problem.hint
    assert "hi/sport/one/index.html" in site.output() and "hi/sport/index.html" in site.output()


def test_a_taxonomy_of_ones_own_has_lists_feeds_and_a_place_in_the_article(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        CONFIG
        + "  topics:\n"
        + "    hi: {name: विशेष, slug: vishesh}\n"
        + "    en: {name: Topics, slug: topics}\n"
        + "    feeds: true\n"
        + "    terms: {space: {hi: {name: अंतरिक्ष, slug: antariksh}, en: Space}}\n"
        + "  series: {}\n",
    )
    site.article("world/one.hi.md", topics="[space]", series="[श्रृंखला]")
    site.article("world/one.en.md")
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    labels = {each.find_class("label")[0].text: each.xpath("./a/@href") for each in tree.xpath("//p[@class='tags']")}
    assert labels["विशेष"] == ["/hi/vishesh/antariksh/"]
    assert [path for path in site.output() if path.startswith("hi/vishesh/")] == [
        "hi/vishesh/antariksh/feed.json",
        "hi/vishesh/antariksh/feed.xml",
        "hi/vishesh/antariksh/index.html",
        "hi/vishesh/antariksh/rss.xml",
        "hi/vishesh/index.html",
    ]
    assert page(site.read("hi/vishesh/index.html")).xpath("//h1/text()") == ["विशेष"]
    assert links(page(site.read("en/topics/index.html"))) == ["/en/topics/space/"]
    assert [path for path in site.output() if path.startswith("hi/series/") and not path.endswith(".html")] == []


def test_very_many_tags_are_a_warning(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "rules: {term-address: off}\n")
    site.article("world/one.hi.md", tags=", ".join(f"tag{number}" for number in range(60)))
    assert [each.severity for each in site.build().problems] == ["warning"]


def test_a_very_long_tag_has_an_address_that_a_disk_can_hold(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags=f"['{'क' * 100}', '{'a' * 300}']")
    assert rules(site.build()) == []
    found = [path.split("/")[2] for path in site.output() if re.fullmatch(r"hi/tags/[^/]+/index\.html", path)]
    assert len(found) == 2 and all(len(name) < 200 for name in found)


# ── Static pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_static_page_is_no_news(site: SiteFolder) -> None:
    site.article("pages/about.hi.md", title="हमारे बारे में", date=None, body="हम कौन हैं।\n")
    site.article("pages/about.en.md", title="About us", date=None)
    site.article("world/one.hi.md")
    assert rules(site.build()) == []
    tree = page(site.read("hi/about/index.html"))
    assert tree.xpath("//h1/text()") == ["हमारे बारे में"]
    assert tree.find_class("switch")[0].get("href") == "/en/about/"
    assert structured(tree, "NewsArticle") == [] and not tree.find_class("share")
    assert tree.xpath("//meta[@property='og:type']/@content") == ["website"]
    named = {path for path in places(site, "/hi/about/") if not path.endswith(".html")}
    assert named == {"hi/sitemaps/lists.xml", "en/sitemaps/lists.xml"}
    for path in ("hi/latest/index.html", "hi/archive/index.html"):
        assert "/hi/about/" not in links(page(site.read(path)))


# ── Articles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_shows_what_its_front_matter_says(site: SiteFolder) -> None:
    site.write("content/world/photo.png", png(40, 30))
    site.write(
        "content/world/one.hi.md",
        "---\n"
        "title: G20 Summit: पुतिन और किम\n"
        "date: 2024-08-01 10:00\n"
        "updated: 2024-08-02 11:30\n"
        "summary: दोनों नेता World Bank पर बोले\n"
        "tags: [रूस]\n"
        "authors: [आशा]\n"
        "image:\n  path: photo.png\n  alt: दो नेता\n  caption: मॉस्को में\n  credit: AFP\n"
        "video: https://youtu.be/dQw4w9WgXcQ\n"
        "toc: true\n"
        "sources:\n- title: PIB\n  url: https://pib.gov.in/\n- क्रेमलिन\n"
        "corrections:\n- date: 2024-08-02\n  text: संख्या सुधारी गई\n"
        "---\n"
        "पाठ।\n\n## पहला\n\nक\n\n## दूसरा\n\nख\n",
    )
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    heading = tree.xpath("//h1")[0]
    assert " ".join(heading.text_content().split()) == "G20 Summit: पुतिन और किम"
    assert heading.xpath(".//span[@lang='en']/text()") == ["G20 Summit"]
    assert tree.find_class("standfirst")[0].xpath(".//span[@lang='en']/text()") == ["World Bank"]
    assert tree.xpath("//p[@class='times']//time/@datetime") == [
        "2024-08-01T10:00:00+05:30",
        "2024-08-02T11:30:00+05:30",
    ]
    assert "1 अगस्त 2024, 10:00" in tree.xpath("//p[@class='times']")[0].text_content()
    (picture,) = tree.xpath("//main//figure//img")
    assert (picture.get("width"), picture.get("height"), picture.get("alt")) == ("40", "30", "दो नेता")
    assert file_of(picture.get("src")) in site.output()
    caption = tree.xpath("//main//figcaption")[0]
    assert (caption.text.strip(), caption.find_class("credit")[0].text) == ("मॉस्को में", "AFP")
    assert len(tree.xpath("//nav[@class='toc']//a")) == 2
    for link in tree.xpath("//nav[@class='toc']//a"):
        assert tree.xpath(f"//h2[@id='{link.get('href')[1:]}']")[0].text == link.text
    assert tree.xpath("//section[@class='sources']//a/@href") == ["https://pib.gov.in/"]
    assert "क्रेमलिन" in tree.xpath("//section[@class='sources']")[0].text_content()
    assert "संख्या सुधारी गई" in tree.xpath("//section[@class='corrections']")[0].text_content()
    (video,) = tree.find_class("youtube")
    assert video.xpath("./a/@href") == ["https://www.youtube.com/watch?v=dQw4w9WgXcQ"]
    assert tree.xpath("//iframe") == []
    assert tree.xpath("//meta[@property='og:image']/@content") == ["https://khabar.example" + picture.get("src")]
    share = tree.xpath("//section[@class='share']//a/@href")
    assert any("https%3A%2F%2Fkhabar.example%2Fhi%2Fduniya%2Fone%2F" in url for url in share)


def test_words_of_the_other_script_carry_their_language_and_the_text_is_unchanged(site: SiteFolder) -> None:
    title = "ISRO ने भेजा Aditya-L1, NASA ने दी बधाई"
    site.article("world/one.hi.md", title=title, summary="यह AI नहीं")
    site.article("world/two.en.md", title="What is चुनावी बॉन्ड?")
    site.build()
    heading = page(site.read("hi/duniya/one/index.html")).xpath("//h1")[0]
    assert heading.text_content() == title
    assert {each.get("lang") for each in heading} == {"en"}
    english = page(site.read("en/world/two/index.html")).xpath("//h1")[0]
    assert english.text_content() == "What is चुनावी बॉन्ड?"
    assert [(each.get("lang"), each.text) for each in english] == [("hi", "चुनावी बॉन्ड")]


def test_blocks_show_what_they_hold(site: SiteFolder) -> None:
    site.write("content/world/photo.png", png())
    site.article(
        "world/one.hi.md",
        body=':::facts title="मुख्य बातें"\n- अ\n:::\n\n'
        ":::quote by=“इंदिरा गांधी”\nउद्धरण\n:::\n\n"
        ":::gallery\n![क](photo.png)\n\n![ख](photo.png)\n:::\n\n"
        ':::youtube id="dQw4w9WgXcQ" title="वीडियो"\n:::\n\n'
        ':::card story="story:two"\n:::\n\n'
        ':::card url="https://pib.gov.in/" title="PIB" text="विज्ञप्ति"\n:::\n\n'
        ":::so-far\nपहले यह हुआ।\n:::\n",
    )
    site.article("world/two.hi.md", title="दूसरी ख़बर")
    assert rules(site.build()) == []
    body = page(site.read("hi/duniya/one/index.html")).find_class("body")[0]
    facts, so_far = body.find_class("facts")
    assert (facts.find_class("label")[0].text, facts.xpath(".//li/text()")) == ("मुख्य बातें", ["अ"])
    assert (so_far.find_class("label")[0].text, so_far.xpath("./p[2]/text()")) == ("अब तक की कहानी", ["पहले यह हुआ।"])
    (quote,) = body.find_class("pull")
    assert (quote.xpath("./blockquote/p/text()"), quote.xpath("./figcaption/text()")) == (["उद्धरण"], ["इंदिरा गांधी"])
    assert len(body.find_class("gallery")[0].xpath("./figure//img")) == 2
    assert body.find_class("youtube")[0].get("data-id") == "dQw4w9WgXcQ"
    story, press = body.find_class("embed")
    assert story.xpath(".//h3//a/@href") == ["/hi/duniya/two/"]
    assert press.xpath(".//a/@href") == ["https://pib.gov.in/"]


def test_a_video_block_without_an_id_is_an_error_at_its_line(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="\n:::youtube\n:::\n")
    (problem,) = site.build().problems
    assert (problem.where.path, problem.where.line) == ("content/world/one.hi.md", 6)


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "data", "rule", "words"),
    [
        ("zero.jpg", b"", "picture-empty", ("empty",)),
        (
            "eps.png",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            "picture-format",
            ("not an image", "identify"),
        ),
        ("text.png", b"hello", "picture-format", ("JPEG, PNG, WEBP, GIF, AVIF",)),
        ("cut.png", png(200, 200)[:60], "picture-damaged", ("damaged or cut short",)),
        ("huge.png", png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000)), "", ("image",)),
    ],
)
def test_a_bad_picture_is_an_error_at_its_file(
    site: SiteFolder, name: str, data: bytes, rule: str, words: tuple[str, ...]
) -> None:
    site.write(f"content/world/{name}", data)
    report = site.build()
    found = [each for each in report.problems if each.where.path == f"content/world/{name}"]
    assert len(found) == 1
    assert found[0].severity == "error"
    if rule:
        assert found[0].rule == rule
    for word in words:
        assert word in found[0].message + found[0].hint
    assert site.output() == {}


def test_a_picture_with_too_many_pixels_is_an_error(site: SiteFolder) -> None:
    site.write("content/world/wide.png", png(50_000_001, 1))
    (problem,) = site.build().problems
    assert problem.rule == "picture-pixels" and "50000001 × 1" in problem.message


@pytest.mark.parametrize(
    ("image", "rule", "words"),
    [
        ("no-such.png", "picture-missing", "'world/no-such.png'"),
        ("../../../etc/passwd", "picture-outside", ""),
        ("https://example.com/a.jpg", "picture-external", "save it beside the article"),
        ("one.hi.md", "picture-missing", ""),
        ("paper.pdf", "picture-kind", "'world/paper.pdf' is not a picture"),
    ],
)
def test_a_front_picture_that_is_none_is_an_error_at_its_line(
    site: SiteFolder, image: str, rule: str, words: str
) -> None:
    site.write("content/world/paper.pdf", b"%PDF")
    site.article("world/one.hi.md", image=f"\n  path: {image}\n  alt: क")
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.path, problem.where.line) == (rule, "content/world/one.hi.md", 5)
    assert words in f"{problem.message} {problem.hint}"


def test_only_pictures_of_published_articles_are_published(site: SiteFolder) -> None:
    for name in ("front", "body", "block", "draft", "unused"):
        site.write(f"content/world/{name}.png", png(4, 3 + len(name)))
    site.article(
        "world/one.hi.md",
        image="\n  path: front.png\n  alt: क",
        body="![क](body.png)\n\n:::card image=block.png\n:::\n",
    )
    site.article("world/two.hi.md", image="\n  path: draft.png\n  alt: क", draft="true")
    assert rules(site.build()) == []
    names = {re.sub(r"media/(\w+)\..*", r"\1", path) for path in site.output() if path.startswith("media/")}
    assert names == {"block", "body", "front"}


def test_a_script_in_a_drawing_is_a_warning(site: SiteFolder) -> None:
    site.write("content/world/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    site.article("world/one.hi.md", image="\n  path: a.svg\n  alt: क")
    (problem,) = site.build().problems
    assert problem.severity == "warning" and "script" in problem.message


def test_a_drawing_has_the_size_of_its_view_box(site: SiteFolder) -> None:
    site.write("content/world/a.svg", '<svg viewBox="0 0 640.4 359.6" xmlns="http://www.w3.org/2000/svg"></svg>')
    site.write("content/world/b.svg", '<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    site.article("world/one.hi.md", body="![क](a.svg)\n\n![ख](b.svg)\n")
    assert rules(site.build()) == []
    sizes = [
        (each.get("width"), each.get("height"))
        for each in page(site.read("hi/duniya/one/index.html")).xpath("//figure//img")
    ]
    assert sizes == [("640", "360"), ("300", "150")]


def test_a_photo_that_lies_on_its_side_has_the_size_that_is_seen(site: SiteFolder) -> None:
    from PIL import Image

    file = site.write("content/world/a.jpg", b"")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(file, "JPEG", exif=exif)
    site.article("world/one.hi.md", image="\n  path: a.jpg\n  alt: क")
    assert rules(site.build()) == []
    (picture,) = page(site.read("hi/duniya/one/index.html")).xpath("//figure//img")
    assert (picture.get("width"), picture.get("height")) == ("30", "40")


def test_the_words_of_a_borrowed_picture_carry_their_language(site: SiteFolder) -> None:
    site.write("content/world/photo.svg", '<svg viewBox="0 0 4 3"></svg>')
    site.article("world/one.hi.md", image="\n  path: photo.svg\n  alt: दो नेता\n  caption: मॉस्को में")
    site.article("world/one.en.md", title="One")
    assert rules(site.build()) == []
    tree = page(site.read("en/world/one/index.html"))
    for node in tree.iter(html.etree.Element):
        words = [node.text or "", node.get("alt", ""), node.get("content", "")]
        if any("दो नेता" in each or "मॉस्को" in each for each in words):
            assert "hi" in [each.get("lang") for each in (node, *node.iterancestors())]


# ── Layouts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_site_changes_one_layout_and_keeps_the_rest(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    before = site.output()
    site.write("layouts/partials/footer.html", "<footer>मेरा: {{ site.title }}</footer>\n")
    assert rules(site.build()) == []
    for path, data in site.output().items():
        if path.endswith(".html") and b'<footer class="foot">' in before[path]:
            assert b"<footer>\xe0\xa4\xae" in data and b'class="foot"' not in data
            assert page(data).xpath("//header[@class='masthead']")
        elif not path.endswith(".html"):
            assert data == before[path]


def test_an_article_can_have_a_layout_of_its_own(site: SiteFolder) -> None:
    site.write("layouts/photo.html", '{% extends "article.html" %}{% block kind %}photo{% endblock %}\n')
    site.article("world/one.hi.md", layout="photo")
    site.article("pages/about.hi.md", layout="photo", date=None)
    assert rules(site.build()) == []
    for path in ("hi/duniya/one/index.html", "hi/about/index.html"):
        assert page(site.read(path)).find("body").get("class") == "photo"


def test_an_unknown_layout_is_an_error_at_its_line(site: SiteFolder) -> None:
    site.article("world/one.hi.md", layout="artcle")
    (problem,) = site.build().problems
    assert (problem.rule, str(problem.where)) == ("layout-unknown", "content/world/one.hi.md:4")
    assert problem.hint == "did you mean 'article'?"


@pytest.mark.parametrize(
    ("source", "rule", "place", "words"),
    [
        ("<p>\n{% include 'nope.html' %}\n", "layout-missing", "layouts/own.html:2", ("'nope.html'",)),
        ("<p>\n{{ 1 / 0 }}\n", "layout-failed", "layouts/own.html:2", ("division by zero", "content/world/one.hi.md")),
        ("{{ titel }}\n", "layout-undefined", "layouts/own.html:1", ("'titel'", "did you mean 'title'?")),
        ("\n{{ page.items() }}\n", "layout-undefined", "layouts/own.html:2", ("items",)),
        ("{% if title %}\n", "layout-unclosed", "layouts/own.html:1", ("{% endif %}",)),
        ("{{ title title }}\n", "layout-token", "layouts/own.html:1", ("'title' is not expected here",)),
        ("{{ title.__class__ }}\n", "layout-unsafe", "layouts/own.html:1", ("'__class__'",)),
        ("{{ title['__class__'] }}\n", "layout-unsafe", "layouts/own.html:1", ("'__class__'",)),
        ("{{ title|attr('upper') }}\n", "layout-filter", "layouts/own.html:1", ("use a dot",)),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n", "layout-failed", "layouts/own.html:1", ("recursion",)),
        ("{% include '../../etc/passwd' %}\n", "layout-missing", "layouts/own.html:1", ("not found", "passwd")),
        ("{{ title|excerp }}\n", "filter-unknown", "layouts/own.html:1", ("did you mean 'excerpt'?",)),
        ("{{ title|truncate(9) }}\n", "layout-filter", "layouts/own.html:1", ("truncate", "use excerpt(100)")),
        ("{{ title|title }}\n", "layout-filter", "layouts/own.html:1", ("makes ISRO Isro",)),
        (b"\xff\n", "layout-utf8", "layouts/own.html:1", ("not UTF-8",)),
        (
            "{% extends 'base.html' %}{% block content %}\n{{ site.articles }}{% endblock %}\n",
            "layout-undefined",
            "layouts/own.html:2",
            ("articles",),
        ),
    ],
)
def test_a_layout_that_fails_is_an_error_at_its_line(
    site: SiteFolder, source: str | bytes, rule: str, place: str, words: tuple[str, ...]
) -> None:
    site.article("world/one.hi.md")
    site.build()
    before = site.output()
    site.write("layouts/own.html", source)
    site.article("world/one.hi.md", layout="own")
    report = site.build()
    (problem,) = report.problems
    assert (problem.rule, problem.severity) == (rule, "error")
    assert str(problem.where).startswith(place)
    for word in words:
        assert word in f"{problem.message} {problem.hint}"
    assert not report.published
    assert site.output() == before


def test_layouts_that_include_each_other_are_an_error(site: SiteFolder) -> None:
    site.write("layouts/a.html", "{% include 'b.html' %}")
    site.write("layouts/b.html", "{% include 'a.html' %}")
    site.article("world/one.hi.md", layout="a")
    with pytest.raises(SiteError) as caught:
        site.build()
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.path) == ("layout-circle", "layouts/a.html")
    assert "a.html → b.html → a.html" in problem.message


@pytest.mark.parametrize("layout", ["search", "root", "partials/card", "blocks/facts"])
def test_a_layout_that_is_not_for_articles_is_an_error_at_its_line(site: SiteFolder, layout: str) -> None:
    site.article("world/one.hi.md", layout=layout)
    (problem,) = site.build().problems
    assert (problem.rule, str(problem.where)) == ("layout-unknown", "content/world/one.hi.md:4")


def test_a_layout_that_fails_for_many_pages_is_said_once(site: SiteFolder) -> None:
    for number in range(5):
        site.article(f"world/s{number}.hi.md")
    site.write("layouts/article.html", "{{ nothing }}\n")
    assert rules(site.build()) == ["layout-undefined"]


def test_layouts_escape_whatever_an_author_writes(site: SiteFolder) -> None:
    evil = "<b>\"a\" & 'b'</b></script><script>alert(1)</script>"
    site.article("world/one.hi.md", title=evil, summary=evil, tags=f"['{evil.replace(chr(39), chr(39) * 2)}']")
    assert rules(site.build()) == []
    for path, tree in pages(site.output()).items():
        assert refused_scripts(tree) == [], path
        assert not tree.xpath("//b"), path


def test_own_html_for_the_head_is_in_every_page_and_its_sources_in_the_policy(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        CONFIG
        + 'custom_head: <script src="https://stats.example.com/x.js" defer></script>\n'
        + "csp:\n  script-src: https://stats.example.com\n  connect-src: [https://stats.example.com, https://b.example]\n",
    )
    site.article("world/one.hi.md")
    assert rules(site.build()) == []
    for path, tree in pages(site.output()).items():
        found = policy(tree)
        assert (found["script-src"][0], found["script-src"][-1]) == ("'self'", "https://stats.example.com"), path
        assert found["connect-src"] == ["'self'", "https://stats.example.com", "https://b.example"]
        assert found["default-src"] == ["'none'"]
        assert tree.xpath("//head/script[@src='https://stats.example.com/x.js']")


def test_a_page_has_no_inline_script_and_no_inline_style_that_its_policy_refuses(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="दल | सीटें\n:-- | --:\nक | 10\n")
    site.build()
    for path, tree in pages(site.output()).items():
        assert not tree.xpath("//*[@style] | //*[@*[starts-with(name(), 'on')]]"), path
        assert len(tree.xpath("//style")) == 3, path
        assert refused_scripts(tree) == [], path


def test_assets_have_addresses_that_change_with_their_bytes(site: SiteFolder) -> None:
    site.write("layouts/assets/logo.svg", "<svg/>")
    site.write("layouts/assets/site.css", "body { background: url(logo.svg) }\n")
    site.build()
    (style,) = [path for path in site.output() if re.fullmatch(r"assets/site\.[0-9a-f]{8}\.css", path)]
    (logo,) = [path for path in site.output() if re.fullmatch(r"assets/logo\.[0-9a-f]{8}\.svg", path)]
    assert f"url(/{logo})" in site.read(style)
    assert page(site.read("hi/index.html")).xpath("//link[@rel='stylesheet']/@href")[0] == f"/{style}"
    site.write("layouts/assets/logo.svg", "<svg></svg>")
    site.build()
    assert style not in site.output() and logo not in site.output()
