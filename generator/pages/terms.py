"""Pages of terms: each section, tag, author or other term, and the list of a taxonomy's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.pages.cards import cards, has_page, own_picture, pages_of_term, profile_link, term_link, term_url
from generator.pages.feed import feed_links
from generator.pages.front import cards_elsewhere, elsewhere
from generator.pages.heads import head, switches
from generator.pages.lists import blocks, page_inputs, page_url, pager, slices
from generator.registry import SECTION
from generator.shelves import digest_of
from generator.views import Card, Head, Link, Page, Pager, Picture, Switch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
    picture: Picture | None
    links: tuple[Link, ...]  # where else the term is to be found
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


def units(site: Site, edition: Edition) -> Iterator[tuple[str, str]]:
    """The blocks of each term's list, and the lists of terms, which are planned every time."""
    index = site.editions[edition.code]
    for taxonomy in taxonomies_in(site, edition):
        for term in shown_terms(site, taxonomy, edition):
            facts = term_inputs(site, edition, taxonomy.field, term.id)
            for block, inputs in blocks(index.with_term((taxonomy.field, term.id)), site.config.per_page):
                others = () if block else _elsewhere_digests(site, edition, taxonomy.field, term.id)
                yield f"{taxonomy.field} {block} {term.id}", digest_of((facts, *inputs, *others))
        yield f"{taxonomy.field} list", ""


def parts(site: Site, edition: Edition, part: str) -> dict[str, str]:
    """The pages of a block of a term's list, by address, each with a digest of its inputs."""
    field, block, *name = part.split(" ", 2)
    if not name:
        return {}
    term = site.terms.get(field, name[0])
    facts = term_inputs(site, edition, field, term.id)
    chain = site.editions[edition.code].with_term((field, term.id))
    base = term_url(site, field, term.id, edition)
    others = _elsewhere_digests(site, edition, field, term.id) if block == "0" else ()
    found = slices(len(chain), site.config.per_page, int(block))
    return {page_url(base, each.number): digest_of((facts, *others, page_inputs(chain, each))) for each in found}


def term_inputs(site: Site, edition: Edition, field: str, term: str) -> str:
    """What all pages of a term depend on."""
    pages = " ".join(pages_of_term(site, field, term))
    picture = digest(own_picture(site, site.terms.get(field, term).picture))
    return digest_of((site.info_digests[edition.code], site.terms.digest(field, term), picture, pages))


def plan(site: Site, edition: Edition, part: str, pages: Collection[str]) -> Iterator[Page]:
    """Some pages of a block of a term's, or the list of a taxonomy's terms; the sections are listed by the menu."""
    field, block, *name = part.split(" ", 2)
    taxonomy = next(each for each in site.config.taxonomies if each.field == field)
    if name:
        yield from _term_pages(site, taxonomy, site.terms.get(field, name[0]), edition, int(block), pages)
    elif field != SECTION and (shown := shown_terms(site, taxonomy, edition)):
        yield _list_page(site, taxonomy, shown, edition)


def taxonomies_in(site: Site, edition: Edition) -> Iterator[Taxonomy]:
    """The taxonomies that have pages in an edition."""
    return (each for each in site.config.taxonomies if edition.code in dict(each.names))


def shown_terms(site: Site, taxonomy: Taxonomy, edition: Edition) -> list[Term]:
    """The terms of a taxonomy that have a page in an edition."""
    found = (term for (field, _), term in site.terms.by_id.items() if field == taxonomy.field)
    return [term for term in found if has_page(site, taxonomy.field, term.id, edition)]


def _elsewhere_digests(site: Site, edition: Edition, field: str, term: str) -> tuple[str, ...]:
    return tuple(entry.told for entry in elsewhere(site, edition, field, term))


def _term_pages(
    site: Site, taxonomy: Taxonomy, term: Term, edition: Edition, block: int, pages: Collection[str]
) -> Iterator[Page]:
    info = site.info[edition.code]
    field = taxonomy.field
    name = term.name(edition.code)
    language = term.language(edition.code)
    base = term_url(site, field, term.id, edition)
    pair = {
        code: term_url(site, field, term.id, site.config.edition(code)) for code in pages_of_term(site, field, term.id)
    }
    news = site.editions[edition.code].with_term((field, term.id))
    trail = () if field == SECTION else (Link(list_name(site, taxonomy, edition), list_url(site, taxonomy, edition)),)
    layout = field if field in ("section", "tags", "authors") else "term"
    feeds = feed_links(site, edition, field, term.id) if taxonomy.feeds else ()
    for part in slices(len(news), site.config.per_page, block):
        url = page_url(base, part.number)
        if url not in pages:
            continue
        newest = part.number == 0
        view = TermView(
            head=head(
                site,
                edition,
                url,
                name.name,
                name.description,
                pair if newest else None,
                feeds=feeds,
                trail=trail,
                data=True,
            ),
            switches=switches(site, edition, pair),
            field=field,
            title=name.name,
            lang="" if language == edition.code else language,
            description=name.description,
            picture=own_picture(site, term.picture),
            links=tuple(profile_link(each, edition) for each in term.links),
            cards=cards(site, news[part.start : part.stop], edition),
            elsewhere=cards_elsewhere(site, edition, field, term.id) if newest else (),
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
        each.code: list_url(site, taxonomy, each) for each in site.config.editions if shown_terms(site, taxonomy, each)
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
