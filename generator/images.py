"""Pictures: what a page has to know of one before it is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.digest import digest_bytes
from generator.hindi import slugify
from generator.model import MediaFile
from generator.problems import SiteError, Where, problem
from generator.urls import join
from generator.variants import FORMATS, address, fallback_of, whole, widths_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.picture_options import PictureOptions

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
PIXEL_LIMIT = 50_000_000
LOOK = 64  # pixels of a picture's shorter side that are enough to tell its colour
_SVG = "image/svg+xml"
_SVG_SIZE = re.compile(r"""<svg\b[^>]*?\bviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", re.DOTALL)


def load_media(
    root: Path, path: str, base_path: str, options: PictureOptions, known: MediaFile | None = None
) -> MediaFile:
    """A file beside articles, with its address; a picture with its size in pixels. Raises SiteError for a bad one."""
    data = (root / path).read_bytes()
    name = path.rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    mark = digest_bytes(data)
    if known and known.data == mark:
        return known
    stem = join(base_path, "media", f"{slugify(stem, 60) or 'file'}.{mark[:8]}")
    file = MediaFile(path, f"{stem}.{suffix.lower()}", len(data), data=mark)
    if not name.lower().endswith(SUFFIXES):
        return file
    if not data:
        raise SiteError(problem("picture-empty", Where(path)))
    if name.lower().endswith(".svg"):
        width, height = _svg_size(data)
        return replace(file, width=width, height=height, kind=_SVG, script=b"<script" in data.lower())
    return _picture(file, data, stem, options)


def _svg_size(data: bytes) -> tuple[int, int]:
    match = _SVG_SIZE.search(data.decode("utf-8", "replace"))
    width, height = (round(float(number)) for number in match.groups()) if match else (300, 150)
    return width, height


def _picture(file: MediaFile, data: bytes, stem: str, options: PictureOptions) -> MediaFile:
    """A picture of pixels: read to its end, so that one that is cut short is known."""
    from PIL import Image, UnidentifiedImageError

    from generator.encoding import TooLargeError, is_clear, open_picture, tone_of

    where = Where(file.path)
    try:
        opened = open_picture(data, LOOK, PIXEL_LIMIT)
    except UnidentifiedImageError:
        raise SiteError(problem("picture-format", where, known=", ".join(FORMATS))) from None
    except TooLargeError as error:
        width, height = error.args
        raise SiteError(problem("picture-pixels", where, width=width, height=height, limit=PIXEL_LIMIT)) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        reason = "the file ends too early" if "truncated" in str(error) else error
        raise SiteError(problem("picture-damaged", where, reason=reason)) from None
    width, height = opened.seen
    found = replace(file, width=width, height=height, kind=FORMATS[opened.kind], tone=tone_of(opened.image))
    if opened.moves or not options.widths:
        return found
    found = replace(found, stem=stem, clear=is_clear(opened.image))
    largest = widths_of(width, options)[-1]
    return replace(found, url=address(found, whole(found), largest, fallback_of(found), options))
