"""Articles: from one content file's text to an article and its document.

`parse_article` is pure and sees one file's text, so what it gives can be remembered by that text and the options.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from generator.comments import without_comments
from generator.fields import (
    FRONT_MATTER_FIELDS,
    SYNONYMS,
    read_aliases,
    read_corrections,
    read_image,
    read_short,
    read_slug,
    read_sources,
    read_translated_from,
    read_video,
)
from generator.frontmatter import parse_source, plain_items
from generator.hindi import excerpt, norm_text
from generator.live import Dated, date_story
from generator.model import Article, Document
from generator.pairing import START, own_slug, read_place
from generator.paths import PAGES
from generator.problems import Problem, SiteError, Where, problem
from generator.prose import parse_prose
from generator.schema import Reader
from generator.slots import is_deep, named
from generator.spans import mark_runs, may_have_runs
from generator.tree import filled

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from generator.spans import Languages
    from generator.tree import Mapping, Node

_KNOWN = frozenset(FRONT_MATTER_FIELDS)
TERM_LIMIT = 30  # of one taxonomy: more help no reader
SUMMARY_LENGTH = 180  # grapheme clusters: what search results and link previews show
STRICT = ("title", "draft")  # empty ones are told: nobody publishes by leaving a word out

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ContentOptions:
    """What parsing an article depends on besides its text."""

    codes: tuple[str, ...]  # of the editions
    taxonomies: tuple[str, ...]  # front-matter fields that hold terms
    timezone: str
    rules: tuple[tuple[str, str], ...] = ()  # severities that config.yaml gives to rules
    search: bool = True  # whether the site has a search of its own
    scripts: tuple[tuple[str, str, Languages], ...] = ()  # of the editions: code, script, languages of other scripts


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
    front = _front(source.front, options, reader)
    place = read_place(front.nodes, options.codes, reader)
    lang = place[1] if place else ""
    try:
        document = parse_body(source.body, lang)
        if is_deep(document.parts):
            raise RecursionError
    except RecursionError:
        raise SiteError(problem("text-nested", Where(path, source.body_line))) from None
    for code, script, others in options.scripts:
        if code == lang and may_have_runs(source.body, script, others):
            document = replace(document, parts=mark_runs(document.parts, script, others))
    dated = date_story(document, front.nodes.get("live"), _dates(front), source.body_line, reader)
    article = _article(front, place, options, dated, source.body_line)
    document = dated.document
    problems = tuple(reader.problems)
    if document.problems:
        problems += tuple(_moved(each, path, source.body_line - 1) for each in document.problems)
        document = replace(document, problems=())
    return Parsed(article, document if article else None, problems)


def _moved(each: Problem, path: str, lines: int) -> Problem:
    """A problem of a document, at its place in the file."""
    return replace(each, where=replace(each.where, path=path, line=each.where.line + lines))


@dataclass(frozen=True, slots=True)
class _Front:
    """An article's front matter: its nodes by field, and their reader."""

    nodes: dict[str, Node]
    lines: tuple[tuple[str, int], ...]  # (field, line)
    reader: Reader

    def read(self, name: str, read: Callable[[Node, str], Value | None]) -> Value | None:
        """The typed value of a field; None where it is absent or wrong."""
        node = self.nodes.get(name)
        return None if node is None else read(node, name)

    def flag(self, name: str) -> bool:
        """Whether a field says yes."""
        return bool(self.read(name, self.reader.flag))


def _front(front: Mapping, options: ContentOptions, reader: Reader) -> _Front:
    """Front matter with its known fields in small letters, as other generators do not mind `Title:`."""
    said = {key.text for key, _ in front.entries}
    if not said <= _KNOWN:
        fields = dict.fromkeys((*FRONT_MATTER_FIELDS, *options.taxonomies))
        known = set(fields) - said
        entries = (
            (replace(key, text=key.text.lower()) if key.text.lower() in known else key, node)
            for key, node in front.entries
        )
        front = replace(front, entries=tuple(entries))
        reader.known(front, fields, "front-matter-key", SYNONYMS)
    # Of a field in capitals and in other capitals, the first counts. A form in a browser writes what nobody filled in,
    # too: it reads as absent, and only its line tells that it was said to be nothing.
    nodes: dict[str, Node] = {}
    lines: list[tuple[str, int]] = []
    for key, node in front.entries:
        full = node if key.text in STRICT else filled(node)
        if full is not None:
            nodes.setdefault(key.text, full)
        if full is not None or key.text != "date":  # which nobody means to be none
            lines.append((key.text, key.line))
    return _Front(nodes, tuple(lines), reader)


def parse_body(text: str, lang: str = "") -> Document:
    """The document of a Markdown text: by the quick way where it is everyday prose, else by Python-Markdown.

    Comments of authors are not part of it.
    """
    text = without_comments(text)
    document = parse_prose(text, lang)
    if document is not None:
        return document
    from generator.markdown import parse_markdown

    return parse_markdown(text, lang)


def _article(
    front: _Front, place: tuple[str, str] | None, options: ContentOptions, dated: Dated, body_line: int
) -> Article | None:
    reader, nodes, read = front.reader, front.nodes, front.read
    document = dated.document
    path = reader.path
    title = read("title", reader.line)
    if title is None and "title" not in nodes:
        reader.report("title-missing", START)
    if place is None or title is None:
        return None
    story, edition = place
    if len(title) > 300:
        reader.report("title-long", nodes["title"], length=len(title))
    gone = front.flag("gone")
    links, files, blocks = named(document.parts)
    original, translated = read_translated_from(nodes.get("translated_from"), options.codes, edition, reader)
    summary = "" if gone else norm_text(read("summary", reader.line) or "")
    return Article(
        path=path,
        story=story,
        edition=edition,
        is_page=story.split("/")[0] == PAGES,
        title=norm_text(title),
        date=dated.date,
        updated=dated.updated,
        section=_section(front, story),
        terms=_terms(front, options.taxonomies),
        summary=summary,
        image=read_image(nodes.get("image"), path, reader),
        slug=read_slug(nodes.get("slug"), reader) or own_slug(nodes, path, options.codes, edition),
        short=read_short(nodes.get("short"), reader),
        aliases=read_aliases(nodes.get("aliases"), reader),
        draft=front.flag("draft"),
        expire=read("expire", reader.moment),
        unlisted=gone or front.flag("unlisted"),
        gone=gone,
        pinned=front.flag("pinned"),
        breaking=front.flag("breaking"),
        kicker="" if gone else norm_text(read("kicker", reader.line) or ""),
        live="" if gone else dated.live,
        updates=0 if gone else dated.count,
        beside={None: "", True: "yes", False: "no"}[read("side_by_side", reader.flag)],
        video=read_video(nodes.get("video"), reader),
        sources=read_sources(nodes.get("sources"), reader),
        corrections=read_corrections(nodes.get("corrections"), reader),
        layout="gone" if gone else read("layout", reader.line) or "",
        weight=read("weight", reader.number) or 0,
        toc=front.flag("toc"),
        lead="" if summary or gone else excerpt(document.lead, SUMMARY_LENGTH),
        links=links,
        files=files,
        blocks=blocks,
        body_line=body_line,
        said=front.lines,
        original=original,
        translated=translated,
        untranslated=front.flag("untranslated"),
    )


def _dates(front: _Front) -> tuple[datetime | None, datetime | None]:
    """When an article is published, and when it was updated."""
    moment = front.reader.moment
    date = front.read("publish", moment) or front.read("date", moment)
    updated = front.read("updated", moment)
    if updated and date and updated < date:
        front.reader.report("updated-early", front.nodes["updated"])
    return date, updated


def _section(front: _Front, story: str) -> str:
    text = front.read("section", front.reader.line)
    if text:
        return norm_text(text)
    first, slash, _ = story.partition("/")
    return first if slash and first != PAGES else ""


def _terms(front: _Front, taxonomies: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    terms = []
    said = dict(front.lines)
    for taxonomy in taxonomies:
        node = front.nodes.get(taxonomy)
        if taxonomy not in said:
            continue
        texts = (plain_items(node) or front.reader.texts(node, taxonomy) or ()) if node else ()
        if node and len(texts) > TERM_LIMIT:
            front.reader.report("terms-many", node, name=taxonomy, count=len(texts), limit=TERM_LIMIT)
        terms.append((taxonomy, tuple(dict.fromkeys(norm_text(text) for text in texts))))
    return tuple(terms)
