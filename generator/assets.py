"""Assets: styles, scripts, fonts and drawings of the layouts, under addresses that change with their bytes."""

from __future__ import annotations

import functools
import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.content import decode
from generator.digest import digest_bytes
from generator.roots import LAYOUTS, find_files
from generator.urls import join

if TYPE_CHECKING:
    from pathlib import Path

INLINE = "inline/"  # the folder of what stands in the pages themselves and is no file of the output
_CSS_URL = re.compile(r"""url\((["']?)([^"')#?:]+)\1\)""")
# Texts in quotes are kept as they are. White space goes where it says nothing, which is not the case before a colon
# (`a :hover`) or around the signs of a calculation.
_CSS_COMMENT = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/""", re.DOTALL)
_CSS_SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};,>])\s*|(:)\s+|\s+""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of layouts/assets/ and the address that carries its digest, so that it can be cached for ever."""

    name: str
    url: str
    data: bytes


def load_assets(roots: tuple[Path, ...], base_path: str) -> tuple[Asset, ...]:
    """The assets of a site; a style sheet's `url()`s lead to the addresses of what they name."""
    files = {name: path.read_bytes() for name, path in find_files(roots, "assets").items()}
    files |= {name: lean(data) for name, data in files.items() if name.endswith(".js")}
    plain = {name: _asset(name, data, base_path) for name, data in files.items() if not name.endswith(".css")}
    sheets = [_asset(name, _linked(name, files[name], plain), base_path) for name in files if name.endswith(".css")]
    return tuple(sorted([*plain.values(), *sheets], key=lambda asset: asset.name))


@functools.lru_cache(maxsize=64)  # a server asks at every save, and the assets seldom change
def inline_text(asset: Asset) -> str:
    r"""A script or style as it stands in a page: without what is said to people only.

    >>> inline_text(Asset("inline/a.js", "", b"// Why.\nf();\n"))
    'f();'
    """
    if asset.name.endswith(".css"):
        return minified(asset.data.decode())
    return lean(asset.data).decode().strip()


def lean(data: bytes) -> bytes:
    r"""A script without lines that are comments and without its indents; one whose texts may hold lines, as it is.

    >>> lean(b"// Why.\nif (a) {\n  f();\n}\n")
    b'if (a) {\nf();\n}\n'
    """
    if b"`" in data or b"\\\n" in data:
        return data
    lines = (line.strip() for line in data.split(b"\n"))
    kept = (line for line in lines if line and not (line.startswith(b"//") and not line.startswith(b"//!")))
    return b"".join(line + b"\n" for line in kept)


def minified(css: str) -> str:
    """A style sheet without its comments and idle white space.

    >>> minified('a :hover, b > i { color: red; margin: 1px calc(1px + 2px); }  /* so */ i::after { content: "; }"; }')
    'a :hover,b>i{color:red;margin:1px calc(1px + 2px)}i::after{content:"; }"}'
    """
    bare = _CSS_COMMENT.sub(lambda match: match[1] or "", css)
    return _CSS_SPACE.sub(lambda match: match[1] or match[2] or match[3] or " ", bare).replace(";}", "}").strip()


def _asset(name: str, data: bytes, base_path: str) -> Asset:
    path = PurePosixPath(name)
    fingerprinted = f"{path.stem}.{digest_bytes(data)[:8]}{path.suffix}"
    return Asset(name, join(base_path, "assets", *path.parts[:-1], fingerprinted), data)


def _linked(name: str, data: bytes, assets: dict[str, Asset]) -> bytes:
    folder = PurePosixPath(name).parent

    def replace(match: re.Match[str]) -> str:
        asset = assets.get(posixpath.normpath(folder / match[2]))
        return f"url({asset.url})" if asset else match[0]

    return _CSS_URL.sub(replace, decode(data, f"{LAYOUTS}/assets/{name}")).encode()
