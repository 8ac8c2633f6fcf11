"""The list of stories: what an editor sees at a glance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from generator import cldr
from generator.newsroom.answers import Answer, Asked, page
from generator.newsroom.stories import PROBLEMS, SHOWS, Wanted
from generator.newsroom.troubles import troubles
from generator.problems import Where
from generator.registry import SECTION
from generator.site import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model import Edition
    from generator.newsroom.stories import DeskArticle, DeskStory, Stories
    from generator.newsroom.troubles import Trouble
    from generator.problems import Problem
    from generator.serve import Server
    from generator.site import Site

LOCALES = {"en": "en_IN", "hi": "hi_IN"}


@dataclass(frozen=True, slots=True)
class Line:
    """An article of a story in the list."""

    path: str
    edition: Edition | None  # None: of a file that cannot be used as it is
    title: str
    state: str
    marks: tuple[str, ...]  # unlisted, outdated
    url: str  # '' where readers have no page of it
    editor: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A story in the list."""

    day: str
    time: str
    section: str
    authors: str
    lines: tuple[Line, ...]
    missing: tuple[Edition, ...]
    problems: tuple[Trouble, ...]


def list_page(server: Server, stories: Stories, asked: Asked, common: Mapping[str, object]) -> Answer:
    """One page of the stories that are looked for; or all that is wrong with the site."""
    problems, site = server.report.problems, stories.refresh()
    if site is None:
        return page("list.html", asked, HTTPStatus.OK, site=None, problems=troubles(server, problems), **common)
    wanted = _wanted(asked, site)
    troubled = stories.troubled(site, problems)
    found = stories.find(wanted, troubled)
    listed = [_shown(server, site, each, wanted, troubled.get(each.name, [])) for each in found.stories]
    sections = [term for (field, _), term in site.terms.by_id.items() if field == SECTION]
    return page(
        "list.html",
        asked,
        HTTPStatus.OK,
        site=site,
        stories=listed,
        counts=found.counts,
        pages=found.pages,
        wanted=replace(wanted, page=min(wanted.page, found.pages)),
        shows=SHOWS,
        sections=[(term.id, term.name(server.language).name) for term in sections],
        editions=site.config.editions,
        problems=troubles(server, problems) if wanted.show == PROBLEMS else [],
        problem_count=len(problems),
        **common,
    )


def _wanted(asked: Asked, site: Site) -> Wanted:
    show, edition, number = asked.value("show"), asked.value("edition"), asked.value("page")
    return Wanted(
        text=asked.value("q")[:200],
        section=asked.value("section"),
        edition=edition if any(edition == each.code for each in site.config.editions) else "",
        show=show if show in SHOWS else SHOWS[0],
        page=int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1,
    )


def _shown(server: Server, site: Site, story: DeskStory, wanted: Wanted, problems: list[Problem]) -> Shown:
    known = [each.path for each in story.articles]
    broken = sorted({each.where.path for each in problems} - {*known})
    lines = [
        *(_line(server, site, each) for each in story.articles),
        *(_broken(server, each) for each in broken),
    ]
    moment = story.date
    return Shown(
        day=_day(server.language, moment.day, moment.month, moment.year) if moment else "",
        time=f"{moment:%H:%M}" if moment else "",
        section=_names(site, SECTION, [story.section] if story.section else [], server.language),
        authors=_names(site, "authors", story.authors, server.language),
        lines=tuple(lines),
        missing=tuple(site.config.edition(code) for code in story.missing if wanted.edition in ("", code)),
        problems=tuple(troubles(server, problems)),
    )


def _line(server: Server, site: Site, article: DeskArticle) -> Line:
    return Line(
        path=article.path,
        edition=site.config.edition(article.edition),
        title=article.title,
        state=article.state,
        marks=(("unlisted",) if article.unlisted else ()) + (("outdated",) if article.outdated else ()),
        url=article.url if article.state == PUBLISHED else "",
        editor=server.link(Where(article.path, 1)),
    )


def _broken(server: Server, path: str) -> Line:
    return Line(path, None, path, "broken", (), "", server.link(Where(path, 1)))


def _names(site: Site, field: str, ids: Iterable[str], language: str) -> str:
    return ", ".join(site.terms.get(field, id).name(language).name for id in ids)


def _day(language: str, day: int, month: int, year: int) -> str:
    return f"{day} {cldr.months(LOCALES[language], 'abbreviated')[month - 1]} {year}"
