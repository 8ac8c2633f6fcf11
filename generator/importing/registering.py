"""Lines for config.yaml: what a site has to know of the sections, tags and authors that were carried over."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.hindi import slugify
from generator.terms import fold, registry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importing.carried import Value
    from generator.model import Config

FIELDS = ("section", "tags", "authors")


@dataclass(slots=True)
class Registry:
    """Terms that the site should know: by taxonomy and id, what each edition calls them and in which address."""

    config: Config
    terms: dict[str, dict[str, dict[str, tuple[str, str]]]] = field(default_factory=dict)
    known: dict[str, dict[str, str]] = field(default_factory=dict)  # taxonomy → every spelling → id

    def __post_init__(self) -> None:
        self.known = {each.field: registry_of(each) for each in self.config.taxonomies}

    def id_of(self, taxonomy: str, *spellings: str) -> str:
        """The id of a term that config.yaml has, by any of its spellings; empty where it has none."""
        known = self.known.get(taxonomy, {})
        return next((known[fold(text)] for text in spellings if text and fold(text) in known), "")

    def add(self, taxonomy: str, id: str, edition: str, name: str, slug: str) -> None:
        """Notes what an edition calls a term that config.yaml does not have."""
        if not self.id_of(taxonomy, id):
            self.terms.setdefault(taxonomy, {}).setdefault(id, {}).setdefault(edition, (name, slug))

    def settle(self, articles: Sequence[tuple[str, tuple[tuple[str, Value], ...]]]) -> None:
        """Gives an address of its own to each tag and author that would share one, or would have none."""
        for taxonomy in FIELDS[1:]:
            uses: dict[str, dict[tuple[str, str], str]] = {}
            for edition, fields in articles:
                found = dict(fields).get(taxonomy, ())
                for text in found if isinstance(found, tuple) else ():
                    if not self.id_of(taxonomy, text) and not self._named(taxonomy, text):
                        uses.setdefault(slugify(text, lang=edition), {}).setdefault((edition, fold(text)), text)
            for slug, texts in sorted(uses.items()):
                self._settle(taxonomy, slug, texts)

    def _named(self, taxonomy: str, text: str) -> bool:
        names = self.terms.get(taxonomy, {}).values()
        return any(fold(name) == fold(text) for term in names for name, _ in term.values())

    def _settle(self, taxonomy: str, slug: str, texts: dict[tuple[str, str], str]) -> None:
        words = {word for _, word in texts}
        taken = slug in self._slugs(taxonomy)
        if len(words) < 2 and slug and not taken:
            return
        if slug and not taken and len(texts) == len({edition for edition, _ in texts}):
            for (edition, _), text in texts.items():  # one word in the scripts of two editions: क्रिकेट, Cricket
                self.add(taxonomy, slug, edition, text, slug)
            return
        for word in sorted(words):
            id = self._free(taxonomy, slug or "term")
            for (edition, folded), text in texts.items():
                if folded == word:
                    self.add(taxonomy, id, edition, text, id)

    def _slugs(self, taxonomy: str) -> set[str]:
        registered = {
            name.slug
            for each in self.config.taxonomies
            if each.field == taxonomy
            for term in each.terms
            for _, name in term.names
        }
        own = {slug for term in self.terms.get(taxonomy, {}).values() for _, slug in term.values()}
        return registered | own | {*self.known.get(taxonomy, {}).values(), *self.terms.get(taxonomy, {})}

    def _free(self, taxonomy: str, slug: str) -> str:
        taken = self._slugs(taxonomy)
        number, tried = 2, slug
        while tried in taken:
            tried, number = f"{slug}-{number}", number + 1
        return tried

    def lines(self) -> str:
        """The lines that config.yaml lacks."""
        rows = []
        for taxonomy in FIELDS:
            if self.terms.get(taxonomy):
                rows += [f"  {taxonomy}:", "    terms:"]
                rows += [f"      {id}: {_flow(names)}" for id, names in sorted(self.terms[taxonomy].items())]
        return "\n".join(["taxonomies:", *rows, ""]) if rows else ""


def _flow(names: dict[str, tuple[str, str]]) -> str:
    said = (
        f"{code}: {_text(name) if slug in ('', slugify(name, lang=code)) else f'{{name: {_text(name)}, slug: {slug}}}'}"
        for code, (name, slug) in sorted(names.items())
    )
    return "{" + ", ".join(said) + "}"


def _text(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
