"""Signs between letters that went wrong: stops, digits, invisible signs, broken encodings, two scripts in a word."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import is_normalized, normalize

from .flaws import Flaw
from .letters import DEVANAGARI as _DEVA
from .letters import LETTER_NAMES
from .numerals import to_deva, to_latin
from .text import nfc

_LATIN = "A-Za-z\u00c0-\u024f"
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u034f\ufeff\ufff9-\ufffb"
_OTHERS = "\u0370-\u058f\u0600-\u06ff\u0980-\u0dff"  # scripts that a slip or a converter mixes in
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Words before which a full stop is none of a sentence's end although they are long.
_TITLES = "डॉ|डा|प्रो|श्री|श्रीमती|सुश्री|मि|मो|पं|स्व|रु|नं|सं|सेंट|लि|प्रा|कं|एड|चौ|सर"
_DOMAINS = "कॉम|भारत|नेट|इन|ओआरजी|ऑर्ग|टीवी|एआई|आईओ"
_VERBS = (
    "है|हैं|था|थे|थी|थीं|हूँ|हूं|हो|गया|गए|गये|गई|गयी|दिया|दिए|दी|लिया|किया|कहा|करें|होगा|होगी|होंगे|चाहिए"
    f"|[{_DEVA}]+(?:ेगा|ेगी|ेंगे|एगा|एगी|एंगे|एँगे)"
)

_RULES = {
    "text-invisible": f"[{_INVISIBLE}]+",
    "char-private": "[\u0080-\u009f\ue000-\uf8ff\ufffd\u25cc\U000f0000-\U0010ffff]+",
    "joiner-stray": f"(?<=[{_DEVA}])(?<!\u094d)[\u200c\u200d]+|(?<![{_DEVA}\u200c\u200d])[\u200c\u200d]+(?=[{_DEVA}])"
    '|(?<=\u094d[\u200c\u200d])[\u200c\u200d]+|(?<=\u094d)\u200c(?=[\\s,.;:!?।"”’)]|\\Z)',
    # After र् a joiner shapes a letter of Marathi; elsewhere a half letter that fonts draw by themselves.
    "joiner-virama": "(?<!र\u094d)(?<=\u094d)[\u200c\u200d](?=[क-ह])",
    "digits-mixed": "[0-9]+(?:[.,]?[०-९])[0-9०-९]*|[०-९]+(?:[.,]?[0-9])[0-9०-९]*",
    "danda-pipe": f'(?<=[{_DEVA}"”’)])[ ]?(?:\\|\\|?|[lI])(?=[ "”’]*(?:\n|\\Z))'
    f"|(?<![{_DEVA}])(?:{_VERBS})(?P<pipe>[ ]?\\|\\|?)(?=[ \n{_DEVA}])",
    "visarga-colon": f"(?<![{_DEVA}])(?:दु|नि|अंत|अन्त|प्रात|पुन|मन|अध|तप|तेज|पुर|बहि|चतु|अत|शनै)(?P<within>:)(?=[{_DEVA}])"
    "|(?<![{deva}])(?:प्राय|अत|पुन|छ|क्रमश|अक्षरश|शब्दश|शतश|प्रात|शनै|बहुश|अंशत|अंतत|अन्तत|स्वत|वस्तुत|संभवत|सम्भवत"
    "|सामान्यत|साधारणत|मुख्यत|विशेषत|पूर्णत|पूर्णतय|मूलत|स्पष्टत|प्रथमत|फलत|प्रत्यक्षत|परिणामत|अधिकांशत|यथार्थत|तत्वत"
    "|तत्त्वत|नम|कोटिश|खंडश|सर्वत|न्यायत|कानूनत|क़ानूनत|प्रमुखत|मूलभूतत|अंतिमत|निश्चयत|स्वभावत|आंशिकत|पूर्वत|जन्मत|दु)"
    "(?P<last>:)(?=[ \n,।.]|\\Z)"
    "|िकत(?P<ending>:)(?=[ \n,।.]|\\Z)",
    "danda-space": f'(?<=[{_DEVA}०-९0-9"”’)])[ \u00a0\u202f]+(?=[।॥])',
    "stop-doubled": f"(?<=[{_DEVA}])(?:।[ ]?[.,।]|\\.।|[?!][ ]?।|,।)(?![.।])|(?<=[{_DEVA}])\\.\\.(?![.])",
    "stop-glued": f'(?<=[{_DEVA}"”’)0-9])[।॥](?=[{_DEVA}A-Za-z“‘])|(?<=[{_DEVA}])[?!](?=[{_DEVA}])'
    f"|(?<![{_DEVA}.])(?P<before>[{_DEVA}]+)(?P<stop>\\.)(?=(?P<after>[{_DEVA}]+)(?![{_DEVA}.]))"
    "|(?<=[a-z]{2})[.](?=(?:The|A|An|He|She|It|They|We|In|On|At|But|And|This|That|These|There|If|When|After|For|As) )",
    "script-mixed": f"(?<=[{_DEVA}])[{_OTHERS}]+|[{_OTHERS}]+(?=[{_DEVA}])"
    "|(?<=[A-Za-z])[\u0400-\u04ff]+|[\u0400-\u04ff]+(?=[A-Za-z])",
    "script-glued": f"(?<=[{_DEVA}])[{_LATIN}]+|[{_LATIN}]+(?=[{_DEVA}])",
}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Match what may be wrong; each outer group is a rule."""
    rules = "|".join(f"(?P<{name.replace('-', '_')}>{rule})" for name, rule in _RULES.items())
    return re.compile(rules.replace("{deva}", _DEVA))


@lru_cache(maxsize=1)
def _mojibake() -> re.Pattern[str]:
    """Match UTF-8 that was read as Windows-1252 or Latin-1."""
    tail = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
    return re.compile(
        f"(?:[\u00c2-\u00df][{tail}]|[\u00e0-\u00ef][{tail}]{{2}}|\u00f0\u0178[{tail}]{{2}}|â€|à[¤¥])[{tail}\u00e0\u00e2]*"
        f"(?:[\u00c2-\u00f0][{tail}]+)*"
    )


def lint_signs(text: str, language: str = "hi", digits: str = "Latn") -> Iterator[Flaw]:
    """Yield stops, digits, invisible signs and letters of `text` that stand wrongly between others.

    `digits` are those that the edition writes, Latn or Deva; in Marathi and Nepali an ending may be glued to a Latin
    word.

    >>> [(each.rule, each.fix) for each in lint_signs("बंद रहेगा |")], list(lint_signs("डॉ. ए.पी.जे. अब्दुल कलाम"))
    ([('danda-pipe', '।')], [])
    """
    if not is_normalized("NFC", text) and nfc(text) != text:
        for word in re.finditer(r"[^\s\0]+", text):
            if not is_normalized("NFC", word[0]) and normalize("NFC", word[0]) != word[0]:
                yield Flaw(*word.span(), "text-nfc", normalize("NFC", word[0]))
    if text.isascii():
        if "." not in text:
            return
    elif _mojibake().search(text):
        yield from map(_decoded, _mojibake().finditer(text))
    right_to_left = bool(_RIGHT_TO_LEFT.search(text))
    for match in _pattern().finditer(text):
        rule = str(match.lastgroup).replace("_", "-")  # the outermost group closes last
        if rule in _OF_HINDI and language not in ("hi", "sa"):
            continue
        if rule == "text-invisible" and right_to_left:
            continue
        judge = _JUDGES.get(rule)
        flaw = judge(match, digits) if judge else Flaw(*match.span(), rule)
        if flaw:
            yield flaw


def _decoded(match: re.Match[str]) -> Flaw:
    """Mojibake, with the text that it was where that can be told."""
    for encoding in ("cp1252", "latin-1"):
        try:
            text = match[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if text.isprintable():
            return Flaw(*match.span(), "mojibake", text, text)
    return Flaw(*match.span(), "mojibake")


def _invisible(match: re.Match[str], _digits: str) -> Flaw | None:
    found = match[0]
    if found.strip("\u00ad") == "" and not re.search(
        f"[{_DEVA}]", match.string[max(match.start() - 1, 0) : match.end() + 1]
    ):
        return None  # a soft hyphen in a long Latin word is meant
    line = "\u2028" in found or "\u2029" in found
    return Flaw(*match.span(), "text-invisible", " " if line else "")


def _joiner(match: re.Match[str], _digits: str) -> Flaw:
    return Flaw(*match.span(), "joiner-stray", "")


def _mixed(match: re.Match[str], digits: str) -> Flaw:
    fixed = (to_deva if digits == "Deva" else to_latin)(match[0])
    return Flaw(*match.span(), "digits-mixed", fixed, fixed)


def _pipe(match: re.Match[str], _digits: str) -> Flaw | None:
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if line.lstrip(" ").startswith("|") or (" | " in line and match["pipe"] is None):
        return None  # the row of a table, or things side by side
    start, end = match.span("pipe") if match["pipe"] else match.span()
    sign = match.string[start:end].strip()
    if sign in "lI":
        return Flaw(start, end, "danda-pipe", None, "।")
    danda = "।" if len(sign) == 1 else "॥"
    # Between two sentences it may as well part a headline from the name of a site.
    certain = match["pipe"] is None or match.string.rstrip().endswith(("|", "।"))
    return Flaw(start, end, "danda-pipe", danda if certain else None, danda)


def _colon(match: re.Match[str], _digits: str) -> Flaw:
    group = next(name for name in ("within", "last", "ending") if match[name])
    return Flaw(*match.span(group), "visarga-colon", "ः")


def _space(match: re.Match[str], _digits: str) -> Flaw:
    return Flaw(*match.span(), "danda-space", "")


def _double(match: re.Match[str], _digits: str) -> Flaw:
    return Flaw(*match.span(), "stop-doubled")


@lru_cache(maxsize=1)
def _no_end() -> re.Pattern[str]:
    """Match words before or after which a stop is part of an abbreviation or an address."""
    names = "|".join(sorted(LETTER_NAMES, key=len, reverse=True))
    sign = "[\u0904-\u0939](?:\u094d[\u0915-\u0939])*\u093c?[\u093e-\u094c]?[\u0900-\u0903]?"
    return re.compile(f"(?:{names}|{_TITLES}|{sign})")


def _glued(match: re.Match[str], _digits: str) -> Flaw | None:
    if match["stop"] is None:
        sign = match[0]
        fix = f"{sign} " if sign in "।॥" else None
        return Flaw(*match.span(), "stop-glued", fix, f"{sign} ")
    before, after = match["before"], match["after"]
    if re.fullmatch(_VERBS, before):
        return Flaw(*match.span("stop"), "stop-glued", ". ", ". ")
    if _no_end().fullmatch(before) or re.fullmatch(_DOMAINS, after):
        return None
    if _no_end().fullmatch(after) and after not in ("ये", "वे", "जो", "तो", "वो"):
        return None
    return Flaw(*match.span("stop"), "stop-glued", None, ". ")


# Others glue endings to Latin words, shape letters with joiners, have other words with a visarga.
_OF_HINDI = ("script-glued", "joiner-virama", "visarga-colon")
_JUDGES = {
    "text-invisible": _invisible,
    "joiner-stray": _joiner,
    "digits-mixed": _mixed,
    "danda-pipe": _pipe,
    "visarga-colon": _colon,
    "danda-space": _space,
    "stop-doubled": _double,
    "stop-glued": _glued,
}
