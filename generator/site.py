"""The site: articles paired, completed from each other, sorted into lists and given their addresses.

`gather_site` is pure. What is planned from a `Site` may read all of it; what a layout sees is only the small values
that planning puts into a view.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator import urls
from generator.hindi import slugify
from generator.model import Article, Config, Document, Edition, MediaFile
from generator.problems import Problem, Where, problem
from generator.registry import SECTION
from generator.terms import Terms, gather_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.article import Parsed
    from generator.views import Card, SiteInfo

PUBLISHED, DRAFT, SCHEDULED, EXPIRED = "published", "draft", "scheduled", "expired"


@dataclass(frozen=True, slots=True)
class EditionIndex:
    """One edition's articles as its lists need them."""

    edition: Edition
    news: tuple[Article, ...]  # listed stories, newest first
    pages: tuple[Article, ...]  # listed static pages, by weight and title
    hidden: tuple[Article, ...]  # unlisted: reachable, but in no list
    by_term: dict[tuple[str, str], tuple[Article, ...]]  # (taxonomy field, term id) → news, newest first
    position: dict[str, int]  # path → place in news


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that planning knows."""

    config: Config
    now: datetime
    terms: Terms
    editions: dict[str, EditionIndex]
    stories: dict[str, dict[str, Article]]  # story → edition code → published article
    by_path: dict[str, Article]  # published articles
    short_names: dict[str, tuple[str, ...]]  # last segment of a story's name → stories
    addresses: dict[str, str]  # path → address
    documents: Mapping[str, Document]
    media: Mapping[str, MediaFile]
    files: dict[str, str]  # address → path, for what is copied as it is
    info: dict[str, SiteInfo] = field(default_factory=dict)
    cards: dict[tuple[str, str], Card] = field(default_factory=dict)

    def url(self, *segments: str) -> str:
        """An address of the site from its segments."""
        return urls.join(self.config.base_path, *segments)

    def translations(self, article: Article) -> Iterable[Article]:
        """The story's other published articles, in the order of the editions."""
        pair = self.stories.get(article.story, {})
        return (pair[each.code] for each in self.config.editions if each.code in pair and each.code != article.edition)


def state_of(article: Article, now: datetime) -> str:
    """Whether an article is published at a time, and if not, why not."""
    if article.draft:
        return DRAFT
    starts = article.publish or article.date
    if starts and starts > now:
        return SCHEDULED
    return EXPIRED if article.expire and article.expire <= now else PUBLISHED


def order_key(article: Article) -> tuple[float, str]:
    """Sorts articles from the oldest: by date, undated ones first, then by path."""
    return (article.date.timestamp() if article.date else float("-inf"), article.path)


def complete(articles: Iterable[Article], config: Config) -> tuple[list[Article], list[Problem]]:
    """Articles that took from their translations what they do not say themselves, in the order of their paths.

    Date, tags and other terms, image and section come from the first edition, in the config's order, that says them.
    """
    problems: list[Problem] = []
    stories: dict[str, dict[str, Article]] = {}
    for article in sorted(articles, key=lambda each: each.path):
        pair = stories.setdefault(article.story, {})
        if article.edition in pair:
            first = pair[article.edition].path
            problems.append(problem("article-twice", Where(article.path, 1), first=first, edition=article.edition))
            continue
        pair[article.edition] = article
    completed = []
    for pair in stories.values():
        ordered = [pair[edition.code] for edition in config.editions if edition.code in pair]
        completed += [_completed(article, [each for each in ordered if each is not article]) for article in ordered]
    undated = (each for each in completed if each.date is None and not each.is_page and config.undated != "allow")
    problems += [problem("date-missing", Where(article.path, 1)) for article in undated]
    return sorted(completed, key=lambda each: each.path), problems


def _completed(article: Article, others: list[Article]) -> Article:
    own = {name for name, _ in article.said}
    terms = dict(article.terms)
    borrowed: dict[str, str] = {}
    for other in others:
        for name, texts in other.terms:
            if name not in terms:
                terms[name] = texts
                borrowed[name] = other.edition

    def lender(name: str) -> Article:
        if name in own:
            return article
        return next((each for each in others if any(name == said for said, _ in each.said)), article)

    return replace(
        article,
        date=article.date or next((each.date for each in others if each.date), None),
        image=lender("image").image,
        section=lender("section").section,
        video=lender("video").video,
        terms=tuple(terms.items()),
        borrowed=tuple(borrowed.items()),
    )


def gather_site(
    config: Config,
    parsed: Iterable[Parsed],
    media: Mapping[str, MediaFile],
    now: datetime,
    drafts: bool = False,
) -> tuple[Site, list[Problem], list[Article]]:
    """The site of a moment, what is wrong with its parts taken together, and all articles in whatever state.

    With `drafts`, drafts and scheduled stories are taken as published.
    """
    parsed = list(parsed)
    articles, problems = complete((each.article for each in parsed if each.article), config)
    terms, articles, found = gather_terms(articles, config)
    problems += found
    states = (PUBLISHED, DRAFT, SCHEDULED) if drafts else (PUBLISHED,)
    live = [article for article in articles if state_of(article, now) in states]
    stories: dict[str, dict[str, Article]] = {}
    short_names: dict[str, list[str]] = {}
    for article in live:
        if article.story not in stories:
            short_names.setdefault(article.story.rpartition("/")[2], []).append(article.story)
        stories.setdefault(article.story, {})[article.edition] = article
    site = Site(
        config=config,
        now=now,
        terms=terms,
        editions={edition.code: _index(edition, live, config) for edition in config.editions},
        stories=stories,
        by_path={article.path: article for article in live},
        short_names={name: tuple(found) for name, found in short_names.items()},
        addresses={article.path: article_url(article, config, terms) for article in articles},
        documents={each.article.path: each.document for each in parsed if each.article and each.document},
        media=media,
        files=_files(config, media),
    )
    return site, problems, articles


def _index(edition: Edition, live: list[Article], config: Config) -> EditionIndex:
    own = [article for article in live if article.edition == edition.code]
    news = sorted((each for each in own if not each.is_page and not each.unlisted), key=order_key, reverse=True)
    pages = sorted(
        (each for each in own if each.is_page and not each.unlisted), key=lambda each: (each.weight, each.title)
    )
    by_term: dict[tuple[str, str], list[Article]] = {}
    for article in news:
        for name, ids in article.terms:
            for term in ids:
                by_term.setdefault((name, term), []).append(article)
    return EditionIndex(
        edition=edition,
        news=tuple(news),
        pages=tuple(pages),
        hidden=tuple(each for each in own if each.unlisted),
        by_term={key: tuple(found) for key, found in by_term.items()},
        position={article.path: index for index, article in enumerate(news)},
    )


def article_url(article: Article, config: Config, terms: Terms) -> str:
    """An article's address: the permalink pattern filled in, from `slug:` or else the story's name romanised."""
    edition = config.edition(article.edition)
    slug = article.slug or slugify(article.story.rpartition("/")[2]) or slugify(article.title)
    if article.is_page:
        # A page keeps the folders below pages/ in its address, as its author laid them out.
        folders = [slugify(folder) for folder in article.story.split("/")[1:-1]]
        return urls.join(config.base_path, edition.address, *folders, slug.replace(".", "-"))
    section = terms.slug(SECTION, article.section, edition.code) if article.section else ""
    date = article.date
    facts = {
        "slug": slug.replace(".", "-"),
        "section": section,
        "year": f"{date:%Y}" if date else "",
        "month": f"{date:%m}" if date else "",
        "day": f"{date:%d}" if date else "",
    }
    segments = config.permalink.format_map(facts).split("/")
    return urls.join(config.base_path, edition.address, *(segment for segment in segments if segment))


def _files(config: Config, media: Mapping[str, MediaFile]) -> dict[str, str]:
    """content/files/ as it is, by the address of each file."""
    prefix = "content/files/"
    return {config.base_path + quote(path.removeprefix(prefix)): path for path in media if path.startswith(prefix)}
