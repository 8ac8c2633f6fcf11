"""The Content-Security-Policy and the other headers: what they say, and that every page passes them."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from browsing import WITHIN, built_sample, chromium, hosted
from conftest import CONFIG, SiteFolder
from playwright.sync_api import Browser
from reading import page as tree_of
from reading import policy

from generator.cli import main
from generator.config import parse_config
from generator.pages.site_info import content_security_policy

LISTEN = """addEventListener("securitypolicyviolation", event => console.error(
    `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""


def rules_of(text: str) -> dict[str, dict[str, str]]:
    """The headers of a `_headers` file by the pattern of addresses that they are for."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.startswith(" "):
            headers = found.setdefault(line, {})
        else:
            name, value = line.strip().split(": ", 1)
            headers[name] = value
    return found


# ── Every page in a browser ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("base", ["/", "/blog/"], ids=["root", "base-path"])
def test_every_page_passes_its_own_policy_and_the_headers(browser: Browser, tmp_path: Path, base: str) -> None:
    www = built_sample(tmp_path, base)
    headers = rules_of((www / base.strip("/") / "_headers").read_text("utf-8"))

    def given(path: str) -> Iterator[tuple[str, str]]:
        for pattern, each in headers.items():
            if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
                yield from each.items()

    files = sorted(www.rglob("*.html"))
    pages = [file for file in files if 'http-equiv="refresh"' not in file.read_text("utf-8")]
    assert len(pages) > 190
    complaints: list[str] = []
    with hosted(www, headers=given) as host:
        context = browser.new_context()
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        for file in pages:
            page.goto(f"{host}/{file.relative_to(www).as_posix().removesuffix('index.html')}")
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        context.close()
    assert complaints == []


def test_a_breach_would_be_seen(browser: Browser, site: SiteFolder) -> None:
    """What the test above listens for does come."""
    site.article("world/one.hi.md", '<p style="color: red">लाल</p>\n\n<script>alert(1)</script>\n')
    site.build()
    seen: list[str] = []
    with hosted(site.root / "output") as host:
        page = browser.new_page()
        page.add_init_script(LISTEN)
        page.on("console", lambda message: seen.append(message.text))
        page.goto(f"{host}/hi/duniya/one/")
        assert page.locator(".body p").first.evaluate("each => getComputedStyle(each).color") != "rgb(255, 0, 0)"
        page.close()
    assert any(text.startswith("policy: style-src-attr inline") for text in seen)
    assert any(text.startswith("policy: script-src-elem inline") for text in seen)


# ── What the policy says ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_policy_denies_what_no_page_needs(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    found = policy(tree_of(site.read("hi/duniya/one/index.html")))
    assert found["default-src"] == found["base-uri"] == ["'none'"]
    assert "object-src" not in found  # so it is the default's
    assert found["connect-src"] == ["'self'"]
    assert all(each == "'self'" or each.startswith("'sha256-") for each in found["style-src"])
    assert not [each for sources in found.values() for each in sources if "unsafe" in each or each == "*"]


def test_the_one_inline_script_is_allowed_by_its_hash_and_stands_after_the_policy(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    html = site.read("hi/duniya/one/index.html")
    (script,) = tree_of(html).xpath("//script[not(@src or @type)]")
    digest = b64encode(sha256(script.text.encode()).digest()).decode()
    assert policy(tree_of(html))["script-src"] == ["'self'", f"'sha256-{digest}'"]
    assert html.index("Content-Security-Policy") < html.index("<script") < html.index("<style>")
    assert len(script.text) < 500


def test_a_site_s_own_inline_style_is_allowed_by_its_hash(site: SiteFolder) -> None:
    site.write("layouts/assets/inline/first.css", "body { margin: 0 }\n")
    site.article("world/one.hi.md")
    site.build()
    digest = b64encode(sha256(b"body{margin:0}").digest()).decode()
    assert f"'sha256-{digest}'" in policy(tree_of(site.read("hi/index.html")))["style-src"]
    assert not list((site.root / "output/assets").glob("inline*"))


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("script-src: https://stats.example", "script-src 'self' https://stats.example"),
        ("script-src-elem: https://stats.example", "script-src-elem 'self' https://stats.example"),
        ("form-action: https://letters.example", "form-action 'self' https://www.google.com https://letters.example"),
        ("object-src: https://maps.example", "object-src https://maps.example"),
    ],
)
def test_config_adds_sources_and_takes_none_away(added: str, expected: str) -> None:
    config, problems = parse_config(f"title: a\ncsp: {{{added}}}\n")
    assert problems == ()
    assert expected in content_security_policy(config, {}).split("; ")


# ── The file of headers ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("base", ["/", "/blog/"])
def test_hosts_are_told_the_headers(site: SiteFolder, base: str) -> None:
    site.article("world/one.hi.md")
    site.build(base_url=f"https://khabar.example{base}")
    found = rules_of(site.read("_headers"))
    everywhere = found[f"{base}*"]
    meta = re.search(r'Policy" content="([^"]+)"', site.read("hi/index.html"))
    assert meta and everywhere["Content-Security-Policy"] == f"{unescape(meta[1])}; frame-ancestors 'self'"
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert "Cache-Control" not in everywhere  # two rules for one address would be joined
    for folder in ("assets", "media"):
        assert found[f"{base}{folder}/*"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    assert found[f"{base}sw.js"] == {"Cache-Control": "no-cache"}
    assert max(map(len, site.read("_headers").splitlines())) < 2000  # Cloudflare reads no longer line


@pytest.mark.parametrize("name", ["_headers", "sw.js"])
def test_a_site_may_bring_its_own(site: SiteFolder, name: str) -> None:
    site.write(f"content/files/{name}", "own")
    site.article("world/one.hi.md")
    assert site.build().problems == ()
    assert site.read(name) == "own"


# ── Articles that break it ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_desk_says_what_browsers_will_leave_out(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("config.yaml", CONFIG + "csp: {frame-src: https://maps.example}\n")
    site.article(
        "world/one.hi.md",
        "पहला।\n\n"
        '<p style="color: red">लाल</p>\n\n'
        '<iframe src="https://other.example/x"></iframe>\n\n'
        '<iframe src="https://maps.example/x"></iframe>\n\n'
        "<button onclick=go()>चलें</button>\n\n"
        '`<p style="a">` और <span class="style">ठीक</span> <img src="/a.png" alt="">\n',
        summary="सार",
    )
    main(["check", "--site", str(site.root), "--now", "2024-09-01T12:00"])
    lines = [line for line in capsys.readouterr().out.splitlines() if "policy-forbids" in line]
    places = [line.partition(": ")[0].split(":")[1] for line in lines]
    assert len(lines) == 3 and places == ["8", "10", "14"], lines


def test_pages_of_all_kinds_have_the_policy_first(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    for path in ("index.html", "404.html", "hi/index.html", "hi/404.html", "hi/archive/index.html"):
        tree = tree_of(site.read(path))
        first = [each.tag for each in tree.find("head")][:3]
        assert first == ["meta", "meta", "meta"], path
        assert policy(tree_of(site.read(path)))["default-src"] == ["'none'"]
