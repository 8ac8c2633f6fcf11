"""Site rules: what only the whole site shows, from missing summaries to tags that are one word in two spellings."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from generator.edits import Finding
from generator.hindi import clusters, norm_key
from generator.paths import CONFIG as CONFIG_PATH
from generator.paths import FILES, FOLDER
from generator.problems import Problem, Where, problem
from generator.registry import SECTION
from generator.site import PUBLISHED, SCHEDULED, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model import Article, Term
    from generator.site import Site, Story

DISCOVER_WIDTH = 1200  # pixels: what Google asks of a large picture in Discover
# A result's title has about 640 pixels of 20-pixel type. Measured on headlines, per cluster, in Arial's metrics and
# Noto Sans Devanagari: so about 70 Latin letters, or about 56 clusters of a Hindi headline with its spaces.
TITLE_WIDTH = 640
_WIDTHS = {"Deva": 14.2, "Latn": 9.0, "": 6.1}
_DRAWING = "image/svg+xml"
_PICTURE = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")
# Spellings that differ in nothing but these are hardly ever two tags: short and long vowels, stops in AI and A.I.
_SIGNS = str.maketrans("ीूैौॉॅईऊऐऔऑ", "िुेोोेइउएओओ")
_STOPS = re.compile(r"[\s.,'’·_–-]+")


def check_site(site: Site, config_text: str = "") -> Iterator[Finding]:
    """What is wrong with a site as a whole; `config_text` is config.yaml, to find the lines of its terms."""
    named: set[str] = set()
    for name in sorted(site.stories):
        story = site.stories[name]
        named.update(story.media)
        for found in check_parts(site, story):
            yield Finding(found)
    for found in (*_orphans(site, named), *_check_terms(site, config_text)):
        yield Finding(found)


def check_parts(site: Site, story: Story) -> Iterator[Problem]:
    """What one story's articles lack: a summary, a headline that fits, a large enough picture, a translation."""
    for article in story.articles:
        if article.gone or article.unlisted:
            continue
        if not article.summary and not article.is_page:
            yield problem("summary-missing", Where(article.path, 1))
        width = title_width(article.title)
        if width > TITLE_WIDTH and not article.is_page:
            percent = round(100 * TITLE_WIDTH / width)
            yield problem("title-search", Where(article.path, article.line_of("title")), percent=percent)
        yield from _check_size(site, article)
    yield from _check_pairing(site, story)


def title_width(title: str) -> int:
    """The pixels that a headline takes in search results, roughly.

    >>> title_width("पुतिन-किम"), title_width("Putin, Kim")
    (77, 84)
    """
    return round(sum(_width(cluster) for cluster in clusters(title)))


@cache
def _width(cluster: str) -> float:
    first = cluster[0]
    script = "Deva" if "\u0904" <= first <= "\u097f" else "Latn" if first >= "0" and first not in ":;<=>?|" else ""
    return _WIDTHS[script]


def _check_size(site: Site, article: Article) -> Iterator[Problem]:
    image = article.image
    file = site.media.get(image.path) if image and not image.lang else None
    if file and file.width and file.width < DISCOVER_WIDTH and file.kind != _DRAWING and not article.is_page:
        where = Where(article.path, article.line_of("image"))
        yield problem("image-small", where, width=file.width, least=DISCOVER_WIDTH)


def _check_pairing(site: Site, story: Story) -> Iterator[Problem]:
    """A story that an edition lacks, and whose section or articles do not say that this is meant."""
    listed = [each for each in story.articles if not (each.gone or each.unlisted)]
    shown = [each for each in listed if state_of(each, site.now) in (PUBLISHED, SCHEDULED)]
    if not shown or any(each.untranslated or each.section in site.config.untranslated for each in shown):
        return
    codes = {each.edition for each in story.articles}
    for edition in site.config.editions:
        if edition.code not in codes:
            yield problem("story-unpaired", Where(shown[0].path, 1), edition=edition.name, code=edition.code)


def _orphans(site: Site, named: set[str]) -> Iterator[Problem]:
    """Pictures beside articles that no article names; files to be copied are for others to use."""
    for path in sorted(site.media.keys() - named):
        if path.lower().endswith(_PICTURE) and not path.startswith(f"{FOLDER}/{FILES}/"):
            yield problem("picture-orphan", Where(path))


# ── Terms ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_terms(site: Site, config_text: str) -> Iterator[Problem]:
    uses = _uses(site)
    for (field, id), term in sorted(site.terms.by_id.items()):
        editions = uses.get((field, id), {})
        if term.registered and not editions and field != SECTION:
            yield problem("term-unused", _where(config_text, id), field=field, name=term.names[0][1].name)
        for code, article in sorted(editions.items()):
            if not any(each == code for each, _ in term.names):
                where = Where(article.path, article.line_of(field))
                edition = site.config.edition(code).name
                name = term.names[0][1].name
                yield problem("term-nameless", where, field=field, name=name, edition=edition, id=id, code=code)
    yield from _twins(site, uses, config_text)


def _uses(site: Site) -> dict[tuple[str, str], dict[str, Article]]:
    """An article of each edition that has a term, drafts among them."""
    found: dict[tuple[str, str], dict[str, Article]] = {}
    for name in sorted(site.stories):
        for article in site.stories[name].articles:
            for field, ids in article.terms:
                for id in ids:
                    found.setdefault((field, id), {}).setdefault(article.edition, article)
    return found


def _where(config_text: str, id: str) -> Where:
    """The line of config.yaml on which a term stands."""
    lines = enumerate(config_text.split("\n"), 1)
    return Where(CONFIG_PATH, next((number for number, line in lines if line.strip().startswith(f"{id}:")), 0))


def _twins(site: Site, uses: Mapping[tuple[str, str], Mapping[str, Article]], config_text: str) -> Iterator[Problem]:
    """Terms of one taxonomy that two writers may have meant as one."""
    alike: dict[tuple[str, str, str], list[Term]] = {}
    for (field, _), term in sorted(site.terms.by_id.items()):
        for code, name in term.names:
            alike.setdefault((field, code, _skeleton(name.name)), []).append(term)
    said: set[frozenset[str]] = set()
    for (field, code, _), terms in sorted(alike.items()):
        for one, other in combinations(terms, 2):
            pair = frozenset((one.id, other.id))
            if pair not in said:
                said.add(pair)
                rarer = other if one.registered or len(uses.get((field, other.id), {})) else one
                article = next(iter(uses.get((field, rarer.id), {}).values()), None)
                where = Where(article.path, article.line_of(field)) if article else _where(config_text, rarer.id)
                names = {"first": one.name(code).name, "second": other.name(code).name}
                yield problem("term-twin", where, field=field, **names)


def _skeleton(name: str) -> str:
    """What two spellings of one tag have in common.

    >>> _skeleton("ख़बर") == _skeleton("खबर"), _skeleton("AI") == _skeleton("A.I."), _skeleton("रूस") == _skeleton("रस")
    (True, True, False)
    """
    bare = _STOPS.sub("", norm_key(name)).translate(_SIGNS)
    return bare[:-1] if len(bare) > 4 and bare[-1] == "s" and bare.isascii() else bare
