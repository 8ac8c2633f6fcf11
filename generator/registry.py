"""The registry: taxonomies with their terms, menus and accounts to follow, as config.yaml names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.hindi import slugify
from generator.model import Menu, MenuEntry, Profile, Taxonomy, Term, TermName
from generator.tree import EMPTY, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.schema import Reader

TERM_KEYS = ("name", "slug", "description")
SECTION = "section"
# Where the lists of a taxonomy stand when config.yaml does not say: the built-in ones and any of the site's own.
ADDRESSES = {"section": "", "tags": "tags", "authors": "authors"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")


def parse_taxonomies(reader: Reader, node: Node, codes: list[str]) -> tuple[Taxonomy, ...]:
    """The taxonomies under `taxonomies:`, the built-in ones first; each with its registry of terms."""
    mapping = reader.mapping(node, "taxonomies")
    fields = dict.fromkeys([*ADDRESSES, *(key.text for key, _ in mapping.entries)])
    taxonomies = []
    for name in fields:
        entry = reader.mapping(mapping.get(name) or EMPTY, f"taxonomies.{name}")
        reader.known(entry, ["terms", "feeds", *codes], "config-key")
        address = ADDRESSES.get(name, name)
        names = _term_names(reader, entry, codes, name, address)
        feeds = reader.get(entry, "feeds", reader.flag)
        taxonomies.append(
            Taxonomy(
                field=name,
                names=tuple((code, _own_name(dict(names), code, name, address)) for code in codes),
                terms=_terms(reader, entry.get("terms") or EMPTY, codes),
                feeds=name in (SECTION, "tags") if feeds is None else feeds,
            )
        )
    return tuple(taxonomies)


def _own_name(names: dict[str, TermName], code: str, field: str, address: str) -> TermName:
    """What an edition calls a taxonomy: its own name, or else another edition's; sections stand at its root."""
    found = names.get(code) or next(iter(names.values()), TermName("", address))
    return TermName(found.name, "", found.description) if field == SECTION else found


def _term_names(
    reader: Reader, entry: Mapping, codes: Iterable[str], term: str, slug: str = ""
) -> tuple[tuple[str, TermName], ...]:
    """The names under the edition codes of an entry; a bare text is a name."""
    names = []
    for code in codes:
        node = entry.get(code)
        if isinstance(node, Scalar) and node.text:
            names.append((code, TermName(node.text, slug or slugify(node.text, lang=code))))
        elif node is not None:
            fields = reader.mapping(node, f"{term}.{code}")
            reader.known(fields, TERM_KEYS, "config-key")
            name = reader.get(fields, "name", reader.line)
            if name is None:
                reader.report("config-term-name", node, term=term, edition=code)
                continue
            own = reader.get(fields, "slug", lambda node, name: parse_slug(reader, node, name))
            description = reader.get(fields, "description", reader.line) or ""
            names.append((code, TermName(name, own or slug or slugify(name, lang=code), description)))
    return tuple(names)


def _terms(reader: Reader, node: Node, codes: list[str]) -> tuple[Term, ...]:
    terms = []
    for key, value in reader.mapping(node, "terms").entries:
        place = (key.line, key.column)
        one_name = isinstance(value, Scalar)
        whole = Mapping(tuple((Scalar(code, *place), value) for code in codes), *place) if one_name else value
        entry = reader.mapping(whole, key.text)
        reader.known(entry, ["aliases", "picture", "links", *codes], "config-key")
        names = _term_names(reader, entry, codes, key.text)
        if not names:
            reader.report("config-term-name", key, term=key.text, edition=codes[0])
            continue
        aliases = reader.get(entry, "aliases", reader.texts) or ()
        picture = reader.get(entry, "picture", reader.line) or ""
        links = parse_profiles(reader, entry.get("links") or EMPTY, codes, "links")
        terms.append(Term(key.text, names, aliases, registered=True, picture=picture, links=links))
    return tuple(terms)


def parse_menus(reader: Reader, node: Node, codes: list[str]) -> tuple[Menu, ...]:
    """The menus under `menus:`."""
    menus = []
    for key, value in reader.mapping(node, "menus").entries:
        per_edition = isinstance(value, Mapping)
        lists = value.entries if isinstance(value, Mapping) else ((key, value),)
        for code, entries in lists:
            if per_edition and code.text not in codes:
                reader.report("config-key", code, key=code.text, close="", known=", ".join(codes))
                continue
            items = tuple(_menu_entry(reader, item, codes) for item in reader.items(entries, key.text))
            menus.append(Menu(key.text, code.text if per_edition else "", items))
    return tuple(menus)


def _menu_entry(reader: Reader, node: Node, codes: list[str]) -> MenuEntry:
    if isinstance(node, Scalar):
        return MenuEntry(node.text, (), node.line)
    mapping = reader.mapping(node, "menu entry")
    reader.known(mapping, ["url", *codes], "config-key")
    return MenuEntry(reader.get(mapping, "url", reader.line) or "", parse_titles(reader, mapping, codes), node.line)


def parse_titles(reader: Reader, node: Node, codes: list[str]) -> tuple[tuple[str, str], ...]:
    """A text for every edition, or one text for all (under the empty code)."""
    if isinstance(node, Scalar):
        return (("", node.text),) if node.text else ()
    mapping = reader.mapping(node, "title")
    return tuple((code, text) for code in codes if (text := reader.get(mapping, code, reader.line)))


def parse_profiles(reader: Reader, node: Node, codes: list[str], name: str = "follow") -> tuple[Profile, ...]:
    """The accounts under `follow:`, or under a term's `links:`."""
    mapping = reader.mapping(node, name)
    profiles = (parse_profile(reader, key.text, value, codes) for key, value in mapping.entries)
    return tuple(profile for profile in profiles if profile)


def parse_profile(reader: Reader, kind: str, node: Node, codes: list[str]) -> Profile | None:
    """An account: an address, or a mapping with `url` and a title for each edition."""
    titles: tuple[tuple[str, str], ...] = ()
    if isinstance(node, Mapping):
        reader.known(node, ["url", *codes], "config-key")
        titles = parse_titles(reader, node, codes)
        url = reader.get(node, "url", reader.line)
    else:
        url = reader.line(node, kind)
    if not url or urlsplit(url).scheme not in ("http", "https", "mailto"):
        reader.report("config-url", node, name=kind, found=url or "")
        return None
    return Profile(kind, url, titles)


def parse_slug(reader: Reader, node: Node, name: str) -> str | None:
    """A part of an address."""
    text = (reader.line(node, name) or "").strip("/")
    if _SLUG.match(text):
        return text
    reader.report("config-slug", node, name=name, found=text)
    return None
