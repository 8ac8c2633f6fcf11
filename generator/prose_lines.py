"""What stands in the lines of everyday news prose: emphasis, code, links, pictures, signs; `prose` knows the blocks."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from generator.hindi import curl
from generator.model import LinkRef, PictureRef
from generator.urls import is_external

if TYPE_CHECKING:
    from generator.model import Part

# Signs that may be more than text, each with what may follow it. Where an empty group has a name, the method of `Line`
# with that name adds what was found; where none has, it is text after all; `odd` is what only Python-Markdown reads.
_TARGET_PART = r"[^\s<>()\[\]\"'`\\{}\x03]*"
_TARGET = rf"{_TARGET_PART}(?:\({_TARGET_PART}\){_TARGET_PART})*"
_TITLE_PART = r"""[^"'<`\\\[\]{}\n\x03]*"""
_TITLE = rf"""(?!'){_TITLE_PART}(?:'(?!\s*\)){_TITLE_PART})*"""
_CREDIT = r"""\{credit="(?P<credit>[^"{}<&`\\*_\[\]\n\x03]*)"\}(?![^\n]*\})"""
_AFTER = {
    r"\[": r"\^(?P<id>[\w\u0900-\u0963-]+)\](?P<note>)|(?!\^)(?:(?P<label>[^\[\]<`\\{}\x03]+)\]"
    rf'\((?P<href>{_TARGET})(?: +"(?P<title>{_TITLE})")?\)(?P<link>)|)',
    r"!": r"\[(?P<alt>[^\[\]<`\\\n\x03]*)\]"
    rf'\((?P<src>{_TARGET})(?: +"(?P<caption>{_TITLE})")?\)(?:{_CREDIT})?(?!\{{)(?P<picture>)|(?!\[)',
    r"[*_]": r"(?:(?<=\*)\**|(?<=_)_*)(?P<mark>)",
    r"`": r"(?P<verbatim>[^`<&\\{}\n\x03]+)`(?!`)(?P<code>)",
    r"<": r"https?://[A-Za-z0-9./?=#%:~+,;@-]+>(?P<address>)"
    r"|[A-Za-z0-9.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+>(?P<mail>)|(?=[ =0-9])(?![^<> !]+@)",
    r"&": r"[A-Za-z0-9]+;|#[0-9]+;|(?![#\\]|\w+;)",
    r"\\": r"[-#+.!()>{}|\[\]*_](?![*_])",
    r">": r"",
    r"\x03": r"(?P<ending>)",  # two blanks at the end of a line
}
TOKEN = re.compile(
    rf"[\[!*_`<&\\>{{\x03](?:{'|'.join(f'(?<={sign})(?:{rest})' for sign, rest in _AFTER.items())}|(?P<odd>))"
)
_SIGN = re.compile(r"[&<>_`\\{]")
KEPT = re.compile(r"\\(.)|&(?:\w+|\#\d+);")
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_SCRIPTED = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_EMPHASIS = (("<em>", "</em>"), ("<strong>", "</strong>"), ("<strong><em>", "</em></strong>"))


class OddError(Exception):
    """The text leaves the everyday subset."""


def odd_if(odd: object) -> None:
    """Leave the subset where something is odd."""
    if odd:
        raise OddError


class Line:
    """One text on its way to a document, in reading order; what stands in its lines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.signs = any(map(source.__contains__, "&<>_`\\{"))  # besides `*` and `[`
        self.texts: list[str] = []  # HTML since the last reference
        self.add = self.texts.append
        self.parts: list[Part] = []
        self.shown: list[str] = []  # all HTML up to the last reference, with blanks for references
        self.words = 0
        self.said: list[str] = []  # pieces of text as written, since a heading began
        self.before = "\n"  # the character before the next piece of text, by which quotes curl
        self.dashed = True  # there may be dashes or ellipses to curl
        self.notes: dict[str, str] = {}
        self.taken: set[str] = set()  # ids of headings and of cited notes
        self.searched: dict[str, int] = {}

    def line(self, opening: str, text: str, closing: str) -> None:
        """Add the text of a block between its tags."""
        broken = "\n" in text and "  \n" in text
        if broken or "*" in text or "[" in text or (self.signs and _SIGN.search(text)):
            self.add(opening)
            self.before = "\n"
            self.inline(text.replace("  \n", "\x03") if broken else text)
            self.add(closing)
            return
        self.words += len(text.split()) if "\n" in text else text.count(" ") + (text[-1:] not in (" ", ""))
        self.said.append(text)
        if '"' in text or "'" in text or self.dashed:
            text = curl(text, "\n")
        self.add(f"{opening}{text}{closing}")

    def inline(self, text: str) -> None:
        """Add text with its inline markup."""
        start = links = 0
        opened: list[str] = []
        for token in TOKEN.finditer(text):
            kind = token.lastgroup
            if kind is None:
                continue
            at, end = token.span()
            tag = _emphasis(text, at, end, opened) if kind == "mark" else None
            if tag == "":
                continue
            if at > start:
                self.say(text[start:at])
            start = end
            if tag:
                self.add(tag)
            else:
                links += kind in ("link", "picture")
                getattr(self, kind)(token)
        if start < len(text):
            self.say(text[start:])
        if opened or ("[" in text and (links != text.count("](") or "[TOC]" in text)):
            raise OddError

    def say(self, text: str) -> None:
        """Add plain text: quotes curled, HTML's own signs escaped, entities and escaped signs as they are meant."""
        self.said.append(text)
        if "\n" in text:
            self.words += len(text.split())
        else:
            self.words += text.count(" ") + 1 - (text[0] == " ") - (text[-1] == " ")
        if self.signs and ("&" in text or "\\" in text or "<" in text or ">" in text):
            text = self.escaped(text)
        else:
            if '"' in text or "'" in text or self.dashed:
                text = curl(text, self.before)
            self.before = text[-1]
        self.add(text)

    def escaped(self, text: str) -> str:
        """Text with signs that HTML or Markdown uses: escaped, or as entities and backslashes say."""
        kept = iter([html.escape(each[1], quote=False) if each[1] else each[0] for each in KEPT.finditer(text)])
        text = curl(KEPT.sub("\x02\x03", text), self.before)  # Python-Markdown too has marks of such a kind there
        self.before = text[-1]
        return re.sub("\x02\x03", lambda _: next(kept), html.escape(text, quote=False))

    def ending(self, token: re.Match[str]) -> None:
        """End a line where two blanks do."""
        odd_if(token.string[token.end() : token.end() + 1].isspace())
        self.before = "\n"
        self.add("<br>\n")

    def odd(self, _token: re.Match[str]) -> None:
        """Give up at a sign that is more than this subset knows."""
        raise OddError

    def link(self, token: re.Match[str]) -> None:
        """Add a link."""
        label, target, title = token.group("label", "href", "title")
        web = target.startswith(("https://", "http://", "#"))
        if not target or (self.signs and "&#" in token[0]) or (not web and _SCRIPTED.match(target)):
            raise OddError
        if web or is_external(target):
            self.add(f'<a href="{_attribute(target)}"')
        else:
            self.add("<a")
            self.refer(LinkRef(target, *self.place(f"]({target}", " )")))
        self.add(f' title="{_attribute(_spaced(title))}">' if title is not None else ">")
        if "*" in label or "_" in label or "&" in label:
            self.inline(label)
        else:
            self.say(label)
        self.add("</a>")

    def picture(self, token: re.Match[str], figure: bool = False) -> None:
        """Add a picture of the site."""
        target = token["src"]
        odd_if(not target or "&#" in token[0] or is_external(target))
        alt, caption, credit = curl(token["alt"]), curl(_spaced(token["caption"] or "")), curl(token["credit"] or "")
        self.refer(PictureRef(target, alt, caption, credit, figure, *self.place(f"]({target}", " )")))

    def code(self, token: re.Match[str]) -> None:
        """Add code."""
        text = token["verbatim"].strip()
        odd_if("](" in text)  # no link, but it may read as one that is
        self.said.append(text)
        self.words += len(text.split())
        self.add(f"<code>{html.escape(text, quote=False)}</code>")

    def note(self, token: re.Match[str]) -> None:
        """Add the number of a note."""
        id = token["id"]
        odd_if(id not in self.notes or f"fn-{id}" in self.taken)
        self.taken.add(f"fn-{id}")
        self.before = str(list(self.notes).index(id) + 1)
        self.add(f'<sup id="fnref-{id}"><a class="footnote-ref" href="#fn-{id}">{self.before}</a></sup>')

    def address(self, token: re.Match[str]) -> None:
        """Add an address of the web, or of a mailbox, as a link; Python-Markdown hides the latter from harvesters."""
        text = target = token[0][1:-1]
        self.said.append(text)
        self.words += 1
        if token.lastgroup == "mail":
            text, target = ("".join([f"&#{ord(char)};" for char in each]) for each in (text, f"mailto:{text}"))
        self.before = text[-1]
        self.add(f'<a href="{target}">{text}</a>')

    mail = address

    def refer(self, *found: LinkRef | PictureRef) -> None:
        """Add references, or none: the text before becomes a part."""
        text = "".join(self.texts)
        self.texts.clear()
        self.shown += (text, " ")
        if text and (self.parts or not text.isspace()):
            self.parts.append(text)
        self.parts += found

    def place(self, needle: str, ends: str) -> tuple[int, int]:
        """Line and column of the next place in the source where a target, or a line, is written."""
        source = self.source
        found = source.find(needle, self.searched.get(needle, 0))
        self.searched[needle] = end = found + len(needle)
        start = source.rfind("\n", 0, found) + 1
        odd_if(found < 0 or source[end : end + 1] not in ends or (ends == "\n" and found != start))
        return source.count("\n", 0, found) + 1, found - start + 1 + 2 * (needle[0] == "]")


def _emphasis(text: str, at: int, end: int, opened: list[str]) -> str:
    """The tag that a run of `*` or `_` opens or closes; none where it is text, as in 3 * 4 and a_b."""
    mark, before, after = text[at:end], text[at - 1 : at] if at else "", text[end : end + 1]
    closes, opens = bool(before) and not before.isspace(), bool(after) and not after.isspace()
    if mark[0] == "_":
        closes, opens = closes and not after.isalnum(), opens and not before.isalnum()
    if not (closes or opens):
        return ""
    odd_if(len(mark) > 3)
    if closes and opened and opened[-1] == mark:
        odd_if(opens and len(opened) > 1)
        opened.pop()
        return _EMPHASIS[len(mark) - 1][1]
    # Emphasis within emphasis is clear only where each of its signs can do but one thing.
    within = len(opened) == 1 and not closes and mark != opened[0] and len(mark) < 3 and len(opened[0]) < 3
    odd_if(not opens or (opened and not within))
    opened.append(mark)
    return _EMPHASIS[len(mark) - 1][0]


def _spaced(text: str) -> str:
    return re.sub(r"\s", " ", text.strip())


def _attribute(text: str) -> str:
    return _LOOSE_AMPERSAND.sub("&amp;", text).replace(">", "&gt;") if "&" in text or ">" in text else text
