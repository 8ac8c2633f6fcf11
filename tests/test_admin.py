"""The editor in the browser: its settings, how it reads and writes, and that what it writes builds without a word."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import CONFIG, SiteFolder, rules
from reading import alternates, file_of, page
from serving import serving, small_site

from generator.admin import program
from generator.admin.forms import kinds_of
from generator.admin.kinds import OF_PATHS
from generator.admin.places import Place, place_of
from generator.article import FRONT_MATTER_FIELDS, ContentOptions, Parsed, parse_article
from generator.cli import main
from generator.config import parse_config
from generator.deploy.headers import header, load_headers
from generator.hosts import host_files
from generator.reading import load_config

REPOSITORY = Path(__file__).resolve().parent.parent
SVELTIA = REPOSITORY / "node_modules/@sveltia/cms"
ADMIN = "admin:\n  repo: newsroom/website\n"
PROGRAM = "content/files/admin/sveltia-cms.js"
PAIR = {"content/world/kim.hi.md": "किम", "content/world/kim.en.md": "Kim"}


def article(title: str, front: str = "date: 2024-08-01\n") -> str:
    return f"---\ntitle: {title}\n{front}---\n\nपाठ।\n"


def with_editor(site: SiteFolder, config: str = CONFIG, settings: str = ADMIN) -> SiteFolder:
    """A site with a pair of articles and an editor, whose program is a stand-in."""
    site.write("config.yaml", config + settings)
    site.write(PROGRAM, "// Sveltia CMS\n")
    for path, title in PAIR.items():
        site.write(path, article(title))
    return site


def settings_of(site: SiteFolder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.read("admin/config.yml"))
    return found


def collections_of(site: SiteFolder) -> list[dict[str, Any]]:
    return [each for each in settings_of(site)["collections"] if "divider" not in each]


def fields_named(collection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in collection["fields"]}


# ── What editors in a browser write ──────────────────────────────────────────────────────────────────────────────────
# As Sveltia CMS writes without Khabar's own format, and Decap CMS, too: src/lib/services/contents/file/format.js
# (formatFrontMatter, formatYAML: the library `yaml` with lineWidth 0 and single quotes), draft/defaults.js and
# fields/*/defaults.js for what nobody filled in, and fields/date-time/helpers.js for dates.


def parsed(front: str, path: str = "content/world/a.hi.md", body: str = "पाठ।\n") -> Parsed:
    options = ContentOptions(("hi", "en"), ("section", "tags", "authors", "topics"), "Asia/Kolkata")
    return parse_article(f"---\n{front.strip()}\n---\n\n{body}", path, options)


NOTHING = ("''", '""', "null", "~", "[]", "{}", "")
QUIET = [name for name in (*FRONT_MATTER_FIELDS, "topics") if name not in ("title", "draft", "date")]


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize("name", QUIET)
def test_a_field_that_nobody_filled_in_is_as_if_it_were_not_there(name: str, nothing: str) -> None:
    without = parsed("title: क\ndate: 2024-08-01")
    found = parsed(f"title: क\ndate: 2024-08-01\n{name}: {nothing}")
    assert found.problems == ()
    assert found.article and without.article
    same = replace(found.article, said=(), terms=(), body_line=without.article.body_line)
    assert same == replace(without.article, said=())
    assert all(texts == () for _, texts in found.article.terms)


@pytest.mark.parametrize(
    "front",
    [
        "image:\n  path: ''\n  alt: ''\n  caption: ''\n  credit: ''\n  focus: ''",
        "image:\n  path: null",
        "sources:\n  - title: ''\n    url: ''",
        "corrections:\n  - date: ''\n    text: ''",
    ],
)
def test_an_empty_part_of_a_form_says_nothing(front: str) -> None:
    found = parsed(f"title: क\ndate: 2024-08-01\n{front}")
    assert found.problems == ()
    assert found.article and not (found.article.image or found.article.sources or found.article.corrections)


def test_a_picture_may_lack_all_but_its_path() -> None:
    found = parsed("title: क\ndate: 2024-08-01\nimage:\n  path: /uploads/a.jpg\n  alt: लैंडर\n  credit: ''\n  focus: ''")
    assert found.problems == ()
    assert found.article and found.article.image
    assert (found.article.image.path, found.article.image.alt) == ("content/uploads/a.jpg", "लैंडर")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-08-15T09:00", "2026-08-15T09:00:00+05:30"),
        ("'2026-08-15T09:00'", "2026-08-15T09:00:00+05:30"),
        ("2026-08-15T09:00:00.000Z", "2026-08-15T14:30:00+05:30"),
        ('"2026-08-15T09:00:00.000Z"', "2026-08-15T14:30:00+05:30"),
        ("2026-08-15T09:00:00+00:00", "2026-08-15T14:30:00+05:30"),
        ("2026-08-15T09:00:00.000+05:30", "2026-08-15T09:00:00+05:30"),
        ("2026-08-15 09:00   ", "2026-08-15T09:00:00+05:30"),
        ("2026-08-15", "2026-08-15T00:00:00+05:30"),
    ],
)
def test_a_date_in_any_form_that_an_editor_writes_is_that_moment(written: str, meant: str) -> None:
    found = parsed(f"title: क\ndate: {written}")
    assert found.problems == ()
    assert found.article and found.article.date and found.article.date.isoformat() == meant


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_date_that_nobody_filled_in_is_missing_or_the_translation_s(site: SiteFolder, nothing: str) -> None:
    site.write("content/world/a.hi.md", article("क", f"date: {nothing}\n"))
    assert rules(site.build()) == ["date-missing"]
    site.write("content/world/a.en.md", article("A", "date: 2024-08-01\n"))
    assert site.build().problems == ()
    assert "2024-08-01" in site.read("hi/duniya/a/index.html")


@pytest.mark.parametrize("name", ["title", "draft"])
def test_a_headline_and_a_draft_are_no_matter_of_leaving_out(name: str) -> None:
    front = {"title": "क", "date": "2024-08-01", name: ""}
    assert parsed("\n".join(f"{key}: {value}" for key, value in front.items())).problems != ()


EVERYTHING = """\
draft: false
title: 'G20 Summit: दिल्ली में जुटे नेता'
date: 2024-08-15T09:00:00.000Z
summary: >-
  पहला वाक्य।
  दूसरा वाक्य।
tags: []
authors: []
section: ''
image:
  path: ''
  alt: ''
slug: ''
kicker: null
sources: []
corrections: []
weight: 0
live: ''
breaking: false
"""
BODY = (
    "पहला\u00a0पैरा,\\\nनई पंक्ति।  \nऔर एक<br>टूटी।\n\n---\n\n"
    "- एक\n\t- भीतर\n\t\t- और भीतर\n\n1. क\n   - ख\n\n> उद्धरण\n\n![लैंडर](/uploads/moon.png)\n"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("config", [CONFIG, CONFIG.replace("khabar.example/", "khabar.example/blog/")])
def test_a_story_as_a_form_writes_it_builds_without_a_word(
    site: SiteFolder, ends: str, config: str, picture: bytes
) -> None:
    site.write("config.yaml", config)
    site.write("content/uploads/moon.png", picture)
    for code in ("hi", "en"):
        text = f"---\n{EVERYTHING}---\n\n{BODY}"
        site.write(f"content/world/g20.{code}.md", text.replace("\n", ends).encode())
    assert site.build().problems == ()
    text = site.read("hi/duniya/g20/index.html")
    assert "जुटे नेता" in text and "media/" in text


@pytest.fixture
def picture() -> bytes:
    return (REPOSITORY / "content/files/icon-192.png").read_bytes()


# ── Names of their own in each edition ───────────────────────────────────────────────────────────────────────────────
# With `slug: {i18n: true}`, Sveltia CMS gives each edition a file name of its own and writes what they share, the
# first edition's name, as `translationKey` into all: src/lib/services/contents/draft/slugs.js (getCanonicalSlug).


@pytest.mark.parametrize(
    ("hindi", "english"),
    [
        ("content/world/modi-putin.hi.md", "content/world/leaders-meet.en.md"),
        ("content/hi/world/modi-putin.md", "content/en/world/leaders-meet.md"),
    ],
)
def test_files_of_other_names_are_a_pair_by_their_translation_key(site: SiteFolder, hindi: str, english: str) -> None:
    key = "translationKey: modi-putin\ndate: 2024-08-01\n"
    site.write(hindi, article("मुलाक़ात", key))
    site.write(english, article("Leaders meet", key))
    assert site.build().problems == ()
    links = alternates(page(site.read("hi/duniya/modi-putin/index.html")))
    assert links["en"] == "https://khabar.example/en/world/leaders-meet/"
    assert file_of("/en/world/leaders-meet/") in site.output()


def test_a_translation_key_with_a_folder_is_the_whole_name() -> None:
    assert [parsed(f"title: क\n{key}: {value}", "content/a/b.hi.md").article.story for key, value in (  # type: ignore[union-attr]
        ("translationKey", "b"), ("translationKey", "world/b"), ("translation_key", "b"),
    )] == ["a/b", "world/b", "b"]  # fmt: skip


# ── Its settings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def schema() -> jsonschema.Draft7Validator:
    """What Sveltia CMS itself says of its settings."""
    return jsonschema.Draft7Validator(json.loads((SVELTIA / "schema/sveltia-cms.json").read_text("utf-8")))


def wrong(schema: jsonschema.Draft7Validator, settings: dict[str, Any]) -> list[str]:
    return [f"{[*each.path]}: {each.message[:300]}" for each in schema.iter_errors(settings)]


@pytest.mark.parametrize(
    "settings",
    [
        ADMIN,
        ADMIN + "  branch: live\n  sign_in: https://auth.newsroom.example/\n",
        "admin: {backend: gitlab, repo: group/newsroom/website, app_id: abc}\n",
    ],
)
def test_the_settings_are_what_sveltia_cms_takes(
    site: SiteFolder, schema: jsonschema.Draft7Validator, settings: str
) -> None:
    with_editor(site, settings=settings)
    assert site.build().problems == ()
    assert wrong(schema, settings_of(site)) == []


def test_the_sample_site_s_settings_are_too(site: SiteFolder, schema: jsonschema.Draft7Validator) -> None:
    config = re.sub(r"^menus:\n(?:  .*\n)+", "", (REPOSITORY / "config.yaml").read_text("utf-8"), flags=re.MULTILINE)
    with_editor(site, re.sub(r"picture: \S+, |  logo: .*\n", "", config))
    site.write("content/hi/india/a.md", article("क"))
    site.write("content/science/b/en.md", article("B"))
    assert site.build().problems == ()
    found = settings_of(site)
    assert wrong(schema, found) == []
    labels = [each["label"] for each in collections_of(site)]
    assert labels[0] == "देश" and "पन्ने" in labels and "देश · English" in labels
    tags = fields_named(found["collections"][0])["tags"]
    assert {"label": "चंद्रयान-3 · Chandrayaan-3", "value": "चंद्रयान-3"} in tags["options"]


def test_every_field_of_front_matter_has_its_place_in_the_form(site: SiteFolder) -> None:
    with_editor(site)
    site.build()
    collections = collections_of(site)
    for form in (collections[0], collections[3]):
        assert set(fields_named(form)) == {*FRONT_MATTER_FIELDS, "body"} - {*OF_PATHS}
    story = fields_named(collections[0])
    kinds = {"title": "string", "date": "datetime", "draft": "boolean", "image": "object", "weight": "number"}
    assert {name: story[name]["widget"] for name in kinds} == kinds
    assert [each["widget"] for each in story["corrections"]["fields"]] == ["datetime", "text"]
    assert story["title"]["required"] and not story["summary"]["required"]
    assert [each["value"] for each in story["section"]["options"]] == ["", "world", "india"]
    # What a translation takes over is asked once.
    assert (story["tags"]["i18n"], story["title"]["i18n"], story["pinned"]["i18n"]) == (False, True, "duplicate")
    pages = next(each for each in collections if each["folder"] == "content/pages")
    assert {"title", "body", "weight"} <= set(fields_named(pages)) and "tags" not in fields_named(pages)


@pytest.mark.parametrize(("first", "title"), [("hi", "शीर्षक"), ("en", "Headline")])
def test_its_words_are_hindi_where_the_first_edition_is(site: SiteFolder, first: str, title: str) -> None:
    codes = dict.fromkeys((first, "hi", "en"))
    with_editor(site, "title: T\neditions: {" + ", ".join(f"{code}: " for code in codes) + "}\n")
    site.build()
    assert fields_named(settings_of(site)["collections"][0])["title"]["label"] == title


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("content/world/a.hi.md", ("world", "content/world", "{{slug}}", "")),
        ("content/a.en.md", ("", "content", "{{slug}}", "")),
        ("content/world/a/hi.md", ("world", "content/world", "{{slug}}/hi", "hi")),
        ("content/hi/world/a.md", ("world", "content/{{locale}}/world", "{{slug}}", "")),
        ("content/world/hi/a.md", ("world", "content/world", None, "")),
        ("content/world/2024/08/a.hi.md", ("world", "content/world", "{{year}}/{{month}}/{{slug}}", "")),
        ("content/world/a/index.hi.md", ("world", "content/world", "{{slug}}/index", "")),
        ("content/world/a.md", None),  # its edition stands in the front matter
        ("content/world/a.hi.markdown", None),
        ("content/hi/world/a.en.md", None),
    ],
)
def test_where_an_article_stands(path: str, place: tuple[str, ...] | None) -> None:
    found = place_of(path, ("hi", "en"))
    if place is None or place[2] is None:
        assert found is None
    else:
        assert found == Place(*place)


def test_new_stories_are_written_as_most_are(site: SiteFolder) -> None:
    with_editor(site)
    for name in "abc":
        site.write(f"content/hi/world/{name}.md", article(name))
    site.write("content/world/d/hi.md", article("d"))
    site.build()
    one = {"structure": "multiple_files", "locales": ["en"], "default_locale": "en"}
    world = [each for each in collections_of(site) if "world" in each["folder"]]
    assert [(each["folder"], each["path"], each["create"], each["i18n"]) for each in world] == [
        ("content/{{locale}}/world", "{{slug}}", True, True),
        ("content/world", "{{slug}}", False, True),
        ("content/world", "{{slug}}/hi", False, False),
        ("content/{{locale}}/world", "{{slug}}", True, one),
    ]
    assert [each["name"] for each in world] == ["locale-world", "world", "world-hi", "locale-world-en"]
    india = next(each for each in collections_of(site) if "india" in each["folder"])
    assert (india["folder"], india["create"]) == ("content/{{locale}}/india", True)
    # A picture that a pair shares has one path only where its files stand in one folder.
    paths = [fields_named(each)["image"]["fields"][0] for each in world[:2]]
    assert [each["i18n"] for each in paths] == [True, "duplicate"]


# ── How it reads and writes front matter ─────────────────────────────────────────────────────────────────────────────


def converted(texts: list[str], tmp_path: Path, config: str = CONFIG) -> list[str | None]:
    """Articles as the editor writes them that read them; None for those that it cannot read."""
    from generator.layouts import Renderer, package_layouts

    renderer = Renderer((package_layouts(),))
    layout = renderer.environment.get_template("admin/khabar.js")
    (tmp_path / "khabar.js").write_text(layout.render(kinds=tuple(kinds_of(parse_config(config)[0]).items())), "utf-8")
    run = """
    const { fromFile, toFile } = require("./khabar.js");
    const through = text => { try { return toFile(fromFile(text.trim())); } catch { return null; } };
    console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(0, "utf8")).map(through)));
    """
    node = shutil.which("node")
    assert node, "npm brings node"
    done = subprocess.run(
        [node, "-e", run], cwd=tmp_path, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    found: list[str | None] = json.loads(done.stdout)
    return found


def meaning(text: str, path: str, options: ContentOptions) -> tuple[object, ...]:
    """What an article says, wherever its lines are."""
    found = parse_article(text, path, options)
    assert found.article
    said = tuple(sorted(name for name, _ in found.article.said))
    image = found.article.image and replace(found.article.image, line=0)
    plain = replace(found.article, said=said, body_line=0, image=image)
    return plain, found.document, [each.rule for each in found.problems]


def test_the_sample_site_s_articles_come_out_as_they_went_in(tmp_path: Path) -> None:
    files = sorted((REPOSITORY / "content").rglob("*.md"))
    texts = [file.read_text("utf-8") for file in files]
    config = (REPOSITORY / "config.yaml").read_text("utf-8")
    listed = re.compile(
        r"^tags: ([^\[\n]*)$", re.MULTILINE
    )  # a list on one line gets brackets, and nothing else changes
    texts = [listed.sub(r"tags: [\1]", text) for text in texts]
    assert converted(texts, tmp_path, config) == texts


FRONTS = [
    "title: G20 Summit: दिल्ली में\ndate: 2024-01-05",
    "title: [लाइव] #MeToo: आगे क्या\ndate: 2024-01-05 18:30 # शाम",
    "title: \"पूरा उद्धरण\"\ntags: 'अ, ब'",
    'title: "कहा \\"हाँ\\" उसने"\ntags: ["a, b", c]',
    "title: '''उद्धरण'' से'\ntags:\n  - एक\n  - \"दो, तीन\"",
    "title: लंबा\n  शीर्षक जो\n  चलता है\nsummary: >-\n  एक\n  दो\n\n  तीन",
    "title: क\nsummary: |\n  एक\n  दो",
    "title: क\ntags: अ، ब, स\nauthors: ख़बर डेस्क",
    "title: क\nimage: a.jpg",
    "title: क\nimage:\n  path: a.jpg\n  alt: ख: ग",
    "title: क\nimage: {path: a.jpg}",
    "title: क\ncorrections:\n- date: 2024-01-06\n  text: पहले: ग़लत",
    "title: क\nsources:\n  - title: a: b\n    url: https://a.example/\n  - सूचना विभाग",
    "title: क\ndraft: हाँ\nweight: -5 # पीछे\nside_by_side: नहीं\nlive: ended",
    "title: yes\nkicker: 22:22\nslug: no",
    "# टिप्पणी\ntitle: क\n\ndate: 2024-01-05\n\n# और",
    "  title: क\n  date: 2024-01-05",
    "title: |\nsummary: '#MeToo'\nkicker: 'null'\nlayout: '[]'",
    "title: क\naliases:\n- /a/b.html\n- /c/\nallow: [residue, picture-alt]\ntopics: [explainers]",
    "title: क\ntags: []\nimage: ''\nsources: []\nkicker:",
]


@pytest.mark.parametrize("ends", ["---\n", "...\n", "---  \n"])
def test_what_an_article_says_stays_the_same(tmp_path: Path, ends: str) -> None:
    config = CONFIG + "  topics: {terms: {explainers: }}\n"
    options = ContentOptions(("hi", "en"), ("section", "tags", "authors", "topics"), "Asia/Kolkata")
    path = "content/world/a.hi.md"
    texts = [f"---\n{front}\n{ends}\nपहला।\n\n---\n\nदूसरा: *तीसरा*\n" for front in FRONTS]
    for front, was, now in zip(FRONTS, texts, converted(texts, tmp_path, config), strict=True):
        assert now is not None, front
        wanted, found = meaning(was, path, options), meaning(now, path, options)
        if "[]" in front or "\nkicker:\n" in front:  # what says nothing is not written
            wanted, found = wanted[1:], found[1:]
        assert found == wanted, (front, now)


def test_written_once_it_is_written_the_same_again(tmp_path: Path) -> None:
    texts = [f"---\n{front}\n---\n\nपहला।\n" for front in FRONTS]
    once = converted(texts, tmp_path)
    assert converted([each for each in once if each], tmp_path) == once


@pytest.mark.parametrize(
    "text",
    [
        "कोई फ़्रंट मैटर नहीं",
        "---\ntitle: क\n\tdate: x\n---\n",
        "---\ntitle: क\ntitle: ख\n---\n",
        "---\ntitle: क\ndraft: शायद\n---\n",
    ],
)
def test_what_cannot_be_read_is_left_alone(tmp_path: Path, text: str) -> None:
    assert converted([text], tmp_path) == [None]


# ── In the site ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_the_key_there_is_no_editor(site: SiteFolder) -> None:
    with_editor(site, settings="")
    assert site.build().problems == ()
    assert "admin/index.html" not in site.output()
    assert "admin" not in site.read("_headers")
    assert "admin" not in site.read("robots.txt")


def test_without_its_program_there_is_none_either_and_a_word_on_it(site: SiteFolder) -> None:
    with_editor(site)
    (site.root / PROGRAM).unlink()
    (found,) = site.build().problems
    assert (found.rule, found.severity) == ("admin-program", "warning")
    assert "khabar admin" in found.said("hi")[1]
    assert not [name for name in site.output() if name.startswith("admin/")]


@pytest.mark.parametrize("base", ["/", "/blog/"])
def test_readers_do_not_meet_it(site: SiteFolder, base: str) -> None:
    config = CONFIG.replace("khabar.example/", f"khabar.example{base}") + "reader: {offline: 5}\n"
    with_editor(site, config)
    assert site.build().problems == ()
    editor = site.read("admin/index.html")
    assert '<meta name="robots" content="noindex, nofollow">' in editor
    assert f'src="{base}admin/sveltia-cms.js?' in editor and f'href="{base}admin/config.yml"' in editor
    assert "<script>" not in editor and "'unsafe-eval'" not in editor
    assert f"Disallow: {base}admin/\n" in site.read("robots.txt")
    assert f'path.startsWith("{base}admin/")' in site.read("sw.js")
    telling = [name for name, data in site.output().items() if b"admin/" in data and not name.startswith("admin/")]
    assert sorted(telling) == ["_headers", "robots.txt", "sw.js"]


@pytest.mark.parametrize("base", ["/", "/blog/"])
def test_its_policy_is_its_own_and_the_readers_stays_strict(site: SiteFolder, base: str) -> None:
    with_editor(site, CONFIG.replace("khabar.example/", f"khabar.example{base}"))
    site.write("content/files/desks/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("content/files/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.build()
    found = load_headers(site.root / "output", base)
    name = "Content-Security-Policy"
    strict = ("", "hi/", "en/world/kim/", "404.html", "media/a.svg", "desks/a.svg", "favicon.svg")
    for path in strict:
        policy = header(found, name, base + path)
        assert "unsafe-inline" not in policy and "script-src 'self' 'sha256-" in policy, path
    editor = header(found, name, f"{base}admin/")
    assert "connect-src 'self' blob: data: https://api.github.com" in editor
    # No host is asked which of two rules counts.
    for path in (*strict, "admin/", "admin/config.yml"):
        assert sum(rule.name == name and rule.matches(base + path) for rule in found) == 1, path
    assert header(found, "X-Robots-Tag", f"{base}admin/") == "noindex"
    config, _ = load_config(site.root)
    for kind, file in (("nginx", "hosting/nginx.conf"), ("caddy", "hosting/Caddyfile")):
        text = host_files(kind, site.root, config)[file]
        assert "https://api.github.com" in text and f"{base}admin/" in text.replace("\\", "")


def test_an_incremental_build_is_a_clean_one(site: SiteFolder, tmp_path: Path) -> None:
    with_editor(site)
    site.build()
    before = settings_of(site)
    site.write("content/hi/india/a.md", article("क"))
    site.write("config.yaml", (CONFIG + ADMIN).replace("world: {hi: दुनिया", "sports: {hi: खेल}\n      world: {hi: विदेश"))
    site.build()
    assert settings_of(site) != before
    labels = [each["label"] for each in collections_of(site)]
    assert labels[:2] == ["खेल", "विदेश"]
    assert site.output() == site.clean()


def test_files_of_the_site_s_own_come_first(site: SiteFolder) -> None:
    with_editor(site)
    site.write("content/files/admin/config.yml", "backend: {name: test-repo}\n")
    assert site.build().problems == ()
    assert "test-repo" in site.read("admin/config.yml")


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ("admin:\n", "admin-repo"),
        ("admin: {repo: website}\n", "admin-repo"),
        ("admin: {repo: a/b, sign_in: auth.example}\n", "admin-sign-in"),
        ("admin: {repo: a/b, backend: svn}\n", "value-choice"),
        ("admin: {repo: a/b, repository: c}\n", "config-key"),
    ],
)
def test_what_it_cannot_do_is_said(settings: str, rule: str) -> None:
    assert [each.rule for each in parse_config(CONFIG + settings)[1]] == [rule]


def test_the_server_reloads_no_page_on_which_somebody_writes() -> None:
    with small_site() as site:
        with_editor(site)
        with serving(site.root) as served:
            assert "reload.js" in served.get("/hi/")
            assert "reload.js" not in served.get("/admin/")
            status, text, headers = served.ask("/admin/khabar.js")
            assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
            assert "registerCustomFormat" in text


# ── Its program ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_program_is_taken_from_a_package_and_known_by_its_digest(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("config.yaml", CONFIG)
    assert main(["admin", "--site", str(site.root), "--from", str(SVELTIA)]) == 0
    said = capsys.readouterr().out
    assert (site.root / PROGRAM).read_bytes() == (SVELTIA / "dist/sveltia-cms.js").read_bytes()
    assert PROGRAM in said and "admin: {repo: owner/name}" in said

    copy = tmp_path / "package"
    for path, _ in program.FILES.values():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SVELTIA / path, copy / path)
    (copy / "LICENSE.txt").write_text("another one", "utf-8")
    shutil.rmtree(site.root / "content/files/admin")
    assert main(["admin", "--site", str(site.root), "--from", str(copy), "--ui", "hi"]) == 1
    assert "LICENSE.txt" in capsys.readouterr().err
    assert not (site.root / "content/files/admin").exists()


def test_a_package_may_be_packed(site: SiteFolder, tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(tmp_path / "cms.tgz", "w:gz") as packed:
        for path, _ in program.FILES.values():
            packed.add(SVELTIA / path, f"package/{path}")
    assert main(["admin", "--site", str(site.root), "--from", str(tmp_path / "cms.tgz")]) == 0
    assert {file.name for file in (site.root / "content/files/admin").iterdir()} == {*program.FILES}
    half = tmp_path / "half.tgz"  # as after a download that broke off
    half.write_bytes((tmp_path / "cms.tgz").read_bytes()[:100_000])
    assert main(["admin", "--site", str(site.root), "--from", str(half)]) == 1


def test_where_there_is_no_package_nothing_is_written(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["admin", "--site", str(site.root), "--from", str(tmp_path / "none.tgz"), "--ui", "en"]) == 1
    assert "No such file" in capsys.readouterr().err
    assert not (site.root / "content/files/admin").exists()


def test_the_package_that_is_tested_is_the_one_that_is_fetched() -> None:
    assert json.loads((SVELTIA / "package.json").read_text("utf-8"))["version"] == program.VERSION
