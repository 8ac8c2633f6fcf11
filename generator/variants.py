"""Variants: which sizes, formats and crops are made of a picture, and their addresses; all before any is made.

An address is a function of the picture's digest, the recipe and the focus, so pages can show what is not yet there.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generator.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model import MediaFile
    from generator.picture_options import PictureOptions

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif", "AVIF": "image/avif"}
SUFFIXES = {"jpeg": "jpg"}  # of formats that are not called by it

# What stands in a picture's place until it comes, by number: .tone-0 … in site.css.
TONES = (
    (24, 26, 32),
    (72, 74, 80),
    (126, 126, 128),
    (180, 180, 178),
    (232, 230, 226),
    (92, 56, 40),
    (158, 110, 80),
    (212, 178, 140),
    (66, 78, 48),
    (128, 138, 92),
    (32, 70, 82),
    (92, 132, 148),
    (38, 52, 98),
    (112, 138, 186),
    (84, 52, 88),
    (172, 72, 60),
)

Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom: pixels of the picture as it is seen
Ratio: TypeAlias = tuple[int, int]

WIDE, CLASSIC, SQUARE = (16, 9), (4, 3), (1, 1)
RATIOS = (WIDE, CLASSIC, SQUARE)
SEARCH_WIDTH = 1200  # what search engines want at least of a story's picture, in each of the ratios
USUAL_FOCUS = "50 40"  # faces stand above the middle
NEAR = 0.01  # so much of a picture is no loss: it is not cropped
_STEP = 0.85  # a width that is nearly the next one is left out


@dataclass(frozen=True, slots=True)
class Variant:
    """One file to be made of a picture."""

    source: str  # path of the picture
    data: str  # digest of its bytes
    format: str  # avif, webp, jpeg, png
    width: int
    height: int
    box: Box  # what is shown of it
    quality: int


@dataclass(frozen=True, slots=True)
class Poster:
    """A social card to be drawn: a headline, its section and the site's name, beside a picture if there is one."""

    title: str
    kicker: str
    brand: str
    lang: str
    source: str = ""  # path of the picture
    data: str = ""  # digest of its bytes
    box: Box = (0, 0, 0, 0)


POSTER_SIZE = (1200, 630)
POSTER_PICTURE = (450, 630)  # the part of it that the picture takes


def crop(width: int, height: int, ratio: Ratio, focus: str = "") -> Box:
    """The largest part of a picture that has a ratio, as near to the focus as can be.

    >>> crop(1600, 1200, (16, 9), "50 0"), crop(1600, 900, (1, 1), "100 50"), crop(1600, 901, (16, 9))
    ((0, 0, 1600, 900), (700, 0, 1600, 900), (0, 0, 1600, 901))
    """
    across, down = ratio
    wide, high = min(width, height * across / down), min(height, width * down / across)
    if wide * high >= (1 - NEAR) * width * height:
        return (0, 0, width, height)
    x, y = (int(part) / 100 for part in (focus or USUAL_FOCUS).split())
    kept_wide, kept_high = max(1, round(wide)), max(1, round(high))
    left = min(max(round(x * width - kept_wide / 2), 0), width - kept_wide)
    top = min(max(round(y * height - kept_high / 2), 0), height - kept_high)
    return (left, top, left + kept_wide, top + kept_high)


def widths_of(width: int, options: PictureOptions) -> tuple[int, ...]:
    """The widths of a picture's variants: none wider than the picture, none that is nearly the next.

    >>> from generator.picture_options import PictureOptions
    >>> [widths_of(width, PictureOptions()) for width in (4000, 1300, 900, 500, 60)]
    [(480, 800, 1280), (480, 800, 1280), (480, 900), (500,), (60,)]
    """
    largest = min(width, options.widths[-1])
    return (*(each for each in options.widths if each <= largest * _STEP), largest)


def whole(file: MediaFile) -> Box:
    """All of a picture."""
    return (0, 0, file.width, file.height)


def size_of(box: Box, width: int) -> tuple[int, int]:
    """The size of a part of a picture at a width."""
    return width, max(1, round((box[3] - box[1]) * width / (box[2] - box[0])))


def fallback_of(file: MediaFile) -> str:
    """The format that every browser knows."""
    return "png" if file.clear else "jpeg"


def address(file: MediaFile, box: Box, width: int, form: str, options: PictureOptions) -> str:
    """The address of a variant."""
    part = "" if box == whole(file) else f"-{digest(box)[:6]}"
    return f"{file.stem}{_mark(options.quality)}{part}-{width}.{SUFFIXES.get(form, form)}"


@functools.cache
def _mark(quality: int) -> str:
    return digest(quality)[:2]


def variant(file: MediaFile, box: Box, width: int, form: str, options: PictureOptions) -> Variant:
    """A variant of a picture."""
    return Variant(file.path, file.data, form, *size_of(box, width), box, options.quality)


def variants_of(file: MediaFile, focuses: tuple[str, ...], options: PictureOptions) -> Iterator[tuple[str, Variant]]:
    """Every variant of a picture with its address: the whole in all widths, and crops around each focus."""
    seen: set[str] = set()
    for box, width, form in _wanted(file, focuses, options):
        url = address(file, box, width, form, options)
        if url not in seen:
            seen.add(url)
            yield url, variant(file, box, width, form, options)


def _wanted(file: MediaFile, focuses: tuple[str, ...], options: PictureOptions) -> Iterator[tuple[Box, int, str]]:
    wide = (crop(file.width, file.height, WIDE, focus) for focus in focuses)
    for box in (whole(file), *wide):
        for width in widths_of(box[2] - box[0], options):
            for form in (*options.formats, fallback_of(file)):
                yield box, width, form
    for focus in focuses:
        for box, width in search_crops(file, focus, options):
            yield box, width, fallback_of(file)


def search_crops(file: MediaFile, focus: str, options: PictureOptions) -> Iterator[tuple[Box, int]]:
    """What search engines are shown of a story's picture: a crop of each ratio."""
    for ratio in RATIOS:
        box = crop(file.width, file.height, ratio, focus)
        width = box[2] - box[0]
        yield box, widths_of(width, options)[-1] if ratio == WIDE else min(width, SEARCH_WIDTH)
