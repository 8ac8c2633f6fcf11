"""Wrong use of the command: what argparse says of it, in the author's language, with the option that was meant."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from generator.sayings import LANGUAGES, named, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What argparse and our own types say in English, and the same in Hindi.
_HINDI = (
    (r"the following arguments are required: (.+)", r"ये छूट गए हैं: \1"),
    (r"unrecognized arguments: (.+)", r"इन शब्दों का यहाँ कोई अर्थ नहीं: \1"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 के बाद एक मान लिखें"),
    (r"argument (.+?): not a number of at least 1: '(.*)'", r"\1 कम से कम 1 की संख्या होनी चाहिए: '\2'"),
    (
        r"argument (.+?): not a time: '(.*)' \(write (\S+) or (\S+)\)",
        r"\1: '\2' कोई समय नहीं है (\3 या \4 की तरह लिखें)",
    ),
    (r"argument (.+?): unknown: '(.*)'; did you mean '(.*)'\?", r"\1: '\2' यहाँ नहीं है; क्या आप '\3' लिखना चाहते थे?"),
    (r"argument (.+?): unknown: '(.*)'; there are: (.*)", r"\1: '\2' यहाँ नहीं है; ये हैं: \3"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 और \2 साथ नहीं चलते"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 के साथ मान नहीं आता: '\2'"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 से कई बातें समझी जा सकती हैं: \2"),
)


class WrongUseError(Exception):
    """The command was called with words that it does not know, or without some that it needs."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__(message)
        self.parser = parser


def show_wrong_use(error: WrongUseError, arguments: Sequence[str], ui: str) -> None:
    """Prints how the command is used and what was wrong, in the language that the arguments ask for."""
    after = zip(arguments, [*arguments, ""][1:], strict=True)
    asked = [value if word == "--ui" else word.removeprefix("--ui=") for word, value in after if word[:4] == "--ui"]
    ui = next((each for each in asked if each in LANGUAGES), ui)
    message = str(error)
    if ui == "hi":
        for english, hindi in _HINDI:
            message = re.sub(f"^{english}$", hindi, message, flags=re.DOTALL)
    error.parser.print_usage(sys.stderr)
    print(f"{error.parser.prog}: {named(1, 'error', ui)}: {message}{_meant(error, arguments, ui)}", file=sys.stderr)


def _meant(error: WrongUseError, arguments: Sequence[str], ui: str) -> str:
    """The option that an unknown one probably means."""
    from generator.problems import closest

    found = re.match(r"unrecognized arguments: (--[a-z-]+)", str(error))
    close = closest(found[1], _options(error.parser, arguments)) if found else ""
    return say("did-you-mean", ui, close=close) if close else ""


def _options(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> Iterator[str]:
    """The options of a command and of those above it."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for name in arguments:
                if name in action.choices:
                    yield from _options(action.choices[name], arguments)
