"""Rows: what is kept of an article says all of it, and equal articles have equal digests."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from generator import rows
from generator.digest import digest

LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))
PLAIN = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=20)


def other(value: object) -> object:
    """An equal value of other objects, some of them interned."""
    if isinstance(value, tuple):
        return tuple([other(each) for each in value])
    if isinstance(value, str):
        copy = "".join(list(value))
        return sys.intern(copy) if len(value) % 2 else copy
    return int(str(value)) if type(value) is int else value


@given(PLAIN, PLAIN)
def test_equal_values_and_only_they_are_equal_bytes(one: object, two: object) -> None:
    assert rows._written(one) == rows._written(other(one))
    assert (rows._written(one) == rows._written(two)) == (digest(one) == digest(two))


def test_one_object_twice_is_no_other_value_than_two_objects() -> None:
    text = "".join(["ख़", "बर"])
    assert rows._written((text, text)) == rows._written((text, "".join(["ख़", "बर"])))
