"""The documentation is complete and true: what the code has is described, what is described is there, links lead on."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from instruments.screenshots import NAMES
from reference.__main__ import FOLDER as REFERENCE
from reference.__main__ import PAGES
from reference.commands import commands
from reference.layouts import seen_by_layouts
from reference.page import UNSAID

from generator import (
    admin_options,
    budget,
    config,
    feed_options,
    fields,
    picture_options,
    reader_options,
    registry,
    targets,
)
from generator.cli import parser_of_all
from generator.problems import rules

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Where the keys and fields of each tuple of names stand: page and section; no section: each has one of its own.
KEYS = {
    "CONFIG_KEYS": ("reference/config.md", ""),
    "EDITION_KEYS": ("reference/config.md", "editions"),
    "DESK_KEYS": ("reference/config.md", "desk"),
    "ADMIN_KEYS": ("reference/config.md", "admin"),
    "BUDGET_KEYS": ("reference/config.md", "budget"),
    "FEED_KEYS": ("reference/config.md", "feeds"),
    "PICTURE_KEYS": ("reference/config.md", "pictures"),
    "READER_KEYS": ("reference/config.md", "reader"),
    "PUBLISHER_KEYS": ("reference/config.md", "publisher"),
    "GIT_KEYS": ("reference/config.md", "deploy"),
    "RSYNC_KEYS": ("reference/config.md", "deploy"),
    "S3_KEYS": ("reference/config.md", "deploy"),
    "TERM_KEYS": ("reference/config.md", "taxonomies"),
    "FRONT_MATTER_FIELDS": ("reference/front-matter.md", ""),
    "IMAGE_FIELDS": ("reference/front-matter.md", "image"),
    "SOURCE_FIELDS": ("reference/front-matter.md", "sources"),
    "CORRECTION_FIELDS": ("reference/front-matter.md", "corrections"),
}
# Made from a built site, not by hand.
SCREENSHOTS = {f"docs/content/images/{name}" for name in NAMES}

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)")
_LOCAL_PATH = re.compile(r"(?<![\w.:/~-])/(?:home|Users|root|tmp|work|var|opt|mnt|srv|etc)/|\b[A-Z]:\\")


@functools.cache
def prose(path: Path) -> str:
    """A document without its fenced code."""
    return _FENCE.sub("", path.read_text("utf-8"))


@functools.cache
def sections(page: str) -> dict[str, str]:
    """A page's sections by heading, backticks taken off; each goes on to the next heading of its level or above."""
    text = prose(REFERENCE.parent / page)
    headings = list(_HEADING.finditer(text))
    found = {}
    for place, heading in enumerate(headings):
        level = len(heading[1])
        ends = (each.start() for each in headings[place + 1 :] if len(each[1]) <= level)
        found[heading[2].replace("`", "")] = text[heading.end() : next(ends, len(text))]
    return found


def named(page: str) -> set[str]:
    """What a page gives a section of its own: the headings that are one word in backticks."""
    return set(re.findall(r"^#{2,} `([^`]+)`$", prose(REFERENCE.parent / page), re.MULTILINE))


def rows(section: str) -> set[str]:
    """The names in backticks in the first cells of a section's tables, without their arguments."""
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {re.split(r"[ (]", name)[0] for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


# ── What the code knows ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_says_what_the_code_knows(name: str) -> None:
    text = (REFERENCE / name).read_text("utf-8")
    assert PAGES[name](text) == text, "run `make reference`, and read what it changed"


@pytest.mark.parametrize("name", PAGES)
def test_somebody_has_said_what_everything_in_the_reference_means(name: str) -> None:
    lines = (REFERENCE / name).read_text("utf-8").splitlines()
    assert [line for line in lines if line.endswith((f"| {UNSAID} |", f": {UNSAID}"))] == []


def test_no_command_is_described_that_is_not_there() -> None:
    assert named("reference/commands.md") == {name for name, _ in commands(parser_of_all())} - {"khabar"}


def test_a_new_option_gets_a_row_and_one_that_is_gone_loses_it() -> None:
    text = (REFERENCE / "commands.md").read_text("utf-8")
    row = "| `--open` | open the site in a browser |\n"
    assert row in text
    other = text.replace(row, "| `--shut` | close it |\n")
    assert PAGES["commands.md"](other) == text


def test_what_somebody_wrote_beside_a_name_stays() -> None:
    text = (REFERENCE / "layouts.md").read_text("utf-8")
    other = text.replace("| `minutes` | number | reading time |", "| `minutes` | text | how long one reads |")
    assert "| `minutes` | number | how long one reads |" in PAGES["layouts.md"](other)


# ── Keys and fields ──────────────────────────────────────────────────────────────────────────────────────────────────


def tuples_of_names() -> dict[str, tuple[str, ...]]:
    """The tuples of keys and fields that the readers of config.yaml and front matter go by."""
    modules = (config, admin_options, budget, feed_options, picture_options, reader_options, registry, fields, targets)
    ends = ("_KEYS", "_FIELDS")
    return {
        name: getattr(each, name) for each in modules for name in vars(each) if name.endswith(ends) and name[0] != "_"
    }


@pytest.mark.parametrize("name", tuples_of_names())
def test_every_key_and_field_is_described(name: str) -> None:
    assert name in KEYS, f"say in KEYS where the names of {name} are described"
    page, section = KEYS[name]
    described = rows(sections(page)[section]) if section else named(page)
    assert [key for key in tuples_of_names()[name] if key not in described] == []


def test_no_key_is_described_that_is_not_there() -> None:
    assert named("reference/config.md") <= {*config.CONFIG_KEYS}
    assert named("reference/front-matter.md") <= {*fields.FRONT_MATTER_FIELDS}


# ── What layouts see ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_view_is_described_that_is_not_there() -> None:
    assert named("reference/layouts.md") == seen_by_layouts().keys()


def test_every_layout_is_described() -> None:
    text = prose(ROOT / "docs/content/en/pages/reference/layouts.md")
    folders = (ROOT / "layouts", ROOT / "layouts/partials")
    names = [each.relative_to(ROOT / "layouts").as_posix() for folder in folders for each in folder.glob("*.*")]
    assert [name for name in sorted({*names, "_redirects", "nojekyll"}) if f"`{name}`" not in text] == []


def test_every_block_is_described_with_its_arguments_and_no_other() -> None:
    files = {each.stem: each for each in (ROOT / "layouts/blocks").glob("*.html")}
    assert named("reference/blocks.md") == files.keys()
    for name, file in files.items():
        arguments = set(re.findall(r"part\.args\.(\w+)", file.read_text("utf-8")))
        assert arguments <= rows(sections("reference/blocks.md")[name]), name


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_rule_is_described_and_no_other() -> None:
    assert named("reference/rules.md") == rules().keys()


@functools.cache
def source_trees() -> dict[str, ast.Module]:
    """The parsed modules of the package by path."""
    files = sorted((ROOT / "generator").rglob("*.py"))
    return {each.relative_to(ROOT).as_posix(): ast.parse(each.read_text("utf-8")) for each in files}


def raised_rules() -> Iterator[tuple[str, str]]:
    """The rule ids that the code hands to `problem` and its kin, or calls `rule`, each with its place."""
    for path, tree in source_trees().items():
        for node in ast.walk(tree):
            found: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                place = {"problem": 0, "report": 0, "_report": 0, "Broken": 0, "known": 2}.get(name)
                found = node.args[place : place + 1] if place is not None else []
            elif isinstance(node, ast.Assign) and any(getattr(each, "id", "") == "rule" for each in node.targets):
                found = [node.value]
            for value in found:
                for each in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value, f"{path}:{each.lineno}"


def test_code_raises_no_rule_that_is_not_in_rules_toml() -> None:
    assert [place for rule, place in raised_rules() if rule not in rules()] == []


def test_rules_toml_has_no_rule_that_no_code_raises() -> None:
    nodes = (node for tree in source_trees().values() for node in ast.walk(tree))
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert rules().keys() - literals == set()


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = [re.sub(r"[^\w\- ]", "", match[2].lower()) for match in _HEADING.finditer(prose(path))]
    return {heading.strip().replace(" ", "-") for heading in headings}


def links(path: Path) -> list[str]:
    """The targets of a document's links and pictures that are not on the web."""
    targets = _LINK.findall(_CODE.sub("", prose(path)))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    for target in links(path):
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        if found.relative_to(ROOT).as_posix() in SCREENSHOTS:
            continue
        assert found.is_file(), target
        assert not anchor or anchor in anchors(found), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_document_carries_a_path_of_somebodys_machine(path: Path) -> None:
    assert _LOCAL_PATH.findall(path.read_text("utf-8")) == []


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs/README.md"
    reached = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    wanted = {*(ROOT / "docs").rglob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"} - {index}
    assert sorted(each.relative_to(ROOT).as_posix() for each in wanted - reached) == []
