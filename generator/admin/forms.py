"""Forms: from the fields of front matter to the widgets of Sveltia CMS, in the words of `fields.toml`.

What each widget may have is said by the JSON Schema that Sveltia CMS brings along, and a test holds it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.admin.kinds import DATE, FLAG, LIST, NUMBER, RECORD, RECORDS, TEXT, Field, front_matter_fields
from generator.registry import SECTION

if TYPE_CHECKING:
    from generator.model import Config, Edition, Taxonomy

Widget: TypeAlias = dict[str, Any]
BODY = "body"
TAGS = "tags"
DATE_FORMAT = "YYYY-MM-DD HH:mm"  # Day.js's; as front matter has it, in the site's zone
_WIDGETS = {TEXT: "string", FLAG: "boolean", DATE: "datetime", NUMBER: "number", LIST: "list"}
_SHARES: dict[str, bool | str] = {"each": True, "one": False, "same": "duplicate"}


@dataclass(frozen=True, slots=True)
class Form:
    """Which form: of a story or a static page, of a pair or of one edition, and whose words it is in."""

    config: Config
    edition: Edition  # whose terms it offers
    paired: bool = True
    page: bool = False
    beside: bool = True  # whether a pair's files stand in one folder, so that a picture has one path in both


def language(config: Config) -> str:
    """The language of the form's words: that of the first edition, if it is Hindi."""
    return "hi" if config.editions[0].code == "hi" else "en"


def fields_of(form: Form) -> list[Widget]:
    """The widgets of a form, in the order of `fields.toml`; the site's own taxonomies come after the authors."""
    words = _words()
    known = {each.name: each for each in front_matter_fields(form.config)}
    names = [name for name in words if name == BODY or name in known]
    own = [each.field for each in form.config.taxonomies if each.field not in words]
    place = names.index("authors") + 1
    names[place:place] = own
    if form.page:
        names = [name for name in names if words.get(name, {}).get("page")]
    return [_widget(form, known.get(name, Field(BODY, TEXT)), words.get(name, {}), ()) for name in names]


def kinds_of(config: Config) -> dict[str, str]:
    """The kind of each field that is no plain text, for the program that reads and writes front matter."""
    words = _words()
    kinds = {each.name: _kind(each, words.get(each.name, {})) for each in front_matter_fields(config)}
    return {name: kind for name, kind in kinds.items() if kind != TEXT}


@functools.cache
def _words() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


def _kind(field: Field, words: dict[str, Any]) -> str:
    """What a field is in the form: one that has a few options is a text."""
    return TEXT if "options" in words else LIST if words.get("widget") == "list" else field.kind


def _widget(form: Form, field: Field, words: dict[str, Any], above: tuple[str, ...]) -> Widget:
    """The widget of a field; `above` names the fields that it is a part of."""
    kind = _kind(field, words)
    tongue = language(form.config)
    found: Widget = {"name": field.name, "label": words.get(tongue) or _taxonomy_label(form, field.name)}
    found["widget"] = words.get("widget") or _WIDGETS.get(kind, "object")
    if hint := words.get(f"{tongue}_hint"):
        found["hint"] = hint
    found["required"] = field.name == "title" and not above
    if form.paired:
        found["i18n"] = _shared(form, field.name, words.get("share", "each" if words else "one"), above)
    if "options" in words:
        found |= {"widget": "select", "options": ["", *words["options"]]}
    elif kind == DATE:
        found["format"] = DATE_FORMAT
        if field.name == "date" and not above:
            found["default"] = "{{now}}"
    elif kind == NUMBER:
        found |= {"value_type": "int"}
    elif kind in (RECORD, RECORDS):
        parts = words.get("parts", {})
        found |= {"widget": "object" if kind == RECORD else "list", "collapsed": kind == RECORDS}
        found["fields"] = [
            _widget(form, part, parts[part.name], (*above, field.name))
            for part in sorted(field.parts, key=lambda each: [*parts].index(each.name))
        ]
    if field.name == BODY and not above:
        found |= {"modes": ["rich_text", "raw"], "linked_images": False, "use_emoji_autocomplete": False}
    return found | ({} if above else _offered(form, field.name))


def _shared(form: Form, name: str, share: str, above: tuple[str, ...]) -> bool | str:
    if above == ("image",) and name == "path" and form.beside:
        return "duplicate"
    return True if above else _SHARES[share]


def _offered(form: Form, name: str) -> Widget:
    """The terms that config.yaml has for a taxonomy; without any, they are typed.

    Tags stand in front matter in the edition's words, all other terms by their ids.
    """
    taxonomy = next((each for each in form.config.taxonomies if each.field == name), None)
    if taxonomy is None or not taxonomy.terms:
        return {}
    offered: Widget = {"widget": "select", "options": _options(form, taxonomy)}
    if name != SECTION:
        return offered | {"multiple": True}
    return offered | {"options": [{"label": "–", "value": ""}, *offered["options"]]}


def _options(form: Form, taxonomy: Taxonomy) -> list[Widget]:
    code = form.edition.code
    texts = {
        term.name(code).name if taxonomy.field == TAGS else term.id: " · ".join(
            dict.fromkeys(term.name(each.code).name for each in (form.edition, *form.config.editions))
        )
        for term in taxonomy.terms
    }
    return [{"label": label, "value": value} for value, label in texts.items()]


def _taxonomy_label(form: Form, name: str) -> str:
    taxonomy = next(each for each in form.config.taxonomies if each.field == name)
    return dict(taxonomy.names)[form.config.editions[0].code].name or name
