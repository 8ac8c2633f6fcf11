"""Answers: what goes back to a browser, with the headers that keep the desk to itself."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from generator.newsroom.guard import FOLDER, SITE_NAME

if TYPE_CHECKING:
    from email.message import Message

    from jinja2 import Environment

_HOST = re.compile(r"(.*?)(:[0-9]{1,5})?")
WEB = Path(__file__).parent / "web"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request."""

    method: str
    path: str
    query: str
    headers: Message[str, str]

    @property
    def host(self) -> tuple[str, str]:
        """The name by which the browser called the server, and its port with a colon."""
        found = _HOST.fullmatch(self.headers.get("Host", "").lower())
        return (found[1], found[2] or "") if found else ("", "")

    def value(self, name: str) -> str:
        """A value of the address; '' where there is none."""
        return fields_of(self.query).get(name, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    status: HTTPStatus
    data: bytes
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()


def fields_of(text: str) -> dict[str, str]:
    """The fields of an address or a form. Raises ValueError where they are no text or too many."""
    found = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    return {name: values[-1] for name, values in found.items()}


def address(page: str, /, **values: object) -> str:
    """An address of the desk, without the values that are empty."""
    query = urlencode({name: value for name, value in values.items() if value not in ("", None)})
    return f"{FOLDER}{page}{'?' if query else ''}{query}"


def page(name: str, asked: Asked, status: HTTPStatus = HTTPStatus.OK, /, **facts: object) -> Answer:
    """A page of the desk. It may use the desk's own sheet and script, and frame pages of the site; nothing else."""
    html = _layouts().get_template(name).render(address=address, site_at=site_at(asked), **facts)
    own = ("style-src 'self'", "script-src 'self'", "font-src 'self'", "connect-src 'self'", "img-src 'self' data:")
    frames = f"frame-src {site_at(asked)}"
    closed = ("default-src 'none'", *own, frames, "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
    return Answer(status, html.encode(), headers=(("Content-Security-Policy", "; ".join(closed)), *PRIVATE))


def data(value: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """An answer for the desk's script."""
    text = json.dumps(value, ensure_ascii=False)
    return Answer(status, text.encode(), "application/json", PRIVATE)


def redirect(target: str, *headers: tuple[str, str]) -> Answer:
    """Sends a browser elsewhere."""
    return Answer(HTTPStatus.SEE_OTHER, b"", headers=(("Location", target), *headers, *PRIVATE))


def site_at(asked: Asked) -> str:
    """Where the site is served to the browser that asked: at a name that is not the desk's."""
    return f"http://{SITE_NAME}{asked.host[1]}"


# Not `no-referrer`: with it browsers send no Origin along with forms, by which the desk knows its own.
PRIVATE = (
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


@functools.cache
def _layouts() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
