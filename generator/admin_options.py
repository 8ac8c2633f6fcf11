"""Whether the site has an editor in the browser: the part `admin:` of config.yaml, as `AdminOptions`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Node

ADMIN_KEYS = ("backend", "repo", "branch", "sign_in", "app_id")
BACKENDS = ("github", "gitlab")
_REPO = re.compile(r"[^/:\s]+(?:/[^/:\s]+)+$")


@dataclass(frozen=True, slots=True)
class AdminOptions:
    """Which repository the editor in the browser writes to, and how its users sign in."""

    repo: str  # owner/name
    backend: str = "github"
    branch: str = "main"
    sign_in: str = ""  # address of the service that signs in with GitHub; empty: with a token alone
    app_id: str = ""  # of the application that signs in with GitLab


def parse_admin_options(reader: Reader, node: Node) -> AdminOptions | None:
    """What config.yaml wants of the editor; None where it cannot be had."""
    mapping = reader.mapping(node, "admin")
    reader.known(mapping, ADMIN_KEYS, "config-key")
    texts = {name: reader.get(mapping, name, reader.line) or "" for name in ADMIN_KEYS[1:]}
    backend = reader.get(mapping, "backend", reader.choice(BACKENDS)) or "github"
    if not _REPO.match(texts["repo"]):
        reader.report("admin-repo", mapping.get("repo") or node, found=texts["repo"])
        return None
    if texts["sign_in"] and not re.match(r"https://[^/\s;,]+$", texts["sign_in"].rstrip("/")):
        reader.report("admin-sign-in", mapping.get("sign_in") or node, found=texts["sign_in"])
        return None
    branch = texts["branch"] or "main"
    return AdminOptions(texts["repo"], backend, branch, texts["sign_in"].rstrip("/"), texts["app_id"])
