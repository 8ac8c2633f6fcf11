"""Caddy: a site's addresses, redirects and headers in the words of its Caddyfile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from generator.hosts import Hosted


def caddy_gaps(hosted: Hosted) -> dict[str, str]:
    """What fills the gaps of the `Caddyfile`."""
    url, base = urlsplit(hosted.config.base_url), hosted.config.base_path
    secure = url.scheme == "https"
    headers = (f"\t\theader {quoted(rule.pattern)} {rule.name} {quoted(rule.value)}" for rule in hosted.rules)
    moved = [each for each in hosted.redirects if each.status in (301, 308)]
    gone = [each for each in hosted.redirects if each.status == 410]
    return {
        "ADDRESS": url.netloc if secure else f"http://{url.netloc}",
        "ROOT": quoted(hosted.root),
        "HEADERS": "\n".join(headers),
        "HSTS": '\t\theader Strict-Transport-Security "max-age=31536000"' if secure else "",
        "MOVED": "\n".join(f"\t\tredir {quoted(unquote(each.source))} {quoted(each.target)} 301" for each in moved),
        "GONE": "\n".join(f"\t\terror {quoted(unquote(each.source))} 410" for each in gone),
        "LANGUAGES": "\n".join(
            _language(each.language, base, each.target) for each in hosted.redirects if each.language
        ),
        "EDITIONS": "\n".join(_edition(number, each) for number, each in enumerate(hosted.editions)),
    }


def _language(language: str, base: str, target: str) -> str:
    """The lines that lead from the root to an edition."""
    name = f"@khabar_{language}"
    matcher = (
        f"\t\t{name} {{\n\t\t\tpath {base}\n\t\t\theader_regexp Accept-Language (?i)^{re.escape(language)}\n\t\t}}"
    )
    return f"{matcher}\n\t\theader {name} Vary Accept-Language\n\t\tredir {name} {target} 302"


def _edition(number: int, address: str) -> str:
    """The lines that show an edition's own page for what is not there."""
    name = f"@khabar_edition_{number}"
    handled = f"\t\thandle {name} {{\n\t\t\trewrite * {address}404.html\n\t\t\tfile_server\n\t\t}}"
    return f"\t\t{name} path {address}*\n{handled}"


def quoted(text: str) -> str:
    r"""A text as Caddy reads it back; braces, which would be a placeholder, are escaped.

    >>> quoted('a "b" {c}')
    '"a \\"b\\" \\{c}"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "\\{") + '"'
