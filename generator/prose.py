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
from typing import TYPE_CHECKING

from generator.hindi import heading_id
from generator.model import BlockRef, Document, Heading
from generator.prose_lines import KEPT, TOKEN, Line, OddError, odd_if

if TYPE_CHECKING:
    from generator.model import Part

# How a block begins that is no paragraph: the groups are methods of `_Prose`.
_START = re.compile(
    r"(?P<heading>#{1,6}[^#\\\n]+\Z)|(?P<fence>:::)|(?P<rule>(?:-{3,}|\*{3,}|_{3,}|\* \* \*)\Z)"
    r"|(?P<odd>[-*_ ]{3,}(?:\n|\Z)|[ #:=]|\[[^\]]*\]:)"
    r"|(?P<listing>(?:\d+\.|[-*+]) +)|(?P<quotation>>)|(?P<table>\|.*\n)"
)
# A line that makes a block something else than it began as.
_TURN = re.compile(r"\n *(?:[#>:=]|[-*_ ]+(?:\n|\Z)|\[(?:\^|[^\[\]]*\]:))")
_HEADING_LINE = re.compile(r"^(#.*)$", re.MULTILINE)
_FENCE = re.compile(r"^:::.*$", re.MULTILINE)
_FENCE_LINE = re.compile(r"::: *(?:([\w-]+) *(.*?))? *")
_ARGUMENT = re.compile(r"""([A-Za-z][\w-]*)=(?:"([^"]*)"|“([^”]*)”|'([^']*)'|(\S+))""")
_ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +(.*)")
_CODE = re.compile(r"`[^`|\n]+`")
_COLUMN = re.compile(r"(:?)-+(:?)")
_ALIGN = {"": "", ":": ' class="align-left"', "|:": ' class="align-right"', ":|:": ' class="align-center"'}
_DEFINITION = re.compile(r": {1,3}(\S.*)")
_NOTE = re.compile(r"\n*\[\^([\w\u0900-\u0963-]+)\]: *(\S.*)")
# As compiled expressions these are found three times as fast as by `in`.
_CONTROL, _DASHES, _DOTS = re.compile(r"[\x00-\x09\x0b-\x1f]"), re.compile("--"), re.compile(r"\.\.\.")
_COLONS, _INDENT = re.compile(":::"), re.compile("\n ")
_TAG = re.compile(r"<[^>]*>")
_FIRST_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)


def parse_prose(text: str, lang: str = "") -> Document | None:
    """The document of everyday Markdown, equal to `parse_markdown`'s, or None where the text is anything more.

    `lang` is the language in which ids of headings are romanised.

    >>> parse_prose("'नमस्ते' **दुनिया**").parts
    ('<p>‘नमस्ते’ <strong>दुनिया</strong></p>',)
    >>> parse_prose("<b>raw HTML</b>")
    """
    try:
        return _Prose(text, lang).document()
    except OddError:
        return None


def words_of(shown: str) -> int:
    """The number of words in HTML whose slots are blanks."""
    return len(html.unescape(_TAG.sub(" ", shown)).split())


def lead_of(shown: str) -> str:
    """The text of the first paragraph in HTML whose slots are blanks."""
    found = _FIRST_PARAGRAPH.search(shown)
    return " ".join(html.unescape(_TAG.sub("", re.sub(r"<sup.*?</sup>", "", found[1]))).split()) if found else ""


class _Prose(Line):
    """One text on its way to a document: its blocks."""

    def __init__(self, source: str, lang: str) -> None:
        super().__init__(source)
        self.lang = lang
        self.lead: str | None = None  # the first paragraph, empty where its text is in pieces
        self.headings: list[Heading] = []
        self.levels: list[int] = []  # of headings as written
        self.repeated: dict[str, int] = {}  # ids that several headings would have
        self.outer: list[tuple[BlockRef, list[Part]]] = []  # open `:::` blocks, with the parts before each
        self.depth = 0  # of quotations

    def document(self) -> Document:
        """The document of the whole text."""
        text = self.source
        plain = text.replace("\n", "").isprintable()  # without control characters and spaces but U+0020
        wide = "  " in text
        odd_if(not plain and _CONTROL.search(text))
        odd_if("~" in text and "~~~" in text)  # fenced code
        odd_if("{" in text and "{{" in text)  # what Hugo calls a shortcode
        counted = plain and not (wide or "&" in text or "^" in text)
        self.dashed = bool(_DASHES.search(text) or _DOTS.search(text))
        if _INDENT.search(text):
            text = re.sub(r"(?<=\n) +\n", "\n", text + "\n")
        if _COLONS.search(text):
            text = _FENCE.sub(r"\n\n\g<0>\n\n", text)
        blocks = self.blocks(text)
        self.levels = sorted({len(block) - len(block.lstrip("#")) for block in blocks if block[0] == "#"})
        self.render(blocks)
        if self.notes:
            self.render_notes()
        odd_if(self.outer)
        rest = "".join(self.texts).rstrip()
        if rest:
            self.parts.append(rest)
        shown = "" if counted and self.lead else "".join([*self.shown, rest])
        words = self.words if counted else words_of(shown)
        lead = " ".join(self.lead.split()) if self.lead else lead_of(shown)
        return Document(tuple(self.parts), tuple(self.headings), words, lead, ())

    def blocks(self, text: str) -> list[str]:
        """The blocks of a text; headings stand by themselves, notes are kept for the end."""
        found: list[str] = []
        for block in text.strip("\n").split("\n\n"):
            if ("\n" not in block and block[:1] not in ("", "[")) or (block[:1] not in "#[|\n" and "\n#" not in block):
                found.append(block)
            elif _NOTE.match(block):
                self.keep_notes(block.strip("\n"))
            else:
                odd_if(block[:1] == "|" and "\n#" in block)
                found += filter(None, [piece.strip("\n") for piece in _HEADING_LINE.split(block)])
        return found

    def render(self, blocks: list[str]) -> None:
        """Add blocks; those of a kind go together, for lists and quotations join over blank lines."""
        run: list[str] = []
        held = ""
        for block in blocks:
            kind = "paragraph" if block[0].isalpha() and "\n" not in block else _kind(block)
            if held and kind != held:
                getattr(self, held)(run)
                run, held = [], ""
            if kind == "paragraph":
                self.paragraph(block)
            else:
                run.append(block)
                held = kind
        if held:
            getattr(self, held)(run)

    def paragraph(self, block: str) -> None:
        """Add a paragraph; a picture alone in one is a figure."""
        text = block.lstrip()
        token = TOKEN.match(text) if text[0] == "!" else None
        if token and token.lastgroup == "picture" and token.end() == len(text):
            self.picture(token, figure=True)
            self.add("\n")
            return
        count = len(self.texts)
        self.line("<p>", text, "</p>\n")
        if self.lead is None:
            self.lead = self.texts[-1][3:-5] if len(self.texts) == count + 1 else ""

    def rule(self, blocks: list[str]) -> None:
        """Add thematic breaks."""
        self.add("<hr>\n" * len(blocks))

    def heading(self, blocks: list[str]) -> None:
        """Add headings: levels from 2 and without gaps, ids that read as the headings sound."""
        odd_if(self.depth)
        for block in blocks:
            text = block.lstrip("#")
            before = self.headings[-1].level if self.headings else 1
            level = min(self.levels.index(len(block) - len(text)) + 2, before + 1, 6)
            place, parts, text = len(self.texts), len(self.parts), text.strip()
            self.said.clear()
            self.add("")
            self.line("", text, f"</h{level}>\n")
            name = " ".join("".join(self.said).split())
            if "&" in name or "\\" in name:
                name = KEPT.sub(lambda kept: kept[1] or html.unescape(kept[0]), name)
            base = id = heading_id(name, self.lang)
            while id in self.taken:
                odd_if("_" in base)  # which may be a number that Python-Markdown counts on from
                self.repeated[base] = self.repeated.get(base, 0) + 1
                id = f"{base}_{self.repeated[base]}"
            odd_if(len(self.parts) > parts or (self.notes and id.startswith("fn")))
            self.taken.add(id)
            self.headings.append(Heading(level, id, name))
            self.texts[place] = f'<h{level} id="{id}">'

    def fence(self, lines: list[str]) -> None:
        """Open and close `:::` blocks."""
        for line in lines:
            match = _FENCE_LINE.fullmatch(line)
            if not match or self.depth:
                raise OddError
            self.refer()
            if match[1]:
                found = [(each[1], "".join(filter(None, each.groups()[1:]))) for each in _ARGUMENT.finditer(match[2])]
                odd_if(_ARGUMENT.sub("", match[2]).strip())
                self.outer.append((BlockRef(match[1], tuple(found), (), *self.place(line, "\n")), self.parts))
                self.parts = []
            else:
                odd_if(not self.outer)
                block, before = self.outer.pop()
                self.parts = [*before, replace(block, parts=tuple(self.parts))]

    def quotation(self, blocks: list[str]) -> None:
        """Add the quotation that neighbouring blocks of `>` lines are."""
        lines = "\n\n".join(blocks).split("\n")
        odd_if(self.depth > 1 or any(line and line[0] != ">" for line in lines))
        odd_if(any(block.rpartition("\n")[2].strip() == ">" for block in blocks))
        self.depth += 1
        self.add("<blockquote>\n")
        inner = ["" if line.strip() == ">" else line[1:].removeprefix(" ") for line in lines]
        self.render(self.blocks("\n".join(inner)))
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
                    odd_if(line[4] == " " or not _ITEM.match(line[4:]))
                    items[-1][1].append(line[4:])
                else:
                    odd_if(items[-1][1])
                    items[-1] = (f"{items[-1][0]}\n{line}", [])
        tag = "ol" if blocks[0][0].isdecimal() else "ul"
        self.add(f"<{tag}>\n")
        for number, (text, within) in enumerate(items):
            odd_if(not text.strip() or _START.match(text) or ("|" in text and "\n" in text) or "|" in "".join(within))
            if number in loose:
                self.add("<li>\n")
                self.paragraph(text)
            else:
                self.line("<li>", text.lstrip(), "")
            if within:
                self.listing(["\n".join(within)])
            self.add("</li>\n")
        self.add(f"</{tag}>\n")

    def table(self, blocks: list[str]) -> None:
        """Add tables whose rows begin and end with a pipe and have all their cells."""
        for block in blocks:
            rows = [row.strip(" ") for row in block.split("\n")]
            odd_if("`" in _CODE.sub("", block) or "\\" in block)
            odd_if(any(len(row) < 2 or row[0] + row[-1] != "||" for row in rows))
            cells = [[cell.strip(" ") for cell in row[1:-1].split("|")] for row in rows]
            columns = [_COLUMN.fullmatch(cell) for cell in cells.pop(1)]
            odd_if(len(cells) < 2 or not all(columns) or any(len(row) != len(columns) for row in cells))
            classes = [_ALIGN[f"{each[1]}|{each[2]}".rstrip("|")] for each in columns if each]
            for number, row in enumerate(cells):
                tag = "td" if number else "th"
                self.add(("<table>\n<thead>\n<tr>\n", "</thead>\n<tbody>\n<tr>\n", "<tr>\n")[min(number, 2)])
                for cell, css in zip(row, classes, strict=True):
                    self.line(f"<{tag}{css}>", cell, f"</{tag}>\n")
                self.add("</tr>\n")
            self.add("</tbody>\n</table>\n")

    def definitions(self, blocks: list[str]) -> None:
        """Add the list of terms and `: definitions` that neighbouring blocks are."""
        self.add("<dl>\n")
        for line in "\n".join(blocks).split("\n"):
            match = _DEFINITION.fullmatch(line)
            text, tag = (match[1], "dd") if match else (line.strip(), "dt")
            odd_if(not text or _START.match(text))
            self.line(f"<{tag}>", text, f"</{tag}>\n")
        self.add("</dl>\n")

    def keep_notes(self, block: str) -> None:
        """Take in a block of notes, one a line."""
        for line in block.split("\n"):
            match = _NOTE.fullmatch(line)
            if not match or self.depth or match[1] in self.notes or _START.match(match[2]):
                raise OddError
            self.notes[match[1]] = match[2].rstrip()

    def render_notes(self) -> None:
        """Add the notes with their links back."""
        odd_if("///Footnotes" in self.source)
        self.add('<div class="footnote">\n<hr>\n<ol>\n')
        for number, (id, text) in enumerate(self.notes.items(), 1):
            self.add(f'<li id="fn-{id}">\n<p>')
            self.before = "\n"
            self.inline(f"{text}\x02")  # where Python-Markdown too has a mark while quotes are curled
            self.texts[-1] = f"{self.texts[-1][:-1]}&#160;"
            self.add(f'<a class="footnote-backref" href="#fnref-{id}" title="[{number}]">&#8617;</a></p>\n</li>\n')
        self.add("</ol>\n</div>\n")


def _kind(block: str) -> str:
    """What a block is: the name of the method of `_Prose` that adds it."""
    match = _START.match(block)
    kind = str(match.lastgroup) if match else "paragraph"
    if "\n" in block and kind != "table":
        turn = _TURN.search(block) if kind != "quotation" else None
        if turn and kind == "paragraph" and all(map(_DEFINITION.fullmatch, block[turn.start() + 1 :].split("\n"))):
            kind, turn = "definitions", None
        odd_if(turn or "|" in block.partition("\n")[0] or (kind != "listing" and "\n " in block))
    odd_if(kind == "odd" or not block.strip())
    return kind
