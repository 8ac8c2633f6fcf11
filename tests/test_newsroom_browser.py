"""The desk in a real browser, as an author has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from browsing import WITHIN, chromium
from playwright.sync_api import Browser, FrameLocator, Page, expect
from serving import FILE, URL, Served, eventually, mark, serving, small_site

from generator.listen import open_desk
from generator.newsroom.desk import Desk


@dataclass
class Author:
    """Somebody who writes: a served site, its desk, and a window of a browser."""

    served: Served
    desk: Desk
    browser: Browser
    page: Page

    @property
    def preview(self) -> FrameLocator:
        return self.page.frame_locator(".frame.own iframe:not(.coming)")

    @property
    def file(self) -> str:
        return (self.served.site.root / FILE).read_text("utf-8")

    def write(self, was: str, now: str) -> None:
        """Writes over a piece of the text, as from a keyboard."""
        self.page.locator("#text").evaluate(
            """(text, was) => { const at = text.value.indexOf(was); text.focus();
            text.setSelectionRange(at, at + was.length); }""",
            was,
        )
        self.page.keyboard.insert_text(now)

    def edit(self) -> None:
        self.page.goto(f"http://localhost:{self.served.port}/_desk/edit?path={FILE}")
        expect(self.preview.locator("h1")).to_have_text("पहली")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all; each test has windows of its own."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def author(browser: Browser) -> Iterator[Author]:
    """An author who has opened the desk of a small site."""
    with small_site() as site:
        site.article("world/one.en.md", title="The first", body="English text.\n")
        with serving(site.root) as served:
            desk = open_desk(served.server, served.http)
            page = window(browser)
            page.goto(desk.address)
            expect(page).to_have_url(f"http://localhost:{served.port}/_desk/")
            yield Author(served, desk, browser, page)
            page.context.close()


def window(browser: Browser, width: int = 1280, **options: object) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}, **options).new_page()
    page.set_default_timeout(WITHIN)
    expect.set_options(timeout=WITHIN)
    return page


def test_a_story_is_found_written_seen_and_saved(author: Author) -> None:
    page = author.page
    page.get_by_role("searchbox").fill("first")  # the English headline finds the pair
    page.keyboard.press("Enter")
    expect(page.locator(".story")).to_have_count(1)
    page.get_by_role("link", name="पहली", exact=True).click()
    expect(author.preview.locator("h1")).to_have_text("पहली")
    before = author.file
    author.write("title: पहली", "title: नई सुर्ख़ी")
    expect(author.preview.locator("h1")).to_have_text("नई सुर्ख़ी")
    expect(page.locator("#status")).to_have_text("Not saved yet")
    assert author.file == before and "नई सुर्ख़ी" not in author.served.get(URL)
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved")
    author.served.wait_for(URL, "नई सुर्ख़ी")
    assert author.file == before.replace("title: पहली", "title: नई सुर्ख़ी")
    author.write("मूल पाठ।", "दूसरा पाठ।")  # what was saved is what the next save begins from
    page.get_by_role("button", name="Save").click()
    author.served.wait_for(URL, "दूसरा पाठ।")
    page.goto(f"http://localhost:{author.served.port}/_desk/")
    expect(page.get_by_role("link", name="नई सुर्ख़ी", exact=True)).to_be_visible()


def test_both_editions_stand_beside_the_text(author: Author) -> None:
    author.edit()
    other = author.page.locator(".frame:not(.own)")
    expect(other).to_be_hidden()
    author.page.get_by_text("Side by side").click()
    expect(other).to_be_visible()
    expect(author.page.frame_locator(".frame:not(.own) iframe").locator("h1")).to_have_text("The first")
    expect(author.page.locator(".frame.own")).to_be_visible()
    author.page.locator(".shows").get_by_text("English").click()
    expect(author.page.locator(".frame.own")).to_be_hidden()
    expect(other).to_be_visible()


def test_the_page_beside_the_text_stays_where_it_was_read(author: Author) -> None:
    author.edit()
    author.write("मूल पाठ।", "\n\n".join(f"अनुच्छेद {number}।" for number in range(80)))
    expect(author.preview.locator("body")).to_contain_text("अनुच्छेद 79।")
    frame = author.page.frames[-1]
    frame.evaluate("scrollTo(0, 900)")
    author.page.wait_for_timeout(0)
    eventually(lambda: frame.evaluate("scrollY") == 900)
    author.write("अनुच्छेद 79।", "आख़िरी बात।")
    expect(author.preview.locator("body")).to_contain_text("आख़िरी बात।")
    eventually(lambda: author.page.frames[-1].evaluate("scrollY") == 900)


def test_a_problem_is_shown_at_its_line_and_leads_there(author: Author) -> None:
    author.edit()
    author.write("मूल पाठ।", "एक।\n\nदो।\n\n[कड़ी](nowhere.md)")
    problem = author.page.locator("#troubles li")
    expect(problem).to_contain_text("this link leads nowhere: 'nowhere.md'")
    expect(problem.locator("mark")).to_have_text("n")
    problem.get_by_role("link", name="line 9").click()
    before = author.page.locator("#text").evaluate("text => text.value.slice(0, text.selectionStart)")
    assert before.count("\n") == 8 and before.endswith("[कड़ी](")
    expect(author.page.locator("#text")).to_be_focused()
    author.write("nowhere.md", "two.hi.md")
    expect(problem).to_have_count(0)


def test_what_only_a_build_finds_comes_beside_the_text_too(author: Author) -> None:
    author.edit()
    author.write("date: 2024-08-01 10:00", "date: 2024-08-01 10:00\nslug: two")
    author.page.keyboard.press("Control+s")
    expect(author.page.locator("#troubles li").first).to_contain_text("/hi/duniya/two/")


def test_a_file_that_was_changed_meanwhile_is_shown_beside_the_text(author: Author) -> None:
    author.edit()
    author.write("मूल पाठ।", "मेरा पाठ।")
    theirs = author.file.replace("मूल पाठ।", "उनका पाठ।")
    author.served.site.write(FILE, theirs)
    author.page.get_by_role("button", name="Save").click()
    expect(author.page.get_by_role("alert")).to_contain_text("the file was changed meanwhile")
    expect(author.page.locator("#text")).to_have_value(re.compile("मेरा पाठ।"))
    expect(author.page.locator("#theirs")).to_have_value(theirs)
    assert author.file == theirs
    author.page.get_by_role("button", name="Save").click()
    expect(author.page.locator("#status")).to_have_text("Saved")
    assert author.file == theirs.replace("उनका पाठ।", "मेरा पाठ।")


def test_a_new_story_is_begun_and_written(author: Author) -> None:
    page = author.page
    page.get_by_role("link", name="New story").click()
    page.get_by_label("Headline", exact=True).fill("Rain again")
    page.get_by_label("Hindi headline").fill("फिर बारिश")
    page.get_by_label("Section").select_option("india")
    page.get_by_role("button", name="Start the drafts").click()
    expect(author.preview.locator("h1")).to_have_text("फिर बारिश")
    expect(page.locator("h1 .state")).to_have_text("Draft")
    page.get_by_text("Side by side").click()
    expect(page.frame_locator(".frame:not(.own) iframe").locator("h1")).to_have_text("Rain again")
    assert (author.served.site.root / "content/india/rain-again.en.md").is_file()


def test_without_scripts_the_form_saves_and_tells_of_a_conflict(author: Author) -> None:
    page = window(author.browser, java_script_enabled=False)
    page.goto(author.desk.address)
    page.get_by_role("link", name="पहली", exact=True).click()
    page.locator("#text").fill(author.file.replace("मूल पाठ।", "बिना स्क्रिप्ट।"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#status")).to_have_text("Saved")
    assert "बिना स्क्रिप्ट।" in author.file
    author.served.site.write(FILE, author.file + "और।\n")
    page.locator("#text").fill("मेरा")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("the file was changed meanwhile")
    assert "और।" in author.file
    page.context.close()


def test_a_server_that_was_started_anew_takes_the_text_once_its_token_is_known(author: Author) -> None:
    author.edit()
    desk = open_desk(author.served.server, author.served.http)  # as another start: another token
    author.write("मूल पाठ।", "बचा हुआ पाठ।")
    author.page.keyboard.press("Control+s")
    expect(author.page.locator("#status")).to_contain_text("Open the address that khabar serve printed")
    assert "बचा हुआ" not in author.file
    other = author.page.context.new_page()
    other.goto(desk.address)
    expect(other.locator(".story")).to_have_count(2)
    author.page.bring_to_front()
    author.page.keyboard.press("Control+s")
    expect(author.page.locator("#status")).to_have_text("Saved")
    assert "बचा हुआ" in author.file


REACHING = """async ([desk, path]) => {
  const tried = {};
  const attempt = async (name, act) => {
    try { tried[name] = String(await act()); } catch (error) { tried[name] = "refused"; }
  };
  await attempt("read", async () => (await fetch(desk, { credentials: "include" })).text());
  await attempt("read as own", async () => (await fetch("/_desk/", { credentials: "include" })).text());
  await attempt("post", async () => (await fetch(desk + "edit", { method: "POST", credentials: "include",
    headers: { Accept: "application/json" }, body: new URLSearchParams({ path, text: "OWNED" }) })).text());
  await attempt("parent", async () => parent === self ? Promise.reject() : parent.document.body.innerHTML);
  await attempt("cookie", async () => document.cookie.includes("khabar-desk") ? document.cookie : Promise.reject());
  const frame = document.createElement("iframe");
  frame.src = desk;
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 3000); });
  await attempt("frame", async () => frame.contentDocument.body.innerHTML);
  return tried;
}"""


@pytest.mark.parametrize("where", ["in a window", "beside the text"])
def test_a_script_of_the_site_can_neither_read_the_desk_nor_write(author: Author, where: str) -> None:
    # Without the policy of the site's own pages, which forbids most of it anyway.
    author.page = window(author.browser, bypass_csp=True)
    author.page.goto(author.desk.address)
    expect(author.page.locator(".story").first).to_be_visible()  # where the address with the token leads
    author.edit()
    if where == "in a window":
        author.page.goto(f"http://127.0.0.1:{author.served.port}{URL}")
    frame = author.page.frames[-1]
    before = author.file
    tried = frame.evaluate(REACHING, [f"http://localhost:{author.served.port}/_desk/", FILE])
    author.page.context.close()
    assert tried == dict.fromkeys(("read", "read as own", "post", "parent", "cookie", "frame"), "refused")
    mark(author.served)
    assert author.file == before


def test_a_form_on_a_page_of_the_site_saves_nothing(author: Author) -> None:
    author.edit()
    page = author.page.context.new_page()
    page.goto(f"http://127.0.0.1:{author.served.port}{URL}")
    before = author.file
    page.evaluate(
        """([desk, path]) => { const form = document.createElement("form");
        form.method = "post"; form.action = desk + "edit"; const field = document.createElement("input");
        field.name = "path"; field.value = path; form.append(field); document.body.append(form); form.submit(); }""",
        [f"http://localhost:{author.served.port}/_desk/", FILE],
    )
    page.wait_for_timeout(0)
    mark(author.served)
    assert author.file == before


@pytest.mark.parametrize("path", ["", f"edit?path={FILE}", "new", "?show=problems"])
def test_nothing_is_wider_than_a_phone(author: Author, path: str) -> None:
    author.page.set_viewport_size({"width": 360, "height": 740})
    author.page.goto(f"http://localhost:{author.served.port}/_desk/{path}")
    assert author.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_browser_complains_of_nothing(author: Author) -> None:
    complaints: list[str] = []
    author.page.on("console", lambda message: complaints.append(message.text))
    author.page.on("pageerror", lambda error: complaints.append(str(error)))
    author.edit()
    author.write("मूल पाठ।", "कुछ और।")
    expect(author.preview.locator("body")).to_contain_text("कुछ और।")
    author.page.goto(f"http://localhost:{author.served.port}/_desk/new")
    assert complaints == []
