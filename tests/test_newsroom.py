"""The desk at `/_desk/`, asked by plain requests: who is let in, what is listed, tried and saved."""

from __future__ import annotations

import http.client
import io
import json
import re
import signal
import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from PIL import Image
from serving import FILE, URL, WITHIN, Served, command, eventually, mark, serving, small_site, until

from generator import parse
from generator.digest import digest_bytes
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


NEW = "---\ntitle: पहली\ndate: 2024-08-01 10:00\n---\nबदला हुआ पाठ।\n"


# ── Who is let in ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_address_that_was_printed_opens_the_desk_and_keeps_its_token_out_of_later_addresses(author: Author) -> None:
    path = author.desk.address.partition(str(author.served.port))[2]
    status, text, headers = author.ask(path, Cookie="")
    assert status == 200 and author.token not in text
    cookie = headers["set-cookie"]
    assert cookie.endswith("; Path=/_desk/; HttpOnly; SameSite=Strict")
    assert (
        'content="0; url=/_desk/"' in text
    )  # a page of the desk, so that the browser sends what is never sent from elsewhere
    own = cookie.partition(";")[0]
    for sent in (own, f'other={{"a": 1}}; broken; {own}', f"{own}; =; a=b"):  # other programs' are sent along
        assert "पहली" in author.ask("/_desk/", Cookie=sent)[1]


@pytest.mark.parametrize("page", ["", "edit?path=" + FILE, "new", "events"])
@pytest.mark.parametrize("cookie", ["", "khabar-desk-{port}=", "khabar-desk-{port}={other}", "khabar-desk-1={token}"])
def test_without_the_token_nothing_is_shown(author: Author, page: str, cookie: str) -> None:
    given = cookie.format(port=author.served.port, token=author.token, other="x" * len(author.token))
    status, text, headers = author.ask(f"/_desk/{page}", Cookie=given)
    assert (status, "set-cookie" in headers) == (403, False)
    assert "पहली" not in text and author.desk.guard.form not in text


def test_a_wrong_token_in_the_address_opens_nothing(author: Author) -> None:
    status, _, headers = author.ask("/_desk/?token=wrong", Cookie="")
    assert (status, "set-cookie" in headers) == (403, False)
    assert author.ask("/_desk/?token=" + quote("हिन्दी"), Cookie="")[0] == 403


def test_a_foreign_name_is_answered_by_nobody(author: Author) -> None:
    for host in ("rebound.example", f"rebound.example:{author.served.port}", "", "localhost.rebound.example"):
        status, text, _ = author.ask("/_desk/", Host=host or "x")
        assert status == 403 and "पहली" not in text


def test_the_desk_has_a_name_of_its_own_so_that_no_page_of_the_site_is_of_its_origin(author: Author) -> None:
    port = author.served.port
    site, desk = f"127.0.0.1:{port}", f"localhost:{port}"
    status, text, headers = author.ask("/_desk/", Host=site)
    assert (status, headers["location"], text) == (303, f"http://{desk}/_desk/", "")
    for path in (URL, "/", "/hi/?a=b", "/_khabar/reload.js", "/_khabar/events"):
        status, text, headers = author.ask(path, Host=desk)
        assert (status, headers["location"], text) == (303, f"http://{site}{path}", "")
    assert author.ask(URL, Host=site)[0] == 200
    assert author.ask("/_desk/edit", "POST", b"path=x", Host=site, Origin=f"http://{site}")[0] == 403


@pytest.mark.parametrize("page", ["edit", "preview", "new"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "", "Sec_Fetch_Site": ""},
        {"Origin": "http://evil.example", "Sec_Fetch_Site": ""},
        {"Origin": "null", "Sec_Fetch_Site": ""},
        {"Origin": "http://127.0.0.1:{port}", "Sec_Fetch_Site": ""},
        {"Origin": "http://localhost:1", "Sec_Fetch_Site": "same-site"},
        {"Origin": "", "Sec_Fetch_Site": "cross-site"},
        {"Cookie": ""},
        {"Cookie": "khabar-desk-{port}=wrong"},
        {"Host": "rebound.example"},
    ],
)
def test_what_does_not_come_from_the_desk_changes_nothing(author: Author, page: str, headers: dict[str, str]) -> None:
    sent = {name: value.format(port=author.served.port) for name, value in headers.items()}
    before = (author.served.site.root / FILE).read_bytes()
    digest = author.digest()
    status, _, answered = author.post(page, sent, path=FILE, text=NEW, digest=digest, headline="Break in")
    assert status == 403 and "access-control-allow-origin" not in answered
    assert (author.served.site.root / FILE).read_bytes() == before
    assert not list((author.served.site.root / "content").rglob("break-in*"))


def test_a_form_without_the_desks_own_value_changes_nothing(author: Author) -> None:
    before = (author.served.site.root / FILE).read_bytes()
    for form in ("", "0" * 32, author.token):
        assert author.post("edit", form=form, path=FILE, text=NEW, digest=author.digest())[0] == 403
    assert (author.served.site.root / FILE).read_bytes() == before


def test_every_page_of_the_desk_may_do_little_and_is_framed_by_nobody(author: Author) -> None:
    for page in ("", "edit?path=" + FILE, "new", "?show=problems", "nowhere"):
        status, text, headers = author.ask(f"/_desk/{page}")
        assert status == (404 if page == "nowhere" else 200), text
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and f"frame-src http://127.0.0.1:{author.served.port};" in policy
        assert (headers["x-frame-options"], headers["cache-control"]) == ("DENY", "no-store")
        assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("length", ["18000001", "-1", "many", ""])
def test_a_body_that_is_too_big_is_not_read(author: Author, length: str) -> None:
    own = f"http://localhost:{author.served.port}"
    status, _, headers = author.ask(
        "/_desk/edit", "POST", Origin=own, Content_Length=length, Transfer_Encoding="chunked"
    )
    assert (status, headers["connection"]) == (413, "close")


def test_a_text_longer_than_an_article_may_be_is_not_saved(author: Author) -> None:
    before = (author.served.site.root / FILE).read_bytes()
    assert author.post("edit", path=FILE, digest=author.digest(), text="a" * 2_000_001)[0] == 413
    assert (author.served.site.root / FILE).read_bytes() == before


def test_nobody_else_takes_posts_and_the_site_none(author: Author) -> None:
    assert author.ask(URL, "POST", b"a=b", Host=f"127.0.0.1:{author.served.port}")[0] == 405
    assert author.served.get(URL)


def test_a_server_for_the_whole_network_has_no_desk(tmp_path: Path) -> None:
    with small_site() as site, command(site.root, "--host", "0.0.0.0", "--ui", "en") as process:
        until(process, "http://0.0.0.0")
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=WITHIN)
        assert "Desk:" not in out and "there is no desk" in errors


def test_the_command_prints_the_desk_beside_the_site_and_ends_at_once(tmp_path: Path) -> None:
    with small_site() as site, command(site.root, "--ui", "hi") as process:
        address = until(process, "डेस्क: ").split(": ", 1)[1].strip()
        with urllib.request.urlopen(address, timeout=WITHIN) as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        listening = urllib.request.Request(address.partition("?")[0] + "events", headers={"Cookie": cookie})
        with urllib.request.urlopen(listening, timeout=WITHIN) as events:  # a browser that waits for news
            assert events.readline().startswith(b"id: ")
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=5)
        assert process.returncode == 0
    with small_site() as site, command(site.root, "--ui", "en", "--no-desk") as process:
        port = until(process, "http://127").rpartition(":")[2].split("/")[0]
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=WITHIN)
        connection.request("GET", "/_desk/", headers={"Host": f"localhost:{port}"})
        assert connection.getresponse().status == 404
        connection.close()


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "",
        "content",
        "config.yaml",
        "content/../config.yaml",
        "content/world/../../secret.md",
        "/etc/passwd",
        "/etc/hosts.md",
        "../secret.md",
        "secret.md",
        "content/world/one.hi.md\0",
        "content/world/one.hi.md\0.md",
        "content\\world\\one.hi.md",
        "content//world/one.hi.md",
        "content/./world/one.hi.md",
        "content/world/.hidden.md",
        "content/.git/one.hi.md",
        "content/world/photo.jpg",
        "content/files/robots.md",
        "content/link.md",
        "content/linked/secret.md",
        "content/world/nowhere.hi.md",
        "content/world",
        "output/hi/index.html",
        "content/folder.md",
    ],
)
def test_only_articles_under_content_are_shown_tried_and_written(author: Author, path: str) -> None:
    root = author.served.site.root
    for name in ("secret.md", "content/.git/one.hi.md", "content/files/robots.md", "content/world/.hidden.md"):
        author.served.site.write(name, "---\ntitle: Secret\n---\nSECRET\n")
    author.served.site.write("content/world/photo.jpg", b"SECRET")
    (root / "content/link.md").symlink_to(root / "secret.md")
    (root / "content/linked").symlink_to(root)
    (root / "content/folder.md").mkdir()
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and ".cache" not in file.parts}
    status, text, _ = author.ask(f"/_desk/edit?path={quote(path)}")
    assert status == 404 and "SECRET" not in text
    for page in ("edit", "preview"):
        assert author.post(page, path=path, text="OWNED", digest=digest_bytes(b"SECRET"))[0] == 404
    outside = {file: data for file, data in before.items() if "output" not in file.parts}
    assert {file: file.read_bytes() for file in outside} == outside


def test_what_is_saved_is_built_and_stands_in_the_file_as_its_author_wrote_files(author: Author) -> None:
    for was, is_now in ((b"\xef\xbb\xbf", "\n"), (b"", "\r\n"), (b"", "\n")):
        author.served.site.write(FILE, was + NEW.replace("\n", is_now).encode())
        wanted = NEW.replace("बदला", f"फिर {len(is_now)}{len(was)} बदला")
        status, text, headers = author.post(
            "edit", path=FILE, digest=author.digest(), text=wanted.replace("\n", "\r\n")
        )
        assert (status, text) == (303, "")
        assert headers["location"] == f"/_desk/edit?{urlencode({'path': FILE, 'saved': 1})}"
        assert (author.served.site.root / FILE).read_bytes() == was + wanted.replace("\n", is_now).encode()
        author.served.wait_for(URL, f"फिर {len(is_now)}{len(was)} बदला")
    assert "\n\n---\ntitle" not in author.ask(f"/_desk/edit?path={FILE}")[1]


def test_a_file_that_was_changed_meanwhile_is_not_overwritten_and_both_texts_are_shown(author: Author) -> None:
    digest = author.digest()
    theirs = NEW.replace("बदला हुआ", "किसी और का")
    author.served.site.write(FILE, theirs)
    status, text, _ = author.post("edit", path=FILE, digest=digest, text=NEW)
    assert status == 409 and "बदला हुआ पाठ।" in text and "किसी और का पाठ।" in text
    assert (author.served.site.root / FILE).read_text("utf-8") == theirs
    assert author.post("edit", {"Accept": "application/json"}, path=FILE, digest=digest, text=NEW)[0] == 409
    # The page of the conflict knows the file as it is now, so that the author may decide.
    now = re.search('name="digest" value="([0-9a-f]+)"', text)
    assert now and author.post("edit", path=FILE, digest=now[1], text=NEW)[0] == 303
    assert (author.served.site.root / FILE).read_text("utf-8") == NEW


def test_half_of_a_text_is_not_saved(author: Author) -> None:
    file = author.served.site.root / FILE
    before = file.read_bytes()
    form = {"form": author.desk.guard.form, "path": FILE, "digest": author.digest(), "text": NEW}
    body = urlencode(form).encode()
    own = [f"Host: localhost:{author.served.port}", f"Cookie: khabar-desk-{author.served.port}={author.token}"]
    own += [
        f"Origin: http://localhost:{author.served.port}",
        "Sec-Fetch-Site: same-origin",
        f"Content-Length: {len(body)}",
    ]
    head = "\r\n".join(["POST /_desk/edit HTTP/1.1", *own, "", ""])
    with socket.create_connection(("127.0.0.1", author.served.port), WITHIN) as connection:
        connection.sendall(head.encode() + body[:-20])
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1000) == b""  # nobody is there to be answered
    assert file.read_bytes() == before


def test_the_same_text_is_saved_twice_without_a_conflict(author: Author) -> None:
    digest = author.digest()
    for _ in range(2):  # the answer to the first one may have been lost
        status, answer, _ = author.post("edit", {"Accept": "application/json"}, path=FILE, digest=digest, text=NEW)
        assert (status, json.loads(answer)["digest"]) == (200, author.digest())


def test_a_text_that_takes_for_ever_is_named_and_holds_nobody_up(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse, "SECONDS", 1)
    found = author.try_text(NEW + "[a](b " * 20000)
    assert found["source"] == "" and "1" in found["problems"] and "[" in found["problems"]
    assert author.page_of(NEW)


def test_a_file_that_is_no_text_is_left_to_an_editor(author: Author) -> None:
    author.served.site.write(FILE, b"---\ntitle: \xff\xfe\n---\n")
    status, text, _ = author.ask(f"/_desk/edit?path={FILE}")
    assert status == 200 and "UTF-8" in text and "<textarea" not in text


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_tried_as_the_build_would_make_it_and_nothing_is_written(author: Author) -> None:
    root = author.served.site.root
    before = author.served.get(URL)
    files = {file: file.read_bytes() for name in ("content", "output") for file in (root / name).rglob("*.*")}
    tried = author.page_of(NEW)
    assert "बदला हुआ पाठ।" in tried
    assert {file: file.read_bytes() for file in files} == files and author.served.get(URL) == before
    author.post("edit", path=FILE, digest=author.digest(), text=NEW)
    author.served.wait_for(URL, "बदला हुआ पाठ।")

    def bare(html: str) -> str:
        return re.sub(r'<script src="/_khabar/[^>]*></script>', "", html)

    assert bare(tried) == bare(author.served.get(URL))


def test_what_is_tried_stays_out_of_later_builds(author: Author) -> None:
    author.page_of(NEW.replace("title: पहली", "title: अफ़वाह\ntags: [झूठ]"))
    author.served.site.article("world/three.hi.md", title="तीसरी")
    mark(author.served)
    output = {name: data for name, data in author.served.site.output().items() if name.endswith((".html", ".xml"))}
    assert [name for name, data in output.items() if "अफ़वाह".encode() in data or "झूठ".encode() in data] == []
    clean = author.served.site.clean(now=author.served.server.builder.later.job.site.now, keep_going=True)
    assert {name: clean[name] for name in output} == output


def test_problems_of_the_text_are_told_with_their_lines(author: Author) -> None:
    found = author.try_text("---\ntitle: पहली\ndate: 31 फरवरी 2026\n---\nएक\n\n[कड़ी](nowhere.md) <b>&amp;\n")
    assert 'data-line="3"' in found["problems"] and 'data-line="7"' in found["problems"]
    assert "<mark>" in found["problems"] and "<b>" not in found["problems"]
    assert author.try_text("---\ntitle: x\n")["source"] == ""  # the last good page stays


def test_drafts_have_a_page_here_and_nowhere_else(author: Author) -> None:
    path = "content/world/three.hi.md"
    author.served.site.article("world/three.hi.md", title="मसौदा", draft="true")
    eventually(lambda: "मसौदा" in author.ask("/_desk/?show=draft")[1])
    text = (author.served.site.root / path).read_text("utf-8")
    assert "मसौदा" in author.page_of(text, path)
    assert author.served.ask("/hi/duniya/three/")[0] == 404


def test_a_picture_of_an_unsaved_text_is_shown(author: Author) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (900, 600), "navy").save(picture, "JPEG")
    author.served.site.write("content/world/new.jpg", picture.getvalue())
    eventually(lambda: "/media/" in author.page_of(NEW + "\n![चित्र](new.jpg)\n"))
    page = author.page_of(NEW + "\n![चित्र](new.jpg)\n")
    sources = re.findall(r"/media/[^\s\"]+\.(?:jpg|webp|avif)", page)
    assert sources
    status, _, headers = author.served.ask(sources[0])
    assert status == 200 and headers["content-type"].startswith("image/")


def test_a_site_below_a_base_path_has_its_desk_at_the_root() -> None:
    with small_site() as site, serving(site.root, base_url="https://x.example/blog/") as served:
        desk = open_desk(served.server, served.http)
        author = Author(served, desk, desk.guard.token)
        assert listed(author.ask("/_desk/")[1]) == ["पहली", "दूसरी"]
        source = author.try_text(NEW)["source"].partition(str(served.port))[2]
        assert source.startswith("/blog/_khabar/preview/") and "बदला हुआ" in served.get(source)
        assert 'src="/blog/_khabar/preview.js"' in served.get(source)
        assert served.ask("/blog/_khabar/preview.js")[0] == 200


def test_the_frame_of_a_text_belongs_to_the_desk_alone(author: Author) -> None:
    address = author.try_text(NEW)["source"]
    path = address.partition(str(author.served.port))[2]
    assert address.startswith(f"http://127.0.0.1:{author.served.port}/_khabar/preview/")
    headers = author.served.ask(path)[2]
    assert headers["content-security-policy"] == f"frame-ancestors http://localhost:{author.served.port}"
    assert author.served.ask(f"/_khabar/preview/{'0' * 32}")[0] == 404


def test_a_new_story_is_begun_as_the_command_begins_it(author: Author) -> None:
    status, _, headers = author.post(
        "new", headline="Rain <b>again", hindi="फिर बारिश: तस्वीरें", section="world", only=""
    )
    assert status == 303 and headers["location"] == "/_desk/edit?path=content%2Fworld%2Frain-b-again.hi.md"
    text = author.ask(headers["location"])[1]
    assert "title: फिर बारिश: तस्वीरें" in text and "draft: true" in text
    assert text.count("<iframe") == 2  # both editions, before any build
    assert (author.served.site.root / "content/world/rain-b-again.en.md").is_file()
    status, text, _ = author.post("new", headline="Rain <b>again", hindi="", section="world", only="")
    assert status == 422 and 'value="Rain &lt;b&gt;again"' in text


def test_a_missing_translation_is_begun_as_the_command_begins_it(author: Author) -> None:
    author.served.site.article("world/alone.hi.md", title="अकेली ख़बर", body="पहला अनुच्छेद।\n")
    eventually(lambda: "अकेली ख़बर" in author.ask("/_desk/")[1])
    text = author.ask("/_desk/")[1]
    assert '<button form="begin" name="to" value="en content/world/alone.hi.md"' in text
    status, _, headers = author.post("translate", to="en content/world/alone.hi.md")
    assert status == 303 and headers["location"] == "/_desk/edit?path=content%2Fworld%2Falone.en.md"
    assert "&lt;!-- hi: पहला अनुच्छेद। --&gt;" in author.ask(headers["location"])[1]
    status, text, _ = author.post("translate", to="en content/world/alone.hi.md")
    assert status == 422 and "content/world/alone.en.md" in text
    for wrong in ("en ../../etc/passwd", "xx content/world/alone.hi.md", ""):
        assert author.post("translate", to=wrong)[0] == 422
    assert author.post("translate", to="en content/world/alone.hi.md", form="")[0] == 403


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────


def listed(text: str) -> list[str]:
    return re.findall(r'<a class="title"[^>]*>([^<]*)</a>', text)


def counted(text: str) -> dict[str, int]:
    return {name: int(number) for name, number in re.findall(r'class="([a-z]+)"[^>]*>[^<]*<b[^>]*>(\d+)</b>', text)}


def test_stories_are_listed_by_state_and_pair(author: Author) -> None:
    site = author.served.site
    site.article("world/pair.hi.md", title="जोड़ी", date="2024-08-05")
    site.article("world/pair.en.md", title="The pair", date="2024-08-05", translated_from="hi 00000000")
    site.article("india/draft.hi.md", title="अधूरी", date="2024-08-04", draft="true")
    site.article("india/soon.hi.md", title="आने वाली", date="2999-01-01")
    site.article("india/over.hi.md", title="बीती", date="2024-01-01", expire="2024-01-02")
    site.article("india/quiet.hi.md", title="चुप", date="2024-02-01", unlisted="true")
    site.article("india/wrong.hi.md", title="ग़लत", date="2024-03-01", body="[कड़ी](nowhere.md)\n")
    mark(author.served)
    shown = lambda query="": listed(author.ask(f"/_desk/{query}")[1])  # noqa: E731 # short
    assert shown() == ["आने वाली", "जोड़ी", "The pair", "अधूरी", "पहली", "दूसरी", "ग़लत", "चुप", "बीती"]
    assert shown("?show=draft") == ["अधूरी"] and shown("?show=scheduled") == ["आने वाली"]
    assert shown("?show=expired") == ["बीती"] and shown("?show=unlisted") == ["चुप"]
    assert shown("?show=outdated") == ["जोड़ी", "The pair"] and shown("?edition=en") == ["जोड़ी", "The pair"]
    site.article("world/both.hi.md", title="दोनों", date="2023-01-01")
    site.article("world/both.en.md", title="Both", date="2023-01-01")
    mark(author.served)
    assert shown("?show=complete") == ["दोनों", "Both"]
    assert "जोड़ी" not in shown("?show=missing") and "पहली" in shown("?show=missing")
    assert shown("?section=india&show=published") == ["ग़लत", "चुप"]
    assert shown("?q=" + quote("जोडी")) == ["जोड़ी", "The pair"] == shown("?q=PAIR")  # a nukta is easily left out
    assert shown("?q=nothing") == []
    counts = counted(author.ask("/_desk/")[1])
    assert (counts["all"], counts["draft"], counts["problems"]) == (9, 1, 1)
    assert "nowhere.md" in author.ask("/_desk/?show=problems")[1]


def test_a_file_that_cannot_be_used_stands_with_its_story(author: Author) -> None:
    author.served.site.article("world/one.en.md", title=None)
    eventually(lambda: "content/world/one.en.md" in listed(author.ask("/_desk/")[1]))
    assert counted(author.ask("/_desk/")[1])["problems"] == 1
    assert "content/world/one.en.md" in author.ask("/_desk/?show=problems")[1]
    assert author.ask("/_desk/edit?path=content/world/one.en.md")[0] == 200


def test_the_list_follows_what_is_written_moved_and_deleted(author: Author) -> None:
    site = author.served.site
    assert listed(author.ask("/_desk/")[1]) == ["पहली", "दूसरी"]
    site.article("world/one.hi.md", title="नया नाम")
    eventually(lambda: listed(author.ask("/_desk/")[1]) == ["नया नाम", "दूसरी"])
    (site.root / FILE).rename(site.root / "content/world/zero.hi.md")
    eventually(lambda: listed(author.ask("/_desk/")[1]) == ["दूसरी", "नया नाम"])
    site.delete("content/world/zero.hi.md")
    eventually(lambda: listed(author.ask("/_desk/")[1]) == ["दूसरी"])


def test_long_lists_are_cut_into_pages(author: Author) -> None:
    for number in range(45):
        author.served.site.article(f"world/many-{number}.hi.md", title=f"कई {number}", date="2024-09-01")
    mark(author.served)
    assert [len(listed(author.ask(f"/_desk/?page={page}")[1])) for page in ("1", "2", "99", "x", "-1", quote("०"))] == [
        40,
        7,
        7,
        40,
        40,
        40,
    ]


def test_what_keeps_the_whole_site_from_being_built_is_told(author: Author) -> None:
    author.served.site.write("config.yaml", "title: [\n")
    eventually(lambda: "config.yaml" in author.ask("/_desk/?show=problems")[1])
    assert "पहली" in author.ask("/_desk/")[1]


def test_the_desk_is_in_no_output(author: Author) -> None:
    author.ask(f"/_desk/edit?path={FILE}")
    author.try_text(NEW)
    assert [name for name in author.served.site.output() if "_desk" in name or "_khabar" in name] == []
