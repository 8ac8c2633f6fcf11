"""Side by side: where a story's articles do not go paragraph by paragraph, and stand beside each other by sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.aligning import pieces, uneven
from generator.desk.pairs import language
from generator.edits import Finding
from generator.pages.body import body
from generator.problems import Where, problem
from generator.site import beside_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.aligning import Piece
    from generator.model import Article
    from generator.site import Site


def check_beside(site: Site, texts: Mapping[str, str]) -> Iterator[Finding]:
    """The sections of stories read side by side that have not the same pieces; `texts` are the sources by path."""
    for name in sorted(site.stories):
        articles = [each for each in site.stories[name].articles if each.path in site.by_path]
        for article in articles[:1]:
            for code in beside_of(site, article):
                other = site.stories[name].live[code]
                yield from _check(site, article, other, texts)


def _check(site: Site, article: Article, other: Article, texts: Mapping[str, str]) -> Iterator[Finding]:
    one, two = (_pieces(site, each) for each in (article, other))
    names = {"one": language(article.edition), "two": language(other.edition)}
    headings = [each.text for each in site.documents[other.path].headings]
    for each in uneven(one, two):
        counts = {"count": each.count, "other": each.other}
        if each.heading < 0:
            yield Finding(problem("side-headings", Where(other.path, other.body_line), **names, **counts))
            continue
        heading = headings[each.heading - 1] if 0 < each.heading <= len(headings) else ""
        where = Where(other.path, _line(texts.get(other.path, ""), heading, other.body_line))
        yield Finding(problem("side-rows", where, heading=heading or other.title, **names, **counts))


def _pieces(site: Site, article: Article) -> list[Piece]:
    return pieces(body(site, article, site.config.edition(article.edition)))


def _line(source: str, heading: str, otherwise: int) -> int:
    """The line of a heading in a file."""
    lines = enumerate(source.split("\n"), 1)
    return next((number for number, line in lines if heading and line.strip("# ") == heading), otherwise)
