"""Skeletons: from an article's Markdown to one for its translator, and from that to what still waits for him.

Each passage of the original is a comment with its edition's code, `<!-- hi: … -->`, and below it is a place for its
translation. What is the same in every language stands as it is: code, the frame of a block, the path of a picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.comments import comments, without_comments
from generator.desk.passages import ARGUMENT, TEXT_ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CODE = re.compile(r"`{3,}|~{3,}")
_HEADING = re.compile(r"#{1,6}(?!#)")
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\((?P<target>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<caption>[ ]+\"[^\"\n]*\")?[ ]*\)"
    r"(?P<more>(?:\{[^{}\n]*\})?)[ \t]*"
)
# What is no text: the addresses of links, a line across the page, elements without words.
_SILENT = re.compile(r"(?:\[(?!\^)[^\]\n]+\]:[ \t]*\S.*|(?:[-*_][ \t]*){3,}|(?:<[^<>!][^<>]*>\s*)+|:::[ \t]*)+")
_KEPT = (":::", "```", "~~~", "![")  # how a line begins that a skeleton has from the start


def skeleton(body: str, code: str, moved: Callable[[str], str] = str) -> str:
    r"""What a translator fills in; `code` is the original's edition, `moved` gives a picture's path for the new file.

    >>> skeleton("# एक\nदो --> तीन\n\n![चार](a.jpg)\n", "hi")
    '<!-- hi: # एक -->\n\n\n<!-- hi: दो --&gt; तीन -->\n\n\n<!-- hi: ![चार](a.jpg) -->\n![](a.jpg)\n'
    """
    pieces = (_piece(chunk, code, moved) for chunk in _chunks(without_comments(body)))
    return "\n\n".join(pieces).rstrip("\n") + "\n"


def _chunks(text: str) -> Iterator[list[str]]:
    """The lines of a text by what belongs together: headings, code and the lines of blocks stand by themselves."""
    held: list[str] = []
    fence = ""
    for line in text.split("\n"):
        code = _CODE.match(line)
        if fence:
            held.append(line)
            if line.rstrip() == fence:
                yield held
                held, fence = [], ""
            continue
        alone = line.startswith(":::") or bool(_HEADING.match(line))
        if held and (not line.strip() or alone or code):
            yield held
            held = []
        if alone:
            yield [line]
        elif line.strip():
            held.append(line)
            fence = code[0] if code else ""
    if held:
        yield held


def _piece(lines: list[str], code: str, moved: Callable[[str], str]) -> str:
    text = "\n".join(lines)
    if _CODE.match(text) or _SILENT.fullmatch(text):
        return text
    if text.startswith(":::"):
        empty = ARGUMENT.sub(lambda found: f'{found[1]}=""' if found[1] in TEXT_ARGUMENTS else found[0], text)
        return text if empty == text else f"{_comment(lines, code)}\n{empty}"
    pictures = [_PICTURE.fullmatch(line) for line in lines]
    if all(pictures):
        return "\n".join(_picture(found, code, moved) for found in pictures if found)
    return f"{_comment(lines, code)}\n"


def _comment(lines: list[str], code: str) -> str:
    text = "\n".join(lines).replace("-->", "--&gt;").replace("--!>", "--!&gt;")  # either would end the comment
    return f"<!-- {code}:\n{text}\n-->" if len(lines) > 1 or text[0].isspace() else f"<!-- {code}: {text} -->"


def _picture(found: re.Match[str], code: str, moved: Callable[[str], str]) -> str:
    caption = ' ""' if found["caption"] else ""
    empty = f"![]({moved(found['target'])}{caption}){found['more']}"
    return f"{_comment([found[0]], code)}\n{empty}" if found["alt"] or caption else empty


def waiting(source: str, codes: Iterable[str], start: int = 0) -> Iterator[tuple[int, str]]:
    r"""The passages of other editions that have no translation below them yet: where each begins, its first line.

    >>> list(waiting("<!-- hi: एक -->\nOne.\n\n<!-- hi: दो -->\n\n", ["hi"]))
    [(22, 'दो')]
    """
    form = re.compile(rf"<!-- (?:{'|'.join(map(re.escape, codes))}):\s(?P<said>.*?)\s*-->", re.DOTALL)
    found = [(begin, match) for begin, _ in comments(source) if begin >= start and (match := form.match(source, begin))]
    ends = [*(begin for begin, _ in found), len(source)][1:]
    for (begin, match), end in zip(found, ends, strict=False):  # where none is found, no end is wanted
        said = match["said"].strip()
        below = without_comments(source[match.end() : end]).strip().partition("\n")[0]
        frame = next((sign for sign in _KEPT if below.startswith(sign)), "")
        filled = bool(below) and (not frame or (said.startswith(frame) and '=""' not in below))
        if not filled:
            yield begin, said.partition("\n")[0]
