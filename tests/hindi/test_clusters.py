"""Grapheme clusters: whole signs, never a part of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXT, WORD

from generator.hindi import cluster_count, clusters, cut, first_clusters

SPLITS = [
    "रा|ष्ट्र|प|ति", "क्षे|त्र", "श्री", "ज़|रू|र|त", "स्त्री", "हिं|दी", "क्\u200dया", "क|र्त्त|व्य",
    "हि|न्\u200c|दी", "व्ला|दि|वो|स्तो|क", "पु|ति|न|-|कि|म", "बॉ|न्ड", "हूँ", "₹|५|०|०", "दुः|ख", "श्री|मा|न्",
    "वि|द्या|र्थि|यों", "ऋ|षि", "ॐ", "ज़ि|न्द|गी",
]  # fmt: skip
# Where Intl.Segmenter of ICU 78 breaks in text that no word of Hindi has.
ODD = [
    "\u0908\u094d|\u0934",
    ".\u094d|\u0937",
    "\u0915\u093f\u094d|\u0924",
    "\u0915\u0941\u094d\u0924",
    "\u094d|\u0930",
    "\u0915\u200d\u094d\u0930",
    "\r\n|\n|\r|a\u0301|\ufeff|b",
    "👩🏽\u200d💻|👩\u200d❤\ufe0f\u200d👨|🇮🇳|🇮|a",
    "각|\u1100\u1161\u11a8|가\u11a8|ก|กำ|\u0600a|\u0600\n"[:-1] + "|\n",
    "ক্ষ|தி|ని",
]


@pytest.mark.parametrize("split", SPLITS + ODD)
def test_clusters_are_what_a_reader_sees(split):
    assert clusters(split.replace("|", "")) == split.split("|")


@given(TEXT)
def test_clusters_are_the_text(text):
    assert "".join(clusters(text)) == text
    assert all(clusters(text))
    assert cluster_count(text) == len(clusters(text))


@given(st.lists(WORD, max_size=5).map(" ".join), st.text("abc é👩🏽🇮🇳\n", max_size=8))
def test_clusters_agree_with_the_regex_package(deva, other):
    regex = pytest.importorskip("regex")
    assert clusters(deva + other) == regex.findall(r"\X", deva + other)


@given(TEXT, st.integers(-1, 40))
def test_a_beginning_is_whole_clusters(text, count):
    assert first_clusters(text, count) == "".join(clusters(text)[: max(count, 0)])


@given(TEXT, st.integers(0, 60))
def test_a_cut_is_whole_clusters_and_as_long_as_fits(text, limit):
    parts, short = clusters(text), cut(text, limit)
    kept = len(clusters(short))
    assert short == "".join(parts[:kept])
    assert len(short.encode()) <= limit
    assert kept == len(parts) or len("".join(parts[: kept + 1]).encode()) > limit
