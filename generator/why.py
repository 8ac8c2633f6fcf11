"""Why: what is remembered of the page at an address."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator import urls
from generator.build import Builder

if TYPE_CHECKING:
    from generator.options import BuildOptions


def recorded(options: BuildOptions, url: str) -> list[tuple[str, str]] | None:
    """What is remembered of the page at an address, as names and values; None where there is none."""
    with contextlib.closing(Builder(options)) as builder:
        site, _ = builder.read(options.now)
        records = builder.open_records(builder.output_root)
        path = urls.output_path(urlsplit(url).path, site.config.base_path)
        record = records.files.find(path) or records.files.find(f"{path}/index.html")
        if record is None:
            return None
        article = site.by_path.get(record.source)
        pair = site.pair(article) if article else {}
        unit = records.units.find(record.unit)
        return [
            ("address", site.config.origin + record.url),
            ("made from", record.source),
            ("layout", record.layout or "copied as it is"),
            ("planned in", record.unit),
            ("layouts", ", ".join(name for name, _ in unit.layouts) if unit else ""),
            ("alternates", ", ".join(f"{code} {address}" for code, address in pair.items())),
            ("size", f"{record.size} bytes"),
            ("rendered", f"{record.when} because: {record.why}" if record.why else "never: copied"),
        ]
