r"""Signs that no Devanagari syllable can hold: what Unicode calls ill-formed and what nobody means to write.

The rules follow the shape of a syllable in the Unicode Standard (chapter 12.1: consonant, nukta, virama, vowel sign,
then candrabindu, anusvara or visarga) and the table of invalid clusters that shaping engines go by (vowel letter and
vowel sign: अा, एे, र्इ). Renderers draw many of these without a dotted circle, so that the eye misses them.

Marathi, Nepali, Sanskrit and others follow the same rules; what only some of them write is allowed to those.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from .flaws import Flaw

_CONSONANT = "\u0915-\u0939\u0958-\u095f\u0978-\u097f"
_VOWEL = "\u0904-\u0914\u0960\u0961\u0972-\u0977"
_SIGN = "\u093a\u093b\u093e-\u094c\u094e\u094f\u0955-\u0957\u0962\u0963"
_BINDU = "\u0900-\u0903"
_NUKTA, _VIRAMA = "\u093c", "\u094d"
_ACCENT = "\u0951-\u0954\u1cd0-\u1cff\ua8e0-\ua8f1"
_MARK = f"{_SIGN}{_BINDU}{_NUKTA}{_VIRAMA}"
_LETTER = f"\u0900-\u0963\u0971-\u097f{_ACCENT}"
_J = "[\u200b-\u200d\u2060\ufeff]*"  # joiners and what is invisible do not part a sign from its letter

# Vowel letters with a vowel sign that looks like another letter: the letter is meant.
_VOWEL_LETTERS = {
    "अा": "आ", "अॅ": "ॲ", "अॉ": "ऑ", "अो": "ओ", "अौ": "औ", "अाॅ": "ऑ", "अाे": "ओ", "अाै": "औ", "अे": "ए", "अै": "ऐ",
    "आॅ": "ऑ", "आे": "ओ", "आै": "औ", "एे": "ऐ", "एॅ": "ऍ", "उु": "ऊ", "इर्": "ई", "आा": "आ", "अाा": "आ", "ओे": "ओ",
    "एेे": "ऐ", "अाेे": "ओ", "अि": "इ", "अी": "ई", "अु": "उ", "अू": "ऊ", "ऐे": "ऐ", "औै": "औ", "ईी": "ई", "ऊू": "ऊ",
}  # fmt: skip
# Two vowel signs that are drawn like one.
_SIGN_PAIRS = {
    "ाे": "ो", "ाै": "ौ", "ाॅ": "ॉ", "ेा": "ो", "ैा": "ौ", "ॅा": "ॉ", "ेे": "ै", "ोे": "ो", "ौै": "ौ", "ाो": "ो",
    "ाौ": "ौ", "ाॉ": "ॉ", "ोा": "ो", "ौा": "ौ", "ॉा": "ॉ",
}  # fmt: skip
_CERTAIN_PAIRS = frozenset({"ाे", "ाै", "ाॅ", "ेा", "ैा", "ॅा"})
# Consonants that Hindi writes with a nukta: क़ ख़ ग़ ज़ झ़ ड़ ढ़ फ़; other languages have more.
_NUKTA_BASES = "क-गजझडढफ"
# Letters for the sounds of southern languages, of Kashmiri and of Sindhi, which no word of these languages has.
_RARE = "\u0900\u0904\u090c\u090e\u0912\u0929\u0931\u0934\u093a\u093b\u0946\u094a\u094e\u094f\u0955-\u0957"
_RARE += "\u0961-\u0963\u0973-\u0977\u0978-\u097c\u097e\u097f"
_RARE_MEANT = {"\u090e": "ए", "\u0912": "ओ", "\u0929": "न", "\u0931": "र", "\u0934": "ळ", "\u0946": "े", "\u094a": "ो"}
_SANSKRIT = "\u0900\u090c\u0961-\u0963"
_ALLOWED = {"hi": "", "bho": "", "awa": "", "raj": "", "mr": "\u0931", "ne": "\u0931", "kok": "\u0931", "sa": _SANSKRIT}


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """Match what is no part of a syllable; each group is a rule."""
    bases = _NUKTA_BASES if language in _ALLOWED else _CONSONANT + _VOWEL
    allowed = _ALLOWED.get(language)
    rare = "(?!)" if allowed is None else f"(?=[{_RARE}])[^{allowed}]" if allowed else f"[{_RARE}]"
    rules = {
        "reph-vowel": "र्[इईएऐउऊ]",
        "sign-on-vowel": f"[{_VOWEL}]{_J}{_NUKTA}?{_J}[{_SIGN}][{_SIGN}]*",
        "sign-doubled": f"(?<=[{_SIGN}]){_J}[{_SIGN}]+",
        "mark-doubled": f"(?<=[{_BINDU}]){_J}[{_BINDU}]+|(?<={_NUKTA}){_J}{_NUKTA}+|(?<={_VIRAMA}){_J}{_VIRAMA}+",
        "sign-after-bindu": f"[{_BINDU}]{_J}(?:[{_SIGN}]|{_NUKTA})",
        # A nukta right after a virama is one that is not in NFC: the two only stand in the other order.
        "sign-after-virama": f"{_VIRAMA}{_J}[{_SIGN}{_BINDU}]",
        "virama-after-sign": f"(?<=[{_SIGN}{_BINDU}{_VOWEL}]){_J}{_VIRAMA}",
        "nukta-misplaced": f"(?<=[{_SIGN}]){_J}{_NUKTA}|(?<=[{_CONSONANT}{_VOWEL}])(?<![{bases}]){_NUKTA}",
        "sign-orphan": f"(?<![{_LETTER}\u200b-\u200d\u2060\ufeff\0\u25cc])[{_MARK}]",
        "letter-rare": rare,
    }
    return re.compile("|".join(f"(?P<{name.replace('-', '_')}>{rule})" for name, rule in rules.items()))


_DEVANAGARI = re.compile("[\u0900-\u097f]")


def lint_structure(text: str, language: str = "hi") -> Iterator[Flaw]:
    """Yield the signs of `text` that stand where no syllable has them.

    >>> [(each.rule, each.fix) for each in lint_structure("अाम लाेग")]
    [('sign-on-vowel', 'आ'), ('sign-doubled', 'ो')]
    """
    if not _DEVANAGARI.search(text):
        return
    for match in _pattern(language).finditer(text):
        rule = str(match.lastgroup).replace("_", "-")
        yield _FLAWS.get(rule, _plain)(match, rule)


def _plain(match: re.Match[str], rule: str) -> Flaw:
    """The flaw of which nothing more is known."""
    return Flaw(*match.span(), rule)


def _bare(text: str) -> str:
    """A text without joiners and what is invisible."""
    return re.sub(_J, "", text)


def _on_vowel(match: re.Match[str], rule: str) -> Flaw:
    found = _bare(match[0])
    meant = _VOWEL_LETTERS.get(found, "")
    # A letter that the sign cannot be part of, such as अि, was meant by some and is a slip of others.
    certain = meant and found[1:] in ("ा", "ॅ", "ॉ", "ो", "ौ", "ाॅ", "ाे", "ाै", "े", "ै", "ु") and found[0] in "अआएउ"
    certain = certain and found not in ("अे", "अै", "अु", "एॅ")
    if found[0] == "ए" and re.match(f"[{_LETTER}]", match.string[max(match.start() - 1, 0) : match.start()]):
        certain = False  # within a word, as in जाएेंगे, the sign is one too many
    return Flaw(*match.span(), rule, meant if certain else None, meant)


def _doubled(match: re.Match[str], rule: str) -> Flaw:
    """Two signs: the second is in the match, the first before it."""
    start = match.start() - 1
    pair = match.string[start] + _bare(match[0])
    if len(set(pair)) == 1:
        return Flaw(start, match.end(), rule, pair[0], pair[0])
    meant = _SIGN_PAIRS.get(pair, "")
    return Flaw(start, match.end(), rule, meant if pair in _CERTAIN_PAIRS else None, meant)


def _swapped(match: re.Match[str], rule: str) -> Flaw:
    """A bindu before the sign that it belongs behind."""
    found = _bare(match[0])
    meant = found[::-1]
    before = match.string[max(match.start() - 1, 0) : match.start()]
    certain = re.fullmatch(f"[{_CONSONANT}{_NUKTA}]", before) and found[1] != _NUKTA
    certain = certain and not re.match(f"{_J}[{_SIGN}{_BINDU}]", match.string[match.end() :])
    return Flaw(*match.span(), rule, meant if certain else None, meant)


def _reph(match: re.Match[str], rule: str) -> Flaw:
    meant = "ई" if match[0][2] == "इ" else ""
    return Flaw(*match.span(), rule, meant or None, meant)


def _nukta(match: re.Match[str], rule: str) -> Flaw:
    """A nukta that came too late: पहाडि़यां for पहाड़ियां."""
    before = re.search(f"([{_NUKTA_BASES}])([{_SIGN}]){_J}$", match.string[max(match.start() - 8, 0) : match.start()])
    if not before:
        return Flaw(*match.span(), rule)
    start = match.start() - len(before[0])
    return Flaw(start, match.end(), rule, f"{before[1]}{_NUKTA}{before[2]}", f"{before[1]}{_NUKTA}{before[2]}")


def _rare(match: re.Match[str], rule: str) -> Flaw:
    return Flaw(*match.span(), rule, None, _RARE_MEANT.get(match[0], ""))


_FLAWS = {
    "sign-on-vowel": _on_vowel,
    "sign-doubled": _doubled,
    "mark-doubled": _doubled,
    "sign-after-bindu": _swapped,
    "reph-vowel": _reph,
    "nukta-misplaced": _nukta,
    "letter-rare": _rare,
}
