"""What a word is found by: keys that its spellings and plural forms share, and romanised spellings of each key.

layouts/assets/search.js has the same functions, but for the romaniser, and tests/test_search.py holds both to the same
answers. So everything here is a rule over code points: no class of characters whose members depend on a version of
Unicode, no look-behind, no case folding that browsers lack.

- *Spelling*: nukta, joiners, chandrabindu, half nasals and Devanagari digits are folded as in `norm_key`; and visarga,
  र्र to रर (अन्तर्राष्ट्रीय), consonants doubled for show (महत्त्व, कर्त्तव्य), ये to ए (गये), in long words ऑ to आ (कालेज).
- *Plural forms* are taken off by rule, and only where two syllables stay: चुनावों, लड़कियाँ, नेताओं, लड़के. Where the
  singular may end in two ways the word has two keys: लड़कों are लड़क or लड़का. Feminine and masculine stay apart.
- *English* loses s, ed, ing and a silent e by steps 1a, 1b and 5a of M. Porter's algorithm (1980), and its accents.
- *Roman Hindi* is compared by sound: w as v, ph as f, z as j, x as ks, doubled letters as one, long vowels as short.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from .roman import romanize
from .text import INVISIBLE

# What words are made of: no danda, no Arabic or Hebrew punctuation, nothing above the basic plane.
LETTERS = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u037d\u037f-\u0386\u0388-\u0588"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-"
    "\u0963\u0966-\u096f\u0971-\u0df3\u0e00-\u167f\u1681-\u1fff\u200c\u200d\u3005-\u3007\u3040-\u30ff\u3400-\ud7a3\uf900-\ufdff"
)
_INVISIBLE = INVISIBLE | {0xAD: None}  # and the soft hyphen
# Nukta, joiners, visarga, avagraha and the accents of Latin are dropped; chandrabindu is bindu; digits are Latin ones.
_FOLDED = dict.fromkeys([0x093C, 0x200C, 0x200D, 0x0903, 0x093D, *range(0x0300, 0x0370)])
_FOLDED |= {0x0901: "\u0902", 0xDF: "ss"} | {0x0966 + digit: str(digit) for digit in range(10)}
SHORT = 2  # signs: a part so short (जी-20, ई-मेल) is often written together with its neighbour


class Keys(NamedTuple):
    """What a word is found by: its own keys, and (sound, spelling, key) for each way to write it in Latin letters."""

    own: tuple[str, ...]
    roman: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the expressions of this module, compiled on first use."""
    return {
        "word": re.compile(f"[{LETTERS}]+(?:['’ʼ\u2010\u2011-][{LETTERS}]+)*"),
        "grouped": re.compile("([0-9\u0966-\u096f]),(?=[0-9\u0966-\u096f])"),
        "initials": re.compile("\\b([A-Za-z])\\.(?=[A-Za-z](?![A-Za-z]))", re.ASCII),
        "hyphen": re.compile("[\u2010\u2011-]"),
        "devanagari": re.compile("[\u0900-\u097f]"),
        "half nasal": re.compile("[ङञणन]\u094d(?=[क-घच-झट-ढत-धस])|म\u094d(?=[प-भ])"),
        "doubled": re.compile("([क-ह]\u094d)\\1"),
        "doubled after r": re.compile("र\u094d(?:([क-ह])\u094d(?=\\1)|[कगचजटडतदपब]\u094d(?=[खघछझठढथधफभ]))"),
        "glide": re.compile("([^\u094d])य([\u0940\u0947])"),
        "flap": re.compile("[डढ]\u093c"),
        "syllables": re.compile("[\u0904-\u0939\u0958-\u0961\u0972-\u097f](?!\u094d)"),
    }


def tidy(text: str) -> str:
    """Return `text` without what hides in words or takes numbers and initials apart.

    >>> tidy("U.S. exports of १,००,००० tonnes")
    'US. exports of १००००० tonnes'
    """
    if not text.isprintable():
        text = text.translate(_INVISIBLE)
    if "," in text:
        text = _patterns()["grouped"].sub(r"\1", text)
    return _patterns()["initials"].sub(r"\1", text) if "." in text else text


def search_words(text: str) -> list[str]:
    """Return the words of `text` as they stand, with their inner hyphens and apostrophes.

    >>> search_words("पुतिन-किम की यारी, India's G20।")
    ['पुतिन-किम', 'की', 'यारी', "India's", 'G20']
    """
    return _patterns()["word"].findall(tidy(text))


def parts(word: str) -> list[str]:
    """Return what a word is looked up as: the parts of a compound, and all of it where a part is short.

    >>> parts("पुतिन-किम"), parts("जी-20"), parts("India's")
    (['पुतिन', 'किम'], ['जी', '20', 'जी20'], ['India'])
    """
    found = []
    pieces = _patterns()["hyphen"].split(word)
    for piece in pieces:
        bare = re.sub("['’ʼ][sS]$", "", piece)
        found.append(re.sub("['’ʼ]", "", bare))
    if len(found) > 1 and min(map(len, found)) <= SHORT:
        found.append("".join(found))
    return found


def fold_word(word: str) -> str:
    """Return a word with its spelling folded, and all of its endings.

    >>> [fold_word(word) for word in ("अन्तर्राष्ट्रीय", "महत्त्व", "कर्त्तव्य", "रुपये", "ख़बरें", "२०२४", "Pelé")]
    ['अंतरराष्ट्रीय', 'महत्व', 'कर्तव्य', 'रुपए', 'खबरें', '2024', 'pele']
    """
    if word.isascii():
        return word.lower()
    word = normalize("NFC", normalize("NFD", word.lower()).translate(_FOLDED))
    patterns = _patterns()
    if not patterns["devanagari"].search(word):
        return word
    if "\u094d" in word:
        word = patterns["half nasal"].sub("\u0902", word)
        word = patterns["doubled after r"].sub("र\u094d", word).replace("र\u094dर", "रर")
        word = patterns["doubled"].sub(r"\1", word)
    return patterns["glide"].sub(lambda match: match[1] + ("ई" if match[2] == "\u0940" else "ए"), word)


# Ending, and what may have stood in its place. The first that fits counts.
_ENDINGS = (
    ("\u093fयों", ("\u0940", "\u093fया")), ("\u093fयां", ("\u0940", "\u093fया")), ("इयों", ("ई",)), ("इयां", ("ई",)),
    ("\u0941ओं", ("\u0941", "\u0942")), ("\u0941एं", ("\u0941", "\u0942")), ("ओं", ("",)), ("एं", ("",)),
    ("\u094bं", ("", "\u093e")), ("\u0947ं", ("",)), ("\u0947", ("\u093e",)), ("ए", ("या",)),
)  # fmt: skip


def singulars(word: str) -> tuple[str, ...]:
    """Return what a folded Hindi word may be in the singular; the word itself where it has no plural ending.

    >>> [singulars(word) for word in ("चुनावों", "नदियां", "सेनाओं", "में", "रूस")]
    [('चुनाव', 'चुनावा'), ('नदी', 'नदिया'), ('सेना',), ('में',), ('रूस',)]
    """
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            if len(_patterns()["syllables"].findall(stem)) > 1:
                return tuple([stem + other for other in others])
            return (word,)
    return (word,)


def long_o(word: str) -> str:
    """Return a word with ऑ as आ, as older papers write कॉलेज; in short words it tells हॉल from हाल."""
    return word.replace("\u0949", "\u093e").replace("ऑ", "आ") if len(word) > 3 else word


_MEASURE = re.compile("[aeiouy]+[^aeiouy]+")
_SHORT_END = re.compile("[^aeiouy][aeiouy][^aeiouywx]$")


def english_stem(word: str) -> str:
    """Return an English word, in lower case, without its light endings.

    >>> [english_stem(word) for word in ("elections", "countries", "voted", "voting", "houses", "news", "king")]
    ['election', 'country', 'vote', 'vote', 'hous', 'news', 'king']
    """
    if len(word) < 4 or not re.fullmatch("[a-z]+", word):
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word[-1] == "s" and word != "news" and not re.search("(?:ss|us|is)$", word):
        word = word[: -2 if re.search("(?:ss|x|z|ch|sh)es$", word) else -1]
    ending = re.search("(?:ed|ing)$", word)
    if ending and not word.endswith("eed"):
        stem = word[: ending.start()]
        if len(stem) > 2 and re.search("[aeiouy]", stem):
            if re.search("(?:at|bl|iz)$", stem) or (len(_MEASURE.findall(stem)) == 1 and _SHORT_END.search(stem)):
                word = stem + "e"
            else:
                word = stem[:-1] if re.search("([^aeiouylsz])\\1$", stem) else stem
    if word[-1] == "e":
        stem = word[:-1]
        count = len(_MEASURE.findall(stem))
        if count > 1 or (count == 1 and not _SHORT_END.search(stem)):
            return stem
    return word


_SOUNDS = (
    ("ii", "ee"), ("uu", "oo"), ("w", "v"), ("ph", "f"), ("z", "j"), ("ksh", "ks"), ("x", "ks"), ("chh", "ch"),
    ("q", "k"), ("ck", "k"), ("c(?!h)", "k"), ("jn", "gy"), ("m(?=[pb])", "n"), ("([ai])ye", r"\1e"),
    ("iy(?=[aou])", "i"), ("([b-df-hj-np-tv-z])\\1", r"\1"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), new) for pattern, new in _SOUNDS)


def roman_spelling(word: str) -> str:
    """Return a word in Latin letters with the letters of each sound made one, and its vowels as long as written."""
    for pattern, new in _COMPILED:
        word = pattern.sub(new, word)
    return word


def roman_sound(word: str) -> str:
    """Return what all ways to spell a Hindi word in Latin letters should share.

    >>> roman_sound("zaroorat") == roman_sound("jarurat"), roman_sound("laxmi") == roman_sound("lakshmi")
    (True, True)
    """
    return roman_spelling(word).replace("aa", "a").replace("ee", "i").replace("oo", "u")


def word_keys(word: str) -> Keys:
    """Return the keys of one word that `parts` gives.

    >>> word_keys("डॉक्टरों").own, word_keys("Elections").own
    (('डाक्टर', 'डाक्टरा'), ('election',))
    """
    folded = fold_word(word)
    if not _patterns()["devanagari"].search(folded):
        return Keys((english_stem(folded),) if folded else (), ())
    lemmas = singulars(folded)
    own = tuple([long_o(lemma) for lemma in lemmas])
    written = [(key, form) for lemma, key in zip(lemmas, own, strict=True) for form in (lemma, folded)]
    if "\u093c" in (apart := normalize("NFD", word)) and _patterns()["flap"].search(apart):
        # ड़ is written d by the papers, and r by many a reader: larki, sarak, parhai.
        other = fold_word(apart.replace("ढ\u093c", "र\u094dह").replace("ड\u093c", "र"))
        written += zip(own, singulars(other), strict=False)  # odd words may end otherwise now
    found = {}
    for key, form in dict.fromkeys(written):
        spelling = roman_spelling(fold_word(romanize(form)))
        if spelling:
            found[roman_sound(spelling), spelling, key] = True
    return Keys(own, tuple(found))
