"""Posters: social cards as pixels, a headline that hangs from a bar as Devanagari's letters do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from generator.encoding import fit as fit_picture
from generator.lettering import LEADING, fit, width_of, write
from generator.variants import POSTER_PICTURE, POSTER_SIZE

if TYPE_CHECKING:
    from generator.encoding import Opened
    from generator.variants import Poster

PAPER, INK, QUIET, MARIGOLD = "#fbf7ee", "#24255c", "#62627c", "#f0a21c"
SIZE_LIMIT = 60_000  # bytes: what messengers load at once
MARGIN, BAR = 64, 14
KICKER, BRAND = 34, 44
SIZES = range(84, 37, -4)  # of the headline
_TOP, _BOTTOM = 132, 504  # between which the headline hangs
_RISE = 1.06  # of a first line's base line below what it hangs from, in sizes


def draw_poster(poster: Poster, opened: Opened | None) -> bytes:
    """The JPEG of a social card."""
    image = Image.new("RGB", POSTER_SIZE, PAPER)
    right = POSTER_SIZE[0] - MARGIN
    if opened:
        left = POSTER_SIZE[0] - POSTER_PICTURE[0]
        image.paste(_on_paper(fit_picture(opened, poster.box, POSTER_PICTURE)), (left, 0))
        right = left - MARGIN * 3 // 4
    draw = ImageDraw.Draw(image)
    if poster.kicker:
        write(draw, (MARGIN, _TOP - 34), _shortened(poster.kicker, right, poster.lang), KICKER, poster.lang, QUIET)
    draw.rectangle((0, _TOP, right, _TOP + BAR - 1), MARIGOLD)
    lines = fit(poster.title, poster.lang, right - MARGIN, _BOTTOM - _TOP - BAR, SIZES)
    base = _TOP + BAR + 6 + lines.size * _RISE
    for line in lines.texts:
        write(draw, (MARGIN, base), line, lines.size, poster.lang, INK)
        base += lines.size * LEADING
    wide = width_of(poster.brand, BRAND, poster.lang)
    draw.rectangle((MARGIN, POSTER_SIZE[1] - 98, MARGIN + wide, POSTER_SIZE[1] - 93), MARIGOLD)
    write(draw, (MARGIN, POSTER_SIZE[1] - 48), poster.brand, BRAND, poster.lang, INK)
    return _small(image)


def _shortened(text: str, right: int, lang: str) -> str:
    return fit(text, lang, right - MARGIN, KICKER * LEADING, [KICKER]).texts[0]


def _on_paper(image: Image.Image) -> Image.Image:
    """A picture without anything to see through."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, PAPER)
    return Image.alpha_composite(paper, image).convert("RGB")


def _small(image: Image.Image) -> bytes:
    """A picture's JPEG at the best quality at which it is small enough."""
    data = b""
    for quality in (82, 70, 56, 40, 24, 12):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0 if quality > 80 else 2)
        data = out.getvalue()
        if len(data) < SIZE_LIMIT:
            break
    return data
