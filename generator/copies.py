"""Copies: assets, the pictures that published articles show, and content/files, as one more unit of the output."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from generator import output, urls
from generator.assets import INLINE
from generator.digest import digest_bytes
from generator.units import COPIES, FileRecord, Job, UnitRecord, UnitResult

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.reading import Reading


def copy_files(job: Job, root: Path, reading: Reading) -> UnitResult:
    """Stages the files that are copied as they are, where the output does not have them yet."""
    result = UnitResult(COPIES, UnitRecord("", ()))
    library, dressing, site = reading.library, reading.dressing, job.site
    assert library is not None and dressing is not None  # read sets both
    for asset in dressing.assets:
        if INLINE in asset.name:
            continue
        source, mark = f"layouts/assets/{asset.name}", digest_bytes(asset.data)
        _copy(job, result, asset.url, source, mark, functools.partial(bytes, asset.data))
    shown = (library.media[path] for path in library.shown_files())
    wanted = {file.url: file for file in shown} | {url: site.media[path] for url, path in site.files.items()}
    for url, file in wanted.items():
        _copy(job, result, url, file.path, file.data, (root / file.path).read_bytes)
    return result


def _copy(job: Job, result: UnitResult, url: str, source: str, mark: str, read: Callable[[], bytes]) -> None:
    path = urls.output_path(url, job.site.config.base_path)
    old = job.files.find(path)
    if old and old.key == mark and path not in job.damaged:
        result.files[path] = replace(old, unit=COPIES.name, source=source)
        return
    data = read()
    result.files[path] = FileRecord(COPIES.name, url, source, mark, mark, len(data))
    if old is None or old.data != mark or path in job.damaged:
        output.stage(job.output, path, data)
        result.staged.append(path)
