"""Album: the pictures and files that articles bring along, from a folder or, by leave, from the old site."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from generator import __version__
from generator.hindi import slugify
from generator.images import SUFFIXES
from generator.importing.placing import GONE, KEPT, TAKEN
from generator.paths import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from generator.importing.placing import Ledger

PICTURES = "images"  # below content/
TIMEOUT, PAUSE, FAILURES = 20.0, 0.5, 5  # seconds; how many failures in a row end the asking
SIZE_LIMIT = 30_000_000  # bytes of one file
_AGENT = f"khabar/{__version__} (moving a site with its editor's leave)"
FILE_SUFFIXES = (
    ".pdf",
    ".mp3",
    ".m4a",
    ".ogg",
    ".oga",
    ".wav",
    ".mp4",
    ".webm",
    ".csv",
    ".xlsx",
    ".docx",
    ".zip",
)
_SIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)(?=\.[A-Za-z0-9]+$)")


class _Within(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to the hosts that may be asked."""

    def __init__(self, hosts: Collection[str]) -> None:
        self.hosts = hosts

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:  # noqa: ANN401
        parts = urlsplit(newurl)
        if parts.scheme not in ("http", "https") or parts.netloc not in self.hosts:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(slots=True)
class Fetcher:
    """Asks the old site for files: one at a time, with a pause between, and no other host."""

    hosts: frozenset[str]
    pause: float = PAUSE
    timeout: float = TIMEOUT
    limit: int = SIZE_LIMIT
    asked: int = 0
    failures: int = 0

    def fetch(self, url: str) -> tuple[bytes, str]:
        """A file's bytes, or why there are none."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc not in self.hosts:
            return b"", "on another site"
        if self.failures >= FAILURES:
            return b"", "the old site no longer answers"
        if self.asked:
            time.sleep(self.pause)
        self.asked += 1
        try:
            data, reason = self._asked(parts._replace(path=quote(unquote(parts.path), "/-._~!$&'()*+,;=:@")).geturl())
        except urllib.error.HTTPError as error:
            error.close()
            return b"", f"{error.code} {http.client.responses.get(error.code, '')}".strip()
        except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
            self.failures += 1
            return b"", str(getattr(error, "reason", error)) or type(error).__name__
        self.failures = 0
        return data, reason

    def _asked(self, url: str) -> tuple[bytes, str]:
        request = urllib.request.Request(url, headers={"User-Agent": _AGENT})  # http and https only, see above
        opener = urllib.request.build_opener(_Within(self.hosts))
        with opener.open(request, timeout=self.timeout) as answer:
            pieces, size = [], 0
            while piece := answer.read(1 << 16):
                pieces.append(piece)
                size += len(piece)
                if size > self.limit:
                    return b"", "too large"
        return b"".join(pieces), ""


@dataclass(slots=True)
class Album:
    """The pictures and files of an import: where each was put, and why one was not."""

    ledger: Ledger
    folder: Path | None = None  # a copy of the old site's uploads
    fetcher: Fetcher | None = None
    put: dict[str, str] = field(default_factory=dict)  # address → path below content/, or empty
    reasons: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)  # path → address
    numbers: dict[str, int] = field(default_factory=dict)  # outcome → how many

    def find(self, url: str) -> str:
        """The path from content/, with a slash first, of the file that an address means; empty where there is none."""
        url = url.strip().partition("#")[0].partition("?")[0]
        if url not in self.put:
            self.put[url] = self._find(url)
        return self.put[url]

    def reason(self, url: str) -> str:
        """Why a file is not to be had."""
        return self.reasons.get(url.strip().partition("#")[0].partition("?")[0], "not to be had")

    def _find(self, url: str) -> str:
        wanted = _SIZED.sub("", url)
        source = "picture " + re.sub(r"^https?:", "", wanted)  # sites move to https, and stay the same
        if not wanted.lower().endswith((*SUFFIXES, *FILE_SUFFIXES)):
            self.reasons[url] = "no picture or file of a known kind"
            return ""
        path = self.path(wanted)
        known = self.ledger.path_of(source)
        if known and (self.ledger.site / known).is_file():
            self._count("unchanged")
            return known.removeprefix(FOLDER)
        data, reason = self._data(url, wanted)
        if data and not reason:
            reason = flaw_of(data, wanted)
        if reason or not path:
            self.reasons[url] = reason or "its name leads outside"
            return ""
        outcome = self.ledger.place(source, path, data)
        self._count(outcome)
        if outcome in (GONE, KEPT, TAKEN) and not (self.ledger.site / path).is_file():
            self.reasons[url] = "deleted since it was carried over"
            return ""
        return path.removeprefix(FOLDER)

    def _count(self, outcome: str) -> None:
        self.numbers[outcome] = self.numbers.get(outcome, 0) + 1

    def _data(self, url: str, wanted: str) -> tuple[bytes, str]:
        for address in dict.fromkeys((wanted, url)) if self.folder else ():
            data = self.local(address)
            if data:
                return data, ""
        if self.fetcher is None:
            return b"", "not among the pictures" if self.folder else "not downloaded"
        data, reason = self.fetcher.fetch(url if url == wanted else wanted)
        if reason and url != wanted:
            data, reason = self.fetcher.fetch(url)
        return data, reason

    def local(self, url: str) -> bytes:
        """The bytes of a file of the folder; none where it is not there or leads outside of it."""
        assert self.folder is not None  # asked for by whoever knows
        rest = unquote(urlsplit(url).path).lstrip("/")
        inside = rest.partition("uploads/")[2] or rest.partition("/files/")[2] or rest
        root = self.folder.resolve()
        for part in dict.fromkeys((inside, f"uploads/{inside}", rest, rest.partition("/")[2])):
            file = (root / part).resolve() if part and "\0" not in part else root
            if file.is_relative_to(root) and file.is_file() and file.stat().st_size <= SIZE_LIMIT:
                return file.read_bytes()
        return b""

    def path(self, url: str) -> str:
        """The path that a file gets: that below the old site's uploads, in plain letters."""
        rest = unquote(urlsplit(url).path).strip("/")
        inside = rest.partition("uploads/")[2] or rest.removeprefix("wp-content/")
        *folders, name = inside.split("/")
        stem, _, suffix = name.rpartition(".")
        parts = [slugify(each) for each in folders] + [slugify(stem) or "picture"]
        path = f"{FOLDER}/{PICTURES}/{'/'.join(part for part in parts if part)}"
        suffix = suffix.lower()
        number, tried = 2, f"{path}.{suffix}"
        while self.taken.setdefault(tried, url.partition(":")[2]) != url.partition(":")[2]:
            tried, number = f"{path}-{number}.{suffix}", number + 1
        return tried


def flaw_of(data: bytes, name: str) -> str:
    """What is wrong with a file that is said to be a picture; nothing of other files."""
    import io

    from PIL import Image, UnidentifiedImageError

    from generator.images import PIXEL_LIMIT
    from generator.variants import FORMATS

    if name.lower().endswith(".svg"):
        return "" if b"<svg" in data[:4096].lower() else "no picture"
    if not name.lower().endswith(SUFFIXES):
        return ""
    try:
        with Image.open(io.BytesIO(data), formats=list(FORMATS)) as image:
            large = image.width * image.height > PIXEL_LIMIT
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, UnidentifiedImageError):
        return "no picture, or a damaged one"
    return "more than 50 million pixels" if large else ""
