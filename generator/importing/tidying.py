"""HTML made plain before it becomes Markdown: what no article has is taken out, what readers see is put into order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import Comment, Tag
from bs4.element import NavigableString

from generator.importing.carried import loss
from generator.importing.wp_text import comment

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import BeautifulSoup

    from generator.importing.carried import Loss

    Lose = Callable[[Loss], None]

_UNSEEN = ("style", "noscript", "template", "link", "meta", "title", "head", "svg", "canvas", "map")
_LOST = ("form", "object", "applet", "input", "select", "textarea", "button", "dialog", "math")
_FRAMES = ("iframe", "embed")
_QUIET_SCRIPTS = re.compile(
    r"twitter\.com|instagram\.com|facebook\.(?:net|com)|tiktok\.com|googletag|adsbygoogle|emoji"
)
_BLOCK_NAMES = (
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4"
    " h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split(" "))
_HOLDER_NAMES = "article aside blockquote center details div footer header main nav section td"
_HOLDERS = frozenset(_HOLDER_NAMES.split(" "))
_EMPHASIS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_ADDRESS = re.compile(r"https?://\S+$")
_PLAYERS = re.compile(
    r"https?://(?:www\.|m\.|mobile\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|twitter\.com|x\.com|instagram\.com"
    r"|facebook\.com|vimeo\.com|dailymotion\.com|soundcloud\.com|open\.spotify\.com|t\.me|tiktok\.com)/"
)


def is_block(node: object) -> bool:
    """Whether a node stands on lines of its own."""
    return isinstance(node, Tag) and (node.name in BLOCKS or node.name.startswith("khabar-"))


def tidy(soup: BeautifulSoup, lose: Lose) -> None:
    """Changes a document in place, and tells what of it is lost."""
    for comment_of_page in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment_of_page.extract()
    for found in soup.find_all(_UNSEEN):
        found.decompose()
    _take_out(soup, lose)
    _listings(soup)
    _embeds(soup)
    _pictures(soup)
    _tables(soup, lose)
    _emphasis(soup)
    _notes_of_word(soup)
    for block in soup.find_all(["p", "h1", "h2", "h3", "h4", "h5", "h6"]):
        _hoist(block)
    _wrap(soup)


def _take_out(soup: BeautifulSoup, lose: Lose) -> None:
    for script in soup.find_all("script"):
        if not _QUIET_SCRIPTS.search(str(script)) and not str(script.get("type", "")).endswith("json"):
            _lost(soup, script, lose)
        script.decompose()
    for found in soup.find_all(_LOST):
        if found.parent is not None and not found.decomposed:
            _lost(soup, found, lose)
            found.decompose()


def _lost(soup: BeautifulSoup, found: Tag, lose: Lose) -> None:
    """Leaves a mark where an element was."""
    what = f"<{found.name}> {found.get('src') or found.get('action') or found.get('data') or ''}".strip()
    lose(loss("import-element", mark=comment(what), name=found.name, found=what))
    found.insert_before(soup.new_tag("khabar-lost", attrs={"text": what}))


def _listings(soup: BeautifulSoup) -> None:
    """Code on several lines is a listing."""
    for code in soup.find_all("code"):
        if code.find("br") and not code.find_parent("pre"):
            for line_end in code.find_all("br"):
                line_end.replace_with("" if str(line_end.next_sibling or "").startswith("\n") else "\n")
            code.wrap(soup.new_tag("pre"))


def _embeds(soup: BeautifulSoup) -> None:
    for frame in soup.find_all(_FRAMES):
        url = str(frame.get("src") or frame.get("data-src") or frame.get("data-lazy-src") or "")
        title = str(frame.get("title") or "")
        frame.replace_with(soup.new_tag("khabar-embed", attrs={"url": url, "title": title}))
    for figure in soup.find_all(class_=re.compile("wp-block-embed__wrapper")):
        url = figure.get_text().strip()
        if _ADDRESS.fullmatch(url):
            outer = figure.find_parent("figure")
            caption = outer.find("figcaption") if outer else None
            title = caption.get_text(" ").strip() if caption else ""
            (outer or figure).replace_with(soup.new_tag("khabar-embed", attrs={"url": url, "title": title}))
    for line in soup.find_all("p"):
        url = line.get_text().strip()
        if _PLAYERS.match(url) and _ADDRESS.fullmatch(url):
            line.replace_with(soup.new_tag("khabar-embed", attrs={"url": url}))
    for media in soup.find_all(["video", "audio"]):
        source = media.get("src") or next((each.get("src") for each in media.find_all("source") if each.get("src")), "")
        media.replace_with(soup.new_tag("khabar-media", attrs={"url": str(source or ""), "title": media.name}))


def _pictures(soup: BeautifulSoup) -> None:
    for image in soup.find_all("img"):
        classes = " ".join(image.get("class") or [])
        source = str(image.get("src") or "")
        if "emoji" in classes or "wp-smiley" in classes:
            image.replace_with(str(image.get("alt") or ""))
        elif not source or source.startswith("data:"):
            names = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
            image["src"] = next((str(image[name]) for name in names if image.get(name)), "")
            if not image["src"]:
                image.decompose()
        elif image.get("width") in ("1", "0") and image.get("height") in ("1", "0"):
            image.decompose()  # it counts readers
    for gallery in soup.find_all(
        class_=re.compile(r"^(?:wp-block-gallery|gallery|tiled-gallery|wp-block-jetpack-tiled-gallery)$")
    ):
        if gallery.find("img") and not gallery.find_parent("khabar-gallery") and not gallery.decomposed:
            _gather(soup, gallery)


def _gather(soup: BeautifulSoup, gallery: Tag) -> None:
    """Turns what shows several pictures into a gallery of plain ones."""
    found = soup.new_tag("khabar-gallery")
    for image in gallery.find_all("img"):
        holder = image.find_parent(["figure", "li", "dl"])
        caption = holder.find(["figcaption", "dd"]) if isinstance(holder, Tag) and holder is not gallery else None
        if caption:
            image["data-caption"] = caption.get_text(" ").strip()
        found.append(image.extract())
    whole = gallery.find("figcaption", recursive=False)
    if whole is not None and whole.get_text().strip():
        whole.name = "p"
        gallery.insert_after(whole.extract())
    gallery.replace_with(found)


def _tables(soup: BeautifulSoup, lose: Lose) -> None:
    for table in soup.find_all("table"):
        cells = table.find_all(["td", "th"])
        deep = table.find(
            ["table", "ul", "ol", "pre", "figure", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "img"]
        )
        kept = any(is_block(each) and each.name.startswith("khabar-") for each in table.find_all(True))
        if deep or kept or len(cells) < 2 or any(len(cell.find_all("p")) > 1 for cell in cells):
            if len(cells) > 1:
                lose(loss("import-table", found=table.get_text(" ").strip()[:60]))
            for part in table.find_all(["thead", "tbody", "tfoot", "tr", "colgroup", "col"]):
                part.unwrap()
            for part in [*cells, *table.find_all("caption"), table]:
                part.name = "div"
        elif any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in cells):
            lose(loss("import-table", found=table.get_text(" ").strip()[:60]))


def _emphasis(soup: BeautifulSoup) -> None:
    """Bold in bold is bold once, and two neighbours are one."""
    for element in soup.find_all(list(_EMPHASIS)):
        name = _EMPHASIS[element.name]
        element.name = name
        following = element.next_sibling
        while isinstance(following, Tag) and _EMPHASIS.get(following.name) == name:
            element.extend(list(following.contents))
            following.extract()
            following = element.next_sibling
        inside = any(is_block(each) for each in element.find_all(True))
        if inside or element.find_parent(name) or (element.find_parent(re.compile("^h[1-6]$")) and name == "strong"):
            element.unwrap()


def _notes_of_word(soup: BeautifulSoup) -> None:
    """Footnotes as Word writes them: links to and fro between numbers."""
    for link in soup.find_all("a", href=re.compile(r"^#_?(?:ftnref|ednref)\d+$")):
        block = link.find_parent(["p", "li", "div"])
        number = re.sub(r"\D", "", str(link["href"]))
        if block is not None and soup.find("a", href=re.compile(rf"^#_?(?:ftn|edn){number}$")):
            link.decompose()
            note = soup.new_tag("khabar-note", attrs={"id": number})
            note.extend(list(block.contents))
            block.replace_with(note)
    for link in soup.find_all("a", href=re.compile(r"^#_?(?:ftn|edn)\d+$")):
        number = re.sub(r"\D", "", str(link["href"]))
        if soup.find("khabar-note", id=number):
            link.replace_with(soup.new_tag("note-ref", attrs={"id": number}))


def _hoist(block: Tag) -> None:
    """Moves pictures out of a line of text, to stand before it; what stands as a block leaves its paragraph."""
    if not any(isinstance(each, Tag) for each in block.children):
        return
    for image in block.find_all("img"):
        link = image.find_parent("a")
        shown = link if link is not None and not link.get_text().strip() else image
        if block.get_text().strip() or len(block.find_all("img")) > 1:
            block.insert_before(shown.extract())
    for inner in block.find_all(
        lambda tag: tag.name.startswith("khabar-") or tag.name in ("figure", "table", "ul", "ol", "pre")
    ):
        if inner.parent is not None:
            block.insert_before(inner.extract())


def _wrap(soup: BeautifulSoup) -> None:
    """Puts loose text of what holds blocks into paragraphs; an item with one paragraph needs none."""
    for item in soup.find_all(["li", "td", "th"]):
        blocks = [each for each in item.children if isinstance(each, Tag) and is_block(each)]
        if [each.name for each in blocks if each.name not in ("ul", "ol")] == ["p"] and blocks[0].name == "p":
            blocks[0].unwrap()
    for holder in [soup, *soup.find_all(list(_HOLDERS)), *soup.find_all("li")]:
        kept = ("ul", "ol") if holder.name == "li" else ()
        blocks = [each for each in holder.children if isinstance(each, Tag) and is_block(each)]
        if holder.name in ("li", "td") and all(each.name in kept for each in blocks):
            continue
        run: list[Tag | NavigableString] = []
        for child in [*holder.children, None]:
            if isinstance(child, Tag | NavigableString) and not is_block(child):
                run.append(child)
                continue
            if any(isinstance(each, Tag) or each.strip() for each in run):
                paragraph = soup.new_tag("p")
                run[0].insert_before(paragraph)
                paragraph.extend([each.extract() for each in run])
            run = []
