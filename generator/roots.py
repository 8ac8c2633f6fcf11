"""Where layouts and assets are: in the site's `layouts/` first, then among the package's own, file by file."""

from __future__ import annotations

import os
from pathlib import Path

LAYOUTS = "layouts"


def package_layouts() -> Path:
    """The folder of Khabar's own layouts: inside the package once installed, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / LAYOUTS
    return inside if inside.is_dir() else here.parent / LAYOUTS


def layout_roots(site: Path) -> tuple[Path, ...]:
    """Where layouts are looked for, in order."""
    return tuple(dict.fromkeys(root for root in (site / LAYOUTS, package_layouts()) if root.is_dir()))


def find_files(roots: tuple[Path, ...], folder: str) -> dict[str, Path]:
    """The files below a folder of the layouts, by name, the first root's winning."""
    found: dict[str, Path] = {}
    for root in roots:
        here: dict[str, Path] = {}
        for place, folders, names in os.walk(root / folder):  # which passes over a folder that vanishes meanwhile
            folders[:] = [name for name in folders if not name.startswith(".")]
            paths = (Path(place, name) for name in names if not name.startswith("."))
            here |= {path.relative_to(root / folder).as_posix(): path for path in paths if path.is_file()}
        for name in sorted(here, key=lambda name: name.split("/")):
            found.setdefault(name, here[name])
    return found
