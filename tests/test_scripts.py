"""Headlines in any mixture of scripts, from the file to every place where they come out; editions by script."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from unicodedata import normalize
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import CONFIG, NOW, SiteFolder
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import NAMESPACES, canonical, page, structured, xml

from generator.hindi import norm_text, slugify
from generator.hindi.keys import parts, search_words, word_keys
from generator.options import BuildOptions

HOW_TO = Path(__file__).resolve().parent.parent / "docs/content/en/pages/how-to/add-an-edition.md"
G20 = "G20 Summit: दिल्ली में जुटे दुनिया के नेता"
# A story's file of which nothing is left in Latin letters: its address comes from the headline.
NAMELESS = ["ж", "з", "и", "й", "к", "л", "м", "н"]


def one_line(text: str) -> str:
    return " ".join(text.split())


def headlines(site: SiteFolder, address: str) -> dict[str, str]:
    """What every reader of a story is told that its headline is, by who reads it."""
    tree = page(site.read(f"hi/duniya/{address}/index.html"))
    (news,) = structured(tree, "NewsArticle")
    url = canonical(tree)
    atom, rss = xml(site.read("hi/feed.xml")), xml(site.read("hi/rss.xml"))
    feed = json.loads(site.read("hi/feed.json"))
    links = [each.get("href") for each in tree.xpath("//section[@class='share']//a")]
    shared = {urlsplit(link).netloc: parse_qs(urlsplit(link).query) for link in links}
    entries = {each.find("atom:link", NAMESPACES).get("href"): each for each in atom.iterfind("atom:entry", NAMESPACES)}
    cards = page(site.read("hi/index.html")).xpath(f"//a[@href='{urlsplit(url).path}']")
    return {
        "h1": tree.findtext(".//h1") if not len(tree.find(".//h1")) else tree.find(".//h1").text_content(),
        "title": tree.findtext(".//title").removesuffix(" – ख़बर"),
        "og:title": tree.xpath("//meta[@property='og:title']/@content")[0],
        "JSON-LD": str(news["headline"]),
        "Atom": entries[url].findtext("atom:title", namespaces=NAMESPACES),
        "RSS": next(each.findtext("title") for each in rss.iter("item") if each.findtext("link") == url),
        "JSON Feed": next(each["title"] for each in feed["items"] if each["url"] == url),
        "X": shared["x.com"]["text"][0],
        "Telegram": shared["t.me"]["text"][0],
        "WhatsApp": shared["wa.me"]["text"][0].removesuffix(f" {url}"),
        "card": next(each.text_content() for each in cards if each.text_content().strip()),
    }


def test_a_headline_in_two_scripts_is_whole_wherever_it_comes_out(site: SiteFolder) -> None:
    site.article("world/жж.hi.md", title=G20)
    assert site.build().problems == ()
    address = "g20-summit-delhi-mein-jute-duniya-ke-neta"
    assert headlines(site, address) == dict.fromkeys(headlines(site, address), G20)
    tree = page(site.read(f"hi/duniya/{address}/index.html"))
    assert [(each.get("class"), each.get("lang"), each.text_content()) for each in tree.xpath("//h1//span")] == [
        ("kicker", None, "G20 Summit:"),
        (None, "en", "G20 Summit"),
    ]
    assert canonical(tree) == f"https://khabar.example/hi/duniya/{address}/"


def shards(site: SiteFolder, name: str) -> list[str]:
    """The lines of a part of the search index."""
    folder = site.root / "output" / "search" / name
    return [line for file in folder.glob("*.txt") for line in file.read_text("utf-8").split("\n") if line]


# A headline: it begins with a letter of Devanagari, and then come words of both scripts, signs, damage.
_SIGNS = st.one_of(
    st.characters(min_codepoint=0x0900, max_codepoint=0x097F),
    st.sampled_from([*"\u094d\u093c\u0901\u0902\u093f\u0940\u200c\u200d\u0301\ufeff"]),
    st.sampled_from([*"abXYZ éß'\".,:;-–—…()[]{}<>&%#@*|`\\“”‘’ 019₹"]),
    st.sampled_from(["G20 ", "NASA ", ": ", " — ", "हिन्दी ", "ज़", "\u095b"]),
    st.sampled_from(["👩\u200d💻", "🇮🇳", "</script>", "{{ x }}"]),
)
TITLES = st.builds("{}{}".format, st.sampled_from([*"कखगजटतनपमरलसह"]), st.lists(_SIGNS, max_size=25).map("".join)).map(
    str.strip
)


@settings(max_examples=15)
@given(st.lists(TITLES, min_size=len(NAMELESS), max_size=len(NAMELESS), unique_by=slugify))
def test_a_headline_comes_out_everywhere_as_it_was_written(titles: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = SiteFolder(Path(folder), BuildOptions(site=Path(folder), now=NOW))
        site.write("config.yaml", CONFIG)
        for name, title in zip(NAMELESS, titles, strict=True):
            site.article(f"world/{name}.hi.md", title=title)
        report = site.build()
        assert not [each for each in report.problems if each.severity == "error"]
        for title in titles:
            address = slugify(title)
            assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", address) and slugify(address) == address
            found = headlines(site, address)
            wanted = one_line(norm_text(title))
            assert {place: one_line(text) for place, text in found.items()} == dict.fromkeys(found, wanted)
            assert wanted in {one_line(line.split("\t")[2]) for line in shards(site, "hi")}
            # Typed as another keyboard writes it, each of its words is in the index.
            typed = [part for word in search_words(normalize("NFD", title)) for part in parts(word)]
            indexed = {line.split("\t")[0] for line in shards(site, "w")}
            assert [word for word in typed if indexed.isdisjoint(word_keys(word).own) and word_keys(word).own] == []


MARATHI_WORDS = re.search(r"```yaml\n(home:.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize(
    ("code", "title", "address", "heading", "id", "date"),
    [
        ("mr", "G20 Summit: दिल्लीत जगातले नेते", "g20-summit-dillit-jagatle-nete", "ज्ञानेश्वर योजना", "dnyaneshwar-yojana",
         "1 ऑगस्ट 2024"),
        ("ne", "प्रधानमन्त्रीको भ्रमण", "pradhanmantriko-bhraman", "सम्बन्ध र बन्द", "sambandha-ra-banda", "1 अगस्ट 2024"),
        ("sa", "रामस्य यात्रा", "ramasya-yatra", "भाषायाः विकासः", "bhashayah-vikasah", "1 अगस्तमासः 2024"),
    ],
)  # fmt: skip
def test_an_edition_in_devanagari_has_the_rules_of_the_script(
    site: SiteFolder, code: str, title: str, address: str, heading: str, id: str, date: str
) -> None:
    assert MARATHI_WORDS
    site.write("config.yaml", CONFIG.replace("  en: {title", f"  {code}: {{title: वार्ता}}\n  en: {{title"))
    site.write(f"layouts/strings/{code}.yaml", MARATHI_WORDS[1])
    body = f"यह 'एक' है। World Bank ने कहा।\n\n## {heading}\n\nपाठ\n"
    site.article(f"world/жж.{code}.md", body, title=title, summary="डॉ. राव आए। फिर गए।")
    assert site.build().problems == ()
    tree = page(site.read(f"{code}/duniya/{address}/index.html"))
    assert tree.get("lang") == code and tree.get("dir") == "ltr"
    assert tree.find(".//h1").text_content() == title
    assert tree.xpath(f"//h2[@id='{id}']/text()") == [heading]
    assert tree.xpath("//div[@class='body']/p[1]")[0].text_content() == "यह ‘एक’ है। World Bank ने कहा।"
    assert tree.xpath("//div[@class='body']/p[1]/span[@lang='en']/text()") == ["World Bank"]
    assert date in tree.xpath("//time")[0].text_content()
    # Devanagari in the English edition is in the language of the site's first edition in that script.
    site.article("world/one.en.md", "The word नमस्ते.", title="One")
    site.build()
    assert page(site.read("en/world/one/index.html")).xpath("//div[@class='body']//span/@lang") == ["hi"]


def test_the_how_to_has_all_words_of_an_edition(site: SiteFolder) -> None:
    assert MARATHI_WORDS
    site.write("config.yaml", CONFIG.replace("  en: {title", "  mr: {title: बातमी}\n  en: {title"))
    site.write("layouts/strings/mr.yaml", MARATHI_WORDS[1])
    site.article("world/one.mr.md", title="पहिली बातमी: ही साइट सुरू झाली आहे")
    assert site.build().problems == ()
