"""Markdown to a `Document`: finished HTML, with slots for links, pictures and blocks of the site.

Python-Markdown does the parsing. What is ours hooks into its public registries: `:::` blocks, slots, curly quotes,
heading levels without gaps, ids that read as Hindi sounds. A document is a function of its text alone.
"""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from generator.hindi import curl, heading_id
from generator.model import BlockRef, Document, Heading, LinkRef, Part, PictureRef
from generator.places import Places
from generator.problems import Problem, Where, problem
from generator.prose import lead_of, words_of
from generator.quickmark import SkipUseless
from generator.quoting import Quotes
from generator.tree import position
from generator.urls import is_external

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Device controls 1 and 2 mark slots: content with control characters is refused, so no author can forge one.
_SLOT_MARK = "\x11{}\x12"
_BLOCK_LINE = re.compile(r"^:::[ \t]*(?:([\w-]+)[ \t]*(.*?))?[ \t]*$")
_ARGUMENT = re.compile(r"""([A-Za-z][\w-]*)=(?:"([^"]*)"|“([^”]*)”|'([^']*)'|(\S+))""")
_SLOTS = re.compile(
    r"<p>\x11([oc])(\d+)\x12</p>\n?"  # a block opens, closes
    r"|<p><img[^>]*\x11p(\d+)\x12[^>]*></p>"  # a figure
    r"|<img[^>]*\x11p(\d+)\x12[^>]*>"  # a picture in a line
    r'| href="\x11l(\d+)\x12"'
)
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}")
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)  # a link that would run a program
_STRAY_MARK = re.compile(r"\x11\w\d+\x12")
_HEADING = re.compile(r"h[1-6]$")
_ALIGN = re.compile(r"text-align: (left|right|center);")


@dataclass(slots=True)
class _Draft:
    """What is found while one document is parsed."""

    places: Places = field(default_factory=lambda: Places(""))
    lang: str = ""  # in which ids of headings are romanised
    links: list[LinkRef] = field(default_factory=list)
    pictures: list[PictureRef] = field(default_factory=list)
    blocks: list[BlockRef] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, rule: str, place: tuple[int, int], **facts: object) -> None:
        """Keeps a problem at a line and column."""
        self.problems.append(problem(rule, Where("", *place), **facts))


class _Blocks(Preprocessor):
    """Turns the lines of `:::` blocks into marks that stand as paragraphs of their own."""

    def __init__(self, md: Markdown, draft: _Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with each opening and closing line replaced by its mark between blank lines."""
        if not any(line.startswith(":::") for line in lines):
            return lines
        result: list[str] = []
        open_blocks: list[int] = []
        for line in lines:
            match = _BLOCK_LINE.match(line)
            place = self.draft.places.line(line) if match else (0, 0)
            if not match:
                result.append(line)
            elif match[1]:
                open_blocks.append(self._open(match, place))
                result += ["", _SLOT_MARK.format(f"o{open_blocks[-1]}"), ""]
            elif open_blocks:
                result += ["", _SLOT_MARK.format(f"c{open_blocks.pop()}"), ""]
            else:
                self.draft.report("block-not-open", place)
        for number in reversed(open_blocks):
            block = self.draft.blocks[number]
            self.draft.report("block-unclosed", (block.line, block.column), name=block.name)
            result += ["", _SLOT_MARK.format(f"c{number}"), "", ""]
        return result

    def _open(self, match: re.Match[str], place: tuple[int, int]) -> int:
        found = list(_ARGUMENT.finditer(match[2] or ""))
        args = tuple((each[1], next(value for value in each.groups()[1:] if value is not None)) for each in found)
        rest = _ARGUMENT.sub("", match[2] or "").strip()
        if rest:
            self.draft.report("block-arguments", place, name=match[1], found=rest)
        self.draft.blocks.append(BlockRef(match[1], args, (), *place))
        return len(self.draft.blocks) - 1


class _Newsroom(Treeprocessor):
    """Marks links and pictures of the site, curls quotes, closes gaps in heading levels."""

    def __init__(self, md: Markdown, draft: _Draft) -> None:
        super().__init__(md)
        self.draft = draft

    def run(self, root: Element) -> None:
        """Changes the tree in place."""
        levels = sorted({int(each.tag[1]) for each in root.iter() if _is_heading(each)})
        previous = 1
        for element in root.iter():
            tag = element.tag
            if tag == "a":
                self._mark_link(element)
            elif tag == "img":
                self._mark_picture(element)
            elif tag in ("td", "th"):
                _align_by_class(element)
            elif _is_heading(element):
                previous = min(levels.index(int(tag[1])) + 2, previous + 1, 6)
                element.tag = f"h{previous}"
                self.draft.headings.append((previous, element.get("id", "")))
        Quotes(self.md.htmlStash.rawHtmlBlocks).curl(root)

    def _mark_link(self, element: Element) -> None:
        target = element.get("href", "")
        place = self.draft.places.target(target)
        if _RUNS.match(html.unescape(target)):
            self.draft.report("link-scheme", place, target=target)
            del element.attrib["href"]
        elif not target or target.startswith(("#", "&#")) or "\x02" in target:
            return
        elif not is_external(target):
            self.draft.links.append(LinkRef(target, *place))
            element.set("href", _SLOT_MARK.format(f"l{len(self.draft.links) - 1}"))

    def _mark_picture(self, element: Element) -> None:
        target = element.get("src") or ""
        place = self.draft.places.target(target)
        if is_external(target):
            self.draft.report("picture-remote", place, target=target)
            return
        alt, caption, credit = (curl(element.get(name) or "") for name in ("alt", "title", "credit"))
        self.draft.pictures.append(PictureRef(target, alt, caption, credit, False, *place))
        element.attrib.clear()
        element.set("src", _SLOT_MARK.format(f"p{len(self.draft.pictures) - 1}"))


class _NewsroomExtension(Extension):
    """Registers the two processors for one draft after another."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = _Draft()
        self.processors: list[_Blocks | _Newsroom] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # the name is Python-Markdown's
        """Registers after fenced code and before raw HTML; after inline patterns and ids, before unescaping."""
        blocks, newsroom = _Blocks(md, self.draft), _Newsroom(md, self.draft)
        md.preprocessors.register(blocks, "khabar-blocks", 22)
        md.treeprocessors.register(newsroom, "khabar-newsroom", 3)
        self.processors = [blocks, newsroom]

    def begin(self, source: str, lang: str) -> _Draft:
        """An empty draft that both processors fill."""
        self.draft = _Draft(Places(source), lang)
        for processor in self.processors:
            processor.draft = self.draft
        return self.draft


@functools.cache
def _parser(quick: bool) -> tuple[Markdown, _NewsroomExtension]:
    # One instance for the process: making one costs as much as a quarter of an article.
    newsroom = _NewsroomExtension()
    skipping = [SkipUseless()] if quick else []
    md = Markdown(
        extensions=[
            "tables",
            "footnotes",
            "attr_list",
            "def_list",
            "fenced_code",
            "md_in_html",
            TocExtension(slugify=lambda text, _separator: heading_id(text, newsroom.draft.lang)),
            newsroom,
            *skipping,
        ],
        # The backlink's title would be an English sentence in a Hindi page; a number reads in every language.
        extension_configs={"footnotes": {"BACKLINK_TITLE": "[{}]", "SEPARATOR": "-"}},
        output_format="html",
    )
    return md, newsroom


def parse_markdown(text: str, lang: str = "", quick: bool = True) -> Document:
    """The document of an article's Markdown; lines and columns count from the start of the text.

    `lang` is the language in which ids of headings are romanised.
    `quick` leaves out work of Python-Markdown that cannot change the result; without it nothing is left out.
    """
    md, newsroom = _parser(quick)
    draft = newsroom.begin(text, lang)
    for found in _SHORTCODE.finditer(draft.places.plain):  # code may show one
        draft.report("shortcode", position(text, found.start()), found=found[0])
    for name, place in draft.places.unclosed():
        draft.report("markup-unclosed", place, name=name)
    try:
        output = md.reset().convert(text)
    except RecursionError:
        _parser.cache_clear()  # what failed midway would go on in the next document
        raise
    names = _heading_names(getattr(md, "toc_tokens", []))
    headings = tuple(Heading(level, id, names.get(id, "")) for level, id in draft.headings if id)
    shown = _SLOTS.sub(" ", output)
    return Document(
        parts=_parts(output, draft),
        headings=headings,
        words=words_of(shown),
        lead=lead_of(shown),
        problems=tuple(draft.problems),
    )


def _heading_names(tokens: list[dict[str, object]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for token in tokens:
        names[str(token["id"])] = html.unescape(str(token["name"]))
        names |= _heading_names(token["children"])  # type: ignore[arg-type] # tokens nest
    return names


def _parts(output: str, draft: _Draft) -> tuple[Part, ...]:
    if "\x11" not in output:
        return (output,) if output else ()
    stack: list[tuple[BlockRef | None, list[Part]]] = [(None, [])]
    position = 0
    for match in _SLOTS.finditer(output):
        before = output[position : match.start()]
        position = match.end()
        if before.strip() or (before and stack[-1][1]):
            stack[-1][1].append(before)
        if match[1] == "o":
            stack.append((draft.blocks[int(match[2])], []))
        elif match[1] == "c":
            block, parts = stack.pop()
            if block is None:  # the marks of one block landed apart: its opening is inside raw HTML
                stack.append((None, parts))
                continue
            stack[-1][1].append(BlockRef(block.name, block.args, tuple(parts), block.line, block.column))
        elif match[5]:
            stack[-1][1].append(draft.links[int(match[5])])
        else:
            picture = draft.pictures[int(match[3] or match[4])]
            stack[-1][1].append(replace(picture, figure=match[3] is not None))
    if output[position:].strip():
        stack[-1][1].append(output[position:])
    for block in (block for block, _ in stack if block):  # its closing line is inside raw HTML
        draft.report("block-in-html", (block.line, block.column), name=block.name)
    return tuple(_without_strays(part, draft) for _, parts in stack for part in parts)


def _without_strays(part: Part, draft: _Draft) -> Part:
    """A part without marks that ended up where no slot can be, such as a block within raw HTML."""
    if not isinstance(part, str) or "\x11" not in part:
        return part
    for mark in re.finditer(r"\x11o(\d+)\x12", part):
        block = draft.blocks[int(mark[1])]
        draft.report("block-in-html", (block.line, block.column), name=block.name)
    return _STRAY_MARK.sub("", part)


def _is_heading(element: Element) -> bool:
    return isinstance(element.tag, str) and bool(_HEADING.match(element.tag))


def _align_by_class(element: Element) -> None:
    """Moves a cell's alignment from a style attribute, which a strict Content-Security-Policy ignores, to a class."""
    match = _ALIGN.fullmatch(element.get("style", ""))
    if match:
        del element.attrib["style"]
        element.set("class", f"align-{match[1]}")
