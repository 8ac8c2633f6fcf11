"""Typographic signs: right in both languages, and in pieces of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXT

from generator.hindi import curl


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"हम जाएंगे।" उसने कहा', "“हम जाएंगे।” उसने कहा"),
        ('कहा: "हम"', "कहा: “हम”"),
        ('कहा,"हम जाएंगे।"और', "कहा,“हम जाएंगे।”और"),
        ("\"'शोले' देखी\"", "“‘शोले’ देखी”"),
        ("'\"Hello,\" he said'", "‘“Hello,” he said’"),
        ('("हम") ["हम"]', "(“हम”) [“हम”]"),
        ('-"हम"- —"हम"', "-“हम”- —“हम”"),
        ('" शोले "', "“ शोले ”"),
        ("don't, ओ'ब्रायन, L'Oréal", "don’t, ओ’ब्रायन, L’Oréal"),
        ("'90 के दशक में 'शोले' और 'दीवार'", "’90 के दशक में ‘शोले’ और ‘दीवार’"),
        ("the '90s, '९० में, it's", "the ’90s, ’९० में, it’s"),
        ("the 1990s' end", "the 1990s’ end"),
        ("the '90s hits' list", "the ’90s hits’ list"),
        ("'हिन्दी's शब्द '", "‘हिन्दी’s शब्द ’"),
        ("'20 लोग मरे' ने कहा", "‘20 लोग मरे’ ने कहा"),
        ("'tis rock 'n' roll", "’tis rock ’n’ roll"),
        ("students' union", "students’ union"),
        ("2010--2015 ---और--- ...", "2010–2015 —और— …"),
        ("---- is a rule, a-b a hyphen, 3.5 a number", "---- is a rule, a-b a hyphen, 3.5 a number"),
    ],
)
def test_typed_signs_become_typographic(typed, shown):
    assert curl(typed) == shown


@pytest.mark.parametrize(
    ("before", "typed", "shown"),
    [
        ("", '"', "“"), ("र", '"है', "”है"), ("।", '"और', "”और"), (" ", '"', "“"), ("(", '"', "“"), ("“", "'", "‘"),
        ("न", "'s", "’s"), ("\n", "'", "‘"), ("…", '"', "”"), ("्", '"', "”"), ("ि", "'s", "’s"), ("\u200d", '"', "”"),
    ],
)  # fmt: skip
def test_what_stands_before_a_piece_decides(before, typed, shown):
    assert curl(typed, before) == shown


@given(TEXT, st.sampled_from(["", " ", "न", "।", "(", '"']))
def test_curling_twice_is_curling_once(text, before):
    once = curl(text, before)
    assert curl(once, before) == once
    assert '"' not in once and "'" not in once and "..." not in once


@given(TEXT)
def test_only_typed_signs_change(text):
    signs = str.maketrans("", "", "\"'“”‘’-–—.…")
    assert curl(text).translate(signs) == text.translate(signs)


def test_text_without_signs_is_the_same_object():
    text = "कोई चिह्न नहीं।"
    assert curl(text) is text
