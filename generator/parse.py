"""Reading and parsing content files: by one process, or by several that send back sealed rows."""

from __future__ import annotations

import functools
import subprocess
from dataclasses import astuple
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator import work
from generator.article import ContentOptions
from generator.content import decode, read_article
from generator.digest import digest, digest_bytes
from generator.images import load_media
from generator.problems import (
    Problem,
    SiteError,
    Where,
    has_errors,
    pack_problems,
    problem,
    unpack_problems,
    with_severities,
)
from generator.registry import SECTION
from generator.rows import Packed, pack
from generator.tellings import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.model import Config, MediaFile
    from generator.picture_options import PictureOptions

SECONDS = 10  # for one article
CALM, LONG, MANY = 2_000, 200_000, 500  # bytes below which none is slow, and above which one may be; so many of a sign
_DEAR = (b"[", b"<", b"`", b"*", b"_", b"&", b"!", b"#", b">", b"=", b"~", b"\\", b"\n-", b"\n  ", b":::")


def content_options(config: Config) -> ContentOptions:
    """What parsing one file depends on besides its text."""
    return ContentOptions(
        codes=tuple(edition.code for edition in config.editions),
        taxonomies=tuple(each.field for each in config.taxonomies if each.field != SECTION),
        timezone=config.timezone,
        rules=config.rules,
        search=config.search,
        scripts=tuple((edition.code, edition.script, edition.others) for edition in config.editions),
    )


def parse_files(
    root: Path,
    paths: Iterable[str],
    options: ContentOptions,
    remembered: Mapping[str, str],
    executor: Executor | None,
    strict: bool = False,
) -> Iterator[tuple[str, Packed | tuple[Problem, ...] | None]]:
    """Each path with its sealed row, with the problems that keep it from being one, or with None.

    None means that the file's contents are the remembered ones, whatever its stat says. With `strict`, any error in
    a file keeps it from being a row; without, only one that leaves no article at all.
    """
    paths = list(paths)
    load = functools.partial(_load, root, options, digest(options), strict)
    inputs = [(path, remembered.get(path, "")) for path in paths]
    yield from zip(paths, work.run(executor, load, inputs), strict=True)


def _load(
    root: Path, options: ContentOptions, key: str, strict: bool, item: tuple[str, str]
) -> Packed | tuple[Problem, ...] | None:
    path, remembered = item
    try:
        data = read_article(root, path)
        source = digest((digest_bytes(data), key, path))
        if source == remembered:
            return None
        text = decode(data, path)
    except SiteError as error:
        return error.problems
    return parse_text(path, data, text, source, options, strict)


def parse_text(
    path: str, data: bytes, text: str, source: str, options: ContentOptions, strict: bool = False
) -> Packed | tuple[Problem, ...]:
    """A file's bytes and text as a sealed row, or what keeps it from being one, such as that it takes too long."""
    if not may_be_slow(data):
        return _parse(path, text, source, options, strict)
    try:
        # A process of its own can be ended wherever it is; a large article may take minutes between two signals.
        packed, found = work.within(SECONDS, lambda: _plain(_parse(path, text, source, options, strict)))
    except TimeoutError:
        sign = max(_DEAR, key=data.count)
        facts = {"seconds": SECONDS, "sign": sign.decode().strip() or "indentation", "count": data.count(sign)}
        return (problem("content-slow", Where(path), **facts),)
    return Packed(*packed) if packed else unpack_problems(found)


def _parse(path: str, text: str, source: str, options: ContentOptions, strict: bool) -> Packed | tuple[Problem, ...]:
    from generator.article import parse_article

    try:
        parsed = parse_article(text, path, options)
    except SiteError as error:
        return error.problems
    if parsed.article is None or (strict and has_errors(with_severities(parsed.problems, dict(options.rules)))):
        return parsed.problems
    return pack(path, source, parsed, words_of(parsed) if options.search else ())


def _plain(result: Packed | tuple[Problem, ...]) -> tuple[Any, Any]:
    return (astuple(result), ()) if isinstance(result, Packed) else ((), pack_problems(result))


def may_be_slow(data: bytes) -> bool:
    """Whether an article has so much of what Markdown looks for that its parsing may take seconds.

    Python-Markdown's time grows with the square of some signs: 8,000 beginnings of links take 10 s, 300 a few ms.
    """
    return len(data) > CALM and (len(data) > LONG or any(data.count(sign) > MANY for sign in _DEAR))


def load_files(
    root: Path, paths: Iterable[str], config: Config, known: Mapping[str, MediaFile], executor: Executor | None
) -> Iterator[tuple[str, MediaFile | None, tuple[Problem, ...]]]:
    """Each path of a picture or other file with what pages have to know of it, or with what is wrong with it.

    `known` is what was found out about some of them under this config; it still holds where their bytes are the same.
    """
    load = functools.partial(_load_file, root, config.base_path, config.pictures)
    return work.run(executor, load, ((path, known.get(path)) for path in paths), chunk=4)


def _load_file(
    root: Path, base_path: str, options: PictureOptions, item: tuple[str, MediaFile | None]
) -> tuple[str, MediaFile | None, tuple[Problem, ...]]:
    path, known = item
    try:
        return path, load_media(root, path, base_path, options, known), ()
    except SiteError as error:
        return path, None, error.problems


def dates_from_git(root: Path) -> dict[str, datetime]:
    """The dates of the commits that added the files under content/, by path."""
    words = ["git", "-C", str(root), "log", "--format=%x00%aI", "--name-only", "--diff-filter=A", "--relative"]
    result = subprocess.run(  # no shell, fixed words
        [*words, "--", "content"], capture_output=True, text=True, check=False
    )
    dates: dict[str, datetime] = {}
    for entry in result.stdout.split("\0")[1:]:
        moment, *names = entry.split("\n")
        dates |= {name: datetime.fromisoformat(moment) for name in names if name}
    return dates
