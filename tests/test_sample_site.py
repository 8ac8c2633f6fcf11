"""The sample site of this repository, built once and read as a reader's browser would."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from reading import addresses, alternates, canonical, file_of, page, sitemap, structured

from generator.build import read_site
from generator.digest import digest
from generator.options import BuildOptions, Report
from generator.pages import plan_parts, plan_unit, plan_units
from generator.quick import build
from generator.site import Site
from generator.views import Page

REPOSITORY = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Kolkata"))
ORIGIN = "https://khabar.example"
LATIN, DEVANAGARI = re.compile("[A-Za-z]{2,}"), re.compile("[\u0900-\u097f]+")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, dict[str, bytes]]:
    """The report and the files of a build of the sample site."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(REPOSITORY / "config.yaml", folder)
    for name in ("content", "layouts"):
        shutil.copytree(REPOSITORY / name, folder / name)
    report = build(BuildOptions(site=folder, now=NOW))
    root = folder / "output"
    return report, {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="session")
def output(built: tuple[Report, dict[str, bytes]]) -> dict[str, bytes]:
    return built[1]


@pytest.fixture(scope="session")
def trees(output: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {path: page(data) for path, data in output.items() if path.endswith(".html")}


def is_redirect(tree: html.HtmlElement) -> bool:
    return bool(tree.xpath("//meta[@http-equiv='refresh']"))


def test_it_builds_without_a_problem(built: tuple[Report, dict[str, bytes]]) -> None:
    report, output = built
    assert [f"{each.where}: {each.message}" for each in report.problems] == []
    assert report.published and report.files == len(output)
    assert report.articles >= 40


def test_every_link_leads_to_a_file_and_every_fragment_to_an_element(
    output: dict[str, bytes], trees: dict[str, html.HtmlElement]
) -> None:
    ids = {path: {each.get("id") for each in tree.iter() if isinstance(each.tag, str)} for path, tree in trees.items()}
    wrong = []
    for path, tree in trees.items():
        for url in {*addresses(tree), *alternates(tree).values(), canonical(tree)} - {""}:
            if url.startswith(("mailto:", "tel:", "data:")):
                continue
            parts = urlsplit(url.removeprefix(ORIGIN))
            if parts.scheme or parts.netloc:
                assert parts.scheme in ("http", "https"), (path, url)
                continue
            assert url.startswith(("/", "#", ORIGIN)), f"{path}: {url} depends on where it stands"
            target = file_of(parts.path) if parts.path else path
            fragment = unquote(parts.fragment)
            if target not in output or (fragment and fragment not in ids.get(target, set())):
                wrong.append((path, url))
    assert wrong == []


def test_what_style_sheets_name_is_there(output: dict[str, bytes]) -> None:
    for path, data in output.items():
        if path.endswith(".css"):
            for url in re.findall(r"url\([\"']?([^\"')]+)", data.decode()):
                assert url.startswith("data:") or file_of(url) in output, (path, url)


def test_pictures_have_a_size_and_a_description(trees: dict[str, html.HtmlElement]) -> None:
    for path, tree in trees.items():
        for picture in tree.iter("img"):
            assert picture.get("alt") is not None, path
            assert int(picture.get("width")) > 0 and int(picture.get("height")) > 0, path
        for picture in tree.xpath("//main//figure/img"):
            assert picture.get("alt"), path


def test_hreflang_sets_are_mutual_on_all_pages(trees: dict[str, html.HtmlElement]) -> None:
    sets = {canonical(tree): alternates(tree) for tree in trees.values() if alternates(tree)}
    assert len(sets) > 200
    languages = {canonical(tree): tree.get("lang") for tree in trees.values()}
    for url, found in sets.items():
        assert "x-default" in found and url in found.values()
        for code, other in found.items():
            assert sets[other] == found or other == f"{ORIGIN}/", (url, other)
            assert code == "x-default" or languages[other] == code


def test_sitemaps_say_of_each_page_what_it_says_itself(
    output: dict[str, bytes], trees: dict[str, html.HtmlElement]
) -> None:
    rows = {url: found for path, data in output.items() if "/sitemaps/" in path for url, found in sitemap(data).items()}
    assert len(rows) > 150
    for url, found in rows.items():
        tree = trees[file_of(url)]
        assert (canonical(tree), alternates(tree)) == (url, found)
        assert "noindex" not in tree.xpath("//meta[@name='robots']/@content")


def test_the_switch_is_on_every_page_and_marked_where_it_leads_to_the_same_page(
    output: dict[str, bytes], trees: dict[str, html.HtmlElement]
) -> None:
    for path, tree in trees.items():
        if not path.startswith(("hi/", "en/")) or is_redirect(tree):
            continue
        (switch,) = tree.find_class("switch")
        other = trees[file_of(switch.get("href"))]
        assert other.get("lang") == switch.get("lang") != tree.get("lang"), path
        if switch.get("rel") == "alternate" and alternates(tree):
            assert alternates(tree)[switch.get("lang")] == f"{ORIGIN}{switch.get('href')}", path


def test_ids_are_unique_and_there_is_one_first_heading(trees: dict[str, html.HtmlElement]) -> None:
    for path, tree in trees.items():
        ids = Counter(each.get("id") for each in tree.iter() if isinstance(each.tag, str) and each.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], path
        if not is_redirect(tree):
            assert len(tree.xpath("//h1")) == 1, path
            levels = [int(each.tag[1]) for each in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
            assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_labels_lead_to_what_they_label(trees: dict[str, html.HtmlElement]) -> None:
    for path, tree in trees.items():
        ids = {each.get("id") for each in tree.iter() if isinstance(each.tag, str)}
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(tree.xpath(f"//@{name}")) <= ids, path


def furniture(tree: html.HtmlElement) -> list[str]:
    """The words that the layouts bring to a page: its own language's, but for names of stories."""
    language = tree.get("lang")

    def is_ours(node: html.HtmlElement) -> bool:
        marked = next((each.get("lang") for each in (node, *node.iterancestors()) if each.get("lang")), language)
        above = [*node.iterancestors(), node]
        in_text = any("body" in each.get("class", "").split() and each.tag == "div" for each in above)
        return marked == language and not in_text

    texts = []
    places = "//header[contains(@class, 'masthead')] | //nav | //footer | //label | //button"
    for name in ("label", "skip", "empty", "in"):
        places += f" | //*[contains(concat(' ', @class, ' '), ' {name} ')]"
    for place in tree.xpath(places):
        for node in place.iter(html.etree.Element):
            if not is_ours(node):
                continue
            titles = any("neighbours" in each.get("class", "") for each in node.iterancestors("nav"))
            if titles and "label" not in node.get("class", ""):
                continue
            texts += [node.text or "", *(child.tail or "" for child in node if is_ours(node))]
    for node in tree.iter(html.etree.Element):
        if is_ours(node):
            texts += [node.get(name, "") for name in ("aria-label", "title", "placeholder") if node.tag != "link"]
    return [" ".join(text.split()) for text in texts if text.strip()]


def test_furniture_is_told_from_stories() -> None:
    tree = page(
        "<html lang='hi'><body><header class='masthead'>एक <b lang='en'>Two</b> तीन</header><nav aria-label='Four'>"
        "<a>Five</a></nav><main><h1>Title</h1><p class='label'>छह</p><div class='body'><p class='label'>Seven</p></div>"
        "<nav class='neighbours'><a><span class='label'>आठ</span> Nine</a></nav><img alt='Ten' title='Eleven'></main>"
    )
    assert sorted(set(furniture(tree))) == sorted(["एक", "तीन", "Four", "Five", "छह", "आठ", "Eleven"])


@pytest.mark.parametrize(("edition", "foreign"), [("hi", LATIN), ("en", DEVANAGARI)])
def test_the_furniture_of_a_page_speaks_its_language(
    trees: dict[str, html.HtmlElement], edition: str, foreign: re.Pattern[str]
) -> None:
    seen = 0
    for path, tree in trees.items():
        if path.startswith(f"{edition}/") and not is_redirect(tree):
            words = furniture(tree)
            seen += len(words)
            assert [text for text in words if foreign.search(text)] == [], path
    assert seen > 2000


def test_every_story_has_what_search_engines_require(trees: dict[str, html.HtmlElement]) -> None:
    articles = [found for tree in trees.values() for found in structured(tree, "NewsArticle")]
    assert len(articles) > 30
    by_id = {each["@id"]: each for each in articles}
    for each in articles:
        assert each["headline"] and each["datePublished"] and each["author"] and each["publisher"]["name"]
        for other in each.get("workTranslation", []):
            assert each["@id"] in [pair["@id"] for pair in by_id[other["@id"]]["workTranslation"]]


def planned_pages(site: Site) -> Iterator[Page]:
    for unit in plan_units(site):
        yield from plan_unit(site, unit, plan_parts(site, unit))


def digest_of(planned: Page) -> str:
    return digest((planned.layout, planned.site, planned.view))


def test_what_a_layout_sees_can_be_digested(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "config.yaml", tmp_path)
    for name in ("content", "layouts"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    with read_site(BuildOptions(site=tmp_path, now=NOW)) as (site, problems):
        assert problems == []
        digests, again = ({planned.url: digest_of(planned) for planned in planned_pages(site)} for _ in range(2))
    assert len(digests) > 500 and digests == again
    assert len(set(digests.values())) > 0.9 * len(digests)
    assert not (tmp_path / "output").exists()


def test_a_page_is_light(output: dict[str, bytes]) -> None:
    for path, data in output.items():
        if path.endswith(".html"):
            assert len(data) < 100_000, path
