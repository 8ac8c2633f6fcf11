"""Pictures: what a page has to know of one before it is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.digest import digest_bytes
from generator.hindi import slugify
from generator.model import MediaFile
from generator.problems import SiteError, Where, problem
from generator.urls import join

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif", "AVIF": "image/avif"}
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
PIXEL_LIMIT = 50_000_000
_SVG_SIZE = re.compile(r"""<svg\b[^>]*?\bviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", re.DOTALL)


def load_media(root: Path, path: str, base_path: str) -> MediaFile:
    """A file beside articles, with its address; a picture with its size in pixels. Raises SiteError for a bad one."""
    data = (root / path).read_bytes()
    name = path.rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    mark = digest_bytes(data)
    url = join(base_path, "media", f"{slugify(stem, 60) or 'file'}.{mark[:8]}.{suffix.lower()}")
    if not name.lower().endswith(SUFFIXES):
        return MediaFile(path, url, len(data), data=mark)
    if not data:
        raise SiteError(problem("picture-empty", Where(path)))
    width, height, kind = _svg_size(data) if name.lower().endswith(".svg") else _pixels(root / path, path)
    script = kind == "image/svg+xml" and b"<script" in data.lower()
    return MediaFile(path, url, len(data), width, height, kind, mark, script)


def _svg_size(data: bytes) -> tuple[int, int, str]:
    match = _SVG_SIZE.search(data.decode("utf-8", "replace"))
    width, height = (round(float(number)) for number in match.groups()) if match else (300, 150)
    return width, height, "image/svg+xml"


def _pixels(file: Path, path: str) -> tuple[int, int, str]:
    from PIL import Image, UnidentifiedImageError

    try:
        # Formats are named because Pillow would start Ghostscript for an EPS file called .png.
        with Image.open(file, formats=list(FORMATS)) as image:
            image.verify()
        with Image.open(file, formats=list(FORMATS)) as image:
            width, height = image.size
            if width * height > PIXEL_LIMIT:
                raise SiteError(problem("picture-pixels", Where(path), width=width, height=height, limit=PIXEL_LIMIT))
            kind = FORMATS[image.format or ""]
            if image.getexif().get(0x0112, 1) >= 5:  # orientation: turned on its side
                width, height = height, width
    except UnidentifiedImageError:
        raise SiteError(problem("picture-format", Where(path), known=", ".join(FORMATS))) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise SiteError(problem("picture-damaged", Where(path), reason=error)) from None
    return width, height, kind
