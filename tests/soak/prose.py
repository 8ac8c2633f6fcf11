"""Compare the fast routes for Markdown with Python-Markdown as it comes, on as many documents as there is time for.

    python -m tests.soak.prose --seed 1 --count 100000        random articles, slips in two out of three
    python -m tests.soak.prose PATH …                         Markdown files, or folders of them

In folders, the constants of Python files are read as Markdown too, so that Python-Markdown's own tests can be given.
Three routes have to agree for each text: `parse_prose` where it takes it, `parse_markdown`, and `parse_markdown` with
nothing of ours (`quick=False`). The first differences are shown, made as small as they get.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from generator.markdown import parse_markdown
from generator.prose import parse_prose

from .documents import Newsroom, mutated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHOWN = 5
_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)


def document_of(parse: Callable[[str], object], text: str) -> object:
    """What a route makes of a text; an exception counts as a result, for the routes have to agree on that too."""
    try:
        return parse(text)
    except Exception as error:
        return repr(error)


def differences(text: str) -> list[str]:
    """The names of the routes that give something else than Python-Markdown does."""
    stock = document_of(lambda source: parse_markdown(source, quick=False), text)
    prose = document_of(parse_prose, text)
    found = ["prose"] if prose is not None and prose != stock else []
    return found + (["quick"] if document_of(parse_markdown, text) != stock else [])


def smallest(text: str) -> str:
    """A text that differs as this one does, with all taken away that can be."""
    size = max(len(text) // 2, 1)
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if differences(shorter):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def random_texts(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Kinds and texts: articles, rough articles, and both with slips."""
    for number in range(count):
        kind = ("article", "rough article", "article with slips", "rough article with slips")[number % 4]
        newsroom = Newsroom(f"{seed}:{number}", rough="rough" in kind)
        text = newsroom.document()
        if "slips" in kind:
            text = mutated(text, newsroom.random, newsroom.random.choice((1, 1, 2, 3, 6)))
        yield kind, text


def texts_of(path: Path) -> Iterator[str]:
    """The Markdown in a file, or in the files of a folder."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.suffix in (".md", ".txt"):
            yield _FRONT_MATTER.sub("", file.read_text("utf-8-sig", errors="replace"), count=1)
        elif file.suffix == ".py":
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
                    yield textwrap.dedent(node.value).strip()


def path_texts(paths: list[Path], seed: int, count: int) -> Iterator[tuple[str, str]]:
    """The texts of files as they are, then `count` of them with slips."""
    texts = [text for path in paths for text in texts_of(path) if len(text) < 30_000]
    yield from (("file", text) for text in texts)
    rng = random.Random(seed)
    for _ in range(count):
        yield "file with slips", mutated(rng.choice(texts), rng, rng.choice((1, 1, 2, 3, 6)))


def main() -> int:
    """Compare, and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("paths", nargs="*", type=Path, help="Markdown files or folders")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--count", type=int, default=None, help="random documents (100000; with paths, 0)")
    options = parser.parse_args()
    count = options.count if options.count is not None else 0 if options.paths else 100_000
    texts = path_texts(options.paths, options.seed, count) if options.paths else random_texts(options.seed, count)
    compared, taken, different = Counter[str](), Counter[str](), 0
    for kind, text in texts:
        compared[kind] += 1
        taken[kind] += document_of(parse_prose, text) is not None
        found = differences(text)
        if found:
            different += 1
            if different <= SHOWN:
                sys.stdout.write(f"{' and '.join(found)} differ on {kind}: {smallest(text)!r}\n")
    for kind, number in compared.items():
        sys.stdout.write(f"{kind}: {number:,} compared, {taken[kind] / number:.1%} taken by parse_prose\n")
    sys.stdout.write(f"seed {options.seed}: {compared.total():,} documents, {different} differ\n")
    return different > 0


if __name__ == "__main__":
    raise SystemExit(main())
