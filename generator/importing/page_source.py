"""Page source: where in a page's HTML its article is, and what the page says of it to machines."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

from generator.importing.carried import one_line
from generator.importing.pasted import Pasted, moment_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo


def facts_of_page(html: str, zone: ZoneInfo) -> Pasted:
    """What a page's source says of its article to machines: JSON-LD, Open Graph, its first heading."""
    soup = BeautifulSoup(html, "html.parser")
    found = Pasted()
    for script in soup.find_all("script", type="application/ld+json"):
        for facts in _articles(_loaded(script.get_text())):
            found.title = found.title or one_line(str(facts.get("headline") or ""))
            found.date = found.date or _moment(facts.get("datePublished"), zone)
            found.updated = found.updated or _moment(facts.get("dateModified"), zone)
            found.authors = found.authors or tuple(_names(facts.get("author")))
            found.summary = found.summary or one_line(str(facts.get("description") or ""))
    told = {
        str(each.get("property") or each.get("name")): str(each.get("content") or "") for each in soup.find_all("meta")
    }
    heading = soup.find("h1")
    title = told.get("og:title") or (soup.title.get_text() if soup.title else "")
    found.title = found.title or one_line(heading.get_text(" ") if heading else "") or one_line(title)
    found.date = found.date or _moment(told.get("article:published_time"), zone)
    found.updated = found.updated or _moment(told.get("article:modified_time"), zone)
    found.authors = found.authors or tuple(
        each for each in [one_line(told.get("author", ""))] if each and "/" not in each
    )
    found.summary = found.summary or one_line(told.get("og:description") or told.get("description") or "")
    return found


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _articles(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for each in value[:50]:
            yield from _articles(each, depth + 1) if depth < 5 else ()
    elif isinstance(value, dict):
        if "Article" in str(value.get("@type")) or "BlogPosting" in str(value.get("@type")):
            yield value
        yield from _articles(value.get("@graph"), depth + 1) if depth < 5 else ()


def _names(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        name = one_line(str(each.get("name") or "")) if isinstance(each, dict) else one_line(str(each or ""))
        if name and "/" not in name:
            yield name


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value or ""))
    except ValueError:
        return moment_in(str(value or ""), zone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def main_part(html: str) -> str:
    """The HTML of a page's article: what says that it is, or else what holds the paragraphs with the most text."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.find_all(["nav", "aside", "footer", "header", "form", "button", "script", "style"]):
        if not (part.name == "header" and part.find("h1")):
            part.decompose()
    body = soup.find(itemprop="articleBody")
    if not isinstance(body, Tag):
        weights: dict[int, tuple[float, Tag]] = {}
        for paragraph in soup.find_all("p"):
            linked = sum(len(link.get_text()) for link in paragraph.find_all("a"))
            weight = max(len(paragraph.get_text()) - 2 * linked, 0)
            for share, holder in zip((1.0, 0.5), paragraph.parents, strict=False):
                known = weights.get(id(holder), (0.0, holder))[0]
                weights[id(holder)] = (known + weight * share, holder)
        body = max(weights.values(), key=lambda each: each[0])[1] if weights else soup
    for heading in body.find_all("h1"):
        heading.decompose()
    return str(body)
