"""Ready files for hosts: from a site's config and what it built to the files that a host or a web server wants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator import __version__
from generator.deploy.headers import load_headers, load_redirects
from generator.hosts.caddy import caddy_gaps
from generator.hosts.nginx import nginx_gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.deploy.headers import Redirect, Rule
    from generator.model import Config

SOURCES = Path(__file__).resolve().parent / "files"
MADE_BY = "Made by `khabar host"  # in the first lines of what may be written over
REQUIREMENTS = "requirements.txt"
LOCAL = "hosting/local.conf"  # an nginx of one's own around the site's file, to try it
# Of each host: where its files go, and what each is made of.
HOSTS = {
    "github-pages": {".github/workflows/site.yml": "github-pages.yml"},
    "netlify": {"netlify.toml": "netlify.toml"},
    "cloudflare": {"wrangler.toml": "wrangler.toml", "build.sh": "build.sh"},
    "nginx": {"hosting/nginx.conf": "nginx.conf"},
    "caddy": {"hosting/Caddyfile": "Caddyfile"},
}
INSTALLS = ("github-pages", "netlify", "cloudflare")  # install Khabar themselves
_GAP = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True, slots=True)
class Hosted:
    """What the files of hosts depend on."""

    config: Config
    root: str  # the folder on the server of which the site, with its base path, is a part
    rules: tuple[Rule, ...]
    redirects: tuple[Redirect, ...]

    @property
    def local(self) -> bool:
        """Whether the site's address is one on this machine, where nobody else is to see it."""
        host = urlsplit(self.config.base_url).hostname or ""
        return host in ("localhost", "127.0.0.1") or host.endswith(".localhost")

    @property
    def editions(self) -> tuple[str, ...]:
        """The addresses of the editions."""
        return tuple(f"{self.config.base_path}{each.address}/" for each in self.config.editions)


def host_files(kind: str, site: Path, config: Config, root: str = "") -> dict[str, str]:
    """The files for a host by their paths from the site's folder."""
    output = site / config.output
    name = urlsplit(config.base_url).hostname or "site"
    rules = load_headers(output, config.base_path)
    hosted = Hosted(config, root or f"/var/www/{name}", rules, load_redirects(output))
    if hosted.local and not root:  # a base path is a folder in the root, which the output is not
        hosted = replace(hosted, root=str(output.resolve()) if config.base_path == "/" else hosted.root)
    gaps = _gaps(hosted) | (_SERVERS[kind](hosted) if kind in _SERVERS else {})
    found = {path: fill((SOURCES / source).read_text("utf-8"), gaps) for path, source in HOSTS[kind].items()}
    if kind == "nginx" and hosted.local:
        found[LOCAL] = (SOURCES / "nginx-local.conf").read_text("utf-8")
    if kind in INSTALLS:
        found[REQUIREMENTS] = f"khabar=={__version__}\n"
    return found


def write_host_files(kind: str, site: Path, config: Config, root: str = "") -> Iterator[tuple[str, bool]]:
    """Writes a host's files; each with whether it was written. What an author wrote there is left alone."""
    for path, text in host_files(kind, site, config, root).items():
        file = site / path
        there = file.read_text("utf-8") if file.is_file() else ""
        if there and there != text and MADE_BY not in there:
            yield path, False
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
        yield path, True


def fill(text: str, gaps: dict[str, str]) -> str:
    r"""A text with its gaps filled; a line of which nothing is left goes.

    >>> fill("a @B@\n@C@\nd\n", {"B": "b", "C": ""})
    'a b\nd\n'
    """
    filled = ((line, _GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), line)) for line in text.splitlines())
    return "".join(f"{now}\n" for line, now in filled if now.strip() or not line.strip())


def _gaps(hosted: Hosted) -> dict[str, str]:
    """What all hosts' files have in common."""
    config = hosted.config
    lines = [f'\n[[redirects]]\n  from = "{url}*"\n  to = "{url}404.html"\n  status = 404' for url in hosted.editions]
    name = re.sub(r"[^a-z0-9]+", "-", (urlsplit(config.base_url).hostname or "site").lower()).strip("-")
    return {"OUTPUT": config.output, "NAME": name, "REDIRECTS": "\n".join(lines), "BASE": config.base_path}


_SERVERS: dict[str, Callable[[Hosted], dict[str, str]]] = {"nginx": nginx_gaps, "caddy": caddy_gaps}
