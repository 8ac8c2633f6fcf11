"""Reading a built site as a browser, a feed reader or a search engine does."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from lxml import etree, html

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def page(text: str | bytes) -> html.HtmlElement:
    """A page as a browser's parser sees it."""
    data = text.encode() if isinstance(text, str) else text
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def xml(data: str | bytes) -> etree._Element:
    """A feed or sitemap; raises where it is not well-formed."""
    return etree.fromstring(data.encode() if isinstance(data, str) else data)


def alternates(tree: html.HtmlElement) -> dict[str, str]:
    """A page's hreflang set."""
    return {each.get("hreflang"): each.get("href") for each in tree.iterfind(".//link[@hreflang]")}


def canonical(tree: html.HtmlElement) -> str:
    """A page's canonical address; empty where it names none."""
    return next((each.get("href") for each in tree.iterfind(".//link[@rel='canonical']")), "")


def structured(tree: html.HtmlElement, kind: str) -> list[dict[str, object]]:
    """The JSON-LD objects of a kind that a page carries."""
    import json

    found = [json.loads(each.text or "") for each in tree.iterfind(".//script[@type='application/ld+json']")]
    return [each for each in found if each.get("@type") == kind]


def sitemap(data: str | bytes) -> dict[str, dict[str, str]]:
    """A sitemap's addresses, each with its hreflang set."""
    rows = xml(data).iterfind("map:url", NAMESPACES)
    return {
        row.findtext("map:loc", namespaces=NAMESPACES): {
            each.get("hreflang"): each.get("href") for each in row.iterfind("xhtml:link", NAMESPACES)
        }
        for row in rows
    }


def addresses(tree: html.HtmlElement) -> Iterator[str]:
    """Every address that a page names: links, sources, each picture of a srcset, refreshes."""
    for element in tree.iter(etree.Element):
        for name in ("href", "src", "action", "poster"):
            if element.get(name) is not None:
                yield element.get(name)
        for name in ("srcset", "imagesrcset"):
            yield from (part.split()[0] for part in element.get(name, "").split(",") if part.strip())
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield element.get("content").partition("url=")[2]


def file_of(url: str, base: str = "/") -> str:
    """The file of the output that answers an address of the site, as a plain web server finds it."""
    path = unquote(urlsplit(url).path)
    assert path.startswith(base), f"{url} is outside {base}"
    path = path[len(base) :]
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def pages(output: dict[str, bytes], keep: Callable[[str], bool] = lambda path: True) -> dict[str, html.HtmlElement]:
    """The HTML pages of an output."""
    return {path: page(data) for path, data in output.items() if path.endswith(".html") and keep(path)}


def policy(tree: html.HtmlElement) -> dict[str, list[str]]:
    """A page's Content-Security-Policy: the sources of each directive."""
    (text,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return {name: sources for name, *sources in (each.split() for each in text.split("; "))}


def refused_scripts(tree: html.HtmlElement) -> list[str]:
    """The texts of a page's own scripts that its policy refuses to run."""
    allowed = policy(tree)["script-src"]
    inline = [each for each in tree.iter("script") if not each.get("src") and each.get("type") != "application/ld+json"]
    texts = [each.text_content() for each in inline]
    return [each for each in texts if f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" not in allowed]
