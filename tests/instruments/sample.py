"""A built site to judge: the sample site as a host would get it, and which pages stand for all of their kind."""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import html

from generator.build import Builder
from generator.options import BuildOptions
from generator.quick import build

REPOSITORY = Path(__file__).resolve().parents[2]
ORIGIN = "https://khabar.example"
MOST = 3  # pages that stand for one kind in one edition
_DATE = re.compile(r"^(?:date|updated): *(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A page that stands for others: its kind, its edition, its address below the base path."""

    name: str
    edition: str
    path: str


@dataclass(frozen=True)
class Built:
    """A site's output in a folder as a host would serve it."""

    www: Path  # the host's root
    base: str = "/"
    origin: str = ORIGIN
    now: datetime | None = None
    layouts: Mapping[str, str] = field(default_factory=dict)  # path below the base path → what it was rendered with

    @property
    def root(self) -> Path:
        """The folder of the site itself, which is another one under a base path."""
        return self.www / self.base.strip("/")

    @functools.cached_property
    def trees(self) -> dict[str, html.HtmlElement]:
        """Every page that a reader stays on, by its path: redirects are none."""
        found = {}
        for file in sorted(self.root.rglob("*.html")):
            tree = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
            if tree.find(".//meta[@http-equiv='refresh']") is None:
                found[file.relative_to(self.root).as_posix()] = tree
        return found

    @functools.cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Pages that together show everything the site's pages are made of, a few for each kind and edition."""
        groups: dict[tuple[str, str], list[str]] = {}
        for path, tree in self.trees.items():
            kind = self.layouts.get(path, "").removesuffix(".html") or kind_of(path, tree)
            groups.setdefault((tree.get("lang", ""), kind), []).append(path)
        return tuple(
            Kind(kind, edition, address_of(path))
            for (edition, kind), paths in sorted(groups.items())
            for path in _covering({path: parts_of(self.trees[path]) for path in paths})
        )

    def first(self, kind: str, edition: str) -> str:
        """The address of the page that best stands for a kind; nothing where the edition has none."""
        return next((each.path for each in self.kinds if (each.name, each.edition) == (kind, edition)), "")


def kind_of(path: str, tree: html.HtmlElement) -> str:
    """The kind of a page of which nobody says by which layout it was made: by what is there."""
    depth = path.count("/")
    said = tree.find("body").get("class", "").split()
    of_type = tree.find(".//meta[@property='og:type']")
    if path.endswith("404.html"):
        return "404 of all" if depth == 0 else "404"
    if depth == 0:
        return "root"
    if depth == 1:
        return "front"
    if of_type is not None and of_type.get("content") == "article":
        return " ".join(["article", *(each for each in said if each != "article")])
    if tree.find(".//form[@role='search']") is not None and tree.find(".//main//form") is not None:
        return "search"
    shape = {
        "cards": ".//main//article//a",
        "lists": ".//main//ol|.//main//ul",
        "text": ".//main//p",
    }
    seen = [name for name, query in shape.items() if tree.xpath(query)]
    return " ".join([*(said or ["page"]), *seen[:1]])


def parts_of(tree: html.HtmlElement) -> frozenset[str]:
    """What a page is made of: elements with their classes, and the states of those that can be found by attributes."""
    return frozenset(
        f"{each.tag}.{name}"
        for each in tree.iter()
        if isinstance(each.tag, str)
        for name in (each.get("class", "").split() or [each.get("rel", "") or each.get("type", "")])
    )


def _covering(parts: dict[str, frozenset[str]]) -> list[str]:
    """A few pages that together have as many of the parts as can be: first the one with most of them."""
    chosen: list[str] = []
    seen: set[str] = set()
    while len(chosen) < MOST:
        best = max(parts, key=lambda path: (len(parts[path] - seen), -len(path), path))
        if chosen and len(parts[best] - seen) < 2:
            break
        chosen.append(best)
        seen |= parts[best]
    return chosen


def address_of(path: str) -> str:
    """The address of a file below the base path, as a reader's browser shows it."""
    return path.removesuffix("index.html")


def newest(content: Path) -> datetime:
    """A moment just after the newest story, so that the news sitemap has something in it."""
    said = (match for file in content.rglob("*.md") for match in _DATE.finditer(file.read_text("utf-8")))
    zone = ZoneInfo("Asia/Kolkata")
    moments = (datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}").replace(tzinfo=zone) for match in said)
    return max(each for each in moments if each < datetime.now(zone)) + timedelta(hours=1)  # some are scheduled


def build_sample(
    folder: Path, base: str = "/", origin: str = ORIGIN, later: int = 0, source: Path = REPOSITORY
) -> Built:
    """Builds a site, the sample site if no other, as of its newest story or so many days later.

    Another build in the same folder is of the same copy of the sources, with what is remembered of their pictures.
    """
    site = folder / "site"
    if not site.is_dir():
        site.mkdir(parents=True)
        for name in ("content", "layouts"):
            if (source / name).is_dir():
                shutil.copytree(source / name, site / name)
        shutil.copy(source / "config.yaml", site)
    now = newest(site / "content") + timedelta(days=later)
    www = folder / f"www-{len(list(folder.glob('www-*')))}"
    options = BuildOptions(site, now, output=www / base.strip("/"), base_url=f"{origin}{base}")
    report = build(options)
    assert report.published, [f"{each.where}: {each.message}" for each in report.problems]
    with closing(Builder(options)) as builder:
        builder.read(now)
        files = builder.open_records(builder.output_root).files
        layouts = {path: files[path].layout for path in files if path.endswith(".html")}
    return Built(www, base, origin, now, layouts)
