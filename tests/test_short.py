"""Short addresses: a few ASCII signs that lead to a story, whatever becomes of its headline."""

from __future__ import annotations

import re

import pytest
from conftest import CONFIG as PLAIN
from conftest import SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st

from generator.short import short_id

CONFIG = PLAIN + "short_addresses: true\n"


@pytest.fixture(autouse=True)
def _switched_on(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG)


def shorts(site: SiteFolder) -> dict[str, str]:
    """Where each short address of the output leads."""
    pages = {path: data.decode() for path, data in site.output().items() if path.startswith("n/")}
    return {path.removesuffix("index.html"): re.search(r"url=([^\"]+)", page)[1] for path, page in pages.items()}


def pair(site: SiteFolder, **fields: object) -> None:
    site.article("world/moon.hi.md", title="चाँद पर भारत", slug="chand", **fields)
    site.article("world/moon.en.md", title="India on the Moon", slug="moon", **fields)


def test_each_article_has_a_short_address_that_leads_to_it(site: SiteFolder) -> None:
    pair(site)
    site.article("pages/about.hi.md", date=None)
    site.build()
    hi, en = short_id("hi", "world/moon"), short_id("en", "world/moon")
    assert shorts(site) == {f"n/{hi}/": "/hi/duniya/chand/", f"n/{en}/": "/en/world/moon/"}


def test_the_page_names_the_story_as_canonical_and_shows_it_to_chats(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", title="चाँद पर <भारत>", summary="लैंडर उतरा।", slug="chand")
    site.build()
    page = site.read(f"n/{short_id('hi', 'world/moon')}/index.html")
    for line in (
        '<html lang="hi" dir="ltr">',
        '<link rel="canonical" href="https://khabar.example/hi/duniya/chand/">',
        '<meta property="og:title" content="चाँद पर &lt;भारत&gt;">',
        '<meta property="og:description" content="लैंडर उतरा।">',
        '<meta name="robots" content="noindex">',
    ):
        assert line in page


def test_a_new_headline_slug_or_section_name_leaves_it_where_it_is(site: SiteFolder) -> None:
    pair(site)
    site.build()
    before = set(shorts(site))
    site.article("world/moon.hi.md", title="दूसरा शीर्षक", slug="doosra")
    site.write("config.yaml", CONFIG.replace("world: {hi: दुनिया", "world: {hi: {name: विश्व, slug: vishwa}"))
    site.build()
    assert set(shorts(site)) == before
    assert "/hi/vishwa/doosra/" in shorts(site).values()


def test_an_author_may_choose_it_and_two_of_one_kind_are_told(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", slug="chand", short="moon")
    site.build()
    assert shorts(site) == {"n/moon/": "/hi/duniya/chand/"}
    site.article("world/moon.en.md", slug="moon", short="moon")
    report = site.build()
    assert rules(report) == ["short-twice"]
    (found,) = report.problems
    assert "content/world/moon.hi.md" in found.message and "content/world/moon.en.md" in found.message


@pytest.mark.parametrize("found", ["Moon", "चाँद", "a b", "-a", "a/b", "a" * 33])
def test_what_cannot_be_one_is_told_where_it_stands(site: SiteFolder, found: str) -> None:
    site.article("world/moon.hi.md", short=found)
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.line) == ("short-form", 4)


def test_hosts_are_told_of_the_newest_ones(site: SiteFolder) -> None:
    pair(site)
    site.build()
    assert f"/n/{short_id('hi', 'world/moon')}/ /hi/duniya/chand/ 301\n" in site.read("_redirects")


def test_without_the_config_saying_so_there_is_none(site: SiteFolder) -> None:
    pair(site)
    site.build()
    assert shorts(site)
    site.write("config.yaml", PLAIN)
    site.write("layouts/article.html", "[{{ short_url }}]")
    site.build()
    assert not shorts(site)
    assert "/n/" not in site.read("_redirects")
    assert site.read("hi/duniya/chand/index.html") == "[]"


def test_a_withdrawn_story_keeps_it_and_an_unlisted_one_has_none(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", title="चाँद पर", slug="chand", gone="true")
    site.article("world/quiet.hi.md", slug="quiet", unlisted="true")
    site.build()
    assert list(shorts(site).values()) == ["/hi/duniya/chand/"]
    assert "चाँद पर" not in site.read(f"n/{short_id('hi', 'world/moon')}/index.html")


def test_a_story_that_goes_is_told_with_the_line_that_keeps_its_short_address(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", slug="chand")
    site.build()
    site.delete("content/world/moon.hi.md")
    note = str(*site.build().notes)
    assert f"aliases: [/hi/duniya/chand/] and short: {short_id('hi', 'world/moon')};" in note
    site.article("india/luna.hi.md", slug="luna", short=short_id("hi", "world/moon"))
    site.build()
    assert shorts(site) == {f"n/{short_id('hi', 'world/moon')}/": "/hi/desh/luna/"}


def test_it_stands_below_a_base_path_and_layouts_have_it_in_full(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG.replace("https://khabar.example/", "https://khabar.example/blog/"))
    site.write("layouts/article.html", "{{ short_url }}")
    site.write("layouts/page.html", "[{{ short_url }}]")
    site.article("world/moon.hi.md", slug="chand")
    site.article("pages/about.hi.md", slug="about", date=None)
    site.build()
    short = short_id("hi", "world/moon")
    assert site.read("hi/duniya/chand/index.html") == f"https://khabar.example/blog/n/{short}/"
    assert site.read("hi/about/index.html") == "[]"
    assert shorts(site) == {f"n/{short}/": "/blog/hi/duniya/chand/"}


def test_it_goes_with_its_story_and_is_the_same_after_each_edit(site: SiteFolder) -> None:
    pair(site)
    site.article("world/other.hi.md", slug="other")
    site.build()
    site.article("world/moon.hi.md", title="नया शीर्षक", slug="naya")
    site.delete("content/world/moon.en.md")
    site.build()
    assert site.output() == site.clean()
    assert sorted(shorts(site).values()) == ["/hi/duniya/naya/", "/hi/duniya/other/"]


@given(st.text(max_size=40), st.sampled_from(["hi", "en", "mr"]))
def test_any_name_gives_eight_signs_of_the_same(name: str, edition: str) -> None:
    assert re.fullmatch(r"[2-9b-df-hj-np-tv-z]{8}", short_id(edition, name))
    assert short_id(edition, name) == short_id(edition, name)
