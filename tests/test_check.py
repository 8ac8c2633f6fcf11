"""`khabar check`: what it finds and where, what it mends, what an author can switch off, how it prints and ends."""

from __future__ import annotations

import json
import re
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import NOW, SiteFolder
from hypothesis import given
from hypothesis import strategies as st

from generator import checking
from generator.checking import CheckOptions, Material, check
from generator.cli import main
from generator.desk.fix import mend_text
from generator.desk.passages import HIDDEN, passages
from generator.desk.silence import parse_silence
from generator.desk.speller import check_spelling, differs_by_sign
from generator.desk.text import TextOptions, check_text
from generator.desk_commands import annotation
from generator.edits import Edit, Finding, apply_edits
from generator.explain import explained
from generator.external import Visits, check_links, visit
from generator.lock import Lock
from generator.mending import decode, encode
from generator.options import cache_folder
from generator.problems import Where, problem, rules

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def texts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what is said of stories and of the site as a whole: tests/test_check_site.py has that."""
    monkeypatch.setattr(checking, "CHECKS", ())


@pytest.fixture
def khabar(site: SiteFolder, capsys: pytest.CaptureFixture[str]):
    """The command as a user types it: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(["check", "--site", str(site.root), "--now", "2024-09-01T12:00", *arguments])
        except SystemExit as end:
            code = end.code
        return (code, *capsys.readouterr())

    return run


def found(site: SiteFolder, **options: object) -> list[tuple[str, int, int]]:
    """The rule and the place of each finding in a site."""
    result = check(CheckOptions(site.options, **options))
    return [(each.problem.rule, each.problem.where.line, each.problem.where.column) for each in result.findings]


def findings(text: str, **options: object) -> list[tuple[str, int, int]]:
    """The same in an article's source."""
    places = check_text(text, "a.md", TextOptions(**options))
    return [(each.problem.rule, each.problem.where.line, each.problem.where.column) for each in places]


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_site_ends_with_0(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md")
    assert khabar() == (0, "1 article: nothing to mend\n", "")
    assert khabar("--quiet") == (0, "", "")


def test_damage_is_shown_with_its_line_a_caret_under_it_and_what_was_meant(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="पहली पंक्ति।\n\nआज **अाम** लोग आए।\n")
    code, out, err = khabar()
    assert (code, err) == (1, "")
    assert out == (
        "content/world/one.hi.md:7:6: error[sign-on-vowel]: a vowel sign on a vowel: **अाम**\n"
        "    7 | आज **अाम** लोग आए।\n"
        "      |      ^\n"
        "  hint: probably meant: आ\n"
        "1 article: 1 error; `khabar check --fix` mends 1 of them\n"
    )


def test_warnings_fail_only_when_they_shall_and_notes_never_do(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="वे चले गए ।\n")
    assert khabar()[0] == 0
    assert khabar("--strict")[0] == 1
    site.article("world/one.hi.md", body="वे मुख्य मंत्री हैं।\n")
    code, out, _ = khabar("--strict")
    assert code == 0 and "note[word-spaced]" in out


def test_a_site_decides_how_serious_a_rule_is(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="वे चले गए ।\n\nअाम लोग।\n")
    config = site.root / "config.yaml"
    text = config.read_text("utf-8")
    site.write("config.yaml", f"{text}rules: {{danda-space: error, sign-on-vowel: note}}\n")
    code, out, _ = khabar()
    assert code == 1 and "error[danda-space]" in out and "note[sign-on-vowel]" in out
    site.write("config.yaml", f"{text}rules: {{danda-space: off, sign-on-vowel: off}}\n")
    assert khabar("--strict")[1] == "1 article: nothing to mend\n"
    khabar("--fix")
    assert "गए ।" in (site.root / "content/world/one.hi.md").read_text("utf-8")


def test_a_build_shows_neither_text_rules_nor_notes(site: SiteFolder) -> None:
    config = site.root / "config.yaml"
    site.write("config.yaml", config.read_text("utf-8") + "rules: {front-matter-key: note}\n")
    site.article("world/one.hi.md", body="अाम लोग ।\n", mood="अच्छा")
    assert site.build().problems == ()
    assert [rule for rule, *_ in found(site)] == ["front-matter-key", "sign-on-vowel", "danda-space"]


def test_what_a_build_finds_is_found_too(site: SiteFolder) -> None:
    body = "[कड़ी](no.hi.md) और ![](no.jpg) और [पता](/hi/nowhere/)\n\n:::no\n:::\n"
    site.article("world/one.hi.md", body=body, layout="no")
    built = Counter(each.rule for each in site.build().problems)
    assert Counter(rule for rule, *_ in found(site)) == built
    assert {"link-broken", "picture-missing", "block-unknown", "layout-unknown"} <= built.keys()


def test_links_to_pages_that_a_build_would_make_are_right(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[खंड](/hi/duniya/) [सूची](/hi/) [दूसरी](/en/world/two/)\n")
    site.article("world/two.en.md")
    assert found(site) == []


def test_files_and_folders_can_be_named(site: SiteFolder, khabar, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("world/one.hi.md", body="वे गए ।\n")
    site.article("india/two.hi.md", body="वे गए ।\n")
    assert len(found(site)) == 2
    assert khabar("content/world")[1].count("danda-space") == 1
    assert "content/india/two.hi.md:5" in khabar(str(site.root / "content/india/two.hi.md"))[1]
    monkeypatch.chdir(site.root / "content")
    assert "1 article" in khabar("india")[1]
    code, out, err = khabar("content/nowhere")
    assert (code, out) == (2, "") and err == "khabar: not a file or folder of this site: content/nowhere\n"
    assert khabar(str(REPOSITORY))[0] == 2


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_checked(site: SiteFolder) -> None:
    site.write("content/world/bad.hi.md", b"\xff\xfe\x00")
    site.write("content/world/none.hi.md", "no front matter, अाम\n")
    site.article("world/one.hi.md", body="अाम लोग।\n")
    assert {"content-utf16", "front-matter-missing", "sign-on-vowel"} <= {rule for rule, *_ in found(site)}


def test_json_has_every_problem_with_its_facts(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="अाम लोग ।\n")
    code, out, _ = khabar("--json")
    assert code == 1 and khabar("--format", "json")[1] == out
    report = json.loads(out)
    assert {name: report[name] for name in ("articles", "errors", "warnings", "notes")} == {
        "articles": 1,
        "errors": 1,
        "warnings": 1,
        "notes": 0,
    }
    assert report["problems"][0] == {
        "path": "content/world/one.hi.md",
        "line": 5,
        "column": 1,
        "severity": "error",
        "rule": "sign-on-vowel",
        "message": "a vowel sign on a vowel: अाम",
        "hint": "probably meant: आ",
        "fixable": True,
    }


def test_github_shows_problems_beside_their_lines(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="मुख्य मंत्री अाम ।\n")
    _, out, _ = khabar("--format", "github")
    place = f"file={site.root.as_posix()}/content/world/one.hi.md,line=5"
    first, second, third = out.splitlines()
    assert first.startswith(f"::notice {place},col=1,title=word-spaced::usually written as one word: मुख्य मंत्री%0Awrite")
    assert second == f"::error {place},col=14,title=sign-on-vowel::a vowel sign on a vowel: अाम%0Aprobably meant: आ"
    assert third.startswith(f"::warning {place},col=17,title=danda-space::")


def test_what_github_takes_for_its_own_signs_is_escaped() -> None:
    each = problem("link-external", Where("a, b:c.md", 3), target="http://x/100%", reason="a\r\nb")
    assert annotation(each, Path()) == (
        "::warning file=a%2C b%3Ac.md,line=3,title=link-external::"
        "this link does not work: http://x/100%25 (a␍%0Ab)%0Amend the address, or link to an archived copy"
    )


def test_many_findings_of_a_kind_are_summed_up(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="वे गए ।\n\n" * 9)
    out = khabar()[1]
    assert out.count("warning[danda-space]") == 5
    assert "content/world/one.hi.md: 4 more of danda-space; --json shows all\n1 article: 9 warnings;" in out


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_is_explained_in_both_languages_with_an_example(khabar) -> None:
    code, out, _ = khabar("--rule", "visarga-colon")
    assert code == 0
    assert out == (
        "visarga-colon (warning)\n\n"
        "विसर्ग ः की जगह कोलन : लगा है। दिखने में पास-पास हैं, पर कोलन शब्द को तोड़ देता है।\n\n"
        "In place of the visarga ः stands a colon. They look alike, but a colon breaks the word in two.\n\n"
        "  ✗ दु:ख, प्राय:\n  ✓ दुःख, प्रायः\n"
    )
    assert "there is no config.yaml here" in khabar("--rule", "config-missing")[1]
    code, out, err = khabar("--rule", "visarga-colan")
    assert (code, out) == (2, "") and err.endswith("did you mean visarga-colon?\n")


# Found by looking at more than a line: an article, an archive, the web; and what the site as a whole shows.
ELSEWHERE = {"allow-unknown", "house-style", "lead-repeated", "spelling", "link-external", "digits-style"}
ELSEWHERE |= set(tomllib.loads((REPOSITORY / "generator" / "explain_site.toml").read_text("utf-8")))


@pytest.mark.parametrize("name", explained())
def test_the_example_of_a_rule_shows_what_it_says(name: str) -> None:
    from generator.hindi.lint import lint

    each = explained()[name]
    assert name in rules()
    assert (re.search("[ऀ-ॿ]", each.hi) and each.en.isascii() is False) or re.search("[a-z]", each.en)
    if name not in ELSEWHERE:
        assert name in {flaw.rule for flaw in lint(each.wrong)}
        assert lint(each.right) == []


# ── Where text is, and where not ─────────────────────────────────────────────────────────────────────────────────────

EVERYWHERE = """\
---
title: "अाम: पहली 'ख़बर'"
date: 2024-08-01 10:00
slug: अाम-slug
tags: [अाम, रूस]
summary:
  एक
  अाम बात
image:
  path: अाम.jpg
  alt: अाम चित्र
  caption: 'अाम कैप्शन'
sources:
  - title: अाम स्रोत
    url: https://example.com/अाम
corrections:
  - date: 2024-08-02
    text: अाम सुधार
---
## अाम शीर्षक {#अाम}

पैरा में **अाम** और `अाम` और [अाम](अाम.md "अाम") और <b title="अाम">अाम</b>,
अाम पंक्ति https://example.com/अाम <!-- अाम -->[^अाम]

- अाम सूची
  1. अाम सूची

> अाम उद्धरण

| अाम | खाना |
|:--|--:|
| अाम | 2 |

:::facts title="अाम डिब्बा" id=अाम
अाम बात
:::

```
अाम
```

![अाम चित्र](अाम.jpg "अाम"){credit="अाम"}

[^अाम]: अाम टिप्पणी

[x]: https://example.com/अाम "अाम"
"""
# Lines and columns of the texts; what is not here is no text.
PLACES = [
    (2, 9), (5, 8), (8, 3), (11, 8), (12, 13), (14, 12), (18, 11), (20, 4), (22, 12), (22, 31), (22, 44), (22, 68),
    (23, 1), (25, 3), (26, 6), (28, 3), (30, 3), (32, 3), (34, 17), (35, 1), (42, 3), (42, 23), (42, 37), (44, 9),
]  # fmt: skip


def test_text_is_found_wherever_readers_read_it_and_nowhere_else() -> None:
    expected = [("sign-on-vowel", line, column) for line, column in PLACES]
    assert [each for each in findings(EVERYWHERE) if each[0] == "sign-on-vowel"] == expected


def test_mending_touches_text_alone() -> None:
    mended = mend_text(EVERYWHERE, "a.md", TextOptions())
    assert mended.count("आम") == len(PLACES)
    kept = ["slug: अाम-slug", "path: अाम.jpg", "{#अाम}", "`अाम`", "](अाम.md", 'title="अाम">', "<!-- अाम -->[^अाम]"]
    assert [each for each in [*kept, "id=अाम", "```\nअाम\n```", "[^अाम]:", 'अाम "अाम"'] if each not in mended] == []


PIECES = [
    "---\n", "title: ", "tags: [", "alt: '", "  - ", "# ", "- ", "> ", "    ", "| ", " |", "|:--|\n", "```\n", "`",
    "**", "](x.md)", "[", "![", '"', ":::facts title=", ":::\n", "<!--", "-->", "<b>", "{#x}", "[^1]",
    "[^1]: ", "\n", "\n\n",
    "अाम", "काे ", "है ।", "है |", "दु:ख", "\u200b", "ज़", "\u095b", "एक", "शब्द", "https://x.org/अा", "&amp;", "\\*", "“",
    "”", "राष्ट्र पति",
]  # fmt: skip
SOURCE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(SOURCE)
def test_a_passage_is_the_source_itself_but_for_what_is_covered(source: str) -> None:
    last = 0
    for each in passages(source):
        assert each.start >= last
        last = each.start
        for offset, sign in enumerate(each.text):
            # Lines of front matter that are one text are joined over what stands between them.
            assert sign in (HIDDEN, " ") or sign == source[each.start + offset]


@given(SOURCE)
def test_mending_twice_gives_the_same_bytes(source: str) -> None:
    once = mend_text(source, "a.md", TextOptions())
    assert mend_text(once, "a.md", TextOptions()) == once


@given(SOURCE)
def test_every_edit_is_at_the_place_that_its_finding_names(source: str) -> None:
    lines = source.split("\n")
    for each in check_text(source, "a.md", TextOptions()):
        where = each.problem.where
        start = sum(len(line) + 1 for line in lines[: where.line - 1]) + where.column - 1
        assert all(edit.start == start for edit in each.edits)


def test_a_backtick_alone_hides_nothing() -> None:
    assert findings("एक ` अाम\n\nदो अाम ` तीन\n") == [("sign-on-vowel", 1, 6), ("sign-on-vowel", 3, 4)]


def test_names_of_tags_are_no_sentence() -> None:
    assert findings("---\ntitle: तीन लोग\ntags: [अजय कमल, रतन पवन, मदन शरद]\n---\nयह है।\n") == []


def test_a_quotation_may_go_on_in_the_next_paragraph() -> None:
    assert findings("“पहला पैरा।\n\n“दूसरा पैरा।”\n") == []
    assert [rule for rule, *_ in findings("“पहला पैरा।\n\nदूसरा पैरा।\n")] == ["quote-unbalanced"]


def test_a_lead_that_repeats_the_title_or_the_summary_and_a_doubled_paragraph_are_noticed() -> None:
    front = "---\ntitle: दिल्ली में बारिश\nsummary: दिल्ली में आज बारिश हुई।\n---\n"
    assert findings(f"{front}दिल्ली में आज बारिश हुई\n\nआगे।\n") == [("lead-repeated", 5, 1)]
    assert findings(f"{front}**दिल्ली में बारिश**\n\nआगे।\n") == [("lead-repeated", 5, 1)]
    assert findings(f"{front}दिल्ली में आज फिर बारिश हुई।\n") == []
    twice = "यह पैरा पूरे छह शब्दों का है।\n\n"
    assert findings(f"{front}आगे।\n\n{twice}{twice}") == [("lead-repeated", 9, 1)]


def test_digits_of_both_kinds_in_one_article_are_noted_once() -> None:
    assert findings("2024 में 25 लोग, २०२३ में २० और 2022 में 3\n") == [("digits-style", 1, 18)]
    assert findings("२०२३ में २० लोग\n") == findings("2023 में 20 लोग\n") == []


def test_an_english_edition_gets_what_applies() -> None:
    text = "He said, “We donâ€™t know.\n\nDate Updated: today\n\nThis is the end.The next one […]\n\nThe word अाम\n"
    assert [rule for rule, *_ in findings(text, language="hi")] == [
        "quote-unbalanced",
        "mojibake",
        "residue",
        "stop-glued",
        "residue",
        "sign-on-vowel",
    ]


def test_an_edition_of_another_language_has_its_own_letters(site: SiteFolder) -> None:
    config = (site.root / "config.yaml").read_text("utf-8")
    site.write("config.yaml", config.replace("  en:", "  mr: {title: बातमी, locale: mr_IN, script: Deva}\n  en:"))
    site.write("layouts/strings/mr.yaml", (REPOSITORY / "layouts/strings/hi.yaml").read_bytes())
    site.article("world/one.mr.md", body="तऱ्हा आणि AIचा\n")
    site.article("world/one.hi.md", body="तऱ्हा और AIका\n")
    places = check(CheckOptions(site.options)).findings
    assert [(each.problem.rule, each.problem.where.path) for each in places if each.problem.where.line == 5] == [
        ("letter-rare", "content/world/one.hi.md"),
        ("script-glued", "content/world/one.hi.md"),
    ]


# ── Silence ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_can_be_switched_off_for_a_line_and_the_one_after_a_comment(site: SiteFolder) -> None:
    own = "वे गए । <!-- khabar: allow danda-space -->\n\n"
    next_one = "<!-- khabar: allow danda-space, danda-pipe -->\n\nवे गए ।\n\n"
    site.article("world/one.hi.md", body=f"{own}{next_one}वे गए ।\n")
    assert found(site) == [("danda-space", 11, 6)]


def test_a_rule_can_be_switched_off_in_front_matter_and_for_an_article(site: SiteFolder) -> None:
    front = "# khabar: allow danda-space\ntitle: वे गए ।\ndate: 2024-08-01\nsummary: वे आए ।\n"
    site.write("content/world/one.hi.md", f"---\n{front}allow:\n  - residue\n  - stop-doubled\n---\nवे गए।.\n")
    assert found(site) == [("danda-space", 5, 15)]
    site.article("world/one.hi.md", body="वे गए ।\n", allow="[danda-space]")
    assert found(site) == [] and site.build().problems == ()


def test_what_is_switched_off_is_not_mended(site: SiteFolder, khabar) -> None:
    file = site.article("world/one.hi.md", body="वे गए । <!-- khabar: allow danda-space -->\n\nवे आए ।\n")
    khabar("--fix")
    assert file.read_text("utf-8").endswith("वे गए । <!-- khabar: allow danda-space -->\n\nवे आए।\n")


def test_a_rule_that_there_is_not_cannot_be_switched_off(site: SiteFolder, khabar) -> None:
    site.article("world/one.hi.md", body="वे गए। <!-- khabar: allow resdiue -->\n", allow="danda-spase")
    out = khabar()[1]
    assert "one.hi.md:4: warning[allow-unknown]: no rule is called 'danda-spase'" in out
    assert "one.hi.md:6: warning[allow-unknown]: no rule is called 'resdiue'" in out
    assert "did you mean 'danda-space'?" in out and "did you mean 'residue'?" in out


def test_what_stops_a_build_cannot_be_switched_off(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[कड़ी](no.hi.md)\n", allow="link-broken, picture-alt")
    assert [rule for rule, *_ in found(site)] == ["link-broken"]


def test_a_comment_that_switches_a_rule_off_is_seen_by_no_reader(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="वे गए । <!-- khabar: allow danda-space -->\n\nऔर आए।\n")
    site.build()
    shown = re.sub(r"<!--.*?-->|<[^>]*>", "", site.read("hi/duniya/one/index.html"))
    assert "वे गए ।" in shown and "khabar: allow" not in shown and "danda-space" not in shown


def test_names_are_read_however_they_are_listed() -> None:
    for field in (
        "residue, danda-space",
        "[residue, danda-space]",
        "['residue', \"danda-space\"]",
        "\n- residue\n- danda-space",
    ):
        silence, unknown = parse_silence(f"---\ntitle: x\nallow: {field}\nslug: x\n---\n", "a.md")
        assert silence.everywhere == {"residue", "danda-space"} and unknown == ()


# ── Mending ──────────────────────────────────────────────────────────────────────────────────────────────────────────

BROKEN = "पहला अाम दिन ।\n\nदु:ख है कि वे गए | और `अाम` भी।\n"
MENDED = "पहला आम दिन।\n\nदुःख है कि वे गए। और `अाम` भी।\n"


def test_fix_mends_what_is_certain_and_shows_it(site: SiteFolder, khabar) -> None:
    file = site.article("world/one.hi.md", body=BROKEN)
    before = file.read_bytes()
    code, out, _ = khabar("--fix", "--diff")
    assert code == 1 and file.read_bytes() == before
    diff = (
        "--- a/content/world/one.hi.md\n+++ b/content/world/one.hi.md\n@@ -4,4 +4,4 @@\n ---\n"
        "-पहला अाम दिन ।\n+पहला आम दिन।\n \n-दु:ख है कि वे गए | और `अाम` भी।\n+दुःख है कि वे गए। और `अाम` भी।\n"
    )
    assert out.startswith(diff)
    code, out, err = khabar("--fix")
    assert (code, err) == (0, "1 file mended\n")
    assert out == f"{diff}1 article: nothing to mend\n"
    assert file.read_text("utf-8").endswith(f"---\n{MENDED}")
    again = file.read_bytes()
    assert khabar("--fix") == (0, "1 article: nothing to mend\n", "")
    assert file.read_bytes() == again


def test_fix_leaves_sound_files_untouched_and_nothing_beside_them(site: SiteFolder, khabar) -> None:
    sound = site.article("world/one.hi.md")
    site.article("world/two.hi.md", body=BROKEN)
    stamp = sound.stat().st_mtime_ns
    khabar("--fix")
    assert sound.stat().st_mtime_ns == stamp
    assert sorted(each.name for each in sound.parent.iterdir()) == ["one.hi.md", "two.hi.md"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_fix_keeps_line_ends_and_the_byte_order_mark(site: SiteFolder, khabar, mark: bytes, ending: str) -> None:
    text = "---\ntitle: अाम\ndate: 2024-08-01\n---\nपहला\n\nअाम दिन"
    file = site.write("content/world/one.hi.md", mark + text.replace("\n", ending).encode())
    file.chmod(0o640)
    khabar("--fix")
    assert file.read_bytes() == mark + text.replace("अाम", "आम").replace("\n", ending).encode()
    assert file.stat().st_mode & 0o777 == 0o640


@given(st.text(st.sampled_from("ab\n\r"), max_size=8), st.booleans())
def test_decoding_and_encoding_keep_a_file_with_one_kind_of_line_ends(text: str, windows: bool) -> None:
    plain = text.replace("\r", "\n")
    data = plain.replace("\n", "\r\n").encode() if windows else plain.encode()
    assert encode(decode(data), data) == data


def test_house_style_is_written_everywhere(site: SiteFolder, khabar) -> None:
    config = (site.root / "config.yaml").read_text("utf-8")
    site.write("config.yaml", f"{config}desk:\n  house_style:\n    मानसून: मॉनसून\n    प्रधान मंत्री: प्रधानमंत्री\n")
    file = site.article("world/one.hi.md", body="मानसून पर प्रधान मंत्री बोले; मानसूनी हवाएँ।\n")
    code, out, _ = khabar("--strict")
    assert code == 1 and "warning[house-style]: we write मॉनसून, not मानसून" in out
    khabar("--fix")
    assert file.read_text("utf-8").endswith("मॉनसून पर प्रधानमंत्री बोले; मानसूनी हवाएँ।\n")


def test_config_says_what_a_desk_can_have(site: SiteFolder) -> None:
    config = (site.root / "config.yaml").read_text("utf-8")
    site.write("config.yaml", f"{config}desk: {{house_styl: {{}}}}\n")
    site.article("world/one.hi.md")
    assert [each.hint for each in site.build().problems] == ["did you mean 'house_style'?"]


# ── Memory ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_looked_at_once(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = checking.check_text
    monkeypatch.setattr(
        checking, "check_text", lambda source, path, options: looked.append(path) or real(source, path, options)
    )
    site.article("world/one.hi.md", body="वे गए ।\n")
    site.article("world/two.hi.md", body="वे गए ।\n")
    first = found(site)
    assert found(site) == first and looked == ["content/world/one.hi.md", "content/world/two.hi.md"]
    site.article("world/two.hi.md", body="वे आए।\n")
    assert len(found(site)) == 1 and looked[2:] == ["content/world/two.hi.md"]
    site.delete("content/world/two.hi.md")
    config = (site.root / "config.yaml").read_text("utf-8")
    site.write("config.yaml", f"{config}desk: {{house_style: {{वे: वो}}}}\n")
    assert [rule for rule, *_ in found(site)] == ["house-style", "danda-space"] and len(looked) == 4


def test_a_check_between_two_builds_changes_nothing(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="वे गए ।\n")
    site.build()
    before = site.output()
    found(site)
    report = site.build()
    assert (report.written, report.deleted) == (0, 0) and site.output() == before


def test_further_checks_see_the_site_its_texts_and_what_was_published(
    site: SiteFolder, khabar, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pinned(material: Material) -> Iterator[Finding]:
        for url, path in material.published.items():
            source = material.texts[path]
            if "slug:" not in source:
                place = source.index("date:")
                yield Finding(problem("residue", Where(path, 3), found=url), (Edit(path, place, place, "slug: one\n"),))
        assert set(material.site.by_path) == set(material.texts) and material.config.startswith("title:")

    monkeypatch.setattr(checking, "CHECKS", (pinned,))
    site.article("world/one.hi.md", body="वे गए ।\n")
    site.build()
    assert found(site) == [("residue", 3, 0), ("danda-space", 5, 6)]
    khabar("--fix")
    text = (site.root / "content/world/one.hi.md").read_text("utf-8")
    assert text == "---\ntitle: शीर्षक\nslug: one\ndate: 2024-08-01 10:00\n---\nवे गए।\n"
    assert found(site) == []


def test_a_check_can_be_made_while_a_server_is_at_work(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="वे गए ।\n")
    lock = Lock(cache_folder(site.options))
    assert found(site) == [("danda-space", 5, 6)]
    lock.release()
    assert site.build().published


# ── The speller ──────────────────────────────────────────────────────────────────────────────────────────────────────


def archive() -> dict[str, str]:
    texts = {f"a{number}.md": "उनके बीच बातचीत हुई। सरकार ने मंत्रालय को बताया।\n" for number in range(15)}
    return texts | {"b.md": "उनके बीच बातचित हुई, सरकारी मंत्रालयों की बातचीतें।\n"}


def test_a_word_that_stands_once_and_nearly_is_a_common_one_is_noted() -> None:
    (found,) = check_spelling(archive(), [])
    assert found.problem.where == Where("b.md", 1, 10)
    assert found.problem.message == "perhaps misspelt: बातचित" and "बातचीत" in found.problem.hint
    assert list(check_spelling(archive(), ["बातचित"])) == []


@pytest.mark.parametrize(("word", "other", "expected"), [
    ("बातचित", "बातचीत", True), ("समचार", "समाचार", True), ("समााचार", "समाचार", True), ("मत्रालय", "मंत्रालय", True),
    ("लड़का", "लड़की", False), ("लड़के", "लड़कों", False), ("हिन्दी", "हिंदी", False), ("ख़बर", "खबर", False),
    ("सरकार", "सरदार", False), ("सरकर", "सरकार", False), ("किरणों", "कारणों", False), ("चाँद", "चांद", False),
    ("दिल्ली", "दिल्लीवासी", False),
])  # fmt: skip
def test_words_differ_by_a_sign_within_them(word: str, other: str, expected: bool) -> None:
    assert differs_by_sign(word, other) is expected


def test_the_speller_knows_everyday_words_of_news_before_there_is_an_archive() -> None:
    source = "---\ntitle: डॉक्टरों से बातचित\n---\nबातचित में पत्राकार और मुख्यमंत्री थे; रवींद्र, महोत्सव और आसपास भी।\n"
    found = [dict(each.problem.facts) for each in check_spelling({"a.md": source}, ())]
    assert [(each["found"], each["close"]) for each in found] == [("बातचित", "बातचीत"), ("पत्राकार", "पत्रकार")]


def test_the_speller_speaks_only_when_asked(site: SiteFolder, khabar) -> None:
    for path, text in archive().items():
        site.article(f"world/{path.replace('.md', '.hi.md')}", body=text)
    assert khabar()[1].endswith("nothing to mend\n")
    code, out, _ = khabar("--speller", "--strict")
    assert code == 0 and "note[spelling]: perhaps misspelt: बातचित" in out


# ── Links to other sites ─────────────────────────────────────────────────────────────────────────────────────────────


class Web(BaseHTTPRequestHandler):
    """A site that answers as its addresses say."""

    asked: ClassVar[Counter[tuple[str, str]]] = Counter()

    def answer(self) -> None:
        Web.asked[self.command, self.path] += 1
        status = {"/gone": 404, "/private": 403, "/get-only": 405 if self.command == "HEAD" else 200}.get(
            self.path, 200
        )
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815 # the names are the library's

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Web.asked.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_links_that_do_not_work_are_found_and_answers_remembered(web: str, tmp_path: Path) -> None:
    visits = Visits(tmp_path / "cache" / "links.json", NOW, pause=0)
    text = f"[एक]({web}/fine)\n[दो]({web}/gone#x) {web}/get-only {web}/private"
    links = [("a.md", match.start(), match[0]) for match in re.finditer(rf"{web}[/a-z#-]*", text)]

    def ask(now_: Visits) -> list[tuple[str, Where]]:
        return [(each.problem.message, each.problem.where) for each in check_links(links, {"a.md": text}, now_)]

    expected = [(f"this link does not work: {web}/gone#x (404 Not Found)", Where("a.md", 2, 6))]
    assert ask(visits) == expected
    assert Web.asked["HEAD", "/fine"] == 1 and Web.asked["GET", "/fine"] == 0 and Web.asked["GET", "/get-only"] == 1
    count = sum(Web.asked.values())
    assert ask(visits) == expected and sum(Web.asked.values()) == count
    assert ask(replace(visits, now=NOW + timedelta(hours=2))) == expected and Web.asked["HEAD", "/gone"] == 2
    assert Web.asked["HEAD", "/fine"] == 1
    assert ask(replace(visits, now=NOW + timedelta(days=8))) == expected and Web.asked["HEAD", "/fine"] == 2
    visits.file.write_text("not JSON", "utf-8")
    assert ask(visits) == expected


def test_a_host_that_does_not_answer_is_said_to_be_so(web: str) -> None:
    assert "refused" in visit("http://127.0.0.1:9/", 2, pause=0)
    assert visit(f"{web}/हिंदी पता?q=ख़बर", 2, pause=0) == ""
    assert visit("http://[::1/", 2, pause=0) != ""


def test_links_are_visited_only_when_asked(site: SiteFolder, khabar, web: str) -> None:
    site.article("world/one.hi.md", body=f"[एक]({web}/gone)\n")
    assert khabar("--strict")[0] == 0 and not Web.asked
    code, out, _ = khabar("--external", "--strict")
    assert code == 1 and "warning[link-external]" in out and "one.hi.md:5:6" in out
    assert (site.root / ".cache/links.json").is_file()


# ── Khabar's own site ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_site_passes(tmp_path: Path) -> None:
    options = CheckOptions(_options(tmp_path))
    assert [str(each.problem) for each in check(options).findings if each.problem.severity != "note"] == []


def _options(folder: Path):
    import shutil

    from generator.options import BuildOptions

    for name in ("content", "layouts"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "config.yaml", folder)
    return BuildOptions(site=folder, now=NOW.replace(year=2030))


def test_edits_of_a_finding_mend_it() -> None:
    source = "अाम लोग ।"
    edits = [edit for each in check_text(source, "a.md", TextOptions()) for edit in each.edits]
    assert apply_edits(source, edits) == "आम लोग।"
    assert isinstance(Finding(problem("danda-space", Where("a.md"))), Finding)
