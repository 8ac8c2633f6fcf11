"""Rules: their severities and what they say, in both languages."""

from __future__ import annotations

import functools
import re
import textwrap
from typing import TYPE_CHECKING

from generator.explain import explained
from generator.problems import rules
from reference.page import UNSAID, change, with_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r"^- ([A-Z][a-z]+|हिन्दी): (.*(?:\n(?!- |\n|#).*)*)", re.MULTILINE)
_CODE = re.compile(r"(`[^`]+`)")
_BY_HAND = ("When", "Fix")


def refresh(text: str) -> str:
    """The page of rules with the severities and sentences of today."""
    start = text.index("\n## Text\n")
    of_words = {*re.findall(r"^### `(.+)`$", text[start : text.index("\n## ", start + 1)], re.MULTILINE)}
    for name in rules():
        text = change(text, f"`{name}`", functools.partial(_section, rule=name, of_words=name in of_words))
    return text


def _section(section: str, rule: str, of_words: bool) -> str:
    said = {entry[1]: entry[2].rstrip() for entry in _ENTRY.finditer(section)}
    entries = _ENTRY.search(section)
    before = section[: entries.start()] if entries else "\n"
    last = [*_ENTRY.finditer(section)][-1].end() if entries else len(section)
    lines = [*_known(rule, of_words)]
    lines += [(name, said.get(name, UNSAID)) for name in _BY_HAND if name not in dict(lines)]
    order = ("Severity", "Message", "Hint", "हिन्दी", "Example", *_BY_HAND)
    lines.sort(key=lambda line: order.index(line[0]))
    written = "\n".join(f"- {name}: {text}" for name, text in lines)
    return f"{before}{written}\n{section[last:].removeprefix(chr(10)) or chr(10)}"


def _known(rule: str, of_words: bool) -> Iterator[tuple[str, str]]:
    english, hindi = rules()[rule], rules("hi")[rule]
    yield "Severity", english.severity
    yield "Message", _shown(english.message)
    if english.hint:
        yield "Hint", _shown(english.hint)
    yield "हिन्दी", _shown("; उपाय: ".join(each for each in (hindi.message, hindi.hint) if each))
    if rule in explained():
        known = explained()[rule]
        yield (
            "Example",
            " → ".join(f"`` {each} ``" if "`" in each else f"`{each}`" for each in (known.wrong, known.right)),
        )
        if of_words:
            yield "When", _wrapped(known.en)


def _shown(sentence: str) -> str:
    """A sentence of rules.toml as it is read: doubled braces are single ones, and nothing in it is markup."""
    pieces = _CODE.split(sentence.replace("{{", "{").replace("}}", "}"))
    return "".join(
        each if each[:1] == "`" else with_gaps(each).replace("<", "&lt;").replace("*", r"\*").replace("](", "]&#40;")
        for each in pieces
    )


def _wrapped(sentence: str) -> str:
    return textwrap.fill(
        f"- When: {sentence}", 120, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    ).removeprefix("- When: ")
