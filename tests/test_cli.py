"""The `khabar` command: what it prints, to which stream, and how it ends."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import CONFIG, SiteFolder

from generator import __version__
from generator.cli import main
from generator.problems import Problem, Where, cells, closest, format_problem, shorten

REPOSITORY = Path(__file__).resolve().parent.parent
NOW = ("--now", "2024-09-01T12:00")


@dataclass
class Khabar:
    """The command as a user types it, in this process."""

    site: SiteFolder
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        try:
            code = main(list(arguments))
        except SystemExit as end:
            code = end.code
        return (code, *self.capture.readouterr())

    def build(self, *arguments: str) -> tuple[int, str, str]:
        return self("build", "--site", str(self.site.root), *NOW, *arguments)


@pytest.fixture
def khabar(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Khabar:
    return Khabar(site, capsys)


def run(*arguments: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


# ── build ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_good_build_says_in_a_line_what_it_did(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    code, out, err = khabar.build()
    assert (code, err) == (0, "")
    files = len(khabar.site.output())
    assert re.fullmatch(rf"\d+ pages from 1 article, \d\.\d MB, in \d+\.\d\d s \({files} written, 0 deleted\)\n", out)
    code, out, err = khabar.build()
    assert (code, err) == (0, "") and "(0 written, 0 deleted)" in out


def test_a_build_with_an_error_ends_with_1_and_shows_the_line_and_a_hint(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md", body="पहली पंक्ति\n\nयह [कड़ी](no.hi.md) टूटी है।\n")
    code, out, err = khabar.build()
    assert code == 1
    assert out == "Nothing was published: 1 error. The last good site stays as it is.\n"
    place, shown, caret, hint = err.splitlines()
    assert re.fullmatch(
        r"content/world/one\.hi\.md:7:\d+: error\[link-broken\]: this link leads nowhere: 'no\.hi\.md'", place
    )
    assert shown == "    7 | यह [कड़ी](no.hi.md) टूटी है।"
    assert re.fullmatch(r"      \| +\^", caret)
    assert hint.startswith("  hint: ")


def test_warnings_are_shown_and_the_build_is_good(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md", colour="red")
    code, out, err = khabar.build()
    assert code == 0
    assert err.startswith(
        "content/world/one.hi.md:4:1: warning[front-matter-key]: unknown field 'colour' is not used\n"
    )
    assert "; 1 warning)" in out


def test_quiet_prints_problems_only(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    assert khabar.build("--quiet") == (0, "", "")
    khabar.site.article("world/two.hi.md", date=None)
    code, out, err = khabar.build("--quiet")
    assert (code, out) == (1, "")
    assert "content/world/two.hi.md:1: error[date-missing]" in err


def test_json_has_the_counts_and_every_problem(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md", colour="red")
    code, out, err = khabar.build("--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    output = khabar.site.output()
    assert (found["articles"], found["files"], found["written"], found["deleted"], found["published"]) == (
        1,
        len(output),
        len(output),
        0,
        True,
    )
    assert found["size"] == sum(map(len, output.values()))
    (problem,) = found["problems"]
    assert problem == {
        "path": "content/world/one.hi.md",
        "line": 4,
        "column": 1,
        "severity": "warning",
        "rule": "front-matter-key",
        "message": "unknown field 'colour' is not used",
        "hint": problem["hint"],
    }


def test_json_of_a_build_with_errors_ends_with_1(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md", date=None)
    code, out, err = khabar.build("--json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert (found["published"], [each["rule"] for each in found["problems"]]) == (False, ["date-missing"])


@pytest.mark.parametrize(
    ("time", "there"),
    [
        ("2024-09-10", True),
        ("2024-09-09T23:59", False),
        ("2024-09-10T00:00:00+05:30", True),
        ("2024-09-09T18:29:59Z", False),
        ("2024-09-09T18:30:00Z", True),
    ],
)
def test_now_is_a_time_in_the_sites_zone(khabar: Khabar, time: str, there: bool) -> None:
    khabar.site.article("world/one.hi.md", date="2024-09-10")
    code, _, err = khabar("build", "--site", str(khabar.site.root), "--now", time)
    assert (code, err) == (0, "")
    assert ("hi/duniya/one/index.html" in khabar.site.output()) is there


def test_without_now_the_clock_counts(khabar: Khabar) -> None:
    khabar.site.article("world/past.hi.md", date="2020-01-01")
    khabar.site.article("world/future.hi.md", date="2999-01-01")
    code, _, _ = khabar("build", "--site", str(khabar.site.root), "--quiet")
    assert code == 0
    assert "hi/duniya/past/index.html" in khabar.site.output()
    assert "hi/duniya/future/index.html" not in khabar.site.output()


def test_drafts_keep_going_output_and_base_url_do_what_they_say(khabar: Khabar) -> None:
    khabar.site.article("world/draft.hi.md", draft="true")
    khabar.site.article("world/bad.hi.md", date=None)
    khabar.site.write("content/files/favicon.svg", "<svg/>")
    elsewhere = khabar.site.root / "elsewhere"
    code, out, _ = khabar.build(
        "--drafts", "--keep-going", "--output", str(elsewhere), "--base-url", "https://x.example/blog", "--jobs", "1"
    )
    assert code == 1 and "; 1 error)" in out
    text = (elsewhere / "hi/duniya/draft/index.html").read_text("utf-8")
    assert 'href="/blog/hi/"' in text and "https://x.example/blog/hi/duniya/draft/" in text
    assert khabar.site.output() == {}


@pytest.mark.parametrize("url", ["x.example", "ftp://x.example/", "https://x.example/?a=1"])
def test_a_wrong_base_url_is_wrong_use(khabar: Khabar, url: str) -> None:
    khabar.site.article("world/one.hi.md")
    code, out, err = khabar.build("--base-url", url)
    assert (code, out, err) == (2, "", f"khabar: --base-url is not an address of a site: {url}\n")
    assert khabar.site.output() == {}


@pytest.mark.parametrize("folder", ["content", ".", "layouts", "content/world"])
def test_the_output_may_not_be_where_the_site_itself_stands(khabar: Khabar, folder: str) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.site.write("layouts/partials/none.html", "")
    code, _, err = khabar.build("--output", str(khabar.site.root / folder))
    assert code == 2 and "--output" in err
    assert not (khabar.site.root / folder / "sitemap.xml").exists()


def test_explain_says_why_each_page_was_rendered(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md", title="पहले")
    _, out, _ = khabar.build("--explain", "--jobs", "1")
    assert "/hi/duniya/one/  new page\n" in out
    khabar.site.article("world/one.hi.md", title="बाद में")
    _, out, _ = khabar.build("--explain", "--jobs", "1")
    (line,) = [line for line in out.splitlines() if line.startswith("/hi/duniya/one/ ")]
    assert "title" in line and line.endswith("changed")
    _, out, _ = khabar.build("--explain", "--jobs", "1")
    assert len(out.splitlines()) == 1


def test_why_tells_what_a_page_was_made_from(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.build("--quiet")
    code, out, err = khabar("why", "/hi/duniya/one/", "--site", str(khabar.site.root))
    assert (code, err) == (0, "")
    assert "content/world/one.hi.md" in out and "new page" in out and "article.html" in out
    code, out, err = khabar("why", "/hi/nothing/", "--site", str(khabar.site.root))
    assert (code, out, err) == (1, "", "khabar: no build remembers a page at /hi/nothing/\n")


def test_no_cache_is_a_clean_build(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.build("--quiet")
    before = khabar.site.output()
    code, out, _ = khabar.build("--no-cache", "--explain", "--jobs", "1")
    assert code == 0
    assert "/hi/duniya/one/  " in out
    assert khabar.site.output() == before


# ── Wrong use ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "COMMAND"),
        (["biuld"], "biuld"),
        (["build", "--no-such"], "--no-such"),
        (["build", "--jobs", "0"], "at least 1"),
        (["build", "--jobs", "many"], "many"),
        (["build", "--now", "gestern"], "not a time: 'gestern' (write 2026-08-15 or 2026-08-15T09:00)"),
        (["init"], "DIR"),
        (["why"], "URL"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(khabar: Khabar, arguments: list[str], words: str) -> None:
    code, out, err = khabar(*arguments)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize("command", ["build", "list", "clean"])
def test_a_folder_without_a_config_is_no_site(khabar: Khabar, tmp_path: Path, command: str) -> None:
    empty = tmp_path / "empty"
    for folder in (empty, tmp_path / "missing" / "folder"):
        code, out, err = khabar(command, "--site", str(folder), *(NOW if command != "clean" else ()))
        assert (code, out) == (1, "")
        assert err == (
            "config.yaml: error[config-missing]: there is no config.yaml here, so this is not a Khabar site\n"
            "  hint: go to the site's folder, name it with --site DIR, or start a site with `khabar init DIR`\n"
        )
        empty.mkdir(exist_ok=True)


def test_a_folder_that_is_no_site_is_left_as_it_was(khabar: Khabar, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    khabar("build", "--site", str(empty))
    assert list(empty.iterdir()) == []


def test_a_config_that_cannot_be_read_is_shown_with_its_line(khabar: Khabar) -> None:
    khabar.site.write("config.yaml", "title: ख़बर\nbase_url: [\n")
    code, _, err = khabar.build()
    assert code == 1
    assert re.match(r"config\.yaml:\d+:\d+: error\[yaml-syntax\]: this is not YAML", err)
    code, out, err = khabar.build("--json")
    assert (code, err) == (1, "")
    assert [each["rule"] for each in json.loads(out)["problems"]] == ["yaml-syntax"]


def test_version_and_help(khabar: Khabar) -> None:
    assert khabar("--version") == (0, f"khabar {__version__}\n", "")
    code, out, _ = khabar("--help")
    assert code == 0
    for command in ("build", "serve", "why", "list", "clean", "init"):
        assert re.search(rf"^ +{command} ", out, re.MULTILINE)
        assert khabar(command, "--help")[0] == 0


# ── list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def states(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="प्रकाशित", date="2024-08-01 10:00")
    site.article("world/one.en.md", title="Hidden", date="2024-08-01 10:00", unlisted="true")
    site.article("world/two.hi.md", title="मसौदा", date="2024-08-02", draft="true")
    site.article("world/three.hi.md", title="कल की", date="2024-09-02")
    site.article("world/four.hi.md", title="पुरानी", date="2024-08-03", expire="2024-08-10")
    site.article("pages/about.hi.md", title="परिचय", date=None)


def test_list_shows_articles_by_state(khabar: Khabar) -> None:
    states(khabar.site)
    code, out, err = khabar("list", "--site", str(khabar.site.root), *NOW)
    assert (code, err) == (0, "")
    assert out == (
        "published (3)\n"
        "                    content/pages/about.hi.md  परिचय\n"
        "  2024-08-01 10:00  content/world/one.en.md  Hidden  (unlisted)\n"
        "  2024-08-01 10:00  content/world/one.hi.md  प्रकाशित\n"
        "scheduled (1)\n"
        "  2024-09-02 00:00  content/world/three.hi.md  कल की\n"
        "draft (1)\n"
        "  2024-08-02 00:00  content/world/two.hi.md  मसौदा\n"
        "expired (1)\n"
        "  2024-08-03 00:00  content/world/four.hi.md  पुरानी\n"
    )
    assert khabar.site.output() == {}


def test_list_as_json_has_a_state_and_an_address_for_every_article(khabar: Khabar) -> None:
    states(khabar.site)
    code, out, err = khabar("list", "--site", str(khabar.site.root), "--json", *NOW)
    assert (code, err) == (0, "")
    found = {each["path"]: each for each in json.loads(out)}
    assert len(found) == 6
    assert found["content/world/one.hi.md"] == {
        "state": "published",
        "path": "content/world/one.hi.md",
        "story": "world/one",
        "edition": "hi",
        "title": "प्रकाशित",
        "date": "2024-08-01T10:00:00+05:30",
        "unlisted": False,
        "url": "https://khabar.example/hi/duniya/one/",
    }
    assert (found["content/pages/about.hi.md"]["date"], found["content/world/one.en.md"]["unlisted"]) == (None, True)


def test_list_points_to_build_where_something_is_wrong(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md", date=None)
    code, out, err = khabar("list", "--site", str(khabar.site.root), *NOW)
    assert (code, err) == (0, "1 problem: `khabar build` shows them\n")
    assert "content/world/one.hi.md" in out


def test_list_does_not_disturb_the_next_build(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.build("--quiet")
    khabar.site.article("world/two.hi.md")
    khabar("list", "--site", str(khabar.site.root), *NOW)
    khabar.build("--quiet")
    assert "hi/duniya/two/index.html" in khabar.site.output()


# ── clean ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_clean_deletes_what_khabar_wrote_and_nothing_else(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.build("--quiet")
    count = len(khabar.site.output())
    khabar.site.write("output/CNAME", "khabar.example\n")
    khabar.site.write("output/hi/mine.txt", "मेरा\n")
    assert khabar("clean", "--site", str(khabar.site.root)) == (0, f"{count} files deleted\n", "")
    assert sorted(khabar.site.output()) == ["CNAME", "hi/mine.txt"]
    assert khabar("clean", "--site", str(khabar.site.root), "--quiet") == (0, "", "")
    assert (khabar.site.root / "content/world/one.hi.md").is_file()


def test_clean_of_another_output_folder_leaves_the_first(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.build("--quiet")
    elsewhere = khabar.site.root / "elsewhere"
    khabar.build("--quiet", "--output", str(elsewhere))
    assert khabar("clean", "--site", str(khabar.site.root), "--output", str(elsewhere))[0] == 0
    assert not [path for path in elsewhere.rglob("*") if path.is_file()]
    assert "hi/duniya/one/index.html" in khabar.site.output()


def test_a_build_after_clean_is_the_whole_site(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    khabar.build("--quiet")
    before = khabar.site.output()
    khabar("clean", "--site", str(khabar.site.root), "--quiet")
    khabar.build("--quiet")
    assert khabar.site.output() == before


# ── init ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_site_builds_without_a_warning(khabar: Khabar, tmp_path: Path) -> None:
    folder = tmp_path / "नई साइट"
    code, out, err = khabar("init", str(folder))
    assert (code, err) == (0, "")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert out == f"{len(files)} files in {folder}. Next: cd {folder}, then khabar serve\n"
    code, out, err = khabar("build", "--site", str(folder))
    assert (code, err) == (0, "")
    assert (folder / "output/hi/index.html").is_file() and (folder / "output/en/index.html").is_file()
    assert "output" in (folder / ".gitignore").read_text("utf-8")
    code, out, _ = khabar("list", "--site", str(folder), "--json")
    assert {each["state"] for each in json.loads(out)} == {"published"}


@pytest.mark.parametrize("name", ["letter.txt", ".hidden"])
def test_a_folder_that_holds_anything_is_not_touched(khabar: Khabar, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / name).write_text("मेरा", "utf-8")
    assert khabar("init", str(folder)) == (2, "", f"khabar: {folder} is not empty; name a new folder\n")
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_file_is_no_folder_for_a_new_site(khabar: Khabar, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("मेरा", "utf-8")
    assert khabar("init", str(file))[0] == 2
    assert file.read_text("utf-8") == "मेरा"


def test_an_empty_folder_will_do_for_a_new_site(khabar: Khabar, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert khabar("init", str(folder))[0] == 0
    assert (folder / "config.yaml").is_file()


# ── serve ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_serve_shows_the_site_until_it_is_interrupted(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG.replace("khabar.example/", "khabar.example/blog/"))
    site.article("world/one.hi.md", title="पहली ख़बर")
    site.article("world/draft.hi.md", title="मसौदा", draft="true")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-u",
        "-m",
        "generator",
        "serve",
        "--site",
        str(site.root),
        "--port",
        str(port),
        "--drafts",
    ]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        lines = []
        while not lines or not lines[-1].startswith("http"):
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr.read()
        address = lines[-1].split()[0]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/blog/", address)
        with urllib.request.urlopen(f"{address}hi/duniya/one/", timeout=90) as answer:
            assert "पहली ख़बर" in answer.read().decode()
        with urllib.request.urlopen(f"{address}hi/duniya/draft/", timeout=90) as answer:
            assert "यह मसौदा है" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=90) == 0
        assert "Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.communicate()
    # A preview with drafts is never where a deployment looks.
    assert site.output() == {}


def test_an_address_that_cannot_be_listened_on_is_wrong_use(khabar: Khabar) -> None:
    khabar.site.article("world/one.hi.md")
    code, _, err = khabar("serve", "--site", str(khabar.site.root), "--host", "192.0.2.1", "--port", "8099")
    assert code == 2
    assert "khabar: cannot listen on 192.0.2.1:8099" in err


def test_a_bar_shows_on_a_terminal_what_takes_long(khabar: Khabar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.terminal.PROGRESS_AFTER", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for number in range(30):
        khabar.site.article(f"world/s{number}.hi.md")
    code, _, err = khabar.build("--jobs", "1")
    assert code == 0
    assert "parse" in err and "render" in err and "30/30" in err and "█" * 30 in err
    assert err.endswith("\r\x1b[K")
    assert khabar.build("--jobs", "1", "--quiet", "--no-cache") == (0, "", "")


# ── From anywhere ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_site_is_built_from_inside_from_beside_and_by_its_full_name(site: SiteFolder, tmp_path: Path) -> None:
    folder = tmp_path / "place" / "site"
    twin = SiteFolder(folder, site.options)
    twin.write("config.yaml", CONFIG)
    twin.article("world/one.hi.md")
    results = []
    for cwd, name in ((folder, None), (folder.parent, "site"), (tmp_path, str(folder)), (folder / "content", "..")):
        arguments = ["build", "--quiet", *NOW, *(("--site", name) if name else ())]
        result = run(*arguments, cwd=cwd)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        results.append(twin.output())
    assert all(each == results[0] for each in results)
    assert "hi/duniya/one/index.html" in results[0]


def test_the_exit_codes_reach_the_shell(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    assert run("build", "--site", str(site.root), *NOW).returncode == 0
    site.article("world/one.hi.md", date=None)
    failed = run("build", "--site", str(site.root), *NOW)
    assert failed.returncode == 1 and "date-missing" in failed.stderr
    assert run("build", "--no-such").returncode == 2
    assert run("--version").stdout == f"khabar {__version__}\n"


def test_a_reader_that_goes_away_is_no_error(site: SiteFolder) -> None:
    for number in range(50):
        site.article(f"world/s{number}.hi.md", title="क" * 200)
    command = f"'{sys.executable}' -m generator list --site '{site.root}' --json | head -c 1"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=REPOSITORY, env=environment, capture_output=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, b"[", b"")


def test_a_terminal_of_another_encoding_does_not_break_the_messages(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="ख़बर", date=None)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii:backslashreplace", "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "generator", "build", "--site", str(site.root)]
    result = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=site.root)
    assert result.returncode == 1 and b"Traceback" not in result.stderr


# ── How a problem looks ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_caret_stands_under_its_letter_whatever_the_script() -> None:
    found = Problem(Where("content/a.hi.md", 3, 9), "link-broken", (("target", "x"), ("close", "")), "error")
    line = "हिन्दी 日本 [क](x)"
    place, shown, caret, _ = format_problem(found, line).splitlines()
    assert place == "content/a.hi.md:3:9: error[link-broken]: this link leads nowhere: 'x'"
    assert shown == f"    3 | {line}"
    assert caret.index("^") - caret.index("|") - 2 == cells(line[:8])


def test_of_a_long_line_so_much_is_shown_that_the_caret_stands_under_its_letter() -> None:
    words = "दिल्ली में बारिश " * 40
    for line in (f"{words}[क](x) {words}", f"{'क' * 300}[क](x){'ख' * 300}"):
        column = line.index("(x)") + 2
        found = Problem(Where("content/a.hi.md", 3, column), "link-broken", (("target", "x"), ("close", "")), "error")
        _, shown, caret, _ = format_problem(found, line).splitlines()
        assert cells(shown) <= 100 and shown.startswith("    3 | … ") and shown.endswith(" …")
        assert cells(shown[: shown.index("x) " if " " in line else "x)")]) == caret.index("^")


def test_what_a_terminal_would_obey_is_shown_as_a_picture() -> None:
    found = Problem(Where("content/a\nb.hi.md", 1, 4), "content-control", (("code", "U+001B"),), "error")
    place, shown, caret, _ = format_problem(found, "\tक\x1b[31mलाल\x7f").splitlines()
    assert place.startswith("content/a␊b.hi.md:1:4: error[content-control]")
    assert shown == "    1 |     क␛[31mलाल␡"
    assert caret.index("^") == shown.index("[")


@pytest.mark.parametrize("ui", ["en", "hi"])
def test_what_the_system_refuses_is_told_and_is_no_traceback(
    khabar: Khabar, monkeypatch: pytest.MonkeyPatch, ui: str
) -> None:
    khabar.site.article("world/one.hi.md")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", f"{khabar.site.root}/output/hi/index.html")

    monkeypatch.setattr("generator.units.stage", full)
    code, _, err = khabar.build("--ui", ui)
    assert code == 1
    said = {"en": "cannot be read or written: No space left on device", "hi": "डिस्क भर गई है"}[ui]
    assert err.startswith("output/hi/index.html: ") and said in err.splitlines()[0]


def test_a_problem_without_a_place_has_no_line() -> None:
    found = Problem(Where("config.yaml"), "config-title", (), "error")
    assert format_problem(found, "title:").splitlines() == [
        "config.yaml: error[config-title]: the site has no title",
        "  hint: add a line such as: title: ख़बर",
    ]


def test_a_long_fact_is_shortened_in_its_middle_and_shows_no_control_character() -> None:
    text = shorten("अ" * 4000 + "\x1b[31m" + "ब" * 4000)
    assert len(text) < 1300 and text.startswith("अअ") and text.endswith("बब") and " … " in text
    assert shorten("a\x1b\x00\tb") == "a␛␀␉b"


def test_the_nearest_name_is_near() -> None:
    assert closest("catgory", ["category", "tags"]) == "category"
    assert closest("zzz", ["category", "tags"]) == ""
