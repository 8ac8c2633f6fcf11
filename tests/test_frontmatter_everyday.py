"""The everyday ways to read front matter give what the careful ways give, or leave a text to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import frontmatter
from generator.problems import SiteError
from generator.schema import Reader
from generator.tree import Scalar, parse_yaml

PATH = "content/world/one.hi.md"
PIECES = [
    *"\"'\\#|>[]{}:-&*!%,é😀\t\u00a0\u2028\x85\u200d\ufeff\uffff",
    '\\"',
    "''",
    ": ",
    " # ",
    "ख़बर",
    "a b",
    "k: v",
    "- x",
]
STARTS = [
    "title: ",
    "k: ",
    "tags:",
    "Tags:\t",
    "- ",
    "  - ",
    "- k: ",
    " k: ",
    "",
    " ",
    'a: "',
    "b: '",
    '  - "',
    "# ",
    "\t",
    "<<: ",
]
VALUES = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
LINES = st.builds("{}{}{}".format, st.sampled_from(STARTS), VALUES, st.sampled_from(["", "", '"', "'", " "]))


def outcome(read: Callable[..., object], *arguments: object) -> object:
    try:
        return read(*arguments)
    except SiteError as error:
        return error.problems


@settings(max_examples=1500)
@given(st.lists(LINES, max_size=6).map("\n".join))
def test_everyday_front_matter_is_read_as_the_careful_way_reads_it(text: str) -> None:
    found = frontmatter._everyday(text, 2)
    assert found is None or found == frontmatter._careful(text, PATH, 2)


@settings(max_examples=1500)
@given(st.sampled_from("\"'"), VALUES)
def test_plain_quotes_hold_what_yaml_says(quote: str, inner: str) -> None:
    text = f"{quote}{inner}{quote}"
    found = frontmatter._plain(text, 3, 8)
    if found and found.quoted:
        assert found == outcome(parse_yaml, text, PATH, 3, 8)


def test_all_of_a_newsroom_s_front_matter_is_everyday() -> None:
    text = (
        'title: "मोदी बोले, \\"हम तैयार हैं\\""\ndate: 2026-08-01 10:00\n\ntags: [खेती, चुनाव]\nauthors:\n  - ए\n  - \'बी\'\n'
    )
    assert frontmatter._everyday(text, 2) == frontmatter._careful(text, PATH, 2)
    assert frontmatter._everyday(f"{text}image:\n  path: x.jpg\n", 2) is None


@pytest.mark.parametrize(
    "text",
    [
        "k: a\n  b",
        "k: #a\n\nb: c",
        "k: v # c\nk: w",
        "k:\n- a\n # b\n- c",
        "k:\n  - a\n - b",
        "k: |\n  a",
        "k:",
        "k:\n",
        "k:\n- a:\n- b",
        "k:\n- #a\n\n- b",
        " k: v",
        "k : v",
        'k: "a\\n"',
        'k: "a\tb"',
        "- a",
        "k:v",
        "k:\n\n- a",
    ],
)
def test_what_is_more_than_everyday_is_left_to_the_careful_way(text: str) -> None:
    assert frontmatter._everyday(text, 2) is None


@settings(max_examples=1500)
@given(st.lists(st.one_of(VALUES, st.text("ab1 ख़'’&.-()/é?=~", max_size=6)), min_size=1, max_size=4))
def test_plain_items_of_a_list_are_what_yaml_says(items: list[str]) -> None:
    node = Scalar(f"[{','.join(items)}]", 3, 8)
    found, reader = frontmatter.plain_items(node), Reader(PATH, UTC)
    if found is not None:
        assert (found, []) == (reader.texts(node, "tags"), reader.problems)
