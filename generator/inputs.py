"""Everything that a build of a site may depend on, and everything in its output, by stat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import sweep
from generator.paths import CONFIG, FOLDER, is_ignored
from generator.problems import SiteError, Where, problem, shorten
from generator.roots import LAYOUTS, package_layouts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.sweep import Stat

PACKAGE = "package"  # stands for the folder of Khabar's own layouts in the paths of a sweep


def sweep_inputs(root: Path) -> dict[str, Stat]:
    """The stat of every file that a build of a site may depend on."""
    found = {CONFIG: sweep.stat_of(root, CONFIG)}
    found |= sweep.sweep(root, FOLDER, is_ignored)
    found |= sweep.sweep(root, LAYOUTS, is_ignored)
    package = package_layouts()
    if package.resolve() != (root / LAYOUTS).resolve():
        own = sweep.sweep(package.parent, package.name, is_ignored)
        found |= {f"{PACKAGE}/{path}": stat for path, stat in own.items()}
    _check_names(found)
    return found


def _check_names(paths: Iterable[str]) -> None:
    """Raises SiteError where the system's name of a file is no text: an archive of old times may hold such names."""
    try:
        "".join(paths).encode()
    except UnicodeEncodeError:
        wrong = [path for path in paths if any("\ud800" <= char < "\ue000" for char in path)]
        raise SiteError(*(problem("name-utf8", Where(shorten(path))) for path in wrong)) from None


def sweep_outputs(root: Path) -> dict[str, Stat]:
    """The stat of every file in an output folder."""
    return {path.removeprefix("./"): stat for path, stat in sweep.sweep(root, ".").items()}
