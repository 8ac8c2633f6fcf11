"""Where one half of a compound word ends and the next begins: लोक+सभा, श्री+नगर, संतोष+जनक, जन+प्रतिनिधि.

Only those halves are here that the rules for silent schwas would otherwise spoil, or that follow a cluster.
"""

from functools import lru_cache

_SECOND_HALVES = """
सभा पति नगर भवन महल सदन जनक वाद कि कर काल शील शाली ग्रंथ दंड पत्र कार दार धारी कर्ता पूर्ण पूर्वक पुर भर बाज
नाथ राज पाल वचन जहां स्तर कथा कला रहित सहित वती मती बली शहर सराय स्थल द्वार क्रम प्रसाद ग्रस्त ग्रह सचिव
प्रीत स्वामी सम्मत भूमि समूह क्षेत्र गणित चलित दर्शन मंडल केंद्र प्रेम द्रोह बद्ध पंचायत पक्ष जन गणना वाहिनी
युद्ध महाद्वीप परिषद संगत वीर व्यापी दशी वली पहर ग्रहण धड़ी मेंट मैन शिप
"""
# First halves of one syllable, after which a new word begins too: जन+प्रतिनिधि, जल+भराव, दल+बदल.
_FIRST_HALVES = frozenset(("जन", "जल", "दल", "बल", "मत", "मन", "धन", "रण", "वन", "गण", "पद", "अर्ध", "हिम"))


def _forms(word: str) -> list[str]:
    """Return `word` with the endings that it takes in a sentence."""
    stem, last = word[:-1], word[-1]
    if last == "ा":
        return [word, stem + "े", stem + "ी", stem + "ों", word + "ओं", word + "एं"]
    if last in "िी":
        return [word, stem + "ियों", stem + "ियां", stem + "ियाँ"]
    return [word, word + "ी", word + "ों", word + "ियों", word + "ें"]


@lru_cache(maxsize=1)
def _endings() -> tuple[frozenset[str], tuple[int, ...]]:
    """Return all forms of the second halves, and their lengths from long to short."""
    forms = frozenset(form for word in _SECOND_HALVES.split() for form in _forms(word))
    return forms, tuple(sorted({len(form) for form in forms}, reverse=True))


def second_half(word: str) -> int:
    """Return the offset at which the second half of a compound `word` begins, or 0.

    >>> second_half("लोकसभा"), second_half("सभा")
    (3, 0)
    >>> second_half("जनप्रतिनिधि"), second_half("जनता")
    (2, 0)
    """
    forms, lengths = _endings()
    for length in lengths:
        at = len(word) - length
        if at > 1 and word[at:] in forms and word[at - 1] != "\u094d":
            return at
    return _after_first_half(word)


def _after_first_half(word: str) -> int:
    """Return the offset after the first half of one syllable of `word`, if a word of two letters or more follows."""
    for at in (2, 4):
        if word[:at] in _FIRST_HALVES and len(word) > at + 2 and "क" <= word[at] <= "ह":
            return at
    return 0
