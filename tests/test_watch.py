"""What a server must not miss, must not mind, and must survive: limits, links, folders, editors, git, slow builds."""

from __future__ import annotations

import errno
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from serving import FILE, URL, WITHIN, Served, command, deafen, eventually, mark, serving, small_site, until

from generator.build import Builder
from generator.options import BuildOptions
from generator.watch import Watcher


@pytest.fixture
def served() -> Iterator[Served]:
    """A small site being served."""
    with small_site() as site, serving(site.root) as served:
        yield served


def clean_build(root: Path, output: Path, **options: object) -> dict[str, bytes]:
    """What a build of its own makes of a site that is being served."""
    builder = Builder(BuildOptions(root, datetime.now(UTC), output=output, keep_going=True, cache=False, **options))
    try:
        builder.build(datetime.now(UTC))
    finally:
        builder.close()
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


# ── Where the system cannot watch ────────────────────────────────────────────────────────────────────────────────────


def full(code: int, allowed: int = 0) -> Callable[..., int]:
    """A watch that the system refuses once there are so many."""
    from watchdog.observers.inotify_c import InotifyFD

    add, count = InotifyFD.add_callback, 0

    def limited(self: InotifyFD, path: bytes, *rest: object) -> int:
        nonlocal count
        count += 1
        if count > allowed:
            raise OSError(code, "inotify limit reached")
        return add(self, path, *rest)

    return limited


def edits_show(served: Served) -> None:
    served.site.article("world/one.hi.md", title="पहली", body="बदला हुआ।\n")
    served.wait_for(URL, "बदला हुआ")
    served.site.article("india/deep/new.hi.md", title="दूर की ख़बर")
    served.wait_for("/hi/", "दूर की ख़बर")
    served.site.delete("content/india/deep/new.hi.md")
    served.wait_for("/hi/", "दूर की ख़बर", gone=True)
    served.site.write("layouts/partials/footer.html", "<footer>नया पाद</footer>\n")
    served.wait_for(URL, "नया पाद")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
@pytest.mark.parametrize(
    ("code", "allowed", "advice"),
    [
        (errno.ENOSPC, 0, "sudo sysctl fs.inotify.max_user_watches="),
        (errno.ENOSPC, 2, "sudo sysctl fs.inotify.max_user_watches="),  # the site and content/, but nothing in it
        (errno.EMFILE, 0, "sudo sysctl fs.inotify.max_user_instances="),
    ],
)
def test_where_the_system_watches_no_more_folders_it_says_so_and_finds_edits_by_looking(
    monkeypatch: pytest.MonkeyPatch, code: int, allowed: int, advice: str
) -> None:
    monkeypatch.setattr("watchdog.observers.inotify_c.InotifyFD.add_callback", full(code, allowed))
    with small_site() as site, serving(site.root) as served:
        eventually(lambda: bool(served.said))
        edits_show(served)
        assert served.server.watcher._observer is None
        (said,) = (text for text in served.said if "cannot watch" in text)
    assert "cannot watch so many files (inotify limit reached)" in said and "every 0.5 s" in said
    assert advice in said


def test_a_limit_that_is_met_later_is_told_too(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    mark(served)
    assert served.said == []
    monkeypatch.setattr("watchdog.observers.inotify_c.InotifyFD.add_callback", full(errno.ENOSPC))
    deafen(served)
    served.site.article("world/three.hi.md", title="तीसरी")
    served.wait_for("/hi/", "तीसरी")
    eventually(lambda: served.server.watcher._observer is None)
    edits_show(served)
    assert len([text for text in served.said if "cannot watch so many files" in text]) == 1


def test_what_changes_while_new_watches_are_made_is_found(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sweep finds an edit, so watches are made anew; what changes between the two, no event tells of."""
    watcher = served.server.watcher
    mark(served)
    watch, once = watcher._watch, threading.Event()

    def watch_after_an_edit() -> None:
        if not once.is_set():
            once.set()
            served.site.article("world/one.hi.md", title="पहली", body="बीच में।\n")
            monkeypatch.setattr(watcher, "_idle_pause", lambda: 3600.0)  # no later sweep may find it
        watch()

    monkeypatch.setattr(watcher, "_watch", watch_after_an_edit)
    deafen(served)
    served.site.article("world/two.hi.md", title="दूसरी", body="पहले।\n")
    served.wait_for("/hi/duniya/two/", "पहले")
    served.wait_for(URL, "बीच में")


def test_a_watcher_may_be_ended_before_it_begins(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.stop()
    watcher.start()
    assert watcher._observer is None


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_within_the_site_is_followed_and_so_are_edits_of_what_it_leads_to(served: Served) -> None:
    shared = served.site.write("shared/text.md", "---\ntitle: साझा\ndate: 2024-08-01\n---\nसाझा पाठ।\n")
    link = served.site.root / "content/world/three.hi.md"
    link.symlink_to(shared)
    served.wait_for("/hi/duniya/three/", "साझा पाठ")
    served.site.write("shared/text.md", "---\ntitle: साझा\ndate: 2024-08-01\n---\nदूसरा पाठ।\n")
    served.wait_for("/hi/duniya/three/", "दूसरा पाठ")
    link.unlink()
    served.wait_for("/hi/", "साझा", gone=True)
    eventually(lambda: served.ask("/hi/duniya/three/")[0] == 404)
    assert served.server.news.problems == []


def outside(root: Path) -> Path:
    """A file outside the site."""
    file = root.parent / f"{root.name}-secret.md"
    file.write_text("---\ntitle: secret\ndate: 2024-08-01\n---\nsecret\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("leak.hi.md", outside),
        ("leak", lambda root: root.parent),
        ("circle", lambda root: root / "content"),
        ("here", lambda root: root / "content/world"),
        ("self.hi.md", lambda root: root / "content/world/self.hi.md"),
    ],
)
def test_a_link_that_leads_out_or_around_is_a_problem_that_nothing_else_suffers_from(
    served: Served, name: str, target: Callable[[Path], Path]
) -> None:
    mark(served)
    link = served.site.root / "content/world" / name
    goal = target(served.site.root)
    try:
        link.symlink_to(goal)
        eventually(lambda: bool(served.server.news.problems))
        assert f"content/world/{name}: error[content-symlink]" in served.server.news.problems[0]["text"]
        served.site.article("world/one.hi.md", title="पहली", body="और आगे।\n")
        served.wait_for(URL, "और आगे")
        link.unlink()
        eventually(lambda: served.server.news.problems == [])
    finally:
        (served.site.root.parent / f"{served.site.root.name}-secret.md").unlink(missing_ok=True)
    served.site.article("world/one.hi.md", title="पहली", body="फिर आगे।\n")
    served.wait_for(URL, "फिर आगे")
    assert not any(b"secret" in data for data in served.site.output().values())


def test_a_lasting_problem_with_a_link_is_told_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    look = served.server.look
    monkeypatch.setattr(served.server.watcher, "_idle_pause", lambda: 0.05)
    monkeypatch.setattr(served.server, "look", lambda: (looks.append(len(served.reports)), look()))
    link = served.site.root / "content/world/circle"
    link.symlink_to(served.site.root / "content")
    eventually(lambda: bool(served.server.news.problems))
    known = len(looks)
    eventually(lambda: len(looks) > known + 2)
    assert looks[-1] == looks[known + 1]


def test_a_link_that_leads_nowhere_is_passed_over(served: Served) -> None:
    (served.site.root / "content/world/nowhere.hi.md").symlink_to("no-such-file.md")
    mark(served)
    assert all(report.problems == () for report in served.reports)


# ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_layouts_folder_that_comes_and_goes_is_watched(served: Served) -> None:
    for text in ("पहला पाद", "दूसरा पाद"):
        served.site.write("layouts/partials/footer.html", f"<footer>{text}</footer>\n")
        served.wait_for(URL, text)
        served.site.write("layouts/partials/footer.html", f"<footer>{text} फिर</footer>\n")
        served.wait_for(URL, f"{text} फिर")
        shutil.rmtree(served.site.root / "layouts")
        served.wait_for(URL, text, gone=True)
    assert [report.defect for report in served.reports if report.defect] == []


def test_a_site_that_is_moved_away_and_back_is_served_on(served: Served) -> None:
    root = served.site.root
    away = root.with_name(f"{root.name}-away")
    try:
        mark(served)
        root.rename(away)
        eventually(lambda: any("config.yaml" in each["text"] for each in served.server.news.problems))
    finally:
        if away.is_dir():
            shutil.rmtree(root, ignore_errors=True)  # where the server has looked for its memory
            away.rename(root)
    eventually(lambda: served.server.news.problems == [])
    served.site.article("world/one.hi.md", title="पहली", body="वापस।\n")
    served.wait_for(URL, "वापस")
    assert [report.defect for report in served.reports if report.defect] == []


def test_an_output_folder_that_is_deleted_is_built_again(served: Served) -> None:
    mark(served)
    before = served.site.output()
    shutil.rmtree(served.site.root / "output")
    served.wait_for(URL, "मूल पाठ")
    eventually(lambda: served.site.output() == before)


# ── Editors and other programs ───────────────────────────────────────────────────────────────────────────────────────

TEMPORARY = {
    "vim": [".one.hi.md.swp", ".one.hi.md.swx", "4913", "one.hi.md~"],
    "emacs": ["#one.hi.md#", "one.hi.md~", "one.hi.md.~1~"],
    "vs code": ["one.hi.md.vsctmp"],
    "jetbrains": ["one.hi.md___jb_tmp___", "one.hi.md___jb_old___", "one.hi.md___jb_bak___"],
    "sublime": [".one.hi.md.tmp", ".sublABC.tmp"],
    "libreoffice": [".~lock.one.odt#", "lu12345abc.tmp"],
    "word": ["~$one.docx", "~WRL0001.tmp"],
    "macos": [".DS_Store", "._one.hi.md", "one.hi.md.sb-4d3e2f1a-AbCdEf"],
    "windows": ["Thumbs.db", "desktop.ini"],
    "syncthing": [".syncthing.one.hi.md.tmp", "~syncthing~one.hi.md.tmp"],
    "gnome": [".goutputstream-AB12CD"],
    "git": ["one.hi.md.orig", "one.hi.md.rej"],
}


@pytest.mark.parametrize("program", TEMPORARY)
def test_the_files_that_programs_make_for_themselves_cause_no_build(
    served: Served, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.server.watcher, "_idle_pause", lambda: 3600.0)  # what no event tells of is not seen here
    for _ in range(2):  # the second is in a folder that is known, so it is one event and one build
        mark(served)
    before = len(served.reports)
    for name in TEMPORARY[program]:
        file = served.site.root / "content/world" / name
        file.write_text("---\ntitle: कुछ\ndate: 2024-08-01\n---\nआधा", "utf-8")
        file.write_text("---\ntitle: कुछ\ndate: 2024-08-01\n---\nपूरा", "utf-8")
        os.utime(file)
        file.rename(file.with_name(f".{name}.hidden"))
        file.with_name(f".{name}.hidden").unlink()
    if program == "emacs":
        lock = served.site.root / "content/world/.#one.hi.md"
        lock.symlink_to("author@desk.4711:1700000000")
        lock.unlink()
    mark(served)
    assert [report.changed for report in served.reports[before:]] == [served.reports[-1].changed]
    assert len(served.reports) == before + 1


def test_a_checkout_of_a_thousand_files_ends_in_exactly_the_clean_build(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        known = ["-c", "user.name=k", "-c", "user.email=k@khabar.example", "-c", "commit.gpgsign=false"]
        outer = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(["git", "-C", str(site.root), *known, *words], check=True, capture_output=True, env=outer)

    with small_site() as site:
        for number in range(1000):
            day = f"2024-07-{1 + number % 28:02}"
            site.article(f"india/n{number:03}.hi.md", title=f"लेख {number}", date=day, body=f"पहला पाठ {number}\n")
        git("init", "-q", "-b", "first")
        git("add", "content")
        git("commit", "-qm", "first")
        git("checkout", "-qb", "second")
        for number in range(1000):
            file = f"india/n{number:03}.hi.md"
            if number % 10 == 0:
                site.delete(f"content/{file}")
            else:
                site.article(file, title=f"लेख {number}", date=day, body=f"दूसरा पाठ {number}\n")
        git("add", "content")
        git("commit", "-qm", "second")
        git("checkout", "-q", "first")
        with serving(site.root) as served:
            mark(served)
            assert "पहला पाठ 999" in served.get("/hi/desh/n999/")
            git("checkout", "-q", "second")
            mark(served)
            wanted = clean_build(site.root, tmp_path / "clean")
            # The search is made when it is asked for.
            eventually(lambda: served.get("/search/shards.json") != "" and served.site.output() == wanted)
            assert "दूसरा पाठ 999" in served.get("/hi/desh/n999/") and served.ask("/hi/desh/n990/")[0] == 404
        assert served.reports[-1].problems == () and not any(report.defect for report in served.reports)


# ── While a build goes on ────────────────────────────────────────────────────────────────────────────────────────────


class Stop:
    """Holds the next build that gets to a step, until it is let go."""

    def __init__(self, served: Served, step: str) -> None:
        self.step, self.reached, self.go = step, threading.Event(), threading.Event()
        self.original = served.server._go_on
        served.server._go_on = self  # type: ignore[method-assign] # a test's

    def __call__(self, step: str, *rest: int) -> None:
        if step == self.step and not self.reached.is_set():
            self.reached.set()
            assert self.go.wait(WITHIN)
        self.original(step, *rest)


@pytest.mark.parametrize("step", ["parse", "render"])
def test_an_edit_during_a_build_is_not_lost(served: Served, step: str) -> None:
    mark(served)
    stop = Stop(served, step)
    served.site.article("world/one.hi.md", title="पहली", body="पहली बार।\n")
    assert stop.reached.wait(WITHIN)
    served.site.article("world/one.hi.md", title="पहली", body="अगली बार।\n")
    served.site.article("world/three.hi.md", title="तीसरी")
    served.site.delete("content/world/two.hi.md")
    stop.go.set()
    served.wait_for(URL, "अगली बार")
    served.wait_for("/hi/", "तीसरी")
    served.wait_for("/hi/", "दूसरी", gone=True)


@pytest.mark.parametrize("pause", [0.0, 0.005, 0.04, 0.07])
@pytest.mark.parametrize("whole", [False, True])
def test_the_last_save_of_a_burst_is_never_lost(served: Served, pause: float, whole: bool) -> None:
    file = served.site.root / FILE
    text = file.read_text("utf-8")
    for number in range(25):
        body = f"{text}वार {number}।\n"
        if whole:
            served.site.write(FILE, body)
        else:
            file.write_text(body, "utf-8")
        time.sleep(pause)
    served.wait_for(URL, "वार 24।")


def test_a_server_that_ends_in_a_build_ends_before_it_and_the_next_build_is_right(tmp_path: Path) -> None:
    with small_site() as site:
        with serving(site.root) as served:
            mark(served)
            before = site.output()
            stop = Stop(served, "render")
            site.write("layouts/partials/footer.html", "<footer>नया पाद</footer>\n")
            assert stop.reached.wait(WITHIN)
            served.server.end()
            stop.go.set()
        assert {path: data for path, data in site.output().items() if not path.endswith("-tmp")} == before
        builder = Builder(BuildOptions(site.root, datetime.now(UTC), keep_going=True))
        assert builder.build(datetime.now(UTC)).published
        builder.close()
        assert site.output() == clean_build(site.root, tmp_path / "clean")


# Rendering anything but the pages of the small site takes an hour.
SLOW = """
import os, pathlib, sys, time
import generator.units
from generator.cli import main

root = pathlib.Path(sys.argv[3])
render = generator.units.run_unit

def slow(job, unit):
    if (root / "slow").exists():
        (root / f"begun-{os.getpid()}").touch()
        time.sleep(1)
    return render(job, unit)

generator.units.run_unit = slow
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("first", [True, False], ids=["first build", "later build"])
def test_ctrl_c_in_a_long_build_ends_the_command_soon_and_the_next_build_is_right(tmp_path: Path, first: bool) -> None:
    with small_site() as site:
        for number in range(300):
            day = f"{2000 + number // 12}-{1 + number % 12:02}-05"  # a month each, so that there are many units
            site.article(f"india/n{number}.hi.md", title=f"लेख {number}", date=day)
        if first:
            site.write("slow", "")
        with command(site.root, "--jobs", "2", program=("-c", SLOW)) as process:
            if not first:
                until(process, "http://127.0.0.1:")
                site.write("slow", "")
                site.write("layouts/partials/footer.html", "<footer>नया पाद</footer>\n")
            eventually(lambda: len(list(site.root.glob("begun-*"))) == 1 + first)  # every process is at work
            started = time.monotonic()
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
            _, errors = process.communicate(timeout=WITHIN)
            took = time.monotonic() - started
        assert (process.returncode, "Traceback" in errors) == (130 if first else 0, False), errors
        assert took < 30  # a second or two; the whole build takes minutes
        site.delete("slow")
        builder = Builder(BuildOptions(site.root, datetime.now(UTC), keep_going=True))
        assert builder.build(datetime.now(UTC)).published
        builder.close()
        assert site.output() == clean_build(site.root, tmp_path / "clean")


# ── The command's options ────────────────────────────────────────────────────────────────────────────────────────────


def test_open_opens_the_address_in_the_browser(tmp_path: Path) -> None:
    with small_site() as site, command(site.root, "--open", BROWSER="echo opened %s") as process:
        address = until(process, "http://127.0.0.1:").split()[0]
        assert until(process, "opened") == f"opened {address}\n"
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WITHIN)
        assert process.returncode == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_a_server_for_the_whole_network_warns(host: str) -> None:
    with small_site() as site, command(site.root, "--host", host) as process:
        found = re.search(r":(\d+)/", until(process, f"http://{host}:"))
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=WITHIN)
        connection.request("GET", "/hi/", headers={"Host": "desk.local"})
        status = connection.getresponse().status
        connection.close()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=WITHIN)
    everybody = host == "0.0.0.0"
    assert ("everybody in your network can read this site" in errors) is everybody
    assert status == (200 if everybody else 403)


def test_a_port_that_there_cannot_be_is_wrong_use() -> None:
    with small_site() as site, command(site.root, "--port", "70000") as process:
        _, errors = process.communicate(timeout=WITHIN)
    assert (process.returncode, "cannot listen on 127.0.0.1:70000" in errors) == (2, True), errors
    assert "Traceback" not in errors


def test_the_banner_of_a_draft_goes_when_it_is_published() -> None:
    with small_site() as site:
        site.article("world/one.hi.md", title="पहली", draft="true")
        with serving(site.root, drafts=True, output=site.root / ".cache/preview") as served:
            assert "यह मसौदा है" in served.get(URL)
            site.article("world/one.hi.md", title="पहली")
            served.wait_for(URL, "यह मसौदा है", gone=True)
        assert site.output() == {}


@pytest.mark.parametrize(
    "text",
    [
        "{% if %}",
        "{{ page.nothing.at_all }}",
        '{% include "no-such.html" %}',
        "{{ 1 / 0 }}",
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_a_layout_that_fails_is_shown_until_it_is_mended(served: Served, text: str | bytes) -> None:
    for _ in range(2):
        served.site.write("layouts/article.html", text)
        eventually(lambda: any("layouts/article.html" in each["text"] for each in served.server.news.problems))
        assert "मूल पाठ" in served.get(URL)
        served.site.delete("layouts/article.html")
        eventually(lambda: served.server.news.problems == [])
        assert "मूल पाठ" in served.get(URL)
    served.site.article("world/one.hi.md", title="पहली", body="आगे।\n")
    served.wait_for(URL, "आगे")
    assert not any(report.defect for report in served.reports)
