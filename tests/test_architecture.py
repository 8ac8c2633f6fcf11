"""The house plan, held: layers, sizes, and the few things that only a few modules may do."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from generator.pages import KINDS

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
FILE_LINES, FUNCTION_LINES = 320, 45

# Each layer may import itself and the ones below it. A new module needs a place here.
LAYERS = {
    "doors": [
        "__main__",
        "cli",
        "commands",
        "deploying",
        "desk_commands",
        "examples",
        "import_commands",
        "listen",
        "newsroom",
        "serve",
        "setup_commands",
        "showing",
        "terminal",
        "usage",
        "watch",
        "writing",
    ],
    "pipeline": [
        "build",
        "checking",
        "completion",
        "copies",
        "drawing",
        "deploy",
        "external",
        "heavy",
        "hosts",
        "later",
        "importing",
        "mending",
        "translating",
        "parting",
        "pressing",
        "preview",
        "published",
        "quick",
        "reading",
        "records",
        "reporting",
        "units",
        "why",
    ],
    "planning": ["admin", "checks", "desk", "pages"],
    "gathering": [
        "assets",
        "coding",
        "content",
        "dressing",
        "editor",
        "inputs",
        "json_schema",
        "layouts",
        "library",
        "new",
        "parse",
        "references",
        "saved",
        "search",
        "shelves",
        "shelving",
        "site",
        "tellings",
        "terms",
        "trying",
    ],
    "one job each": [
        "aligning",
        "article",
        "cldr",
        "comments",
        "config",
        "encoding",
        "fields",
        "filters",
        "hindi",
        "images",
        "lettering",
        "live",
        "markdown",
        "pairing",
        "postings",
        "places",
        "plain",
        "posters",
        "prose",
        "prose_lines",
        "quickmark",
        "quoting",
        "registry",
        "schema",
        "shaping",
        "short",
        "spans",
        "stripping",
        "texts",
        "variants",
        "weighing",
    ],
    "values": [
        "documents",
        "budget",
        "edits",
        "engine",
        "frontmatter",
        "last",
        "lock",
        "memo",
        "model",
        "publisher",
        "options",
        "output",
        "admin_options",
        "feed_options",
        "picture_options",
        "reader_options",
        "rows",
        "slots",
        "store",
        "tables",
        "targets",
        "tree",
        "views",
    ],
    "ground": [
        "__init__",
        "digest",
        "editors",
        "explain",
        "languages",
        "paths",
        "problems",
        "recall",
        "roots",
        "sayings",
        "sweep",
        "urls",
        "work",
    ],
}

# The clock: what a build shows is an argument, `now`. These may ask what time it is.
CLOCK = {
    "commands": "gives the build its moment, and times it for the summary",
    "deploying": "knows since when its progress has been shown",
    "terminal": "draws a bar a few times a second",
    "serve": "gives each rebuild its moment",
    "watch": "waits until a burst of changes is over",
    "work": "ends a process that takes too long",
    "sweep": "asks only whether a file is too young for its stat to be trusted; no byte of a page depends on it",
}

# `\w`, isalnum and isalpha say no to Devanagari's vowel signs, so they may not judge words. These may:
WORD_CLASSES = {
    "fields": "the id of a YouTube video is ASCII",
    "config": "the names of permalink fields are ASCII",
    "filters": "the name of a time zone is ASCII",
    "frontmatter": "a mistyped key, for a hint; another hint stands where it does not match",
    "markdown": "names of blocks and their arguments are ASCII, as file names of layouts",
    "prose": "the same, and Python-Markdown's own rules, which are copied as they are",
    "prose_lines": "the same",
    "spans": "the names of HTML's entities are ASCII",
    "quickmark": "Python-Markdown's own rules, of which it leaves out what cannot match",
    "hindi.quotes": "asks about vowel signs itself, beside isalnum",
    "hindi.sentences": "asks whether a token has any letter at all, which vowel signs do not change",
}

# Too long today; a strict xfail, so that the list can only shrink.
LONG_FILES: set[str] = set()
LONG_FUNCTIONS = {
    "article._article",
    "cli._parser",
    "config.parse_config",
    "pages.article._view",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        if parts[0] != "starter":
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


def layer_of(module: str) -> int | None:
    """The height of a module's layer; 0 is the ground."""
    names = {module, module.partition(".")[0]}
    for height, (_, members) in enumerate(reversed(LAYERS.items())):
        if names & set(members):
            return height
    return None


def height(module: str) -> int:
    """The same; a module without a layer is a failure of its own, said once."""
    return layer_of(module) or 0


def imports(tree: ast.Module, module: str, top: bool) -> Iterator[str]:
    """The modules of the package that a module needs at run time: at its top, or anywhere in it."""
    hidden = {id(node) for each in ast.walk(tree) if is_for_types(each) for node in ast.walk(each)}
    for node in tree.body if top else ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (
                each.name.removeprefix("generator.") for each in node.names if each.name.startswith("generator.")
            )
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module if module in ("hindi", "pages") else module.rpartition(".")[0]
                base = f"generator.{package}.{base}".rstrip(".")
            if base.split(".")[0] == "generator":
                for each in node.names:
                    full = f"{base}.{each.name}".removeprefix("generator.")
                    yield full if full in modules() else base.removeprefix("generator").lstrip(".") or "__init__"


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every function with its number of lines."""

    def walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, int]]:
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                yield prefix + each.name, each.end_lineno - each.lineno + 1
            inner = f"{prefix}{each.name}." if isinstance(each, ast.FunctionDef | ast.ClassDef) else prefix
            yield from walk(each, inner)

    return walk(tree, "")


# ── Layers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_module_has_a_layer_and_every_layer_its_modules() -> None:
    assert [name for name in modules() if layer_of(name) is None] == []
    named = [name for members in LAYERS.values() for name in members]
    assert [name for name in named if name not in modules()] == []
    assert len(named) == len(set(named))


def test_imports_are_seen_wherever_they_stand() -> None:
    assert {"units", "pages", "records"} <= set(imports(modules()["build"], "build", top=True))
    late = set(imports(modules()["commands"], "commands", top=False))
    assert "build" in late - set(imports(modules()["commands"], "commands", top=True))
    assert {"pages.article", "pages.feed"} <= set(imports(modules()["pages"], "pages", top=True))
    assert "hindi.text" in set(imports(modules()["hindi"], "hindi", top=True))


@pytest.mark.parametrize("module", modules())
def test_an_import_points_only_downward(module: str) -> None:
    upward = [each for each in imports(modules()[module], module, top=False) if height(each) > height(module)]
    assert upward == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: set(imports(tree, name, top=True)) - {name} for name, tree in modules().items()}
    # A package's face imports its members; a member that imports a sibling does not need the face.
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_the_script_knows_nothing_of_the_site() -> None:
    for name, tree in modules().items():
        if name.startswith("hindi"):
            assert [each for each in imports(tree, name, top=False) if not each.startswith("hindi")] == [], name


def test_every_kind_of_page_is_a_module_that_says_its_units_and_plans_them() -> None:
    for name, kind in KINDS.items():
        assert kind.__name__ == f"generator.pages.{name}"
        assert callable(kind.units) and callable(kind.plan)


# ── Sizes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def expected(names: list[str], known: set[str]) -> list[object]:
    assert known <= set(names), f"no longer there: {known - set(names)}"
    mark = pytest.mark.xfail(strict=True, reason="too long")
    return [pytest.param(name, marks=mark) if name in known else name for name in names]


@pytest.mark.parametrize("module", expected(list(modules()), LONG_FILES))
def test_a_file_can_be_read_in_one_go(module: str) -> None:
    path = PACKAGE.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    assert len(file.read_text("utf-8").splitlines()) <= FILE_LINES


def test_a_function_can_be_seen_at_once() -> None:
    long = {
        f"{module}.{name}"
        for module, tree in modules().items()
        for name, lines in functions(tree)
        if lines > FUNCTION_LINES
    }
    assert long == LONG_FUNCTIONS


# ── What only a few may do ───────────────────────────────────────────────────────────────────────────────────────


def calls(tree: ast.Module) -> Iterator[str]:
    """What a module calls, as it is written: time.monotonic, datetime.now, print …"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_only_the_doors_read_the_clock() -> None:
    clocks = {"time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "datetime.now", "datetime.utcnow"}
    clocks |= {
        "datetime.today",
        "date.today",
        "time.localtime",
        "time.gmtime",
        "time.strftime",
        "datetime.datetime.now",
    }
    assert {name for name, tree in modules().items() if clocks & set(calls(tree))} == CLOCK.keys()


PRINTERS = {"cli", "commands", "deploying", "desk_commands", "import_commands", "setup_commands", "showing"}
PRINTERS |= {"terminal", "usage", "writing"}


def test_only_the_command_prints() -> None:
    def prints(tree: ast.Module) -> bool:
        streams = any(
            isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr")
            for node in ast.walk(tree)
        )
        return streams or "print" in calls(tree)

    assert {name for name, tree in modules().items() if prints(tree)} == PRINTERS


def test_word_classes_that_harm_hindi_stand_only_where_a_reason_is_given() -> None:
    def judges(tree: ast.Module) -> bool:
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and (r"\w" in node.value or r"\W" in node.value)
            ):
                return True
            if isinstance(node, ast.Attribute) and node.attr in ("isalnum", "isalpha"):
                return True
        return False

    found = {name for name, tree in modules().items() if judges(tree)}
    assert found == WORD_CLASSES.keys()


# Parse, plan, render and check do no input or output.
PURE = [
    "article",
    "checks",
    "desk",
    "digest",
    "filters",
    "frontmatter",
    "library",
    "markdown",
    "model",
    "pages",
    "problems",
]
PURE += [
    "postings",
    "plain",
    "prose",
    "prose_lines",
    "quickmark",
    "references",
    "registry",
    "rows",
    "schema",
    "shelves",
    "site",
    "slots",
    "spans",
    "terms",
    "texts",
    "tree",
    "urls",
    "views",
    "weighing",
]
DISK = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "scandir", "stat", "rename"}


@pytest.mark.parametrize("module", [name for name in modules() if name.partition(".")[0] in PURE])
def test_parsing_planning_and_checking_touch_no_disk_and_no_network(module: str) -> None:
    tree = modules()[module]
    used = {name.rpartition(".")[2] for name in calls(tree)} & DISK
    # The sentences of rules.toml are part of the program.
    assert used <= ({"read_text"} if module == "problems" else set())
    names = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    assert names & {"os", "shutil", "socket", "sqlite3", "subprocess", "tempfile"} == set()


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def rules() -> dict[str, set[str]]:
    """The facts that each rule's sentences ask for."""
    entries = tomllib.loads((PACKAGE / "rules.toml").read_text("utf-8"))
    fields = string.Formatter().parse
    return {
        name: {
            field for key in ("message", "hint", "hint_close") for _, field, _, _ in fields(entry.get(key, "")) if field
        }
        for name, entry in entries.items()
    }


def reports() -> Iterator[tuple[str, int, str, set[str] | None]]:
    """Where the package says that a rule is broken: module, line, rule, and the facts it gives (None: not plain)."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            if node.args[0].value in rules() and ast.unparse(node.func).rpartition(".")[2] in (
                "problem",
                "report",
                "_report",
            ):
                facts = {each.arg for each in node.keywords}
                yield name, node.lineno, node.args[0].value, None if None in facts else facts


def test_whoever_reports_a_rule_gives_the_facts_that_its_sentences_ask_for() -> None:
    lacking = [
        (module, line, rule, rules()[rule] - facts)
        for module, line, rule, facts in reports()
        if facts is not None and rules()[rule] - facts
    ]
    assert lacking == []


def test_every_rule_is_reported_by_someone() -> None:
    constants = {node.value for tree in modules().values() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert rules().keys() - constants == set()


def test_rules_have_an_id_of_words_and_two_sentences() -> None:
    entries = tomllib.loads((PACKAGE / "rules.toml").read_text("utf-8"))
    assert len(entries) > 50
    for name, entry in entries.items():
        assert name == name.lower() and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        if name == "-facts":  # what libraries call a fault, in plain words
            continue
        assert entry["severity"] in ("error", "warning", "note")
        assert entry["message"] and entry["hint"]
        assert not entry["message"].endswith(".")
        assert entry.keys() <= {"severity", "message", "hint", "hint_close"}
