"""Problems: what is wrong with a site, where, and what to do about it, as plain values.

A `Problem` carries a rule's id and the facts of the case; the sentences live in `rules.toml`, and in Hindi in
`rules.hi.toml`, so that they can be shown in either language, listed in the documentation, and compared in a test.
"""

from __future__ import annotations

import difflib
import functools
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.sayings import named, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ERROR, WARNING, NOTE, OFF = "error", "warning", "note", "off"
SEVERITIES = (ERROR, WARNING, NOTE, OFF)


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file of the site: its path from the site's folder, line and column from 1 (0: not known)."""

    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of problem says: templates that the facts of a case are filled into."""

    severity: str
    message: str
    hint: str
    hint_close: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place."""

    where: Where
    rule: str
    facts: tuple[tuple[str, str], ...]
    severity: str

    @property
    def message(self) -> str:
        """What is wrong, in an English sentence."""
        return self.said("en")[0]

    @property
    def hint(self) -> str:
        """What the author can do about it, in English; the near miss comes first where there is one."""
        return self.said("en")[1]

    def said(self, language: str) -> tuple[str, str]:
        """Message and hint in a language."""
        rule = rules(language)[self.rule]
        facts = {name: _fact(name, value, language) for name, value in self.facts}
        hint = rule.hint_close if facts.get("close") and rule.hint_close else rule.hint
        return rule.message.format_map(facts), hint.format_map(facts)


class SiteError(Exception):
    """Ends a build with problems that the author can mend; anything else that is raised is a defect of Khabar."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.message}" for problem in problems))
        self.problems = problems


@functools.cache
def rules(language: str = "en") -> Mapping[str, Rule]:
    """Every rule by its id, with its sentences in a language."""
    said = _sentences(language)
    return {
        name: Rule(
            entry["severity"], said[name]["message"], said[name].get("hint", ""), said[name].get("hint_close", "")
        )
        for name, entry in _sentences("en").items()
        if name != _FACTS
    }


@functools.cache
def _sentences(language: str) -> Mapping[str, Mapping[str, str]]:
    import tomllib

    file = "rules.toml" if language == "en" else f"rules.{language}.toml"
    return tomllib.loads(Path(__file__).with_name(file).read_text("utf-8"))


def _fact(name: str, value: str, language: str) -> str:
    """A fact of a case as a language has it: a system's and a library's reasons in words that say something."""
    if name not in _WORDED:
        return value
    plain = _sentences("en").get(_FACTS, {}).get(value, value)
    own = _sentences(language).get(_FACTS, {})
    kind, space, rest = plain.partition(" '") if plain.endswith("'") else plain.partition(" (")
    return own.get(plain) or own.get(value) or (f"{own[kind]}{space}{rest}" if kind in own else plain)


_FACTS = "-facts"  # of a file of sentences: what is no rule
_WORDED = ("harm", "instead", "kind", "one", "reason", "sign", "two")


def problem(rule: str, where: Where, **facts: object) -> Problem:
    """The case of a rule at a place; long facts are shortened so that a message stays readable."""
    texts = tuple((name, shorten(str(value))) for name, value in facts.items())
    return Problem(where, rule, texts, rules()[rule].severity)


def shorten(text: str, limit: int = 1200) -> str:
    r"""A text that fits a message: control characters made visible, the middle of a long one left out.

    >>> shorten("a\x00b")
    'a␀b'
    """
    shown = text.translate(_VISIBLE)
    return shown if len(shown) <= limit else f"{shown[: limit // 2]} … {shown[-limit // 2 :]}"


# Control characters, which a terminal would obey, as their pictures; halves of pairs, which it cannot print, as well.
_VISIBLE = {code: chr(0x2400 + code) for code in range(32) if code != ord("\n")} | {0x7F: "␡"}
_VISIBLE |= dict.fromkeys([*range(0x80, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000)], "�")
_IN_LINE = _VISIBLE | {ord("\t"): "    ", ord("\n"): "␊"}


def closest(word: str, known: Iterable[str]) -> str:
    """The known name that a mistyped word most likely means, or nothing.

    >>> closest("dtae", ["date", "title"])
    'date'
    """
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def refused(error: OSError, site: Path) -> Problem:
    """What the system would not do, as a problem: no leave, no room, a folder in place of a file."""
    name = error.filename if isinstance(error.filename, str) else ""
    place = name.removeprefix(f"{site}/").removeprefix(f"{site.resolve()}/")
    return problem("system", Where(place), reason=error.strerror or error)


def with_severities(problems: Iterable[Problem], severities: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems in the order of their places, with the severities that the site's config gives its rules.

    Notes are left out: they are for the desk, not for a build.
    """
    kept = {each for each in map(judge(severities), problems) if each.severity not in (NOTE, OFF)}
    return tuple(sorted(kept, key=in_order))


def judge(severities: Mapping[str, str]) -> Callable[[Problem], Problem]:
    """What gives a problem the severity that the site's config gives its rule."""
    return lambda each: replace(each, severity=severities.get(each.rule, each.severity))


def in_order(each: Problem) -> tuple[object, ...]:
    """A key that sorts problems by their places."""
    return each.where, each.rule, each.facts


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops a build."""
    return any(each.severity == ERROR for each in problems)


def pack_problem(each: Problem) -> tuple[object, ...]:
    """A problem as a plain tuple."""
    return (each.where.path, each.where.line, each.where.column, each.rule, each.facts, each.severity)


def unpack_problem(value: Any) -> Problem:  # noqa: ANN401 # a plain tuple out of the memo
    """A problem out of a plain tuple."""
    path, line, column, rule, facts, severity = value
    return Problem(Where(path, line, column), rule, facts, severity)


def pack_problems(problems: Iterable[Problem]) -> tuple[tuple[object, ...], ...]:
    """Problems as plain tuples."""
    return tuple([pack_problem(each) for each in problems])


def unpack_problems(packed: Any) -> tuple[Problem, ...]:  # noqa: ANN401 # plain tuples out of the memo
    """Problems out of plain tuples."""
    return tuple([unpack_problem(each) for each in packed])


def format_problem(each: Problem, line: str = "", language: str = "en") -> str:
    """The problem as a terminal shows it: the place, what is wrong, the line with a caret, the hint."""
    message, hint = each.said(language)
    place = str(each.where).translate(_IN_LINE)
    rows = [f"{place}{': ' if place else ''}{named(1, each.severity, language)}[{each.rule}]: {message}"]
    # Where a whole file is meant, the hyphens that it begins with say nothing.
    if line and each.where.line and (each.where.column or line.strip() != "---"):
        number = str(each.where.line).rjust(5)
        before, after = _excerpt(line, max(each.where.column - 1, 0))
        rows.append(f"{number} | {before}{after}")
        if each.where.column:
            rows.append(f"{' ' * len(number)} | {' ' * cells(before)}^")
    if hint:
        rows.append(f"  {say('hint', language)}: {hint}")
    return "\n".join(rows)


ROOM, ROOM_BEFORE = 90, 50  # cells of a line that are shown, and of what stands before the caret


def _excerpt(line: str, index: int) -> tuple[str, str]:
    """What of a line is shown before and from a place on: a paragraph is one line, and would fill the terminal."""
    before, after = line[:index].translate(_IN_LINE), line[index:].translate(_IN_LINE)
    if cells(before) > ROOM_BEFORE:
        kept = _fitting(before[::-1], ROOM_BEFORE - 2)[::-1]
        words = kept.partition(" ")[2]
        before = f"… {words if 2 * len(words) > len(kept) else kept}"
    if cells(after) > ROOM - cells(before):
        kept = _fitting(after, ROOM - cells(before) - 2)
        words = kept.rpartition(" ")[0]
        after = f"{words if 2 * len(words) > len(kept) else kept} …"
    return before, after


def _fitting(text: str, room: int) -> str:
    """The beginning of a text that takes no more than so many cells."""
    taken = 0
    for index, char in enumerate(text):
        taken += cells(char)
        if taken > room:
            return text[:index]
    return text


def cells(text: str) -> int:
    """How many terminal cells a text takes: marks take none, wide characters two.

    >>> cells("हिन्दी"), cells("日本")
    (3, 4)
    """
    shown = (char for char in text if unicodedata.category(char) not in ("Mn", "Mc", "Me", "Cf"))
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)
