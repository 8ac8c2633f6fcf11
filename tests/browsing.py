"""A real browser, and a plain static host to point it at."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from generator.options import BuildOptions
from generator.quick import build

REPOSITORY = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WITHIN = 120_000  # milliseconds, for a machine with much else to do
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, offline but for the loopback."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "make test installs chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=WITHIN)
        yield browser
        browser.close()


def built_sample(root: Path, base: str, was: str = "", now: str = "") -> Path:
    """The folder that a host would serve, with the sample site built into it; perhaps with another config.yaml."""
    folder = root / "site"
    folder.mkdir(parents=True)
    for name in ("content", "layouts"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "config.yaml", folder)
    change(folder / "config.yaml", was, now)
    output = root / "www" / base.strip("/")
    report = build(BuildOptions(folder, NOW, output=output, base_url=f"https://khabar.example{base}"))
    assert [str(each.where) for each in report.problems] == []
    return root / "www"


def change(file: Path, was: str, now: str) -> None:
    """A file with another text in a place."""
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), "utf-8")


@contextlib.contextmanager
def hosted(
    www: Path,
    pace: Callable[[], None] = lambda: None,
    headers: Callable[[str], Iterable[tuple[str, str]]] = lambda _: [("Cache-Control", "max-age=0, must-revalidate")],
) -> Iterator[str]:
    """The address of a folder on a plain static server, without a slash at its end.

    `pace` comes before each answer; `headers` gives what goes with an address, by default what hosts send with all.
    """

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            pace()
            # A file that changes twice in a second would be "not modified": its time is told in whole seconds.
            del self.headers["If-Modified-Since"]
            super().do_GET()

        def end_headers(self) -> None:
            for name, value in headers(self.path):
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Says nothing: a browser that turns away from a page drops its connections."""

    with Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(www))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def visit(browser: Browser, url: str, width: int = 360, **options: object) -> tuple[Page, list[str]]:
    """A page opened at a width, and what the browser complained of."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    return page, complaints


def until(page: Page, script: str, arg: object = None) -> None:
    """Waits until an async function gives something true: `wait_for_function` takes its promise for that."""
    end = time.monotonic() + WITHIN / 1000
    while not page.evaluate(script, arg):
        assert time.monotonic() < end, "it did not come"
        page.wait_for_timeout(50)
