"""Site rules: what an article's own HTML asks for and the pages' Content-Security-Policy forbids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.edits import Finding
from generator.problems import Where, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model import Part
    from generator.site import Site

_TAG = re.compile(
    r"<([a-z][a-z0-9-]*)((?:\s+[^<>\"'=\s]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*/?>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"([^\s\"'=<>]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_LOADS = {
    "img": "img-src",
    "iframe": "frame-src",
    "script": "script-src",
    "audio": "media-src",
    "video": "media-src",
    "source": "media-src",
    "track": "media-src",
    "embed": "object-src",
    "object": "object-src",
}


def check_policy(site: Site, source: Callable[[str], str]) -> Iterator[Finding]:
    """Styles, scripts and frames within articles that browsers will leave out; `source` gives an article's text."""
    policies = {code: _directives(info.csp) for code, info in site.info.items()}
    for path, article in sorted(site.by_path.items()):
        for found in dict.fromkeys(_forbidden(site.documents[path].parts, policies[article.edition])):
            line = source(path)[: source(path).find(found.rstrip("…"))].count("\n") + 1
            yield Finding(problem("policy-forbids", Where(path, max(line, article.body_line)), found=found))


def _directives(policy: str) -> dict[str, str]:
    return {name: sources for name, _, sources in (each.partition(" ") for each in policy.split("; "))}


def _forbidden(parts: tuple[Part, ...], policy: dict[str, str]) -> Iterator[str]:
    """The tags, cut short, that ask for something forbidden."""
    html = "".join(part for part in parts if isinstance(part, str))
    for tag in _TAG.finditer(html):
        name = tag[1].lower()
        asked = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(tag[2])}
        address = asked.get("src") or asked.get("data", "")
        own_script = name == "script" and not address and "json" not in asked.get("type", "")
        handler = any(key.startswith("on") for key in asked)
        foreign = name in _LOADS and _is_foreign(address, policy, _LOADS[name])
        if "style" in asked or name == "style" or handler or own_script or foreign:
            yield _short(tag[0])


def _is_foreign(address: str, policy: dict[str, str], directive: str) -> bool:
    """Whether an address is another site's, and the policy does not name it."""
    host = urlsplit(address).netloc
    return bool(host) and host not in policy.get(directive, policy["default-src"])


def _short(text: str) -> str:
    """A tag as it fits into a line.

    >>> _short('<p style="color: red">')
    '<p style="color: red">'
    """
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
