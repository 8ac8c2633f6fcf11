"""Building: what is written and what is left alone, what an error does, and that the same site gives the same bytes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import CONFIG, NOW, SiteFolder, rules
from reading import addresses, page, pages

from generator.digest import digest, digest_bytes
from generator.lock import Lock
from generator.options import BuildOptions, cache_folder
from generator.problems import SiteError
from generator.urls import output_path

REPOSITORY = Path(__file__).resolve().parent.parent


def sample(site: SiteFolder, folder: str = "") -> None:
    """A small site with something of everything."""
    prefix = f"{folder}/" if folder else ""

    def write(path: str, text: str) -> None:
        site.write(f"{prefix}{path}", text)

    write("config.yaml", CONFIG + "  tags: {terms: {russia: {hi: रूस, en: Russia}}}\nper_page: 2\n")
    write("content/world/photo.svg", '<svg viewBox="0 0 4 3"></svg>')
    write("content/files/ads.txt", "ads\n")
    write("content/pages/about.hi.md", "---\ntitle: हमारे बारे में\n---\nहम।\n")
    for number in range(1, 8):
        for code in ("hi", "en") if number % 3 else ("hi",):
            write(
                f"content/{'world' if number % 2 else 'india'}/s{number}.{code}.md",
                f"---\ntitle: ख़बर {number}\ndate: 2024-08-0{number} 10:00\ntags: [रूस, g20]\nauthors: [Asha]\n"
                f"image:\n  path: /world/photo.svg\n  alt: चित्र\naliases: /old/{code}/{number}\n---\n## पहला\n\n"
                "पाठ[^1] [कड़ी](story:s1)।\n\n"
                ':::facts title="क"\n- अ\n:::\n\nक | ख\n--: | ---\n1 | 2\n\n[^1]: नोट\n',
            )


# ── Errors ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/world/bad.hi.md", "---\ntitle: बिना तारीख़\n---\n"),
        ("content/world/bad.hi.md", "कुछ नहीं\n"),
        ("content/world/bad.hi.md", "---\ntitle: क\ndate: 2024-08-01\n---\n[x](no.hi.md)\n"),
        ("content/world/bad.png", "no picture"),
        ("config.yaml", CONFIG + "per_page: 0\n"),
        ("layouts/article.html", "{{ nothing }}"),
        ("layouts/feed.atom", "{% if %}"),
        ("layouts/_redirects", "{{ nothing }}"),
    ],
)
def test_an_error_anywhere_leaves_the_last_good_site_as_it_was(site: SiteFolder, path: str, text: str) -> None:
    sample(site)
    assert site.build().published
    before = site.output()
    site.article("india/new.hi.md", title="नई")
    site.write(path, text)
    report = site.build()
    assert any(each.severity == "error" for each in report.problems)
    assert (report.published, report.written, report.deleted) == (False, 0, 0)
    assert site.output() == before


def test_the_first_build_of_a_site_with_an_error_writes_nothing(site: SiteFolder) -> None:
    sample(site)
    site.write("layouts/_redirects", "{{ nothing }}")
    assert not site.build().published
    assert site.output() == {}


def test_when_the_error_is_mended_the_site_is_published(site: SiteFolder) -> None:
    sample(site)
    site.build()
    site.article("world/bad.hi.md", title="बाद में", date=None)
    assert not site.build().published
    site.article("world/bad.hi.md", title="बाद में")
    report = site.build()
    assert (report.published, report.problems) == (True, ())
    assert "hi/duniya/bad/index.html" in site.output()


def test_all_errors_of_all_files_are_said_at_once_in_the_order_of_their_places(site: SiteFolder) -> None:
    site.article("world/b.hi.md", date=None)
    site.article("world/a.hi.md", body="[x](no.hi.md)\n\n[y](no.hi.md)\n")
    site.article("india/c.hi.md", draft="maybe")
    site.write("content/world/z.png", b"")
    report = site.build()
    assert [(str(each.where.path), each.rule) for each in report.problems] == [
        ("content/india/c.hi.md", "value-flag"),
        ("content/world/a.hi.md", "link-broken"),
        ("content/world/a.hi.md", "link-broken"),
        ("content/world/b.hi.md", "date-missing"),
        ("content/world/z.png", "picture-empty"),
    ]
    assert report.problems[1].where.line < report.problems[2].where.line


def test_a_draft_with_an_error_in_its_front_matter_is_an_error_too(site: SiteFolder) -> None:
    site.article("world/a.hi.md", draft="true", date="कल")
    assert "date-form" in rules(site.build())


def test_problems_are_said_again_by_the_next_build(site: SiteFolder) -> None:
    site.article("world/a.hi.md", colour="red", body="![](x.svg)\n")
    site.write("content/world/x.svg", '<svg viewBox="0 0 4 3"></svg>')
    first = site.build()
    assert rules(first) == ["front-matter-key", "picture-alt"]
    assert site.build().problems == first.problems


# ── --keep-going ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_keep_going_publishes_the_sound_articles(site: SiteFolder) -> None:
    site.article("world/good.hi.md", title="अच्छी")
    site.article("world/bad.hi.md", date=None)
    site.article("world/link.hi.md", title="टूटी कड़ी", body="पाठ [कड़ी](no.hi.md) और ![चित्र](no.png)\n")
    report = site.build(keep_going=True)
    assert report.published
    assert {"date-missing", "link-broken", "picture-missing"} <= set(rules(report))
    assert "hi/duniya/good/index.html" in site.output()
    body = page(site.read("hi/duniya/link/index.html")).find_class("body")[0]
    assert [dict(each.attrib) for each in body.iter("a")] == [{}]
    assert list(body.iter("img")) == []


@pytest.mark.xfail(strict=True, reason="a link to an address that no page has stays a link")
def test_a_link_that_leads_nowhere_is_shown_as_text(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[अ](no.hi.md) [ब](/hi/no/) [स](/no/)\n")
    site.build(keep_going=True)
    body = page(site.read("hi/duniya/one/index.html")).find_class("body")[0]
    assert [each.get("href") for each in body.iter("a")] == [None, None, None]


def test_keep_going_keeps_the_last_good_page_of_a_broken_article(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="पहले")
    site.article("world/two.hi.md", title="दूसरी")
    site.build()
    site.write("content/world/one.hi.md", "---\ntitle: [\n\x01\n")
    report = site.build(keep_going=True)
    assert report.published and any(each.severity == "error" for each in report.problems)
    assert "पहले" in site.read("hi/duniya/one/index.html")


def test_keep_going_gives_an_address_that_two_pages_want_to_one(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title="पहली", slug="same")
    site.article("world/two.hi.md", title="दूसरी", slug="same")
    report = site.build(keep_going=True)
    assert (report.published, "url-twice" in rules(report)) == (True, True)
    assert page(site.read("hi/duniya/same/index.html")).xpath("//h1/text()")[0] in ("पहली", "दूसरी")


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_no_longer_made_is_deleted_with_its_empty_folders(site: SiteFolder) -> None:
    sample(site)
    site.build()
    assert "hi/desh/s2/index.html" in site.output()
    site.delete("content/india/s2.hi.md")
    site.delete("content/india/s2.en.md")
    report = site.build()
    assert report.deleted > 0
    assert not (site.root / "output/hi/desh/s2").exists()
    assert not (site.root / "output/old/hi/2").exists()
    assert (site.root / "output/hi/desh").is_dir()


def test_files_that_khabar_did_not_write_are_left_alone(site: SiteFolder) -> None:
    sample(site)
    site.build()
    site.write("output/CNAME", "khabar.example\n")
    site.write("output/hi/desh/s2/notes.txt", "मेरा\n")
    site.delete("content/india/s2.hi.md")
    site.delete("content/india/s2.en.md")
    site.build()
    assert site.read("CNAME") == "khabar.example\n"
    assert site.read("hi/desh/s2/notes.txt") == "मेरा\n"
    assert "hi/desh/s2/index.html" not in site.output()


def test_an_output_folder_that_is_a_file_is_an_error(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.write("output", "एक फ़ाइल")
    with pytest.raises(SiteError, match="the output folder is a file"):
        site.build()


def test_a_build_with_nothing_new_writes_nothing(site: SiteFolder) -> None:
    sample(site)
    first = site.build()
    assert first.written == first.files > 50
    stats = {path: (site.root / "output" / path).stat().st_mtime_ns for path in site.output()}
    second = site.build()
    assert (second.published, second.written, second.deleted) == (True, 0, 0)
    assert (second.articles, second.pages, second.files, second.size) == (
        first.articles,
        first.pages,
        first.files,
        first.size,
    )
    assert stats == {path: (site.root / "output" / path).stat().st_mtime_ns for path in site.output()}


def test_a_site_that_rested_is_known_again_and_still_follows_the_clock(site: SiteFolder) -> None:
    site.article("world/one.hi.md", colour="red")
    site.article("world/later.hi.md", date="2024-09-01 12:30")
    first = site.build()
    time.sleep(2.1)  # younger files than two seconds may change again without a new stamp, and are read again
    site.build()
    second = site.build()
    assert second.rendered == [] and second.problems == first.problems and rules(second) == ["front-matter-key"]
    assert (second.published, second.articles, second.pages, second.files) == (
        True,
        first.articles,
        first.pages,
        first.files,
    )
    assert site.build(now=NOW + timedelta(minutes=29)).written == 0
    assert "hi/duniya/later/index.html" not in site.output()
    assert site.build(now=NOW + timedelta(minutes=30)).articles == 2
    assert "hi/duniya/later/index.html" in site.output()
    site.build()
    assert "hi/duniya/later/index.html" not in site.output()
    site.delete("output/hi/duniya/one/index.html")
    site.build()
    assert "hi/duniya/one/index.html" in site.output()


def test_the_report_counts_what_there_is(site: SiteFolder) -> None:
    sample(site)
    site.article("world/draft.hi.md", draft="true")
    report = site.build()
    output = site.output()
    assert report.articles == 13
    assert report.files == len(output)
    assert report.size == sum(map(len, output.values()))
    copied = [path for path in output if path.startswith(("assets/", "media/", "search/")) or path == "ads.txt"]
    assert report.pages == len(output) - len(copied)


def test_a_file_of_the_output_that_was_damaged_or_deleted_is_made_again(site: SiteFolder) -> None:
    sample(site)
    site.build()
    before = site.output()
    site.write("output/hi/index.html", "गड़बड़")
    site.delete("output/hi/feed.xml")
    assert site.build().written == 2
    assert site.output() == before


def test_no_temporary_file_is_left_behind(site: SiteFolder) -> None:
    sample(site)
    site.build()
    site.write("layouts/article.html", "{{ nothing }}")
    site.build()
    assert not [path for path in site.output() if "tmp" in path]


def test_what_a_killed_build_left_is_cleared_away(site: SiteFolder) -> None:
    sample(site)
    site.build()
    before = site.output()
    site.write("output/hi/index.html.khabar-tmp", "आधा")
    site.article("world/new.hi.md")
    site.build()
    site.delete("content/world/new.hi.md")
    site.build()
    assert site.output() == before


def test_a_file_may_become_a_folder(site: SiteFolder) -> None:
    site.write("content/files/hi/team", "एक फ़ाइल")
    assert rules(site.build()) == []
    assert site.output()["hi/team"].decode() == "एक फ़ाइल"
    site.delete("content/files/hi/team")
    site.article("pages/team.hi.md", date=None)
    assert rules(site.build()) == []
    assert "hi/team/index.html" in site.output()


def test_a_folder_may_become_a_file(site: SiteFolder) -> None:
    site.article("pages/team.hi.md", date=None)
    site.build()
    site.delete("content/pages/team.hi.md")
    site.write("content/files/hi/team", "एक फ़ाइल")
    assert rules(site.build()) == []
    assert site.output()["hi/team"].decode() == "एक फ़ाइल"


def test_a_file_and_a_page_that_need_one_name_are_an_error(site: SiteFolder) -> None:
    site.article("pages/team.hi.md", date=None)
    site.write("content/files/hi/team", "एक फ़ाइल")
    (problem,) = site.build().problems
    assert problem.rule == "url-twice"
    assert "content/pages/team.hi.md" in problem.message and "content/files/hi/team" in problem.message
    assert site.output() == {}
    for _ in range(2):
        report = site.build(keep_going=True)
        assert (report.published, rules(report)) == (True, ["url-twice"])
        assert "hi/team/index.html" in site.output()
    site.delete("content/files/hi/team")
    assert rules(site.build()) == []


def test_a_file_that_needs_the_name_of_a_pages_folder_is_an_error(site: SiteFolder) -> None:
    site.article("pages/team.hi.md", date=None)
    site.build()
    before = site.output()
    site.write("content/files/hi/Team", "एक फ़ाइल")
    report = site.build()
    assert (report.published, rules(report)) == (False, ["url-twice"])
    assert site.output() == before


def test_a_page_whose_folder_has_the_name_of_a_file_is_an_error(site: SiteFolder) -> None:
    site.write("content/files/hi/team", "एक फ़ाइल")
    site.article("pages/other.hi.md", date=None)
    site.build()
    before = site.output()
    site.article("pages/team.hi.md", date=None)
    report = site.build()
    assert (report.published, rules(report)) == (False, ["url-twice"])
    assert site.output() == before
    for _ in range(2):  # as a clean build has it
        report = site.build(keep_going=True)
        assert (report.published, rules(report)) == (True, ["url-twice"])
        assert "hi/team/index.html" in site.output()


def test_the_cache_may_be_lost_or_damaged(site: SiteFolder) -> None:
    sample(site)
    site.build()
    before = site.output()
    for file in (site.root / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00damaged" * 100)
    report = site.build()
    assert (report.published, report.problems) == (True, ())
    assert site.output() == before


def test_whatever_is_damaged_in_the_cache_the_pages_are_right(site: SiteFolder) -> None:
    sample(site)
    site.build()
    memo = site.root / ".cache/site/memo.sqlite"
    with contextlib.closing(sqlite3.connect(memo)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
    whole = memo.read_bytes()
    last = (site.root / ".cache/site/last").read_bytes()
    site.article("world/new.hi.md", title="बदला हुआ")
    expected = site.build(output=site.root / "expected", cache=False)
    clean = {
        path.relative_to(site.root / "expected"): path.read_bytes() for path in files_below(site.root / "expected")
    }
    notes = []
    for start in range(0, len(whole), size):  # one page of the database after the other
        flipped = bytes(each ^ 0x55 for each in whole[start + 40 : start + 140])
        memo.write_bytes(whole[: start + 40] + flipped + whole[start + 140 :])
        memo.with_name("memo.sqlite-wal").unlink(missing_ok=True)
        memo.with_name("memo.sqlite-shm").unlink(missing_ok=True)
        (site.root / ".cache/site/last").write_bytes(last)
        report = site.build()
        assert report.problems == expected.problems
        output = site.root / "output"
        assert clean == {path.relative_to(output): path.read_bytes() for path in files_below(output)}, start
        notes += report.notes
    assert any("damaged" in str(note) for note in notes)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_without_the_cache_nothing_that_was_written_before_is_in_the_way(site: SiteFolder) -> None:
    import shutil

    sample(site)
    site.build()
    before = site.output()
    shutil.rmtree(site.root / ".cache")
    site.article("world/new.hi.md")
    site.build()
    shutil.rmtree(site.root / ".cache")
    site.delete("content/world/new.hi.md")
    report = site.build()
    assert report.published
    assert {path: data for path, data in site.output().items() if path in before} == before


def test_another_output_folder_is_a_site_of_its_own(site: SiteFolder) -> None:
    sample(site)
    site.build()
    other = site.root / "elsewhere"
    report = site.build(output=other)
    assert report.written == report.files
    found = {path.relative_to(other).as_posix(): path.read_bytes() for path in other.rglob("*") if path.is_file()}
    assert found == site.output()
    site.delete("content/india/s2.hi.md")
    site.build(output=other)
    assert not (other / "hi/desh/s2/index.html").exists()
    assert "hi/desh/s2/index.html" in site.output()


def test_an_address_that_vanishes_is_told_with_the_line_that_keeps_it(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.article("world/two.hi.md")
    assert site.build().notes == []
    site.article("world/one.hi.md", slug="new")
    note = str(*site.build().notes)
    assert (
        note == "/hi/duniya/one/ is gone: the story moved. In content/world/one.hi.md, write aliases: [/hi/duniya/one/]"
    )
    site.article("world/one.hi.md", slug="new", aliases="[/hi/duniya/one/]")
    assert site.build().notes == []
    assert "url=/hi/duniya/new/" in site.read("hi/duniya/one/index.html")
    site.delete("content/world/two.hi.md")
    note = str(*site.build().notes)
    assert note.startswith("/hi/duniya/two/ is gone with content/world/two.hi.md.") and "gone: true" in note


def test_a_draft_again_is_no_news_to_its_author(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    site.article("world/one.hi.md", draft="true")
    assert site.build().notes == []


def test_a_site_can_be_listed_while_a_server_is_at_work(site: SiteFolder) -> None:
    from generator.build import read_site

    site.article("world/one.hi.md")
    holder = Lock(cache_folder(site.options))
    with read_site(site.options) as (found, problems):
        assert [*found.stories] == ["world/one"] and problems == []
    with pytest.raises(SiteError):  # the server still has it
        site.build()
    holder.release()
    assert site.build().published


def test_two_builds_of_one_site_do_not_run_at_once(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    holder = Lock(cache_folder(site.options))
    with pytest.raises(SiteError) as caught:
        site.build()
    (problem,) = caught.value.problems
    assert problem.rule == "build-locked" and f"(process {os.getpid()})" in problem.message
    assert site.output() == {}
    holder.release()
    assert site.build().published


# ── The same site gives the same bytes ───────────────────────────────────────────────────────────────────────────


def run(folder: Path, *arguments: str, umask: int = 0o022, **environment: str) -> dict[str, bytes]:
    """The output of a build in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        "--site",
        str(folder),
        "--now",
        "2024-09-01T12:00",
        "--quiet",
    ]
    result = subprocess.run(
        [*command, *arguments],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    root = folder / "output"
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("extra", [[], ["--base-url", "https://user.github.io/blog/"]], ids=["root", "base path"])
def test_the_same_site_gives_the_same_bytes_anywhere(site: SiteFolder, extra: list[str]) -> None:
    sample(site, "one")
    sample(site, "other/place/दूसरी जगह")
    first = run(site.root / "one", *extra, "--jobs", "1", PYTHONHASHSEED="1", TZ="Asia/Kolkata", LC_ALL="C.UTF-8")
    second = run(
        site.root / "other/place/दूसरी जगह",
        *extra,
        "--jobs",
        "2",
        umask=0o077,
        PYTHONHASHSEED="2",
        TZ="America/St_Johns",
        LC_ALL="C",
        PYTHONUTF8="0",
    )
    assert first == second
    assert len(first) > 50


def test_the_order_of_the_files_on_disk_is_no_matter(
    site: SiteFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sample(site)
    site.build()
    other = tmp_path_factory.mktemp("reversed")
    for file in sorted((site.root / "content").rglob("*"), reverse=True):
        if file.is_file():
            copy = other / file.relative_to(site.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    (other / "config.yaml").write_bytes((site.root / "config.yaml").read_bytes())
    twin = SiteFolder(other, BuildOptions(site=other, now=NOW))
    twin.build()
    assert twin.output() == site.output()


def test_several_processes_give_the_bytes_of_one(site: SiteFolder) -> None:
    sample(site)
    for number in range(80):
        site.article(
            f"world/many{number}.hi.md", date=f"2024-0{number % 8 + 1}-10", tags="[रूस]", body="पाठ[^1]\n\n[^1]: नोट\n"
        )
    site.article("world/broken.hi.md", colour="red")
    one = site.build(output=site.root / "one", jobs=1)
    two = site.build(output=site.root / "two", jobs=2)
    assert one.problems == two.problems and rules(one) == ["front-matter-key"]
    files = [
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (site.root / "one", site.root / "two")
    ]
    assert files[0] == files[1]


def test_nothing_of_the_machine_is_in_the_output(site: SiteFolder) -> None:
    sample(site)
    site.build()
    for path, data in site.output().items():
        assert str(site.root).encode() not in data, path
        assert str(REPOSITORY).encode() not in data, path


def test_every_link_of_the_sample_leads_somewhere(site: SiteFolder) -> None:
    sample(site)
    site.build()
    output = site.output()
    for path, tree in pages(output).items():
        for url in addresses(tree):
            if url.startswith("/") and url != "/favicon.svg":
                assert output_path(url.partition("#")[0].partition("?")[0], "/") in output, (path, url)


# ── Digests ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Frozen:
    name: str
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class Other:
    name: str
    items: tuple[int, ...] = ()


@dataclass
class Living:
    name: str = "क"
    items: list[int] = field(default_factory=list)


VALUES = [
    None,
    True,
    False,
    0,
    1,
    -1,
    1.0,
    0.0,
    "",
    "1",
    "a",
    "क",
    "\ud800",
    b"",
    b"a",
    (),
    ("",),
    ("a", "b"),
    ("ab", ""),
    ("a", ("b",)),
    (("a",), "b"),
    {},
    {"a": 1},
    {"a": "1"},
    {"a": 1, "b": 2},
    Frozen("a"),
    Frozen("a", (1,)),
    Other("a"),
    datetime(2024, 1, 1, tzinfo=UTC),
    datetime(2024, 1, 1, 0, 0, 1, tzinfo=UTC),
]


def test_different_values_have_different_digests() -> None:
    digests = [digest(value) for value in VALUES]
    assert len(set(digests)) == len(VALUES)
    assert all(len(each) == 32 and set(each) <= set("0123456789abcdef") for each in digests)


def test_equal_values_have_equal_digests() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest(Frozen("a", (1,))) == digest(Frozen("a", (1,)))
    assert digest("कि" * 3) == digest("किकिकि")
    assert digest_bytes(b"a") == digest_bytes(bytes([97]))


UNDIGESTIBLE = {
    "list": [],
    "set": {1, 2},
    "object": object(),
    "living": Living(),
    "naive time": datetime(2024, 1, 1),
    "list in tuple": ("a", [1]),
    "list in dict": {"a": [1]},
    "list in frozen": Frozen("a", [1]),  # type: ignore[arg-type] # that is the point
    "iterator": iter(()),
    "function": len,
}


@pytest.mark.parametrize("value", UNDIGESTIBLE.values(), ids=UNDIGESTIBLE.keys())
def test_what_may_change_or_has_no_meaning_of_its_own_cannot_be_digested(value: object) -> None:
    with pytest.raises(TypeError):
        digest(value)


def test_digests_are_the_same_in_every_process() -> None:
    script = "from generator.digest import digest; print(digest(('क', {'b': 1, 'a': (None, True)}, b'x')))"
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1
