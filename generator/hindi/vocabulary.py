"""Vocabulary: nouns and the like that Hindi news writes every day, so that a small archive has something to go by."""

from functools import cache
from pathlib import Path

from .text import nfc


@cache
def vocabulary() -> frozenset[str]:
    """Return common words of Hindi news as they are spelt; no verbs, whose forms are near to each other.

    >>> "बातचीत" in vocabulary(), "बातचित" in vocabulary()
    (True, False)
    """
    return frozenset(map(nfc, Path(__file__).with_name("vocabulary.txt").read_text("utf-8").split()))
