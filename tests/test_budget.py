"""The weight budget: what is too heavy is found on every build and told by page; it costs nothing when off."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CONFIG, SiteFolder, rules
from PIL import Image

from generator.assets import Asset
from generator.budget import Budget
from generator.cli import main
from generator.problems import Where
from generator.weighing import check_weights, scales_of, weigh

NOISE = "\n\n".join(f"{number * 48271 % 2147483647:x}{number * 69621 % 2147483647:x}" for number in range(1, 4500))


def with_budget(site: SiteFolder, budget: str, severity: str = "warning") -> None:
    """The site's config with a budget whose breaking has a severity."""
    said = "".join(f"  weight-{name}: {severity}\n" for name in ("page", "fonts", "script", "picture"))
    site.write("config.yaml", f"{CONFIG}{budget}\nrules:\n{said}")


def heavy(report: object) -> list[str]:
    return [dict(each.facts)["page"] for each in report.problems if each.rule.startswith("weight-")]


def fresh(site: SiteFolder, tmp_path: Path) -> list[object]:
    """What a clean build says of the same site."""
    return list(site.build(output=tmp_path / "clean", cache=False).problems)


def test_a_page_over_the_budget_stops_the_build_and_is_named(site: SiteFolder) -> None:
    site.article("world/long.hi.md", NOISE)
    site.article("world/short.hi.md")
    site.write("config.yaml", f"{CONFIG}budget:\n  page: 20\n")
    report = site.build()
    assert (rules(report), report.published) == (["weight-page"], False)
    found = report.problems[0]
    assert found.where.path == "content/world/long.hi.md"
    assert "/hi/duniya/long/ weighs " in found.message and "the budget is 20 KB (HTML " in found.message
    assert "per_page" in found.hint


def test_without_a_budget_nothing_is_weighed(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("weighed")

    monkeypatch.setattr("generator.units.weigh", fail)
    monkeypatch.setattr("generator.build.scales_of", fail)
    site.article("world/long.hi.md", NOISE)
    assert rules(site.build()) == []


def test_what_is_too_heavy_is_said_again_until_it_is_mended(site: SiteFolder, tmp_path: Path) -> None:
    with_budget(site, "budget: {page: 20}")
    site.article("world/long.hi.md", NOISE)
    site.article("world/short.hi.md")
    long = "/hi/duniya/long/"
    assert heavy(site.build()) == [long]
    assert heavy(site.build()) == [long]  # nothing has changed
    site.article("world/short.hi.md", "दूसरा पाठ।\n")  # the same month: the same unit
    report = site.build()
    assert heavy(report) == [long] and list(report.problems) == fresh(site, tmp_path)
    site.article("world/long.hi.md", "छोटा पाठ।\n")
    assert heavy(site.build()) == []
    site.article("world/short.hi.md", NOISE)
    report = site.build()
    assert heavy(report) == ["/hi/duniya/short/"] and list(report.problems) == fresh(site, tmp_path)


def test_another_limit_is_judged_without_rendering_anything_again(site: SiteFolder) -> None:
    site.article("world/long.hi.md", NOISE)
    with_budget(site, "budget: {page: 90}")
    assert heavy(site.build()) == []
    with_budget(site, "budget: {page: 20}")
    report = site.build()
    assert (heavy(report), report.rendered, report.written) == (["/hi/duniya/long/"], [], 0)
    with_budget(site, "budget: {page: 20, layouts: {article: {page: 90}}}")
    assert heavy(site.build()) == []


def test_a_budget_that_comes_later_finds_what_was_built_before(site: SiteFolder, tmp_path: Path) -> None:
    site.article("world/long.hi.md", NOISE)
    before = site.build()
    assert before.problems == ()
    bytes_before = site.output()
    with_budget(site, "budget: {page: 20}")
    report = site.build()
    assert heavy(report) == ["/hi/duniya/long/"]
    assert site.output() == bytes_before
    site.write("config.yaml", CONFIG)
    assert site.build().problems == ()


def test_the_pages_of_a_list_are_judged_one_by_one(site: SiteFolder, tmp_path: Path) -> None:
    with_budget(site, "per_page: 2\nbudget: {page: 12}")
    for number in range(1, 7):
        site.article(f"world/story-{number}.hi.md", date=f"2024-08-0{number} 10:00", summary="सार")
    assert heavy(site.build()) == []
    site.article("world/story-1.hi.md", date="2024-08-01 10:00", summary=NOISE.replace("\n", " ")[:24000])
    report = site.build()
    assert any("/latest/" in page for page in heavy(report))
    assert list(report.problems) == fresh(site, tmp_path)
    site.article("world/story-1.hi.md", date="2024-08-01 10:00", summary="सार")
    assert heavy(site.build()) == []


def test_other_processes_and_a_base_path_find_the_same(site: SiteFolder) -> None:
    with_budget(site, "budget: {page: 20}")
    for number in range(1, 13):
        site.article(
            f"world/long-{number}.hi.md", NOISE, date=f"20{10 + number}-08-01 10:00", tags=f"एक{number}, दो{number}"
        )
        site.article(f"world/long-{number}.en.md", NOISE, date=f"20{10 + number}-08-01 10:00")
    alone = heavy(site.build(base_url="https://khabar.example/blog/", jobs=1, cache=False))
    together = heavy(site.build(base_url="https://khabar.example/blog/", jobs=2, cache=False))
    assert alone == together
    assert len(alone) >= 24 and all(page.startswith("/blog/") for page in alone)


def test_a_server_shows_what_is_too_heavy_and_publishes_all_the_same(site: SiteFolder) -> None:
    site.write("config.yaml", f"{CONFIG}budget: {{page: 20}}\n")
    site.article("world/long.hi.md", NOISE)
    report = site.build(keep_going=True)
    assert (heavy(report), report.published) == (["/hi/duniya/long/"], True)


def test_the_check_weighs_all_pages_and_writes_none(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("world/long.hi.md", NOISE)
    arguments = ["check", "--site", str(site.root), "--json"]
    assert main(arguments) == 0
    capsys.readouterr()
    assert main([*arguments, "--budget"]) == 1
    found = [each for each in json.loads(capsys.readouterr().out)["problems"] if each["severity"] == "error"]
    assert [(each["rule"], each["path"]) for each in found] == [("weight-page", "content/world/long.hi.md")]
    assert not (site.root / "output").exists()
    assert main([*arguments, "--budget", "--jobs", "2"]) == 1
    capsys.readouterr()
    site.write("config.yaml", f"{CONFIG}budget: {{layouts: {{article: {{page: 90}}}}}}\n")
    assert main([*arguments, "--budget"]) == 0


def test_the_first_picture_is_weighed(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    def noise(width: int) -> None:
        picture = Image.effect_noise((width, 600), 80).convert("RGB")
        picture.save(site.write("content/world/noise.png", b""))

    noise(900)
    with_budget(site, "budget: {picture: 20}")
    site.article("world/one.hi.md", image="noise.png")
    report = site.build()
    assert "/hi/duniya/one/" in heavy(report)
    assert heavy(site.build()) == heavy(report)
    assert "noise" in next(each.message for each in report.problems if each.rule == "weight-picture")
    assert main(["check", "--budget", "--site", str(site.root), "--json"]) == 0
    assert '"weight-picture"' in capsys.readouterr().out
    noise(20)
    assert heavy(site.build()) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("true", []),
        ("no", None),
        ("{page: 14}", []),
        ("{pages: 14}", ["config-key"]),
        ("{page: much}", ["value-number"]),
    ],
)
def test_how_a_budget_is_written(site: SiteFolder, written: str, found: list[str] | None) -> None:
    site.article("world/one.hi.md")
    site.write("config.yaml", f"{CONFIG}budget: {written}\n")
    assert rules(site.build()) == (found or [])


def page_of(inside: str) -> bytes:
    return f"<!doctype html>\n<html><head>{inside}</head></html>".encode()


def test_what_a_first_view_loads_is_weighed_and_nothing_else() -> None:
    css = (
        b"@font-face{src:url(/d.woff2);unicode-range:U+0900-097F}"
        b"@font-face{src:url('/l.woff2') format('woff2');unicode-range:U+0-FF}"
    )
    assets = [
        Asset("site.css", "/site.css", css),
        Asset("print.css", "/print.css", b"p{}"),
        Asset("site.js", "/site.js", b"var a;"),
        Asset("d.woff2", "/d.woff2", bytes(50_000)),
        Asset("l.woff2", "/l.woff2", bytes(20_000)),
    ]
    scales = scales_of(assets)
    links = (
        '<link rel="stylesheet" href="/site.css"><link rel="stylesheet" media="print" href="/print.css">'
        '<script src="/site.js" defer></script>'
    )
    pictures = (
        '<img src="/a.jpg" loading="lazy"><img src="/c.jpg" srcset="/a.jpg 400w, /b.jpg 800w, /c.jpg 1600w">'
        '<img src="/c.jpg">'
    )
    said = weigh(page_of(links + pictures), scales)
    latin = {name: size for name, size, _ in said}
    assert latin["fonts"] == 20_000
    assert said[-1] == ("picture", 0, "/b.jpg")
    assert latin["script"] == scales.sizes["/site.js"]
    hindi = {name: size for name, size, _ in weigh(page_of(links + "ख़बर"), scales)}
    assert (hindi["fonts"], "picture" in hindi) == (70_000, False)
    assert 0 < hindi["page"] - scales.sizes["/site.css"] < 400
    assert weigh(b'<?xml version="1.0"?><feed/>', scales) == ()
    assert weigh(page_of('<meta http-equiv="refresh" content="0; url=/">'), scales) == ()


def test_a_layout_may_have_limits_of_its_own() -> None:
    budget = Budget(page=100, layouts=(("article", (("page", 10),)),))
    weights = (("page", 50, "HTML 0 KB"),)
    assert [each.rule for each in check_weights("/a/", "article.html", Where("a"), weights, budget)] == ["weight-page"]
    assert list(check_weights("/a/", "front.html", Where("a"), weights, budget)) == []
    assert list(check_weights("/a/", "article.html", Where("a"), weights, replace(budget, layouts=()))) == []
