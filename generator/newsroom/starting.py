"""What is begun at the desk: the same drafts that `khabar new` and `khabar translate` write."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from generator.new import Wish, start_story
from generator.newsroom.answers import Answer, Asked, address, page, redirect
from generator.newsroom.troubles import troubles
from generator.problems import SiteError
from generator.registry import SECTION
from generator.translating import begin_translation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Config
    from generator.newsroom.stories import Stories
    from generator.newsroom.troubles import Trouble
    from generator.serve import Server


def new_page(server: Server, asked: Asked, common: Mapping[str, object]) -> Answer:
    """The form for a new story."""
    return _form(server, asked, common, {}, [], HTTPStatus.OK)


def start(server: Server, asked: Asked, form: Mapping[str, str], common: Mapping[str, object]) -> Answer:
    """Writes the drafts that a form asks for, and leads to the first of them; or says why not."""
    config, root = _config(server), server.builder.root
    codes = [edition.code for edition in config.editions] if config else []
    only = form.get("only", "")
    wish = Wish(form.get("headline", ""), form.get("hindi", ""), form.get("section", ""), (), only)
    if config is None or only not in ("", *codes):
        return _form(server, asked, common, form, [], HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        paths = start_story(root, config, wish, server.now(config.timezone))
    except SiteError as error:
        return _form(server, asked, common, form, troubles(server, error.problems), HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(address("edit", path=paths[0].relative_to(root).as_posix()))


def translate(
    server: Server, stories: Stories, asked: Asked, form: Mapping[str, str], common: Mapping[str, object]
) -> Answer:
    """Writes the draft of a translation that a story lacks, and leads to it; or says why not."""
    root, site = server.builder.root, stories.refresh()
    if site is None:
        return redirect(address(""))
    code, _, path = form.get("to", "").partition(" ")
    try:
        with server.building:
            target, _ = begin_translation(root, site, server.report.problems, path, code)
    except SiteError as error:
        found = troubles(server, error.problems)
        return page("begun.html", asked, HTTPStatus.UNPROCESSABLE_ENTITY, troubles=found, **common)
    return redirect(address("edit", path=target.relative_to(root).as_posix()))


def _form(
    server: Server,
    asked: Asked,
    common: Mapping[str, object],
    given: Mapping[str, str],
    found: Sequence[Trouble],
    status: HTTPStatus,
) -> Answer:
    config = _config(server)
    taxonomies = config.taxonomies if config else ()
    terms = next((each.terms for each in taxonomies if each.field == SECTION), ())
    facts = {
        **common,
        "given": {name: given.get(name, "") for name in ("headline", "hindi", "section", "only")},
        "troubles": found,
        "sections": [(term.id, term.name(server.language).name) for term in terms],
        "editions": config.editions if config else (),
    }
    return page("new.html", asked, status, **facts)


def _config(server: Server) -> Config | None:
    reading = server.builder.reading
    return reading.config if reading else None
