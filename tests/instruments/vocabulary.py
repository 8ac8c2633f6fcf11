"""The vocabulary of schema.org, read out of the typings that schema-dts ships: types, properties and kinds."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from instruments.sample import REPOSITORY

SOURCE = REPOSITORY / "node_modules/schema-dts/dist/schema.d.ts"
PLAIN = {"Text", "URL", "Number", "Integer", "Float", "Date", "DateTime", "Time", "Boolean", "string", "IdReference"}
_INTERFACE = re.compile(r"^(?:export )?interface (\w+?)(Base|Leaf) extends ([^{]+)\{(.*?)^\}", re.MULTILINE | re.DOTALL)
_THING = re.compile(r"^(?:export )?interface (ThingBase)\b[^{]*\{(.*?)^\}", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r'^    "([A-Za-z]\w*)"\?: (?:SchemaValue<(.*), "\w+">|(.*));$', re.MULTILINE)
_TYPE = re.compile(r'"@type": "([^"]+)"')
_ALIAS = re.compile(r"^export type (\w+) = ([^;{]+);", re.MULTILINE)


@dataclass(frozen=True)
class Vocabulary:
    """What schema.org has."""

    parents: dict[str, tuple[str, ...]]  # type → the types that it is a kind of
    properties: dict[str, dict[str, tuple[str, ...]]]  # type → its own properties, each with what may stand there
    types: frozenset[str]
    texts: frozenset[str]  # types for which a text may stand

    def kinds(self, name: str) -> set[str]:
        """A type and all that it is a kind of."""
        found, waiting = set(), [name]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self.parents.get(each, ())
        return found

    def expected(self, name: str) -> dict[str, tuple[str, ...]]:
        """The properties of a type, its own and those of what it is a kind of."""
        return {key: value for each in self.kinds(name) for key, value in self.properties.get(each, {}).items()}


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary as it is installed."""
    source = SOURCE.read_text("utf-8")
    parents: dict[str, tuple[str, ...]] = {}
    properties: dict[str, dict[str, tuple[str, ...]]] = {}
    types = set(_TYPE.findall(source))
    for name, part, above, body in _INTERFACE.findall(source):
        bases = tuple(each for each in re.findall(r"(\w+)Base\b", above) if each != name)
        parents[name] = tuple(dict.fromkeys([*parents.get(name, ()), *bases]))
        if part == "Base":
            properties[name] = _properties(body)
    for _, body in _THING.findall(source):
        properties["Thing"] = properties.get("Thing", {}) | _properties(body)
    texts = {name for name, said in _ALIAS.findall(source) if re.search(r"\bstring\b", said)}
    return Vocabulary(parents, properties, frozenset(types), frozenset(texts))


def _properties(body: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(re.findall(r"[A-Za-z]\w*", of or alone)) for name, of, alone in _PROPERTY.findall(body)}
