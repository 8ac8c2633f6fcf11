"""A WordPress site's categories and tags as sections and tags, with the names that each language has for them."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.hindi import script_of
from generator.importing.carried import one_line, safe_name
from generator.importing.php import mapping_of
from generator.importing.wp_survey import PRIMARY, code_of
from generator.terms import fold

if TYPE_CHECKING:
    from generator.importing.registering import Registry
    from generator.importing.wp_survey import Survey
    from generator.importing.wxr import Item, WxrTerm

_NO_SECTION = frozenset({"uncategorized", "uncategorised", "अवर्गीकृत", ""})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True)
class WpTerms:
    """The terms of an export, each with its translations."""

    survey: Survey
    registry: Registry
    codes: list[str]
    groups: dict[str, list[str]] = field(default_factory=dict)  # a term's id → those of its translations too
    languages: dict[str, str] = field(default_factory=dict)  # a term's id → its edition
    sections: dict[str, str] = field(default_factory=dict)  # a category's id → the section's

    def __post_init__(self) -> None:
        for term in self.survey.terms.values():
            if term.taxonomy == "term_translations":
                told = mapping_of(term.description)
                self.languages |= {str(id): code_of(language, self.codes) for language, id in told.items()}
                self.groups |= {key: [*map(str, told.values())] for key in map(str, told.values())}

        if not self.groups:
            self._by_pairs()

    def _by_pairs(self) -> None:
        """Without a plugin's word, two categories are one where pairs of stories are in the one and the other."""
        seen: dict[str, Counter[str]] = {}
        for ids in self.survey.groups.values():
            items = [self.survey.items[id] for id in ids] if len(ids) > 1 else []
            chiefs = [top.id for item in items if (top := self.section(item)[1])]
            for first in chiefs:
                seen.setdefault(first, Counter()).update(each for each in chiefs if each != first)
            self.languages |= {chief: self.survey.editions[item.id] for chief, item in zip(chiefs, items, strict=False)}
        best = {first: found.most_common(1)[0][0] for first, found in seen.items() if found}
        self.groups = {first: [first, other] for first, other in best.items() if best.get(other) == first}
        self.sections.clear()

    def section(self, item: Item) -> tuple[str, WxrTerm | None, list[WxrTerm]]:
        """The id of an item's section, the category that it was, and the item's other categories.

        The topmost category above the chief one is the section: menus are made of sections.
        """
        found = (self.survey.terms.get((taxonomy, slug)) for taxonomy, slug, _ in item.terms if taxonomy == "category")
        terms = [term for term in found if term is not None and not _is_none(term)]
        if not terms:
            return "", None, []
        primary = item.said(*PRIMARY)
        top = next((term for term in terms if term.id == primary), terms[0])
        for _ in range(10):
            above = self.survey.terms.get(("category", top.parent))
            if above is None or _is_none(above):
                break
            top = above
        return self.section_id(top), top, [term for term in terms if term.id != top.id]

    def section_id(self, term: WxrTerm) -> str:
        """The section that a category is: one that config.yaml has, or else one with a plain name."""
        if term.id not in self.sections:
            alike = self.alike(term)
            spellings = (text for each in alike for text in (html.unescape(each.name), unquote(each.slug)))
            known = self.registry.id_of("section", *spellings)
            slugs = (each.name if not unquote(each.slug).isascii() else each.slug for each in alike)
            names = (name for text in slugs if (name := safe_name(text, self.codes, folder=True)))
            self.sections[term.id] = known or next(names, f"section-{term.id}")
        return self.sections[term.id]

    def alike(self, term: WxrTerm) -> list[WxrTerm]:
        """A term and its translations, the Latin ones first."""
        ids = self.groups.get(term.id, [term.id])
        found = [self.survey.by_id[id] for id in ids if id in self.survey.by_id] or [term]
        return sorted(found, key=lambda each: script_of(each.name) != "Latn")

    def register(self, taxonomy: str, id: str, term: WxrTerm, edition: str) -> None:
        """Notes the names of a term in each language that the export has it in."""
        for each in self.alike(term):
            slug = unquote(each.slug)
            kept = slug if taxonomy == "section" and _SLUG.fullmatch(slug) else ""
            self.registry.add(taxonomy, id, self.languages.get(each.id) or edition, html.unescape(each.name), kept)

    def tags(self, item: Item, others: list[WxrTerm], edition: str) -> tuple[str, ...]:
        """An item's tags, and the categories that are not its section."""
        names = [html.unescape(term.name) for term in others]
        for taxonomy, slug, name in item.terms:
            if taxonomy == "post_tag":
                names.append(html.unescape(name or unquote(slug)))
                term = self.survey.terms.get((taxonomy, slug))
                alike = self.alike(term) if term else []
                if term and len(alike) > 1:
                    self.register("tags", safe_name(alike[0].name, ()) or f"tag-{term.id}", term, edition)
        found = {fold(name): name for name in map(one_line, reversed(names)) if name}
        return tuple(reversed(found.values()))


def _is_none(term: WxrTerm) -> bool:
    return unquote(term.slug).casefold() in _NO_SECTION or term.name.casefold() in _NO_SECTION
