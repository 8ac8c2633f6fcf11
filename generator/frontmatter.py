"""Front matter: the lines between `---` at the top of an article, read as an author means them.

It looks like YAML, and block mappings, lists, quotes and `|` / `>` texts mean what they do there. But a value on one
line is the text as written, so a headline needs no quotes, whatever stands in it: `title: G20 Summit: दिल्ली में …`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.problems import Problem, SiteError, Where, problem
from generator.tree import DEPTH_LIMIT, Listing, Mapping, Node, Scalar, doubled, parse_yaml

FIELDS_LIMIT = 200  # of an article: a table that slipped into the front matter has more
MARKS = "\ufeff\u200b\u2060"  # invisible, and left out before a file is parsed
_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"([^\s:#\-\[{\"'][^:]*?|<<)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM_KEY = re.compile(r"[a-z_]+:(?:[ \t]|$)")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:[ \t]#.*)?$""")
_BLOCK_TEXT = re.compile(r"[|>][+-]?\d?[+-]?$")
_ESCAPED = re.compile(r"\\([\"\\])|\\")
# Lines of everyday front matter; what may be more than text, such as a comment or `|`, is left to the careful way.
_ENTRY = re.compile(r"( *)([A-Za-z_]+):(?:[ \t]+([^\s#|>].*))?")
# Neither white space at the edges of an item but blanks, nor signs that mean something to YAML.
_PLAIN_ITEM = r" *[A-Za-z0-9\u00c0-\u024f\u0900-\u097f][A-Za-z0-9\u00c0-\u024f\u0900-\u097f\u200c\u200d ./'’&()+-]*"
_PLAIN_LIST = re.compile(rf"\[{_PLAIN_ITEM}(?:,{_PLAIN_ITEM})*\]")
_ITEM = re.compile(r"( *)- +([^\s#|>].*)")


@dataclass(frozen=True, slots=True)
class Source:
    """A content file taken apart: its front matter, its Markdown, and the line where the Markdown starts."""

    front: Mapping
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    text: str  # without indentation and trailing white space


def parse_source(text: str, path: str) -> Source:
    """A content file's text taken apart. Raises SiteError where the front matter cannot be read."""
    opening = _OPEN.match(text)
    if not text or text.isspace():
        raise SiteError(problem("content-empty", Where(path, 1)))
    if not opening:
        raise SiteError(problem("front-matter-missing", Where(path, 1, 1), found=text.split("\n", 1)[0][:40]))
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        raise SiteError(problem("front-matter-unclosed", Where(path, 1, 1)))
    front = parse_front_matter(text[opening.end() : closing.start()], path, 2)
    if len(front.entries) > FIELDS_LIMIT:
        place = Where(path, front.entries[FIELDS_LIMIT][0].line, 1)
        raise SiteError(problem("front-matter-many", place, count=len(front.entries), limit=FIELDS_LIMIT))
    return Source(front, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def front_lines(text: str) -> tuple[int, int, int] | None:
    r"""Where the lines of a front matter begin and end, and where the Markdown begins; None where there is none.

    >>> front_lines("---\na: b\n---\nc")
    (4, 9, 13)
    """
    opening = _OPEN.match(text, len(text) - len(text.lstrip(MARKS)))
    closing = _CLOSE.search(text, opening.end()) if opening else None
    return (opening.end(), closing.start(), closing.end()) if opening and closing else None


def parse_front_matter(text: str, path: str, first_line: int) -> Mapping:
    """The lines of a front matter as a tree of typed-as-written texts. Raises SiteError."""
    return _everyday(text, first_line) or _careful(text, path, first_line)


def _everyday(text: str, first_line: int) -> Mapping | None:
    """The tree of front matter in which each line is a whole entry or item, at most one level deep; None of another."""
    lines = text.split("\n")
    mapping, end = _entries(lines, 0, 0, first_line)
    return mapping if end == len(lines) else None


def _entries(lines: list[str], index: int, indent: int, first_line: int) -> tuple[Mapping | None, int]:
    """The mapping that begins at an index, and the index of the line after it; None where it is no everyday one."""
    entries: dict[str, tuple[Scalar, Node]] = {}
    start = first_line + index
    while index < len(lines):
        line = lines[index].rstrip()
        number = first_line + index
        entry = _ENTRY.fullmatch(line)
        if not entry or len(entry[1]) != indent:
            if line:
                break
            index += 1
            continue
        index += 1
        node: Node | None = None
        if entry[3]:
            node = _plain(entry[3], number, entry.start(3) + 1)
        elif start == first_line:  # what is deeper than this is rare
            node, index = _within(lines, index, first_line)
        if node is None or entry[2] in entries:
            return None, -1
        entries[entry[2]] = (Scalar(entry[2], number, indent + 1), node)
    return Mapping(tuple(entries.values()), start, indent + 1), index


def _within(lines: list[str], index: int, first_line: int) -> tuple[Node | None, int]:
    """The list or mapping of the lines from an index on, and the index of the line after it."""
    start = index
    line = lines[index] if index < len(lines) else ""
    indent = len(line) - len(line.lstrip(" "))
    if _ENTRY.match(line):
        return _entries(lines, index, indent, first_line) if indent else (None, -1)
    items: list[Node] = []
    while index < len(lines) and (item := _ITEM.fullmatch(lines[index].rstrip())) and len(item[1]) == indent:
        node: Node | None
        if _ITEM_KEY.match(item[2]):
            lines[index] = " " * item.start(2) + item[2]
            node, index = _entries(lines, index, item.start(2), first_line)
        else:
            node = _plain(item[2], first_line + index, item.start(2) + 1)
            index += 1
        if node is None:
            return None, -1
        items.append(node)
    return (Listing(tuple(items), first_line + start, indent + 1) if items else None), index


def _plain(text: str, line: int, column: int) -> Scalar | None:
    """The scalar of a text on one line; None where only YAML knows what its quotes hold."""
    match = _QUOTED.match(text) if text[0] in "\"'" else None
    if not match:
        return Scalar(text, line, column)
    quote, inner = text[0], match[1][1:-1]
    if not inner.isprintable():  # tabs and line separators are folded, and some signs refused
        return None
    if quote == "'":
        return Scalar(inner.replace("''", "'"), line, column, quoted=True)
    if "\\" in inner:
        if any(not each[1] for each in _ESCAPED.finditer(inner)):
            return None
        inner = _ESCAPED.sub(r"\1", inner)
    return Scalar(inner, line, column, quoted=True)


def plain_items(node: Node) -> tuple[str, ...] | None:
    """The texts of a list `[a, b]` whose items are plain; None of any other node.

    >>> plain_items(Scalar("[खेती, G20 Summit]", 1, 7)), plain_items(Scalar("[a, 'b']", 1, 7))
    (('खेती', 'G20 Summit'), None)
    """
    if not isinstance(node, Scalar) or node.quoted or not _PLAIN_LIST.fullmatch(node.text):
        return None
    return tuple([" ".join(item.split()) for item in node.text[1:-1].split(",")])


def _careful(text: str, path: str, first_line: int) -> Mapping:
    """The same for all that front matter may be. Raises SiteError."""
    lines = []
    for number, raw in enumerate(text.split("\n"), first_line):
        bare = raw.lstrip(" ")
        if not bare.strip():
            lines.append(_Line(number, -1, ""))
        elif bare[0] == "\t":
            raise SiteError(problem("front-matter-tab", Where(path, number, len(raw) - len(bare) + 1)))
        else:
            lines.append(_Line(number, len(raw) - len(bare), bare.rstrip()))
    indent = next((line.indent for line in lines if line.indent >= 0 and not line.text.startswith("#")), 0)
    mapping, _ = _mapping(lines, 0, indent, path, 0)
    return mapping


def _is_list(line: _Line) -> bool:
    return line.text == "-" or line.text.startswith("- ")


def _end_of_block(lines: list[_Line], start: int, indent: int) -> int:
    """The first line from `start` on that is not blank and not indented more than `indent`."""
    for index in range(start, len(lines)):
        if 0 <= lines[index].indent <= indent:
            return index
    return len(lines)


def _mapping(lines: list[_Line], index: int, indent: int, path: str, depth: int) -> tuple[Mapping, int]:
    entries: dict[str, tuple[Scalar, Node]] = {}
    first = lines[index] if index < len(lines) else _Line(1, 0, "")
    while index < len(lines) and not 0 <= lines[index].indent < indent:
        line = lines[index]
        if line.indent < 0 or line.text.startswith("#"):
            index += 1
            continue
        match = _KEY.match(line.text)
        if not match or line.indent != indent:
            raise SiteError(_not_a_key(line, indent, path))
        key = Scalar(match[1], line.number, line.indent + 1)
        if key.text == "<<":
            raise SiteError(problem("yaml-anchor", Where(path, key.line, key.column)))
        if key.text in entries:
            raise doubled(path, key, entries[key.text][0])
        column = line.indent + 1 + (match.start(2) if match[2] else len(line.text))
        node, index = _value(lines, index, column, path, depth + 1)
        entries[key.text] = (key, node)
    return Mapping(tuple(entries.values()), first.number, indent + 1), index


def _not_a_key(line: _Line, indent: int, path: str) -> Problem:
    place = Where(path, line.number, line.indent + 1)
    if line.indent != indent:
        return problem("front-matter-indent", place)
    glued = re.match(r"([\w-]+):(\S.*)", line.text)
    fixed = f"{glued[1]}: {glued[2]}" if glued else ""
    return problem("front-matter-line", place, found=line.text, close=fixed)


def _value(lines: list[_Line], index: int, column: int, path: str, depth: int) -> tuple[Node, int]:
    """The node that starts in a line at a column, and the index of the line after it."""
    line = lines[index]
    if depth > DEPTH_LIMIT:
        raise SiteError(problem("yaml-depth", Where(path, line.number, column), limit=DEPTH_LIMIT))
    text = line.text[column - 1 - line.indent :]
    end = _end_of_block(lines, index + 1, line.indent)
    if not text or (text.startswith("#") and end > index + 1):
        following = next((each for each in lines[index + 1 :] if each.indent >= 0 and each.text[0] != "#"), None)
        if following and _is_list(following) and following.indent >= line.indent:
            return _listing(lines, lines.index(following), following.indent, path, depth)
        if following and following.indent > line.indent:
            start = lines.index(following)
            if _KEY.match(following.text):
                return _mapping(lines, start, following.indent, path, depth)
            return Scalar(_folded(lines[start:end]), following.number, following.indent + 1), end
        return Scalar("", line.number, column), max(end, index + 1)
    if _BLOCK_TEXT.match(text) and any(each.indent > line.indent for each in lines[index + 1 : end]):
        block = "\n".join([f"x: {text}", *(" " * max(each.indent, 0) + each.text for each in lines[index + 1 : end])])
        tree = parse_yaml(block + "\n", path, line.number)
        node = tree.get("x") if isinstance(tree, Mapping) else None
        content = node.text.strip("\n") if isinstance(node, Scalar) else ""
        return Scalar(content, line.number + 1, lines[index + 1].indent + 1, quoted=True), end
    for following in lines[index + 1 : end]:
        if line.indent and _ITEM_KEY.match(following.text):  # no text goes on with a key
            raise SiteError(problem("front-matter-indent", Where(path, following.number, following.indent + 1)))
    whole = " ".join([text, _folded(lines[index + 1 : end])]).strip()
    return _scalar(whole, Where(path, line.number, column)), end


def _listing(lines: list[_Line], index: int, indent: int, path: str, depth: int) -> tuple[Listing, int]:
    items: list[Node] = []
    first = lines[index]
    while index < len(lines) and not 0 <= lines[index].indent < indent:
        line = lines[index]
        if line.indent < 0 or line.text.startswith("#"):
            index += 1
            continue
        if line.indent != indent or not _is_list(line):
            break
        rest = line.text[1:].lstrip(" ")
        column = line.indent + 1 + len(line.text) - len(rest)
        if _ITEM_KEY.match(rest):
            lines[index] = _Line(line.number, column - 1, rest)
            node, index = _item_mapping(lines, index, column - 1, path, depth)
        else:
            node, index = _value(lines, index, column, path, depth + 1)
        items.append(node)
    return Listing(tuple(items), first.number, indent + 1), index


def _item_mapping(lines: list[_Line], index: int, indent: int, path: str, depth: int) -> tuple[Node, int]:
    return _mapping(lines, index, indent, path, depth + 1)


def _folded(lines: list[_Line]) -> str:
    return " ".join(line.text for line in lines if line.indent >= 0)


def _scalar(text: str, place: Where) -> Scalar:
    found = _plain(text, place.line, place.column) if text else None
    match = _QUOTED.match(text)
    if match and not found:
        node = parse_yaml(match[1], place.path, place.line, place.column)
        if isinstance(node, Scalar):
            return Scalar(node.text, place.line, place.column, quoted=True)
    return found or Scalar(text, place.line, place.column)
