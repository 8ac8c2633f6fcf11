"""A site as Hugo has them, a folder a language, builds with a config of twenty lines and says what it leaves out."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

from conftest import NOW, SiteFolder
from reading import addresses, alternates, page, pages

from generator.options import BuildOptions, Report

CORPUS = Path(__file__).resolve().parent / "corpus"


def built(folder: Path) -> tuple[SiteFolder, Report]:
    site = SiteFolder(folder, BuildOptions(site=folder, now=NOW))
    shutil.copy(CORPUS / "config.yaml", folder)
    shutil.copytree(CORPUS / "content", folder / "content")
    return site, site.build()


def test_what_cannot_be_used_is_a_warning_and_the_rest_is_published(tmp_path: Path) -> None:
    site, report = built(tmp_path)
    assert report.published
    assert {each.severity for each in report.problems} == {"warning"}
    assert Counter(each.rule for each in report.problems) == {
        "story-nameless": 2,  # the front pages of the old site
        "title-missing": 1,  # शीर्षक: for title:
        "layout-unknown": 1,  # layout: search, for a page that Khabar has itself
        "url-twice": 1,  # and at its address
        "link-broken": 3,  # /elasticity/, /horizontal-scaling/ in Hindi, /नोड्स/
        "picture-missing": 1,
        "shortcode": 3,
    }
    assert report.articles == 8
    stories = [path for path in site.output() if path.count("/") == 2 and path.endswith("/index.html")]
    assert {path for path in stories if path.split("/")[1] not in ("latest", "archive", "search", "tags")} == {
        "en/horizontal-scaling/index.html",
        "en/scalability/index.html",
        "en/serverless/index.html",
        "en/stateless/index.html",
        "en/style-guide/index.html",
        "hi/bare-metal/index.html",
        "hi/scalability/index.html",
    }


def test_with_the_rules_as_they_are_everything_is_said(tmp_path: Path) -> None:
    site, _ = built(tmp_path)
    config = (tmp_path / "config.yaml").read_text("utf-8")
    site.write("config.yaml", config[: config.index("rules:")])
    report = site.build()
    assert Counter(each.rule for each in report.problems if each.severity == "error") == {
        "title-missing": 1,
        "layout-unknown": 1,
        "url-twice": 1,
        "link-broken": 3,
        "picture-missing": 1,
    }
    found = Counter(each.rule for each in report.problems if each.severity == "warning")
    assert found == {"story-nameless": 2, "front-matter-key": 18, "list-item-empty": 9, "shortcode": 3}
    keys = Counter(dict(each.facts)["key"] for each in report.problems if each.rule == "front-matter-key")
    assert keys == {
        "status": 9,
        "category": 3,
        "toc_hide": 1,
        "menu": 1,
        "Status": 1,
        "Category": 1,
        "शीर्षक": 1,
        "टैग": 1,
    }


def test_links_from_the_root_stay_in_their_edition(tmp_path: Path) -> None:
    site, _ = built(tmp_path)

    def links(path: str) -> list[str | None]:
        return [each.get("href") for each in page(site.read(path)).xpath("//div[@class='body']//a")]

    assert links("en/horizontal-scaling/index.html") == ["/en/scalability/"]
    assert links("hi/bare-metal/index.html") == ["/hi/scalability/", "/en/scalability/"]


def test_pairs_tags_and_shortcodes(tmp_path: Path) -> None:
    site, _ = built(tmp_path)
    hindi = page(site.read("hi/scalability/index.html"))
    assert alternates(hindi) == {
        "en": "https://glossary.example/en/scalability/",
        "hi": "https://glossary.example/hi/scalability/",
        "x-default": "https://glossary.example/en/scalability/",
    }
    assert hindi.xpath("//p[@class='tags']/a/text()") == ["प्रॉपर्टी"]
    english = page(site.read("en/scalability/index.html"))
    assert english.xpath("//p[@class='tags']/a/text()") == ["infrastructure", "Property"]
    assert "{{% sign-language-section abcdefghijk %}}" in site.read("en/horizontal-scaling/index.html")
    guide = page(site.read("en/style-guide/index.html"))
    assert [each.text for each in guide.xpath("//h1")] == ["Style Guide"]
    assert guide.xpath("//div[@class='body']/h2/text()") == ["Write plainly"]
    assert "Not ready" not in b"".join(site.output().values()).decode(errors="replace")


def test_no_page_but_those_with_a_warning_has_a_dead_link(tmp_path: Path) -> None:
    site, report = built(tmp_path)
    warned = {each.where.path.removeprefix("content/").removesuffix(".md") for each in report.problems}
    output = site.output()
    for path, tree in pages(output).items():
        if path.removesuffix("/index.html") in warned:
            continue
        for url in addresses(tree):
            if url.startswith("/") and url != "/favicon.svg":
                assert url[1:] in output or f"{url[1:]}index.html" in output, (path, url)
