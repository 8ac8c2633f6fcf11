"""Carried: an article on its way into the site, with what of it fell short; and the text of its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.hindi import slugify
from generator.new import front_list, front_value
from generator.paths import CONFIG, FILES, FOLDER, PAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

RESERVED = frozenset({"latest", "archive", "search", "tags", "authors"})  # addresses of an edition's lists
_STEM_LENGTH = 80
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a story, as front matter has it."""

    path: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


Value: TypeAlias = "str | bool | tuple[str, ...] | Picture"


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be carried over: the rule that says so, its facts, and the text that marks the place."""

    rule: str
    facts: tuple[tuple[str, str], ...] = ()
    mark: str = ""


def loss(rule: str, mark: str = "", **facts: object) -> Loss:
    """A loss with its facts as texts."""
    return Loss(rule, tuple((name, str(value)) for name, value in facts.items()), mark)


@dataclass(frozen=True, slots=True)
class Carried:
    """An article of this site that was another system's: `source` is what that system calls it."""

    source: str
    path: str
    fields: tuple[tuple[str, Value], ...]
    body: str
    losses: tuple[Loss, ...] = ()


def render_carried(carried: Carried) -> str:
    r"""The text of a carried article's file; fields that say nothing are left out.

    >>> render_carried(Carried("", "", (("title", "G20: दिल्ली"), ("draft", True), ("tags", ("रूस",))), "पाठ"))
    '---\ntitle: G20: दिल्ली\ndraft: true\ntags: [रूस]\n---\n\nपाठ\n'
    """
    lines = [line for name, value in carried.fields for line in _lines(name, value)]
    body = carried.body.strip("\n")
    return "\n".join(["---", *lines, "---", "", *([body, ""] if body else [])])


def _lines(name: str, value: Value) -> Iterable[str]:
    if isinstance(value, Picture):
        yield f"{name}:"
        for key in ("path", "alt", "credit", "caption"):
            text = one_line(getattr(value, key))
            if text:
                yield f"  {key}: {front_value(text)}"
    elif isinstance(value, tuple):
        texts = [text for text in map(one_line, value) if text]
        if texts:
            yield f"{name}: {front_list(texts)}"
    elif isinstance(value, bool):
        if value:
            yield f"{name}: true"
    elif text := one_line(value):
        yield f"{name}: {front_value(text)}"


def one_line(text: str) -> str:
    """A text on one line, without signs that no file may have; letters and joiners stay as they are."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    r"""A text without control characters and halves of pairs, which no article may have.

    >>> clean("क्\u200dष\x0b\tठीक\n")
    'क्\u200dष\tठीक\n'
    """
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as front matter writes it: without a zone where it is said in the site's own."""
    if moment.utcoffset() is None or moment.utcoffset() == moment.astimezone(zone).utcoffset():
        return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")
    return moment.isoformat(timespec="seconds")


def safe_name(text: str, codes: Iterable[str], lang: str = "", folder: bool = False) -> str:
    """A part of a path that means nothing else to Khabar: romanised, never an edition's code, index or pages."""
    name = slugify(text, lang=lang).replace(".", "-").strip("-")
    if len(name) > _STEM_LENGTH:
        name = name[: _STEM_LENGTH + 1].rpartition("-")[0] or name[:_STEM_LENGTH]
    taken = {"index", "_index", *codes, *((PAGES, FILES) if folder else ())}
    return f"{name}-1" if name in taken else name


def free_slug(slug: str, story: str, lists: Collection[str]) -> str:
    """A slug that is no list's, where an article stands beside the lists: a page, or a story without a section.

    >>> free_slug("search", "pages/search", ()), free_slug("search", "world/search", ())
    ('search-page', 'search')
    """
    page = story.startswith(f"{PAGES}/")
    beside = story.count("/") == (1 if page else 0)
    return f"{slug}-page" if beside and (slug.casefold() in RESERVED or slug.casefold() in lists) else slug


def in_site(path: str) -> bool:
    """Whether a path leads to something below content/, and to nothing hidden."""
    parts = path.split("/")
    plain = all(part and part.strip(" .") and not part.startswith(".") and "\\" not in part for part in parts)
    return plain and parts[0] == FOLDER and len(parts) > 1 and path != CONFIG and all(map(str.isprintable, parts))
