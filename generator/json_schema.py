"""JSON Schemas of config.yaml and front matter, found out by asking their readers what they make of a nonsense value.

There is no second list of keys and types: a key that a reader learns tomorrow is in the schema tomorrow. What the keys
mean is what the reference says of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.article import ContentOptions, parse_article
from generator.config import parse_config
from generator.problems import SiteError, rules
from generator.registry import SECTION
from generator.schema import MOMENT, NO, YES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.problems import Problem

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Schema = dict[str, Any]

WORD = "zzz"  # means nothing to any reader, and might be a name
CODES = ("qaa", "qab")  # of editions, which ISO 639 keeps free
ITEM = "-"  # in a path: an item of a list
DEPTH = 7
_SHAPES = frozenset(
    (
        "value-text",
        "value-list",
        "value-mapping",
        "value-flag",
        "value-number",
        "value-choice",
        "value-empty",
        "date-form",
    )
)
_UNKNOWN = ("config-key", "config-rule", "front-matter-key")
_CODE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_REFERENCE = "reference"
_SECTION = re.compile(r"^##+ `([^`]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"(?:^\|.*\n?)+", re.MULTILINE)


def config_schema() -> Schema:
    """The schema of config.yaml."""
    base: dict[str, Value] = {"title": "T", "editions": dict.fromkeys(CODES, "")}

    def ask(value: Value) -> tuple[Problem, ...]:
        return parse_config("\n".join(_lines(value)) + "\n")[1]

    return _whole(_Probe(ask, base, _meanings("config.md")), "Khabar: config.yaml", ["title"])


def front_matter_schema(taxonomies: tuple[str, ...] = (SECTION, "tags", "authors")) -> Schema:
    """The schema of an article's front matter, on a site with some taxonomies."""
    options = ContentOptions(CODES, taxonomies, "Asia/Kolkata")

    def ask(value: Value) -> tuple[Problem, ...]:
        text = "\n".join(["---", *_lines(value), "---", ""])
        return parse_article(text, f"content/news/a.{CODES[0]}.md", options).problems

    probe = _Probe(ask, {"title": "T", "date": "2024-01-01"}, _meanings("front-matter.md"), above=1)
    return _whole(probe, "Khabar: front matter", ["title"])


def _whole(probe: _Probe, title: str, required: list[str]) -> Schema:
    found = probe.of(())
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, "required": required, **found}


@dataclass(frozen=True, slots=True)
class _Probe:
    """Asks a reader about one path after the other."""

    ask: Callable[[Value], tuple[Problem, ...]]
    base: dict[str, Value]
    meanings: dict[tuple[str, ...], str]
    above: int = 0  # lines above what is asked about
    beside: dict[tuple[str, ...], dict[str, Value]] = field(
        default_factory=dict
    )  # what has to stand with a path's keys

    def of(self, path: tuple[str, ...], others: Iterable[str] = ()) -> Schema:
        """The schema of what may stand at a path; what is read only beside another key is asked beside it."""
        above = path[:-1]
        if not path or above in self.beside or not self._unread(path):
            return self._of(path)
        for key in (CODES[0], *others):
            self.beside[above] = {key: WORD}
            read = key != path[-1] and not self._unread(path)
            found = self._of(path) if read else {}
            self.beside.pop(above)
            if read:
                return found
        return self._meant(path, {})

    def _of(self, path: tuple[str, ...]) -> Schema:
        shapes: list[Schema] = []
        if path:
            shapes += self._scalar(path)
        if len(path) < DEPTH:
            shapes += self._mapping(path)
            if path and path[-1] != ITEM:
                shapes += self._listing(path)
        return self._meant(path, shapes[0] if len(shapes) == 1 else {"anyOf": shapes} if shapes else {})

    def _meant(self, path: tuple[str, ...], found: Schema) -> Schema:
        """A schema with what the reference says of its path."""
        meaning = self.meanings.get(tuple(key for key in path if key not in (WORD, ITEM, *CODES)), "")
        return {"description": meaning, **found} if meaning else found

    def _unread(self, path: tuple[str, ...]) -> bool:
        """Whether the reader does not mind what stands at a path, and so most likely does not look at it."""
        if path[-1] == ITEM:
            return False
        leaves: tuple[Value, ...] = (WORD, {WORD: {WORD: WORD}}, [[WORD]])
        return not any(
            each.rule in _SHAPES or (each.rule in _UNKNOWN and _key(each) == WORD)
            for leaf in leaves
            for each in self._told(path, leaf)[0]
            if each.where.line - self.above > len(_lines(self._around(path, leaf))) - len(_lines(leaf))
        )

    def _told(self, path: tuple[str, ...], leaf: Value) -> tuple[list[Problem], Problem | None]:
        """What the reader says of a value at a path, and what of it means that it takes no such shape there."""
        whole = self._around(path, leaf)
        lines = _lines(whole)
        number, column = len(lines), _column(lines[-1], leaf)
        try:
            told = list(self.ask(whole))
        except SiteError as error:
            told = list(error.problems)
        # Lines count from the file's beginning, which is one line above front matter.
        here = [each for each in told if (each.where.line - self.above, each.where.column) == (number, column)]
        return told, next((each for each in here if each.rule in _SHAPES), None)

    def _around(self, path: tuple[str, ...], leaf: Value) -> Value:
        value = leaf
        for place in range(len(path), 0, -1):
            key = path[place - 1]
            # What is asked about stands last: its place is that of the text's end.
            value = [value] if key == ITEM else {**self.beside.get(path[: place - 1], {}), key: value}
        if not isinstance(value, dict):
            return value
        return {**{key: each for key, each in self.base.items() if key not in value}, **value}

    def _scalar(self, path: tuple[str, ...]) -> list[Schema]:
        _, shape = self._told(path, WORD)
        empty, _ = self._told(path, "")
        null = [{"type": "null"}] if not any(each.rule in _SHAPES for each in empty) else []
        if shape is None:
            return [{"type": ["string", "number", "boolean", *(["null"] if null else [])]}]
        facts = dict(shape.facts)
        if shape.rule == "value-flag":
            return [{"enum": [True, False, *sorted(YES | NO)]}, *null]
        if shape.rule == "value-number":
            _, low = self._told(path, "0")
            told, _ = self._told(path, "0")
            positive = low is not None or any(each.rule == "value-positive" for each in told)
            return [{"type": "integer", **({"minimum": 1} if positive else {})}, *null]
        if shape.rule == "value-choice" and self._choices(path):
            return [{"type": "string"}, *null]
        if shape.rule == "value-choice":
            return [_words(facts["known"].split(", ")), *null]
        if shape.rule == "date-form":
            return [{"type": "string", "pattern": f"^{MOMENT.pattern}"}, *null]
        return null

    def _mapping(self, path: tuple[str, ...]) -> list[Schema]:
        told, shape = self._told(path, {WORD: WORD})
        if shape is not None:
            return []
        missing = next((_key(each) for each in told if each.rule.endswith("-key-missing")), "")
        if missing:
            return self._variants(path, missing)
        unknown = next((each for each in told if each.rule in _UNKNOWN and _key(each) == WORD), None)
        if unknown is None and self._unread((*path, WORD)):
            unread = self._unread((*path, CODES[0]))
            return [{"type": "object"} if unread else self._closed(path, CODES)]
        if unknown is None:
            return [{"type": "object", "additionalProperties": self.of((*path, WORD))}]
        known = [*rules()] if path == ("rules",) else dict(unknown.facts)["known"].split(", ")
        return [self._closed(path, known)]

    def _closed(self, path: tuple[str, ...], known: Iterable[str]) -> Schema:
        """A mapping of known keys; those that are codes of editions stand for the code of any."""
        names = [key for key in known if key not in CODES]
        found: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
        for key in names:
            found["properties"][key] = self.of((*path, key), names)
        if len(names) < len(list(known)):
            found["patternProperties"] = {_CODE: self.of((*path, CODES[0]))}
        return found

    def _variants(self, path: tuple[str, ...], key: str) -> list[Schema]:
        """A mapping that is another one for each word under a key."""
        _, shape = self._told((*path, key), WORD)
        words = dict(shape.facts)["known"].split(", ") if shape else []
        found = []
        for word in words:
            self.beside[path] = {key: word}
            told, _ = self._told(path, {key: word, WORD: WORD})
            known = next(dict(each.facts)["known"] for each in told if each.rule in _UNKNOWN)
            needed = [_key(each) for each in told if each.rule.endswith("-key-missing")]
            self.beside[path] = {key: word, **dict.fromkeys(needed, WORD)}
            variant = self._closed(path, known.split(", "))
            variant["properties"][key] = {"const": word}
            found.append({**variant, "required": [key, *needed]})
        self.beside.pop(path, None)
        return found

    def _listing(self, path: tuple[str, ...]) -> list[Schema]:
        _, shape = self._told(path, [WORD])
        choice = self._choices(path)
        if choice:
            return [{"type": "array", "items": choice}]
        return [] if shape is not None else [{"type": "array", "items": self.of((*path, ITEM))}]

    def _choices(self, path: tuple[str, ...]) -> Schema:
        """What each item of a list at a path may be, if it is one of a few words; which also may stand on one line."""
        _, shape = self._told(path, [WORD])
        facts = dict(shape.facts) if shape else {}
        if shape is None or shape.rule != "value-choice" or facts["found"] != WORD:
            return {}
        return _words(facts["known"].split(", "))


def _key(each: Problem) -> str:
    return dict(each.facts)["key"]


def _words(known: Iterable[str]) -> Schema:
    """One of a few words; a code of an edition stands for that of any, and `off` is what some read as false."""
    words = [word for word in known if word not in CODES]
    choice: Schema = {"enum": [*words, *([False] if "off" in words else [])]}
    if len(words) == len(list(known)):
        return choice
    code: Schema = {"type": "string", "pattern": _CODE}
    return {"anyOf": [choice, code]} if words else code


def _lines(value: Value, indent: str = "") -> list[str]:
    """A value in the block style that config.yaml and front matter share.

    >>> _lines({"a": "b", "c": ["d", {"e": "f"}]})
    ['a: b', 'c:', '  - d', '  - e: f']
    """
    if isinstance(value, str):
        return [indent + value]
    lines = []
    for key, each in value.items() if isinstance(value, dict) else (("-", each) for each in value):
        if isinstance(each, str):
            lines.append(f"{indent}{key}{':' if key != '-' else ''} {each}".rstrip())
        elif key == "-":
            first, *others = _lines(each, indent + "  ")
            lines += [f"{indent}- {first.lstrip()}", *others]
        else:
            lines += [f"{indent}{key}:", *_lines(each, indent + "  ")]
    return lines


def _column(line: str, leaf: Value) -> int:
    """Where a value begins that stands at the end of a line."""
    return len(line) + 1 - len(_lines(leaf)[-1]) if leaf else len(line) + 1


def _meanings(page: str) -> dict[tuple[str, ...], str]:
    """What the reference says of keys, by their path: the first words of a section, and a row of its table."""
    here = Path(__file__).resolve().parent
    places = (here / _REFERENCE / page, here.parent / "docs/content/en/pages" / _REFERENCE / page)
    text = next((place.read_text("utf-8") for place in places if place.is_file()), "")
    found: dict[tuple[str, ...], str] = {}
    for section in _SECTION.finditer(text):
        paragraphs = re.split(r"\n\n+", section[2].strip())
        # A key that its table alone explains has at least its type.
        first = next((each for each in paragraphs if not each.startswith(("- ", "|", "```"))), paragraphs[0][2:])
        found[section[1],] = _plain(first)
        for key, meaning in _rows(section[2]):
            found[section[1], key] = meaning
    return found


def _rows(section: str) -> Iterator[tuple[str, str]]:
    """The keys of a section's tables, each with what stands in the column of meanings."""
    for table in _TABLE.finditer(section):
        head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines())
        if "Meaning" in head:
            yield from ((_plain(row[0]), _plain(row[head.index("Meaning")])) for row in rows)


def _plain(text: str) -> str:
    """A text of the reference without its marks."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return " ".join(re.sub(r"[`*]", "", text).split())
