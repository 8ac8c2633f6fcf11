"""Fixes: an article's source with everything mended that is certain, until nothing more is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.desk.silence import parse_silence
from generator.desk.text import check_text
from generator.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.desk.text import TextOptions
    from generator.edits import Edit, Finding

ROUNDS = 20  # a mended place may show the next one, as in अाैर; each round makes the text plainer


def mend_text(source: str, path: str, options: TextOptions, off: frozenset[str] = frozenset()) -> str:
    """A source with the text rules' edits made again and again until none is left; `off` are rules that do not count.

    >>> from generator.desk.text import TextOptions
    >>> mend_text("अाैर लोग |", "a.md", TextOptions())
    'और लोग।'
    """
    for _ in range(ROUNDS):
        silence, _unknown = parse_silence(source, path)
        found = (each for each in check_text(source, path, options) if each.problem.rule not in off)
        edits = edits_of(each for each in found if not silence.covers(each.problem.rule, each.problem.where.line))
        mended = apply_edits(source, edits)
        if mended == source:
            break
        source = mended
    return source


def edits_of(findings: Iterable[Finding]) -> Iterator[Edit]:
    """All edits of some findings."""
    for each in findings:
        yield from each.edits
