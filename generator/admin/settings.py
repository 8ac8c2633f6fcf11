"""Settings: a site's whole configuration of Sveltia CMS, one collection for each place that stories stand in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.admin.forms import Form, Widget, fields_of, language
from generator.admin.places import SLUG, Place, places
from generator.hindi import slugify
from generator.paths import FOLDER, PAGES
from generator.registry import SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.admin_options import AdminOptions
    from generator.model import Config
    from generator.site import Site

FORMAT = "khabar"  # how front matter is read and written, as layouts/admin.js registers it
UPLOADS = "uploads"  # the folder of content/ that pictures go to
_NAMES = {
    "en": {PAGES: "Pages", "": "Stories", "only": "{} only"},
    "hi": {PAGES: "पन्ने", "": "ख़बरें", "only": "सिर्फ़ {}"},
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
        "output": {"omit_empty_optional_fields": True},
        "i18n": {
            "structure": "multiple_files",
            "locales": codes,
            "default_locale": codes[0],
            "initial_locales": "all",
            "canonical_slug": {"key": "translation_key"},
        },
        "collections": [*_collections(site), *_alone(config)],
    }


def _backend(options: AdminOptions) -> dict[str, Any]:
    found: dict[str, Any] = {"name": options.backend, "repo": options.repo, "branch": options.branch}
    if options.sign_in:
        return found | {"base_url": options.sign_in}
    if options.app_id:
        return found | {"auth_type": "pkce", "app_id": options.app_id}
    return found | {"auth_methods": ["token"]}


def _collections(site: Site) -> Iterator[dict[str, Any]]:
    """A collection for each place; in the first one of a section, new stories are written."""
    taken: list[str] = []
    for section, found in places(site):
        for place in found:
            taken.append(_name(place, taken))
            label = _label(site.config, section) + ("" if place == found[0] else f" · {_shown(place)}")
            yield _collection(site.config, taken[-1], label, place) | {"create": place == found[0]}


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
        "extension": "md",
        "format": FORMAT,
        "slug": {"template": "{{title}}", "editable": ["create"], "hint": _NAME_HINTS[tongue]},
        "sortable_fields": ["title"] if place.section == PAGES else ["date", "title"],
    }


def _alone(config: Config) -> Iterator[dict[str, Any]]:
    """Stories meant for one edition alone, of each but the first: the editor writes no pair without that one.

    Those of the first one are written among the pairs, with the other editions switched off.
    """
    if not any(each.terms for each in config.taxonomies if each.field == SECTION):
        return
    for edition in config.editions[1:]:
        place = Place("", FOLDER, f"{{{{fields.section}}}}/{SLUG}.{edition.code}", edition.code)
        form = replace(Form(config, edition), paired=False, sections=True)
        label = _NAMES[language(config)]["only"].format(edition.name)
        yield _written(config, place) | {
            "name": f"only-{edition.code.lower()}",
            "label": label,
            "i18n": False,
            "filter": {"field": "untranslated", "value": True},
            "fields": [*map(_meant_alone, fields_of(form))],
        }


def _meant_alone(widget: Widget) -> Widget:
    """A widget of a story without translations."""
    if widget["name"] != "untranslated":
        return widget
    return {"name": widget["name"], "label": widget["label"], "widget": "hidden", "default": True}
