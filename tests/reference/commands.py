"""Commands: their options as the parser has them, and the examples that `--help` shows."""

from __future__ import annotations

import argparse
import functools
import re
from typing import TYPE_CHECKING

from generator.cli import parser_of_all
from generator.examples import EXAMPLES
from reference.page import UNSAID, change, column, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES = re.compile(r"\nExamples:\n\n```sh\n.*?^```\n", re.MULTILINE | re.DOTALL)


def commands(parser: argparse.ArgumentParser, name: str = "khabar") -> Iterator[tuple[str, list[argparse.Action]]]:
    """Every command below a parser with its arguments, those left out that help does not show."""
    own: list[argparse.Action] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from commands(below, f"{name} {word}")
        elif action.help != argparse.SUPPRESS:
            own.append(action)
    yield name, sorted(own, key=lambda action: "--help" in action.option_strings)


def refresh(text: str) -> str:
    """The page of commands with the options and examples of today."""
    for name, actions in commands(parser_of_all()):
        if name == "khabar":  # its options stand at the page's beginning
            start, end = 0, text.index("\n## ")
            text = text[:start] + _options(text[start:end] + "\n", actions).removesuffix("\n") + text[end:]
        else:
            text = change(text, f"`{name}`", functools.partial(_options, actions=actions), level=2)
            text = change(text, f"`{name}`", functools.partial(_examples, name=name))
    return text


def _options(section: str, actions: list[argparse.Action]) -> str:
    first = "Option" if all(action.option_strings for action in actions) else "Argument"
    said = column(section, "Meaning", "Meaning")
    rows = ((_named(action), said.get(_key(action)) or action.help or UNSAID) for action in actions)
    return table(section, (first, "Meaning"), rows)


def _key(action: argparse.Action) -> str:
    return action.option_strings[0] if action.option_strings else str(action.metavar or action.dest)


def _named(action: argparse.Action) -> str:
    """An argument as one types it."""
    if not action.option_strings:
        return f"`{action.metavar or action.dest}`"
    if action.nargs == 0:
        return ", ".join(f"`{each}`" for each in action.option_strings)
    value = action.metavar or ("NAME" if action.choices else action.dest.upper())
    more = " …" if action.nargs == "+" else ""
    return ", ".join(f"`{each} {value}{more}`" for each in action.option_strings)


def _examples(section: str, name: str) -> str:
    examples = EXAMPLES.get(name.removeprefix("khabar "), ())
    lines = "\n".join(f"# {purpose}\n{line}" for line, purpose in examples)
    section = _EXAMPLES.sub("", section)
    if not lines:
        return section
    return f"{section.rstrip()}\n\nExamples:\n\n```sh\n{lines}\n```\n\n"
