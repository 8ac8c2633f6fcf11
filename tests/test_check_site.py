"""`khabar check` and what only several articles show: pairs, the site as a whole, addresses that may move."""

from __future__ import annotations

import pytest
from conftest import SiteFolder

from generator import checking
from generator.checking import CheckOptions, check
from generator.cli import main
from generator.memo import Memo

HI, EN = "content/world/one.hi.md", "content/world/one.en.md"
SOUND = {"summary": "सार", "slug": "one"}


def found(site: SiteFolder, *paths: str) -> list[tuple[str, str, int]]:
    """The rule, file and line of each finding."""
    result = check(CheckOptions(site.options, paths=paths))
    return [(each.problem.rule, each.problem.where.path, each.problem.where.line) for each in result.findings]


def pair(site: SiteFolder, hindi: str, english: str) -> None:
    site.article("world/one.hi.md", body=hindi, **SOUND)
    site.article("world/one.en.md", body=english, **SOUND)


def fix(site: SiteFolder, *arguments: str) -> int:
    return main(["check", "--site", str(site.root), "--now", "2024-09-01T12:00", "--fix", "--quiet", *arguments])


def test_a_number_that_differs_between_a_storys_articles_is_found_in_its_line(site: SiteFolder) -> None:
    pair(site, "पहला।\n\n12 लाख लोग आए।\n", "The first.\n\n12 million people came.\n")
    assert found(site) == [("pair-number", EN, 9)]
    pair(site, "पहला।\n\n12 लाख लोग आए।\n", "The first.\n\n1.2 million people came.\n")
    assert found(site) == []


def test_a_pair_is_compared_again_only_when_it_or_what_it_links_to_changes(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    original = checking.check_story
    monkeypatch.setattr(
        checking, "check_story", lambda site, story, texts: compared.append(story.name) or original(site, story, texts)
    )
    pair(site, "[दो](two.hi.md) 12 लाख लोग।\n", "12 million people.\n")
    site.article("world/two.hi.md", **{**SOUND, "slug": "two", "untranslated": "true"})
    first = found(site)
    assert found(site) == first == [("pair-number", EN, 7)]
    assert compared == ["world/one"]
    site.article("world/two.en.md", **{**SOUND, "slug": "two"})  # now the English article could link to it, too
    assert ("pair-link", HI, 7) in found(site)
    assert compared.count("world/one") == 2
    pair(site, "[दो](two.hi.md) 12 लाख लोग।\n", "[Two](two.en.md) 1.2 million people.\n")
    assert found(site) == []


def test_what_is_remembered_of_a_story_goes_with_it(site: SiteFolder) -> None:
    pair(site, "12 लाख लोग।\n", "12 million people.\n")
    assert len(found(site)) == 1
    site.delete(EN)
    site.article("world/one.hi.md", body="12 लाख लोग।\n", **SOUND, untranslated="true")
    assert found(site) == []

    def stories(self: Memo, table: str):
        return [name for name, *_ in self.all(table) if name.startswith("story ")]

    with_memo = checking.Builder(site.options)
    try:
        with_memo.read(site.options.now)
        assert with_memo.memo is not None and stories(with_memo.memo, "checked") == []
    finally:
        with_memo.close()


def test_one_file_may_be_asked_for_and_is_compared_with_its_translation(site: SiteFolder) -> None:
    pair(site, "12 लाख लोग।\n", "12 million people.\n")
    site.article("world/two.hi.md")
    assert found(site, EN) == [("pair-number", EN, 7)]
    assert found(site, HI) == []


def test_fix_pins_addresses_and_a_second_time_changes_nothing(site: SiteFolder) -> None:
    site.article("world/one.hi.md", summary="सार", untranslated="true")
    assert found(site) == [("slug-unpinned", HI, 1)]
    before = (site.root / HI).read_text("utf-8")
    fix(site)
    once = (site.root / HI).read_text("utf-8")
    assert "slug: one\n" in once and once.replace("slug: one\n", "") == before
    fix(site)
    assert (site.root / HI).read_text("utf-8") == once
    assert found(site) == []


def test_fix_keeps_a_published_address_alive_after_a_new_one_was_chosen(site: SiteFolder) -> None:
    site.article("world/one.hi.md", summary="सार", untranslated="true", slug="old-name")
    site.build()
    site.article("world/one.hi.md", summary="सार", untranslated="true", slug="new-name")
    assert [rule for rule, *_ in found(site)] == ["address-moved"]
    fix(site)
    assert found(site) == []
    site.build()
    assert "/hi/duniya/new-name/" in site.read("hi/duniya/old-name/index.html")


def test_a_site_says_which_of_these_it_wants(site: SiteFolder) -> None:
    config = (site.root / "config.yaml").read_text("utf-8")
    site.article("world/one.hi.md")
    assert {rule for rule, *_ in found(site)} == {"slug-unpinned", "story-unpaired", "summary-missing"}
    site.write("config.yaml", f"{config}rules: {{slug-unpinned: off, story-unpaired: off, summary-missing: error}}\n")
    assert [rule for rule, *_ in found(site)] == ["summary-missing"]
    assert main(["check", "--site", str(site.root), "--now", "2024-09-01T12:00", "--quiet"]) == 1


@pytest.mark.parametrize("rule", ["pair-number", "term-twin", "address-moved"])
def test_such_rules_are_explained_in_both_languages(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rule", rule]) == 0
    _, hindi, english, example, *_ = capsys.readouterr().out.split("\n\n")
    assert "।" in hindi and "." in english and "✗" in example
