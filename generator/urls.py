"""Addresses: how a page's address, the file that answers it, and the links to it are written.

One form everywhere: the path as a browser sends it, percent-encoded, with the site's base path in front
(`/blog/hi/desh/`). Only `output_path` takes the base path off again.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote, unquote

# RFC 3986 pchar without what a file system or a shell trips over.
_SAFE = "-._~!$()*+,;=:@"
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_PLAIN = re.compile(r"[a-z0-9./-]*")


def join(base_path: str, *segments: str) -> str:
    """The address of a folder or, where the last segment has a dot or an empty one follows, as written.

    >>> join("/blog/", "hi", "page", "2")
    '/blog/hi/page/2/'
    >>> join("/", "hi", "feed.xml")
    '/hi/feed.xml'
    """
    path = "/".join(segment for segment in segments if segment)
    if not _PLAIN.fullmatch(path):
        path = "/".join(quote(segment, _SAFE) for segment in segments if segment)
    if not path:
        return base_path
    return f"{base_path}{path}" if "." in segments[-1] else f"{base_path}{path}/"


def output_path(url: str, base_path: str) -> str:
    """The file, relative to the output folder, that answers an address of the site.

    >>> output_path("/blog/hi/", "/blog/"), output_path("/hi/feed.xml", "/")
    ('hi/index.html', 'hi/feed.xml')
    """
    path = unquote(url.removeprefix(base_path))
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def unescape_address(text: str) -> str:
    """An address as it stands in HTML, with its entities read; an ampersand before a name alone parts a query.

    >>> unescape_address("/search/?q=a&copy=2&amp;page=3")
    '/search/?q=a&copy=2&page=3'
    """
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def is_external(target: str) -> bool:
    """Whether a link's target leaves the site or the document (it has a scheme, or starts with two slashes).

    >>> is_external("https://pib.gov.in"), is_external("mailto:a@example.com"), is_external("story:putin-kim")
    (True, True, False)
    """
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target)
    return target.startswith("//") or bool(scheme and scheme[1].lower() != "story")
