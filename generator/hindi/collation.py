"""Dictionary order: a key by which words in Devanagari sort as Hindi dictionaries have them.

Anusvara and chandrabindu, then visarga, stand before the first vowel (अंक before अकबर), as Unicode's CLDR proposes for
Hindi after McGregor's and Gatzlaff-Hälsig's dictionaries; a conjunct comes after all vowels of its consonant (क, का …
कौ, क्य). Nukta and joiners count only between words that are otherwise equal. Marathi, Konkani and Sanskrit have ळ after
ह, and Marathi and Konkani after it क्ष and ज्ञ.
"""

from functools import lru_cache
from unicodedata import category, normalize

from .text import norm_text

# Places between ह and the vowel signs, for what follows ह in some languages.
_LLA, _KSHA, _GYA = "\u093a", "\u093b", "\u093c"
_AFTER_HA = {
    "mr": (("क\u094dष", _KSHA), ("ज\u094dञ", _GYA), ("ळ", _LLA)),
    "kok": (("क\u094dष", _KSHA), ("ज\u094dञ", _GYA), ("ळ", _LLA)),
    "sa": (("ळ", _LLA),),
}
_LATIN_DIGITS = {0x0966 + digit: str(digit) for digit in range(10)}
_BINDU, _VISARGA = "\u0901", "\u0902"  # their places before the vowels
_IGNORED = frozenset("\u093c\u200c\u200d\u093d\u0951\u0952\u0953\u0954\u0970")


class _Weights(dict[int, str]):
    """A table for `str.translate` from characters to signs whose order by number is that of the dictionary."""

    def __init__(self, own: str) -> None:
        super().__init__()
        self.own = own

    def __missing__(self, code: int) -> str:
        self[code] = found = _weight(chr(code), self.own)
        return found


def _weight(char: str, own: str) -> str:
    """Return what stands for `char` in a key: blanks and punctuation, digits, the script of one's own, the others."""
    if char in _IGNORED:
        return ""
    if char in "\u0901\u0902\u0900":
        return _BINDU
    if char == "\u0903":
        return _VISARGA
    if char == "\u0972":  # ॲ, the sound of ऍ
        return "\u090d"
    kind = category(char)
    if kind[0] in "ZC":
        return " "
    if kind[0] in "PS":
        return "!"
    if kind[0] == "M" and not "\u0900" <= char <= "\u0dff":
        return ""  # an accent
    if "a" <= char <= "z" and own != "Latn":
        return chr(0xE000 + ord(char))
    return char


@lru_cache(maxsize=8)
def _weights(own: str) -> _Weights:
    return _Weights(own)


def collation_key(text: str, lang: str = "hi", script: str = "Deva") -> tuple[str, str]:
    """Return a key by which texts sort as in a dictionary of `lang`; `script` is the one that comes first.

    >>> sorted(["कल", "क्या", "काम", "अकबर", "कंकड़", "अंक", "Apple", "ज़रा"], key=collation_key)
    ['अंक', 'अकबर', 'कंकड़', 'कल', 'काम', 'क्या', 'ज़रा', 'Apple']
    >>> sorted(["ज्ञान", "क्षमा", "हवा", "जल", "कर"], key=lambda word: collation_key(word, "mr"))
    ['कर', 'जल', 'हवा', 'क्षमा', 'ज्ञान']
    """
    shown = norm_text(text)
    letters = normalize("NFD", shown).casefold().translate(_LATIN_DIGITS)
    weights = _weights("Latn" if script == "Latn" else "Deva")
    for written, place in _AFTER_HA.get(lang.partition("-")[0], ()):
        letters = letters.replace(written, f"\ue100{place}")
    if "\ue100" in letters:
        # What has a place already must not be taken for the sign that stands there.
        pieces = letters.split("\ue100")
        key = pieces[0].translate(weights) + "".join([each[0] + each[1:].translate(weights) for each in pieces[1:]])
    else:
        key = letters.translate(weights)
    return key, shown
