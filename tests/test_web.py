"""The built pages before the judges of the web: the Nu HTML checker, and a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import WITHIN, built_sample, chromium, hosted, visit
from instruments import nu
from instruments.verdict import grouped
from playwright.sync_api import Browser


@pytest.fixture(scope="module", params=["/", "/blog/"], ids=["root", "base-path"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sample site's output, with and without a base path, in the folder that a host would serve."""
    base = str(request.param)
    return built_sample(tmp_path_factory.mktemp("web"), base), base


def test_every_page_passes_the_nu_html_checker(built: tuple[Path, str]) -> None:
    www, _ = built
    assert grouped(nu.judge(www).findings) == []
    assert len(list(www.rglob("*.html"))) > 200


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, offline but for the loopback."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(built: tuple[Path, str]) -> Iterator[str]:
    """The address of the built site on a plain static server."""
    www, base = built
    with hosted(www) as host:
        yield f"{host}{base}"


KINDS = [
    "hi/",
    "en/",
    "hi/desh/g20-delhi-declaration/",
    "en/science/monsoon-explained/",
    "hi/tags/",
    "hi/archive/",
    "en/search/",
    "hi/about/",
]


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_page_fits_its_screen_and_the_browser_has_nothing_to_complain_of(
    browser: Browser, address: str, path: str, width: int
) -> None:
    page, complaints = visit(browser, address + path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.context.close()


def test_the_root_page_leads_to_the_edition_that_the_browser_asks_for(browser: Browser, address: str) -> None:
    for locale, edition in (("hi-IN", "hi/"), ("en-GB", "en/"), ("ta-IN", "")):
        page, complaints = visit(browser, address, locale=locale)
        page.wait_for_url(address + edition)
        assert (page.url, complaints) == (address + edition, [])
        page.context.close()


def test_the_root_page_remembers_the_edition_last_read(browser: Browser, address: str) -> None:
    page, _ = visit(browser, address + "hi/", locale="en-GB")
    page.goto(address)
    page.wait_for_url(address + "hi/")
    page.context.close()


def test_the_root_page_offers_every_edition_without_a_script(browser: Browser, address: str) -> None:
    page, _ = visit(browser, address, java_script_enabled=False, locale="en-GB")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(address + "en/")
    page.context.close()


def test_the_language_switch_leads_to_the_same_story(browser: Browser, address: str) -> None:
    page, _ = visit(browser, address + "hi/desh/g20-delhi-declaration/")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(address + "en/india/g20-delhi-declaration/")
    page.get_by_role("link", name="हिन्दी", exact=True).click()
    page.wait_for_url(address + "hi/desh/g20-delhi-declaration/")
    page.context.close()


def test_a_video_loads_nothing_from_youtube_until_the_reader_asks(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    page.goto(address + "en/science/aditya-l1-halo-orbit/")
    assert [url for url in asked if "youtu" in url] == []
    with page.expect_request(lambda request: "youtube-nocookie.com/embed/" in request.url):
        page.locator(".youtube a").first.click()
    page.wait_for_selector(".youtube iframe")
    context.close()
