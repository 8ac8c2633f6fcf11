"""What pages say to machines: JSON-LD by schema.org's vocabulary and Google's fields, Open Graph and Twitter cards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from PIL import Image

from instruments.sample import Built
from instruments.verdict import Finding, Verdict
from instruments.vocabulary import PLAIN, vocabulary

ARTICLES = {"Article", "NewsArticle", "BlogPosting", "LiveBlogPosting", "ReportageNewsArticle"}
NEEDED = {  # by Google's documentation of rich results
    **dict.fromkeys(ARTICLES, ("headline", "datePublished", "dateModified", "author", "image")),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position",),
    "VideoObject": ("name", "thumbnailUrl", "uploadDate"),
    "Organization": ("name",),
    "NewsMediaOrganization": ("name",),
    "Person": ("name",),
    "ImageObject": ("url|contentUrl",),
    "ProfilePage": ("mainEntity",),
    "WebSite": ("name", "url"),
    "LiveBlogPosting": (
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "image",
        "liveBlogUpdate",
        "coverageStartTime",
    ),
}
MAY_LACK = {"image"}  # a story without a picture has none; where it has one, it is wanted
DATES = {"datePublished", "dateModified", "uploadDate", "coverageStartTime", "coverageEndTime", "dateCreated"}
ADDRESSES = {
    "url",
    "item",
    "logo",
    "image",
    "thumbnailUrl",
    "contentUrl",
    "embedUrl",
    "sameAs",
    "mainEntityOfPage",
    "@id",
}
WIDE = 1200  # pixels: what Discover shows large
GRAPH = ("og:title", "og:type", "og:url", "og:image", "og:site_name", "og:locale")
CARDS = {"summary", "summary_large_image"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$")

Say = Callable[[str, str], None]


def judge(built: Built) -> Verdict:
    """What is wrong with the structured data and the cards of a site's pages."""
    verdict = Verdict("JSON-LD, Open Graph", "0 errors")
    values = 0
    for path, tree in built.trees.items():
        say = lambda place, what, page=path: verdict.findings.append(Finding(page, place, what))  # noqa: E731
        for script in tree.iterfind(".//script[@type='application/ld+json']"):
            values += 1
            _check_script(script.text or "", path, built, say)
        if tree.find(".//link[@rel='canonical']") is not None:
            _check_graph(tree, built, say)
        elif tree.find(".//meta[@name='robots']") is None:
            say("head", "has neither a canonical address nor noindex")
    verdict.measured = f"{len(verdict.findings)} faults in {values} objects on {len(built.trees)} pages"
    if not values:
        verdict.findings.append(Finding("", "", "there is no JSON-LD"))
    return verdict


# ── JSON-LD ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_script(text: str, path: str, built: Built, say: Say) -> None:
    try:
        value = json.loads(text)
    except ValueError as error:
        say("script", f"is no JSON: {error}")
        return
    if value.get("@context") not in ("https://schema.org", "https://schema.org/"):
        say("script", f"has the context {value.get('@context')}")
    for each in value.get("@graph", [value]):
        _check_thing(each, built, say, top=True)
        if each.get("@type") in ARTICLES and "image" not in each and _shows_its_image(built.trees[path]):
            say(each["@type"], "has no image, though the page has one")


def _shows_its_image(tree: html.HtmlElement) -> bool:
    """Whether the picture of a page's card is one that the page itself shows, and not one drawn for the card alone."""
    said = tree.xpath("string(//meta[@property='og:image']/@content)")
    name = said.rpartition("/")[2].partition(".")[0]
    return bool(name) and any(name in each for each in tree.xpath("//main//img/@src | //main//source/@srcset"))


def _check_thing(thing: dict, built: Built, say: Say, top: bool = False) -> None:
    known, name = vocabulary(), thing.get("@type")
    if name is None and set(thing) == {"@id"}:
        return
    if name not in known.types:
        say(str(name), "is no type of schema.org")
        return
    expected = known.expected(name)
    # An article within another's data, such as its translation, is named there and described on its own page.
    for wanted in NEEDED.get(name, ()) if top or name not in ARTICLES else ():
        if not any(thing.get(each) for each in wanted.split("|")) and wanted not in MAY_LACK:
            say(name, f"lacks {wanted}")
    if top and name in ARTICLES and "publisher" not in thing:
        say(name, "lacks publisher")
    for key, value in thing.items():
        if key.startswith("@"):
            continue
        if key not in expected:
            say(f"{name}.{key}", "is no property of that type")
            continue
        for each in value if isinstance(value, list) else [value]:
            _check_value(name, key, each, expected[key], built, say)
    if name == "BreadcrumbList":
        _check_crumbs(thing.get("itemListElement", []), say)
    if name in ARTICLES:
        _check_article(thing, name, built, say)


def _check_value(name: str, key: str, value: object, allowed: tuple[str, ...], built: Built, say: Say) -> None:
    where = f"{name}.{key}"
    if isinstance(value, dict):
        kinds = vocabulary().kinds(str(value.get("@type", "")))
        if "@type" in value and not kinds & set(allowed):
            say(where, f"may be {', '.join(allowed)}, and is {value['@type']}")
        _check_thing(value, built, say)
        return
    said = _misfit(value, set(allowed))
    if said:
        say(where, said)
    if isinstance(value, str):
        if key in DATES and not _MOMENT.match(value):
            say(where, f"is no moment with a zone: {value}")
        if key in ADDRESSES and not _is_full(value):
            say(where, f"is no full address: {value}")
        if key in ADDRESSES and not _is_there(value, built):
            say(where, f"leads nowhere: {value}")


def _misfit(value: object, allowed: set[str]) -> str:
    """What is wrong with a plain value where some types may stand; nothing where it fits."""
    if value in ("", None):
        return "is empty"
    if isinstance(value, bool):
        return "" if "Boolean" in allowed else "is a flag"
    if isinstance(value, int | float):
        return "" if {"Number", "Integer", "Float", "Text", "QuantitativeValue"} & allowed else "is a number"
    fits = allowed & (PLAIN | vocabulary().texts)
    return "" if fits else f"may be {', '.join(sorted(allowed))}, and is a text"


def _check_crumbs(items: list[dict], say: Say) -> None:
    if [each.get("position") for each in items] != list(range(1, len(items) + 1)):
        say("BreadcrumbList", "does not count its items from 1")
    for place, each in enumerate(items, 1):
        inner = each.get("item")
        if not (each.get("name") or (isinstance(inner, dict) and inner.get("name"))):
            say(f"ListItem {place}", "lacks name")
        if place < len(items) and not inner:
            say(f"ListItem {place}", "lacks item")


def _check_article(thing: dict, name: str, built: Built, say: Say) -> None:
    first, last = (str(thing.get(each, "")) for each in ("datePublished", "dateModified"))
    if _MOMENT.match(first) and _MOMENT.match(last) and datetime.fromisoformat(last) < datetime.fromisoformat(first):
        say(name, "was modified before it was published")
    authors = thing.get("author") or []
    for each in authors if isinstance(authors, list) else [authors]:
        if not isinstance(each, dict) or not each.get("name") or "@type" not in each:
            say(f"{name}.author", "lacks type or name")
        elif not (each.get("url") or each.get("sameAs")):
            say(f"{name}.author", f"{each['name']} has no url")
    images = thing.get("image") or []
    sizes = [_size(_url_of(each), built) for each in (images if isinstance(images, list) else [images])]
    if any(sizes) and not any(size and size[0] >= WIDE for size in sizes):
        say(f"{name}.image", f"none is {WIDE} pixels wide")
    updates = thing.get("liveBlogUpdate") or []
    for place, each in enumerate(updates if isinstance(updates, list) else [updates], 1):
        for wanted in ("headline", "datePublished", "articleBody|url"):
            if isinstance(each, dict) and not any(each.get(one) for one in wanted.split("|")):
                say(f"liveBlogUpdate {place}", f"lacks {wanted}")


def _url_of(value: object) -> str:
    return str(value.get("url") or value.get("contentUrl") or "") if isinstance(value, dict) else str(value)


# ── Open Graph ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_graph(tree: html.HtmlElement, built: Built, say: Say) -> None:
    rows = [
        (each.get("property") or each.get("name") or "", each.get("content", ""))
        for each in tree.iterfind(".//meta[@content]")
    ]
    said = dict(reversed(rows))
    for name in GRAPH:
        if not said.get(name):
            say("head", f"lacks {name}")
    canonical = tree.find(".//link[@rel='canonical']").get("href", "")
    if said.get("og:url") != canonical:
        say("og:url", f"is {said.get('og:url')}, and the canonical address {canonical}")
    if not _is_full(canonical) or not _is_there(canonical, built):
        say("link[rel=canonical]", f"leads nowhere: {canonical}")
    if said.get("og:locale") and not re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", said["og:locale"]):
        say("og:locale", f"is no locale: {said['og:locale']}")
    for name in ("article:published_time", "article:modified_time"):
        if name in said and not _MOMENT.match(said[name]):
            say(name, f"is no moment with a zone: {said[name]}")
    if said.get("twitter:card") not in CARDS:
        say("twitter:card", f"is {said.get('twitter:card')}")
    _check_images(rows, built, say)


def _check_images(rows: list[tuple[str, str]], built: Built, say: Say) -> None:
    """Each picture of a page's card: a full address, a picture there, of the size that is said, described."""
    images: list[dict[str, str]] = []
    for name, value in rows:
        if name in ("og:image", "og:image:url"):
            images.append({"url": value})
        elif name.startswith("og:image:") and images:
            images[-1][name.removeprefix("og:image:")] = value
        elif name == "twitter:image" and not _is_full(value):
            say("twitter:image", f"is no full address: {value}")
    for each in images:
        if not _is_full(each["url"]) or not _is_there(each["url"], built):
            say("og:image", f"leads nowhere: {each['url']}")
            continue
        size = _size(each["url"], built)
        if size and size != (int(each.get("width", 0)), int(each.get("height", 0))):
            say("og:image", f"is {size[0]}×{size[1]}, and is said to be {each.get('width')}×{each.get('height')}")
        if not each.get("alt"):
            say("og:image:alt", "is not there")


def _is_full(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isascii()


def _is_there(url: str, built: Built) -> bool:
    """Whether an address of the site answers; others are not asked."""
    if not url.startswith(built.origin + "/"):
        return True
    path = unquote(urlsplit(urljoin(built.origin, url)).path)
    file = built.www / path.lstrip("/")
    return (file / "index.html").is_file() if path.endswith("/") or path == "" else file.is_file()


def _size(url: str, built: Built) -> tuple[int, int] | None:
    """The size of a picture of the site, by its own words."""
    if not url.startswith(built.origin + "/"):
        return None
    file = built.www / unquote(urlsplit(url).path).lstrip("/")
    return _opened(file) if file.is_file() and file.suffix != ".svg" else None


def _opened(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size
