"""Page lines: what stands on a page around an article, such as "Share", "यह भी पढ़ें: …" or the way to the page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from generator.hindi import nfc
from generator.hindi.lint_residue import lint_residue

_EDGE = r"[\s•|►▶»>*#_-]*"
_WHAT = (
    "also read|read also|read more|also see|also watch|watch|see also|don'?t miss|you may also like"
    "|(?:यह|ये|इसे) भी (?:पढ़ें|पढ़े|पढे|देखें)|और पढ़ें|आगे पढ़ें|यहाँ पढ़ें|यहां पढ़ें|पढ़ें"
)
_LEADS_ON = re.compile(rf"[\s•|►▶»>*_\[(-]*(?:{nfc(_WHAT)})[\s*_]*(?::|[|–-](?= )).*", re.IGNORECASE)
_ALONE = "ALSO READ|READ ALSO|READ MORE|यह भी पढ़ें|ये भी पढ़ें|यह भी देखें"
_LEADS_ON_ALONE = re.compile(rf"(?:{nfc(_ALONE)})(?![a-z\u0900-\u0963]).{{0,160}}")
_ROLES = "published|edited|written|posted|curated|updated|compiled|reviewed"
_CREDIT = re.compile(
    rf"[\s*_(-]*(?:(?:{_ROLES}) by|edited|प्रकाशक|संपादक|संपादन|सम्पादन)(?![a-z\u0900-\u0963])[\s*_]*[:|-]?\s*.{{0,80}}",
    re.IGNORECASE,
)
_WAY = re.compile(r"[^.।?!]{0,60}(?:\s[>»›/]\s[^.।?!>»›]{1,40}){2,}")  # Home > India > Delhi
_TAIL = re.compile(
    nfc(r"\s*[\[(]\s*(?:also read|यह भी पढ़ें|ये भी पढ़ें)\s*[:|–-][^\])]*[\])]|\s*\[(?:…|\.\.\.)\]$"), re.IGNORECASE
)


@cache
def _page_line() -> re.Pattern[str]:
    words = Path(__file__).with_name("page_words.txt").read_text("utf-8").split("\n")
    plain = "|".join(nfc(each).replace("(", "(?:").replace("\\(?:", r"\(") for each in words if each)
    return re.compile(rf"{_EDGE}(?:{plain})[\s•|:.!»>*_-]*", re.IGNORECASE)


def is_page_line(line: str) -> bool:
    """Whether a whole line is the page's own.

    >>> is_page_line("यह भी पढ़ें: दिल्ली में बारिश"), is_page_line("Advertisement"), is_page_line("साझा बाज़ार पर समझौता")
    (True, True, False)
    """
    line = nfc(line)
    if _page_line().fullmatch(line) or _LEADS_ON.fullmatch(line) or _LEADS_ON_ALONE.fullmatch(line.strip("[]()*_ ")):
        return True
    if len(line) < 300 and _WAY.fullmatch(line):
        return True
    flaws = [each for each in lint_residue(line) if each.rule == "residue"]
    return bool(flaws) and sum(each.end - each.start for each in flaws) > 0.6 * len(line)


def is_credit(line: str) -> bool:
    """Whether a line says who edited or published the page.

    >>> is_credit("Edited by: Desk"), is_credit("संपादक: रमेश")
    (True, True)
    """
    return _CREDIT.fullmatch(line) is not None


def without_tail(line: str) -> str:
    """A line without what a page hung on its end or put into it, such as […] or (Also Read: …)."""
    return _TAIL.sub("", nfc(line))
