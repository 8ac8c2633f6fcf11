"""Markdown becomes HTML with slots: what Python-Markdown does stays as it is, and what is ours has its exact place."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import CONFIG, SiteFolder, rules
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from reading import page

from generator.hindi import heading_id, slugify
from generator.markdown import parse_markdown
from generator.model import BlockRef, Document, LinkRef, PictureRef

REPOSITORY = Path(__file__).resolve().parent.parent


def flat(text: str) -> str:
    """A document without references, as HTML."""
    document = parse_markdown(text)
    assert all(isinstance(part, str) for part in document.parts)
    return "".join(document.parts)


def refs(document: Document, kind: type) -> list:
    """The references of a kind, those in blocks too, in their order."""

    def walk(parts: tuple) -> list:
        found = []
        for part in parts:
            found += [part] if isinstance(part, kind) else []
            found += walk(part.parts) if isinstance(part, BlockRef) else []
        return found

    return walk(document.parts)


def problems(text: str) -> list[tuple[str, int, int]]:
    return [(each.rule, each.where.line, each.where.column) for each in parse_markdown(text).problems]


# ── Headings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# a\n## b\n### c\n", [2, 3, 4]),
        ("## a\n### b\n", [2, 3]),
        ("### a\n#### b\n", [2, 3]),
        ("# a\n### b\n# c\n", [2, 3, 2]),
        ("### a\n\n# b\n", [2, 2]),
        ("# a\n#### b\n## c\n", [2, 3, 3]),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6\n", [2, 3, 4, 5, 6, 6]),
        ("a\n===\n\nb\n---\n", [2, 3]),
        ("> ## a\n\n- ### b\n", [2, 3]),
    ],
)
def test_headings_start_below_the_title_and_skip_no_level(written: str, levels: list[int]) -> None:
    document = parse_markdown(written)
    assert [each.level for each in document.headings] == levels
    assert [int(each) for each in re.findall(r"<h(\d) id", "".join(document.parts))] == levels


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_no_order_of_headings_leaves_a_gap(written: list[int]) -> None:
    document = parse_markdown("\n\n".join(f"{'#' * level} क{number}" for number, level in enumerate(written)))
    levels = [each.level for each in document.headings]
    assert len(levels) == len(written)
    assert levels[0] == 2
    assert all(2 <= after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("heading", "id", "text"),
    [
        ("## पुतिन और किम", "putin-aur-kim", "पुतिन और किम"),
        ("## The *G20* summit", "the-g20-summit", "The G20 summit"),
        ("## पुतिन {#apna-id}", "apna-id", "पुतिन"),
        ("## ???", "section", "???"),
        ("## AT&T <b>x</b>", "at-t-x", "AT&T x"),
        ('## "शोले" के 50 साल', "sholay-ke-50-saal", "“शोले” के 50 साल"),
    ],
)
def test_a_heading_has_an_id_that_reads_as_it_sounds(heading: str, id: str, text: str) -> None:
    (found,) = parse_markdown(heading).headings
    if id == "sholay-ke-50-saal":
        assert found.id == slugify("शोले के 50 साल")
    else:
        assert found.id == id
    assert html.unescape(found.text).replace('"', "").replace("“", "").replace("”", "") == re.sub("[“”]", "", text)


def test_equal_headings_have_ids_of_their_own() -> None:
    document = parse_markdown("## पुतिन\n\n## पुतिन\n\n## पतन\n\n## ???\n\n## !!!\n")
    ids = [each.id for each in document.headings]
    assert ids[0] == "putin"
    assert len(set(ids)) == 5


# ── Quotes ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('उसने कहा, "हम जीतेंगे।"', "<p>उसने कहा, “हम जीतेंगे।”</p>"),
        ('She said, "don\'t go".', "<p>She said, “don’t go”.</p>"),
        ("\"'शोले' देखी\"", "<p>“‘शोले’ देखी”</p>"),
        ('"*शोले*" देखी', "<p>“<em>शोले</em>” देखी</p>"),
        ('*"शोले"* देखी', "<p><em>“शोले”</em> देखी</p>"),
        ('(*"a"*) **"b"**', "<p>(<em>“a”</em>) <strong>“b”</strong></p>"),
        ('पहली।\n\n"दूसरी"', "<p>पहली।</p>\n<p>“दूसरी”</p>"),
        ('- "अ"\n- "ब"', "<ul>\n<li>“अ”</li>\n<li>“ब”</li>\n</ul>"),
        ('`"x"` "y"', '<p><code>"x"</code> “y”</p>'),
        ('    print("x")', '<pre><code>print("x")\n</code></pre>'),
        ("```\n'x'\n```", "<pre><code>'x'\n</code></pre>"),
        ('<script>"x"</script>', '<script>"x"</script>'),
        ("&quot;x&quot;", "<p>&quot;x&quot;</p>"),
    ],
)
def test_quotes_are_curled_in_both_languages_but_not_in_code(written: str, shown: str) -> None:
    assert flat(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<b>"शोले"</b> देखी', "<p><b>“शोले”</b> देखी</p>"),
        ('<span lang="en">"Sholay"</span>', '<p><span lang="en">“Sholay”</span></p>'),
    ],
)
def test_quotes_are_curled_beside_inline_html(written: str, shown: str) -> None:
    assert flat(written) == shown


def test_quotes_are_left_alone_in_inline_html_that_is_code() -> None:
    assert flat('<kbd>"x"</kbd> <code>"y"</code>') == '<p><kbd>"x"</kbd> <code>"y"</code></p>'


# ── Links and pictures ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("[क](../world/two.hi.md)", "../world/two.hi.md"),
        ("[क](story:two)", "story:two"),
        ("[क](/world/#x)", "/world/#x"),
        ("[क](<दो शब्द.hi.md>)", "दो शब्द.hi.md"),
        ('[क](two.hi.md "शीर्षक")', "two.hi.md"),
        ("[क][r]\n\n[r]: two.hi.md", "two.hi.md"),
        ("[two]\n\n[two]: two.hi.md", "two.hi.md"),
        ("[क](a&b.pdf)", "a&b.pdf"),
        ("[क](a_b_c.pdf)", "a_b_c.pdf"),
        ("[`क`](two.hi.md)", "two.hi.md"),
    ],
)
def test_a_link_of_the_site_is_a_slot(written: str, target: str) -> None:
    (link,) = refs(parse_markdown(written), LinkRef)
    assert link.target == target


@pytest.mark.parametrize(
    "written",
    [
        "[x](https://pib.gov.in/a?b=1&c=2)",
        "[x](//cdn.example/a)",
        "[x](mailto:desk@khabar.example)",
        "[x](tel:+911234)",
        "[x](#fragment)",
        "<https://pib.gov.in>",
    ],
)
def test_what_leads_elsewhere_or_stays_on_the_page_is_left_alone(written: str) -> None:
    document = parse_markdown(written)
    assert len(document.parts) == 1 and document.problems == ()


def test_an_address_of_a_person_is_not_a_link_of_the_site() -> None:
    document = parse_markdown("<desk@khabar.example>")
    assert len(document.parts) == 1
    assert 'href="mailto:desk@khabar.example"' in html.unescape(document.parts[0])


RUNNING = ["javascript:alert(1)", "JaVaScript:x", "vbscript:x", "data:text/html,x"]


@pytest.mark.parametrize("target", RUNNING)
def test_a_link_that_would_run_is_an_error_and_loses_its_address(target: str) -> None:
    document = parse_markdown(f"पाठ\n\n[x]({target})")
    (problem,) = document.problems
    assert (problem.rule, problem.severity, problem.where.line) == ("link-scheme", "error", 3)
    assert "".join(document.parts) == "<p>पाठ</p>\n<p><a>x</a></p>"


def test_a_link_that_would_run_is_named_in_the_message() -> None:
    (problem,) = parse_markdown("[x](javascript:alert(1))").problems
    assert problem.message == "links of this kind are not allowed: 'javascript:alert(1)'"


@pytest.mark.parametrize(
    "target", ["&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "javascript&colon;alert(1)"]
)
def test_an_entity_does_not_hide_a_link_that_would_run(target: str) -> None:
    document = parse_markdown(f"[x]({target})")
    assert [each.rule for each in document.problems] == ["link-scheme"]


def test_the_address_of_a_card_may_not_run_either(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body=':::card url="javascript:alert(1)" title="x"\n:::\n')
    assert rules(site.build()) == ["link-scheme"]


def test_a_picture_alone_is_a_figure_with_its_texts() -> None:
    document = parse_markdown('![पुतिन "मॉस्को" में](p.jpg "कैप्शन"){ credit="AFP" }\n')
    (picture,) = document.parts
    assert isinstance(picture, PictureRef)
    assert (picture.target, picture.alt, picture.caption, picture.credit, picture.figure) == (
        "p.jpg",
        "पुतिन “मॉस्को” में",
        "कैप्शन",
        "AFP",
        True,
    )


def test_a_picture_in_a_line_is_no_figure() -> None:
    document = parse_markdown("पहले ![चित्र](p.jpg) बाद\n")
    before, picture, after = document.parts
    assert (before, after, picture.figure) == ("<p>पहले ", " बाद</p>", False)
    (linked,) = refs(parse_markdown("[![चित्र](p.jpg)](https://x.example)"), PictureRef)
    assert linked.figure is False


# Places: the line, and the column where the target itself starts, as an editor counts them.


def place_of(source: str, target: str, after: str = "") -> tuple[int, int]:
    start = source.index(target, source.index(after) + len(after))
    return source.count("\n", 0, start) + 1, start - (source.rfind("\n", 0, start) + 1) + 1


TEXTS = st.lists(
    st.sampled_from(
        ["पुतिन", "the summit", "*किम*", "`कोड`", "**g20**", "।", "(क)", "[x](https://e.example/)", "ज़्यादा"]
    ),
    max_size=5,
).map(" ".join)
FORMS = st.sampled_from(
    ["[क]({})", "[क](<{}>)", '[क]({} "शीर्षक")', "![क]({})", "[*क*]({})", "[![क](https://x.y/z.jpg)]({})"]
)


@st.composite
def linked_documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A document with links to targets that are no part of each other, and the targets in their order."""
    targets: list[str] = []
    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        lines = []
        for _ in range(draw(st.integers(1, 3))):
            pieces = [draw(TEXTS)]
            for _ in range(draw(st.integers(0, 2))):
                targets.append(f"folder/{len(targets):02}-दो.hi.md")
                pieces += [draw(FORMS).format(targets[-1]), draw(TEXTS)]
            lines.append(" ".join(["शुरू", *pieces]))
        frame = draw(st.sampled_from(["", "- ", "> ", "## "]))
        blocks.append("\n".join(lines) if not frame else frame + " ".join(lines))
    return "\n\n".join(blocks) + "\n", targets


@settings(max_examples=200)
@given(linked_documents())
def test_every_link_is_reported_in_its_line(case: tuple[str, list[str]]) -> None:
    source, targets = case
    found = {each.target: each.line for each in refs(parse_markdown(source), (LinkRef, PictureRef))}
    assert found == {target: place_of(source, target)[0] for target in targets}


@given(linked_documents())
@example(("[क](a.hi.md)\n", ["a.hi.md"]))
@example(("[क](<a.hi.md>)\n", ["a.hi.md"]))
@example(("[क][r]\n\n[r]: a.hi.md\n", ["a.hi.md"]))
@example(("![क](a.jpg)\n", ["a.jpg"]))
def test_every_link_is_reported_in_its_column(case: tuple[str, list[str]]) -> None:
    source, targets = case
    found = {each.target: (each.line, each.column) for each in refs(parse_markdown(source), (LinkRef, PictureRef))}
    assert found == {target: place_of(source, target) for target in targets}


def test_equal_links_are_reported_in_turn() -> None:
    found = refs(parse_markdown("[क](a.md)\n\nऔर [ख](a.md)\n[ग](a.md)\n"), LinkRef)
    assert [each.line for each in found] == [1, 3, 4]


def test_a_link_whose_target_begins_another_is_reported_in_its_own_line() -> None:
    found = refs(parse_markdown("[क](a.md#one)\n\n[ख](a.md)\n"), LinkRef)
    assert [(each.target, each.line) for each in found] == [("a.md#one", 1), ("a.md", 3)]


@pytest.mark.parametrize("code", ["`[क](a.md)`\n\n", "```\n[क](a.md)\n```\n\n", "    [क](a.md)\n\n"])
def test_a_link_that_code_shows_is_not_taken_for_the_link(code: str) -> None:
    source = f"{code}[क](a.md)\n"
    (link,) = refs(parse_markdown(source), LinkRef)
    assert link.line == source.count("\n")


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "args"),
    [
        (":::facts", ()),
        ("::: facts", ()),
        (":::facts   ", ()),
        (':::facts title="एक नज़र में"', (("title", "एक नज़र में"),)),
        (":::facts title=“एक नज़र में” by='क ख'", (("title", "एक नज़र में"), ("by", "क ख"))),
        (":::facts id=dQw4w9WgXcQ t=3", (("id", "dQw4w9WgXcQ"), ("t", "3"))),
        (':::facts title=""', (("title", ""),)),
        (':::facts\ttitle="x"', (("title", "x"),)),
    ],
)
def test_a_block_has_a_name_and_arguments(line: str, args: tuple[tuple[str, str], ...]) -> None:
    document = parse_markdown(f"{line}\nपाठ\n:::\n")
    (block,) = document.parts
    assert (block.name, block.args, block.line, block.column) == ("facts", args, 1, 1)
    assert "".join(block.parts).strip() == "<p>पाठ</p>"
    assert document.problems == ()


def test_what_stands_around_a_block_stays_outside() -> None:
    before, block, after = parse_markdown("पहले\n:::facts\n- अ\n- ब\n:::\nबाद\n").parts
    assert (before.strip(), after.strip()) == ("<p>पहले</p>", "<p>बाद</p>")
    assert "".join(block.parts).strip() == "<ul>\n<li>अ</li>\n<li>ब</li>\n</ul>"


def test_blocks_nest_and_hold_links_and_pictures() -> None:
    document = parse_markdown(
        ":::facts\nऊपर\n\n:::quote by=क\n[ख](a.md)\n:::\n\nबीच\n\n"
        ":::gallery\n![च](p.jpg)\n\n![छ](q.jpg)\n:::\n:::\n\nबाद\n"
    )
    facts, after = document.parts
    kinds = [part.name if isinstance(part, BlockRef) else part.strip() for part in facts.parts]
    assert [each for each in kinds if each] == ["<p>ऊपर</p>", "quote", "<p>बीच</p>", "gallery"]
    assert [each.target for each in refs(document, PictureRef)] == ["p.jpg", "q.jpg"]
    assert [(each.target, each.line) for each in refs(document, LinkRef)] == [("a.md", 5)]
    assert [(each.name, each.line) for each in refs(document, BlockRef)] == [
        ("facts", 1),
        ("quote", 4),
        ("gallery", 10),
    ]
    assert (after.strip(), document.problems) == ("<p>बाद</p>", ())


def test_an_unclosed_block_is_an_error_at_its_opening() -> None:
    assert problems("पहले\n\n:::facts\nपाठ\n") == [("block-unclosed", 3, 1)]
    assert sorted(problems(":::facts\n:::quote\nपाठ\n")) == [("block-unclosed", 1, 1), ("block-unclosed", 2, 1)]


def test_an_unclosed_block_goes_on_to_the_end() -> None:
    (block,) = parse_markdown(":::facts\nपाठ\n").parts
    assert (block.name, "".join(block.parts).strip()) == ("facts", "<p>पाठ</p>")


def test_a_stray_closing_line_is_an_error() -> None:
    assert problems(":::\n\nपाठ\n") == [("block-not-open", 1, 1)]
    assert flat(":::\n\nपाठ\n") == "<p>पाठ</p>"


def test_a_stray_closing_line_is_reported_where_it_stands() -> None:
    assert problems(":::facts\nपाठ\n:::\n\nबाद\n\n:::\n") == [("block-not-open", 7, 1)]


def test_equal_blocks_are_reported_in_turn() -> None:
    document = parse_markdown(":::facts\nअ\n:::\n\n:::facts\nब\n:::\n")
    assert [each.line for each in refs(document, BlockRef)] == [1, 5]


@pytest.mark.parametrize("before", ["```\n:::facts\n```\n", "पाठ\n\n    :::facts\n"])
@pytest.mark.parametrize("opening", [":::facts", ":::facts\tid=x"])
def test_a_block_is_reported_where_it_stands(before: str, opening: str) -> None:
    source = f"{before}\n{opening}\nपाठ\n:::\n"
    (block,) = refs(parse_markdown(source), BlockRef)
    assert block.line == before.count("\n") + 2


def test_words_that_are_no_arguments_are_an_error() -> None:
    document = parse_markdown('पाठ\n\n:::facts एक नज़र title="x"\nपाठ\n:::\n')
    (problem,) = document.problems
    assert (problem.rule, problem.where.line, problem.where.column) == ("block-arguments", 3, 1)
    assert "'एक नज़र'" in problem.message and 'key="value"' in problem.hint


def test_a_block_in_raw_html_is_an_error_and_its_text_stays() -> None:
    document = parse_markdown("<div>\n:::facts\nपाठ\n:::\n</div>\n")
    (problem,) = document.problems
    assert (problem.rule, problem.where.line) == ("block-in-html", 2)
    assert "पाठ" in document.parts[0]


def test_a_block_that_closes_in_raw_html_is_an_error() -> None:
    assert [rule for rule, _, _ in problems(":::facts\nपाठ\n\n<div>\n:::\n</div>\n")] != []


def test_a_block_in_html_that_says_markdown_is_a_block() -> None:
    document = parse_markdown('<div markdown="1">\n\n:::facts\nपाठ\n:::\n\n</div>\n')
    opening, block, closing = document.parts
    assert (opening.strip(), block.name, closing.strip()) == ("<div>", "facts", "</div>")
    assert document.problems == ()


@pytest.mark.parametrize(
    "written", ["```\n:::facts\n:::\n```\n", "    :::facts\n", "पाठ :::facts\n", "`:::facts`\n", "::::\n"]
)
def test_what_only_looks_like_a_block_is_text(written: str) -> None:
    document = parse_markdown(written)
    assert refs(document, BlockRef) == [] and document.problems == ()
    assert ":::" in "".join(document.parts)


# ── Tables and footnotes ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_tables_alignment_is_a_class_that_a_strict_policy_lets_through() -> None:
    found = page(flat("दल | सीटें | %\n:-- | --: | :-:\nक | 10 | 1\n\nसादा | सारणी\n--- | ---\nक | ख\n"))
    aligned, plain = found.iterfind(".//table")
    assert [each.get("class") for each in aligned.iter("th", "td")] == ["align-left", "align-right", "align-center"] * 2
    assert [dict(each.attrib) for each in plain.iter("th", "td")] == [{}] * 4
    assert "style" not in "".join(str(dict(each.attrib)) for each in found.iter())


def test_footnotes_lead_there_and_back_without_a_word_of_english() -> None:
    text = flat("पाठ[^1] और[^नोट]।\n\n[^1]: पहला।\n[^नोट]: दूसरा।\n")
    tree = page(text)
    there = [each.get("href") for each in tree.iterfind(".//a[@class='footnote-ref']")]
    back = [each.get("href") for each in tree.iterfind(".//a[@class='footnote-backref']")]
    ids = {each.get("id") for each in tree.iter() if each.get("id")}
    assert len(there) == len(back) == 2
    assert {each[1:] for each in [*there, *back]} <= ids
    assert re.findall("[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", text)) == []
    assert [each.get("title") for each in tree.iterfind(".//a[@class='footnote-backref']")] == ["[1]", "[2]"]


# ── Facts about a text ───────────────────────────────────────────────────────────────────────────────────────────


def test_words_and_the_lead_are_those_that_a_reader_sees() -> None:
    document = parse_markdown("## शीर्षक\n\nपहला **मोटा** [कड़ी](a.md) AT&T[^1] है।\n\nदूसरा।\n\n[^1]: नोट।\n")
    assert document.lead == "पहला मोटा कड़ी AT&T है।"
    assert parse_markdown("एक दो *तीन* `चार`\n\n- पाँच\n").words == 5
    assert (parse_markdown("").lead, parse_markdown("").words, parse_markdown("").parts) == ("", 0, ())
    assert parse_markdown("![च](p.jpg)\n\nपाठ\n").lead == "पाठ"


# ── The same as Python-Markdown ──────────────────────────────────────────────────────────────────────────────────


def plain_markdown() -> Markdown:
    return Markdown(
        extensions=[
            "tables",
            "footnotes",
            "attr_list",
            "def_list",
            "fenced_code",
            "md_in_html",
            TocExtension(slugify=lambda text, _: heading_id(text)),
        ],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "[{}]", "SEPARATOR": "-"}},
        output_format="html",
    )


WORD = st.sampled_from(
    ["पुतिन", "किम", "ज़्यादा", "summit", "G20", "को", "और", "है।", "1.5", "50%", "AT&T", "a<b", "क्षेत्र", "C#", "x_y_z"]
)
INLINE = st.one_of(
    WORD,
    st.builds("*{}*".format, WORD),
    st.builds("**{}**".format, WORD),
    st.builds("***{}***".format, WORD),
    st.builds("`{}`".format, WORD),
    st.builds("[{}](https://e.example/a_b?c=1&d=2)".format, WORD),
    st.builds("<b>{}</b>".format, WORD),
    st.sampled_from(
        ["<https://e.example>", "&amp;", "&copy;", "\\*", "![x](https://e.example/a.jpg)", "  \n", "\n", "[^1]"]
    ),
)
LINE = st.lists(INLINE, min_size=1, max_size=8).map(" ".join)
PARAGRAPH = LINE.map(str.strip).filter(bool)
BLOCK = st.one_of(
    PARAGRAPH,
    st.builds("## {}".format, WORD),
    st.lists(PARAGRAPH, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {each}" for each in items)),
    st.lists(WORD, min_size=1, max_size=4).map(
        lambda items: "\n".join(f"{n}. {each}" for n, each in enumerate(items, 1))
    ),
    st.builds("- {}\n    - {}\n    - {}".format, WORD, WORD, WORD),
    st.builds("- {}\n\n    {}\n\n- {}".format, WORD, PARAGRAPH, WORD),
    st.builds("> {}\n>\n> {}".format, WORD, WORD),
    st.builds("```\n{}\n```".format, PARAGRAPH),
    st.builds("~~~~ python\n{}\n~~~~".format, PARAGRAPH),
    st.builds("    {}\n    {}".format, WORD, WORD),
    st.builds("{} | {}\n--- | ---\n{} | {}".format, WORD, WORD, WORD, WORD),
    st.builds("{}\n:   {}".format, WORD, PARAGRAPH),
    st.builds("<div>\n{}\n</div>".format, PARAGRAPH),
    st.builds('<div markdown="1">\n{}\n</div>'.format, PARAGRAPH),
    st.builds("{}{{: .note #n1 }}".format, WORD),
    st.just("***"),
    st.just("[^1]: नोट।"),
)


@settings(max_examples=400)
@given(st.lists(BLOCK, min_size=1, max_size=8).map("\n\n".join))
def test_outside_our_own_the_output_is_python_markdowns(source: str) -> None:
    assume("..." not in source and "--" not in re.sub(r"(?m)^--- \| ---$", "", source))
    assert flat(source) == plain_markdown().convert(source)


@settings(max_examples=300)
@given(st.text("ab *_`>\n1.)+~|&;\\किा^{}!]", max_size=60))
def test_any_heap_of_markdown_signs_is_what_python_markdown_makes_of_it(source: str) -> None:
    assume("..." not in source)
    assert flat(source) == plain_markdown().convert(source)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [*"ab \n\n#*_`>-:![]()<>/\"'=|{}&\\क", ":::facts\n", "\n:::\n", "](a.md)", "![x](", "<div>", "```\n"]
        ),
        max_size=40,
    ).map("".join)
)
def test_no_text_breaks_the_parser_or_leaks_a_mark(source: str) -> None:
    document = parse_markdown(source)
    lines = source.split("\n")

    def texts(parts: tuple) -> list[str]:
        return [
            text for part in parts for text in ([part] if isinstance(part, str) else texts(getattr(part, "parts", ())))
        ]

    assert not [text for text in texts(document.parts) if "\x11" in text or "\x12" in text]
    places = [(each.line, each.column) for each in refs(document, (LinkRef, PictureRef, BlockRef))]
    places += [(each.where.line, each.where.column) for each in document.problems]
    for line, column in places:
        assert 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
    ids = [each.id for each in document.headings]
    assert len(ids) == len(set(ids))


def test_a_document_is_the_same_whatever_was_parsed_before() -> None:
    source = "## क\n\n[क](a.md)[^1] ![च](p.jpg)\n\n:::facts\nपाठ\n:::\n\n[^1]: नोट\n"
    first = parse_markdown(source)
    parse_markdown(":::facts\n## क\n[x]: y\n[^1]: और\n")
    assert parse_markdown(source) == first


# ── In a page ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_broken_link_is_shown_with_its_line_in_the_file(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="\nपहली पंक्ति\n\nयह [कड़ी](../world/too.hi.md) टूटी है।\n")
    site.article("world/two.hi.md")
    (problem,) = site.build().problems
    assert (problem.rule, problem.severity) == ("link-broken", "error")
    assert (problem.where.path, problem.where.line) == ("content/world/one.hi.md", 8)
    assert problem.message == "this link leads nowhere: '../world/too.hi.md'"
    assert problem.hint == "did you mean 'two.hi.md'?"


def test_what_a_broken_link_may_mean_follows_the_names_there_are_now(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "rules: {link-broken: warning, story-unknown: warning}\n")
    site.article("world/one.hi.md", body="[कड़ी](too.hi.md), [पता](/dunia/), [कहानी](story:too)।\n")

    def hints() -> list[str]:
        return [problem.hint for problem in site.build().problems if problem.where.path.endswith("one.hi.md")]

    nearest = {"did you mean 'two.hi.md'?", "did you mean 'story:two'?"}
    assert not nearest & set(hints()) and "did you mean '/hi/duniya/'?" in hints()
    site.article("world/two.hi.md")
    assert nearest <= set(hints())  # of an article that did not change
    site.delete("content/world/two.hi.md")
    assert not nearest & set(hints())


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ("[x](no-such-article.md)", "link-broken", ("no-such-article",)),
        ("[x](/hi/no-such/)", "link-broken", ("/hi/no-such/",)),
        ("[x](/no-such/)", "link-broken", ("/no-such/",)),
        ("[x](../../config.yaml)", "link-outside", ("../../config.yaml",)),
        ("[x](draft.hi.md)", "link-unpublished", ("draft.hi.md",)),
        ("[x](story:tow)", "story-unknown", ("'tow'", "did you mean 'story:two'?")),
        ("[x](story:draft)", "story-unknown", ("'draft'",)),
        ("![x](no-such.jpg)", "picture-missing", ("no-such.jpg",)),
        ("![x](phto.svg)", "picture-missing", ("did you mean 'photo.svg'?",)),
        ("![x](../../../../../etc/passwd)", "picture-outside", ("outside", "/etc/passwd")),
        ("![x](paper.pdf)", "picture-kind", ("'paper.pdf' is not a picture",)),
        ("![](photo.svg)", "picture-alt", ("![what the picture shows](photo.svg)",)),
        (":::fcats\nx\n:::", "block-unknown", ("':::fcats'", "did you mean ':::facts'?", "card, facts, gallery")),
        (":::card story=story:tow\n:::", "story-unknown", ("'tow'",)),
        (":::card image=no.svg\n:::", "picture-missing", ("no.svg",)),
        (":::facts\nx", "block-unclosed", (":::facts",)),
    ],
)
def test_what_leads_nowhere_is_said_in_the_line(site: SiteFolder, body: str, rule: str, words: tuple[str, ...]) -> None:
    site.article("world/one.hi.md", body=f"\n{body}\n")
    site.article("world/two.hi.md")
    site.article("world/draft.hi.md", draft="true")
    site.write("content/world/photo.svg", '<svg viewBox="0 0 4 3"></svg>')
    site.write("content/world/paper.pdf", b"%PDF")
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.path, problem.where.line) == (rule, "content/world/one.hi.md", 6)
    for word in words:
        assert word in f"{problem.message} {problem.hint}"


def test_an_unknown_block_is_said_once(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body=":::fcats\nx\n:::\n")
    assert rules(site.build()) == ["block-unknown"]


@pytest.mark.parametrize(
    "written",
    [
        "[x](tow.hi.md)",
        "[x](../india/thre.hi.md)",
        "[x](/india/thre.hi.md)",
        "[x](story:tow)",
        "![x](phto.svg)",
        "![x](../india/mpa.svg)",
        "![x](/india/mpa.svg)",
        "[x](/hi/duniya/tow/)",
        "[x](/duniya/tow/)",
    ],
)
def test_a_near_miss_in_a_hint_works_when_it_is_copied(site: SiteFolder, written: str) -> None:
    site.article("world/one.hi.md", body=f"{written}\n")
    site.article("world/two.hi.md")
    site.article("india/three.hi.md")
    for path in ("world/photo.svg", "india/map.svg"):
        site.write(f"content/{path}", '<svg viewBox="0 0 4 3"></svg>')
    (problem,) = site.build().problems
    hint = re.fullmatch(r"did you mean '(.+)'\?", problem.hint)[1]
    site.article("world/one.hi.md", body=re.sub(r"\(.+\)", f"({hint})", written) + "\n")
    assert rules(site.build()) == []


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("two.hi.md", "/hi/duniya/two/"),
        ("two.hi.md#putin", "/hi/duniya/two/#putin"),
        ("/world/two.hi.md", "/hi/duniya/two/"),
        ("../world/two.en.md", "/en/world/two/"),
        ("story:two", "/hi/duniya/two/"),
        ("story:world/two#x", "/hi/duniya/two/#x"),
        ("story:only", "/en/world/only/"),
        ("/hi/latest/", "/hi/latest/"),
        ("/latest/", "/hi/latest/"),
        ("/duniya/two", "/hi/duniya/two"),
        ("/", "/"),
        ("/ads.txt", "/ads.txt"),
        ("/en/", "/en/"),
        ("/hi/search/?q=putin", "/hi/search/?q=putin"),
    ],
)
def test_a_link_leads_to_the_page_that_is_meant(site: SiteFolder, target: str, url: str) -> None:
    site.article("world/one.hi.md", body=f"[क]({target})\n")
    site.article("world/two.hi.md")
    site.article("world/two.en.md")
    site.article("world/only.en.md")
    site.write("content/files/ads.txt", "x")
    assert rules(site.build()) == []
    (link,) = page(site.read("hi/duniya/one/index.html")).iterfind(".//div[@class='body']//a")
    assert link.get("href") == url
    assert link.get("hreflang") == ("en" if url.startswith("/en/world") else None)


def test_an_ampersand_in_an_address_is_no_entity(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[क](/hi/search/?q=a&copy=2)\n")
    assert rules(site.build()) == []
    (link,) = page(site.read("hi/duniya/one/index.html")).iterfind(".//div[@class='body']//a")
    assert link.get("href") == "/hi/search/?q=a&copy=2"


def test_files_beside_an_article_are_published_where_it_links_to_them(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[दस्तावेज़](रपट.pdf) [a](a&b.pdf)\n")
    site.article("world/two.hi.md", draft="true", body="[गुप्त](secret.pdf)\n")
    for name in ("रपट.pdf", "a&b.pdf", "secret.pdf", "unused.pdf"):
        site.write(f"content/world/{name}", name)
    assert rules(site.build()) == []
    media = {path: data.decode() for path, data in site.output().items() if path.startswith("media/")}
    assert sorted(media.values()) == ["a&b.pdf", "रपट.pdf"]
    links = {
        each.get("href") for each in page(site.read("hi/duniya/one/index.html")).iterfind(".//div[@class='body']//a")
    }
    assert links == {f"/{path}" for path in media}


def test_two_stories_of_one_short_name_are_told_apart(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[क](story:two)\n")
    site.article("world/two.hi.md")
    site.article("india/two.hi.md")
    (problem,) = site.build().problems
    assert problem.rule == "story-ambiguous" and "india/two, world/two" in problem.message
    site.article("world/one.hi.md", body="[क](story:india/two)\n")
    assert rules(site.build()) == []


# In processes of their own: a parser that was thrown out of its recursion must not meet the other tests.


def test_a_list_nested_too_deep_is_an_error_and_no_crash(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="".join(f"{'    ' * depth}- x\n" for depth in range(500)))
    command = [sys.executable, "-m", "generator", "build", "--site", str(site.root), "--quiet"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=REPOSITORY)
    assert "Traceback" not in result.stderr
    assert result.returncode == 1 and result.stderr.startswith("content/world/one.hi.md:")


def test_a_document_that_fails_does_no_harm_to_the_next() -> None:
    script = (
        "from generator.markdown import parse_markdown\n"
        "source = 'a\\n\\n1. b\\n\\n    c\\n    d'\n"
        "before = parse_markdown(source)\n"
        "try:\n"
        "    parse_markdown(''.join('    ' * depth + '- x\\n' for depth in range(500)))\n"
        "except Exception:\n"
        "    pass\n"
        "assert parse_markdown(source) == before\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, cwd=REPOSITORY)


@pytest.mark.parametrize(
    ("body", "word", "line"),
    [
        ("```python\nx = 1\n", "code", 5),
        ("a <!-- never closed\n\nlost text\n", "comment", 5),
        ("<div><div>\n\ntext\n\n</div>\n", "div", 5),
        ("<script>\nalert(1)\n", "script", 5),
        ("<textarea>\n\ntext\n", "textarea", 5),
    ],
)
def test_what_is_opened_and_not_closed_is_a_warning(site: SiteFolder, body: str, word: str, line: int) -> None:
    site.article("world/one.hi.md", body=body)
    (problem,) = site.build().problems
    assert (problem.severity, problem.where.line) == ("warning", line)
    assert word in problem.message


@pytest.mark.parametrize("bare", ["credit", "alt", "src"])
def test_a_bare_attribute_of_a_picture_is_no_crash(bare: str) -> None:
    assert parse_markdown(f"![क](a.jpg){{{bare}}}\n", quick=False) == parse_markdown(f"![क](a.jpg){{{bare}}}\n")
