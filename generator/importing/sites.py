"""The files of a Hugo or Jekyll site: its settings, its articles' front matter as plain values, its pictures."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.content import decode
from generator.problems import SiteError, Where, problem
from generator.tree import DEPTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zoneinfo import ZoneInfo

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

_SIZE_LIMIT = 2_000_000  # bytes of one file
_MOMENT = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?"
)
_OPENINGS = {"---": "---", "+++": "+++"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file with front matter: its path in the old site, its fields as texts, its text and where that begins."""

    path: str
    fields: dict[str, Plain]
    body: str
    line: int

    def text(self, *names: str) -> str:
        """The first of some fields that is a text and says something."""
        found = (self.fields.get(name) for name in names)
        return next((each for each in found if isinstance(each, str) and each), "")

    def texts(self, *names: str) -> tuple[str, ...]:
        """The texts of the first of some fields that is there: a list, or one text with commas or blanks."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, list):
                return tuple(text for each in value if (text := _name_of(each)))
            if isinstance(value, str) and value.strip():
                return tuple(each.strip() for each in value.split(",") if each.strip())
            if isinstance(value, dict) and _name_of(value):
                return (_name_of(value),)
        return ()

    def flag(self, name: str) -> bool:
        """Whether a field says yes."""
        return str(self.fields.get(name, "")).strip().lower() in ("true", "yes", "on", "1")


def _name_of(value: Plain) -> str:
    if isinstance(value, dict):
        return next((str(value[key]) for key in ("name", "title", "display_name") if value.get(key)), "")
    return value.strip() if isinstance(value, str) else ""


def load_source(root: Path, path: str) -> Source | None:
    """A file's front matter and text; None where it has no front matter. Raises SiteError where that is broken."""
    file = root / path
    try:
        if file.stat().st_size > _SIZE_LIMIT:
            raise SiteError(problem("content-size", Where(str(file)), size=file.stat().st_size, limit=_SIZE_LIMIT))
        text = decode(file.read_bytes(), str(file))
    except OSError as error:
        raise SiteError(problem("import-unreadable", Where(str(file)), reason=error.strerror or error)) from None
    return parse_foreign(text, path, str(file))


def parse_foreign(text: str, path: str, shown: str = "") -> Source | None:
    r"""A text taken apart: front matter in YAML between `---`, TOML between `+++`, or JSON in braces.

    >>> parse_foreign('+++\ntitle = "क"\ntags = ["ख"]\n+++\nग\n', "a.md").fields
    {'title': 'क', 'tags': ['ख']}
    """
    shown = shown or path
    mark = text[:3]
    if mark in _OPENINGS and re.match(r"[ \t]*(?:\n|$)", text[3:]):
        begin = text.find("\n") + 1 or len(text)
        closing = re.compile(
            rf"^{re.escape(mark)}[ \t]*(?:\n|\Z)" if mark == "+++" else r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE
        )
        end = closing.search(text, begin)
        if end is None:
            raise SiteError(problem("import-front-matter", Where(shown, 1), reason=f"the closing {mark} is missing"))
        inner = text[begin : end.start()]
        fields = parse_toml(inner, shown, 1) if mark == "+++" else parse_yaml_fields(inner, shown, 1)
        return Source(path, fields, text[end.end() :], text.count("\n", 0, end.end()) + 1)
    if text.startswith("{") and not text.startswith(("{{", "{%")):
        try:
            value, length = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(text)
        except (ValueError, RecursionError) as error:
            place = Where(shown, getattr(error, "lineno", 1), getattr(error, "colno", 1))
            raise SiteError(problem("import-front-matter", place, reason=getattr(error, "msg", error))) from None
        return Source(path, _mapping(value), text[length:], text.count("\n", 0, length) + 1)
    return None


def parse_toml(text: str, shown: str, lines: int = 0) -> dict[str, Plain]:
    """TOML as texts. Raises SiteError with the line."""
    try:
        return _mapping(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        place = Where(shown, int(found[1]) + lines, int(found[2])) if found else Where(shown, lines)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise SiteError(problem("import-front-matter", place, reason=reason)) from None


def parse_yaml_fields(text: str, shown: str, lines: int = 0) -> dict[str, Plain]:
    """YAML as texts: nothing is guessed, and an alias may not be one of many. Raises SiteError with the line."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if sum(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)) > 20:
            raise SiteError(problem("import-front-matter", Where(shown, lines), reason="too many aliases"))
        value = yaml.load(text, Loader=loader)  # texts, lists and mappings are all that this loader makes
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Where(shown, mark.line + 1 + lines, mark.column + 1) if mark else Where(shown, lines)
        raise SiteError(problem("import-front-matter", place, reason=error.problem or error)) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = getattr(error, "reason", type(error).__name__)
        raise SiteError(problem("import-front-matter", Where(shown, lines), reason=reason)) from None
    return _mapping(value)


def _mapping(value: object) -> dict[str, Plain]:
    found = _plain(value, 0)
    return found if isinstance(found, dict) else {}


def _plain(value: object, depth: int) -> Plain:
    if depth > DEPTH_LIMIT:
        return ""
    if isinstance(value, dict):
        return {str(key): _plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def moment_in_field(text: str, zone: ZoneInfo) -> datetime | None:
    """A date of front matter, in the zone that it names or the site's.

    >>> from zoneinfo import ZoneInfo
    >>> str(moment_in_field("2024-01-05 18:30:00 +0530", ZoneInfo("UTC")))
    '2024-01-05 18:30:00+05:30'
    """
    found = _MOMENT.fullmatch(text.strip().strip("\"'"))
    if not found:
        return None
    try:
        numbers: list[int] = [int(each or 0) for each in found.groups()[:6]]
        own: Any = zone
        if found[7]:
            sign = found[7].replace("Z", "+00:00").replace("UTC", "+00:00")
            own = datetime.fromisoformat(
                f"2000-01-01T00:00:00{sign if ':' in sign else sign[:3] + ':' + sign[3:]}"
            ).tzinfo
        return datetime(*numbers, tzinfo=own)  # type: ignore[arg-type, misc] # six numbers
    except ValueError:
        return None


def settings_of(root: Path, names: tuple[str, ...]) -> dict[str, Plain]:
    """The first settings file of some names that is there."""
    for name in names:
        file = root / name
        if file.is_file() and file.stat().st_size < _SIZE_LIMIT:
            text = decode(file.read_bytes(), str(file))
            if name.endswith(".toml"):
                return parse_toml(text, str(file))
            return _mapping(json.loads(text)) if name.endswith(".json") else parse_yaml_fields(text, str(file))
    return {}


def files_below(root: Path, folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    """The files of a folder with some endings, by their paths in the site; hidden ones and links out of it are none."""
    inside = root.resolve()
    for file in sorted((root / folder).rglob("*")):
        path = file.relative_to(root).as_posix()
        hidden = any(part.startswith(".") or part == "node_modules" for part in path.split("/"))
        if not hidden and path.lower().endswith(endings) and file.is_file() and file.resolve().is_relative_to(inside):
            yield path


def inner(settings: dict[str, Plain], *keys: str) -> Plain:
    """The value under some keys, one below the other and in any case; an empty text where there is none."""
    value: Plain = settings
    for key in keys:
        if not isinstance(value, dict):
            return ""
        value = next((each for name, each in value.items() if name.lower() == key.lower()), "")
    return value
