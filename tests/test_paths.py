"""One rule for paths: which story and edition a file is, whichever way a newsroom lays out its folders."""

from __future__ import annotations

import re

import pytest
from conftest import SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st

from generator.paths import beside, is_article, story_of

CODES = ("hi", "en")


@pytest.mark.parametrize(
    ("path", "story", "codes"),
    [
        # the suffix
        ("content/world/putin-kim.hi.md", "world/putin-kim", ("hi",)),
        ("content/putin-kim.en.markdown", "putin-kim", ("en",)),
        ("content/world/asia/putin-kim.hi.md", "world/asia/putin-kim", ("hi",)),
        # a folder for the story
        ("content/world/putin-kim/hi.md", "world/putin-kim", ("hi",)),
        ("content/world/putin-kim/index.en.md", "world/putin-kim", ("en",)),
        ("content/world/putin-kim/_index.en.md", "world/putin-kim", ("en",)),
        # a folder for the language, at any depth
        ("content/hi/world/putin-kim.md", "world/putin-kim", ("hi",)),
        ("content/en/world/putin-kim/index.md", "world/putin-kim", ("en",)),
        ("content/world/en/putin-kim.md", "world/putin-kim", ("en",)),
        ("content/hi/world/_index.md", "world", ("hi",)),
        ("content/world/putin-kim/hi/index.md", "world/putin-kim", ("hi",)),
        # mixed: the same code twice is one
        ("content/hi/world/putin-kim.hi.md", "world/putin-kim", ("hi",)),
        # two codes: the one nearest the end first
        ("content/hi/world/putin-kim.en.md", "world/putin-kim", ("en", "hi")),
        ("content/en/putin-kim/hi.md", "putin-kim", ("hi", "en")),
        # none
        ("content/world/putin-kim.md", "world/putin-kim", ()),
        ("content/world/index.md", "world", ()),
        # dots and names that look like codes
        ("content/world/putin.kim.hi.md", "world/putin.kim", ("hi",)),
        ("content/world/v1.2.md", "world/v1.2", ()),
        ("content/world/putin.mr.md", "world/putin.mr", ()),
        ("content/world/hindi.md", "world/hindi", ()),
        ("content/world/HI.md", "world/HI", ()),
        # nothing left
        ("content/hi/_index.md", "", ("hi",)),
        ("content/hi.md", "", ("hi",)),
        ("content/index.hi.md", "", ("hi",)),
        ("content/दुनिया/पुतिन.hi.md", "दुनिया/पुतिन", ("hi",)),
    ],
)
def test_a_path_names_one_story_and_its_edition(path: str, story: str, codes: tuple[str, ...]) -> None:
    assert story_of(path, CODES) == (story, codes)


SEGMENTS = st.lists(st.sampled_from(["world", "india", "putin", "g20", "रूस"]), min_size=1, max_size=4)


@given(SEGMENTS, st.sampled_from(CODES), st.data())
def test_the_code_may_stand_anywhere_and_names_the_same_story(story: list[str], code: str, data: st.DataObject) -> None:
    forms = ["/".join(["content", *story[:place], code, *story[place:]]) + ".md" for place in range(len(story) + 1)]
    forms += [f"content/{'/'.join(story)}.{code}.md"]
    forms += [f"content/{'/'.join(story)}/{name}.{code}.md" for name in ("index", "_index")]
    forms += [f"content/{code}/{'/'.join(story)}/{name}.md" for name in ("index", "_index")]
    assert story_of(data.draw(st.sampled_from(forms)), CODES) == ("/".join(story), (code,))


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("content/world/one.hi.md", True),
        ("content/world/one.hi.markdown", True),
        ("content/world/photo.jpg", False),
        ("content/world/one.md.txt", False),
        ("content/files/readme.md", False),
        ("content/world/files/one.hi.md", True),
    ],
)
def test_articles_are_told_from_other_files(path: str, article: bool) -> None:
    assert is_article(path) is article


@pytest.mark.parametrize(
    ("target", "path", "place"),
    [
        ("photo.jpg", "content/world/one.hi.md", "content/world/photo.jpg"),
        ("./photo.jpg", "content/world/one.hi.md", "content/world/photo.jpg"),
        ("../india/photo.jpg", "content/world/one.hi.md", "content/india/photo.jpg"),
        ("/india/photo.jpg", "content/world/one.hi.md", "content/india/photo.jpg"),
        ("../../secret", "content/world/one.hi.md", ""),
        ("../../../../etc/passwd", "content/world/one.hi.md", ""),
        ("/../config.yaml", "content/world/one.hi.md", ""),
        ("../content-else/x", "content/one.hi.md", ""),
    ],
)
def test_a_path_in_an_article_counts_from_its_folder_or_from_content(target: str, path: str, place: str) -> None:
    assert beside(target, path) == place


@given(st.text("./a\\é", max_size=30))
def test_no_path_in_an_article_leads_outside_content(target: str) -> None:
    found = beside(target, "content/world/one.hi.md")
    assert found == "" or (found.startswith("content/") and ".." not in found.split("/"))


# ── In a site ────────────────────────────────────────────────────────────────────────────────────────────────────

LAYOUTS_OF_A_PAIR = {
    "suffix": ("world/putin-kim.hi.md", "world/putin-kim.en.md"),
    "story folder": ("world/putin-kim/hi.md", "world/putin-kim/en.md"),
    "language folder": ("hi/world/putin-kim.md", "en/world/putin-kim.md"),
    "language folder with index": ("hi/world/putin-kim/index.md", "en/world/putin-kim/index.md"),
    "mixed": ("world/putin-kim.hi.md", "en/world/putin-kim.md"),
    "mixed with a folder": ("world/putin-kim/hi.md", "en/world/putin-kim/_index.md"),
}


@pytest.mark.parametrize("pair", LAYOUTS_OF_A_PAIR.values(), ids=LAYOUTS_OF_A_PAIR.keys())
def test_two_files_of_one_story_are_each_others_translation(site: SiteFolder, pair: tuple[str, str]) -> None:
    for path in pair:
        site.article(path)
    assert rules(site.build()) == []
    for file, other in (("hi/duniya/putin-kim", "en/world/putin-kim"), ("en/world/putin-kim", "hi/duniya/putin-kim")):
        assert f'<a class="switch" href="/{other}/"' in site.read(f"{file}/index.html")


def test_the_first_folder_that_is_left_is_the_section(site: SiteFolder) -> None:
    site.article("world/asia/one.hi.md")
    site.article("hi/india/two.md")
    site.article("three.hi.md")
    site.article("world/four.hi.md", section="india")
    site.article("world/five.hi.md", section="देश")
    assert rules(site.build()) == []
    written = {
        path for path in site.output() if re.fullmatch(r"hi/(?:.+/)?(?:one|two|three|four|five)/index\.html", path)
    }
    assert written == {
        "hi/duniya/one/index.html",
        "hi/desh/two/index.html",
        "hi/three/index.html",
        "hi/desh/four/index.html",
        "hi/desh/five/index.html",
    }


def test_lang_says_the_edition_where_the_path_does_not(site: SiteFolder) -> None:
    site.article("world/one.md", lang="en")
    site.article("world/one.hi.md")
    assert rules(site.build()) == []
    assert 'href="/hi/duniya/one/"' in site.read("en/world/one/index.html")


def test_translation_key_pairs_files_of_any_name(site: SiteFolder) -> None:
    site.article("world/putin-kim-ki-yaari.hi.md", translation_key="putin-kim")
    site.article("world/putin-meets-kim.en.md", translation_key="/putin-kim/")
    assert rules(site.build()) == []
    hindi, english = "hi/putin-kim/index.html", "en/putin-kim/index.html"
    assert '<a class="switch" href="/en/putin-kim/"' in site.read(hindi)
    assert '<a class="switch" href="/hi/putin-kim/"' in site.read(english)


@pytest.mark.parametrize(
    ("path", "fields", "rule", "words"),
    [
        ("world/one.md", {}, "edition-missing", ("rename it to one.hi.md", "lang: with one of hi, en")),
        ("world/one.mr.md", {}, "edition-missing", ("rename it to one.mr.hi.md",)),
        ("hi/world/one.en.md", {}, "edition-twice", ("'en' and 'hi'", "keep one of the two")),
        ("world/one.hi.md", {"lang": "en"}, "edition-differs", ("the path says 'hi' and lang: says 'en'",)),
        ("world/one.md", {"lang": "xx"}, "value-choice", ("'xx'", "hi, en")),
    ],
)
def test_an_article_of_no_or_two_editions_is_an_error_with_a_hint(
    site: SiteFolder, path: str, fields: dict[str, str], rule: str, words: tuple[str, ...]
) -> None:
    site.article(path, **fields)
    (problem,) = site.build().problems
    assert (problem.rule, problem.severity, problem.where.path) == (rule, "error", f"content/{path}")
    assert problem.where.line == (4 if "lang" in fields else 1)
    for word in words:
        assert word in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("path", ["hi/_index.md", "hi/index.md", "index.hi.md", "hi.md"])
def test_a_file_that_names_no_story_is_left_out_with_a_warning(site: SiteFolder, path: str) -> None:
    site.article(path)
    site.article("world/one.hi.md")
    report = site.build()
    (problem,) = report.problems
    assert (problem.rule, problem.severity, problem.where.path) == ("story-nameless", "warning", f"content/{path}")
    assert (report.published, report.articles) == (True, 1)


def test_two_files_with_one_translation_key_stop_the_build_and_are_both_named(site: SiteFolder) -> None:
    site.article("world/t_a.en.md", translation_key="k")
    site.article("world/t_b.en.md", translation_key="k", draft="true")
    report = site.build()
    assert rules(report) == ["article-twice"]
    (problem,) = report.problems
    assert problem.message == "two files are the 'en' article of one story: this one and content/world/t_a.en.md"
    assert str(problem.where) == "content/world/t_b.en.md:1"


def test_a_folder_with_the_name_of_an_article_is_a_folder(site: SiteFolder) -> None:
    site.write("content/dir_named.md/keep.txt", "x")
    site.article("dir_named.md/one.hi.md")
    report = site.build()
    assert [each.rule for each in report.problems] == ["section-unknown"]
    assert report.articles == 1


@pytest.mark.parametrize(
    "junk",
    [
        ".hidden.hi.md",
        ".git/x.hi.md",
        "#x.hi.md#",
        "Thumbs.db",
        "desktop.ini",
        "x.hi.md.bak",
        "x.hi.md.orig",
        "x.hi.md.part",
        "x.hi.md.swp",
        "x.hi.md.vsctmp",
        "x.hi.md~",
        "~$x.docx",
    ],
)
def test_what_editors_leave_behind_is_not_seen(site: SiteFolder, junk: str) -> None:
    site.article("world/one.hi.md")
    site.build()
    before = site.output()
    site.article(f"world/{junk}", title="JUNK")
    site.article(f"files/{junk}", title="JUNK")
    report = site.build()
    assert (report.problems, report.written) == ((), 0)
    assert site.output() == before


def test_an_article_with_an_ending_in_capitals_is_not_lost_without_a_word(site: SiteFolder) -> None:
    site.article("world/one.hi.MD")
    report = site.build()
    assert report.articles == 1 or report.problems


def test_files_are_copied_as_they_are_well_known_ones_too(site: SiteFolder) -> None:
    for path in ("ads.txt", ".well-known/security.txt", "folder/दो शब्द.bin", "readme.md"):
        site.write(f"content/files/{path}", b"\x00\xff" + path.encode())
    assert rules(site.build()) == []
    output = site.output()
    for path in ("ads.txt", ".well-known/security.txt", "folder/दो शब्द.bin", "readme.md"):
        assert output[path] == b"\x00\xff" + path.encode()


def test_a_link_in_the_file_system_that_leads_outside_is_refused(
    site: SiteFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from generator.problems import SiteError

    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret")
    site.write("content/world/.keep", "")
    (site.root / "content/world/link").symlink_to(outside)
    with pytest.raises(SiteError) as caught:
        site.build()
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.path) == ("content-symlink", "content/world/link")


def test_a_link_in_the_file_system_back_to_a_folder_above_is_refused(site: SiteFolder) -> None:
    from generator.problems import SiteError

    site.write("content/world/asia/.keep", "")
    (site.root / "content/world/asia/loop").symlink_to(site.root / "content/world")
    with pytest.raises(SiteError) as caught:
        site.build()
    assert caught.value.problems[0].rule == "content-symlink"


def test_a_link_in_the_file_system_that_stays_inside_is_followed(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    (site.root / "content/india").symlink_to(site.root / "content/world")
    report = site.build()
    assert report.problems == () and report.articles == 2


def test_a_static_page_keeps_its_folders_and_needs_no_date(site: SiteFolder) -> None:
    site.article("pages/about.hi.md", title="हमारे बारे में", date=None)
    site.article("pages/team/desk.hi.md", title="डेस्क", date=None)
    site.article("hi/pages/contact.md", title="संपर्क", date=None)
    assert rules(site.build()) == []
    for path in ("hi/about", "hi/team/desk", "hi/contact"):
        assert f"{path}/index.html" in site.output()
    assert "/hi/about/" not in site.read("hi/latest/index.html").split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("{section}/{slug}", "hi/duniya/one"),
        ("{slug}", "hi/one"),
        ("{year}/{month}/{day}/{slug}", "hi/2024/08/01/one"),
        ("news/{section}-{slug}", "hi/news/duniya-one"),
        ("/{year}/{slug}/", "hi/2024/one"),
    ],
)
def test_addresses_follow_the_permalink_pattern(site: SiteFolder, permalink: str, path: str) -> None:
    site.write("config.yaml", (site.root / "config.yaml").read_text("utf-8") + f'permalink: "{permalink}"\n')
    site.article("world/one.hi.md")
    assert rules(site.build()) == []
    assert f"{path}/index.html" in site.output()


@pytest.mark.parametrize(
    ("name", "fields", "slug"),
    [
        ("पुतिन-किम", {}, "putin-kim"),
        ("Putin_Kim", {}, "putin-kim"),
        ("one", {"slug": "पुतिन"}, "पुतिन"),
        ("one", {"slug": "Putin-Kim"}, "Putin-Kim"),
        ("v1.2", {}, "v1-2"),
        ("name%2e%2e", {}, "name-2e-2e"),
    ],
)
def test_an_address_comes_from_slug_or_else_from_the_romanised_name(
    site: SiteFolder, name: str, fields: dict[str, str], slug: str
) -> None:
    site.article(f"world/{name}.hi.md", **fields)
    assert rules(site.build()) == []
    assert f"hi/duniya/{slug}/index.html" in site.output()


def test_no_article_can_write_outside_the_output(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags='["../../../../tmp/pwned", "AC/DC"]', authors='["../x"]')
    site.article("world/..two.hi.md")
    report = site.build()
    assert not [each for each in report.problems if each.severity == "error"]
    assert {path.split("/")[0] for path in site.output()} <= {"hi", "en", "assets", "search"} | {
        path for path in site.output() if "/" not in path
    }
    (dc,) = [path for path in site.output() if re.fullmatch(r"hi/tags/.*dc/index\.html", path)]
    assert dc.count("/") == 3
