"""nginx: a site's addresses, redirects and headers in the words of its configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from generator.deploy.headers import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.deploy.headers import Rule
    from generator.hosts import Hosted


def nginx_gaps(hosted: Hosted) -> dict[str, str]:
    """What fills the gaps of `nginx.conf`."""
    url = urlsplit(hosted.config.base_url)
    port = url.port or 80
    moved = {unquote(each.source): each.target for each in hosted.redirects if each.status in (301, 308)}
    gone = {unquote(each.source): "1" for each in hosted.redirects if each.status == 410}
    languages = ((f"~*^{re.escape(each.language)}", each.target) for each in hosted.redirects if each.language)
    names = list(dict.fromkeys(rule.name for rule in hosted.rules))
    return {
        "HOST": url.hostname or "_",
        "LISTEN": f"listen 127.0.0.1:{port};" if hosted.local else f"listen {port};\n    listen [::]:{port};",
        "ROOT": quoted(hosted.root),
        "BASE_EXPRESSION": re.escape(hosted.config.base_path),
        "MOVED": _rows(moved.items()),
        "GONE": _rows(gone.items()),
        "LANGUAGES": _rows(languages),
        "HEADERS": "\n".join(
            _map(number, [each for each in hosted.rules if each.name == name]) for number, name in enumerate(names)
        ),
        "ADDED": "\n".join(
            f"    add_header {name} {_name(number)}{_always(name)};" for number, name in enumerate(names)
        ),
        "EDITIONS": "\n".join(_edition(each) for each in hosted.editions),
    }


def _edition(address: str) -> str:
    """The lines that show an edition's own page for what is not there."""
    errors = (f"        error_page {code} {address}404.html;" for code in ("404", "403 =404"))
    return "\n".join([f"    location {address} {{", *errors, "        try_files $uri $uri/ =404;", "    }"])


def _name(number: int) -> str:
    return f"$khabar_header_{number}"


def _always(name: str) -> str:
    """Whether a header goes with errors too: all but the one that would let browsers keep what is not there."""
    return "" if name == CACHE else " always"


def _map(number: int, rules: list[Rule]) -> str:
    """A header's value by address; of the rules that are for one, the last counts, and nginx takes the first."""
    rows = _rows((f"~^{rule.expression()}$", rule.value) for rule in reversed(rules))
    return f'map $uri {_name(number)} {{\n    default "";\n{rows}\n}}'


def _rows(pairs: Iterable[tuple[str, str]]) -> str:
    """The lines of a map; nginx knows no two of the same key, and no capitals in them."""
    rows = {key.lower() if key[:1] == "/" else key: f"    {quoted(key)} {quoted(value)};" for key, value in pairs}
    return "\n".join(rows.values())


def quoted(text: str) -> str:
    r"""A text as nginx reads it back; a dollar sign, which would be a variable, is percent-encoded as in an address.

    >>> quoted('/a "b"\\')
    '"/a \\"b\\"\\\\"'
    """
    if text[:2] == "~^":  # a regular expression, in which a dollar sign is the end
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", quote("$")) + '"'
