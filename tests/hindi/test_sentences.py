"""Sentences, words and excerpts: where a text may be cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXT

from generator.hindi import cluster_count, clusters, excerpt, reading_minutes, sentences, words


@pytest.mark.parametrize(
    "text",
    [
        "डॉ. सिंह ने कहा.|वे आए.|नहीं?|हाँ!",
        "ए.पी.जे. अब्दुल कलाम का जन्म 1931 में हुआ.|वे राष्ट्रपति बने.",
        "ए. के. एंटनी आए।",
        "म.प्र. और उ.प्र. में बारिश.|आज बंद.",
        "रु. 500 और कि.मी. में दूरी।",
        "He lives in the U.S.|He works for Mr. J. K. Rao vs. Dr. No. 5 at 5 p.m. in the U.S. Senate.",
        "Rs. 500 only.|No. 5 is up.|I said no.|He left.",
        "1. पहला बिंदु।|2. दूसरा",
        "क्या?!|“हाँ।”|उसने कहा… फिर आया।",
        '"Really?" he asked.|"Yes."|She left.',
        "3.5 फ़ीसदी www.example.com देखें.",
        "पहला शीर्षक|दूसरा अनुच्छेद",
        "प्रो॰ शर्मा आए॥",
        "Google Inc. bought it.|Jan. 5 came.",
    ],
)
def test_sentences_end_where_they_end(text):
    joined = re.sub(r"(?<=शीर्षक)\|", "\n\n", text).replace("|", " ")
    assert sentences(joined) == text.split("|")


def test_a_danda_ends_a_sentence_even_when_the_next_is_glued_to_it():
    assert sentences("यह है।फिर भी") == ["यह है।", "फिर भी"]


@given(TEXT)
def test_sentences_lose_only_white_space(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"), [("हिन्दी समाचार", 2), ("यह है।फिर — वह", 4), ("", 0), ("… — !", 0), ("it's a well-known 3.5%", 4)]
)
def test_words_are_counted_by_white_space(text, count):
    assert len(words(text)) == count


def test_words_keep_their_signs():
    assert words("“पुतिन-किम” की यारी!") == ["पुतिन-किम", "की", "यारी"]


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("राष्ट्रपति ने कहा। आगे की बात बाद में होगी।", 14, "राष्ट्रपति ने कहा।"),
        ("डॉ. सिंह आए। फिर सब लोग बहुत देर तक रुके रहे।", 10, "डॉ. सिंह आए।"),
        ("हाँ। पुतिन और किम की मुलाकात पर दुनिया की नज़र", 14, "हाँ। पुतिन और किम…"),
        ("राष्ट्रपति", 3, "राष्ट्र…"),
        ("a, b, c, d", 5, "a, b…"),
        ("कखग।\u093c चछज झटठ", 6, "कखग।\u093c…"),
        ("one\n  two\tthree", 20, "one two three"),
        ("short", 5, "short"),
        ("text", 0, ""),
        ("", 5, ""),
    ],
)
def test_an_excerpt_ends_at_a_sentence_or_a_word(text, limit, wanted):
    assert excerpt(text, limit) == wanted


@given(TEXT, st.integers(0, 40))
def test_an_excerpt_is_a_beginning_of_whole_clusters(text, limit):
    flat = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")
    short = excerpt(text, limit)
    assert cluster_count(short) <= limit
    kept = clusters(short)
    if kept != clusters(flat)[: len(kept)]:
        assert kept.pop() == "…"
    assert kept == clusters(flat)[: len(kept)]


def test_reading_takes_at_least_a_minute():
    assert [reading_minutes(count) for count in (0, 1, 200, 201, 1000)] == [1, 1, 1, 2, 5]
    assert reading_minutes("शब्द " * 450) == 3
    assert reading_minutes("शब्द " * 450, per_minute=100) == 5
