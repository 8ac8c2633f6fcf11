"""Translations: which stories are complete, missing or outdated in which edition, and the line that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.desk.pins import with_field
from generator.plain import followed
from generator.shelves import modified
from generator.site import DRAFT, EXPIRED, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from generator.edits import Edit
    from generator.model import Article
    from generator.site import Site, Story

MISSING, OUTDATED, DRAFTED, COMPLETE = "missing", "outdated", "draft", "complete"
STATES = (MISSING, OUTDATED, DRAFTED, COMPLETE)


@dataclass(frozen=True, slots=True)
class Translation:
    """How a story stands in one edition, beside the article that it is translated from."""

    state: str
    story: str
    edition: str
    original: Article
    article: Article | None
    since: datetime | None  # from when on it is so: the original's date, or the original's last update
    marked: bool  # says from which text it was made

    def days(self, now: datetime) -> int | None:
        """For how many days it has been so; None where nothing is dated."""
        return None if self.since is None else max((now - self.since).days, 0)


def translations(site: Site) -> Iterator[Translation]:
    """Every story's state in every edition but the original's, in the order of the stories' names."""
    for name in sorted(site.stories):
        yield from translations_of(site, site.stories[name])


def translations_of(site: Site, story: Story) -> Iterator[Translation]:
    """A story's state in every edition but the original's."""
    found = {
        each.edition: each
        for each in story.articles
        if not (each.gone or each.unlisted) and state_of(each, site.now) != EXPIRED
    }
    original = original_of(found.values())
    if original is None:
        return
    alone = original.untranslated or original.section in site.config.untranslated
    for edition in site.config.editions:
        article = found.get(edition.code)
        if article is original or (article is None and (alone or original.draft)):
            continue
        state = _state(story, original, article, site.now)
        since = original.date if state == MISSING else modified(original) if state == OUTDATED else None
        since = since or (article.date if article else None)
        yield Translation(
            state, story.name, edition.code, original, article, since, bool(article and article.translated)
        )


def _state(story: Story, original: Article, article: Article | None, now: datetime) -> str:
    if article is None:
        return MISSING
    if article.edition in story.outdated and article.original == original.edition:
        return OUTDATED
    return DRAFTED if state_of(article, now) == DRAFT else COMPLETE


def original_of(articles: Iterable[Article]) -> Article | None:
    """The article that the others are translated from: the one they name, or else the first that names none."""
    found = list(articles)
    named = {each.original for each in found}
    first = next((each for each in found if each.edition in named), None)
    return first or next((each for each in found if not each.original), None) or next(iter(found), None)


def mark(site: Site, article: Article, original: Article, source: str) -> Edit | None:
    """The edit by which an article says that it is a translation of another one as that one is now."""
    value = f"{original.edition} {followed(original, site.documents[original.path])}"
    return with_field(source, article.path, "translated_from", value)
