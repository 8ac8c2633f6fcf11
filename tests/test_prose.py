"""The fast routes for Markdown give what Python-Markdown gives, and are taken where it matters."""

from __future__ import annotations

import functools
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from soak.documents import SLIPS, Newsroom, mutated
from soak.prose import differences

from generator.frontmatter import parse_source
from generator.markdown import parse_markdown
from generator.model import Document, PictureRef
from generator.prose import parse_prose
from generator.quickmark import SkipUseless

REPOSITORY = Path(__file__).resolve().parent.parent
ARTICLES = sorted((REPOSITORY / "content").rglob("*.md"))
BATCH = 150


def taken(text: str) -> bool:
    """Check all routes against Python-Markdown as it comes; say whether `parse_prose` takes the text."""
    assert differences(text) == [], text
    return parse_prose(text) is not None


def html(text: str) -> str:
    """What `parse_prose` makes of a text without references, after the comparison."""
    assert taken(text), text
    document = parse_prose(text)
    assert document
    assert all(isinstance(part, str) for part in document.parts)
    return "".join(document.parts)


# ── What is taken ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "एक पंक्ति।",
        "एक पंक्ति।\nदूसरी पंक्ति।\n\n\n\nतीसरी।\n",
        "One line. \nAnother, with a blank at its end. \n",
        "टूटी  \nपंक्ति *यहाँ*  \nऔर \"यहाँ\"",
        "   \n\nपाठ\n   \nपाठ"[3:],
        # Headings
        "## पुतिन और किम\n\nपाठ\n\n## पुतिन और किम\n\n#### *गहरा* `x` & \"y\"\n\n## ???\n\n## !!!",
        "#हैशटैग\nपाठ\n### और\nपाठ",
        "# **G20:** दिल्ली AT&T &amp; &copy; _x_[^1]\n\n[^1]: नोट",
        # Emphasis
        'वे **"समाचार"**है, **नोट:**आज, *ज़ोर* और ***दोनों*** __तथा__ _यह_।',
        "**a *b* c** और *a **b** c*, _a **b** c_, **_x_** है**बड़ा**है, 5*3*2, 3 * 4, a_b_c, ** , x *",
        '"**उद्धरण**" कहा, "*यह*" \'**वह**\' -- और...',
        # Code
        "`x = 1` और `a_b` \"`z`\" `  y ` `**`",
        # Links and addresses
        '[क](a.md) [ख](../b.md "शीर्षक (\'दो\' और)") [ग](#x) [*ज़ोर* "यह"](story:x)',
        '[घ](https://x.in/a_b?c=1&d=2&amp;e=3 "a & b > c") [च](mailto:a@b.in)',
        "[w](https://en.wikipedia.org/wiki/A_(b)) [sic] [a] (b) [x] [y] ] \\[z\\] (q",
        "https://example.com/a_b_c?d=e&f=g पर, desk@example.com पर, <https://x.in/a?b#c>, <desk@example.com>।",
        "[क](a.md)\n\n[ख](a.md)\n\n![च](a.md)\n\n> [ग](a.md)",
        # Pictures
        '![पुतिन "मॉस्को" में](p.jpg "कैप्शन: \'यह\'"){credit="AFP / ख़बर"}',
        '![a](b.jpg)\n\n![](c.jpg "x")\n\nपाठ ![d](e.jpg){credit="f"} पाठ\n\n![g](h.jpg)\n![i](j.jpg){credit="k"}\n',
        # Lists
        "- एक\n- दो **तीन**\n- चार\n  पाँच\n\nपाठ",
        "1. एक\n\n2. दो\n3. तीन\n\n\n* चार",
        "१. एक\n२. दो\n   - तीन\n10. चार",
        "- एक\n    - दो\n    - [तीन](x.md)\n- चार\n    1. पाँच",
        "* * x\n"[2:],
        "पाठ:\n- यह सूची नहीं\n- यह भी नहीं\n2024. में",
        # Quotations
        "> एक\n> दो\n>\n> - तीन\n> - चार\n\n> पाँच\n\n>छह\n>\n> > सात",
        # Rules, tables, definitions
        "पाठ\n\n---\n\n***\n\n* * *\n\n___",
        "| क | ख |\n|:--|--:|\n| **१** | [x](y.md) |\n|  | \"z\" |\n\n| a |\n|---|\n| b |",
        "भारत\nइंडिया\n: देश \"यह\"\n:   *दूसरा*\n\nरूस\n: देश\n\nपाठ",
        # Notes
        "पाठ[^1] और[^दो] *यह*\n\n## नोट\n\n[^1]: पहला \"नोट\"\n[^दो]: दूसरा *ज़ोर*\n",
        # Blocks
        ":::facts title=\"एक नज़र में\" by=क\n- एक\n- दो\n:::\nपाठ",
        "पाठ\n\n:::gallery\n![च](p.jpg)\n\n:::quote\nपाठ\n:::\n:::\n",
        # Signs
        "5 < 6 > 4 & AT&T &amp; &nbsp; &#8377; R&D; <= 3 \\* \\_x\\_ \\# 1984\\. ₹2,50,000 45% ॥ | ~ ^ = + {"[:-2],
        "उसने कहा, \"आज\u00a0है।\"\u200d \u2028 क्\u200dया",
    ],
)  # fmt: skip
def test_what_newsrooms_write_is_taken_and_equal(text: str) -> None:
    assert taken(text)


def test_a_few_of_them_as_html() -> None:
    assert html("कहा, \"**आज**\" -- 5 < 6 & 'वह'...") == "<p>कहा, “<strong>आज</strong>” – 5 &lt; 6 &amp; ‘वह’…</p>"
    assert html("# क\n### ख") == '<h2 id="ka">क</h2>\n<h3 id="kha">ख</h3>'
    assert html("- क\n\n- ख\n- ग") == "<ul>\n<li>\n<p>क</p>\n</li>\n<li>\n<p>ख</p>\n</li>\n<li>ग</li>\n</ul>"


def test_a_figure_is_a_picture_alone_in_its_paragraph() -> None:
    text = "![a](b.jpg)\n\nपाठ ![c](d.jpg)\n\n- ![e](f.jpg)\n\n- ![g](h.jpg)\n\n> ![i](j.jpg)\n\n- ![k](l.jpg)\n"
    assert taken(text)
    document = parse_prose(text)
    assert document
    figures = [part.target for part in document.parts if isinstance(part, PictureRef) and part.figure]
    assert figures == ["b.jpg", "f.jpg", "h.jpg", "j.jpg"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>मोटा</b>",
        "पाठ <span>x</span>",
        "<!-- x -->",
        "[क][1]\n\n[1]: https://x.in",
        "    code",
        "पाठ\n\n\tcode",
        "```\ncode\n```",
        "~~~\ncode\n~~~",
        "``a`b``",
        "शीर्षक\n===",
        "शीर्षक\n---",
        "**खुला",
        "*a **b* c**",
        "*a **b**c d*",
        "**a *b***",
        "****x****",
        "snake_की_बात",
        "पाठ {#id}",
        "## शीर्षक {.x}",
        "![a](b.jpg){.x}",
        '![a](b.jpg){credit="x"} y}',
        "![a](https://x.in/b.jpg)",
        "[![a](b.jpg)](c.md)",
        "[a [b](c) d](e)",
        "[x](javascript:alert(1))",
        "[x]()",
        "\\\\",
        "a \\` b",
        "&#x26;",
        "&#38 x",
        "a\x02b",
        "a\rb",
        "a\tb",
        "\x11l0\x12",
        ":::\n\nपाठ",
        ":::facts\nपाठ",
        ":::facts कुछ\nपाठ\n:::",
        "::::\n",
        "पाठ[^1] [^1]\n\n[^1]: x",
        "पाठ[^2]\n\n[^1]: x",
        "पाठ[^1]\n\n[^1]: x\n\n    y",
        "- a\n\n    b",
        "- # a",
        "- > a",
        "- a\n        - b",
        "> ## x",
        "> a\nb",
        "> > > a",
        "a | b\n--|--\nc | d",
        "| a | b |\n|--|--|\n| c |",
        "| `a|b` |\n|--|\n| c |",
        "[TOC] [x](y)",
        "{{< youtube x >}}",
        ": x",
        "- - -",
    ],
)
def test_what_is_odd_is_left_to_python_markdown(text: str) -> None:
    assert not taken(text)


# ── Real and generated articles ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edition", ["hi", "en"])
def test_the_sample_site_is_taken(edition: str) -> None:
    files = [file for file in ARTICLES if edition in re.split(r"[./]", file.as_posix())]
    found = [taken(parse_source(file.read_text("utf-8"), file.name).body) for file in files]
    assert len(found) > 20
    assert sum(found) / len(found) >= 0.95


@pytest.mark.parametrize("edition", ["hi", "en"])
def test_generated_news_is_taken(edition: str) -> None:
    corpus = pytest.importorskip("bench.corpus")
    assert all(taken(corpus.story(number, 5000).texts[edition].body) for number in range(60))


@pytest.mark.parametrize("seed", range(4))
def test_random_articles_are_taken(seed: int) -> None:
    found = [taken(Newsroom(f"{seed}:{number}").document()) for number in range(BATCH)]
    assert sum(found) / BATCH > 0.9


@pytest.mark.parametrize("seed", range(8))
def test_random_articles_with_slips_are_equal_or_not_taken(seed: int) -> None:
    found = []
    for number in range(BATCH):
        newsroom = Newsroom(f"{seed}:{number}", rough=number % 2 == 0)
        found.append(taken(mutated(newsroom.document(), newsroom.random, newsroom.random.choice((0, 1, 1, 2, 5)))))
    assert sum(found) / BATCH > 0.2


@pytest.mark.parametrize("seed", range(2))
def test_the_sample_site_with_slips_is_equal_or_not_taken(seed: int) -> None:
    rng = random.Random(seed)
    files = rng.sample(ARTICLES, 12)
    bodies = [parse_source(file.read_text("utf-8"), file.name).body for file in files]
    found = [taken(mutated(body, rng, rng.choice((1, 1, 2)))) for body in bodies for _ in range(4)]
    assert any(found)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(["क", "a", "कहा ", "x y ", *SLIPS]), max_size=24).map("".join))
@example("[  \n](p)")
@example("#[^2]\n\n[^1]:x\n[^2]:d")
@example('[क](x "")')
@example('[क](x "&#2")')
@example("\x85![क](x.jpg)")
@example("- क\n\n- \xa0")
@example("\x85\nक\n: ख")
@example("<=@m>")
@example("<5@x.in>")
def test_any_text_is_equal_or_not_taken(text: str) -> None:
    taken(text)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_characters_are_equal_or_not_taken(text: str) -> None:
    taken(text)


# ── What the routes are for ──────────────────────────────────────────────────────────────────────────────────────────


def test_python_markdown_is_not_imported_for_what_prose_takes() -> None:
    script = (
        "import sys, generator.prose; assert generator.prose.parse_prose('क'); assert 'markdown' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=REPOSITORY)


def test_prose_does_much_less_than_python_markdown() -> None:
    """Calls are counted, not seconds: the result is the same on every machine."""
    text = "\n\n".join(f"## {name}\n\n{' '.join(['यह **पहला** [वाक्य](a.md) है।'] * 4)}" for name in "कखगघ")

    def calls(parse: Callable[[str], Document | None]) -> int:
        count = 0

        def tick(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        parse(text)
        sys.setprofile(tick)
        try:
            parse(text)
        finally:
            sys.setprofile(None)
        return count

    stock = calls(functools.partial(parse_markdown, quick=False))
    assert calls(parse_prose) * 5 < stock
    assert calls(parse_markdown) * 1.3 < stock


class Shout(BlockProcessor):
    """Takes a sign away from the start of blocks."""

    def test(self, parent, block):
        return block.startswith("क!")

    def run(self, parent, blocks):
        blocks[0] = blocks[0][2:]
        return False


class Marked(Extension):
    """Registers a pattern and a block processor, of which SkipUseless knows nothing."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 # the name is Python-Markdown's
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(=)(\w+)=", "mark"), "mark", 65)
        md.parser.blockprocessors.register(Shout(md.parser), "shout", 110)


@pytest.mark.parametrize(
    "extensions",
    [
        [],
        ["extra"],
        ["extra", "toc", "sane_lists", "nl2br"],
        ["smarty", "admonition", "abbr", "meta", "wikilinks", "legacy_attrs", "legacy_em"],
        [TocExtension(permalink=True, title="Contents", toc_depth="2-3")],
        [Marked()],
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "a =b= c\n\nक! =d=\n\n*x* [y][z] `q`\n\n[z]: https://x.in",
        "[TOC]\n\n# a\n\n## b\n\nपाठ\n\n## b\n\n- [TOC]",
        '!!! note\n    पाठ\n\nHTML\n\n*[HTML]: Hyper\n\n[[Wiki]] "q" -- ... \\* &amp;',
        "a  \nb\n\n<div>\n\nc  <p>d\n\n</div>  <p>\n\n&#65 x\n\n~~~\nx\n~~~\n\n{: .x}\nपाठ\n{: #y }",
    ],
)
def test_useless_work_alone_is_skipped_whatever_else_is_loaded(extensions: list, text: str) -> None:
    quick = Markdown(extensions=[*extensions, SkipUseless()])
    assert quick.convert(text) == Markdown(extensions=extensions).convert(text)


def test_ids_of_headings_are_romanised_in_the_articles_language() -> None:
    text = "## नवीन योजना\n\nमजकूर\n"
    for lang, id in (("mr", "navin-yojana"), ("hi", "navin-yojna")):
        document = parse_prose(text, lang)
        assert document is not None and document == parse_markdown(text, lang)
        assert document.headings[0].id == id
