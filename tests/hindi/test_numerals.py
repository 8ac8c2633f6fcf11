"""Digits and large numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXT

from generator.hindi import group_indian, in_words_scale, to_deva, to_latin


@given(TEXT)
def test_digits_come_back(text):
    assert to_latin(to_deva(text)) == to_latin(text)
    assert to_deva(to_latin(text)) == to_deva(text)


@given(st.integers(-(10**15), 10**15))
def test_groups_are_three_digits_and_then_twos(number):
    text = group_indian(number)
    assert int(text.replace(",", "")) == number
    groups = text.lstrip("-").split(",")
    assert len(groups) == 1 or (len(groups[-1]) == 3 and len(groups[0]) in (1, 2))
    assert all(len(group) == 2 for group in groups[1:-1])


@pytest.mark.parametrize(
    ("number", "lang", "wanted"),
    [
        (0, "en", "0"),
        (99_999, "hi", "99,999"),
        (1_00_000, "hi", "1 लाख"),
        (12_50_000, "hi", "12.5 लाख"),
        (12_34_567, "en", "12.35 lakh"),
        (99_99_999, "en", "1 crore"),
        (1_05_00_000, "hi", "1.05 करोड़"),
        (12_345_67_00_000, "en", "12,345.67 crore"),
        (3 * 10**12, "en", "3 lakh crore"),
        (-2_00_000, "en", "-2 lakh"),
        (99_999.6, "en", "1 lakh"),
    ],
)
def test_numbers_in_lakh_and_crore(number, lang, wanted):
    assert in_words_scale(number, lang) == wanted
