"""A site being served, for tests: the server in this process, or the command in one of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

from conftest import CONFIG, SiteFolder

from generator.listen import listen
from generator.options import BuildOptions, Report
from generator.serve import Server

REPOSITORY = Path(__file__).resolve().parent.parent
WITHIN = 90.0  # seconds; the promise is one, but a test machine may be busy. What comes at once waits for nothing


class Desk(SiteFolder):
    """A site's folder in which a file is there as a whole or not at all, so that no build can find half of one."""

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        whole = self.root / f".cache/desk-{threading.get_ident()}"
        for folder in (file.parent, whole.parent):
            folder.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(text if isinstance(text, bytes) else text.encode())
        whole.replace(file)
        return file


class Served:
    """A site, the server that shows it, and a client."""

    def __init__(self, site: SiteFolder, server: Server, http_server: ThreadingHTTPServer) -> None:
        self.site = site
        self.server = server
        self.http = http_server
        self.port = http_server.server_address[1]
        self.reports: list[Report] = []
        self.said: list[str] = []

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}

    def get(self, path: str) -> str:
        return self.ask(path)[1]

    def wait_for(self, path: str, text: str, gone: bool = False) -> None:
        eventually(lambda: (text in self.get(path)) != gone)


def eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


@contextlib.contextmanager
def serving(root: Path, **options: object) -> Iterator[Served]:
    site = Desk(root, BuildOptions(root, datetime.now(UTC)))
    said: list[str] = []
    reports: list[Report] = []
    built = replace(BuildOptions(root, datetime.now(UTC), keep_going=True), **options)
    server = Server(
        built, said.append, lambda report, _: reports.append(report), editor="vscode://file{path}:{line}:{column}"
    )
    server.first()
    http_server = listen(server, "127.0.0.1", 0)  # any free port
    threads = [threading.Thread(target=server.run), threading.Thread(target=http_server.serve_forever)]
    for thread in threads:
        thread.start()
    served = Served(site, server, http_server)
    served.reports, served.said = reports, said
    try:
        yield served
    finally:
        server.end()
        http_server.shutdown()
        for thread in threads:
            thread.join(WITHIN)
        http_server.server_close()
        server.builder.close()
        assert not any(thread.is_alive() for thread in threads)


def mark(served: Served) -> None:
    """Waits until the server has seen everything so far: it is told of things in their order, and of this file last."""
    name = f"mark-{time.monotonic_ns()}.txt"
    served.site.write(f"content/files/{name}", name)
    served.wait_for(f"/{name}", name)
    eventually(lambda: any(name in report.changed for report in served.reports))


def deafen(served: Served) -> None:
    """The system tells of nothing any more."""
    watcher = served.server.watcher
    eventually(lambda: bool(watcher._observer and watcher._observer.emitters))
    with watcher._watching:
        watcher._observer.unschedule_all()


@contextlib.contextmanager
def small_site() -> Iterator[Desk]:
    """A small site to serve. Not below the system's folder for temporary files: editors save differently there."""
    root = REPOSITORY / ".cache" / f"serve-{os.getpid()}-{time.monotonic_ns()}"
    root.mkdir(parents=True)
    site = Desk(root, BuildOptions(root, datetime.now(UTC)))
    site.write("config.yaml", CONFIG)
    site.article("world/one.hi.md", title="पहली", body="मूल पाठ।\n")
    site.article("world/two.hi.md", title="दूसरी", body="[कड़ी](one.hi.md)\n")
    try:
        yield site
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextlib.contextmanager
def command(
    root: Path, *more: str, program: Sequence[str] = ("-m", "generator"), **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """`khabar serve` in a process, and a process group, of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-u", *program, "serve", "--site", str(root), "--port", str(port), *more],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the processes that it may have started as well
        process.communicate()


def until(process: subprocess.Popen[str], text: str) -> str:
    """The first line of a command's output that has a text."""
    assert process.stdout is not None and process.stderr is not None
    for line in process.stdout:
        if text in line:
            return line
    raise AssertionError(process.stderr.read())


URL = "/hi/duniya/one/"
FILE = "content/world/one.hi.md"
