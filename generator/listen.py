"""The HTTP side of the development server: who may ask, and what is answered."""

from __future__ import annotations

import errno
import json
import socket
import traceback
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.newsroom.answers import Answer, Asked
from generator.pages.offline import WORKER
from generator.paths import ADMIN
from generator.roots import package_layouts
from generator.sayings import say

if TYPE_CHECKING:
    from generator.newsroom.desk import Desk
    from generator.serve import Server

PORTS = 20  # how many are tried when the first is taken
PREFIX = "_khabar/"  # below it: what the server adds to the site
LOCAL = ("localhost", "127.0.0.1", "[::1]")
BEAT = 15.0  # seconds between signs of life on a connection that waits for news
TYPES = {".xml": "application/xml", ".json": "application/json", ".js": "text/javascript", ".txt": "text/plain"}


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for head and body; without it keep-alive waits for Nagle
    disable_nagle_algorithm = True
    timeout = 30
    site: Server
    hosts: tuple[str, ...]
    desk: Desk | None = None

    def do_GET(self) -> None:  # the name is http.server's
        """Answers with a file of the site, or with what the server adds to it."""
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True

    do_HEAD = do_GET  # noqa: N815 # the name is http.server's
    do_POST = do_GET  # noqa: N815 # the same

    def _answer(self) -> None:
        host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
        if host not in self.hosts:
            # A page of another site may have had its name pointed at this machine (DNS rebinding).
            self._send(HTTPStatus.FORBIDDEN, b"This server answers only to its own name.\n", "text/plain")
            return
        parts = urlsplit(self.path)
        path = parts.path
        base = self.site.base_path
        asked = Asked(self.command, path, parts.query, self.headers)
        if path == f"{base}{WORKER}":  # a worker that an earlier site left here would hide what was just saved
            self._send(HTTPStatus.OK, (package_layouts() / "stop.js").read_bytes(), TYPES[".js"])
        elif self.desk and self.desk.takes(asked):
            self._desk(self.desk, asked)
        elif self.command == "POST":
            self.close_connection = True  # with what was sent along, which nobody reads
            self._send(HTTPStatus.METHOD_NOT_ALLOWED, b"This server only shows.\n", "text/plain")
        elif self.desk and path.startswith(f"{base}{PREFIX}preview/"):
            found = self.desk.framed(asked, path.rpartition("/")[2])
            self._give(found) if found else self._send(HTTPStatus.NOT_FOUND, b"Load the desk anew.\n", "text/plain")
        elif path == f"{base}{PREFIX}events":
            self._events()
        elif path.startswith(f"{base}{PREFIX}"):
            self._own(path.removeprefix(f"{base}{PREFIX}"))
        elif path == "/" and base != "/":
            self._redirect(base)
        else:
            self._file(path)

    def _desk(self, desk: Desk, asked: Asked) -> None:
        if desk.listens(asked):
            self._events()
            return
        self.unread = asked.method == "POST"
        try:
            answer = desk.answer(asked, self._read)
        except (ConnectionError, TimeoutError):  # the browser's end of it is gone, or says nothing more
            raise
        except Exception:  # a defect of ours: said, and survived
            text = f"This is a defect of Khabar; please report it.\n\n{traceback.format_exc()}"
            self.site.say(text)
            answer = Answer(HTTPStatus.INTERNAL_SERVER_ERROR, text.encode(), "text/plain")
        self.close_connection = self.close_connection or self.unread
        self._give(answer)

    def _read(self, length: int) -> bytes:
        data = self.rfile.read(length)
        if len(data) != length:  # half of a text must not be saved
            raise ConnectionResetError
        self.unread = False
        return data

    def _give(self, answer: Answer) -> None:
        self._send(answer.status, answer.data, answer.kind, headers=(*answer.headers, ("Cache-Control", "no-store")))

    def _file(self, path: str) -> None:
        found = self.site.file(path)
        if found and not path.endswith("/") and found[0].name == "index.html" and not path.endswith(".html"):
            self._redirect(f"{path}/")
            return
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        found = found or self.site.not_found(path)
        if found is None:
            self._send(status, b"There is no such page.\n", "text/plain")
            return
        file, mark = found
        if status == HTTPStatus.OK and self.headers.get("If-None-Match") == f'"{mark}"':
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return
        number = self.site.news.number  # before the page is read: what changes meanwhile is told to it
        try:
            data = file.read_bytes()
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, b"The file is gone.\n", "text/plain")
            return
        kind = TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html" and not path.startswith(f"{self.site.base_path}{ADMIN}/"):  # where somebody is writing
            script = f'<script src="{self.site.base_path}{PREFIX}reload.js" data-after="{number}" defer></script>'
            data = data.replace(b"</head>", script.encode() + b"</head>", 1)
        self._send(status, data, kind, mark if status == HTTPStatus.OK else "")

    def _own(self, name: str) -> None:
        if name not in ("reload.js", "overlay.css", "preview.js"):
            self._send(HTTPStatus.NOT_FOUND, b"There is no such file.\n", "text/plain")
            return
        data = (Path(__file__).parent / "browser" / name).read_bytes()
        self._send(HTTPStatus.OK, data, TYPES.get(f".{name.rsplit('.', 1)[1]}", "text/css"))

    def _redirect(self, target: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(
        self,
        status: HTTPStatus,
        data: bytes,
        kind: str,
        mark: str = "",
        headers: tuple[tuple[str, str], ...] = (("Cache-Control", "no-cache"),),
    ) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("xml", "json")) else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers:
            self.send_header(name, value)
        if mark:
            self.send_header("ETag", f'"{mark}"')
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        """Tells a browser of changes for as long as it listens."""
        news = self.site.news
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        known = self.headers.get("Last-Event-ID") or urlsplit(self.path).query.removeprefix("after=")
        last = int(known[:20]) if known.isdecimal() else news.number
        last = last if last <= news.number else 0  # of a server whose clock was ahead: the page is loaded anew
        first = {"problems": news.problems, "language": self.site.language, "hide": say("hide", self.site.language)}
        self._event(last, json.dumps(first, ensure_ascii=False))
        while not news.ended:
            with news.condition:
                if news.number == last:
                    news.condition.wait(BEAT)
                fresh = news.after(last)
            if not fresh:
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
            for number, text in fresh:
                self._event(number, text)
                last = number

    def _event(self, number: int, text: str) -> None:
        self.wfile.write(f"id: {number}\ndata: {text}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Says nothing: an author's terminal is for problems."""


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Says nothing of clients that hang up."""


def listen(server: Server, host: str, port: int) -> ThreadingHTTPServer:
    """An HTTP server for a site on the first free port. Raises OSError where none of them is free."""
    names = (*LOCAL, host.lower()) if host not in ("0.0.0.0", "::") else ()  # the user's own choice
    handler = type("SiteHandler", (Handler,), {"site": server, "hosts": names or _AnyHost()})
    for number in range(port, port + PORTS):
        try:
            http = _HTTPServer((host, number), handler)
            if not names or not _answers_elsewhere(http.server_address[1]):
                return http
            http.server_close()
        except OverflowError:
            raise OSError(errno.EINVAL, "a port is a number up to 65535") from None
        except OSError:
            if number == port + PORTS - 1:
                raise
    raise OSError(errno.EADDRINUSE, "another server answers at localhost")


def _answers_elsewhere(port: int) -> bool:
    """Whether another program has the port in the newer protocol, where browsers look for `localhost` first."""
    try:
        with socket.create_connection(("::1", port), 0.2):
            return True
    except OSError:
        return False


def open_desk(server: Server, http: ThreadingHTTPServer) -> Desk:
    """The desk of a server, at which it answers from now on."""
    from generator.newsroom.desk import Desk

    handler: type[Handler] = http.RequestHandlerClass  # type: ignore[assignment] # the one that `listen` made
    handler.desk = Desk(server, http.server_address[1])
    return handler.desk


class _AnyHost:
    """Every name is the server's own: chosen with --host 0.0.0.0, which warns."""

    def __contains__(self, _: object) -> bool:
        return True
