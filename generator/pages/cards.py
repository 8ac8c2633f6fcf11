"""The small values that many kinds of pages show: cards, links to terms, pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.paths import FILES, FOLDER
from generator.references import Broken, picture_at
from generator.registry import SECTION
from generator.site import is_breaking, is_live, summary_of
from generator.variants import WIDE, address, crop, fallback_of, search_crops, size_of, whole, widths_of
from generator.views import Card, Link, Picture, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Article, Edition, MediaFile, Profile
    from generator.site import Site
    from generator.variants import Box


def card(site: Site, article: Article, edition: Edition) -> Card:
    """A story as a list of an edition shows it, marked where it is of another edition."""
    key = (article.path, edition.code)
    if key not in site.cards:
        site.cards[key] = _card(site, article, edition)
    return site.cards[key]


def _card(site: Site, article: Article, edition: Edition) -> Card:
    foreign = article.edition != edition.code
    own = site.config.edition(article.edition)
    return Card(
        title=article.title,
        url=site.addresses[article.path],
        lang=article.edition if foreign else "",
        language=own.name if foreign else "",
        date=article.date,
        summary=summary_of(article),
        section=_section(site, article, edition, foreign),
        picture=thumb(site, article),
        breaking=is_breaking(article, site.now),
        pinned=article.pinned,
        video=bool(article.video),
        kicker=article.kicker,
        live=is_live(article, site.now),
    )


def _section(site: Site, article: Article, edition: Edition, foreign: bool) -> Link | None:
    """The section of a card. In another edition's list it leads somewhere only if config.yaml names the section."""
    if not article.section:
        return None
    if foreign and not site.terms.get(SECTION, article.section).registered:
        return replace(term_link(site, SECTION, article.section, edition), url="")
    return term_link(site, SECTION, article.section, edition)


def cards(site: Site, articles: Iterable[Article], edition: Edition) -> tuple[Card, ...]:
    """The cards of articles, in their order."""
    return tuple(card(site, article, edition) for article in articles)


def term_url(site: Site, field: str, term: str, edition: Edition) -> str:
    """The address of a term's newest page."""
    taxonomy = next(each for each in site.config.taxonomies if each.field == field)
    folder = next((name.slug for code, name in taxonomy.names if code == edition.code), field)
    return site.url(edition.address, folder, site.terms.slug(field, term, edition.code))


def pages_of_term(site: Site, field: str, term: str) -> tuple[str, ...]:
    """The editions in which a term has a page."""
    found = site.term_pages.get((field, term))
    if found is None:
        found = tuple(each.code for each in site.config.editions if has_page(site, field, term, each))
        site.term_pages[field, term] = found
    return found


def has_page(site: Site, field: str, term: str, edition: Edition) -> bool:
    """Whether a term has a page in an edition: it has stories there, or is a section of the registry."""
    own = bool(site.editions[edition.code].with_term((field, term)))
    return own or (field == SECTION and site.terms.get(field, term).registered)


def term_link(site: Site, field: str, term: str, edition: Edition) -> Link:
    """A link to a term's page, in its edition's words; without an address where there is no such page."""
    key = (field, term, edition.code)
    if key not in site.links:
        site.links[key] = _term_link(site, field, term, edition)
    return site.links[key]


def _term_link(site: Site, field: str, term: str, edition: Edition) -> Link:
    found = site.terms.get(field, term)
    language = found.language(edition.code)
    url = term_url(site, field, term, edition) if has_page(site, field, term, edition) else ""
    return Link(found.name(edition.code).name, url, "" if language == edition.code else language)


def front_file(site: Site, article: Article) -> MediaFile | None:
    """The picture file that an article's front matter names, if it is there."""
    found = picture_at(site, article.image.path, article.image.path) if article.image else None
    return None if isinstance(found, Broken) else found


def front_picture(site: Site, article: Article) -> Picture | None:
    """The picture of an article's front matter."""
    image, file = article.image, front_file(site, article)
    if image is None or file is None:
        return None
    found = picture(site, file, alt=image.alt, caption=image.caption, credit=image.credit, lang=image.lang)
    if not file.stem:
        return found
    form, options = fallback_of(file), site.config.pictures
    crops = search_crops(file, image.focus, options)
    origin = site.config.origin
    return replace(found, crops=tuple(origin + address(file, box, width, form, options) for box, width in crops))


def thumb(site: Site, article: Article) -> Picture | None:
    """The picture of an article's front matter, cropped as cards show it."""
    image, file = article.image, front_file(site, article)
    if image is None or file is None:
        return None
    box = crop(file.width, file.height, WIDE, image.focus) if file.stem else whole(file)
    return picture(site, file, box, alt=image.alt, lang=image.lang)


def picture(site: Site, file: MediaFile, box: Box | None = None, **texts: Any) -> Picture:  # noqa: ANN401 # fields of Picture
    """A picture, or a part of it, with the texts that an article gives it and the files that are made of it."""
    if not file.stem:
        return Picture(file.url, file.width, file.height, file.kind, **texts)
    options, box = site.config.pictures, box or whole(file)
    widths = widths_of(box[2] - box[0], options)
    usual = fallback_of(file)

    def srcset(form: str) -> str:
        return ", ".join(f"{address(file, box, width, form, options)} {width}w" for width in widths)

    width, height = size_of(box, widths[-1])
    return Picture(
        address(file, box, width, usual, options),
        width,
        height,
        f"image/{usual}",
        srcset=srcset(usual) if len(widths) > 1 else "",
        sources=tuple(Source(f"image/{form}", srcset(form)) for form in options.formats),
        tone=file.tone,
        **texts,
    )


def own_picture(site: Site, path: str) -> Picture | None:
    """A picture that config.yaml names by its path below content/files/, where the site has it."""
    file = site.media.get(f"{FOLDER}/{FILES}/{path}") if path else None
    return Picture(site.config.base_path + path, file.width, file.height, file.kind) if file and file.width else None


def title_in(titles: tuple[tuple[str, str], ...], edition: Edition) -> str:
    """The title for an edition among those that config.yaml gives, or the one for all; empty without either."""
    found = dict(titles)
    return found.get(edition.code) or found.get("") or ""


def profile_link(profile: Profile, edition: Edition) -> Link:
    """A link to an account, with its title in an edition."""
    return Link(title_in(profile.titles, edition) or profile.kind, profile.url)
