"""A look at a text for damage: what no syllable can hold, broken encodings, torn words, stray stops, scraped residue.

`lint` finds what a single piece of text shows by itself. It knows the script; the language only decides which rare
letters are at home. Its rules are explained, in Hindi and English, by `khabar check --rule ID`.
"""

import re
from collections.abc import Iterator

from .flaws import Flaw
from .letters import DEVANAGARI as _DEVA
from .lint_fonts import lint_fonts
from .lint_quotes import lint_quotes
from .lint_residue import lint_residue
from .lint_signs import lint_signs
from .lint_structure import lint_structure
from .lint_words import lint_words

__all__ = ["Flaw", "lint", "lint_house"]

# What says more about a place than the rules behind it.
_FIRST = ("mojibake", "legacy-font", "word-split")


def lint(text: str, language: str = "hi", digits: str = "Latn") -> list[Flaw]:
    """Return what is wrong with a text, in the order of the places.

    >>> [(each.start, each.rule, each.fix) for each in lint("अाम लोग |")]
    [(0, 'sign-on-vowel', 'आ'), (7, 'danda-pipe', '।')]
    >>> lint("डॉ. ए.पी.जे. अब्दुल कलाम ने कहा, “यह 3.5 फ़ीसदी है।”")
    []
    """
    found = [
        *lint_structure(text, language),
        *lint_signs(text, language, digits),
        *lint_words(text, language),
        *lint_residue(text),
        *lint_quotes(text),
    ]
    if not any(each.rule == "mojibake" for each in found):
        found += lint_fonts(text)
    return sorted(_without_shadows(found))


def _without_shadows(flaws: list[Flaw]) -> Iterator[Flaw]:
    """Yield flaws but those that only follow from another one at the same place."""
    strong = [each for each in flaws if each.rule in _FIRST]
    for each in flaws:
        if each in strong or not any(other.start <= each.end and each.start <= other.end for other in strong):
            yield each


def lint_house(text: str, words: tuple[tuple[str, str], ...]) -> Iterator[Flaw]:
    """Yield the words of `text` that a newsroom writes in another way: pairs of wrong and right.

    >>> list(lint_house("मानसून आया", (("मानसून", "मॉनसून"),)))
    [Flaw(start=0, end=6, rule='house-style', fix='मॉनसून', meant='मॉनसून')]
    """
    for wrong, right in words:
        if wrong in text:
            for match in re.finditer(f"(?<![{_DEVA}A-Za-z0-9-]){re.escape(wrong)}(?![{_DEVA}A-Za-z0-9])", text):
                before = right.find(wrong)  # as in मानसून (मॉनसून), which has been mended already
                if before < 0 or not text.startswith(right, match.start() - before):
                    yield Flaw(*match.span(), "house-style", right, right)
