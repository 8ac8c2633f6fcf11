"""The manifest that stands beside a deployed site: what Khabar put there, so that it deletes nothing else."""

from __future__ import annotations

import json

NAME = "khabar-deploy.json"
VERSION = 1

Manifest = dict[str, tuple[str, str]]  # path → digest of what was sent, and what the target calls that (or nothing)


def dump_manifest(files: Manifest) -> bytes:
    """A manifest as bytes."""
    value = {"version": VERSION, "files": {path: list(marks) for path, marks in sorted(files.items())}}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def parse_manifest(data: bytes) -> Manifest:
    """The manifest in bytes; an empty one where they are none.

    >>> parse_manifest(dump_manifest({"hi/index.html": ("1f", "")}))
    {'hi/index.html': ('1f', '')}
    """
    try:
        value = json.loads(data)
        return {str(path): (str(marks[0]), str(marks[1])) for path, marks in value["files"].items() if _is_inside(path)}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return {}


def _is_inside(path: str) -> bool:
    """Whether a path stays below the folder it is in: what is not ours must not be named for deletion."""
    return not path.startswith("/") and ".." not in path.split("/")
