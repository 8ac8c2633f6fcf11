"""HTML to this site's Markdown, by markdownify; what is ours are the forms that Khabar's articles have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from generator.fields import YOUTUBE
from generator.importing.carried import Loss, clean, loss
from generator.importing.shallow import shallow
from generator.importing.signs import escape, figure_of, guard, quoted, target
from generator.importing.tidying import is_block, tidy
from generator.importing.wp_text import comment

if TYPE_CHECKING:
    from generator.importing.carried import Picture

_NESTED = frozenset({"li", "blockquote", "td", "th", "dd", "khabar-note"})
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?.*)?$", re.IGNORECASE)
_GAPS = re.compile(r"\n{3,}")
_HASHES, _HASH = re.compile(r"#+$"), "\\#"  # at a heading's end they would be part of its mark


class Surroundings(Protocol):
    """What a text leads to: pictures that are to be had, and where its links lead now."""

    def picture(self, url: str, id: str) -> Picture | str:
        """The picture of an address, or of an id of the old system; or else why it is not to be had."""

    def link(self, url: str) -> str:
        """Where an address of the old site is now; others as they are."""

    def file(self, url: str) -> str:
        """Where a sound, film or document is now; its old address where it is not to be had."""


@dataclass(slots=True)
class Written:
    """Markdown, and what was lost on the way to it."""

    text: str = ""
    losses: list[Loss] = field(default_factory=list)


def to_markdown(html: str, around: Surroundings) -> Written:
    """The Markdown of a piece of HTML."""
    soup = BeautifulSoup(shallow(clean(html)), "html.parser")
    losses: list[Loss] = []
    tidy(soup, losses.append)
    converter = _Converter(around, losses)
    text = converter.convert_soup(soup)
    lines = (line if line.endswith("  ") and line.strip() else line.rstrip() for line in text.split("\n"))
    return Written(_GAPS.sub("\n\n", "\n".join(lines)).strip("\n"), losses)


def to_text(html: str) -> str:
    """The text that a piece of HTML shows, on one line."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


class _Converter(MarkdownConverter):
    """Markdownify with Khabar's forms of figures, blocks, lists and notes."""

    def __init__(self, around: Surroundings, losses: list[Loss]) -> None:
        super().__init__(heading_style="atx", bullets="-", table_infer_header=True)
        self.around, self.losses = around, losses

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = escape(text.replace("\n", " "), "a" in parent_tags)
        return text.replace("|", r"\|") if parent_tags & {"td", "th"} else text

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        text = re.sub(r"(?:  \n)+$", "", text.strip(" \t\r\n"))
        if not text.strip("\u00a0 \n"):
            return ""
        return f"\n\n{guard(text)}\n\n"

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f" {text.strip()} " if "_inline" in parent_tags else f"\n\n{text.strip(chr(10))}\n\n"

    convert_section = convert_article = convert_main = convert_header = convert_footer = convert_aside = convert_div
    convert_figure = convert_center = convert_details = convert_div

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 # markdownify's name
        text = " ".join(text.split())
        if not text or "_inline" in parent_tags:
            return f" {text} "
        return f"\n\n{'#' * max(n, 2)} {_HASHES.sub(lambda match: match[0].replace('#', _HASH), text)}\n\n"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasis(el, text, parent_tags, "**", "strong")

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasis(el, text, parent_tags, "*", "em")

    def _emphasis(self, el: Tag, text: str, parent_tags: set[str], sign: str, name: str) -> str:
        inner = text.strip()
        if not inner or "_noformat" in parent_tags:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        touching = any(
            isinstance(each, Tag) and each.name in ("em", "strong") for each in (el.previous_sibling, el.next_sibling)
        )
        if touching or inner[0] == "*" or inner[-1] == "*":
            return f"{before}<{name}>{inner}</{name}>{after}"
        return f"{before}{sign}{inner}{sign}{after}"

    def _raw(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        plain = not text.strip() or "_noformat" in parent_tags
        return text if plain else f"<{el.name}>{text}</{el.name}>"

    convert_sup = convert_sub = convert_mark = convert_del = convert_ins = _raw

    def convert_s(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<del>{text}</del>" if text.strip() else text

    convert_strike = convert_s

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"“{text}”"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "").strip()
        inner = text.strip()
        picture = el.find("img")
        if picture is not None and inner.startswith(("![", "<!--")):
            if not _FILE.search(href) and "attachment" not in str(el.get("rel") or "") and href:
                self.losses.append(loss("import-link", mark=inner, found=href))
            return text
        if not inner or "_noformat" in parent_tags or not href or href.startswith("#"):
            return text
        if re.match(r"(?:javascript|vbscript|data|file)\s*:", href, re.IGNORECASE):
            self.losses.append(loss("import-link", mark=inner, found=href))
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        new = target(self.around.link(href))
        shown = inner.replace("\\", "")
        link = f"<{new}>" if shown == new and new.startswith("http") else f"[{' '.join(inner.split())}]({new})"
        return f"{before}{link}{after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        figure = el.find_parent("figure")
        caption = figure.find("figcaption") if isinstance(figure, Tag) and len(figure.find_all("img")) == 1 else None
        said = caption.get_text(" ") if isinstance(caption, Tag) else str(el.get("data-caption") or "")
        link = caption.find("a", href=True) if isinstance(caption, Tag) else None
        if link is not None:
            self.losses.append(loss("import-caption", mark=quoted(said), found=link["href"]))
        id = next((each[9:] for each in el.get("class") or [] if re.fullmatch(r"wp-image-\d+", each)), "")
        source = str(el.get("src") or "")
        picture = self.around.picture(source, id)
        if isinstance(picture, str):
            mark = comment(f"picture: {source} {said}")
            self.losses.append(loss("import-picture", mark=mark, found=source, reason=picture))
            return mark if parent_tags & {"td", "th", "_inline"} else f"\n\n{mark}\n\n"
        shown = figure_of(
            picture.path, str(el.get("alt") or "") or picture.alt, said or picture.caption, picture.credit
        )
        return shown if parent_tags & {"p", "a", "td", "th", "_inline", "khabar-gallery"} else f"\n\n{shown}\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        figure = el.find_parent("figure")
        if isinstance(figure, Tag) and len(figure.find_all("img")) == 1:
            return ""
        return f"\n\n{guard(text.strip())}\n\n" if text.strip() else ""

    def convert_khabar_gallery(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = re.findall(r"!\[.*?\]\([^()\n]*\)(?:\{[^{}\n]*\})?|<!--.*?-->", text)
        pictures = [line for line in lines if line.startswith("!")]
        if parent_tags & _NESTED or len(pictures) < 2:
            return "\n\n" + "\n\n".join(lines) + "\n\n"
        rest = [line for line in lines if not line.startswith("!")]
        return "\n\n" + "\n".join([":::gallery", *pictures, ":::"]) + "\n\n" + "\n\n".join(rest) + "\n\n"

    def convert_khabar_embed(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        url, title = str(el.get("url") or ""), quoted(str(el.get("title") or ""))
        if url.startswith("//"):
            url = f"https:{url}"
        video = youtube_of(url)
        if video and not parent_tags & _NESTED:
            told = f' title="{title}"' if title else ""
            return f'\n\n:::youtube id="{video}"{told}\n:::\n\n'
        if not re.match(r"https?://", url):
            mark = comment(f"embed: {url}")
            self.losses.append(loss("import-element", mark=mark, name="embed", found=url))
            return f"\n\n{mark}\n\n"
        if not video:
            self.losses.append(loss("import-embed", mark=target(url), found=url))
        link = f"[{escape(title)}]({target(url)})" if title else f"<{target(url)}>"
        return f"\n\n{link}\n\n"

    def convert_khabar_media(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        url = str(el.get("url") or "")
        name = escape(url.rpartition("/")[2]) or str(el.get("title"))
        self.losses.append(loss("import-embed", mark=name, found=url))
        return f"\n\n[{name}]({target(self.around.file(url))})\n\n" if url else ""

    def convert_khabar_lost(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        mark = comment(str(el.get("text") or ""))
        return mark if parent_tags & {"td", "th", "_inline", "p"} else f"\n\n{mark}\n\n"

    def convert_note_ref(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"[^{el.get('id')}]"

    def convert_khabar_note(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n[^{el.get('id')}]: {' '.join(text.split())}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip("\n ")
        if not text:
            return ""
        if not any(is_block(each) for each in el.children):
            text = guard(text)
        elif el.contents and not is_block(el.contents[0]):
            text = guard(text.split("\n", 1)[0]) + "".join(f"\n{rest}" for rest in text.split("\n", 1)[1:])
        parent = el.parent
        bullet = "-"
        if parent is not None and parent.name == "ol":
            start = str(parent.get("start") or "1")
            first = int(start) if start.isdecimal() and len(start) < 7 else 1
            bullet = f"{first + len(el.find_previous_siblings('li'))}."
        lines = text.split("\n")
        # Python-Markdown wants four blanks before whatever goes on in an item.
        return "\n".join([f"{bullet} {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]) + "\n"

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip("\n")
        if not text:
            return ""
        following = next((each for each in el.next_siblings if isinstance(each, Tag) or str(each).strip()), None)
        apart = "\n<!-- -->\n\n" if isinstance(following, Tag) and following.name in ("ul", "ol", "pre") else ""
        only = "li" in parent_tags and not any(
            isinstance(each, Tag) and each.name == "p" for each in el.previous_siblings
        )
        return f"\n{text}\n{apart}" if only else f"\n\n{text}\n\n{apart}"

    convert_ul = convert_ol = convert_list

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        code = el.get_text().strip("\n")
        if parent_tags & _NESTED:
            return "\n\n" + "\n".join(f"    {line}" for line in code.split("\n")) + "\n\n"
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
        classes = " ".join([*(el.get("class") or []), *((el.code.get("class") or []) if el.code else [])])
        language = re.search(r"(?:lang(?:uage)?-|brush:\s*)([A-Za-z0-9+#-]+)", classes)
        return f"\n\n{fence}{language[1] if language else ''}\n{code}\n{fence}\n\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        table = el.find_parent("table")
        if not isinstance(table, Tag) or table.find("tr") is not el:
            return f"|{text}\n"
        width = text.replace(r"\|", "").count("|")
        return f"|{text}\n|{' --- |' * max(width, 1)}\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = " ".join(text.split())
        return f" {text} " if "_inline" in parent_tags else f"\n\n{guard(text)}\n"

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"{guard(text.strip())}\n\n" if text.strip() else ""

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip("\n ")
        if not text or "_inline" in parent_tags:
            return f" {text} "
        return "\n\n" + "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) + "\n\n"

    def convert__document_(self, el: Tag, text: str, parent_tags: set[str]) -> Any:  # noqa: ANN401
        return text


def youtube_of(url: str) -> str:
    """The id of a YouTube video that an address shows; empty where it shows none."""
    plain = url.replace("-nocookie", "").replace("&amp;", "&").replace("/v/", "/embed/")
    later = re.sub(r"watch\?(?:.*?&)?v=", "watch?v=", plain)
    found = YOUTUBE.match(later)
    return found[1] if found else ""
