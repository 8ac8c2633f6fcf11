"""The engine's promise: after any history the output is the clean build's, and a second build does nothing."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIG, NOW, SiteFolder
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from generator import output, postings, quick, sweep
from generator.article import parse_body
from generator.build import Builder
from generator.library import Library
from generator.options import BuildOptions
from generator.plain import text_digest

STORIES = ["world/a", "world/b", "world/c", "india/d", "india/e", "india/f"]
TITLES = ["पुतिन-किम की यारी", "G20 Summit: दिल्ली", "Rain in Delhi", '<b>&amp; "उद्धरण"']
TAGS = ["रूस", "रस", "India", "india", "मौसम"]
DATES = [
    "2024-06-30 23:59",
    "2024-07-01 00:00",
    "2024-08-31 09:00",
    "2024-08-31 10:00",
    "2024-09-01 11:59",
    "2024-09-02 12:00",
]
BODIES = [
    "पाठ।\n",
    "[कड़ी](story:b) और [दूसरी](../india/d.hi.md)।\n",
    "## शीर्षक\n\n![चित्र](pic.svg)\n",
    ':::card story="story:c"\n:::\n\n[पता](/latest/)\n',
    "![चित्र](/world/photo.png)\n",
    "> उद्धरण\n\n:::facts\n- [e](story:e)\n:::\n",
    ':::update time="2024-09-01 11:30"\n[a](story:a)\n:::\n\n:::update time="2024-08-31 10:00"\nतब।\n:::\n',
]
CODES = ["hi", "en"]
IMAGES = ["pic.svg", "/world/photo.png", "\n  path: /world/photo.png\n  alt: क\n  focus: 10% 90%", None]
DRAWN = "pictures: {widths: [64], formats: [webp], cards: yes}\n"
FIELDS = ["title", "date", "tags", "body", "draft", "unlisted", "pinned", "breaking", "expire", "publish", "slug"]
FIELDS += ["aliases", "authors", "updated", "image", "summary", "gone", "translated_from"]
# Histories break links on purpose; a build that stops at each would prove little.
LENIENT = """per_page: 2
feeds: {items: 3}
side_by_side: true
short_addresses: true
rules:
  link-broken: warning
  link-unpublished: warning
  picture-missing: warning
  story-unknown: warning
"""


def photo(number: int) -> bytes:
    """A picture of pixels."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (90, 40 + number), ("red", "green", "blue")[number]).save(out, "PNG")
    return out.getvalue()


class Killed(BaseException):
    """Stands for a process that is killed in the middle of a build."""


def has_fine_stamps(folder: Path) -> bool:
    """Whether files that are written a moment apart have different stamps here."""
    stamps = []
    for name in ("one", "two"):
        (folder / name).touch()
        stamps.append((folder / name).stat().st_mtime_ns)
        time.sleep(0.02)
    return stamps[0] != stamps[1]


class Histories(RuleBasedStateMachine):
    """An author, a designer and a clumsy administrator at work on one site."""

    sabotage: Callable[[pytest.MonkeyPatch], None] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="khabar-"))
        self.now = NOW
        self.site = SiteFolder(self.folder / "site", BuildOptions(self.folder / "site", NOW, keep_going=False))
        self.patch = pytest.MonkeyPatch()
        # As many shards as a small site can fill: hundreds of empty ones prove nothing and take half the time.
        self.patch.setattr(postings, "WORD_SHARDS", 16)
        self.patch.setattr(postings, "CARD_SHARDS", 4)
        self.articles: dict[tuple[str, str], dict[str, Any]] = {}
        self.builder: Builder | None = None

    @initialize(trusting=st.booleans(), searchable=st.booleans(), drawn=st.booleans())
    def populate(self, trusting: bool, searchable: bool, drawn: bool) -> None:
        """A site with stories in both editions, links between them, tags and pictures: an empty one proves nothing."""
        # An index has more files than all else: without one, a fault is found in half the time; nor can a build that
        # reads every file anew be led astray by most of them.
        if type(self).sabotage:
            searchable, trusting = type(self).sabotage is _blind_to_what_is_searched, True
        # Stamps younger than two seconds are not trusted, so without this every file would be read at every build.
        # A build takes longer than a tick of the clock, so what changes after it has another stamp.
        if trusting and has_fine_stamps(self.folder):
            self.patch.setattr(sweep, "RACY", 0)
            if not type(self).sabotage:
                self.patch.setattr(quick, "BESIDE", 1)  # a second process looks at the output
        more = "" if searchable else "search: false\n"
        if not type(self).sabotage:
            more += (DRAWN if drawn else "") + ("" if searchable else "json: true\n")
        self.site.write("config.yaml", CONFIG + LENIENT + more)
        self.site.write("content/world/photo.png", photo(0))
        self.site.write("content/world/pic.svg", '<svg viewBox="0 0 4 3"/>')
        for number, story in enumerate(STORIES):
            for code in CODES[: 1 + number % 2]:
                self.put(story, code, number % len(TITLES), number % len(DATES), number % len(BODIES), TAGS[number % 5])
        self.build_and_compare()
        if type(self).sabotage:
            type(self).sabotage(self.patch)

    def put(self, story: str, code: str, title: int, date: int, body: int, tag: str, **more: Any) -> None:
        facts = {"title": TITLES[title], "date": DATES[date], "tags": f"[{tag}]", "body": BODIES[body], **more}
        self.articles[story, code] = facts
        self.write(story, code)

    def write(self, story: str, code: str) -> None:
        self.site.article(f"{story}.{code}.md", **self.articles[story, code])

    def some(self, data: st.DataObject) -> tuple[str, str] | None:
        return data.draw(st.sampled_from(sorted(self.articles))) if self.articles else None

    @rule(
        story=st.sampled_from(STORIES),
        code=st.sampled_from(CODES),
        title=st.integers(0, len(TITLES) - 1),
        date=st.integers(0, len(DATES) - 1),
        body=st.integers(0, len(BODIES) - 1),
        tag=st.sampled_from(TAGS),
    )
    def add_or_replace(self, **facts: Any) -> None:
        self.put(**facts)

    @rule(
        data=st.data(),
        field=st.sampled_from(
            [
                "title",
                "date",
                "tags",
                "body",
                "draft",
                "unlisted",
                "pinned",
                "breaking",
                "expire",
                "publish",
                "slug",
                "aliases",
                "authors",
                "updated",
                "image",
                "summary",
                "translated_from",
                "live",
                "corrections",
                "side_by_side",
                "short",
            ]
        ),
    )
    def edit(self, data: st.DataObject, field: str) -> None:
        key = self.some(data)
        if key is None:
            return
        values: dict[str, list[Any]] = {
            "title": TITLES,
            "date": [*DATES, None],
            "tags": ["[रूस, मौसम]", "[]", None, "रस, India"],
            "body": BODIES,
            "draft": ["true", None],
            "unlisted": ["true", None],
            "pinned": ["हाँ", None],
            "breaking": ["true", None],
            "expire": ["2024-09-01 12:30", "2024-09-05", None],
            "publish": ["2024-09-01 12:10", "2024-08-31", None],
            "slug": [f"s-{key[0][-1]}", None],
            "aliases": [f"/old-{key[0][-1]}-{key[1]}", None],
            "authors": ["[desk]", "[डेस्क, desk]", None],
            "updated": ["2024-09-01 11:00", None],
            "image": IMAGES,
            "summary": ["सार", None],
            "gone": ["true", None],
            "live": ["true", "ended", None],
            "corrections": ["\n  - date: 2024-08-31\n    text: सुधार", None],
            "side_by_side": ["false", None],
            "short": [f"x-{key[0][-1]}-{key[1]}", None],
            "translated_from": [self.original_of(*key), self.original_of(*key, "00000000"), None],
        }
        self.articles[key][field] = data.draw(st.sampled_from(values[field]))
        self.write(*key)

    def original_of(self, story: str, code: str, digest: str = "") -> str:
        """What a translation says that follows the other article as that one is now."""
        other = "en" if code == "hi" else "hi"
        facts = self.articles.get((story, other), {})
        parts = parse_body(str(facts.get("body", ""))).parts
        now = text_digest(str(facts.get("title", "")), str(facts.get("summary") or ""), parts)
        return f"{other} {digest or now}"

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        key = self.some(data)
        if key:
            del self.articles[key]
            self.site.delete(f"content/{key[0]}.{key[1]}.md")

    @rule(data=st.data(), story=st.sampled_from(STORIES))
    def rename(self, data: st.DataObject, story: str) -> None:
        key = self.some(data)
        if key and (story, key[1]) not in self.articles:
            self.articles[story, key[1]] = self.articles.pop(key)
            source, target = (self.site.root / f"content/{name}.{key[1]}.md" for name in (key[0], story))
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)

    @rule(
        name=st.sampled_from(["article.html", "partials/card.html", "feed.atom", "blocks/facts.html", "term.html"]),
        text=st.sampled_from(["<!-- a -->", "<!-- b -->"]),
    )
    def change_layout(self, name: str, text: str) -> None:
        from generator.layouts import package_layouts

        source = (package_layouts() / name).read_text("utf-8")
        target = self.site.root / "layouts" / name
        if target.is_file() and text in target.read_text("utf-8"):
            target.unlink()
        else:
            self.site.write(
                f"layouts/{name}", f"{source}{{# {text} #}}\n" if name == "feed.atom" else f"{source}{text}\n"
            )

    @rule(word=st.sampled_from(["{minutes} मिनट", "पढ़ने में {minutes} मिनट"]))
    def change_words(self, word: str) -> None:
        self.site.write("layouts/strings/hi.yaml", f'reading_time: "{word}"\n')

    @rule(color=st.sampled_from(["red", "blue"]))
    def change_asset(self, color: str) -> None:
        self.site.write("layouts/assets/site.css", f"body {{ color: {color} }}\n")

    @rule(width=st.integers(1, 3))
    def change_picture(self, width: int) -> None:
        self.site.write("content/world/pic.svg", f'<svg viewBox="0 0 {width} 3"/>')

    @rule(number=st.integers(0, 2))
    def change_photo(self, number: int) -> None:
        self.site.write("content/world/photo.png", photo(number))

    @rule(tagline=st.sampled_from(["एक", "दो"]), size=st.integers(1, 3), twins=st.sampled_from(["", "gz"]))
    def change_config(self, tagline: str, size: int, twins: str) -> None:
        text = (self.site.root / "config.yaml").read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith(("per_page", "precompress"))]
        lines += [f"precompress: {twins}"] if twins else []
        text = "\n".join([*lines, f"per_page: {size}", ""]).replace("सबकी ख़बर", tagline)
        self.site.write("config.yaml", text)

    @rule(minutes=st.sampled_from([1, 45, 24 * 60, 49 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(data=st.data(), how=st.sampled_from(["delete", "deface", "truncate"]))
    def meddle_with_the_output(self, data: st.DataObject, how: str) -> None:
        files = sorted(self.site.output())
        if not files:
            return
        file = self.site.root / "output" / data.draw(st.sampled_from(files))
        if how == "delete":
            file.unlink()
        else:
            file.write_bytes(b"" if how == "truncate" else b"x" * file.stat().st_size)

    @rule()
    def touch(self) -> None:
        for file in sorted((self.site.root / "content").rglob("*.md"))[:2]:
            os.utime(file)

    @rule()
    def build_as_a_server_does(self) -> None:
        """Search and pictures wait until somebody asks for them, and this server ends before that."""
        builder = Builder(replace(self.site.options, now=self.now))
        builder.search_waits = builder.drawings_wait = True
        builder.build(self.now)
        builder.close()

    @rule(after=st.integers(0, 12))
    def build_and_be_killed(self, after: int) -> None:
        """The process dies at some write, rename or deletion of a build."""
        left = [after]

        def counted(function: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any) -> Any:
                left[0] -= 1
                if left[0] < 0:
                    raise Killed
                return function(*arguments)

            return call

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("generator.output.os.replace", counted(os.replace))
            patch.setattr("generator.units.stage", counted(output.stage))
            patch.setattr("generator.output._delete_empty", counted(output._delete_empty))
            builder = Builder(replace(self.site.options, now=self.now))
            # The memo is not committed and nothing is tidied up, as when a process is gone.
            patch.setattr("generator.output.discard", lambda *_: None)
            try:
                builder.build(self.now)
                builder.close()
            except Killed:
                builder.last = None  # nor is anything written down at the end
                builder.close()

    @rule()
    def build_and_compare(self) -> None:
        report = self.site.build(now=self.now)
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        expected = self.site.build(now=self.now, output=clean, cache=False)
        shutil.rmtree(self.site.root / ".cache" / "clean", ignore_errors=True)
        assert report.published == expected.published, [str(each) for each in expected.problems]
        assert report.problems == expected.problems
        if not report.published:
            return
        found = self.site.output()
        wanted = {path.relative_to(clean).as_posix(): path.read_bytes() for path in clean.rglob("*") if path.is_file()}
        assert sorted(found) == sorted(wanted)
        different = [path for path in wanted if found[path] != wanted[path]]
        assert different == []
        again = self.site.build(now=self.now)
        assert (again.rendered, again.written, again.deleted) == ([], 0, 0)
        assert again.problems == report.problems

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder, ignore_errors=True)


HISTORIES = int(os.environ.get("KHABAR_HISTORIES", "200"))
SHARES = 8  # so that processes can divide them
SEED = int(os.environ.get("KHABAR_SEED", "0"))
SETTINGS = settings(
    max_examples=HISTORIES // SHARES,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Judged(Histories):
    """A history whose end is compared, too."""

    def teardown(self) -> None:
        try:
            self.build_and_compare()
        finally:
            super().teardown()


@pytest.mark.parametrize("share", range(SHARES))
def test_any_history_ends_in_the_clean_builds_output(share: int) -> None:
    class Share(Judged):
        """A class of its own, so that each share has histories of its own."""

    # Each share has histories of its own, the same ones on every run; KHABAR_SEED gives others.
    run_state_machine_as_test(seed(SEED * SHARES + share)(Share), settings=SETTINGS)


def _blind_to_translations(patch: pytest.MonkeyPatch) -> None:
    """A story's digest that does not see its other edition."""
    original = Library._made

    def made(self: Library, *args: Any) -> Any:
        story = original(self, *args)
        return replace(story, digest=self.rows[story.articles[0].path].meta)

    patch.setattr(Library, "_made", made)


def _forgets_who_links(patch: pytest.MonkeyPatch) -> None:
    """A library that is saved without the links between its articles."""
    patch.setattr("generator.saved.Saved.linking", lambda *_: None)


def _blind_to_the_output(patch: pytest.MonkeyPatch) -> None:
    """A build that trusts what stands in the output folder."""
    patch.setattr("generator.records.Records.look", lambda *_: ({}, set()))


def _never_deletes(patch: pytest.MonkeyPatch) -> None:
    """A build that leaves stale pages."""
    patch.setattr("generator.output.delete", lambda *_: 0)


def _blind_to_related(patch: pytest.MonkeyPatch) -> None:
    """Planning that does not ask what a month borrows from others."""
    patch.setattr("generator.pages.article._around", lambda *_: ())


def _blind_within_a_month(patch: pytest.MonkeyPatch) -> None:
    """Planning that does not ask what a story borrows from others."""
    patch.setattr("generator.pages.article._borrowed", lambda *_: {})


def _blind_to_what_is_searched(patch: pytest.MonkeyPatch) -> None:
    """An index that is not told of changes."""
    patch.setattr("generator.search.SearchIndex.note", lambda *_: None)


FAULTS = [
    _blind_to_translations,
    _blind_to_related,
    _blind_within_a_month,
    _forgets_who_links,
    _blind_to_the_output,
    _never_deletes,
    _blind_to_what_is_searched,
]


@pytest.mark.parametrize("sabotage", FAULTS)
def test_a_sabotaged_engine_is_found_out(sabotage: Callable[[pytest.MonkeyPatch], None]) -> None:
    class Sabotaged(Judged):
        """A history under an engine with a planted fault."""

    Sabotaged.sabotage = staticmethod(sabotage)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            seed(SEED)(Sabotaged),
            settings=settings(SETTINGS, max_examples=400, phases=[Phase.generate], report_multiple_bugs=False),
        )
