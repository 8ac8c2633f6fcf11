"""Pages of terms: each section, tag, author or other term, and the list of a taxonomy's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.cards import cards, has_page, term_link, term_url
from generator.pages.feed import feed_links
from generator.pages.front import elsewhere
from generator.pages.heads import head, switches
from generator.pages.lists import page_url, pager, slices
from generator.registry import SECTION
from generator.views import Card, Head, Link, Page, Pager, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import Edition, Taxonomy, Term
    from generator.site import Site


@dataclass(frozen=True, slots=True)
class TermView:
    """What the layout of one page of a term's stories sees."""

    head: Head
    switches: tuple[Switch, ...]
    field: str  # the taxonomy: section, tags, authors …
    title: str
    lang: str  # set where the name is another edition's word
    description: str
    cards: tuple[Card, ...]
    elsewhere: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class TermListView:
    """What the layout of a taxonomy's list of terms sees."""

    head: Head
    switches: tuple[Switch, ...]
    field: str
    title: str
    links: tuple[Link, ...]


def plan(site: Site, edition: Edition) -> Iterator[Page]:
    """Every term's pages, and a list of terms for each taxonomy but the sections, which the menu lists."""
    for taxonomy in site.config.taxonomies:
        if edition.code not in dict(taxonomy.names):
            continue
        terms = [term for (field, _), term in site.terms.by_id.items() if field == taxonomy.field]
        shown = [term for term in terms if has_page(site, taxonomy.field, term.id, edition)]
        for term in shown:
            yield from _term_pages(site, taxonomy, term, edition)
        if taxonomy.field != SECTION and shown:
            yield _list_page(site, taxonomy, shown, edition)


def _term_pages(site: Site, taxonomy: Taxonomy, term: Term, edition: Edition) -> Iterator[Page]:
    info = site.info[edition.code]
    field = taxonomy.field
    name = term.name(edition.code)
    language = term.language(edition.code)
    base = term_url(site, field, term.id, edition)
    pair = {
        each.code: term_url(site, field, term.id, each)
        for each in site.config.editions
        if has_page(site, field, term.id, each)
    }
    news = site.editions[edition.code].by_term.get((field, term.id), ())
    trail = () if field == SECTION else (Link(list_name(site, taxonomy, edition), list_url(site, taxonomy, edition)),)
    layout = field if field in ("section", "tags", "authors") else "term"
    feeds = feed_links(site, edition, field, term.id) if taxonomy.feeds else ()
    for part in slices(news, site.config.per_page):
        url = page_url(base, part.number)
        newest = part.number == 0
        view = TermView(
            head=head(
                site, edition, url, name.name, name.description, pair if newest else None, feeds=feeds, trail=trail
            ),
            switches=switches(site, edition, pair),
            field=field,
            title=name.name,
            lang="" if language == edition.code else language,
            description=name.description,
            cards=cards(site, part.items, edition),
            elsewhere=cards(site, elsewhere(site, edition, field, term.id), edition) if newest else (),
            pager=pager(base, part),
        )
        yield Page(url, f"{layout}.html", info, view, f"{field} '{name.name}'")


def list_url(site: Site, taxonomy: Taxonomy, edition: Edition) -> str:
    """The address of a taxonomy's list of terms."""
    return site.url(edition.address, dict(taxonomy.names)[edition.code].slug)


def list_name(site: Site, taxonomy: Taxonomy, edition: Edition) -> str:
    """What an edition calls a taxonomy: config.yaml's name, or the UI word of a built-in one."""
    name = dict(taxonomy.names)[edition.code].name
    return name or site.info[edition.code].words.get(f"taxonomy_{taxonomy.field}", taxonomy.field)


def _list_page(site: Site, taxonomy: Taxonomy, terms: list[Term], edition: Edition) -> Page:
    url = list_url(site, taxonomy, edition)
    title = list_name(site, taxonomy, edition)
    pair = {
        each.code: list_url(site, taxonomy, each)
        for each in site.config.editions
        if any(has_page(site, taxonomy.field, term.id, each) for key, term in _of(site, taxonomy.field))
    }
    links = sorted(
        (term_link(site, taxonomy.field, term.id, edition) for term in terms),
        key=lambda link: (link.lang, link.title.casefold()),
    )
    view = TermListView(
        head=head(site, edition, url, title, "", pair),
        switches=switches(site, edition, pair),
        field=taxonomy.field,
        title=title,
        links=tuple(links),
    )
    return Page(url, "terms.html", site.info[edition.code], view, f"list of {taxonomy.field}")


def _of(site: Site, field: str) -> list[tuple[str, Term]]:
    return [(id, term) for (name, id), term in site.terms.by_id.items() if name == field]
