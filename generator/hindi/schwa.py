"""Which inherent vowels of a Devanagari word are silent: सरकार is sarkar, not sarakara.

A word is read as units of onset, vowel and nasal. Then, from the end to the beginning:

- Ohala's rule: a schwa is silent between one consonant after a vowel and one consonant before a vowel, ə → ∅ / VC_CV
  (M. Ohala, Aspects of Hindi Phonology, 1983). A schwa already silenced no longer counts as a vowel, so the direction
  matters: निकलने is nikalne, not niklane. Anusvara after a short vowel is a consonant, after a long one it is not:
  संगठन sangathan, but चौंकता chaunkta.
- A final schwa is silent, unless the cluster before it cannot end a syllable: मित्र mitra, राज्य rajya, but धर्म dharm
  (Narasimhan, Sproat and Kiraz, Schwa-deletion in Hindi text-to-speech synthesis, 2004).
- Where one part of a word ends and the next begins, the schwa after the next part's first consonant stays: परि+वहन
  (Choudhury, Basu and Sarkar, A diachronic approach for schwa deletion in Indo-Aryan languages, 2004). There is no
  dictionary here, so the parts are prefixes, rhyming pairs (जग+मगाना) and frequent second halves (see `compounds`).
- Found by trying on 25,000 words as people romanise them (the Hindi lexicon of Dakshina, Roark et al., 2020): a schwa
  stays before a final consonant with short i or u and before a final ण, which only words borrowed whole from Sanskrit
  have (प्रगति pragati, प्रकरण prakaran); before a plural ending, as in the singular, if the word is long (शिक्षकों
  shikshakon, सांसदों sansadon, but लड़कों ladkon); after iy (नियमित niyamit), and before a y that is last or has a schwa
  itself (रुपये rupaye, विजयन vijayan).

Other languages in the script differ, and their papers with them:

- Marathi (and Konkani) keeps a schwa before a final ना, णा or मा, as Sanskrit has it: योजना yojana, घटना ghatana, where
  Hindi has yojna; verbs have no such endings there. Before the endings च्या, ल्या, म्या and ऱ्या it silences one that
  Hindi would keep before a cluster: बातम्या batmya, आमच्या aamchya.
- Nepali keeps a final schwa after every cluster, and before य: बन्द banda, सम्बन्ध sambandha, मन्त्रालय mantralaya; verbs
  with a silent end are written with a halant. Before a final ना, णा, मा or ता it keeps one as Marathi does.
- Sanskrit silences none: राम rama.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .compounds import second_half

SCHWA = "ə"
NASAL = "ं"

# Roman vowels; a capital is a long one, whose spelling is decided when the word is whole.
_VOWELS = {
    "अ": SCHWA, "आ": "A", "इ": "i", "ई": "I", "उ": "u", "ऊ": "U", "ऋ": "ri", "ॠ": "ri", "ऌ": "li", "ए": "e", "ऐ": "ai",
    "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "a", "ऎ": "e", "ऒ": "o", "ॲ": "a", "ॐ": "om",
}  # fmt: skip
_SIGNS = {
    "": SCHWA, "ा": "A", "ि": "i", "ी": "I", "ु": "u", "ू": "U", "ृ": "ri", "ॄ": "ri", "े": "e", "ै": "ai",
    "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "a", "ॆ": "e", "ॊ": "o", "्": "",
}  # fmt: skip
_SHORT = frozenset((SCHWA, "i", "u", "ri"))
_PREFIXES = {"परि": 2, "अनु": 2, "अभि": 2, "अधि": 2, "अति": 2, "प्रति": 3}
# कतरते is कतर+ते, an ending that happens to rhyme, and no pair of rhyming halves.
_VERB_ENDINGS = frozenset(("तA", "तe", "तI", "नA", "नe", "नI"))


# The onsets of a final ा before which a language keeps a schwa that Hindi silences.
_FULL_ENDINGS = {"mr": frozenset("नणम"), "kok": frozenset("नणम"), "ne": frozenset("नणमत")}

_OBLIQUE, _OBLIQUE_ONSETS = frozenset(("mr", "kok")), frozenset("चलमर\u0931")


class Units(NamedTuple):
    """A word as three lists of one length: Devanagari onsets, roman vowels (SCHWA, or "" for none), nasal signs."""

    onsets: list[str]
    vowels: list[str]
    nasals: list[str]


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    """Match a consonant with its sign, or an independent vowel, and a nasal sign."""
    consonant = "([\u0915-\u0939]\u093c?)([\u093e-\u094d]?)"
    return re.compile(f"(?:{consonant}|([\u0904-\u0914\u0950\u0960\u0961\u0972]))([\u0900-\u0903]?)")


def spoken_units(word: str, lang: str = "hi") -> Units:
    """Read `word`, in NFC and without joiners, as units whose silent schwas are gone, by the rules of `lang`.

    >>> spoken_units("सरकार").vowels, spoken_units("लोकसभा").vowels
    (['ə', '', 'A', ''], ['o', '', 'ə', 'A'])
    >>> spoken_units("घटना").vowels, spoken_units("घटना", "mr").vowels, spoken_units("राम", "sa").vowels
    (['ə', '', 'A'], ['ə', 'ə', 'A'], ['A', 'ə'])
    """
    middle = second_half(word) if lang != "sa" else 0
    if middle:
        head, tail = spoken_units(word[:middle], lang), spoken_units(word[middle:], lang)
        if len(head.vowels) > 1:
            return Units(head.onsets + tail.onsets, head.vowels + tail.vowels, head.nasals + tail.nasals)
    units = Units([], [], [])
    for onset, sign, vowel, nasal in _unit().findall(word):
        units.onsets.append(onset)
        units.vowels.append(_SIGNS.get(sign, "") if onset else _VOWELS.get(vowel, SCHWA))
        units.nasals.append(nasal)
    if lang != "sa":
        _silence(units, _boundary(word, units), lang)
    return units


def _boundary(word: str, units: Units) -> int:
    """Return the index of the unit that begins the second part of `word` after a prefix or in a rhyming pair, or 0."""
    onsets, vowels, _ = units
    if (
        len(vowels) > 3
        and onsets[1] == onsets[3]
        and vowels[1] == SCHWA
        and vowels[0] in _SHORT
        and not (len(vowels) == 4 and onsets[3] + vowels[3] in _VERB_ENDINGS)
    ):
        return 2
    return _PREFIXES.get(word[:3]) or _PREFIXES.get(word[:5]) or 0


def _silence(units: Units, boundary: int, lang: str) -> None:
    """Empty the vowels of the units whose schwa is silent in `lang`."""
    onsets, vowels, nasals = units
    last = len(vowels) - 1
    if last < 1:
        return
    if vowels[last] == SCHWA and onsets[last] and not nasals[last] and not _ends_open(units, lang):
        vowels[last] = ""
    long_word = last > 2 or (last == 2 and vowels[0] not in _SHORT and vowels[last] == "o")
    plural = long_word and vowels[last] in ("o", "e") and nasals[last] != ""
    kept = {boundary}
    if plural or vowels[last] in ("i", "u"):
        kept.add(last - 1)
    if vowels[last] == "A" and onsets[last] in _FULL_ENDINGS.get(lang, ""):
        kept.add(last - 1)
    if onsets[last] == "ण" and (plural or not vowels[last]):
        kept.add(last - 2)
    for index in range(last - 1, 0, -1):
        if vowels[index] == SCHWA and index not in kept:
            oblique = lang in _OBLIQUE and index == last - 2 and vowels[index - 1] and _ends_oblique(units)
            if oblique or _between_consonants(units, index):
                vowels[index] = ""


def _ends_oblique(units: Units) -> bool:
    """Say whether a word of Marathi ends as its nouns and pronouns do before a postposition."""
    return units.onsets[-1] + units.vowels[-1] == "यA" and not units.vowels[-2] and units.onsets[-2] in _OBLIQUE_ONSETS


def _between_consonants(units: Units, index: int) -> bool:
    """Say whether the schwa at `index` stands in VC_CV, one consonant on either side."""
    onsets, vowels, nasals = units
    before = vowels[index - 1]
    if not (before and vowels[index + 1] and onsets[index] and onsets[index + 1]) or nasals[index]:
        return False
    if before in _SHORT and nasals[index - 1] in (NASAL, "ः"):
        return False
    if onsets[index + 1] == "य" and (index + 2 == len(vowels) or vowels[index + 1] == SCHWA):
        return False
    # Two nasals would run together: जनगणना jangan(a)na.
    return not (onsets[index] == "य" and before in ("i", "I")) and (onsets[index], onsets[index + 1]) != ("ण", "न")


def _ends_open(units: Units, lang: str) -> bool:
    """Say whether the final schwa is spoken, because the consonants before it cannot end a syllable."""
    final, before = units.onsets[-1], units.onsets[-2]
    if lang == "ne" and (final == "य" or not units.vowels[-2] or units.nasals[-2]):
        return True
    if units.vowels[-2]:
        return final == "य" and units.vowels[-2] in ("i", "I")
    if final == "य":
        return True
    if "\u093c" in before + final:
        # A nukta marks a Persian word, and those do end so: फ़िक्र fikr, क़ब्र kabr.
        return False
    if final in "रव":
        return before not in "रल"
    return before + final in ("षण", "तन", "कल")
