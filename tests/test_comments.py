"""Comments in articles: readers never get them, and the text around them is what it would be without."""

from __future__ import annotations

import pytest
from conftest import SiteFolder, rules

from generator.article import parse_body
from generator.comments import without_comments


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("क <!-- ख --> ग", "क ग"),
        ("क<!-- ख --> ग", "क ग"),
        ("क <!-- ख --> <!-- ग --> घ", "क घ"),
        ("क <!-- ख -->   \nग", "क\nग"),  # two blanks at its end would break the line
        ("<!-- क --> ख", "ख"),
        ("> <!-- क --> ख", "> ख"),
        ("- <!-- क --> ख", "- ख"),
        ("क\n\n<!--\nख\n\nग\n-->\n\nघ", "क\n\n\n\n\n\n\n\nघ"),
        ("क <!-- a -- b --> ख", "क ख"),
        ("`<!-- क -->` <!-- ख -->", "`<!-- क -->`"),
        ("```\n<!-- क -->\n```\n<!-- ख -->", "```\n<!-- क -->\n```\n"),
        ("it`s\n<!-- ख ` -->\nग", "it`s\n\nग"),  # a backtick that nobody closes hides no comment
        ("क <!-- ख", "क <!-- ख"),
        ("क --> ख", "क --> ख"),
    ],
)
def test_a_text_without_its_comments_keeps_its_lines(text: str, kept: str) -> None:
    assert without_comments(text) == kept


def test_many_openings_and_blanks_take_no_time() -> None:
    assert without_comments(" " * 200_000 + "<!-- क --> ख") == "ख"
    open_ones = "<!-- क " * 100_000
    assert without_comments(f"<!-- क --> {open_ones}") == open_ones


def test_readers_never_get_a_comment(site: SiteFolder) -> None:
    body = (
        "पहला <!-- गोपनीय --> पैरा। <!-- khabar: allow danda-space -->\n\n<!-- गोपनीय: [कड़ी](no.md)\n\n:::facts\n\n"
        "{{< youtube x >}}\n-->\n\n- एक\n- दो <!-- गोपनीय -->\n\n<div>\n<!-- गोपनीय -->\nतीन\n</div>\n"
    )
    site.article("world/one.hi.md", body)
    assert rules(site.build()) == []  # what stands in a comment is no text, so nothing in it is wrong
    for path, data in site.output().items():
        assert "गोपनीय" not in data.decode("utf-8", "replace"), path
        assert "<!-- khabar" not in data.decode("utf-8", "replace"), path
    assert "<p>पहला पैरा।</p>" in site.read("hi/duniya/one/index.html")


def test_places_of_problems_are_those_of_the_file(site: SiteFolder) -> None:
    site.article("world/one.hi.md", "<!-- [क](no.md)\n\nख -->\n\n[क](no.md)\n")
    found = [(each.rule, each.where.line, each.where.column) for each in site.build().problems]
    assert found == [("link-broken", 9, 5)]


def test_code_shows_what_a_comment_looks_like() -> None:
    assert "&lt;!-- क --&gt;" in "".join(map(str, parse_body("`<!-- क -->`").parts))
