"""The desk of a server: which request is answered by what."""

from __future__ import annotations

import functools
from http import HTTPStatus
from typing import TYPE_CHECKING

from generator.content import SIZE_LIMIT
from generator.newsroom.answers import PRIVATE, WEB, Answer, Asked, data, fields_of, page, redirect, site_at
from generator.newsroom.editing import Editing
from generator.newsroom.guard import FOLDER, NAME, Guard, is_own
from generator.newsroom.listing import list_page
from generator.newsroom.starting import new_page, start, translate
from generator.newsroom.stories import Stories
from generator.newsroom.words import words
from generator.roots import package_layouts

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.serve import Server

BODY_LIMIT = 9 * SIZE_LIMIT  # a letter of three bytes is nine in a form
FILES = {"desk.css": "text/css", "desk.js": "text/javascript"}
FACES = ("headline-deva.woff2", "headline-latn.woff2")


class Desk:
    """The desk of one server; its lifetime is the server's."""

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self.guard = Guard(port)
        self.words = words(server.language)
        self.stories = Stories(server)
        self.editing = Editing(server, self.guard, self.words)

    @property
    def address(self) -> str:
        """The address that opens the desk to a browser."""
        return f"http://{NAME}:{self.guard.port}{FOLDER}?token={self.guard.token}"

    def takes(self, asked: Asked) -> bool:
        """Whether a request is the desk's to answer: whatever is asked of its name, and its folder under any name."""
        return asked.host[0] == NAME or asked.path.startswith(FOLDER) or asked.path == FOLDER[:-1]

    def answer(self, asked: Asked, read: Callable[[int], bytes]) -> Answer:
        """The answer to a request; `read` gives so many bytes of its body."""
        try:
            refused = self._refused(asked)
            if refused:
                return refused
            return self._done(asked, read) if asked.method == "POST" else self._shown(asked)
        except ValueError:  # a form or an address that is no text
            return self._say("foreign", asked, HTTPStatus.BAD_REQUEST)
        except FileNotFoundError:  # gone since it was looked for
            return self._say("no_file", asked, HTTPStatus.NOT_FOUND)
        except PermissionError:
            return self._say("not_allowed", asked, HTTPStatus.FORBIDDEN)
        except (ConnectionError, TimeoutError):
            raise
        except OSError as error:  # a full disk, a name that is too long
            return self._say("not_written", asked, HTTPStatus.INSUFFICIENT_STORAGE, reason=error.strerror or "")

    def listens(self, asked: Asked) -> bool:
        """Whether a browser asks to be told of changes, and may be."""
        return asked.path == f"{FOLDER}events" and asked.host[0] == NAME and self.guard.has_token(asked.headers)

    def framed(self, asked: Asked, name: str) -> Answer | None:
        """The page of an article that is being written, for the frame that shows it at the site's name."""
        html = self.editing.pages.get(name)
        only_desk = ("Content-Security-Policy", f"frame-ancestors http://{NAME}{asked.host[1]}")
        return Answer(HTTPStatus.OK, html, headers=(only_desk,)) if html else None

    def _refused(self, asked: Asked) -> Answer | None:
        """Why a request is not answered, or where the browser should ask instead."""
        name, port = asked.host
        whole = f"{asked.path}{'?' if asked.query else ''}{asked.query}"
        reads = asked.method in ("GET", "HEAD")
        if name != NAME and reads:
            return redirect(f"http://{NAME}{port}{whole}")
        if name == NAME and not asked.path.startswith(FOLDER) and reads:
            return redirect(FOLDER if asked.path == FOLDER[:-1] else f"{site_at(asked)}{whole}")
        if name != NAME or not (reads or is_own(asked.headers)):
            return self._say("foreign", asked, HTTPStatus.FORBIDDEN)
        file = asked.path.removeprefix(FOLDER)
        if reads and (file in FILES or file in FACES):  # the same for everybody
            return None
        if reads and self.guard.knows(asked.value("token")):
            return self._opened(asked)
        known = self.guard.has_token(asked.headers)
        return None if known else self._say("bring_token", asked, HTTPStatus.FORBIDDEN)

    def _opened(self, asked: Asked) -> Answer:
        """Gives the browser its cookie and leads on, so that the token stays in no address.

        By a page and not by a redirect: one that began on another page, such as a terminal in the browser, would come
        without the cookie, which is never sent from elsewhere.
        """
        found = page("opened.html", asked, **self._common("desk"))
        return Answer(found.status, found.data, headers=(*found.headers, ("Set-Cookie", self.guard.cookie)))

    def _shown(self, asked: Asked) -> Answer:
        file = asked.path.removeprefix(FOLDER)
        if file in FILES or file in FACES:
            return _file(file)
        common = self._common("new" if file == "new" else "desk")
        if file == "":
            return list_page(self.server, self.stories, asked, common)
        if file == "edit":
            return self.editing.shown(asked, common) or self._say("no_file", asked, HTTPStatus.NOT_FOUND)
        if file == "new":
            return new_page(self.server, asked, common)
        return self._say("not_there", asked, HTTPStatus.NOT_FOUND)

    def _done(self, asked: Asked, read: Callable[[int], bytes]) -> Answer:
        length = asked.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            return self._say("too_long", asked, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        form = fields_of(read(int(length)).decode("ascii"))
        if not self.guard.is_form(form.get("form", "")):
            return self._say("foreign", asked, HTTPStatus.FORBIDDEN)
        file = asked.path.removeprefix(FOLDER)
        common = self._common("new" if file == "new" else "desk")
        if len(form.get("text", "").encode()) > SIZE_LIMIT:
            return self._say("too_long", asked, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if file == "new":
            return start(self.server, asked, form, common)
        if file == "translate":
            return translate(self.server, self.stories, asked, form, common)
        if file == "edit":
            return self.editing.saved(asked, form, common) or self._say("no_file", asked, HTTPStatus.NOT_FOUND)
        if file == "preview":
            return self.editing.tried(asked, form, common) or self._say("no_file", asked, HTTPStatus.NOT_FOUND)
        return self._say("not_there", asked, HTTPStatus.NOT_FOUND)

    def _common(self, title: str) -> dict[str, object]:
        """What every page of the desk shows."""
        reading = self.server.builder.reading
        name = reading.config.title if reading and reading.config else ""
        return {
            "words": self.words,
            "language": self.server.language,
            "site_name": name,
            "title": self.words[title],
            "form": self.guard.form,
            "home": self.server.base_path,
        }

    def _say(self, name: str, asked: Asked, status: HTTPStatus, **facts: str) -> Answer:
        said = self.words[name].format_map(facts)
        common = {**self._common("shut" if name == "bring_token" else "desk"), "form": ""}
        if "json" in asked.headers.get("Accept", ""):
            return data({"said": said}, status)
        return page("said.html", asked, status, said=said, **common)


@functools.cache
def _file(name: str) -> Answer:
    if name in FACES:
        face = package_layouts() / "assets" / "fonts" / name
        return Answer(HTTPStatus.OK, face.read_bytes(), "font/woff2", PRIVATE)
    return Answer(HTTPStatus.OK, (WEB / name).read_bytes(), FILES[name], PRIVATE)
