"""Limits: what would take for ever, or all there is, is named and stopped, and everything else is looked at."""

from __future__ import annotations

import time

import pytest
from conftest import SiteFolder

from generator import parse

SLOW = {
    "brackets": "![[" * 4000,
    "links": "[a](b " * 5000,
    "tags": "<p>\n" * 20000,
    "lists": "".join(f"{'    ' * depth}- क\n" for depth in range(500)),
}


@pytest.mark.parametrize("name", SLOW)
def test_an_article_that_takes_too_long_is_named_and_stopped(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site.article("world/one.hi.md", title="पहली")
    before = site.build() and site.output()
    monkeypatch.setattr(parse, "SECONDS", 1)
    site.article("world/slow.hi.md", body=SLOW[name])
    site.article("world/two.hi.md", body="[कड़ी](no-such.hi.md)\n")
    started = time.monotonic()
    report = site.build()
    assert time.monotonic() - started < 60  # minutes, else
    found = {problem.where.path.rpartition("/")[2]: problem for problem in report.problems}
    assert found["slow.hi.md"].rule in ("content-slow", "text-nested")
    assert found["two.hi.md"].rule == "link-broken"
    assert not report.published and site.output() == before


def test_what_a_slow_article_says(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "SECONDS", 1)
    site.article("world/slow.hi.md", body=SLOW["brackets"])
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.path) == ("content-slow", "content/world/slow.hi.md")
    assert problem.message == (
        "reading the article took longer than 1 seconds, so it was stopped: 8000 × [ is more than a text needs"
    )
    assert problem.said("hi")[0].endswith("इसमें [ 8000 बार है, जो किसी ख़बर के लिए बहुत ज़्यादा है")


def test_an_article_with_much_of_something_is_read_as_any_other(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"| [क{number}](/latest/) | *ख* |\n" for number in range(600))
    site.article("world/table.hi.md", body=f"| क | ख |\n|---|---|\n{rows}\n[x](no-such.hi.md)\n")
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.line) == ("link-broken", 608)
    monkeypatch.setattr(parse, "MANY", 10_000)  # in this process
    (same,) = site.build(cache=False).problems
    assert same == problem


def test_blocks_within_blocks_without_end_are_an_error(site: SiteFolder) -> None:
    site.article("world/deep.hi.md", body=":::facts\n" * 2000 + "क\n" + ":::\n" * 2000)
    (problem,) = site.build().problems
    assert problem.rule == "text-nested" and "blocks" in problem.message
