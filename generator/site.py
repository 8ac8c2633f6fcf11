"""The site of a moment: what planning knows. What a layout sees is only what planning puts into a view."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from generator import urls
from generator.hindi import slugify
from generator.live import LIVE
from generator.paths import FILES, FOLDER
from generator.problems import Problem, Where, problem
from generator.registry import SECTION
from generator.shelves import renewed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from generator.model import Article, Config, Document, Image, MediaFile
    from generator.search import SearchIndex
    from generator.shelves import EditionIndex
    from generator.terms import Terms
    from generator.views import Card, Link, SiteInfo

Pictured: TypeAlias = "tuple[MediaFile, tuple[str, ...]]"  # a picture of which variants are made, and its focuses
NEWS_AGE = timedelta(hours=48)  # Google News: only the last two days
BREAKING_AGE = timedelta(hours=24)
LIVE_AGE = timedelta(hours=24)
PUBLISHED, DRAFT, SCHEDULED, EXPIRED = "published", "draft", "scheduled", "expired"


@dataclass(frozen=True, slots=True)
class Story:
    """One story with its articles, in whatever state."""

    name: str
    articles: tuple[Article, ...]  # with term ids in place of texts
    told: list[Article]  # the same with texts, completed from each other
    live: dict[str, Article]  # edition → article that is published now
    places: dict[str, tuple[str, str]]  # path → shelf
    media: tuple[str, ...]  # pictures and files that it names
    shown: tuple[str, ...]  # … and that its published articles name
    addresses: dict[str, str]  # path → address
    digest: str  # of everything but the bodies
    problems: tuple[Problem, ...]
    outdated: frozenset[str]  # editions whose article is older than the text that it was translated from


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that planning knows."""

    config: Config
    now: datetime
    terms: Terms
    editions: dict[str, EditionIndex]
    stories: Mapping[str, Story]
    by_path: Mapping[str, Article]  # published articles
    short_names: Mapping[str, set[str]]  # last segment of a story's name → stories with a published article
    addresses: Mapping[str, str]  # path → address, of all articles
    documents: Mapping[str, Document]
    media: Mapping[str, MediaFile]
    shown: Mapping[str, int] = field(default_factory=dict)  # what `media_of` names → how many published stories do
    blocks: frozenset[str] = frozenset()  # the block layouts that there are
    layouts: frozenset[str] = frozenset()  # the layouts that an article may name
    search: SearchIndex | None = None
    info: dict[str, SiteInfo] = field(default_factory=dict)
    info_digests: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)  # digests of the layouts whose change a page has to tell
    term_pages: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    cards: dict[tuple[str, str], Card] = field(default_factory=dict)
    links: dict[tuple[str, str, str], Link] = field(default_factory=dict)  # to terms: field, id, edition
    pictured: dict[str, list[Pictured]] = field(default_factory=dict)  # by the start of their digests
    posters: bool = False  # whether social cards are drawn

    def url(self, *segments: str) -> str:
        """An address of the site from its segments."""
        return urls.join(self.config.base_path, *segments)

    def pair(self, article: Article) -> dict[str, str]:
        """The addresses of a story's published, listed articles by edition."""
        live = self.stories[article.story].live
        return {code: self.addresses[each.path] for code, each in live.items() if not each.unlisted}

    def translations(self, article: Article) -> Iterable[Article]:
        """The story's other published articles, in the order of the editions."""
        live = self.stories[article.story].live
        return (live[each.code] for each in self.config.editions if each.code in live and each.code != article.edition)

    @property
    def files(self) -> dict[str, str]:
        """content/files/ as it is, by the address of each file."""
        prefix = f"{FOLDER}/{FILES}/"
        base = self.config.base_path
        return {base + quote(path.removeprefix(prefix)): path for path in self.media if path.startswith(prefix)}


def summary_of(article: Article) -> str:
    """The author's summary, or the start of the first paragraph."""
    return article.summary or article.lead


def state_of(article: Article, now: datetime) -> str:
    """Whether an article is published at a time, and if not, why not."""
    if article.draft:
        return DRAFT
    if article.date and article.date > now:
        return SCHEDULED
    return EXPIRED if article.expire and article.expire <= now else PUBLISHED


def is_breaking(article: Article, now: datetime) -> bool:
    """Whether an article's `breaking:` still holds: for a day after it was published or updated."""
    newest = renewed(article)
    return article.breaking and (newest is None or now < newest + BREAKING_AGE)


def is_live(article: Article, now: datetime) -> bool:
    """Whether a live story is told right now: for a day after its newest update, unless its author ends it before."""
    return article.live == LIVE and article.updated is not None and now < article.updated + LIVE_AGE


def beside_of(site: Site, article: Article) -> tuple[str, ...]:
    """The editions whose article an article can be read beside, in the order of the config.

    Both have to be published, listed stories; live ones are told in each edition at a pace of its own.
    """
    wanted = {each.beside for each in site.stories[article.story].articles}
    asked = "no" not in wanted and ("yes" in wanted or site.config.side_by_side)
    if not asked or article.is_page or article.unlisted or article.live:
        return ()
    return tuple(each.edition for each in site.translations(article) if not (each.unlisted or each.live))


def turning_points(article: Article) -> list[datetime]:
    """The moments at which what a site shows of an article changes by itself.

    It is published, it expires, it stops being breaking, and it leaves the news sitemap.
    """
    newest = renewed(article)
    moments = [article.date, article.expire]
    if article.breaking and newest:
        moments.append(newest + BREAKING_AGE)
    if article.live and article.updated:
        moments += [article.updated, article.updated + LIVE_AGE]
    if article.date:
        moments.append(article.date + NEWS_AGE + timedelta(microseconds=1))
    return [moment for moment in moments if moment]


def complete(articles: Iterable[Article], config: Config) -> tuple[list[Article], list[Problem]]:
    """One story's articles that took from each other what they do not say themselves, in the order of the editions.

    Date, tags and other terms, image and section come from the first edition, in the config's order, that says them.
    """
    problems: list[Problem] = []
    pair: dict[str, Article] = {}
    for article in sorted(articles, key=lambda each: each.path):
        if article.edition in pair:
            first = pair[article.edition].path
            problems.append(problem("article-twice", Where(article.path, 1), first=first, edition=article.edition))
            continue
        pair[article.edition] = article
    ordered = [pair[edition.code] for edition in config.editions if edition.code in pair]
    completed = [_completed(article, [each for each in ordered if each is not article]) for article in ordered]
    if config.undated != "allow":
        # Where a date was said and is none, that has been reported already.
        silent = (each for each in completed if not any(name == "date" for name, _ in each.said))
        undated = (each for each in silent if each.date is None and not each.is_page and not each.draft)
        rule = "undated-git" if config.undated == "git" else "date-missing"
        problems += [problem(rule, Where(each.path, 1)) for each in undated]
    return completed, problems


_LENT = ("date", "image", "section", "video")


def _completed(article: Article, others: list[Article]) -> Article:
    if not others:
        return article
    own = {name for name, _ in article.said}
    lent = {name for other in others for name, _ in other.said} - own
    if not lent.intersection(_LENT) and not lent.intersection(name for other in others for name, _ in other.terms):
        return article
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
        image=_lent_image(lender("image"), article),
        section=lender("section").section,
        video=lender("video").video,
        terms=tuple(terms.items()),
        borrowed=tuple(borrowed.items()),
    )


def _lent_image(lender: Article, article: Article) -> Image | None:
    """A translation's picture, whose texts are in the translation's language."""
    image = lender.image
    return replace(image, lang=lender.edition) if image and lender.edition != article.edition else image


def slug_of(article: Article) -> str:
    """The last part of an article's address: `slug:`, or else the story's name romanised."""
    romanised = functools.partial(slugify, lang=article.edition)
    slug = article.slug or romanised(article.story.rpartition("/")[2]) or romanised(article.title) or "story"
    return slug.replace(".", "-")


def address_of(article: Article, config: Config, terms: Terms) -> str:
    """An article's address: the permalink pattern filled in, with the slug in it."""
    edition = config.edition(article.edition)
    romanised = functools.partial(slugify, lang=edition.code)
    slug = slug_of(article)
    if article.is_page:
        # A page keeps the folders below pages/ in its address, as its author laid them out.
        folders = [romanised(folder) for folder in article.story.split("/")[1:-1]]
        return urls.join(config.base_path, edition.address, *folders, slug)
    date = article.date
    facts = {
        "slug": slug,
        "section": terms.slug(SECTION, article.section, edition.code) if article.section else "",
        "year": f"{date:%Y}" if date else "",
        "month": f"{date:%m}" if date else "",
        "day": f"{date:%d}" if date else "",
    }
    segments = config.permalink.format_map(facts).split("/")
    return urls.join(config.base_path, edition.address, *(segment for segment in segments if segment))
