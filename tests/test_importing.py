"""`khabar import`: what another system keeps becomes articles that build and check; nobody's edits are written over."""

from __future__ import annotations

import functools
import http.server
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from html import escape as escape_html
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import SiteFolder, rules
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from generator.article import parse_body
from generator.cli import main
from generator.frontmatter import parse_source
from generator.hindi import norm_text
from generator.importing.album import Album, Fetcher
from generator.importing.carried import Carried, clean, one_line, render_carried
from generator.importing.lists import relisted
from generator.importing.markup import to_markdown
from generator.importing.php import unserialize
from generator.importing.placing import LEDGER, Ledger
from generator.importing.signs import escape, guard
from generator.importing.wxr import read_wxr
from generator.problems import SiteError
from generator.tree import Listing, Scalar

IMPORTS = Path(__file__).with_name("imports")
Import = Callable[..., tuple[int, str, str]]
Told = Callable[..., dict[str, object]]


@pytest.fixture
def khabar(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Import:
    """Runs the command on the site; exit code, output, errors."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--site", str(site.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def carry(khabar: Import) -> Told:
    """Runs an import and gives its report."""

    def run(*arguments: str | Path) -> dict[str, object]:
        _, out, _ = khabar("import", *arguments, "--json")
        told: dict[str, object] = json.loads(out)
        return told

    return run


def picture(colour: str = "red", kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, kind)
    return file.getvalue()


def uploads(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture(f"#{number:06x}", "JPEG" if name.endswith("jpg") else "PNG"))
    return folder


def found(told: dict[str, object], rule: str) -> list[str]:
    """The messages of a report's problems of one rule."""
    problems: list[dict[str, str]] = told["problems"]  # type: ignore[assignment]
    return [each["message"] for each in problems if each["rule"] == rule]


def text_of(site: SiteFolder, path: str) -> str:
    return (site.root / "content" / path).read_text("utf-8")


def register(site: SiteFolder, told: dict[str, object]) -> None:
    """Does what the report asks for: its lines go into config.yaml, which ends with its sections."""
    config = (site.root / "config.yaml").read_text("utf-8")
    lines = str(told["config"]).removeprefix("taxonomies:\n").removeprefix("  section:\n    terms:\n")
    site.write("config.yaml", config + lines)


def checked(site: SiteFolder, khabar: Import) -> list[str]:
    """The errors of `khabar check`."""
    _, out, _ = khabar("check", "--json")
    return [f"{each['path']}: {each['message']}" for each in json.loads(out)["problems"] if each["severity"] == "error"]


# ── WordPress ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_polylang_pair_becomes_one_story_with_its_picture_and_old_addresses(
    site: SiteFolder, carry: Told, khabar: Import, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = uploads(tmp_path_factory.mktemp("uploads"), "2023/08/lander.jpg")
    told = carry("wordpress", IMPORTS / "polylang.xml", "--pictures", folder)
    assert told["articles"] == {"new": 3} and told["pictures"] == {"new": 1}
    hindi, english = text_of(site, "science/chandrayaan-3.hi.md"), text_of(site, "science/chandrayaan-3.en.md")
    assert hindi.startswith(
        "---\n"
        "title: चंद्रयान-3: चाँद पर उतरा भारत\n"
        "date: 2023-08-23 18:04\n"
        "updated: 2023-08-24 09:00\n"
        "pinned: true\n"
        "tags: [चाँद]\n"
        "authors: [रमेश कुमार]\n"
        "summary: भारत चाँद के दक्षिणी ध्रुव के पास उतरने वाला पहला देश बना।\n"
        "image:\n"
        "  path: /images/2023/08/lander.jpg\n"
        "  alt: चाँद की सतह पर खड़ा लैंडर\n"
        "  credit: इसरो\n"
        "  caption: चाँद पर विक्रम लैंडर\n"
        "slug: चंद्रयान-3\n"
        'aliases: ["/hi/2023/08/चंद्रयान-3/"]\n'
        "---\n"
    )
    assert "[अंग्रेज़ी में पढ़ें](chandrayaan-3.en.md)" in hindi
    assert '![चाँद की सतह पर खड़ा लैंडर](/images/2023/08/lander.jpg "चाँद पर विक्रम लैंडर"){credit="इसरो"}' in hindi
    assert "tags: [Moon]" in english
    assert found(told, "import-language") == [
        "1 articles in 'fr_FR' were left out: the site has no such edition (it has hi, en)"
    ]
    register(site, told)
    report = site.build()
    assert rules(report) == [] and report.published
    page = site.read("hi/vigyan/चंद्रयान-3/index.html")
    assert 'hreflang="en"' in page and "/en/science/chandrayaan-3/" in page
    assert "/hi/vigyan/" in unquote(site.read("hi/2023/08/चंद्रयान-3/index.html"))  # the old address leads on
    assert checked(site, khabar) == []


def test_a_wpml_pair_is_known_by_its_fields_and_its_categories_by_their_pairs(
    site: SiteFolder, carry: Told, khabar: Import
) -> None:
    told = carry("wordpress", IMPORTS / "wpml.xml")
    paths = sorted(each.relative_to(site.root).as_posix() for each in (site.root / "content").rglob("*.md"))
    assert paths == [
        "content/sports/india-win.en.md",
        "content/sports/india-win.hi.md",
        "content/sports/rain.en.md",
        "content/sports/rain.hi.md",
        "content/sports/scorecard.en.md",  # no field tells its language, but its address does
    ]
    assert 'sports: {en: "Sports", hi: "खेल"}' in str(told["config"])
    register(site, told)
    assert rules(site.build()) == [] and checked(site, khabar) == []


def test_the_classic_editors_text_becomes_markdown_and_what_is_lost_is_told_with_its_line(
    site: SiteFolder, carry: Told, khabar: Import, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = uploads(tmp_path_factory.mktemp("uploads"), "2019/07/rain.jpg", "2019/07/bus.png")
    told = carry("wordpress", IMPORTS / "classic.xml", "--pictures", folder, "--now", "2024-09-01")
    text = text_of(site, "india/delhi-rain.hi.md")
    assert text.partition("---\n\n")[2] == (IMPORTS / "classic.md").read_text("utf-8")
    assert 'aliases: ["/2019/07/delhi-rain/", "/2019/07/delhi-rain/2/"]' in text
    assert "tags: [दिल्ली, बारिश]" in text  # the narrower category is a tag, the wider one the section
    lost = {each["rule"]: (each["line"], each["message"]) for each in told["problems"] if "delhi-rain" in each["path"]}  # type: ignore[attr-defined, index]
    assert lost["import-shortcode"][1].endswith('[contact-form-7 id="12" title="संपर्क"]')
    for line, _ in lost.values():
        assert text.split("\n")[line - 1].startswith(("<!-- ", "<https://player"))
    states = {path: "draft: true" in text_of(site, path) for path in ("niji.hi.md", "tala.hi.md", "kal.hi.md")}
    assert states == {"niji.hi.md": True, "tala.hi.md": True, "kal.hi.md": False}  # scheduled is a date of its own
    assert sorted(found(told, "import-draft")) == [
        "a draft now: it was behind a password",
        "a draft now: it was private",
        "a draft now: it was waiting for a review",
    ]
    assert not list((site.root / "content").rglob("*trashed*"))
    assert len(found(told, "legacy-font")) == 1 and "fganh lekpkj" in text_of(site, "india/font.hi.md")
    (site.root / "content/india/font.hi.md").unlink()
    register(site, told)
    assert rules(site.build()) == [] and checked(site, khabar) == []
    assert "क्\u200dष" in site.read("hi/desh/delhi-rain/index.html")


def test_gutenbergs_blocks_become_blocks_galleries_videos_and_notes(
    site: SiteFolder, carry: Told, khabar: Import, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = uploads(tmp_path_factory.mktemp("uploads"), "2024/01/summit.jpg", "2024/01/flags.png")
    told = carry("wordpress", IMPORTS / "gutenberg.xml", "--pictures", folder)
    text = text_of(site, "world/leaders-meet.en.md")
    assert text.partition("---\n\n")[2] == (IMPORTS / "gutenberg.md").read_text("utf-8")
    assert found(told, "import-block") == [
        "the block 'latest-posts' was filled by the old system's server: <!-- wp:latest-posts /-->"
    ]
    assert found(told, "import-left") == ["left out: 1 × comments"]
    register(site, told)
    assert rules(site.build()) == [] and checked(site, khabar) == []
    assert "AT&amp;T said 2 &lt; 3 and *stars* and _lines_." in site.read("en/world/comments/index.html")


def test_a_second_import_changes_nothing_and_a_newer_export_only_what_nobody_edited(
    site: SiteFolder, carry: Told, tmp_path: Path
) -> None:
    carry("wordpress", IMPORTS / "wpml.xml")
    before = {each: each.read_bytes() for each in site.root.rglob("*") if each.is_file()}
    assert carry("wordpress", IMPORTS / "wpml.xml")["articles"] == {"unchanged": 5}
    assert {each: each.read_bytes() for each in site.root.rglob("*") if each.is_file()} == before

    mine = site.root / "content/sports/rain.en.md"
    mine.write_text(mine.read_text("utf-8").replace("because of rain", "because of heavy rain"), "utf-8")
    (site.root / "content/sports/scorecard.en.md").unlink()
    moved = site.root / "content/sports/washed-out.hi.md"
    (site.root / "content/sports/rain.hi.md").rename(moved)
    newer = tmp_path / "newer.xml"
    newer.write_text(
        (IMPORTS / "wpml.xml").read_text("utf-8").replace("called off", "abandoned").replace("in Mumbai", "in Pune")
    )
    told = carry("wordpress", newer)
    assert told["articles"] == {"unchanged": 1, "updated": 1, "kept": 1, "deleted": 2}
    assert "because of heavy rain" in mine.read_text("utf-8") and moved.exists()
    assert "in Pune" in text_of(site, "sports/india-win.en.md")
    assert found(told, "import-kept") == [
        "changed here since it was carried over, and changed in the old system too; yours was kept"
    ]
    # Only edited: nothing to be told.
    assert found(carry("wordpress", IMPORTS / "wpml.xml"), "import-kept") == []


def test_a_file_that_no_import_wrote_is_left_alone(site: SiteFolder, carry: Told) -> None:
    own = site.write("content/sports/rain.en.md", "---\ntitle: Mine\ndate: 2024-01-01\n---\nMine.\n")
    told = carry("wordpress", IMPORTS / "wpml.xml")
    assert told["articles"] == {"new": 4, "taken": 1} and "Mine" in own.read_text("utf-8")
    assert len(found(told, "import-taken")) == 1


def test_a_dry_run_writes_nothing(site: SiteFolder, khabar: Import) -> None:
    code, out, _ = khabar("import", "wordpress", IMPORTS / "wpml.xml", "--dry-run")
    assert code == 0 and "5 articles would be carried over: 5 new" in out
    assert [each.name for each in site.root.iterdir()] == ["config.yaml"]


def test_pictures_that_were_not_to_be_had_come_with_a_later_import(
    site: SiteFolder, carry: Told, khabar: Import, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, out, _ = khabar("import", "wordpress", IMPORTS / "gutenberg.xml")
    assert "--pictures DIR, or run it again with --download" in out
    assert "<!-- picture: https://old.example/" in text_of(site, "world/leaders-meet.en.md")
    assert rules(site.build()) == []
    folder = uploads(tmp_path_factory.mktemp("uploads"), "2024/01/summit.jpg", "2024/01/flags.png")
    assert carry("wordpress", IMPORTS / "gutenberg.xml", "--pictures", folder)["articles"] == {
        "updated": 1,
        "unchanged": 1,
    }
    assert "<!-- picture:" not in text_of(site, "world/leaders-meet.en.md")
    # And they stay, though the folder is not named again.
    assert carry("wordpress", IMPORTS / "gutenberg.xml")["articles"] == {"unchanged": 2}


# ── Downloads ────────────────────────────────────────────────────────────────────────────────────────────────────────


class OldSite(http.server.BaseHTTPRequestHandler):
    asked: list[str]
    files: dict[str, bytes]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:9/uploads/a.png")
            self.end_headers()
            return
        data = self.files.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def old_site() -> Iterator[tuple[str, type[OldSite]]]:
    handler = type("Handler", (OldSite,), {"asked": [], "files": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=functools.partial(server.serve_forever, poll_interval=0.01), daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}", handler
    server.shutdown()
    server.server_close()
    thread.join()


def test_pictures_are_downloaded_once_from_the_old_site_alone_and_only_by_leave(
    site: SiteFolder, carry: Told, old_site: tuple[str, type[OldSite]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.importing.album.PAUSE", 0.0)
    monkeypatch.setattr(Fetcher.__init__, "__defaults__", (0.0, *Fetcher.__init__.__defaults__[1:]))  # type: ignore[misc, index]
    host, handler = old_site
    handler.files["/wp-content/uploads/2024/01/summit.jpg"] = picture(kind="JPEG")
    handler.files["/wp-content/uploads/2024/01/flags.png"] = b"<html>not a picture</html>"
    export = tmp_path / "export.xml"
    export.write_text((IMPORTS / "gutenberg.xml").read_text("utf-8").replace("https://old.example", f"http://{host}"))
    assert carry("wordpress", export)["pictures"] == {} and handler.asked == []
    assert carry("wordpress", export, "--no-download")["pictures"] == {} and handler.asked == []
    told = carry("wordpress", export, "--download")
    assert told["pictures"] == {"new": 1}
    assert "/wp-content/uploads/2024/01/summit.jpg" in handler.asked
    assert (site.root / "content/images/2024/01/summit.jpg").read_bytes() == picture(kind="JPEG")
    assert [each for each in found(told, "import-picture") if "no picture, or a damaged one" in each]
    handler.asked.clear()
    carry("wordpress", export, "--download")
    assert "/wp-content/uploads/2024/01/summit.jpg" not in handler.asked


def test_a_download_goes_to_no_other_host_and_takes_nothing_endless(old_site: tuple[str, type[OldSite]]) -> None:
    host, handler = old_site
    handler.files["/uploads/big.png"] = b"x" * 5000
    fetcher = Fetcher(frozenset({host}), pause=0.0, timeout=2.0, limit=1000)
    assert fetcher.fetch("http://127.0.0.2:9/uploads/a.png") == (b"", "on another site")
    assert fetcher.fetch("file:///etc/passwd") == (b"", "on another site")
    assert handler.asked == []
    assert fetcher.fetch(f"http://{host}/away.png")[1].startswith("302")
    assert fetcher.fetch(f"http://{host}/uploads/big.png") == (b"", "too large")
    assert fetcher.fetch(f"http://{host}/uploads/none.png") == (b"", "404 Not Found")


@pytest.mark.parametrize(
    "url", ["https://old.example/uploads/../../secret.png", "https://old.example/uploads/%2e%2e/%2e%2e/secret.png"]
)
def test_a_pictures_name_leads_neither_out_of_the_folder_nor_out_of_the_site(
    site: SiteFolder, tmp_path_factory: pytest.TempPathFactory, url: str
) -> None:
    folder = tmp_path_factory.mktemp("old") / "uploads"
    uploads(folder, "in.png")
    uploads(folder.parent.parent, "secret.png")
    uploads(folder.parent, "secret.png")
    album = Album(Ledger(site.root), folder)
    assert album.find(url) == ""
    assert not (site.root / "content").exists()


# ── What an export may hold ──────────────────────────────────────────────────────────────────────────────────────────

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ha">{rest}]>
<rss><channel><title>&l;</title></channel></rss>
""".replace(
    "{rest}", "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True))
)
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss><channel><title>&x;</title></channel></rss>
"""


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">\n<rss/>'])
def test_an_export_with_entities_is_refused_with_its_line(
    site: SiteFolder, khabar: Import, tmp_path: Path, text: str
) -> None:
    export = tmp_path / "bomb.xml"
    export.write_text(text)
    code, out, err = khabar("import", "wordpress", export)
    assert code == 1 and out == ""
    assert re.match(rf"{re.escape(str(export))}:[12]:\d+: error\[import-doctype\]: ", err)
    assert not (site.root / "content").exists()


def test_broken_xml_is_told_with_line_and_column_and_nothing_is_written(
    site: SiteFolder, khabar: Import, tmp_path: Path
) -> None:
    export = tmp_path / "cut.xml"
    export.write_text((IMPORTS / "wpml.xml").read_text("utf-8")[:-400])
    code, _, err = khabar("import", "wordpress", export)
    assert code == 1 and re.search(r"cut\.xml:\d+:\d+: error\[import-xml\]: the export is broken here: ", err)
    assert not (site.root / "content").exists()


def test_what_is_no_export_is_said_kindly(site: SiteFolder, khabar: Import, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss><channel><title>x</title></channel></rss>")
    assert "this is not a WordPress export" in khabar("import", "wordpress", tmp_path / "feed.xml")[2]
    assert "error[import-unreadable]" in khabar("import", "wordpress", tmp_path / "none.xml")[2]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "error[import-format]: this is not a Hugo site" in khabar("import", "hugo", empty)[2]
    assert "error[import-format]: this is not a Jekyll site" in khabar("import", "jekyll", empty)[2]
    code, _, err = khabar("import", "hugo", tmp_path / "nowhere")
    assert code == 2 and "not a folder" in err


def test_an_unknown_format_or_edition_gets_a_suggestion(khabar: Import, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        khabar("import", "wordpres", "x.xml")
    assert ended.value.code == 2 and "did you mean 'wordpress'?" in capsys.readouterr().err
    code, _, err = khabar("import", "wordpress", IMPORTS / "wpml.xml", "--edition", "hin")
    assert code == 2 and "there is no edition 'hin'; the site has: hi, en" in err


def test_control_characters_that_databases_hold_are_left_out(site: SiteFolder, carry: Told, tmp_path: Path) -> None:
    export = tmp_path / "dirty.xml"
    export.write_bytes((IMPORTS / "wpml.xml").read_bytes().replace(b"wickets.</p>", b"wickets.\x08\x0b</p>"))
    assert carry("wordpress", export)["articles"] == {"new": 5}
    assert "five wickets.\n" in text_of(site, "sports/india-win.en.md")


def test_a_large_export_is_read_as_a_stream(tmp_path: Path) -> None:
    import tracemalloc

    export = tmp_path / "large.xml"
    head, item, tail = re.split(
        r"(  <item>.*?</item>\n)", (IMPORTS / "wpml.xml").read_text("utf-8"), maxsplit=1, flags=re.DOTALL
    )
    with export.open("w") as file:
        file.write(head)
        for _ in range(400):
            file.write(item.replace("जीता।", "जीता। " * 3000))
        file.write(tail)
    tracemalloc.start()
    count = sum(1 for _ in read_wxr(export))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > 400 and peak < export.stat().st_size / 4


@given(st.text(max_size=60))
def test_serialised_values_never_crash(text: str) -> None:
    unserialize(text)


def test_serialised_values() -> None:
    assert unserialize('a:2:{s:2:"hi";i:3;i:0;a:1:{s:1:"x";b:1;}}') == {"hi": 3, "0": {"x": True}}
    assert unserialize('a:1:{i:0;O:8:"stdClass":0:{}}') is None
    assert unserialize("a:1:{i:0;" * 1000) is None


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

LIKELY = "\\`*_{}[]()#+-.!<>&|~:=\"'^$@ \n\t1abकि्\u200d\u200c।\u00a0"
SIGNS = st.text(st.one_of(st.sampled_from(LIKELY), st.characters(exclude_categories=["Cs"])), max_size=40)


class Nowhere:
    def picture(self, url: str, id: str) -> str:
        return "not here"

    def link(self, url: str) -> str:
        return url

    def file(self, url: str) -> str:
        return url


BREAKS = re.compile(r"<(?:br|/?p|/?t[dhr]|/?div)>")


def shown(markdown: str) -> str:
    """The text that readers see of some Markdown, on one line; quotes as they were typed."""
    parts = [part for part in parse_body(markdown).parts if isinstance(part, str)]
    text = unescape(re.sub(r"<[^>]*>", "", BREAKS.sub(" ", "".join(parts))))
    return " ".join(text.translate(str.maketrans("“”‘’–—…", "\"\"''---")).replace("...", "-").split())


def plain(text: str) -> str:
    return " ".join(norm_text(clean(text)).translate(str.maketrans("“”‘’–—…", "\"\"''---")).replace("...", "-").split())


@given(SIGNS)
@example("1. क\n# ख\n:::facts\n~~~\n- \n===")
@example("[TOC]")
@example("[^1] [a](b) ![c](d) [e][f]\n[g]: h")
@example("a | b\n--- | ---")
@example("wow!")
@example("a \\| b")
def test_any_text_of_a_page_is_shown_as_it_was(text: str) -> None:
    if any(mark in text for mark in "\u200b\ufeff\u2060"):
        return  # left out of every article
    markdown = guard(escape(clean(text).replace("\n", " ")).strip())
    document = parse_body(norm_text(markdown))
    assert document.problems == ()
    assert re.sub("-+", "-", shown(norm_text(markdown))) == re.sub("-+", "-", plain(text.replace("\n", " ")))


FORMS = [
    "<p>{}</p>",
    "<ul><li>{}</li></ul>",
    "<p>x <b>{}</b> y</p>",
    "<p>{}<br>{}</p>",
    "<blockquote>{}</blockquote>",
    "<h2>{}</h2>",
    "<table><tr><th>a</th><th>b</th></tr><tr><td>{}</td><td>c</td></tr></table>",
    "<div>{}<p>y</p>{}</div>",
    '<p><a href="https://x.example/">{}</a></p>',
]


@pytest.mark.parametrize("form", FORMS)
@given(text=SIGNS)
def test_any_text_in_an_element_is_shown_as_it_was(form: str, text: str) -> None:
    if any(mark in text for mark in "\u200b\ufeff\u2060"):
        return
    text = one_line(text)
    html = form.replace("{}", escape_html(text))
    expected = plain(re.sub(r"<[^>]*>", "", BREAKS.sub(" ", form)).replace("{}", text))
    assert re.sub("-+", "-", shown(norm_text(to_markdown(html, Nowhere()).text))) == re.sub("-+", "-", expected)


@given(SIGNS)
def test_a_title_comes_back_exactly(text: str) -> None:
    title = one_line(text)
    source = parse_source(render_carried(Carried("", "", (("title", title),), "")).replace("\u200b", ""), "a.md")
    node = source.front.get("title")
    if title.replace("\u200b", "").strip():
        assert isinstance(node, Scalar) and " ".join(node.text.split()) == " ".join(title.replace("\u200b", "").split())


@given(st.lists(SIGNS.map(one_line).filter(bool), min_size=1, max_size=4))
def test_tags_come_back_exactly(tags: list[str]) -> None:
    from zoneinfo import ZoneInfo

    from generator.schema import Reader

    source = parse_source(render_carried(Carried("", "", (("tags", tuple(tags)),), "")), "a.md")
    reader = Reader("a.md", ZoneInfo("UTC"))
    node = source.front.get("tags")
    assert isinstance(node, Scalar | Listing)
    assert reader.texts(node, "tags") == tuple(" ".join(tag.split()) for tag in tags)
    assert reader.problems == []


TAGS = (
    "<p> <li> <ul> <ol> <table> <tr> <td> <b> <em> <a> <h2> <pre> <code> <br> <img> <sup> <figure> <figcaption> </p> "
    "</li> </ul> </table> </b> </em> </a> </h2> </pre> <!-- --> &amp; <blockquote> <script> <div> </div>"
)
ODD_TAGS = ['<a href="/x y">', '<img src="a.jpg" alt="[">', "<iframe src=x>"]
MARKUP = st.sampled_from([*"<>/=\"' abp[]&;#-!क*\n", *TAGS.split(" "), *ODD_TAGS])


@given(st.lists(MARKUP, max_size=40).map("".join))
def test_any_markup_becomes_markdown_without_a_crash(html: str) -> None:
    parse_body(to_markdown(html, Nowhere()).text)


def test_elements_without_end_are_no_trouble() -> None:
    assert "tief" in to_markdown("<div><span>" * 3000 + "tief", Nowhere()).text
    assert "tief" in to_markdown("<ul><li>" * 500 + "tief", Nowhere()).text
    assert "tief" in to_markdown("<blockquote>" * 500 + "tief", Nowhere()).text


def test_lists_of_two_blanks_get_four() -> None:
    assert relisted("Text\n* one\n  more\n  * two\n\n    words\n* three\n\nText\n1) a\n2) b") == (
        "Text\n\n- one\n    more\n    - two\n\n        words\n- three\n\nText\n\n1. a\n2. b"
    )


# ── Hugo and Jekyll ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def old(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A copy of an old site, with its pictures."""
    import shutil

    def copy(name: str) -> Path:
        root = tmp_path_factory.mktemp("old") / name
        shutil.copytree(IMPORTS / name, root)
        uploads(root, "static/images/summit.png", "images/summit.png", "content/hi/posts/mela/stall.png")
        return root

    return copy


def test_a_hugo_site_with_folders_of_languages(
    site: SiteFolder, carry: Told, khabar: Import, old: Callable[[str], Path]
) -> None:
    root = old("hugo")
    told = carry("hugo", root)
    assert told["articles"] == {"new": 5} and told["pictures"] == {"new": 2}
    english = text_of(site, "world/summit.en.md")
    assert english == (IMPORTS / "hugo.md").read_text("utf-8")
    assert "slug: शिखर" in text_of(site, "world/summit.hi.md")
    assert "![मेला](stall.png)" in text_of(site, "culture/mela/index.hi.md")
    assert (site.root / "content/culture/mela/stall.png").is_file()
    [broken] = [each for each in told["problems"] if each["rule"] == "import-front-matter"]  # type: ignore[attr-defined]
    assert broken["path"].endswith("content/en/world/broken.md") and broken["line"] == 2
    assert "left out: 2 × pages of lists (_index)" in found(told, "import-left")
    register(site, told)
    assert rules(site.build()) == ["picture-alt"] and checked(site, khabar) == []
    assert "/hi/" in site.read("purana/shikhar/index.html")
    assert carry("hugo", root)["articles"] == {"unchanged": 5}


def test_a_jekyll_site_with_pairs_by_ref(
    site: SiteFolder, carry: Told, khabar: Import, old: Callable[[str], Path]
) -> None:
    root = old("jekyll")
    told = carry("jekyll", root)
    assert told["articles"] == {"new": 5}
    assert text_of(site, "world/summit.en.md") == (IMPORTS / "jekyll.md").read_text("utf-8")
    assert "title: नेता मिले: पहला दिन" in text_of(site, "world/summit.hi.md")
    assert "draft: true" in text_of(site, "posts/later.en.md")
    assert (site.root / "content/pages/about.en.md").is_file()
    register(site, told)
    assert rules(site.build()) == ["picture-alt"] and checked(site, khabar) == []
    assert carry("jekyll", root)["articles"] == {"unchanged": 5}


def test_front_matter_with_aliases_within_aliases_is_refused(
    site: SiteFolder, carry: Told, old: Callable[[str], Path]
) -> None:
    root = old("hugo")
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (root / "content/en/world/bomb.md").write_text(f"---\ntitle: x\n{bomb}---\ntext\n")
    told = carry("hugo", root)
    assert any("too many aliases" in each for each in found(told, "import-front-matter"))


def test_a_link_out_of_the_old_site_is_not_followed(site: SiteFolder, carry: Told, old: Callable[[str], Path]) -> None:
    root = old("hugo")
    outside = root.parent / "outside.md"
    outside.write_text("---\ntitle: Secret\ndate: 2024-01-01\n---\nsecret\n")
    (root / "content/en/world/link.md").symlink_to(outside)
    carry("hugo", root)
    assert not any("secret" in each.read_text("utf-8") for each in (site.root / "content").rglob("*.md"))


def test_a_folder_of_the_site_that_leads_out_of_it_is_not_written_to(
    site: SiteFolder, khabar: Import, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (site.root / "content").mkdir()
    (site.root / "content/sports").symlink_to(outside)
    code, _, err = khabar("import", "wordpress", IMPORTS / "wpml.xml")
    assert code == 1 and "error[import-path]" in err and list(outside.iterdir()) == []


def test_a_damaged_record_is_an_error_and_nothing_is_touched(site: SiteFolder, khabar: Import) -> None:
    site.write(LEDGER, "{broken")
    code, _, err = khabar("import", "wordpress", IMPORTS / "wpml.xml")
    assert code == 1 and "imported.json:1:2: error[import-ledger]" in err and not (site.root / "content").exists()


# ── Pasted texts ─────────────────────────────────────────────────────────────────────────────────────────────────────

PASTED = """\
होम > देश > दिल्ली

दिल्ली में बारिश से राहत, कई इलाक़ों में जलभराव

Published: 14 जुलाई 2023, शाम 5:30 बजे
By रमेश कुमार
Share
Facebook

राजधानी में शुक्रवार को हुई बारिश ने लोगों को गर्मी से राहत दी।

यह भी पढ़ें: मुंबई में येलो अलर्ट

मौसम विभाग ने 15 जुलाई 2023 को भी 5 * 3 मिमी बारिश का अनुमान जताया है। […]

• लाजपत नगर
• मिंटो ब्रिज

Edited by: Desk
हमें फॉलो करें: Facebook
Advertisement
"""


def test_a_pasted_text_becomes_a_draft_without_what_was_the_pages_own(
    site: SiteFolder, khabar: Import, tmp_path: Path
) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text(PASTED, "utf-8")
    code, out, err = khabar("import", "text", file, "--section", "देश")
    [path] = (site.root / "content").rglob("*.md")
    assert code == 0 and path.relative_to(site.root).as_posix() in out
    assert path.read_text("utf-8") == (
        "---\n"
        "title: दिल्ली में बारिश से राहत, कई इलाक़ों में जलभराव\n"
        "date: 2023-07-14 17:30\n"
        "authors: [रमेश कुमार]\n"
        f"slug: {path.name.removesuffix('.hi.md')}\n"
        "draft: true\n"
        "---\n"
        "\n"
        "राजधानी में शुक्रवार को हुई बारिश ने लोगों को गर्मी से राहत दी।\n"
        "\n"
        "मौसम विभाग ने 15 जुलाई 2023 को भी 5 \\* 3 मिमी बारिश का अनुमान जताया है।\n"
        "\n"
        "- लाजपत नगर\n"
        "- मिंटो ब्रिज\n"
    )
    assert "left out: यह भी पढ़ें: मुंबई में येलो अलर्ट" in out and err == ""
    before = path.read_bytes()
    code, _, err = khabar("import", "text", file, "--section", "देश")
    assert code == 1 and "error[new-exists]" in err and path.read_bytes() == before


def test_damage_in_a_pasted_text_is_told(site: SiteFolder, khabar: Import, tmp_path: Path) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text("अाम लोगों की ख़बर\n\nfganh lekpkj gS vkSj fnYyh esa\n", "utf-8")
    _, _, err = khabar("import", "text", file, "--now", "2024-09-01")
    assert "sign-on-vowel" in err and "legacy-font" in err and "import-date" in err


PAGE = """<!doctype html><html><head><title>Rain | The Site</title>
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Rain brings relief to Delhi",
"datePublished": "2023-07-14T12:00:00Z", "author": {"name": "Ramesh Kumar"}}]}</script></head>
<body><nav><p>Home and many other words that a page has in its menu, again and again</p></nav><article>
<h1>Rain brings relief to Delhi</h1><div class="body"><p>The rain on Friday brought relief to the capital.</p>
<p>Also Read: Mumbai on alert</p>
<p>The met office <a href="https://imd.example/x">said</a> more was to come.</p></div></article>
<footer><p>All rights reserved.</p></footer></body></html>"""


def test_a_pages_source_is_read_for_its_article(
    site: SiteFolder, khabar: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    code, out, _ = khabar("import", "text", "-", "--dry-run")
    assert code == 0 and not (site.root / "content").exists()
    assert out.endswith(
        "---\n"
        "title: Rain brings relief to Delhi\n"
        "date: 2023-07-14 17:30\n"
        "authors: [Ramesh Kumar]\n"
        "slug: rain-brings-relief-to-delhi\n"
        "draft: true\n"
        "---\n"
        "\n"
        "The rain on Friday brought relief to the capital.\n"
        "\n"
        "The met office [said](https://imd.example/x) more was to come.\n"
    )


@given(SIGNS)
def test_any_pasted_text_is_read_without_a_crash(text: str) -> None:
    from zoneinfo import ZoneInfo

    from generator.importing.pasted import parse_pasted

    pasted = parse_pasted(text, ZoneInfo("Asia/Kolkata"))
    parse_body(norm_text(pasted.body))


def test_an_empty_paste_is_said_kindly(site: SiteFolder, khabar: Import, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    code, _, err = khabar("import", "text", tmp_path / "empty.txt")
    assert code == 1 and "import-empty" in err


def test_without_markdownify_the_way_to_it_is_told(
    site: SiteFolder, khabar: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    code, _, err = khabar("import", "wordpress", IMPORTS / "wpml.xml")
    assert code == 2 and "pip install 'khabar[import]'" in err


def test_a_wish_for_a_place_outside_is_refused(site: SiteFolder) -> None:
    for path in ("content/../x.md", "config.yaml", "content/.hidden.md", "/content/a.md", "content//a.md", "content"):
        with pytest.raises(SiteError):
            Ledger(site.root).place("x", path, b"")
