"""The Markdown of Hugo and Jekyll as this site's: shortcodes and Liquid by what they show, lists and links as here."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from generator.importing.carried import Loss, clean, loss
from generator.importing.lists import relisted
from generator.importing.signs import figure_of, quoted, target
from generator.importing.wp_text import comment as hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.importing.carried import Picture

_CODE = re.compile(
    r"^(?P<fence>[ ]{0,3}(?:`{3,}|~{3,}))[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_KEPT = "\x10{}\x10"  # stands for code while the rest is changed; no text has such a sign
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<url>[^\s)>]+)>?(?:\s+(?P<quote>[\"'])(?P<title>.*?)(?P=quote))?\s*\)(?P<attrs>\{[^{}\n]*\})?"
)
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\]|\\.)*)\]\(\s*<?(?P<url>[^\s)<>]+)>?(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_DEFINED = re.compile(r"^(?P<name>[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]+)<?(?P<url>[^\s<>]+)>?", re.MULTILINE)
_TAG_PICTURE = re.compile(r"<img\b(?P<attrs>[^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`>/}]+))|"([^"]*)"|`([^`]*)`|([^\s"'`}]+)"""
)
_BARE = re.compile(
    r"(?<![A-Za-z0-9_(<\[\"'=/:])(?<!\]:\s)(https?://[^\s<>()\[\]\"'`*|]+[^\s<>()\[\]\"'`*|.,;:!?।])(?![^<\n]*>)"
)
_STRUCK = re.compile(r"(?<![~\\])~~(?=\S)(.+?)(?<=\S)~~(?!~)")
_HOSTED = {
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "dailymotion": "https://www.dailymotion.com/video/{}",
}


class Neighbours(Protocol):
    """What a text of the old site leads to."""

    def picture(self, url: str, id: str = "") -> Picture | str:
        """A picture, as an article names it; or why it is not to be had."""

    def link(self, url: str) -> str:
        """Where a link leads now."""

    def story(self, name: str) -> str:
        """What a reference to an article by its file leads to; empty where there is none."""


@dataclass(slots=True)
class MdText:
    """One text on its way, with what is lost."""

    around: Neighbours
    losses: list[Loss] = field(default_factory=list)
    toc: bool = False
    made: list[str] = field(default_factory=list)  # what is in this site's form already

    def done(self, text: str) -> str:
        """What stands for a text that nothing may change any more."""
        self.made.append(text)
        return f"\x11{len(self.made) - 1}\x11"

    def markdown(self, text: str, shortcodes: Callable[[MdText, str], str]) -> str:
        """A text's Markdown in this site's forms; `shortcodes` knows the old system's own."""
        text = shortcodes(self, clean(text))
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(match[0])
            return _KEPT.format(len(kept) - 1)

        text = _CODE.sub(keep, text)
        text = re.sub(r"<!--\s*(?:more|excerpt|end)\s*-->", "", text)
        if re.search(r"^\[TOC\]$|\{:\s*toc\s*\}", text, re.MULTILINE | re.IGNORECASE):
            self.toc = True
            text = re.sub(
                r"^(?:[*-] [^\n]*\n)?\{:\s*toc\s*\}[ \t]*$|^\[TOC\][ \t]*$",
                "",
                text,
                flags=re.MULTILINE | re.IGNORECASE,
            )
        text = _TAG_PICTURE.sub(self._tag_picture, text)
        text = _PICTURE.sub(self._picture, text)
        text = _LINK.sub(self._link, text)
        text = _DEFINED.sub(lambda match: f"{match['name']}{target(self.around.link(match['url']))}", text)
        text = _BARE.sub(r"<\1>", text)
        text = _STRUCK.sub(r"<del>\1</del>", text)
        text = re.sub(r"^:::", "&#58;::", text, flags=re.MULTILINE)
        text = relisted(text)
        text = re.sub("\x10(\\d+)\x10", lambda match: kept[int(match[1])], text)
        text = re.sub("\x11(\\d+)\x11", lambda match: self.made[int(match[1])], text)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    def _picture(self, match: re.Match[str]) -> str:
        return self.figure(match["url"], match["alt"], match["title"] or "", raw=True)

    def _tag_picture(self, match: re.Match[str]) -> str:
        told = {key.lower(): value for key, value in arguments(match["attrs"]).items()}
        return self.figure(told.get("src", ""), told.get("alt", ""), told.get("title", ""))

    def figure(self, url: str, alt: str, caption: str = "", credit: str = "", raw: bool = False) -> str:
        """A picture in this site's form, or a comment in the place of one that is not to be had."""
        picture = self.around.picture(html.unescape(url))
        if isinstance(picture, str):
            mark = comment(f"picture: {url} {caption}")
            self.losses.append(loss("import-picture", mark=mark, found=url, reason=picture))
            return self.done(mark)
        return self.done(figure_of(picture.path, alt, html.unescape(caption), credit, raw=raw))

    def _link(self, match: re.Match[str]) -> str:
        text = _LINK.sub(self._link, match["text"]) if "](" in match["text"] else match["text"]
        new = target(self.around.link(match["url"]))
        if not new:
            self.losses.append(loss("import-link", mark=text, found=match["url"]))
            return text
        return f"[{text}]({new}{match['title'] or ''})"

    def video(self, id: str, title: str = "") -> str:
        """A YouTube block."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{11}", id):
            return self.lost(f"youtube {id}")
        told = f' title="{quoted(title)}"' if title else ""
        block = self.done(f':::youtube id="{id}"{told}\n:::')
        return f"\n\n{block}\n\n"

    def hosted(self, name: str, id: str) -> str:
        """What another host shows, as a link to it."""
        url = _HOSTED.get(name, "{}").format(id)
        self.losses.append(loss("import-embed", mark=url, found=url))
        return f"\n\n{self.done(f'<{url}>')}\n\n"

    def lost(self, found: str, rule: str = "import-shortcode") -> str:
        """A comment in the place of what only the old system could show."""
        mark = comment(found)
        self.losses.append(loss(rule, mark=mark, found=found))
        return self.done(mark)


def comment(text: str) -> str:
    """What is lost, as a comment that readers do not see and no other generator takes for its own."""
    return hidden(text.replace("{{", "").replace("}}", "").replace("{%", "").replace("%}", "").strip(" <>%-"))


def arguments(text: str) -> dict[str, str]:
    """A shortcode's or tag's arguments; those without a name under their numbers.

    >>> arguments('src="a b.jpg" alt=क "zwei"')
    {'src': 'a b.jpg', 'alt': 'क', '2': 'zwei'}
    """
    found = {}
    for number, match in enumerate(_ATTRIBUTE.finditer(text)):
        name, *values = match.groups()
        found[name or str(number)] = html.unescape(next((value for value in values if value is not None), ""))
    return found


def plain_title(text: str) -> str:
    """A title without the markup that some sites write into it."""
    return html.unescape(re.sub(r"<[^>]{1,80}>", "", text)) if "<" in text or "&" in text else text
