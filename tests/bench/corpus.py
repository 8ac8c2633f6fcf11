"""Seeded corpora of bilingual news for the benchmark, the same stories for each generator.

    python -m tests.bench.corpus DIR --stories 5000                a Khabar site of 10,000 articles
    python -m tests.bench.corpus DIR --stories 5000 --peer hugo    the same for Hugo (or pelican, eleventy)
    python -m tests.bench.corpus DIR --stories 500 --rough TEXTS   rougher articles, from the Markdown files in TEXTS

A story is a function of the seed and its number, so that any one of them can be written, edited or linked to without
making the others.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

EDITIONS = ("hi", "en")
PEERS = ("khabar", "hugo", "pelican", "eleventy")
HERE = Path(__file__).parent
NEWEST = datetime(2026, 1, 20, 20, 0)
STORIES_A_MONTH = 400
APART = timedelta(days=30.4) / STORIES_A_MONTH
ORIGIN = "https://khabar.example"
TITLES = {"hi": "ख़बर", "en": "Khabar"}
TAGLINES = {"hi": "देश और दुनिया की भरोसेमंद ख़बरें", "en": "News from India and the world"}

_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A story in one edition."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story in its editions."""

    number: int
    name: str
    section: str
    tags: tuple[str, ...]
    date: datetime
    texts: dict[str, Text]


@cache
def words(edition: str) -> dict:
    """The words and sentences of an edition, or the `terms` that both share."""
    return tomllib.loads((HERE / "words" / f"{edition}.toml").read_text("utf-8"))


def section_of(number: int, seed: int = 1) -> str:
    """The section of a story."""
    return _pick(random.Random(f"{seed}:section:{number}"), list(words("terms")["sections"]))


def name_of(number: int, seed: int = 1) -> str:
    """The file's name and address of a story: two words of its matter and its number."""
    rng = random.Random(f"{seed}:name:{number}")
    tag = _pick(rng, list(words("terms")["tags"]))
    return f"{tag}-{_pick(rng, words('en')['gaps']['place']).lower()}-{number:06}"


def story(number: int, count: int, seed: int = 1, link: Callable[[int, str], str] | None = None) -> Story:
    """A story out of `count`; `link` writes a link to another story of the same edition."""
    link = link or (lambda other, edition: address(other, edition, seed))
    rng = random.Random(f"{seed}:story:{number}")
    section, name = section_of(number, seed), name_of(number, seed)
    tags = [name.split("-")[0]]
    while len(tags) < 3:
        tag = _pick(rng, list(words("terms")["tags"]))
        if tag not in tags:
            tags.append(tag)
    shape = rng.random()
    date = (NEWEST - APART * (count - 1 - number)).replace(second=0, microsecond=0)
    texts = {}
    for edition in EDITIONS:
        own = random.Random(f"{seed}:{edition}:{number}")
        texts[edition] = _text(own, edition, section, number, shape, lambda other, code=edition: link(other, code))
    return Story(number, name, section, tuple(tags), date, texts)


def address(number: int, edition: str, seed: int = 1) -> str:
    """The address of a story: the same with every generator."""
    return f"/{edition}/{section_of(number, seed)}/{name_of(number, seed)}/"


def _pick(rng: random.Random, options: Sequence[str]) -> str:
    return options[int(rng.random() * len(options))]


def _text(
    rng: random.Random, edition: str, section: str, number: int, shape: float, link: Callable[[int], str]
) -> Text:
    """About 350 words: paragraphs under sub-headings, a list or a quotation, links into the site and out of it."""
    language = words(edition)
    kinds = language["text"]

    def fill(template: str) -> str:
        filled = _GAP.sub(lambda gap: _gap(rng, gap[1], language["gaps"], number, link), template)
        return filled[:1].upper() + filled[1:]

    def paragraph(*sentences: str) -> str:
        return " ".join(fill(_pick(rng, kinds[each])) for each in sentences)

    linked = "linked" if number else "outside"  # the oldest story has no older one to link to
    headings = rng.sample(language["headings"], 3)
    items = [fill(_pick(rng, kinds["item"])) for _ in range(3 + int(rng.random() * 3))]
    marks = [f"{place}." for place in range(1, 9)] if shape < 0.3 else ["-"] * 8
    listing = "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=False))
    blocks = [
        paragraph("lead", "plain", "plain"),
        paragraph("plain", linked, "plain"),
        f"## {headings[0]}",
        paragraph("plain", "plain", "plain"),
        listing if shape < 0.7 else f"> {fill(_pick(rng, kinds['plain']))}",
        paragraph("plain", "plain", "outside"),
        f"## {headings[1]}",
        paragraph("plain", "plain", "plain"),
        paragraph(linked, "plain") if shape < 0.6 else paragraph("plain", "plain"),
    ]
    if shape > 0.5:
        blocks += [f"### {headings[2]}", paragraph("plain", "plain"), f"**{language['more']}:** {paragraph(linked)}"]
    return Text(
        title=fill(_pick(rng, language["titles"][section])).rstrip("।."),
        summary=fill(_pick(rng, kinds["summary"])),
        body="\n\n".join(blocks) + "\n",
    )


def _gap(rng: random.Random, name: str, gaps: dict[str, list[str]], number: int, link: Callable[[int], str]) -> str:
    if name in gaps:
        return _pick(rng, gaps[name])
    dice = rng.random()
    if name == "number":
        return _grouped(int(10 ** (1.5 + 4.5 * dice)))
    if name == "crore":
        return _grouped(int(10 ** (0.5 + 4 * dice)))
    if name == "percent":
        return f"{dice * 40 + 1:.1f}"
    if name == "small":
        return str(2 + int(dice * 8))
    if name == "year":
        return str(2005 + int(dice * 20))
    if name == "site":
        return f"https://example.org/{int(dice * 9000)}/report.html"
    return link(max(0, number - 1 - int(dice * 200)))  # stories link to what is not long past


def _grouped(number: int) -> str:
    """Digits grouped as India does: 12,34,567."""
    text = str(number)
    head, tail = text[:-3], text[-3:]
    return ",".join([head[:1]] * (len(head) % 2) + re.findall("..", head[len(head) % 2 :]) + [tail])


# ── As each generator wants it ───────────────────────────────────────────────────────────────────────────────────────


def article_path(peer: str, one: Story | tuple[str, str], edition: str) -> str:
    """Where a story (or a section and name) stands in a generator's site."""
    section, name = (one.section, one.name) if isinstance(one, Story) else one
    folder = "content" if peer != "eleventy" else "src"
    return f"{folder}/{section}/{name}.{edition}.md"


def linker(peer: str, seed: int) -> Callable[[int, str], str]:
    """How a generator's authors link: Khabar's name the file, the others' the address."""
    if peer == "khabar":
        return lambda number, edition: f"../{section_of(number, seed)}/{name_of(number, seed)}.{edition}.md"
    return lambda number, edition: address(number, edition, seed)


def source(peer: str, one: Story, edition: str) -> str:
    """A story's file for a generator."""
    text = one.texts[edition]
    names = words("terms")["tags"]
    if peer == "pelican":
        front = {
            "Title": text.title,
            "Date": f"{one.date:%Y-%m-%d %H:%M}",
            "Category": one.section,
            "Tags": ", ".join(one.tags),
            "Lang": edition,
            "Slug": one.name,
            "Summary": text.summary,
        }
        return "\n".join(f"{key}: {value}" for key, value in front.items()) + f"\n\n{text.body}"
    own = [names[tag][edition] for tag in one.tags] if peer == "khabar" else list(one.tags)
    date = f"{one.date:%Y-%m-%d %H:%M}" if peer == "khabar" else f"{one.date:%Y-%m-%dT%H:%M:%S}+05:30"
    front = {"title": _quoted(text.title), "date": date, "tags": f"[{', '.join(own)}]"}
    front |= {"summary": _quoted(text.summary)}
    if peer == "eleventy":  # its lists are made before what it could compute from the path
        front |= {"lang": edition, "section": one.section}
    lines = "\n".join(f"{key}: {value}" for key, value in front.items())
    return f"---\n{lines}\n---\n\n{text.body}"


def _quoted(text: str) -> str:
    """A text for YAML, in quotes where it needs them."""
    return json.dumps(text, ensure_ascii=False) if re.search(r": |\"|^[\W\d]| #", text) else text


def write(peer: str, folder: Path, count: int, seed: int = 1) -> int:
    """Writes a site's content for a generator and gives the number of articles."""
    folder = Path(folder)
    for section in words("terms")["sections"]:
        (folder / article_path(peer, (section, ""), "")).parent.mkdir(parents=True, exist_ok=True)
    link = linker(peer, seed)
    for number in range(count):
        one = story(number, count, seed, link)
        for edition in EDITIONS:
            (folder / article_path(peer, one, edition)).write_text(source(peer, one, edition), "utf-8")
    write_terms(peer, folder)
    return count * len(EDITIONS)


def write_terms(peer: str, folder: Path) -> None:
    """Writes the sections and tags with their names in both editions, where a generator looks for them."""
    terms = words("terms")
    if peer == "khabar":
        (folder / "config.yaml").write_text(_khabar_config(), "utf-8")
    elif peer == "hugo":
        for field, folders in (("sections", ""), ("tags", "tags/")):
            for id, names in terms[field].items():
                place = folder / "content" / folders / id
                place.mkdir(parents=True, exist_ok=True)
                for edition in EDITIONS:
                    (place / f"_index.{edition}.md").write_text(f"---\ntitle: {names[edition]}\n---\n", "utf-8")
    else:
        text = json.dumps({"titles": TITLES, "taglines": TAGLINES, **terms}, ensure_ascii=False, indent=1)
        (folder / "terms.json").write_text(text, "utf-8")


def _khabar_config() -> str:
    terms = words("terms")
    lines = ["title: ख़बर", f"base_url: {ORIGIN}/", "editions:"]
    lines += [f"  {code}: {{title: {TITLES[code]}, tagline: {TAGLINES[code]}}}" for code in EDITIONS]
    lines += ["related: 0", "feeds: {formats: [rss], full_text: false}", "taxonomies:"]
    for field, key in (("section", "sections"), ("tags", "tags")):
        lines += [f"  {field}:", "    terms:"]
        for id, names in terms[key].items():
            pair = ", ".join(f"{code}: {{name: {names[code]}, slug: {id}}}" for code in EDITIONS)
            lines.append(f"      {id}: {{{pair}}}")
    return "\n".join(lines) + "\n"


# ── Rougher articles ─────────────────────────────────────────────────────────────────────────────────────────────────

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_TARGET = re.compile(r"(\]\(\s*<?|^\[[^\]^][^\]]*\]:\s+<?)(?![a-z]+:|#|//)([^\s)>]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"(\s(?:src|href|poster)=[\"']?)(?![a-z]+:|#|//)/?", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w/.#\[^-])\d{2,4}(?![\w/.\]-])")


def rough_texts(folder: Path) -> list[tuple[str, str]]:
    """Titles and bodies of the Markdown files below a folder, made fit for any generator.

    Links that lead to files are pointed elsewhere, and other generators' short codes are broken up, since none of
    them could be resolved here; everything else stays as its author wrote it.
    """
    found = []
    for path in sorted(Path(folder).rglob("*.md")):
        text = path.read_text("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
        front, body = "", text
        if text.startswith(("---\n", "+++\n")):
            front, _, body = text[4:].partition(f"\n{text[:3]}")
            body = body.partition("\n")[2]
        if len(body) < 400:
            continue
        title = re.search(r"^title\s*[:=]\s*(.+)$", front, re.MULTILINE) or re.search(r"^#\s+(.+)$", body, re.MULTILINE)
        clean = re.sub(r"[\"'`*_\[\]{}<>\\#|]", "", title[1] if title else path.stem).strip() or path.stem
        found.append((clean[:120], _fit(body)))
    if not found:
        raise SystemExit(f"no Markdown of any length in {folder}")
    return found


def _fit(body: str) -> str:
    body = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", body)
    body = _TARGET.sub(lambda match: f"{match[1]}https://example.org/{match[2].lstrip('./')}", body)
    body = _ATTRIBUTE.sub(r"\1https://example.org/", body)
    body = re.sub(r"\{(?=[{%])", "{ ", body)
    return re.sub(r"^:::", r"\\:::", body, flags=re.MULTILINE)


def rough_story(number: int, texts: list[tuple[str, str]], count: int, seed: int = 1) -> tuple[Story, int]:
    """A rough story, one text of its own an edition: a text with its sections turned and its numbers changed."""
    rng = random.Random(f"{seed}:rough:{number}")
    section = section_of(number, seed)
    tags = rng.sample(sorted(words("terms")["tags"]), 3)
    date = (NEWEST - APART * (count - 1 - number)).replace(second=0, microsecond=0)
    chosen = {}
    for place, edition in enumerate(EDITIONS):
        title, body = texts[(number * len(EDITIONS) + place) % len(texts)]
        parts = _sections(body)
        turn = int(rng.random() * len(parts))
        body = "\n".join([parts[0], *parts[turn + 1 :], *parts[1 : turn + 1]])
        body = _NUMBER.sub(lambda match: str(int(match[0]) + int(rng.random() * 9)), body)
        chosen[edition] = Text(f"{title} {number}", title, body)
    return Story(number, f"rough-{number:06}", section, tuple(tags), date, chosen), number


def _sections(body: str) -> list[str]:
    """A body cut at its headings, those in code left alone; the first piece is what stands before them."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1][:3]
        elif mark and line.strip().startswith(fence):
            fence = ""
        if not fence and line.startswith("## "):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def write_rough(peer: str, folder: Path, texts: list[tuple[str, str]], count: int, seed: int = 1) -> int:
    """Writes a site of rough articles for a generator and gives their number."""
    for section in words("terms")["sections"]:
        (folder / article_path(peer, (section, ""), "")).parent.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        one, _ = rough_story(number, texts, count, seed)
        for edition in EDITIONS:
            (folder / article_path(peer, one, edition)).write_text(source(peer, one, edition), "utf-8")
    write_terms(peer, folder)
    return count * len(EDITIONS)


def files(folder: Path, suffix: str) -> Iterator[Path]:
    """The files below a folder that end so."""
    return (path for path in folder.rglob(f"*{suffix}") if path.is_file())


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--stories", metavar="N", type=int, default=5000)
    parser.add_argument("--seed", metavar="S", type=int, default=1)
    parser.add_argument("--peer", choices=PEERS, default="khabar", help="the generator to write for")
    parser.add_argument("--rough", metavar="TEXTS", type=Path, help="a folder of Markdown for rougher articles")
    options = parser.parse_args(arguments)
    if options.rough:
        texts = rough_texts(options.rough)
        count = write_rough(options.peer, options.folder, texts, options.stories, options.seed)
    else:
        count = write(options.peer, options.folder, options.stories, options.seed)
    print(f"{count} articles in {options.folder}")


if __name__ == "__main__":
    main()
