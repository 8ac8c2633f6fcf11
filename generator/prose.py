"""News prose to a `Document` without Python-Markdown: the everyday subset, in a small part of its time.

Paragraphs, headings, lists, quotations, tables, definitions, notes, links, pictures and `:::` blocks in their plain
forms are what newsrooms write. For them `parse_prose` gives exactly what `parse_markdown` gives, byte for byte; for a
text that holds anything else it gives None, and Python-Markdown reads it. Where there is a doubt, the answer is None:
tests/test_prose.py holds the two equal. Python-Markdown is not imported, so a build that never needs it never loads it.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from generator.hindi import curl, slugify
from generator.model import BlockRef, Document, Heading, LinkRef, Part, PictureRef
from generator.urls import is_external

Piece: TypeAlias = str | LinkRef | PictureRef | BlockRef | None  # None: a `:::` block ends here

# How a block begins that is no paragraph.
_START = re.compile(
    r"(?P<rule>(?:-{3,}|\*{3,}|_{3,}|\* \* \*)\Z)|(?P<heading>\#{1,6}[^#\\\n]+\Z)|(?P<fence>:::)"
    r"|(?P<odd>[-*_ ]{3,}(?:\n|\Z)|[ #:=]|\[[^\]]*\]:)"
    r"|(?P<listing>(?:\d+\.|[-*+]) +)|(?P<quotation>>)|(?P<table>\|.*\n)"
)
# A line that makes a block something else than it began as.
_TURN = re.compile(r"\n *(?:[#>:=]|[-*_ ]+(?:\n|\Z)|\[[^\]]*\]:)")
_HEADING_LINE = re.compile(r"^(#.*)$", re.MULTILINE)
_FENCE = re.compile(r"^:::.*$", re.MULTILINE)
_FENCE_LINE = re.compile(r"::: *(?:([\w-]+) *(.*?))? *")
_ARGUMENT = re.compile(r"""([A-Za-z][\w-]*)=(?:"([^"]*)"|“([^”]*)”|'([^']*)'|(\S+))""")
_ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +(.*)")
_COLUMN = re.compile(r"(:?)-+(:?)")
_DEFINITION = re.compile(r": {1,3}(\S.*)")
_NOTE = re.compile(r"\[\^([\w-]+)\]: *(\S.*)")

# What may be more than text in a line; and what it is then. Where that fits nothing, the text is odd.
_SPECIAL = re.compile(r"[\x00-\x09\x0b-\x1f&<>*_`!\[\\{]")
_TARGET = r"(?:[^\s<>()\[\]\"'`\\{}\x00-\x1f]|\([^\s<>()\[\]\"'`\\{}\x00-\x1f]*\))+"
_TITLE = r"""[^"'<`\\\[\]{}\x00-\x1f](?:[^"'<`\\\[\]{}\x00-\x1f]|'(?!\s*\)))*"""
_TOKEN = re.compile(
    rf"(?P<link>\[(?P<label>[^\[\]<`\\{{}}\x00-\x09\x0b-\x1f]+)\]\((?P<href>{_TARGET})(?: +\"(?P<title>{_TITLE})\")?\))"
    rf"|(?P<picture>!\[(?P<alt>[^\[\]<`\\\x00-\x1f]*)\]\((?P<src>{_TARGET})(?: +\"(?P<caption>{_TITLE})\")?\)"
    r"(?:\{credit=\"(?P<credit>[^\"{}<&`\\*_\[\]\x00-\x1f]*)\"\}(?![^\n]*\}))?(?!\{))"
    r"|(?P<mark>\*+|_+)|(?P<code>`(?P<verbatim>[^`<&\\{}\x00-\x1f]+)`(?!`))|(?P<note>\[\^(?P<id>[\w-]+)\])"
    r"|<(?:(?P<address>https?://[A-Za-z0-9./?=\#%:~+,;@-]+)|(?P<mail>[A-Za-z0-9.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+))>"
    r"|(?P<text>&(?:[A-Za-z0-9]+;|\#[0-9]+;|(?![#\\]|\w+;))|\\[-\#+.!()>{}|\[\]*_](?![*_])"
    r"|<(?=[ =0-9])|[>\x02]|!(?!\[)|\[(?!\^))"
)
_KEPT = re.compile(r"\\(.)|&(?:\w+|#\d+);")
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_SCRIPTED = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_EMPHASIS = (("<em>", "</em>"), ("<strong>", "</strong>"), ("<strong><em>", "</em></strong>"))
_TAG = re.compile(r"<[^>]*>")
_FIRST_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)


class _OddError(Exception):
    """The text leaves the everyday subset."""


def parse_prose(text: str) -> Document | None:
    """The document of everyday Markdown, equal to `parse_markdown`'s, or None where the text is anything more.

    >>> parse_prose("'नमस्ते' **दुनिया**").parts
    ('<p>‘नमस्ते’ <strong>दुनिया</strong></p>',)
    >>> parse_prose("<b>raw HTML</b>")
    """
    if "\x02" in text or "~~~" in text or "  \n" in text:
        return None
    try:
        return _Prose(text).document()
    except _OddError:
        return None


def facts_of(shown: str) -> tuple[int, str]:
    """The number of words, and the text of the first paragraph, in HTML whose slots are blanks."""
    words = len(html.unescape(_TAG.sub(" ", shown)).split())
    lead = _FIRST_PARAGRAPH.search(shown)
    return words, " ".join(html.unescape(_TAG.sub("", re.sub(r"<sup.*?</sup>", "", lead[1]))).split()) if lead else ""


class _Prose:
    """One text on its way to a document: HTML and references gather in `out`, in reading order."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[Piece] = []
        self.before = "\n"  # the character before the next piece of text, by which quotes curl
        self.said: list[str] = []  # texts as written, since the last heading began
        self.headings: list[tuple[int, int, int, str, str]] = []  # places of its tags in `out`, level, id, name
        self.notes: dict[str, str] = {}
        self.taken: set[str] = set()  # ids of headings and cited notes
        self.searched: dict[str, int] = {}
        self.fences: list[str] = []  # that are open
        self.depth = 0  # of quotations

    def document(self) -> Document:
        """The document of the whole text."""
        text = self.source
        if "\n " in text:
            text = re.sub(r"(?<=\n) +\n", "\n", text + "\n")
        if ":::" in text:
            text = _FENCE.sub(r"\n\n\g<0>\n\n", text)
        self.render(self.blocks(text))
        if self.notes:
            self.render_notes()
        if self.fences:
            raise _OddError
        headings = self.level_headings()
        shown = "".join([piece if isinstance(piece, str) else " " for piece in self.out])
        return Document(_parts(self.out), headings, *facts_of(shown), ())

    # ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, text: str) -> list[str]:
        """The blocks of a text; headings stand by themselves, notes are kept for the end."""
        found: list[str] = []
        for block in [piece.strip("\n") for piece in text.split("\n\n")]:
            if block.startswith("[^"):
                self.keep_notes(block)
            elif "\n#" in block or block.startswith("#"):
                found += filter(None, [piece.strip("\n") for piece in _HEADING_LINE.split(block)])
                _odd_if(block[0] == "|")
            elif block:
                found.append(block)
        return found

    def render(self, blocks: list[str]) -> None:
        """Add blocks; those of a kind go together, for lists and quotations join over blank lines."""
        for kind, run in groupby(blocks, _kind):
            if kind in ("listing", "quotation", "definitions"):
                getattr(self, kind)(list(run))
            else:
                for block in run:
                    getattr(self, kind)(block)

    def paragraph(self, block: str) -> None:
        """Add a paragraph; a picture alone in one is a figure."""
        self.out.append("<p>")
        self.line(block.lstrip())
        picture = self.out[-1]
        if isinstance(picture, PictureRef) and self.out[-2] == "<p>":
            self.out[-2:] = [replace(picture, figure=True), "\n"]
        else:
            self.out.append("</p>\n")

    def rule(self, _block: str) -> None:
        """Add a thematic break."""
        self.out.append("<hr>\n")

    def heading(self, block: str) -> None:
        """Add a heading, whose tags wait until all levels are known."""
        text = block.lstrip("#")
        level, start = len(block) - len(text), len(self.out)
        self.said.clear()
        self.out.append("")
        self.line(text.strip())
        name = _KEPT.sub(lambda kept: kept[1] or html.unescape(kept[0]), " ".join("".join(self.said).split()))
        base = id = slugify(name) or "section"
        count = 0
        while id in self.taken:
            count += 1
            id = f"{base}_{count}"
        _odd_if(bool(self.notes) and id.startswith("fn"))
        self.taken.add(id)
        self.headings.append((start, len(self.out), level, id, name))
        self.out.append("")

    def level_headings(self) -> tuple[Heading, ...]:
        """The headings, with levels from 2 and no gaps; their tags are filled in."""
        levels = sorted({level for _, _, level, _, _ in self.headings})
        found, previous = [], 1
        for start, end, level, id, name in self.headings:
            previous = min(levels.index(level) + 2, previous + 1, 6)
            self.out[start], self.out[end] = f'<h{previous} id="{id}">', f"</h{previous}>\n"
            found.append(Heading(previous, id, name))
        return tuple(found)

    def fence(self, line: str) -> None:
        """Open or close a `:::` block."""
        match = _FENCE_LINE.fullmatch(line)
        if not match or self.depth or "\t" in line:
            raise _OddError
        if not match[1]:
            _odd_if(not self.fences)
            self.fences.pop()
            self.out.append(None)
            return
        found = list(_ARGUMENT.finditer(match[2]))
        _odd_if(bool(_ARGUMENT.sub("", match[2]).strip()))
        args = tuple((each[1], next(value for value in each.groups()[1:] if value is not None)) for each in found)
        self.fences.append(line)
        self.out.append(BlockRef(match[1], args, (), *self.place(line, "\n")))

    def quotation(self, blocks: list[str]) -> None:
        """Add the quotation that neighbouring blocks of `>` lines are."""
        lines = "\n\n".join(blocks).split("\n")
        _odd_if(self.depth > 1 or any(line and line[0] != ">" for line in lines))
        _odd_if(any(block.rpartition("\n")[2].strip() == ">" for block in blocks))
        self.depth += 1
        self.out.append("<blockquote>\n")
        chunk = "\n".join(["" if line.strip() == ">" else line[1:].removeprefix(" ") for line in lines])
        self.render(self.blocks(chunk))
        self.out.append("</blockquote>\n")
        self.depth -= 1

    def listing(self, blocks: list[str]) -> None:
        """Add a list; beside a blank line an item holds a paragraph, elsewhere bare text."""
        items: list[tuple[str, list[str]]] = []  # text, lines of the list within
        loose: set[int] = set()
        for block in blocks:
            if items:
                loose |= {len(items) - 1, len(items)}
            for line in block.split("\n"):
                item = _ITEM.match(line)
                if item:
                    items.append((item[1], []))
                elif line.startswith("    "):
                    _odd_if(len(blocks) > 1 or line[4] == " " or not _ITEM.match(line[4:]))
                    items[-1][1].append(line[4:])
                else:
                    _odd_if(bool(items[-1][1]))
                    items[-1] = (f"{items[-1][0]}\n{line}", [])
        tag = "ol" if blocks[0][0].isdecimal() else "ul"
        self.out.append(f"<{tag}>\n")
        for number, (text, within) in enumerate(items):
            _odd_if(bool(_START.match(text)) or ("|" in text and "\n" in text) or "|" in "".join(within))
            self.out.append("<li>\n" if number in loose else "<li>")
            (self.paragraph if number in loose else self.line)(text.lstrip())
            if within:
                self.listing(["\n".join(within)])
            self.out.append("</li>\n")
        self.out.append(f"</{tag}>\n")

    def table(self, block: str) -> None:
        """Add a table whose rows begin and end with a pipe and have all their cells."""
        rows = [row.strip(" ") for row in block.split("\n")]
        _odd_if("`" in block or "\\" in block or not all(len(row) > 1 and row[0] == row[-1] == "|" for row in rows))
        cells = [[cell.strip(" ") for cell in row[1:-1].split("|")] for row in rows]
        columns = [_COLUMN.fullmatch(cell) for cell in cells.pop(1)]
        _odd_if(len(cells) < 2 or not all(columns) or any(len(row) != len(columns) for row in cells))
        sides = [("center" if each[2] else "left") if each[1] else "right" if each[2] else "" for each in columns if each]
        classes = [f' class="align-{side}"' if side else "" for side in sides]
        for number, row in enumerate(cells):
            tag = "td" if number else "th"
            self.out.append(("<table>\n<thead>\n<tr>\n", "</thead>\n<tbody>\n<tr>\n", "<tr>\n")[min(number, 2)])
            for cell, css in zip(row, classes, strict=True):
                self.out.append(f"<{tag}{css}>")
                self.line(cell)
                self.out.append(f"</{tag}>\n")
            self.out.append("</tr>\n")
        self.out.append("</tbody>\n</table>\n")

    def definitions(self, blocks: list[str]) -> None:
        """Add the list of terms and `: definitions` that neighbouring blocks are."""
        self.out.append("<dl>\n")
        for line in "\n".join(blocks).split("\n"):
            match = _DEFINITION.fullmatch(line)
            text, tag = (match[1], "dd") if match else (line.strip(), "dt")
            _odd_if(bool(_START.match(text)))
            self.out.append(f"<{tag}>")
            self.line(text)
            self.out.append(f"</{tag}>\n")
        self.out.append("</dl>\n")

    def keep_notes(self, block: str) -> None:
        """Take in a block of notes, one a line."""
        for line in block.split("\n"):
            match = _NOTE.fullmatch(line)
            if not match or self.depth or match[1] in self.notes or _START.match(match[2]):
                raise _OddError
            self.notes[match[1]] = match[2].rstrip()

    def render_notes(self) -> None:
        """Add the notes with their links back."""
        _odd_if("///Footnotes" in self.source)
        self.out.append('<div class="footnote">\n<hr>\n<ol>\n')
        for number, (id, text) in enumerate(self.notes.items(), 1):
            self.out.append(f'<li id="fn-{id}">\n<p>')
            self.line(f"{text}\x02")
            self.out[-1] = f"{self.out[-1]}"[:-1] + f'&#160;<a class="footnote-backref" href="#fnref-{id}" title="[{number}]">'
            self.out.append("&#8617;</a></p>\n</li>\n")
        self.out.append("</ol>\n</div>\n")

    # ── Within a line ────────────────────────────────────────────────────────────────────────────────────────────────

    def line(self, text: str) -> None:
        """Add the text of a block, with its inline markup."""
        self.before = "\n"
        self.inline(text)

    def inline(self, text: str) -> None:
        """Add text with its inline markup."""
        found = _SPECIAL.search(text)
        start = links = 0
        opened: list[str] = []
        while found:
            token = _TOKEN.match(text, found.start())
            if not token:
                raise _OddError
            kind, end = token.lastgroup, token.end()
            tag = _emphasis(token, opened) if kind == "mark" else ""
            if tag or kind not in ("mark", "text"):
                self.say(text[start : token.start()])
                start = end
                links += kind in ("link", "picture")
                if tag:
                    self.out.append(tag)
                else:
                    self.element(token)
            found = _SPECIAL.search(text, end)
        self.say(text[start:])
        _odd_if(bool(opened) or links != text.count("](") or "[TOC]" in text)

    def say(self, text: str) -> None:
        """Add plain text: quotes curled, HTML's own signs escaped, entities and escaped signs as they are meant."""
        if not text:
            return
        self.said.append(text)
        kept = []
        if "&" in text or "\\" in text:
            kept = [html.escape(each[1], quote=False) if each[1] else each[0] for each in _KEPT.finditer(text)]
            text = _KEPT.sub("\x02\x03", text)  # such marks are there in Python-Markdown too while quotes are curled
        text = curl(text, self.before)
        self.before = text[-1]
        if "&" in text or "<" in text or ">" in text:
            text = html.escape(text, quote=False)
        for each in kept:
            text = text.replace("\x02\x03", each, 1)
        self.out.append(text)

    def element(self, token: re.Match[str]) -> None:
        """Add what a token of `_TOKEN` stands for."""
        kind, out = token.lastgroup, self.out
        if kind == "link":
            target = token["href"]
            _odd_if("&#" in target or bool(_SCRIPTED.match(target)))
            out.append("<a")
            if target[0] == "#" or is_external(target):
                out.append(f' href="{_attribute(target)}"')
            else:
                out.append(LinkRef(target, *self.place(f"]({target}", " )")))
            out.append(f' title="{_attribute(_spaced(token["title"]))}">' if token["title"] else ">")
            self.inline(token["label"])
            out.append("</a>")
        elif kind == "picture":
            target = token["src"]
            _odd_if("&#" in token[0] or is_external(target))
            alt, caption, credit = curl(token["alt"]), curl(_spaced(token["caption"] or "")), curl(token["credit"] or "")
            out.append(PictureRef(target, alt, caption, credit, False, *self.place(f"]({target}", " )")))
        elif kind == "code":
            self.said.append(token["verbatim"].strip())
            out.append(f"<code>{html.escape(self.said[-1], quote=False)}</code>")
        elif kind == "note":
            id = token["id"]
            _odd_if(id not in self.notes or f"fn-{id}" in self.taken)
            self.taken.add(f"fn-{id}")
            self.before = str(list(self.notes).index(id) + 1)
            out.append(f'<sup id="fnref-{id}"><a class="footnote-ref" href="#fn-{id}">{self.before}</a></sup>')
        else:  # an address of the web or of a mailbox
            shown = address = token[0][1:-1]
            if kind == "mail":
                shown, address = ("".join([f"&#{ord(char)};" for char in text]) for text in (address, f"mailto:{address}"))
            self.said.append(token[0][1:-1])
            self.before = shown[-1]
            out.append(f'<a href="{address}">{shown}</a>')

    def place(self, needle: str, ends: str) -> tuple[int, int]:
        """Line and column of the next place in the source where a target, or a line, is written."""
        found = self.source.find(needle, self.searched.get(needle, 0))
        self.searched[needle] = end = found + len(needle)
        start = self.source.rfind("\n", 0, found) + 1
        _odd_if(found < 0 or self.source[end : end + 1] not in ends or (ends == "\n" and found != start))
        return self.source.count("\n", 0, found) + 1, found - start + 1 + (needle[0] == "]")


def _odd_if(odd: bool) -> None:
    if odd:
        raise _OddError


def _kind(block: str) -> str:
    """What a block is: the name of the method of `_Prose` that adds it."""
    match = _START.match(block)
    kind = str(match.lastgroup) if match else "paragraph"
    if "\n" in block and kind != "table":
        turn = _TURN.search(block) if kind != "quotation" else None
        if turn and kind == "paragraph" and all(map(_DEFINITION.fullmatch, block[turn.start() + 1 :].split("\n"))):
            kind, turn = "definitions", None
        _odd_if(bool(turn) or "|" in block.partition("\n")[0] or (kind != "listing" and "\n " in block))
    _odd_if(kind == "odd" or not block.strip())
    return kind


def _emphasis(token: re.Match[str], opened: list[str]) -> str:
    """The tag that a run of `*` or `_` opens or closes; none where it is text, as in 3 * 4 and a_b."""
    text, mark = token.string, token[0]
    before, after = text[max(token.start() - 1, 0) : token.start()], text[token.end() : token.end() + 1]
    closes, opens = bool(before) and not before.isspace(), bool(after) and not after.isspace()
    if mark[0] == "_":
        closes, opens = closes and not after.isalnum(), opens and not before.isalnum()
    if not (closes or opens):
        return ""
    _odd_if(len(mark) > 3)
    if closes and opened and opened[-1] == mark:
        opened.pop()
        return _EMPHASIS[len(mark) - 1][1]
    within = len(opened) == 1 and not closes and mark != opened[0] and len(mark + opened[0]) < 5 and "***" not in (mark, opened[0])
    _odd_if(not opens or not (within or not opened))
    opened.append(mark)
    return _EMPHASIS[len(mark) - 1][0]


def _spaced(text: str) -> str:
    return re.sub(r"\s", " ", text.strip())


def _attribute(text: str) -> str:
    """A text as the value of an attribute."""
    return _LOOSE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _parts(pieces: list[Piece]) -> tuple[Part, ...]:
    """Pieces as a document has them: texts joined, `:::` blocks with what stands in them."""
    stack: list[tuple[BlockRef | None, list[Part]]] = [(None, [])]
    text: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            continue
        block, parts = stack[-1]
        before = "".join(text)
        text.clear()
        if before.strip() or (before and parts):
            parts.append(before)
        if isinstance(piece, BlockRef):
            stack.append((piece, []))
        elif piece:
            parts.append(piece)
        elif block:
            stack.pop()
            stack[-1][1].append(replace(block, parts=tuple(parts)))
    rest = "".join(text).rstrip()
    return (*stack[0][1], rest) if rest else tuple(stack[0][1])
