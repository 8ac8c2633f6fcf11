"""The weight of a page: from its HTML and the sizes of what it names to what a reader has to load first, and problems.

What counts is what a reader's first view waits for: the page with its style sheets, the fonts that its letters need,
its scripts, and the first picture that is not lazy. Texts count as they travel, compressed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from generator.problems import Problem, Where, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.assets import Asset
    from generator.budget import Budget

    Weights = tuple[tuple[str, int, str], ...]  # (what is weighed, bytes, the heaviest parts in words)

RULES = {"page": "weight-page", "fonts": "weight-fonts", "script": "weight-script", "picture": "weight-picture"}
PICTURE = RULES["picture"]
TEXTS = (".css", ".js", ".svg", ".json")
NARROW = 720  # pixels: a phone's screen of 360, twice as fine
_TAG = re.compile(r"<(link|script|img|source)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.IGNORECASE | re.DOTALL)
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_SOURCE = re.compile(r"""url\(["']?([^"')]+\.woff2?)["']?\)""")
_RANGE = re.compile(r"unicode-range:([^;}]*)")


@dataclass(frozen=True, slots=True)
class Scales:
    """What weighing knows of the site's files."""

    sizes: Mapping[str, int]  # address → bytes as they travel
    sheets: Mapping[str, str]  # address of a style sheet → its text


def scales_of(assets: Iterable[Asset]) -> Scales:
    """The scales for a site with some assets."""
    assets = list(assets)
    sizes = {each.url: travelling(each.data) if each.name.endswith(TEXTS) else len(each.data) for each in assets}
    return Scales(sizes, {each.url: each.data.decode() for each in assets if each.name.endswith(".css")})


def travelling(data: bytes) -> int:
    """How many bytes a text has when it travels compressed, as hosts compress."""
    import zlib

    return len(zlib.compress(data, 6)) + 12  # gzip's frame is that much larger than zlib's


def weigh(data: bytes, scales: Scales) -> Weights:
    """The weights of a page; none of what is no page, such as a feed or a redirect."""
    text = data.decode()
    if not text.startswith("<!doctype html") or 'http-equiv="refresh"' in text:
        return ()
    sheets, scripts, images = _named(text)
    css = [*_STYLE.findall(text), *(scales.sheets.get(url, "") for url in sheets)]
    fonts = _fonts(css, sheets, frozenset(text), scales)
    own = travelling(data)
    size = scales.sizes.get
    found = {
        "page": {"HTML": own} | {url: size(url, 0) for url in sheets},
        "fonts": {url: size(url, 0) for url in fonts},
        "script": {url: size(url, 0) for url in scripts},
    }
    weights = tuple((name, sum(sizes.values()), _in_words(sizes)) for name, sizes in found.items())
    return (*weights, *(("picture", 0, url) for url in images))


def check_weights(url: str, layout: str, where: Where, weights: Weights, budget: Budget) -> Iterator[Problem]:
    """What of a page is heavier than the budget of its layout.

    What its picture weighs is known only when all is made: until then that is a question, which `weighed` answers.
    """
    limits = budget.of(layout.removesuffix(".html"))
    for name, size, parts in weights:
        if name == "picture":
            yield problem(PICTURE, where, page=url, limit=limits[name], parts=parts)
        elif size > limits[name]:
            numbers = {"size": kilobytes(size), "limit": kilobytes(limits[name])}
            yield problem(RULES[name], where, page=url, **numbers, parts=parts)


def weighed(problems: Iterable[Problem], size_of: Callable[[str], int]) -> Iterator[Problem]:
    """The problems, and in place of each question for a picture's weight what is wrong with it, if anything is."""
    for each in problems:
        facts = dict(each.facts)
        if each.rule != PICTURE or "size" in facts:
            yield each
        elif (size := size_of(facts["parts"])) > int(facts["limit"]):
            numbers = {"size": kilobytes(size), "limit": kilobytes(int(facts["limit"]))}
            yield problem(PICTURE, each.where, page=facts["page"], **numbers, parts=facts["parts"])


def kilobytes(size: int) -> str:
    """Bytes as kilobytes with up to one digit after the point, rounded up: what is over a limit shows it.

    >>> kilobytes(14336), kilobytes(14337)
    ('14', '14.1')
    """
    return f"{math.ceil(size / 102.4) / 10:.1f}".removesuffix(".0")


def _named(text: str) -> tuple[list[str], list[str], list[str]]:
    """The style sheets that a page waits for, its scripts, and the picture that it shows first."""
    sheets: list[str] = []
    scripts: list[str] = []
    images: list[str] = []
    offered = ""  # the pictures that a <source> before the <img> offers
    body = text.find("<body")  # a style sheet that is named later holds up what comes after it, not the first view
    for found in _TAG.finditer(text):
        tag, said = found.groups()
        attributes = {name.lower(): one or two or three for name, one, two, three in _ATTRIBUTE.findall(said)}
        kind = tag.lower()
        waits = body < 0 or found.start() < body
        if kind == "link" and waits and attributes.get("rel") == "stylesheet" and attributes.get("media") != "print":
            sheets.append(attributes.get("href", ""))
        elif kind == "script" and attributes.get("src"):
            scripts.append(attributes["src"])
        elif kind == "source":
            offered = offered or attributes.get("srcset", "")
        elif kind == "img":
            if not images and attributes.get("loading") != "lazy":
                candidates = offered or attributes.get("srcset", "")
                images.append(_fitting(candidates) or attributes.get("src", ""))
            offered = ""
    return list(dict.fromkeys(sheets)), list(dict.fromkeys(scripts)), images


def _fitting(srcset: str) -> str:
    """The picture of a srcset that a phone takes: the narrowest that is wide enough, or else the widest.

    >>> _fitting("/a.jpg 480w, /b.jpg 800w, /c.jpg 1600w")
    '/b.jpg'
    """
    rows = [part.split() for part in srcset.split(",") if part.strip()]
    widths = {row[0]: int(row[1][:-1]) for row in rows if len(row) == 2 and re.fullmatch("[0-9]+w", row[1])}
    wide = {url: width for url, width in widths.items() if width >= NARROW}
    if wide:
        return min(wide, key=lambda url: wide[url])
    return max(widths, key=lambda url: widths[url], default=rows[0][0] if rows else "")


def _fonts(styles: list[str], sheets: list[str], letters: frozenset[str], scales: Scales) -> list[str]:
    """The fonts of which a page has letters; of a family all cuts count, since any of them may be used."""
    found: dict[str, None] = {}
    codes = sorted(map(ord, letters))
    base = sheets[0] if sheets else ""
    for style in styles:
        for face in _FACE.findall(style):
            source, ranges = _SOURCE.search(face), _RANGE.search(face)
            if source and (ranges is None or _has_letter(ranges[1], codes)):
                url = source[1] if source[1] in scales.sizes else urljoin(base, source[1])
                found[url] = None
    return list(found)


def _has_letter(ranges: str, codes: list[int]) -> bool:
    """Whether a unicode-range holds one of some code points.

    >>> _has_letter("U+0900-097F, U+25CC", [0x41, 0x915]), _has_letter("U+9??", [0x41])
    (True, False)
    """
    from bisect import bisect_left

    for part in ranges.split(","):
        first, _, last = part.strip().upper().removeprefix("U+").partition("-")
        try:
            low, high = int(first.replace("?", "0"), 16), int((last or first).replace("?", "F"), 16)
        except ValueError:
            continue
        place = bisect_left(codes, low)
        if place < len(codes) and codes[place] <= high:
            return True
    return False


def _in_words(sizes: Mapping[str, int]) -> str:
    """The heaviest of some files, with their sizes."""
    heaviest = sorted(sizes.items(), key=lambda each: (-each[1], each[0]))[:3]
    return ", ".join(f"{name} {kilobytes(size)} KB" for name, size in heaviest)
