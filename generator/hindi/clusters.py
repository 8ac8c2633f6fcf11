"""Extended grapheme clusters: what a reader takes for one sign, राष्ट्रपति = रा|ष्ट्र|प|ति.

The rules are Unicode's (UAX 29, version 15.1), with GB9c: an Indic conjunct is never broken. Each character is
replaced by a letter for its class, and the rules are one expression over those letters; offsets stay the same.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from unicodedata import category

# Indic_Conjunct_Break: the consonants and viramas of Devanagari, Bengali, Gujarati, Odia, Telugu and Malayalam.
_CONSONANT = (
    "[\u0915-\u0939\u0958-\u095f\u0978-\u097f\u0995-\u09b9\u09dc-\u09df\u09f0\u09f1\u0a95-\u0ab9\u0af9"
    "\u0b15-\u0b39\u0b5c-\u0b5f\u0b71\u0c15-\u0c39\u0c58-\u0c5a\u0d15-\u0d3a]"
)
_VIRAMAS = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d"
# Vowel signs that stand after their consonant and yet are Grapheme_Extend; most signs like them are not.
_EXTEND = (
    "[\u09be\u09d7\u0b3e\u0b57\u0bbe\u0bd7\u0cc0\u0cc2\u0cc7\u0cc8\u0cca\u0ccb\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf"
    "\u302e\u302f\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_PREPEND = "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e]"
# Extended_Pictographic counts only around ZWJ, so whole blocks do: no other symbol in them is written with ZWJ.
_PICTOGRAPH = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23fa\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_OF_CATEGORY = {"Mn": "x", "Me": "x", "Mc": "s", "Cc": "!", "Cf": "!", "Zl": "!", "Zp": "!"}

# One letter a class: c consonant, v virama, x extend, k ZWNJ, z ZWJ, s spacing mark, p prepend, g pictograph, r half a
# flag, ! control, L V T A B the Hangul jamo and syllables, o any other.
_CLUSTER = (
    r"[oc][xs]*+(?![xkvzs])"  # what most are, tried before all that there may be
    r"|\r\n|[\r\n!]"
    r"|(?!\Z)p*(?:c(?:[xz]*v[vxz]*c)*|g(?:[xkv]*zg)*|rr|L*(?:[AV]V*|B)T*|L+|T+|[^\r\n!p])?[xkvzs]*"
)


class _Classes(dict[int, str]):
    """A table for `str.translate` that works out a character's class when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


def _class_of(char: str) -> str:
    """Return the letter that stands for the break class of `char`."""
    code = ord(char)
    if char in "\r\n":
        return char
    if 0x1100 <= code < 0x1200:
        return "L" if code < 0x1160 else "V" if code < 0x11A8 else "T"
    if 0xAC00 <= code < 0xD7A4:
        return "B" if (code - 0xAC00) % 28 else "A"
    if 0x1F1E6 <= code < 0x1F200:
        return "r"
    for letter, pattern in (("c", _CONSONANT), ("x", _EXTEND), ("p", _PREPEND), ("g", _PICTOGRAPH)):
        if re.match(pattern, char):
            return letter
    if char in _VIRAMAS:
        return "v"
    if char in "\u200c\u200d":
        return "k" if char == "\u200c" else "z"
    if char in "\u0e33\u0eb3":
        return "s"
    return _OF_CATEGORY.get(category(char), "o")


_classes = _Classes()


@lru_cache(maxsize=1)
def _cluster() -> re.Pattern[str]:
    """Match one cluster in a string of class letters."""
    return re.compile(_CLUSTER)


def cluster_ends(text: str) -> Iterator[int]:
    """Yield the offset after each cluster of `text`, lazily, so that asking for the first few is cheap."""
    if text.isascii() and "\r" not in text:
        return iter(range(1, len(text) + 1))
    classes = text.translate(_classes)
    if classes.count("o") == len(classes):  # as in English with curly quotes
        return iter(range(1, len(text) + 1))
    return (match.end() for match in _cluster().finditer(classes))


def clusters(text: str) -> list[str]:
    """Split `text` into its grapheme clusters.

    >>> clusters("राष्ट्रपति")
    ['रा', 'ष्ट्र', 'प', 'ति']
    """
    start, parts = 0, []
    for end in cluster_ends(text):
        parts.append(text[start:end])
        start = end
    return parts


def cluster_count(text: str) -> int:
    """Count the grapheme clusters of `text`.

    >>> cluster_count("राष्ट्रपति")
    4
    """
    return sum(1 for _ in cluster_ends(text))


def first_clusters(text: str, count: int) -> str:
    """Return the first `count` grapheme clusters of `text`.

    >>> first_clusters("राष्ट्रपति", 2)
    'राष्ट्र'
    """
    return text[: max(first_ends(text, count), default=0)]


def first_ends(text: str, count: int) -> list[int]:
    """Return the offsets after the first `count` grapheme clusters of `text`."""
    count = max(count, 0)
    # Each letter is looked up, so of a long text only as many as are likely to do. The last cluster of a part may go
    # on where the part ends; those before it are whole.
    ends = list(islice(cluster_ends(text[: 3 * count]), count + 1))
    return ends[:count] if len(ends) > count else list(islice(cluster_ends(text), count))


def cut(text: str, limit_bytes: int) -> str:
    """Return the longest beginning of `text` that is whole clusters and at most `limit_bytes` long in UTF-8.

    >>> cut("राष्ट्रपति", 21), cut("राष्ट्रपति", 20)
    ('राष्ट्र', 'रा')
    """
    size = start = 0
    for end in cluster_ends(text):
        size += len(text[start:end].encode("utf-8", "surrogatepass"))
        if size > limit_bytes:
            return text[:start]
        start = end
    return text
