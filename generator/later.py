"""Later: pictures and social cards that a server's pages name already, each made when somebody asks for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from generator.drawing import draw
from generator.pages import DRAWN, plan_parts, plan_unit
from generator.pages.pictures import part_of
from generator.urls import output_path
from generator.variants import Poster, Variant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.pages import Unit
    from generator.units import Job


class Later:
    """The units of a build that were left for later; its lifetime is until the next build."""

    def __init__(self, job: Job, stale: Iterable[Unit]) -> None:
        self.job = job
        self.units = [unit for unit in stale if unit.kind in DRAWN]
        self.views: dict[str, Variant | Poster] = {}  # by the path of the file that they will be
        self.planned: set[str] = set()  # names of units
        self.lock = threading.Lock()

    def others(self, units: Iterable[Unit]) -> list[Unit]:
        """Those of some units that are not for later."""
        later = {unit.name for unit in self.units}
        return [unit for unit in units if unit.name not in later]

    def find(self, path: str) -> Variant | Poster | None:
        """What will stand at a path of the output; nobody may build meanwhile."""
        if path not in self.views:
            kind, part = ("pictures", part_of(path)) if path.startswith("media/") else ("social", "")
            for unit in self.units:
                if unit.kind == kind and unit.name not in self.planned and part in ("", unit.part):
                    self._plan(unit)
        return self.views.get(path)

    def make(self, view: Variant | Poster) -> Path:
        """The file of a picture or a card, made now unless it was made before."""
        with self.lock:  # one at a time: all others would be in its way
            return draw(view, self.job.root, self.job.store)

    def _plan(self, unit: Unit) -> None:
        site = self.job.site
        self.planned.add(unit.name)
        for page in plan_unit(site, unit, plan_parts(site, unit)):
            if isinstance(page.view, Variant | Poster):
                self.views[output_path(page.url, site.config.base_path)] = page.view
