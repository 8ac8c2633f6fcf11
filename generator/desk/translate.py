"""A translation's file to begin with: from a story in one edition to the article that another one lacks."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from generator.desk.skeleton import skeleton
from generator.desk.translations import original_of
from generator.frontmatter import front_lines
from generator.hindi import norm_text, slugify
from generator.new import front_list, front_value
from generator.paths import FOLDER, beside, is_article, story_of
from generator.plain import followed
from generator.problems import ERROR, SiteError, Where, closest, problem
from generator.site import slug_of
from generator.urls import is_external

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Article, Edition
    from generator.problems import Problem
    from generator.site import Site, Story

_LINK = re.compile(r"(?<=\]\()(?P<target>[^()\s#]+\.(?:md|markdown))(?=[)#])")
# Fields that no translation takes over, and that mean the same in every language.
_SAME = ("publish", "expire", "unlisted", "live", "toc", "layout", "weight", "translation_key", "sources")


def story_named(site: Site, name: str) -> tuple[str, str]:
    """The story that an author means by a name, its end, an address or a file, and the file where it is one."""
    config = site.config
    if name in site.addresses:
        return next((each, name) for each, story in site.stories.items() if name in story.addresses)
    url = name.removeprefix(config.origin)
    if url.startswith("/"):
        wanted = {f"{url.rstrip('/')}/", f"{config.base_path.rstrip('/')}{url.rstrip('/')}/"}
        path = next((path for path, address in site.addresses.items() if address in wanted), "")
        return story_named(site, path) if path else ("", "")
    codes = tuple(edition.code for edition in config.editions)
    plain = story_of(name, codes)[0] if name.startswith(f"{FOLDER}/") else name.strip("/")
    if plain in site.stories:
        return plain, ""
    found = [each for each in site.stories if each.rpartition("/")[2] == plain]
    return (found[0] if len(found) == 1 else ""), ""


def chosen(site: Site, name: str, code: str, problems: Iterable[Problem]) -> tuple[Article, Edition]:
    """The article that is to be translated, and the edition that it is to be translated for.

    `problems` are those of the site's files. Raises SiteError where there is nothing to translate.
    """
    faults = [each for each in problems if each.severity == ERROR and is_article(each.where.path)]
    key, path = story_named(site, name)
    codes = tuple(edition.code for edition in site.config.editions)
    meant = (
        {name} if key else {name, *(each.where.path for each in faults if story_of(each.where.path, codes)[0] == name)}
    )
    if broken := [each for each in faults if each.where.path in meant]:
        raise SiteError(*broken)
    if not key:
        names = {each.rpartition("/")[2]: each for each in site.stories} | {each: each for each in site.stories}
        close = names.get(closest(name.strip("/").removeprefix(f"{FOLDER}/"), names), "")
        raise SiteError(problem("translate-story", Where(FOLDER), found=name, close=close))
    story = site.stories[key]
    article = next((each for each in story.articles if each.path == path), None) or original_of(story.articles)
    assert article is not None  # a story has an article
    if article.gone:
        raise SiteError(problem("translate-gone", Where(article.path, article.line_of("gone")), story=key))
    if broken := [each for each in faults if each.where.path == article.path]:
        raise SiteError(*broken)
    return article, _lacking(site, story, code)


def _lacking(site: Site, story: Story, code: str) -> Edition:
    """The edition that a story lacks; the one with a code, if one is given."""
    there = {each.edition: each.path for each in story.articles}
    missing = [edition for edition in site.config.editions if edition.code not in there]
    if code in there:
        raise SiteError(problem("translate-there", Where(there[code]), story=story.name, edition=code))
    if not missing:
        paths = ", ".join(there.values())
        raise SiteError(problem("translate-complete", Where(next(iter(there.values()))), story=story.name, paths=paths))
    if code or len(missing) == 1:
        return next(edition for edition in missing if edition.code == (code or edition.code))
    known = ", ".join(edition.code for edition in missing)
    raise SiteError(problem("translate-which", Where(next(iter(there.values()))), story=story.name, known=known))


def translated_path(path: str, codes: tuple[str, ...], code: str) -> str:
    """The path of a translation in the form that the original's path has.

    >>> translated_path("content/hi/world/putin-kim/index.md", ("hi", "en"), "en")
    'content/en/world/putin-kim/index.md'
    >>> translated_path("content/world/putin-kim.md", ("hi", "en"), "en")
    'content/world/putin-kim.en.md'
    """
    first, *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    head, point, suffix = stem.rpartition(".")
    named = bool(story_of(path, codes)[1])
    folders = [code if folder in codes else folder for folder in folders]
    if stem in codes:
        stem = code
    elif point and suffix in codes:
        stem = f"{head}.{code}"
    elif not named:
        stem = f"{stem}.{code}"
    return "/".join((first, *folders, f"{stem}{dot}{ending}"))


def translation(site: Site, article: Article, edition: Edition, path: str, source: str, title: str) -> str:
    """The text of a translation's file, a draft; `source` is the original's file with plain line ends.

    Without a title the original's stands there until it is translated.
    """
    front = front_lines(source)
    assert front is not None  # it was parsed
    rows = "\n".join(_front(site, article, edition, path, source, title))
    body = _LINK.sub(lambda found: _link(site, article, edition, path, found["target"]), source[front[2] :])

    def moved(target: str) -> str:
        return _from(path, beside(target, article.path), target)

    return f"---\n{rows}\n---\n\n{skeleton(body, article.edition, moved)}"


def _front(site: Site, article: Article, edition: Edition, path: str, source: str, title: str) -> Iterator[str]:
    said = norm_text(" ".join(title.split()))
    yield f"title: {front_value(said or article.title)}"
    yield f"slug: {slugify(slug_of(article), lang=article.edition).replace('.', '-')}"
    if article.live:
        yield from _lines(article, source, "date")  # the times of its updates are of that day
    for name in ("kicker", "summary"):
        if text := getattr(article, name):
            yield from (f"# {article.edition}: {text}", f"# {name}:")
    yield from _image(article, path)
    yield from _tags(site, article, edition)
    for name in _SAME:
        yield from _lines(article, source, name)
    yield from (f"# {line}" for line in _lines(article, source, "corrections"))
    yield f"translated_from: {article.edition} {followed(article, site.documents[article.path])}"
    yield "draft: true"


def _lines(article: Article, source: str, name: str) -> list[str]:
    """The lines of a field as its author wrote them, without the comments that follow it."""
    line, front = dict(article.said).get(name, 0), front_lines(source)
    if not line or not front:
        return []
    end = source.count("\n", 0, front[1]) + 1  # where the front matter is closed
    stop = min((other for _, other in article.said if other > line), default=end)
    lines = source.split("\n")[line - 1 : stop - 1]
    while not lines[-1].strip() or lines[-1].startswith("#"):
        lines.pop()
    return lines


def _image(article: Article, path: str) -> Iterator[str]:
    """The picture with places for its texts, where the original has any; what is taken over comes in its language."""
    image = article.image
    if image is None or image.lang or not (image.alt or image.caption or image.credit):
        return
    yield from ("image:", f"  path: {front_value(_from(path, image.path, image.path))}")
    for name in ("alt", "caption"):
        if text := getattr(image, name):
            yield from (f"  # {article.edition}: {text}", f"  # {name}:")
    if image.credit:
        yield f"  credit: {front_value(image.credit)}"
    if image.focus:
        yield f"  focus: {image.focus}"


def _tags(site: Site, article: Article, edition: Edition) -> Iterator[str]:
    """The tags in the edition's words, where config.yaml has not all of them; those that it has are taken over."""
    terms = [site.terms.get("tags", id) for id in dict(article.terms).get("tags", ())]
    if any(term.language(edition.code) != edition.code for term in terms):
        yield f"tags: {front_list([term.name(edition.code).name for term in terms])}"


def _link(site: Site, article: Article, edition: Edition, path: str, target: str) -> str:
    """A link to another article, to its translation where there is one."""
    there = beside(target, article.path)
    key = story_named(site, there)[0] if there in site.addresses else ""
    found = next((each.path for each in site.stories[key].articles if each.edition == edition.code), "") if key else ""
    return _from(path, found or there, target)


def _from(path: str, there: str, target: str) -> str:
    """A target as the file at a path has to write it; as it is where it leads elsewhere."""
    if not there or target.startswith("/") or is_external(target):
        return target
    return posixpath.relpath(there, posixpath.dirname(path))


def without_field(article: Article, source: str, name: str) -> str:
    """An article's source without the lines of a front-matter field."""
    lines, own = source.split("\n"), _lines(article, source, name)
    start = article.line_of(name) - 1
    return "\n".join((*lines[:start], *lines[start + len(own) :])) if own else source
