"""Keys of config.yaml and fields of front matter: the types and defaults that their readers know."""

from __future__ import annotations

import functools
import re
from typing import Any

from generator.config import parse_config
from generator.json_schema import config_schema, front_matter_schema
from reference.page import change, table

_TYPE = re.compile(r"^- Type: (.*?)\. Default: (.*?)\.$", re.MULTILINE)


def refresh_config(text: str) -> str:
    """The page of config.yaml with the types and defaults of today, where the code can tell them in a word."""
    usual, _ = parse_config("title:\n")
    whole = config_schema()
    for key, schema in whole["properties"].items():
        default = None if key in whole["required"] else getattr(usual, key, None)
        if f"\n## `{key}`\n" not in text:
            continue  # a test asks for it
        text = change(text, f"`{key}`", functools.partial(_typed, schema=schema, default=default))
    return text


def _typed(section: str, schema: dict[str, Any], default: object) -> str:
    """A key's section with the line of its type and default."""
    words = kind_of(schema)
    shown = str(default).lower() if isinstance(default, bool) else str(default)

    def line(said: re.Match[str]) -> str:
        if not words or not isinstance(default, bool | int | str):
            return said[0]
        kind = said[1] if words == "text" else words  # which text it is the code does not tell in a word
        return f"- Type: {kind}. Default: {f'`{shown}`' if shown else said[2]}."

    return _TYPE.sub(line, section, count=1)


def refresh_front_matter(text: str) -> str:
    """The page of front matter with a list of all fields."""
    rows = []
    for field, schema in front_matter_schema()["properties"].items():
        rows.append((f"[`{field}`](#{field.lower()})", kind_of(schema) or "see below"))
    return change(text, "Fields", lambda section: table(section, ("Field", "Value"), rows))


def kind_of(schema: dict[str, Any]) -> str:
    """What may stand under a key, in words; '' where a word does not say it."""
    if schema.get("type") == "integer":
        return "number, at least 1" if schema.get("minimum") == 1 else "number"
    if "pattern" in schema:
        return "date" if "d{4}" in schema["pattern"] else "an edition's code"
    choices = schema.get("enum", ())
    if True in choices:
        return "flag"
    if choices:
        *first, last = (f"`{each}`" for each in choices if each is not False)
        return f"{', '.join(first)} or {last}" if first else last
    shapes = schema.get("anyOf", ())
    kinds = {str(shape.get("type")) for shape in shapes}
    if "array" in kinds:
        return "list"
    if "object" in kinds:
        return ""
    return "text" if "string" in str(schema.get("type", "")) else ""
