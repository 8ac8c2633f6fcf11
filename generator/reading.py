"""Reading: from the files of a site that changed to the `Site` of a moment, through the memo."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator import recall, work
from generator.config import parse_config, with_base_url
from generator.content import decode
from generator.digest import digest
from generator.documents import Documents
from generator.dressing import Dressing, dress
from generator.library import Library
from generator.memo import SharedMemo, seal, unseal
from generator.model import MediaFile
from generator.pages.site_info import add_info
from generator.parse import content_options, dates_from_git, load_files, parse_files
from generator.paths import CONFIG as CONFIG_PATH
from generator.paths import FOLDER as CONTENT
from generator.paths import is_article
from generator.problems import Problem, SiteError, Where, has_errors, problem
from generator.rows import Packed, Row, unpack
from generator.saved import Saved
from generator.search import SearchIndex
from generator.shaping import can_shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from generator.memo import Memo
    from generator.model import Config
    from generator.options import Progress
    from generator.site import Site
    from generator.sweep import Stat

    Pool = Callable[[int], AbstractContextManager[Executor | None]]  # for so many files


BATCH = 1000  # rows that are kept in the memo at a time
PICTURE_WORK = 8  # articles that are parsed while a picture is looked at


@dataclass(slots=True)
class Found:
    """What one reading found that the memo does not hold yet."""

    content: str = ""  # digest of what parsing depends on besides a file's text
    rows: list[tuple[str, str, bytes, str]] = field(default_factory=list)  # path, source, sealed row, story
    gone: set[str] = field(default_factory=set)  # paths of articles that are no more


def load_config(root: Path, base_url: str = "") -> tuple[Config, list[Problem]]:
    """A site's config, under another base URL if one is given. Raises SiteError where there is none."""
    try:
        text = decode((root / CONFIG_PATH).read_bytes(), CONFIG_PATH)
    except (FileNotFoundError, NotADirectoryError):
        raise SiteError(problem("config-missing", Where(CONFIG_PATH))) from None
    except OSError as error:
        raise SiteError(problem("content-unreadable", Where(CONFIG_PATH), reason=error.strerror or error)) from None
    config, problems = parse_config(text)
    return (with_base_url(config, base_url) if base_url else config), list(problems)


class Reading:
    """The input side of a build; its lifetime is a command's, and it reads again only what changed."""

    def __init__(self, root: Path, memo: Memo, base_url: str, drafts: bool, keep_going: bool) -> None:
        self.root = root
        self.memo = memo
        recall.take(memo)
        self.base_url = base_url
        self.drafts = drafts
        self.keep_going = keep_going
        self.shared = SharedMemo(memo)
        self.documents = Documents(self.shared)
        self.config: Config | None = None
        self.config_problems: list[Problem] = []
        self.library: Library | None = None
        self.dressing: Dressing | None = None
        self.media_problems: dict[str, tuple[Problem, ...]] = {}
        self.shapes = False  # whether social cards are wanted and can be drawn

    def read(
        self,
        now: datetime,
        inputs: dict[str, Stat],
        changed: set[str] | None,
        pool: Pool,
        progress: Progress,
    ) -> Site:
        """The site of a moment. `changed` are the paths of `inputs` that may differ from the last time; None: all.

        Raises SiteError where config.yaml or the layouts cannot be read at all.
        """
        before_then = self.library and self.library.then and now < self.library.then  # the clock was put back
        first = self.library is None or changed is None or bool(before_then)
        if first or (changed and CONFIG_PATH in changed):
            before = self.config
            fresh, self.config_problems = load_config(self.root, self.base_url)
            if self.keep_going and has_errors(self.config_problems):
                raise SiteError(*self.config_problems)  # a site under half a config is another site
            self.config = fresh
            first = first or self.config != before
        config = self.config
        assert config is not None  # read above, now or before
        moment = now.astimezone(ZoneInfo(config.timezone))
        library, whole = self._library(config, first, changed, moment)
        touched = set(inputs) if changed is None else changed
        content = {path for path in touched if path.startswith(f"{CONTENT}/")}
        everything = {path for path in inputs if path.startswith(f"{CONTENT}/")} if first else content
        found = Found()
        wanted = everything if whole else content
        rows = dict(self._rows(library, config, inputs, wanted, content, whole, pool, progress, found))
        media = dict(self._media(library, config, inputs, everything, content, first, pool))
        site = library.update(self._dated(rows, config), media, moment)
        self._remember(library, found)
        if self.dressing is None or first or any(not path.startswith(f"{CONTENT}/") for path in touched):
            self.dressing = dress(self.root, config, self.memo.fact("layouts") or {})  # type: ignore[arg-type] # what a build put there
        self.shapes = config.pictures.cards and can_shape()
        return self.dressed(site)

    def dressed(self, site: Site) -> Site:
        """A gathered site with what its layouts are, and what they show of it on every page."""
        dressing = self.dressing
        assert dressing is not None  # read sets it
        site = replace(site, blocks=dressing.blocks, layouts=dressing.for_articles, posters=self.shapes)
        add_info(site, dressing.words, dressing.assets, dressing.layouts.of)
        return site

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the files, the stories and the terms that were read."""
        yield from self.config_problems
        if self.config and self.config.pictures.cards and not self.shapes:
            yield problem("config-shaping", Where(CONFIG_PATH))
        for found in self.media_problems.values():
            yield from found
        if self.library:
            yield from self.library.problems()

    def unpublished(self) -> dict[str, str]:
        """The articles that are drafts, scheduled or expired: the address of each by its path."""
        return self.library.unpublished if self.library else {}

    def save(self) -> None:
        """Keeps what was gathered, for the next process; the site that it makes was published."""
        library, config = self.library, self.config
        assert library is not None and config is not None  # read sets both
        recall.keep(self.memo)
        if config.undated != "git":  # whose dates come from elsewhere
            library.saved.keep(library, self._mark(config))
            library.saved.relieve(library)

    def _mark(self, config: Config) -> str:
        """What a saved library holds for, besides the rows that it was gathered from."""
        return digest((config, self.drafts, self.keep_going))

    def _library(self, config: Config, first: bool, changed: set[str] | None, now: datetime) -> tuple[Library, bool]:
        """The library to be brought up to date, and whether everything has to be read into it."""
        if self.library is not None and not first:
            return self.library, False
        saved = Saved(self.shared, ZoneInfo(config.timezone))
        library = Library(config, self.documents, saved, self.drafts, SearchIndex(self.shared))
        known = self.library is None and changed is not None and config.undated != "git"
        same = known and self.memo.fact("content") == digest(content_options(config))
        with work.undisturbed():
            whole = not (same and library.saved.restore(library, self._mark(config), now))
        self.library = library
        self.media_problems = {}
        return library, whole

    def _rows(
        self,
        library: Library,
        config: Config,
        inputs: dict[str, Stat],
        wanted: set[str],
        touched: set[str],
        whole: bool,
        pool: Pool,
        progress: Progress,
        found: Found,
    ) -> Iterator[tuple[str, Row | None]]:
        """The rows that the library lacks or that may have changed."""
        zone = ZoneInfo(config.timezone)
        options = content_options(config)
        found.content = digest(options)
        same = self.memo.fact("content") == found.content
        old: dict[str, object] = {}
        sources: dict[str, str] = {}
        for path, source, value in self.memo.all("rows") if whole else ():
            sources[path] = source
            old[path] = value
        found.gone = {path for path in (sources if whole else wanted) if is_article(path) and path not in inputs}
        to_read = []
        for path in sorted(path for path in wanted if is_article(path)):
            if path not in inputs:
                yield path, None
            elif same and path in old and path not in touched:
                yield path, unpack(old[path], zone)
            else:
                to_read.append(path)
        if not whole:
            sources = {path: source for path in to_read for source in self.memo.column("source of", path)}
        with pool(len(to_read)) as executor:
            parsed = parse_files(self.root, to_read, options, sources, executor, self.keep_going)
            for number, (path, result) in enumerate(parsed, 1):
                progress("parse", number, len(to_read))
                if result is None and not whole and not library.has_news_of(path):
                    continue  # the very text that the library was gathered from
                yield path, self._row(library, path, result, path in sources, zone, found)
                if whole and len(found.rows) >= BATCH:  # nobody will ask what they were before
                    library.saved.suspend()
                    self.memo.put("rows", found.rows)
                    found.rows.clear()

    def _row(
        self,
        library: Library,
        path: str,
        result: Packed | tuple[Problem, ...] | None,
        remembered: bool,
        zone: ZoneInfo,
        found: Found,
    ) -> Row:
        """The row of a file that was looked at."""
        if isinstance(result, Packed):
            row = unpack(unseal(result.meta), zone)
            found.rows.append((path, result.source, result.meta, row.article.story if row.article else ""))
            # No page is made of a body before all are kept, and no other body is held meanwhile.
            self.memo.put("bodies", ((path, result.body),))
            self.memo.put("words", ((path, result.words),) if result.words else ())
            self.documents.forget((path,))
            return row
        value = self.memo.value("rows", path) if remembered and (result is None or self.keep_going) else None
        last_good = unpack(value, zone) if value else Row(None, "", "", ())
        # None: the text is the remembered one, as after a save without a change.
        return last_good if result is None else replace(last_good, problems=result)

    def _remember(self, library: Library, found: Found) -> None:
        """Keeps the rows that were read; each is a function of its source, so it is true whatever comes of a build."""
        if found.rows or found.gone:
            library.saved.suspend()
        self.memo.put("rows", found.rows)
        for table in ("rows", "bodies", "words"):
            self.memo.drop(table, found.gone)
        self.documents.forget(found.gone)
        self.memo.set_fact("content", found.content)
        self.memo.commit()

    def _dated(self, rows: dict[str, Row | None], config: Config) -> dict[str, Row | None]:
        """The rows, undated ones with the date at which git first saw their files, if the config says so."""
        if config.undated != "git":
            return rows
        undated = {path: row for path, row in rows.items() if row and row.article and not row.article.date}
        dates = dates_from_git(self.root) if undated else {}
        zone = ZoneInfo(config.timezone)
        for path, row in undated.items():
            if row.article and not row.article.is_page and path in dates:
                date = dates[path].astimezone(zone)
                rows[path] = replace(row, article=replace(row.article, date=date), meta=digest((row.meta, date)))
        return rows

    def _media(
        self,
        library: Library,
        config: Config,
        inputs: dict[str, Stat],
        wanted: set[str],
        touched: set[str],
        first: bool,
        pool: Pool,
    ) -> Iterator[tuple[str, MediaFile | None]]:
        """The media files that are new to the library, changed or gone; the others it is given at once."""
        mark = digest((config.base_path, config.pictures))
        known = dict(library.media)
        if first and self.memo.fact("media") == mark:
            known = {path: MediaFile(*value) for path, _, value in self.memo.all("media")}  # type: ignore[misc] # a tuple of its fields
            library.media = {path: file for path, file in known.items() if path in inputs and path not in touched}
        to_load = []
        for path in sorted(path for path in wanted if not is_article(path)):
            if path not in inputs:
                self.media_problems.pop(path, None)
                yield path, None
            elif path in touched or path not in library.media:
                to_load.append(path)
        loaded: list[MediaFile] = []
        with pool(len(to_load) * PICTURE_WORK) as executor:
            for path, file, problems in load_files(self.root, to_load, config, known, executor):
                self.media_problems.pop(path, None)
                if file:
                    loaded.append(file)
                else:
                    self.media_problems[path] = problems
                yield path, file
        values = ((each.path, "", seal(astuple(each))) for each in loaded)
        self.memo.put("media", values)
        self.memo.drop("media", {path for path in wanted if path not in inputs} | set(self.media_problems))
        self.memo.set_fact("media", mark)
