"""Stripping: a picture's file without what the camera and the programs wrote into it, every pixel as it was.

For files that are published as they are. Exif (with the place), XMP, IPTC and comments go; colours and the way the
picture is turned stay. A file that is not built as expected stays as it is.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_JPEG, _PNG, _GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
_EXIF, _NOTHING = b"Exif\0\0", b"MM\0*\0\0\0\x08" + bytes(6)
_PNG_GONE = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_GONE = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04  # that there is Exif, and XMP
_JPEG_KEPT = (b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"Adobe")  # of the application segments


def strip(data: bytes) -> bytes:
    """A picture's file without its metadata.

    >>> strip(b"no picture")
    b'no picture'
    """
    try:
        if data.startswith(_JPEG):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data.startswith(_GIF):
            return b"".join(_gif(data))
        if data[4:8] == b"ftyp":
            return _avif(data)
    except (struct.error, IndexError, OSError):
        pass
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    turned = _orientation(data)
    yield data[:2]
    if turned > 1:
        tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
        yield b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    place = 2
    while data[place] == 0xFF and data[place + 1] != 0xDA:  # until the pixels begin
        if data[place + 1] == 0xFF:  # padding
            place += 1
            continue
        (size,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + size]
        application = 0xE0 <= segment[1] <= 0xEF
        if segment[1] != 0xFE and (not application or segment[4:].startswith(_JPEG_KEPT)):
            yield segment
        place += 2 + size
    end = data.rfind(b"\xff\xd9")
    yield data[place : end + 2] if end > place else data[place:]  # some cameras put a second picture behind the first


def _orientation(data: bytes) -> int:
    start = data.find(b"Exif\0\0", 0, 65536)
    if start < 0:
        return 1
    tiff = data[start + 6 :]
    order = "<" if tiff[:2] == b"II" else ">"
    (offset,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, offset)
    for place in range(offset + 2, offset + 2 + 12 * min(count, 200), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == 0x0112:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    place = 8
    while place < len(data):
        (size,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        if name not in _PNG_GONE:
            yield data[place : place + 12 + size]
        place += 12 + size
        if name == b"IEND":
            return


def _webp(data: bytes) -> bytes:
    place, chunks = 12, []
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        chunk = data[place : place + 8 + size + size % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if name not in _WEBP_GONE:
            chunks.append(chunk)
        place += 8 + size + size % 2
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> Iterator[bytes]:
    place = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    yield data[:place]
    while data[place] != 0x3B:
        start, kind = place, data[place]
        if kind == 0x2C:
            place += 11 + (3 << (data[place + 9] & 7) + 1 if data[place + 9] & 0x80 else 0)
        else:
            place += 2
        while data[place]:
            place += data[place] + 1
        place += 1
        loops = data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if kind == 0x2C or data[start + 1] in (0xF9, 0x01) or (data[start + 1] == 0xFF and loops):
            yield data[start:place]
    yield b";"


def _avif(data: bytes) -> bytes:
    """The boxes of such a file point to one another, so what was said is not taken out but blotted out."""
    import io

    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["AVIF"]) as image:
        exif, xmp = (image.info.get(name) or b"" for name in ("exif", "xmp"))
    head = exif[: len(_EXIF)] if exif.startswith(_EXIF) else b""
    for each, blank in ((exif, head + _NOTHING), (xmp, b"")):
        if each and each not in data:
            return _anew(data)
        data = data.replace(each, blank.ljust(len(each), b"\0")) if len(each) > len(blank) else data
    return data


def _anew(data: bytes) -> bytes:
    from generator.encoding import encode, open_picture

    return encode(open_picture(data).image, "avif", 95)
