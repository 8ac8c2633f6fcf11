"""Normal forms: what is shown stays spelling, what is compared forgets it."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from strategies import TEXT

from generator.hindi import nfc, norm_key, norm_text
from generator.hindi.text import fold_nasals


@pytest.mark.parametrize(
    "pair", [("\u095b", "ज\u093c"), ("\u0958लम", "क\u093cलम"), ("e\u0301", "é"), ("\u0928\u093c", "\u0929")]
)
def test_spellings_that_look_the_same_become_one(pair):
    assert norm_text(pair[0]) == norm_text(pair[1])


def test_invisible_characters_go_and_joiners_stay():
    assert norm_text("\ufeffशीर्षक\u200b \u200eab\u202c\u2069\u061c") == "शीर्षक ab"
    assert norm_text("क्\u200dया हिन्\u200cदी") == "क्\u200dया हिन्\u200cदी"


@pytest.mark.parametrize(
    "spellings",
    [
        ("हिन्दी", "हिंदी", "हिन्\u200cदी"),
        ("क्\u200dया", "क्या"),
        ("चाँद", "चांद"),
        ("ज़रूरत", "जरूरत", "\u095bरूरत"),
        ("केन्द्र", "केंद्र"),
        ("मुम्बई", "मुंबई"),
        ("अङ्क", "अंक"),
        ("चञ्चल", "चंचल"),
        ("ठण्डा", "ठंडा"),
        ("२०२४", "2024"),
        ("Straße", "STRASSE"),
        ("सड़क", "सडक"),
        ("पुतिन\u200b", "पुतिन"),
    ],
)
def test_spellings_of_one_word_have_one_key(spellings):
    assert len(set(map(norm_key, spellings))) == 1


@pytest.mark.parametrize(
    "different", [("रूस", "रस", "रास", "रोस"), ("किम", "कम", "कमी", "काम"), ("पुतिन", "पतन"), ("जन्म", "जंम")]
)
def test_different_words_keep_different_keys(different):
    assert len(set(map(norm_key, different))) == len(different)


def test_a_doubled_nasal_is_no_anusvara():
    assert [fold_nasals(word) for word in ("अन्न", "सम्मान", "जन्म", "अन्य")] == ["अन्न", "सम्मान", "जन्म", "अन्य"]


@given(TEXT)
def test_each_form_is_its_own_form(text):
    assert norm_text(norm_text(text)) == norm_text(text)
    assert norm_key(norm_key(text)) == norm_key(text)


@given(TEXT)
def test_the_forms_do_not_see_how_unicode_wrote_it(text):
    for form in ("NFC", "NFD"):
        assert norm_text(unicodedata.normalize(form, text)) == norm_text(text)
        assert norm_key(unicodedata.normalize(form, text)) == norm_key(text)


@given(TEXT)
def test_the_key_is_the_key_of_what_is_shown(text):
    assert norm_key(norm_text(text)) == norm_key(text)
    assert unicodedata.is_normalized("NFC", norm_key(text))


@given(TEXT)
def test_the_quick_way_to_nfc_gives_nfc(text):
    assert nfc(text) == unicodedata.normalize("NFC", text)


def test_a_nukta_beside_any_character_comes_out_as_in_nfc():
    for char in map(chr, range(0x110000)):
        for text in (f"क\u093c{char}", f"{char}\u093c", f"क{char}\u093cा"):
            assert nfc(text) == unicodedata.normalize("NFC", text), ascii(text)


def test_short_texts_of_what_joins_or_changes_places_come_out_as_in_nfc():
    pieces = ["क", "न", "ळ", "\u093c", "्", "ा", "e", "\u0301", "\u0334", "\u095b", "\u0951", "\u1100", "\u1161", "\n"]
    for text in map("".join, itertools.product(pieces, repeat=4)):
        assert nfc(text) == unicodedata.normalize("NFC", text), ascii(text)
