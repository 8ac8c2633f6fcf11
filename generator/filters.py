"""What layouts can do to a value: Jinja filters, each with its locale as an argument and none that harms Hindi."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from generator import cldr
from generator.hindi import (
    SCALED,
    excerpt,
    group_indian,
    in_words_scale,
    kicker_split,
    reading_minutes,
    script_runs,
    to_deva,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date as calendar_day
    from datetime import datetime

    from generator.model import Edition
    from generator.views import Card, Link, Update

# In the order that Indian newspapers print: 14 जुलाई 2019.
_DATE_FORMS = {
    "day": "{day} {month} {year}",
    "short": "{day} {short} {year}",
    "month": "{month} {year}",
    "month_name": "{month}",
    "year": "{year}",
}
_RELATIVE = re.compile(r'( (?:href|src)=")(#|/(?!/))')


def date(moment: datetime, edition: Edition, form: str = "day") -> str:
    """A time as the edition writes it: day, short, month, month_name, year, time or full."""
    if form in ("time", "full"):
        text = f"{moment:%H:%M}"
        if form == "full":
            text = f"{_day(moment.date(), 'day', edition.locale)}, {text} {_zone(moment, edition.locale)}"
    else:
        text = _day(moment.date(), form, edition.locale)
    return to_deva(text) if edition.numerals == "Deva" else text


@functools.lru_cache(maxsize=4096)  # a site has far fewer days than times
def _day(day: calendar_day, form: str, locale: str) -> str:
    full, short = (cldr.months(locale, width)[day.month - 1] for width in ("wide", "abbreviated"))
    return _DATE_FORMS[form].format(day=day.day, month=full, short=short, year=day.year)


def _zone(moment: datetime, locale: str) -> str:
    """The zone as the edition's readers know it: IST in English, which CLDR does not have, else CLDR's name."""
    name = moment.tzname() or ""
    return name if locale.startswith("en") and name.isalpha() else cldr.zone_name(moment.tzinfo, locale)


def iso(moment: datetime) -> str:
    """A time for machines: ISO 8601 to the second, with its offset."""
    return moment.isoformat(timespec="seconds")


def rfc822(moment: datetime) -> str:
    """A time as RSS wants it."""
    from email.utils import format_datetime  # brings much with it

    return format_datetime(moment)


def digits(value: object, edition: Edition) -> str:
    """A number or a text with the digits that the edition shows."""
    return to_deva(str(value)) if edition.numerals == "Deva" else str(value)


def indian(number: float, edition: Edition | None = None) -> str:
    """A number with India's commas: 12,34,567; a fraction to two decimals."""
    text = group_indian(int(number))
    fraction = f"{abs(number) % 1:.2f}"
    if fraction == "1.00":
        text, fraction = group_indian(int(number) + (1 if number > 0 else -1)), "0.00"
    text += fraction[1:].rstrip("0").rstrip(".")
    return digits(text, edition) if edition else text


def scale(number: float, edition: Edition) -> str:
    """A number in lakh and crore, in the edition's words; in full where its language counts otherwise."""
    lang = language(edition.code)
    return digits(in_words_scale(number, lang) if lang in SCALED else group_indian(round(number)), edition)


def reading(text: str, per_minute: int = 200) -> int:
    """How many minutes a text takes to read, rounded up."""
    return reading_minutes(str(text), per_minute)


def fill(template: str, **facts: object) -> Markup:
    """A UI sentence with its gaps filled, by HTML where a fact is HTML: `words.reading_time|fill(minutes=3)`."""
    return escape(template).format(**facts)


def runs(text: str, edition: Edition) -> Markup:
    """A text as HTML in which words of the other script carry their language; the text itself is unchanged."""
    return _runs(text, edition.script, edition.others)


@functools.lru_cache(maxsize=1024, typed=True)  # a title is on its neighbours' pages too; HTML is no text
def _runs(text: str, main: str, others: tuple[tuple[str, str], ...]) -> Markup:
    if main in _OWN and _OWN[main].fullmatch(text):
        return escape(text)
    pieces, languages = [], dict(others)
    for piece, script in script_runs(text, main):
        lang = languages.get(script) if script != main else None
        pieces.append(Markup('<span lang="{}">{}</span>').format(lang, piece) if lang else escape(piece))
    return Markup("").join(pieces)


# What most texts are made of and no other script has letters among.
_OWN = {"Latn": re.compile(r"[ -~‘’“”–—…₹]*"), "Deva": re.compile(r"[ -@\[-`{-~‘’“”–—…₹\u0900-\u097f]*")}


def headline(text: str, edition: Edition) -> Markup:
    """A headline as HTML: a kicker in the other script before the first colon is marked as one."""
    parts = kicker_split(text)
    if not parts:
        return runs(text, edition)
    kicker, rest = parts
    return Markup('<span class="kicker">{}:</span> {}').format(runs(kicker, edition), runs(rest, edition))


def json_text(value: object) -> Markup:
    """A value as JSON that is safe inside a script element; entries without a value are left out."""
    text = _JSON.encode(_dense(value))
    for char, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028")):
        text = text.replace(char, escaped)
    return Markup(text)  # escaped above


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _dense(value: object) -> object:
    if type(value) is str:
        return value
    if isinstance(value, dict):
        dense = ((key, _dense(item)) for key, item in value.items())
        return {key: item for key, item in dense if item or _counts(item)}
    if isinstance(value, list | tuple):
        return [item for each in value if (item := _dense(each)) or _counts(item)]
    return str(value) if isinstance(value, Markup) else value


def _counts(value: object) -> bool:
    """Whether what is false is a value all the same."""
    return isinstance(value, int | float)


def absolute(html: str, page: str, origin: str) -> Markup:
    """HTML whose links are written in full, for a feed: fragments belong to `page`, paths to `origin`."""
    full = _RELATIVE.sub(lambda match: f"{match[1]}{page if match[2] == '#' else origin}{match[2]}", str(html))
    return Markup(full)  # as safe as it came


def query(url: str, /, **facts: str) -> str:
    """An address with a query, for share links."""
    return f"{url}?{'&'.join([f'{_quoted(key)}={_quoted(fact)}' for key, fact in facts.items()])}"


@functools.lru_cache(maxsize=32)  # the links of a page share its title and address
def _quoted(text: str) -> str:
    return quote(str(text), safe="")


def escape_text(html: str) -> Markup:
    """HTML as text, for a feed that carries it escaped."""
    return escape(str(html))


def breadcrumb_items(links: tuple[Link, ...], origin: str) -> list[dict[str, object]]:
    """Breadcrumbs as schema.org wants them."""
    return [
        {"@type": "ListItem", "position": place, "name": link.title, "item": f"{origin}{link.url}"}
        for place, link in enumerate(links, 1)
    ]


def people(links: tuple[Link, ...], origin: str) -> list[dict[str, object]]:
    """Authors as schema.org wants them."""
    return [{"@type": "Person", "name": link.title, "url": origin + link.url if link.url else ""} for link in links]


def web(links: tuple[Link, ...]) -> list[str]:
    """The addresses of those links that lead to the web, and not to a mailbox."""
    return [link.url for link in links if link.url.startswith(("https://", "http://"))]


def translations(cards: tuple[Card, ...], origin: str) -> list[dict[str, object]]:
    """A story's articles in other editions as schema.org wants them."""
    return [
        {"@type": "NewsArticle", "@id": f"{origin}{card.url}#article", "inLanguage": card.lang, "headline": card.title}
        for card in cards
    ]


def blog_postings(updates: tuple[Update, ...], origin: str) -> list[dict[str, object]]:
    """A live story's updates as schema.org wants them."""
    return [
        {
            "@type": "BlogPosting",
            "@id": origin + each.url,
            "url": origin + each.url,
            "headline": each.title or excerpt(each.text, 100),
            "datePublished": iso(each.time),
            "articleBody": each.text,
        }
        for each in updates
    ]


def language(code: str) -> str:
    """The ISO 639 part of a language code, which is all that Google News takes."""
    return code.partition("-")[0]


FILTERS: Mapping[str, Callable[..., object]] = {
    "absolute": absolute,
    "blog_postings": blog_postings,
    "breadcrumb_items": breadcrumb_items,
    "date": date,
    "digits": digits,
    "escape_text": escape_text,
    "excerpt": excerpt,
    "fill": fill,
    "headline": headline,
    "indian": indian,
    "iso": iso,
    "json": json_text,
    "language": language,
    "people": people,
    "query": query,
    "reading_minutes": reading,
    "rfc822": rfc822,
    "runs": runs,
    "scale": scale,
    "translations": translations,
    "web": web,
}
