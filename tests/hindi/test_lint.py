"""Damage that `generator.hindi.lint` sees: each kind by made-up words, and none where a text is sound."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import AKSHARA, TEXT, WORD

from generator.hindi import nfc
from generator.hindi.lint import lint, lint_house
from generator.hindi.lint_fonts import lint_fonts

TEXTS = Path(__file__).with_name("damaged.tsv")  # text, kind of damage or "clean"
Z, N = "\u200d", "\u200c"  # the joiners, which cannot be seen in an editor

# rule → texts with the rest of the text as it should be after mending; None: only a person can know
DAMAGED: dict[str, list[tuple[str, str | None]]] = {
    "sign-doubled": [
        ("मॉडॉॉल", "मॉडॉल"),
        ("काेयला", "कोयला"),
        ("चाैराहा", "चौराहा"),
        ("काॅफी", "कॉफी"),
        ("बेाझ", "बोझ"),
        ("किीमत", None),
    ],
    "sign-on-vowel": [("अाज", "आज"), ("एेनक", "ऐनक"), ("अॉफर", "ऑफर"), ("अौरत", "औरत"), ("गाएेंगे", None), ("इिस", None)],
    "reph-vowel": [("पढ़ार्इ", "पढ़ाई"), ("हवार्ए", None)],
    "sign-orphan": [("ीमत बढ़ी", None), ("3 ी मंज़िल", None), ("में ंत्री", None), ("word्", None), ("है।ा", None)],
    "sign-after-bindu": [("गंाव", "गांव"), ("पँाच", "पाँच")],
    "sign-after-virama": [("प्ुल", None), ("बन्ंद", None)],
    "virama-after-sign": [("प्रमुि्ख", None), ("सुि्थर", None), ("आ्म", None)],
    "mark-doubled": [("संंसद", "संसद"), ("हूँं", None), ("ज़़रा", "ज़रा"), ("पश्चात््", "पश्चात्")],
    "nukta-misplaced": [("सा़फ", None), ("गा़ज़ा", "ग़ाज़ा"), ("बडा़", "बड़ा"), ("म़हल", None), ("इ़मारत", None)],
    "joiner-stray": [(f"दे{Z}श", "देश"), (f"{N}आज", "आज"), (f"श्रीमान्{N} आए", "श्रीमान् आए")],
    "joiner-virama": [(f"क्{Z}या", None), (f"उन्{Z}होंने", None)],
    "text-invisible": [("दे\u200bश", "देश"), ("\ufeffदेश", "देश"), ("देश\u2060", "देश"), ("दे\u00adश", "देश")],
    "char-private": [("\x93देश\x94", None), ("दे\ufffdश", None), ("\uf0b7 देश", None), ("\u25ccि", None)],
    "letter-rare": [("औऱ", None), ("ऒर", None), ("दॆश", None)],
    "digits-mixed": [("19४7 में", "1947 में"), ("५,00,000", "5,00,000")],
    "danda-pipe": [
        ("वे चले गए|", "वे चले गए।"),
        ("वे आए हैं | फिर गए|", "वे आए हैं। फिर गए।"),
        ("कौन जीतेगा | ख़बर", None),
        ("वे चले गए l", None),
    ],
    "danda-space": [("वे चले गए ।", "वे चले गए।"), ("वे चले गए\u00a0॥", "वे चले गए॥")],
    "stop-doubled": [("वे चले गए।.", None), ("वे चले गए..", None), ("क्या हुआ?।", None)],
    "stop-glued": [
        ("वे गए।फिर आए", "वे गए। फिर आए"),
        ("वे गये थे.फिर आए", "वे गये थे. फिर आए"),
        ("कमरा बंद.फिर क्या", None),
        ("the end of it.The next", None),
    ],
    "visarga-colon": [("पुन: गए", "पुनः गए"), ("नि:शुल्क", "निःशुल्क"), ("क्रमश: बढ़ा", "क्रमशः बढ़ा"), ("अंत:करण", "अंतःकरण")],
    "mojibake": [("donâ€™t", "don’t"), ("à¤¦à¥‡à¤¶", "देश"), ("cafÃ© में", "café में"), ("देश â€", None)],
    "script-mixed": [("\u0420utin", None), ("کमल", None), ("દેશभक्त", None), ("কमल", None), ("मоर", None)],
    "script-glued": [("5Gसेवा", None), ("वीडियोclip", None)],
    "text-nfc": [("\u095eोन", "फ\u093cोन"), ("cafe\u0301", "caf\u00e9")],
    "legacy-font": [("Hkkjr ljdkj us dgk gS", None), ("jk\"Vªifr us ns'k dks lacksf/kr fd;k", None)],
    "word-split": [
        ("विश्व विद्यालयों में", "विश्वविद्यालयों में"),
        ("मुला कात हुई", "मुलाकात हुई"),
        ("कोर् ट ने", "कोर्ट ने"),
        ("सं विधान", "संविधान"),
        ("चुनाव् में", None),
        ("हिन् दी में", "हिन्दी में"),
    ],
    "word-spaced": [("मुख्य मंत्री ने", None), ("विधान सभाओं में", None)],
    "signs-dropped": [("अब भरतय जनत परट आगे", None), ("रषटरपत मद", None), ("पतन और कम क 2 दन क यतर", None)],
    "residue": [
        ("उन्होंने कहा कि […]", None),
        ("Date Updated: 5 May 2020", None),
        ("हमें फॉलो करें:", None),
        ("यह भी पढ़ें", None),
        ("हमारे यूट्यूब चैनल को सब्सक्राइब करें", None),
        ("Subscribe to our YouTube channel", None),
    ],
    "quote-unbalanced": [
        ("उसने कहा, “आओ।", None),
        ("आओ” उसने कहा", None),
        ('उसने कहा, "आओ।', None),
        ("वह ‘शोले देखी", None),
    ],
}  # fmt: skip
CASES = [(rule, text, mended) for rule, cases in DAMAGED.items() for text, mended in cases]

SOUND = """
डॉ. ए.पी.जे. अब्दुल कलाम ने कहा, “यह 3.5 फ़ीसदी है।”
ॐ शांति। वे पश्चात्, अर्थात् और श्रीमान् लिखते हैं; महत्त्व, कर्त्तव्य, उच्छ्वास, लक्ष्य, ज्ञान, श्री, त्र्यंबक।
माता-पिता, जी-20, 24x7, किसान-आंदोलन 2.0, COVID-19, ₹48.21 लाख करोड़, 50%, १२३
| राज्य | मज़दूर |
समय: शाम 5:30 बजे। स्थान: दिल्ली। कुल: 12
www.example.com देखें, info@example.com पर लिखें
ऑस्ट्रेलिया, कॉलेज, ऋषि, ॠण, ऍप, ग़ज़ल, क़लम, ज़रूरत, फ़ोन, पढ़ाई, सड़क
चाँद, हाँ, अंतरराष्ट्रीय, ऊँचाई, दुःख, प्रायः, निःशुल्क, द्वंद्व, वाङ्मय, क़ुर्आन
क्या हुआ? वाह! गया… – वह—यह (हिंदी) ‘शोले’ “उद्धरण ‘भीतर’ भी” 90 के दशक
राष्ट्र के पति, विश्व में विद्यालय, अनु मान गई, योगी के प्रति निष्ठा, सर ने कार ली
सन् दो हज़ार, शरत् चंद्र, तेजस् विमान, धिक् है, अर्थात् न तो, साक्षात् व स्पष्ट, विद्वान् लोग, वंदे मातरम् गीत, पृथक् राज्य
अजय, कमल, रतन, पवन, मदन और शरद
सब घर पर हम तब तक बस मत कर, लगभग सब सहमत
नियम फॉलो करना, चैनल पर समाचार, यह भी पढ़ा, अद्यतन (Updated) सूची, यह भी पढ़ें: [दूसरी ख़बर](x)
NASA, ISRO और UPSC ने G20 Summit में PM2.5 पर “Make in India” की बात कही। iPhone 15 Pro Max, WhatsApp, JioHotstar
The quick brown fox isn't here; “we'll see,” he said. It costs $5.99 (about Rs 500) at 6.04 pm in the U.S.
Zoë and Beyoncé ate crème brûlée at Ørsted's in Århus with São Paulo's João. 5'6" tall
मि. एंड मिसेज़, डॉ॰ सिंह, रु. 500, नं. 5, म.प्र. और उ.प्र., पी.एम. मोदी, वि.सं. 2080
"""


def rules_of(text: str, language: str = "hi") -> set[str]:
    return {flaw.rule for flaw in lint(text, language)}


def mended(text: str) -> str:
    for _ in range(20):
        done, pieces = 0, []
        for flaw in lint(text):
            if flaw.fix is not None and flaw.start >= done:
                pieces += [text[done : flaw.start], flaw.fix]
                done = flaw.end
        changed = "".join([*pieces, text[done:]])
        if changed == text:
            return text
        text = changed
    raise AssertionError(text)


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_damage_is_found_and_mended_where_it_is_certain(rule: str, text: str, expected: str | None) -> None:
    assert rule in rules_of(text)
    if expected is None:
        assert all(flaw.fix is None for flaw in lint(text) if flaw.rule == rule)
    else:
        assert mended(text) == expected
        assert lint(expected) == []


@pytest.mark.parametrize("text", SOUND.strip().split("\n"))
def test_sound_text_is_left_alone(text: str) -> None:
    assert lint(text) == []


def test_damage_of_every_kind_is_found_and_what_is_sound_left_alone() -> None:
    rows = [line.split("\t")[:2] for line in TEXTS.read_text("utf-8").split("\n") if "\t" in line]
    missed = [
        text for text, kind in rows[1:] if not kind.startswith("misspelt") and bool(lint(text)) != (kind != "clean")
    ]
    assert missed == []


@given(st.lists(WORD, min_size=1, max_size=8).map(" ".join))
def test_well_formed_syllables_are_never_called_damaged(text: str) -> None:
    # What the words are is chance, so torn ones and those without signs may well be among them.
    assert rules_of(nfc(text)) <= {"word-split", "signs-dropped", "word-spaced"}


@given(TEXT)
def test_mending_comes_to_an_end_and_changes_nothing_the_second_time(text: str) -> None:
    once = mended(text)
    assert mended(once) == once


@given(TEXT)
def test_flaws_lie_in_the_text_in_order(text: str) -> None:
    found = lint(text)
    assert all(0 <= flaw.start < flaw.end <= len(text) for flaw in found)
    assert found == sorted(found)


SIGNS = st.sampled_from([*"ािीुूेैोौॉ"])


@given(st.lists(AKSHARA, min_size=1, max_size=3).map("".join), st.sampled_from([*"कमपलसर"]), SIGNS, SIGNS, WORD)
def test_two_vowel_signs_are_found_wherever_they_stand(
    before: str, letter: str, one: str, two: str, after: str
) -> None:
    text = f"{before}{letter}{one}{two}{after}"
    assert any(flaw.rule == "sign-doubled" and flaw.start == len(before) + 1 for flaw in lint(text))


@given(WORD, st.sampled_from([*"अआइईउऊएऐओऔ"]), SIGNS, WORD)
def test_a_sign_on_a_vowel_is_found_wherever_it_stands(before: str, vowel: str, sign: str, after: str) -> None:
    assert "sign-on-vowel" in rules_of(f"{before} {vowel}{sign}{after}")


@given(WORD, st.sampled_from([*"ािीुूेैोौॉंँः़्"]), st.sampled_from([" ", "5", "a", "(", "।", "-"]))
def test_a_sign_without_a_letter_is_found_wherever_it_stands(word: str, sign: str, before: str) -> None:
    assert rules_of(f"{before}{sign}{word}") & {"sign-orphan", "script-glued"}


def test_what_only_some_languages_write_is_allowed_to_those() -> None:
    assert rules_of("तऱ्हा", "mr") == set() and "letter-rare" in rules_of("तऱ्हा", "hi")
    assert rules_of(f"गर्{Z}यो, Facebookमा", "ne") == set()
    assert rules_of("उनीहरू भन्छन् कि गर्छन् त, अन् त राज नीति", "ne") == set()
    assert rules_of("अग्निमीळे पुरोहितं यज्ञस्य॑ दे॒वम् सोऽहम्", "sa") == set()


@pytest.mark.parametrize("text", [
    "Szczecin, Kyrgyzstan, Zelenskyy, Xi Jinping, Mbappé, Dvořák, Nguyễn, Þorláksson",
    "UPSC CBSE NEET-UG RRB NTPC SSC CGL IBPS PO RBI JEE CUET UGC NET HTET BPSC",
    "Putin Kim ki yaari, duniya ki nazar: kya hai poora maamla",
    "self.assertEqual(a, b); x += 1; for (int i = 0; i < n; i++) {}",
    "iOS 17.2, macOS, USB-C, Wi-Fi 6E, H5N1, PM2.5, SARS-CoV-2, JN.1, XBB.1.16",
])  # fmt: skip
def test_latin_words_of_every_kind_are_no_old_font(text: str) -> None:
    assert list(lint_fonts(text)) == []


def test_only_the_words_of_the_old_font_are_meant() -> None:
    text = "मंत्री ने कहा jktLFkku ljdkj dh ;kstuk और फिर the next word"
    (flaw,) = lint(text)
    assert text[flaw.start : flaw.end] == "jktLFkku ljdkj dh ;kstuk"


def test_a_newsroom_writes_whole_words_its_own_way() -> None:
    style = (("मानसून", "मॉनसून"), ("Bangalore", "Bengaluru"))
    found = lint_house("मानसून, मानसूनी और Bangalore; Bangalores", style)
    assert [(flaw.start, flaw.fix) for flaw in found] == [(0, "मॉनसून"), (19, "Bengaluru")]
    assert list(lint_house("यूपी (उत्तर प्रदेश) में", (("यूपी", "यूपी (उत्तर प्रदेश)"),))) == []


def test_every_rule_of_the_tests_is_one_and_every_mended_text_is_in_nfc() -> None:
    from generator.problems import rules

    assert DAMAGED.keys() <= rules().keys()
    for _, _, text in CASES:
        assert text is None or unicodedata.is_normalized("NFC", text)
    assert not re.search("[\u200b-\u200d]", SOUND)
