"""Foreign: the articles of a Hugo or Jekyll site, once it is known which each is, as articles of this one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from generator.fields import is_alias, is_slug
from generator.hindi import nfc, script_of
from generator.images import SUFFIXES
from generator.importing.album import FILE_SUFFIXES, flaw_of
from generator.importing.carried import Carried, Picture, free_slug, loss, moment_text, one_line, safe_name
from generator.importing.foreign_around import Around, bare
from generator.importing.md_text import MdText, plain_title
from generator.importing.sites import inner, load_source, moment_in_field
from generator.paths import FOLDER, PAGES, story_of
from generator.problems import Problem, SiteError
from generator.terms import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from generator.importing.carried import Loss, Value
    from generator.importing.placing import Ledger
    from generator.importing.registering import Registry
    from generator.importing.sites import Source

_GENERIC = frozenset({"posts", "post", "blog", "articles", "article", "blogs", "_posts", "en", "hi"})
_PICTURE_FIELDS = (
    "image",
    "featured_image",
    "featuredImage",
    "feature_image",
    "cover",
    "thumbnail",
    "banner",
    "hero",
    "header",
    "images",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One file of the old site: which article it is, and where it was."""

    source: Source
    code: str
    group: str  # what it shares with its translations
    folders: tuple[str, ...]  # of the story, the section first
    stem: str
    old: str  # its old address
    date: datetime | None = None
    page: bool = False
    draft: bool = False
    bundle: bool = False  # its pictures are beside it


@dataclass(slots=True)
class OldSite:
    """What a look at an old site found."""

    base: str = ""  # its address
    found: list[Found] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)  # kind of file → how many were left out
    problems: list[Problem] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # edition and folder → what the section is called

    def load(self, root: Path, path: str, quiet: bool = False) -> Source | None:
        """A file with front matter; None where there is none, or it is broken, which is noted."""
        try:
            source = load_source(root, path)
        except SiteError as error:
            self.problems += error.problems
            return None
        if source is None and not quiet:
            self.leave("files without front matter")
        return source

    def leave(self, kind: str) -> None:
        """Notes a file that is left out."""
        self.left[kind] = self.left.get(kind, 0) + 1


@dataclass(slots=True)
class Foreign:
    """An old site on its way: its files, and what each of them leads to."""

    kind: str  # hugo, jekyll
    root: Path
    statics: tuple[str, ...]  # folders whose files are at the old site's root
    shortcodes: Callable[[MdText, str], str]
    ledger: Ledger
    registry: Registry
    now: datetime
    base: str = ""  # the old site's address
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # edition and folder → what the section is called
    found: list[Found] = field(default_factory=list)
    stories: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, Found] = field(default_factory=dict)
    by_file: dict[str, Found] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)  # what stands where a page without folders would
    numbers: dict[str, int] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The codes of this site's editions."""
        return [edition.code for edition in self.registry.config.editions]

    def take(self, found: list[Found]) -> None:
        """Notes all articles, pairs them, and names their stories."""
        groups: dict[str, list[Found]] = {}
        for each in found:
            alike = groups.setdefault(each.group, [])
            key = each.group
            if any(one.code == each.code for one in alike):
                key = f"file {each.source.path}"
                alike = groups.setdefault(key, [])
            alike.append(each)
            self.by_file[each.source.path] = each
            self.by_address.setdefault(bare(each.old), each)
        self.found = found
        taken: set[str] = set()
        for alike in groups.values():
            alike.sort(key=lambda each: self.codes.index(each.code))
            name = self._name(alike)
            if name.casefold() in taken:
                number = 2
                while f"{name}-{number}".casefold() in taken:
                    number += 1
                name = f"{name}-{number}"
            taken.add(name.casefold())
            self.stories |= {each.source.path: name for each in alike}
        folders = (name.partition("/")[0] for name in self.stories.values() if "/" in name)
        self.lists = {*self.registry.known["section"].values(), *folders} - {PAGES}

    def _name(self, alike: list[Found]) -> str:
        earlier = next((path for path in map(self.ledger.path_of, map(self.key, alike)) if path), "")
        if earlier:
            return story_of(earlier, tuple(self.codes))[0]
        dated = any(each.date for each in alike)
        latin = {edition.code for edition in self.registry.config.editions if edition.script == "Latn"}
        best = min(alike, key=lambda each: (not each.stem.isascii(), each.code not in latin))
        page = best.page or not dated
        folders = [self._section(best, alike) if not page else each for each in best.folders[:1]]
        folders += best.folders[1:]
        names = [safe_name(each, self.codes, folder=number == 0 and not page) for number, each in enumerate(folders)]
        if not page and not names:
            names = [safe_name(self._section(best, alike), self.codes, folder=True)]
        stem = safe_name(best.stem, self.codes) or safe_name(best.source.text("title"), self.codes) or "story"
        return "/".join(each for each in [PAGES if page else "", *names, stem] if each)

    def _section(self, each: Found, alike: list[Found]) -> str:
        """A section's folder: the old one, or the first category where the old folder says nothing."""
        folder = each.folders[0] if each.folders else ""
        if folder and folder not in _GENERIC:
            return self.registry.id_of("section", folder) or folder
        categories = [name for one in alike for name in one.source.texts("categories", "category")[:1]]
        categories.sort(key=lambda name: script_of(name) != "Latn")
        known = self.registry.id_of("section", *categories)
        return known or next(iter(categories), folder)

    def key(self, each: Found) -> str:
        """What the ledger calls a file."""
        return f"{self.kind} {each.source.path}"

    def path(self, each: Found) -> str:
        """Where a file's article is put: in a folder of its own where its pictures are beside it."""
        known = self.ledger.path_of(self.key(each))
        name = f"{self.stories[each.source.path]}{'/index' if each.bundle else ''}"
        return known or f"{FOLDER}/{name}.{each.code}.md"

    def articles(self) -> Iterator[tuple[str, Carried]]:
        """Each file as an article, with its edition."""
        for each in self.found:
            yield each.code, self.article(each)

    def article(self, each: Found) -> Carried:
        """One file as an article."""
        source, path = each.source, self.path(each)
        losses: list[Loss] = []
        around = Around(self, each, path)
        written = MdText(around, losses)
        body, title = _titled(source)
        if source.path.endswith((".html", ".htm")):
            from generator.importing.markup import to_markdown

            html = to_markdown(self.shortcodes(written, body), around)
            text = html.text
            losses += html.losses
        else:
            text = written.markdown(body, self.shortcodes)
        zone = ZoneInfo(self.registry.config.timezone)
        fields: dict[str, Value] = {"title": one_line(plain_title(title)) or each.stem}
        fields |= self._dates(each, zone, losses)
        fields["draft"] = each.draft
        fields["pinned"] = source.flag("pinned") or source.flag("sticky")
        fields["unlisted"] = (
            source.flag("hidden") or source.flag("unlisted") or inner(source.fields, "build", "list") == "never"
        )
        story = self.stories[source.path]
        if not story.startswith(f"{PAGES}/"):
            fields |= self._terms(each, story)
        elif source.text("weight", "nav_order"):
            fields["weight"] = (
                source.text("weight", "nav_order") if source.text("weight", "nav_order").isdecimal() else ""
            )
        fields["summary"] = one_line(plain_title(source.text("description", "summary", "excerpt")))
        image = self._image(each, around, losses)
        if image:
            fields["image"] = image
        slug = nfc(source.text("slug") or each.stem).replace(".", "-")
        fields["slug"] = free_slug(slug, story, self.lists) if is_slug(slug) else ""
        aliases = [*source.texts("aliases"), *source.texts("redirect_from"), each.old if not each.draft else ""]
        said = [alias if alias.startswith("/") else f"/{alias}" for alias in map(unquote, aliases) if alias]
        fields["aliases"] = tuple(
            dict.fromkeys(alias for alias in said if is_alias(alias) and alias.strip("/") not in ("", *self.codes))
        )
        fields["toc"] = written.toc or source.flag("toc")
        return Carried(self.key(each), path, tuple(fields.items()), text, tuple(losses))

    def _dates(self, each: Found, zone: ZoneInfo, losses: list[Loss]) -> dict[str, Value]:
        source = each.source
        said = source.text("date")
        if said and each.date is None:
            losses.append(loss("import-date", found=f"'{said}'"))
        found: dict[str, Value] = {"date": moment_text(each.date, zone) if each.date else ""}
        updated = moment_in_field(
            source.text("lastmod", "last_modified_at", "updated", "modified", "last-modified"), zone
        )
        if updated and each.date and updated > each.date:
            found["updated"] = moment_text(updated, zone)
        for name, field_name in (("publishDate", "publish"), ("expiryDate", "expire")):
            moment = moment_in_field(source.text(name, name.lower()), zone)
            if moment and moment != each.date:
                found[field_name] = moment_text(moment, zone)
        return found

    def _terms(self, each: Found, story: str) -> dict[str, Value]:
        source = each.source
        categories = source.texts("categories", "category")
        folder = story.partition("/")[0] if "/" in story else ""
        named = {
            fold(folder),
            *(fold(word) for word in categories if safe_name(word, self.codes, folder=True) == folder),
        }
        own = [name for name in categories if self._is_section(name, folder, each)]
        for name in own[:1]:
            self.registry.add("section", folder, each.code, name, "")
        if folder and not own and not self.registry.id_of("section", folder):
            name = (
                self.names.get((each.code, each.folders[0] if each.folders else ""), "")
                or folder.replace("-", " ").capitalize()
            )
            self.registry.add("section", folder, each.code, one_line(plain_title(name)), folder)
        others = [name for name in categories if name not in own and fold(name) not in named]
        tags = {fold(tag): tag for tag in map(one_line, [*source.texts("tags", "keywords"), *others]) if tag}
        authors = source.texts("authors", "author")
        return {"tags": tuple(tags.values()), "authors": authors}

    def _is_section(self, name: str, folder: str, each: Found) -> bool:
        """Whether a category is the section that the story is in."""
        first = each.source.texts("categories", "category")[0] == name
        generic = not each.folders or each.folders[0] in _GENERIC
        return safe_name(name, self.codes, folder=True) == folder or (first and generic and bool(folder))

    def _image(self, each: Found, around: Around, losses: list[Loss]) -> Picture | None:
        for name in _PICTURE_FIELDS:
            value = each.source.fields.get(name)
            told = value if isinstance(value, dict) else {}
            if isinstance(value, list):
                value = value[0] if value else ""
                told = value if isinstance(value, dict) else {}
            keys = ("image", "path", "src", "url", "file", "teaser", "feature", "overlay_image")
            url = next((str(told[key]) for key in keys if told.get(key)), "") if told else str(value or "")
            if not url or url in ("true", "false"):
                continue
            path = around.picture(url)
            if isinstance(path, Picture):
                told_texts = {key: str(told.get(key) or "") for key in ("alt", "caption", "credit")}
                return Picture(path.path, **{key: plain_title(text) for key, text in told_texts.items()})
            losses.append(loss("import-picture", found=url, reason="not among the old site's files"))
        return None

    def is_public(self, each: Found) -> bool:
        """Whether readers will find an article, so that a link may lead to it."""
        return not each.draft and (each.date is None or each.date <= self.now)

    def put(self, old: str, path: str) -> str:
        """Copies a file of the old site into this one; its path, or empty where it may not be used."""
        if old not in self.placed:
            file = self.root / old
            inside = file.resolve().is_relative_to(self.root.resolve())
            data = file.read_bytes() if inside and file.is_file() else b""
            good = data and path.lower().endswith((*SUFFIXES, *FILE_SUFFIXES)) and not flaw_of(data, path)
            outcome = self.ledger.place(f"{self.kind} {old}", path, data) if good else ""
            if outcome:
                self.numbers[outcome] = self.numbers.get(outcome, 0) + 1
            self.placed[old] = (self.ledger.path_of(f"{self.kind} {old}") or path) if outcome else ""
        return self.placed[old]


def _titled(source: Source) -> tuple[str, str]:
    """A file's text and title: where front matter has none, the first heading is it."""
    title = source.text("title", "headline")
    if not title:
        first, _, rest = source.body.lstrip("\n").partition("\n")
        if first.startswith("# "):
            return rest, first[2:].strip(" #")
    return source.body, title
