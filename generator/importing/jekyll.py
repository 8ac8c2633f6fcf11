"""A Jekyll site: which file is which article, what its address was, and what its Liquid shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.hindi import script_of
from generator.importing.foreign import Found, OldSite
from generator.importing.md_text import arguments
from generator.importing.sites import files_below, inner, moment_in_field, settings_of
from generator.importing.wp_survey import code_of
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from generator.importing.md_text import MdText
    from generator.importing.sites import Plain, Source
    from generator.model import Config

_SETTINGS = ("_config.yml", "_config.yaml", "_config.toml")
_ENDINGS = (".md", ".markdown", ".mkd", ".mkdown", ".html", ".htm")
_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)$")
_LANGUAGE_FIELDS = ("lang", "language", "locale")
_KEYS = (
    "ref",
    "lang-ref",
    "lang_ref",
    "page_id",
    "translation_id",
    "translation_key",
    "translationKey",
    "language_reference",
    "i18n-link",
)
_OWN_PAGES = frozenset(
    {
        "index",
        "404",
        "feed",
        "sitemap",
        "search",
        "tags",
        "tag",
        "categories",
        "category",
        "archive",
        "archives",
        "blog",
        "README",
        "readme",
    }
)
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_NEVER = frozenset({"_layouts", "_includes", "_data", "_sass", "_site", "_plugins", "vendor", "node_modules", "assets"})
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+(?P<args>[^%]*?)-?%\}\n?(?P<inner>.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(?P<name>[A-Za-z_]+)\s*(?P<args>.*?)\s*-?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{-?\s*(?P<inner>.*?)\s*-?\}\}", re.DOTALL)


def find_jekyll(root: Path, config: Config, edition: str) -> OldSite:
    """The articles of a Jekyll site, and what was left out."""
    settings = settings_of(root, _SETTINGS)
    if not settings and not (root / "_posts").is_dir():
        raise SiteError(problem("import-format", Where(str(root)), kind="a Jekyll site"))
    collections = inner(settings, "collections")
    names = {"posts", "drafts", *(collections if isinstance(collections, dict | list) else ())}
    files = _Files(config, settings, edition, {str(name) for name in names})
    base = f"{str(inner(settings, 'url')).rstrip('/')}/{str(inner(settings, 'baseurl')).strip('/')}".rstrip("/")
    old = OldSite(base if base.startswith("http") else "")
    for path in files_below(root, ".", _ENDINGS):
        source = old.load(root, path, quiet=True) if files.is_article(path) else None
        each = files.found(source) if source else None
        if each:
            old.found.append(each)
        elif source:
            old.leave(files.why_not(source))
    return old


class _Files:
    """Which language, story and address each file of a site has."""

    def __init__(self, config: Config, settings: dict[str, Plain], edition: str, collections: set[str]) -> None:
        self.config, self.settings, self.edition, self.collections = config, settings, edition, collections
        self.codes = [each.code for each in config.editions]
        said = next(
            (
                str(inner(settings, name))
                for name in ("default_lang", "lang", "locale", "language")
                if inner(settings, name)
            ),
            "",
        )
        self.default = said
        told = inner(settings, "languages")
        self.languages = {*self.codes, *(map(str, told) if isinstance(told, dict | list) else ())}
        self.zone = ZoneInfo(config.timezone)

    def is_article(self, path: str) -> bool:
        """Whether a file is a post, of a collection, or a page with front matter."""
        parts = path.split("/")
        hidden = [part for part in parts[:-1] if part.startswith("_")]
        if _NEVER & {*parts[:-1]}:
            return False
        return not hidden or (len(hidden) == 1 and hidden[0][1:] in self.collections)

    def language(self, source: Source) -> str:
        """The language that a file names, in its fields, its folders or its name's end."""
        said = source.text(*_LANGUAGE_FIELDS)
        parts = source.path.split("/")
        stem = parts[-1].rpartition(".")[0]
        folder = next((part for part in parts[:-1] if part in self.languages), "")
        suffix = next((name for name in self.languages if stem.endswith((f".{name}", f"-{name}", f"_{name}"))), "")
        return said or folder or suffix

    def why_not(self, source: Source) -> str:
        """What kind of file one is that was left out."""
        language = self.language(source)
        if language and not code_of(language, self.codes):
            return f"files in a language that is no edition ({language})"
        return "pages that a layout fills (home, tags, archive)"

    def found(self, source: Source) -> Found | None:
        """The article that a file is; None where it is a page of lists, or its language is no edition."""
        parts = source.path.split("/")
        kind = next((part[1:] for part in parts[:-1] if part.startswith("_")), "")
        language = self.language(source)
        code = code_of(language, self.codes) if language else self.edition or code_of(self.default, self.codes)
        if not code and not language:
            script = script_of(source.text("title") or source.body[:500])
            code = next((each.code for each in self.config.editions if each.script == script), self.codes[0])
        stem = parts[-1].rpartition(".")[0]
        for suffix in (language, code):
            if suffix and stem.endswith((f".{suffix}", f"-{suffix}", f"_{suffix}")):
                stem = stem[: -len(suffix) - 1]
        if not code or (
            not kind
            and (
                stem in _OWN_PAGES
                or source.text("layout") == "home"
                or not (source.text("title") or source.body.strip())
            )
        ):
            return None
        dated = _DATED.match(stem) if kind in ("posts", "drafts") else None
        date = moment_in_field(source.text("date") or (dated[1] if dated else ""), self.zone)
        stem = dated[2] if dated else stem
        folders = [part for part in parts[:-1] if not part.startswith("_") and part not in self.languages]
        if kind and kind not in ("posts", "drafts"):
            folders.insert(0, kind)
        key = next((source.text(name) for name in _KEYS if source.text(name)), "")
        name = f"{'' if date is None else date.date()} {'/'.join([*folders, stem])}"
        return Found(
            source=source,
            code=code,
            group=f"key {key}" if key else f"{kind} {name}",
            folders=tuple(folders) or (("posts",) if kind else ()),
            stem=stem,
            old=self.address(source, kind, folders, stem, date, self.start(language)),
            date=date,
            page=not kind,
            draft=kind == "drafts" or source.flag("draft") or source.text("published") == "false",
        )

    def start(self, language: str) -> str:
        """What a language's addresses begin with: polyglot sites have a folder for each but the default one."""
        base = str(inner(self.settings, "baseurl")).rstrip("/")
        return (
            f"{base}/{language}" if inner(self.settings, "languages") and language not in ("", self.default) else base
        )

    def address(
        self, source: Source, kind: str, folders: list[str], stem: str, date: datetime | None, base: str
    ) -> str:
        """Where Jekyll put a file's page."""
        pattern = source.text("permalink")
        if not pattern and not kind:
            pretty = str(inner(self.settings, "permalink")) == "pretty" or str(
                inner(self.settings, "permalink")
            ).endswith("/")
            return f"{base}/{'/'.join([*folders, stem])}{'/' if pretty else '.html'}"
        if not pattern:
            said = (
                str(inner(self.settings, "permalink") or "date")
                if kind in ("posts", "drafts")
                else str(inner(self.settings, "collections", kind, "permalink") or "/:collection/:path.html")
            )
            pattern = _STYLES.get(said, said)
        slug = source.text("slug") or stem
        facts = {"title": slug, "slug": slug, "name": stem, "path": stem, "collection": kind, "output_ext": ".html"}
        facts["categories"] = "/".join(
            word.lower().replace(" ", "-")
            for word in [*folders[: 1 if kind == "posts" else 0], *source.texts("categories", "category")]
        )
        if date is not None:
            forms = (
                ("year", "%Y"),
                ("month", "%m"),
                ("day", "%d"),
                ("y_day", "%j"),
                ("short_year", "%y"),
                ("short_month", "%b"),
            )
            facts |= {name: f"{date:{form}}" for name, form in forms}
            facts |= {"i_month": str(int(facts["month"])), "i_day": str(int(facts["day"]))}
        path = re.sub(r":([a-z_]+)", lambda match: facts.get(match[1], match[0]), pattern)
        return "" if ":" in path else f"{base}/{re.sub('/{2,}', '/', path).lstrip('/')}"


def jekyll_codes(text: MdText, source: str) -> str:
    """A text with its Liquid as what it shows."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\x0e{len(kept) - 1}\x0e"

    def listing(match: re.Match[str]) -> str:
        language = next(iter(arguments(match["args"]).values()), "")
        return f"```{language}\n{match['inner'].rstrip()}\n```"

    source = _RAW.sub(keep, source.replace("\x0e", ""))
    source = _COMMENT.sub("", source)
    source = _HIGHLIGHT.sub(listing, source)
    source = _TAG.sub(lambda match: _tag(text, match), source)
    source = _VALUE.sub(lambda match: _value(text, match), source)
    source = re.sub("\x0e(\\d+)\x0e", lambda match: kept[int(match[1])].replace("{{", "{ {"), source)
    return re.sub(
        r"^[ \t]*\{:[^}\n]*\}[ \t]*$",
        lambda match: match[0] if re.search(r"[#.]|toc", match[0]) else "",
        source,
        flags=re.MULTILINE,
    )


def _tag(text: MdText, match: re.Match[str]) -> str:
    name, args = match["name"], match["args"]
    given = arguments(args)
    if name in ("post_url", "link"):
        found = text.around.story(args.strip(" \"'"))
        return found or text.around.link(f"/{args.strip()}") or "#"
    if name == "youtube" or (name.startswith("include") and "youtube" in args.lower()):
        id = (
            given.get("id")
            or given.get("video")
            or given.get("youtubeId")
            or next((value for value in given.values() if re.fullmatch(r"[A-Za-z0-9_-]{11}", value)), "")
        )
        return text.video(id, given.get("title", ""))
    if name.startswith("include") and re.match(r"(?:figure|image|img|picture)\b", args.strip()):
        url = given.get("src") or given.get("image_path") or given.get("url") or given.get("path") or ""
        return f"\n\n{text.figure(url, given.get('alt', ''), given.get('caption', ''), given.get('credit', ''))}\n\n"
    return text.lost(match[0])


def _value(text: MdText, match: re.Match[str]) -> str:
    inside = match["inner"]
    if re.fullmatch(r"site\.(?:baseurl|url)|page\.baseurl|site\.baseurl_root", inside):
        return ""
    address = re.fullmatch(
        r"""(["'])(?P<url>[^"']*)\1\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url)).*""", inside
    )
    if address:
        return address["url"] if address["url"].startswith("/") else f"/{address['url']}"
    return text.lost(match[0])
