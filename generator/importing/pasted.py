"""Pasted: an article out of what somebody copied from a page, or saved of one: headline, date, byline, text.

Nothing is known of the page, so the rules are those a sub-editor goes by. The headline is the first line that is not
the page's own; a date is what a line says that says nothing else; what is said of sharing, subscribing, cookies and
further reading goes. What was taken out is told, for it is the editor who knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from generator.desk.moments import days, times
from generator.hindi import nfc, to_latin
from generator.importing.carried import clean, one_line
from generator.importing.page_lines import is_credit, is_page_line, without_tail
from generator.importing.signs import escape, guard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_HEAD, _TAIL = 12, 4  # lines of a page in which its date and byline stand
_TITLE_LENGTH = 220
_BYLINE = re.compile(
    r"[\s*_]*(?:by|written by|reported by|report by|author|लेखक|लेखिका|रिपोर्टर|रिपोर्ट|संवाददाता|लेखन|द्वारा)\s*[:|–-]?\s+"
    r"(?P<name>[^\s:,|–—()\[\]।.?!\d][^:|–—()\[\]।?!\d]{1,60}?)(?:\s*(?:[|,–—(]|-\s).*)?[\s*_]*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"updated|modified|अपडेट|अद्यतन|संशोधित", re.IGNORECASE)
_AROUND_DATE = re.compile(
    r"updated|published|posted|last|first|created|modified|date|on|at|by|ist|gmt|utc|am|pm|hrs?|hours|mon(?:day)?|tue(?:sday)?"
    r"|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|प्रकाशित|प्रकाशन|अपडेट(?:ेड)?|अद्यतन|तारीख़?|तारीख|दिनांक|तिथि|को|बजे"
    r"|सोमवार|मंगलवार|बुधवार|गुरुवार|बृहस्पतिवार|शुक्रवार|शनिवार|रविवार|की|का|समय|सुबह|दोपहर|शाम|रात|आखिरी|अंतिम|पोस्टेड|पब्लिश्ड",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\(https?://|\*\*\S[^*\n]*\*\*|^> \S|^:::", re.MULTILINE)
_BULLET = re.compile(r"[•▪●◦‣·*–-][ \t]+(?=\S)")
_IS_HTML = re.compile(r"<(?:!doctype html|html|body|article|main|p|div|h1)\b[^>]*>", re.IGNORECASE)


@dataclass(slots=True)
class Pasted:
    """What was found in a text."""

    title: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    dropped: list[str] = field(default_factory=list)  # what was taken for the page's own


def is_html(text: str) -> bool:
    """Whether a text is the source of a page."""
    return len(_IS_HTML.findall(text[:200_000])) > 1 and "</" in text


def parse_pasted(text: str, zone: ZoneInfo, title: str = "", markdown: bool = False) -> Pasted:
    """An article out of a pasted text; what is Markdown already stays so. A title that is known is not looked for."""
    text = clean(text).replace("\ufeff", "").replace("\u200b", "")
    lines = [line.strip(" \t\u00a0") for line in text.split("\n")]
    found = Pasted(title=title)
    written = markdown or bool(_MARKDOWN.search(text))
    kept = list(_article_lines(lines, found, zone))
    while kept and not kept[0]:
        kept.pop(0)
    if kept and not title and len(kept[0]) <= _TITLE_LENGTH:
        found.title = one_line(re.sub(r"^#+\s*|\*\*", "", kept.pop(0)))
    single = not any(not line for line in "\n".join(kept).strip("\n").split("\n"))
    blocks = kept if single and not written else "\n".join(kept).split("\n\n")
    paragraphs = (each.strip("\n") for each in blocks)
    shown = [each if written else _as_markdown(each) for each in paragraphs if each.strip()]
    if shown and one_line(shown[0]) == found.title:
        shown.pop(0)
    found.body = re.sub(r"\n{3,}", "\n\n", "\n\n".join(shown))
    return found


def _as_markdown(paragraph: str) -> str:
    """A plain paragraph as Markdown; lines that begin with a bullet are a list."""
    lines = paragraph.split("\n")
    if all(_BULLET.match(line) for line in lines):
        return "\n".join(f"- {guard(escape(_BULLET.sub('', line)))}" for line in lines)
    return guard(escape(paragraph))


def _article_lines(lines: list[str], found: Pasted, zone: ZoneInfo) -> Iterator[str]:
    """The lines of the article itself; its date and byline are found on the way."""
    said = [place for place, line in enumerate(lines) if line]
    edges = {*said[:_HEAD], *said[-_TAIL:]}
    for place, line in enumerate(lines):
        if not line:
            yield line
        elif (place in edges and _is_edge(line, found, zone)) or is_page_line(line):
            found.dropped.append(line)
        else:
            shorter = without_tail(line)
            if shorter != nfc(line):
                found.dropped.append(line)
            yield shorter


def _is_edge(line: str, found: Pasted, zone: ZoneInfo) -> bool:
    """Whether a line at an edge says the date or who wrote it; then that is kept."""
    moment = moment_in(line, zone)
    if len(line) > 140:
        return False
    byline = _BYLINE.fullmatch(line)
    if byline and not found.authors:
        names = re.split(r"\s*(?:,|&|\band\b|\s+और\s+|\s+व\s+)\s*", one_line(byline["name"]))
        found.authors = tuple(name for name in names if name)
        if moment:
            found.date = found.date or moment
        return True
    if moment and _UPDATED.search(line):
        found.updated = found.updated or moment
    elif moment:
        found.date = found.date or moment
    return moment is not None or is_credit(line)


def moment_in(line: str, zone: ZoneInfo) -> datetime | None:
    """The moment that a line names, if it says nothing else.

    >>> from zoneinfo import ZoneInfo
    >>> str(moment_in("Published: 14 जुलाई 2023, शाम 5 बजे", ZoneInfo("Asia/Kolkata")))
    '2023-07-14 17:00:00+05:30'
    >>> moment_in("14 जुलाई 2023 को इसरो ने चंद्रयान-3 को चाँद की ओर भेजा", ZoneInfo("Asia/Kolkata"))
    """
    if len(line) > 140:
        return None
    text = to_latin(line)
    iso = re.search(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?", text)
    found = [(start, end, day) for start, end, day in days(text, {}) if day.year and day.month and day.day]
    if not found:
        return None
    clock = [each for each in times(text, {}) if not found[0][0] <= each[0] < found[0][1]]
    spans = [(start, end) for start, end, _ in [*found, *clock]]
    rest = "".join(sign for place, sign in enumerate(text) if not any(start <= place < end for start, end in spans))
    rest = _AROUND_DATE.sub("", re.sub(r"[\d\s:,|•()\[\].–—+/*_#-]+", " ", rest))
    if len(rest.replace(" ", "")) > 6:
        return None
    try:
        if iso:
            moment = datetime.fromisoformat(iso[0])
            return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
        day = found[0][2]
        minutes = clock[0][2].minutes if clock else 0
        return datetime(day.year, day.month, day.day, minutes // 60 % 24, minutes % 60, tzinfo=zone)
    except ValueError:
        return None
