"""Positioned text: what an author wrote in YAML, before anyone guesses what it means.

YAML's own guesses are wrong for news (`no` is False, `22:22` is 1342, `#MeToo` is nothing), so every scalar stays the
text that was typed, with its place, and `schema` gives it a type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.digest import digest_bytes
from generator.problems import SiteError, Where, problem
from generator.recall import recalled

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

DEPTH_LIMIT = 20
_DEEP = re.compile(rf"[\[{{]{{{DEPTH_LIMIT + 1}}}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EMPTY_WORDS = frozenset(("null", "~", "{}", "[]"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was typed; quotes, where it had them, are taken off."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """The node under a key, if it is there."""
        return next((node for name, node in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Listing | Mapping
EMPTY = Mapping((), 0, 0)


def parse_yaml(text: str, path: str, line: int = 1, column: int = 1) -> Node:
    """The tree of a YAML document that starts at a place of a file; an empty one is an empty mapping.

    Anchors, aliases, tags and doubled keys are refused: each lets a file mean something other than it shows.
    Raises SiteError.
    """
    import yaml

    if deep := _DEEP.search(text):  # the library's own fault would be another one, and take long to come
        row, place_in_row = position(text, deep.start())
        found = Where(path, row + line - 1, place_in_row + (column - 1 if row == 1 else 0))
        raise SiteError(problem("yaml-depth", found, limit=DEPTH_LIMIT))
    loader = getattr(yaml, "CLoader", yaml.Loader)
    shift = (path, line - 1, column - 1)
    try:
        events = yaml.parse(text, Loader=loader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            return Mapping((), line, column)
        node = _node(next(events), events, shift, 0)
        next(events)
        if not isinstance(following := next(events), yaml.StreamEndEvent):
            begin: Any = following.start_mark
            raise SiteError(problem("yaml-documents", Where(path, begin.line + line, 1)))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        rest = text.split("\n")[at.line :] if at is not None else []
        # Where the text has come to its end, the fault is where it began.
        ends = "end of stream" in (error.problem or "") or not "".join(rest).strip()
        mark = (error.context_mark if ends else None) or error.problem_mark or error.context_mark
        shifted = mark.column + (column if mark.line == 0 else 1) if mark is not None else 0
        place = Where(path, mark.line + line, shifted) if mark is not None else Where(path)
        raise SiteError(problem("yaml-syntax", place, reason=error.problem or str(error))) from None
    except yaml.reader.ReaderError as error:
        raise SiteError(problem("yaml-syntax", Where(path), reason=error.reason)) from None
    return node


def parse_settings(text: str, path: str) -> Node:
    """The tree of a YAML document, as `parse_yaml` has it, but recalled: such files seldom change."""
    return _unpack(recalled(f"{path} {digest_bytes(text.encode())}", lambda: _pack(parse_yaml(text, path))))


def _pack(node: Node) -> tuple[Any, ...]:
    """A node as a plain tuple; what it holds comes first, and tells of what kind it is."""
    if isinstance(node, Scalar):
        return (node.text, node.line, node.column, node.quoted)
    if isinstance(node, Listing):
        return (tuple(map(_pack, node.items)), node.line, node.column)
    return ({_pack(key): _pack(value) for key, value in node.entries}, node.line, node.column)


def _unpack(packed: tuple[Any, ...]) -> Node:
    held, *place = packed
    if isinstance(held, str):
        return Scalar(held, *place)
    if isinstance(held, tuple):
        return Listing(tuple(map(_unpack, held)), *place)
    return Mapping(tuple((Scalar(*key), _unpack(value)) for key, value in held.items()), *place)


def _node(event: yaml.Event, events: Iterator[yaml.Event], shift: tuple[str, int, int], depth: int) -> Node:
    import yaml

    path, lines, columns = shift
    mark: Any = event.start_mark
    place = (mark.line + 1 + lines, mark.column + 1 + (columns if mark.line == 0 else 0))
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise SiteError(problem("yaml-anchor", Where(path, *place)))
    if tag := getattr(event, "tag", None):
        raise SiteError(problem("yaml-tag", Where(path, *place), tag=tag.replace("tag:yaml.org,2002:", "!!")))
    if depth > DEPTH_LIMIT:
        raise SiteError(problem("yaml-depth", Where(path, *place), limit=DEPTH_LIMIT))
    if isinstance(event, yaml.ScalarEvent):
        if control := CONTROL.search(event.value):
            raise SiteError(problem("content-control", Where(path, *place), code=named_control(control[0])))
        return Scalar(event.value, *place, quoted=event.style in ("'", '"'))
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(following := next(events), yaml.SequenceEndEvent):
            items.append(_node(following, events, shift, depth + 1))
        return Listing(tuple(items), *place)
    entries: dict[str, tuple[Scalar, Node]] = {}
    while not isinstance(following := next(events), yaml.MappingEndEvent):
        key = _node(following, events, shift, depth + 1)
        if not isinstance(key, Scalar):
            raise SiteError(problem("yaml-key", Where(path, key.line, key.column)))
        if key.text in entries:
            raise doubled(path, key, entries[key.text][0])
        entries[key.text] = (key, _node(next(events), events, shift, depth + 1))
    return Mapping(tuple(entries.values()), *place)


def filled(node: Node) -> Node | None:
    """A node without what is left empty in it; None where nothing is left. An empty item of a list is kept.

    >>> filled(Scalar("null", 1, 1)), filled(Scalar("null", 1, 1, quoted=True))
    (None, Scalar(text='null', line=1, column=1, quoted=True))
    """
    if isinstance(node, Scalar):
        empty = not node.text or (not node.quoted and node.text in _EMPTY_WORDS)
        return None if empty else node
    if isinstance(node, Mapping):
        entries = tuple((key, value) for key, each in node.entries if (value := filled(each)) is not None)
        return replace(node, entries=entries) if entries else None
    items = tuple(each for item in node.items if (each := item if isinstance(item, Scalar) else filled(item)))
    return replace(node, items=items) if items else None


def doubled(path: str, key: Scalar, first: Scalar) -> SiteError:
    """The error of a key that stands twice in one mapping."""
    return SiteError(problem("yaml-doubled", Where(path, key.line, key.column), key=key.text, line=first.line))


def named_control(char: str) -> str:
    r"""What messages call a control character.

    >>> named_control("\0"), named_control("\x02")
    ('NUL, U+0000', 'U+0002')
    """
    return f"{'' if char > chr(0) else 'NUL, '}U+{ord(char):04X}"


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a place in a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
