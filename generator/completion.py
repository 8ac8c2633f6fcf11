"""Completion in shells: from the parser's own tree to a script for bash, zsh or fish.

The words of the command stand in the script. A site's own, its sections and rules, are asked of `khabar completion
--values` when they are wanted.
"""

from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.model import Config

FOLDERS, FILES = "folders", "files"
# What a value is, by the word that stands for it in `--help`, or by option and word where that says more.
_KINDS = {
    "DIR": FOLDERS,
    "PATH": FILES,
    "FILE": FILES,
    "STORY": FILES,
    "TARGET": "targets",
    "CODE": "editions",
    "--rule ID": "rules",
    "--section NAME": "sections",
    "--tags LIST": "tags",
}


@dataclass(frozen=True, slots=True)
class Word:
    """An option or an argument of a command."""

    names: tuple[str, ...]  # none: an argument
    purpose: str
    takes: bool  # whether a value follows
    kind: str  # of the value: folders, files, one that `--values` knows, or nothing
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its words."""

    name: str
    purpose: str
    words: tuple[Word, ...]

    @property
    def options(self) -> tuple[Word, ...]:
        """The words that begin with hyphens."""
        return tuple(word for word in self.words if word.names)

    @property
    def arguments(self) -> tuple[Word, ...]:
        """The others."""
        return tuple(word for word in self.words if not word.names)


def completion_script(shell: str, parser: argparse.ArgumentParser) -> str:
    """A shell's script for the commands of a parser."""
    return _SCRIPTS[shell](tuple(commands_of(parser)))


def commands_of(parser: argparse.ArgumentParser) -> Iterator[Command]:
    """The commands of a parser; the first, without a name, is what stands before any."""
    yield Command("", "", tuple(_words(parser, top=True)))
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            purposes = {each.dest: each.help or "" for each in action._choices_actions}
            for name, below in action.choices.items():
                yield Command(name, purposes.get(name, ""), tuple(_words(below)))


def _words(parser: argparse.ArgumentParser, top: bool = False) -> Iterator[Word]:
    """The words of a parser; of a command that has commands of its own, their names and whatever any of them takes."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            if not top:
                yield Word((), action.help or "", True, "", tuple(action.choices))
                below = (word for each in action.choices.values() for word in _words(each))
                yield from {word.names or word.kind: word for word in below if word.names != ("-h", "--help")}.values()
            continue
        if action.help == argparse.SUPPRESS:
            continue
        names = tuple(action.option_strings)
        metavar = str(action.metavar or "")
        kinds = (_KINDS.get(f"{name} {metavar}") for name in names)
        kind = next((each for each in kinds if each), _KINDS.get(metavar, FILES if "." in metavar else ""))
        choices = tuple(map(str, action.choices or ()))
        yield Word(names, action.help or "", action.nargs != 0, "" if choices else kind, choices)


def values(kind: str, site: Path) -> list[str]:
    """A site's own words of a kind; none where there is no site, or its config cannot be read."""
    from generator.problems import SiteError, rules
    from generator.reading import load_config

    if kind == "rules":
        return [*rules()]
    try:
        config, _ = load_config(site)
    except (SiteError, OSError):
        return []
    return list(_OF_SITE[kind](config))


def _terms(config: Config, field: str) -> Iterator[str]:
    return (term.id for each in config.taxonomies if each.field == field for term in each.terms)


_OF_SITE: dict[str, Callable[[Config], Iterable[str]]] = {
    "sections": lambda config: _terms(config, "section"),
    "tags": lambda config: _terms(config, "tags"),
    "editions": lambda config: (each.code for each in config.editions),
    "targets": lambda config: (each.name for each in config.deploy),
}


def _bash(commands: tuple[Command, ...]) -> str:
    """For bash: two `case`s, of the word before the cursor and of the command."""
    after, told = [], []
    for command in commands:
        for word in command.options:
            if word.takes:
                pattern = " | ".join(f"{shlex.quote(command.name)}' '{name}" for name in word.names)
                after.append(f"        {pattern}) {_bash_value(word)}; return ;;")
        names = " ".join(name for word in command.options for name in word.names)
        parts = [f"_khabar_words {shlex.quote(names)}", *(_bash_value(word) for word in command.arguments)]
        told.append(f"        {shlex.quote(command.name)}) {'; '.join(parts)} ;;")
    names = " ".join(command.name for command in commands if command.name)
    return _BASH.format(after="\n".join(after), told="\n".join(told), names=names)


def _bash_value(word: Word) -> str:
    if word.choices:
        return f"_khabar_words {shlex.quote(' '.join(word.choices))}"
    if word.kind in (FOLDERS, FILES):
        return f"_khabar_paths {'-d' if word.kind == FOLDERS else '-f'}"
    return f'_khabar_words "$(_khabar_values {word.kind})"' if word.kind else ":"


_BASH = """\
# Completion of khabar for bash. Load it with:  eval "$(khabar completion bash)"
_khabar_words() {{ COMPREPLY+=($(compgen -W "$1" -- "$current")); }}
_khabar_paths() {{
    local found
    while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen "$1" -- "$current")
    compopt -o filenames 2>/dev/null
}}
_khabar_values() {{ "${{COMP_WORDS[0]}}" completion --values "$1" 2>/dev/null; }}
_khabar() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD - 1]}}" command="" place
    COMPREPLY=()
    for ((place = 1; place < COMP_CWORD; place++)); do
        case "${{COMP_WORDS[place]}}" in -*) ;; *) command="${{COMP_WORDS[place]}}"; break ;; esac
    done
    case "$command $before" in
{after}
    esac
    case "$command" in
{told}
    esac
    if [ -z "$command" ]; then _khabar_words "{names}"; fi
}}
complete -F _khabar khabar
"""


def _zsh(commands: tuple[Command, ...]) -> str:
    """For zsh: the arguments of each command as `_arguments` wants them."""
    names = "\n".join(f"        {_zsh_pair(command.name, command.purpose)}" for command in commands if command.name)
    cases = []
    for command in commands[1:]:
        specs = [*(_zsh_option(word) for word in command.options), *_zsh_arguments(command)]
        lines = " \\\n                ".join(specs)
        cases.append(f"        {command.name})\n            _arguments \\\n                {lines} ;;")
    pairs = ((name, word.purpose) for word in commands[0].options for name in word.names)
    options = "\n".join(f"        {_zsh_pair(*pair)}" for pair in pairs)
    return _ZSH.format(names=names, options=options, cases="\n".join(cases))


def _zsh_pair(name: str, purpose: str) -> str:
    return shlex.quote(f"{name}:{purpose}")


def _zsh_option(word: Word) -> str:
    purpose = word.purpose.replace("[", "(").replace("]", ")").replace(":", " -")
    value = f":value:{_zsh_value(word)}" if word.takes else ""
    names = " ".join(word.names)
    heads = [f"({names}){name}[{purpose}]{value}" for name in word.names]
    return " ".join(shlex.quote(head) for head in heads)


def _zsh_arguments(command: Command) -> list[str]:
    """The arguments by their places; the last one may come more than once."""
    last = len(command.arguments)
    return [
        shlex.quote(
            f"{'*' if place == last else place}:{word.purpose.replace(':', ' -') or 'value'}:{_zsh_value(word)}"
        )
        for place, word in enumerate(command.arguments, 1)
    ]


def _zsh_value(word: Word) -> str:
    if word.choices:
        return f"({' '.join(word.choices)})"
    return {FOLDERS: "_files -/", FILES: "_files", "": " "}.get(word.kind) or f" _khabar_values {word.kind}"


_ZSH = """\
#compdef khabar
# Completion of khabar for zsh. Load it after compinit with:  eval "$(khabar completion zsh)"
_khabar_values() {{
    local -a found
    found=(${{(f)"$(${{words_of_khabar:-khabar}} completion --values $1 2>/dev/null)"}})
    compadd -a found
}}
_khabar() {{
    local words_of_khabar=$words[1]
    local -a commands options
    commands=(
{names}
    )
    options=(
{options}
    )
    if (( CURRENT == 2 )); then
        _describe command commands -- options
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}
    esac
}}
if (( $+functions[compdef] )); then compdef _khabar khabar; fi
"""


def _fish(commands: tuple[Command, ...]) -> str:
    """For fish: one line for each word."""
    lines = ["# Completion of khabar for fish. Load it with:  khabar completion fish | source", "complete -c khabar -f"]
    for command in commands:
        when = f"__fish_seen_subcommand_from {command.name}" if command.name else "__fish_use_subcommand"
        if command.name:
            lines.append(
                f"complete -c khabar -n __fish_use_subcommand -a {command.name} -d {_fish_quoted(command.purpose)}"
            )
        for word in command.words:
            flags = [f"-{'l' if name[:2] == '--' else 's'} {name.lstrip('-')}" for name in word.names]
            value = _fish_value(word) if word.takes else []
            purpose = ["-d", _fish_quoted(word.purpose)] if word.purpose and word.names else []
            if word.names or value:
                lines.append(" ".join(["complete -c khabar -n", _fish_quoted(when), *flags, *value, *purpose]))
    return "\n".join(lines) + "\n"


def _fish_value(word: Word) -> list[str]:
    needed = ["-x"] if word.names else []
    if word.choices:
        return [*needed, "-a", _fish_quoted(" ".join(word.choices))]
    if word.kind == FILES:
        return ["-r", "-F"] if word.names else ["-F"]
    if word.kind == FOLDERS:
        return [*needed, "-a", "'(__fish_complete_directories)'"]
    return [*needed, "-a", f"'(khabar completion --values {word.kind} 2>/dev/null)'"] if word.kind else needed


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_SCRIPTS: dict[str, Callable[[tuple[Command, ...]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
