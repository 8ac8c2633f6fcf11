"""Dressing: what the layouts' folders give a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.assets import Asset, load_assets
from generator.layouts import LayoutDigests, load_words
from generator.problems import SiteError
from generator.roots import find_files, layout_roots

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model import Config

# Layouts whose pages have another view than an article's.
OTHER_KINDS = {"404", "404-root", "archive", "authors", "base", "front", "latest", "month", "redirect", "root"}
OTHER_KINDS |= {"offline", "search", "section", "tags", "term", "terms"}


@dataclass(frozen=True, slots=True)
class Dressing:
    """What the layouts' folders give a site: words, assets, the layouts themselves."""

    roots: tuple[Path, ...]
    words: dict[str, dict[str, str]]
    assets: tuple[Asset, ...]
    layouts: LayoutDigests
    blocks: frozenset[str]
    for_articles: frozenset[str]  # the layouts that an article may name


def dress(root: Path, config: Config, remembered: dict[str, tuple[str, ...]]) -> Dressing:
    """What the layouts' folders give a site. Raises SiteError where a layout or the words cannot be used."""
    roots = layout_roots(root)
    words, wrong = load_words(roots, config)
    if wrong:
        raise SiteError(*wrong)
    layouts = LayoutDigests(roots, remembered)
    circles = tuple(layouts.check_circles())
    if circles:
        raise SiteError(*circles)
    blocks = {name.partition(".")[0] for name in find_files(roots, "blocks") if "/" not in name}
    tops = {name.removesuffix(".html") for name in layouts.files if name.endswith(".html") and "/" not in name}
    assets = load_assets(roots, config.base_path)
    return Dressing(roots, words, assets, layouts, frozenset(blocks), frozenset(tops - OTHER_KINDS))
