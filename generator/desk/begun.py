"""Translations that were begun: what of them is published and still in the original's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.desk.skeleton import waiting
from generator.edits import Finding
from generator.frontmatter import front_lines
from generator.hindi import excerpt, script_of
from generator.problems import Where, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model import Article
    from generator.site import Site, Story

SHOWN = 60  # grapheme clusters of a passage that a message names


def is_begun(site: Site, article: Article, source: str) -> bool:
    """Whether passages of an article still wait for their translation."""
    return next(_waiting(site, article, source), None) is not None


def check_begun(site: Site, story: Story, texts: Mapping[str, str]) -> Iterator[Finding]:
    """The passages and headlines of a story's published articles that nobody has translated yet."""
    titles = {each.edition: each.title for each in story.articles}
    for article in (each for each in story.articles if not (each.draft or each.gone)):
        path, source = article.path, texts.get(article.path, "")
        if titles.get(article.original) == article.title:
            script = script_of(article.title)
            if script and script != site.config.edition(article.edition).script:
                yield Finding(problem("translation-title", Where(path, article.line_of("title")), found=article.title))
        for begin, said in _waiting(site, article, source):
            where = Where(path, source.count("\n", 0, begin) + 1, 1)
            yield Finding(problem("translation-waits", where, found=excerpt(said, SHOWN)))


def _waiting(site: Site, article: Article, source: str) -> Iterator[tuple[int, str]]:
    codes = [each.code for each in site.config.editions if each.code != article.edition]
    front = front_lines(source)
    if codes and front and "<!-- " in source:
        yield from waiting(source, codes, front[2])
