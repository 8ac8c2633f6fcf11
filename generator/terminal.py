"""The terminal: whether it shows colours, how wide it is, and a line of progress that is written over itself."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from generator.problems import Problem

PROGRESS_AFTER = 1.0  # seconds: shorter work needs no bar
PROGRESS_EVERY = 0.1  # seconds between two looks of the bar
WIDEST = 100  # columns: longer lines are hard to read
_CODES = {"error": "1;31", "warning": "1;33", "note": "1;36"}


def has_colours(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to write in colours: NO_COLOR says no, FORCE_COLOR yes, and else a terminal that is not a dumb one."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") != "0":
        return True
    return stream.isatty() and environment.get("TERM", "") not in ("", "dumb")


def is_live(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a line may be written over: on a terminal that can, with somebody in front of it, and so not in CI."""
    return stream.isatty() and environment.get("TERM", "") not in ("", "dumb") and not environment.get("CI")


def coloured(text: str, found: Problem, stream: TextIO) -> str:
    """A message with its severity's word, in whatever language, in colour, where the stream shows colours."""
    if found.severity not in _CODES or not has_colours(stream):
        return text
    head, rule, rest = text.partition(f"[{found.rule}]")
    before, space, word = head.rpartition(" ")
    return f"{before}{space}\x1b[{_CODES[found.severity]}m{word}\x1b[0m{rule}{rest}"


def width() -> int:
    """How many columns a text may take: those of the terminal (or of COLUMNS), but no line that is hard to read."""
    import shutil  # late: a build of which nothing is new shows no bar

    return max(40, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


class Progress:
    """A bar on the terminal for work that takes longer than a second; nothing anywhere else."""

    def __init__(self, started: float, shown: bool) -> None:
        self.started, self.last, self.drawn = started, "", 0.0
        self.shown = shown and is_live(sys.stderr)

    def __call__(self, step: str, done: int, total: int) -> None:
        """Shows how much of a step is done."""
        now = time.monotonic()
        if not self.shown or now - self.started < PROGRESS_AFTER:
            return
        if done < total and now - self.drawn < PROGRESS_EVERY:
            return
        room = max(min(30, width() - 30), 5)
        filled = room * done // max(total, 1)
        line = f"\r{step:7}{'█' * filled}{'░' * (room - filled)} {done}/{total}"
        if line != self.last:
            print(line, end="\x1b[K", file=sys.stderr, flush=True)
            self.last, self.drawn = line, now

    def end(self) -> None:
        """Clears the bar away."""
        if self.last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self.last = ""
