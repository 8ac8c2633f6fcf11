"""Where layouts and assets are: in the site's `layouts/` first, then among the package's own, file by file."""

from __future__ import annotations

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
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root / folder).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                found.setdefault(name, path)
    return found
