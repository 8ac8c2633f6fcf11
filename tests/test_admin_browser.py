"""The editor in a real browser: Sveltia CMS itself, on a folder of stories, and a build of what it wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsing import WITHIN, chromium, hosted, until
from conftest import CONFIG, SiteFolder
from playwright.sync_api import Browser, Locator, Page
from reading import alternates, file_of
from reading import page as html

from generator.admin.program import fetch_program
from generator.article import parse_body
from generator.frontmatter import parse_source
from generator.options import Report

REPOSITORY = Path(__file__).resolve().parent.parent
SVELTIA = REPOSITORY / "node_modules/@sveltia/cms"
ADMIN = "admin:\n  repo: newsroom/website\n"
# The folder that a writer shows the browser is one of the browser's own, with the site's files in it: the picker of
# folders belongs to the system, and no test can press its buttons.
PICKER = """files => {
  const into = async (folder, [path, text]) => {
    const names = path.split("/"), name = names.pop();
    for (const each of names) folder = await folder.getDirectoryHandle(each, { create: true });
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  };
  window.showDirectoryPicker = async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("site", { create: true });
    for (const file of Object.entries(files)) await into(folder, file);
    return folder;
  };
}"""
FILES = """async () => {
  const found = {}, root = await navigator.storage.getDirectory();
  const walk = async (folder, path) => {
    for await (const [name, each] of folder.entries()) {
      if (each.kind === "directory") await walk(each, path + name + "/");
      else if (/\\.md$/.test(name)) found[path + name] = await (await each.getFile()).text();
    }
  };
  await walk(await root.getDirectoryHandle("site"), "");
  return found;
}"""
OLD = {
    "content/world/kim.hi.md": "---\ntitle: किम-पुतिन: यारी\ndate: 2024-08-01 10:00\ntags: [रूस]\n---\n\nपहला पैरा।\n",
    "content/world/kim.en.md": "---\ntitle: Kim and Putin: friends\nsummary: Two leaders meet\n---\n\nFirst.\n",
    "content/world/alone.en.md": "---\ntitle: Only in English\ndate: 2024-08-02\n---\n\nAlone.\n",
    "content/world/blocks.hi.md": (
        "---\ntitle: खंडों वाली ख़बर\ndate: 2024-08-03\n---\n\nपहला *तिरछा* पैरा,\\\nनई पंक्ति।  \nऔर एक।\n\n"
        ':::facts title="एक नज़र में"\n- पहला: 5\n- दूसरा\n:::\n\n[कड़ी](story:world/kim)।[^1]\n\n[^1]: पाद।\n\n'
        "1. एक\n   - दो\n"
    ),
}


NEW = "content/world/नेताओं-की-मुलाक़ात-अब-क्या.{}.md"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextmanager
def editor(browser: Browser, site: SiteFolder) -> Iterator[Page]:
    """The editor's page, signed in to a folder with the site's stories."""
    site.write("config.yaml", CONFIG + ADMIN)
    fetch_program(site.root, SVELTIA)
    for path, text in OLD.items():
        site.write(path, text)
    assert site.build().problems == ()
    size = {"width": 1280, "height": 900}
    with hosted(site.root / "output") as address, browser.new_context(viewport=size) as context:
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        answered: list[str] = []
        page.on("response", lambda answer: answered.append(answer.url))
        page.add_init_script(f"({PICKER})({json.dumps({**OLD, '.git/HEAD': 'ref: refs/heads/main'})})")
        page.goto(f"{address}/admin/")
        page.get_by_role("button", name="Work with Local Repository").click()
        page.get_by_role("option", name="दुनिया").or_(page.get_by_text("दुनिया")).first.wait_for()
        yield page
        others = [url for url in answered if not url.startswith((address, "blob:", "data:"))]
        assert others == [], "the editor lives from the site alone"


def field(page: Page, name: str, column: int = 0) -> Locator:
    """A field of the form; in the first column Hindi, in the second English."""
    return page.locator(f'[data-key-path="{name}"]').nth(column)


def saved(page: Page, path: str, text: str) -> dict[str, str]:
    """The files of the folder once the editor has saved, and one of them says something."""
    page.get_by_role("button", name="Save").first.click()
    until(page, f"async () => ((await ({FILES})())[{json.dumps(path)}] || '').includes({json.dumps(text)})")
    found: dict[str, str] = page.evaluate(FILES)
    return found


def published(site: SiteFolder, files: dict[str, str]) -> Report:
    """The build of what stands in the folder now."""
    for path, text in files.items():
        site.write(path, text)
    return site.build(now=datetime.now(UTC) + timedelta(days=1))


def test_a_story_that_is_changed_is_changed_there_and_nowhere_else(browser: Browser, site: SiteFolder) -> None:
    with editor(browser, site) as page:
        page.get_by_text("किम-पुतिन: यारी").click()
        field(page, "title").locator("input").fill("किम-पुतिन: नई यारी")
        files = saved(page, "content/world/kim.hi.md", "नई यारी")
    assert files == {**OLD, "content/world/kim.hi.md": OLD["content/world/kim.hi.md"].replace("यारी", "नई यारी")}
    assert published(site, files).problems == ()
    assert "नई यारी" in site.read("hi/duniya/kim/index.html")


def test_a_new_pair_is_written_side_by_side_and_builds_without_a_word(browser: Browser, site: SiteFolder) -> None:
    with editor(browser, site) as page:
        page.goto(f"{page.url.partition('#')[0]}#/collections/world/new")
        field(page, "title").locator("input").fill("नेताओं की मुलाक़ात: अब क्या?")
        field(page, "title", 1).locator("input").fill("Leaders meet: what now?")
        field(page, "summary", 1).locator("textarea").fill("They met.")
        for column, text in enumerate(("हिन्दी का पाठ।", "English text.")):
            field(page, "body", column).locator("[contenteditable=true]").click()
            page.keyboard.type(text)
        path = next(iter({*saved(page, NEW.format("en"), "English text.")} - {*OLD}))
        files = page.evaluate(FILES)
    assert path.rpartition("/")[0] == "content/world"
    hindi, english = files[NEW.format("hi")], files[NEW.format("en")]
    assert hindi.startswith("---\ntitle: नेताओं की मुलाक़ात: अब क्या?\ndate: 20")
    assert english == "---\ntitle: Leaders meet: what now?\nsummary: They met.\n---\n\nEnglish text.\n"
    assert "draft" not in hindi and "image" not in hindi
    assert published(site, files).problems == ()
    (name,) = (each for each in site.output() if re.fullmatch(r"en/world/net[^/]+/index\.html", each))
    url = alternates(html(site.read(name)))["hi"]
    assert "हिन्दी का पाठ" in site.read(file_of(url.removeprefix("https://khabar.example")))


def test_an_english_story_is_written_by_itself(browser: Browser, site: SiteFolder) -> None:
    with editor(browser, site) as page:
        page.goto(f"{page.url.partition('#')[0]}#/collections/world-en/entries/alone")
        field(page, "title").locator("input").fill("Only in English: really")
        files = saved(page, "content/world/alone.en.md", "really")
    path = "content/world/alone.en.md"
    assert files == {**OLD, path: OLD[path].replace("Only in English", "Only in English: really")}


def test_text_that_was_changed_in_the_rich_view_keeps_its_blocks(browser: Browser, site: SiteFolder) -> None:
    with editor(browser, site) as page:
        page.get_by_text("खंडों वाली ख़बर").click()
        text = field(page, "body").locator("[contenteditable=true]").first
        text.get_by_text("पहला").first.click()
        page.keyboard.press("Home")
        page.keyboard.type("बिलकुल ")
        files = saved(page, "content/world/blocks.hi.md", "बिलकुल")
    before = parse_body(parse_source(OLD["content/world/blocks.hi.md"], "").body, "hi")
    after = parse_body(parse_source(files["content/world/blocks.hi.md"], "").body, "hi")
    assert [type(part) for part in after.parts] == [type(part) for part in before.parts]
    assert after.words == before.words + 1
    assert published(site, files).problems == ()
