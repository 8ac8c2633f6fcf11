"""What the fields of front matter are: from the schema that their readers give to a few kinds that a form can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.recall import recalled

if TYPE_CHECKING:
    from generator.model import Config

TEXT, FLAG, DATE, NUMBER, LIST, RECORD, RECORDS = "text", "flag", "date", "number", "list", "record", "records"
# What the editor says by the path that it writes, and by what it names its files after.
OF_PATHS = ("lang", "translation_key", "translationKey")


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its kind, and with its parts where it is a mapping or a list of these."""

    name: str
    kind: str
    parts: tuple[Field, ...] = ()


def front_matter_fields(config: Config) -> tuple[Field, ...]:
    """The fields of front matter on a site, with its own taxonomies, without those that a path says."""
    names = tuple(each.field for each in config.taxonomies)
    found = recalled(f"front matter {names}", lambda: _asked(names))
    return tuple(_field(name, kind, parts) for name, kind, parts in found if name not in OF_PATHS)


def _field(name: str, kind: str, parts: tuple[Any, ...]) -> Field:
    return Field(name, kind, tuple(_field(*part) for part in parts))


def _asked(taxonomies: tuple[str, ...]) -> tuple[Any, ...]:
    """The same as plain values, found out from the readers."""
    from generator.json_schema import front_matter_schema

    return _parts(front_matter_schema(taxonomies))


def _parts(schema: dict[str, Any]) -> tuple[Any, ...]:
    found = ((name, _kind(each), each) for name, each in schema.get("properties", {}).items())
    return tuple((name, kind, _parts(_one(each, "object")) if "record" in kind else ()) for name, kind, each in found)


def _kind(schema: dict[str, Any]) -> str:
    """What a schema describes.

    >>> _kind({"anyOf": [{"enum": [True, False, "yes"]}, {"type": "null"}]}), _kind({"type": "string"})
    ('flag', 'text')
    """
    if _one(schema, "object"):
        return RECORDS if _one(schema, "array") else RECORD
    if _one(schema, "array"):
        return LIST
    shapes = _shapes(schema)
    if any(True in each.get("enum", ()) for each in shapes):
        return FLAG
    if any("integer" in each.get("type", "") for each in shapes):
        return NUMBER
    return DATE if any(r"(\d{4})" in each.get("pattern", "") for each in shapes) else TEXT


def _shapes(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [*schema.get("anyOf", [schema])]


def _one(schema: dict[str, Any], shape: str) -> dict[str, Any]:
    return next((each for each in _shapes(schema) if each.get("type") == shape), {})
