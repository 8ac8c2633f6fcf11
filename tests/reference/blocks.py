"""Blocks: how each is written, what it is, and its arguments, as its layout says."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from reference.page import change, column, table

LAYOUTS = Path(__file__).resolve().parents[2] / "layouts/blocks"
_SAID = re.compile(r"\{# (:::.*?) — (.*?)\.? #\}")
_ARGUMENT = re.compile(r"part\.args\.(\w+)")


def refresh(text: str) -> str:
    """The page of blocks with a list of all of them, and the arguments that their layouts ask for."""
    rows = []
    for file in sorted(LAYOUTS.glob("*.html")):
        layout = file.read_text("utf-8")
        said = _SAID.match(layout)
        assert said, f"{file.name} does not begin with how it is written"
        feed = "in a form of its own" if (LAYOUTS / "feed" / file.name).is_file() else "title, content, links"
        rows.append((f"[`{file.stem}`](#{file.stem})", f"`{said[1]}`", said[2][0].upper() + said[2][1:], feed))
        if arguments := dict.fromkeys(_ARGUMENT.findall(layout)):
            text = change(text, f"`{file.stem}`", functools.partial(_argued, arguments=list(arguments)), level=2)
    return change(
        text, "All blocks", lambda section: table(section, ("Block", "Written", "What it is", "In feeds"), rows)
    )


def _argued(section: str, arguments: list[str]) -> str:
    """A block's section with a row for each argument; those that the code reads itself stay."""
    known = column(section, "Without it", "Argument")
    rows = [(f"`{name}`",) for name in dict.fromkeys([*known, *arguments])]
    return table(section, ("Argument", "Meaning", "Without it"), rows)
