"""The site as data: a JSON file beside each story, and one beside each page of a list, for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.hindi import reading_minutes
from generator.pages.article import common_inputs, full_short_url
from generator.pages.body import body
from generator.pages.cards import cards, front_picture, pages_of_term, term_link, term_url
from generator.pages.feed import stable_id
from generator.pages.front import latest_url
from generator.pages.heads import data_url
from generator.pages.lists import blocks, page_inputs, page_url, pager, slices
from generator.pages.terms import shown_terms, taxonomies_in, term_inputs
from generator.pages.updates import LiveView, live_view
from generator.plain import passages
from generator.registry import SECTION
from generator.shelves import HIDDEN, digest_of, modified
from generator.site import state_of, summary_of
from generator.slots import without_updates
from generator.views import Block, BodyPart, Card, Link, Page, Pager, Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from generator.model import Article, Correction, Edition, SourceLink
    from generator.shelves import Chain
    from generator.site import Site

LATEST, STORIES, FRONT = "latest", "stories", "front"


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term of a story, or its section."""

    id: str
    name: str
    url: str  # empty where it has no page
    lang: str  # set where the name is another edition's word


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The same story, or the same list, in another edition."""

    lang: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """What the layout of a story's JSON sees."""

    id: str  # the same whatever the address
    url: str
    title: str
    kicker: str
    summary: str
    date: datetime | None
    modified: datetime | None
    state: str  # published; or draft or scheduled, in a preview
    is_page: bool
    section: NamedTerm | None
    terms: dict[str, tuple[NamedTerm, ...]]  # by taxonomy: authors, tags and the site's own
    picture: Picture | None
    pictures: tuple[Picture, ...]  # in the body, blocks included
    video: str  # a YouTube id
    words: int
    minutes: int
    body: tuple[BodyPart, ...]  # of a live story what is no update
    text: str  # the same as plain text: passages with an empty line between them
    live: LiveView | None
    sources: tuple[SourceLink, ...]
    corrections: tuple[Correction, ...]
    translations: tuple[Counterpart, ...]
    short_url: str


@dataclass(frozen=True, slots=True)
class ListView:
    """What the layout of a list's JSON sees."""

    url: str  # of the page that it stands beside
    title: str
    description: str
    cards: tuple[Card, ...]
    pager: Pager
    translations: tuple[Counterpart, ...]
    lists: tuple[Link, ...]  # of the front page: where further ones are


@dataclass(frozen=True, slots=True)
class _List:
    """A list of stories: that of all, or a term's."""

    title: str
    description: str
    url: str
    chain: Chain
    inputs: str  # a digest of all but the stories


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """A unit for the stories of each shelf, for each block of each list, and the front page, planned every time."""
    if not site.config.json:
        return
    for shelf in site.editions[edition.code].shelves:
        if shelf.name != HIDDEN:
            yield f"{STORIES} {shelf.name}", digest_of((*common_inputs(site, shelf, edition), shelf.bodies))
    yield FRONT, ""
    for name in _names(site, edition):
        found = _list(site, edition, name)
        for block, inputs in blocks(found.chain, site.config.per_page):
            yield f"{block} {name}", digest_of((found.inputs, *inputs))


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The files of a shelf's stories or of a block of a list, by address, each with a digest of its inputs."""
    kind, _, name = part.partition(" ")
    if kind == STORIES:
        shelf = site.editions[edition.code].shelf(name)
        common = digest_of(common_inputs(site, shelf, edition))
        return {
            data_url(each.url): digest_of((common, each.path, each.told, each.body, each.targets))
            for each in shelf.entries
        }
    if kind == FRONT:
        return {}
    found = _list(site, edition, name)
    pages = slices(len(found.chain), site.config.per_page, int(kind))
    return {
        data_url(page_url(found.url, each.number)): digest_of((found.inputs, page_inputs(found.chain, each)))
        for each in pages
    }


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some of the files of a shelf's stories or of a block of a list, or that of the front page."""
    kind, _, name = part.partition(" ")
    info = site.info[edition.code]
    if kind == STORIES:
        for entry in site.editions[edition.code].shelf(name).entries:
            url = data_url(entry.url)
            if url in pages:
                article = site.stories[entry.story].live[edition.code]
                yield Page(url, "article.json", info, _story(site, article, edition), article.path)
        return
    if kind == FRONT:
        yield Page(data_url(info.home_url), "list.json", info, _front(site, edition), "front page as JSON")
        return
    found = _list(site, edition, name)
    for each in slices(len(found.chain), site.config.per_page, int(kind)):
        url = page_url(found.url, each.number)
        if data_url(url) in pages:
            shown = cards(site, found.chain[each.start : each.stop], edition)
            others = () if each.number else tuple(_list_elsewhere(site, edition, name))
            view = ListView(url, found.title, found.description, shown, pager(found.url, each), others, ())
            yield Page(data_url(url), "list.json", info, view, f"{found.title} as JSON")


def _names(site: Site, edition: Edition) -> Iterator[str]:
    """What the lists of an edition are called here: `latest`, or a taxonomy's field and a term's id."""
    yield LATEST
    for taxonomy in taxonomies_in(site, edition):
        yield from (f"{taxonomy.field} {term.id}" for term in shown_terms(site, taxonomy, edition))


def _list(site: Site, edition: Edition, name: str) -> _List:
    info, index = site.info[edition.code], site.editions[edition.code]
    if name == LATEST:
        inputs = digest_of(site.info_digests.values())
        return _List(info.words["latest"], info.tagline, latest_url(site, edition), index.news, inputs)
    field, _, id = name.partition(" ")
    words = site.terms.get(field, id).name(edition.code)
    url, chain = term_url(site, field, id, edition), index.with_term((field, id))
    return _List(words.name, words.description, url, chain, term_inputs(site, edition, field, id))


def _list_elsewhere(site: Site, edition: Edition, name: str) -> Iterator[Counterpart]:
    """The same list in other editions."""
    field, _, id = name.partition(" ")
    for other in site.config.editions:
        if other.code != edition.code and (name == LATEST or other.code in pages_of_term(site, field, id)):
            found = _list(site, other, name)
            yield Counterpart(other.code, found.title, found.url)


def _front(site: Site, edition: Edition) -> ListView:
    """The newest stories, and where the lists of all and of each section are."""
    info = site.info[edition.code]
    names = [name for name in _names(site, edition) if name == LATEST or name.startswith(f"{SECTION} ")]
    lists = (_list(site, edition, name) for name in names)
    others = (site.info[each.code] for each in site.config.editions if each.code != edition.code)
    return ListView(
        url=info.home_url,
        title=info.title,
        description=info.tagline,
        cards=cards(site, site.editions[edition.code].news[: site.config.per_page], edition),
        pager=Pager("", "", 0),
        translations=tuple(Counterpart(each.edition.code, each.title, each.home_url) for each in others),
        lists=tuple(Link(each.title, each.url) for each in lists),
    )


def _story(site: Site, article: Article, edition: Edition) -> StoryView:
    document = site.documents[article.path]
    filled = body(site, article, edition)
    own = without_updates(document.parts) if article.updates else document.parts
    return StoryView(
        id=stable_id(f"{article.edition}:{article.story}"),
        url=site.addresses[article.path],
        title=article.title,
        kicker=article.kicker,
        summary=summary_of(article),
        date=article.date,
        modified=modified(article),
        state=state_of(article, site.now),
        is_page=article.is_page,
        section=_named(site, SECTION, article.section, edition) if article.section else None,
        terms=_terms(site, article, edition),
        picture=front_picture(site, article),
        pictures=tuple(_pictures(filled)),
        video=article.video,
        words=document.words,
        minutes=reading_minutes(document.words, site.config.words_per_minute),
        body=filled,
        text="\n\n".join(each.text for each in passages(own) if each.kind != "picture"),
        live=live_view(site, article, edition),
        sources=article.sources,
        corrections=article.corrections,
        translations=tuple(
            Counterpart(each.edition, each.title, site.addresses[each.path])
            for each in site.translations(article)
            if not each.unlisted
        ),
        short_url=full_short_url(site, article),
    )


def _terms(site: Site, article: Article, edition: Edition) -> dict[str, tuple[NamedTerm, ...]]:
    fields = ["authors", "tags", *(each.field for each in taxonomies_in(site, edition))]
    found = dict(article.terms)
    return {
        field: tuple(_named(site, field, id, edition) for id in found.get(field, ()))
        for field in dict.fromkeys(fields)
        if field != SECTION
    }


def _named(site: Site, field: str, id: str, edition: Edition) -> NamedTerm:
    link = term_link(site, field, id, edition)
    return NamedTerm(id, link.title, link.url, link.lang)


def _pictures(parts: Iterable[BodyPart]) -> Iterator[Picture]:
    """The pictures of a body, in their order."""
    for part in parts:
        if isinstance(part, Picture):
            yield part
        elif isinstance(part, Block):
            yield from (part.picture,) if part.picture else ()
            yield from _pictures(part.body)
