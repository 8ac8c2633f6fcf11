"""New things on disk: a whole site to start from, a story's articles. Nothing that exists is ever overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.content import decode
from generator.frontmatter import plain_items
from generator.hindi import norm_text, script_of, slugify
from generator.paths import CONFIG, FOLDER, is_article, story_of
from generator.problems import SiteError, Where, closest, problem
from generator.registry import SECTION
from generator.roots import LAYOUTS, find_files, layout_roots
from generator.terms import registry_of
from generator.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from generator.model import Config, Edition, Term

STARTER = Path(__file__).resolve().parent / "starter"
ARCHETYPES = "archetypes"
_SLUG_LENGTH = 60  # letters: as much as an address shows in search results
_GAP = re.compile(r"\{([a-z]+)\}")


def start_site(folder: Path) -> list[Path]:
    """Writes a small bilingual site into a folder that is new or empty; the paths of its files.

    Raises FileExistsError where it holds anything.
    """
    from generator.editor import editor_files  # asks all of the config's and the articles' readers

    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FileExistsError(folder)
    written = []
    for source in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        name = source.relative_to(STARTER).as_posix()
        # A file called .gitignore would hide the starter's own output from Khabar's repository.
        target = folder / (".gitignore" if name == "gitignore" else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        written.append(target)
    for name, text in editor_files(folder).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
        written.append(target)
    return written


@dataclass(frozen=True, slots=True)
class Wish:
    """What an author wants to write about."""

    headline: str
    hindi: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    only: str = ""  # an edition's code; empty: a pair


def start_story(site: Path, config: Config, wish: Wish, now: datetime) -> list[Path]:
    """Writes a story's articles as drafts, one for each edition; the paths of their files.

    Raises SiteError where the section is unknown, the headline gives no address, or the story is there.
    """
    headlines = headlines_of(config, wish)
    slug = slug_of_headlines(list(headlines.values()))
    section = section_of(config, wish.section)
    if not slug:
        raise SiteError(problem("new-headline", Where(), found=wish.headline))
    story = f"{section}/{slug}" if section else slug
    refuse_twice(site, config, story)
    texts: dict[Path, str] = {}  # all of them before any is written
    for edition in config.editions:
        if wish.only and edition.code != wish.only:
            continue
        facts = {
            "title": front_value(headlines[edition.code]),
            "date": f"{now:%Y-%m-%d %H:%M}",
            "slug": slug,
            "section": section,
            "tags": _tags(config, edition, wish.tags),
            "untranslated": "true" if wish.only else "",
        }
        texts[site / FOLDER / f"{story}.{edition.code}.md"] = fill(archetype(site, section, edition), facts)
    for target, text in texts.items():
        write_new(target, text)
    return list(texts)


def write_new(target: Path, text: str) -> None:
    """Writes a file that is not there yet. Raises FileExistsError where it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def headlines_of(config: Config, wish: Wish) -> dict[str, str]:
    """The headline for each edition: the one in its script, or else the one that there is, until it is translated."""
    texts = {script_of(text): norm_text(" ".join(text.split())) for text in (wish.headline, wish.hindi) if text.strip()}
    if wish.hindi.strip():
        texts["Deva"] = norm_text(" ".join(wish.hindi.split()))
    first = next(iter(texts.values()), "")
    return {edition.code: texts.get(edition.script, first) for edition in config.editions}


def slug_of_headlines(headlines: list[str]) -> str:
    """A story's part of its address: from a Latin headline if there is one, whole words of up to sixty letters.

    >>> slug_of_headlines(["पुतिन-किम की यारी", "Putin and Kim: an old friendship"])
    'putin-and-kim-an-old-friendship'
    """
    best = min(headlines, key=lambda text: script_of(text) != "Latn", default="")
    slug = slugify(best).replace(".", "-")
    if len(slug) <= _SLUG_LENGTH:
        return slug
    return slug[: _SLUG_LENGTH + 1].rpartition("-")[0] or slug[:_SLUG_LENGTH]


def section_of(config: Config, text: str) -> str:
    """The id of the section that an author named, or of the only one. Raises SiteError where there is no such one."""
    taxonomy = next(each for each in config.taxonomies if each.field == SECTION)
    if not text and len(taxonomy.terms) == 1:
        return taxonomy.terms[0].id
    if not text or not taxonomy.terms:
        return slugify(text)
    known = registry_of(taxonomy)
    found = known.get(norm_text(text).casefold())
    if found is None:
        ids = [term.id for term in taxonomy.terms]
        close = closest(text, known)
        facts = {"found": text, "close": known.get(close, ""), "known": ", ".join(ids)}
        raise SiteError(problem("new-section", Where(CONFIG), **facts))
    return found


def refuse_twice(site: Path, config: Config, story: str) -> None:
    """Raises SiteError where a story is there already, in whatever form of path."""
    codes = tuple(edition.code for edition in config.editions)
    for path in sorted((site / FOLDER).rglob("*")):
        name = path.relative_to(site).as_posix()
        if is_article(name) and story_of(name, codes)[0] == story:
            raise SiteError(problem("new-exists", Where(name), story=story))


def _tags(config: Config, edition: Edition, tags: tuple[str, ...]) -> str:
    """A line of tags in an edition's words, as far as config.yaml has them."""
    taxonomy = next(each for each in config.taxonomies if each.field == "tags")
    known, terms = registry_of(taxonomy), {term.id: term for term in taxonomy.terms}
    named = (_named(terms.get(known.get(norm_text(tag).casefold(), "")), edition, tag) for tag in tags)
    found = list(dict.fromkeys(named))
    return front_list(found) if found else ""


def _named(term: Term | None, edition: Edition, tag: str) -> str:
    return term.name(edition.code).name if term else norm_text(tag)


def archetype(site: Path, section: str, edition: Edition) -> str:
    """The text that a new article starts from: the section's, the edition's, or the one for all."""
    files = find_files(layout_roots(site), ARCHETYPES)
    names = (f"{section}.{edition.code}.md", f"{section}.md", f"{edition.code}.md", "story.md")
    file = next(files[name] for name in names if name in files)
    return decode(file.read_bytes(), f"{LAYOUTS}/{ARCHETYPES}/{file.name}")


def fill(text: str, facts: dict[str, str]) -> str:
    r"""A text with its gaps filled; a line whose gap has nothing to hold is left out.

    >>> fill("title: {title}\ntags: {tags}\n", {"title": "क", "tags": ""})
    'title: क\n'
    """
    lines = (
        _GAP.sub(lambda gap: facts.get(gap[1], gap[0]), line)
        for line in text.splitlines(keepends=True)
        if all(facts.get(name, name) for name in _GAP.findall(line))
    )
    return "".join(lines)


def front_value(text: str, always: bool = False) -> str:
    r"""A text as front matter has to have it: as it is, or in quotes where it would be read as something else.

    >>> front_value("G20 Summit: दिल्ली"), front_value('"हाँ"')
    ('G20 Summit: दिल्ली', '"\\"हाँ\\""')
    """
    if not always and text and text[0] not in "\"'|>#[{" and "#" not in text:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def front_list(texts: Sequence[str]) -> str:
    """Texts as front matter has a list on one line: in quotes where one of them would be read as something else.

    >>> front_list(["खेती", "G20 Summit"]), front_list(["रूस, चीन", "जी-20"])
    ('[खेती, G20 Summit]', '["रूस, चीन", "जी-20"]')
    """
    plain = f"[{', '.join(texts)}]"
    if plain_items(Scalar(plain, 1, 1)) == tuple(texts):
        return plain
    return f"[{', '.join(front_value(text, always=True) for text in texts)}]"
