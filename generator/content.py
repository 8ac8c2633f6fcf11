"""Content: from the files under content/ to articles with their documents, one file at a time.

`parse_article` is pure and sees one file's text, so what it gives can be remembered by that text and the options.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.frontmatter import parse_source
from generator.hindi import norm_text
from generator.model import Article, Correction, Document, Image, SourceLink
from generator.problems import Problem, SiteError, Where, problem
from generator.schema import Reader
from generator.tree import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "content"
PAGES = "pages"
FILES = "files"
SIZE_LIMIT = 2_000_000  # bytes of an article
FRONT_MATTER_FIELDS = (
    "title",
    "date",
    "tags",
    "updated",
    "section",
    "authors",
    "summary",
    "image",
    "slug",
    "aliases",
    "draft",
    "publish",
    "expire",
    "unlisted",
    "pinned",
    "breaking",
    "video",
    "sources",
    "corrections",
    "lang",
    "translation_key",
    "layout",
    "weight",
    "toc",
)
IMAGE_FIELDS = ("path", "alt", "credit", "caption")
SOURCE_FIELDS = ("title", "url")
CORRECTION_FIELDS = ("date", "text")
SYNONYMS = {
    "author": "authors",
    "catagory": "section",
    "categories": "section",
    "category": "section",
    "cover": "image",
    "description": "summary",
    "excerpt": "summary",
    "expirydate": "expire",
    "keywords": "tags",
    "language": "lang",
    "lastmod": "updated",
    "modified": "updated",
    "publishdate": "publish",
    "tag": "tags",
    "url": "slug",
}
_SLUG = re.compile(r"[^\s/\\%?#:\"<>|*.\x00-\x1f][^\s/\\%?#:\"<>|*\x00-\x1f]*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IGNORED = re.compile(
    r"\.|~\$|.*~$|#.*#$|.*\.(?:sw[a-z]|tmp|bak|orig|rej|vsctmp|crdownload|part)$|Thumbs\.db$|desktop\.ini$"
)
_YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?v=|live/|shorts/|embed/)|youtu\.be/)([\w-]{11})"
)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060"))


@dataclass(frozen=True, slots=True)
class ContentOptions:
    """What parsing an article depends on besides its text."""

    codes: tuple[str, ...]  # of the editions
    taxonomies: tuple[str, ...]  # front-matter fields that hold terms
    timezone: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one content file was parsed as; no article where it cannot be used."""

    article: Article | None
    document: Document | None
    problems: tuple[Problem, ...]


def scan_content(root: Path) -> Iterator[str]:
    """The paths, from the site's folder, of the files under content/ in a fixed order; junk of editors left out."""
    yield from _scan(root, root / FOLDER, ())


def _scan(root: Path, folder: Path, above: tuple[Path, ...]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        if _IGNORED.match(entry.name) and not (folder.name == FILES and entry.name == ".well-known"):
            continue
        path = Path(entry.path)
        if entry.is_symlink() and not _stays_inside(path, root, above):
            raise SiteError(problem("content-symlink", Where(path.relative_to(root).as_posix())))
        if entry.is_dir():
            yield from _scan(root, path, (*above, folder.resolve()))
        elif entry.is_file():
            yield path.relative_to(root).as_posix()


def _stays_inside(path: Path, root: Path, above: tuple[Path, ...]) -> bool:
    target = path.resolve()
    return target.is_relative_to(root.resolve()) and target not in above and target != path.parent.resolve()


def is_article(path: str) -> bool:
    """Whether a content path is an article rather than a picture or a file to copy."""
    return path.endswith((".md", ".markdown")) and not path.startswith(f"{FOLDER}/{FILES}/")


def read_article(root: Path, path: str) -> bytes:
    """An article's bytes. Raises SiteError where they cannot be read or are too many."""
    file = root / path
    try:
        if file.stat().st_size > SIZE_LIMIT:
            raise SiteError(problem("content-size", Where(path), size=file.stat().st_size, limit=SIZE_LIMIT))
        return file.read_bytes()
    except OSError as error:
        raise SiteError(problem("content-unreadable", Where(path), reason=error.strerror or error)) from None


def load_article(root: Path, path: str, options: ContentOptions) -> Parsed:
    """The file's article and document, or the problems that keep it from being one."""
    try:
        return parse_article(decode(read_article(root, path), path), path, options)
    except SiteError as error:
        return Parsed(None, None, error.problems)


def decode(data: bytes, path: str) -> str:
    """UTF-8 bytes as text in NFC with plain line ends and without invisible marks. Raises SiteError with the place."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(data) > 3 and data[:4].count(0) == 2):
        raise SiteError(problem("content-utf16", Where(path, 1)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        raise SiteError(problem("content-utf8", Where(path, line, column), byte=f"0x{data[error.start]:02x}")) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        line, column = _position(text, control.start())
        raise SiteError(problem("content-control", Where(path, line, column), code=f"U+{ord(control[0]):04X}"))
    # A zero-width space or a second BOM hides what follows from Markdown; ZWJ and ZWNJ are spelling and stay.
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def story_of(path: str, codes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The story that a content path names, and the edition codes found in it, the one nearest the file's end first.

    >>> story_of("content/world/putin-kim.hi.md", ("hi", "en"))
    ('world/putin-kim', ('hi',))
    >>> story_of("content/hi/world/putin-kim/index.md", ("hi", "en"))
    ('world/putin-kim', ('hi',))
    """
    *folders, name = path.split("/")[1:]
    stem = name.rsplit(".", 1)[0]
    found = []
    head, dot, suffix = stem.rpartition(".")
    if dot and suffix in codes:
        found.append(suffix)
        stem = head
    elif stem in codes:
        found.append(stem)
        stem = ""
    found += [folder for folder in reversed(folders) if folder in codes]
    kept = [folder for folder in folders if folder not in codes]
    if stem not in ("", "index", "_index"):
        kept.append(stem)
    return "/".join(kept), tuple(dict.fromkeys(found))


def parse_article(text: str, path: str, options: ContentOptions) -> Parsed:
    """An article and its document from a file's text. Raises SiteError where its front matter cannot be read."""
    from generator.markdown import parse_markdown

    source = parse_source(text, path)
    reader = Reader(path, ZoneInfo(options.timezone))
    fields = (*FRONT_MATTER_FIELDS, *options.taxonomies)
    reader.known(source.front, fields, "front-matter-key", SYNONYMS)
    article = _article(source.front, path, options, reader)
    document = parse_markdown(source.body)
    shift = source.body_line - 1
    found = [
        replace(each, where=replace(each.where, path=path, line=each.where.line + shift)) for each in document.problems
    ]
    problems = (*reader.problems, *found)
    if article is None:
        return Parsed(None, None, problems)
    article = replace(article, words=document.words, lead=document.lead, body_line=source.body_line)
    return Parsed(article, replace(document, problems=()), problems)


def _article(front: Mapping, path: str, options: ContentOptions, reader: Reader) -> Article | None:
    start = Scalar("", 1, 1)
    place = _place(front, path, options, reader)
    title = reader.get(front, "title", reader.line)
    if title is None and front.get("title") is None:
        reader.report("title-missing", start)
    if place is None or title is None:
        return None
    story, edition = place
    is_page = story.split("/")[0] == PAGES
    date = reader.get(front, "date", reader.moment)
    if len(title) > 300:
        reader.report("title-long", front.get("title") or start, length=len(title))
    updated = reader.get(front, "updated", reader.moment)
    if updated and date and updated < date:
        reader.report("updated-early", front.get("updated") or start)
    return Article(
        path=path,
        story=story,
        edition=edition,
        is_page=is_page,
        title=norm_text(title),
        date=date,
        updated=updated,
        section=_section(front, story, reader),
        terms=_terms(front, options.taxonomies, reader),
        summary=norm_text(reader.get(front, "summary", reader.line) or ""),
        image=_image(front.get("image"), path, reader),
        slug=_slug(front.get("slug"), reader) or "",
        aliases=_aliases(front.get("aliases"), reader),
        draft=bool(reader.get(front, "draft", reader.flag)),
        publish=reader.get(front, "publish", reader.moment),
        expire=reader.get(front, "expire", reader.moment),
        unlisted=bool(reader.get(front, "unlisted", reader.flag)),
        pinned=bool(reader.get(front, "pinned", reader.flag)),
        breaking=bool(reader.get(front, "breaking", reader.flag)),
        video=_video(front.get("video"), reader),
        sources=_sources(front.get("sources"), reader),
        corrections=_corrections(front.get("corrections"), reader),
        layout=reader.get(front, "layout", reader.line) or "",
        weight=reader.get(front, "weight", reader.number) or 0,
        toc=bool(reader.get(front, "toc", reader.flag)),
        said=tuple((key.text, key.line) for key, _ in front.entries),
    )


def _place(front: Mapping, path: str, options: ContentOptions, reader: Reader) -> tuple[str, str] | None:
    """The story and the edition of an article: from its path, `lang:` and `translation_key:`."""
    story, codes = story_of(path, options.codes)
    node = front.get("lang")
    said = reader.choice(options.codes)(node, "lang") if node else None
    start = Scalar("", 1, 1)
    if node and said is None:
        return None
    key = reader.get(front, "translation_key", reader.line)
    if key:
        story = key.strip("/")
    if len(codes) > 1:
        reader.report("edition-twice", start, first=codes[0], second=codes[1])
    elif said and codes and said != codes[0]:
        reader.report("edition-differs", node or start, path=codes[0], said=said)
    elif not said and not codes:
        reader.report(
            "edition-missing", start, known=", ".join(options.codes), name=Path(path).stem, code=options.codes[0]
        )
    elif not story:
        reader.report("story-nameless", start)
    else:
        return story, said or codes[0]
    return None


def _section(front: Mapping, story: str, reader: Reader) -> str:
    text = reader.get(front, "section", reader.line)
    if text:
        return norm_text(text)
    first, slash, _ = story.partition("/")
    return first if slash and first != PAGES else ""


def _terms(front: Mapping, taxonomies: tuple[str, ...], reader: Reader) -> tuple[tuple[str, tuple[str, ...]], ...]:
    terms = []
    for taxonomy in taxonomies:
        node = front.get(taxonomy)
        if node is None:
            continue
        texts = reader.texts(node, taxonomy) or ()
        terms.append((taxonomy, tuple(dict.fromkeys(norm_text(text) for text in texts))))
    return tuple(terms)


def _image(node: Node | None, path: str, reader: Reader) -> Image | None:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return None
    if isinstance(node, Scalar):
        return Image(_beside(node.text, path), line=node.line)
    mapping = reader.mapping(node, "image")
    reader.known(mapping, IMAGE_FIELDS, "front-matter-key", {"src": "path", "url": "path", "file": "path"})
    target = mapping.get("path")
    text = reader.line(target, "image.path") if target else None
    if not text:
        reader.report("image-path", node)
        return None
    texts = {name: norm_text(reader.get(mapping, name, reader.line) or "") for name in IMAGE_FIELDS[1:]}
    return Image(_beside(text, path), line=(target or node).line, **texts)


def _beside(target: str, path: str) -> str:
    return beside(target, path) if not re.match(r"[a-z]+:", target) else target


def beside(target: str, path: str) -> str:
    """The path, from the site's folder, that a target written in an article means; '' where it leads outside.

    >>> beside("../photo.jpg", "content/world/putin-kim/hi.md"), beside("../../../x", "content/a.md")
    ('content/world/photo.jpg', '')
    >>> beside("/world/photo.jpg", "content/a.md")
    'content/world/photo.jpg'
    """
    base = FOLDER if target.startswith("/") else path.rpartition("/")[0]
    joined = os.path.normpath(f"{base}/{target.lstrip('/')}")
    return joined if joined.startswith(f"{FOLDER}/") else ""


def _slug(node: Node | None, reader: Reader) -> str | None:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return None
    text = reader.line(node, "slug") or ""
    if len(text.encode()) <= 200 and _SLUG.match(text):
        return unicodedata.normalize("NFC", text)
    reader.report("slug-form", node, found=text)
    return None


def _aliases(node: Node | None, reader: Reader) -> tuple[str, ...]:
    if node is None:
        return ()
    aliases = []
    for text in reader.texts(node, "aliases") or ():
        if not text.startswith("/") or ".." in text.split("/") or re.search(r"[\\\x00-\x20?#]", text):
            reader.report("alias-form", node, found=text)
        else:
            aliases.append(text)
    return tuple(aliases)


def _video(node: Node | None, reader: Reader) -> str:
    """The id of a YouTube video from any of its addresses."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ""
    text = reader.line(node, "video") or ""
    match = _YOUTUBE.match(text)
    if not match:
        reader.report("video-address", node, found=text)
    return match[1] if match else ""


def _sources(node: Node | None, reader: Reader) -> tuple[SourceLink, ...]:
    sources = []
    for item in reader.items(node, "sources") if node else ():
        if isinstance(item, Scalar):
            mapping = Mapping(((Scalar("title", item.line, item.column), item),), item.line, item.column)
        else:
            mapping = reader.mapping(item, "sources")
        reader.known(mapping, SOURCE_FIELDS, "front-matter-key")
        title, url = (reader.get(mapping, name, reader.line) or "" for name in SOURCE_FIELDS)
        if url and not re.match(r"https?://\S+$", url):
            reader.report("source-url", item, found=url)
        elif title or url:
            sources.append(SourceLink(norm_text(title or url), url))
    return tuple(sources)


def _corrections(node: Node | None, reader: Reader) -> tuple[Correction, ...]:
    corrections = []
    for item in reader.items(node, "corrections") if node else ():
        mapping = reader.mapping(item, "corrections")
        reader.known(mapping, CORRECTION_FIELDS, "front-matter-key")
        date = reader.get(mapping, "date", reader.moment)
        text = reader.get(mapping, "text", reader.line)
        if date and text:
            corrections.append(Correction(date, norm_text(text)))
        else:
            reader.report("correction-parts", item)
    return tuple(sorted(corrections, key=lambda each: each.date))
