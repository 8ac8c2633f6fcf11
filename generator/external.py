"""Links to other sites: asked politely, one host after the other its links, and remembered for some days."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from generator import __version__
from generator.edits import Finding
from generator.problems import Where, problem
from generator.tree import position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

AGE_FINE, AGE_BROKEN = timedelta(days=7), timedelta(hours=1)  # how long an answer is believed
TIMEOUT, PAUSE, HOSTS = 10.0, 1.0, 8  # seconds for an answer, between two questions to a host; hosts at once
_NO_HEAD = (403, 404, 405, 406, 429, 500, 501, 503)  # may mean that a server answers no such question
_NOT_FOR_US = (401, 403, 405, 407, 418, 429, 451, 999)  # there, and not for programs
_AGENT = f"khabar/{__version__} (link check)"


@dataclass(frozen=True, slots=True)
class Visits:
    """Where answers are remembered, and when it is now."""

    file: Path
    now: datetime
    pause: float = PAUSE
    timeout: float = TIMEOUT

    def load(self) -> dict[str, tuple[str, str]]:
        """The answers by address: what is wrong, or nothing, and when that was seen; none where they cannot be read."""
        try:
            found = json.loads(self.file.read_text("utf-8"))
            return {str(url): (str(reason), str(when)) for url, (reason, when) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def save(self, answers: Mapping[str, tuple[str, str]]) -> None:
        """Keeps the answers that are still believed."""
        kept = {url: answer for url, answer in answers.items() if self.holds(answer)}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")

    def holds(self, answer: tuple[str, str]) -> bool:
        """Whether an answer is young enough to be believed."""
        reason, when = answer
        try:
            age = self.now - datetime.fromisoformat(when)
        except (ValueError, TypeError):
            return False
        return timedelta() <= age < (AGE_BROKEN if reason else AGE_FINE)


def check_links(links: Iterable[tuple[str, int, str]], sources: Mapping[str, str], visits: Visits) -> Iterator[Finding]:
    """The links that do not work: each is a file, a place in its source, and an address."""
    links = list(links)
    answers = visits.load()
    asked = {_bare(url) for _, _, url in links}
    by_host: dict[str, list[str]] = {}
    for url in sorted(asked):
        if url not in answers or not visits.holds(answers[url]):
            by_host.setdefault(url.split("/")[2], []).append(url)
    with ThreadPoolExecutor(HOSTS) as pool:
        for found in pool.map(lambda urls: _visit_all(urls, visits), by_host.values()):
            answers |= {url: (reason, visits.now.isoformat()) for url, reason in found}
    visits.save(answers)
    for path, place, url in links:
        reason = answers[_bare(url)][0]
        if reason:
            line, column = position(sources[path], place)
            yield Finding(problem("link-external", Where(path, line, column), target=url, reason=reason))


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _visit_all(urls: list[str], visits: Visits) -> list[tuple[str, str]]:
    """Each address of one host with what is wrong with it."""
    found = []
    for number, url in enumerate(urls):
        if number:
            time.sleep(visits.pause)
        found.append((url, visit(url, visits.timeout, visits.pause)))
    return found


def visit(url: str, timeout: float, pause: float = PAUSE) -> str:
    """What is wrong with an address, or nothing; the page itself is asked for only where its head is not given."""
    reason, status = _ask(url, "HEAD", timeout)
    if status in _NO_HEAD or (reason and not status):
        time.sleep(pause)
        reason, status = _ask(url, "GET", timeout)
    return "" if status in _NOT_FOR_US else reason


def _ask(url: str, method: str, timeout: float) -> tuple[str, int]:
    """What a server says of an address: what is wrong, and its status (0: no answer)."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
        path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="/%:@!$&'()*+,;=~?")
        address = urlunsplit((parts.scheme, host, path, query, ""))
        request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT})  # http and https only
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return "", int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return f"{error.code} {http.client.responses.get(error.code, '')}".strip(), error.code
    except urllib.error.URLError as error:
        return _said(error.reason), 0
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        return _said(error), 0


def _said(reason: object) -> str:
    """Why there was no answer, in a few words."""
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return str(getattr(reason, "strerror", None) or reason) or type(reason).__name__
