"""Aligning: from the bodies of one story in two languages to rows, paragraph beside paragraph, heading beside heading.

A body is cut into its outermost elements. Where both have the same headings, each section stands beside its
counterpart: piece by piece where both have the same kinds of pieces in the same order, else as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.spans import NEVER_CLOSED
from generator.views import Block, BodyPart, Html, Link, Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Body: TypeAlias = tuple[BodyPart, ...]

# A tag, or the beginning of one whose address is a slot of its own.
_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*(?:>|\Z)", re.DOTALL)
_OWN = re.compile(r'(<[A-Za-z][^<>]*?\s(?:id="|href="#))')
_KINDS = {"ul": "list", "ol": "list"}
_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One outermost element of a body: the element's name, or that of a block, and its parts."""

    kind: str
    parts: Body

    @property
    def opens_section(self) -> bool:
        """Whether it is a heading."""
        return bool(_HEADING.fullmatch(self.kind))


@dataclass(frozen=True, slots=True)
class Uneven:
    """Two sections that do not go piece by piece: the heading's place among the headings (0: before the first)."""

    heading: int
    count: int
    other: int


def pieces(body: Iterable[BodyPart]) -> list[Piece]:
    """The outermost elements of a body, in their order.

    >>> [each.kind for each in pieces((Html("<h2>क</h2><p>ख <a"), Link("", "/x/"), Html(">ग</a></p>")))]
    ['h2', 'p']
    """
    found: list[Piece] = []
    held: list[BodyPart] = []
    kind, depth = "", 0
    for part in body:
        if not isinstance(part, Html):
            held.append(part)
            if depth == 0 and not isinstance(part, Link):
                found.append(Piece(part.name if isinstance(part, Block) else "picture", tuple(held)))
                held = []
            continue
        start = 0
        for tag in _TAG.finditer(part.text):
            name = (tag[2] or "").lower()
            if not name or (name in NEVER_CLOSED and depth):
                continue
            if depth == 0 and not tag[1]:
                kind = _KINDS.get(name, name)
            depth = 0 if name in NEVER_CLOSED else max(depth - 1, 0) if tag[1] else depth + 1
            if depth == 0:
                held.append(Html(part.text[start : tag.end()].strip()))
                found.append(Piece(kind, tuple(held)))
                held, start = [], tag.end()
        if part.text[start:].strip():
            held.append(Html(part.text[start:]))
    if held:  # an element that its author never closed
        found.append(Piece(kind or "p", tuple(held)))
    return found


def sections(found: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces from each heading to the next; the first section has none, and may be empty."""
    result: list[list[Piece]] = [[]]
    for piece in found:
        if piece.opens_section:
            result.append([])
        result[-1].append(piece)
    return result


def align(one: Sequence[Piece], two: Sequence[Piece]) -> Iterator[tuple[Body, Body]]:
    """Two bodies as rows.

    >>> one, two = (pieces((Html(text),)) for text in ("<p>क</p><p>ख</p>", "<p>a</p><p>b</p>"))
    >>> [(mine[0].text, other[0].text) for mine, other in align(one, two)]
    [('<p>क</p>', '<p>a</p>'), ('<p>ख</p>', '<p>b</p>')]
    """
    if _headings(one) != _headings(two):
        yield _joined(one), _joined(two)
        return
    for mine, other in zip(sections(one), sections(two), strict=True):
        if [each.kind for each in mine] == [each.kind for each in other]:
            yield from ((a.parts, b.parts) for a, b in zip(mine, other, strict=True))
            continue
        heads = int(bool(mine and other and mine[0].opens_section))
        yield from ((a.parts, b.parts) for a, b in zip(mine[:heads], other[:heads], strict=True))
        yield _joined(mine[heads:]), _joined(other[heads:])


def uneven(one: Sequence[Piece], two: Sequence[Piece]) -> Iterator[Uneven]:
    """The sections that stand beside each other as a whole only; one, with the headings, where these differ."""
    if _headings(one) != _headings(two):
        yield Uneven(-1, len(_headings(one)), len(_headings(two)))
        return
    for place, (mine, other) in enumerate(zip(sections(one), sections(two), strict=True)):
        if [each.kind for each in mine] != [each.kind for each in other]:
            heads = bool(place)
            yield Uneven(place, len(mine) - heads, len(other) - heads)


def _headings(found: Iterable[Piece]) -> list[str]:
    return [each.kind for each in found if each.opens_section]


def _joined(found: Iterable[Piece]) -> Body:
    return tuple(part for piece in found for part in piece.parts)


def with_own_ids(body: Body, prefix: str) -> Body:
    """A body whose ids, and links to them, begin with a prefix: two bodies on one page may have the same.

    >>> with_own_ids((Html('<h2 id="a">अ</h2><a href="#a">अ</a>'),), "hi-")[0].text
    '<h2 id="hi-a">अ</h2><a href="#hi-a">अ</a>'
    """
    return tuple(_with_own_id(part, prefix) for part in body)


def _with_own_id(part: BodyPart, prefix: str) -> BodyPart:
    if isinstance(part, Html):
        return Html(_OWN.sub(rf"\g<1>{prefix}", part.text)) if "id=" in part.text or "#" in part.text else part
    if isinstance(part, Block):
        return replace(part, body=with_own_ids(part.body, prefix))
    if isinstance(part, Picture):
        return part
    return replace(part, url=f"#{prefix}{part.url[1:]}") if part.url.startswith("#") else part
