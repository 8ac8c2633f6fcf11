"""A real browser, and a plain static host to point it at."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

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


@contextlib.contextmanager
def hosted(www: Path) -> Iterator[str]:
    """The address of a folder on a plain static server, without a slash at its end."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
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
