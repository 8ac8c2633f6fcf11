"""Sites in a string: what every test starts from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from generator.options import BuildOptions, Report
from generator.quick import build

# The same examples on every run and every machine, however slow; KHABAR_SEED, as in `make soak`, gives others.
settings.register_profile(
    "khabar",
    deadline=None,
    derandomize="KHABAR_SEED" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("khabar")

# Pictures that were made for one test are there for all others, of this run and of later ones.
os.environ.setdefault("KHABAR_PICTURES", str(Path(__file__).resolve().parent.parent / ".cache" / "pictures"))

NOW = datetime(2024, 9, 1, 12, 0, tzinfo=ZoneInfo("Asia/Kolkata"))
CONFIG = """\
title: ख़बर
base_url: https://khabar.example/
editions:
  hi: {tagline: सबकी ख़बर}
  en: {title: Khabar, tagline: News for all}
taxonomies:
  section:
    terms:
      world: {hi: दुनिया, en: World}
      india: {hi: देश, en: India}
"""


@pytest.fixture(scope="session", autouse=True)
def layouts_compiled_once() -> Iterator[None]:
    """The tests build hundreds of new sites, and half of each build would be compiling the same layouts."""
    from generator.coding import LayoutEnvironment

    compiled: dict[tuple[Any, ...], Any] = {}
    compile_anew = LayoutEnvironment.compile

    def compile_once(self: LayoutEnvironment, source: Any, name: Any = None, filename: Any = None, **how: Any) -> Any:
        key = (source, name, filename, *how.items())
        if key not in compiled:
            compiled[key] = compile_anew(self, source, name, filename, **how)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LayoutEnvironment, "compile", compile_once)
        yield


@dataclass
class SiteFolder:
    """A site's folder on disk, with the few things that tests do to one."""

    root: Path
    options: BuildOptions

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def article(self, path: str, body: str = "एक पंक्ति।\n", **fields: object) -> Path:
        """An article under content/, with a title and a date unless the test says something else (None: left out)."""
        front = {"title": "शीर्षक", "date": "2024-08-01 10:00", **fields}
        lines = [f"{name}: {value}" for name, value in front.items() if value is not None]
        return self.write(f"content/{path}", "\n".join(["---", *lines, "---", body]))

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def build(self, **options: object) -> Report:
        return build(replace(self.options, **options))

    def read(self, path: str) -> str:
        """A file of the output, as text."""
        return (self.root / "output" / path).read_text("utf-8")

    def output(self) -> dict[str, bytes]:
        """Every file of the output by its path."""
        root = self.root / "output"
        return {
            file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()
        }


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    """An empty bilingual site with two sections."""
    folder = SiteFolder(tmp_path, BuildOptions(site=tmp_path, now=NOW))
    folder.write("config.yaml", CONFIG)
    return folder


def rules(report: Report) -> list[str]:
    """The rules of a build's problems, in the order of their places."""
    return [each.rule for each in report.problems]
