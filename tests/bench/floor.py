"""What the least would cost in this language: read, YAML, text, one bare layout, write, and nothing else.

    python -m tests.bench.floor SITE        a Khabar site, as tests.bench.corpus makes one

No links are looked up, no list, feed or map is made, nothing is checked and nothing remembered. What it prints is
processor time, one process, microseconds an article: what a cold build can't go under by leaving out its own work.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import Environment

from generator.article import parse_body

if TYPE_CHECKING:
    from collections.abc import Sequence

BARE = """<!doctype html>
<html lang="hi">
<head><meta charset="utf-8"><title>{{ title }}</title><link rel="canonical" href="/{{ title }}"></head>
<body>
<nav><ul>{% for name in menu %}<li><a href="/{{ name }}/">{{ name }}</a></li>{% endfor %}</ul></nav>
<article>
<h1>{{ title }}</h1>
<p><time datetime="{{ date }}">{{ date }}</time></p>
{{ body|safe }}
<ul>{% for name in tags %}<li><a href="/{{ name }}/">{{ name }}</a></li>{% endfor %}</ul>
</article>
</body>
</html>
"""


def text_of(part: object) -> str:
    """A part's HTML; links, pictures and blocks, which a build would look up, are left out."""
    return part if isinstance(part, str) else ""


def measure(site: Path, target: Path) -> dict[str, float]:
    """Processor seconds of each step over all articles."""
    files = sorted((site / "content").rglob("*.md"))
    spent: dict[str, float] = {"articles": len(files)}
    last = time.process_time()

    def lap(step: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[step], last = now - last, now

    sources = [file.read_bytes().decode() for file in files]
    lap("read")
    fronts: list[dict[str, Any]] = []
    bodies: list[str] = []
    for source in sources:
        end = source.index("\n---", 4)
        fronts.append(yaml.load(source[4:end], Loader=yaml.CBaseLoader))  # it makes nothing but strings
        bodies.append(source[end + 5 :])
    lap("YAML")
    texts = ["".join(map(text_of, parse_body(body).parts)) for body in bodies]
    lap("text")
    layout = Environment(autoescape=True).from_string(BARE)
    menu = [f"section-{number}" for number in range(6)]
    pages = [
        layout.render(title=front["title"], date=front["date"], tags=front["tags"], body=text, menu=menu)
        for front, text in zip(fronts, texts, strict=True)
    ]
    lap("layout")
    for number, page in enumerate(pages):
        folder = target / str(number)
        folder.mkdir()
        (folder / "index.html").write_bytes(page.encode())
    lap("write")
    return spent


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.floor", description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args(arguments).site
    gc.disable()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as target:
        spent = measure(site, Path(target))
    count = spent.pop("articles")
    each = {step: 1e6 * seconds / count for step, seconds in spent.items()}
    print(
        " · ".join(f"{step} {micro:.0f}" for step, micro in each.items()), f"= {sum(each.values()):.0f} µs an article"
    )


if __name__ == "__main__":
    main()
