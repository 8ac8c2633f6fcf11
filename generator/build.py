"""The build, from a site's folder to its output: read me first.

    read → parse (each file for itself) → gather → plan → check → render → stage → publish

This is the only module that knows both the disk and the order of things. Everything it calls between reading and
staging is a pure function of values.
"""

from __future__ import annotations

import functools
import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator import checks, urls, work
from generator.article import ContentOptions, Parsed
from generator.assets import Asset, load_assets
from generator.config import PATH as CONFIG_PATH
from generator.config import parse_config, with_base_url
from generator.content import load_article, scan_content
from generator.images import load_media
from generator.layouts import Renderer, find_files, layout_roots, load_words
from generator.model import Article, BlockRef, Config, LinkRef, MediaFile, PictureRef
from generator.output import Output, manifest_path, read_manifest, write_manifest
from generator.pages import plan_pages
from generator.pages.site_info import add_info
from generator.paths import is_article
from generator.problems import Problem, SiteError, Where, has_errors, problem, with_severities
from generator.references import Broken, picture_argument, references, resolve_link, resolve_picture
from generator.registry import SECTION
from generator.site import Site, gather_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from generator.views import Page

PARALLEL_FROM = 64  # articles: below this, starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the command line says about a build."""

    site: Path
    now: datetime
    output: Path | None = None
    base_url: str = ""
    drafts: bool = False
    keep_going: bool = False
    jobs: int = 1


@dataclass(slots=True)
class Report:
    """What a build did."""

    problems: tuple[Problem, ...] = ()
    articles: int = 0
    pages: int = 0
    files: int = 0
    written: int = 0
    deleted: int = 0
    size: int = 0  # bytes of all files
    published: bool = False
    manifest: dict[str, str] = field(default_factory=dict)  # file → what it was made from


@dataclass(slots=True)
class Loaded:
    """A site as it was read: gathered, with every problem found so far."""

    site: Site
    articles: list[Article]
    assets: tuple[Asset, ...]
    roots: tuple[Path, ...]
    broken: frozenset[str]  # paths that could not be used
    problems: list[Problem] = field(default_factory=list)


def build(options: BuildOptions, progress: Callable[[str, int, int], None] = lambda *_: None) -> Report:
    """Builds a site. Problems are in the report; only those without which nothing can be read are raised."""
    with _executor(options) as executor:
        loaded = load_site(options, executor, progress)
        site = loaded.site
        pages = list(plan_pages(site))
        files = {**site.files, **_referenced(site)}
        problems = [*loaded.problems, *_check(loaded, pages, files)]
        judged = with_severities(problems, dict(site.config.rules))
        report = Report(judged, articles=len(site.by_path), pages=len(pages))
        if has_errors(judged) and not options.keep_going:
            return report
        # Only with --keep-going can two pages have one address here: the first, which a reader could reach, stays.
        pages = list({page.url: page for page in reversed(pages)}.values())[::-1]
        output = Output(options.output or options.site / site.config.output)
        try:
            _stage(options, loaded, pages, files, output, executor, progress, report)
            if not has_errors(report.problems) or options.keep_going:
                _publish(options, loaded, output, report)
        finally:
            if not report.published:
                output.sweep()
    return report


class _Serial:
    """Stands where an executor would, for work that is done in this process."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _executor(options: BuildOptions) -> ProcessPoolExecutor | _Serial:
    return ProcessPoolExecutor(options.jobs) if options.jobs > 1 else _Serial()


def load_config(options: BuildOptions) -> tuple[Config, list[Problem]]:
    """The site's config, with what the command line overrides. Raises SiteError where there is none."""
    try:
        text = (options.site / CONFIG_PATH).read_text("utf-8-sig")
    except FileNotFoundError:
        raise SiteError(problem("config-missing", Where(CONFIG_PATH))) from None
    except UnicodeDecodeError as error:
        raise SiteError(problem("content-utf8", Where(CONFIG_PATH), byte=error.start)) from None
    config, problems = parse_config(text)
    if options.base_url:
        config = with_base_url(config, options.base_url)
    return config, list(problems)


def load_site(
    options: BuildOptions, executor: Executor | None = None, progress: Callable[[str, int, int], None] = lambda *_: None
) -> Loaded:
    """A site read, parsed and gathered."""
    config, problems = load_config(options)
    now = options.now.astimezone(ZoneInfo(config.timezone))
    roots = layout_roots(options.site)
    paths = list(scan_content(options.site))
    articles = [path for path in paths if is_article(path)]
    load = functools.partial(load_article, options.site, options=content_options(config))
    parsed = []
    chosen = executor if len(articles) >= PARALLEL_FROM else None
    for number, each in enumerate(work.run(chosen, load, articles), 1):
        parsed.append(each)
        problems += each.problems
        progress("parse", number, len(articles))
    broken = frozenset(path for path, each in zip(articles, parsed, strict=True) if each.article is None)
    if config.undated == "git":
        parsed = list(_dated_by_git(options.site, parsed, problems))
    media, found = _media(options.site, [path for path in paths if not is_article(path)], config.base_path)
    problems += found
    site, found, everything = gather_site(config, parsed, media, now, options.drafts)
    problems += found
    words, wrong = load_words(roots, config)
    if wrong:
        raise SiteError(*wrong)
    assets = load_assets(roots, config.base_path)
    add_info(site, words, assets)
    return Loaded(site, everything, assets, roots, broken, problems)


def content_options(config: Config) -> ContentOptions:
    """What parsing one file depends on besides its text."""
    return ContentOptions(
        codes=tuple(edition.code for edition in config.editions),
        taxonomies=tuple(each.field for each in config.taxonomies if each.field != SECTION),
        timezone=config.timezone,
    )


def _dated_by_git(root: Path, parsed: list[Parsed], problems: list[Problem]) -> Iterator[Parsed]:
    """Undated articles with the date of the commit that added their file."""
    command = [
        "git",
        "-C",
        str(root),
        "log",
        "--format=%x00%aI",
        "--name-only",
        "--diff-filter=A",
        "--relative",
        "--",
        "content",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # no shell, fixed words
    dates: dict[str, str] = {}
    for entry in result.stdout.split("\0")[1:]:
        moment, *names = entry.split("\n")
        dates |= {name: moment for name in names if name}
    for each in parsed:
        article = each.article
        if article is None or article.date or article.is_page:
            yield each
        elif article.path in dates:
            yield replace(each, article=replace(article, date=datetime.fromisoformat(dates[article.path])))
        else:
            problems.append(problem("undated-git", Where(article.path, 1)))
            yield each


def _media(root: Path, paths: list[str], base_path: str) -> tuple[dict[str, MediaFile], list[Problem]]:
    media: dict[str, MediaFile] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            media[path] = load_media(root, path, base_path)
        except SiteError as error:
            problems += error.problems
    return media, problems


def _referenced(site: Site) -> dict[str, str]:
    """Pictures and files beside articles that published ones show or link to, by address; no draft's picture leaks."""
    found: dict[str, MediaFile | None] = {}
    for article in site.by_path.values():
        if article.image:
            found[article.image.path] = site.media.get(article.image.path)
        for ref in references(site.documents[article.path].parts):
            if isinstance(ref, LinkRef):
                target = resolve_link(site, article, ref.target)
                url = "" if isinstance(target, Broken) else target.url.partition("#")[0]
                found |= (
                    {file.path: file for file in site.media.values() if file.url == url} if "/media/" in url else {}
                )
                continue
            named = (
                ref.target
                if isinstance(ref, PictureRef)
                else picture_argument(ref)
                if isinstance(ref, BlockRef)
                else ""
            )
            file = resolve_picture(site, article, named) if named else None
            if isinstance(file, MediaFile):
                found[file.path] = file
    return {file.url: file.path for file in found.values() if file}


def _check(loaded: Loaded, pages: list[Page], files: dict[str, str]) -> Iterator[Problem]:
    site = loaded.site
    addresses = {*files, *(page.url for page in pages)}
    blocks = {name.partition(".")[0] for name in find_files(loaded.roots, "blocks") if "/" not in name}
    yield from checks.check_references(site, addresses, blocks - {"feed"})
    yield from checks.check_layouts(site, find_files(loaded.roots, "."))
    yield from checks.check_menus(site)
    if not any(each.rule in ("term-address", "term-pair") for each in loaded.problems):
        yield from checks.check_collisions(pages, files, site.config.base_path)


def render_page(roots: tuple[Path, ...], page: Page) -> bytes | tuple[Problem, ...]:
    """A page's bytes, or the problems of its layout."""
    try:
        return _renderer(roots).render(page)
    except SiteError as error:
        return error.problems


@functools.lru_cache(maxsize=2)
def _renderer(roots: tuple[Path, ...]) -> Renderer:
    return Renderer(roots)


def _stage(
    options: BuildOptions,
    loaded: Loaded,
    pages: list[Page],
    files: dict[str, str],
    output: Output,
    executor: Executor | None,
    progress: Callable[[str, int, int], None],
    report: Report,
) -> None:
    base_path = loaded.site.config.base_path
    manifest: dict[str, str] = {}

    def stage(url: str, data: bytes, source: str) -> None:
        path = urls.output_path(url, base_path)
        output.stage(path, data)
        manifest[path] = source
        report.size += len(data)

    for asset in loaded.assets:
        stage(asset.url, asset.data, f"layouts/assets/{asset.name}")
    for url, path in files.items():
        stage(url, (options.site / path).read_bytes(), path)
    _renderer.cache_clear()
    render = functools.partial(render_page, loaded.roots)
    chosen = executor if len(pages) >= PARALLEL_FROM else None
    found: dict[tuple[Where, str], Problem] = {}  # a layout that fails, fails for many pages: one is enough to say
    for number, (page, result) in enumerate(zip(pages, work.run(chosen, render, pages), strict=True), 1):
        if isinstance(result, bytes):
            stage(page.url, result, page.source)
        else:
            for each in result:
                found.setdefault((each.where, each.rule), each)
        progress("render", number, len(pages))
    report.problems = with_severities([*report.problems, *found.values()], dict(loaded.site.config.rules))
    report.files = len(manifest)
    report.manifest = manifest


def _publish(options: BuildOptions, loaded: Loaded, output: Output, report: Report) -> None:
    """Pages into place, then deletions, then the list of what was written."""
    path = manifest_path(options.site, output.root)
    before = read_manifest(path)
    # With --keep-going an article that cannot be used keeps its last good page.
    kept = {file: source for file, source in before.items() if source in loaded.broken}
    manifest = {**kept, **report.manifest}
    write_manifest(path, {**before, **manifest})
    report.written = output.publish()
    report.deleted = output.delete(before.keys() - manifest.keys())
    write_manifest(path, manifest)
    report.published = True
