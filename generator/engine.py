"""The engine's digest: what pages depend on besides the site, so that nobody has to bump a number."""

from __future__ import annotations

import functools
import sys
from importlib import metadata
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
        for pattern in ("*.py", "*.toml", "hindi/*.py", "pages/*.py")
        for path in sorted(root.glob(pattern))
    }
    versions = {name: _version(name) for name in LIBRARIES}
    return digest((sources, versions, sys.version))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
