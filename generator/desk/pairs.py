"""Pairs: numbers, dates, links, pictures and paragraphs that differ between a story's articles in two editions.

A number is looked for in all of the other article, title and captions included. It is reported only where nothing there
can be it, or where two passages in the same place of both articles each have a number that the other one lacks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from generator.desk.amounts import Amount, amounts, column_scale
from generator.desk.begun import check_begun, is_begun
from generator.desk.follow import check_links, check_pictures
from generator.desk.matching import Told, explained, implied_days, implied_years, slip
from generator.desk.moments import Day
from generator.edits import Finding
from generator.plain import Passage, passages
from generator.problems import Problem, Where, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model import Article
    from generator.site import Site, Story

    Placed = tuple[int, Amount]  # the number of its passage
    Leftover = dict[int, list[Amount]]

_FREE = ("title", "summary", "picture")  # passages that each edition words in its own way
_SECTION = ("h1", "h2", "h3", "h4", "h5", "h6")
_FLOWING = ("p", *_FREE)  # … whose sentences a translator may move to the next one
_LEAST = 3  # a word for less than this is as often an article, a pronoun or a figure of speech
_SHORTER = 0.8  # of the length that the whole article leads one to expect: a split paragraph is not shorter


@dataclass(frozen=True, slots=True)
class Side:
    """One article of a pair, taken apart."""

    article: Article
    language: str  # as messages call it
    passages: tuple[Passage, ...]
    amounts: tuple[Placed, ...]
    implied: tuple[frozenset[tuple[int, int]], ...]  # days that each passage means without naming them
    told: Told
    source: str  # the file's text, for the lines of problems; may be missing

    def at(self, passage: int, shown: str) -> Where:
        """The place of what is shown in a passage."""
        return Where(self.article.path, *self._place(passage, shown))

    def _place(self, passage: int, shown: str) -> tuple[int, int]:
        found = self.passages[passage]
        if found.kind in ("title", "summary") and passage < 2:
            return self.article.line_of(found.kind), 0
        words = set(found.text.split())
        best, place = 0.0, (self.article.body_line, 0)
        for number, line in enumerate(self.source.split("\n"), 1):
            start = line.find(shown)
            score = len(words.intersection(line.split())) + 0.5 if start >= 0 else 0.0
            if score > best:
                best, place = score, (number, start + 1)
        return place


def check_story(site: Site, story: Story, texts: Mapping[str, str]) -> Iterator[Finding]:
    """What differs between a story's articles; `texts` are their files' texts by path, to find the lines."""
    yield from check_begun(site, story, texts)
    articles = [each for each in story.articles if not each.gone]
    # What is not there yet differs from everything.
    articles = [each for each in articles if not is_begun(site, each, texts.get(each.path, ""))]
    if len(articles) < 2:
        return
    first, *others = (_side(site, each, texts.get(each.path, "")) for each in articles)
    for other in others:
        for found in check_pair(site, first, other):
            yield Finding(found)


def check_pair(site: Site, one: Side, two: Side) -> Iterator[Problem]:
    """What differs between two articles of a story."""
    places = dict(_same_places(one, two))
    yield from _check_amounts(one, two, places)
    yield from _check_paragraphs(one, two)
    names = (one.language, two.language)
    yield from check_links(site, one.article, two.article, names, (one.source, two.source))
    yield from check_pictures(site, one.article, two.article, names)


def _side(site: Site, article: Article, source: str) -> Side:
    found = [Passage("title", article.title), Passage("summary", article.summary)]
    if article.image and not article.image.lang:
        found += [Passage("picture", text) for text in (article.image.alt, article.image.caption) if text]
    found += passages(site.documents[article.path].parts)
    placed = [
        (number, each)
        for number, passage in enumerate(found)
        for each in amounts(passage.text, *column_scale(passage.head))
    ]
    corrections = [each for said in article.corrections for each in amounts(said.text)]
    named = [each.value for _, each in placed if isinstance(each.value, Day)]
    published = article.date.date() if article.date else None
    implied = tuple(implied_days(each.text, named, published) for each in found)
    years = implied_years("\n".join(each.text for each in found), published)
    told = Told((*(each for _, each in placed), *corrections), frozenset().union(*implied), years)
    return Side(article, language(article.edition), tuple(found), tuple(placed), implied, told, source)


@cache
def language(code: str) -> str:
    """What English calls a language, by its code."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).get_language_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def _same_places(one: Side, two: Side) -> Iterator[tuple[int, int]]:
    """The passages of two articles that stand in the same place: of one kind, in sections and runs of one shape."""
    yield from ((number, number) for number in range(2))
    shapes = [[each.kind for each in side.passages[2:]] for side in (one, two)]
    sections = [_sections(each) for each in shapes]
    if shapes[0] == shapes[1]:
        yield from ((number, number) for number in range(2, len(one.passages)))
    elif len(sections[0]) == len(sections[1]):
        for (start, shape), (other, its) in zip(*sections, strict=True):
            if shape == its:
                yield from ((2 + start + step, 2 + other + step) for step in range(len(shape)))
    elif (matcher := SequenceMatcher(None, shapes[0], shapes[1], autojunk=False)).ratio() > 0.9:
        for block in matcher.get_matching_blocks():
            yield from ((2 + block.a + step, 2 + block.b + step) for step in range(block.size))


def _sections(shape: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The kinds of passages from each heading to the next, with the number of the first.

    A heading right at the beginning opens no section of its own: the other article may do without it.
    """
    found: list[tuple[int, list[str]]] = [(0, [])]
    for number, kind in enumerate(shape):
        if kind in _SECTION and any(each not in _FREE for each in found[-1][1]):
            found.append((number, []))
        found[-1][1].append(kind)
    return found


def _check_amounts(one: Side, two: Side, places: dict[int, int]) -> Iterator[Problem]:
    back = {theirs: mine for mine, theirs in places.items()}
    left = [each for each in one.amounts if _is_missing(each, two, places)]
    right = [each for each in two.amounts if _is_missing(each, one, back)]
    matched: set[int] = set()
    for number, amount in left:
        options = [each for each in right if id(each[1]) not in matched and each[1].kind == amount.kind]
        here = [each for each in options if each[0] == places.get(number)]
        other = next(iter(here), None) or next((each for each in options if slip(amount, each[1])), None)
        if other:
            matched |= {id(amount), id(other[1])}
            yield _differs(one, (number, amount), two, other)
    swapped = list(_swapped(one, two, places, matched))
    for mine, theirs in swapped:
        matched |= {id(mine[1]), id(theirs[1])}
        yield _differs(one, mine, two, theirs)
    for side, other_side, leftovers in ((one, two, left), (two, one, right)):
        said: set[object] = set()
        for number, amount in leftovers:
            if id(amount) not in matched and amount.value not in said:
                said.add(amount.value)  # once is enough
                yield _lacks(side, (number, amount), other_side)


def _is_missing(placed: Placed, other: Side, places: dict[int, int]) -> bool:
    """Whether an amount that no translator may leave out is not in the other article."""
    number, amount = placed
    if amount.weak or amount.gloss:
        return False
    place = places.get(number)
    days = other.told.days if place is None else _implied_near(other, place)
    return not explained(amount, replace(other.told, days=days))


def _implied_near(side: Side, place: int) -> frozenset[tuple[int, int]]:
    return frozenset().union(*side.implied[max(place - 1, 0) : place + 2])


def _swapped(one: Side, two: Side, places: dict[int, int], matched: set[int]) -> Iterator[tuple[Placed, Placed]]:
    """Amounts of passages in the same place of which each lacks the other's, and that are alike in kind and form."""
    mine, theirs = (_by_passage(side) for side in (one, two))
    for number, other in places.items():
        if number not in mine or other not in theirs:
            continue
        left = _lonely(one, number, mine[number], two, other, theirs)
        right = _lonely(two, other, theirs[other], one, number, mine)
        for key in sorted(left.keys() & right.keys()):
            ours, its = ([each for each in found[key] if id(each) not in matched] for found in (left, right))
            if len(ours) == len(its) and (len(ours) == 1 or not key[1]):
                yield from zip(((number, each) for each in ours), ((other, each) for each in its), strict=True)


def _by_passage(side: Side) -> dict[int, list[Amount]]:
    found: dict[int, list[Amount]] = {}
    for number, amount in side.amounts:
        found.setdefault(number, []).append(amount)
    return found


def _lonely(
    side: Side, number: int, own: list[Amount], other: Side, place: int, theirs: dict[int, list[Amount]]
) -> dict[tuple[str, bool], list[Amount]]:
    """A passage's amounts that the passage in the other's place, and those around it, lack, by kind and form."""
    reach = 1 if side.passages[number].kind in _FLOWING else 0
    around = (theirs.get(at, ()) for at in range(place - reach, place + reach + 1))
    near = Told(tuple(each for found in around for each in found), _implied_near(other, place), other.told.years)
    lonely: dict[tuple[str, bool], list[Amount]] = {}
    for each in own:
        if not each.bare and not (each.weak and _is_small(each)) and not explained(each, near):
            lonely.setdefault((each.kind, each.weak), []).append(each)
    return lonely


def _is_small(amount: Amount) -> bool:
    """Whether an amount is a word for one or two; a figure here is part of a name, which nobody changes."""
    return isinstance(amount.value, Fraction) and amount.value < _LEAST and not amount.shown[0].isdecimal()


def _differs(one: Side, mine: Placed, two: Side, theirs: Placed) -> Problem:
    where = two.at(theirs[0], theirs[1].shown)
    facts = {"one": one.language, "found": mine[1].shown, "two": two.language, "other": theirs[1].shown}
    if mine[1].kind == "number":
        return problem("pair-number", where, **facts)
    return problem("pair-date", where, **facts)


def _lacks(side: Side, placed: Placed, other: Side) -> Problem:
    number, amount = placed
    where = side.at(number, amount.shown)
    facts = {"one": side.language, "found": amount.shown, "two": other.language}
    if amount.kind == "number":
        return problem("pair-number-missing", where, **facts)
    return problem("pair-date-missing", where, **facts)


def _check_paragraphs(one: Side, two: Side) -> Iterator[Problem]:
    sections = [_sections([each.kind for each in side.passages]) for side in (one, two)]
    names = {"one": one.language, "two": two.language}
    if len(sections[0]) != len(sections[1]):
        counts = {"count": len(sections[0]) - 1, "other": len(sections[1]) - 1}
        yield problem("pair-headings", Where(two.article.path, two.article.body_line), **names, **counts)
        return
    lengths = [_length(side, 0, len(side.passages)) or 1 for side in (one, two)]
    for mine, theirs in zip(*sections, strict=True):
        counts = {"count": mine[1].count("p"), "other": theirs[1].count("p")}
        if counts["count"] == counts["other"]:
            continue
        sizes = [
            _length(side, start, start + len(shape)) / length
            for side, (start, shape), length in zip((one, two), (mine, theirs), lengths, strict=True)
        ]
        fewer = min(range(2), key=lambda side: (counts["count"], counts["other"])[side])
        if sizes[fewer] < _SHORTER * sizes[1 - fewer]:
            heading = two.passages[theirs[0]].text
            yield problem("pair-paragraphs", two.at(theirs[0], heading), heading=heading, **names, **counts)


def _length(side: Side, start: int, stop: int) -> int:
    return sum(len(each.text) for each in side.passages[start:stop] if each.kind == "p")
