"""`khabar serve` as an author has it: save a file, see the page."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import CONFIG, SiteFolder
from playwright.sync_api import Page, expect, sync_playwright
from serving import FILE, URL, WITHIN, Served, command, deafen, eventually, mark, serving, small_site, until

from generator.listen import listen
from generator.options import BuildOptions


@pytest.fixture
def served() -> Iterator[Served]:
    """A small site being served."""
    with small_site() as site, serving(site.root) as served:
        yield served


def vim(file: Path, data: bytes) -> None:
    """Renames the old file to a backup, writes a new one, deletes the backup."""
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_bytes(data)
    backup.unlink()


def jetbrains(file: Path, data: bytes) -> None:
    """Writes beside and renames over, with a backup of the old one."""
    new = file.with_name(f"{file.name}___jb_tmp___")
    new.write_bytes(data)
    old = file.with_name(f"{file.name}___jb_old___")
    file.rename(old)
    new.rename(file)
    old.unlink()


def emacs(file: Path, data: bytes) -> None:
    """Keeps a lock as a dangling link while it writes in place, and a backup with a tilde."""
    lock = file.with_name(f".#{file.name}")
    lock.symlink_to("author@desk.4711")
    shutil.copy(file, file.with_name(f"{file.name}~"))
    file.write_bytes(data)
    lock.unlink()


def sublime(file: Path, data: bytes) -> None:
    """Writes a temporary file and renames it over."""
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_bytes(data)
    temporary.replace(file)


def vscode(file: Path, data: bytes) -> None:
    """Truncates, then writes in two pieces."""
    with file.open("wb") as handle:
        handle.write(data[: len(data) // 2])
        handle.flush()
        time.sleep(0.02)
        handle.write(data[len(data) // 2 :])


def sed(file: Path, data: bytes) -> None:
    """`sed -i`: a new file of another name, renamed over."""
    temporary = file.with_name("sedAbC123")
    temporary.write_bytes(data)
    os.replace(temporary, file)  # noqa: PTH105 # as sed does


@pytest.mark.parametrize("save", [Path.write_bytes, vim, jetbrains, emacs, sublime, vscode, sed])
def test_every_way_of_saving_shows(
    served: Served, save: Callable[[Path, bytes], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    # That a save is over before an error in it is shown is what the server counts on, so the machine may not break it:
    # the server's wait for the rest of a file begins when the save has ended, and is long enough for any machine.
    saving, settle = threading.Lock(), served.server.watcher.settle

    def settle_after_the_save(pause: float = 0.0) -> set[str] | None:
        with saving:
            pass
        return settle(pause)

    monkeypatch.setattr(served.server.watcher, "settle", settle_after_the_save)
    monkeypatch.setattr("generator.serve.QUIET", WITHIN)
    file = served.site.root / FILE
    text = file.read_bytes()
    for number in range(3):
        with saving:
            save(file, text + f"निशान {number}\n".encode())
        served.wait_for(URL, f"निशान {number}")
    assert all(not report.problems for report in served.reports)


def test_the_last_save_of_a_burst_is_never_lost(served: Served) -> None:
    file = served.site.root / FILE
    text = file.read_text("utf-8")
    for number in range(40):
        file.write_text(f"{text}वार {number}।\n", "utf-8")
        time.sleep(0.005)
    served.wait_for(URL, "वार 39।")


def test_a_save_of_the_same_text_renders_nothing(served: Served) -> None:
    file = served.site.root / FILE
    before = len(served.reports)
    file.write_bytes(file.read_bytes())
    os.utime(file)
    mark(served)
    assert [report.rendered for report in served.reports[before:] if report.rendered] == []


def test_new_moved_and_deleted_files_show(served: Served) -> None:
    served.site.article("world/three.hi.md", title="तीसरी")
    served.wait_for("/hi/", "तीसरी")
    (served.site.root / "content/world/three.hi.md").rename(served.site.root / "content/world/four.hi.md")
    served.wait_for("/hi/duniya/four/", "तीसरी")
    eventually(lambda: served.ask("/hi/duniya/three/")[0] == 404)
    served.site.delete("content/world/four.hi.md")
    served.wait_for("/hi/", "तीसरी", gone=True)


def test_folders_that_are_moved_away_and_made_again_are_still_watched(served: Served) -> None:
    folder = served.site.root / "content/world"
    folder.rename(served.site.root / "content/elsewhere")
    served.wait_for("/hi/", "/hi/duniya/one/", gone=True)
    (served.site.root / "content/elsewhere").rename(folder)
    served.wait_for(URL, "मूल पाठ")
    served.site.article("world/one.hi.md", title="पहली", body="फिर से।\n")
    served.wait_for(URL, "फिर से")


def test_a_content_folder_that_is_removed_and_made_again_is_still_watched(served: Served) -> None:
    shutil.rmtree(served.site.root / "content")
    served.wait_for("/hi/", "पहली", gone=True)
    served.site.article("world/one.hi.md", title="पहली", body="नया जन्म।\n")
    served.wait_for(URL, "नया जन्म")
    served.site.article("world/one.hi.md", title="पहली", body="और आगे।\n")
    served.wait_for(URL, "और आगे")


def test_a_thousand_files_at_once_show(served: Served) -> None:
    for number in range(1000):
        served.site.article(f"india/n{number}.hi.md", title=f"लेख {number}", date=f"2024-07-{1 + number % 28:02}")
    eventually(lambda: served.ask("/hi/desh/n999/")[0] == 200)


def test_a_broken_article_keeps_its_last_good_page_and_the_others_go_on(served: Served) -> None:
    served.site.article("world/one.hi.md", title="पहली", date="31 फरवरी 2026")
    eventually(lambda: bool(served.server.news.problems))
    assert "date-form" in served.server.news.problems[0]["text"]
    assert "मूल पाठ" in served.get(URL)
    served.site.article("world/two.hi.md", title="दूसरी", body="आगे बढ़े।\n")
    served.wait_for("/hi/duniya/two/", "आगे बढ़े")
    served.site.article("world/one.hi.md", title="पहली", body="ठीक हुआ।\n")
    served.wait_for(URL, "ठीक हुआ")
    eventually(lambda: served.server.news.problems == [])


@pytest.mark.parametrize("path", ["config.yaml", "layouts/article.html", "layouts/strings/hi.yaml"])
def test_a_broken_config_layout_or_words_file_never_ends_the_server(served: Served, path: str) -> None:
    file = served.site.root / path
    good = file.read_bytes() if file.exists() else None
    served.site.write(path, "{% if %}\n: [\n")
    eventually(lambda: bool(served.server.news.problems))
    assert "मूल पाठ" in served.get(URL)
    if good is None:
        file.unlink()
    else:
        file.write_bytes(good)
    eventually(lambda: served.server.news.problems == [])


def test_a_layout_edit_shows_on_every_page(served: Served) -> None:
    served.site.write("layouts/partials/footer.html", "<footer>नया पाद</footer>\n")
    served.wait_for(URL, "नया पाद")
    served.wait_for("/en/", "नया पाद")


def test_a_scheduled_story_appears_at_its_moment_without_an_edit(served: Served) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3)
    served.site.article("world/soon.hi.md", title="थोड़ी देर में", date=f"{moment:%Y-%m-%dT%H:%M:%S}Z")
    too_early = []

    def shown() -> bool:
        found = "थोड़ी देर में" in served.get("/hi/") or served.ask("/hi/duniya/soon/")[0] == 200
        too_early.append(found and datetime.now(UTC) < moment)
        return found

    eventually(shown)
    served.wait_for("/hi/", "थोड़ी देर में")
    assert not any(too_early)


def test_drafts_are_shown_with_a_banner_and_kept_out_of_the_output(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path, BuildOptions(tmp_path, datetime.now(UTC)))
    site.write("config.yaml", CONFIG)
    site.article("world/draft.hi.md", title="मसौदा", draft="true")
    site.article("world/later.hi.md", title="कल की ख़बर", date="2999-01-01")
    with serving(tmp_path, drafts=True, output=tmp_path / ".cache/preview") as served:
        assert "यह मसौदा है" in served.get("/hi/duniya/draft/")
        assert "तय समय पर" in served.get("/hi/duniya/later/")
    assert not (tmp_path / "output").exists()


def test_only_what_was_built_is_served(served: Served) -> None:
    (served.site.root / "output/secret.txt").write_text("secret")
    for path in (
        "/secret.txt",
        "/../config.yaml",
        "/%2e%2e/config.yaml",
        "/hi/..%2f..%2fconfig.yaml",
        "/hi/\\..\\config.yaml",
        "//etc/passwd",
        "/.cache/site/memo.sqlite",
        "/content/world/one.hi.md",
        "/_khabar/../serve.py",
        "/_khabar/",
    ):
        status, text, _ = served.ask(path)
        assert (status, "title:" in text, "secret" in text) == (404, False, False), path


def test_another_hosts_name_is_refused(served: Served) -> None:
    assert served.ask("/hi/", Host="evil.example")[0] == 403
    assert served.ask("/hi/", Host=f"localhost:{served.port}")[0] == 200


def test_answers_carry_what_a_browser_needs(served: Served) -> None:
    status, text, headers = served.ask("/hi/")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "text/html; charset=utf-8", "no-cache")
    assert "/_khabar/reload.js" in text
    assert "_khabar" not in (served.site.root / "output/hi/index.html").read_text("utf-8")
    assert served.ask("/hi/", If_None_Match=headers["etag"])[0] == 304
    assert served.ask("/hi/", "HEAD")[:2] == (200, "")
    assert served.ask("/hi")[0] == 302
    status, text, headers = served.ask("/en/nothing/")
    assert (status, "Page not found" in text) == (404, True)
    assert served.ask("/hi/feed.xml")[2]["content-type"].startswith("application/xml")
    assert served.ask("/hi/", "POST")[0] == 405


@pytest.fixture
def page() -> Iterator[Page]:
    """A page in a headless browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    expect.set_options(timeout=WITHIN * 1000)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags, timeout=WITHIN * 1000)
        page = browser.new_page()
        page.set_default_timeout(WITHIN * 1000)
        yield page
        browser.close()


def test_the_browser_reloads_restyles_and_shows_problems(served: Served, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{served.port}{URL}")
    served.site.article("world/one.hi.md", title="बदला हुआ शीर्षक")
    expect(page.locator("h1")).to_have_text("बदला हुआ शीर्षक")

    served.site.article("world/one.hi.md", title="बदला हुआ शीर्षक", dat="2024")
    expect(page.locator("#khabar-problems")).to_contain_text("did you mean 'date'")
    link = page.locator("#khabar-problems a")
    expect(link).to_have_text("content/world/one.hi.md:4:1")
    expect(link).to_have_attribute("href", f"vscode://file{served.site.root.resolve()}/content/world/one.hi.md:4:1")
    served.site.article("world/one.hi.md", title="बदला हुआ शीर्षक")
    expect(page.locator("#khabar-problems")).to_have_count(0)

    served.site.write("layouts/assets/site.css", "h1 { color: rgb(1, 2, 3) }\n")
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    page.evaluate("window.samePage = true")
    served.site.write("layouts/assets/site.css", "h1 { color: rgb(4, 5, 6) }\n")
    expect(page.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")
    assert page.evaluate("window.samePage")


def test_only_what_is_seen_listens_and_what_was_missed_is_told_then(served: Served, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{served.port}{URL}")
    turn = """hidden => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(turn, True)
    page.evaluate("window.samePage = true")
    served.site.article("world/one.hi.md", title="छिपे पन्ने के लिए")
    served.wait_for(URL, "छिपे पन्ने के लिए")
    mark(served)
    assert page.evaluate("window.samePage") and "छिपे" not in page.locator("h1").inner_text()
    page.evaluate(turn, False)
    expect(page.locator("h1")).to_have_text("छिपे पन्ने के लिए")


def told(served: Served, after: str) -> str:
    """The first two messages that a browser gets that says up to where it knows."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=WITHIN)
    connection.request("GET", f"/_khabar/events?after={after}")
    answer = connection.getresponse()
    lines = [answer.readline().decode() for _ in range(6)]
    connection.close()
    return "".join(line for line in lines if line.startswith("data:"))


def test_what_was_saved_between_a_page_and_its_listening_is_told(served: Served) -> None:
    page = served.get(URL)
    after = page.split('data-after="', 1)[1].split('"', 1)[0]
    served.site.article("world/one.hi.md", title="पहली", body="दूसरा पाठ।\n")
    served.wait_for(URL, "दूसरा पाठ")
    assert "hi/duniya/one/index.html" in told(served, after)


@pytest.mark.parametrize("after", ["5", "9" * 18, "9" * 5000], ids=len)
def test_a_page_of_an_earlier_server_is_reloaded(served: Served, after: str) -> None:
    assert '{"changed": null}' in told(served, after)


def test_a_style_that_only_a_sweep_finds_reloads_no_page(served: Served) -> None:
    deafen(served)
    before = served.server.news.number
    served.site.write("layouts/assets/site.css", "h1 { color: rgb(1, 2, 3) }\n")
    eventually(lambda: served.server.news.number > before)
    assert all("styles" in text for _, text in served.server.news.after(before))


def test_the_port_moves_on_when_it_is_taken(served: Served) -> None:
    other = listen(served.server, "127.0.0.1", served.port)
    try:
        assert other.server_address[1] != served.port
    finally:
        other.server_close()


def test_the_command_ends_at_once_and_cleanly_on_ctrl_c(tmp_path: Path) -> None:
    SiteFolder(tmp_path, BuildOptions(tmp_path, datetime.now(UTC))).write("config.yaml", CONFIG)
    with command(tmp_path) as process:
        until(process, "http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=WITHIN)
    assert (process.returncode, "Traceback" in errors) == (0, False)


def test_a_site_without_a_config_says_so_and_waits(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        assert "there is no config.yaml" in served.server.news.problems[0]["text"]
        SiteFolder(tmp_path, served.site.options).write("config.yaml", CONFIG)
        eventually(lambda: served.server.news.problems == [])
        assert served.ask("/hi/")[0] == 200
