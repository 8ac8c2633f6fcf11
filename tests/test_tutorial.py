"""The tutorial is followed word for word, in both languages, until the story is online."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from serving import REPOSITORY, eventually
from test_hosts import NGINX, free_port

PAGES = REPOSITORY / "docs/content"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`(content/\S+\.md)`")


@dataclass
class Newcomer:
    """Somebody who does what the tutorial says, word for word; only ports are others."""

    folder: Path
    language: str
    said: Path  # what the server prints
    heard: int = 0  # how much of it has been read
    file: str = ""  # the article that is being written
    serve_port: int = field(default_factory=free_port)
    online_port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def read(self, page: str) -> None:
        """Follows a page from its first chapter on; what stands above it installs Khabar."""
        before = page.index("\n## 1. ")
        for block in _BLOCK.finditer(page, before):
            text = page[before : block.start()]
            before = block.end()
            if block[1] == "console":
                self.console(text, block[2])
            elif block[1] == "markdown":
                self.write(text, block[2])
            elif block[1] == "yaml":
                self.configure(block[2])

    def console(self, text: str, block: str) -> None:
        if not block.startswith("$ "):
            if "`draft: true`" in text:
                self.save(self.file, (self.folder / self.file).read_text("utf-8").replace("draft: true\n", ""))
            self.hear(block)
            return
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = each.partition("\n")
            self.run(command, shown)

    def run(self, command: str, shown: str) -> None:
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
        elif command == "khabar serve":
            self.server = self.start([sys.executable, "-m", "generator", "serve", "--port", str(self.serve_port)])
            self.hear(shown)
        elif command.startswith("nginx "):
            self.start([NGINX, *command.split()[1:]])
        else:
            if command == "khabar build" and self.server:
                self.server.send_signal(signal.SIGINT)
                self.server.wait(30)
                self.server = None
            ran = subprocess.run(
                command,
                shell=True,
                cwd=self.folder,
                env=self.environment(),
                capture_output=True,
                text=True,
                check=False,
            )
            assert ran.returncode == 0, ran.stderr
            assert re.fullmatch(pattern(shown), ran.stdout), ran.stdout

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self.said.open("ab") as said:
            process = subprocess.Popen(command, cwd=self.folder, env=self.environment(), stdout=said, stderr=said)
        self.started.append(process)
        return process

    def environment(self) -> dict[str, str]:
        path = os.pathsep.join((f"{self.said.parent}/bin", os.environ["PATH"]))
        return {**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY), "KHABAR_UI": self.language, "NO_COLOR": "1"}

    def hear(self, shown: str) -> None:
        """Waits until the server has said something."""
        wanted = re.compile(pattern(shown))

        def heard() -> bool:
            found = wanted.search(self.said.read_text("utf-8"), self.heard)
            self.heard = found.end() if found else self.heard
            return bool(found)

        eventually(heard)

    def write(self, text: str, block: str) -> None:
        named = _FILE.findall(text)
        self.file = named[-1] if named else self.file
        lines = block.splitlines(keepends=True)
        if lines.count("---\n") < 2:  # the beginning of what is there, with one line more
            lines += (self.folder / self.file).read_text("utf-8").splitlines(keepends=True)[len(lines) - 1 :]
        self.save(self.file, "".join(lines))

    def configure(self, block: str) -> None:
        there = (self.folder / "config.yaml").read_text("utf-8")
        first = block.splitlines()[0]
        if "base_url:" in first:
            there = re.sub(r"^base_url:.*\n", block.replace("8080", str(self.online_port)), there, flags=re.MULTILINE)
        else:
            there = there[: there.index(f"{first}\n")] + block
        self.save("config.yaml", there)

    def save(self, path: str, text: str) -> None:
        whole = self.said.parent / "whole"
        whole.write_text(text, "utf-8")
        whole.replace(self.folder / path)


def pattern(shown: str) -> str:
    """What the tutorial shows, with any numbers in place of its own, and anything for what it leaves out."""
    pieces = re.split(r"\d+(?:\.\d+)?", shown)
    return r"\d+(?:\.\d+)?".join(map(re.escape, pieces)).replace("…", r"\S+")


@pytest.fixture
def newcomer(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Newcomer]:
    khabar = tmp_path / "bin/khabar"
    khabar.parent.mkdir()
    khabar.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    khabar.chmod(0o755)
    said = tmp_path / "said"
    said.touch()
    found = Newcomer(tmp_path, request.param, said)
    try:
        yield found
    finally:
        for process in found.started:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            process.wait(30)


@pytest.mark.skipif(shutil.which("nginx") is None and not Path(NGINX).exists(), reason="nginx is not installed")
@pytest.mark.parametrize("newcomer", ["en", "hi"], indirect=True)
def test_whoever_follows_the_tutorial_has_a_story_in_two_languages_online(newcomer: Newcomer) -> None:
    newcomer.read((PAGES / newcomer.language / "pages/tutorial/first-story.md").read_text("utf-8"))
    pages: dict[str, str] = {}

    def online() -> bool:
        with contextlib.suppress(OSError):
            for path in ("hi/khabren/library-sunday/", "en/news/library-sunday/"):
                with urllib.request.urlopen(f"http://127.0.0.1:{newcomer.online_port}/{path}") as answer:
                    pages[path] = answer.read().decode("utf-8")
        return len(pages) == 2

    eventually(online)
    assert "अब रविवार को भी खुलेगा पुस्तकालय" in pages["hi/khabren/library-sunday/"]
    assert (
        f'href="http://localhost:{newcomer.online_port}/hi/khabren/library-sunday/"' in pages["en/news/library-sunday/"]
    )
    assert "Libraries" in pages["en/news/library-sunday/"] and "draft" not in pages["en/news/library-sunday/"].lower()
