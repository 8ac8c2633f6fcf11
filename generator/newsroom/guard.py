"""Who may ask for the desk: a browser on this machine that brought the token, from the desk's own pages.

The desk lives at `localhost`, the site at 127.0.0.1. To a browser these are two origins and two sites, so no script of
a page that is written here can read the desk, post to it, or have the browser send its cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

NAME, SITE_NAME = "localhost", "127.0.0.1"
FOLDER = "/_desk/"


@dataclass(frozen=True, slots=True)
class Guard:
    """What a server knows the author by; its token is another one each time the server starts."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def cookie(self) -> str:
        """The header that gives a browser the token: for the desk alone, out of scripts' reach."""
        return f"{self._cookie_name}={self.token}; Path={FOLDER}; HttpOnly; SameSite=Strict"

    @property
    def form(self) -> str:
        """What each form of the desk carries: whoever cannot read the desk cannot know it."""
        return self.derived("form")

    def derived(self, use: str) -> str:
        """A name that nobody can guess, the same for one use as long as the server runs."""
        return hmac.new(self.token.encode(), use.encode(), hashlib.sha256).hexdigest()[:32]

    def knows(self, token: str) -> bool:
        """Whether a token is the server's."""
        return _same(token, self.token)

    def is_form(self, value: str) -> bool:
        """Whether a form is one of the desk's."""
        return _same(value, self.form)

    def has_token(self, headers: Message[str, str]) -> bool:
        """Whether the browser brought the token."""
        # Other programs' cookies of the same name of host may have any form, at which a strict reader would stop.
        pairs = (each.strip().partition("=") for each in headers.get("Cookie", "").split(";"))
        return any(name == self._cookie_name and self.knows(value) for name, _, value in pairs)

    @property
    def _cookie_name(self) -> str:
        return f"khabar-desk-{self.port}"  # browsers keep cookies by name of host, not by port


def is_own(headers: Message[str, str]) -> bool:
    """Whether a request that changes something comes from a page of the desk itself, as the browser says."""
    origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return False
    return origin in (None, f"http://{headers.get('Host', '')}") and site in (None, "same-origin")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
