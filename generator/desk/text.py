"""Text rules: what is wrong with the words of one article, each at its place, with edits where that is certain."""

from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.desk.passages import HIDDEN, TERM_FIELDS, passages
from generator.edits import Edit, Finding
from generator.hindi import norm_key
from generator.hindi.lint import Flaw, lint, lint_house
from generator.problems import Where, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.desk.passages import Passage

_SHOWN = 60  # characters of a place that a message shows
_WORDS = re.compile(r"[^\s\0।॥.,:;!?\"'“”‘’()\[\]*_–—-]+")
_NUMBER = re.compile(r"[0-9]+|[०-९]+")
LEAST_REPEATED = 6  # words: a shorter paragraph may well be said twice


@dataclass(frozen=True, slots=True)
class TextOptions:
    """What the text rules depend on besides an article's source."""

    language: str = "hi"
    digits: str = "Latn"  # that the edition writes, or Deva
    house_style: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()  # front-matter fields of further taxonomies


def check_text(source: str, path: str, options: TextOptions) -> Iterator[Finding]:
    """The findings in the words of an article, whose source has plain line ends."""
    found = tuple(passages(source, TERM_FIELDS | set(options.terms)))
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    for passage, flaw in _flaws(found, options):
        start, end = passage.start + flaw.start, passage.start + flaw.end
        row = bisect.bisect_right(starts, start) - 1
        where = Where(path, row + 1, start - starts[row] + 1)
        shown = passage.text[flaw.start : flaw.end].replace(HIDDEN, "").replace("\n", " ")
        word = _word_at(passage.text, flaw, passage.text[flaw.start : flaw.end])
        # A sign alone says little: the word is shown with it.
        sign = flaw.meant and unicodedata.category(flaw.meant[0]).startswith("M")
        meant = _word_at(passage.text, flaw, flaw.meant) if sign else flaw.meant
        facts = {"found": _short(_visible(shown)), "close": meant, "word": _short(word)}
        edits = () if flaw.fix is None else (Edit(path, start, end, flaw.fix),)
        yield Finding(problem(flaw.rule, where, **facts), edits)


def _flaws(found: tuple[Passage, ...], options: TextOptions) -> Iterator[tuple[Passage, Flaw]]:
    """Each flaw with the passage that it is in."""
    for number, passage in enumerate(found):
        for flaw in lint(passage.text, options.language, options.digits):
            if flaw.rule == "quote-unbalanced" and _goes_on(found, number):
                continue
            if flaw.rule == "signs-dropped" and passage.kind == "term":
                continue  # names side by side, such as अजय, कमल, रतन, are no sentence
            # What stands under cover is nobody's to change.
            covered = flaw.fix is not None and HIDDEN in passage.text[flaw.start : flaw.end]
            yield passage, flaw._replace(fix=None) if covered else flaw
        if options.house_style:
            yield from ((passage, flaw) for flaw in lint_house(passage.text, options.house_style))
    yield from _digit_style(found)
    yield from _repeated(found)


def _goes_on(found: tuple[Passage, ...], number: int) -> bool:
    """Whether a quotation goes on in the next passage, which then begins with a mark again."""
    text, opening = found[number].text, ("“", '"', "‘")
    following = next((each.text for each in found[number + 1 :]), "")
    return following.lstrip(" *_").startswith(opening) and text.lstrip(" *_").startswith(opening)


def _digit_style(found: Iterable[Passage]) -> Iterator[tuple[Passage, Flaw]]:
    """The first number in the digits that the article uses less, where it uses both."""
    numbers = [(passage, match) for passage in found for match in _NUMBER.finditer(passage.text)]
    deva = [each for each in numbers if each[1][0] >= "०"]
    if deva and len(deva) < len(numbers):
        rarer = deva if 2 * len(deva) <= len(numbers) else [each for each in numbers if each[1][0] < "०"]
        passage, match = min(rarer, key=lambda each: each[0].start)
        yield passage, Flaw(*match.span(), "digits-style")


def _repeated(found: tuple[Passage, ...]) -> Iterator[tuple[Passage, Flaw]]:
    """The summary or the title once more as the first paragraph, and a paragraph right after itself."""
    paragraphs = [each for each in found if each.kind == "paragraph"]
    above = [each for each in found if each.kind in ("title", "summary")]
    for number, paragraph in enumerate(paragraphs):
        before = above if number == 0 else [paragraphs[number - 1]]
        words = _key(paragraph)
        least = 3 if number == 0 else LEAST_REPEATED
        if len(words) >= least and any(words == _key(each) for each in before):
            yield paragraph, Flaw(0, len(paragraph.text), "lead-repeated")


def _key(passage: Passage) -> list[str]:
    """The words of a passage, as one compares them."""
    return [norm_key(word) for word in _WORDS.findall(passage.text)]


def _word_at(text: str, flaw: Flaw, middle: str) -> str:
    """The word that a flaw is in or next to, with something in its place."""
    start = max(text.rfind(sign, 0, flaw.start) for sign in " \n\0") + 1
    ends = (text.find(sign, flaw.end) for sign in " \n\0")
    end = min((each for each in ends if each >= 0), default=len(text))
    return " ".join(f"{text[start : flaw.start]}{middle}{text[flaw.end : end]}".replace(HIDDEN, "").split())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 20]} … {text[-18:]}"


def _visible(text: str) -> str:
    """A text in which what cannot be seen is named: U+200B."""
    if text.isprintable() and not re.search("[\u200c\u200d\ue000-\uf8ff]", text):
        return text
    return "".join(
        sign if sign == " " or (sign.isprintable() and not "\ue000" <= sign <= "\uf8ff") else f"U+{ord(sign):04X}"
        for sign in text
    )
