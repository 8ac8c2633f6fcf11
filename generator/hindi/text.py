"""Normal forms of text: one to store and show, one to compare.

Unicode spells many Hindi words in several ways that look the same (ज़ is one character or two), and writers spell some
words in several ways that mean the same (हिन्दी, हिंदी). `norm_text` settles the first kind, `norm_key` both.
"""

import re
from functools import lru_cache
from unicodedata import is_normalized, normalize

# Byte order mark, zero width space, and the marks that steer the direction of writing: nobody types them on purpose
# and they hide before a `#` or inside a word. ZWJ and ZWNJ are not here: in Hindi they are spelling.
INVISIBLE = dict.fromkeys([0xFEFF, 0x200B, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])

_JOINERS_AND_NUKTA = dict.fromkeys([0x200C, 0x200D, 0x093C])
_BINDU_AND_DIGITS = {0x0901: "\u0902"} | {0x0966 + digit: str(digit) for digit in range(10)}

# The half nasal of a row of stops before one of the row's four stops (पन्थ, चम्बल) is also written as anusvara (पंथ,
# चंबल). Before another nasal it is not: अन्न and सम्मान have only one spelling.
_NASAL_ROWS = (("ङ", "क-घ"), ("ञ", "च-झ"), ("ण", "ट-ढ"), ("न", "त-ध"), ("म", "प-भ"))


@lru_cache(maxsize=1)
def _half_nasal() -> re.Pattern[str]:
    """Match a half nasal that may be written as anusvara."""
    return re.compile("|".join(f"{nasal}्(?=[{stops}])" for nasal, stops in _NASAL_ROWS))


def fold_nasals(text: str) -> str:
    """Write every half nasal before a stop of its own row as anusvara.

    >>> fold_nasals("हिन्दी"), fold_nasals("अन्न")
    ('हिंदी', 'अन्न')
    """
    return _half_nasal().sub("\u0902", text)


@lru_cache(maxsize=1)
def _doubtful_nukta() -> re.Pattern[str]:
    """Match a nukta that may not stay as it is in NFC: not after a consonant that it only follows, or before a mark."""
    # With न, र and ळ it becomes one character, and marks of a lower class, of which these blocks have none, precede it.
    return re.compile("\u093c(?:(?<![क-धप-यलव-ह]\u093c)|(?![\\x00-\u02ff\u0900-\u097f\u2000-\u206f]|\\Z))")


def nfc(text: str) -> str:
    r"""Return `text` in NFC, as `unicodedata` does.

    A nukta makes `unicodedata` take apart all of a text and put it together again, where without one a glance is
    enough; and Hindi is full of those that NFC keeps. A text without them shows whether the rest is in NFC.

    >>> nfc("ज़\u095b") == "ज\u093cज\u093c", nfc("न\u093c") == "\u0929"
    (True, True)
    """
    if "\u093c" in text and not _doubtful_nukta().search(text) and is_normalized("NFC", text.replace("\u093c", "")):
        return text
    return normalize("NFC", text)


def norm_text(text: str) -> str:
    r"""Return `text` as it is stored and shown: NFC, without invisible characters, with ZWJ and ZWNJ kept.

    >>> norm_text("\ufeff\u095b") == "\u091c\u093c"
    True
    """
    if text.isascii():
        return text
    # None of the invisible is printable, and `translate` asks for every letter.
    return nfc(text if text.isprintable() else text.translate(INVISIBLE))


def norm_key(text: str) -> str:
    """Return what two spellings of one word have in common; never show it.

    >>> norm_key("हिन्दी") == norm_key("हिंदी"), norm_key("ख़बर २०२४") == norm_key("खबर 2024")
    (True, True)
    >>> len({norm_key(word) for word in ["रूस", "रस", "रास", "रोस"]})
    4
    """
    if text.isascii():
        return text.lower()
    # Decomposed first: ऩ is one character in NFC and would keep its nukta. Folded twice, because folding can undo
    # the canonical order that the next folding would look at (Unicode 3.13, definition D145).
    bare = normalize("NFD", text.translate(INVISIBLE)).translate(_JOINERS_AND_NUKTA)
    folded = normalize("NFD", normalize("NFD", bare.casefold()).casefold()).translate(_BINDU_AND_DIGITS)
    return normalize("NFC", fold_nasals(folded))
