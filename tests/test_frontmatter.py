"""Front matter is read as an author means it, not as YAML guesses, and what is wrong is said with its line."""

from __future__ import annotations

import re
import unicodedata

import pytest
from conftest import SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st

from generator.article import ContentOptions, Parsed, parse_article
from generator.frontmatter import parse_front_matter, parse_source
from generator.problems import Problem, SiteError

OPTIONS = ContentOptions(codes=("hi", "en"), taxonomies=("tags", "authors"), timezone="Asia/Kolkata")
PATH = "content/world/one.hi.md"


def parsed(front: str, body: str = "पाठ।\n") -> Parsed:
    """What an article with this front matter is read as; a title and a date are given where it has none."""
    lines = [front]
    lines += ["title: शीर्षक"] if not re.search(r"^title ?:", front, re.MULTILINE) else []
    lines += ["date: 2024-08-01"] if not re.search(r"^date:", front, re.MULTILINE) else []
    return parse_article("\n".join(["---", *lines, "---", body]), PATH, OPTIONS)


def only(found: Parsed) -> Problem:
    """The one problem of an article."""
    (problem,) = found.problems
    return problem


# ── What is typed is what is meant ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        "G20 Summit: दिल्ली में जुटे दुनिया के नेता",
        "Putin-Kim Meeting: पुतिन-किम की यारी",
        "News: rain today",
        "यह #1 खबर",
        "#MeToo",
        "# हैश",
        "*तारा*",
        "*Breaking* news",
        "@मोदी ने",
        "@handle said",
        "&c Budget",
        "!Breaking news",
        "!!python/object/apply:os.system [id]",
        "%प्रतिशत",
        "`कोड`",
        "{{ x }}",
        "[Updated] Rain",
        "[Updated]",
        "> मोड़",
        "| पाइप",
        ">",
        "|",
        "- सूची",
        "? सवाल",
        "--- तीन",
        '"Rain" stops play',
        '"अधूरा',
        "'अधूरा",
        "it's",
        "null",
        "~",
        "no",
        "Yes",
        "true",
        "50:50",
        "22:22",
        "1.10",
        "0123",
        "५",
        "2024-01-05",
        "<b>मोटा</b>",
        r"C:\new",
        "<<",
        "पाइप | पाइप",
    ],
)
def test_a_title_without_quotes_is_the_text_as_written(title: str) -> None:
    found = parsed(f"title: {title}")
    assert found.problems == ()
    assert found.article.title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"पूरा: उद्धृत"', "पूरा: उद्धृत"),
        ("'it''s'", "it's"),
        (r'"कहा \"हाँ\""', 'कहा "हाँ"'),
        ('"पूरा" # टिप्पणी', "पूरा"),
        ('"  खाली   जगह  "', "खाली जगह"),
    ],
)
def test_a_title_that_is_quoted_from_end_to_end_loses_its_quotes(written: str, title: str) -> None:
    found = parsed(f"title: {written}")
    assert found.problems == ()
    assert found.article.title == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("title: पहली\n  दूसरी पंक्ति", "पहली दूसरी पंक्ति"),
        ("title:\n  अगली पंक्ति में", "अगली पंक्ति में"),
        ("title: >\n  मुड़ी\n  हुई", "मुड़ी हुई"),
        ("title: |\n  सीधी\n  रखी", "सीधी रखी"),
        ("title: >-\n  मुड़ी\n\n  हुई", "मुड़ी हुई"),
        ('title: "दो\n  पंक्तियाँ"', "दो पंक्तियाँ"),
        ("title:   पहले खाली   ", "पहले खाली"),
        ("title : पहले खाली", "पहले खाली"),
        ("# टिप्पणी\ntitle: बाद में\n# टिप्पणी", "बाद में"),
    ],
)
def test_a_title_on_several_lines_is_one_line(lines: str, title: str) -> None:
    found = parsed(lines)
    assert found.problems == ()
    assert found.article.title == title


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("[2024, 1.5, yes]", ("2024", "1.5", "yes")),
        ("[रूस, रस]", ("रूस", "रस")),
        ("['अ, ब', \"क: ख\"]", ("अ, ब", "क: ख")),
        ("रूस, उत्तर कोरिया", ("रूस", "उत्तर कोरिया")),
        ('"अ, ब"', ("अ, ब",)),
        ("\n- रूस\n- जी-20: शिखर\n- '#MeToo'", ("रूस", "जी-20: शिखर", "#MeToo")),
        ("\n  - रूस\n  # टिप्पणी\n\n  - रस", ("रूस", "रस")),
        ("[रूस, रूस, रस]", ("रूस", "रस")),
        ("[no, null, ~]", ("no", "null", "~")),
        ("AC/DC", ("AC/DC",)),
    ],
)
def test_tags_are_the_texts_as_written(written: str, tags: tuple[str, ...]) -> None:
    found = parsed(f"tags: {written}")
    assert found.problems == ()
    assert dict(found.article.terms)["tags"] == tags


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("true", True),
        ("Yes", True),
        ("ON", True),
        ("हाँ", True),
        ("हां", True),
        ("सही", True),
        ("false", False),
        ("no", False),
        ("off", False),
        ("नहीं", False),
        ("नही", False),
        ("ग़लत", False),
        ("गलत", False),
        ('"false"', False),
        ("true # अभी नहीं", True),
    ],
)
def test_yes_and_no_work_in_both_languages_quoted_or_not(written: str, flag: bool) -> None:
    found = parsed(f"draft: {written}")
    assert found.problems == ()
    assert found.article.draft is flag


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-09-05 15:04", "2023-09-05T15:04:00+05:30"),
        ("2024-01-05", "2024-01-05T00:00:00+05:30"),
        ("2024-01-05 10:00:30", "2024-01-05T10:00:30+05:30"),
        ("2024-01-05T10:00:30.250", "2024-01-05T10:00:30+05:30"),
        ("2024-01-04T20:00:00Z", "2024-01-05T01:30:00+05:30"),
        ("2024-01-05 10:00 +00:00", "2024-01-05T15:30:00+05:30"),
        ("2024-01-05 10:00 -0330", "2024-01-05T19:00:00+05:30"),
        ('"2024-01-05"', "2024-01-05T00:00:00+05:30"),
        ("2024-01-05 # शुक्रवार", "2024-01-05T00:00:00+05:30"),
        ("2024-02-29", "2024-02-29T00:00:00+05:30"),
    ],
)
def test_a_date_stands_in_the_zone_of_the_site(written: str, iso: str) -> None:
    found = parsed(f"date: {written}")
    assert found.problems == ()
    assert found.article.date.isoformat() == iso


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("5 सितंबर 2023", "date-form"),
        ("२०२४-०१-०५", "date-form"),
        ("20240105", "date-form"),
        ("2024-1-5", "date-form"),
        ("1:30", "date-form"),
        ("05/01/2024", "date-form"),
        ("2024-01-05T", "date-form"),
        ("कल", "date-form"),
        ("[2024-01-05]", "date-form"),
        ("2023-09-31", "date-impossible"),
        ("2024-02-30", "date-impossible"),
        ("2023-02-29", "date-impossible"),
        ("2024-01-05T24:00:00", "date-impossible"),
        ("2024-01-05 10:60", "date-impossible"),
        ("0000-00-00 00:00:00", "date-impossible"),
        ("0001-01-01T00:00:00+05:30", "date-impossible"),
        ("9999-12-31T23:59:59-10:00", "date-impossible"),
    ],
)
def test_a_date_that_is_none_is_an_error_at_its_column_with_an_example(written: str, rule: str) -> None:
    problem = only(parsed(f"title: एक\ndate: {written}"))
    assert (problem.rule, problem.severity, str(problem.where)) == (rule, "error", f"{PATH}:3:7")
    assert problem.message.startswith("date is ") and f"'{written}'" in problem.message
    assert ("2024-01-05" if rule == "date-form" else "between 00:00 and 23:59") in problem.hint


def test_a_wrong_date_is_one_problem_and_not_also_a_missing_date(site: SiteFolder) -> None:
    site.article("world/one.hi.md", date="2024-02-30")
    assert rules(site.build()) == ["date-impossible"]


def test_a_date_alone_sorts_with_dates_that_have_a_time(site: SiteFolder) -> None:
    for name, date in (("one", "2024-08-02"), ("two", "2024-08-01 23:59"), ("three", "2024-08-02 00:01")):
        site.article(f"world/{name}.hi.md", title=name, date=date)
    site.build()
    page = site.read("hi/latest/index.html")
    assert page.index(">three</a></h2>") < page.index(">one</a></h2>") < page.index(">two</a></h2>")


def test_an_article_without_a_title_is_an_error_with_an_example(site: SiteFolder) -> None:
    site.article("world/one.hi.md", title=None)
    report = site.build()
    (problem,) = report.problems
    assert (problem.rule, problem.severity, str(problem.where)) == (
        "title-missing",
        "error",
        "content/world/one.hi.md:1",
    )
    assert problem.message == "the article has no title"
    assert problem.hint.startswith("add a line such as: title: ")


# ── Nested fields ────────────────────────────────────────────────────────────────────────────────────────────────


def test_nested_fields_are_read_in_every_form() -> None:
    found = parsed(
        "image:\n"
        "  path: photo.jpg\n"
        "  alt: पुतिन: मॉस्को में\n"
        "  credit: क्रेमलिन #1\n"
        "sources:\n"
        "  - title: PIB: विज्ञप्ति\n"
        "    url: https://pib.gov.in/x#y\n"
        "  - नाम भर\n"
        "  - url: https://example.com/\n"
        "corrections:\n"
        "- date: 2024-08-03\n"
        "  text: पहले लिखा था: दस\n"
        "- date: 2024-08-02\n"
        "  text: |\n"
        "    दो\n"
        "    पंक्तियाँ\n"
    )
    assert found.problems == ()
    image = found.article.image
    assert (image.path, image.alt, image.credit) == (
        "content/world/photo.jpg",
        "पुतिन: मॉस्को में",
        "क्रेमलिन #1",
    )
    assert [(each.title, each.url) for each in found.article.sources] == [
        ("PIB: विज्ञप्ति", "https://pib.gov.in/x#y"),
        ("नाम भर", ""),
        ("https://example.com/", "https://example.com/"),
    ]
    assert [each.text for each in found.article.corrections] == ["दो पंक्तियाँ", "पहले लिखा था: दस"]


@pytest.mark.parametrize(
    "video",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
        "https://youtu.be/dQw4w9WgXcQ?si=x",
        "https://www.youtube.com/live/dQw4w9WgXcQ",
        "https://youtube.com/shorts/dQw4w9WgXcQ",
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
    ],
)
def test_any_address_of_a_youtube_video_is_the_video(video: str) -> None:
    found = parsed(f"video: {video}")
    assert found.problems == ()
    assert found.article.video == "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("front", "rule", "place", "words"),
    [
        ("draft: maybe", "value-flag", "2:8", ("draft", "maybe", "true or false")),
        ("draft:", "value-flag", "2:7", ("draft",)),
        ("weight: पाँच", "value-number", "2:9", ("weight", "पाँच", "20")),
        ("weight: 1.5", "value-number", "2:9", ("1.5",)),
        ("title:", "value-empty", "2:7", ("title is empty",)),
        ('title: ""', "value-empty", "2:8", ("title is empty",)),
        ("title:\n  a: b", "value-text", "3:3", ("title has to be a text",)),
        ("title:\n- a", "value-text", "3:1", ("title has to be a text",)),
        ("lang: xx", "value-choice", "2:7", ("'xx'", "hi, en")),
        ("lang: EN", "value-choice", "2:7", ("'EN'", "did you mean 'en'?")),
        ("tags:\n  a: 1", "value-list", "3:3", ("tags has to be a list", "tags: [one, two]")),
        ("tags: [a, [b]]", "value-text", "2:11", ("tags has to be a text",)),
        ("tags: [a, *b]", "yaml-anchor", "2:11", ("anchors and aliases", "quotes")),
        ("tags: [a, !b c]", "yaml-tag", "2:11", ("'!b'", "quotes")),
        ("slug: a%2fb", "slug-form", "2:7", ("'a%2fb'", "putin-kim-yaari")),
        ("slug: ../../../../tmp/pwned", "slug-form", "2:7", ("'../../../../tmp/pwned'",)),
        ("slug: .hidden", "slug-form", "2:7", ("'.hidden'",)),
        ("slug: v1.2", "slug-form", "2:7", ("'v1.2'", "dots")),
        ("slug: दो शब्द", "slug-form", "2:7", ("'दो शब्द'",)),
        (f"slug: {'a' * 201}", "slug-form", "2:7", ("aaa",)),
        ("aliases: old/page", "alias-form", "2:10", ("'old/page'", "/2023/09/g20.html")),
        ("aliases: [/a, /../../etc]", "alias-form", "2:10", ("'/../../etc'",)),
        ("aliases: /a?b=1", "alias-form", "2:10", ("'/a?b=1'",)),
        ("video: https://vimeo.com/1", "video-address", "2:8", ("'https://vimeo.com/1'", "watch?v=")),
        ("video: https://youtu.be/short", "video-address", "2:8", ("youtu.be/short",)),
        ("sources:\n- title: a\n  url: pib.gov.in", "source-url", "3:3", ("'pib.gov.in'", "https://")),
        ("sources: PIB", "value-list", "2:10", ("sources has to be a list",)),
        ("corrections:\n- text: ग़लती", "correction-parts", "3:3", ("needs a date and a text",)),
        ("image:\n  alt: बिना फ़ाइल", "image-path", "3:3", ("image has no path", "image: photo.jpg")),
        ("image:\n- a.jpg", "value-mapping", "3:1", ("image has to be lines",)),
        ("summary:\n- a", "value-text", "3:1", ("summary has to be a text",)),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_at_its_place(
    front: str, rule: str, place: str, words: tuple[str, ...]
) -> None:
    found = {each.rule: each for each in parsed(front).problems}
    assert rule in found
    problem = found[rule]
    assert (problem.severity, str(problem.where)) == ("error", f"{PATH}:{place}")
    for word in words:
        assert word in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("front", "place"), [('title: "a \\q"', "2:11"), ('tags: ["a]', "2:8"), ("tags: [a, b: c: d]", "2:15")]
)
def test_an_error_inside_quotes_or_brackets_is_shown_at_its_column(front: str, place: str) -> None:
    try:
        problem = only(parsed(front))
    except SiteError as error:
        (problem,) = error.problems
    assert problem.rule == "yaml-syntax" and "not YAML" in problem.message
    assert str(problem.where) == f"{PATH}:{place}"


def test_tags_in_braces_are_no_list() -> None:
    problem = only(parsed("tags: {a: 1}"))
    assert problem.rule == "value-list" and "tags has to be a list" in problem.message


def test_an_empty_entry_of_a_list_is_left_out_with_a_warning_at_its_place() -> None:
    found = parsed('tags: ["", "ढाँचा", ""]')
    assert [(each.rule, each.severity, each.where.column) for each in found.problems] == [
        ("list-item-empty", "warning", 8),
        ("list-item-empty", "warning", 21),
    ]
    assert found.problems[0].message == "an entry of tags is empty"
    assert dict(found.article.terms)["tags"] == ("ढाँचा",)


@pytest.mark.parametrize(
    ("key", "close"),
    [
        ("catagory", "section"),
        ("author", "authors"),
        ("Title", "title"),
        ("dtae", "date"),
        ("description", "summary"),
        ("lastmod", "updated"),
        ("sumary", "summary"),
    ],
)
def test_an_unknown_field_is_a_warning_that_names_the_nearest(key: str, close: str) -> None:
    problem = only(parsed(f"{key}: x\ntitle: एक\ndate: 2024-08-01"))
    assert (problem.rule, problem.severity, str(problem.where)) == ("front-matter-key", "warning", f"{PATH}:2:1")
    assert problem.message == f"unknown field '{key}' is not used"
    assert problem.hint == f"did you mean '{close}'?"


def test_an_unknown_field_that_is_near_to_none_lists_what_there_is() -> None:
    problem = only(parsed("menu:\n  main:\n    weight: 10"))
    assert problem.message == "unknown field 'menu' is not used"
    assert "title, date, tags" in problem.hint


@pytest.mark.parametrize("field", ["x", "base"])
def test_nothing_in_an_unknown_field_runs_or_refers(field: str) -> None:
    machinery = {
        "!!python/object/apply:os.system [touch x]": "yaml-tag",
        "&a [*a]": "yaml-anchor",
        "[" * 5000: "yaml-depth",
    }
    for value, rule in machinery.items():
        found = parsed(f"{field}: {value}")
        assert [each.rule for each in found.problems] == ["front-matter-key", rule]
    for value in ("*bold* words", "&c Budget", "[a", "{a", "!important"):
        assert [each.rule for each in parsed(f"{field}: {value}").problems] == ["front-matter-key"]


def test_a_title_of_several_hundred_letters_is_a_warning() -> None:
    problem = only(parsed(f"title: {'क' * 301}"))
    assert (problem.rule, problem.severity, str(problem.where)) == ("title-long", "warning", f"{PATH}:2:8")
    assert "301 characters" in problem.message
    assert parsed(f"title: {'क' * 300}").problems == ()


def test_updated_before_date_is_a_warning() -> None:
    problem = only(parsed("date: 2024-08-02\nupdated: 2024-08-01"))
    assert (problem.rule, str(problem.where)) == ("updated-early", f"{PATH}:3:10")


def test_brackets_nested_too_deep_are_an_error_and_no_crash() -> None:
    problem = only(parsed(f"tags: {'[' * 50}{']' * 50}"))
    assert problem.rule == "yaml-depth" and problem.where.line == 2
    assert problem.message == "brackets and lists are nested too deep (more than 20)"
    assert only(parsed(f"tags: {'[' * 5000}{']' * 5000}")) == problem


# ── The frame of front matter ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "rule", "place", "words"),
    [
        ("", "content-empty", "1", ("empty",)),
        (" \n\n\t\n", "content-empty", "1", ("empty", "front matter")),
        ("# Title\n\nText\n", "front-matter-missing", "1:1", ("front matter", "'# Title'", "three hyphens")),
        ('{"title":"x"}\n\nText\n', "front-matter-missing", "1:1", ("front matter", '{"title":"x"}')),
        ("+++\ntitle = 'x'\n+++\n", "front-matter-missing", "1:1", ("'+++'",)),
        ("----\ntitle: x\n----\n", "front-matter-missing", "1:1", ("'----'",)),
        ("\n---\ntitle: x\n---\n", "front-matter-missing", "1:1", ("front matter",)),
        ("---\ntitle: x\ndate: 2024-01-05\n\nText\n", "front-matter-unclosed", "1:1", ("not closed", "--- on a line")),
        ("---\ntitle:Hello\n---\n", "front-matter-line", "2:1", ("'title:Hello'", "title: Hello", "space")),
        ("---\njust words\n---\n", "front-matter-line", "2:1", ("'just words'", "a key, a colon, a space")),
        ("---\n- a\n---\n", "front-matter-line", "2:1", ("'- a'",)),
        ("---\ntitle: x\ntags:\n\t- a\n---\n", "front-matter-tab", "4:1", ("tab", "use spaces")),
        ("---\ntitle: x\ntags:\n  \t- a\n---\n", "front-matter-tab", "4:3", ("tab",)),
        ("---\nimage:\n    path: a\n  alt: b\n---\n", "front-matter-indent", "4:3", ("indented differently",)),
        ("---\ntitle: One\ntitle: Two\n---\n", "yaml-doubled", "3:1", ("'title' stands twice", "line 2")),
        ("---\nmore:\n  <<: *b\n---\n", "yaml-anchor", "3:3", ("anchors and aliases", "quotes")),
    ],
)
def test_front_matter_that_cannot_be_read_is_an_error_at_its_place(
    site: SiteFolder, text: str, rule: str, place: str, words: tuple[str, ...]
) -> None:
    site.write("content/one.hi.md", text)
    report = site.build()
    (problem,) = report.problems
    assert (problem.rule, problem.severity) == (rule, "error")
    assert str(problem.where) == f"content/one.hi.md:{place}"
    for word in words:
        assert word in f"{problem.message} {problem.hint}"
    assert site.output() == {}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: एक\ndate: 2024-01-05\n---\nपाठ।\n",
        "---  \ntitle: एक\ndate: 2024-01-05\n--- \nपाठ।\n",
        "---\ntitle: एक\ndate: 2024-01-05\n...\nपाठ।\n",
        "---\r\ntitle: एक\r\ndate: 2024-01-05\r\n---\r\nपाठ।\r\n",
        "---\rtitle: एक\rdate: 2024-01-05\r---\rपाठ।\r",
        "\ufeff---\ntitle: एक\ndate: 2024-01-05\n---\nपाठ।\n",
        "---\ntitle: एक\ndate: 2024-01-05\n\n\n---\n\n\nपाठ।\n",
        "---\ntitle: \u200bएक\u2060\ndate: 2024-01-05\n---\n\u200bपाठ।\n",
    ],
)
def test_front_matter_may_look_as_editors_leave_it(site: SiteFolder, text: str) -> None:
    site.write("content/world/one.hi.md", text.encode())
    assert rules(site.build()) == []
    page = site.read("hi/duniya/one/index.html")
    assert "<h1>एक</h1>" in page and "<p>पाठ।</p>" in page


def test_front_matter_may_be_indented_as_a_whole(site: SiteFolder) -> None:
    site.write("content/world/one.hi.md", "---\n title: एक\n date: 2024-01-05\n tags: [अ]\n---\nपाठ।\n")
    assert rules(site.build()) == []


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_lines_are_counted_as_everywhere_else(separator: str) -> None:
    source = parse_source(f"---\ntitle: एक{separator}दो\ndate: कल\n---\nपाठ।\n", PATH)
    assert source.front.get("date").line == 3


def test_three_hyphens_inside_a_text_do_not_close_front_matter(site: SiteFolder) -> None:
    site.write(
        "content/world/one.hi.md",
        "---\ntitle: एक\nsummary: |\n  ऊपर\n  ---\n  नीचे\ndate: 2024-01-05\n---\nपाठ।\n\n---\n\nऔर।\n",
    )
    assert rules(site.build()) == []
    page = site.read("hi/duniya/one/index.html")
    assert '<p class="standfirst">ऊपर --- नीचे</p>' in page
    assert "<hr>" in page


# ── Bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "rule", "place", "words"),
    [
        (b"a\x00b\n", "content-control", "6:2", ("control", "NUL", "U+0000")),
        (b"\x02klzzwxh:0\x03\n", "content-control", "6:1", ("control", "U+0002")),
        (b"\xc0\xaf\n", "content-utf8", "6:1", ("UTF-8", "0xc0")),
        ("कख".encode()[:-1], "content-utf8", "6:2", ("UTF-8", "0xe0")),
        ("क".encode("utf-16-le"), "content-utf8", "6:1", ("UTF-8",)),
    ],
)
def test_bytes_that_are_no_text_are_an_error_at_their_place(
    site: SiteFolder, body: bytes, rule: str, place: str, words: tuple[str, ...]
) -> None:
    front = b"---\ntitle: Rain\ndate: 2024-01-05\nlang: en\n---\n"
    site.write("content/one.en.md", front + body)
    (problem,) = site.build().problems
    if body == "क".encode("utf-16-le"):
        assert problem.rule in ("content-utf8", "content-control") and problem.where.line == 6
        return
    assert (problem.rule, str(problem.where)) == (rule, f"content/one.en.md:{place}")
    for word in words:
        assert word in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_as_such(site: SiteFolder, encoding: str) -> None:
    site.write("content/one.en.md", "---\ntitle: Rain\ndate: 2024-01-05\n---\nText\n".encode(encoding))
    (problem,) = site.build().problems
    assert (problem.rule, str(problem.where)) == ("content-utf16", "content/one.en.md:1")
    assert "Notepad" in problem.hint


def test_a_file_that_is_too_large_is_not_read(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="x" * 2_000_001)
    (problem,) = site.build().problems
    assert problem.rule == "content-size" and "2000000" in problem.message


# ── Properties ───────────────────────────────────────────────────────────────────────────────────────────────────

# One line is what an author sees as one: no control characters, and no separators of lines (Zl) and paragraphs (Zp).
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=80)
MARKS = "\ufeff\u200b\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
TITLES = LINES.filter(lambda text: text.strip() and not set(text) & set(MARKS)).filter(
    lambda text: text.strip()[0] not in "'\""
)
YAMLISH = st.one_of(
    st.sampled_from(list("#:&*!|>%@`[]{}?-,~'\"")),
    st.sampled_from([": ", " #", "- ", "---", "...", "? ", "<<", "!!", "\\", "null", "क"]),
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
)


def stored(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


@given(TITLES)
def test_any_title_on_one_line_is_what_was_typed(title: str) -> None:
    found = parsed(f"title: {title}\ndate: 2024-08-01")
    assert [each.rule for each in found.problems if each.rule != "title-long"] == []
    assert found.article.title == stored(title)


@given(st.lists(YAMLISH, min_size=1, max_size=12).map("".join))
def test_any_heap_of_yaml_signs_is_a_title_all_the_same(title: str) -> None:
    if not title.strip() or title.strip()[0] in "'\"" or set(title) & set(MARKS):
        return
    found = parsed(f"title: {title}\ndate: 2024-08-01")
    assert found.problems == ()
    assert found.article.title == stored(title)


@given(TITLES, st.sampled_from(["'", '"']))
def test_any_title_in_quotes_is_what_stands_between_them(title: str, mark: str) -> None:
    escaped = title.replace("'", "''") if mark == "'" else title.replace("\\", "\\\\").replace('"', '\\"')
    found = parsed(f"title: {mark}{escaped}{mark}\ndate: 2024-08-01")
    assert found.problems == ()
    assert found.article.title == stored(title)


WORDS = ["title", "date", "tags", "image", "|2", ">-", "&a", "*a", "!t", "<<", "---", "...", ": ", "- ", " # "]
PIECES = st.sampled_from([*WORDS, *":-[]{}'\"|>#\\?,क२ \t\n", "\n  ", "\n    ", "\n- "])


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.lists(PIECES, max_size=40).map("".join)))
def test_front_matter_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_front_matter(text, PATH, 2)
    except SiteError as error:
        for problem in error.problems:
            assert problem.where.path == PATH and problem.where.line >= 2
            assert problem.message


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_file_is_an_article_or_refused_with_a_message(text: str) -> None:
    try:
        found = parse_article(f"---\n{text}\n---\nपाठ।\n", PATH, OPTIONS)
    except SiteError as error:
        assert all(problem.message and problem.where.line for problem in error.problems)
    else:
        assert found.article is not None or any(each.severity == "error" for each in found.problems)
        assert all(each.message and each.where.line for each in found.problems)
