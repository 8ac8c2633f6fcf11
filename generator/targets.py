"""Where a site is deployed to: from `deploy:` in config.yaml to checked `Target`s."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.tree import EMPTY

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Mapping, Node

GIT_KEYS = ("to", "url", "remote", "branch", "history")
RSYNC_KEYS = ("to", "url", "path", "port", "mirror")
S3_KEYS = ("to", "url", "bucket", "prefix", "endpoint_url", "region", "profile")
KINDS = {"git": GIT_KEYS, "rsync": RSYNC_KEYS, "s3": S3_KEYS}
NEEDED = {"rsync": "path", "s3": "bucket"}  # the one key without which there is no such target
HISTORIES = ("keep", "squash")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Target:
    """One place that a site can be deployed to. Credentials are not here: git, ssh and S3 keep their own."""

    name: str
    to: str  # git, rsync or s3
    url: str = ""  # the site's address there, if it is not base_url
    settings: tuple[tuple[str, str], ...] = ()

    def setting(self, key: str, default: str = "") -> str:
        """What config.yaml says under one of the kind's own keys."""
        return next((value for name, value in self.settings if name == key), default)


def parse_targets(reader: Reader, node: Node) -> tuple[Target, ...]:
    """The targets under `deploy:`, in the order of the file: the first is the one that `khabar deploy` takes."""
    found = []
    for key, value in reader.mapping(node, "deploy").entries:
        if _NAME.fullmatch(key.text):
            found.append(_target(reader, key.text, value))
        else:
            reader.report("deploy-value", key, name="a target's name", found=key.text)
    return tuple(target for target in found if target)


def _target(reader: Reader, name: str, node: Node) -> Target | None:
    entry = reader.mapping(node, f"deploy.{name}")
    if not entry.entries:
        return None
    kind = reader.get(entry, "to", reader.choice(list(KINDS)))
    if kind is None:
        if entry.get("to") is None:
            reader.report("deploy-key-missing", node, target=name, key="to")
        return None
    reader.known(entry, KINDS[kind], "config-key")
    needed = NEEDED.get(kind)
    if needed and not entry.get(needed):
        reader.report("deploy-key-missing", node, target=name, key=needed)
        return None
    settings = ((key, _setting(reader, entry, key)) for key in KINDS[kind][2:])
    return Target(name, kind, _url(reader, entry), tuple((key, value) for key, value in settings if value))


def _setting(reader: Reader, entry: Mapping, key: str) -> str:
    """One of a kind's own settings as text; empty where it is not there or wrong."""
    if key == "mirror":
        return "yes" if reader.get(entry, key, reader.flag) else ""
    if key == "port":
        return str(reader.get(entry, key, reader.positive) or "")
    if key == "history":
        return reader.get(entry, key, reader.choice(HISTORIES)) or ""
    text = reader.get(entry, key, reader.line) or ""
    if text.startswith("-"):  # git and rsync would take it for an option
        reader.report("deploy-value", entry.get(key) or EMPTY, name=key, found=text)
        return ""
    return text.strip("/") if key == "prefix" else text


def _url(reader: Reader, entry: Mapping) -> str:
    text = reader.get(entry, "url", reader.line)
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        reader.report("config-base-url", entry.get("url") or EMPTY, found=text)
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
