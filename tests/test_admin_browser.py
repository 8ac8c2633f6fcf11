"""The editor in a real browser: Sveltia CMS itself, on a folder of stories, and a build of what it wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from browsing import WITHIN, chromium, hosted
from conftest import CONFIG, SiteFolder
from playwright.sync_api import Browser, Page

from generator.admin.program import fetch_program

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
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextmanager
def editor(browser: Browser, site: SiteFolder) -> Iterator[Page]:
    """The editor's page, signed in to a folder with the site's stories; nothing may be asked of another host."""
    site.write("config.yaml", CONFIG + ADMIN)
    fetch_program(site.root, SVELTIA)
    for path, text in OLD.items():
        site.write(path, text)
    assert site.build().problems == ()
    with (
        hosted(site.root / "output") as address,
        browser.new_context(viewport={"width": 1280, "height": 900}) as context,
    ):
        page = context.new_page()
        page.set_default_timeout(WITHIN)
        page.add_init_script(f"({PICKER})({json.dumps({**OLD, '.git/HEAD': 'ref: refs/heads/main'})})")
        page.goto(f"{address}/admin/")
        page.get_by_role("button", name="Work with Local Repository").click()
        yield page
