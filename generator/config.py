"""config.yaml: from its text to a checked `Config`, completed with defaults.

Every key is read in `CONFIG_KEYS` or in the function of its part, and all of them are described in
docs/content/en/pages/reference/config.md.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator import cldr
from generator.admin_options import parse_admin_options
from generator.budget import parse_budget
from generator.feed_options import parse_feed_options
from generator.hindi import nfc
from generator.languages import LANGUAGES, OF_SCRIPTS, Language
from generator.model import Config, Edition
from generator.paths import CONFIG as PATH
from generator.picture_options import parse_picture_options
from generator.problems import OFF, SEVERITIES, Problem, SiteError, Where, closest, problem, rules
from generator.publisher import Desk, Publisher
from generator.reader_options import ENCODINGS, parse_reader_options
from generator.registry import parse_menus, parse_profile, parse_profiles, parse_slug, parse_taxonomies, parse_titles
from generator.schema import Reader
from generator.targets import parse_targets
from generator.tree import EMPTY, Mapping, Node, Scalar, parse_settings

if TYPE_CHECKING:
    pass

CONFIG_KEYS = (
    "title",
    "base_url",
    "timezone",
    "editions",
    "x_default",
    "permalink",
    "taxonomies",
    "menus",
    "per_page",
    "related",
    "follow",
    "youtube_call",
    "publisher",
    "feeds",
    "search",
    "short_addresses",
    "side_by_side",
    "json",
    "custom_head",
    "csp",
    "words_per_minute",
    "undated",
    "untranslated",
    "output",
    "rules",
    "desk",
    "pictures",
    "reader",
    "precompress",
    "budget",
    "deploy",
    "admin",
)
EDITION_KEYS = ("name", "title", "tagline", "address", "locale", "script", "direction", "numerals")
PUBLISHER_KEYS = ("name", "logo", "url", "email")
DESK_KEYS = ("house_style", "dictionary")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_PERMALINK_FIELDS = frozenset({"section", "slug", "year", "month", "day"})


def parse_config(text: str) -> tuple[Config, tuple[Problem, ...]]:
    """A site's config, and what is wrong with it. Raises SiteError where it cannot be read at all."""
    root = parse_settings(text, PATH)
    if not isinstance(root, Mapping):
        raise SiteError(problem("config-form", Where(PATH, 1, 1)))
    mapping, reader = root, Reader(PATH, ZoneInfo("Asia/Kolkata"))
    reader.known(
        mapping, CONFIG_KEYS, "config-key", {"baseurl": "base_url", "url": "base_url", "languages": "editions"}
    )
    title = reader.get(mapping, "title", reader.line)
    if title is None and mapping.get("title") is None:
        reader.report("config-title", root)
    editions = _editions(reader, mapping.get("editions") or EMPTY, title or "Khabar")
    codes = [edition.code for edition in editions]
    base_url, base_path = _base_url(reader, mapping.get("base_url"))
    youtube = mapping.get("youtube_call")
    custom_head = mapping.get("custom_head")
    config = Config(
        title=title or "Khabar",
        base_url=base_url,
        base_path=base_path,
        timezone=_timezone(reader, mapping.get("timezone")),
        editions=editions,
        x_default=reader.get(mapping, "x_default", reader.choice(["root", *codes])) or "root",
        permalink=_permalink(reader, mapping.get("permalink")),
        taxonomies=parse_taxonomies(reader, mapping.get("taxonomies") or EMPTY, codes),
        menus=parse_menus(reader, mapping.get("menus") or EMPTY, codes),
        per_page=reader.get(mapping, "per_page", reader.positive) or 20,
        related=4 if (related := reader.get(mapping, "related", reader.number)) is None else max(related, 0),
        follow=parse_profiles(reader, mapping.get("follow") or EMPTY, codes),
        youtube_call=parse_profile(reader, "youtube", youtube, codes) if youtube else None,
        publisher=_publisher(reader, mapping.get("publisher") or EMPTY, codes),
        feeds=parse_feed_options(reader, mapping.get("feeds") or EMPTY),
        search=reader.get(mapping, "search", reader.flag) is not False,
        custom_head=(reader.text(custom_head, "custom_head") or "") if custom_head else "",
        csp=_csp(reader, mapping.get("csp") or EMPTY),
        words_per_minute=reader.get(mapping, "words_per_minute", reader.positive) or 200,
        undated=reader.get(mapping, "undated", reader.choice(["error", "git", "allow"])) or "error",
        output=_output(reader, mapping.get("output")),
        rules=_severities(reader, mapping.get("rules") or EMPTY),
        untranslated=reader.get(mapping, "untranslated", reader.texts) or (),
        desk=_desk(reader, mapping.get("desk") or EMPTY),
        pictures=parse_picture_options(reader, mapping.get("pictures") or EMPTY),
        side_by_side=reader.get(mapping, "side_by_side", reader.flag) is True,
        json=reader.get(mapping, "json", reader.flag) is True,
        short_addresses=reader.get(mapping, "short_addresses", reader.flag) is True,
        reader=parse_reader_options(reader, mapping.get("reader") or EMPTY),
        precompress=reader.get(mapping, "precompress", reader.choices(ENCODINGS)) or (),
        budget=parse_budget(reader, budget) if (budget := mapping.get("budget")) else None,
        deploy=parse_targets(reader, mapping.get("deploy") or EMPTY),
        admin=parse_admin_options(reader, admin) if (admin := mapping.get("admin")) else None,
    )
    return config, tuple(reader.problems)


def with_base_url(config: Config, base_url: str) -> Config:
    """The config with another base URL, as `--base-url` gives it. Raises ValueError where it is not one."""
    whole, path = _split_base_url(base_url)
    return replace(config, base_url=whole, base_path=path)


def _base_url(reader: Reader, node: Node | None) -> tuple[str, str]:
    text = (reader.line(node, "base_url") if node else None) or "http://localhost:8000/"
    try:
        return _split_base_url(text)
    except ValueError:
        reader.report("config-base-url", node or EMPTY, found=text)
        return "http://localhost:8000/", "/"


def _split_base_url(text: str) -> tuple[str, str]:
    """An address of a site in full, and its path. Raises ValueError where it is none."""
    parts = urlsplit(text)
    port = parts.port  # raises for a port that is no number
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or port == 0:
        raise ValueError(text)
    path = f"{parts.path.rstrip('/')}/"
    return f"{parts.scheme}://{parts.netloc}{path}", path


def _locale(reader: Reader, node: Node | None) -> str | None:
    """A locale that CLDR knows, such as hi_IN."""
    if node is None:
        return None
    text = (reader.line(node, "locale") or "").replace("-", "_")
    if not cldr.is_locale(text):
        reader.report("config-locale", node, found=text)
        return None
    return text  # as written: CLDR would add the script, which Open Graph does not know


def _timezone(reader: Reader, node: Node | None) -> str:
    from zoneinfo import available_timezones

    name = (reader.line(node, "timezone") if node else None) or "Asia/Kolkata"
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        reader.report("config-timezone", node or EMPTY, found=name, close=closest(name, sorted(available_timezones())))
        return "Asia/Kolkata"
    return name


def _permalink(reader: Reader, node: Node | None) -> str:
    pattern = (reader.line(node, "permalink") if node else None) or "{section}/{slug}"
    fields = set(re.findall(r"\{(\w*)\}", pattern))
    if "slug" not in fields or fields - _PERMALINK_FIELDS or not re.fullmatch(r"(?:[a-z0-9/_-]|\{\w+\})+", pattern):
        known = ", ".join(f"{{{name}}}" for name in sorted(_PERMALINK_FIELDS))
        reader.report("config-permalink", node or EMPTY, found=pattern, known=known)
        return "{section}/{slug}"
    return pattern.strip("/")


def _output(reader: Reader, node: Node | None) -> str:
    text = (reader.line(node, "output") if node else None) or "output"
    segments = text.rstrip("/").split("/")
    if not text.rstrip("/") or segments[0] in ("", "~", "content", "layouts", ".git") or {"..", "."} & set(segments):
        reader.report("config-output", node or EMPTY, found=text)
        return "output"
    return "/".join(segments)


def _editions(reader: Reader, node: Node, site_title: str) -> tuple[Edition, ...]:
    mapping = reader.mapping(node, "editions")
    if not mapping.entries:
        here = Scalar("", 1, 1)
        mapping = Mapping((((Scalar("hi", 1, 1)), here), ((Scalar("en", 1, 1)), here)), 1, 1)
    editions = []
    for key, value in mapping.entries:
        if not _CODE.match(key.text):
            reader.report("config-edition-code", key, found=key.text)
            continue
        entry = reader.mapping(value, f"editions.{key.text}")
        reader.known(entry, EDITION_KEYS, "config-key")
        known = LANGUAGES.get(key.text, Language(key.text, key.text.replace("-", "_"), "Latn"))
        editions.append(
            Edition(
                code=key.text,
                locale=_locale(reader, entry.get("locale")) or known.locale,
                name=reader.get(entry, "name", reader.line) or known.name,
                title=reader.get(entry, "title", reader.line) or site_title,
                tagline=reader.get(entry, "tagline", reader.line) or "",
                address=reader.get(entry, "address", lambda node, name: parse_slug(reader, node, name))
                or key.text.lower(),
                script=reader.get(entry, "script", reader.line) or known.script,
                direction=reader.get(entry, "direction", reader.choice(["ltr", "rtl"])) or known.direction,
                numerals=reader.get(entry, "numerals", reader.choice(["Latn", "Deva"])) or "Latn",
            )
        )
    addresses = [edition.address for edition in editions]
    for edition in editions:
        if addresses.count(edition.address) > 1:
            reader.report("config-edition-address", node, found=edition.address)
    scripts = OF_SCRIPTS | {edition.script: edition.code for edition in reversed(editions)}
    return tuple(
        replace(edition, others=tuple(each for each in sorted(scripts.items()) if each[0] != edition.script))
        for edition in editions
    )


def _publisher(reader: Reader, node: Node, codes: list[str]) -> Publisher:
    mapping = reader.mapping(node, "publisher")
    reader.known(mapping, PUBLISHER_KEYS, "config-key")
    name = mapping.get("name")
    return Publisher(
        name=parse_titles(reader, name, codes) if name else (),
        logo=reader.get(mapping, "logo", reader.line) or "",
        url=reader.get(mapping, "url", reader.line) or "",
        email=reader.get(mapping, "email", reader.line) or "",
    )


def _csp(reader: Reader, node: Node) -> tuple[tuple[str, str], ...]:
    """Further sources per directive, for what `custom_head` brings in."""
    sources = []
    for key, value in reader.mapping(node, "csp").entries:
        text = " ".join(reader.texts(value, key.text) or ())
        if not re.fullmatch(r"[a-z]+-src(?:-elem|-attr)?|form-action", key.text) or re.search(r"[;,\"]|'unsafe-", text):
            reader.report("config-csp", key, name=key.text, found=text)
            continue
        sources.append((key.text, text))
    return tuple(sources)


def _severities(reader: Reader, node: Node) -> tuple[tuple[str, str], ...]:
    mapping = reader.mapping(node, "rules")
    if mapping.entries:
        reader.known(mapping, [*rules()], "config-rule")
    words = [*SEVERITIES]
    read = reader.choice(words)
    found = ((key.text, read(value, key.text)) for key, value in mapping.entries)
    return tuple((rule, severity) for rule, severity in found if severity in (*words, OFF))


def _desk(reader: Reader, node: Node) -> Desk:
    """The newsroom's own words."""
    mapping = reader.mapping(node, "desk")
    reader.known(mapping, DESK_KEYS, "config-key")
    style = reader.mapping(mapping.get("house_style") or EMPTY, "desk.house_style")
    words = ((nfc(key.text), nfc(reader.line(value, key.text) or "")) for key, value in style.entries)
    known = mapping.get("dictionary")
    return Desk(
        house_style=tuple((wrong, right) for wrong, right in words if right and right != wrong),
        dictionary=tuple(nfc(word) for word in reader.texts(known, "desk.dictionary") or ()) if known else (),
    )
