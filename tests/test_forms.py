"""Kickers, key points and timelines: on the page, on cards and in feeds."""

from __future__ import annotations

import json

import lxml.html
from conftest import SiteFolder, rules

BODY = """
:::key-points
- पहली बात
- दूसरी बात
:::

:::timeline title="कब क्या हुआ"
14 जुलाई 2023
: श्रीहरिकोटा से प्रक्षेपण

23 अगस्त 2023
: चाँद पर लैंडिंग
:::
"""


def test_key_points_and_timelines_have_a_name_and_their_own_style(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", BODY, slug="moon")
    site.article("world/moon.en.md", ":::key-points\n- One\n:::\n", slug="moon")
    site.article("world/plain.hi.md", slug="plain")
    assert rules(site.build()) == []
    tree = lxml.html.fromstring(site.read("hi/duniya/moon/index.html"))
    (points,) = tree.xpath("//section[@class='key-points']")
    assert (points.get("aria-label"), points.xpath(".//li/text()")) == ("ख़ास बातें", ["पहली बात", "दूसरी बात"])
    (timeline,) = tree.xpath("//section[@class='timeline']")
    assert timeline.get("aria-label") == "कब क्या हुआ"
    assert timeline.xpath("./dl/dt/text()") == ["14 जुलाई 2023", "23 अगस्त 2023"]
    assert timeline.xpath("./dl/dd/text()") == ["श्रीहरिकोटा से प्रक्षेपण", "चाँद पर लैंडिंग"]
    assert "Key points" in site.read("en/world/moon/index.html")
    assert "/assets/blocks." in site.read("hi/duniya/moon/index.html")
    assert "/assets/blocks." not in site.read("hi/duniya/plain/index.html")


def test_feeds_carry_them_as_plain_lists_under_their_names(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", BODY, slug="moon")
    site.build()
    text = json.loads(site.read("hi/feed.json"))["items"][0]["content_html"]
    assert "<strong>ख़ास बातें</strong>" in text and "<li>पहली बात</li>" in text
    assert "<strong>कब क्या हुआ</strong>" in text and "<dt>14 जुलाई 2023</dt>" in text


def test_a_kicker_stands_over_the_headline_and_on_cards_and_in_no_title(site: SiteFolder) -> None:
    site.article("world/moon.hi.md", title="लैंडर उतरा", kicker="चंद्रयान-3 <अपडेट>", slug="moon")
    assert rules(site.build()) == []
    tree = lxml.html.fromstring(site.read("hi/duniya/moon/index.html"))
    assert tree.xpath("//header/p[@class='kicker']")[0].text_content() == "चंद्रयान-3 <अपडेट>"
    assert tree.xpath("//h1/text()") == ["लैंडर उतरा"]
    assert "चंद्रयान-3" not in tree.xpath("//title/text()")[0]
    (link,) = lxml.html.fromstring(site.read("hi/duniya/index.html")).xpath("//article//h2/a")
    assert link.text_content() == "चंद्रयान-3 <अपडेट>: लैंडर उतरा"
