"""`khabar host`: what it writes is tried with the real nginx and Caddy, and held against the hosts' own schemas."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml
from conftest import CONFIG, SiteFolder

from generator.cli import HOSTS, main
from generator.hosts import HOSTS as KNOWN
from generator.hosts import fill, nginx

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"  # not on everybody's path
CADDY = shutil.which("caddy")


@dataclass
class Server:
    """A web server that shows a built site below a base path."""

    port: int
    base: str

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", self.base + path, headers={"Host": f"127.0.0.1:{self.port}", **names})
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
            return answer.status, found, answer.read()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the server ended at once"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


def write_site(site: SiteFolder, port: int, base: str) -> Path:
    """A built site with an old address, a withdrawn story, a packed file; the folder it is shown from."""
    site.write("config.yaml", CONFIG.replace("https://khabar.example/", f"http://127.0.0.1:{port}{base}"))
    for code in ("hi", "en"):
        site.article(f"world/one.{code}.md", title=f"One {code}", aliases=f"/old/one-{code}.html")
    site.article("world/wrong.en.md", title="Wrong", gone="yes", untranslated="yes")
    site.article("world/purana.hi.md", title="Purana", aliases="/पुराना/पता/", untranslated="yes")
    site.write("content/files/app.webmanifest", "{}")
    site.build()
    output = site.root / "output"
    (output / "hi/packed.html.gz").write_bytes(gzip.compress(b"<p>packed"))
    (output / "hi/packed.html").write_bytes(b"<p>as it is")
    (output / "_headers").write_text(
        f'{base}*\n  X-Content-Type-Options: nosniff\n{base}hi/latest/*\n  X-Note: "a"; b\n'
    )
    shown = site.root / "shown"
    place = shown / base.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(output)
    return shown


def write_config(site: SiteFolder, host: str, shown: Path) -> str:
    assert main(["host", host, "--site", str(site.root), "--root", str(shown)]) == 0
    (path,) = KNOWN[host]
    return (site.root / path).read_text()


def start_nginx(site: SiteFolder, port: int, shown: Path) -> subprocess.Popen[bytes]:
    text = write_config(site, "nginx", shown)
    # On this machine alone, as nobody else is to see a test.
    text = text.replace(f"listen {port};", f"listen 127.0.0.1:{port};").replace(f"    listen [::]:{port};\n", "")
    site.write("nginx/site.conf", text)
    places = "".join(
        f"{name}_temp_path {site.root}/nginx/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    main_file = site.write(
        "nginx/nginx.conf",
        f"daemon off; {user} worker_processes 1; pid {site.root}/nginx/pid; error_log {site.root}/nginx/error.log;\n"
        f"events {{}}\nhttp {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n"
        f"{places}\ninclude {site.root}/nginx/site.conf; }}\n",
    )
    error = f"{site.root}/nginx/error.log"
    tried = subprocess.run(
        [NGINX, "-t", "-c", str(main_file), "-e", error], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    return subprocess.Popen([NGINX, "-c", str(main_file), "-e", error])


def start_caddy(site: SiteFolder, shown: Path) -> subprocess.Popen[bytes]:
    text = "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n" + write_config(site, "caddy", shown)
    file = site.write("caddy/Caddyfile", text)
    environment = {
        **os.environ,
        "HOME": str(site.root),
        "XDG_DATA_HOME": str(site.root),
        "XDG_CONFIG_HOME": str(site.root),
    }
    command = [str(CADDY), "run", "--config", str(file), "--adapter", "caddyfile"]
    with (site.root / "caddy/log").open("wb") as log:
        return subprocess.Popen(command, env=environment, stderr=log, stdout=log)


NEEDS_CADDY = pytest.mark.skipif(CADDY is None, reason="Caddy is not installed")


@pytest.fixture(
    params=[
        ("nginx", "/"),
        ("nginx", "/blog/"),
        pytest.param(("caddy", "/"), marks=NEEDS_CADDY),
        pytest.param(("caddy", "/blog/"), marks=NEEDS_CADDY),
    ],
    ids=lambda param: "-at-".join(param),
)
def server(site: SiteFolder, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server started with the files that Khabar writes."""
    name, base = request.param
    port = free_port()
    shown = write_site(site, port, base)
    process = start_nginx(site, port, shown) if name == "nginx" else start_caddy(site, shown)
    try:
        wait_for(port, process)
        yield Server(port, base)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def test_a_server_shows_the_site_as_it_is_meant(server: Server, site: SiteFolder) -> None:
    base = server.base
    # pages, with their type, their encoding, and how long they may be kept
    status, headers, page = server.get("hi/")
    assert (status, page) == (200, (site.root / "output/hi/index.html").read_bytes())
    assert headers["content-type"].lower() == "text/html; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert headers["x-content-type-options"] == "nosniff"
    assert server.get("hi/", If_None_Match=headers["etag"])[0] == 304
    style = next(each.name for each in (site.root / "output/assets").glob("*.css"))
    assert "immutable" in server.get(f"assets/{style}")[1]["cache-control"]
    # a header of some pages alone
    assert server.get("hi/latest/")[1]["x-note"] == '"a"; b'
    assert "x-note" not in headers
    # what is not there is said in the edition's language, and no browser keeps it for ever
    for code, path in (("hi", "hi/nowhere/"), ("en", "en/duniya/nowhere.html"), ("", "nowhere")):
        status, headers, page = server.get(path)
        assert (status, page) == (404, (site.root / "output" / code / "404.html").read_bytes())
    status, headers, _ = server.get("assets/gone.css")
    assert status == 404 and "immutable" not in headers.get("cache-control", "")
    # a folder without its slash
    status, headers, _ = server.get("hi/duniya")
    assert status in (301, 308) and headers["location"] == f"{base}hi/duniya/"
    # old addresses, in any script
    status, headers, _ = server.get("old/one-hi.html")
    assert (status, headers["location"]) == (301, f"{base}hi/duniya/one/")
    status, headers, _ = server.get(
        "%E0%A4%AA%E0%A5%81%E0%A4%B0%E0%A4%BE%E0%A4%A8%E0%A4%BE/%E0%A4%AA%E0%A4%A4%E0%A4%BE/"
    )
    assert (status, headers["location"]) == (301, f"{base}hi/duniya/purana/")
    # a withdrawn story
    status, _, page = server.get("en/world/wrong/")
    assert (status, page) == (410, (site.root / "output/en/world/wrong/index.html").read_bytes())
    # the root page by language
    assert server.get("")[0] == 200
    status, headers, _ = server.get("", Accept_Language="hi-IN,en;q=0.5")
    assert (status, headers["location"]) == (302, f"{base}hi/")
    assert "accept-language" in headers["vary"].lower()
    assert server.get("", Accept_Language="en")[1]["location"] == f"{base}en/"
    assert server.get("", Accept_Language="fr")[0] == 200
    # what is for hosts is not for readers
    assert server.get("_headers")[0] == server.get("_redirects")[0] == 404
    # types that servers do not know, packed files, feeds
    assert "manifest+json" in server.get("app.webmanifest")[1]["content-type"]
    packed = server.get("hi/packed.html", Accept_Encoding="gzip")
    assert packed[1]["content-encoding"] == "gzip" and gzip.decompress(packed[2]) == b"<p>packed"
    assert server.get("hi/packed.html")[2] == b"<p>as it is"
    assert "xml" in server.get("hi/feed.xml")[1]["content-type"]


def test_hsts_is_sent_where_the_site_is_secure(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.build()
    assert "listen 80;" in write_config(site, "nginx", Path("/srv/www"))
    assert not (site.root / "hosting/local.conf").exists()  # that is for an address on this machine
    text = write_config(site, "caddy", Path("/srv/www"))
    assert text.splitlines()[2] == "khabar.example {"
    assert 'Strict-Transport-Security "max-age=31536000"' in text


# ── GitHub Pages, Netlify, Cloudflare ────────────────────────────────────────────────────────────────────────────────


def test_the_workflow_is_one_that_github_accepts(site: SiteFolder) -> None:
    assert main(["host", "github-pages", "--site", str(site.root)]) == 0
    file = site.root / ".github/workflows/site.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    file.write_text(file.read_text().replace("runs-on:", "run-on:"))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_the_workflow_restores_the_cache_before_it_builds_for_the_address_of_the_pages(site: SiteFolder) -> None:
    main(["host", "github-pages", "--site", str(site.root)])
    workflow = yaml.safe_load((site.root / ".github/workflows/site.yml").read_text())
    steps = workflow["jobs"]["build"]["steps"]
    used = [each.get("uses", each.get("run", "")).partition("@")[0] for each in steps]
    cache, build = used.index("actions/cache"), next(place for place, each in enumerate(used) if "khabar build" in each)
    assert cache < build < used.index("actions/upload-pages-artifact")
    assert steps[cache]["with"]["path"].split() == [".cache", "output"]
    assert steps[cache]["with"]["restore-keys"] in steps[cache]["with"]["key"]
    assert steps[build]["run"] == 'khabar build --base-url "${{ steps.pages.outputs.base_url }}/"'
    assert [each.get("id") for each in steps].index("pages") < build
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert (site.root / "requirements.txt").read_text().startswith("khabar==")


def test_a_build_with_a_restored_cache_does_only_what_is_new(
    site: SiteFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for number in range(5):
        site.article(f"world/{number}.hi.md")
    site.build()
    # A fresh checkout: every file of the sources is new to the file system, and the cache comes out of an archive.
    checkout = tmp_path_factory.mktemp("checkout")
    for name in ("content", "config.yaml", ".cache", "output"):
        source = site.root / name
        if source.is_dir():
            shutil.copytree(source, checkout / name)
        else:
            shutil.copyfile(source, checkout / name)
    for file in (each for each in checkout.rglob("*") if each.is_file()):
        os.utime(file)
    fresh = SiteFolder(checkout, replace(site.options, site=checkout))
    assert (fresh.build().written, fresh.build().deleted) == (0, 0)
    fresh.article("world/new.hi.md")
    assert 0 < fresh.build().written < len(fresh.output()) / 2


def test_netlify_builds_for_its_own_address_and_shows_each_editions_page_for_what_is_not_there(
    site: SiteFolder,
) -> None:
    main(["host", "netlify", "--site", str(site.root)])
    told = tomllib.loads((site.root / "netlify.toml").read_text())
    assert told["build"] == {
        "command": 'khabar build --base-url "$URL/"',
        "publish": "output",
        "environment": {"PYTHON_VERSION": "3.12"},
    }
    assert "$DEPLOY_PRIME_URL/" in told["context"]["deploy-preview"]["command"]
    assert told["redirects"] == [
        {"from": "/hi/*", "to": "/hi/404.html", "status": 404},
        {"from": "/en/*", "to": "/en/404.html", "status": 404},
    ]


def test_cloudflare_gets_its_folder_and_a_script_that_runs(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    main(["host", "cloudflare", "--site", str(site.root)])
    told = tomllib.loads((site.root / "wrangler.toml").read_text())
    assert (told["name"], told["pages_build_output_dir"]) == ("khabar-example", "output")
    programs = site.root / "bin"
    for name in ("pip", "khabar"):
        site.write(f"bin/{name}", f'#!/bin/sh\necho {name} "$@" >> "{site.root}/said"\n').chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "CF_PAGES_URL": "https://x.pages.example"}
    for branch in ("main", "idea"):
        subprocess.run(["bash", "build.sh"], cwd=site.root, env={**environment, "CF_PAGES_BRANCH": branch}, check=True)
    assert (site.root / "said").read_text().splitlines() == [
        "pip install -r requirements.txt",
        "khabar build",
        "pip install -r requirements.txt",
        "khabar build --base-url https://x.pages.example/",
    ]


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_site_can_be_started_for_a_host(host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "news"), "--host", host]) == 0
    assert [path for path in KNOWN[host] if not (tmp_path / "news" / path).is_file()] == []
    assert main(["build", "--site", str(tmp_path / "news"), "--quiet"]) == 0
    assert capsys.readouterr().err.replace("note: the site is not built yet", "").count("error") == 0


def test_what_an_author_wrote_is_left_alone_and_what_khabar_wrote_is_made_anew(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = site.write("netlify.toml", "[build]\n")
    main(["host", "netlify", "--site", str(site.root)])
    assert mine.read_text() == "[build]\n"
    assert "netlify.toml is yours, and was left alone" in capsys.readouterr().err
    main(["host", "nginx", "--site", str(site.root)])
    conf = site.root / "hosting/nginx.conf"
    assert "one-hi.html" not in conf.read_text()
    site.article("world/one.hi.md", aliases="/old/one-hi.html")
    site.build()
    main(["host", "nginx", "--site", str(site.root)])
    assert "one-hi.html" in conf.read_text()


def test_the_hosts_of_the_command_are_those_that_there_are() -> None:
    assert set(HOSTS) == KNOWN.keys()


def test_gaps_that_nothing_fills_stay_and_are_seen() -> None:
    assert fill("@BASE@x @WHAT@\n", {"BASE": "/"}) == "/x @WHAT@\n"
    assert nginx.quoted("/a$b") == '"/a%24b"'
