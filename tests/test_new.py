"""`khabar new`: a story's files, filled in, as drafts that build without a word."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SiteFolder
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.frontmatter import parse_source
from generator.hindi import norm_text
from generator.new import fill, front_value, slug_of_headlines
from generator.tree import Scalar

Khabar = Callable[..., tuple[int, str, str]]
TAGS = "  tags:\n    terms:\n      russia: {hi: रूस, en: Russia}\n"


@pytest.fixture
def khabar(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Khabar:
    """Runs the command on the site; exit code, output, errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--site", str(site.root), "--now", "2024-09-01T12:00"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


HI = """\
---
title: पुतिन-किम की यारी
date: 2024-09-01 12:00
slug: putin-and-kim-meet
tags: [रूस, नई बात]
# कार्ड, फ़ीड और खोज के नतीजों के लिए एक-दो वाक्य; लिखने के बाद शुरू का # हटा दें:
# summary:
draft: true
---

"""
EN = """\
---
title: Putin and Kim: meet
date: 2024-09-01 12:00
slug: putin-and-kim-meet
tags: [Russia, नई बात]
# One or two sentences for cards, feeds and search results; take the # away:
# summary:
draft: true
---

"""


def test_a_story_is_a_pair_of_drafts(site: SiteFolder, khabar: Khabar) -> None:
    config = site.root / "config.yaml"
    config.write_text(config.read_text("utf-8") + TAGS, "utf-8")
    code, out, err = khabar(
        "new", "Putin and Kim: meet", "--hindi", "पुतिन-किम की यारी", "--section", "world", "--tags", "russia, नई बात"
    )
    paths = [site.root / f"content/world/putin-and-kim-meet.{each}.md" for each in ("hi", "en")]
    assert (code, out, err) == (0, "".join(f"{path}\n" for path in paths), "")
    assert [path.read_text("utf-8") for path in paths] == [HI, EN]
    assert site.build().problems == ()
    assert site.build(drafts=True).problems == ()
    assert "पुतिन-किम की यारी" in site.read("hi/duniya/putin-and-kim-meet/index.html")


def test_a_hindi_headline_alone_goes_to_both_until_it_is_translated(site: SiteFolder, khabar: Khabar) -> None:
    assert khabar("new", "दिल्ली में बारिश")[0] == 0
    paths = sorted(path.name for path in (site.root / "content").iterdir())
    assert paths == ["delhi-mein-barish.en.md", "delhi-mein-barish.hi.md"]
    for path in (site.root / "content").iterdir():
        assert "title: दिल्ली में बारिश\n" in path.read_text("utf-8")
        assert "section" not in path.read_text("utf-8") and "tags" not in path.read_text("utf-8")
    assert site.build().problems == ()


def test_a_story_for_one_edition_says_so(site: SiteFolder, khabar: Khabar) -> None:
    code, out, _ = khabar("new", "केवल हिन्दी में", "--only", "hi", "--section", "दुनिया")
    assert (code, Path(out.strip()).name) == (0, "keval-hindi-mein.hi.md")
    text = Path(out.strip()).read_text("utf-8")
    assert "draft: true\nuntranslated: true\n---\n" in text
    assert site.build().problems == ()


def test_nothing_is_written_over(site: SiteFolder, khabar: Khabar) -> None:
    path = site.article("hi/world/rain.md", "मेरा लेख\n")
    before = path.read_bytes()
    code, out, err = khabar("new", "Rain", "--section", "world")
    assert (code, out) == (2, "")
    assert err == (
        "content/hi/world/rain.md: error[new-exists]: the story world/rain is there already\n"
        "  hint: open this file, or give the new story another headline\n"
    )
    assert [path] == sorted((site.root / "content").rglob("*.md")) and path.read_bytes() == before


def test_an_unknown_section_gets_a_suggestion_and_the_list(site: SiteFolder, khabar: Khabar) -> None:
    code, _, err = khabar("new", "Rain", "--section", "wrold")
    assert code == 2
    assert err == (
        "config.yaml: error[new-section]: there is no section 'wrold'\n"
        "  hint: did you mean 'world'? The sections are: world, india\n"
    )
    assert (
        "the sections are: world, india; a new one is a line in config.yaml"
        in khabar("new", "Rain", "--section", "zzz")[2]
    )
    assert not (site.root / "content").exists()


def test_a_site_without_named_sections_takes_any(site: SiteFolder, khabar: Khabar) -> None:
    site.write("config.yaml", "title: ख़बर\n")
    assert khabar("new", "Rain", "--section", "Mausam")[0] == 0
    assert (site.root / "content/mausam/rain.en.md").is_file()


@pytest.mark.parametrize("headline", ["", "!!", "  ", "🙂"])
def test_a_headline_needs_something_for_an_address(site: SiteFolder, khabar: Khabar, headline: str) -> None:
    code, _, err = khabar("new", headline)
    assert code == 2 and "error[new-headline]: the headline has no letter or digit for an address" in err


def test_an_edition_that_is_not_there(site: SiteFolder, khabar: Khabar) -> None:
    assert khabar("new", "Rain", "--only", "mr") == (2, "", "khabar: there is no edition 'mr'; the site has: hi, en\n")


def test_a_long_headline_gives_an_address_of_whole_words() -> None:
    slug = slug_of_headlines(
        ["Cabinet clears three semiconductor plants; Dholera to get the first big fab of them all"]
    )
    assert slug == "cabinet-clears-three-semiconductor-plants-dholera-to-get-the"
    assert slug_of_headlines(["x" * 90]) == "x" * 60


def test_a_sites_own_archetypes_come_first(site: SiteFolder, khabar: Khabar) -> None:
    site.write("layouts/archetypes/story.md", "---\ntitle: {title}\ndate: {date}\nslug: {slug}\n---\n{unknown}\n")
    site.write("layouts/archetypes/world.hi.md", "---\ntitle: {title}\n# {section}\ndate: {date}\n---\nदुनिया\n")
    khabar("new", "Rain", "--hindi", "बारिश", "--section", "world")
    texts = [(site.root / f"content/world/rain.{each}.md").read_text("utf-8") for each in ("hi", "en")]
    assert texts[0] == "---\ntitle: बारिश\n# world\ndate: 2024-09-01 12:00\n---\nदुनिया\n"
    assert texts[1] == "---\ntitle: Rain\ndate: 2024-09-01 12:00\nslug: rain\n---\n{unknown}\n"
    assert site.build().problems == ()


def test_an_archetype_that_cannot_be_read_is_told_and_nothing_is_written(site: SiteFolder, khabar: Khabar) -> None:
    site.write("layouts/archetypes/world.md", b"---\ntitle: {title}\n# caf\xe9\n---\n")
    code, out, err = khabar("new", "Rain", "--section", "world")
    assert (code, out) == (2, "") and err.startswith("layouts/archetypes/world.md:3:6: error[content-utf8]")
    assert not list((site.root / "content").rglob("*.md"))


def test_the_editor_gets_the_files(site: SiteFolder, khabar: Khabar, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = site.root / "seen"
    script = site.write("editor.sh", f'#!/bin/sh\nshift\nfor each in "$@"; do echo "$each"; done > "{seen}"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}' --wait")
    assert khabar("new", "Rain", "--edit")[0] == 0
    assert seen.read_text("utf-8").split() == [str(site.root / f"content/rain.{each}.md") for each in ("hi", "en")]


def test_without_an_editor_the_files_are_there_all_the_same(
    site: SiteFolder, khabar: Khabar, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    code, out, err = khabar("new", "Rain", "--edit")
    assert code == 2 and len(out.split()) == 2 and err.startswith("khabar: no editor is set")
    monkeypatch.setenv("EDITOR", os.devnull + "/none")
    assert khabar("new", "Wind", "--edit")[0] == 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_a_headline_is_read_back_as_it_was_given(text: str) -> None:
    title = norm_text(" ".join(text.split()))
    if not title or title != " ".join(title.split()):
        return
    source = parse_source(fill("---\ntitle: {title}\n---\n", {"title": front_value(title)}), "a.md")
    found = source.front.get("title")
    assert isinstance(found, Scalar) and found.text == title
