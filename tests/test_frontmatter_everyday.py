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
    lines = ['title: "मोदी बोले, \\"हम तैयार हैं\\""', "date: 2026-08-01 10:00", "", "tags: [खेती, चुनाव]"]
    lines += ["authors:", "  - ए", "  - 'बी'", "image:", "  path: x.jpg", "  alt: चित्र: ख़बर", "sources:"]
    lines += ["- title: एक", "  url: https://example.org/", "-  title: दो", "   url: https://example.org/2", ""]
    text = "\n".join(lines)
    found = frontmatter._everyday(text, 2)
    assert found is not None
    assert found == frontmatter._careful(text, PATH, 2)
    assert len(found.entries) == 6


FIELDS = st.builds(
    "{}{}".format,
    st.sampled_from(["title: ", "k: ", "a_b:\t", "k:  "]),
    st.sampled_from(["x", "'y'", "[a, b]", "a: b"]),
)


@st.composite
def nested(draw: st.DrawFn) -> str:
    """Fields with lists and mappings within, their indentation mostly right."""
    lines: list[str] = []
    for name in draw(st.lists(st.sampled_from(["image", "sources", "tags", "Alt"]), max_size=3)):
        lines += [draw(FIELDS)] * draw(st.booleans()) + [f"{name}:"]
        indent = draw(st.sampled_from(["", "  ", "  ", "    "]))
        dash = draw(st.sampled_from(["", "- ", "-   "]))
        for _ in range(draw(st.integers(1, 3))):
            lines.append(f"{indent}{dash}{draw(FIELDS)}")
            lines += [f"{indent}{' ' * len(dash)}{draw(FIELDS)}"] * draw(st.booleans())
            lines += [draw(st.sampled_from(["", " ", "  # c", "  k: v", "   - a"]))] * draw(st.booleans())
    return "\n".join(lines)


@settings(max_examples=1500)
@given(nested())
def test_lists_and_mappings_within_are_read_as_the_careful_way_reads_them(text: str) -> None:
    found = frontmatter._everyday(text, 2)
    assert found is None or found == frontmatter._careful(text, PATH, 2)


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
