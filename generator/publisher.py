"""The newsroom as config.yaml has it: who publishes the site, and the words of its own. All frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site, for structured data and the footer."""

    name: tuple[tuple[str, str], ...]
    logo: str  # a path below content/files
    url: str
    email: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A newsroom's own words: how it writes some, and which it knows."""

    house_style: tuple[tuple[str, str], ...] = ()  # (as others write it, as we do)
    dictionary: tuple[str, ...] = ()
