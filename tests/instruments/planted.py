"""Sites with planted faults, one for each instrument, and a sound one: an instrument that sees no fault proves nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from instruments.sample import ORIGIN, Built

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="description" content="A page."><title>A page</title>'
)
DOOR = '<a href="/hi/" hreflang="hi" lang="hi">हिन्दी</a>'


def page(body: str, head: str = "", lang: str = "en", attributes: str = "") -> bytes:
    """A page that is sound but for what is given."""
    noindex = "" if "canonical" in head else '<meta name="robots" content="noindex">'
    return f'<!doctype html>\n<html lang="{lang}"><head>{HEAD}{noindex}{head}</head><body {attributes}>{body}</body></html>'.encode()


def framed(words: str, head: str = "", attributes: str = "") -> bytes:
    """A sound page with some words in its main part."""
    return page(f"<header>{DOOR}</header><main><h1>A page</h1>{words}</main>", head, attributes=attributes)


HINDI = (
    page(
        '<header><a href="/en/" hreflang="en" lang="en">English</a></header><main><h1>पन्ना</h1><p>शब्द</p></main>',
        lang="hi",
    )
    .replace(b"A page.", "पन्ना।".encode())
    .replace(b"A page", "पन्ना".encode())
)
SOUND = {"en/index.html": framed("<p>Words.</p>"), "hi/index.html": HINDI}
ARTICLE = '<meta property="og:type" content="article">'
LD = '<script type="application/ld+json">{}</script>'
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>feed</id><title>News</title>
<link rel="self" href="https://khabar.example/other.xml"/><updated>2025-01-01</updated>
<entry><id>urn:x:1</id><title>One &lt;b&gt;bold&lt;/b&gt;</title><updated>2025-01-01T00:00:00Z</updated><blob/>
<content type="html">&lt;a href="/x/"&gt;x&lt;/a&gt;&lt;script&gt;&lt;/script&gt;</content></entry>
<entry><id>urn:x:1</id><title>Two</title><updated>2027-01-01T00:00:00Z</updated></entry></feed>"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title><link>/en/</link>
<item><title>One</title><guid>one</guid><pubDate>Mon, 12 Dec 2024 22:30:00 +0530</pubDate></item>
<item><pubDate>yesterday</pubDate></item></channel></rss>"""
FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "", "items": [{"id": "1", "url": "/x/", "date_published": "today", "more": 1}]}'
MAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://khabar.example/none/</loc><news:news><news:title>No date</news:title></news:news></url>
<url><loc>https://khabar.example/en/</loc><lastmod>2027-01-01T00:00:00Z</lastmod><color>red</color></url></urlset>"""
STORY = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "One", "writer": "me", "datePublished": "2025-01-01",
"dateModified": "2025-01-02T00:00:00Z", "author": [{"@type": "Place", "name": "Desk"}], "image": ["/none.jpg"]}"""
CARD = (
    '<link rel="canonical" href="https://khabar.example/en/"><meta property="og:title" content="One">'
    '<meta property="og:url" content="https://khabar.example/hi/"><meta property="og:image" content="/none.jpg">'
)
TRAP = '<p><button type="button" onkeydown="event.preventDefault()">One</button> <a href="/en/">Two</a></p>'
PAINT = "<style>{}</style>"
_MANY = "".join(f"<p>{random.Random(7).getrandbits(4000):x}</p>" for _ in range(1)) + "".join(
    f"<p>{random.Random(seed).getrandbits(4000):x}</p>" for seed in range(40)
)


@dataclass(frozen=True, slots=True)
class Plant:
    """A broken site, and a piece of what its instrument has to say of each fault."""

    files: Mapping[str, str | bytes]
    expected: tuple[str, ...]


PLANTS = {
    "nu": Plant({"en/index.html": framed("<p><div>One</div></p>")}, ("error",)),
    "axe": Plant(
        {"en/index.html": framed('<p style="color:#bbb">Pale</p><img src="/a.png">')}, ("color-contrast", "image-alt")
    ),
    "lighthouse": Plant(
        {"en/index.html": b"<html><body>Words<img src=/a.png><button></button></body></html>"}, ("accessibility", "seo")
    ),
    "weight": Plant(
        {"en/index.html": framed(_MANY, ARTICLE + '<script src="/a.js"></script>'), "a.js": "var a;"},
        ("B to read the page", "a script is waited for"),
    ),
    "bare": Plant(
        {
            "en/index.html": page(
                '<main><h1>One</h1><button>Dead</button><a href="#">No</a><a href="/none/">None</a><p style="opacity:0" id="p">Hidden</p><script>p.style.opacity = 1</script></main>'
            )
        },
        (
            "a button that does nothing",
            "a link that leads nowhere",
            "answers 404",
            "words that cannot be seen",
            "no way to another edition",
        ),
    ),
    "zoom": Plant(
        {
            "en/index.html": framed(
                '<p style="height:24px;overflow:hidden">Cut off as soon as it is larger than it was, at the latest here</p>'
                '<p style="width:20em;white-space:nowrap">This is wide</p><p style="font-size:16px">Of one size</p>'
                '<div style="position:relative;height:30px"><b style="position:absolute;top:0">Over</b><i style="position:absolute;top:.5rem">another</i></div>'
            )
        },
        ("text is cut off", "wide in 360", "grows only"),
    ),
    "keys": Plant(
        {"en/index.html": framed('<p><a href="/hi/" style="outline:none">Three</a></p>' + TRAP)},
        ("one does not see", "keeps the focus", "is not reached by Tab"),
    ),
    "printing": Plant(
        {
            "en/index.html": page(
                f"<nav>{DOOR}</nav><main><article><h1>One</h1></article></main>",
                PAINT.format("body{background:#111;color:#eee}"),
            )
        },
        ("is printed on a dark ground", "is printed too pale", "is furniture"),
    ),
    "shifts": Plant(
        {
            "en/index.html": framed('<img src="/a.svg" alt="One"><p>Words that are pushed down.</p>'),
            "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>',
        },
        ("jumps by",),
    ),
    "quiet": Plant(
        {
            "en/index.html": framed(
                '<p onclick="one()">One</p><img src="/none.png" alt="None">',
                '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">',
            )
        },
        ("Content Security Policy", "answers 404"),
    ),
    "feeds": Plant(
        {"en/feed.xml": ATOM, "en/rss.xml": RSS, "en/feed.json": FEED},
        (
            "is no full address: feed",
            "own address",
            "by the grammar",
            "has markup in it",
            "<script>",
            "a relative address: /x/",
            "is there more than once: urn:x:1",
            "a date of the future",
            "or not of that weekday: Mon",
            "no date, or not of that weekday: yesterday",
            "has neither title nor description",
            "lacks title",
            "is no date of RFC 3339",
            "does not know",
            "has no content",
        ),
    ),
    "sitemaps": Plant({"en/map.xml": MAP}, ("by the schema", "leads nowhere", "is of the future")),
    "structured": Plant(
        {"en/index.html": framed("", CARD + LD.format(STORY))},
        (
            "NewsArticle.writer",
            "no moment with a zone",
            "and is Place",
            "leads nowhere",
            "lacks og:type",
            "and the canonical address",
            "lacks publisher",
        ),
    ),
    "tongues": Plant(
        {
            "en/index.html": framed('<p>Words शब्द <b lang="hi">ठीक</b></p>'),
            "hi/index.html": HINDI.replace(b"<main>", b'<main><p aria-label="Menu">one <i lang="en">fine</i></p>'),
        },
        ("in en: शब्द", "in hi: Menu", "in hi: one"),
    ),
}


def planted(folder: Path, files: Mapping[str, str | bytes]) -> Built:
    """A site of some files, the rest of it sound."""
    for path, text in {**SOUND, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Built(folder, "/", ORIGIN, NOW)
