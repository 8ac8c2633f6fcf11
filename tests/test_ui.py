"""Messages in Hindi: chosen by option or by the system, complete, and with the same facts as the English ones."""

from __future__ import annotations

import ast
import json
import string
from pathlib import Path

import pytest
from conftest import SiteFolder

from generator.cli import main
from generator.problems import Problem, Where, format_problem, rules
from generator.sayings import NOUNS, SENTENCES

PACKAGE = Path(__file__).resolve().parent.parent / "generator"


def facts_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def broken(site: SiteFolder) -> SiteFolder:
    site.article("world/one.hi.md", date="31 फरवरी 2026")
    return site


@pytest.fixture(autouse=True)
def plain_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KHABAR_UI", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("rule", rules())
def test_every_rule_says_the_same_in_hindi(rule: str) -> None:
    english, hindi = rules()[rule], rules("hi")[rule]
    for one, other in zip(
        (english.message, english.hint, english.hint_close), (hindi.message, hindi.hint, hindi.hint_close), strict=True
    ):
        assert bool(one) == bool(other)
        assert facts_of(one) == facts_of(other)
    assert any("\u0900" <= char <= "\u097f" for char in hindi.message)


def test_every_sentence_has_the_same_facts_in_both_languages() -> None:
    different = [name for name, (english, hindi) in SENTENCES.items() if facts_of(english) != facts_of(hindi)]
    assert different == []


def test_what_is_said_is_there_and_what_is_there_is_said() -> None:
    """Names of sentences and nouns stand in the source as plain texts."""
    texts = {
        each.value
        for path in PACKAGE.rglob("*.py")
        if path.name != "sayings.py"
        for each in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    assert sorted((SENTENCES.keys() | NOUNS.keys()) - texts) == []


def test_a_problem_in_hindi_looks_as_it_does_in_english() -> None:
    found = Problem(Where("content/क.hi.md", 3, 7), "date-form", (("name", "date"), ("found", "31 फरवरी")), "error")
    assert format_problem(found, "date: 31 फरवरी", "hi") == (
        "content/क.hi.md:3:7: ग़लती[date-form]: date तारीख़ नहीं है: '31 फरवरी'\n"
        "    3 | date: 31 फरवरी\n"
        "      |       ^\n"
        "  उपाय: इसे YYYY-MM-DD या YYYY-MM-DD HH:MM की तरह लिखें, जैसे 2024-01-05 18:30"
    )


def test_languages_and_reasons_are_hindi_in_hindi() -> None:
    facts = (("one", "Hindi"), ("found", "12"), ("two", "English"), ("other", "21"))
    found = Problem(Where("content/a.hi.md", 1), "pair-number", facts, "warning")
    assert found.said("hi")[0] == "हिन्दी में 12 है; अंग्रेज़ी में 21"
    unread = Problem(Where("a.md"), "content-unreadable", (("reason", "Permission denied"),), "error")
    assert unread.said("hi")[0] == "फ़ाइल पढ़ी नहीं जा सकी: अनुमति नहीं है"


@pytest.mark.parametrize("place", ["before", "after", "KHABAR_UI", "LC_ALL", "LANG"])
def test_the_language_is_chosen_by_option_or_system(
    place: str, broken: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command: list[object] = ["build", "--site", broken.root]
    if place == "before":
        command = ["--ui", "hi", *command]
    elif place == "after":
        command += ["--ui", "hi"]
    else:
        monkeypatch.setenv(place, "hi_IN.UTF-8" if place != "KHABAR_UI" else "hi")
    code, shown, said = run(capsys, *command)
    assert code == 1
    assert "ग़लती[date-form]" in said
    assert "  उपाय: " in said
    assert shown == "कुछ भी प्रकाशित नहीं हुआ: 1 ग़लती। पिछली सही साइट जस की तस है।\n"


def test_an_option_is_stronger_than_the_system(
    broken: SiteFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "hi_IN.UTF-8")
    assert "error[date-form]" in run(capsys, "build", "--site", broken.root, "--ui", "en")[2]


def test_a_build_and_a_check_are_summed_up_in_hindi(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("world/one.hi.md", summary="सार", slug="one")
    _, shown, _ = run(capsys, "build", "--site", site.root, "--ui", "hi")
    assert shown.startswith("1 लेख से ")
    assert " पन्ने, " in shown
    _, shown, _ = run(capsys, "check", "--site", site.root, "--ui", "hi")
    assert shown.splitlines()[-1].startswith("1 लेख: ")
    _, shown, _ = run(capsys, "list", "--site", site.root, "--ui", "hi")
    assert shown.startswith("प्रकाशित (1)")


def test_json_speaks_the_language_and_keeps_the_rules_id(
    broken: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    _, shown, _ = run(capsys, "build", "--site", broken.root, "--json", "--ui", "hi")
    (found,) = json.loads(shown)["problems"]
    assert (found["rule"], found["severity"]) == ("date-form", "error")
    assert found["message"] == "date तारीख़ नहीं है: '31 फरवरी 2026'"


def test_the_wrong_use_of_a_command_is_told_in_hindi(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = run(capsys, "check", "--site", site.root, "--rule", "date-frm", "--ui", "hi")
    assert code == 2
    assert said == "khabar: 'date-frm' नाम का कोई नियम नहीं है: क्या आप date-form लिखना चाहते थे?\n"
