"""Flaws: what a look at a text found, as plain values."""

from typing import NamedTuple


class Flaw(NamedTuple):
    """A place in a text that breaks a rule, and what should stand there where that is certain."""

    start: int
    end: int
    rule: str
    fix: str | None = None
    meant: str = ""  # what was probably meant, where it is likely and not certain
