"""Content: finding, reading and decoding the files under content/, one at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.frontmatter import MARKS
from generator.hindi import nfc
from generator.problems import SiteError, Where, problem
from generator.tree import CONTROL, named_control, position

if TYPE_CHECKING:
    from pathlib import Path

SIZE_LIMIT = 2_000_000  # bytes of an article
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would change line ends
_INVISIBLE = dict.fromkeys(map(ord, MARKS))  # translate reads every letter, so it is asked only where need be


def read_article(root: Path, path: str) -> bytes:
    """An article's bytes. Raises SiteError where they cannot be read or are too many."""
    try:
        handle = os.open(f"{root}/{path}", _READ)  # asks the system half as much as `read_bytes`
        try:
            size = os.fstat(handle).st_size
            if size > SIZE_LIMIT:
                raise SiteError(problem("content-size", Where(path), size=size, limit=SIZE_LIMIT))
            data = os.read(handle, size + 1)
            while more := os.read(handle, 1 << 16):  # to the end, wherever that is while an editor saves
                data += more
            return data
        finally:
            os.close(handle)
    except OSError as error:
        raise SiteError(problem("content-unreadable", Where(path), reason=error.strerror or error)) from None


def decode(data: bytes, path: str) -> str:
    """UTF-8 bytes as text in NFC with plain line ends and without invisible marks. Raises SiteError with the place."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(data) > 3 and data[:4].count(0) == 2):
        raise SiteError(problem("content-utf16", Where(path, 1)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        raise SiteError(problem("content-utf8", Where(path, line, column), byte=f"0x{data[error.start]:02x}")) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    # Left out of the bytes, which is quicker than looked for in the text, where there is nearly never one.
    control = CONTROL.search(text) if len(data.translate(None, _CONTROL_BYTES)) != len(data) else None
    if control:
        line, column = position(text, control.start())
        raise SiteError(problem("content-control", Where(path, line, column), code=named_control(control[0])))
    # A zero-width space or a second BOM hides what follows from Markdown; ZWJ and ZWNJ are spelling and stay.
    text = nfc(text)
    return text.translate(_INVISIBLE) if any(mark in text for mark in MARKS) else text


def read_line(root: Path, where: Where) -> str:
    """The line of a file that a problem is about, for showing it; empty where there is none."""
    try:
        if not where.line or not (root / where.path).is_file():  # no device, which may have no end
            return ""
        # By the line ends that places count: `splitlines` knows more of them.
        return (root / where.path).read_text("utf-8-sig", "replace").split("\n")[where.line - 1]
    except (OSError, IndexError, ValueError):
        return ""
