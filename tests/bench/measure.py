"""What a command costs: wall time, processor time and memory of all its processes together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TICK = os.sysconf("SC_CLK_TCK")
# As users have it: a shell that keeps Python from writing bytecode would make every start a compilation.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, of the process and all that it started
    memory: float  # MB, the peak of the sum over its processes; 0: not looked at


class CommandError(Exception):
    """A command that failed or took too long, with what it said."""


def run(command: Sequence[str], folder: Path, timeout: float, *, sample: bool = False) -> tuple[Cost, str]:
    """Runs a command to its end and gives its cost and what it printed.

    Sampling memory costs time of its own, so a run is either timed or sampled. Raises CommandError.
    """
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        stop = threading.Timer(timeout, lambda: os.killpg(process.pid, signal.SIGKILL))
        stop.start()
        peak = _Peak(process.pid)
        if sample:
            peak.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            os.waitpid(process.pid, 0)
            raise
        finally:
            stop.cancel()
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = peak.end() if sample else 0.0
        log.seek(0)
        said = log.read().decode("utf-8", "replace")
    if process.returncode:
        reason = f"took more than {timeout:.0f} s" if wall >= timeout else f"exit code {process.returncode}"
        raise CommandError(f"{' '.join(map(str, command))}: {reason}\n{said[-3000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory), said


class _Peak(threading.Thread):
    """Watches the memory of a process and of all below it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0.0, threading.Event()

    def run(self) -> None:
        pause = 0.004
        while not self.over.wait(pause):
            self.peak = max(self.peak, tree_memory(self.pid))
            pause = min(pause * 1.05, 0.05)  # short runs are looked at closely, long ones are not slowed much

    def end(self) -> float:
        """Stops watching and gives the peak in MB."""
        self.over.set()
        self.join()
        return self.peak


def tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parent = (entry / "stat").read_bytes().rpartition(b")")[2].split()[1]
                children.setdefault(int(parent), []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children.get(one, [])


def tree_memory(pid: int) -> float:
    """Memory of a process and all below it in MB; pages that they share are counted once (PSS, or else RSS)."""
    total = 0
    for each in tree(pid):
        with contextlib.suppress(OSError, StopIteration):
            try:
                lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            except (FileNotFoundError, PermissionError):
                total += int(Path(f"/proc/{each}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    return total * 1024 / 1_000_000


def tree_cpu(pid: int) -> float:
    """Processor time of a process, all below it and all of their ended children, in seconds."""
    total = 0
    for each in tree(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_bytes().rpartition(b")")[2].split()
            total += sum(int(fields[place]) for place in (11, 12, 13, 14))
    return total / TICK
