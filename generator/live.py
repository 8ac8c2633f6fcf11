"""Live stories: from a document's `:::update` blocks to the same blocks with a moment and an anchor each, in order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.model import BlockRef
from generator.schema import NO, YES
from generator.slots import updates_in, without_updates
from generator.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from generator.model import Document, Part
    from generator.schema import Reader
    from generator.tree import Node

BLOCK = "update"
LIVE, ENDED = "live", "ended"
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}$")
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with its story's dates; a live story's updates are in order, and date it too."""

    document: Document
    date: datetime | None
    updated: datetime | None
    live: str = ""  # live, ended, or no live story
    count: int = 0  # of updates


@dataclass(frozen=True, slots=True)
class _Update:
    block: BlockRef
    time: datetime
    place: int  # in the file

    def where(self, line: int) -> Scalar:
        """Its line in the file, for problems."""
        return Scalar("", self.block.line + line - 1, self.block.column)


def date_story(
    document: Document, live: Node | None, dates: tuple[datetime | None, datetime | None], line: int, reader: Reader
) -> Dated:
    """A story's document and dates; of a live one, what stands outside its updates first, then these, newest first.

    `live` is that field of the front matter, `dates` the story's own date and update; `line` is where the body begins
    in the file.
    """
    date, updated = dates
    kind = read_live(live, reader)
    if not kind or live is None:
        report_strays(document.parts, line, reader)
        return Dated(document, date, updated)
    rest = without_updates(document.parts)
    report_strays(rest, line, reader)
    ordered = _ordered(document, date, line, reader)
    if not ordered:
        reader.report("live-empty", live)
        return Dated(document, date, updated, kind)
    named = tuple(_named(ordered, line, reader))[::-1]
    newest = max(each for each in (updated, ordered[-1].time) if each)
    return Dated(replace(document, parts=(*rest, *named)), date, newest, kind, len(named))


def read_live(node: Node | None, reader: Reader) -> str:
    """Whether a story is told in dated updates: `live`, `ended`, or '' for any other story."""
    if node is None:
        return ""
    word = node.text.split("#")[0].strip().casefold() if isinstance(node, Scalar) else ""
    if word in YES:
        return LIVE
    if word in (ENDED, "समाप्त", "ख़त्म"):
        return ENDED
    if word not in NO:
        reader.report("live-form", node, found=word)
    return ""


def _ordered(document: Document, date: datetime | None, line: int, reader: Reader) -> list[_Update]:
    """The updates of a document that say when they were, the oldest first."""
    found = [
        _Update(part, time, place)
        for place, part in enumerate(updates_in(document.parts))
        if (time := _time(part, date, line, reader))
    ]
    falling = sum(a.time > b.time for a, b in pairwise(found))
    rising = sum(a.time < b.time for a, b in pairwise(found))
    # Whoever writes the newest below means, of two in one minute, the lower one as the newer.
    newest_last = rising > falling
    _report_order(found, newest_last, line, reader)
    return sorted(found, key=lambda each: (each.time, each.place if newest_last else -each.place))


def _time(block: BlockRef, date: datetime | None, line: int, reader: Reader) -> datetime | None:
    place = Scalar("", block.line + line - 1, block.column)
    text = dict(block.args).get("time", "").strip()
    if not text:
        reader.report("update-time", place)
        return None
    if _CLOCK.match(text) and date:
        text = f"{date:%Y-%m-%d} {text:0>5}"
    return reader.moment(replace(place, text=text), "time")


def _report_order(found: list[_Update], newest_last: bool, line: int, reader: Reader) -> None:
    """One update whose moment does not fit to where it stands is as often a mistyped day as a matter of order."""
    for one, two in pairwise(found):
        if (one.time > two.time) if newest_last else (one.time < two.time):
            facts = {"time": f"{two.time:%Y-%m-%d %H:%M}", "other": f"{one.time:%Y-%m-%d %H:%M}"}
            reader.report("update-order", two.where(line), **facts)
            return


def _named(ordered: list[_Update], line: int, reader: Reader) -> Iterator[BlockRef]:
    """The updates, the oldest first, each with an anchor that no later update changes."""
    taken: Counter[str] = Counter()
    for each in ordered:
        args = dict(each.block.args)
        anchor = f"u{each.time:%Y%m%d-%H%M}"
        own = args.get("id", "")
        if own and not _ANCHOR.match(own):
            reader.report("update-id", each.where(line), found=own)
        elif own:
            anchor = own
        taken[anchor] += 1
        if taken[anchor] > 1:
            reader.report(
                "update-twice" if own else "update-minute", each.where(line), found=own or str(each.time)[:16]
            )
            anchor = f"{anchor}-{taken[anchor]}"
        key = "yes" if args.get("key", "").casefold() in YES else ""
        yield replace(
            each.block,
            args=(("id", anchor), ("time", each.time.isoformat()), ("title", args.get("title", "")), ("key", key)),
        )


def report_strays(parts: tuple[Part, ...], line: int, reader: Reader) -> None:
    """Says where an update stands that is none of a live story's own."""
    for part in parts:
        if isinstance(part, BlockRef):
            if part.name == BLOCK:
                reader.report("update-stray", Scalar("", part.line + line - 1, part.column))
            report_strays(part.parts, line, reader)
