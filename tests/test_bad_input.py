"""How Khabar speaks: each file of tests/bad_inputs/ is something an author does wrong, and all that Khabar says to it.

A file has a sentence about the case, the command, the files of the site that matter, and what is printed, in English
and in Hindi. Messages that are meant to change are written anew by `GOLDEN=refresh python -m pytest
tests/test_bad_input.py`; read `git diff tests/bad_inputs` as an editor would.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import CONFIG, NOW, SiteFolder, files_of

from generator.cli import main
from generator.options import BuildOptions
from generator.problems import rules
from generator.quick import build
from generator.serve import Server

CASES = Path(__file__).resolve().parent / "bad_inputs"
GOOD = "---\ntitle: दिल्ली में बारिश\ndate: 2024-08-01\nslug: barish\nuntranslated: true\nsummary: सार।\n---\nपाठ।\n"
DATED = ("build", "check", "deploy", "import", "list", "new", "translations")  # commands that know --now
_SECTION = re.compile(r"^── (.+?)(?: \((.+)\))? ──\n", re.MULTILINE)
_USAGE = re.compile(r"^usage: .*?(?=^khabar)", re.MULTILINE | re.DOTALL)
_BUILT = re.compile(r"^\d+ (?:pages from|लेख से)?.* MB, .*?(?:; (.*))?\)$", re.MULTILINE)
_HEAD = re.compile(r"^(?:(\S.*): )?\S+\[([a-z0-9-]+)\]: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One file of tests/bad_inputs/, taken apart."""

    name: str
    about: str
    command: str
    files: tuple[tuple[str, str, str], ...]  # path, text, how the text is meant
    said: dict[str, str]
    code: int

    @property
    def stops(self) -> bool:
        """Whether it is a build that publishes nothing."""
        return self.command == "khabar build" and self.code == 1


def load(name: str) -> Case:
    about, *rest = _SECTION.split((CASES / f"{name}.txt").read_text("utf-8"))
    sections = list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    about, _, command = about.strip().rpartition("\n$ ")
    said = {name: text for name, _, text in sections if name in ("en", "hi")}
    code = next((int(note.rpartition(" ")[2]) for name, note, _ in sections if name == "en"), -1)
    files = tuple((path, text, note or "") for path, note, text in sections if path not in said)
    return Case(name, about, command, files, said, code)


def names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.txt"))


# ── What no text file can hold ───────────────────────────────────────────────────────────────────────────────────


def a_table(root: Path) -> None:
    rows = "".join(f"row{number}: 1\n" for number in range(300))
    text = f"---\ntitle: मंडी के भाव\ndate: 2024-08-05\n{rows}---\nपाठ।\n"
    (root / "content/world/mandi.hi.md").write_text(text, "utf-8")


def too_large(root: Path) -> None:
    (root / "content/world/large.hi.md").write_text(
        f"---\ntitle: बड़ी\ndate: 2024-08-05\n---\n{'क' * 700_000}\n", "utf-8"
    )


def in_utf16(root: Path) -> None:
    text = "---\ntitle: Rain\ndate: 2024-08-05\n---\nText.\n"
    (root / "content/world/notepad.en.md").write_bytes(text.encode("utf-16"))


def a_folder_for_config(root: Path) -> None:
    (root / "config.yaml").unlink()
    (root / "config.yaml").mkdir()


def a_link_out(root: Path) -> None:
    (root / "content/world/passwords.hi.md").symlink_to("/etc/passwd")


def a_name_of_old_times(root: Path) -> None:
    name = os.fsencode(root / "content/world") + b"/caf\xe9.en.md"
    with open(name, "wb") as file:  # noqa: PTH123 # no path is bytes
        file.write(GOOD.encode())


def a_file_for_output(root: Path) -> None:
    shutil.rmtree(root / "output")
    (root / "output").write_text("मेरा\n", "utf-8")


def a_folder_in_the_way(root: Path) -> None:
    page = root / "output/hi/duniya/barish/index.html"
    page.unlink()
    (page / "mine").mkdir(parents=True)
    (page / "mine/letter.txt").write_text("मेरा\n", "utf-8")


def a_file_for_the_cache(root: Path) -> None:
    shutil.rmtree(root / ".cache")
    (root / ".cache").write_text("मेरा\n", "utf-8")


def nothing(root: Path) -> None:
    (root / "config.yaml").unlink()


def a_cut_photo(root: Path) -> None:
    from PIL import Image

    whole = root / "content/world/photo.jpg"
    Image.effect_noise((400, 300), 80).save(whole)
    whole.write_bytes(whole.read_bytes()[:9000])


def a_huge_picture(root: Path) -> None:
    from PIL import Image

    Image.new("1", (9000, 6000)).save(root / "content/world/poster.png")


MADE: dict[str, Callable[[Path], None]] = {
    "cache-is-a-file": a_file_for_the_cache,
    "config-is-a-folder": a_folder_for_config,
    "config-missing": nothing,
    "content-link-outside": a_link_out,
    "content-name-not-utf8": a_name_of_old_times,
    "content-too-large": too_large,
    "content-utf16": in_utf16,
    "front-matter-a-table": a_table,
    "output-folder-in-the-way": a_folder_in_the_way,
    "output-is-a-file": a_file_for_output,
    "picture-cut-short": a_cut_photo,
    "picture-too-many-pixels": a_huge_picture,
}
# Where nothing can be read or written, nothing else can be checked.
ALONE = {
    "cache-is-a-file",
    "config-is-a-list",
    "config-is-a-folder",
    "config-missing",
    "config-not-utf8",
    "config-nul",
    "config-syntax",
    "config-two-documents",
    "config-unquoted-colon",
    "content-link-outside",
    "content-name-not-utf8",
    "layout-circle",
    "layout-words-not-utf8",
    "output-folder-in-the-way",
    "output-is-a-file",
}


def as_bytes(text: str, note: str) -> bytes:
    r"""The bytes of a file; with the note `bytes`, `\xe9` is one."""
    data = text.encode()
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), data) if note == "bytes" else data


def start(case: Case, root: Path) -> SiteFolder:
    """A site with a good story that is published, and then what the case does to it."""
    site = SiteFolder(root, BuildOptions(site=root, now=NOW))
    site.write("config.yaml", CONFIG)
    site.write("content/world/rain.hi.md", GOOD)
    assert build(site.options).problems == ()
    for path, text, note in case.files:
        if not note or note == "bytes":
            site.write(path, as_bytes(text, note))
    if case.name in MADE:
        MADE[case.name](root)
    return site


def run(case: Case, root: Path, language: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and all that is printed; of a build that is published, what it says of problems."""
    words = shlex.split(case.command)[1:]
    now = ["--now", "2024-09-01T12:00"] if words[0] in DATED and "--now" not in words and "--rule" not in words else []
    jobs = ["--jobs", "1"] if words[0] == "build" else []
    try:
        code = main(["--ui", language, *words, *now, *jobs])
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    printed = _USAGE.sub("usage: …\n", (err + out).replace(str(root), "SITE"))
    return code, _BUILT.sub(lambda found: f"(published; {found[1]})" if found[1] else "(published)", printed)


def refresh(case: Case, said: dict[str, str], code: int) -> None:
    text = (CASES / f"{case.name}.txt").read_text("utf-8").partition("── en")[0]
    (CASES / f"{case.name}.txt").write_text(
        f"{text}── en (ends with {code}) ──\n{said['en']}── hi ──\n{said['hi']}", "utf-8"
    )


@pytest.mark.parametrize("name", names())
def test_what_an_author_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load(name)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    said: dict[str, str] = {}
    code = -1
    for language in ("en", "hi"):
        root = tmp_path / language
        root.mkdir()
        site = start(case, root)
        before = files_of(root / "output")
        monkeypatch.chdir(root)
        code, said[language] = run(case, root, language, capsys)
        if case.stops and name not in MADE:
            assert files_of(root / "output") == before, "the last good site stays as it is"
    if os.environ.get("GOLDEN") == "refresh":
        refresh(case, said, code)
        case = load(name)
    assert (code, said) == (case.code, case.said), "GOLDEN=refresh writes it anew"
    if case.stops and name not in ALONE:
        site.article("world/rest.hi.md", body="[कड़ी](no-such-file.hi.md)\n")
        told = {(each.where.path, each.rule) for each in site.build().problems}
        assert ("content/world/rest.hi.md", "link-broken") in told, "the rest is checked as well"


@pytest.mark.parametrize("name", names())
def test_both_languages_say_the_same_at_the_same_place(name: str) -> None:
    case = load(name)
    heads = {language: _HEAD.findall(text) for language, text in case.said.items()}
    assert [head[:2] for head in heads["en"]] == [head[:2] for head in heads["hi"]]
    assert "Traceback" not in case.said["en"]
    for _, rule, message in heads["hi"]:
        assert rule in rules() and re.search(r"[\u0900-\u097f]{2}", message), message
    for line in case.said["hi"].splitlines():
        assert not line.lstrip().startswith(("hint:", "khabar: the", "Nothing")), line


def test_the_table_is_long_and_each_case_says_what_it_is() -> None:
    cases = [load(name) for name in names()]
    assert len(cases) >= 60
    assert all(case.about.endswith(".") and case.command.startswith("khabar ") for case in cases)
    told = {rule for case in cases for _, rule, _ in _HEAD.findall(case.said["en"])}
    assert len(told) >= 60


@pytest.mark.parametrize("name", ["date-day-first", "picture-misspelt"])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_page_over_the_page_says_the_same(name: str, language: str, tmp_path: Path) -> None:
    case = load(name)
    start(case, tmp_path)
    options = BuildOptions(tmp_path, datetime.now(UTC), keep_going=True)
    server = Server(options, lambda _: None, lambda *_: None, language)
    try:
        server.first()
        (problem,) = server.news.problems
    finally:
        server.end()
        server.builder.close()
    assert case.said[language].startswith(f"{problem['text']}\n")
    assert problem["severity"] == "error"
