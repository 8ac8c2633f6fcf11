"""Sentences, words, excerpts and reading time of plain text in Hindi and English."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from .clusters import first_ends
from .letters import LETTER_NAMES

# A stop after one of these does not end a sentence: a name or a number follows.
_TITLES = frozenset({
    "डॉ", "डा", "प्रो", "प्रा", "ॲड", "अॅड", "कै", "श्री", "श्रीमती", "सुश्री", "कु", "मि", "पं", "स्व", "मो", "रु", "क्र", "पृ", "ले",
    "dr", "mr", "mrs", "ms", "prof", "st", "sri", "smt", "shri", "rs", "gen", "col", "lt", "capt", "maj", "sgt", "gov",
    "sen", "hon", "rev", "adv", "supt", "vs", "e.g", "i.e", "cf", "approx", "viz"
})  # fmt: skip
_BEFORE_NUMBER = frozenset({"नं", "सं", "no", "nos", "fig", "vol", "pp", "p"})
# After these, and after initials, a sentence may end, but only a typical first word shows that one does.
_ABBREVIATIONS = frozenset({
    "jr", "sr", "inc", "ltd", "co", "corp", "bros", "etc", "al", "a.m", "p.m", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ph.d"
})  # fmt: skip
_STARTERS = frozenset({
    "The", "A", "An", "He", "She", "It", "They", "We", "You", "In", "On", "At", "But", "And", "This", "That",
    "These", "There", "His", "Her", "Its", "If", "When", "After", "For", "As"
})  # fmt: skip
_OPENERS = "\"'“‘«([{*_"
# What may stand at the edge of a word and is not part of it.
_EDGES = ".,;:!?…\"'“”‘’()[]{}<>«»–—-*_|·•।॥"
# What looks lost before an ellipsis.
_LOOSE = frozenset(" ,;:–—-([{“‘\"'.।")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


@lru_cache(maxsize=1)
def _stop() -> re.Pattern[str]:
    """Match a possible end of a sentence with the quotes and brackets that close on it, or a blank line."""
    # A danda ends a sentence even when the next word is glued to it; the other stops also stand inside words.
    # One set of first signs is looked for many times as fast as three alternatives are; `more` is of a stop but them.
    return re.compile(
        r"[।॥.?!…\n](?:(?<=[।॥])[।॥]*[\"'”’»)\]}]*|(?<=\n)[ \t]*\n\s*"
        r"|(?<=[.?!…])(?<![.?!…]{2})(?P<more>[.?!…]*+)[\"'”’»)\]}]*(?=\s|$))"
    )


@lru_cache(maxsize=1)
def _initials() -> re.Pattern[str]:
    """Match J, U.S, ए.पी.जे, म.प्र: initials, without their last stop."""
    names = "|".join(sorted(LETTER_NAMES, key=len, reverse=True))
    sign = "[\u0904-\u0939](?:\u094d[\u0915-\u0939])*[\u093e-\u094c]?"
    latin, named, lone = r"[A-Za-z](?:\.[A-Za-z])*", rf"(?:{names})(?:\.(?:{names}))*", "(?!न$)[\u0904-\u0939]"
    return re.compile(rf"{latin}|{named}|{lone}|{sign}(?:\.{sign})+")


def _sentence_ends(text: str) -> Iterator[int]:
    """Yield the offset after each sentence, stops and closing quotes included."""
    start = 0
    for match in _stop().finditer(text):
        more = match["more"]
        if more is None or _ends_here(text, start, match.start(), match.end(), match[0][0] + more):
            yield match.end()
            start = match.end()
    if start < len(text):
        yield len(text)


def _ends_here(text: str, start: int, at: int, end: int, mark: str) -> bool:
    """Say whether the stop `mark` at offset `at` ends the sentence that began at `start`."""
    following = text[end : end + 40].split(maxsplit=1)
    after = following[0].strip(_OPENERS) if following else ""
    if not after:
        return True
    if mark.strip("?!") and mark != ".":
        # An ellipsis is a pause as often as an end; only a capital letter tells.
        return after[0].isupper()
    if "a" <= after[0] <= "z":
        return False
    if mark != ".":
        return True
    before = text[max(start, at - 60) : at].split()
    token = before[-1].lstrip(_OPENERS) if before else ""
    if token.lower() in _TITLES or (token.lower() in _BEFORE_NUMBER and after[0].isdigit()):
        return False
    if len(before) == 1 and token.isdigit():
        return False
    if token.lower() in _ABBREVIATIONS or _initials().fullmatch(token):
        return after.rstrip(_EDGES) in _STARTERS
    return True


def sentences(text: str) -> list[str]:
    """Split `text` into sentences; each keeps its stop and closing quotes.

    >>> sentences("डॉ. ए.पी.जे. अब्दुल कलाम आए। क्या हुआ? Dr. Rao left the U.S. in 2019.")
    ['डॉ. ए.पी.जे. अब्दुल कलाम आए।', 'क्या हुआ?', 'Dr. Rao left the U.S. in 2019.']
    """
    start, found = 0, []
    for end in _sentence_ends(text):
        sentence = text[start:end].strip()
        if sentence:
            found.append(sentence)
        start = end
    return found


def words(text: str) -> list[str]:
    """Return the words of `text` without the punctuation around them.

    >>> words("नमस्ते, दुनिया! यह है।फिर — 3.5 %")
    ['नमस्ते', 'दुनिया', 'यह', 'है', 'फिर', '3.5']
    """
    tokens = (token.strip(_EDGES) for token in re.split(r"[\s।॥]+", text))
    return [token for token in tokens if any(map(str.isalnum, token))]


def excerpt(text: str, limit: int) -> str:
    """Return the beginning of `text` in at most `limit` grapheme clusters, white space made single.

    It ends at a sentence when one ends in the second half of the room, else at a word, and then with an ellipsis that
    counts too. Only a first word longer than the room is cut, between two clusters.

    >>> excerpt("राष्ट्रपति ने कहा। आगे की बात बाद में होगी।", 14)
    'राष्ट्रपति ने कहा।'
    >>> excerpt("पुतिन और किम की मुलाकात पर दुनिया की नज़र", 15)
    'पुतिन और किम की…'
    """
    flat = _SPACE.sub(" ", text).strip(" ")
    offsets = [0, *first_ends(flat, limit)]
    size = offsets[-1]
    if size in (0, len(flat)):
        return flat[:size]
    # The stop on the edge is judged by what follows it, so look a little further than the room.
    ends = [end for end in _sentence_ends(flat[: size + 60]) if end <= size and end in offsets]
    if ends and offsets.index(ends[-1]) * 2 >= limit:
        return flat[: ends[-1]]
    parts = [flat[start:end] for start, end in pairwise(offsets)]
    room = parts[:-1]
    if parts[-1] not in _LOOSE and " " in room:
        room = room[: len(room) - room[::-1].index(" ")]
    while len(room) > 1 and room[-1] in _LOOSE:
        room.pop()
    return "".join(room) + "…"


def reading_minutes(text_or_word_count: str | int, per_minute: int = 200) -> int:
    """Return how many minutes a text or a number of words takes to read, rounded up, at least one.

    >>> reading_minutes(401), reading_minutes("दो शब्द")
    (3, 1)
    """
    count = len(words(text_or_word_count)) if isinstance(text_or_word_count, str) else text_or_word_count
    return max(1, -(-count // per_minute))
