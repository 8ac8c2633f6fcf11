"""Types for positioned text: a `Reader` turns nodes into values and collects what does not fit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, TypeVar

from generator.problems import Problem, SiteError, Where, closest, problem
from generator.tree import EMPTY, Listing, Mapping, Node, Scalar, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Value = TypeVar("Value")

YES = frozenset({"true", "yes", "on", "हाँ", "हां", "सही"})
NO = frozenset({"false", "no", "off", "नहीं", "नही", "ग़लत", "गलत"})
_COMMENT = re.compile(r"\s+#.*$")
_DATE_PARTS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})( \d\d:\d\d)?")
_MACHINERY = re.compile(r"!!\S|&\S+\s+[\[{]|\[\[|\{\{?\s*\{")
MOMENT = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$", re.ASCII
)


@dataclass(slots=True)
class Reader:
    """Reads typed values from the nodes of one file; `problems` grows as it goes, and a bad value reads as None."""

    path: str
    zone: tzinfo
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, node: Node, **facts: object) -> None:
        """Notes that a node breaks a rule."""
        self.problems.append(problem(rule, Where(self.path, node.line, node.column), **facts))

    def known(self, mapping: Mapping, keys: Iterable[str], rule: str, synonyms: dict[str, str] | None = None) -> None:
        """Reports each key of a mapping that is not one of the known ones, with the nearest that is."""
        keys = list(keys)
        for key, node in mapping.entries:
            if key.text not in keys:
                close = (synonyms or {}).get(key.text.lower(), "") or closest(key.text, keys)
                self.report(rule, key, key=key.text, close=close, known=", ".join(keys))
                self._refuse_yaml(node)

    def _refuse_yaml(self, node: Node) -> None:
        """Reports the machinery of YAML in a value that Khabar does not know: it was meant for a program."""
        if isinstance(node, Scalar) and not node.quoted and _MACHINERY.match(node.text):
            try:
                parse_yaml(node.text, self.path, node.line, node.column)
            except SiteError as error:
                self.problems += [each for each in error.problems if each.rule != "yaml-syntax"]

    def get(self, mapping: Mapping, key: str, read: Callable[[Node, str], Value | None]) -> Value | None:
        """The typed value under a key; None where it is absent or wrong."""
        node = mapping.get(key)
        return None if node is None else read(node, key)

    def text(self, node: Node, name: str) -> str | None:
        """A text on one or more lines."""
        if isinstance(node, Scalar) and node.text:
            return node.text
        self.report("value-text" if not isinstance(node, Scalar) else "value-empty", node, name=name)
        return None

    def line(self, node: Node, name: str) -> str | None:
        """A text with white space folded, for what stands on one line of a page."""
        text = self.text(node, name)
        return None if text is None else " ".join(text.split())

    def flag(self, node: Node, name: str) -> bool | None:
        """A yes or no, in either language."""
        word = self._bare(node).casefold()
        if word in YES or word in NO:
            return word in YES
        self.report("value-flag", node, name=name, found=self._bare(node))
        return None

    def number(self, node: Node, name: str) -> int | None:
        """A whole number."""
        word = self._bare(node)
        if re.fullmatch(r"-?[0-9]{1,9}", word):
            return int(word)
        self.report("value-number", node, name=name, found=word)
        return None

    def positive(self, node: Node, name: str) -> int | None:
        """A whole number of at least one."""
        number = self.number(node, name)
        if number is not None and number < 1:
            self.report("value-positive", node, name=name, found=number)
            return None
        return number

    def moment(self, node: Node, name: str) -> datetime | None:
        """A date, with or without a time and a zone, in the site's zone."""
        word = self._bare(node)
        match = MOMENT.match(word)
        try:
            if match:
                return self._moment(match)
        except (ValueError, OverflowError):
            self.report("date-impossible", node, name=name, found=word)
            return None
        self.report("date-form", node, name=name, found=word, close=_meant_date(word))
        return None

    def _moment(self, match: re.Match[str]) -> datetime:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        if not match[7]:
            return datetime(year, month, day, hour, minute, second, tzinfo=self.zone)
        return datetime(year, month, day, hour, minute, second, tzinfo=_offset(match[7])).astimezone(self.zone)

    def texts(self, node: Node, name: str) -> tuple[str, ...] | None:
        """A list of texts: `- ` lines, `[a, b]`, or one line with commas."""
        if isinstance(node, Scalar) and not node.quoted and node.text.startswith("[") and node.text.endswith("]"):
            try:
                node = parse_yaml(node.text, self.path, node.line, node.column)
            except SiteError as error:
                self.problems.extend(error.problems)
                return None
        if isinstance(node, Scalar) and not node.quoted and re.fullmatch(r"\{.*\}", node.text):
            self.report("value-list", node, name=name)
            return None
        if isinstance(node, Scalar):
            parts = [node.text] if node.quoted else re.split(r"[,،]", node.text)
            return tuple(" ".join(part.split()) for part in parts if part.strip())
        if isinstance(node, Mapping):
            self.report("value-list", node, name=name)
            return None
        return tuple(text for item in node.items if (text := self._item(item, name)))

    def _item(self, item: Node, name: str) -> str | None:
        if isinstance(item, Scalar) and not item.text.strip():
            self.report("list-item-empty", item, name=name)
            return None
        return self.line(item, name)

    def mapping(self, node: Node, name: str) -> Mapping:
        """A node that has to be a mapping; an empty one where it is not."""
        if isinstance(node, Mapping):
            return node
        if not (isinstance(node, Scalar) and not node.text):
            self.report("value-mapping", node, name=name)
        return EMPTY

    def items(self, node: Node, name: str) -> tuple[Node, ...]:
        """A node that has to be a list; a single mapping counts as a list of one."""
        if isinstance(node, Listing):
            return node.items
        if isinstance(node, Mapping):
            return (node,)
        if node.text and node.text != "[]":
            self.report("value-list", node, name=name)
        return ()

    def choice(self, options: Iterable[str]) -> Callable[[Node, str], str | None]:
        """A reader of one word out of a few."""
        words = list(options)

        def read(node: Node, name: str) -> str | None:
            word = self._bare(node)
            if word in words:
                return word
            known = ", ".join(words)
            self.report("value-choice", node, name=name, found=word, close=closest(word, words), known=known)
            return None

        return read

    def choices(self, options: Iterable[str]) -> Callable[[Node, str], tuple[str, ...] | None]:
        """A reader of lists of words, each one of some options."""
        choose = self.choice(options)

        def read(node: Node, name: str) -> tuple[str, ...] | None:
            words = self.texts(node, name) or ()
            return tuple(word for word in words if choose(Scalar(word, node.line, node.column), name))

        return read

    @staticmethod
    def _bare(node: Node) -> str:
        return _COMMENT.sub("", node.text).strip() if isinstance(node, Scalar) else ""


def _meant_date(word: str) -> str:
    """The date that digits in another order, or of another script, most likely mean: in India the day comes first.

    >>> _meant_date("05/08/2024"), _meant_date("२०२४-०८-०५"), _meant_date("2024-8-5"), _meant_date("31/02/2024")
    ('2024-08-05', '2024-08-05', '2024-08-05', '')
    >>> _meant_date("5/8/24")
    '2024-08-05'
    """
    match = _DATE_PARTS.fullmatch(word)
    if not match:
        return ""
    first, month, last = (int(part) for part in match.groups()[:3])  # int reads the digits of any script
    year, day = (first, last) if first > max(last, 31) else (last, first)
    year += 2000 if year < 100 else 0
    time = "".join(str(unicodedata.decimal(char, char)) for char in match[4] or "")
    try:
        return f"{date(year, month, day)}{time}"
    except ValueError:
        return ""


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))
