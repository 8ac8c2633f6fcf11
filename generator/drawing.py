"""Drawing: a variant or a social card from the store, or made and kept there."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.digest import digest, digest_bytes
from generator.paths import CONFIG
from generator.problems import SiteError, Where, problem
from generator.variants import SUFFIXES, Poster, Variant

if TYPE_CHECKING:
    from generator.encoding import Opened
    from generator.store import Store

Drawn: TypeAlias = Variant | Poster
LEAST = 1280  # pixels of a picture's shorter side that are read of it at least, if it has them
RECIPES = ("drawing", "encoding", "lettering", "posters", "variants")  # modules that decide what is made


def draw(view: Drawn, root: Path, store: Store) -> Path:
    """The file of a variant or a card. Raises SiteError where its picture cannot be read."""
    key = digest((made_with(), replace(view, source="")))
    found = store.find(key)
    if found:
        return found
    if isinstance(view, Variant):
        from generator.encoding import can_write, make

        if not can_write(view.format):
            raise SiteError(problem("picture-encoder", Where(CONFIG), name=view.format))
        data = make(_opened(root, view.source, view.data), view)
        return store.put(key, SUFFIXES.get(view.format, view.format), data)
    from generator.posters import draw_poster

    opened = _opened(root, view.source, view.data) if view.source else None
    return store.put(key, "jpg", draw_poster(view, opened))


@functools.lru_cache(maxsize=1)  # the variants of a picture come one after the other
def _opened(root: Path, source: str, data: str) -> Opened:
    from generator.encoding import open_picture

    try:
        found = (root / source).read_bytes()
        if digest_bytes(found) != data:
            raise ValueError("it changed while the site was built")
        return open_picture(found, LEAST)
    except (OSError, SyntaxError, ValueError) as error:
        raise SiteError(problem("picture-damaged", Where(source), reason=error)) from None


@functools.cache
def made_with() -> tuple[str, ...]:
    """What a made picture's bytes depend on besides its recipe: the code and the libraries that make it."""
    from PIL import __version__, features

    names = ("avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2", "freetype2", "raqm", "harfbuzz", "fribidi")
    here = Path(__file__).resolve().parent
    files = [*(here / f"{name}.py" for name in RECIPES), *sorted((here / "fonts").glob("*.ttf"))]
    libraries = (str(features.version(name)) for name in names)
    return (__version__, *libraries, *(digest_bytes(path.read_bytes()) for path in files))
