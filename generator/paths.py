"""One rule for paths: which article of which story a file is, and what a path written in an article means."""

from __future__ import annotations

import os
import re

CONFIG = "config.yaml"
FOLDER = "content"
PAGES = "pages"  # below it: static pages, no news
FILES = "files"  # below it: copied as they are
ADMIN = "admin"  # of the output and of content/files: the editor in the browser
_IGNORED = re.compile(
    r"\.|~\$|.*~$|#.*#$|.*\.(?:sw[a-z]|tmp|bak|orig|rej|vsctmp|crdownload|part)$|Thumbs\.db$|desktop\.ini$"
    r"|.*___jb_(?:tmp|old|bak)___$|.*\.sb-[0-9a-f]{8}-[0-9A-Za-z]{6}$"  # JetBrains, macOS
)


def is_ignored(folder: str, name: str) -> bool:
    """Whether an entry of a folder is hidden, or junk that an editor or a system leaves."""
    return bool(_IGNORED.match(name)) and not (folder == f"{FOLDER}/{FILES}" and name == ".well-known")


def is_article(path: str) -> bool:
    """Whether a content path is an article rather than a picture or a file to copy."""
    return path.lower().endswith((".md", ".markdown")) and not path.startswith(f"{FOLDER}/{FILES}/")


def story_of(path: str, codes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The story that a content path names, and the edition codes found in it, the one nearest the file's end first.

    >>> story_of("content/world/putin-kim.hi.md", ("hi", "en"))
    ('world/putin-kim', ('hi',))
    >>> story_of("content/hi/world/putin-kim/index.md", ("hi", "en"))
    ('world/putin-kim', ('hi',))
    """
    *folders, name = path.split("/")[1:]
    stem = name.rsplit(".", 1)[0]
    found = []
    head, dot, suffix = stem.rpartition(".")
    if dot and suffix in codes:
        found.append(suffix)
        stem = head
    elif stem in codes:
        found.append(stem)
        stem = ""
    found += [folder for folder in reversed(folders) if folder in codes]
    kept = [folder for folder in folders if folder not in codes]
    if stem not in ("", "index", "_index"):
        kept.append(stem)
    return "/".join(kept), tuple(dict.fromkeys(found))


def beside(target: str, path: str) -> str:
    """The path, from the site's folder, that a target written in an article means; '' where it leads outside.

    >>> beside("../photo.jpg", "content/world/putin-kim/hi.md"), beside("../../../x", "content/a.md")
    ('content/world/photo.jpg', '')
    >>> beside("/world/photo.jpg", "content/a.md")
    'content/world/photo.jpg'
    """
    base = FOLDER if target.startswith("/") else path.rpartition("/")[0]
    joined = os.path.normpath(f"{base}/{target.lstrip('/')}")
    return joined if joined.startswith(f"{FOLDER}/") else ""
