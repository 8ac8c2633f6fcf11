"""Previews: from the text of an article that is being written to its page, by way of the real parser and layout.

Nothing of it reaches the library, the memo, the output or the disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.checks import check_article, check_layout
from generator.content import decode
from generator.digest import digest
from generator.later import Later
from generator.memo import unseal
from generator.pages import DRAWN, KINDS, Unit
from generator.pages import article as pages
from generator.parse import content_options, parse_text
from generator.problems import Problem, SiteError, with_severities
from generator.rows import Packed, unpack, unpack_document
from generator.trying import try_row
from generator.units import renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Config
    from generator.reading import Reading
    from generator.rows import Row
    from generator.site import Site
    from generator.units import Job


@dataclass(frozen=True, slots=True)
class Preview:
    """An article's page as a text would make it, and what is wrong with the text."""

    html: bytes  # empty where no page can be made of it
    problems: tuple[Problem, ...]
    site: Site | None = None  # in which the text stands


def parsed_text(config: Config, path: str, text: str) -> Packed | tuple[Problem, ...]:
    """The text of an article as a build would parse it: nothing of the site is asked, and none takes for ever."""
    data = text.encode("utf-8", "replace")
    try:
        return parse_text(path, data, decode(data, path), "", content_options(config))
    except SiteError as error:
        return error.problems


def preview(reading: Reading, job: Job, path: str, parsed: Packed | tuple[Problem, ...]) -> Preview:
    """The page of an article with another text, under the config and layouts of the last build."""
    config, library = reading.config, reading.library
    assert config is not None and library is not None  # a build has read them
    rules = dict(config.rules)
    if not isinstance(parsed, Packed):
        return Preview(b"", with_severities(parsed, rules))
    row = _shown(unpack(unseal(parsed.meta), job.site.now.tzinfo), library.rows.find(path), job)  # type: ignore[arg-type] # a site's
    assert row.article is not None  # or it would be problems
    site = reading.dressed(try_row(library, path, row, unpack_document(unseal(parsed.body))))
    problems = [*row.problems, *site.stories[row.article.story].problems]
    html = b""
    if path in site.by_path:  # another file may be the story's article of this edition
        problems += _referred(site, path)
        try:
            html = _page(site, job, path)
        except SiteError as error:
            problems += error.problems
    return Preview(html, with_severities(problems, rules), site)


def drawn_later(job: Job, site: Site) -> Later:
    """The pictures and cards that pages of a site name, each to be made when somebody asks for it."""
    units = (
        Unit(kind, edition.code, part, inputs)
        for kind in DRAWN
        for edition in site.config.editions
        for part, inputs in KINDS[kind].units(site, edition)
    )
    return Later(replace(job, site=site), units)


def _shown(row: Row, old: Row | None, job: Job) -> Row:
    """A row of an article without an end, and dated as before where only git knows the date."""
    article = row.article
    assert article is not None  # asked before
    date = article.date
    if date is None and old and old.article and job.site.config.undated == "git":
        date = old.article.date
    return replace(row, article=replace(article, expire=None, date=date), meta=digest((row.meta, date)))


def _referred(site: Site, path: str) -> Iterator[Problem]:
    """What an article refers to in vain, as far as its own page can tell."""
    article = site.by_path[path]
    found: Iterable[object] = (*check_layout(site, article), *check_article(site, article))
    return (each for each in found if isinstance(each, Problem))


def _page(site: Site, job: Job, path: str) -> bytes:
    article = site.by_path[path]
    edition, shelf = site.stories[article.story].places[path]
    planned = pages.plan(site, site.config.edition(edition), shelf, (site.addresses[path],))
    page = next(each for each in planned if each.source == path)
    return renderer(job.roots, job.cache, job.layouts.mark).render(page)
