"""A WordPress text as HTML: blocks without their comments, shortcodes as elements, blank lines as paragraphs."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.importing.carried import Loss, clean, loss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BLOCK = re.compile(
    r"<!--\s+(?P<closer>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+"
    r"(?P<attrs>\{(?:(?!\}\s+/?-->).)*+\}\s+)?(?P<void>/)?-->",
    re.DOTALL,
)
_SHORTCODE = re.compile(
    r"(?P<escaped>\[?)\[(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9_-]*)"
    r"(?P<args>(?:[ \t\n\u00a0]+[^\[\]]*?)?)(?P<void>/?)\]\]?"
)
_ATTRIBUTE = re.compile(r"""([A-Za-z][A-Za-z0-9_-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)""")
_LINE_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE)
_PAIRED = frozenset({"caption", "wp_caption", "embed", "youtube", "twitter", "tweet", "audio", "video", "playlist"})
_KNOWN = _PAIRED | {"gallery"}
_SILENT = frozenset({"spacer", "separator", "footnotes", "more", "nextpage", "page-break"})  # blocks that show nothing
_LAYOUT = ("vc_", "et_pb_", "fusion_", "av_", "cs_", "tatsu_", "mk_", "row", "column", "one_", "two_", "three_")

_ATOMIC = "p|h[1-6]|pre|dt|figcaption|caption|summary|script|style|textarea|iframe|object|khabar-[a-z]+"
_BLOCK_NAMES = (
    "table|thead|tfoot|colgroup|col|tbody|tr|td|th|div|dl|dd|ul|ol|li|form|blockquote|address|hr|fieldset|legend"
    "|section|article|aside|header|footer|nav|main|figure|details|center"
)
_PIECES = re.compile(
    rf"(<(?P<atom>{_ATOMIC})\b[^>]*>.*?</(?P=atom)\s*>|</?(?:{_BLOCK_NAMES})\b[^>]*>|<!--.*?-->)",
    re.DOTALL | re.IGNORECASE,
)
_BLANK = re.compile(r"\n[ \t\u00a0]*\n")


@dataclass(slots=True)
class WpText:
    """One text on its way from WordPress's form to HTML, with what is lost on it."""

    gallery: Callable[[Mapping[str, str]], str]  # a `[gallery]`'s arguments → its pictures as HTML
    reusable: Callable[[str], str]  # the id of a block kept for reuse → its text
    losses: list[Loss] = field(default_factory=list)
    pages: int = 1

    def html(self, content: str) -> str:
        """The HTML of a content."""
        text = clean(content).replace("\ufeff", "").replace("\u200b", "")
        blocks = "<!-- wp:" in text
        text = self.without_blocks(text)
        self.pages += text.count("<!--nextpage-->")
        text = text.replace("<!--nextpage-->", "\n\n")
        text = re.sub(r"<!--more.*?-->|<!--noteaser-->", "\n\n", text)
        text = self.without_shortcodes(text)
        if not blocks:
            text = _LINE_ADDRESS.sub(lambda match: element("embed", url=html.unescape(match[1])), text)
        return text if blocks else autop(text)

    def without_blocks(self, text: str, depth: int = 0) -> str:
        """A text without the comments that tell blocks apart; a block that the server fills is lost."""

        def replaced(match: re.Match[str]) -> str:
            name = match["name"].removeprefix("core/")
            if not match["void"]:
                return ""
            if name == "block" and depth < 5:
                return self.without_blocks(self.reusable(str(_json(match["attrs"]).get("ref", ""))), depth + 1)
            if name in _SILENT:
                return ""
            return self.lost("import-block", f"<!-- wp:{name} /-->", name=name)

        return _BLOCK.sub(replaced, text)

    def without_shortcodes(self, text: str) -> str:
        """A text whose shortcodes are elements: what they show where they are known, else a mark of the place."""
        pieces, place = [], 0
        for match in _SHORTCODE.finditer(text):
            if match.start() < place:
                continue
            name, args = match["name"], match["args"] or ""
            if match["escaped"] and match[0].endswith("]]"):
                found, end = match[0][1:-1], match.end()
            elif match["escaped"] or match[0].endswith("]]"):
                continue
            elif name.lower() in _KNOWN and not match["close"]:
                found, end = self.known(name.lower(), args, text, match.end())
            elif self.is_shortcode(match, text):
                found, end = self.unknown(match), match.end()
            else:
                continue
            pieces += [text[place : match.start()], found]
            place = end
        return "".join([*pieces, text[place:]])

    def is_shortcode(self, match: re.Match[str], text: str) -> bool:
        """Whether brackets hold a shortcode, rather than a remark such as [sic] or [email protected]."""
        name, args = match["name"], (match["args"] or "").strip()
        if match["close"] or match["void"]:
            return not args or "=" in args
        if args:
            return bool(re.match(r"""[A-Za-z][A-Za-z0-9_-]*\s*=\s*\S""", args))
        return "_" in name or f"[/{name}]" in text

    def unknown(self, match: re.Match[str]) -> str:
        """A shortcode that only its plugin could show: its place is marked, and what it encloses stays."""
        if match["close"] or match["name"].lower().startswith(_LAYOUT):
            if not match["close"]:
                self.losses.append(loss("import-shortcode", found=match[0]))
            return "\n\n"
        return self.lost("import-shortcode", match[0])

    def known(self, name: str, args: str, text: str, end: int) -> tuple[str, int]:
        """The element of a shortcode of WordPress's own, and where what it takes of the text ends."""
        given = attributes(args)
        inner = ""
        closing = text.find(f"[/{name}]", end) if name in _PAIRED else -1
        following = text.find(f"[{name}", end)
        if closing >= 0 and not 0 <= following < closing:
            inner, end = text[end:closing], closing + len(name) + 3
        if name in ("caption", "wp_caption"):
            caption = given.get("caption", "")
            picture = re.search(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", inner)
            shown = picture[0] if picture else ""
            said = f"{inner.replace(shown, '', 1)} {caption}".strip() if shown else inner
            return f"\n\n<figure>{shown}<figcaption>{said}</figcaption></figure>\n\n", end
        if name == "gallery":
            return f"\n\n{self.gallery(given)}\n\n", end
        url = next((each for each in (inner.strip(), *given.values()) if re.match(r"https?://", each)), "")
        return (
            element("embed", url=html.unescape(url)) if url else self.lost("import-shortcode", f"[{name}{args}]")
        ), end

    def lost(self, rule: str, found: str, **facts: str) -> str:
        """A mark in the place of what is lost."""
        self.losses.append(loss(rule, **{**facts, "found": found}, mark=comment(found)))
        return element("lost", text=found)


def _json(text: str | None) -> dict[str, object]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def attributes(args: str) -> dict[str, str]:
    """A shortcode's arguments; those without a name under their numbers.

    >>> attributes(' ids="1,2" link=file https://youtu.be/x')
    {'ids': '1,2', 'link': 'file', '2': 'https://youtu.be/x'}
    """
    text = args.replace("“", '"').replace("”", '"').replace("″", '"').replace("&quot;", '"')
    found = {}
    for number, match in enumerate(_ATTRIBUTE.finditer(text)):
        name, *values = match.groups()
        found[(name or str(number)).lower()] = next((value for value in values if value is not None), "")
    return found


def element(name: str, **attributes: str) -> str:
    """An element of the importer's own, which stands as a block."""
    said = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"\n\n<khabar-{name}{said}></khabar-{name}>\n\n"


def comment(text: str) -> str:
    """What is lost, as a comment that readers do not see."""
    kept = " ".join(clean(text).split()).removeprefix("<!--").removesuffix("-->").strip(" /")
    return f"<!-- {kept.replace('--', '- -').replace('>', '›').replace('{{', '{ {').strip('-')} -->"


def autop(text: str) -> str:
    r"""A text of the classic editor with its paragraphs: blank lines part them, other line ends break lines.

    >>> autop("एक\nदो\n\n<h2>तीन</h2>\nचार")
    '<p>एक<br>\nदो</p>\n<h2>तीन</h2>\n<p>चार</p>'
    """
    pieces, place = [], 0
    for match in _PIECES.finditer(text):
        pieces += [*_paragraphs(text[place : match.start()]), match[0]]
        place = match.end()
    return "\n".join([*pieces, *_paragraphs(text[place:])])


def _paragraphs(text: str) -> list[str]:
    found = (each.strip() for each in _BLANK.split(text))
    return ["<p>" + re.sub(r"[ \t]*\n", "<br>\n", each) + "</p>" for each in found if each]
