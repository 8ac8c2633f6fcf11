"""Paste: a text that somebody copied, put into the site as a draft, with what an editor has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.desk.text import TextOptions, check_text
from generator.hindi import norm_text, script_of
from generator.importing.carried import Carried, Picture, moment_text, render_carried
from generator.importing.pasted import Pasted, is_html, parse_pasted
from generator.importing.placing import write_once
from generator.new import refuse_twice, slug_of_headlines
from generator.paths import FOLDER
from generator.problems import Problem, SiteError, Where, problem

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from generator.importing.carried import Loss, Value
    from generator.model import Config, Edition


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a text: where it is, what was left out of it, what is to be looked at."""

    path: str
    text: str
    dropped: tuple[str, ...]
    problems: list[Problem]


class _Elsewhere:
    """A page of somebody else's: its pictures are theirs, and its links lead where they led."""

    def picture(self, url: str, id: str) -> Picture | str:
        return "on another site"

    def link(self, url: str) -> str:
        return url

    def file(self, url: str) -> str:
        return url


def paste(site: Path, config: Config, text: str, code: str, section: str, now: datetime, dry: bool) -> Draft:
    """Writes a text as a draft of the edition in its script. Raises SiteError where the story is there already."""
    zone = ZoneInfo(config.timezone)
    found, losses = _parsed(text, zone)
    edition = _edition(config, code, found)
    slug = slug_of_headlines([found.title]) if found.title else ""
    slug = slug or f"story-{now:%Y-%m-%d-%H%M}"
    path = f"{FOLDER}/{f'{section}/' if section else ''}{slug}.{edition.code}.md"
    later = found.updated if found.date and found.updated and found.updated > found.date else None
    fields: tuple[tuple[str, Value], ...] = (
        ("title", norm_text(found.title) or slug),
        ("date", moment_text(found.date or found.updated or now.replace(second=0, microsecond=0), zone)),
        ("updated", moment_text(later, zone) if later else ""),
        ("authors", found.authors),
        ("summary", found.summary),
        ("slug", slug),
        ("draft", True),
    )
    carried = Carried("", path, fields, found.body, tuple(losses))
    source = render_carried(carried)
    refuse_twice(site, config, f"{section}/{slug}" if section else slug)
    if not dry:
        write_once(site, path, source.encode())
    return Draft(path, source, tuple(found.dropped), [*_missing(found, path), *_damage(carried, source, edition)])


def _parsed(text: str, zone: ZoneInfo) -> tuple[Pasted, list[Loss]]:
    """What a text holds: of a page's source, what the page says to machines goes first."""
    if not is_html(text):
        return parse_pasted(text, zone), []
    from generator.importing.markup import to_markdown
    from generator.importing.page_source import facts_of_page, main_part

    told = facts_of_page(text, zone)
    written = to_markdown(main_part(text), _Elsewhere())
    found = parse_pasted(written.text, zone, told.title, markdown=True)
    found.date, found.updated = told.date or found.date, told.updated or found.updated
    found.authors, found.summary = told.authors or found.authors, told.summary
    return found, written.losses


def _edition(config: Config, code: str, found: Pasted) -> Edition:
    if code:
        return config.edition(code)
    script = script_of(f"{found.title} {found.body[:2000]}")
    return next((each for each in config.editions if each.script == script), config.editions[0])


def _missing(found: Pasted, path: str) -> list[Problem]:
    if not found.title and not found.body:
        raise SiteError(problem("import-empty", Where()))
    missing = [] if found.title else [problem("import-title", Where(path, 2))]
    return missing if found.date or found.updated else [*missing, problem("import-date", Where(path, 3), found="…")]


def _damage(carried: Carried, source: str, edition: Edition) -> list[Problem]:
    """What is wrong with the words, and what could not come along."""
    options = TextOptions(language=edition.code.partition("-")[0], digits=edition.numerals)
    findings = [each.problem for each in check_text(source, carried.path, options)]
    places = {
        lost.mark: source.count("\n", 0, max(source.find(lost.mark), 0)) + 1 for lost in carried.losses if lost.mark
    }
    losses = [
        problem(each.rule, Where(carried.path, places.get(each.mark, 0)), **dict(each.facts)) for each in carried.losses
    ]
    return [*findings, *losses]
