"""A host as real ones are: compression, lasting caches for what has a fingerprint, 404.html; slow where asked."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import mimetypes
import re
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

_FINGERPRINT = re.compile(r"\.[0-9a-f]{8,}\.[a-z0-9]+$")
_TEXT = re.compile(r"text/|javascript|json|xml|svg|manifest")
_TYPES = {
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".avif": "image/avif",
    ".webp": "image/webp",
}
LEVEL = 6  # of gzip, as hosts have it


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from a folder."""

    protocol_version = "HTTP/1.1"
    www = Path()
    slow: Mapping[str, float] = {}  # start of a content type → seconds that its first byte takes

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.www / path.lstrip("/")
        if file.is_dir() and not path.endswith("/"):
            self._send(301, b"", {"Location": f"{path}/"})
            return
        file = file / "index.html" if file.is_dir() else file
        inside = file.resolve().is_relative_to(self.www.resolve())
        status = 200 if inside and file.is_file() else 404
        if status == 404:
            folders = [self.www / path.lstrip("/"), *(self.www / path.lstrip("/")).parents]
            near = (each / "404.html" for each in folders if each.is_relative_to(self.www))
            file = next((each for each in near if each.is_file()), Path())
        self._send_file(status, file)

    do_HEAD = do_GET  # noqa: N815 # the server's own name for it

    def _send_file(self, status: int, file: Path) -> None:
        if not file.is_file():
            self._send(404, b"", {})
            return
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        time.sleep(next((seconds for start, seconds in self.slow.items() if kind.startswith(start)), 0))
        data, headers = file.read_bytes(), {"Content-Type": kind}
        if _TEXT.search(kind):
            headers |= {"Content-Type": f"{kind}; charset=utf-8", "Vary": "Accept-Encoding"}
            data, coding = self._packed(file, data)
            if coding:
                headers["Content-Encoding"] = coding
        lasting = _FINGERPRINT.search(file.name)
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "max-age=0, must-revalidate"
        self._send(status, data, headers)

    def _packed(self, file: Path, data: bytes) -> tuple[bytes, str]:
        accepted = self.headers.get("Accept-Encoding", "")
        packed = file.with_name(f"{file.name}.br")
        if "br" in accepted and packed.is_file():
            return packed.read_bytes(), "br"
        if "gzip" not in accepted:
            return data, ""
        return gzip.compress(data, LEVEL, mtime=0), "gzip"

    def _send(self, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A server that a browser may turn away from."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Says nothing: a browser that turns away from a page drops its connections."""


@contextlib.contextmanager
def hosting(www: Path, slow: Mapping[str, float] | None = None, port: int = 0) -> Iterator[str]:
    """The address of a folder on such a host, without a slash at its end."""
    handler = type("Of", (Handler,), {"www": www, "slow": slow or {}})
    with Server(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()
        thread.join()
