"""The table by which generator/hindi/lint_fonts.py tells text typed for an old font from English.

    python -m tests.bench.legacy HINDI ENGLISH      two folders of texts; prints the table

Hindi text is turned into what a typist of the KrutiDev family of fonts typed for it, by the layout of a Remington
typewriter; English is English, and Hindi in Roman letters. For each pair of signs the table has the odds, from A
(surely English) to Z (surely the old font).
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from generator.hindi import romanize, to_latin
from generator.hindi.lint_fonts import SIGNS, class_of

# What is typed for a consonant in full and for its half.
_TYPED = "d [k x ?k ³ p N t > ¥ V B M < .k r Fk n /k u i Q c Hk e ; j y o 'k \"k l g"
FULL = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", _TYPED.split(" "), strict=True))
HALF = {
    "क": "D", "ख": "[", "ग": "X", "घ": "?", "च": "P", "ज": "T", "ण": ".", "त": "R", "थ": "F", "ध": "/", "न": "U",
    "प": "I", "फ": "¶", "ब": "C", "भ": "H", "म": "E", "य": "¸", "ल": "Y", "व": "O", "श": "'", "ष": '"', "स": "L",
}  # fmt: skip
VOWELS = {
    "अ": "v", "आ": "vk", "इ": "b", "ई": "bZ", "उ": "m", "ऊ": "Å", "ऋ": "_", "ए": ",", "ऐ": ",s", "ओ": "vks",
    "औ": "vkS", "ऑ": "v‚",
}  # fmt: skip
MARKS = {
    "ा": "k", "ी": "h", "ु": "q", "ू": "w", "ृ": "`", "े": "s", "ै": "S", "ो": "ks", "ौ": "kS", "ॉ": "‚", "ं": "a",
    "ँ": "¡", "ः": "%", "ॅ": "W", "़": "+", "्": "~",
}  # fmt: skip
WHOLE = {
    "क्ष": "{k", "ज्ञ": "K", "त्र": "=", "श्र": "J", "द्य": "|", "द्ध": ")", "द्व": "}", "त्त": "Ùk", "क्र": "Ø",
    "प्र": "ç", "द्र": "æ", "ट्र": "Vª", "ड्र": "Mª", "फ्र": "Ý", "ह्न": "à", "रु": "#", "रू": ":",
}  # fmt: skip
SYLLABLE = re.compile("(र्(?=[क-ह]))?((?:[क-ह]़?्)*[क-ह]़?)(्?)([ा-ौॉॅ]?)([ंँः]?)")
STOPS = {"।": "A", "-": "&", ".": "-", "(": "¼", ")": "½"}


def typed(text: str) -> str:
    """Hindi text as it was typed for an old font."""
    found = SYLLABLE.sub(lambda match: _syllable(*match.groups(default="")), to_latin(text))
    return "".join(VOWELS.get(sign) or MARKS.get(sign) or STOPS.get(sign, sign) for sign in found)


def _syllable(reph: str, letters: str, virama: str, vowel: str, bindu: str) -> str:
    done, rest = "", letters
    while rest:
        whole = next((each for each in WHOLE if rest.startswith(each)), "")
        if whole:
            done += WHOLE[whole]
            rest = rest[len(whole) :].removeprefix("्")
        elif rest[1:3] == "्र" and rest[0] in FULL:
            done += FULL[rest[0]] + "z"
            rest = rest[3:].removeprefix("्")
        elif rest[1:2] == "्" and rest[2:]:
            done += HALF.get(rest[0], FULL.get(rest[0], "") + "~")
            rest = rest[2:]
        else:
            done += FULL.get(rest[0], MARKS.get(rest[0], rest[0]))
            rest = rest[1:]
    done += MARKS["्"] if virama else ""
    done = f"f{done}" if vowel == "ि" else done + MARKS.get(vowel, "")
    return done + ("Z" if reph else "") + MARKS.get(bindu, "")


def texts(folder: Path) -> str:
    """All texts of a folder."""
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file())


def pairs(text: str) -> Counter[str]:
    """How often each pair of classes of signs stands in the words of a text."""
    found: Counter[str] = Counter()
    for word in text.split():
        classes = "".join(map(class_of, f" {word} "))
        found.update(first + second for first, second in pairwise(classes))
    return found


def table(hindi: str, english: str) -> str:
    """The odds of each pair of signs as letters, row by row."""
    old, new = pairs(typed(hindi)), pairs(english)
    rows = ""
    for first in SIGNS:
        for second in SIGNS:
            ours = (old[first + second] + 0.5) / (sum(old.values()) + 0.5 * len(SIGNS) ** 2)
            other = (new[first + second] + 0.5) / (sum(new.values()) + 0.5 * len(SIGNS) ** 2)
            odds = math.log(ours / other) * 2
            rows += chr(ord("M") + max(-12, min(13, round(odds))))
    return rows


if __name__ == "__main__":
    devanagari, latin = texts(Path(sys.argv[1])), texts(Path(sys.argv[2]))
    roman = " ".join(romanize(word) for word in devanagari.split()[:40_000])
    rows = table(devanagari, f"{latin} {roman}")
    for start in range(0, len(rows), 108):
        print(f'    "{rows[start : start + 108]}"')
