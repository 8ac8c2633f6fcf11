"""Which script text is in, and where a text changes script.

Everything here asks for the script, never for the language: Marathi, Nepali and Sanskrit follow the same rules as
Hindi. Scripts have their ISO 15924 codes: "Deva", "Latn", … and "Zyyy" for what every script shares.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import category

COMMON = "Zyyy"

# Blocks that a newspaper meets. What is in none of them, or is no letter, mark or Devanagari digit, is common.
_BLOCKS = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u02af\u1e00-\u1eff\uff21-\uff5a",
    "Deva": "\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff",
    "Arab": "\u0600-\u06ff\u0750-\u077f",
    "Beng": "\u0980-\u09ff",
    "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0aff",
    "Orya": "\u0b00-\u0b7f",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f",
    "Sinh": "\u0d80-\u0dff",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebr": "\u0590-\u05ff",
    "Thai": "\u0e00-\u0e7f",
    "Tibt": "\u0f00-\u0fff",
    "Hani": "\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff",
    "Hira": "\u3040-\u309f",
    "Kana": "\u30a0-\u30ff",
    "Hang": "\u1100-\u11ff\uac00-\ud7af",
}
# In a string of classes each script is one capital letter, a mark or joiner is `m`, a danda `d`, all else `.`.
_LETTERS = dict(zip(_BLOCKS, "ABCDEFGHIJKLMNOPQRSTU", strict=True))
_SCRIPTS = {letter: script for script, letter in _LETTERS.items()}
_CLOSERS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«"}


class _Classes(dict[int, str]):
    """A table for `str.translate` that works out a character's class when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


def _class_of(char: str) -> str:
    """Return the letter that stands for the script of `char`."""
    if char in "\u0964\u0965\u0970":
        return "d"
    kind = category(char)
    if kind[0] == "M" or char in "\u200c\u200d":
        return "m"
    if kind[0] == "L" or "\u0966" <= char <= "\u096f":
        for script, block in _BLOCKS.items():
            if re.match(f"[{block}]", char):
                return _LETTERS[script]
    return "."


_classes = _Classes()


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    """Match, in a string of classes, from one script's letter to the last one before another script's letter."""
    return re.compile(r"([A-Z])m*+(?:[.m]*+\1m*+)*+")


def script_of(text: str) -> str:
    """Return the script that most letters of `text` are in, or "Zyyy" when it has no letter.

    >>> script_of("न"), script_of("G20 में जुटे"), script_of("2024")
    ('Deva', 'Deva', 'Zyyy')
    """
    counts = Counter(text.translate(_classes))
    best = max(_SCRIPTS, key=lambda letter: counts[letter])
    return _SCRIPTS[best] if counts[best] else COMMON


def ranges_of(scripts: Iterable[str]) -> str:
    r"""Return the blocks of `scripts`, those that are known, as they stand in a set of a regular expression.

    >>> ascii(ranges_of(["Beng", "Taml", "Mars"]))
    "'\\u0980-\\u09ff\\u0b80-\\u0bff'"
    """
    return "".join(_BLOCKS.get(script, "") for script in scripts)


def script_runs(text: str, main: str) -> Iterator[tuple[str, str]]:
    """Yield `text` in pieces with their scripts: `main`, or another script where it deserves a `lang` of its own.

    Latin counts from two words on (iPhone or NASA alone are part of the Hindi sentence); any other script counts
    always. Marks, spaces and digits between two words of a run belong to it, those around it do not.

    >>> list(script_runs("यह World Bank (WB) का NASA है", "Deva"))
    [('यह ', 'Deva'), ('World Bank (WB)', 'Latn'), (' का NASA है', 'Deva')]
    >>> list(script_runs("He said जय हिंद। and left", "Latn"))
    [('He said ', 'Latn'), ('जय हिंद।', 'Deva'), (' and left', 'Latn')]
    """
    done = 0
    if main != "Latn" or not text.isascii():
        for start, end, script in _foreign_runs(text, main):
            if start > done:
                yield text[done:start], main
            yield text[start:end], script
            done = end
    if done < len(text):
        yield text[done:], main


def _foreign_runs(text: str, main: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and script of each run that is not in `main` and deserves a mark."""
    classes = text.translate(_classes)
    for match in _run().finditer(classes):
        script = _SCRIPTS[match[1]]
        start, end = match.span()
        if script == main or (script == "Latn" and len(_latin_words(text[start:end])) < 2):
            continue
        if script == "Deva":
            while end < len(text) and classes[end] == "d":
                end += 1
        yield start, _with_closers(text, start, end), script


def _latin_words(text: str) -> list[str]:
    """Return the words of `text` that have a Latin letter: 15 is no word, Wi-Fi is one."""
    return [word for word in text.split() if _LETTERS["Latn"] in word.translate(_classes)]


def _with_closers(text: str, start: int, end: int) -> int:
    """Move `end` past brackets and quotation marks that were opened inside the run."""
    while end < len(text) and text[end] in _CLOSERS:
        opener = _CLOSERS[text[end]]
        if text.count(opener, start, end) <= text.count(text[end], start, end):
            break
        end += 1
    return end


def kicker_split(title: str) -> tuple[str, str] | None:
    """Split a headline at its first ': ' when the kicker before it is in another script than the headline after it.

    >>> kicker_split("G20 Summit: दिल्ली में जुटे नेता")
    ('G20 Summit', 'दिल्ली में जुटे नेता')
    >>> kicker_split("बजट: क्या सस्ता हुआ")
    """
    kicker, colon, rest = title.partition(": ")
    kicker, rest = kicker.strip(), rest.strip()
    if not (colon and kicker and rest):
        return None
    scripts = {_SCRIPTS[letter] for letter in kicker.translate(_classes) if letter in _SCRIPTS}
    other = script_of(rest)
    if len(scripts) != 1 or other == COMMON or other in scripts:
        return None
    return kicker, rest
