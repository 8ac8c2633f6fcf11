"""The editor in the browser, by option: its page, its configuration, and how it reads and writes front matter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.admin.forms import kinds_of
from generator.admin.settings import admin_settings
from generator.paths import ADMIN, FILES, FOLDER
from generator.views import Html, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.admin_options import AdminOptions
    from generator.model import Edition
    from generator.site import Site

PROGRAM = "sveltia-cms.js"
_APIS = {"github": "https://api.github.com https://www.githubstatus.com", "gitlab": "https://gitlab.com"}
# What the editor needs. It loads no program, style or font from anywhere but the site; pictures may be anywhere.
_CSP = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob: https:",
    "frame-src 'self' blob:",
    "worker-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
)


@dataclass(frozen=True, slots=True)
class AdminView:
    """What the layout of the editor's page sees."""

    url: str  # of its folder
    program: str  # the address of Sveltia CMS
    csp: Html  # its policy, another one than that of readers' pages


@dataclass(frozen=True, slots=True)
class AdminSettingsView:
    """What the layout of the editor's configuration sees."""

    settings: Html  # JSON, which is YAML too


@dataclass(frozen=True, slots=True)
class AdminFormatView:
    """What the layout of the program that reads and writes front matter sees."""

    kinds: tuple[
        tuple[str, str], ...
    ]  # of the fields that are no plain texts: flag, date, number, list, record, records


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """One unit for the whole site, planned every time, where there is an editor."""
    if has_editor(site) and edition == site.config.editions[0]:
        yield "all", ""


def has_editor(site: Site) -> bool:
    """Whether the site wants an editor and has the program for it."""
    return site.config.admin is not None and program_path() in site.media


def program_path() -> str:
    """Where the program is kept in a site's folder."""
    return f"{FOLDER}/{FILES}/{ADMIN}/{PROGRAM}"


def plan(site: Site, edition: Edition, _part: str) -> Iterator[Page]:
    """The three files of the editor, unless the site has its own."""
    info, options = site.info[edition.code], site.config.admin
    if options is None:
        return
    url = site.config.base_path + f"{ADMIN}/"
    program = f"{url}{PROGRAM}?{site.media[program_path()].data[:8]}"
    views = {
        "index.html": AdminView(url, program, Html(admin_policy(options))),
        "config.yml": AdminSettingsView(Html(json.dumps(admin_settings(site, options), ensure_ascii=False))),
        "khabar.js": AdminFormatView(tuple(kinds_of(site.config).items())),
    }
    for name, view in views.items():
        if f"{FOLDER}/{FILES}/{ADMIN}/{name}" not in site.media:
            address = url if name == "index.html" else url + name
            yield Page(address, f"{ADMIN}/{name}", info, view, f"{ADMIN}/{name}")


def admin_policy(options: AdminOptions) -> str:
    """The Content-Security-Policy of the editor's page: beside the site, it talks to the repository's host."""
    hosts = filter(None, (_APIS[options.backend], options.sign_in))
    return "; ".join((*_CSP, f"connect-src 'self' blob: data: {' '.join(hosts)}"))
