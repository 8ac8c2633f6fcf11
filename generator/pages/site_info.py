"""What every layout may know of the site: one `SiteInfo` an edition."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import generator
from generator.assets import INLINE, inline_text
from generator.digest import digest
from generator.model import MenuEntry
from generator.pages.archive import archive_url
from generator.pages.cards import has_page, own_picture, profile_link, term_link, title_in
from generator.pages.corrections import corrections_url, editions_with
from generator.pages.feed import FILES
from generator.pages.front import latest_url
from generator.pages.offline import LAYOUT as OFFLINE
from generator.pages.terms import list_name, list_url
from generator.paths import PAGES
from generator.registry import SECTION
from generator.views import Html, Link, MenuView, PublisherView, SiteInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.assets import Asset
    from generator.model import Config, Edition
    from generator.site import Site

NONE = "'none'"
PAGES_OF = "pages:"  # in menus: the static pages of a folder
# Policies that hold for every page; config.yaml's `csp:` adds sources to them, and can take none away.
_CSP = {
    "default-src": NONE,
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "https://www.youtube-nocookie.com",
    "form-action": "'self' https://www.google.com",
    "base-uri": NONE,
}


def add_info(
    site: Site, words: dict[str, dict[str, str]], assets: tuple[Asset, ...], layout: Callable[[str], str]
) -> None:
    """Gives a site the `SiteInfo` of each of its editions; `layout` gives the digest of a layout."""
    if site.config.reader.offline:
        site.marks[OFFLINE] = layout(OFFLINE)
    config = site.config
    inline = {each.name.removeprefix(INLINE): Html(inline_text(each)) for each in assets if INLINE in each.name}
    csp = content_security_policy(config, inline)
    for edition in config.editions:
        home = site.url(edition.address)
        info = SiteInfo(
            title=edition.title,
            tagline=edition.tagline,
            origin=config.origin,
            base_path=config.base_path,
            home_url=home,
            edition=edition,
            editions=config.editions,
            words=words[edition.code],
            menus={},
            assets={asset.name: asset.url for asset in assets if INLINE not in asset.name},
            follow=tuple(profile_link(each, edition) for each in config.follow),
            youtube_call=profile_link(config.youtube_call, edition) if config.youtube_call else None,
            publisher=_publisher(site, edition),
            search_url=site.url(edition.address, "search") if config.search else "",
            feed_url=home + FILES[config.feeds.formats[0]] if config.feeds.formats else "",
            icon=config.base_path + "favicon.svg" if "content/files/favicon.svg" in site.media else "",
            manifest_url=site.url(f"manifest.{edition.code}.webmanifest") if config.reader.offline else "",
            custom_head=Html(config.custom_head),
            csp=csp,
            reader=config.reader,
            inline=inline,
            version=generator.__version__,
        )
        site.info[edition.code] = info
        # Menus name lists by their UI words, so they come second; nobody has seen the dict yet.
        info.menus.update({menu.name: menu for menu in _menus(site, edition)})
        site.info_digests[edition.code] = digest((info, config.pictures, site.posters, config.json))


def content_security_policy(config: Config, inline: dict[str, Html]) -> str:
    """The policy of every page: what it needs itself, its inline scripts and styles, and what config.yaml adds."""
    policy = dict(_CSP)
    for name, text in inline.items():
        sha = base64.b64encode(hashlib.sha256(text.text.encode()).digest()).decode()
        policy["style-src" if name.endswith(".css") else "script-src"] += f" 'sha256-{sha}'"
    for directive, sources in config.csp:
        parent = directive.removesuffix("-elem").removesuffix("-attr")  # whose sources count where it has none
        known = policy.get(directive, policy.get(parent, policy["default-src"]))
        policy[directive] = sources if known == NONE else f"{known} {sources}"
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def _publisher(site: Site, edition: Edition) -> PublisherView:
    publisher = site.config.publisher
    logo = own_picture(site, publisher.logo)
    name = title_in(publisher.name, edition) or edition.title
    return PublisherView(name, publisher.url or site.config.base_url, publisher.email, logo)


def _menus(site: Site, edition: Edition) -> Iterator[MenuView]:
    menus = {menu.name: menu for menu in site.config.menus if menu.edition in ("", edition.code)}
    for name, menu in menus.items():
        links = (link for entry in menu.entries for link in _menu_links(site, edition, entry))
        yield MenuView(name, tuple(links))
    if "main" not in menus:
        sections = [id for field, id in site.terms.by_id if field == SECTION and has_page(site, field, id, edition)]
        yield MenuView("main", tuple(term_link(site, SECTION, id, edition) for id in sections))
    if "footer" not in menus:
        lists = (menu_link(site, edition, None, name) for name in ("archive", "tags"))
        yield MenuView("footer", (*_page_links(site, edition), *(link for link in lists if link)))


def _menu_links(site: Site, edition: Edition, entry: MenuEntry) -> tuple[Link, ...]:
    """The links that a menu entry stands for: one at most, or one for each static page of a folder."""
    if entry.target.startswith(PAGES_OF):
        return _page_links(site, edition, entry.target.removeprefix(PAGES_OF))
    link = menu_link(site, edition, entry)
    return (link,) if link else ()


def _page_links(site: Site, edition: Edition, folder: str = "") -> tuple[Link, ...]:
    """Links to an edition's static pages, all or those of a folder, by weight and title."""
    start = f"{PAGES}/{folder.strip('/')}/" if folder else ""
    pages = (each for each in site.editions[edition.code].pages if each.story.startswith(start))
    return tuple(Link(each.title, site.addresses[each.path]) for each in pages)


def menu_link(site: Site, edition: Edition, entry: MenuEntry | None, target: str = "") -> Link | None:
    """What a menu entry leads to in an edition; None where the edition has no such page."""
    target = entry.target if entry else target
    title = title_in(entry.titles, edition) if entry else ""
    words = site.info[edition.code].words
    taxonomies = {each.field: each for each in site.config.taxonomies}
    kind, colon, name = target.partition(":")
    link: Link | None = None
    if target in ("front", "home"):
        link = Link(words["home"], site.url(edition.address))
    elif target == "latest":
        link = Link(words["latest"], latest_url(site, edition))
    elif target == "archive":
        link = Link(words["archive"], archive_url(site, edition))
    elif target == "corrections":
        there = edition.code in editions_with(site)
        link = Link(words["corrections"], corrections_url(site, edition)) if there else None
    elif target == "search":
        url = site.info[edition.code].search_url
        link = Link(words["search"], url) if url else None
    elif target in taxonomies:
        shown = any(field == target and has_page(site, field, id, edition) for field, id in site.terms.by_id)
        link = (
            Link(list_name(site, taxonomies[target], edition), list_url(site, taxonomies[target], edition))
            if shown
            else None
        )
    elif kind in taxonomies and (kind, name) in site.terms.by_id:
        link = term_link(site, kind, name, edition)
        link = link if link.url else None
    elif kind == "page" and colon:
        story = site.stories.get(f"pages/{name}")
        article = story.live.get(edition.code) if story else None
        link = Link(article.title, site.addresses[article.path]) if article else None
    elif "/" in target or target.startswith(("mailto:", "tel:")):
        link = Link(target, site.config.base_path + target[1:] if target.startswith("/") else target)
    return Link(title, link.url) if link and title else link


def is_menu_target(site: Site, target: str) -> bool:
    """Whether a menu entry names something that any edition has."""
    kind, _, name = target.partition(":")
    fields = [taxonomy.field for taxonomy in site.config.taxonomies]
    if target == "corrections" or target in fields or (kind in fields and (kind, name) in site.terms.by_id):
        return True  # known, though perhaps no story has it yet
    entry = MenuEntry(target, (), 0)
    return any(_menu_links(site, edition, entry) for edition in site.config.editions)
