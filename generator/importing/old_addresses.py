"""Old addresses: which of them an article may keep as aliases, for two pages cannot have one address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.hindi import nfc, slugify
from generator.importing.carried import loss
from generator.paths import PAGES, story_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importing.carried import Carried
    from generator.importing.registering import Registry

_LISTS = ("", "latest", "archive", "search", "tags", "authors", "feed.xml", "404.html")


@dataclass(slots=True)
class OldAddresses:
    """The aliases of an import, each of which leads to one article."""

    registry: Registry
    taken: dict[str, str] = field(default_factory=dict)  # folded alias → the article's path

    def __post_init__(self) -> None:
        for edition in self.registry.config.editions:
            self.taken |= {folded(f"/{edition.address}/{name}"): "" for name in _LISTS}
        self.taken[folded("/")] = ""

    def settle(self, edition: str, each: Carried) -> Carried:
        """An article with an address that no other has, and without the aliases that lead elsewhere already."""
        each, own = self._unlike_others(edition, each)
        fields = dict(each.fields)
        aliases = fields.get("aliases")
        kept, losses = [], []
        for alias in aliases if isinstance(aliases, tuple) else ():
            if folded(alias) in own:
                continue
            if self.taken.setdefault(folded(alias), each.path) == each.path:
                kept.append(alias)
            elif self.taken[folded(alias)]:
                losses.append(loss("import-alias", found=alias, other=self.taken[folded(alias)]))
        fields["aliases"] = tuple({folded(alias): alias for alias in kept}.values())
        return replace(each, fields=tuple(fields.items()), losses=(*each.losses, *losses))

    def _unlike_others(self, edition: str, each: Carried) -> tuple[Carried, set[str]]:
        """An article whose slug is its own, and the addresses that it may get."""
        codes = tuple(one.code for one in self.registry.config.editions)
        *folders, stem = story_of(each.path, codes)[0].split("/")
        slug = str(dict(each.fields).get("slug") or "")
        tried, number = each, 2
        while True:
            own = {folded(address) for address in self._own(edition, tried)}
            if all(self.taken.setdefault(address, each.path) == each.path for address in own):
                return tried, own
            if number == 2 and len(folders) > 1 and folders[0] != PAGES:
                other = f"{folders[-1]}-{slug or stem}"
            else:
                other = f"{slug or stem}-{number}"
            number += 1
            fields = {**dict(each.fields), "slug": other}
            tried = replace(each, fields=tuple(fields.items()))

    def _own(self, code: str, each: Carried) -> Iterator[str]:
        """The addresses that an article may get: its section has one slug before it is registered and another after."""
        config, fields = self.registry.config, dict(each.fields)
        edition = config.edition(code)
        story = story_of(each.path, tuple(one.code for one in config.editions))[0]
        slug = str(fields.get("slug") or slugify(story.rpartition("/")[2], lang=code))
        if story.startswith(f"{PAGES}/"):
            folders = [slugify(folder, lang=code) for folder in story.split("/")[1:-1]]
            yield "/".join(["", edition.address, *folders, slug])
            return
        section = str(fields.get("section") or (story.partition("/")[0] if "/" in story else ""))
        day = str(fields.get("publish") or fields.get("date") or "----------")
        for name in self._slugs(section, code):
            facts = {"section": name, "slug": slug, "year": day[:4], "month": day[5:7], "day": day[8:10]}
            path = config.permalink.format_map(facts)
            yield "/".join(["", edition.address, *(part for part in path.split("/") if part)])

    def _slugs(self, section: str, code: str) -> set[str]:
        found = {slugify(section, lang=code)}
        id = self.registry.id_of("section", section) or section
        for taxonomy in self.registry.config.taxonomies:
            found |= {term.name(code).slug for term in taxonomy.terms if taxonomy.field == "section" and term.id == id}
        name, slug = self.registry.terms.get("section", {}).get(id, {}).get(code, ("", ""))
        return found | {slug or slugify(name, lang=code)}


def folded(address: str) -> str:
    """An address as file systems tell it from others."""
    return nfc(address).rstrip("/").removesuffix("/index.html").casefold()
