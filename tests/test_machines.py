"""What machines read: feeds, sitemaps, structured data, robots.txt, redirects, and the pages that hosts look for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from conftest import CONFIG, NOW, SiteFolder, rules
from lxml import etree
from reading import (
    NAMESPACES,
    addresses,
    alternates,
    canonical,
    file_of,
    page,
    pages,
    refused_scripts,
    sitemap,
    structured,
    xml,
)

from generator.layouts import package_layouts

ORIGIN = "https://khabar.example"
EVIL = """</script><script>alert("1")</script> & 'एक' <b>दो</b> ]]> \\"""


def pair(site: SiteFolder) -> None:
    """A story in both editions, and one that only Hindi has."""
    site.write("content/world/photo.svg", '<svg viewBox="0 0 40 30"></svg>')
    site.article(
        "world/one.hi.md",
        title="पुतिन और किम",
        date="2024-08-03 10:00",
        updated="2024-08-04 11:30",
        summary="सार",
        tags="[रूस]",
        authors="[आशा]",
        image="\n  path: photo.svg\n  alt: दो नेता",
        body='पाठ [कड़ी](two.hi.md#x), [ऊपर](#top) और ![चित्र](photo.svg)\n\n:::quote by="क"\nउद्धरण\n:::\n',
    )
    site.article("world/one.en.md", title="Putin and Kim", date="2024-08-03 10:00", summary="In short")
    site.article("world/two.hi.md", title="दूसरी", date="2024-08-02 09:00")


# ── Feeds ────────────────────────────────────────────────────────────────────────────────────────────────────────


def feed_ids(site: SiteFolder, path: str) -> list[str]:
    """The ids of a feed's items, whichever format it has."""
    text = site.read(path)
    if path.endswith(".json"):
        return [item["id"] for item in json.loads(text)["items"]]
    tree = xml(text.encode())
    return [
        each.text
        for each in (
            tree.iterfind(".//item/guid")
            if path.endswith("rss.xml")
            else tree.iterfind("atom:entry/atom:id", NAMESPACES)
        )
    ]


FEEDS = ["feed.xml", "rss.xml", "feed.json"]


def test_atom_says_what_the_story_says(site: SiteFolder) -> None:
    pair(site)
    site.build()
    feed = xml(site.read("hi/feed.xml").encode())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "hi"

    def text(path: str, node: etree._Element = feed) -> str:
        return node.findtext(path, namespaces=NAMESPACES)

    assert (text("atom:title"), text("atom:subtitle")) == ("ख़बर", "सबकी ख़बर")
    links = {each.get("rel"): each.get("href") for each in feed.iterfind("atom:link", NAMESPACES)}
    assert links == {"self": f"{ORIGIN}/hi/feed.xml", "alternate": f"{ORIGIN}/hi/"}
    assert text("atom:updated") == "2024-08-04T11:30:00+05:30"
    assert text("atom:author/atom:name") == "ख़बर"
    first, second = feed.iterfind("atom:entry", NAMESPACES)
    assert (text("atom:title", first), text("atom:title", second)) == ("पुतिन और किम", "दूसरी")
    assert first.find("atom:link", NAMESPACES).get("href") == f"{ORIGIN}/hi/duniya/one/"
    assert text("atom:published", first) == "2024-08-03T10:00:00+05:30"
    assert text("atom:updated", first) == "2024-08-04T11:30:00+05:30"
    assert text("atom:author/atom:name", first) == "आशा"
    assert [each.get("term") for each in first.iterfind("atom:category", NAMESPACES)] == ["दुनिया", "रूस"]
    assert text("atom:summary", first) == "सार"
    content = first.find("atom:content", NAMESPACES)
    assert content.get("type") == "html"
    body = page(content.text)
    assert "पाठ" in body.text_content() and body.xpath("//blockquote/p/text()") == ["उद्धरण"]


def test_rss_says_what_the_story_says(site: SiteFolder) -> None:
    pair(site)
    site.build()
    feed = xml(site.read("hi/rss.xml").encode())
    channel = feed.find("channel")
    assert (feed.tag, feed.get("version"), channel.findtext("title"), channel.findtext("language")) == (
        "rss",
        "2.0",
        "ख़बर",
        "hi",
    )
    assert channel.findtext("link") == f"{ORIGIN}/hi/"
    assert channel.find("atom:link", NAMESPACES).get("href") == f"{ORIGIN}/hi/rss.xml"
    first = channel.find("item")
    assert first.findtext("link") == f"{ORIGIN}/hi/duniya/one/"
    assert first.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(first.findtext("pubDate")).isoformat() == "2024-08-03T10:00:00+05:30"
    assert first.findtext("dc:creator", namespaces=NAMESPACES) == "आशा"
    assert first.findtext("description") == "सार"
    assert "उद्धरण" in first.findtext("content:encoded", namespaces=NAMESPACES)
    assert channel.findall("item")[1].findtext("description") == "एक पंक्ति।"


def test_the_json_feed_says_what_the_story_says(site: SiteFolder) -> None:
    pair(site)
    site.build()
    feed = json.loads(site.read("hi/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["description"], feed["language"]) == ("ख़बर", "सबकी ख़बर", "hi")
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{ORIGIN}/hi/", f"{ORIGIN}/hi/feed.json")
    first, second = feed["items"]
    assert (first["url"], first["title"], first["summary"]) == (f"{ORIGIN}/hi/duniya/one/", "पुतिन और किम", "सार")
    assert (first["date_published"], first["date_modified"]) == (
        "2024-08-03T10:00:00+05:30",
        "2024-08-04T11:30:00+05:30",
    )
    assert (first["authors"], first["tags"]) == ([{"name": "आशा"}], ["दुनिया", "रूस"])
    assert first["image"].startswith(f"{ORIGIN}/media/photo.")
    assert "उद्धरण" in first["content_html"]
    assert second["authors"] == []


@pytest.mark.parametrize("name", FEEDS)
def test_every_link_in_a_feed_is_absolute(site: SiteFolder, name: str) -> None:
    pair(site)
    site.build()
    text = site.read(f"hi/{name}")
    if name == "feed.json":
        bodies = [item["content_html"] for item in json.loads(text)["items"]]
    else:
        tree = xml(text.encode())
        found = (
            tree.iterfind(".//content:encoded", NAMESPACES)
            if name == "rss.xml"
            else tree.iterfind(".//atom:content", NAMESPACES)
        )
        bodies = [each.text for each in found]
    assert len(bodies) == 2
    links = [url for body in bodies for url in addresses(page(body))]
    assert f"{ORIGIN}/hi/duniya/two/#x" in links and f"{ORIGIN}/hi/duniya/one/#top" in links
    assert len(links) >= 4
    for url in links:
        parts = urlsplit(url)
        assert parts.scheme == "https" and parts.netloc == "khabar.example"
        assert file_of(url) in site.output()


@pytest.mark.parametrize("name", FEEDS)
def test_a_storys_id_stays_when_its_address_changes(site: SiteFolder, name: str) -> None:
    pair(site)
    site.build()
    before = feed_ids(site, f"hi/{name}")
    site.article("world/one.hi.md", title="नया शीर्षक", date="2024-08-03 10:00", slug="new-slug", section="india")
    site.article("world/two.hi.md", date="2024-08-02 09:00", slug="other")
    site.build()
    assert "/hi/desh/new-slug/" in site.read(f"hi/{name}")
    after = feed_ids(site, f"hi/{name}")
    assert after == before
    assert len(set(after)) == 2 and all(each.startswith("urn:uuid:") for each in after)
    assert not set(after) & set(feed_ids(site, f"en/{name}"))


def test_ids_are_the_same_in_all_formats_and_stay_at_another_base_url(site: SiteFolder) -> None:
    pair(site)
    site.build()
    atom, rss, js = (feed_ids(site, f"hi/{name}") for name in FEEDS)
    assert atom == rss == js
    site.build(base_url="https://other.example/blog/")
    assert feed_ids(site, "hi/feed.xml") == atom


def test_feeds_hold_as_many_items_as_the_config_says_newest_first(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "feeds: {items: 3, full_text: no, formats: [atom, json]}\n")
    for number in range(1, 6):
        site.article(
            f"world/s{number}.hi.md",
            title=f"ख़बर {number}",
            date=f"2024-08-0{number}",
            body="पूरा पाठ **यहाँ**।\n\nदूसरा अनुच्छेद।\n",
        )
    site.build()
    items = json.loads(site.read("hi/feed.json"))["items"]
    assert [item["title"] for item in items] == ["ख़बर 5", "ख़बर 4", "ख़बर 3"]
    assert all("content_html" not in item and item["content_text"] == "पूरा पाठ यहाँ।" for item in items)
    assert xml(site.read("hi/feed.xml").encode()).find(".//atom:content", NAMESPACES) is None
    assert not [path for path in site.output() if path.endswith("rss.xml")]
    front = page(site.read("hi/index.html"))
    assert front.xpath("//link[@rel='alternate'][@type]/@href") == ["/hi/feed.xml", "/hi/feed.json"]


def test_each_section_and_tag_has_feeds_of_its_own(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[g20]", authors="[asha]")
    site.article("india/two.hi.md", title="देश की ख़बर")
    site.build()
    for folder, title in (("hi/duniya", "दुनिया – ख़बर"), ("hi/tags/g20", "g20 – ख़बर")):
        feed = json.loads(site.read(f"{folder}/feed.json"))
        assert (feed["title"], [item["title"] for item in feed["items"]]) == (title, ["शीर्षक"])
        tree = page(site.read(f"{folder}/index.html"))
        assert tree.xpath("//link[@rel='alternate'][@type]/@href") == [f"/{folder}/{name}" for name in FEEDS]
    assert not [path for path in site.output() if path.startswith("hi/authors/") and not path.endswith(".html")]


def test_a_correction_makes_a_story_new_in_the_feed(site: SiteFolder) -> None:
    site.article("world/one.hi.md", date="2024-08-01", corrections="\n- date: 2024-08-20 10:00\n  text: संख्या सुधारी गई")
    assert rules(site.build()) == []
    (item,) = json.loads(site.read("hi/feed.json"))["items"]
    assert item["date_modified"] == "2024-08-20T10:00:00+05:30"
    assert "संख्या सुधारी गई" in item["content_html"]


def test_an_empty_feed_is_a_feed(site: SiteFolder) -> None:
    site.build()
    assert json.loads(site.read("hi/feed.json"))["items"] == []
    assert xml(site.read("hi/feed.xml").encode()).findtext("atom:updated", namespaces=NAMESPACES)
    assert xml(site.read("hi/rss.xml").encode()).find("channel/title").text == "ख़बर"


def test_a_story_is_as_old_as_its_page_says_everywhere(site: SiteFolder) -> None:
    site.article("world/one.hi.md", date="2024-08-01 09:00", publish="2024-08-31 09:00")
    site.build()
    shown = page(site.read("hi/duniya/one/index.html")).xpath("//p[@class='times']//time/@datetime")[0]
    assert shown == "2024-08-31T09:00:00+05:30"
    (item,) = json.loads(site.read("hi/feed.json"))["items"]
    assert item["date_published"] == shown
    assert "/hi/duniya/one/" in site.read("hi/news.xml")


def test_no_page_leads_to_a_feed_that_the_config_leaves_out(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "feeds: {formats: [json]}\nfollow: {youtube: https://www.youtube.com/@khabar}\n")
    site.article("world/one.hi.md")
    assert rules(site.build()) == []
    for path, tree in pages(site.output()).items():
        assert not [url for url in addresses(tree) if url.endswith(("feed.xml", "rss.xml"))], path


# ── Sitemaps ─────────────────────────────────────────────────────────────────────────────────────────────────────


def maps(site: SiteFolder) -> dict[str, dict[str, str]]:
    """Every address of every sitemap that the index names, with its hreflang set."""
    index = xml(site.read("sitemap.xml").encode())
    names = [each.text for each in index.iterfind("map:sitemap/map:loc", NAMESPACES)]
    assert len(names) == len(set(names))
    return {url: found for name in names for url, found in sitemap(site.read(file_of(name)).encode()).items()}


def test_the_sitemaps_name_each_page_that_wants_to_be_found_and_no_other(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "per_page: 2\n")
    pair(site)
    for number in range(6):
        site.article(f"india/s{number}.hi.md", date=f"2024-07-0{number + 1}")
    site.article("world/hidden.hi.md", unlisted="true")
    site.article("pages/about.hi.md", date=None)
    site.build()
    others = re.compile(r"index\.html|.*/page/.*|.*/archive/2.*|../(?:tags|authors)/index\.html")
    wanted = {
        canonical(tree) for path, tree in pages(site.output()).items() if canonical(tree) and not others.fullmatch(path)
    }
    assert len(wanted) > 15
    assert maps(site).keys() == wanted


def test_hreflang_sets_are_mutual_and_the_same_in_the_page_and_the_sitemap(site: SiteFolder) -> None:
    pair(site)
    site.article("pages/about.hi.md", date=None)
    site.article("pages/about.en.md", date=None)
    site.build()
    found = maps(site)
    assert len(found) > 12
    for url, alternate in found.items():
        tree = page(site.read(file_of(url)))
        assert alternates(tree) == alternate, url
        assert canonical(tree) == url
        assert url in alternate.values()
        assert "x-default" in alternate
        for code, other in alternate.items():
            if code != "x-default":
                assert found[other] == alternate
                assert page(site.read(file_of(other))).get("lang") == code
    assert found[f"{ORIGIN}/hi/duniya/one/"] == {
        "hi": f"{ORIGIN}/hi/duniya/one/",
        "en": f"{ORIGIN}/en/world/one/",
        "x-default": f"{ORIGIN}/hi/duniya/one/",
    }
    assert found[f"{ORIGIN}/hi/duniya/two/"] == {
        "hi": f"{ORIGIN}/hi/duniya/two/",
        "x-default": f"{ORIGIN}/hi/duniya/two/",
    }
    assert found[f"{ORIGIN}/hi/"]["x-default"] == f"{ORIGIN}/"


def test_there_is_a_sitemap_a_month_with_the_newest_change(site: SiteFolder) -> None:
    pair(site)
    site.article("world/old.hi.md", date="2023-12-31 23:30")
    site.build()
    index = xml(site.read("sitemap.xml").encode())
    rows = {
        each.findtext("map:loc", namespaces=NAMESPACES): each.findtext("map:lastmod", namespaces=NAMESPACES)
        for each in index.iterfind("map:sitemap", NAMESPACES)
    }
    assert rows == {
        f"{ORIGIN}/hi/sitemaps/2024-08.xml": "2024-08-04T11:30:00+05:30",
        f"{ORIGIN}/hi/sitemaps/2023-12.xml": "2023-12-31T23:30:00+05:30",
        f"{ORIGIN}/hi/sitemaps/lists.xml": None,
        f"{ORIGIN}/hi/news.xml": None,
        f"{ORIGIN}/en/sitemaps/2024-08.xml": "2024-08-03T10:00:00+05:30",
        f"{ORIGIN}/en/sitemaps/lists.xml": None,
        f"{ORIGIN}/en/news.xml": None,
    }
    month = xml(site.read("hi/sitemaps/2024-08.xml").encode())
    assert [each.text for each in month.iterfind("map:url/map:lastmod", NAMESPACES)] == [
        "2024-08-04T11:30:00+05:30",
        "2024-08-02T09:00:00+05:30",
    ]


def test_a_new_story_changes_one_months_sitemap(site: SiteFolder) -> None:
    pair(site)
    site.article("world/old.hi.md", date="2024-07-05")
    site.build()
    before = site.output()
    site.article("world/new.hi.md", date="2024-08-30")
    site.build()
    changed = {path for path, data in site.output().items() if "/sitemaps/" in path and before.get(path) != data}
    assert changed == {"hi/sitemaps/2024-08.xml"}


def news(site: SiteFolder, code: str = "hi") -> list[tuple[str, str, str, str, str]]:
    """The rows of a news sitemap: address, title, date, publication, language."""
    tree = xml(site.read(f"{code}/news.xml").encode())
    names = ("map:loc", "news:news/news:title", "news:news/news:publication_date")
    names += ("news:news/news:publication/news:name", "news:news/news:publication/news:language")
    return [
        tuple(row.findtext(name, namespaces=NAMESPACES) for name in names)
        for row in tree.iterfind("map:url", NAMESPACES)
    ]


def test_the_news_sitemap_holds_the_last_48_hours_to_the_second(site: SiteFolder) -> None:
    site.article("world/in.hi.md", title="ठीक 48 घंटे", date="2024-08-30 12:00")
    site.article("world/out.hi.md", date="2024-08-30 11:59:59")
    site.article("world/now.hi.md", title="अभी", date="2024-09-01 12:00")
    site.article("world/later.hi.md", date="2024-09-01 12:00:01")
    site.article("world/one.en.md", title="One", date="2024-08-31")
    site.article("world/hidden.hi.md", date="2024-08-31", unlisted="true")
    site.article("pages/about.hi.md", date="2024-08-31")
    site.build()
    assert news(site) == [
        (f"{ORIGIN}/hi/duniya/now/", "अभी", "2024-09-01T12:00:00+05:30", "ख़बर", "hi"),
        (f"{ORIGIN}/hi/duniya/in/", "ठीक 48 घंटे", "2024-08-30T12:00:00+05:30", "ख़बर", "hi"),
    ]
    assert news(site, "en") == [(f"{ORIGIN}/en/world/one/", "One", "2024-08-31T00:00:00+05:30", "Khabar", "en")]


def test_the_news_sitemap_follows_the_clock_alone(site: SiteFolder) -> None:
    site.article("world/one.hi.md", date="2024-08-30 12:00")
    site.build()
    assert len(news(site)) == 1
    site.build(now=NOW + timedelta(seconds=1))
    assert news(site) == []
    site.build(now=NOW - timedelta(days=10))
    assert news(site) == []


def test_the_news_sitemap_holds_at_most_a_thousand(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        "title: k\nbase_url: https://khabar.example/\neditions: {hi: }\nper_page: 500\nrelated: 0\n"
        "feeds: {formats: [atom], items: 1}\n",
    )
    site.write("layouts/article.html", "{{ title }}\n")
    site.write("layouts/latest.html", "{{ title }}\n")
    start = NOW - timedelta(hours=40)
    for number in range(1003):
        site.article(f"s{number:04}.hi.md", date=f"{start + timedelta(minutes=number):%Y-%m-%d %H:%M}")
    assert rules(site.build()) == []
    found = [row[0] for row in news(site)]
    assert (len(found), found[0], found[-1]) == (1000, f"{ORIGIN}/hi/s1002/", f"{ORIGIN}/hi/s0003/")


def test_a_language_with_a_region_is_named_by_its_language_alone(site: SiteFolder) -> None:
    english = (package_layouts() / "strings/en.yaml").read_text("utf-8")
    site.write("config.yaml", "title: k\nbase_url: https://khabar.example/\neditions: {pt-BR: {title: Notícias}}\n")
    site.write("layouts/strings/pt-BR.yaml", english)
    site.article("one.pt-BR.md", date="2024-08-31")
    assert rules(site.build()) == []
    assert news(site, "pt-br")[0][4] == "pt"


# ── Structured data ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_story_tells_search_engines_what_they_ask_for(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "publisher: {name: {hi: ख़बर समूह, en: Khabar Group}, logo: logo.svg}\n")
    site.write("content/files/logo.svg", '<svg viewBox="0 0 60 60"></svg>')
    pair(site)
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    (article,) = structured(tree, "NewsArticle")
    url = f"{ORIGIN}/hi/duniya/one/"
    assert article["@context"] == "https://schema.org"
    assert (article["@id"], article["url"], article["mainEntityOfPage"]) == (f"{url}#article", url, url)
    assert (article["headline"], article["description"], article["inLanguage"]) == ("पुतिन और किम", "सार", "hi")
    assert (article["datePublished"], article["dateModified"]) == (
        "2024-08-03T10:00:00+05:30",
        "2024-08-04T11:30:00+05:30",
    )
    assert article["author"][0]["@type"] == "Person" and article["author"][0]["name"] == "आशा"
    assert file_of(article["author"][0]["url"]) in site.output()
    assert article["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "ख़बर समूह",
        "url": f"{ORIGIN}/",
        "logo": {"@type": "ImageObject", "url": f"{ORIGIN}/logo.svg", "width": 60, "height": 60},
    }
    (image,) = article["image"]
    assert image.startswith(ORIGIN) and file_of(image) in site.output()
    assert (article["articleSection"], article["keywords"]) == ("दुनिया", ["रूस"])
    assert article["workTranslation"] == [
        {
            "@type": "NewsArticle",
            "@id": f"{ORIGIN}/en/world/one/#article",
            "inLanguage": "en",
            "headline": "Putin and Kim",
        }
    ]
    (english,) = structured(page(site.read("en/world/one/index.html")), "NewsArticle")
    assert english["workTranslation"][0]["@id"] == article["@id"]
    (crumbs,) = structured(tree, "BreadcrumbList")
    assert [(each["position"], each["name"], each["item"]) for each in crumbs["itemListElement"]] == [
        (1, "होम", f"{ORIGIN}/hi/"),
        (2, "दुनिया", f"{ORIGIN}/hi/duniya/"),
        (3, "पुतिन और किम", url),
    ]


def test_a_story_without_an_author_or_a_pair_still_has_the_required_fields(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="पहला अनुच्छेद।\n\nदूसरा।\n")
    site.build()
    (article,) = structured(page(site.read("hi/duniya/one/index.html")), "NewsArticle")
    assert {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"} <= article.keys()
    assert article["description"] == "पहला अनुच्छेद।"
    assert article["author"] == [{"@type": "Organization", "name": "ख़बर", "url": f"{ORIGIN}/"}]
    assert article["dateModified"] == article["datePublished"]
    assert article.keys().isdisjoint({"image", "workTranslation", "keywords", "video", "correction"})


def test_a_video_a_correction_and_the_sources_are_in_the_structured_data(site: SiteFolder) -> None:
    site.article(
        "world/one.hi.md",
        video="https://youtu.be/dQw4w9WgXcQ",
        corrections="\n- date: 2024-08-20\n  text: सुधार",
        sources="\n- title: PIB\n  url: https://pib.gov.in/",
    )
    assert rules(site.build()) == []
    (article,) = structured(page(site.read("hi/duniya/one/index.html")), "NewsArticle")
    assert article["video"]["embedUrl"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert (article["correction"], article["citation"]) == (["सुधार"], ["https://pib.gov.in/"])


def test_the_front_page_tells_of_the_site(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "follow: {youtube: https://www.youtube.com/@khabar}\n")
    site.build()
    front = page(site.read("en/index.html"))
    (graph,) = (json.loads(each.text) for each in front.xpath("//script[@type='application/ld+json']"))
    website, organization = graph["@graph"]
    assert (website["@type"], website["url"], website["name"], website["inLanguage"]) == (
        "WebSite",
        f"{ORIGIN}/en/",
        "Khabar",
        "en",
    )
    assert organization["sameAs"] == ["https://www.youtube.com/@khabar"]


def test_link_previews_have_what_they_need(site: SiteFolder) -> None:
    pair(site)
    site.build()
    tree = page(site.read("hi/duniya/one/index.html"))
    found = {each.get("property"): each.get("content") for each in tree.xpath("//meta[@property]")}
    assert found["og:type"] == "article"
    assert (found["og:title"], found["og:description"], found["og:site_name"]) == ("पुतिन और किम", "सार", "ख़बर")
    assert (found["og:url"], found["og:locale"]) == (f"{ORIGIN}/hi/duniya/one/", "hi_IN")
    assert found["og:locale:alternate"] == "en_IN"
    assert found["og:image"].startswith(f"{ORIGIN}/media/photo.")
    assert (found["og:image:width"], found["og:image:height"]) == ("40", "30")
    assert found["article:published_time"] == "2024-08-03T10:00:00+05:30"
    assert tree.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    lone = page(site.read("hi/duniya/two/index.html"))
    assert lone.xpath("//meta[@name='twitter:card']/@content") == ["summary"]
    assert not lone.xpath("//meta[@property='og:locale:alternate']")


@pytest.mark.parametrize("title", [EVIL, "AT&T &amp; 'G20' \"शोले\"", "a < b > c", "{{ 7 * 7 }} {% x %}", "😀 ख़बर"])
def test_a_title_is_itself_wherever_it_stands(site: SiteFolder, title: str) -> None:
    site.article("world/one.hi.md", title="'" + title.replace("'", "''") + "'", date="2024-08-31", pinned="true")
    site.article("world/one.en.md", title="One")
    site.article("world/two.hi.md", title="दूसरी", date="2024-08-30")
    assert rules(site.build()) == []
    tree = page(site.read("hi/duniya/one/index.html"))
    assert tree.xpath("//h1")[0].text_content() == title
    assert tree.findtext(".//title") == f"{title} – ख़बर"
    assert tree.xpath("//meta[@property='og:title']/@content") == [title]
    (article,) = structured(tree, "NewsArticle")
    assert article["headline"] == title
    assert structured(tree, "BreadcrumbList")[0]["itemListElement"][-1]["name"] == title
    for path in ("hi/index.html", "hi/latest/index.html", "hi/duniya/index.html", "hi/archive/2024/08/index.html"):
        assert title in [each.text_content().strip() for each in page(site.read(path)).xpath("//main//a")], path
    assert title in page(site.read("hi/duniya/two/index.html")).find_class("neighbours")[0].text_content()
    assert page(site.read("en/world/one/index.html")).find_class("pair")[0].text_content() == title
    assert json.loads(site.read("hi/feed.json"))["items"][0]["title"] == title
    assert xml(site.read("hi/feed.xml").encode()).findtext("atom:entry/atom:title", namespaces=NAMESPACES) == title
    assert xml(site.read("hi/rss.xml").encode()).findtext("channel/item/title") == title
    assert news(site)[0][1] == title
    for each in pages(site.output()).values():
        assert refused_scripts(each) == []  # no script but the pages' own
        assert all(json.loads(text) for text in each.xpath("//script[@type='application/ld+json']/text()"))


# ── Pages that hosts look for ────────────────────────────────────────────────────────────────────────────────────


def test_robots_txt_names_the_sitemaps(site: SiteFolder) -> None:
    site.build()
    assert site.read("robots.txt") == (
        "User-agent: *\nAllow: /\n"
        f"Sitemap: {ORIGIN}/sitemap.xml\nSitemap: {ORIGIN}/hi/news.xml\nSitemap: {ORIGIN}/en/news.xml\n"
    )


def test_github_pages_is_told_to_leave_the_files_alone(site: SiteFolder) -> None:
    site.build()
    assert site.output()[".nojekyll"].strip() == b""


def test_hosts_are_told_of_the_editions_and_every_redirect(site: SiteFolder) -> None:
    site.article("world/one.hi.md", aliases="[/old.html]")
    site.article("world/two.en.md", aliases="[/older/]")
    site.build()
    assert site.read("_redirects").splitlines() == [
        "/old.html /hi/duniya/one/ 301",
        "/older/ /en/world/two/ 301",
        "/ /hi/ 302 Language=hi",
        "/ /en/ 302 Language=en",
    ]


def test_the_root_page_offers_the_editions_and_sends_nobody_in_circles(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    root = page(site.read("index.html"))
    doors = [
        (each.get("data-edition"), each.get("href"), each.get("hreflang")) for each in root.xpath("//a[@data-edition]")
    ]
    assert doors == [("hi", "/hi/", "hi"), ("en", "/en/", "en")]
    assert root.xpath("//li/@lang") == ["hi", "en"]
    assert not root.xpath("//meta[@http-equiv='refresh']")
    assert canonical(root) == f"{ORIGIN}/"
    assert alternates(root) == {"hi": f"{ORIGIN}/hi/", "en": f"{ORIGIN}/en/", "x-default": f"{ORIGIN}/"}
    (script,) = [path for path in site.output() if re.fullmatch(r"assets/root\.[0-9a-f]+\.js", path)]
    assert f"/{script}" in root.xpath("//script/@src")
    # The script that leaves the root page is on the root page alone, and no page of an edition leads back to it.
    for path, tree in pages(site.output()).items():
        if path != "index.html":
            assert f"/{script}" not in tree.xpath("//script/@src"), path
        if path.startswith(("hi/", "en/")):
            assert "/" not in list(addresses(tree)), path
            assert not tree.xpath("//meta[@http-equiv='refresh']"), path
    # It goes where the page's own links lead, and only there.
    text = site.read(script)
    assert re.findall(r"location\.(\w+)\(([^)]*)\)", text) == [("replace", "links[code]")]
    assert "[data-edition]" in text


def test_each_edition_has_a_page_for_what_is_not_found_and_the_host_one_for_all(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    hindi = page(site.read("hi/404.html"))
    assert (hindi.get("lang"), hindi.xpath("//h1/text()")) == ("hi", ["पन्ना नहीं मिला"])
    assert hindi.find_class("switch")[0].get("href") == "/en/"
    whole = page(site.read("404.html"))
    assert whole.xpath("//main/p/@lang") == ["hi", "en"]
    assert [each.get("href") for each in whole.xpath("//a[@data-edition]")] == ["/hi/", "/en/"]
    for path in ("hi/404.html", "en/404.html", "404.html"):
        tree = page(site.read(path))
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert (canonical(tree), alternates(tree)) == ("", {})
        # It is answered at whatever address was asked for, so every address in it is from the root.
        for url in addresses(tree):
            assert url.startswith(("/", "https://", "#", "mailto:")), url


def test_the_search_page_works_without_a_script_and_searches_this_site(site: SiteFolder) -> None:
    site.build()
    tree = page(site.read("hi/search/index.html"))
    assert tree.xpath("//h1/text()") == ["खोज"]
    (form,) = tree.xpath("//form")
    assert form.get("method") in (None, "get")
    (box,) = form.xpath(".//input[@type='search']")
    assert form.xpath(f".//label[@for='{box.get('id')}']")
    assert tree.find_class("switch")[0].get("href") == "/en/search/"


def test_a_site_without_an_icon_names_none(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    assert "favicon.svg" not in site.output()
    assert not page(site.read("hi/index.html")).xpath("//link[@rel='icon'][@href='/favicon.svg']")


def test_every_file_is_utf_8_with_plain_line_ends(site: SiteFolder) -> None:
    pair(site)
    site.build()
    for path, data in site.output().items():
        if path.endswith(".woff2"):
            continue
        text = data.decode("utf-8")
        assert "\r" not in text and not text.startswith("\ufeff"), path
        if path.endswith((".xml", ".html")):
            assert not text[0].isspace(), path


def test_every_page_of_a_later_moment_is_built_for_that_moment(site: SiteFolder) -> None:
    site.article("world/one.hi.md", date="2024-09-02 10:00")
    site.build()
    assert "hi/duniya/one/index.html" not in site.output()
    later = replace(site.options, now=datetime.fromisoformat("2024-09-02T04:30:00+00:00"))
    SiteFolder(site.root, later).build()
    assert "hi/duniya/one/index.html" in site.output()
