"""The traps that every generator falls into with Hindi news, each as an author would meet it."""

from __future__ import annotations

import re

from conftest import SiteFolder, rules

NAMES = ("रूस", "रस", "रास", "रोस")


def term_pages(site: SiteFolder) -> list[str]:
    return [path for path in site.output() if re.fullmatch(r"hi/tags/[^/]+/index\.html", path)]


def test_words_that_differ_in_vowel_signs_are_four_tags_with_four_pages(site: SiteFolder) -> None:
    for number, name in enumerate(NAMES):
        site.article(f"world/story-{number}.hi.md", tags=f"[{name}]")
    assert rules(site.build()) == []
    pages = term_pages(site)
    assert len(pages) == 4
    for number, name in enumerate(NAMES):
        (page,) = [page for page in pages if f"<h1>{name}</h1>" in site.read(page)]
        stories = set(re.findall(r"/hi/duniya/story-\d/", site.read(page)))
        assert stories == {f"/hi/duniya/story-{number}/"}


def test_two_tags_on_one_address_stop_the_build_and_the_lines_it_shows_settle_it(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[बहार]")
    site.article("world/two.hi.md", tags="[बाहर]")
    report = site.build()
    assert rules(report) == ["term-address"]
    assert site.output() == {}
    assert "बहार" in report.problems[0].message and "बाहर" in report.problems[0].message
    assert str(report.problems[0].where) == "content/world/two.hi.md:4"

    lines = [line.strip() for line in report.problems[0].hint.splitlines() if "slug:" in line]
    config = (site.root / "config.yaml").read_text("utf-8")
    site.write("config.yaml", f"{config}  tags:\n    terms:\n" + "".join(f"      {line}\n" for line in lines))
    assert rules(site.build()) == []
    assert len(term_pages(site)) == 2


def test_a_tag_in_two_encodings_is_one(site: SiteFolder) -> None:
    composed, decomposed = "\u0959\u092c\u0930", "\u0916\u093c\u092c\u0930"
    assert composed != decomposed
    site.article("world/one.hi.md", tags=composed)
    site.article("world/two.hi.md", tags=decomposed)
    report = site.build()
    assert rules(report) == []
    page = site.read("hi/tags/khabar/index.html")
    assert "/hi/duniya/one/" in page and "/hi/duniya/two/" in page


def test_a_hindi_heading_keeps_its_vowel_signs_in_its_id(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="## पुतिन और किम\n\nपाठ।\n\n## पतन और कम\n\nपाठ।\n")
    site.build()
    page = site.read("hi/duniya/one/index.html")
    assert '<h2 id="putin-aur-kim">' in page
    assert '<h2 id="patan-aur-kam">' in page


def test_an_unquoted_headline_with_a_colon_builds(site: SiteFolder) -> None:
    title = "G20 Summit: दिल्ली में जुटे दुनिया के नेता"
    site.article("india/g20.hi.md", title=title)
    report = site.build()
    assert rules(report) == []
    page = site.read("hi/desh/g20/index.html")
    assert f"<title>{title} – ख़बर</title>" in page
    assert f'"headline":"{title}"' in page
    assert f"<title>{title}</title>" in site.read("hi/feed.xml")


def test_two_files_for_one_article_stop_the_build_and_are_both_named(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.article("hi/world/one.md")
    report = site.build()
    assert rules(report) == ["article-twice"]
    shown = f"{report.problems[0].where} {report.problems[0].message}"
    assert "content/world/one.hi.md" in shown and "content/hi/world/one.md" in shown
    assert site.output() == {}


def test_two_pages_for_one_address_stop_the_build_and_are_both_named(site: SiteFolder) -> None:
    site.article("world/one.hi.md", slug="same")
    site.article("world/two.hi.md", slug="same")
    report = site.build()
    assert rules(report) == ["url-twice"]
    shown = report.problems[0].message
    assert "content/world/one.hi.md" in shown and "content/world/two.hi.md" in shown and "/hi/duniya/same/" in shown
    assert site.output() == {}


def test_a_missing_date_names_file_line_and_hint_and_nothing_is_written(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    before = site.output()
    site.article("world/two.hi.md", date=None)
    report = site.build()
    assert rules(report) == ["date-missing"]
    assert str(report.problems[0].where) == "content/world/two.hi.md:1"
    assert "date: 2024-01-05" in report.problems[0].hint
    assert not report.published
    assert site.output() == before
