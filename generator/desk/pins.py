"""Pins: the lines that keep published addresses where they are, as edits of front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.edits import Edit, Finding
from generator.frontmatter import front_lines
from generator.paths import story_of
from generator.problems import Where, problem
from generator.site import slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.model import Article
    from generator.site import Site

_FIELD = re.compile(r"^(?P<name>[A-Za-z_]+)[ \t]*:", re.MULTILINE)
_ALIASES = re.compile(
    r"^aliases[ \t]*:[ \t]*(?P<value>[^\r\n]*)(?P<items>(?:\r?\n(?:[ \t]+[^\r\n]*|[ \t]*-[^\r\n]*|[ \t]*(?=\r?\n)))*)",
    re.MULTILINE,
)


def check_pins(site: Site, published: Mapping[str, str], text_of: Callable[[str], str]) -> Iterator[Finding]:
    """Addresses that depend on a file's name, and published ones that would vanish.

    `published` has, by address, the file that each published article's page was made from; `text_of` gives the text
    of a content file. The edits count the characters of that text.
    """
    yield from _check_slugs(site, text_of)
    yield from _check_vanished(site, published, text_of)


def _check_slugs(site: Site, text_of: Callable[[str], str]) -> Iterator[Finding]:
    for name in sorted(site.stories):
        for article in site.stories[name].articles:
            if article.slug or article.draft or article.gone:
                continue
            edit = with_field(text_of(article.path), article.path, "slug", slug_of(article))
            found = problem("slug-unpinned", Where(article.path, 1), slug=slug_of(article))
            yield Finding(found, (edit,) if edit else ())


def _check_vanished(site: Site, published: Mapping[str, str], text_of: Callable[[str], str]) -> Iterator[Finding]:
    now = {site.addresses[article.path] for name in site.stories for article in site.stories[name].articles}
    kept = {alias for name in site.stories for article in site.stories[name].articles for alias in article.aliases}
    added: dict[str, list[str]] = {}  # article → aliases
    for url, path in sorted(published.items()):
        alias = "/" + url.removeprefix(site.config.base_path)
        if url in now or {alias, alias.rstrip("/")} & kept or (path in site.addresses and path not in site.by_path):
            continue  # … or its author knows: a draft again, or expired
        article = site.by_path.get(path) or _heir(site, path)
        if article is None:
            yield Finding(problem("address-gone", Where(path), url=url, alias=alias))
        else:
            added.setdefault(article.path, []).append(alias)
    for path, aliases in added.items():
        edit = with_aliases(text_of(path), path, aliases)
        found = problem("address-moved", Where(path, 1), url=", ".join(aliases), alias=", ".join(aliases))
        yield Finding(found, (edit,) if edit else ())


def _heir(site: Site, path: str) -> Article | None:
    """The article that has the story of a file that is no more: of the same name, wherever it is now."""
    codes = tuple(edition.code for edition in site.config.editions)
    story, found = story_of(path, codes)
    edition = found[0] if found else ""
    names = [story] if story in site.stories else sorted(site.short_names.get(story.rpartition("/")[2], ()))
    heirs = [article for name in names if (article := site.stories[name].live.get(edition))]
    return heirs[0] if len(heirs) == 1 else None


def with_field(source: str, path: str, name: str, value: str) -> Edit | None:
    r"""The edit that writes a field into a file's front matter, below its title or else as the last line.

    >>> with_field("---\ntitle: क\n# स\n---\n", "a.md", "slug", "ka")
    Edit(path='a.md', start=13, end=13, text='slug: ka\n')
    """
    front = _front(source)
    if front is None:
        return None
    start, place = front
    end = _line_end(source, place)
    fields = list(_FIELD.finditer(source, start, place))
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        if field["name"] == name:  # there, and empty
            stop = source.index("\n", field.end())
            rest = source[field.end() : stop].rstrip("\r")
            comment = re.search(r"\s*#.*", rest)
            kept = comment[0] if comment else ""
            return Edit(path, field.end(), field.end() + len(rest), f" {value}{kept}")
        if field["name"] == "title":
            stop = following.start() if following else place
            place = field.start() + _own_lines(source[field.start() : stop])
    return Edit(path, place, place, f"{name}: {value}{end}")


def _front(source: str) -> tuple[int, int] | None:
    """Where a file's front matter begins and ends, if its fields begin their lines, as nearly all do."""
    front = front_lines(source)
    if front is None:
        return None
    first = re.search(r"^[ \t]*(?=[^\s#])", source[front[0] : front[1]], re.MULTILINE)
    return None if first and first[0] else front[:2]


def _line_end(source: str, stop: int) -> str:
    return "\r\n" if "\r\n" in source[:stop] else "\n"


def _own_lines(lines: str) -> int:
    """The length of a field's lines, without the comments and empty lines that follow it."""
    kept = lines.splitlines(keepends=True)
    while len(kept) > 1 and (not kept[-1].strip() or kept[-1].startswith("#")):
        kept.pop()
    return sum(map(len, kept))


def with_aliases(source: str, path: str, aliases: list[str]) -> Edit | None:
    r"""The edit that adds old addresses to a file's front matter, in the form that its `aliases:` has.

    >>> with_aliases("---\ntitle: क\naliases: [/a]\n---\n", "a.md", ["/b"])
    Edit(path='a.md', start=25, end=25, text=', /b')
    """
    front = _front(source)
    if front is None:
        return None
    found = _ALIASES.search(source, *front)
    end = _line_end(source, front[1])
    if found is None:
        place = front[1]
        return Edit(path, place, place, f"aliases: [{', '.join(aliases)}]{end}")
    items = list(re.finditer(r"^([ \t]*)-[^\r\n]*", found["items"], re.MULTILINE))
    if items:
        place = found.start("items") + items[-1].end()
        return Edit(path, place, place, "".join(f"{end}{items[-1][1]}- {alias}" for alias in aliases))
    value = found["value"].rstrip()
    if value.startswith("[") and "]" in value:
        place = found.start("value") + value.rindex("]")
        inside = source[found.start("value") + 1 : place].strip()
        return Edit(path, place, place, f"{', ' if inside else ''}{', '.join(aliases)}")
    place = found.start("value") + len(value)
    return Edit(path, place, place, f"{', ' if value else ' '}{', '.join(aliases)}")
