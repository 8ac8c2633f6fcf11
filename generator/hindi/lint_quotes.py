"""Quotation marks that open and never close, or close what was not opened."""

import re
from collections.abc import Iterator

from .flaws import Flaw

_PAIRS = (("“", "”"), ("«", "»"))
_INCH = re.compile(r"(?<=[0-9०-९])\"")


def lint_quotes(text: str) -> Iterator[Flaw]:
    r"""Yield the first mark of each kind that has no partner in a paragraph.

    >>> [text.index("“") for text in ["कहा, “हम आएँगे."] for each in lint_quotes(text)]
    [5]
    >>> list(lint_quotes("“यह उद्धरण है।” वह 5'6\" का है"))
    []
    """
    for opening, closing in _PAIRS:
        if opening in text or closing in text:
            place = _unpaired(text, opening, closing)
            if place is not None:
                yield Flaw(place, place + 1, "quote-unbalanced")
    # The closing mark is an apostrophe too, so only a lack of it says something.
    if text.count("‘") > text.count("’") + text.count("'"):
        place = text.rindex("‘")
        yield Flaw(place, place + 1, "quote-unbalanced")
    straight = [match.start() for match in re.finditer('"', text)]
    if len(straight) % 2 and not _INCH.search(text) and not ("“" in text or "”" in text):
        yield Flaw(straight[-1], straight[-1] + 1, "quote-unbalanced")


def _unpaired(text: str, opening: str, closing: str) -> int | None:
    """Return where the first mark without a partner stands; a straight one may be the partner of a curly one."""
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == opening:
            opened.append(place)
        elif sign == closing or (sign == '"' and opening == "“" and opened):
            if not opened:
                return None if '"' in text[:place] and opening == "“" else place
            opened.pop()
    return opened[0] if opened else None
