"""A Hugo site: which file is which article, what its address was, and what its shortcodes show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator.hindi import script_of
from generator.importing.foreign import Found, OldSite
from generator.importing.md_text import arguments
from generator.importing.signs import escape
from generator.importing.sites import files_below, inner, moment_in_field, settings_of
from generator.importing.wp_survey import code_of
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importing.md_text import MdText
    from generator.importing.sites import Plain, Source
    from generator.model import Config

_SETTINGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_LANGUAGES = tuple(f"config/_default/languages.{ending}" for ending in ("toml", "yaml", "yml", "json"))
_CODE = re.compile(
    r"\{\{(?P<mark>[<%])-?\s*(?P<escaped>/\*)?\s*(?P<close>/)?\s*(?P<name>[A-Za-z][A-Za-z0-9_/.-]*)(?P<args>(?:\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[^\"`>%]|[>%](?!\}\}))*?)"
    r"(?P<void>/)?\s*(?:\*/)?\s*-?[>%]\}\}"
)
_PAIRED_TEXT = re.compile(
    r"\{\{([<%])\s*highlight\b(?P<args>[^>%]*)[>%]\}\}\n?(?P<inner>.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}", re.DOTALL
)
_PAGE_KINDS = frozenset({"page", "pages"})


def find_hugo(root: Path, config: Config, edition: str) -> OldSite:
    """The articles of a Hugo site, and what was left out."""
    settings = settings_of(root, _SETTINGS)
    if not settings and not (root / "content").is_dir():
        raise SiteError(problem("import-format", Where(str(root)), kind="a Hugo site"))
    languages = inner(settings, "languages") or settings_of(root, _LANGUAGES)
    speech = _Speech(config, settings, languages if isinstance(languages, dict) else {}, edition)
    old = OldSite(str(inner(settings, "baseURL") or ""))
    for path in files_below(root, "content", (".md", ".markdown", ".html", ".htm")):
        source = old.load(root, path)
        if source is None:
            continue
        each = speech.found(source)
        if re.fullmatch(r"_index(\.[A-Za-z-]+)?", path.rpartition("/")[2].rpartition(".")[0]):
            old.leave("pages of lists (_index)")
            if each and len(each.folders) == 1 and source.text("title"):
                old.names[each.code, each.folders[0]] = source.text("title")
        elif each is None:
            old.leave(f"files in a language that is no edition ({speech.said(source)[0]})")
        elif inner(source.fields, "headless") != "true":
            old.found.append(each)
    return old


class _Speech:
    """Which language, story and address each file of a site has."""

    def __init__(self, config: Config, settings: dict[str, Plain], languages: dict[str, Plain], edition: str) -> None:
        self.config, self.settings, self.languages, self.edition = config, settings, languages, edition
        self.codes = [each.code for each in config.editions]
        self.default = str(
            inner(settings, "defaultContentLanguage")
            or inner(settings, "languageCode")
            or inner(settings, "locale")
            or ""
        )
        self.zone = ZoneInfo(config.timezone)
        self.folders = {
            str(inner(languages, name, "contentDir")).strip("/"): name
            for name in languages
            if inner(languages, name, "contentDir")
        }

    def said(self, source: Source) -> tuple[str, list[str]]:
        """The language that a file's path names, and the parts of the path without it."""
        language, parts = "", source.path.split("/")[1:]
        for folder, name in self.folders.items():
            if source.path.startswith(f"{folder}/"):
                language, parts = name, source.path[len(folder) + 1 :].split("/")
        names = {*self.languages, *self.codes}
        if not language and len(parts) > 1 and parts[0] in names:
            language, parts = parts[0], parts[1:]
        stem = parts[-1].rpartition(".")[0]
        head, dot, suffix = stem.rpartition(".")
        if dot and suffix in names:
            language, stem = suffix, head
        return language, [*parts[:-1], stem]

    def found(self, source: Source) -> Found | None:
        """The article that a file is; None where its language is no edition."""
        language, parts = self.said(source)
        code = code_of(language, self.codes) if language else self.edition or code_of(self.default, self.codes)
        if not code and not language:
            script = script_of(source.text("title") or source.body[:500])
            code = next((each.code for each in self.config.editions if each.script == script), self.codes[0])
        if not code:
            return None
        *folders, stem = parts
        bundle = stem == "index"
        if bundle:
            stem = folders.pop() if folders else "home"
        key = source.text("translationKey", "translationkey")
        page = not folders or source.text("type") in _PAGE_KINDS or folders[0] in _PAGE_KINDS
        if page and folders and folders[0] in _PAGE_KINDS:
            folders = folders[1:]
        date = moment_in_field(source.text("date"), self.zone) or moment_in_field(
            source.text("publishDate", "publishdate"), self.zone
        )
        return Found(
            source=source,
            code=code,
            group=f"key {key}" if key else "/".join([*folders, stem]),
            folders=tuple(folders),
            stem=stem,
            old=self.address(source, language or self.default, folders, stem, date),
            date=date,
            page=page,
            draft=source.flag("draft"),
            bundle=bundle,
        )

    def address(self, source: Source, language: str, folders: list[str], stem: str, date: object) -> str:
        """Where Hugo put a file's page."""
        base = urlsplit(str(inner(self.settings, "baseURL"))).path.rstrip("/")
        several = len(self.languages) > 1
        under = several and (
            language != self.default or inner(self.settings, "defaultContentLanguageInSubdir") == "true"
        )
        start = f"{base}/{language}" if under else base
        said = source.text("url")
        if said:
            return said if said.startswith("/") else f"{start}/{said}"
        slug = source.text("slug") or stem
        pattern = str(
            inner(self.settings, "permalinks", folders[0] if folders else "/")
            or inner(self.settings, "permalinks", "page", folders[0] if folders else "/")
        )
        if pattern.startswith(("/", ":")):
            facts = {
                "slug": slug,
                "filename": stem,
                "slugorfilename": slug,
                "contentbasename": stem,
                "slugorcontentbasename": slug,
            }
            facts |= {"section": folders[0] if folders else "", "sections": "/".join(folders), "title": slug}
            if date is not None:
                facts |= {name: f"{date:{form}}" for name, form in (("year", "%Y"), ("month", "%m"), ("day", "%d"))}
            path = re.sub(r":([a-z]+)", lambda match: facts.get(match[1], match[0]), pattern)
            return "" if ":" in path else f"{start}/{path.strip('/')}/"
        lower = inner(self.settings, "disablePathToLower") != "true"
        path = "/".join([*folders, slug])
        return f"{start}/{(path.lower() if lower else path).replace(' ', '-')}/"


def hugo_codes(text: MdText, source: str) -> str:
    """A text with its shortcodes as what they show."""

    def listing(match: re.Match[str]) -> str:
        language = next(iter(arguments(match["args"]).values()), "")
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", match["inner"])), 3)
        return f"{fence}{language}\n{match['inner'].rstrip()}\n{fence}"

    source = _PAIRED_TEXT.sub(listing, source)
    return _CODE.sub(lambda match: _shown(text, match), source)


def _shown(text: MdText, match: re.Match[str]) -> str:
    name, args = match["name"].lower().removesuffix(".html"), match["args"] or ""
    if match["escaped"]:
        return match[0].replace("/*", "").replace("*/", "").replace("{{<", "{ {<").replace("{{%", "{ {%")
    given = arguments(args)
    first = given.get("id") or next(iter(given.values()), "")
    if match["close"]:
        return ""
    if name in ("youtube", "yt", "youtubelite", "lite-youtube"):
        return text.video(first, given.get("title", ""))
    if name in ("figure", "img", "image", "picture") and (given.get("src") or given.get("0")):
        credit = given.get("attr", "")
        caption = given.get("caption") or given.get("title", "")
        shown = text.figure(given.get("src") or given["0"], escape(given.get("alt", "")), caption, credit, raw=True)
        return f"\n\n{shown}\n\n"
    if name in ("ref", "relref"):
        name = given.get("path") or first
        found = text.around.story(name) or text.around.link(name) or "#"
        within = match.string[: match.start()].endswith(("](", "](<", '="', "]: "))
        return found if within else f"[{name.rpartition('/')[2].removesuffix('.md')}]({found})"
    if name in ("tweet", "twitter", "x") and given:
        id = given.get("id") or list(given.values())[-1]
        return text.hosted(
            "tweet", f"https://x.com/{given.get('user', 'i/status') if 'user' in given else 'i'}/status/{id}"
        )
    if name == "gist" and len(given) > 1:
        return text.hosted("gist", "https://gist.github.com/{}/{}".format(*list(given.values())[:2]))
    if name in ("vimeo", "instagram", "dailymotion") and first:
        return text.hosted(name, first)
    if name in ("toc", "table-of-contents"):
        text.toc = True
        return ""
    return text.lost(match[0])
