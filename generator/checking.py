"""The check: reads a site as a build does, and gathers what is wrong with its files, its texts, its stories and itself.

What was found in an article's text is remembered by the digest of its source, so that only new text is looked at.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator import checks, work
from generator.build import Builder
from generator.content import read_article
from generator.desk.beside import check_beside
from generator.desk.pairs import check_story
from generator.desk.pins import check_pins
from generator.desk.policy import check_policy
from generator.desk.silence import Silence, parse_silence
from generator.desk.sites import check_site
from generator.desk.text import TextOptions, check_text
from generator.digest import digest, digest_bytes
from generator.edits import Edit, Finding
from generator.explain import explained
from generator.heavy import check_budget
from generator.lock import aside
from generator.memo import seal
from generator.mending import decode
from generator.pages import plan_parts, plan_unit, plan_units
from generator.paths import CONFIG, is_article, story_of
from generator.paths import FOLDER as CONTENT
from generator.problems import ERROR, OFF, SiteError, in_order, judge, pack_problem, unpack_problem
from generator.published import published_articles
from generator.references import target_digest
from generator.urls import output_path

if TYPE_CHECKING:
    from pathlib import Path

    from generator.memo import Memo
    from generator.model import Config
    from generator.options import BuildOptions
    from generator.problems import Problem
    from generator.site import Site

    Known = dict[str, tuple[str, object]]  # article, or story → digest of what its findings depend on, these


class Texts(Mapping[str, str]):
    """The sources of articles by path, with plain line ends; read when asked for, so that no archive is held."""

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self.root = root
        self.paths = dict.fromkeys(paths)

    def __getitem__(self, path: str) -> str:
        if path not in self.paths:
            raise KeyError(path)
        return decode(read_article(self.root, path))

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


@dataclass(frozen=True, slots=True)
class Material:
    """What the checks of stories and of the site may look at."""

    site: Site
    texts: Mapping[str, str]  # article → its source: edits count the characters of it
    config: str  # config.yaml
    published: Mapping[str, str]  # address → file of each article that the last build published


# ── What is checked beyond each article's own text: a line for each ──────────────────────────────────────────────────
CHECKS: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    lambda material: check_site(material.site, material.config),
    lambda material: check_beside(material.site, material.texts),
    lambda material: check_policy(material.site, material.texts.__getitem__),
    lambda material: check_pins(material.site, material.published, material.texts.__getitem__),
)
# ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_STORY = "story "  # before its name, among what is remembered by the paths of articles
_LANG = re.compile(r"^lang:[ \t]*([A-Za-z-]+)", re.MULTILINE)
_LINKS = re.compile(r"(?:\]\(<?|<|^[ \t-]*url:[ \t]+[\"']?)(https?://[^\s<>\"']*[^\s<>\"').,;])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the command line says about a check."""

    build: BuildOptions
    paths: tuple[str, ...] = ()  # files and folders, from the site's folder; none: all
    speller: bool = False
    external: bool = False
    budget: bool = False

    def wants(self, path: str) -> bool:
        """Whether a file is among those that were asked for."""
        return not self.paths or any(path == each or path.startswith(f"{each}/") for each in self.paths)


@dataclass(slots=True)
class Checked:
    """What a check found, with all that mending takes."""

    findings: tuple[Finding, ...] = ()
    texts: dict[str, TextOptions] = field(default_factory=dict)  # article → what its text rules depend on
    keys: dict[str, str] = field(default_factory=dict)  # article → digest of all that its own findings depend on
    off: frozenset[str] = frozenset()  # rules that the site's config switches off


def check(options: CheckOptions) -> Checked:
    """Checks a site. Raises SiteError only where it cannot be read at all."""
    builder, site, problems = _read(options.build)
    with contextlib.closing(builder):
        severities = dict(site.config.rules)
        result = Checked(off=frozenset(rule for rule, severity in severities.items() if severity == OFF))
        memo = builder.memo
        assert memo is not None  # reading the site opened it
        known: Known = {name: (key, value) for name, key, value in memo.all("checked")}
        texts = _texts(builder, memo, known, site.config, options, result)
        found = [*map(Finding, problems), *map(Finding, _references(site, problems))]
        found += [each for findings, _ in texts.values() for each in findings]
        material = _material(builder, site)
        found += _pairs(memo, known, material, result)
        found += [each for check_more in CHECKS for each in check_more(material)]
        if options.budget:
            found += map(Finding, check_budget(builder, site))
        if options.speller:
            found += _spelling(material)
        if options.external:
            found += _external(material, options.build)
    silences = {path: silence for path, (_, silence) in texts.items()}
    judged = map(judge(severities), (each.problem for each in found))
    kept = {
        Finding(problem, each.edits)
        for each, problem in zip(found, judged, strict=True)
        if problem.severity != OFF and options.wants(problem.where.path) and not _silent(problem, silences)
    }
    result.findings = tuple(sorted(kept, key=lambda each: in_order(each.problem)))
    return result


def _read(options: BuildOptions) -> tuple[Builder, Site, list[Problem]]:
    """The site and the problems of its files, with the builder that read them and has to be closed."""
    builder = Builder(aside(options))
    try:
        return builder, *builder.read(options.now)
    except (SiteError, OSError):
        builder.close()
        raise


def _silent(problem: Problem, silences: dict[str, Silence]) -> bool:
    """Whether an article's author switched a problem off; what stops a build cannot be."""
    silence = silences.get(problem.where.path)
    stops = problem.severity == ERROR and problem.rule not in explained()
    return silence is not None and not stops and silence.covers(problem.rule, problem.where.line)


def _texts(
    builder: Builder, memo: Memo, known: Known, config: Config, options: CheckOptions, result: Checked
) -> dict[str, tuple[tuple[Finding, ...], Silence]]:
    """What each article's own text shows, and what its author switched off; remembered where it is the same."""
    paths = _articles(builder)
    values: dict[str, object] = {}
    fresh: dict[str, tuple[str, str, TextOptions]] = {}  # path → key, source, options
    for path in (each for each in paths if options.wants(each)):
        try:
            data = read_article(options.build.site, path)
            source = decode(data)
        except (SiteError, UnicodeDecodeError):
            continue  # the site's own problems say so
        result.texts[path] = _options_of(source, path, config)
        key = result.keys[path] = digest((digest_bytes(data), result.texts[path]))
        if path in known and known[path][0] == key:
            values[path] = known[path][1]
        else:
            fresh[path] = (key, source, result.texts[path])
    with builder.parse_pool(len(fresh)) as executor:
        looks = ((path, source, text_options) for path, (_, source, text_options) in fresh.items())
        values |= dict(zip(fresh, work.run(executor, _look, looks), strict=True))
    memo.put("checked", ((path, key, seal(values[path])) for path, (key, *_) in fresh.items()))
    memo.drop("checked", {name for name in known if not name.startswith(_STORY)} - set(paths))
    memo.commit()
    return {path: _unpacked(values[path]) for path in result.texts}


def _articles(builder: Builder) -> list[str]:
    """The paths of all articles; archetypes among the layouts are none."""
    return [path for path in sorted(builder.inputs) if path.startswith(f"{CONTENT}/") and is_article(path)]


def _look(article: tuple[str, str, TextOptions]) -> tuple[object, ...]:
    """An article's findings and silences as a plain tuple."""
    path, source, options = article
    silence, unknown = parse_silence(source, path)
    findings = (*check_text(source, path, options), *unknown)
    packed = _packed(findings)
    lines = tuple((line, tuple(sorted(names))) for line, names in silence.lines)
    return packed, tuple(sorted(silence.everywhere)), lines


def _unpacked(value: Any) -> tuple[tuple[Finding, ...], Silence]:  # noqa: ANN401 # a plain tuple out of the memo
    packed, everywhere, lines = value
    return _findings(packed), Silence(frozenset(everywhere), tuple((line, frozenset(names)) for line, names in lines))


def _pairs(memo: Memo, known: Known, material: Material, result: Checked) -> Iterator[Finding]:
    """What differs between the articles of the stories; remembered where they and what they link to are the same."""
    site, fresh, seen = material.site, [], set()
    for name, story in site.stories.items():
        paths = [each.path for each in story.articles]
        if len(paths) < 2 or result.texts.keys().isdisjoint(paths):
            continue
        seen.add(_STORY + name)
        sources = tuple(result.keys.get(path, "") for path in paths)
        key = digest((story.digest, sources, tuple(target_digest(site, each) for each in story.articles)))
        before, value = known.get(_STORY + name, ("", ()))
        if before != key:
            value = _packed(check_story(site, story, material.texts))
            fresh.append((_STORY + name, key, seal(value)))
        yield from _findings(value)
    memo.put("checked", fresh)
    if len(result.texts) == len(site.addresses):
        memo.drop("checked", {name for name in known if name.startswith(_STORY)} - seen)
    memo.commit()


def _packed(findings: Iterable[Finding]) -> tuple[object, ...]:
    return tuple(
        (pack_problem(each.problem), tuple((edit.path, edit.start, edit.end, edit.text) for edit in each.edits))
        for each in findings
    )


def _findings(packed: Any) -> tuple[Finding, ...]:  # noqa: ANN401 # a plain tuple out of the memo
    return tuple(Finding(unpack_problem(found), tuple(Edit(*edit) for edit in edits)) for found, edits in packed)


def _options_of(source: str, path: str, config: Config) -> TextOptions:
    """What the text rules of an article depend on: its edition's script, its newsroom's words."""
    said = _LANG.search(source)
    codes = story_of(path, tuple(each.code for each in config.editions))[1]
    code = codes[0] if codes else said[1] if said else ""
    edition = next((each for each in config.editions if each.code == code), None)
    # Whoever writes Devanagari in an English edition quotes Hindi.
    language = code.partition("-")[0] if edition and edition.script == "Deva" else "hi"
    fields = tuple(each.field for each in config.taxonomies)
    return TextOptions(language, edition.numerals if edition else "Latn", config.desk.house_style, fields)


def _references(site: Site, read: list[Problem]) -> Iterator[Problem]:
    """What published articles refer to and the site does not have, and what its config names in vain."""
    wanted: list[checks.Wanted] = []
    problems: list[Problem] = []
    for story in site.stories.values():
        for article in story.live.values():
            for found in (*checks.check_layout(site, article), *checks.check_article(site, article)):
                if isinstance(found, checks.Wanted):
                    wanted.append(found)
                else:
                    problems.append(found)
    yield from checks.with_near_misses(site, problems, {each.where.path for each in read})
    yield from checks.check_config(site)
    if wanted:
        paths = set(_output_paths(site))
        yield from checks.check_wanted(wanted, paths, site.config.base_path)


def _output_paths(site: Site) -> Iterator[str]:
    """The files that a build would make; nothing is rendered for it."""
    base = site.config.base_path
    for unit in plan_units(site):
        yield from (output_path(page.url, base) for page in plan_unit(site, unit, plan_parts(site, unit)))
    yield from (output_path(file.url, base) for file in site.media.values())


def _material(builder: Builder, site: Site) -> Material:
    """What further checks look at."""
    published = published_articles(builder.open_records(builder.output_root)) if CHECKS else {}
    config = (builder.root / CONFIG).read_text("utf-8-sig")
    texts = Texts(builder.root, _articles(builder))  # all of them: what is asked for lives among others
    return Material(site, texts, config, published)


def _spelling(material: Material) -> Iterator[Finding]:
    """What the speller thinks of the articles' words, by the words of the whole archive."""
    from generator.desk.speller import check_spelling

    site = material.site
    names = (name.name for term in site.terms.by_id.values() for _, name in term.names)
    return check_spelling(material.texts, [*site.config.desk.dictionary, *names])


def _external(material: Material, build: BuildOptions) -> Iterator[Finding]:
    """The links of the articles to other sites that do not work."""
    from generator.external import Visits, check_links

    texts = material.texts
    links = [(path, match.start(1), match[1]) for path, text in texts.items() for match in _LINKS.finditer(text)]
    return check_links(links, texts, Visits(build.site / ".cache" / "links.json", build.now))
