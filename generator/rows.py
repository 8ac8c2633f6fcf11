"""Rows: an article and its document as plain tuples, for the memo and for other processes."""

from __future__ import annotations

import marshal
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from generator.digest import digest_bytes
from generator.memo import seal
from generator.model import (
    Article,
    BlockRef,
    Correction,
    Document,
    Heading,
    Image,
    LinkRef,
    Part,
    PictureRef,
    SourceLink,
)
from generator.problems import Problem, pack_problems, unpack_problems

if TYPE_CHECKING:
    from datetime import tzinfo

    from generator.article import Parsed

_FIELDS = tuple(field.name for field in fields(Article))
_values_of = attrgetter(*_FIELDS)
_PLACE = {name: place for place, name in enumerate(_FIELDS)}
_MOMENTS = tuple(_PLACE[name] for name in ("date", "updated", "expire"))
_REFS = {"l": LinkRef, "p": PictureRef}


@dataclass(frozen=True, slots=True)
class Row:
    """One content file as it is remembered: its article, the digests of metadata and body, and its problems."""

    article: Article | None
    meta: str
    body: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A parsed file on its way to the memo: sealed metadata, body, and words to be found by."""

    path: str
    source: str  # digest of the text and of what else its parsing depends on
    meta: bytes
    body: bytes
    words: bytes  # empty where the site has no search


def pack(path: str, source: str, parsed: Parsed, words: tuple[str, ...] = ()) -> Packed:
    """A parsed file sealed for the memo."""
    article = _pack_article(parsed.article) if parsed.article else None
    problems = pack_problems(parsed.problems)
    meta = digest_bytes(_written(article)) if article else ""
    document = _written(_pack_document(parsed.document) if parsed.document else None)
    row = seal((article, meta, digest_bytes(document), problems))
    return Packed(path, source, row, seal(document), seal(words) if words else b"")


def _written(value: object) -> bytes:
    """A plain tuple as bytes, equal ones as equal bytes.

    Later versions of marshal also say which texts and tuples are one object, and thereby more than their value.
    """
    return marshal.dumps(value, 2)  # type: ignore[arg-type] # a plain tuple


def unpack(value: Any, zone: ZoneInfo) -> Row:  # noqa: ANN401 # a plain tuple out of the memo
    """A row out of the memo's tuple."""
    article, meta, body, problems = value
    found = _unpack_article(article, zone) if article else None
    return Row(found, meta, body, unpack_problems(problems))


def _pack_article(article: Article) -> tuple[object, ...]:
    values = list(_values_of(article))
    for place in _MOMENTS:
        if values[place] is not None:
            values[place] = values[place].isoformat()
    image = article.image
    values[_PLACE["image"]] = (
        (image.path, image.alt, image.credit, image.caption, image.line, image.lang, image.focus) if image else None
    )
    values[_PLACE["sources"]] = tuple([(each.title, each.url) for each in article.sources])
    values[_PLACE["corrections"]] = tuple([(each.date.isoformat(), each.text) for each in article.corrections])
    return tuple(values)


def _unpack_article(packed: tuple[Any, ...], zone: tzinfo) -> Article:
    values = list(packed)
    for place in _MOMENTS:
        if values[place] is not None:
            values[place] = datetime.fromisoformat(values[place]).astimezone(zone)
    if values[_PLACE["image"]] is not None:
        values[_PLACE["image"]] = Image(*values[_PLACE["image"]])
    if values[_PLACE["sources"]]:
        values[_PLACE["sources"]] = tuple(SourceLink(*each) for each in values[_PLACE["sources"]])
    if values[_PLACE["corrections"]]:
        found = values[_PLACE["corrections"]]
        values[_PLACE["corrections"]] = tuple(
            Correction(datetime.fromisoformat(date).astimezone(zone), text) for date, text in found
        )
    return Article(*values)


def _pack_document(document: Document) -> tuple[object, ...]:
    headings = tuple([(each.level, each.id, each.text) for each in document.headings])
    return (tuple([_pack_part(part) for part in document.parts]), headings, document.words, document.lead)


def _pack_part(part: Part) -> object:
    if isinstance(part, str):
        return part
    if isinstance(part, LinkRef):
        return ("l", part.target, part.line, part.column)
    if isinstance(part, PictureRef):
        texts = (part.target, part.alt, part.caption, part.credit)
        return ("p", *texts, part.figure, part.line, part.column)
    return ("b", part.name, part.args, tuple(_pack_part(each) for each in part.parts), part.line, part.column)


def unpack_document(value: Any) -> Document:  # noqa: ANN401 # bytes out of the memo, which are checked there
    """A document out of the memo's bytes."""
    parts, headings, words, lead = marshal.loads(value)
    return Document(
        tuple(_unpack_part(part) for part in parts), tuple(Heading(*each) for each in headings), words, lead, ()
    )


def _unpack_part(value: Any) -> Part:  # noqa: ANN401 # a plain tuple out of the memo
    if isinstance(value, str):
        return value
    kind, *rest = value
    if kind == "b":
        name, args, parts, line, column = rest
        return BlockRef(name, args, tuple(_unpack_part(each) for each in parts), line, column)
    return _REFS[kind](*rest)  # type: ignore[no-any-return] # the two kinds
