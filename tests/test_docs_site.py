"""The documentation is a site that Khabar builds, and what its how-tos show works."""

from __future__ import annotations

import html
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import CONFIG, SiteFolder

from generator.build import build
from generator.cli import main
from generator.options import BuildOptions, Report

DOCS = Path(__file__).resolve().parent.parent / "docs"
BASE = "https://docs.example/khabar/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The documentation built under a base path, and what the build said."""
    site = tmp_path_factory.mktemp("docs")
    for name in ("content", "layouts"):
        shutil.copytree(DOCS / name, site / name)
    shutil.copy(DOCS / "config.yaml", site)
    report = build(BuildOptions(site, datetime(2026, 11, 1, tzinfo=UTC), base_url=BASE))
    return site / "output", report


def pages(output: Path) -> list[Path]:
    return sorted(output.rglob("*.html"))


def test_the_documentation_builds_without_a_word_of_complaint(built: tuple[Path, Report]) -> None:
    output, report = built
    assert report.published and report.problems == ()
    written = {each.relative_to(DOCS / "content") for each in (DOCS / "content").rglob("*.md")}
    for path in written:
        edition, _, *rest = path.with_suffix("").parts
        assert (output / edition / "/".join(rest) / "index.html").is_file(), path


def test_a_check_finds_nothing_that_stops_or_warns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "docs"
    shutil.copytree(DOCS, site, ignore=shutil.ignore_patterns("output", ".cache"))
    assert main(["check", "--site", str(site), "--strict", "--quiet"]) == 0, capsys.readouterr().err


def test_every_link_and_every_place_on_a_page_is_there(built: tuple[Path, Report]) -> None:
    output, _ = built
    texts = {each: each.read_text("utf-8") for each in pages(output)}
    places = {each: re.findall(r'<[a-z0-9]+\b[^<>]* id="([^"]+)"', text) for each, text in texts.items()}
    assert [each for each, found in places.items() if len(found) != len({*found})] == []
    dead = []
    for page, text in texts.items():
        for target in map(html.unescape, re.findall(r'\bhref="([^"]+)"', text)):
            address, _, place = target.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            assert not address or address.startswith("/khabar/"), (page, target)
            file = output / unquote(address.removeprefix("/khabar/")) if address else page
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (place and place not in places[file]):
                dead.append((page.relative_to(output).as_posix(), target))
    assert dead == []


def test_the_languages_know_each_other_and_hindi_says_what_there_is(built: tuple[Path, Report]) -> None:
    output, _ = built
    english = (output / "en/tutorial/first-story/index.html").read_text("utf-8")
    hindi = (output / "hi/tutorial/first-story/index.html").read_text("utf-8")
    assert '<link rel="alternate" hreflang="hi" href="https://docs.example/khabar/hi/tutorial/first-story/">' in english
    assert 'class="switch" href="/khabar/en/tutorial/first-story/"' in hindi
    front = (output / "hi/index.html").read_text("utf-8")
    assert "पहली ख़बर, दो भाषाओं में" in front and "हिंदी में अभी शुरुआती पाठ ही है" in front
    assert 'href="/khabar/en/"' in front


def test_every_page_leads_to_every_other_and_knows_where_it_is(built: tuple[Path, Report]) -> None:
    output, _ = built
    page = (output / "en/how-to/deploy/index.html").read_text("utf-8")
    side = page[page.index('<nav class="pages"') :]
    assert 'href="/khabar/en/how-to/deploy/" aria-current="page"' in side
    addresses = [each.parent.relative_to(output).as_posix() for each in output.glob("en/*/*/index.html")]
    assert [each for each in addresses if f'href="/khabar/{each}/"' not in side] == []
    # in the order of `weight`, not of names
    assert side.index("/how-to/translate-a-story/") < side.index("/how-to/add-an-edition/")


def test_documentation_has_nothing_that_only_news_has(built: tuple[Path, Report]) -> None:
    output, _ = built
    assert list(output.rglob("feed.xml")) == [] and list(output.rglob("rss.xml")) == []
    signs = (
        "<time",
        'class="byline"',
        'class="share"',
        "data-newest",
        "data-progress",
        '"NewsArticle"',
        'en/archive/"',
    )
    for each in (*output.glob("en/*/*/index.html"), output / "en/search/index.html"):
        text = each.read_text("utf-8")
        assert [sign for sign in signs if sign in text] == [], each


def test_the_kind_of_page_that_a_how_to_adds_is_there(site: SiteFolder) -> None:
    page = (DOCS / "content/en/pages/how-to/add-a-kind-of-page.md").read_text("utf-8")
    blocks = dict(re.findall(r"`(layouts/[^`]+)`[^`]*?:?\n\n```\w+\n(.*?)^```", page, re.MULTILINE | re.DOTALL))
    assert len(blocks) >= 4
    site.write(
        "config.yaml",
        CONFIG.replace("  section:\n    terms:\n", "  section:\n    terms:\n      interviews: Interviews\n"),
    )
    for path, text in blocks.items():
        site.write(path, text)
    (story,) = (
        text for text in re.findall(r"^```markdown\n(.*?)^```", page, re.MULTILINE | re.DOTALL) if "{title}" not in text
    )
    site.write("content/world/moon.en.md", story)
    site.write(
        "content/world/moon.hi.md", story.replace("title: “The Moon is only the beginning”", "title: चाँद तो शुरुआत है")
    )
    site.article("world/other.en.md")
    site.build(now=datetime(2026, 4, 1, tzinfo=UTC))
    made = site.read("en/world/moon/index.html")
    assert (
        '<body class="article interview">' in made
        and '<p class="talk">Interview</p>' in made
        and "samples that we bring home" in made
    )
    (other,) = site.root.glob("output/en/*/other/index.html")
    assert "talk" not in other.read_text("utf-8")
    (hindi,) = site.root.glob("output/hi/*/moon/index.html")
    assert '<p class="talk">साक्षात्कार</p>' in hindi.read_text("utf-8")


def test_a_menu_lists_the_pages_of_a_folder_by_weight_and_title(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + '\nmenus: {main: ["pages:help", front], footer: []}\n')
    for name, title, weight in (("b", "Bees", 0), ("a", "Ants", 0), ("z", "Zebras", -1)):
        site.article(f"pages/help/{name}.en.md", title=title, weight=weight)
    site.article("pages/about.en.md", title="About")
    site.article("world/one.hi.md")
    report = site.build()
    assert report.problems == ()
    menu = re.search(r'<nav class="menu".*?</nav>', site.read("en/index.html"), re.DOTALL)
    assert menu and re.findall(r">([^<]+)</a>", menu[0]) == ["Zebras", "Ants", "Bees", "Home"]
    menu = re.search(r'<nav class="menu".*?</nav>', site.read("hi/index.html"), re.DOTALL)
    assert menu and "help" not in menu[0]
    site.article("pages/help/c.en.md", title="Cats")
    site.build()
    assert ">Cats</a>" in site.read("en/about/index.html")
    assert site.output() == site.clean()


def test_a_menu_of_pages_that_nobody_has_is_an_error(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + '\nmenus: {main: ["pages:nowhere"]}\n')
    site.article("world/one.hi.md")
    assert [each.rule for each in site.build().problems] == ["menu-target"]


def test_a_list_of_no_formats_asks_for_no_feeds(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "\nfeeds: {formats: []}\n")
    site.article("world/one.hi.md")
    assert site.build().problems == ()
    assert list(site.root.glob("output/**/feed.*")) == []
    assert "application/atom+xml" not in site.read("hi/index.html")


def test_a_shortcode_that_code_shows_is_no_shortcode(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="Write `{{< youtube x >}}`.\n\n```text\n{{% note %}}\n```\n\n{{< figure >}}\n")
    (found,) = site.build().problems
    lines = (site.root / "content/world/one.hi.md").read_text("utf-8").split("\n")
    assert (found.rule, lines[found.where.line - 1]) == ("shortcode", "{{< figure >}}")


def test_a_place_on_a_page_is_called_what_code_hosts_call_it(site: SiteFolder) -> None:
    site.article("world/one.en.md", body="## `base_url`\n\nText.\n\n## Two words\n\nText.\n")
    site.article("world/one.hi.md", body="[there](one.en.md#base_url)\n")
    site.build()
    (page,) = site.root.glob("output/en/*/one/index.html")
    assert re.findall(r'<h2 id="([^"]+)">', page.read_text("utf-8"))[:2] == ["base_url", "two-words"]
