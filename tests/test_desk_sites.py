"""Site rules and pins: what the desk says of a site as a whole, and the edits that keep addresses where they are."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import NOW, SiteFolder
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.build import Builder, read_site
from generator.desk.pins import check_pins, with_aliases, with_field
from generator.desk.sites import TITLE_WIDTH, check_site, title_width
from generator.edits import Finding, apply_edits
from generator.frontmatter import parse_source
from generator.options import BuildOptions
from generator.problems import SiteError
from generator.published import published_articles
from generator.schema import Reader
from generator.tree import Scalar

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURE = '<svg viewBox="0 0 4 3"/>'
QUIET = {"summary": "सार।", "untranslated": "true"}  # an article that no rule has anything to say of


def said(site: SiteFolder) -> list[str]:
    with read_site(site.options) as (read, problems):
        assert problems == []
        text = (site.root / "config.yaml").read_text("utf-8")
        found = [each.problem for each in check_site(read, text)]
    return [f"{each.where}: {each.rule}: {each.message}" for each in found]


def test_a_site_without_faults_gets_no_word(site: SiteFolder) -> None:
    site.article("world/a.hi.md", **QUIET)
    assert said(site) == []


def test_a_story_without_a_summary_or_a_translation(site: SiteFolder) -> None:
    site.article("world/a.hi.md")
    site.article("world/b.en.md", **QUIET | {"untranslated": None})
    assert said(site) == [
        "content/world/a.hi.md:1: summary-missing: the story has no summary",
        "content/world/a.hi.md:1: story-unpaired: the story is not in the edition English",
        "content/world/b.en.md:1: story-unpaired: the story is not in the edition हिन्दी",
    ]


def test_a_section_may_be_in_one_edition_and_so_may_a_story(site: SiteFolder) -> None:
    site.article("world/a.hi.md", summary="सार।")
    site.article("india/b.hi.md", summary="सार।", untranslated="हाँ")
    site.article("india/c.hi.md", summary="सार।", draft="true")
    site.article("india/d.hi.md", summary="सार।", unlisted="true")
    config = site.root / "config.yaml"
    config.write_text(config.read_text("utf-8") + "untranslated: [world]\n", "utf-8")
    assert said(site) == []


def test_a_headline_is_measured_in_its_script(site: SiteFolder) -> None:
    hindi = "दिल्ली में बारिश से सड़कें डूबीं, स्कूल बंद, मेट्रो की रफ़्तार भी थमी, घरों में घुसा पानी, हज़ारों लोग बेघर"
    site.article("world/a.hi.md", title=hindi, **QUIET)
    site.article(
        "world/b.en.md", title="Rain floods the streets of Delhi, schools are shut and the metro crawls", **QUIET
    )
    message = "the headline is too long for search results: they show about 90 per cent of it"
    assert said(site) == [f"content/world/a.hi.md:2: title-search: {message}"]
    assert title_width("क" * 45) < TITLE_WIDTH < title_width("क" * 46)
    assert title_width("a" * 71) < TITLE_WIDTH < title_width("a" * 72)


def picture(site: SiteFolder, path: str, width: int) -> None:
    file = site.root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (width, 9)).save(file)


def test_a_lead_picture_too_small_for_discover(site: SiteFolder) -> None:
    picture(site, "world/small.png", 1199)
    picture(site, "world/large.png", 1200)
    site.write("content/world/drawing.svg", PICTURE)
    for name in ("small.png", "large.png", "drawing.svg"):
        path = f"world/{name.partition('.')[0]}.hi.md"
        site.article(path, image=f"\n  path: {name}\n  alt: चित्र", **QUIET)
    message = "the story's picture is 1199 pixels wide; Google Discover shows large ones from 1200"
    assert said(site) == [f"content/world/small.hi.md:4: image-small: {message}"]


def test_a_picture_that_no_article_shows(site: SiteFolder) -> None:
    for path in ("world/shown.svg", "world/drafted.svg", "world/lost.svg", "files/logo.svg"):
        site.write(f"content/{path}", PICTURE)
    site.write("content/world/data.csv", "a,b")
    site.article("world/a.hi.md", "![चित्र](shown.svg)\n", **QUIET)
    site.article("world/b.hi.md", "![चित्र](drafted.svg)\n", draft="true", **QUIET)
    assert said(site) == ["content/world/lost.svg: picture-orphan: no article shows this picture"]


TERMS = """taxonomies:
  tags:
    terms:
      russia: {hi: रूस, en: Russia}
      japan: {hi: जापान, en: Japan}
      rain: {hi: बारिश}
"""


def test_terms_that_nobody_uses_or_that_have_no_name_in_an_edition(site: SiteFolder) -> None:
    site.write("config.yaml", f"title: ख़बर\n{TERMS}")
    site.article("a.hi.md", tags="[रूस, बारिश]", summary="सार।")
    site.article("a.en.md", title="Rain", summary="Summary.")
    assert said(site) == [
        "config.yaml:6: term-unused: no article has 'जापान' of tags",
        "content/a.en.md:1: term-nameless: 'बारिश' of tags has no name in the edition English",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("ख़बर", "खबर समाचार"), ("रूस", "रस"), ("रूस", "रास"), ("दिल्ली", "दिल"), ("India", "Indian"), ("AI", "AIIMS")],
)
def test_tags_that_are_two_words_are_no_twins(site: SiteFolder, first: str, second: str) -> None:
    site.article("world/a.hi.md", tags=f"[{first}, {second}]", **QUIET)
    assert said(site) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("पुतिन", "पूतिन"), ("AI", "A.I."), ("Olympic", "Olympics"), ("ओलंपिक", "ओलम्पिक"), ("नई दिल्ली", "नईदिल्ली")],
)
def test_tags_that_are_one_word_in_two_spellings_are_twins(site: SiteFolder, first: str, second: str) -> None:
    # Slugs of their own, so that the build does not ask about one address.
    terms = f"      one: {{hi: {{name: {first}, slug: one}}}}\n      two: {{hi: {{name: {second}, slug: two}}}}\n"
    site.write("config.yaml", f"title: ख़बर\ntaxonomies:\n  tags:\n    terms:\n{terms}")
    site.article("a.hi.md", tags=f"[{first}]", **QUIET)
    site.article("b.hi.md", tags=f"[{second}]", **QUIET)
    message = f"'{first}' and '{second}' of tags look like one word in two spellings"
    assert said(site) == [f"content/b.hi.md:4: term-twin: {message}"]


def test_the_sample_site_has_nothing_to_mend(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "config.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    site = SiteFolder(tmp_path, BuildOptions(tmp_path, NOW))
    assert said(site) == []
    assert pins(site, {}) == []


# ── Pins ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_text(site: SiteFolder, path: str) -> str:
    return (site.root / path).read_bytes().decode()


def pins(site: SiteFolder, published: Mapping[str, str]) -> list[Finding]:
    with read_site(site.options) as (read, _):
        return list(check_pins(read, published, lambda path: read_text(site, path)))


def mend(site: SiteFolder, findings: list[Finding]) -> None:
    edits = [edit for each in findings for edit in each.edits]
    for path in {edit.path for edit in edits}:
        text = apply_edits(read_text(site, path), [edit for edit in edits if edit.path == path])
        (site.root / path).write_bytes(text.encode())


def published(site: SiteFolder) -> dict[str, str]:
    """The addresses of the last build, as its records have them."""
    builder = Builder(site.options)
    try:
        builder.read(NOW)
        return published_articles(builder.open_records(builder.output_root))
    finally:
        builder.close()


def test_a_slug_is_pinned_and_the_address_stays(site: SiteFolder) -> None:
    path = site.article("world/पुतिन-किम.hi.md", title="शीर्षक", summary="सार।")
    site.build()
    before = site.output()
    (finding,) = pins(site, {})
    assert finding.problem.message == "the address depends on the file's name"
    assert "write slug: putin-kim" in finding.problem.hint
    mend(site, [finding])
    assert path.read_text("utf-8").splitlines()[:3] == ["---", "title: शीर्षक", "slug: putin-kim"]
    assert site.build().problems == ()
    assert site.output() == before
    assert pins(site, {}) == []


def test_drafts_and_withdrawn_articles_need_no_pin(site: SiteFolder) -> None:
    site.article("world/a.hi.md", draft="true")
    site.article("world/b.hi.md", gone="true")
    assert pins(site, {}) == []


def test_an_article_that_moved_gets_its_old_address_as_an_alias(site: SiteFolder) -> None:
    site.article("world/a.hi.md", slug="a", **QUIET)
    site.build()
    known = published(site)
    assert known == {"/hi/duniya/a/": "content/world/a.hi.md"}
    path = site.article("world/a.hi.md", slug="b", **QUIET)
    (finding,) = pins(site, known)
    assert finding.problem.message == (
        "/hi/duniya/a/ was published and would vanish: the story has another address now"
    )
    mend(site, [finding])
    assert "aliases: [/hi/duniya/a/]\n---\n" in path.read_text("utf-8")
    assert pins(site, known) == []
    assert site.build().problems == ()
    assert "/hi/duniya/b/" in site.read("hi/duniya/a/index.html")


def test_a_file_that_was_renamed_or_moved_is_known_by_its_story(site: SiteFolder) -> None:
    known = {"/hi/duniya/a/": "content/world/a.hi.md"}
    path = site.article("india/a/hi.md", slug="a", **QUIET)  # another section, another form of the path
    (finding,) = pins(site, known)
    assert (finding.problem.rule, finding.problem.where.path) == ("address-moved", "content/india/a/hi.md")
    mend(site, [finding])
    assert "aliases: [/hi/duniya/a/]" in path.read_text("utf-8")


def test_an_article_that_is_gone_for_good_is_said_and_not_mended(site: SiteFolder) -> None:
    site.article("world/b.hi.md", slug="b", **QUIET)
    (finding,) = pins(site, {"/hi/duniya/a/": "content/world/a.hi.md", "/hi/duniya/b/": "content/world/b.hi.md"})
    assert finding.edits == ()
    assert finding.problem.message == "/hi/duniya/a/ was published and its article is gone"
    assert "if it was withdrawn, bring the file back with gone: true" in finding.problem.hint


def test_a_draft_and_an_address_that_an_alias_keeps_are_no_loss(site: SiteFolder) -> None:
    site.article("world/a.hi.md", slug="a", draft="true", **QUIET)
    site.article("world/b.hi.md", slug="b2", aliases="[/hi/duniya/b]", **QUIET)
    known = {"/hi/duniya/a/": "content/world/a.hi.md", "/hi/duniya/b/": "content/world/b.hi.md"}
    assert pins(site, known) == []


def test_under_a_base_path_an_alias_starts_at_the_sites_root(site: SiteFolder) -> None:
    config = site.root / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("khabar.example/", "khabar.example/blog/"), "utf-8")
    site.article("world/a.hi.md", slug="b", **QUIET)
    (finding,) = pins(site, {"/blog/hi/duniya/a/": "content/world/a.hi.md"})
    assert finding.edits[0].text == "aliases: [/hi/duniya/a/]\n"


@pytest.mark.parametrize(
    ("front", "mended"),
    [
        ("title: क\n", "title: क\naliases: [/b, /c]\n"),
        ("aliases: [/a]\ntitle: क\n", "aliases: [/a, /b, /c]\ntitle: क\n"),
        ("aliases: []\n", "aliases: [/b, /c]\n"),
        ("aliases: /a\ntitle: क\n", "aliases: /a, /b, /c\ntitle: क\n"),
        ("aliases:\ntitle: क\n", "aliases: /b, /c\ntitle: क\n"),
        ("aliases:\n  - /a\n  - /a2\ntitle: क\n", "aliases:\n  - /a\n  - /a2\n  - /b\n  - /c\ntitle: क\n"),
        ("aliases:\n- /a\n\ntitle: क\n", "aliases:\n- /a\n- /b\n- /c\n\ntitle: क\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_alias_is_written_as_the_others_are(front: str, mended: str, end: str) -> None:
    source, wanted = (f"---\n{each}---\nपाठ\n".replace("\n", end) for each in (front, mended))
    edit = with_aliases(source, "a.md", ["/b", "/c"])
    assert edit and apply_edits(source, [edit]) == wanted


@pytest.mark.parametrize(
    ("front", "mended"),
    [
        ("title: क\n# टिप्पणी\ndate: 2024-01-01\n", "title: क\nslug: ka\n# टिप्पणी\ndate: 2024-01-01\n"),
        ("date: 2024-01-01\n", "date: 2024-01-01\nslug: ka\n"),
        ("title: लंबा\n  शीर्षक\ntags: a\n", "title: लंबा\n  शीर्षक\nslug: ka\ntags: a\n"),
        ("slug: # later\ntitle: क\n", "slug: ka # later\ntitle: क\n"),
        ("slug:\ntitle: क\n", "slug: ka\ntitle: क\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_field_is_written_below_the_title(front: str, mended: str, end: str) -> None:
    source, wanted = (f"\ufeff---\n{each}---\nपाठ\n".replace("\n", end) for each in (front, mended))
    edit = with_field(source, "a.md", "slug", "ka")
    assert edit and apply_edits(source, [edit]) == wanted


def test_a_file_without_front_matter_is_left_alone() -> None:
    assert with_field("---\n  title: क\n---\n", "a.md", "slug", "ka") is None  # indented as a whole: rare, and risky
    assert with_field("पाठ\n", "a.md", "slug", "ka") is None
    assert with_aliases("पाठ\n", "a.md", ["/a"]) is None


LINES = st.lists(
    st.sampled_from(
        ["date: 2024-01-01", "# टिप्पणी", "", "tags:", "- क", "  - ख", "summary: |", "  अ", "aliases: [/x]"]
    ),
    max_size=6,
)


@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]))
def test_a_pin_changes_nothing_else_of_a_front_matter(before: list[str], after: list[str], end: str) -> None:
    lines = ["---", *before, "title: क", *after, "---", "पाठ"]
    source = end.join([*lines, ""])
    plain = source.replace("\r\n", "\n")
    try:
        old = parse_source(plain, "a.md")
    except SiteError:  # no front matter that a build would read: nothing to pin
        return
    if old.front.get("title") is None:
        return
    edit = with_field(source, "a.md", "slug", "ka")
    assert edit
    new = parse_source(apply_edits(source, [edit]).replace("\r\n", "\n"), "a.md")
    assert isinstance(found := new.front.get("slug"), Scalar) and found.text == "ka"
    names = [key.text for key, _ in old.front.entries]
    assert [key.text for key, _ in new.front.entries if key.text != "slug"] == names
    for name in names:
        was, now = (each.front.get(name) for each in (old, new))
        assert Reader("", NOW.tzinfo).texts(was, name) == Reader("", NOW.tzinfo).texts(now, name)
