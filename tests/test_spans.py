"""Runs of another script in a story's text: marked with their language, and nothing else is changed."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.article import ContentOptions, parse_article
from generator.markdown import parse_markdown
from generator.model import BlockRef, Part
from generator.prose import parse_prose
from generator.slots import references
from generator.spans import mark_runs, may_have_runs

ENGLISH, HINDI = (("Latn", "en"),), (("Deva", "hi"),)
SPAN = re.compile(r'<span lang="(\w+)">(.*?)</span>', re.DOTALL)


def texts(parts: tuple[Part, ...]) -> str:
    """The HTML of a document, blocks too, with a mark for each reference."""
    inner = (texts(part.parts) if isinstance(part, BlockRef) else part for part in parts)
    return "".join(part if isinstance(part, str) else "\0" for part in inner)


def marked(markdown: str, script: str = "Deva") -> str:
    """A text's HTML after both readers of Markdown gave the same."""
    others = ENGLISH if script == "Deva" else HINDI
    slow = mark_runs(parse_markdown(markdown).parts, script, others)
    everyday = parse_prose(markdown)
    if everyday is not None:
        assert mark_runs(everyday.parts, script, others) == slow
    return texts(slow)


@pytest.mark.parametrize(
    ("markdown", "runs"),
    [
        ("यह World Bank है", ["World Bank"]),
        ("यह World Health Organization (WHO) का", ["World Health Organization (WHO)"]),
        ("NASA ने कहा, ISRO भी, और iPhone 15", []),
        ("**World Bank** और *Reserve Bank of India*", ["World Bank", "Reserve Bank of India"]),
        ("[World Bank](story:x) और [Wall Street](https://example.com)", ["World Bank", "Wall Street"]),
        ("- यह World Bank\n- NASA", ["World Bank"]),
        ("> “Make in India” कहा", ["Make in India"]),
        ("| क | ख |\n|---|---|\n| World Bank | है |", ["World Bank"]),
        ("## यह World Bank", ["World Bank"]),
        (":::facts\n- यह World Bank\n:::", ["World Bank"]),
        ("यह[^1] है\n\n[^1]: The New York Times", ["The New York Times"]),
        ("Johnson &amp; Johnson की", ["Johnson &amp; Johnson"]),
        ("Johnson &amp; जॉनसन", []),
        ("AT&T और R&D", []),
        ("`git push origin` और World", []),
        ("    git push origin\n    और", []),
        ("```\ngit push origin\n```\n\nयह World Bank", ["World Bank"]),
        ("<div>यह World Bank</div>\n\nयह World Bank", ["World Bank"]),
        ("<div><div>a b</div> c d</div>\n\nयह World Bank", ["World Bank"]),
        ("यह <kbd>Ctrl Alt Del</kbd> है", []),
        ('यह <span lang="fr">Le Monde diplomatique</span> है', []),
        ('यह <q lang="fr">Le <em>Monde diplomatique</em> a b</q> और World Bank', ["World Bank"]),
        ('यह <abbr title="a > b c d">WB</abbr> है', []),
        ("<!-- a b c -->\n\nयह है", []),
        ('![World Bank](a.jpg "World Bank building")', []),
        ('यह [x](story:y "World Bank of India") है', []),
        ("[Le Monde diplomatique](story:x){lang=fr} और World Bank", ["World Bank"]),
        ("<desk@khabar.example> लिखें", []),
        ("World\nBank और", ["World\nBank"]),
        ("World – Bank है", ["World – Bank"]),
        ("शुद्ध हिंदी", []),
        ("café noir पिया", ["café noir"]),
    ],
)
def test_two_latin_words_in_hindi_are_english(markdown: str, runs: list[str]) -> None:
    assert [text for lang, text in SPAN.findall(marked(markdown)) if lang == "en"] == runs


@pytest.mark.parametrize(
    ("markdown", "runs"),
    [
        ("The word नमस्ते means", ["नमस्ते"]),
        ("He said “जय हिंद।” and **left दिल्ली**", ["जय हिंद।", "दिल्ली"]),
        ("[दिल्ली](story:x) and `क ख`", ["दिल्ली"]),
        ("A danda। alone", []),
        ("Plain “English” text", []),
        ("<div>नमस्ते</div>\n\nनमस्ते", ["नमस्ते"]),
    ],
)
def test_devanagari_in_english_is_hindi(markdown: str, runs: list[str]) -> None:
    assert [text for lang, text in SPAN.findall(marked(markdown, "Latn")) if lang == "hi"] == runs


PIECES = st.sampled_from([
    "हिंदी ", "दिल्ली", "NASA ", "World Bank ", "of", "India's ", "café ", "Привет ", "। ", ", ", " – ", "&amp;",
    "&nbsp;", "**", "*", "`", "[", "](story:x)", "](https://e.example)", "\n", "\n\n", "- ", "> ", "## ",
    ":::facts\n", "\n:::\n",
    "<b>", "</b>", "<div>", "</div>", '<i lang="fr">', "</i>", "<br>", '"', "'", "(", ")", "AT&T ",
    "2024 ",
])  # fmt: skip
MARKDOWN = st.lists(PIECES, max_size=25).map("".join)


@given(MARKDOWN, st.sampled_from([("Deva", ENGLISH), ("Latn", HINDI), ("Deva", (("Cyrl", "ru"), ("Latn", "en")))]))
def test_marking_adds_spans_and_changes_nothing_else(markdown: str, edition: tuple[str, tuple]) -> None:
    script, others = edition
    document = parse_markdown(markdown)
    parts = mark_runs(document.parts, script, others)
    before, after = texts(document.parts), texts(parts)
    opening = re.compile(r'<span lang="(?:en|hi|ru)">')
    assert len(opening.findall(after)) == after.count("</span>") - before.count("</span>")
    assert opening.sub("", after).replace("</span>", "") == before.replace("</span>", "")
    assert len(list(references(parts))) == len(list(references(document.parts)))
    if after != before:
        assert may_have_runs(markdown, script, others) or re.search(r"\s{2}", markdown)
    everyday = parse_prose(markdown)
    if everyday is not None:
        assert mark_runs(everyday.parts, script, others) == parts


@given(MARKDOWN)
def test_marked_text_needs_no_second_marking(markdown: str) -> None:
    once = mark_runs(parse_markdown(markdown).parts, "Deva", ENGLISH)
    assert mark_runs(once, "Deva", ENGLISH) == once


def test_an_article_is_marked_by_the_script_of_its_edition_and_named_by_the_sites_languages() -> None:
    options = ContentOptions(
        ("hi", "mr", "en"),
        (),
        "Asia/Kolkata",
        scripts=(("hi", "Deva", ENGLISH), ("mr", "Deva", ENGLISH), ("en", "Latn", (("Deva", "mr"),))),
    )

    def body(code: str, text: str) -> tuple[Part, ...]:
        parsed = parse_article(f"---\ntitle: x\ndate: 2026-01-01\n---\n{text}\n", f"content/a.{code}.md", options)
        assert parsed.document
        return parsed.document.parts

    assert body("mr", "ही World Bank आहे") == ('<p>ही <span lang="en">World Bank</span> आहे</p>',)
    assert body("en", "The नमस्ते") == ('<p>The <span lang="mr">नमस्ते</span></p>',)
    assert body("hi", "सिर्फ़ हिंदी") == ("<p>सिर्फ़ हिंदी</p>",)


def test_what_counts_words_and_leads_does_not_see_the_spans() -> None:
    options = ContentOptions(("hi",), (), "Asia/Kolkata", scripts=(("hi", "Deva", ENGLISH),))
    source = "---\ntitle: x\ndate: 2026-01-01\n---\nयह World Bank की ख़बर है।\n"
    with_spans = parse_article(source, "content/a.hi.md", options)
    without = parse_article(source, "content/a.hi.md", replace(options, scripts=()))
    assert with_spans.document and without.document
    assert with_spans.document.words == without.document.words == 6
    assert with_spans.article == without.article
    assert "<span" not in html.unescape(with_spans.document.lead)


def test_looking_costs_little_where_there_is_nothing_to_mark() -> None:
    text = "बाढ़ राहत के बाद [मंत्रालय](../india/hockey-guwahati.hi.md) ने लंबी चर्चा के बाद NASA की बात मान ली। " * 20
    assert not may_have_runs(text, "Deva", ENGLISH)
