"""Articles: from one content file's text to an article and its document.

`parse_article` is pure and sees one file's text, so what it gives can be remembered by that text and the options.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from generator.fields import read_aliases, read_corrections, read_image, read_slug, read_sources, read_video
from generator.frontmatter import parse_source
from generator.hindi import excerpt, norm_text
from generator.model import Article, BlockRef, Document, PictureRef
from generator.paths import PAGES, is_article, story_of
from generator.problems import Problem, SiteError, Where, problem
from generator.prose import parse_prose
from generator.schema import Reader
from generator.slots import picture_argument, references, story_arguments
from generator.tree import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    "gone",
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
TERM_LIMIT = 30  # of one taxonomy: more help no reader
SUMMARY_LENGTH = 180  # grapheme clusters: what search results and link previews show


@dataclass(frozen=True, slots=True)
class ContentOptions:
    """What parsing an article depends on besides its text."""

    codes: tuple[str, ...]  # of the editions
    taxonomies: tuple[str, ...]  # front-matter fields that hold terms
    timezone: str
    rules: tuple[tuple[str, str], ...] = ()  # severities that config.yaml gives to rules


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one content file was parsed as; no article where it cannot be used."""

    article: Article | None
    document: Document | None
    problems: tuple[Problem, ...]


def parse_article(text: str, path: str, options: ContentOptions) -> Parsed:
    """An article and its document from a file's text. Raises SiteError where its front matter cannot be read."""
    source = parse_source(text, path)
    reader = Reader(path, ZoneInfo(options.timezone))
    fields = dict.fromkeys((*FRONT_MATTER_FIELDS, *options.taxonomies))
    front = _lower_case(source.front, fields)
    reader.known(front, fields, "front-matter-key", SYNONYMS)
    article = _article(front, path, options, reader)
    try:
        document = parse_body(source.body)
    except RecursionError:
        raise SiteError(problem("text-nested", Where(path, source.body_line))) from None
    shift = source.body_line - 1
    found = [
        replace(each, where=replace(each.where, path=path, line=each.where.line + shift)) for each in document.problems
    ]
    problems = (*reader.problems, *found)
    if article is None:
        return Parsed(None, None, problems)
    links, files, blocks = _named(document)
    article = replace(
        article,
        lead="" if article.summary or article.gone else excerpt(document.lead, SUMMARY_LENGTH),
        links=links,
        files=files,
        blocks=blocks,
        body_line=source.body_line,
    )
    return Parsed(article, replace(document, problems=()), problems)


def _lower_case(front: Mapping, fields: Iterable[str]) -> Mapping:
    """Front matter with its known fields in small letters, as other generators do not mind `Title:`."""
    known = set(fields) - {key.text for key, _ in front.entries}
    entries = (
        (replace(key, text=key.text.lower()) if key.text.lower() in known else key, node) for key, node in front.entries
    )
    return replace(front, entries=tuple(entries))


def parse_body(text: str) -> Document:
    """The document of a Markdown text: by the quick way where it is everyday prose, else by Python-Markdown."""
    document = parse_prose(text)
    if document is not None:
        return document
    from generator.markdown import parse_markdown

    return parse_markdown(text)


def _named(document: Document) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What a document links to, the files that it shows or may link to, and its blocks."""
    links: dict[str, None] = {}
    files: dict[str, None] = {}
    blocks: dict[str, None] = {}
    for ref in references(document.parts):
        if isinstance(ref, BlockRef):
            blocks[ref.name] = None
            links |= dict.fromkeys(story_arguments(ref))
            files |= dict.fromkeys(filter(None, (picture_argument(ref),)))
        elif isinstance(ref, PictureRef):
            files[unquote(ref.target)] = None
        else:
            links[html.unescape(ref.target)] = None
            path = unquote(html.unescape(ref.target)).partition("#")[0]
            if not path.startswith(("story:", "/")) and not is_article(path):
                files[path] = None
    return tuple(links), tuple(files), tuple(blocks)


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
    publish = reader.get(front, "publish", reader.moment)
    date = publish or reader.get(front, "date", reader.moment)
    if len(title) > 300:
        reader.report("title-long", front.get("title") or start, length=len(title))
    updated = reader.get(front, "updated", reader.moment)
    if updated and date and updated < date:
        reader.report("updated-early", front.get("updated") or start)
    gone = bool(reader.get(front, "gone", reader.flag))
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
        summary="" if gone else norm_text(reader.get(front, "summary", reader.line) or ""),
        image=read_image(front.get("image"), path, reader),
        slug=read_slug(front.get("slug"), reader) or "",
        aliases=read_aliases(front.get("aliases"), reader),
        draft=bool(reader.get(front, "draft", reader.flag)),
        expire=reader.get(front, "expire", reader.moment),
        unlisted=gone or bool(reader.get(front, "unlisted", reader.flag)),
        gone=gone,
        pinned=bool(reader.get(front, "pinned", reader.flag)),
        breaking=bool(reader.get(front, "breaking", reader.flag)),
        video=read_video(front.get("video"), reader),
        sources=read_sources(front.get("sources"), reader),
        corrections=read_corrections(front.get("corrections"), reader),
        layout="gone" if gone else reader.get(front, "layout", reader.line) or "",
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
            "edition-missing",
            start,
            known=", ".join(options.codes),
            name=PurePosixPath(path).stem,
            code=options.codes[0],
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
        if len(texts) > TERM_LIMIT:
            reader.report("terms-many", node, name=taxonomy, count=len(texts), limit=TERM_LIMIT)
        terms.append((taxonomy, tuple(dict.fromkeys(norm_text(text) for text in texts))))
    return tuple(terms)
