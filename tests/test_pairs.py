"""Pair rules: one number told in two ways is one, and a translation error is found where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import NOW, SiteFolder
from hypothesis import given
from hypothesis import strategies as st

from generator.build import read_site
from generator.desk.amounts import Amount, amounts
from generator.desk.matching import Told, explained, is_same
from generator.desk.moments import Day, Time
from generator.desk.number_words import _HINDI
from generator.desk.pairs import check_story
from generator.hindi import group_indian, to_deva
from generator.options import BuildOptions
from generator.problems import Problem

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURE = '<svg viewBox="0 0 4 3"/>'
WORDS = [word.split("/")[0] for word in _HINDI.split()]


def numbers(text: str) -> list[Fraction]:
    return [each.value for each in amounts(text) if isinstance(each.value, Fraction)]


def only(text: str) -> Amount:
    (found,) = amounts(text)
    return found


# ── What a number is ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 लाख", 1_200_000),
        ("१२ लाख", 1_200_000),
        ("12,00,000", 1_200_000),
        ("1.2 million", 1_200_000),
        ("1,200,000", 1_200_000),
        ("बारह लाख", 1_200_000),
        ("twelve lakh", 1_200_000),
        ("1.5 करोड़", 15_000_000),
        ("डेढ़ करोड़", 15_000_000),
        ("15 million", 15_000_000),
        ("ढाई हज़ार", 2500),
        ("ढाई हजार", 2500),
        ("साढ़े तीन सौ", 350),
        ("पौने दो लाख", 175_000),
        ("सवा सौ", 125),
        ("सवा दो करोड़", 22_500_000),
        ("दो लाख पचास हज़ार", 250_000),
        ("एक हज़ार दो सौ पाँच", 1205),
        ("two hundred and five thousand", 205_000),
        ("one hundred and twenty-five", 125),
        ("half a million", 500_000),
        ("five and a half", Fraction(11, 2)),
        ("48.21 लाख करोड़", 48_210_000_000_000),
        ("48.21 trillion", 48_210_000_000_000),
        ("दस हज़ार करोड़", 100_000_000_000),
        ("सौ करोड़", 1_000_000_000),
        ("a billion", 1_000_000_000),
        ("पाँच अरब", 5_000_000_000),
        ("18वाँ", 18),
        ("अठारहवें", 18),
        ("18th", 18),
        ("eighteenth", 18),
        ("दर्जन", 12),
        ("two dozen", 24),
        ("चौबीसों", 24),
        ("आधा", Fraction(1, 2)),
        ("निन्यानवे", 99),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: Fraction) -> None:
    assert numbers(text) == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("तीन से पाँच मिनट", [3, 5]),
        ("12 लाख, 50 लोग", [1_200_000, 50]),
        ("5 लाख 3 लोग", [500_000, 3]),
        ("12 लाख 50 हज़ार", [1_250_000]),
        ("2024-25", [2024, 25]),
        ("176-7", [176, 7]),
        ("lakhs of people, लाखों लोग, thousands, हज़ारों", []),
        ("https://example.com/2019/12/31 और desk7@example.com", []),
    ],
)
def test_numbers_beside_each_other_stay_apart(text: str, values: list[int]) -> None:
    assert numbers(text) == values


def in_hindi(number: int) -> str:
    """A whole number in Hindi words."""
    for scale, word in ((10**7, "करोड़"), (10**5, "लाख"), (1000, "हज़ार"), (100, "सौ")):
        if number >= scale:
            rest = f" {in_hindi(number % scale)}" if number % scale else ""
            return f"{in_hindi(number // scale)} {word}{rest}"
    return WORDS[number]


@given(st.integers(1, 10**9 - 1))
def test_a_number_in_hindi_words_is_that_number(number: int) -> None:
    assert numbers(in_hindi(number)) == [number]


@given(st.integers(0, 10**12))
def test_a_number_in_figures_is_that_number_in_either_script_and_either_grouping(number: int) -> None:
    for text in (group_indian(number), f"{number:,}", str(number)):
        assert numbers(f"कुल {text} लोग") == [number]
        assert numbers(f"कुल {to_deva(text)} लोग") == [number]


@given(st.integers(1, 99_999), st.integers(0, 2))
def test_a_number_of_lakhs_is_its_number_of_millions(hundredths: int, places: int) -> None:
    lakhs = Fraction(hundredths, 10**places)
    millions = lakhs / 10
    figure = f"{float(lakhs):.2f}".rstrip("0").rstrip(".")
    same = f"{float(millions):.3f}".rstrip("0").rstrip(".")
    assert numbers(f"{figure} लाख") == numbers(f"{same} million") == [lakhs * 10**5]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 जुलाई 2019", Day(2019, 7, 14)),
        ("१४ जुलाई, २०१९", Day(2019, 7, 14)),
        ("July 14, 2019", Day(2019, 7, 14)),
        ("14th July 2019", Day(2019, 7, 14)),
        ("2019-07-14", Day(2019, 7, 14)),
        ("14/07/2019", Day(2019, 7, 14)),
        ("एक दिसंबर", Day(0, 12, 1)),
        ("सितम्बर 2019", Day(2019, 9, 0)),
        ("Sept. 9", Day(0, 9, 9)),
        ("in May", Day(0, 5, 0)),
        ("फरवरी में", Day(0, 2, 0)),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: Day) -> None:
    assert [each.value for each in amounts(text)] == [day]


def test_days_that_share_a_month_are_days_each() -> None:
    wanted = [Day(2023, 9, 9), Day(2023, 9, 10)]
    for text in ("9 और 10 सितंबर 2023", "9-10 सितंबर 2023", "September 9 and 10, 2023", "9 to 10 September 2023"):
        assert [each.value for each in amounts(text)] == wanted


@pytest.mark.parametrize("text", ["It may rain", "They march on", "on Monday", "मई-जून नहीं, सोमवार को"][:3])
def test_what_only_looks_like_a_month_is_none(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("शाम 5 बजे", 1020),
        ("5 pm", 1020),
        ("17:00", 1020),
        ("शाम 6 बजकर 4 मिनट", 1084),
        ("6.04 pm", 1084),
        ("रात 8:50 बजे", 1250),
        ("रात 1 बजे", 60),
        ("सुबह साढ़े नौ बजे", 570),
        ("9:30 a.m.", 570),
        ("दोपहर 12 बजे", 720),
        ("four o'clock on Saturday evening", 960),
    ],
)
def test_a_time_is_read_however_it_is_written(text: str, minutes: int) -> None:
    (found,) = amounts(text)
    assert found.value == Time(minutes, half=True)


def test_a_time_without_its_half_of_the_day_can_be_either() -> None:
    assert is_same(only("पौने छह बजे"), only("a quarter to six"))
    assert is_same(only("पौने छह बजे"), only("17:45"))
    assert not is_same(only("सुबह 5:45 बजे"), only("17:45"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("क़रीब 12 लाख", "12.4 lakh", True),  # about: rounded
        ("12 लाख", "12.4 lakh", False),
        ("about 60,000", "क़रीब 60,300", False),  # what is about so much in one language is so in the other
        ("about 300", "450", False),
        ("₹500", "500 रुपये", True),
        ("₹500", "$500", False),
        ("500", "500 डॉलर", True),
        ("45%", "45 फ़ीसदी", True),
        ("50 per cent", "आधा", True),
        ("सात दशक", "seventy", True),
        ("two weeks", "14 दिन", True),
        ("12 करोड़", "1.2 million", False),
    ],
)
def test_two_amounts_are_one_if_a_translator_may_have_made_one_of_the_other(one: str, other: str, same: bool) -> None:
    assert is_same(only(one), only(other)) is same


ANY = [
    *WORDS[:20],
    "सौ",
    "लाख",
    "करोड़",
    "million",
    "hundred",
    "and",
    "a",
    "half",
    "-",
    "से",
    "to",
    "14",
    "१२",
    "1,00,000",
]
ANY += [
    "6.04",
    "99/99/2019",
    "2019-13-45",
    "जुलाई",
    "July",
    "2019",
    "बजे",
    "शाम",
    "pm",
    "₹",
    "%",
    "per",
    "cent",
    "(",
    ")",
]
ANY += [
    "या",
    "के",
    "दशक",
    "s",
    "about",
    "क़रीब",
    "x7",
    "½",
    "٣",
    "\u200d",
    "़",
    "a quarter to",
    "साढ़े",
    "पौने",
    "",
    "\u00a0",
]


@given(st.lists(st.sampled_from(ANY), max_size=9))
def test_whatever_stands_in_a_text_its_amounts_are_explained_by_it(words: list[str]) -> None:
    text = " ".join(words)
    found_here = amounts(text)
    for each in found_here:
        assert each.shown in text
        assert explained(each, Told(found_here))


# ── Two articles ─────────────────────────────────────────────────────────────────────────────────────────────────


def found(site: SiteFolder) -> list[Problem]:
    with read_site(site.options) as (read, problems):
        assert problems == []
        texts = {path: (site.root / path).read_text("utf-8") for path in read.addresses}
        return [each.problem for name in sorted(read.stories) for each in check_story(read, read.stories[name], texts)]


def pair(site: SiteFolder, hindi: str, english: str, **fields: object) -> list[str]:
    """What is said of a story whose articles have these bodies, each with its place."""
    site.article("world/a.hi.md", f"{hindi}\n", **fields)
    site.article("world/a.en.md", f"{english}\n", title="Headline", **fields)
    return [f"{each.where}: {each.message}" for each in found(site)]


SAME = [
    ("कुल 12 लाख लोग", "1.2 million people in all"),
    ("1.5 करोड़ रुपये", "₹15 million"),
    ("पाँच हज़ार घर", "5,000 homes"),
    ("14 जुलाई 2019 को", "on July 14, 2019"),
    ("शाम 5 बजे", "at 17:00"),
    ("१९८४ में", "in 1984"),
    ("सोमवार को 3 लोग", "on Monday, three people"),
    ("तीसरी बार 41 लोग", "for the third time, 41 people"),
    ("16 सितंबर को वे गए। 15 सितंबर को आए थे।", "They came on September 15 and left the next day."),
    ("29 जुलाई को", "on Monday"),  # the story is of 1 August 2024, a Thursday
    ("2023 में", "last year"),
    ("एक दिन में 24 घंटे", "in 24 hours"),
    ("क़रीब 6,300 संस्थान", "more than 6,300 institutions, in all"),
    ("जी-20 में 55 देश", "55 countries in the G20"),
    ("19वीं सदी", "the nineteenth century"),
    ("पिछले 10 साल", "the past decade"),
    ("फ़ीस 500 रुपये", "the fee is Rs 500"),
    ("`x = 12` और [कड़ी](https://example.com/2019)", "`x = 13` and a [link](https://example.com/2020)"),
    ("16 किमी (10 मील)", "16 km"),
    ("10-12 लाख लोग", "1 to 1.2 million people"),
    ("दो से तीन करोड़ रुपये", "₹20-30 million"),
    ("90 के दशक में", "in the 1990s"),
    ("50 लाख डॉलर", "$5m"),
    ("सुबह साढ़े छह बजे", "at 6.30"),
    ("नब्बे फ़ीसदी, 24 घंटे", "90 per cent, 24x7"),
    ("अनुच्छेद 370, धारा 144 और 12वीं की परीक्षा", "Article 370, Section 144 and the Class 12 examination"),
    ("2023-24 में 7.2 फ़ीसदी, इस साल 6.8 फ़ीसदी", "7.2 per cent in 2023-24 and 6.8 per cent this year"),
    ("ढाई हज़ार साल पुराना", "2,500 years old"),
    ("तेल 85 डॉलर प्रति बैरल", "oil at $85 a barrel"),
    ("180 रन पर 5 विकेट, 3-1 से जीते", "180 for five; won 3-1"),
    ("दोगुना, यानी 200", "doubled, to 200"),
    ("पिछले साल 15 अगस्त को", "on August 15, 2023"),
    ("प्रस्ताव[^1]\n\n[^1]: नोट 1718", "resolution[^1]\n\n[^1]: note 1718"),
]


@pytest.mark.parametrize(("hindi", "english"), SAME)
def test_what_a_good_translation_changes_is_no_difference(site: SiteFolder, hindi: str, english: str) -> None:
    assert pair(site, hindi, english) == []


HI, EN = "content/world/a.hi.md", "content/world/a.en.md"
SLIPS = [
    # A scale too many or too few
    ("कुल 12 करोड़ लोग", "1.2 million people", f"{EN}:5:1", "the Hindi has 12 करोड़; the English has 1.2 million"),
    ("12 लाख लोग", "12 crore people", f"{EN}:5:1", "the Hindi has 12 लाख; the English has 12 crore"),
    ("1.5 करोड़ लोग", "150 million people", f"{EN}:5:1", "the Hindi has 1.5 करोड़; the English has 150 million"),
    ("डेढ़ लाख लोग", "15,000 people", f"{EN}:5:1", "the Hindi has डेढ़ लाख; the English has 15,000"),
    ("10 अरब डॉलर", "$100 billion", f"{EN}:5:1", "the Hindi has 10 अरब डॉलर; the English has $100 billion"),
    ("48.21 लाख करोड़", "48.21 billion", f"{EN}:5:1", "the Hindi has 48.21 लाख करोड़; the English has 48.21 billion"),
    ("पाँच हज़ार घर", "500 homes", f"{EN}:5:1", "the Hindi has पाँच हज़ार; the English has 500"),
    ("ढाई हज़ार घर", "25,000 homes", f"{EN}:5:1", "the Hindi has ढाई हज़ार; the English has 25,000"),
    # Another figure
    ("कुल 41 लोग", "14 people", f"{EN}:5:1", "the Hindi has 41; the English has 14"),
    ("कुल 4,821 घर", "4,812 homes", f"{EN}:5:1", "the Hindi has 4,821; the English has 4,812"),
    ("कुल 376 घर", "a total of 379 homes", f"{EN}:5:12", "the Hindi has 376; the English has 379"),
    ("45 फ़ीसदी", "54 per cent", f"{EN}:5:1", "the Hindi has 45 फ़ीसदी; the English has 54 per cent"),
    ("89.45 मीटर", "89.54 m", f"{EN}:5:1", "the Hindi has 89.45; the English has 89.54"),
    ("500 रुपये", "$500", f"{EN}:5:1", "the Hindi has 500 रुपये; the English has $500"),
    ("आठ चीते", "seven cheetahs", f"{EN}:5:1", "the Hindi has आठ; the English has seven"),
    ("तीसरी बार", "the fourth time", f"{EN}:5:5", "the Hindi has तीसरी; the English has fourth"),
    ("चंद्रयान-2 उतरा", "Chandrayaan-3 landed", f"{EN}:5:13", "the Hindi has 2; the English has 3"),
    ("18वाँ सम्मेलन", "the 17th summit", f"{EN}:5:5", "the Hindi has 18; the English has 17"),
    ("12 लाख लोग", "12.4 lakh people", f"{EN}:5:1", "the Hindi has 12 लाख; the English has 12.4 lakh"),
    # Another day or time
    ("14 जुलाई 2019", "July 15, 2019", f"{EN}:5:1", "the Hindi says 14 जुलाई 2019; the English says July 15, 2019"),
    ("14 जुलाई 2019", "14 June 2019", f"{EN}:5:1", "the Hindi says 14 जुलाई 2019; the English says 14 June 2019"),
    ("14 जुलाई 2019", "14 July 2018", f"{EN}:5:1", "the Hindi says 14 जुलाई 2019; the English says 14 July 2018"),
    ("सितंबर 2019 में", "in December 2019", f"{EN}:5:4", "the Hindi says सितंबर 2019; the English says December 2019"),
    ("अप्रैल में आए", "came in June", f"{EN}:5:9", "the Hindi says अप्रैल; the English says June"),
    ("एक दिसंबर से", "from December 2", f"{EN}:5:6", "the Hindi says एक दिसंबर; the English says December 2"),
    ("शाम 5 बजे", "at 6 pm", f"{EN}:5:4", "the Hindi says शाम 5 बजे; the English says 6 pm"),
    ("सुबह 5 बजे", "at 5 pm", f"{EN}:5:4", "the Hindi says सुबह 5 बजे; the English says 5 pm"),
    ("1984 में", "in 1948", f"{EN}:5:4", "the Hindi has 1984; the English has 1948"),
    # Left out
    ("कुल 41 लोग, 376 घर", "41 people", f"{HI}:5:13", "the Hindi has 376; the English does not"),
    ("लोग आए", "some 41 people came", f"{EN}:5:6", "the English has 41; the Hindi does not"),
    ("14 जुलाई 2019 को", "once", f"{HI}:5:1", "the Hindi says 14 जुलाई 2019; the English does not"),
    ("रात 8:50 बजे", "at night", f"{HI}:5:1", "the Hindi says रात 8:50 बजे; the English does not"),
]


@pytest.mark.parametrize(("hindi", "english", "place", "message"), SLIPS, ids=[each[1] for each in SLIPS])
def test_a_translation_error_is_said_with_both_sides(
    site: SiteFolder, hindi: str, english: str, place: str, message: str
) -> None:
    assert pair(site, hindi, english) == [f"{place}: {message}"]


def test_a_number_that_stands_elsewhere_in_the_other_article_is_still_wrong_in_its_place(site: SiteFolder) -> None:
    hindi = "पहले दिन 41 लोग आए।\n\n## दूसरा\n\nअगली बार 14 लोग आए।\n\n## तीसरा\n\nअंत।"
    english = "On the first day 41 people came.\n\n## Two\n\nThen 41 people came.\n\n## Three\n\nThe end."
    assert pair(site, hindi, english) == [f"{EN}:9:6: the Hindi has 14; the English has 41"]
    assert pair(site, hindi, english.replace("Then 41", "Then 14")) == []


def test_a_table_counts_in_what_its_head_says(site: SiteFolder) -> None:
    hindi = "| माह | लेनदेन (करोड़) |\n|:--|--:|\n| अक्टूबर 2019 | 115 |\n| अक्टूबर 2020 | 207 |"
    english = "| Month | Transactions (billion) |\n|:--|--:|\n| October 2019 | 1.15 |\n| October 2020 | 2.07 |"
    assert pair(site, hindi, english) == []
    message = f"{EN}:8:18: the Hindi has 207; the English has 2.70"
    assert pair(site, hindi, english.replace("2.07", "2.70")) == [message]


def test_a_headline_and_a_summary_count_too(site: SiteFolder) -> None:
    site.article("world/a.hi.md", "41 मज़दूर।\n", title="17 दिन बाद 41 मज़दूर बाहर", summary="17 दिन बाद।")
    site.article("world/a.en.md", "41 workers.\n", title="All 41 workers out after 16 days", summary="After 17 days.")
    assert [str(each.where) for each in found(site)] == [f"{EN}:2"]


def test_links_to_stories_and_sites_are_compared_not_their_addresses(site: SiteFolder) -> None:
    site.article("world/b.hi.md")
    site.article("world/b.en.md", title="B", date=None)
    site.article("world/c.hi.md")
    site.write("content/world/rules.hi.pdf", "x")
    site.write("content/world/rules.en.pdf", "x")
    hindi = "[ख](b.hi.md) [नियम](rules.hi.pdf) [केवल हिन्दी](c.hi.md) [पता](https://hi.example.org/ek)"
    english = "[b](story:b) [rules](rules.en.pdf) [site](https://www.example.org/one)"
    assert pair(site, hindi, english) == []
    assert pair(site, hindi, english.replace("story:b", "/world/b/")) == []
    assert pair(site, hindi, english.replace("story:b", "https://other.example/")) == [
        f"{HI}:5: the Hindi links to b.hi.md; the English does not",
        f"{EN}:5: the English links to https://other.example/; the Hindi does not",
    ]


def test_pictures_are_compared_and_may_have_an_edition_in_their_names(site: SiteFolder) -> None:
    for name in ("one.svg", "two.svg", "map.hi.svg", "map.en.svg"):
        site.write(f"content/world/{name}", PICTURE)
    hindi = "![एक](one.svg)\n\n![नक़्शा](map.hi.svg)"
    assert pair(site, hindi, "![one](one.svg)\n\n![map](map.en.svg)") == []
    assert pair(site, hindi, "![one](two.svg)\n\n![map](map.en.svg)") == [
        f"{HI}:5: the Hindi shows one.svg; the English does not",
        f"{EN}:5: the English shows two.svg; the Hindi does not",
    ]


LONG = "यह एक लंबा पैरा है जिसमें कई बातें हैं और जिसे अनुवाद में छोड़ा नहीं जा सकता, चाहे कुछ भी हो।"
LONG_EN = "This is a long paragraph with a good deal in it that a translation may not leave out, come what may."


def test_a_paragraph_that_was_left_out_is_missed_and_one_that_was_split_is_not(site: SiteFolder) -> None:
    hindi = f"{LONG}\n\n{LONG}\n\n## भाग\n\n{LONG}\n\n{LONG}"
    english = f"{LONG_EN}\n\n{LONG_EN}\n\n## Part\n\n{LONG_EN}\n\n{LONG_EN}"
    assert pair(site, hindi, english) == []
    message = f"{EN}:9:4: under 'Part' the Hindi has 2 paragraphs and the English 1, with less in them"
    assert pair(site, hindi, english.removesuffix(f"\n\n{LONG_EN}")) == [message]
    split = english.replace(" with a good deal", ".\n\nIt has a good deal")
    assert pair(site, hindi, split) == []


def test_headings_are_counted_but_for_one_at_the_very_beginning(site: SiteFolder) -> None:
    assert pair(site, f"## क्या\n\n{LONG}\n\n## क्यों\n\n{LONG}", f"{LONG_EN}\n\n## Why\n\n{LONG_EN}") == []
    assert pair(site, f"{LONG}\n\n## क्यों\n\n{LONG}", f"{LONG_EN}\n\n{LONG_EN}") == [
        f"{EN}:5: the Hindi has 1 headings; the English has 0"
    ]


def test_a_story_in_one_edition_or_withdrawn_in_the_other_is_no_pair(site: SiteFolder) -> None:
    site.article("world/a.hi.md", "41 लोग\n")
    assert found(site) == []
    site.article("world/a.en.md", "", title="Gone", gone="true")
    assert found(site) == []


def test_the_sample_site_has_no_differences(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "config.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    assert [f"{each.where}: {each.message}" for each in found(SiteFolder(tmp_path, options(tmp_path)))] == []


def options(root: Path) -> BuildOptions:
    return BuildOptions(root, NOW)


def figures(text: str) -> Iterator[tuple[int, int]]:
    """Where the two-digit numbers of a text stand."""
    for place in range(len(text) - 1):
        around = text[max(place - 1, 0) : place] + text[place + 2 : place + 3]
        if text[place : place + 2].isdecimal() and not any(each.isdecimal() or each in ".,:-/" for each in around):
            yield place, int(text[place : place + 2])


def test_nearly_every_number_of_the_sample_site_is_missed_when_it_is_another(tmp_path: Path) -> None:
    """Each two-digit number of a few English articles, one after another, is made another one."""
    shutil.copy(REPOSITORY / "config.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    site = SiteFolder(tmp_path, options(tmp_path))
    path = tmp_path / "content/science/chandrayaan-3-landing/en.md"
    text = path.read_text("utf-8")
    caught = []
    for place, number in figures(text[text.index("\n---\n", 4) :]):
        start = text.index("\n---\n", 4) + place
        path.write_text(f"{text[:start]}{number + 31}{text[start + 2 :]}", "utf-8")
        with read_site(site.options) as (read, _):
            caught.append(bool(list(check_story(read, read.stories["science/chandrayaan-3-landing"], {}))))
    assert len(caught) > 10
    assert sum(caught) >= 0.9 * len(caught)
