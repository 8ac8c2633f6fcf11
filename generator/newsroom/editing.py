"""An article on the desk: its text beside its page, tried while it is written, and saved where nobody else wrote."""

from __future__ import annotations

import difflib
import itertools
import threading
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from generator.listen import PREFIX
from generator.newsroom.answers import Answer, Asked, address, data, page, redirect, site_at
from generator.newsroom.files import Source, place_of, read_source, save, siblings
from generator.newsroom.troubles import Trouble, troubles
from generator.paths import story_of
from generator.preview import preview
from generator.problems import Where
from generator.site import PUBLISHED, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model import Article, Config, Edition
    from generator.newsroom.guard import Guard
    from generator.problems import Problem
    from generator.serve import Server

KEPT = 40  # pages of texts that are being written
AT_A_TIME = 4  # articles whose pictures are drawn as their texts have them


@dataclass(frozen=True, slots=True)
class Frame:
    """An edition beside the text: the page of its article, if there is one."""

    edition: Edition
    path: str
    title: str
    source: str  # the page's address; '' where there is none
    own: bool  # of the article that is being written


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
        frames, article, state = self._frames(asked, path, shown)
        own = next((each for each in frames if each.own), None)
        facts = {
            **common,
            "title": own.title if own else path,
            "path": path,
            "source": source,
            "edition": own.edition if own else None,
            "frames": frames,
            "troubles": found,
            "state": state,
            "url": article,
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
        with server.building:
            reading, later = server.builder.reading, server.builder.later
            if reading is None or later is None:
                return "", troubles(server, server.report.problems)
            tried = preview(reading, later.job, path, text)
            if tried.html:
                self._keep(name, tried.html)
            if tried.site:
                others = {name: site for name, site in server.tried.items() if name != path}
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

    def _frames(self, asked: Asked, path: str, shown: str) -> tuple[list[Frame], str, str]:
        """Every edition's page beside the text; and the article's own address and state, where it is published."""
        server = self.server
        with server.building:
            later = server.builder.later
            site = later.job.site if later else None
            config = site.config if site else None
            articles = list(self._story(path))
            now = site.now if site else None
            own = next((each for each in articles if each.path == path), None)
            state = state_of(own, now) if own and now else ""
            url = site.addresses[path] if site and own and state == PUBLISHED else ""
        if config is None:
            return [], "", ""
        paths = {each.edition: each.path for each in articles}
        titles = {each.path: each.title for each in articles}
        for each in siblings(server.builder.root, path, _codes(config)):
            paths.setdefault(_edition(each, config), each)
        paths[own.edition if own else _edition(path, config)] = path
        frames = [self._frame(asked, edition, paths.get(edition.code, ""), path, shown) for edition in config.editions]
        named = [Frame(each.edition, each.path, titles.get(each.path, ""), each.source, each.own) for each in frames]
        return named, url, state

    def _frame(self, asked: Asked, edition: Edition, path: str, own: str, shown: str) -> Frame:
        if path == own:
            return Frame(edition, path, "", shown, own=True)
        place = self._place(path) if path else None
        source = read_source(place) if place else None
        return Frame(edition, path, "", self._try(asked, path, source.text, saved=True)[0] if source else "", own=False)

    def _story(self, path: str) -> tuple[Article, ...]:
        """The articles of the story that a file is of, as the last build knows them."""
        reading, later = self.server.builder.reading, self.server.builder.later
        row = reading.library.rows.find(path) if reading and reading.library else None
        story = later.job.site.stories.get(row.article.story) if later and row and row.article else None
        return story.articles if story else ()


def _together(tried: tuple[Problem, ...], built: tuple[Problem, ...], path: str) -> list[Problem]:
    """What is wrong with a text, and what the last build found wrong with the file; each thing once."""
    said = [each for each in built if each.where.path == path]
    known = {(each.where, each.rule) for each in said}
    others = (each for each in tried if (each.where, each.rule) not in known)
    return sorted([*said, *others], key=lambda each: each.where)


def _codes(config: Config) -> tuple[str, ...]:
    return tuple(edition.code for edition in config.editions)


def _edition(path: str, config: Config) -> str:
    """The code of the edition that a path says; the first one's where it says none."""
    codes = _codes(config)
    return next(iter(story_of(path, codes)[1]), codes[0])
