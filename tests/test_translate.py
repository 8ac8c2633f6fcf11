"""`khabar translate`: the file that a translator begins with, and what is said of it until it is done."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.cli import main
from generator.comments import without_comments
from generator.desk.skeleton import skeleton, waiting
from generator.desk.translate import translated_path

Khabar = Callable[..., tuple[int, str, str]]
TAGS = "  tags:\n    terms:\n      russia: {hi: रूस, en: Russia}\n"


@pytest.fixture
def khabar(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Khabar:
    """Runs the command on the site; exit code, output, errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        now = ["--now", NOW.isoformat()] if arguments[0] in ("check", "translations") else []
        code = main([*arguments, "--site", str(site.root), *now])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


ORIGINAL = """\
---
title: पुतिन-किम की यारी
date: 2024-08-01 10:00
slug: putin-kim
tags: [रूस]
kicker: विदेश
summary: "दोनों नेता: चार घंटे साथ।"
image:
  path: kim.jpg
  alt: दो नेता
  credit: AFP
  focus: 60% 30%
sources:
  - title: क्रेमलिन
    url: https://kremlin.example/
# एक बात
corrections:
  - date: 2024-08-02
    text: पहले समय ग़लत था।
pinned: true
---
पहला पैरा -- और `a --> b` --> तीर।
<!-- अपने लिए: इसे जाँचना है -->

## बैठक

- एक
- [दो](../india/g20.hi.md)

:::facts title="एक नज़र में" key=x
> कहा गया।
:::

![किम](kim.jpg "मॉस्को में"){credit="AFP"}

```
print("code")
```

अंत।
"""
TRANSLATION = """\
---
title: पुतिन-किम की यारी
slug: putin-kim
# hi: विदेश
# kicker:
# hi: दोनों नेता: चार घंटे साथ।
# summary:
image:
  path: kim.jpg
  # hi: दो नेता
  # alt:
  credit: AFP
  focus: 60 30
sources:
  - title: क्रेमलिन
    url: https://kremlin.example/
# corrections:
#   - date: 2024-08-02
#     text: पहले समय ग़लत था।
translated_from: hi DIGEST
draft: true
---

<!-- hi: पहला पैरा -- और `a --&gt; b` --&gt; तीर। -->


<!-- hi: ## बैठक -->


<!-- hi:
- एक
- [दो](../india/g20.en.md)
-->


<!-- hi: :::facts title="एक नज़र में" key=x -->
:::facts title="" key=x

<!-- hi: > कहा गया। -->


:::

<!-- hi: ![किम](kim.jpg "मॉस्को में"){credit="AFP"} -->
![](kim.jpg ""){credit="AFP"}

```
print("code")
```

<!-- hi: अंत। -->
"""


@pytest.fixture
def story(site: SiteFolder) -> Path:
    """A story in Hindi with much in it, and one that it links to in both editions."""
    config = site.root / "config.yaml"
    config.write_text(config.read_text("utf-8") + TAGS, "utf-8")
    site.write("content/world/kim.jpg", (Path(__file__).parents[1] / "content/science/webb.jpg").read_bytes())
    for code in ("hi", "en"):
        site.article(f"india/g20.{code}.md", slug="g20")
    return site.write("content/world/putin-kim.hi.md", ORIGINAL)


def test_the_missing_edition_has_places_for_all_that_is_to_be_translated(
    site: SiteFolder, khabar: Khabar, story: Path
) -> None:
    target = site.root / "content/world/putin-kim.en.md"
    assert khabar("translate", str(story)) == (0, f"{target}\n", "")
    text = target.read_text("utf-8")
    assert re.sub("hi [0-9a-f]{8}\n", "hi DIGEST\n", text) == TRANSLATION
    assert story.read_text("utf-8") == ORIGINAL
    assert site.build().problems == ()
    assert not [path for path in site.output() if path.startswith("en/world/putin-kim/")]


def test_a_preview_of_the_draft_shows_no_comment_and_a_change_of_the_original_is_told(
    site: SiteFolder, khabar: Khabar, story: Path
) -> None:
    khabar("translate", str(story))
    report = site.build(drafts=True)
    assert rules(report) == ["picture-alt", "picture-alt"]
    page = site.read("en/world/putin-kim/index.html")
    assert "पहला पैरा" not in page and "एक नज़र में" not in page
    tree = html.document_fromstring(page)
    assert len(tree.xpath("//article//figure//img")) == 2 and "print(" in page
    assert len(tree.find_class("preview")) == 1  # it is a draft, and not older than its original
    story.write_text(ORIGINAL.replace("अंत।", "नया अंत।"), "utf-8")
    site.build(drafts=True)
    assert len(html.document_fromstring(site.read("en/world/putin-kim/index.html")).find_class("preview")) == 2


def test_what_is_left_empty_for_the_translator_shows_as_nothing(site: SiteFolder, khabar: Khabar) -> None:
    body = ':::quote by="कोई"\nएक।\n:::\n\n:::card url="https://x.example/" title="क" text="ख"\n:::\n'
    site.article("world/a.hi.md", body, slug="a")
    khabar("translate", "world/a")
    assert site.build(drafts=True).problems == ()
    tree = html.document_fromstring(site.read("en/world/a/index.html"))
    assert not tree.xpath("//figcaption") and len(tree.xpath("//aside[@class='embed']/p")) == 1


def test_a_folder_that_cannot_be_written_to_is_told(site: SiteFolder, khabar: Khabar) -> None:
    site.article("hi/world/a.md")
    site.write("content/en", "a file where a folder has to be")
    code, out, err = khabar("translate", "world/a")
    assert (code, out) == (1, "") and err.startswith("content/en") and "error[system]" in err
    site.write("content/world", "another one")
    assert khabar("new", "Rain", "--section", "world")[0] == 1


@pytest.mark.parametrize(
    "name",
    [
        "content/world/putin-kim.hi.md",
        "./content/world/putin-kim.hi.md",
        "content/world/putin-kim",
        "world/putin-kim",
        "putin-kim",
        "/hi/duniya/putin-kim/",
        "/hi/duniya/putin-kim",
        "https://khabar.example/hi/duniya/putin-kim/",
    ],
)
def test_a_story_is_named_as_authors_name_it(site: SiteFolder, khabar: Khabar, story: Path, name: str) -> None:
    assert khabar("translate", name)[0] == 0
    assert (site.root / "content/world/putin-kim.en.md").is_file()


def test_a_file_is_named_from_where_the_author_stands(
    site: SiteFolder, khabar: Khabar, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.parent)
    assert khabar("translate", "putin-kim.hi.md")[0] == 0


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/world/x.hi.md", "content/world/x.en.md"),
        ("content/world/x.hi.markdown", "content/world/x.en.markdown"),
        ("content/world/x/hi.md", "content/world/x/en.md"),
        ("content/world/x/index.hi.md", "content/world/x/index.en.md"),
        ("content/hi/world/x.md", "content/en/world/x.md"),
        ("content/hi/world/x/index.md", "content/en/world/x/index.md"),
        ("content/hi/world/x.hi.md", "content/en/world/x.en.md"),
        ("content/world/hi/x.md", "content/world/en/x.md"),
        ("content/world/x.md", "content/world/x.en.md"),
    ],
)
def test_the_path_has_the_form_of_the_originals(path: str, target: str) -> None:
    assert translated_path(path, ("hi", "en"), "en") == target


def test_in_folders_by_language_pictures_and_links_lead_to_the_same(site: SiteFolder, khabar: Khabar) -> None:
    picture = (Path(__file__).parents[1] / "content/science/webb.jpg").read_bytes()
    site.write("content/hi/world/kim.jpg", picture)
    site.article("hi/world/other.md")
    site.article("hi/world/kim.md", "[क](other.md)\n\n![किम](kim.jpg)\n", image="{path: kim.jpg, alt: क}")
    site.article("hi/world/kim.md", "[क](other.md)\n\n![किम](kim.jpg)\n", image="\n  path: kim.jpg\n  alt: क")
    assert khabar("translate", "world/kim")[0] == 0
    text = (site.root / "content/en/world/kim.md").read_text("utf-8")
    assert "  path: ../../hi/world/kim.jpg\n" in text and "\n![](../../hi/world/kim.jpg)\n" in text
    assert "[क](../../hi/world/other.md)" in text  # it has no English article
    assert "picture-missing" not in rules(site.build(drafts=True))


def test_tags_that_config_does_not_translate_are_written_down(site: SiteFolder, khabar: Khabar, story: Path) -> None:
    story.write_text(ORIGINAL.replace("[रूस]", "[रूस, नई बात]"), "utf-8")
    khabar("translate", "putin-kim", "--title", "Putin  and Kim: #friends")
    text = (site.root / "content/world/putin-kim.en.md").read_text("utf-8")
    assert "tags: [Russia, नई बात]\n" in text and 'title: "Putin and Kim: #friends"\n' in text
    assert rules(site.build(drafts=True)) == ["picture-alt", "picture-alt"]


def test_from_english_and_for_one_of_several_editions(site: SiteFolder, khabar: Khabar) -> None:
    config = site.root / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("  en: {title", "  mr: {title: बातमी}\n  en: {title"), "utf-8")
    words = Path(__file__).parents[1] / "layouts/strings/hi.yaml"
    site.write("layouts/strings/mr.yaml", words.read_bytes())
    site.article("world/rain.en.md", "It rains.\n", title="Rain", slug="rain")
    code, _, err = khabar("translate", "rain")
    assert code == 2 and "error[translate-which]: the story world/rain is missing in several editions: hi, mr" in err
    assert khabar("translate", "rain", "--to", "mr")[0] == 0
    assert "<!-- en: It rains. -->" in (site.root / "content/world/rain.mr.md").read_text("utf-8")


def test_a_story_told_live_keeps_its_day_and_its_updates(site: SiteFolder, khabar: Khabar) -> None:
    body = ':::update time="14:30" title="शुरू"\nपहला।\n:::\n'
    site.article("world/live.hi.md", body, live="true", date="2024-08-31 10:00", slug="live")
    khabar("translate", "live")
    text = (site.root / "content/world/live.en.md").read_text("utf-8")
    assert "date: 2024-08-31 10:00\nlive: true\n" in text and '\n:::update time="14:30" title=""\n' in text
    assert site.build(drafts=True).problems == ()


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_story_gets_a_suggestion(khabar: Khabar, story: Path) -> None:
    code, out, err = khabar("translate", "wrold/putin-kim")
    assert (code, out) == (2, "")
    assert err == (
        "content: error[translate-story]: there is no story 'wrold/putin-kim'\n"
        "  hint: did you mean 'world/putin-kim'? `khabar list` shows all\n"
    )
    assert "did you mean 'world/putin-kim'?" in khabar("translate", "content/world/puttin-kim.hi.md")[2]
    assert "क्या आप 'world/putin-kim' लिखना चाहते थे?" in khabar("--ui", "hi", "translate", "puttin-kim")[2]
    assert "name its file" in khabar("translate", "/xyz/")[2]


def test_what_is_there_is_not_begun_again(site: SiteFolder, khabar: Khabar, story: Path) -> None:
    assert "error[translate-complete]" in khabar("translate", "g20")[2]
    err = khabar("translate", "putin-kim", "--to", "hi")[2]
    assert err.startswith("content/world/putin-kim.hi.md: error[translate-there]: the story world/putin-kim is in")
    assert khabar("translate", "putin-kim", "--to", "mr") == (
        2,
        "",
        "khabar: there is no edition 'mr'; the site has: hi, en\n",
    )
    broken = site.write("content/world/putin-kim.en.md", "no front matter\n")
    code, out, err = khabar("translate", "putin-kim")
    assert (code, out) == (2, "") and "content/world/putin-kim.en.md: error[translate-there]" in err
    assert broken.read_text("utf-8") == "no front matter\n"


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [("date: 31 फरवरी", "date-form"), ("draft: शायद", "value-flag"), ("date 2024-08-01", "front-matter-line")],
)
def test_mistakes_of_the_original_come_first(
    site: SiteFolder, khabar: Khabar, story: Path, wrong: str, rule: str
) -> None:
    story.write_text(ORIGINAL.replace("date: 2024-08-01 10:00", wrong), "utf-8")
    for name in (str(story), "world/putin-kim"):
        code, out, err = khabar("translate", name)
        assert (code, out) == (2, "") and "content/world/putin-kim.hi.md:3" in err and rule in err
    assert not (site.root / "content/world/putin-kim.en.md").exists()


def test_mistakes_of_others_do_not_matter_and_what_is_withdrawn_is_not_translated(
    site: SiteFolder, khabar: Khabar, story: Path
) -> None:
    site.article("world/other.hi.md", date="कल")
    assert khabar("translate", "putin-kim")[0] == 0
    site.article("world/gone.hi.md", gone="true")
    assert "error[translate-gone]" in khabar("translate", "gone")[2]


def test_a_story_for_one_edition_is_opened_to_others(site: SiteFolder, khabar: Khabar) -> None:
    path = site.article("world/own.hi.md", "पाठ।\r\n", untranslated="true", slug="own")
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    code, _, err = khabar("translate", "own")
    assert (code, err) == (
        0,
        "content/world/own.hi.md: `untranslated` was taken out, because a translation of it is begun\n",
    )
    assert path.read_bytes() == before.replace(b"untranslated: true\r\n", b"")
    assert b"untranslated" not in (site.root / "content/world/own.en.md").read_bytes()


# ── What is still to be done ─────────────────────────────────────────────────────────────────────────────────────────


def rules_of(khabar: Khabar, path: str = "content/world/putin-kim.en.md") -> list[str]:
    found = re.findall(rf"^{path}:(\d+).*\[((?:translation|pair)-\w+)\]", khabar("check", path)[1], re.MULTILINE)
    return [f"{line} {rule}" for line, rule in found]


def test_a_draft_is_left_in_peace_and_what_is_published_half_done_is_told(
    site: SiteFolder, khabar: Khabar, story: Path
) -> None:
    khabar("translate", "putin-kim")
    target = site.root / "content/world/putin-kim.en.md"
    assert rules_of(khabar) == []
    text = target.read_text("utf-8").replace("draft: true\n", "")
    target.write_text(text, "utf-8")
    waits = [f"{line} translation-waits" for line in (23, 26, 29, 35, 38)]
    assert rules_of(khabar) == ["2 translation-title", *waits]  # the check shows five of a kind
    text = text.replace("title: पुतिन-किम की यारी", "title: Friends").replace("अंत। -->\n", "अंत। -->\nThe end.\n")
    text = text.replace("तीर। -->\n", "तीर। -->\nFirst paragraph.\n").replace('facts title=""', 'facts title="Facts"')
    target.write_text(text, "utf-8")
    assert rules_of(khabar) == [f"{line} translation-waits" for line in (27, 30, 39)]
    assert "published, but not translated yet: '- एक'" in khabar("check")[1]
    target.write_text(re.sub(r"<!-- hi:.*?-->", "", text, flags=re.DOTALL), "utf-8")
    assert not [each for each in rules_of(khabar) if "translation" in each]


def test_authors_own_comments_wait_for_nobody(site: SiteFolder, khabar: Khabar, story: Path) -> None:
    site.article(
        "world/putin-kim.en.md", "<!-- hi there -->\n\n<!-- note: x -->\n\n`<!-- hi: x -->`\n", title="Friends"
    )
    assert not [each for each in rules_of(khabar) if "translation" in each]


SIGNS = ["अ", "क", "-->", "--!>", "<!--", "->", "-", "!", ">", "#", "* ", " ", "\n", "\n\n"]


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
def test_no_text_ends_its_comment(text: str) -> None:
    made = skeleton(text, "hi")
    assert not re.search("[अक]", without_comments(made))
    assert len(list(waiting(made, ["hi"]))) == made.count("<!-- hi:")


@given(st.lists(st.sampled_from(["एक।", "## दो", "- तीन", "> चार", "पाँच --> छह", "| a |\n|---|\n| b |"]), min_size=1))
def test_every_passage_waits_until_something_stands_below_it(passages: list[str]) -> None:
    made = skeleton("\n\n".join(passages), "hi")
    assert len(list(waiting(made, ["hi"]))) == len(passages)
    assert list(waiting(made.replace(" -->\n", " -->\nDone.\n").replace("\n-->\n", "\n-->\nDone.\n"), ["hi"])) == []
