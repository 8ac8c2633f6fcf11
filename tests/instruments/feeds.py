"""Feeds by the rules of the W3C's feed validator that matter here: RSS 2.0, Atom and JSON Feed 1.1."""

from __future__ import annotations

import email.utils
import functools
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

from instruments.sample import Built
from instruments.verdict import Finding, Verdict

SCHEMAS = Path(__file__).with_name("schemas")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
KNOWN = {
    "",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
}
KNOWN |= {"http://search.yahoo.com/mrss/", "http://purl.org/syndication/thread/1.0", "http://www.w3.org/1999/xhtml"}
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+$")
_MARKUP = re.compile(r"</?[a-zA-Z]+[^<>]*>|&(?:[a-z]+|#\d+);")
_UNSAFE = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base"}
_LINKING = ("href", "src", "poster", "action", "cite", "data")
TOP = frozenset({"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon"})
TOP |= {"favicon", "authors", "language", "expired", "hubs", "items"}
ITEM = frozenset({"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image"})
ITEM |= {"banner_image", "date_published", "date_modified", "authors", "tags", "language", "attachments"}
AUTHOR = frozenset({"name", "url", "avatar"})
ATTACHMENT = frozenset({"url", "mime_type", "title", "size_in_bytes", "duration_in_seconds"})

Say = Callable[[str, str], None]


def judge(built: Built) -> Verdict:
    """What is wrong with a site's feeds."""
    verdict = Verdict("feeds", "0 errors")
    count = 0
    announced = {
        each.get("href", "")
        for tree in built.trees.values()
        for each in tree.iterfind(".//link[@rel='alternate'][@type]")
    }
    for file in sorted(built.root.rglob("*")):
        if file.suffix not in (".xml", ".json") or not file.is_file():
            continue
        path = file.relative_to(built.root).as_posix()
        url = f"{built.origin}{built.base}{path}"
        found = list(check(file.read_bytes(), url, built.now))
        if found and found[0] == ("", "is no feed"):
            if url in announced or url.removeprefix(built.origin) in announced:
                verdict.findings.append(Finding(path, "", "is announced as a feed, and is none"))
            continue
        count += 1
        verdict.findings += [Finding(path, place, what) for place, what in found]
    verdict.measured = f"{len(verdict.findings)} faults in {count} feeds"
    if not count:
        verdict.findings.append(Finding("", "", "there is no feed"))
    return verdict


def check(data: bytes, url: str, now: datetime | None = None) -> Iterator[tuple[str, str]]:
    """The faults of one feed, each with its place; `is no feed` where it is something else."""
    faults: list[tuple[str, str]] = []
    say = lambda place, what: faults.append((place, what))  # noqa: E731
    if data[:1] == b"[":
        say("", "is no feed")
    elif data[:1] == b"{":
        _json(data, url, say)
    else:
        try:
            root = etree.fromstring(data)
        except etree.XMLSyntaxError as error:
            say("", f"is not well-formed: {error}")
            return iter(faults)
        if root.tag == f"{ATOM}feed":
            _atom(root, url, say)
        elif root.tag == "rss":
            _rss(root, url, say)
        else:
            say("", "is no feed")
    if now:
        for each in re.finditer(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)(?=[<\"])", data):
            if datetime.fromisoformat(each[0].decode()) > now:
                say("", f"has a date of the future: {each[0].decode()}")
    return iter(faults)


@functools.cache
def grammar(name: str) -> etree.RelaxNG:
    """A RELAX NG grammar."""
    return etree.RelaxNG(etree.parse(SCHEMAS / name))


def _by_grammar(root: etree._Element, name: str, say: Say) -> None:
    judge_of = grammar(name)
    if not judge_of.validate(root):
        for each in judge_of.error_log:
            say(f"line {each.line}", f"by the grammar: {each.message}")
    for each in root.iter(etree.Element):
        if etree.QName(each).namespace not in {None, *KNOWN}:
            say(f"line {each.sourceline}", f"has {each.tag}, of a vocabulary that readers do not know")


def _atom(root: etree._Element, url: str, say: Say) -> None:
    _by_grammar(root, "atom.rng", say)
    links = [each for each in root.iterfind(f"{ATOM}link") if each.get("rel") == "self"]
    if [each.get("href") for each in links] != [url]:
        say("link[rel=self]", f"is not the feed's own address {url}")
    entries = root.findall(f"{ATOM}entry")
    _once("id", [each.findtext(f"{ATOM}id") or "" for each in (root, *entries)], say)
    if (root.get("{http://www.w3.org/XML/1998/namespace}lang") or "") == "":
        say("feed", "does not say its language")
    newest = max((each.findtext(f"{ATOM}updated") or "" for each in entries), default="", key=_moment)
    if entries and _moment(root.findtext(f"{ATOM}updated") or "") < _moment(newest):
        say("updated", "is older than that of an entry")
    for place, entry in enumerate(entries, 1):
        where = f"entry {place}"
        alternates = [each for each in entry.iterfind(f"{ATOM}link") if each.get("rel", "alternate") == "alternate"]
        if not alternates and entry.find(f"{ATOM}content") is None:
            say(where, "has neither an alternate link nor content")
        _once(f"{where} link", [f"{each.get('type')} {each.get('hreflang')}" for each in alternates], say)
        if entry.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
            say(where, "has no author")
        if _moment(entry.findtext(f"{ATOM}updated") or "") < _moment(entry.findtext(f"{ATOM}published") or ""):
            say(where, "was updated before it was published")
        _inside(entry.find(f"{ATOM}content"), where, say)
        for name in ("title", "summary"):
            _plain(entry.find(f"{ATOM}{name}"), where, name, say)
        _summary(entry.findtext(f"{ATOM}summary"), entry.findtext(f"{ATOM}title"), where, say)
    for each in root.iter(f"{ATOM}id", f"{ATOM}uri"):
        if not _URI.match(each.text or ""):
            say(f"line {each.sourceline}", f"is no full address: {each.text}")
    for each in root.iter(f"{ATOM}link"):
        _absolute(each.get("href", ""), f"line {each.sourceline}", say)


def _rss(root: etree._Element, url: str, say: Say) -> None:
    _by_grammar(root, "rss.rng", say)
    channel = root.find("channel")
    if channel is None:
        return
    own = [each.get("href") for each in channel.iterfind(f"{ATOM}link") if each.get("rel") == "self"]
    if own != [url]:
        say("atom:link[rel=self]", f"is not the feed's own address {url}")
    if channel.find("language") is None:
        say("channel", "does not say its language")
    items = channel.findall("item")
    _once("guid", [each.findtext("guid") or "" for each in items], say)
    for place, item in enumerate(items, 1):
        _rss_item(item, f"item {place}", say)
    for each in root.iter("pubDate", "lastBuildDate"):
        if not _is_date(each.text or ""):
            say(f"line {each.sourceline}", f"is no date, or not of that weekday: {each.text}")
    image = channel.find("image")
    for name in ("link", "title") if image is not None else ():
        if image.findtext(name) != channel.findtext(name):
            say(f"image {name}", "is not that of the channel")
    for each in root.iter("link", "docs", "comments"):
        _absolute(each.text or "", f"line {each.sourceline}", say)


def _rss_item(item: etree._Element, where: str, say: Say) -> None:
    guid = item.find("guid")
    if guid is None:
        say(where, "has no guid")
    elif guid.get("isPermaLink", "true") == "true":
        _absolute(guid.text or "", f"{where} guid", say)
    if item.find("link") is None:
        say(where, "has no link")
    if not (item.findtext("title") or item.findtext("description")):
        say(where, "has neither title nor description")
    _inside(item.find(CONTENT), where, say)
    names = [each.tag for each in item]
    if CONTENT in names and "description" not in names[: names.index(CONTENT)]:
        say(where, "has its content before its description, or none of the latter")
    _plain(item.find("title"), where, "title", say)
    _safe(item.findtext("description") or "", f"{where} description", say)
    _summary(item.findtext("description"), item.findtext("title"), where, say)


def _json(data: bytes, url: str, say: Say) -> None:
    try:
        feed = json.loads(data)
    except ValueError as error:
        say("", f"is no JSON: {error}")
        return
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/"):
        say("", "is no feed")
        return
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        say("version", f"is {feed['version']}")
    _object(feed, TOP, ("version", "title", "items"), "feed", say)
    if feed.get("feed_url") != url:
        say("feed_url", f"is not the feed's own address {url}")
    if not feed.get("language"):
        say("feed", "does not say its language")
    items = feed.get("items") if isinstance(feed.get("items"), list) else []
    _once("id", [str(each.get("id", "")) for each in items], say)
    for place, item in enumerate(items, 1):
        where = f"item {place}"
        _object(item, ITEM, ("id",), where, say)
        if not item.get("content_html") and not item.get("content_text"):
            say(where, "has no content")
        _safe(item.get("content_html", ""), where, say)
        for name in ("date_published", "date_modified"):
            if name in item and not re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", str(item[name])
            ):
                say(f"{where} {name}", f"is no date of RFC 3339: {item[name]}")
        if not all(isinstance(tag, str) and tag for tag in item.get("tags", [])):
            say(f"{where} tags", "are not all words")


def _object(value: dict, known: frozenset[str], needed: tuple[str, ...], where: str, say: Say) -> None:
    """An object of a JSON Feed: what it needs is there, what it has is known, addresses are full, texts are texts."""
    for name in needed:
        if not value.get(name) and value.get(name) != []:
            say(where, f"lacks {name}")
    for name, each in value.items():
        if name not in known and not name.startswith("_"):
            say(where, f"has {name}, which JSON Feed does not know")
        if name.endswith("url") or name in ("image", "banner_image", "icon", "favicon", "avatar"):
            _absolute(str(each), f"{where} {name}", say)
        elif name in ("id", "title", "content_html", "content_text", "summary", "language", "name") and not isinstance(
            each, str
        ):
            say(f"{where} {name}", "is no text")
        elif name == "authors":
            for author in each:
                _object(author, AUTHOR, (), f"{where} author", say)
                if not set(author) & AUTHOR:
                    say(f"{where} author", "says nothing of himself")
        elif name == "attachments":
            for attachment in each:
                _object(attachment, ATTACHMENT, ("url", "mime_type"), f"{where} attachment", say)


def _is_date(text: str) -> bool:
    """Whether a text is a date of RFC 822 with a full year, and of the weekday that it names."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return False
    weekday = text.strip()[:3]
    return bool(re.search(r"\b\d{4} ", text)) and (not weekday.isalpha() or f"{moment:%a}" == weekday)


def _moment(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0


def _once(what: str, values: list[str], say: Say) -> None:
    for each in sorted({each for each in values if values.count(each) > 1}):
        say(what, f"is there more than once: {each}")


def _absolute(text: str, where: str, say: Say) -> None:
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https", "mailto") or (parts.scheme != "mailto" and not parts.netloc):
        say(where, f"is no full address: {text!r}")
    elif not text.strip().isascii():
        say(where, f"is an address with letters that have to be encoded: {text}")


def _plain(element: etree._Element | None, where: str, name: str, say: Say) -> None:
    """A title or summary without markup, or said to have it."""
    if element is None:
        return
    if not (element.text or "").strip() and not len(element):
        say(f"{where} {name}", "is empty")
    if element.get("type", "text") == "text" and _MARKUP.search(element.text or ""):
        say(f"{where} {name}", "has markup in it that readers are shown as it is")


def _summary(summary: str | None, title: str | None, where: str, say: Say) -> None:
    if summary is not None and summary.strip() and summary.strip() == (title or "").strip():
        say(where, "has a summary that only repeats the title")


def _inside(content: etree._Element | None, where: str, say: Say) -> None:
    if content is not None and (content.text or "").strip():
        _safe(content.text or "", where, say)


def _safe(text: str, where: str, say: Say) -> None:
    """HTML in a feed that readers take: nothing that runs, nothing that leads nowhere without the page."""
    if "<" not in text:
        return
    for each in html.fragment_fromstring(text, create_parent="div").iter():
        if not isinstance(each.tag, str):
            continue
        if each.tag in _UNSAFE:
            say(where, f"has a <{each.tag}>, which readers throw away")
        for name, value in each.attrib.items():
            if name.startswith("on") or name == "style":
                say(where, f"has {name}=, which readers throw away")
            if name in _LINKING and not value.startswith("#") and not re.match(r"[a-z][a-z0-9+.-]*:", value):
                say(where, f"has a relative address: {value}")
            if name in ("srcset", "imagesrcset"):
                for part in value.split(","):
                    if not re.match(r"\s*https?:", part):
                        say(where, f"has a relative address: {part.strip()}")
