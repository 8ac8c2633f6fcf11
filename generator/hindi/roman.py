"""Devanagari in Latin letters as Indian newspapers write it in their addresses: राष्ट्रपति पुतिन, rashtrapati-putin.

A word is looked up among loans and names, read as letter names (एनएससी, nsc), or else spelt by rule: `schwa` says which
vowels are spoken, and here they get their letters. Long vowels are written long only in short words, as the papers do:
काम kaam, but सरकार sarkar. Marathi, Nepali and Sanskrit have rules of their own where their papers spell otherwise.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from .english import english_spelling, has_english_ending
from .letters import LETTER_NAMES
from .loanwords import english_words, loanwords, settled_words
from .schwa import NASAL, SCHWA, Units, spoken_units
from .text import norm_text

_ONSETS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "f", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "व": "v", "श": "sh", "ष": "sh",
    "स": "s", "ह": "h", "ळ": "l", "\u0929": "n", "\u0931": "r", "\u0934": "l",
}  # fmt: skip
_LABIALS = frozenset("पफबभम")
# After these व is written w: स्वास्थ्य swasthya, द्वारा dwara; elsewhere in a cluster it is v: तत्व tatva.
_BEFORE_W = frozenset("शसदधखगकज")
_VOWEL_LETTERS = str.maketrans({SCHWA: "a", "A": "a", "I": "i", "U": "u"})
_LONG_LETTERS = {"A": "aa", "I": "ee", "U": "oo"}
# Words that read as letter names and are words.
_NOT_LETTERS = frozenset(("बीबी", "बीवी", "सीटी", "पीटी", "सीपी", "जीजी", "जीए", "जीओ", "आईए"))
# Letter names that are no words even alone: एम एस धोनी, यू-टर्न; the others need a neighbour that says so.
_LONE_LETTERS = LETTER_NAMES.keys() - {"ए", "ओ", "आई", "के", "जी", "सी", "पी", "आर"}
# Endings in Devanagari, what they replace of the word in the list, and their spelling.
_ENDINGS = (
    ("ियों", "ी", "iyon"),
    ("ियां", "ी", "iyan"),
    ("ों", "", "on"),
    ("ों", "ा", "on"),
    ("े", "ा", "e"),
    ("ें", "", "en"),
    ("ी", "", "i"),
    ("्स", "", "s"),
)

_LIKE_MARATHI = frozenset(("mr", "kok"))
_OWN_RULES = _LIKE_MARATHI | {"ne", "sa"}
_HINDI_A = {0x0945: "\u0948", 0x0972: "ऐ", 0x090D: "ऐ"}
# Hindi words that English ones take: पुलिसवाले policewale.
_AFTER_ENGLISH = frozenset((
    "वाला", "वाले", "वाली", "वालों", "वालियों", "कर्मी", "कर्मियों", "चालक", "चालकों", "बाजी", "धारक", "धारकों", "घर",
))  # fmt: skip

_DIGITS_AND_DANDA = {0x0966 + digit: str(digit) for digit in range(10)} | {0x0964: ".", 0x0965: "."}
_BARE_KEY = {0x093C: None, 0x0901: "\u0902"}
# Latin letters that no decomposition reduces to ASCII.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼ\u00ad™®©"))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the expressions of this module, compiled on first use."""
    # एसी is A, C: एस is no name in it, for its last consonant has a sign.
    names = "(?:" + "|".join(sorted(LETTER_NAMES, key=len, reverse=True)) + ")(?![\u0900-\u0903\u093a-\u094f])"
    aspirated = "chh|[kgcjtdpbs]h|[bdfgjklmnprstvyz]"
    return {
        "word": re.compile("[\u0900-\u0963\u0971-\u097f\u200c\u200d]+"),
        "letters": re.compile(f"(?:{names}){{2,}}"),
        "letter": re.compile(names),
        "land": re.compile("ai(n(?=[tdgk])|m(?=[pb]))"),
        "short": re.compile(f"((?:{aspirated})?)([AIU])(n?(?:{aspirated}))"),
        # In English words न is also written before stops of other rows, and before स: सेन्टर, लाइसेन्स.
        "half nasal": re.compile("[ङञणन]\u094d(?=[क-घच-झट-ढत-धस])|म\u094d(?=[प-भ])"),
        "digit or danda": re.compile("[\u0964-\u096f]"),
        "script edge": re.compile("(?<=[A-Za-z])(?=[\u0900-\u0963])|(?<=[\u0900-\u0963])(?=[A-Za-z])"),
        "initials": re.compile(r"(?<![a-z0-9])[a-z](?:\.[a-z])+(?![a-z0-9])"),
        "grouped": re.compile(r"(?<=\d),(?=\d)"),
        "marks": re.compile("[\u0300-\u036f]+"),
        "plain": re.compile("[a-z0-9]+"),
    }


def romanize(text: str, lang: str = "hi") -> str:
    """Write the Devanagari in `text` in lower-case Latin letters, as papers in `lang` do; all else stays as it is.

    Languages without rules of their own are spelt as Hindi is.

    >>> romanize("प्रधानमंत्री मोदी ने G20 में कहा।")
    'pradhanmantri modi ne G20 mein kaha.'
    >>> romanize("ज्ञानेश्वर योजना", "mr"), romanize("सम्बन्ध", "ne"), romanize("रामः वनम्", "sa")
    ('dnyaneshwar yojana', 'sambandha', 'ramah vanam')
    """
    if text.isascii():
        return text
    text = norm_text(text)
    if _patterns()["digit or danda"].search(text):
        text = text.translate(_DIGITS_AND_DANDA)
    lang = lang.partition("-")[0]
    if lang not in _OWN_RULES:
        return _patterns()["word"].sub(_replacement, text)
    return _patterns()["word"].sub(lambda match: _replacement(match, lang), text)


def _replacement(match: re.Match[str], lang: str = "hi") -> str:
    """Return the roman for one Devanagari word, which may be a letter name beside a number or a stop."""
    word = match[0]
    if word in LETTER_NAMES:
        text, end = match.string, match.end()
        beside = text[end : end + 2]
        if beside[:1].isdigit() or (beside[:1] in ("-", "–") and beside[1:].isdigit()):
            return LETTER_NAMES[word]
        stopped_before = text[max(match.start() - 1, 0) : match.start()] == "."
        if beside[:1] == "." and (stopped_before or "\u0904" <= beside[1:] <= "\u0939"):
            return LETTER_NAMES[word]
    return roman_word(word, lang)


@lru_cache(maxsize=32768)
def roman_word(word: str, lang: str = "hi") -> str:
    """Return the roman spelling of one Devanagari word in NFC, by the rules of a language that has its own or Hindi's.

    >>> roman_word("चुनावों"), roman_word("कोर्ट"), roman_word("एनएससी")
    ('chunavon', 'court', 'nsc')
    """
    word = word.replace("\u200d", "").replace("\u200c", "")
    if "\u0945" in word:
        # A chandra sign typed after the vowel that it replaces: डाॅक्टर, आॅफिस.
        word = word.replace("\u093e\u0945", "\u0949").replace("आ\u0945", "ऑ").replace("अ\u0945", "ऍ")
    if lang == "sa":
        return _in_sanskrit(word)
    key = word.translate(_BARE_KEY)
    if "\u094d" in key:
        key = _patterns()["half nasal"].sub(NASAL, key)
    if lang != "hi":
        # Marathi writes बॅंक and ॲप, Hindi बैंक and ऐप.
        key = key.translate(_HINDI_A)
        return settled_words().get(key, "") or _letters(word) or _joined(key) or _spelt(word, lang)
    if "ड\u093c" in word or "ढ\u093c" in word:
        # No English word has these sounds: मोड़ is a bend, मोड a mode; but names have them.
        listed = loanwords().get(key, "") if key not in english_words() else ""
        return listed or _spelt(word)
    return loanwords().get(key) or _inflected(key) or _letters(word) or _joined(key) or _spelt(word)


def _inflected(key: str) -> str:
    """Return the spelling of a listed word, or of one that ends as English words do, with a Hindi ending, or ''."""
    if key[-1:] in "ंीसे":
        for ending, stem_ending, spelling in _ENDINGS:
            if key.endswith(ending):
                bare = key[: -len(ending)] + stem_ending
                stem = loanwords().get(bare) or ("" if stem_ending or ending == "ी" else _english(bare))
                if stem_ending and stem:
                    return stem.rstrip("iya") + spelling
                if stem and (len(bare) > 3 or ending != "ी") and (stem[-1] not in "aeiouy" or spelling == "s"):
                    return stem + spelling
    return ""


def _english(word: str) -> str:
    """Return the spelling of a word that ends as English words do, or ''."""
    return _spelt(word) if has_english_ending(word) else ""


def _joined(key: str) -> str:
    """Return the spelling of two listed English words written as one, or of one with वाला and the like, or ''."""
    words = english_words()
    for at in range(2, len(key) - 2):
        head = words.get(key[:at])
        if head:
            tail = key[at:]
            if tail in _AFTER_ENGLISH or (at > 2 and tail in words):
                return head + (words.get(tail) or _spelt(tail))
    return ""


def _letters(word: str) -> str:
    """Return the letters whose names make up `word`, or ''."""
    word = word.replace("\u093c", "")
    if word in _LONE_LETTERS:
        return LETTER_NAMES[word]
    if word in _NOT_LETTERS or not _patterns()["letters"].fullmatch(word):
        return ""
    return "".join(LETTER_NAMES[name] for name in _patterns()["letter"].findall(word))


def _in_sanskrit(word: str) -> str:
    """Spell a word of Sanskrit, in which every letter is spoken: रामः ramah, संस्कृतम् samskritam."""
    units = spoken_units(word, "sa")
    letters = []
    for index, (onset, vowel, nasal) in enumerate(zip(*units, strict=True)):
        following = units.onsets[index + 1][:1] if index + 1 < len(units.onsets) else ""
        bindu = "n" if following and following not in _LABIALS and following not in "यरलवशषसह" else "m"
        letters += [_ONSETS[onset[0]] if onset else "", vowel.lower().replace(SCHWA, "a")]
        letters.append("h" if nasal == "ः" else bindu if nasal else "")
    return "".join(letters).replace("chchh", "chh")


def _spelt(word: str, lang: str = "hi") -> str:
    """Spell `word` by the rules of `lang`."""
    if lang in _LIKE_MARATHI:
        units = spoken_units(word.replace("ज्ञ", "द्न्य"), lang)
        units = units._replace(vowels=["ru" if vowel == "ri" else vowel for vowel in units.vowels])
    else:
        units = spoken_units(word.replace("ज्ञ", "ग्य"), lang)
    roman = "".join([_unit_letters(units, index) for index in range(len(units.vowels))]).replace("chchh", "chh")
    if "\u0948\u0902" in word:
        # Before a stop ैं is the English a of bank and land: नगालैंड, but पैंसठ.
        roman = _patterns()["land"].sub(r"a\1", roman)
    bare = word.replace("\u093c", "")
    if has_english_ending(bare):
        return english_spelling(bare, roman.replace("ai", "a").translate(_VOWEL_LETTERS))  # ai is ै; ाइ is Ai
    short = _patterns()["short"].fullmatch(roman)
    if short and not (short[2] == "I" and units.nasals[-1]):
        return short[1] + _LONG_LETTERS[short[2]] + short[3]
    return ("a" if roman[:1] == "A" else "") + roman.translate(_VOWEL_LETTERS)


def _unit_letters(units: Units, index: int) -> str:
    """Spell one unit, with capitals for long vowels."""
    onset, vowel, nasal = units.onsets[index], units.vowels[index], units.nasals[index]
    if not onset:
        letters = "y" if vowel == "e" and _glides(units, index) else ""
    elif onset == "व":
        letters = _v_or_w(units, index)
    else:
        letters = "z" if onset == "ज\u093c" else "" if onset + vowel == "रri" else _ONSETS[onset[0]]
    return letters + vowel + (_nasal_letters(units, index) if nasal else "")


def _glides(units: Units, index: int) -> bool:
    """Say whether ए sounds as ye: लिए liye, जाएगा jayega; but हुए hue, थिएटर thietar."""
    last = len(units.vowels) - 1
    ending = index == last or (index == last - 1 and units.onsets[last] == "ग")
    return ending and index > 0 and units.vowels[index - 1] in (SCHWA, "A", "i", "I", "o")


def _v_or_w(units: Units, index: int) -> str:
    """Choose the letter of व, one sound to Hindi, two to its papers: विवाद vivad, but जवाब jawab, केजरीवाल kejriwal."""
    onsets, vowels, nasals = units
    long = vowels[index] == "A"
    if long and onsets[index + 1 :] == ["ल"]:
        return "w"
    if not index:
        return "v"
    before, vowel_before = onsets[index - 1], vowels[index - 1]
    if not vowel_before and before in _BEFORE_W:
        return "w"
    short_before = vowel_before == SCHWA and not nasals[index - 1]
    return "w" if long and (short_before or (not vowel_before and before not in "रत")) else "v"


def _nasal_letters(units: Units, index: int) -> str:
    """Spell the nasal of a unit by the place of the consonant that follows; a visarga only at the end."""
    nasal, last = units.nasals[index], index == len(units.vowels) - 1
    if nasal == "ः":
        return "h" if last and units.vowels[index] == SCHWA else ""
    following = "" if last else units.onsets[index + 1]
    if nasal == NASAL:
        if following[:1] in _LABIALS or (following == "व" and units.vowels[index] == SCHWA):
            return "m"
        if following == "ह" and index + 2 == len(units.vowels) and not units.vowels[-1]:
            return "ng"
    return "n"


def slugify(text: str, limit: int = 80, lang: str = "hi") -> str:
    """Return `text` as an address: ASCII, lower case, words joined by single hyphens, cut between two words.

    Devanagari is romanised by the rules of `lang`, a language in that script, or else of Hindi.

    >>> slugify("G20 Summit: दिल्ली में जुटे दुनिया के नेता")
    'g20-summit-delhi-mein-jute-duniya-ke-neta'
    >>> slugify("Don't panic, São Paulo!"), slugify("Привет")
    ('dont-panic-sao-paulo', '')
    """
    patterns = _patterns()
    if not text.isascii():
        text = romanize(patterns["script edge"].sub(" ", norm_text(text)), lang)
    text = text.lower()
    if text.isascii():
        text = text.replace("'", "")  # the only one in ASCII of those that are dropped
    else:
        text = patterns["marks"].sub("", normalize("NFKD", text.translate(_DROPPED).translate(_LETTERS)).lower())
    if "." in text:
        text = patterns["initials"].sub(lambda match: match[0].replace(".", ""), text)
    if "," in text:
        text = patterns["grouped"].sub("", text)
    slug = "-".join(patterns["plain"].findall(text))
    if len(slug) > limit:
        slug = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return slug


def heading_id(text: str, lang: str = "hi") -> str:
    """The id of a heading: its text as an address, in which an underscore stays, as on code hosts.

    >>> heading_id("side_by_side: दो भाषाएँ"), heading_id("?")
    ('side_by_side-do-bhashayen', 'section')
    """
    if "_" not in text:
        return slugify(text, lang=lang) or "section"
    parts = (slugify(part, lang=lang) for part in text.split("_"))
    return "_".join(part for part in parts if part) or "section"
