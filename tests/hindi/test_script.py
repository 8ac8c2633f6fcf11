"""Scripts: who gets a lang attribute of its own, and where a kicker ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXT

from generator.hindi import kicker_split, script_of, script_runs


def foreign(text: str, main: str) -> list[str]:
    return [run for run, script in script_runs(text, main) if script != main]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("न", "Deva"), ("é", "Latn"), ("१", "Deva"), ("5", "Zyyy"), ("।", "Zyyy"), ("₹", "Zyyy"), ("", "Zyyy"),
        ("Ж", "Cyrl"), ("中", "Hani"), ("ত", "Beng"), ("ت", "Arab"), ("G20 में जुटे", "Deva"),
        ("मोदी at the UN in New York", "Latn"),
    ],
)  # fmt: skip
def test_the_script_of_a_text_is_that_of_most_letters(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Putin-Kim Meeting: पुतिन-किम की यारी", ["Putin-Kim Meeting"]),
        ("यह World Health Organization (WHO) का", ["World Health Organization (WHO)"]),
        ("“Hello World!” कहा", ["Hello World"]),
        ("यह iPhone 15 है", []),
        ("NASA ने कहा, ISRO भी", []),
        ("wi-fi और www.example.com देखें", []),
        ("BBC News। World Bank", ["BBC News", "World Bank"]),
        ("café au lait पीना", ["café au lait"]),
        ("एक Привет है", ["Привет"]),
        ("Elections in India", ["Elections in India"]),
    ],
)
def test_in_devanagari_two_latin_words_make_a_run(text, runs):
    assert foreign(text, "Deva") == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The word नमस्ते, दुनिया means", ["नमस्ते, दुनिया"]),
        ("He said “जय हिंद।” and left", ["जय हिंद।"]),
        ("In हिन्‌दी", ["हिन्‌दी"]),
        ("no Devanagari, not even a danda।", []),
        ("(नमस्ते (नमस्कार))", ["नमस्ते (नमस्कार)"]),
    ],
)
def test_in_latin_any_devanagari_makes_a_run(text, runs):
    assert foreign(text, "Latn") == runs


@given(TEXT, st.sampled_from(["Deva", "Latn"]))
def test_runs_are_the_text(text, main):
    runs = list(script_runs(text, main))
    assert "".join(run for run, _ in runs) == text
    assert all(run for run, _ in runs)
    assert not any(first == second == main for (_, first), (_, second) in pairwise(runs))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("G20 Summit: दिल्ली में जुटे…", ("G20 Summit", "दिल्ली में जुटे…")),
        ("Putin-Kim Meeting: पुतिन-किम की यारी", ("Putin-Kim Meeting", "पुतिन-किम की यारी")),
        ("विशेष: Modi in US", ("विशेष", "Modi in US")),
        ("COVID-19: लस आली", ("COVID-19", "लस आली")),
        ("बजट: क्या सस्ता", None),
        ("मोदी Live: PM said", None),
        ("2024: चुनाव", None),
        ("Live: 5", None),
        ("12:30 बजे", None),
        (": दिल्ली", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_kicker_is_in_the_other_script(title, parts):
    assert kicker_split(title) == parts
