"""Spelling, by the words of the archive and of Hindi news: a rare word that is one sign away from a common one.

There is no Hindi dictionary that is both complete for news and free to carry along, and one that is incomplete flags
every tenth word of clean news if it flags what it does not know. So nothing is flagged for being unknown. What an
archive writes often it knows well: बातचित stands there once, बातचीत a hundred times. Proper names pass, for they are
used often, or are near to nothing. For an archive that is still small there is a vocabulary of everyday words.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.desk.passages import passages
from generator.edits import Finding
from generator.hindi import nfc, norm_key
from generator.hindi.loanwords import settled_words
from generator.hindi.vocabulary import vocabulary
from generator.problems import Where, problem
from generator.tree import position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DEVA = "\u0900-\u0963\u0971-\u097f\u200c\u200d"
_WORD = re.compile(f"(?<![{_DEVA}A-Za-z0-9])[{_DEVA}]+(?![{_DEVA}A-Za-z0-9])")
_SIGNS = "ािीुूृेैोौॉंँः़्"
_ENDINGS = ("", "ियों", "ियाँ", "ियां", "ाओं", "ों", "ें", "ीं", "ाएँ", "ाएं", "ा", "ी", "े", "ि", "ो", "ु", "ू", "ँ", "ं")
# Signs that are taken for each other; those of others make other words: किरण, कारण.
_CONFUSED = ("िी", "ुू", "ेै", "ोौ", "ाॉ", "ोॉ", "ृ्")
LEAST_LENGTH = 5  # characters: shorter words are near to too many others
LEAST_LOST = 6  # where a sign is missing or too many
OFTEN, OFTENER = 3, 12  # uses that make a word known; uses of a neighbour that make a rare word doubtful


def check_spelling(sources: Mapping[str, str], dictionary: Iterable[str]) -> Iterator[Finding]:
    """The words of articles' sources that stand once and nearly are one that the archive often writes."""
    counts: Counter[str] = Counter()
    places: dict[str, tuple[str, int]] = {}
    for path, source in sources.items():
        for passage in passages(source):
            for match in _WORD.finditer(passage.text):
                word = nfc(match[0])
                counts[word] += 1
                places[word] = (path, passage.start + match.start())
    known = {norm_key(word) for each in dictionary for word in each.split()}
    known |= {norm_key(word) for word, number in counts.items() if number >= OFTEN}
    known |= {norm_key(word) for word in (*vocabulary(), *settled_words())}
    common = _deletions({word for word, number in counts.items() if number >= OFTENER} | vocabulary())
    for word, (path, place) in sorted(places.items(), key=lambda each: each[1]):
        if len(word) >= LEAST_LENGTH and norm_key(word) not in known:
            close = _neighbour(word, common, counts)
            if close and (counts[word] == 1 or close in vocabulary()):
                yield _finding(sources[path], path, place, word, close)


def _finding(source: str, path: str, place: int, word: str, close: str) -> Finding:
    line, column = position(source, place)
    return Finding(problem("spelling", Where(path, line, column), found=word, close=close))


def _deletions(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by what is left of them without one of their signs, or without any."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= LEAST_LENGTH - 1:
            for rest in _without_one(word):
                found.setdefault(rest, []).append(word)
    return found


def _without_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at, sign in enumerate(word) if sign in _SIGNS)}


def _neighbour(word: str, common: Mapping[str, list[str]], counts: Mapping[str, int]) -> str:
    """The commonest word that differs in one sign, and not only in its ending."""
    near = {each for rest in _without_one(word) for each in common.get(rest, ()) if differs_by_sign(word, each)}
    return max(near, key=lambda each: counts[each], default="")


def differs_by_sign(word: str, other: str) -> bool:
    """Whether two words differ in one sign within them; forms of one word, which differ at the end, do not count.

    >>> differs_by_sign("बातचित", "बातचीत"), differs_by_sign("लड़का", "लड़की"), differs_by_sign("हिन्दी", "हिंदी")
    (True, False, False)
    """
    if norm_key(word) == norm_key(other):
        return False
    alike = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), None)
    start = min(len(word), len(other)) if alike is None else alike
    rest, others = word[start:], other[start:]
    if rest in _ENDINGS and others in _ENDINGS:
        return False
    if rest[1:] == others[1:]:
        taken, given = rest[:1], others[:1]
    elif rest[1:] == others:
        taken, given = rest[:1], ""
    elif rest == others[1:]:
        taken, given = "", others[:1]
    else:
        return False
    if taken and given:
        return any({taken, given} == set(pair) for pair in _CONFUSED)
    return all(sign in _SIGNS for sign in taken + given) and min(len(word), len(other)) >= LEAST_LOST - 1
