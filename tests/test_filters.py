"""What layouts can do to text: no filter splits a sign, loses one, or goes by the numbers of characters."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from generator.filters import FILTERS
from generator.hindi import clusters, norm_text
from generator.layouts import Renderer
from generator.model import Edition
from generator.texts import TEXT_FILTERS, UNSAFE

ENVIRONMENT = Renderer((Path(__file__).parent,)).environment
HINDI = Edition("hi", "hi_IN", "हिन्दी", "ख़बर", "", "hi", "Deva", "ltr", "Latn", (("Latn", "en"),))
MARATHI = Edition("mr", "mr_IN", "मराठी", "बातमी", "", "mr", "Deva", "ltr", "Deva", (("Latn", "en"),))
ENGLISH = Edition("en", "en_IN", "English", "News", "", "en", "Latn", "ltr", "Latn", (("Deva", "hi"),))

# Text as newspapers have it, from whole signs: what is damaged already, no filter can keep whole.
SIGNS = st.sampled_from([
    *"कखगनमरलवसह", "कि", "का", "की", "कों", "ष्ट्र", "क्षि", "ज्ञा", "श्री", "र्म", "ज़", "ड़ी", "हाँ", "हिं",
    "न्\u200dन", "क्\u200cष", *"abcXYZ", "é", "e\u0301", "ß", " ", " ", "\n", "। ", ", ", "—", "“", "”", "'", '"',
    "<", ">", "&", "5", "२", "।", "👩\u200d💻", "🇮🇳",
])  # fmt: skip
TEXT = st.lists(SIGNS, max_size=20).map("".join)
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)

ALL, SOME, NONE = "every sign of the text", "some of its signs", "none of them"
# How each filter is called with a text, and what of the text it gives back.
CALLS: dict[str, tuple[str, str]] = {
    "absolute": ("x|absolute('/p/', 'https://e.example')", ALL),
    "batch": ("x|batch(3)|map('join')|list", ALL),
    "breadcrumb_items": ("links|breadcrumb_items('')|map(attribute='name')|list", ALL),
    "count": ("x|count", NONE),
    "d": ("x|d('-')", ALL),
    "default": ("x|default('-')", ALL),
    "dictsort": ("{x: 1}|dictsort|map('first')|list", ALL),
    "digits": ("x|digits(hindi)", ALL),
    "e": ("x|e", ALL),
    "escape": ("x|escape", ALL),
    "escape_text": ("x|escape_text", ALL),
    "excerpt": ("x|excerpt(7)", SOME),
    "fill": ("'{x}'|fill(x=x)", ALL),
    "first": ("x|first|default('')", SOME),
    "forceescape": ("x|forceescape", ALL),
    "groupby": ("links|groupby('title')|map(attribute='grouper')|list", ALL),
    "headline": ("x|headline(hindi)", ALL),
    "indent": ("x|indent", ALL),
    "items": ("{x: 1}|items|map('first')|list", ALL),
    "join": ("x|join('|')", ALL),
    "json": ("x|json", ALL),
    "language": ("x|language", SOME),
    "last": ("x|last|default('')", SOME),
    "length": ("x|length", NONE),
    "list": ("x|list", ALL),
    "lower": ("x|lower", ALL),
    "map": ("x|map('string')|list", ALL),
    "max": ("x|max|default('')", SOME),
    "min": ("x|min|default('')", SOME),
    "people": ("links|people('')|map(attribute='name')|list", ALL),
    "query": ("'/'|query(x=x)", ALL),
    "reading_minutes": ("x|reading_minutes", NONE),
    "reject": ("x|reject('none')|list", ALL),
    "rejectattr": ("links|rejectattr('url')|map(attribute='title')|list", ALL),
    "replace": ("x|replace('क', 'ख')|replace('ि', '')", SOME),
    "reverse": ("x|reverse", ALL),
    "runs": ("x|runs(hindi)", ALL),
    "safe": ("x|safe", ALL),
    "select": ("x|select('string')|list", ALL),
    "selectattr": ("links|selectattr('title')|map(attribute='title')|list", ALL),
    "slice": ("x|slice(2)|map('join')|list", ALL),
    "sort": ("x|sort", ALL),
    "string": ("x|string", ALL),
    "tojson": ("x|tojson", ALL),
    "trim": ("x|trim", SOME),
    "unique": ("x|unique|list", SOME),
    "upper": ("x|upper", ALL),
    "urlencode": ("x|urlencode", ALL),
    "wordcount": ("x|wordcount", NONE),
    "xmlattr": ("{'title': x}|xmlattr", ALL),
}
# Those of numbers, times and things that are no text.
OTHERS = {
    "abs",
    "date",
    "filesizeformat",
    "float",
    "indian",
    "int",
    "iso",
    "rfc822",
    "round",
    "scale",
    "sum",
    "translations",
    "blog_postings",
    "web",
}


@dataclass(frozen=True)
class Named:
    title: str
    url: str = ""


def call(expression: str, text: str) -> Any:
    links = (Named(text),)
    try:
        return ENVIRONMENT.compile_expression(expression, undefined_to_none=False)(x=text, hindi=HINDI, links=links)
    except UndefinedError:
        return ""


def pieces(name: str, value: Any) -> list[str]:
    """What a reader sees of what a filter gave, text by text."""
    if isinstance(value, list | tuple):
        return [piece for each in value for piece in pieces(name, each)]
    text = str(value)
    if name in ("json", "tojson"):
        text = str(json.loads(text))
    elif name in ("query", "urlencode"):
        text = unquote(text).removeprefix("/?x=")
    elif name == "xmlattr":
        text = html.unescape(text.removeprefix(' title="').removesuffix('"'))
    elif name in ("e", "escape", "escape_text", "fill", "forceescape", "headline", "runs"):
        text = html.unescape(re.sub(r'</?span(?: (?:class|lang)="\w+")?>', "", text))
    return [text]


def signs_of(texts: Iterable[str]) -> list[str]:
    """The signs of each text by itself, without white space, in the order of their characters."""
    return sorted(sign for text in texts for sign in clusters(text) if not sign.isspace())


def harm(name: str, kind: str, text: str, value: Any) -> str:
    """What a filter did to a text that it must not, or ''."""
    wanted, found = signs_of([CASED.get(name, str)(text)]), signs_of(pieces(name, value))
    added = [sign for sign in found if sign not in wanted and sign not in ADDED.get(name, "")]
    if kind == NONE:
        return "" if not found or "".join(found).isdecimal() else "gives text"
    if added:
        return f"splits or adds: {added}"
    lost = wanted != [sign for sign in found if sign in wanted]
    return "loses or repeats signs" if kind == ALL and lost and name not in ADDED else ""


CASED: dict[str, Callable[[str], str]] = {"upper": str.upper, "lower": str.lower}
ADDED = {"excerpt": "…", "replace": "ख", "join": "|"}


def test_every_filter_of_a_layout_is_known_to_these_tests() -> None:
    assert ENVIRONMENT.filters.keys() == CALLS.keys() | OTHERS
    assert FILTERS.keys() | TEXT_FILTERS.keys() <= ENVIRONMENT.filters.keys()
    assert not UNSAFE.keys() & ENVIRONMENT.filters.keys()


@pytest.mark.parametrize("name", CALLS)
@given(text=TEXT)
def test_no_filter_splits_a_sign_or_loses_one(name: str, text: str) -> None:
    expression, kind = CALLS[name]
    text = norm_text(text)
    assert harm(name, kind, text, call(expression, text)) == ""


@pytest.mark.parametrize(
    ("name", "text", "expression"),
    [
        ("first", "किताब", "x|first"),
        ("list", "किताब", "x|list"),
        ("reverse", "किताब", "x|reverse"),
        ("replace", "किताब", "x|replace('क', 'ख')"),
        ("excerpt", "राष्ट्रपति", "x|truncate(5, true, '', 0)"),
        ("sort", "हिंदी", "x|sort"),
        ("join", "हिंदी", "x|join('|')"),
        ("trim", "कि", "x|trim('ि')"),
    ],
)
def test_what_jinja_itself_does_is_seen_as_harm(name: str, text: str, expression: str) -> None:
    assert harm(name, CALLS[name][1], text, Environment().compile_expression(expression)(x=text))


@given(ANY_TEXT, st.sampled_from(sorted(CALLS)))
def test_no_filter_fails_on_any_text(text: str, name: str) -> None:
    call(CALLS[name][0], text)


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("'किताब'|first", "कि"),
        ("'राष्ट्रपति'|last", "ति"),
        ("'हिन्दी समाचार'|wordcount", 2),
        ("'राष्ट्रपति'|length", 4),
        ("[1, 2]|length", 2),
        ("'कि क'|replace('क', 'ख')", "कि ख"),
        ("'क, क, क'|replace(', ', '|', 1)", "क|क, क"),
        ("'  हाँ '|trim", "हाँ"),
        ("'।हाँ।'|trim('।')", "हाँ"),
        ("['कल', 'क्या', 'काम', 'अंक', 'अकबर', 'Apple']|sort", ["अंक", "अकबर", "कल", "काम", "क्या", "Apple"]),
        ("['कल', 'Apple']|sort(edition=english)", ["Apple", "कल"]),
        ("['ज्ञान', 'हवा']|sort(edition=marathi)", ["हवा", "ज्ञान"]),
        ("['ज्ञान', 'हवा']|sort(edition=hindi)", ["ज्ञान", "हवा"]),
        ("[3, 1, 2]|sort(reverse=true)", [3, 2, 1]),
        ("cards|sort(attribute='title')|map(attribute='title')|list", ["कलम", "क़लम", "किताब"]),
        ("cards|unique(attribute='title')|map(attribute='title')|list", ["किताब", "क़लम"]),
        ("['ख़बर', 'खबर', 'हिन्दी', 'हिंदी', 'रूस', 'रस']|unique|list", ["ख़बर", "हिन्दी", "रूस", "रस"]),
        ("cards|groupby('title')|map('first')|list", ["क़लम", "किताब"]),
        ("{'ख': 1, 'क': 2}|dictsort", [("क", 2), ("ख", 1)]),
        ("{'ख': 1, 'क': 2}|dictsort(by='value', reverse=true)", [("क", 2), ("ख", 1)]),
        ("['काम', 'अंक', 'कल']|min", "अंक"),
        ("['काम', 'अंक', 'कल']|max", "काम"),
        ("[3, 1]|max", 3),
        ("1234567|indian", "12,34,567"),
        ("1234567.5|indian", "12,34,567.5"),
        ("(-99999.999)|indian", "-1,00,000"),
        ("1234567|indian(marathi)", "१२,३४,५६७"),
        ("12500000|scale(hindi)", "1.25 करोड़"),
        ("12500000|scale(english)", "1.25 crore"),
        ("12500000|scale(marathi)", "१.२५ कोटी"),
        ("12500000|scale(tamil)", "1,25,00,000"),
        ("'शब्द '|replace('x', '')|reading_minutes", 1),
        ("many|reading_minutes", 3),
        ("many|reading_minutes(100)", 5),
        ("'यह World Bank'|runs(marathi)", 'यह <span lang="en">World Bank</span>'),
        ("'The नमस्ते'|runs(english)", 'The <span lang="hi">नमस्ते</span>'),
    ],
)
def test_what_filters_give(expression: str, wanted: object) -> None:
    cards = (Named("किताब"), Named("क़लम"), Named("कलम"))
    tamil = replace(ENGLISH, code="ta", script="Taml")
    editions = {"hindi": HINDI, "marathi": MARATHI, "english": ENGLISH, "tamil": tamil}
    found = ENVIRONMENT.compile_expression(expression)(cards=cards, many="शब्द " * 450, **editions)
    assert found == wanted


def test_safe_html_stays_safe_and_other_text_is_escaped() -> None:
    layout = ENVIRONMENT.from_string("{{ html|replace('क', x) }} {{ x|replace('<', x) }} {{ html|trim }}")
    assert layout.render(html=Markup("<b>क</b>"), x="<i>") == "<b>&lt;i&gt;</b> &lt;i&gt;i&gt; <b>क</b>"


def test_every_filter_that_was_taken_out_says_what_to_use() -> None:
    for wrong, instead in UNSAFE.values():
        assert wrong and instead
    named = {word for _, instead in UNSAFE.values() for word in re.findall(r"use (\w+)", instead)} - {"a"}
    assert named <= ENVIRONMENT.filters.keys()
