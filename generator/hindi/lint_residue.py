"""Residue: what came along when a story was copied from a page, such as its date line and its calls to subscribe."""

import re
from collections.abc import Iterator

from .flaws import Flaw

_FROM_START = r"(?:\A|\n)[ *_]*"
_RESIDUE = re.compile(
    r"\[(?:…|\.\.\.)\][ \n]*\Z"
    rf"|{_FROM_START}(?:Date )?(?:(?:Last )?Updated|Published|Posted)(?: (?:On|Date|at|by))?[ *_]*:.*"
    r"|\b(?:Date Updated|Last Updated|First Published|Edited By|Published By|Written By|Updated At)\b[ ]*:?"
    r"|(?:हमें |हमे )?(?:फॉलो|फ़ॉलो|फोलो|लाइक|सब्सक्राइब|सबस्क्राइब) (?:और शेयर )?(?:करें|करे|कीजिए)[ *_]*:"
    # A hint that leads on by a link, or to a piece of code, is no residue.
    r"|(?:यह|ये|इसे) भी (?:पढ़ें|पढ़े|देखें)(?![ऀ-ॣ]|[^\n]*[\[\x00])"
    rf"|{_FROM_START}(?:और पढ़ें|Also Read|Read Also|Read More|ALSO READ|READ MORE)\b[ *_]*[:|-]?(?![ ]*\[)"
    r"|यहा[ंँ] क्लिक कर(?:ें| सकते)|\b[Cc]lick [Hh]ere\b|\bFollow [Uu]s [Oo]n\b|\bContinue reading\b"
    r"|\bAdvertisement\b(?=[ *_]*\Z)"
)


# A sentence that asks the reader to follow elsewhere: where and what.
_CALLS = re.compile("सब्सक्राइब|सबस्क्राइब|[Ss]ubscribe|SUBSCRIBE|फ़?ॉलो|फॉलो|फ़ॉलो|[Jj]oin|ज्वाइन|ज्वॉइन|जॉइन|जुड़")
_CALLED = (
    (re.compile("सब्सक्राइब|सबस्क्राइब|[Ss]ubscribe|SUBSCRIBE"), re.compile("यू-?ट्यूब|YouTube|Youtube|चैनल|channel")),
    (re.compile("फॉलो|फ़ॉलो"), re.compile("हमें|हमे ")),
    (
        re.compile("[Jj]oin|ज्वाइन|ज्वॉइन|जॉइन|जुड़"),
        re.compile("(?:हमारे|our).*(?:व्हाट्स|वॉट्स|वाट्स|WhatsApp|टेलीग्राम|Telegram)"),
    ),
)


def _lint_calls(text: str) -> Iterator[Flaw]:
    """Yield the sentences that ask readers to subscribe or to follow."""
    done = 0
    for match in _CALLS.finditer(text):
        if match.start() < done:
            continue
        start = max(text.rfind(sign, 0, match.start()) for sign in "।.\n!?(") + 1
        stop = re.compile(r"[।.\n!?)]").search(text, match.end())
        done = stop.start() if stop else len(text)
        sentence = text[start:done]
        if any(what.search(sentence) and where.search(sentence) for what, where in _CALLED):
            yield Flaw(done - len(sentence.lstrip(" *_\0")), done, "residue")


def lint_residue(text: str) -> Iterator[Flaw]:
    """Yield what a scraper left in `text`.

    >>> [text[each.start : each.end] for text in ["रूस को हथियार […]"] for each in lint_residue(text)]
    ['[…]']
    """
    for match in _RESIDUE.finditer(text):
        start = match.end() - len(match[0].lstrip("\n *_"))
        if match.end() > start:
            yield Flaw(start, match.end(), "residue")
    if _CALLS.search(text):
        yield from _lint_calls(text)
