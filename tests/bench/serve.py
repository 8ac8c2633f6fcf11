"""From a save to new bytes over HTTP: live servers, edited in turn."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING

from . import corpus, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .run import Results, Site

START = 300.0  # seconds that a server may take to answer first
ANSWER = 60.0  # seconds that it may take to show an edit


class Server:
    """A running server; its lifetime is a `with` block's."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 # closed at the end of the `with` block
        self.connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Server:
        command = [part.replace("{port}", str(self.port)) for part in self.site.generator.serve]
        self.process = subprocess.Popen(
            command,
            cwd=self.site.generator.folder,
            env=measure.ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        end = time.monotonic() + START
        path = corpus.address(0, "hi", self.site.seed) if not self.site.texts else "/hi/"
        while not self.get(path):
            if time.monotonic() > end or self.process.poll() is not None:
                self.log.seek(0)
                said = self.log.read()[-2000:].decode("utf-8", "replace")
                self.__exit__()
                raise measure.CommandError(f"{self.site.generator.name}: the server does not answer\n{said}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        if self.connection:
            self.connection.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.log.close()

    def get(self, path: str) -> str:
        """A page, or nothing while it cannot be had."""
        try:
            if not self.connection:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            self.connection.request("GET", path)
            response = self.connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            return text if response.status == 200 else ""
        except (OSError, http.client.HTTPException):
            if self.connection:
                self.connection.close()
            self.connection = None
            return ""

    def wait(self, paths: Sequence[str], mark: str) -> float:
        """Milliseconds until every page shows a mark. Raises CommandError where one does not."""
        started = time.perf_counter()
        missing = list(paths)
        while missing:
            waited = time.perf_counter() - started
            missing = [path for path in missing if mark not in self.get(path)]
            if waited > ANSWER:
                raise measure.CommandError(f"{self.site.generator.name}: {missing} never showed the edit")
            if missing:
                time.sleep(0.001 if waited < 0.2 else 0.01)  # asking too often would slow the builder
        return (time.perf_counter() - started) * 1000


def measure_serving(sites: Sequence[Site], edits: int, results: Results, say: Callable[[str], None]) -> None:
    """Body and title edits, all servers running, edited in turn.

    Bodies are of stories all over the archive; titles of the newest stories, and the list of all stories has to show
    them too.
    """
    with contextlib.ExitStack() as stack:
        servers = []
        for site in sites:
            try:
                servers.append(stack.enter_context(Server(site)))
            except measure.CommandError as error:
                results.notes.append(str(error))
        for what in ("body", "title"):
            before = {each: measure.tree_cpu(each.process.pid) for each in servers}
            for number in range(edits + 1):
                for server in list(servers):
                    try:
                        taken = _edit(server, what, number)
                    except measure.CommandError as error:
                        results.notes.append(str(error))
                        servers.remove(server)
                        continue
                    if number:  # the first is the warm-up
                        results.serving.setdefault((what, server.site.generator.name), []).append(taken)
            for server in servers:
                name = server.site.generator.name
                spent = (measure.tree_cpu(server.process.pid) - before[server]) * 1000 / (edits + 1)
                results.serving[f"{what} cpu", name] = [spent]
                results.memory["serve", name] = measure.tree_memory(server.process.pid)
                times = results.serving.get((what, name), [])
                say(f"serve, {what}, {name}: {sorted(times)[len(times) // 2]:.0f} ms")


def _edit(server: Server, what: str, number: int) -> float:
    from .run import retitled

    site, mark = server.site, f"{what}{number:04}z"
    rng = random.Random(f"{what}{number}")
    count = site.count
    one = site.story(int(rng.random() * count) if what == "body" else count - 1 - number % 10)
    edition = corpus.EDITIONS[number % len(corpus.EDITIONS)]
    path = site.generator.article(one, edition)
    text = path.read_text("utf-8")
    page = f"/{edition}/{one.section}/{one.name}/"
    if what == "body":
        text, pages = f"{text}\n{mark}\n", [page]
    else:
        text, pages = retitled(text, mark), [page, f"/{edition}/{site.generator.latest}"]
    server.get(page)  # as a person has the page open
    time.sleep(0.3)
    path.write_text(text, "utf-8")
    return server.wait(pages, mark)
