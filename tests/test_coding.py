"""Compiled layouts: the same text as Jinja's own code gives, also from the second time on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from generator.coding import LayoutEnvironment
from generator.filters import FILTERS
from generator.model import Edition
from generator.reader_options import ReaderOptions
from generator.views import Card, Html, Link, MenuView, PublisherView, SiteInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

EDITION = Edition("en", "en_IN", "English", "A & B", "tag", "en", "Latn", "ltr", "Latn")
LINKS = (Link("One <1>", "/1/"), Link("Two", "/2/", "hi"))
SITE = SiteInfo(
    title="A & B",
    tagline="",
    origin="https://khabar.example",
    base_path="/",
    home_url="/en/",
    edition=EDITION,
    editions=(EDITION,),
    words={"latest": "Latest “news”", "items": "no method"},
    menus={"main": MenuView("main", LINKS)},
    assets={"site.css": "/assets/site.css"},
    follow=(),
    youtube_call=None,
    publisher=PublisherView("P", "/", "", None),
    search_url="/search/",
    feed_url="",
    icon="",
    manifest_url="",
    custom_head=Html("<meta>"),
    csp="default-src 'self'",
    reader=ReaderOptions(),
    inline={},
    version="0",
)
OTHER = replace(SITE, title="C", words={"latest": "ताज़ा", "items": ""}, menus={"main": MenuView("main", ())})
CARD = Card(
    "T <i>",
    "/t/",
    "",
    "",
    datetime(2026, 1, 2, tzinfo=UTC),
    "S & s",
    LINKS[0],
    None,
    breaking=False,
    pinned=False,
    video=True,
)
CARDS = (CARD, replace(CARD, title="Another", section=None), CARD)

PARTS = {
    "base": "<{{ site.title }}>{% block head %}{{ site.words.latest }}{% endblock %}|{% block body %}{% endblock %}",
    "foot": "[{{ site.title }} {{ text }}]",
    "bare": "[{{ 1 + 1 }}]",
    "macros": "{% macro one(card, site, level=2) %}<h{{ level }}>{{ card.title }} {{ site.title }} "
    "{{ site.words.latest }}"
    "{% if card.section %}{% set name %}<b>{{ card.section.title }}</b>{% endset %}{{ name }}{% endif %}{% endmacro %}"
    "{% macro many(cards, site) %}{% for each in cards %}{{ one(each, site) }}{% endfor %}{% endmacro %}"
    "{% macro wrap(card) %}{{ caller() }}{{ card.title }}{% endmacro %}"
    "{% macro open(card) %}{% if card.video %}{% set x = card.title %}{% endif %}{{ x is defined }}{% endmacro %}",
}
LAYOUTS = {
    "words": "{{ site.title }} {{ site.words.latest }} {{ site.menus.main.links|length }} "
    "{{ site.words['items'] }} {{ text }}",
    "loops": "{% for link in site.menus.main.links if link.lang %}{{ loop.index }}{{ link.title }}"
    "{% else %}none{% endfor %}"
    "{% for link in site.menus.main.links %}{{ link.title }}{{ text }}{{ site.title }}{% endfor %}",
    "branches": "{% if site.title == 'C' %}C{% elif site.words.latest %}{{ site.title }}{% else %}x"
    "{% endif %}{{ site.custom_head }}",
    "inherits": "{% extends 'base' %}{% block body %}{{ super() }}{{ site.title }}{% include 'foot' %}"
    "{{ text }}{% endblock %}",
    "bare include": "{{ text }}{% include 'bare' without context %}{{ site.title }}",
    "set site": "{% set site = other %}{{ site.title }}{% for x in [1] %}{{ site.title }}{% endfor %}",
    "set in a branch": "{{ site.title }}{% if text %}{% set site = other %}{% endif %}{{ site.title }}",
    "set on the way": "{% if site.title == 'C' %}{% set x = 1 %}{% endif %}{{ x is defined }}",
    "set block": "{% if site.title %}{% set x %}{{ site.title }}{% endset %}{% endif %}{{ x }}",
    "with site": "{% with site = other %}{{ site.title }}{% include 'foot' %}{% endwith %}{{ site.title }}",
    "for site": "{% for site in [other, site] %}{{ site.title }}{% include 'foot' %}{% endfor %}{{ site.title }}",
    "import site": "{% import 'macros' as site %}{{ site.one(cards[0], other) }}",
    "another site": "{% macro show(site) %}{{ site.title }}{% endmacro %}{{ show(other) }}{{ show(site) }}"
    "{{ show({'title': text}) }}",
    "no site": "{% macro show(site=none) %}{{ site is none }}{% endmacro %}{{ show() }}{{ site.title }}",
    "cards": "{% from 'macros' import one, many %}{{ many(cards, site) }}{{ one(cards[0], site, level=3) }}"
    "{{ one(cards[0], other) }}"
    "{{ one(cards[0], site, true) }}{{ one(cards[0], site, 1) }}{{ one({'title': text, 'section': none}, site) }}",
    "calls": "{% from 'macros' import wrap, open %}{% call wrap(cards[0]) %}{{ text }}{% endcall %}"
    "{{ open(cards[0]) }}",
    "own macro": "{% set x = text %}{% macro own(card) %}{{ card.title }}{{ x }}{% endmacro %}{{ own(cards[0]) }}",
    "branch in a macro": "{% set x = text %}{% macro own(card) %}{% if not card.video %}{% set x = 1 %}"
    "{% endif %}{{ card.title }}{{ x }}"
    "{% endmacro %}{{ own(cards[0]) }}",
    "counter": "{% set ns = namespace(n=0) %}{% macro next(card) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}"
    "{{ next(cards[0]) }}{{ next(cards[0]) }}",
    "unescaped": "{% autoescape false %}{{ site.title }}{{ text }}{% endautoescape %}{{ site.title }}",
    "filters": "{{ site.title|upper }}{% filter upper %}{{ site.title }}{{ text }}{% endfilter %}"
    "{{ cards[0].date|iso }}"
    "{{ (site.origin ~ site.home_url)|json }}{{ site.words|dictsort }}{{ 3 }}{{ none }}{{ 2.5 }}{{ true }}",
    "words missing": "{{ site.words.nothing }}",
    "field missing": "{{ text }}{{ site.nothing.more }}",
    "name missing": "{{ nothing }}",
}


def outcome(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """What a layout gives, or its error."""
    try:
        return environment.get_template(name).render(values)
    except Exception as error:
        return repr(error)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_gives_what_jinja_gives(name: str) -> None:
    options = {"loader": DictLoader(PARTS | LAYOUTS), "autoescape": True, "undefined": StrictUndefined}
    ours, jinja = LayoutEnvironment(**options), Environment(**options)
    for environment in (ours, jinja):
        environment.filters.update(FILTERS)
    for site, text in ((SITE, "x"), (SITE, "y & z"), (OTHER, "x"), (SITE, ""), (OTHER, "y")):
        values = {"site": site, "other": OTHER, "text": text, "cards": CARDS}
        assert outcome(ours, name, values) == outcome(jinja, name, values)


def test_only_cards_are_remembered_and_not_for_ever() -> None:
    environment = LayoutEnvironment(loader=DictLoader(PARTS | LAYOUTS), autoescape=True, undefined=StrictUndefined)
    layout = environment.get_template("cards")
    layout.render(site=SITE, other=OTHER, text="x", cards=CARDS)
    assert len(environment.texts) == 6
    for _ in range(20):
        layout.render(site=replace(SITE), other=OTHER, text="x", cards=CARDS)
    assert len(environment.sites) <= 16
