"""Translations: what follows its original and what does not, for the editor, for readers, and from build to build."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, SiteFolder, rules
from lxml import html

from generator.build import Builder
from generator.cli import main
from generator.plain import text_digest

Khabar = Callable[..., tuple[int, str, str]]

NOTICE = {
    "en": "This translation is older than the original story. Read the newer version:",
    "hi": "यह अनुवाद मूल ख़बर से पुराना है। मूल ख़बर का नया रूप पढ़ें:",
}


@pytest.fixture
def khabar(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Khabar:
    """Runs the command on the site; exit code, output, errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--site", str(site.root), "--now", NOW.isoformat()])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def pair(site: SiteFolder, khabar: Khabar) -> Path:
    """A story in Hindi, and its English translation, marked as up to date."""
    site.article("world/a.hi.md", "मूल पाठ।\n", title="मूल", date="2024-08-01 10:00")
    path = site.article("world/a.en.md", "Text.\n", title="Translation", date=None)
    assert khabar("translations", "--mark", "world/a")[0] == 0
    return path


def notices(site: SiteFolder, path: str) -> list[str]:
    tree = html.document_fromstring(site.read(path))
    return [" ".join(each.text_content().split()) for each in tree.find_class("preview")]


def test_a_translation_is_marked_and_follows_its_original(site: SiteFolder, khabar: Khabar) -> None:
    path = pair(site, khabar)
    digest = text_digest("मूल", "", ("<p>मूल पाठ।</p>",))
    assert path.read_text("utf-8") == f"---\ntitle: Translation\ntranslated_from: hi {digest}\n---\nText.\n"
    assert site.build().problems == ()
    assert notices(site, "en/world/a/index.html") == []


def test_readers_of_an_outdated_translation_are_told_in_the_same_build(site: SiteFolder, khabar: Khabar) -> None:
    pair(site, khabar)
    site.article("world/other.hi.md", title="और")
    site.build()
    site.article("world/a.hi.md", "मूल पाठ बदल गया।\n", title="मूल", date="2024-08-01 10:00")
    report = site.build()
    assert notices(site, "en/world/a/index.html") == [f"{NOTICE['en']} मूल"]
    assert ("/en/world/a/", "translations, outdated changed") in report.rendered
    link = html.document_fromstring(site.read("en/world/a/index.html")).find_class("preview")[0].find("a")
    assert (link.get("href"), link.get("lang"), link.get("hreflang")) == ("/hi/duniya/a/", "hi", "hi")
    assert notices(site, "hi/duniya/a/index.html") == []  # the original is not outdated
    khabar("translations", "--mark", "a")
    site.build()
    assert notices(site, "en/world/a/index.html") == []


def test_a_change_far_down_in_the_original_reaches_its_translation(site: SiteFolder, khabar: Khabar) -> None:
    # Nothing but the text changes: no summary, no lead, no date that the story's other pages would show.
    facts = {"title": "मूल", "date": "2024-08-01 10:00", "summary": "सार।"}
    site.article("world/a.hi.md", "पहला पैरा।\n\nदूसरा पैरा।\n", **facts)
    site.article("world/a.en.md", "Text.\n", title="Translation", date=None)
    khabar("translations", "--mark", "a")
    site.build()
    site.article("world/a.hi.md", "पहला पैरा।\n\nदूसरा पैरा बदल गया।\n", **facts)
    report = site.build()
    assert len(notices(site, "en/world/a/index.html")) == 1
    assert ("/en/world/a/", "outdated changed") in report.rendered
    incremental = site.output()
    site.build(cache=False)
    assert site.output() == incremental


def test_what_is_not_for_a_translator_does_not_count(site: SiteFolder, khabar: Khabar) -> None:
    pair(site, khabar)
    site.article(
        "world/a.hi.md", "मूल  *पाठ*।\n", title="मूल", date="2024-08-02 11:00", tags="[रूस]", updated="2024-08-03"
    )
    site.build()
    assert notices(site, "en/world/a/index.html") == []
    for more in ({"title": "नया"}, {"summary": "सार"}):
        site.article("world/a.hi.md", "मूल पाठ।\n", **{"title": "मूल", **more})
        site.build()
        assert len(notices(site, "en/world/a/index.html")) == 1


def test_quotes_and_dashes_do_not_make_a_text_another_one() -> None:
    assert text_digest("“क” – ख", "", ()) == text_digest("'क' - ख", "", ())
    assert text_digest("क", "ख", ()) != text_digest("कख", "", ()) != text_digest("क", "", ("<p>ख</p>",))


def test_either_edition_may_be_the_original_and_static_pages_count(site: SiteFolder, khabar: Khabar) -> None:
    site.article("pages/about.en.md", "About us.\n", title="About", date=None)
    site.article("pages/about.hi.md", "हमारे बारे में।\n", title="परिचय", date=None)
    assert khabar("translations", "--mark", "pages/about", "--from", "en")[0] == 0
    site.article("pages/about.en.md", "About all of us.\n", title="About", date=None)
    site.build()
    assert notices(site, "hi/about/index.html") == [f"{NOTICE['hi']} About"]


def test_no_notice_leads_to_an_original_that_nobody_can_read(site: SiteFolder, khabar: Khabar) -> None:
    pair(site, khabar)
    site.article("world/a.hi.md", "बदला।\n", title="मूल", draft="true")
    site.article("world/a.en.md", "Text.\n", title="Translation", translated_from="hi 00000000")
    assert site.build().problems == ()
    assert notices(site, "en/world/a/index.html") == []


@pytest.mark.parametrize(("found", "column"), [("en 12345678", 18), ("fr", 18), ("hi 123", 18), ("yes", 18)])
def test_translated_from_names_another_edition(site: SiteFolder, found: str, column: int) -> None:
    site.article("world/a.en.md", translated_from=found)
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.column) == ("translated-from", column)
    assert problem.message == f"translated_from does not name another edition: '{found}'"
    assert "(hi)" in problem.hint


def test_an_edition_alone_says_which_is_the_original(site: SiteFolder, khabar: Khabar) -> None:
    site.article("world/a.hi.md", title="अनुवाद", translated_from="en # from the English desk")
    site.article("world/a.en.md", title="Original")
    assert rules(site.build()) == []
    facts = json.loads(khabar("translations", "--json")[1])
    assert [(each["edition"], each["state"], each["original"]) for each in facts] == [
        ("hi", "complete", "content/world/a.en.md")
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_incremental_build_with_outdated_translations_is_the_clean_one(
    site: SiteFolder, khabar: Khabar, jobs: int
) -> None:
    for number in range(4):
        site.article(f"world/s{number}.hi.md", "एक।\n", title=f"मूल {number}", date=f"2024-0{5 + number}-01")
        site.article(f"world/s{number}.en.md", "One.\n", title=f"T {number}", date=None)
    khabar("translations", "--mark", *(f"world/s{number}" for number in range(4)))
    site.build(jobs=jobs)
    for number, body in ((1, "दो।\n"), (3, "तीन।\n"), (1, "एक।\n")):
        site.article(f"world/s{number}.hi.md", body, title=f"मूल {number}", date=f"2024-0{5 + number}-01")
        site.build(jobs=jobs)
        assert notices(site, f"en/world/s{number}/index.html") == (
            [] if body == "एक।\n" else [f"{NOTICE['en']} मूल {number}"]
        )
        incremental = site.output()
        site.build(jobs=jobs, cache=False)
        assert site.output() == incremental


def test_a_server_that_stays_up_tells_readers_too(site: SiteFolder, khabar: Khabar) -> None:
    pair(site, khabar)
    builder = Builder(site.options)
    try:
        builder.build(NOW)
        original = "content/world/a.hi.md"
        for body, wanted in (("बदला।\n", 1), ("मूल पाठ।\n", 0)):
            site.article("world/a.hi.md", body, title="मूल", date="2024-08-01 10:00")
            builder.build(NOW, {original})
            assert len(notices(site, "en/world/a/index.html")) == wanted
    finally:
        builder.close()


def test_a_preview_with_drafts_and_a_base_path(site: SiteFolder, khabar: Khabar) -> None:
    pair(site, khabar)
    site.article("world/a.hi.md", "बदला।\n", title="मूल", draft="true")
    site.build(drafts=True, base_url="https://khabar.example/blog/")
    tree = html.document_fromstring(site.read("en/world/a/index.html"))
    assert tree.find_class("preview")[0].find("a").get("href") == "/blog/hi/duniya/a/"


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def newsroom(site: SiteFolder, khabar: Khabar) -> SiteFolder:
    """A site with a story of each state."""
    day = "2024-08-{:02} 10:00".format
    for name, date in (("done", 1), ("old", 2), ("missing", 3), ("drafted", 4)):
        site.article(f"world/{name}.hi.md", title=f"शीर्षक {name}", date=day(date))
    for name in ("done", "old"):
        site.article(f"world/{name}.en.md", title=name, date=None)
    site.article("world/drafted.en.md", title="drafted", date=None, draft="true")
    khabar("translations", "--mark", "done", "old")
    site.article("world/old.hi.md", "नया पाठ।\n", title="शीर्षक old", date=day(2), updated="2024-08-30 10:00")
    site.article("world/alone.hi.md", title="अकेली", untranslated="true")
    site.article("world/hidden.hi.md", title="छिपी", unlisted="true")
    site.article("world/gone.hi.md", title="गई", gone="true")
    site.article("world/over.hi.md", title="पुरानी", expire="2024-08-20")
    site.article("world/begun.hi.md", title="मसौदा", draft="true")
    return site


TABLE = """\
missing (1)
    29 days  en  content/world/missing.hi.md  शीर्षक missing
outdated (1)
     2 days  en  content/world/old.en.md  शीर्षक old
draft (1)
             en  content/world/drafted.en.md  शीर्षक drafted
complete (1)
             en  content/world/done.en.md  शीर्षक done
"""


def test_the_table_shows_every_state_with_its_age(newsroom: SiteFolder, khabar: Khabar) -> None:
    assert khabar("translations") == (0, TABLE, "")
    assert khabar("translations", "--missing")[1] == "".join(TABLE.splitlines(keepends=True)[:2])
    assert khabar("translations", "--outdated")[1] == "".join(TABLE.splitlines(keepends=True)[2:4])
    assert khabar("translations", "--missing", "--outdated")[1] == "".join(TABLE.splitlines(keepends=True)[:4])
    assert khabar("translations", "--quiet") == (0, "", "")


def test_as_json_each_has_its_facts(newsroom: SiteFolder, khabar: Khabar) -> None:
    facts = json.loads(khabar("translations", "--json")[1])
    assert [(each["story"], each["state"]) for each in facts] == [
        ("world/done", "complete"),
        ("world/drafted", "draft"),
        ("world/missing", "missing"),
        ("world/old", "outdated"),
    ]
    assert facts[2] == {
        "state": "missing",
        "story": "world/missing",
        "edition": "en",
        "path": None,
        "original": "content/world/missing.hi.md",
        "title": "शीर्षक missing",
        "since": "2024-08-03T10:00:00+05:30",
        "days": 29,
        "marked": False,
    }
    assert (facts[3]["since"], facts[3]["days"], facts[3]["marked"]) == ("2024-08-30T10:00:00+05:30", 2, True)


def test_an_empty_list_says_so(site: SiteFolder, khabar: Khabar) -> None:
    assert khabar("translations")[1] == "nothing to do: every story is in every edition it is meant for\n"


def test_a_section_may_be_meant_for_one_edition(newsroom: SiteFolder, khabar: Khabar) -> None:
    config = newsroom.root / "config.yaml"
    config.write_text(config.read_text("utf-8") + "untranslated: world\n", "utf-8")
    assert "missing" not in [each["state"] for each in json.loads(khabar("translations", "--json")[1])]


def test_a_mark_is_written_anew_and_leaves_the_rest_as_it_is(newsroom: SiteFolder, khabar: Khabar) -> None:
    path = newsroom.root / "content/world/old.en.md"
    before = path.read_text("utf-8").replace("\n", "\r\n").replace("translated_from: hi", "translated_from:  hi")
    path.write_bytes(before.encode())
    path.chmod(0o640)
    code, out, _ = khabar("translations", "--mark", str(path))
    assert (code, out) == (0, "content/world/old.en.md: follows content/world/old.hi.md as it is now\n")
    after = path.read_bytes().decode()
    assert path.stat().st_mode & 0o777 == 0o640
    digest = text_digest("शीर्षक old", "", ("<p>नया पाठ।</p>",))
    assert after.split("\r\n") == ["---", "title: old", f"translated_from: hi {digest}", "---", "एक पंक्ति।", ""]
    assert [each["state"] for each in json.loads(khabar("translations", "--json")[1])].count("outdated") == 0
    assert not list(path.parent.glob(".*"))


def test_a_story_that_is_not_there_or_has_no_translation_is_not_marked(newsroom: SiteFolder, khabar: Khabar) -> None:
    assert khabar("translations", "--mark", "nowhere") == (1, "", "khabar: there is no story 'nowhere'\n")
    assert khabar("translations", "--mark", "missing") == (1, "", "khabar: there is no translation to mark\n")


def test_the_list_is_as_of_a_moment(newsroom: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    later = (NOW + timedelta(days=10)).isoformat()
    main(["translations", "--missing", "--site", str(newsroom.root), "--now", later])
    assert "    39 days  en" in capsys.readouterr().out
