"""Layouts: the fields and types of all that a layout can see, the filters, and the UI words."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from generator import model, pages, reader_options, views
from generator.filters import FILTERS
from generator.texts import TEXT_FILTERS
from reference.page import UNSAID, change, column, table, with_gaps

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

STRINGS = Path(__file__).resolve().parents[2] / "layouts/strings"
_LINKED = re.compile(r"\[`(\w+)`\]\(#\w+\)")
# What the code calls a type, and what a layout's author calls it. Of texts the code knows no more than that they are.
_NAMES = {"str": "text", "int": "number", "bool": "flag", "datetime": "time", "object": "view"}
_FINER = {"text": ("address", "address in full", "address, or a language"), "flag": ("yes or no",)}
_FINER_LISTS = ("list of addresses in full", "list of web addresses", "list of addresses")
_PARTS = "list of body parts"


def dataclasses_of(module: ModuleType) -> dict[str, type]:
    """The public dataclasses that a module defines."""
    classes = {name: each for name, each in vars(module).items() if isinstance(each, type) and name[0] != "_"}
    return {
        name: each
        for name, each in classes.items()
        if dataclasses.is_dataclass(each) and each.__module__ == module.__name__
    }


def seen_by_layouts() -> dict[str, type]:
    """Every view, every noun of generator.views, and the values that their fields are made of."""
    of_pages: dict[str, type] = {}
    for each in pkgutil.iter_modules(pages.__path__, f"{pages.__name__}."):
        of_pages |= dataclasses_of(importlib.import_module(each.name))
    known = {**dataclasses_of(model), **dataclasses_of(reader_options), **of_pages, **dataclasses_of(views)}
    waiting = [*dataclasses_of(views), *(name for name in of_pages if name.endswith("View"))]
    seen: dict[str, type] = {}
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = known[name]
            types = (str(field.type) for field in dataclasses.fields(known[name]))
            waiting += [word for text in types for word in re.findall(r"[A-Za-z]+", text) if word in known]
    return dict(sorted(seen.items()))


def fields_of(kind: type) -> dict[str, str]:
    """What a layout can ask of a value, with its types: constants of its class, fields, properties."""
    constants = {name: str(text) for name, text in kind.__annotations__.items() if str(text).startswith("ClassVar")}
    fields = {field.name: str(field.type) for field in dataclasses.fields(kind)}
    getters = {name: each.fget for name, each in vars(kind).items() if isinstance(each, property)}
    return {
        **constants,
        **fields,
        **{name: str(inspect.signature(each).return_annotation) for name, each in getters.items()},
    }


def refresh(text: str) -> str:
    """The page of layouts with the fields, filters and UI words of today."""
    seen = seen_by_layouts()
    for name, kind in seen.items():
        if fields := fields_of(kind):
            text = change(text, f"`{name}`", _fields_written(fields, seen))
        else:
            text = change(text, f"`{name}`", lambda section: section)
    text = change(text, "Filters", _filters)
    return change(text, "UI words", _words)


def _fields_written(fields: dict[str, str], seen: dict[str, type]) -> Callable[[str], str]:
    def written(section: str) -> str:
        said = column(section, "Meaning", "Type")
        rows = ((f"`{name}`", _type(code, said.get(name, ""), seen)) for name, code in fields.items())
        return table(section, ("Field", "Type", "Meaning"), rows)

    return written


def _type(code: str, said: str, seen: dict[str, type]) -> str:
    """A type in the words of the page; a finer word that somebody wrote for a text stays."""
    known = _in_words(code, seen)
    finer = _FINER.get(known, ())
    if known == "list of texts":
        finer = _FINER_LISTS
    if known.startswith("mapping of"):
        finer = ("mapping of addresses",) if known == "mapping of texts" else ()
    return said if said in finer else known


def _in_words(code: str, seen: dict[str, type]) -> str:
    """A type of the code in words.

    >>> _in_words("tuple[Link, ...]", {"Link": object}), _in_words("datetime | None", {})
    ('list of [`Link`](#link)', 'time, or none')
    """
    code = code.removeprefix("ClassVar[").removesuffix("]") if code.startswith("ClassVar") else code
    if code.endswith(" | None"):
        return f"{_in_words(code.removesuffix(' | None'), seen)}, or none"
    if code in ("tuple[BodyPart, ...]", "tuple[Part, ...]"):
        return _PARTS
    if found := re.fullmatch(r"tuple\[(.*), \.\.\.\]", code):
        return f"list of {_plural(_in_words(found[1], seen))}"
    if found := re.fullmatch(r"tuple\[(\w+), \1\]", code):
        return f"pair of {_plural(_in_words(found[1], seen))}"
    if found := re.fullmatch(r"(?:dict|Mapping)\[str, (.*)\]", code):
        return f"mapping of {_plural(_in_words(found[1], seen))}"
    return f"[`{code}`](#{code.lower()})" if code in seen else _NAMES.get(code, code)


def _plural(words: str) -> str:
    first, of, rest = words.partition(" of ")
    return words if _LINKED.fullmatch(words) else f"{first}s{of}{rest}"


def _filters(section: str) -> str:
    said = column(section, "What it gives", "Filter")
    functions = {**FILTERS, **TEXT_FILTERS}
    names = {name: said.get(name) or f"`{name}`" for name in sorted(functions)}
    meant = column(section, "What it gives", "What it gives")
    rows = ((names[name], meant.get(name) or _first_sentence(functions[name])) for name in names)
    return table(section, ("Filter", "What it gives"), rows)


def _first_sentence(function: Callable[..., object]) -> str:
    return (inspect.getdoc(function) or UNSAID).split("\n")[0].rstrip(".")


def _words(section: str) -> str:
    hindi, english = (
        yaml.load((STRINGS / f"{code}.yaml").read_text("utf-8"), yaml.BaseLoader) for code in ("hi", "en")
    )
    rows = ((f"`{key}`", with_gaps(hindi.get(key, UNSAID)), with_gaps(text)) for key, text in english.items())
    return table(section, ("Key", "Hindi", "English"), rows)
