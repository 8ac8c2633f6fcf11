"""Passages: the pieces of an article's source that a reader will read, each at its exact place.

What is no text, such as markup, code, addresses and front-matter keys, is covered sign by sign with `HIDDEN`, so that a
place in a passage is a place in the source, and an edit of the one is an edit of the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.frontmatter import front_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = "\0"  # content has no control characters, so nobody can have written one
TEXT_FIELDS = frozenset({"title", "summary", "alt", "caption", "credit", "text"})
TERM_FIELDS = frozenset({"tags", "authors", "section"})
TEXT_ARGUMENTS = frozenset({"title", "caption", "alt", "credit", "by", "text", "quote", "name", "role"})

_ENTRY = re.compile(r"(?P<indent>[ ]*(?:- +)*)(?P<key>[^\s:#\-\[{\"'][^:]*?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM = re.compile(r"[ ]*- +(?P<value>.*)$")
_BLOCK_TEXT = re.compile(r"[|>][+-]?\d?[+-]?\s*$")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<inner>.*)(?P=quote)[ \t]*(?:#.*)?$""")

# What is no text, wherever it stands in a body; what a group holds is text after all.
_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|<(?P<raw>script|style|pre|code|kbd|samp)\b[^>]*>.*?(?:</(?P=raw)>|\Z)"
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|\{\{[<%].*?[>%]\}\}"
    r"|\]\((?:[^()\"\n]|\([^()\n]*\))*(?:\"(?P<title>[^\"\n]*)\"[ \t]*)?\)"
    r"|(?<=\))\{[^{}\n]*?credit=\"(?P<credit>[^\"\n]*)\"[^{}\n]*\}"
    r"|\{[:#.][^{}\n]*\}"
    r"|\[\^[^\]\s]+\]:?"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+[^\n]*"
    r"|\]\[[^\]\n]*\]"
    r"|</?[A-Za-z][^<>]*>|<(?:https?|mailto):[^<>\s]*>|<[^<>\s]+@[^<>\s]+>"
    r"|(?:https?://|www\.)[^\s<>()\[\]।\"“”]+|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+|(?<![A-Za-z0-9/])[@#][A-Za-z0-9_]+"
    r"|(?<![A-Za-z0-9.])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|in|gov|edu|co|io|info|tv|news|html?|php|md|pdf)\b(?:/[^\s<>()]*)?"
    r"|&(?:[A-Za-z]+|\#\d+|\#x[0-9A-Fa-f]+);"
    r"|\\(?=[\\`*_{}\[\]()#+.!|<>~-])",
    re.DOTALL | re.MULTILINE,
)
_FENCE_LINE = re.compile(r":::[ \t]*[A-Za-z0-9_-]*")
ARGUMENT = re.compile(r"""([A-Za-z][A-Za-z0-9_-]*)=(?:"([^"]*)"|“([^”]*)”|'([^']*)'|(\S+))""")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*|-+[ \t]*)$")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?![#])[ \t]*")
_MARKER = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_DEFINITION = re.compile(r":[ \t]+")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text as it stands in a source from `start` on, and what it is there."""

    start: int
    text: str
    kind: str  # title, summary, alt, caption, credit, text, term, heading, paragraph, item, quotation, cell, argument


def passages(source: str, term_fields: frozenset[str] = TERM_FIELDS) -> Iterator[Passage]:
    r"""The passages of an article's source with plain line ends, in their order.

    >>> [each.text for each in passages("---\ntitle: रूस\n---\n## एक\n\n- [दो](x.md)\n")]
    ['रूस', 'एक', '[दो\x00\x00\x00\x00\x00\x00\x00']
    """
    front = front_lines(source)
    if front:
        yield from _front(source[front[0] : front[1]], front[0], term_fields)
    start = front[2] if front else 0
    yield from _body(_NO_TEXT.sub(_cover, source[start:]), start)


def _cover(match: re.Match[str]) -> str:
    """What is no text, covered; its lines stay lines, or what follows would move."""
    found = match[0]
    covered = "\n".join(HIDDEN * len(line) for line in found.split("\n"))
    for name in ("title", "credit"):
        if match[name] is not None:
            at, end = match.start(name) - match.start(), match.end(name) - match.start()
            covered = covered[:at] + found[at:end] + covered[end:]
    return covered


def _front(inner: str, start: int, term_fields: frozenset[str]) -> Iterator[Passage]:
    """The passages of the front matter: values of text fields and of terms, lines that continue them included."""
    kind, depth, held = "", -1, None
    for line in inner.split("\n"):
        at, bare = start, line.lstrip(" ")
        start += len(line) + 1
        if not bare.strip() or bare.startswith("#"):
            continue
        indent = len(line) - len(bare)
        entry, item = _ENTRY.match(line), _ITEM.match(line)
        if entry and (indent <= depth or not kind or kind == "term"):
            name = entry["key"].lower()
            kind = name if name in TEXT_FIELDS else "term" if name in term_fields else ""
            depth = len(entry["indent"])
            value, offset = entry["value"] or "", entry.start("value")
            if _BLOCK_TEXT.fullmatch(value):
                value = ""
        elif item and kind == "term":
            value, offset = item["value"], item.start("value")
        elif kind and indent > depth:
            if held and held.kind == kind:  # one text on several lines
                held = Passage(held.start, f"{held.text}{' ' * (at - held.start - len(held.text))}{line}", kind)
                continue
            value, offset = bare, indent
        else:
            continue
        if held:
            yield held
        held = _value(value, at + offset, kind) if kind and value.strip() else None
    if held:
        yield held


def _value(text: str, start: int, kind: str) -> Passage:
    """A value without its quotes; backslashes in double ones are covered."""
    match = _QUOTED.match(text)
    if not match:
        return Passage(start, text.rstrip(), kind)
    inner = match["inner"]
    if match["quote"] == '"':
        inner = re.sub(r"\\[^\"\\]|\\(?=[\"\\])", lambda found: HIDDEN * len(found[0]), inner)
    return Passage(start + 1, inner, kind)


def _body(text: str, start: int) -> Iterator[Passage]:
    """The passages of a covered Markdown body."""
    held: list[str] = []  # lines of the passage that is still open
    begin, kind, listed, table = start, "", False, False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        at = start
        start += len(line) + 1
        bare = line.strip(" \t")
        following = lines[number + 1] if number + 1 < len(lines) else ""
        ends = not bare or bare.startswith((":::", "|")) or bool(_RULE.fullmatch(line)) or bool(_HEADING.match(line))
        starts = table or ("|" in line and "-" in following and bool(_DELIMITER.fullmatch(following)))
        opening = _opening(line)
        if held and (ends or starts or opening[1] not in ("", "quotation") or (opening[1] and kind != "quotation")):
            yield Passage(begin, "\n".join(held), kind)
            held = []
        table = bool(bare) and (starts or bare.startswith("|"))
        if table:
            yield from _cells(line, at) if not _DELIMITER.fullmatch(line) else ()
        elif bare.startswith(":::"):
            yield from _arguments(line, at)
        elif not bare or _RULE.fullmatch(line) or not bare.strip(HIDDEN):
            continue
        elif held:
            held.append(HIDDEN * opening[0] + line[opening[0] :])
        elif opening[1] == "" and line.startswith(("    ", "\t")) and not listed:
            continue  # indented code
        else:
            begin, kind = at + opening[0], opening[1] or "paragraph"
            held = [line[opening[0] :]]
            listed = kind == "item" or (listed and line.startswith((" ", "\t")))
            if kind == "heading":
                yield Passage(begin, held.pop(), kind)
    if held:
        yield Passage(begin, "\n".join(held), kind)


def _opening(line: str) -> tuple[int, str]:
    """How much of a line's beginning is markup, and of what kind."""
    quote = _QUOTE.match(line)
    at = quote.end() if quote else 0
    kind = "quotation" if quote else ""
    for pattern, name in ((_HEADING, "heading"), (_MARKER, "item"), (_DEFINITION, "item")):
        found = pattern.match(line, at)
        if found:
            return found.end(), name
    return at, kind


def _cells(line: str, start: int) -> Iterator[Passage]:
    """The cells of a table's row."""
    for match in re.finditer(r"[^|]+", line):
        cell = match[0].strip(" \t")
        if cell:
            yield Passage(start + match.start() + len(match[0]) - len(match[0].lstrip(" \t")), cell, "cell")


def _arguments(line: str, start: int) -> Iterator[Passage]:
    """The arguments of a block that are text."""
    opening = _FENCE_LINE.match(line)
    for match in ARGUMENT.finditer(line, opening.end() if opening else 0):
        if match[1] in TEXT_ARGUMENTS:
            group = next(number for number in (2, 3, 4, 5) if match[number] is not None)
            yield Passage(start + match.start(group), match[group], "argument")
