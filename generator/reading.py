"""Reading: from the files of a site that changed to the `Site` of a moment, through the memo."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.assets import Asset, load_assets
from generator.config import parse_config, with_base_url
from generator.digest import digest
from generator.documents import Documents
from generator.layouts import LayoutDigests, load_words
from generator.library import Library
from generator.memo import seal, unseal
from generator.model import MediaFile
from generator.pages.site_info import add_info
from generator.parse import content_options, dates_from_git, load_files, parse_files
from generator.paths import CONFIG as CONFIG_PATH
from generator.paths import FOLDER as CONTENT
from generator.paths import is_article
from generator.problems import Problem, SiteError, Where, has_errors, problem
from generator.roots import find_files, layout_roots
from generator.rows import Packed, Row, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from generator.article import ContentOptions
    from generator.memo import Memo
    from generator.model import Config
    from generator.options import Progress
    from generator.site import Site

    Pool = Callable[[int], AbstractContextManager[Executor | None]]  # for so many files


# Layouts whose pages have another view than an article's.
OTHER_KINDS = {"404", "404-root", "archive", "authors", "base", "front", "latest", "month", "redirect", "root"}
OTHER_KINDS |= {"search", "section", "tags", "term", "terms"}


@dataclass(frozen=True, slots=True)
class Dressing:
    """What the layouts' folders give a site: words, assets, the layouts themselves."""

    roots: tuple[Path, ...]
    words: dict[str, dict[str, str]]
    assets: tuple[Asset, ...]
    layouts: LayoutDigests
    blocks: frozenset[str]
    for_articles: frozenset[str]  # the layouts that an article may name


def load_config(root: Path, base_url: str = "") -> tuple[Config, list[Problem]]:
    """A site's config, under another base URL if one is given. Raises SiteError where there is none."""
    try:
        text = (root / CONFIG_PATH).read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        raise SiteError(problem("config-missing", Where(CONFIG_PATH))) from None
    except UnicodeDecodeError as error:
        raise SiteError(problem("content-utf8", Where(CONFIG_PATH), byte=error.start)) from None
    config, problems = parse_config(text)
    return (with_base_url(config, base_url) if base_url else config), list(problems)


class Reading:
    """The input side of a build; its lifetime is a command's, and it reads again only what changed."""

    def __init__(self, root: Path, memo: Memo, base_url: str, drafts: bool, keep_going: bool) -> None:
        self.root = root
        self.memo = memo
        self.base_url = base_url
        self.drafts = drafts
        self.keep_going = keep_going
        self.documents = Documents(memo.path)
        self.config: Config | None = None
        self.config_problems: list[Problem] = []
        self.library: Library | None = None
        self.dressing: Dressing | None = None
        self.sources: dict[str, str] = {}  # path → digest of what its remembered row was parsed from
        self.media_problems: dict[str, tuple[Problem, ...]] = {}

    def read(
        self,
        now: datetime,
        inputs: dict[str, str],
        changed: set[str] | None,
        pool: Pool,
        progress: Progress,
    ) -> Site:
        """The site of a moment. `changed` are the paths of `inputs` that may differ from the last time; None: all.

        Raises SiteError where config.yaml or the layouts cannot be read at all.
        """
        first = self.library is None
        if first or changed is None or CONFIG_PATH in changed:
            before = self.config
            fresh, self.config_problems = load_config(self.root, self.base_url)
            if self.keep_going and has_errors(self.config_problems):
                raise SiteError(*self.config_problems)  # a site under half a config is another site
            self.config = fresh
            first = first or self.config != before
        config = self.config
        assert config is not None  # read above, now or before
        if first:
            self.library = Library(config, self.documents, self.drafts)
            self.media_problems = {}
        library = self.library
        assert library is not None  # made above, now or before
        touched = set(inputs) if changed is None else changed
        content = {path for path in touched if path.startswith(f"{CONTENT}/")}
        everything = {path for path in inputs if path.startswith(f"{CONTENT}/")} if first else content
        rows = dict(self._rows(library, config, inputs, everything, content, first, pool, progress))
        media = dict(self._media(config, inputs, everything, content, first))
        site = library.update(self._dated(rows, config), media, now.astimezone(ZoneInfo(config.timezone)))
        if self.dressing is None or first or any(not path.startswith(f"{CONTENT}/") for path in touched):
            self.dressing = self._dress(config)
        site = replace(site, blocks=self.dressing.blocks, layouts=self.dressing.for_articles)
        add_info(site, self.dressing.words, self.dressing.assets)
        return site

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the files, the stories and the terms that were read."""
        yield from self.config_problems
        for found in self.media_problems.values():
            yield from found
        if self.library:
            yield from self.library.problems()

    def unpublished(self) -> set[str]:
        """The paths of articles that are drafts, scheduled or expired."""
        return self.library.unpublished if self.library else set()

    def close(self) -> None:
        """Ends the use of the memo."""
        self.documents.close()

    def _rows(
        self,
        library: Library,
        config: Config,
        inputs: dict[str, str],
        wanted: set[str],
        touched: set[str],
        first: bool,
        pool: Pool,
        progress: Progress,
    ) -> Iterator[tuple[str, Row | None]]:
        """The rows that the library lacks or that may have changed."""
        zone = ZoneInfo(config.timezone)
        options = content_options(config)
        old: dict[str, object] = {}
        if first:
            for path, source, value in self.memo.all("rows"):
                self.sources[path] = source
                old[path] = value
        same = self.memo.fact("content") == digest(options)
        to_read = []
        for path in sorted(path for path in wanted if is_article(path)):
            if path not in inputs:
                yield path, None
            elif same and path in old and path not in touched:
                yield path, unpack(old[path], zone)
            else:
                to_read.append(path)
        packed: list[Packed] = []
        with pool(len(to_read)) as executor:
            found = list(self._parsed(to_read, options, executor, progress))
        for path, result in found:
            if isinstance(result, Packed):
                packed.append(result)
                yield path, unpack(unseal(result.meta), zone)
            elif result is None:
                row = unpack(self.memo.row(path), zone)
                if library.rows.get(path) != row:  # as after a save of the same text
                    yield path, row
            else:
                last_good = self.memo.row(path) if self.keep_going and path in self.sources else None
                row = unpack(last_good, zone) if last_good else Row(None, "", "", ())
                yield path, replace(row, problems=result)
        self._remember(packed, {path for path in self.sources if path not in inputs})
        self.memo.set_fact("content", digest(options))
        self.memo.commit()  # a row is a function of its source, so it is true whatever becomes of this build

    def _parsed(
        self, paths: list[str], options: ContentOptions, executor: Executor | None, progress: Progress
    ) -> Iterator[tuple[str, Packed | tuple[Problem, ...] | None]]:
        found = parse_files(self.root, paths, options, self.sources, executor, self.keep_going)
        for number, each in enumerate(found, 1):
            progress("parse", number, len(paths))
            yield each

    def _remember(self, packed: list[Packed], gone: set[str]) -> None:
        self.memo.put("rows", ((each.path, each.source, each.meta) for each in packed))
        self.memo.put("bodies", ((each.path, each.body) for each in packed))
        self.sources |= {each.path: each.source for each in packed}
        self.memo.drop("rows", gone)
        self.memo.drop("bodies", gone)
        for path in gone:
            del self.sources[path]
        self.documents.forget({each.path for each in packed} | gone)

    def _dated(self, rows: dict[str, Row | None], config: Config) -> dict[str, Row | None]:
        """The rows, undated ones with the date at which git first saw their files, if the config says so."""
        if config.undated != "git":
            return rows
        undated = {
            path: row
            for path, row in rows.items()
            if row and row.article and not row.article.date and not row.article.is_page
        }
        dates = dates_from_git(self.root) if undated else {}
        zone = ZoneInfo(config.timezone)
        for path, row in undated.items():
            if row.article and path in dates:
                date = dates[path].astimezone(zone)
                rows[path] = replace(row, article=replace(row.article, date=date), meta=digest((row.meta, date)))
        return rows

    def _media(
        self, config: Config, inputs: dict[str, str], wanted: set[str], touched: set[str], first: bool
    ) -> Iterator[tuple[str, MediaFile | None]]:
        """The media files that the library lacks or that may have changed."""
        old: dict[str, MediaFile] = {}
        if first and self.memo.fact("media") == config.base_path:
            for path, _, value in self.memo.all("media"):
                old[path] = MediaFile(*value)  # type: ignore[misc] # a tuple of its fields
        to_load = []
        for path in sorted(path for path in wanted if not is_article(path)):
            self.media_problems.pop(path, None)
            if path not in inputs:
                yield path, None
            elif path in old and path not in touched:
                yield path, old[path]
            else:
                to_load.append(path)
        loaded: list[MediaFile] = []
        for path, file, problems in load_files(self.root, to_load, config.base_path):
            if file:
                loaded.append(file)
            else:
                self.media_problems[path] = problems
            yield path, file
        values = ((each.path, "", seal(astuple(each))) for each in loaded)
        self.memo.put("media", values)
        self.memo.drop("media", {path for path in wanted if path not in inputs} | set(self.media_problems))
        self.memo.set_fact("media", config.base_path)

    def _dress(self, config: Config) -> Dressing:
        roots = layout_roots(self.root)
        words, wrong = load_words(roots, config)
        if wrong:
            raise SiteError(*wrong)
        remembered = self.memo.fact("layouts") or {}
        layouts = LayoutDigests(roots, remembered)  # type: ignore[arg-type] # what was put there by a build
        circles = tuple(layouts.check_circles())
        if circles:
            raise SiteError(*circles)
        blocks = {name.partition(".")[0] for name in find_files(roots, "blocks") if "/" not in name}
        tops = {name.removesuffix(".html") for name in layouts.files if name.endswith(".html") and "/" not in name}
        assets = load_assets(roots, config.base_path)
        return Dressing(roots, words, assets, layouts, frozenset(blocks), frozenset(tops - OTHER_KINDS))
