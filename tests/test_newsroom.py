"""The desk at `/_desk/`, asked by plain requests: who is let in, what is listed, tried and saved."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from conftest import SiteFolder
from serving import FILE, WITHIN, Served, eventually, serving, small_site

from generator.listen import open_desk
from generator.newsroom.desk import Desk


@dataclass
class Author:
    """Somebody with a browser, and with the desk's token unless it is taken away."""

    served: Served
    desk: Desk
    token: str

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, str, dict[str, str]]:
        own = {"Host": f"localhost:{self.served.port}", "Cookie": f"khabar-desk-{self.served.port}={self.token}"}
        sent = own | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=WITHIN)
        connection.request(method, path, body, {name: value for name, value in sent.items() if value})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}

    def post(self, page: str, headers: dict[str, str] | None = None, **fields: str) -> tuple[int, str, dict[str, str]]:
        given = {"form": self.desk.guard.form, **fields}
        own = {
            "Origin": f"http://localhost:{self.served.port}",
            "Sec_Fetch_Site": "same-origin",
            "Content_Type": "application/x-www-form-urlencoded",
        }
        return self.ask(f"/_desk/{page}", "POST", urlencode(given).encode(), **(own | (headers or {})))

    def digest(self, path: str = FILE) -> str:
        found = re.search('name="digest" value="([0-9a-f]+)"', self.ask(f"/_desk/edit?path={path}")[1])
        assert found
        return found[1]

    def try_text(self, text: str, path: str = FILE) -> dict[str, str]:
        status, answer, _ = self.post("preview", {"Accept": "application/json"}, path=path, text=text)
        assert status == 200
        found: dict[str, str] = json.loads(answer)
        return found

    def page_of(self, text: str, path: str = FILE) -> str:
        address = self.try_text(text, path)["source"].partition("/_khabar/")[2]
        return self.served.get(f"/_khabar/{address}")


@pytest.fixture
def author() -> Iterator[Author]:
    """An author at the desk of a small site."""
    with small_site() as site, serving(site.root) as served:
        desk = open_desk(served.server, served.http)
        yield Author(served, desk, desk.guard.token)


def test_smoke(author: Author) -> None:
    status, text, _ = author.ask("/_desk/")
    print(text)
    assert status == 200 and "पहली" in text
    status, text, _ = author.ask(f"/_desk/edit?path={FILE}")
    print(text)
    assert status == 200 and "मूल पाठ" in text
    print(author.try_text("---\ntitle: नया\ndate: 2024-08-32\n---\nकुछ [क](nowhere.md)\n"))
    print(author.page_of("---\ntitle: नया\ndate: 2024-08-02\n---\nबदला हुआ\n")[:300])
