"""English words in Devanagari that no list knows: what their endings and clusters show of their English spelling.

English endings are few and regular, and Hindi writes each of them in one way: -ेशन is -ation, -मेंट -ment, -क्टर -ctor,
-ेबल -able. So the ending of an unlisted word gets its English spelling, and the rest is spelt as it sounds.
"""

import re
from functools import lru_cache

# How a word ends in Devanagari, how the spelling by sound ends then, and the English spelling. The first that fits
# counts. What only Hindi words end in is kept out: अधिवेशन, निर्देशन, किशन, रोशन, निकल, बवंडर, लेकर.
_ENDINGS = (
    (r"ाइजेशन", "ai[jz]eshan", "isation"),
    (r"[^दव]\u0947शन", "eshan", "ation"),
    (r"क्शन", "kshan", "ction"),
    (r"प्शन", "pshan", "ption"),
    (r"्यूशन", "yushan", "ution"),
    (r".[^कवम][िी]शन", "ishan", "ition"),
    (r"..[मल]ोशन", "oshan", "otion"),
    (r"क्टर", "kt[ae]r", "ctor"),
    (r".मीटर", "mitar", "meter"),
    (r"(?:(?:[^\u094d][^कम\u094d]|.{3}[^कम])\u0947|\u093fए)टर", "etar", "ator"),
    (r".[^स]िटर", "itar", "itor"),
    (r"(?:[^मकच\u094d]|[^ट]\u094d)टर", "tar", "ter"),
    (r"ाइ[टडनपव]र", r"ai(.)ar", r"i\1er"),
    (r"ाइजर", "ai[jz]ar", "izer"),
    (r"ाइज", "ai[jz]", "ise"),
    (r"ाइ[टडनकमलपफव]", "ai(.h?)", r"i\1e"),
    (r"\u0948[टडकपबग]", "", ""),
    (r"(?:\u0949|\u0947|\u0948|[^न]\u094d|ट|[िी])नर", "nar", "ner"),
    (r"(?:[\u0949\u0947\u0948ीाो]|[^व]ं|[रल]\u094d)डर", "dar", "der"),
    (r"(?:[\u0949\u0947ै]|[टब]|[टप]\u094d)लर", "lar", "ler"),
    (r"(?:\u0948ं|[\u0948\u0949])कर", "kar", "ker"),
    (r"(?:\u0949|िं)गर", "gar", "ger"),
    (r"(?:[\u0949\u0947]|र\u094d)मर", "mar", "mer"),
    (r"(?:[\u0949\u0947ी]|[लं]\u094d?)पर", "par", "per"),
    (r"(?:[\u0947\u0948]|र\u094d)जर", "jar", "ger"),
    (r"\u0949फर", "far", "fer"),
    (r".\u0947बल", "ebal", "able"),
    (r".[^क]िबल", "ibal", "ible"),
    (r"शियल", "shiyal", "cial"),
    (r"..[^वनम]िकल", "ikal", "ical"),
    (r"..[\u0947]ंस", "ens", "ence"),
    (r"..[^मस]ांस", "ans", "ance"),
    (r".नेस", "nes", "ness"),
)
# How those endings end; most words end otherwise. And no ending is longer, with what has to stand before it.
_TAILS = frozenset({
    "शन", "टर", "जर", "नर", "डर", "लर", "कर", "गर", "मर", "पर", "फर", "वर", "बल", "यल", "कल", "ंस", "ेस", "इज",
    "इट", "इड", "इन", "इक", "इम", "इल", "इप", "इफ", "इव", "ैट", "ैड", "ैक", "ैप", "ैब", "ैग",
})  # fmt: skip
_LONGEST = 9


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    """Match a word with one of the endings, as the group of its number."""
    return re.compile("(?:" + "|".join(f"(?P<e{at}>{end})" for at, (end, _, _) in enumerate(_ENDINGS)) + ")$")


@lru_cache(maxsize=64)
def _sounded(number: int) -> re.Pattern[str]:
    """Match the sounds of an ending at the end of a roman word."""
    return re.compile(_ENDINGS[number][1] + "$")


@lru_cache(maxsize=1)
def _hard_c() -> re.Pattern[str]:
    """Match a k that English writes as c."""
    return re.compile("k(?=[aourlt])")


def has_english_ending(word: str) -> bool:
    """Say whether `word`, written without nukta, ends as English words do in Hindi and hardly any Hindi word does.

    >>> has_english_ending("रिएक्टर"), has_english_ending("सरकार")
    (True, False)
    """
    return word[-2:] in _TAILS and _ending().search(word[-_LONGEST:]) is not None


def english_spelling(word: str, roman: str) -> str:
    """Return `roman`, the sounds of `word`, with English spelling for its ending and for c, or '' if it has none.

    >>> english_spelling("डायरेक्टर", "dayrektar"), english_spelling("फाउंडेशन", "faundeshan")
    ('dayrector', 'foundation')
    >>> english_spelling("अधिवेशन", "adhiveshan")
    ''
    """
    match = _ending().search(word[-_LONGEST:]) if word[-2:] in _TAILS else None
    if not match or not match.lastgroup:
        return ""
    number = int(match.lastgroup[1:])
    spelt = _hard_c().sub("c", _sounded(number).sub(_ENDINGS[number][2], roman))
    return spelt.replace("aun", "oun") if spelt.endswith("ation") else spelt
