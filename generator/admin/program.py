"""The program of the editor: Sveltia CMS, fetched once into a site's folder and checked by digests.

One version, whose files are known here byte for byte. It is kept with the site, so that no build needs the network and
no reader's or writer's browser asks another host for a program.
"""

from __future__ import annotations

import hashlib
import http.client
import tarfile
import urllib.request
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.pages.admin import PROGRAM, program_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERSION = "0.221.1"
PACKAGE = f"https://unpkg.com/@sveltia/cms@{VERSION}/"
TIMEOUT = 60  # seconds
LIMIT = 8_000_000  # bytes of a file
_AGENT = "Khabar (static site generator)"
# Each file in the site: what it is in the package, and its SHA-256.
FILES = {
    PROGRAM: ("dist/sveltia-cms.js", "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a"),
    "LICENSE.txt": ("LICENSE.txt", "dcbe3c626d85741f6fabefed0b34d07a2e92c032f63aa21c0279062363859c32"),
    "material-symbols.woff2": (
        "npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
        "98db9feefa170bf76e9c19d19af6dd62054165efc89c4b506c361e069719e884",
    ),
    "source-sans.woff2": (
        "npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
        "7a19a7027e125257d310c6dbd78ae3a30b5ea1e3794d60b12bb28227a003bfda",
    ),
    "LICENSE-fonts.txt": (
        "npm/assets/source-sans-3.LICENSE.txt",
        "18aabf190848725e2576eefb5c29ba06aac1029d02132252a7f312eac2e50cf3",
    ),
}


def fetch_program(site: Path, source: Path | None = None) -> tuple[Path, ...]:
    """Puts the program's files into a site's folder, from the network or from a package that is here already.

    None is written before all are there and are the ones that are known. Raises OSError, or ValueError with the name
    of a file that is another one.
    """
    read = _from_network if source is None else _from_folder(source) if source.is_dir() else _from_archive(source)
    found = {name: read(path) for name, (path, _) in FILES.items()}
    for name, (path, digest) in FILES.items():
        if hashlib.sha256(found[name]).hexdigest() != digest:
            raise ValueError(path)
    folder = (site / program_path()).parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in found.items():
        temporary = folder / f".{name}.part"
        temporary.write_bytes(data)
        temporary.replace(folder / name)
    return tuple(folder / name for name in found)


def _from_network(path: str) -> bytes:
    request = urllib.request.Request(PACKAGE + path, headers={"User-Agent": _AGENT})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return bytes(answer.read(LIMIT))
    except http.client.HTTPException as error:
        raise OSError(str(error) or type(error).__name__) from None


def _from_folder(folder: Path) -> Callable[[str], bytes]:
    return lambda path: (folder / path).read_bytes()


def _from_archive(archive: Path) -> Callable[[str], bytes]:
    """Reads files of a package as npm packs it: a tar in which all stands in one folder."""

    def read(path: str) -> bytes:
        try:
            with tarfile.open(archive) as packed:
                member = packed.extractfile(str(PurePosixPath("package") / path))
                return member.read(LIMIT) if member else b""
        except (KeyError, EOFError, tarfile.TarError, zlib.error):  # another file, or half of one
            raise OSError(f"no package with {path}") from None

    return read
