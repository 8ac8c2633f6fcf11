"""Explanations of the desk's rules: a paragraph in Hindi and one in English, with an example of wrong and right."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule is for."""

    hi: str
    en: str
    wrong: str
    right: str


@functools.cache
def explained() -> Mapping[str, Explanation]:
    """The explanations by rule, as the files `explain_….toml` have them."""
    import tomllib

    found: dict[str, Explanation] = {}
    for file in sorted(Path(__file__).parent.glob("explain_*.toml")):
        entries = tomllib.loads(file.read_text("utf-8"))
        found |= {name: Explanation(**entry) for name, entry in entries.items()}
    return found
