"""An article on the desk: its text beside its page, tried while it is written, and saved where nobody else wrote."""

from __future__ import annotations

import difflib
import itertools
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from generator.listen import PREFIX
from generator.newsroom.answers import Answer, Asked, address, data, page, redirect, site_at
from generator.newsroom.files import Source, place_of, read_source, save, siblings
from generator.newsroom.troubles import Trouble, troubles
from generator.paths import story_of
from generator.preview import parsed_text, preview
from generator.problems import Where
from generator.site import PUBLISHED, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model import Article, Edition
    from generator.newsroom.guard import Guard
    from generator.problems import Problem
    from generator.serve import Server
    from generator.site import Site

KEPT = 40  # pages of texts that are being written
AT_A_TIME = 4  # articles whose pictures are drawn as their texts have them


@dataclass(frozen=True, slots=True)
class Frame:
    """An edition beside the text: its article, if there is one, and the page that is shown of it."""

    edition: Edition
    path: str = ""
    source: str = ""  # the address of what is shown
    own: bool = False  # whether it is the article that is being written
    title: str = ""
    state: str = ""
    url: str = ""  # where readers find it


class Editing:
    """The articles that are being written; its lifetime is the server's."""

    def __init__(self, server: Server, guard: Guard, words: Mapping[str, str]) -> None:
        self.server = server
        self.guard = guard
        self.words = words
        self.pages: OrderedDict[str, bytes] = OrderedDict()  # what frames show, by the names that nobody can guess
        self.number = itertools.count(1)
        self.saving = threading.Lock()  # two windows may save one file

    def shown(self, asked: Asked, common: Mapping[str, object]) -> Answer | None:
        """The page on which an article is written; None where there is no such file."""
        path = asked.value("path")
        place = self._place(path)
        if place is None:
            return None
        source = read_source(place)
        if source is None:
            said = {**common, "title": path}
            return page("said.html", asked, HTTPStatus.OK, said=self.words["no_text"], **said)
        return self._page(asked, path, source, common, line=asked.value("line"))

    def tried(self, asked: Asked, form: Mapping[str, str], common: Mapping[str, object]) -> Answer | None:
        """What an unsaved text makes: the address of its page, and its problems."""
        path = form.get("path", "")
        place = self._place(path)
        if place is None:
            return None
        text = form.get("text", "").replace("\r\n", "\n")
        source = read_source(place)
        shown, found = self._try(asked, path, text, saved=source is not None and source.text == text)
        listed = page("troubles.html", asked, troubles=found, path=path, short=True, **common).data.decode()
        return data({"source": shown, "problems": listed, "count": len(found)})

    def saved(self, asked: Asked, form: Mapping[str, str], common: Mapping[str, object]) -> Answer | None:
        """Saves a text where the file is still the one that it was written from; else shows both."""
        path, text = form.get("path", ""), form.get("text", "")
        place = self._place(path)
        if place is None:
            return None
        with self.saving:
            digest = save(place, text, form.get("digest", ""))
        script = "json" in asked.headers.get("Accept", "")
        if digest is None:
            return data({}, HTTPStatus.CONFLICT) if script else self._conflict(asked, path, place, text, common)
        return data({"digest": digest}) if script else redirect(address("edit", path=path, saved=1))

    def _place(self, path: str) -> Path | None:
        return place_of(self.server.builder.root, path)

    def _conflict(self, asked: Asked, path: str, place: Path, text: str, common: Mapping[str, object]) -> Answer | None:
        theirs = read_source(place)
        if theirs is None:
            return None
        mine = Source(text.replace("\r\n", "\n"), theirs.digest)
        rows = difflib.unified_diff(theirs.text.split("\n"), mine.text.split("\n"), n=1, lineterm="")
        differs = [row for row in rows if not row.startswith(("---", "+++", "@@"))]
        return self._page(asked, path, mine, common, HTTPStatus.CONFLICT, theirs=theirs.text, differs=differs)

    def _page(
        self,
        asked: Asked,
        path: str,
        source: Source,
        common: Mapping[str, object],
        status: HTTPStatus = HTTPStatus.OK,
        theirs: str | None = None,
        differs: list[str] | None = None,
        line: str = "",
    ) -> Answer:
        server = self.server
        shown, found = self._try(asked, path, source.text, saved=theirs is None)
        frames = self._frames(asked, path, shown)
        own = next((each for each in frames if each.own), None)
        facts = {
            **common,
            "title": (own and own.title) or path,
            "path": path,
            "source": source,
            "own": own,
            "frames": frames,
            "troubles": found,
            "editor": server.link(Where(path, 1)),
            "theirs": theirs,
            "differs": differs or [],
            "line": int(line) if line.isascii() and line.isdecimal() else 0,
            "was_saved": asked.value("saved") != "" and theirs is None,
        }
        return page("edit.html", asked, status, **facts)

    def _try(self, asked: Asked, path: str, text: str, saved: bool) -> tuple[str, list[Trouble]]:
        """The address of the page that a text makes, and what is wrong with it; of a saved one, all a build found."""
        server, name = self.server, self.guard.derived(path)
        config = server.builder.reading and server.builder.reading.config
        parsed = parsed_text(config, path, text) if config else ()  # may take seconds, and nobody waits for it
        with server.building:
            reading, later = server.builder.reading, server.builder.later
            if config is None or reading is None or later is None:
                return "", troubles(server, server.report.problems)
            tried = preview(reading, later.job, path, parsed)
            if tried.html:
                self._keep(name, tried.html)
            if tried.site:
                others = {other: site for other, site in server.tried.items() if other != path}
                server.tried = dict([*others.items(), (path, tried.site)][-AT_A_TIME:])
        problems = _together(tried.problems, server.report.problems if saved else (), path)
        shown = f"{site_at(asked)}{server.base_path}{PREFIX}preview/{name}?{next(self.number)}" if tried.html else ""
        return shown, troubles(server, problems, text)

    def _keep(self, name: str, html: bytes) -> None:
        """Keeps a page for the frame that will ask for it, with the script that stays where the reader was."""
        script = f'<script src="{self.server.base_path}{PREFIX}preview.js" defer></script></head>'
        self.pages[name] = html.replace(b"</head>", script.encode(), 1)
        self.pages.move_to_end(name)
        if len(self.pages) > KEPT:
            self.pages.popitem(last=False)

    def _frames(self, asked: Asked, path: str, shown: str) -> list[Frame]:
        """Every edition beside the text; articles that are not built yet are known by their files."""
        server = self.server
        with server.building:
            later = server.builder.later
            if later is None:
                return []
            site = later.job.site
            known = {each.edition: _frame(site, each) for each in self._story(site, path)}
        config = site.config
        codes = tuple(edition.code for edition in config.editions)
        for each in (*siblings(server.builder.root, path, codes), path):
            code = next(iter(story_of(each, codes)[1]), codes[0])
            if all(frame.path != each for frame in known.values()) and (each == path or code not in known):
                known[code] = Frame(config.edition(code), each)
        frames = (known.get(edition.code) or Frame(edition) for edition in config.editions)
        return [
            self._named(replace(each, source=shown, own=True) if each.path == path else self._beside(asked, each))
            for each in frames
        ]

    def _named(self, frame: Frame) -> Frame:
        """An edition whose article no build has seen yet, with what its text says of it."""
        site = self.server.tried.get(frame.path)
        if frame.title or site is None:
            return frame
        with self.server.building:
            article = site.by_path.get(frame.path)
            return replace(frame, title=article.title, state=state_of(article, site.now)) if article else frame

    def _beside(self, asked: Asked, frame: Frame) -> Frame:
        """An edition with the page of its article as that is in its file."""
        place = self._place(frame.path)
        source = read_source(place) if place else None
        return replace(frame, source=self._try(asked, frame.path, source.text, saved=True)[0]) if source else frame

    def _story(self, site: Site, path: str) -> tuple[Article, ...]:
        """The articles of the story that a file is of, as the last build knows them."""
        reading = self.server.builder.reading
        row = reading.library.rows.find(path) if reading and reading.library else None
        story = site.stories.get(row.article.story) if row and row.article else None
        return story.articles if story else ()


def _frame(site: Site, article: Article) -> Frame:
    state = state_of(article, site.now)
    return Frame(
        site.config.edition(article.edition),
        article.path,
        title=article.title,
        state=state,
        url=site.addresses[article.path] if state == PUBLISHED else "",
    )


def _together(tried: tuple[Problem, ...], built: tuple[Problem, ...], path: str) -> list[Problem]:
    """What is wrong with a text, and what the last build found wrong with the file; each thing once."""
    # Of two files that want one address, the problem stands at one and names the other.
    said = [each for each in built if each.where.path == path or any(fact == path for _, fact in each.facts)]
    known = {(each.where, each.rule) for each in said}
    others = (each for each in tried if (each.where, each.rule) not in known)
    return sorted([*said, *others], key=lambda each: each.where)
