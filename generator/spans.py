"""Runs of another script in a finished document get their language, so that a screen reader changes its voice.

Applied to the HTML that either reader of Markdown made, so both give the same. The text itself is unchanged. Code, what
stands in elements that Markdown never makes, and whatever names its language already are left alone.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from generator.hindi import ranges_of, script_runs
from generator.model import BlockRef

if TYPE_CHECKING:
    from generator.model import Part

Languages: TypeAlias = tuple[tuple[str, str], ...]  # (script, language of its runs)

# What stands in text as it is read: the elements that Markdown makes, and those that authors put into a line.
_OPEN_TO_RUNS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "em", "strong", "b", "i", "u", "s", "del",
    "ins", "mark", "small", "sub", "sup", "span", "abbr", "cite", "q",
})  # fmt: skip
NEVER_CLOSED = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_FOOTNOTES = ' class="footnote"'  # the one div that Markdown makes
_LANG = re.compile(r"\slang\s*=", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w+;", re.ASCII)
# In text without its other signs a word of Devanagari leaves two blanks behind; three at most part two words of a run.
_TWO_WORDS = re.compile(rb"[A-Za-z][!-~]*+((?:\s[^A-Za-z\s]*+){1,3}[A-Za-z])?")


def may_have_runs(text: str, script: str, others: Languages) -> bool:
    """Whether the Markdown of a text in `script` may hold a run of one of the other scripts: a quick look.

    >>> [may_have_runs(text, "Deva", (("Latn", "en"),)) for text in ("यह NASA का", "यह World Bank का")]
    [False, True]
    """
    if script != "Latn" and any(_TWO_WORDS.findall(text.encode("ascii", "ignore"))):
        return True
    letters = _letters(script, others)
    return letters is not None and not text.isascii() and letters.search(text) is not None


@functools.lru_cache(maxsize=64)
def _letters(script: str, others: Languages) -> re.Pattern[str] | None:
    """Match a sign of any other script but Latin, if there is one."""
    ranges = ranges_of({name for name, _ in others} - {script, "Latn"})
    return re.compile(f"[{ranges}]") if ranges else None


@functools.lru_cache(maxsize=64)
def _piece(script: str, others: Languages, all_tags: bool) -> re.Pattern[str]:
    """Match what has to be looked at: a tag that is more than an everyday name, or any, and text that may hold a run.

    A text is matched with the end of the tag before it, so that one set of signs is looked for.
    """
    everyday = "|".join(sorted(_OPEN_TO_RUNS, key=len, reverse=True))
    attributes = r"""(?:[^>"'/]|/(?!>)|"[^"]*"|'[^']*')*"""
    passed = "" if all_tags else rf"(?!/?(?:{everyday})>)"
    tag = rf"{passed}(?:!--.*?--|(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>{attributes}/?))(?=>)"
    ranges = ranges_of({name for name, _ in others} - {script, "Latn"})
    some = f"[{ranges}]" if ranges else "(?!)"
    if script == "Latn":
        text = rf"[^<{ranges}]*+{some}" if ranges else "(?!)"
    else:
        # Two words, whatever stands between: whether they are a run is asked later.
        text = rf"[^<A-Za-z{ranges}]*+(?:{some}|[A-Za-z][^<\s]*+\s[^<A-Za-z]*+[A-Za-z])"
    return re.compile(rf"[<>](?:(?<=<){tag}|(?<=>)(?P<text>{text}[^<]*+))", re.DOTALL)


def mark_runs(parts: tuple[Part, ...], script: str, others: Languages) -> tuple[Part, ...]:
    """The parts of a document in `script` with a span around each run of one of the other scripts.

    >>> mark_runs(("<p>यह World Bank है</p>",), "Deva", (("Latn", "en"),))
    ('<p>यह <span lang="en">World Bank</span> है</p>',)
    """
    return _Marking(script, others, _name_languages(parts)).parts(parts)


def _name_languages(parts: tuple[Part, ...]) -> bool:
    """Whether any tag may have a language already."""
    return any(
        _LANG.search(part) if isinstance(part, str) else isinstance(part, BlockRef) and _name_languages(part.parts)
        for part in parts
    )


class _Marking:
    """One document on its way: what is open where a part ends is open where the next begins."""

    def __init__(self, script: str, others: Languages, all_tags: bool) -> None:
        self.script = script
        self.languages = dict(others)
        self.piece = _piece(script, others, all_tags)
        self.begun = ""  # the beginning of a tag: a link's address stands between two parts
        self.closed: list[str] = []  # open elements whose text is left alone: the first, and those of its name within

    def parts(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts in reading order."""
        return tuple([self.part(part) for part in parts])

    def part(self, part: Part) -> Part:
        """One part, blocks with what stands in them."""
        if isinstance(part, BlockRef):
            return replace(part, parts=self.parts(part.parts))
        return self.html(part) if isinstance(part, str) else part

    def html(self, text: str) -> str:
        """Finished HTML, which may begin and end within a tag."""
        begun, last = self.begun, text.rfind(">")
        if begun and last < 0:
            self.begun += text
            return text
        opened = text.rfind("<")
        self.begun = text[opened:] if opened > last else ""
        if not begun:
            return self.piece.sub(self.looked_at, f">{text}")[1:]
        self.tag(begun[1:].split()[0], False, begun + text[: text.index(">")])
        return self.piece.sub(self.looked_at, text)

    def looked_at(self, match: re.Match[str]) -> str:
        """A piece as it is, or a text with its runs in spans."""
        text = match["text"]
        if text is None:
            if match["name"]:
                self.tag(match["name"].lower(), bool(match["close"]), match["rest"])
            return match[0]
        return match[0] if self.closed else f">{self.text(text)}"

    def text(self, text: str) -> str:
        """A piece of HTML without tags, its runs in spans."""
        plain = _ENTITY.sub(lambda match: "." * len(match[0]), text) if "&" in text else text
        pieces, at = [], 0
        for run, script in script_runs(plain, self.script):
            shown = text[at : at + len(run)]
            at += len(run)
            lang = self.languages.get(script) if script != self.script else None
            pieces.append(f'<span lang="{lang}">{shown}</span>' if lang else shown)
        return "".join(pieces)

    def tag(self, name: str, closes: bool, rest: str) -> None:
        """Note a tag that begins or ends what is left alone."""
        if name in NEVER_CLOSED or rest.endswith("/"):
            return
        if self.closed:
            if name == self.closed[0]:
                self.closed.pop() if closes else self.closed.append(name)
        elif not closes and (_LANG.search(rest) or not (name in _OPEN_TO_RUNS or rest == _FOOTNOTES)):
            self.closed.append(name)
