"""Pressing: `.br` and `.gz` beside the text files of an output, for hosts that send those as they are.

What is pressed is a function of a file's bytes, so only what was staged is pressed anew, and the records know the rest.
"""

from __future__ import annotations

import contextlib
import zlib
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, TypeAlias

from generator import output, work
from generator.digest import digest_bytes
from generator.paths import CONFIG
from generator.problems import Where, problem
from generator.units import PRESSED, FileRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

    from generator.problems import Problem
    from generator.records import Change, Records

    Pool = Callable[[int, int], AbstractContextManager[Executor | None]]  # for so many files, if they are as many

Task: TypeAlias = "tuple[Path, str, tuple[str, ...]]"  # the output, a file's path, ends of names
Done: TypeAlias = "dict[str, tuple[str, int]]"  # end of the name → digest and size of what was staged

TEXTS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".webmanifest")
LEAST = 256  # bytes: of less a reader would gain nothing
PARALLEL = 64  # files: below that, starting processes costs more than it saves


def makers(wanted: Collection[str]) -> dict[str, str]:
    """The encodings of config.yaml that this machine can make, each with the version of what makes it."""
    found = {}
    if "br" in wanted:
        with contextlib.suppress(PackageNotFoundError):  # check_makers says so
            found["br"] = f"brotli {version('brotli')}"
    if "gz" in wanted:
        found["gz"] = f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
    return found


def check_makers(wanted: Collection[str]) -> Iterator[Problem]:
    """Says which of the encodings in config.yaml cannot be made here."""
    if set(wanted) - makers(wanted).keys():
        yield problem("precompress-brotli", Where(CONFIG))


def press(data: bytes, end: str) -> bytes:
    """Bytes in an encoding: always the same for the same ones.

    >>> press(b"news " * 100, "gz")[:8].hex()
    '1f8b080000000000'
    """
    if end == "br":
        import brotli  # an extra

        pressed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT)
        return pressed
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)  # 31: with gzip's frame, here without a name or a time
    return packer.compress(data) + packer.flush()


def press_output(
    records: Records, change: Change, root: Path, wanted: Collection[str], damaged: Collection[str], pool: Pool
) -> None:
    """Stages what belongs beside the files of a change, and lets go of what belongs beside none."""
    made_by = makers(wanted)
    old = set(records.files_of(PRESSED.name))
    if not made_by and not old:
        return
    paths = _paths(records, change, made_by, damaged, old)
    tasks = [(root, path, tuple(end for end in made_by if _is_free(records, change, path, end))) for path in paths]
    with pool(len(tasks), PARALLEL) as executor:
        results = dict(zip(paths, work.run(executor, _press_file, tasks), strict=True))
    staged, change.staged = dict.fromkeys(change.staged), []
    for path in dict.fromkeys([*staged, *paths]):
        change.staged += [path] if path in staged else []
        for end, (data, size) in results.get(path, {}).items():
            name = f"{path}.{end}"
            url = (change.files.get(path) or records.files[path]).url
            change.files[name] = FileRecord(PRESSED.name, f"{url}.{end}", path, made_by[end], data, size)
            change.staged.append(name)
    for name in old - {each for each, record in change.files.items() if record.unit != PRESSED.name}:
        path, _, end = name.rpartition(".")
        if path in change.gone_files or end not in results.get(path, made_by):
            change.gone_files.add(name)
    records.pressed = sorted(made_by.values())


def _paths(
    records: Records, change: Change, made_by: dict[str, str], damaged: Collection[str], old: Collection[str]
) -> list[str]:
    """The text files whose encodings have to be made: what is new, what lost one, all where the makers are new."""
    found = dict.fromkeys(change.staged)
    found |= dict.fromkeys(path.rpartition(".")[0] for path in damaged if path in old)
    if records.memo.fact("pressed") != sorted(made_by.values()):
        found |= dict.fromkeys(records.memo.column("files"))
    there = (path for path in found if path in change.files or path in records.files)
    return [path for path in there if path.endswith(TEXTS) and path not in change.gone_files] if made_by else []


def _is_free(records: Records, change: Change, path: str, end: str) -> bool:
    """Whether no other file has the name, such as one that the site brings itself."""
    name = f"{path}.{end}"
    owner = change.files.get(name) or (None if name in change.gone_files else records.files.find(name))
    return owner is None or owner.unit == PRESSED.name


def _press_file(task: Task) -> Done:
    """Stages one file's encodings, those that are smaller than it."""
    root, path, ends = task
    data = output.read_staged(root, path)
    done: Done = {}
    for end in ends if len(data) >= LEAST else ():
        pressed = press(data, end)
        if len(pressed) < len(data):
            output.stage(root, f"{path}.{end}", pressed)
            done[end] = (digest_bytes(pressed), len(pressed))
    return done
