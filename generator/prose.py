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

from generator.hindi import curl, slugify
from generator.model import BlockRef, Document, Heading, LinkRef, Part, PictureRef
from generator.urls import is_external

# What a text never holds: the signs of Python-Markdown's own marks are control characters too.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
# How a block begins that is no paragraph. The groups are names of methods of `_Prose`.
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

# A sign that may be more than text, and what it begins. The groups are names of methods again; no group: text.
_TARGET = r"(?:[^\s<>()\[\]\"'`\\{}]|\([^\s<>()\[\]\"'`\\{}]*\))+"
_TITLE = r"""[^"'<`\\\[\]{}\n](?:[^"'<`\\\[\]{}\n]|'(?!\s*\)))*"""
_TOKEN = re.compile(
    r"[&<>*_`!\[\\{](?:(?<=\[)(?:\^(?P<id>[\w-]+)\](?P<note>)|(?!\^)(?:"
    rf"(?P<label>[^\[\]<`\\{{}}]+)\]\((?P<href>{_TARGET})(?: +\"(?P<title>{_TITLE})\")?\)(?P<link>)|))"
    r"|(?<=\*)\**(?P<star>)|(?<=_)_*(?P<bar>)"
    rf"|(?<=!)(?:\[(?P<alt>[^\[\]<`\\\n]*)\]\((?P<src>{_TARGET})(?: +\"(?P<caption>{_TITLE})\")?\)"
    r"(?:\{credit=\"(?P<credit>[^\"{}<&`\\*_\[\]\n]*)\"\}(?![^\n]*\}))?(?!\{)(?P<picture>)|(?!\[))"
    r"|(?<=`)(?P<verbatim>[^`<&\\{}\n]+)`(?!`)(?P<code>)"
    r"|(?<=<)(?:https?://[A-Za-z0-9./?=\#%:~+,;@-]+>(?P<address>)"
    r"|[A-Za-z0-9.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+>(?P<mail>)|(?=[ =0-9]))"
    r"|(?<=&)(?:[A-Za-z0-9]+;|\#[0-9]+;|(?![\#\\]|\w+;))|(?<=\\)[-\#+.!()>{}|\[\]*_](?![*_])|(?<=>)|(?P<odd>))"
)
_KEPT = re.compile(r"\\(.)|&(?:\w+|\#\d+);")
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_SCRIPTED = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_EMPHASIS = (("<em>", "</em>"), ("<strong>", "</strong>"), ("<strong><em>", "</em></strong>"))
_ALIGNED = {
    (left, right): f' class="align-{side}"' if side else ""
    for left, right, side in ((0, 0, ""), (1, 0, "left"), (0, 1, "right"), (1, 1, "center"))
}
_JOINED = ("listing", "quotation", "definitions")
_TITLE_OF_PAGE = Heading(1, "", "")
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
    try:
        return _Prose(text).document()
    except _OddError:
        return None


def words_of(shown: str) -> int:
    """The number of words in HTML whose slots are blanks."""
    return len(html.unescape(_TAG.sub(" ", shown)).split())


def lead_of(shown: str) -> str:
    """The text of the first paragraph in HTML whose slots are blanks."""
    found = _FIRST_PARAGRAPH.search(shown)
    return " ".join(html.unescape(_TAG.sub("", re.sub(r"<sup.*?</sup>", "", found[1]))).split()) if found else ""


class _Prose:
    """One text on its way to a document, in reading order."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.texts: list[str] = []  # HTML since the last reference
        self.add = self.texts.append
        self.parts: list[Part] = []
        self.outer: list[tuple[BlockRef, list[Part]]] = []  # open `:::` blocks, with the parts before each
        self.shown = ""  # all HTML up to the last reference, with blanks for references
        self.before = "\n"  # the character before the next piece of text, by which quotes curl
        self.said: list[str] = []  # texts as written, since the last heading began
        self.headings: list[Heading] = []
        self.levels: list[int] = []
        self.notes: dict[str, str] = {}
        self.taken: set[str] = set()  # ids of headings and of cited notes
        self.searched: dict[str, int] = {}
        self.depth = 0  # of quotations
        self.words = 0
        self.even = True

    def document(self) -> Document:
        """The document of the whole text."""
        text = self.source
        self.even = text.replace("\n", "").isprintable()
        _odd_if("~~~" in text or "  \n" in text or (not self.even and bool(_CONTROL.search(text))))
        self.even = self.even and not ("  " in text or " \n" in text or "\n " in text or "&" in text or "[^" in text)
        if "\n " in text:
            text = re.sub(r"(?<=\n) +\n", "\n", text + "\n")
        if ":::" in text:
            text = _FENCE.sub(r"\n\n\g<0>\n\n", text)
        blocks = self.blocks(text)
        self.levels = sorted({len(block) - len(block.lstrip("#")) for block in blocks if block[0] == "#"})
        self.render(blocks)
        if self.notes:
            self.render_notes()
        _odd_if(bool(self.outer))
        rest = "".join(self.texts).rstrip()
        if rest:
            self.parts.append(rest)
        shown = self.shown + rest
        words = self.words if self.even else words_of(shown)
        return Document(tuple(self.parts), tuple(self.headings), words, lead_of(shown), ())

    def refer(self, *found: LinkRef | PictureRef) -> None:
        """Add references, or none: the text before becomes a part."""
        text = "".join(self.texts)
        self.texts.clear()
        self.shown += f"{text} "
        if text.strip() or (text and self.parts):
            self.parts.append(text)
        self.parts += found

    # ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, text: str) -> list[str]:
        """The blocks of a text; headings stand by themselves, notes are kept for the end."""
        found: list[str] = []
        for block in text.strip("\n").split("\n\n"):
            if block[:1] not in "#[|\n" and "\n#" not in block:
                found.append(block)
            elif block.startswith("[^"):
                self.keep_notes(block)
            else:
                _odd_if(block[:1] == "|" and "\n#" in block)
                found += filter(None, [piece.strip("\n") for piece in _HEADING_LINE.split(block)])
        return found

    def render(self, blocks: list[str]) -> None:
        """Add blocks; those of a kind go together, for lists and quotations join over blank lines."""
        for kind, run in groupby(blocks, _kind):
            add = getattr(self, kind)
            if kind in _JOINED:
                add(list(run))
            else:
                for block in run:
                    add(block)

    def paragraph(self, block: str) -> None:
        """Add a paragraph; a picture alone in one is a figure."""
        token = _TOKEN.match(block) if block[0] == "!" else None
        if token and token.lastgroup == "picture" and token.end() == len(block):
            self.picture(token, figure=True)
            self.add("\n")
        else:
            self.add("<p>")
            self.line(block.lstrip())
            self.add("</p>\n")

    def rule(self, _block: str) -> None:
        """Add a thematic break."""
        self.add("<hr>\n")

    def heading(self, block: str) -> None:
        """Add a heading: levels from 2 and without gaps, an id that reads as the heading sounds."""
        text = block.lstrip("#")
        level = min(self.levels.index(len(block) - len(text)) + 2, (self.headings[-1:] or [_TITLE_OF_PAGE])[0].level + 1, 6)
        place, parts = len(self.texts), len(self.parts)
        self.said.clear()
        self.add("")
        self.line(text.strip())
        name = _KEPT.sub(lambda kept: kept[1] or html.unescape(kept[0]), " ".join("".join(self.said).split()))
        base = id = slugify(name) or "section"
        count = 0
        while id in self.taken:
            count += 1
            id = f"{base}_{count}"
        _odd_if(self.depth > 0 or len(self.parts) > parts or (bool(self.notes) and id.startswith("fn")))
        self.taken.add(id)
        self.headings.append(Heading(level, id, name))
        self.texts[place] = f'<h{level} id="{id}">'
        self.add(f"</h{level}>\n")

    def fence(self, line: str) -> None:
        """Open or close a `:::` block."""
        match = _FENCE_LINE.fullmatch(line)
        if not match or self.depth:
            raise _OddError
        self.refer()
        if match[1]:
            found = [(each[1], "".join(filter(None, each.groups()[1:]))) for each in _ARGUMENT.finditer(match[2])]
            _odd_if(bool(_ARGUMENT.sub("", match[2]).strip()))
            block = BlockRef(match[1], tuple(found), (), *self.place(line, "\n"))
            self.outer.append((block, self.parts))
            self.parts = []
        else:
            _odd_if(not self.outer)
            block, before = self.outer.pop()
            self.parts = [*before, replace(block, parts=tuple(self.parts))]

    def quotation(self, blocks: list[str]) -> None:
        """Add the quotation that neighbouring blocks of `>` lines are."""
        lines = "\n\n".join(blocks).split("\n")
        _odd_if(self.depth > 1 or any(line and line[0] != ">" for line in lines))
        _odd_if(any(block.rpartition("\n")[2].strip() == ">" for block in blocks))
        self.depth += 1
        self.add("<blockquote>\n")
        self.render(self.blocks("\n".join(["" if line.strip() == ">" else line[1:].removeprefix(" ") for line in lines])))
        self.add("</blockquote>\n")
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
        self.add(f"<{tag}>\n")
        for number, (text, within) in enumerate(items):
            _odd_if(not text or bool(_START.match(text)) or ("|" in text and "\n" in text) or "|" in "".join(within))
            self.add("<li>\n" if number in loose else "<li>")
            (self.paragraph if number in loose else self.line)(text.lstrip())
            if within:
                self.listing(["\n".join(within)])
            self.add("</li>\n")
        self.add(f"</{tag}>\n")

    def table(self, block: str) -> None:
        """Add a table whose rows begin and end with a pipe and have all their cells."""
        rows = [row.strip(" ") for row in block.split("\n")]
        _odd_if("`" in block or "\\" in block or not all(len(row) > 1 and row[0] == row[-1] == "|" for row in rows))
        cells = [[cell.strip(" ") for cell in row[1:-1].split("|")] for row in rows]
        columns = [_COLUMN.fullmatch(cell) for cell in cells.pop(1)]
        _odd_if(len(cells) < 2 or not all(columns) or any(len(row) != len(columns) for row in cells))
        classes = [_ALIGNED[bool(each[1]), bool(each[2])] for each in columns if each]
        for number, row in enumerate(cells):
            tag = "td" if number else "th"
            self.add(("<table>\n<thead>\n<tr>\n", "</thead>\n<tbody>\n<tr>\n", "<tr>\n")[min(number, 2)])
            for cell, css in zip(row, classes, strict=True):
                self.add(f"<{tag}{css}>")
                self.line(cell)
                self.add(f"</{tag}>\n")
            self.add("</tr>\n")
        self.add("</tbody>\n</table>\n")

    def definitions(self, blocks: list[str]) -> None:
        """Add the list of terms and `: definitions` that neighbouring blocks are."""
        self.add("<dl>\n")
        for line in "\n".join(blocks).split("\n"):
            match = _DEFINITION.fullmatch(line)
            text, tag = (match[1], "dd") if match else (line.strip(), "dt")
            _odd_if(bool(_START.match(text)))
            self.add(f"<{tag}>")
            self.line(text)
            self.add(f"</{tag}>\n")
        self.add("</dl>\n")

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
        self.add('<div class="footnote">\n<hr>\n<ol>\n')
        for number, (id, text) in enumerate(self.notes.items(), 1):
            self.add(f'<li id="fn-{id}">\n<p>')
            self.before = "\n"
            self.inline(f"{text}\x02")  # where Python-Markdown too has a mark while quotes are curled
            self.texts[-1] = f"{self.texts[-1][:-1]}&#160;"
            self.add(f'<a class="footnote-backref" href="#fnref-{id}" title="[{number}]">&#8617;</a></p>\n</li>\n')
        self.add("</ol>\n</div>\n")

    # ── Within a line ────────────────────────────────────────────────────────────────────────────────────────────────

    def line(self, text: str) -> None:
        """Add the text of a block, with its inline markup."""
        self.before = "\n"
        self.inline(text)

    def inline(self, text: str) -> None:
        """Add text with its inline markup."""
        start = links = 0
        opened: list[str] = []
        for token in _TOKEN.finditer(text):
            kind = token.lastgroup
            if kind is None:
                continue
            tag = _emphasis(token, opened) if kind in ("star", "bar") else None
            if tag == "":
                continue
            self.say(text[start : token.start()])
            start = token.end()
            if tag:
                self.add(tag)
            else:
                links += kind in ("link", "picture")
                getattr(self, kind)(token)
        self.say(text[start:] if start else text)
        if opened or links != text.count("](") or (links and "[TOC]" in text):
            raise _OddError

    def say(self, text: str) -> None:
        """Add plain text: quotes curled, HTML's own signs escaped, entities and escaped signs as they are meant."""
        if not text:
            return
        self.said.append(text)
        if self.even:
            self.words += text.count(" ") + text.count("\n") + 1 - (text[0] in " \n") - (text[-1] in " \n")
        kept = []
        if "&" in text or "\\" in text:
            kept = [html.escape(each[1], quote=False) if each[1] else each[0] for each in _KEPT.finditer(text)]
            text = _KEPT.sub("\x02\x03", text)
        text = curl(text, self.before)
        self.before = text[-1]
        if "&" in text or "<" in text or ">" in text:
            text = html.escape(text, quote=False)
        for each in kept:
            text = text.replace("\x02\x03", each, 1)
        self.add(text)

    def odd(self, _token: re.Match[str]) -> None:
        """Give up."""
        raise _OddError

    def link(self, token: re.Match[str]) -> None:
        """Add a link."""
        target, title = token["href"], token["title"]
        _odd_if("&#" in target or bool(_SCRIPTED.match(target)))
        self.add("<a")
        if target[0] == "#" or is_external(target):
            self.add(f' href="{_attribute(target)}"')
        else:
            self.refer(LinkRef(target, *self.place(f"]({target}", " )")))
        self.add(f' title="{_attribute(_spaced(title))}">' if title else ">")
        self.inline(token["label"])
        self.add("</a>")

    def picture(self, token: re.Match[str], figure: bool = False) -> None:
        """Add a picture of the site."""
        target = token["src"]
        _odd_if("&#" in token[0] or is_external(target))
        alt, caption, credit = (curl(text or "") for text in (token["alt"], _spaced(token["caption"]), token["credit"]))
        self.refer(PictureRef(target, alt, caption, credit, figure, *self.place(f"]({target}", " )")))

    def code(self, token: re.Match[str]) -> None:
        """Add code."""
        self.said.append(token["verbatim"].strip())
        self.words += len(self.said[-1].split())
        self.add(f"<code>{html.escape(self.said[-1], quote=False)}</code>")

    def note(self, token: re.Match[str]) -> None:
        """Add the number of a note."""
        id = token["id"]
        _odd_if(id not in self.notes or f"fn-{id}" in self.taken)
        self.taken.add(f"fn-{id}")
        self.before = str(list(self.notes).index(id) + 1)
        self.add(f'<sup id="fnref-{id}"><a class="footnote-ref" href="#fn-{id}">{self.before}</a></sup>')

    def address(self, token: re.Match[str]) -> None:
        """Add an address of the web as a link."""
        self.said.append(token[0][1:-1])
        self.before = self.said[-1]
        self.words += 1
        self.add(f'<a href="{self.before}">{self.before}</a>')

    def mail(self, token: re.Match[str]) -> None:
        """Add an address of a mailbox as a link, in character references as Python-Markdown writes it."""
        self.said.append(token[0][1:-1])
        self.before = ";"
        self.words += 1
        target, shown = ("".join([f"&#{ord(char)};" for char in text]) for text in (f"mailto:{self.said[-1]}", self.said[-1]))
        self.add(f'<a href="{target}">{shown}</a>')

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
    kind = "paragraph"
    if not block[0].isalpha():
        match = _START.match(block)
        kind = str(match.lastgroup) if match else kind
        _odd_if(kind == "odd" or not block.strip())
    if "\n" in block and kind != "table":
        turn = _TURN.search(block) if kind != "quotation" else None
        if turn and kind == "paragraph" and all(map(_DEFINITION.fullmatch, block[turn.start() + 1 :].split("\n"))):
            kind, turn = "definitions", None
        _odd_if(bool(turn) or "|" in block.partition("\n")[0] or (kind != "listing" and "\n " in block))
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
    # One emphasis within another only where the signs can open it and nothing else.
    within = [mark, *opened] if opened and not closes else []
    _odd_if(not opens or (bool(opened) and sorted(map(len, within)) not in ([1, 1], [1, 2], [2, 2]) or opened == [mark]))
    opened.append(mark)
    return _EMPHASIS[len(mark) - 1][0]


def _spaced(text: str | None) -> str:
    return re.sub(r"\s", " ", text.strip()) if text else ""


def _attribute(text: str) -> str:
    return _LOOSE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
