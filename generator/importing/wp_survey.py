"""Survey: what a WordPress export holds, seen once through, so that its items can be told what belongs to them.

Which article is in which language, and whose translation, no two plugins write alike: Polylang has taxonomies for both,
WPML fields, and without either the address or the script of the title tells.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from generator.hindi import script_of
from generator.importing.php import mapping_of
from generator.importing.wxr import Author, Channel, Item, WxrTerm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from generator.importing.wxr import Entry
    from generator.model import Config

POSTS = frozenset({"post", "page"})
# What WordPress keeps as items and no reader reads.
_INNER_NAMES = (
    "nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_template wp_template_part "
    "wp_global_styles wp_navigation wp_font_family wp_font_face polylang_mo acf-field acf-field-group "
    "wpcf7_contact_form attachment wp_block"
)
_INNER = frozenset(_INNER_NAMES.split(" "))
_DEAD = frozenset({"trash", "auto-draft", "inherit"})
LANGUAGE_FIELDS = (
    "_wpml_import_language_code",
    "_wpml_language",
    "wpml_language",
    "_icl_language_code",
    "language_code",
)
GROUP_FIELDS = ("_wpml_import_translation_group", "_wpml_trid", "_icl_trid", "icl_trid", "trid")
PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_primary_category", "epc_primary_category")
_KEPT_META = {
    *PRIMARY,
    *LANGUAGE_FIELDS,
    *GROUP_FIELDS,
    *("_wpml_translations", "_icl_lang_duplicate_of", "_wp_attachment_image_alt", "_wp_attached_file", "_thumbnail_id"),
    *("_wp_attachment_metadata", "_media_credit", "media_credit", "_credit", "_wp_old_slug"),
}
_TAG = re.compile(r"<[^>]*>")
_LETTER = re.compile(r"[A-Za-z\u00c0-\uffff]")
_META_LIMIT = 100_000  # characters of one field: what is longer is a page builder's


@dataclass(slots=True)
class Survey:
    """What an export holds; of its items all but their texts."""

    config: Config
    kinds: frozenset[str] = POSTS  # the types of items that become articles
    edition: str = ""  # what everything is in, if the editor says so
    url: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    terms: dict[tuple[str, str], WxrTerm] = field(default_factory=dict)  # taxonomy, slug
    by_id: dict[str, WxrTerm] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)  # of the kinds
    attachments: dict[str, Item] = field(default_factory=dict)
    by_file: dict[str, Item] = field(default_factory=dict)  # the last part of a file's path
    reusable: dict[str, str] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)  # kind of item → how many were not carried over
    comments: int = 0
    scripts: dict[str, str] = field(default_factory=dict)  # of the items' titles
    editions: dict[str, str] = field(default_factory=dict)  # item → edition
    groups: dict[str, list[str]] = field(default_factory=dict)  # story → items
    group_of: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)  # language without an edition → how many items

    def take(self, entries: Iterable[Entry]) -> Survey:
        """Goes through an export once."""
        for entry in entries:
            if isinstance(entry, Author):
                self.authors[entry.login] = entry.name
            elif isinstance(entry, Channel):
                self.url = self.url or entry.url
            elif isinstance(entry, WxrTerm):
                self.terms[entry.taxonomy, entry.slug] = entry
                self.by_id[entry.id] = entry
            else:
                self._item(entry)
        self._languages()
        self._groups()
        return self

    def _item(self, item: Item) -> None:
        kept = tuple((key, value) for key, value in item.meta if key in _KEPT_META and len(value) < _META_LIMIT)
        light = replace(item, content="", excerpt="" if item.type != "attachment" else item.excerpt, meta=kept)
        self.comments += item.comments
        if item.type in self.kinds and item.status not in _DEAD:
            self.items[item.id] = light
            text = item.title if _LETTER.search(item.title) else _TAG.sub(" ", item.content[:5000])
            self.scripts[item.id] = script_of(text) if _LETTER.search(text) else ""
        elif item.type == "attachment":
            self.attachments[item.id] = light
            self.by_file[_file_of(item.attachment)] = light
        elif item.type == "wp_block":
            self.reusable[item.id] = item.content
        elif item.type in self.kinds:
            self.left[f"items with status '{item.status}'"] = self.left.get(f"items with status '{item.status}'", 0) + 1
        elif item.type not in _INNER or item.type == "nav_menu_item":
            kind = "menu entries" if item.type == "nav_menu_item" else f"items of type '{item.type}'"
            self.left[kind] = self.left.get(kind, 0) + 1

    def _languages(self) -> None:
        codes = [edition.code for edition in self.config.editions]
        for id, item in self.items.items():
            said = self.edition or self._said(item)
            code = code_of(said, codes) or (code_of(self._by_address(item, codes), codes) if not said else "")
            if code or not said:
                self.editions[id] = code or self._by_script(self.scripts.get(id, ""))
            else:
                self.foreign[said] = self.foreign.get(said, 0) + 1

    def _by_script(self, script: str) -> str:
        """The edition in a script; where there is none, that of most titles."""
        likely = [script, *(each for each, _ in Counter(self.scripts.values()).most_common())]
        codes = {edition.script: edition.code for edition in reversed(self.config.editions)}
        return next((codes[each] for each in likely if each in codes), self.config.editions[0].code)

    def _said(self, item: Item) -> str:
        """The language that a plugin gave an item."""
        slug = next((slug for taxonomy, slug, _ in item.terms if taxonomy == "language"), "")
        if slug:
            term = self.terms.get(("language", slug))
            locale = mapping_of(term.description).get("locale") if term else None
            return str(locale or slug)
        return item.said(*LANGUAGE_FIELDS)

    def _by_address(self, item: Item, codes: Collection[str]) -> str:
        """The language that an item's address names: `?lang=hi`, `/hi/…`, `hi.example.com`."""
        parts = urlsplit(item.link)
        asked = parse_qs(parts.query).get("lang", [""])[0]
        base = urlsplit(self.url).path.strip("/")
        first = parts.path.strip("/").removeprefix(base).strip("/").partition("/")[0]
        host = parts.netloc.partition(".")[0]
        return next((each for each in (asked, first, host) if each and code_of(each, codes)), "")

    def _groups(self) -> None:
        for id, item in self.items.items():
            if id in self.editions:
                key = self._group(item)
                members = self.groups.setdefault(key, [])
                if any(self.editions[each] == self.editions[id] for each in members):
                    key = f"item {id}"
                    members = self.groups.setdefault(key, [])
                members.append(id)
                self.group_of[id] = key

    def _group(self, item: Item) -> str:
        """What an item shares with its translations, and with nothing else."""
        slug = next((slug for taxonomy, slug, _ in item.terms if taxonomy == "post_translations"), "")
        if slug:
            return f"group {slug}"
        said = item.said(*GROUP_FIELDS)
        if said:
            return f"group {said}"
        ids = [str(each) for each in mapping_of(item.said("_wpml_translations")).values() if not isinstance(each, dict)]
        if ids:
            return f"item {min([*ids, item.id], key=lambda each: (len(each), each))}"
        return f"item {item.said('_icl_lang_duplicate_of') or item.id}"

    def attachment(self, url: str, id: str = "") -> Item | None:
        """The attachment that an id or an address means."""
        return self.attachments.get(id) or self.by_file.get(_file_of(url))

    def hosts(self) -> frozenset[str]:
        """The hosts that the old site's own files are on."""
        own = {urlsplit(each.attachment).netloc for each in self.attachments.values()}
        return frozenset({urlsplit(self.url).netloc, *own} - {""})


def _file_of(url: str) -> str:
    """The part of a file's address that stays when it is shown smaller, or the site moves."""
    path = unquote(urlsplit(url).path)
    inside = path.partition("uploads/")[2] or path
    return re.sub(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.[A-Za-z0-9]+$)", "", inside)


def code_of(language: str, codes: Collection[str]) -> str:
    """The edition that a language is: by its code, or the part of it before the country.

    >>> code_of("hi_IN", ["hi", "en"]), code_of("en-us", ["hi", "en"]), code_of("fr", ["hi", "en"])
    ('hi', 'en', '')
    """
    plain = language.strip().replace("_", "-")
    folded = {code.casefold(): code for code in codes}
    return folded.get(plain.casefold()) or folded.get(plain.partition("-")[0].casefold(), "")
