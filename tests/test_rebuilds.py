"""Exactly what an edit renders: what it must, and nothing else, however large the archive."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from conftest import CONFIG, NOW, SiteFolder

from generator.rows import Row
from generator.saved import Saved

FEEDS = ("feed.json", "feed.xml", "rss.xml")


def feeds(*lists: str) -> set[str]:
    return {f"{url}{name}" for url in lists for name in FEEDS}


def rendered(site: SiteFolder, **options: object) -> set[str]:
    # Which shards of the search an edit touches, tests/test_search.py says.
    return {url for url, _ in site.build(**options).rendered if not url.startswith("/search/")}


@pytest.fixture
def archive(site: SiteFolder) -> SiteFolder:
    """Forty stories, one a day, in Hindi; every second one in English too; built."""
    site.write("config.yaml", CONFIG + "feeds: {items: 5}\n")
    for number in range(1, 41):
        day = f"2024-{6 + number // 31:02}-{1 + (number - 1) % 30:02}"
        tag = "रूस" if number % 2 else "मौसम"
        site.article(
            f"world/s{number:02}.hi.md", title=f"ख़बर {number}", date=day, tags=f"[{tag}]", body=f"पाठ {number}\n"
        )
        if number % 2 == 0:
            site.article(f"world/s{number:02}.en.md", title=f"Story {number}", date=None, body=f"Text {number}\n")
    assert site.build().published
    return site


def test_nothing_changed_renders_nothing(archive: SiteFolder) -> None:
    report = archive.build()
    assert (report.rendered, report.written, report.deleted) == ([], 0, 0)


def test_a_touched_file_renders_nothing(archive: SiteFolder) -> None:
    os.utime(archive.root / "content/world/s10.hi.md")
    assert rendered(archive) == set()


def test_a_body_edit_renders_its_own_page_and_nothing_else(archive: SiteFolder) -> None:
    file = archive.root / "content/world/s10.hi.md"
    file.write_text(f"{file.read_text('utf-8')}\nदूसरा अनुच्छेद।\n", "utf-8")
    assert rendered(archive) == {"/hi/duniya/s10/"}


def test_a_body_edit_of_a_new_story_renders_the_feeds_that_carry_it(archive: SiteFolder) -> None:
    file = archive.root / "content/world/s39.hi.md"
    file.write_text(f"{file.read_text('utf-8')}\nदूसरा अनुच्छेद।\n", "utf-8")
    assert rendered(archive) == {"/hi/duniya/s39/"} | feeds("/hi/", "/hi/duniya/", "/hi/tags/rus/")


def test_a_title_edit_renders_where_the_title_shows(archive: SiteFolder) -> None:
    archive.article("world/s10.hi.md", title="नया शीर्षक", date="2024-06-10", tags="[मौसम]", body="पाठ 10\n")
    pages = rendered(archive)
    assert {"/hi/duniya/s10/", "/hi/duniya/s09/", "/hi/duniya/s11/", "/en/world/s10/", "/hi/archive/2024/06/"} <= pages
    # Newer stories that show it as related, and the list pages that hold it; no feed, no front page, no other list.
    related = {url for url in pages if url.startswith("/hi/duniya/s")} - {f"/hi/duniya/s{n:02}/" for n in (9, 10, 11)}
    assert all(int(url[-3:-1]) in range(12, 20, 2) for url in related)
    others = pages - related
    assert not any(url.endswith(FEEDS) for url in others)
    assert "/hi/" not in others and "/en/" not in others
    assert len(pages) <= 16


def test_a_new_story_renders_a_bounded_number_of_pages(site: SiteFolder) -> None:
    counts = []
    for size in (60, 120):
        for number in range(size):
            day = NOW - timedelta(days=2 + size - number)
            site.article(f"world/s{number:03}.hi.md", title=f"ख़बर {number}", date=f"{day:%Y-%m-%d}", tags="[रूस]")
        site.build()
        site.article("world/new.hi.md", title="सबसे नई", date="2024-09-01 11:00", tags="[रूस]")
        counts.append(len(rendered(site)))
        site.delete("content/world/new.hi.md")
        site.build()
    assert counts[0] == counts[1]
    assert counts[1] <= 30


def test_a_layout_edit_renders_the_pages_that_use_it(archive: SiteFolder) -> None:
    archive.write("layouts/month.html", '{% extends "base.html" %}\n')
    assert rendered(archive) == {f"/{code}/archive/2024/{month}/" for code in ("hi", "en") for month in ("06", "07")}


def test_a_word_of_one_edition_renders_that_edition_only(archive: SiteFolder) -> None:
    archive.write("layouts/strings/en.yaml", "related: Also read\n")
    pages = rendered(archive)
    assert pages
    assert all(url.startswith("/en/") for url in pages)


def test_a_link_follows_a_story_that_moves(archive: SiteFolder) -> None:
    archive.article("india/linking.hi.md", title="कड़ी", date="2024-06-05", body="[वहाँ](story:s20)\n")
    archive.build()
    archive.article("world/s20.hi.md", title="ख़बर 20", date="2024-06-20", tags="[मौसम]", slug="moved", body="पाठ 20\n")
    assert "/hi/desh/linking/" in rendered(archive)
    assert 'href="/hi/duniya/moved/"' in archive.read("hi/desh/linking/index.html")


def test_a_defaced_file_is_rendered_again_and_nothing_else(archive: SiteFolder) -> None:
    (archive.root / "output/hi/duniya/s05/index.html").write_text("x")
    assert rendered(archive) == {"/hi/duniya/s05/"}


def test_reasons_name_what_changed(archive: SiteFolder) -> None:
    archive.article("world/s40.hi.md", title="बदला", date="2024-07-10", tags="[मौसम]", body="पाठ 40\n")
    reasons = dict(archive.build().rendered)
    assert reasons["/hi/duniya/s39/"] == "newer changed"
    assert "title" in reasons["/hi/duniya/s40/"]
    assert "lead" in reasons["/hi/"]


def test_warnings_of_unchanged_articles_are_shown_again(site: SiteFolder) -> None:
    site.article("world/one.hi.md", catagory="x")
    first = site.build().problems
    assert [each.rule for each in first] == ["front-matter-key"]
    assert site.build().problems == first
    site.article("world/two.hi.md")
    assert site.build().problems == first


def test_an_address_that_vanishes_is_told_with_the_line_that_keeps_it(archive: SiteFolder) -> None:
    archive.article("world/s20.hi.md", title="ख़बर 20", date="2024-06-20", tags="[मौसम]", slug="moved", body="पाठ 20\n")
    note = str(*archive.build().notes)
    assert "/hi/duniya/s20/ is gone" in note
    assert "content/world/s20.hi.md" in note and "aliases: [/hi/duniya/s20/]" in note
    archive.delete("content/world/s21.hi.md")
    note = str(*archive.build().notes)
    assert "gone: true" in note


def test_a_withdrawn_story_says_so_and_stands_nowhere_else(archive: SiteFolder) -> None:
    archive.article("world/s20.hi.md", title="ख़बर 20", date="2024-06-20", gone="हाँ", body="पाठ 20\n")
    archive.build()
    page = archive.read("hi/duniya/s20/index.html")
    assert "यह ख़बर हटा ली गई है" in page and "पाठ 20" not in page and "noindex" in page
    assert "/hi/duniya/s20/ /hi/duniya/s20/ 410" in archive.read("_redirects")
    assert [path for path, data in archive.output().items() if b"/hi/duniya/s20/" in data] == [
        "_redirects",
        "hi/duniya/s20/index.html",
    ]


def test_an_expired_story_is_gone_without_an_edit(archive: SiteFolder) -> None:
    archive.article("world/s20.hi.md", title="ख़बर 20", date="2024-06-20", expire="2024-09-01 13:00", body="पाठ 20\n")
    archive.build()
    assert "hi/duniya/s20/index.html" in archive.output()
    report = archive.build(now=NOW + timedelta(hours=1))
    assert report.deleted >= 1
    assert not any(b"/hi/duniya/s20/" in data for data in archive.output().values())


def test_a_damaged_or_foreign_cache_is_a_cold_start(archive: SiteFolder) -> None:
    before = archive.output()
    for name in ("memo.sqlite", "last"):
        for data in (b"", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000):
            (archive.root / ".cache/site" / name).write_bytes(data)
            report = archive.build()
            assert report.published
            assert archive.output() == before
    assert archive.build().rendered == []


def test_a_second_build_at_once_says_who_holds_the_lock(archive: SiteFolder) -> None:
    from generator.build import Builder
    from generator.problems import SiteError

    first = Builder(archive.options)
    first.build(NOW)
    archive.article("world/more.hi.md")
    with pytest.raises(SiteError, match=f"process {os.getpid()}"):
        archive.build()
    first.close()
    assert archive.build().published


def test_a_fresh_process_loads_only_the_articles_that_an_edit_touches(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More stories that nothing shows beside the edited one must not mean more work."""
    asked: list[str] = []
    original = Saved.row

    def row(self: Saved, path: str) -> Row | None:
        asked.append(path)
        return original(self, path)

    monkeypatch.setattr(Saved, "row", row)
    counts = []
    for many in (60, 240):
        for number in range(many):
            site.article(f"world/s{number:03}.hi.md", date=f"20{10 + number // 12}-{1 + number % 12:02}-05", tags="[a]")
        site.build()
        file = site.root / "content/world/s020.hi.md"
        file.write_text(f"{file.read_text('utf-8')}\nदूसरा अनुच्छेद।\n", "utf-8")
        asked.clear()
        assert rendered(site) == {"/hi/duniya/s020/"}
        counts.append(len(set(asked)))
    assert 0 < counts[1] <= counts[0] + 5 < 60
