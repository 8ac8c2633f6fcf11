"""The instruments see the faults that are planted for them and no others; the quick ones judge the sample site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from instruments import axe, shifts, weight
from instruments.bench import INSTRUMENTS, Bench, bench_of, browsers
from instruments.planted import ARTICLE, PLANTS, framed, planted
from instruments.sample import REPOSITORY, Built, build_sample
from instruments.screenshots import NAMES, SHOTS, page_of
from instruments.verdict import Verdict, grouped

QUICK = [name for name in INSTRUMENTS if name != "lighthouse"]  # which takes half a minute; `make instruments` has it
STATIC = ["feeds", "sitemaps", "structured"]
LACKING = {"feeds": "there is no feed", "sitemaps": "there is no sitemap", "structured": "there is no JSON-LD"}


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple]:
    """Two browsers, as the instruments need them."""
    with browsers() as pair:
        yield pair


@pytest.fixture(scope="module", params=[("/", 0), ("/blog/", 400)], ids=["root", "base-path"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample site: fresh at the root, and old under a base path."""
    base, later = request.param
    return build_sample(tmp_path_factory.getbasetemp() / "judged", base, later=later)


@pytest.fixture(scope="module")
def bench(built: Built, pair: tuple) -> Iterator[Bench]:
    with bench_of(built, REPOSITORY, pair) as bench:
        yield bench


def said(verdict: Verdict) -> str:
    return "\n".join(f"{each.place} {each.what}" for each in verdict.findings)


def test_there_is_a_planted_fault_for_every_instrument() -> None:
    assert PLANTS.keys() == INSTRUMENTS.keys()


@pytest.mark.parametrize("name", QUICK)
def test_an_instrument_sees_the_faults_that_are_planted_for_it(name: str, pair: tuple, tmp_path: Path) -> None:
    built = planted(tmp_path, PLANTS[name].files)
    with bench_of(built, tmp_path, pair) as bench:
        found = said(INSTRUMENTS[name](bench))
    assert [each for each in PLANTS[name].expected if each not in found] == []


def test_the_instruments_say_nothing_of_a_sound_site(pair: tuple, tmp_path: Path) -> None:
    built = planted(tmp_path, {"en/index.html": framed("<p>Words.</p>", ARTICLE)})
    with bench_of(built, tmp_path, pair) as bench:
        found = {name: said(INSTRUMENTS[name](bench)).strip() for name in QUICK}
    assert found == {name: LACKING.get(name, "") for name in QUICK}


@pytest.mark.parametrize("name", STATIC)
def test_what_the_sample_site_says_to_machines_is_sound(name: str, bench: Bench) -> None:
    found = list(INSTRUMENTS[name](bench).findings)
    assert grouped(found) == []


def test_the_furniture_of_the_sample_site_speaks_its_language(bench: Bench) -> None:
    assert grouped(INSTRUMENTS["tongues"](bench).findings) == []


def few(built: Built) -> tuple:
    """An article, a front page and a search page, each of another edition."""
    wanted = (("article", "hi"), ("front", "en"), ("search", "hi"))
    return tuple(next(each for each in built.kinds if (each.name, each.edition) == one) for one in wanted)


def test_axe_finds_nothing_on_a_few_pages(bench: Bench) -> None:
    scheme = "light" if bench.built.base == "/" else "dark"
    verdict = axe.judge(bench.browser, bench.address, few(bench.built), (scheme,), (360,))
    assert grouped(verdict.findings) == []


def test_the_heaviest_article_is_light_enough(bench: Bench) -> None:
    verdict = weight.judge(bench.browser, bench.address, bench.built, most=1)
    assert grouped(verdict.findings) == []
    assert len(verdict.figures) == 2


def test_a_few_pages_do_not_jump(bench: Bench) -> None:
    assert grouped(shifts.judge(bench.browser, bench.slow, few(bench.built), (360,)).findings) == []


def test_pages_of_every_kind_and_edition_are_judged(built: Built) -> None:
    found = {(each.name, each.edition) for each in built.kinds}
    layouts = {layout.removesuffix(".html") for path, layout in built.layouts.items() if path in built.trees}
    assert {name for name, _ in found} == layouts
    assert {(name, edition) for name in ("article", "front", "section", "search") for edition in ("hi", "en")} <= found


def test_every_screenshot_has_a_page_or_is_of_a_feature_that_the_site_does_not_use(built: Built) -> None:
    for shot in SHOTS[:4]:
        assert {page_of(built, shot, edition) is not None for edition in ("hi", "en")} == {True}
    assert len(NAMES) == len(SHOTS) * 8
