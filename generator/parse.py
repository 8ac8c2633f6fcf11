"""Reading and parsing content files: by one process, or by several that send back sealed rows."""

from __future__ import annotations

import functools
import subprocess
from datetime import datetime
from typing import TYPE_CHECKING

from generator import work
from generator.article import ContentOptions, Parsed
from generator.content import decode, read_article
from generator.digest import digest, digest_bytes
from generator.images import load_media
from generator.problems import Problem, SiteError, has_errors, with_severities
from generator.registry import SECTION
from generator.rows import Packed, pack
from generator.tellings import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.model import Config, MediaFile
    from generator.picture_options import PictureOptions


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
    from generator.article import parse_article

    path, remembered = item
    try:
        data = read_article(root, path)
        source = digest((digest_bytes(data), key, path))
        if source == remembered:
            return None
        parsed = parse_article(decode(data, path), path, options)
    except SiteError as error:
        parsed = Parsed(None, None, error.problems)
    if parsed.article is None or (strict and has_errors(with_severities(parsed.problems, dict(options.rules)))):
        return parsed.problems
    return pack(path, source, parsed, words_of(parsed) if options.search else ())


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
