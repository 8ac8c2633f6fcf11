"""Which article a file is: from its path and its front matter to a story and an edition."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.hindi import slugify
from generator.paths import story_of
from generator.tree import Scalar

if TYPE_CHECKING:
    from generator.schema import Reader
    from generator.tree import Node

START = Scalar("", 1, 0)  # where a problem is that has no line of its own
_HUGO_KEY = "translationKey"  # as editors in a browser write it, too


def read_place(nodes: dict[str, Node], codes: tuple[str, ...], reader: Reader) -> tuple[str, str] | None:
    """The story and the edition of an article: from its path, `lang:` and `translation_key:`."""
    story, found = story_of(reader.path, codes)
    node = nodes.get("lang")
    said = reader.choice(codes)(node, "lang") if node else None
    if node and said is None:
        return None
    story = _key(nodes, story, reader) or story
    if len(found) > 1:
        reader.report("edition-twice", START, first=found[0], second=found[1])
    elif said and found and said != found[0]:
        reader.report("edition-differs", node or START, path=found[0], said=said)
    elif not said and not found:
        name = PurePosixPath(reader.path).stem
        reader.report("edition-missing", START, known=", ".join(codes), name=name, code=codes[0])
    elif not story:
        reader.report("story-nameless", START)
    else:
        return story, said or found[0]
    return None


def _key(nodes: dict[str, Node], story: str, reader: Reader) -> str:
    """The story that the front matter names; as Hugo and editors in a browser do it, in the folder of the file."""
    if "translation_key" in nodes:
        return (reader.line(nodes["translation_key"], "translation_key") or "").strip("/")
    key = (reader.line(nodes[_HUGO_KEY], _HUGO_KEY) or "").strip("/") if _HUGO_KEY in nodes else ""
    folder, slash, _ = story.rpartition("/")
    return key if not key or "/" in key else f"{folder}{slash}{key}"


def own_slug(nodes: dict[str, Node], path: str, codes: tuple[str, ...], edition: str) -> str:
    """The last part of the address of an article whose file has a name of its own beside the story's key; else ''."""
    name = story_of(path, codes)[0].rpartition("/")[2] if _HUGO_KEY in nodes else ""
    return slugify(name, lang=edition)
