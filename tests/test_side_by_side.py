"""Side by side: a story beside its translation, what stands beside what, and that it goes when either article does."""

from __future__ import annotations

import html

import lxml.html
import pytest
from browsing import chromium, hosted, visit
from conftest import CONFIG, SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st

from generator.aligning import align, pieces, uneven, with_own_ids
from generator.checking import CheckOptions, check
from generator.layouts import package_layouts
from generator.markdown import parse_markdown
from generator.views import Html, Link

HI = "पहला अनुच्छेद।\n\n## एक हिस्सा\n\nदूसरा।\n\n- क\n- ख\n\nतीसरा।\n"
EN = "First paragraph.\n\n## A section\n\nSecond.\n\n- a\n- b\n\nThird.\n"
PAGES = {"hi": "hi/duniya/chand/hi-en/index.html", "en": "en/world/moon/en-hi/index.html"}


def pair(site: SiteFolder, hi: str = HI, en: str = EN, **fields: object) -> None:
    facts = {"side_by_side": "true", **fields}
    site.article("world/moon.hi.md", hi, title="चाँद पर भारत", slug="chand", **facts)
    site.article("world/moon.en.md", en, title="India on the Moon", slug="moon", **facts)


def rows(page: str) -> list[tuple[str, ...]]:
    """The rows of a page below its header, each cell as text."""
    tree = lxml.html.fromstring(page)
    found = tree.xpath("//div[@class='row']")
    return [tuple(" ".join(cell.text_content().split()) for cell in row) for row in found]


def test_paragraph_stands_beside_paragraph_in_furniture_of_the_pages_edition(site: SiteFolder) -> None:
    pair(site)
    assert rules(site.build()) == []
    expected = [
        ("पहला अनुच्छेद।", "First paragraph."),
        ("एक हिस्सा", "A section"),
        ("दूसरा।", "Second."),
        ("क ख", "a b"),
        ("तीसरा।", "Third."),
    ]
    assert rows(site.read(PAGES["hi"])) == expected
    assert rows(site.read(PAGES["en"])) == [(en, hi) for hi, en in expected]
    tree = lxml.html.fromstring(site.read(PAGES["hi"]))
    assert tree.get("lang") == "hi"
    cells = tree.xpath("//*[contains(@class, 'row')]/div[contains(@class, 'cell')]/@lang")
    assert cells == ["hi", "en"] * (len(cells) // 2)
    assert tree.xpath("//h1/text()") == ["चाँद पर भारत"]
    assert lxml.html.fromstring(site.read(PAGES["en"])).xpath("//a[@class='switch']/@href") == [
        "/hi/duniya/chand/hi-en/"
    ]


def test_both_articles_link_to_it(site: SiteFolder) -> None:
    pair(site)
    site.build()
    for page, url, words in (
        ("hi/duniya/chand/index.html", "/hi/duniya/chand/hi-en/", "पास-पास पढ़ें"),
        ("en/world/moon/index.html", "/en/world/moon/en-hi/", "Read side by side"),
    ):
        (link,) = lxml.html.fromstring(site.read(page)).xpath("//p[@class='beside-link']/a")
        assert (link.get("href"), link.text_content()) == (url, words)


def test_search_engines_are_sent_to_the_articles(site: SiteFolder) -> None:
    pair(site)
    site.build()
    tree = lxml.html.fromstring(site.read(PAGES["hi"]))
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical' or @rel='alternate']") == []
    assert tree.xpath("//meta[@property='og:url']/@content") == ["https://khabar.example/hi/duniya/chand/"]
    machines = [data for path, data in site.output().items() if path.endswith((".xml", ".json", ".txt"))]
    assert not any(b"hi-en/" in data or b"en-hi/" in data for data in machines)


def test_sections_stand_beside_each_other_where_their_pieces_differ(site: SiteFolder) -> None:
    pair(site, en=EN.replace("Second.", "Second.\n\nMore."))
    site.build()
    assert rows(site.read(PAGES["hi"])) == [
        ("पहला अनुच्छेद।", "First paragraph."),
        ("एक हिस्सा", "A section"),
        ("दूसरा। क ख तीसरा।", "Second.More. a b Third."),
    ]
    pair(site, en=EN.replace("## A section\n\n", ""))
    site.build()
    assert len(rows(site.read(PAGES["hi"]))) == 1


def test_check_says_where_it_is_not_paragraph_by_paragraph(site: SiteFolder) -> None:
    def found() -> list[tuple[str, str, int]]:
        problems = (each.problem for each in check(CheckOptions(site.options)).findings)
        return [(each.rule, each.where.path, each.where.line) for each in problems if each.rule.startswith("side-")]

    pair(site)
    assert found() == []
    pair(site, en=EN.replace("Second.", "Second.\n\nMore."))
    assert found() == [("side-rows", "content/world/moon.en.md", 9)]
    pair(site, en=EN.replace("## A section\n\n", ""))
    assert found() == [("side-headings", "content/world/moon.en.md", 7)]
    pair(site, en=EN.replace("## A section\n\n", ""), side_by_side="false")
    assert found() == []


def test_what_asks_for_it_has_it(site: SiteFolder) -> None:
    def there() -> bool:
        site.build()
        return (site.root / "output" / PAGES["hi"]).exists()

    pair(site, side_by_side=None)
    assert not there()
    site.write("config.yaml", CONFIG + "side_by_side: true\n")
    assert there()
    site.article("world/moon.hi.md", HI, slug="chand", side_by_side="false")
    assert not there()
    site.write("config.yaml", CONFIG)
    site.article("world/moon.hi.md", HI, slug="chand", side_by_side="हाँ")
    assert there()
    site.article("world/moon.hi.md", HI, slug="chand", side_by_side="हाँ", unlisted="true")
    assert not there()
    site.article("world/moon.hi.md", HI, slug="chand", side_by_side="हाँ", draft="true")
    assert not there()


def test_the_other_languages_blocks_and_links_speak_the_other_language(site: SiteFolder) -> None:
    site.article("world/other.hi.md", title="दूसरी", slug="doosri")
    site.article("world/other.en.md", title="Other", slug="other")
    pair(site, ":::facts\n[दूसरी](story:other)\n:::\n", ":::facts\n[Other](story:other)\n:::\n")
    assert rules(site.build()) == []
    for name, other in ((PAGES["hi"], 1), (PAGES["en"], 0)):
        tree = lxml.html.fromstring(site.read(name))
        found = {cell.get("lang"): cell for cell in tree.xpath("//div[@class='row']/div")}
        assert "एक नज़र में" in found["hi"].text_content() and "At a glance" in found["en"].text_content(), other
        assert found["hi"].xpath(".//a/@href") == ["/hi/duniya/doosri/"]
        assert found["en"].xpath(".//a/@href") == ["/en/world/other/"]


def test_no_id_stands_twice(site: SiteFolder) -> None:
    text = "## Same\n\nText[^1].\n\n[^1]: Note.\n"
    pair(site, text, text)
    site.build()
    tree = lxml.html.fromstring(site.read(PAGES["hi"]))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)) and "hi-same" in ids and "en-same" in ids
    targets = [each[1:] for each in tree.xpath("//a/@href") if each.startswith("#")]
    assert set(targets) <= set(ids) and any(each.startswith("en-fn") for each in targets)


def test_of_three_editions_each_stands_beside_each(site: SiteFolder) -> None:
    site.write("layouts/strings/mr.yaml", (package_layouts() / "strings/hi.yaml").read_bytes())
    site.write("config.yaml", CONFIG.replace("  en: {title", "  mr: {tagline: सगळ्यांची बातमी}\n  en: {title"))
    pair(site)
    site.article("world/moon.mr.md", "पहिला.\n", title="चंद्रावर भारत", slug="chandra", side_by_side="true")
    assert rules(site.build()) == []
    places = {"hi": "hi/duniya/chand", "mr": "mr/duniya/chandra", "en": "en/world/moon"}
    codes = [(own, other) for own in places for other in places if own != other]
    wanted = {f"{places[own]}/{own}-{other}/index.html" for own, other in codes}
    assert {path for path in site.output() if path.split("/")[-2:-1] in [[f"{a}-{b}"] for a, b in codes]} == wanted
    page = lxml.html.fromstring(site.read("hi/duniya/chand/index.html"))
    assert [link.text_content() for link in page.xpath("//p[@class='beside-link']/a")] == [
        "मराठी के साथ पास-पास पढ़ें",
        "English के साथ पास-पास पढ़ें",
    ]


def test_every_edit_ends_in_the_clean_builds_output(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG.replace("https://khabar.example/", "https://khabar.example/blog/"))
    site.article("world/other.hi.md", slug="other")
    pair(site, HI + "\n[दूसरी](story:other)\n", EN + "\n[Other](story:other)\n", date=None)
    site.article("world/moon.hi.md", HI, slug="chand", side_by_side="true", date="2024-07-31 23:00")
    site.article("world/moon.en.md", EN + "\n[Other](story:other)\n", slug="moon", date="2024-08-01 01:00")
    site.build()
    assert "blog/hi/duniya/other" in site.read(PAGES["hi"])
    edits = [
        lambda: site.article("world/other.hi.md", slug="another"),
        lambda: site.article("world/moon.en.md", "Changed.\n", slug="moon", date="2024-08-01 01:00"),
        lambda: site.article("world/moon.en.md", "Changed.\n", title="New", slug="luna", date="2024-06-01"),
        lambda: site.write("layouts/strings/en.yaml", "facts: In brief\n"),
        lambda: site.article("world/moon.hi.md", "नया।\n", slug="chand", side_by_side="true"),
        lambda: (site.root / "output" / PAGES["hi"]).unlink(),
        lambda: site.delete("content/world/moon.en.md"),
        lambda: site.article("world/moon.en.md", EN, slug="moon"),
        lambda: site.article("world/moon.hi.md", HI, slug="chand"),
    ]
    seen = set()
    for edit in edits:
        edit()
        site.build()
        assert site.output() == site.clean(jobs=2)
        seen.add((site.root / "output" / PAGES["hi"]).exists())
    assert seen == {True, False}


def test_it_costs_nothing_where_nobody_asks(site: SiteFolder) -> None:
    pair(site, side_by_side=None)
    site.build()
    assert not any("hi-en" in path for path in site.output())
    assert 'class="beside-link"' not in site.read("hi/duniya/chand/index.html")


# ── Pieces ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        ((), []),
        ((Html("<p>क</p>\n<h2>ख</h2>\n<ul><li><p>ग</p></li></ul>"),), ["p", "h2", "list"]),
        ((Html("<p>क <a"), Link("", "/x/"), Html(">ख</a></p><hr><p>ग<br>घ</p>")), ["p", "hr", "p"]),
        ((Html("<div><p>कभी बंद न हुआ"),), ["div"]),
        ((Html("</p><p>भटका हुआ</p>"),), ["", "p"]),
        ((Html('<p title="a > b">क</p><!-- <p> --><p>ख</p>'),), ["p", "p"]),
    ],
)
def test_a_body_is_cut_at_its_outermost_elements(parts: tuple[object, ...], kinds: list[str]) -> None:
    assert [each.kind for each in pieces(parts)] == kinds


TEXTS = st.lists(
    st.sampled_from(
        ["शब्द *ज़ोर*", "## शीर्षक", "- एक\n- दो", "> कथन", "1. एक", "| a | b |\n|---|---|\n| 1 | 2 |", "---"]
    ),
    max_size=9,
).map("\n\n".join)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_doubled_or_reordered(one: str, two: str) -> None:
    bodies = [tuple(Html(part) for part in parse_markdown(text).parts if isinstance(part, str)) for text in (one, two)]
    cut = [pieces(body) for body in bodies]
    found = list(align(*cut))
    for side, body in enumerate(bodies):
        shown = "".join(part.text for row in found for part in row[side])
        assert "".join(shown.split()) == "".join("".join(part.text for part in body).split())
    assert (list(uneven(*cut)) == []) == ([each.kind for each in cut[0]] == [each.kind for each in cut[1]])


@given(st.text("ab<>\"'&= id#", max_size=30))
def test_text_is_no_id(text: str) -> None:
    body = (Html(f"<p>{html.escape(text)}</p>"),)
    assert with_own_ids(body, "hi-") == body


# ── In a browser ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_stand_beside_each_other_or_on_a_phone_below_with_their_languages_named(site: SiteFolder) -> None:
    site.write("content/files/favicon.ico", "")
    pair(site)
    site.build()
    with chromium() as browser, hosted(site.root / "output") as host:
        for width, beside in ((360, False), (1280, True)):
            page, complaints = visit(browser, f"{host}/hi/duniya/chand/hi-en/", width, java_script_enabled=False)
            row = page.locator("div.row").first
            one, two = (cell.bounding_box() for cell in row.locator(".cell").all())
            assert (one["y"] == two["y"]) is beside
            named = row.locator(".cell").nth(1).evaluate("e => getComputedStyle(e, '::before').content")
            assert (named == '"English"') is not beside
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert complaints == []
