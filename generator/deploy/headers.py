"""Headers of answers: from the built `_headers` to what each address gets, for hosts that do not read that file."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEADERS, REDIRECTS = "_headers", "_redirects"  # files of the output
CACHE = "Cache-Control"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=0, must-revalidate"
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".txt": "text/plain",
}
_CHARSET = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml")
_GUESSED = mimetypes.MimeTypes(())  # Python's own table: that of the machine differs from one to the next


@dataclass(frozen=True, slots=True)
class Rule:
    """Which addresses get a header: a path in which `*` stands for anything."""

    pattern: str
    name: str
    value: str

    def matches(self, url: str) -> bool:
        """Whether the rule is for an address."""
        return bool(re.fullmatch(self.expression(), url))

    def expression(self) -> str:
        """The same as a regular expression, to be matched whole."""
        return ".*".join(re.escape(part) for part in self.pattern.split("*"))


def load_headers(output: Path, base_path: str) -> tuple[Rule, ...]:
    """The rules of an output; what its `_headers` says comes last, and so counts before Khabar's own on caching."""
    file = output / HEADERS
    said = parse_headers(file.read_text("utf-8")) if file.is_file() else ()
    kept = (("*", ASK_AGAIN), ("assets/*", FOREVER), ("media/*", FOREVER))
    return (*(Rule(base_path + path, CACHE, value) for path, value in kept), *said)


def parse_headers(text: str) -> tuple[Rule, ...]:
    r"""The rules of a `_headers` file, in its order.

    >>> parse_headers("/assets/*\n  Cache-Control: public\n")
    (Rule(pattern='/assets/*', name='Cache-Control', value='public'),)
    """
    found, pattern = [], ""
    for line in text.splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if not line[0].isspace():
            pattern = bare
        elif ":" in bare and pattern:
            name, _, value = bare.partition(":")
            found.append(Rule(pattern, name.strip(), value.strip()))
    return tuple(found)


def header(rules: tuple[Rule, ...], name: str, url: str) -> str:
    """A header's value for an address: that of the last rule that is for it; nothing where there is none.

    >>> header((Rule("/*", "X", "a"), Rule("/b/*", "X", "c")), "X", "/b/d")
    'c'
    """
    wanted = (rule for rule in reversed(rules) if rule.name.lower() == name.lower())
    return next((rule.value for rule in wanted if rule.matches(url)), "")


def content_type(path: str) -> str:
    """The type of a file's bytes, with the charset where they are text.

    >>> content_type("hi/index.html"), content_type("media/a.webp"), content_type("hi/feed.xml")
    ('text/html; charset=utf-8', 'image/webp', 'application/xml; charset=utf-8')
    """
    suffix = path[path.rfind(".") :].lower() if "." in path.rpartition("/")[2] else ""
    if path in (HEADERS, REDIRECTS):
        suffix = ".txt"
    kind = _TYPES.get(suffix) or _GUESSED.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_CHARSET) else kind


@dataclass(frozen=True, slots=True)
class Redirect:
    """A line of `_redirects`: an address, where it leads, the status, and for which language alone."""

    source: str
    target: str
    status: int
    language: str = ""


def load_redirects(output: Path) -> tuple[Redirect, ...]:
    """The redirects of an output."""
    file = output / REDIRECTS
    return parse_redirects(file.read_text("utf-8")) if file.is_file() else ()


def parse_redirects(text: str) -> tuple[Redirect, ...]:
    r"""The lines of a `_redirects` file.

    >>> parse_redirects("/a /hi/b/ 301\n/ /hi/ 302 Language=hi\n")[1]
    Redirect(source='/', target='/hi/', status=302, language='hi')
    """
    found = []
    for line in text.splitlines():
        words = line.split()
        if len(words) < 2 or words[0].startswith("#"):
            continue
        status = int(words[2][:3]) if len(words) > 2 and words[2][:3].isdecimal() else 301
        language = next((word.partition("=")[2] for word in words[3:] if word.startswith("Language=")), "")
        found.append(Redirect(words[0], words[1], status, language))
    return tuple(found)
