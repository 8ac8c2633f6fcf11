"""The engine's digest: what pages depend on besides the site, so that nobody has to bump a number."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

from generator.digest import digest, digest_bytes

# The libraries whose behaviour shapes the bytes of a page.
LIBRARIES = ("markdown", "jinja2", "markupsafe", "pyyaml", "babel", "pillow")


@functools.cache
def engine_digest() -> str:
    """The digest of Khabar's own sources, Python's version and those of the libraries that shape output."""
    root = Path(__file__).resolve().parent
    sources = {
        path.relative_to(root).as_posix(): digest_bytes(path.read_bytes())
        for pattern in ("*.py", "*.toml", "hindi/*.py", "hindi/*.txt", "pages/*.py", "desk/*.py", "fonts/*.ttf")
        for path in sorted(root.glob(pattern))
    }
    return digest((sources, _versions(), sys.version))


def _versions() -> tuple[str, ...]:
    """The libraries with their versions, by the names of their metadata folders."""
    folders = [Path(folder or ".") for folder in sys.path]
    names = (entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir())
    return tuple(sorted({name for name in names if name.endswith("-info") and _is_library(name)}))


def _is_library(name: str) -> bool:
    return name.split("-", 1)[0].lower() in LIBRARIES
