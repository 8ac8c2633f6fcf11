"""Settings: a site's whole configuration of Sveltia CMS, one collection for each place that stories stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.admin.forms import Form, fields_of, language
from generator.admin.places import SLUG, Place, places
from generator.hindi import slugify
from generator.paths import FOLDER, PAGES
from generator.registry import SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.admin_options import AdminOptions
    from generator.model import Config, Edition
    from generator.site import Site

FORMAT = "khabar"  # how front matter is read and written, as layouts/admin.js registers it
UPLOADS = "uploads"  # the folder of content/ that pictures go to
_NAMES = {
    "en": {PAGES: "Pages", "": "Stories"},
    "hi": {PAGES: "पन्ने", "": "ख़बरें"},
}
_NAME_HINTS = {
    "en": "Small Latin letters and hyphens are best, such as putin-kim. Both editions have the same name.",
    "hi": "छोटे रोमन अक्षर और हाइफ़न सबसे अच्छे, जैसे putin-kim। दोनों संस्करणों का नाम एक ही रहेगा।",
}


def admin_settings(site: Site, options: AdminOptions) -> dict[str, Any]:
    """The configuration as Sveltia CMS reads it from `config.yml`."""
    config = site.config
    codes = [each.code for each in config.editions]
    return {
        "backend": _backend(options),
        "site_url": config.base_url,
        "display_url": config.base_url,
        "media_folder": f"{FOLDER}/{UPLOADS}",
        "public_folder": f"/{UPLOADS}",
        "slug": {"maxlength": 80},
        "editor": {"preview": False},  # the other edition stands there instead
        "output": {"omit_empty_optional_fields": True},
        "i18n": {
            "structure": "multiple_files",
            "locales": codes,
            "default_locale": codes[0],
            "initial_locales": "all",
            "canonical_slug": {"key": "translation_key"},
        },
        "collections": [*_collections(site)],
    }


def _backend(options: AdminOptions) -> dict[str, Any]:
    found: dict[str, Any] = {"name": options.backend, "repo": options.repo, "branch": options.branch}
    if options.sign_in:
        return found | {"base_url": options.sign_in}
    if options.app_id:
        return found | {"auth_type": "pkce", "app_id": options.app_id}
    return found | {"auth_methods": ["token"]}


def _collections(site: Site) -> Iterator[dict[str, Any]]:
    """A collection for each place, then one for each section's articles of an edition but the first.

    New stories are written in a section's first place. The editor writes no pair without the first edition, so a story
    that lacks it is written by itself.
    """
    taken: list[str] = []

    def collection(label: str, place: Place, create: bool) -> dict[str, Any]:
        taken.append(_name(place, taken))
        return _collection(site.config, taken[-1], label, place) | {"create": create}

    found = [(_label(site.config, section), each) for section, each in places(site)]
    for label, (first, *others) in found:
        yield collection(label, first, create=True)
        for place in others:
            yield collection(f"{label} · {_shown(place)}", place, create=False)
    for edition in site.config.editions[1:]:
        yield {"divider": True}
        for label, (first, *_) in found:
            yield collection(f"{label} · {edition.name}", first, create=True) | _alone(site.config, first, edition)


def _alone(config: Config, place: Place, edition: Edition) -> dict[str, Any]:
    """What is another thing in a collection of one edition's articles among the pairs that stand in a place.

    The editor takes a file that is in two collections for one of pairs, so this is one of pairs with one edition.
    """
    form = Form(config, edition, page=place.section == PAGES, beside=not place.by_folder)
    code = edition.code
    return {
        "name": f"{_name(place, [])}-{code.lower()}",
        "i18n": {"structure": "multiple_files", "locales": [code], "default_locale": code},
        "fields": fields_of(form),
    }


def _name(place: Place, taken: list[str]) -> str:
    """What a collection is called in the editor's addresses and among its unsaved drafts: the same tomorrow."""
    name = slugify(f"{place.folder}/{place.path}".removeprefix(FOLDER).replace(SLUG, "")) or "stories"
    return f"{name}-{len(taken)}" if name in taken else name


def _shown(place: Place) -> str:
    """A place as its files look: `india/…/en`."""
    return re.sub(r"\{\{[a-z.]+\}\}", "…", f"{place.folder}/{place.path}").removeprefix(f"{FOLDER}/")


def _label(config: Config, section: str) -> str:
    """What a section is called in the first edition."""
    terms = (term for each in config.taxonomies if each.field == SECTION for term in each.terms)
    name = next((term.name(config.editions[0].code).name for term in terms if term.id == section), "")
    return _NAMES[language(config)].get(section) or name or section


def _collection(config: Config, name: str, label: str, place: Place) -> dict[str, Any]:
    edition = next((each for each in config.editions if each.code == place.edition), config.editions[0])
    form = Form(config, edition, not place.edition, place.section == PAGES, beside=not place.by_folder)
    return _written(config, place) | {
        "name": name,
        "label": label,
        "i18n": form.paired,
        "fields": fields_of(form),
    }


def _written(config: Config, place: Place) -> dict[str, Any]:
    """Where a collection's files are, and what they are like."""
    tongue = language(config)
    return {
        "folder": place.folder,
        "path": place.path,
        "format": FORMAT,
        "slug": {"template": "{{title}}", "editable": ["create"], "hint": _NAME_HINTS[tongue]},
        "sortable_fields": ["title"] if place.section == PAGES else ["date", "title"],
    }
