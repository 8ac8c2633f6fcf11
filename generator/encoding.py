"""Encoding: from a picture's bytes to pixels as they are seen, and from these to a variant's bytes.

What comes out has no metadata: no place, no camera, no comment; its colours are sRGB's.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps, features

from generator.variants import FORMATS, TONES

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.variants import Box, Variant

ORIENTATION = 0x0112  # in Exif
AVIF_SPEED = 8  # 9 takes a third of the time for 15 % more bytes, 6 three times as long for 10 % fewer
GAP = 3.0  # how much larger than wanted a picture may be when the slow and good filter gets it
# What looks like JPEG's quality 75, from trials with the sample site's pictures.
_QUALITY: dict[str, Callable[[int], int]] = {
    "avif": lambda quality: max(1, quality - 29),
    "webp": lambda quality: max(1, quality - 5),
    "jpeg": lambda quality: quality,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture's pixels, upright, in sRGB, RGB or RGBA; perhaps fewer than it has."""

    image: Image.Image
    seen: tuple[int, int]  # its size in full, as it is seen
    kind: str  # a key of FORMATS
    moves: bool  # whether it has several frames


class TooLargeError(ValueError):
    """A picture has more pixels than are wanted; its arguments are its width and height."""


def open_picture(data: bytes, least: int = 0, limit: int = 0) -> Opened:
    """Reads a picture; where the format lets it be read smaller, with a shorter side of `least` pixels or more.

    Raises OSError, ValueError or SyntaxError where it cannot be read, TooLargeError above a limit of pixels.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have a limit of our own
        # Formats are named because Pillow would start Ghostscript for an EPS file called .png.
        image: Image.Image = Image.open(io.BytesIO(data), formats=list(FORMATS))
    if limit and image.width * image.height > limit:
        raise TooLargeError(image.width, image.height)
    kind, moves = image.format or "", bool(getattr(image, "is_animated", False))
    turned = image.getexif().get(ORIENTATION, 1) >= 5
    seen = image.size[::-1] if turned else image.size
    if 0 < least < min(image.size):
        scale = least / min(image.size)
        image.draft(None, (math.ceil(image.width * scale), math.ceil(image.height * scale)))
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image) if image.getexif().get(ORIENTATION, 1) != 1 else image
    return Opened(_in_srgb(upright, profile), seen, kind, moves)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    clear = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    mode = "RGBA" if clear else "RGB"
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "F"):  # greys of more than eight bits
        image = image.point(lambda value: value / 256).convert("L") if image.mode != "F" else image.convert("L")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, source, target, outputMode=mode)
            return found or image.convert(mode)
        except (ImageCms.PyCMSError, ValueError, OSError):
            pass  # a profile that is none: the colours are taken for what nearly all are
    return image.convert(mode)


def fit(opened: Opened, box: Box, size: tuple[int, int]) -> Image.Image:
    """A part of a picture at a size."""
    image = opened.image
    across, down = image.width / opened.seen[0], image.height / opened.seen[1]
    part = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
    return image.resize(size, Image.Resampling.LANCZOS, box=part, reducing_gap=GAP)


def can_write(form: str) -> bool:
    """Whether this machine's Pillow can write a format; JPEG and PNG any can."""
    return form in ("jpeg", "png") or bool(features.check(form))


def encode(image: Image.Image, form: str, quality: int) -> bytes:
    """A picture's bytes in a format."""
    out = io.BytesIO()
    if form == "avif":
        image.save(out, "AVIF", quality=_QUALITY[form](quality), speed=AVIF_SPEED, max_threads=1, exif=b"", xmp=b"")
    elif form == "webp":
        image.save(out, "WEBP", quality=_QUALITY[form](quality), method=4, exif=b"", xmp=b"")
    elif form == "png":
        image.save(out, "PNG", optimize=True)
    else:
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY[form](quality), optimize=True, progressive=True)
    return out.getvalue()


def tone_of(image: Image.Image) -> str:
    """The number of the tone that is nearest to a picture's colour on the whole; '' where one sees through it."""
    if is_clear(image):
        return ""
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc] # of RGB
    near = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 for r, g, b in TONES]
    return str(near.index(min(near)))


def is_clear(image: Image.Image) -> bool:
    """Whether one sees through any of a picture."""
    return image.mode == "RGBA" and image.getchannel("A").getextrema()[0] < 255  # type: ignore[operator] # of one band


def make(opened: Opened, variant: Variant) -> bytes:
    """The bytes of a variant."""
    clean = fit(opened, variant.box, (variant.width, variant.height))
    clean.info.clear()
    return encode(clean, variant.format, variant.quality)
