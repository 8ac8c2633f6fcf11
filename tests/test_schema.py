"""The JSON Schemas say what the readers do: the sample site fits, and what Khabar would refuse does not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import CONFIG, SiteFolder

from generator.cli import main
from generator.config import CONFIG_KEYS, parse_config
from generator.fields import FRONT_MATTER_FIELDS
from generator.frontmatter import parse_source
from generator.json_schema import _lines, config_schema, front_matter_schema
from generator.problems import SiteError, rules
from generator.registry import TERM_KEYS
from generator.targets import KINDS
from generator.tree import Listing, Node, Scalar

ROOT = Path(__file__).resolve().parent.parent


class Loader(yaml.SafeLoader):
    """YAML as editors read it (1.2): `no` is a word, and a date is a text."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


@pytest.fixture(scope="module")
def config() -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(config_schema())
    return jsonschema.Draft7Validator(config_schema())


@pytest.fixture(scope="module")
def front() -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(front_matter_schema())
    return jsonschema.Draft7Validator(front_matter_schema(("section", "tags", "authors", "topics")))


def said(validator: jsonschema.Draft7Validator, value: object) -> list[str]:
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in validator.iter_errors(value)]


def plain(node: Node) -> Any:
    """Front matter as a form in an editor holds it: numbers and flags by their looks."""
    if isinstance(node, Scalar):
        return None if not node.text else yaml.load(node.text, Loader) if node.text.isdecimal() else node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


# ── config.yaml ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["config.yaml", "generator/starter/config.yaml"])
def test_the_sample_sites_config_fits(config: jsonschema.Draft7Validator, path: str) -> None:
    assert said(config, yaml.load((ROOT / path).read_text("utf-8"), Loader)) == []


def is_good(block: str) -> bool:
    try:
        return not parse_config(block if re.match("title:|.*\ntitle:", block, re.DOTALL) else f"title: T\n{block}")[1]
    except SiteError:
        return False


def examples() -> list[str]:
    """The pieces of config.yaml in the documentation that stand for themselves."""
    found = []
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for block in re.findall(r"^```yaml\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            keys = re.findall(r"^(\w+):", block, re.MULTILINE)
            # Of front matter and UI words there are pieces too, and some show what is wrong.
            if keys and set(keys) <= {*CONFIG_KEYS} and is_good(block):
                found.append(block)
    return found


def test_every_example_of_the_documentation_fits(config: jsonschema.Draft7Validator) -> None:
    found = examples()
    assert len(found) > 20
    for block in found:
        value = yaml.load(block, Loader)
        assert said(config, {"title": "T", **value}) == [], block


@pytest.mark.parametrize(
    "text",
    [
        "titel: T",
        "title: T\nper_page: 0",
        "title: T\nper_page: many",
        "title: T\nsearch: perhaps",
        "title: T\nundated: maybe",
        "title: T\neditions: {hi: {titel: T}}",
        "title: T\neditions: [hi, en]",
        "title: T\nfeeds: {formats: [atom, rdf]}",
        "title: T\nrules: {picture-alt: fatal}",
        "title: T\nrules: {picture-art: error}",
        "title: T\ntaxonomies: {section: {term: {}}}",
        "title: T\ntaxonomies: {section: {terms: {world: {hi: {nmae: दुनिया}}}}}",
        "title: T\npublisher: {nam: T}",
        "title: T\ndeploy: {live: {to: ftp}}",
        "title: T\ndeploy: {live: {to: rsync}}",
        "title: T\ndeploy: {live: {to: git, bucket: news}}",
        "title: T\ndeploy: {live: {to: rsync, path: x, port: high}}",
        "title: T\ndesk: {dictionery: [क]}",
    ],
)
def test_what_khabar_refuses_does_not_fit(config: jsonschema.Draft7Validator, text: str) -> None:
    assert parse_config(text + "\n")[1] != ()
    assert said(config, yaml.load(text, Loader)) != []


@pytest.mark.parametrize(
    "text",
    [
        "title: 2024",
        "title: T\nsearch: no\nfeeds: {full_text: हाँ, formats: atom}",
        "title: T\nx_default: mr\neditions: {mr: , en-IN: {}}",
        "title: T\nrules: {picture-alt: off, date-missing: warning}",
        "title: T\nmenus: {main: ['section:world', {url: /x/, hi: क, en: K}], footer: {hi: [archive]}}",
        "title: T\ntaxonomies: {topics: {hi: विशेष, en: {name: Topics, slug: topics}, feeds: yes, terms: {g20: जी-20}}}",
        "title: T\nuntranslated: world, india\ncsp: {script-src: https://stats.example.com}",
        "title: T\npublisher: {name: {hi: ख़बर, en: Khabar}}\nfollow: {x: {url: 'https://x.example/', hi: क}}",
        "title: T\ndeploy: {live: {to: rsync, path: 'a@b:c', port: 22, mirror: yes}, s: {to: s3, bucket: b}}",
    ],
)
def test_what_khabar_takes_fits(config: jsonschema.Draft7Validator, text: str) -> None:
    assert said(config, yaml.load(text, Loader)) == []


def test_every_key_is_there_with_what_it_means() -> None:
    schema = config_schema()
    assert schema["properties"].keys() == set(CONFIG_KEYS)
    assert schema["required"] == ["title"]
    silent = [key for key, each in schema["properties"].items() if not each.get("description")]
    assert silent == []
    assert schema["properties"]["rules"]["anyOf"][-1]["properties"].keys() == rules().keys()
    variants = schema["properties"]["deploy"]["anyOf"][-1]["additionalProperties"]["anyOf"][1:]
    assert {each["properties"]["to"]["const"]: tuple(each["properties"]) for each in variants} == KINDS
    assert str([*TERM_KEYS])[1:-1] in str([*_term(schema)])


def _term(schema: dict[str, Any]) -> list[str]:
    """The keys of a term's names."""
    taxonomy = schema["properties"]["taxonomies"]["anyOf"][-1]["additionalProperties"]["anyOf"][-1]
    terms = taxonomy["properties"]["terms"]["anyOf"][-1]["additionalProperties"]["anyOf"][-1]
    (names,) = terms["patternProperties"].values()
    return list(names["anyOf"][-1]["properties"])


# ── Front matter ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_sites_articles_fit(front: jsonschema.Draft7Validator) -> None:
    paths = sorted((ROOT / "content").rglob("*.md"))
    assert len(paths) > 40
    for path in paths:
        source = parse_source(path.read_text("utf-8"), path.name)
        assert said(front, plain(source.front)) == [], path.name


def test_every_field_is_there_with_what_it_means() -> None:
    schema = front_matter_schema()
    assert schema["properties"].keys() == set(FRONT_MATTER_FIELDS)
    assert [key for key, each in schema["properties"].items() if not each.get("description")] == []


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"title": "T", "dtae": "2024-01-01"},
        {"title": "T", "date": "1 January"},
        {"title": "T", "draft": "perhaps"},
        {"title": "T", "weight": "heavy"},
        {"title": "T", "image": {"src": "a.jpg"}},
        {"title": ["T"]},
        {"title": "T", "sources": [{"link": "https://a.example/"}]},
        {"title": "T", "corrections": [{"date": "soon", "text": "T"}]},
        {"title": "T", "lang": "Hindi"},
    ],
)
def test_front_matter_that_khabar_does_not_take_does_not_fit(front: jsonschema.Draft7Validator, value: object) -> None:
    assert said(front, value) != []


@pytest.mark.parametrize(
    "value",
    [
        {"title": "T", "date": "2024-01-05 18:30", "tags": "रूस, चाँद", "draft": "हाँ"},
        {"title": 2024, "date": "2024-01-05T18:30:00+05:30", "tags": ["a", "b"], "draft": False},
        {"title": "T", "image": None, "tags": None, "topics": ["g20"], "weight": -5},
        {"title": "T", "image": {"path": "a.jpg", "alt": "क", "credit": "PTI", "caption": "ख"}},
        {"title": "T", "sources": ["PIB", {"title": "ISRO", "url": "https://isro.example/"}]},
        {"title": "T", "corrections": [{"date": "2024-01-06", "text": "T"}], "lang": "hi", "allow": ["residue"]},
    ],
)
def test_front_matter_that_khabar_takes_fits(front: jsonschema.Draft7Validator, value: object) -> None:
    assert said(front, value) == []


# ── The command and the starter ──────────────────────────────────────────────────────────────────────────────────────


def test_the_command_prints_a_schema(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "config"]) == 0
    assert json.loads(capsys.readouterr().out) == config_schema()
    site.write("config.yaml", CONFIG.replace("taxonomies:", "taxonomies:\n  topics: {hi: विशेष, en: Topics}"))
    assert main(["schema", "front-matter", "--site", str(site.root)]) == 0
    assert "topics" in json.loads(capsys.readouterr().out)["properties"]


def test_a_new_site_is_ready_for_an_editor(tmp_path: Path) -> None:
    site = tmp_path / "news"
    assert main(["init", str(site)]) == 0
    first = (site / "config.yaml").read_text("utf-8").splitlines()[0]
    schema = site / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text("utf-8")) == config_schema()
    settings = json.loads((site / ".vscode/settings.json").read_text("utf-8"))
    ((path, file),) = settings["yaml.schemas"].items()
    assert (site / path) == schema and (site / file).is_file()
    assert (site / ".vscode/khabar-front-matter.schema.json").is_file()


def test_snippets_have_every_block_with_its_arguments_and_front_matter_that_is_good(
    tmp_path: Path, site: SiteFolder
) -> None:
    main(["init", str(tmp_path / "news")])
    snippets = json.loads((tmp_path / "news/.vscode/khabar.code-snippets").read_text("utf-8"))
    blocks = {each.stem for each in (ROOT / "layouts/blocks").glob("*.html")}
    assert {name.removeprefix("block: ") for name in snippets if name.startswith("block: ")} == blocks
    assert snippets["block: quote"]["body"] == [':::quote by="${1:by}"', "$0", ":::"]

    def typed(name: str) -> str:
        """What an author has who takes every word that the snippet offers."""
        text = "\n".join(snippets[name]["body"])
        for part, digits in (("YEAR", "2024"), ("MONTH", "08"), ("DATE", "01"), ("HOUR", "10"), ("MINUTE", "00")):
            text = text.replace(f"$CURRENT_{part}", digits)
        return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "एक पंक्ति।")

    facts = typed("block: facts")
    site.write("content/world/a.hi.md", f"{typed('front matter: hi')}\n\n{facts}\n".replace("draft: true\n", ""))
    assert site.build().problems == ()
    assert 'class="facts"' in site.read("hi/duniya/slug/index.html")


def test_values_are_written_as_the_readers_want_them() -> None:
    value: Any = {"a": "b", "c": {"d": ["e", {"f": "g", "h": "i"}]}}
    assert yaml.load("\n".join(_lines(value)), Loader) == value
