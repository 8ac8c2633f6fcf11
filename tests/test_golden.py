"""The golden site: a small bilingual site, and every byte that it has to become.

When a change of the output is meant, write it down with `GOLDEN=refresh python -m pytest tests/test_golden.py` and look
at `git diff tests/golden/expected`.
"""

from __future__ import annotations

import difflib
import io
import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image

from generator.options import BuildOptions
from generator.quick import build

GOLDEN = Path(__file__).resolve().parent / "golden"
EXPECTED = GOLDEN / "expected"
MADE, MARK = (".avif", ".webp", ".jpg", ".png"), b"a picture: "
NOW = datetime(2024, 8, 21, 14, 0, tzinfo=ZoneInfo("Asia/Kolkata"))


def files(root: Path) -> dict[str, bytes]:
    """Every file but the faces, and the shards of the search, which tests/test_search.py asks what they find."""
    return {
        path.relative_to(root).as_posix(): told(path.read_bytes()) if path.suffix in MADE else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.parent.parent.name != "search" and path.parent.name != "fonts"
    }


def told(data: bytes) -> bytes:
    """Of a picture that is made, its format and size: its bytes are those of the encoder that a machine has."""
    if data.startswith(MARK):
        return data
    image = Image.open(io.BytesIO(data))
    return MARK + f"{image.format} {image.width} × {image.height}\n".encode()


def difference(path: str, found: bytes, wanted: bytes) -> str:
    """The first lines in which a file is not what it has to be."""
    lines = difflib.unified_diff(
        wanted.decode(errors="replace").splitlines(),
        found.decode(errors="replace").splitlines(),
        "expected",
        path,
        lineterm="",
        n=0,
    )
    return "\n".join(list(lines)[:12])


def test_the_golden_site_is_what_it_was(tmp_path: Path) -> None:
    for name in ("config.yaml", "content", "layouts"):
        source = GOLDEN / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    report = build(BuildOptions(site=tmp_path, now=NOW))
    assert report.problems == ()
    found = files(tmp_path / "output")
    if os.environ.get("GOLDEN") == "refresh":
        shutil.rmtree(EXPECTED, ignore_errors=True)
        shutil.copytree(
            tmp_path / "output",
            EXPECTED,
            ignore=lambda folder, names: names if Path(folder).parent.name == "search" else {"fonts"} & {*names},
        )
        for path in EXPECTED.rglob("*"):
            if path.suffix in MADE:
                path.write_bytes(told(path.read_bytes()))
    wanted = files(EXPECTED)
    assert sorted(found) == sorted(wanted), "GOLDEN=refresh writes the new tree"
    different = [path for path in wanted if found[path] != wanted[path]]
    shown = "\n".join(difference(path, found[path], wanted[path]) for path in different[:5])
    assert not different, f"{len(different)} files differ; GOLDEN=refresh writes them anew\n{shown}"


def test_the_golden_site_has_something_of_everything() -> None:
    output = files(EXPECTED)
    text = b"".join(output.values()).decode()
    for mark in (
        'class="facts"',
        'class="pull"',
        "workTranslation",
        "VideoObject",
        "hreflang",
        'class="pair"',
        'class="crumbs"',
    ):
        assert mark in text
    for mark in (
        'class="strip"',
        'class="pager"',
        'http-equiv="refresh"',
        "fnref",
        "align-right",
        'class="corrections"',
        '<source type="image/avif"',
        "/cards/hi/",
    ):
        assert mark in text
    assert "hi/duniya/later/index.html" not in output
    assert {
        "hi/index.html",
        "en/index.html",
        "index.html",
        "404.html",
        "_redirects",
        "sitemap.xml",
        ".nojekyll",
    } <= output.keys()
