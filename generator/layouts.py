"""Layouts: finding, compiling and rendering them, and the UI words beside them.

Every layout is looked for in the site's `layouts/` first, then in the package's own, file by file: a site changes one
and still gets upgrades of the rest.
"""

from __future__ import annotations

import functools
import marshal
import os
import re
import traceback
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from generator.coding import LayoutEnvironment, UnsafeNameError
from generator.content import decode
from generator.digest import digest, digest_bytes
from generator.engine import engine_digest
from generator.filters import FILTERS
from generator.problems import Problem, SiteError, Where, closest, problem
from generator.roots import LAYOUTS as FOLDER
from generator.roots import find_files, package_layouts
from generator.texts import TEXT_FILTERS, UNSAFE
from generator.tree import Mapping, Scalar, parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2.bccache import Bucket
    from jinja2.nodes import Node

    from generator.model import Config
    from generator.views import Page


OWN = "package/"  # in front of a layout's name: Khabar's own file, for a site's file of the same name to build on


class _Loader(BaseLoader):
    """Reads layouts from the roots; nothing outside them."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self.roots = roots

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """A layout's source, with the name by which messages call it."""
        roots, name = (self.roots, template)
        if template.startswith(OWN):
            roots, name = (package_layouts(),), template.removeprefix(OWN)
        for root in roots:
            path = root / name
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                try:
                    return path.read_text("utf-8"), str(path), lambda: True
                except UnicodeDecodeError as error:
                    place = Where(f"{FOLDER}/{template}", 1)
                    raise SiteError(problem("layout-utf8", place, byte=error.start)) from None
        raise TemplateNotFound(template)


class _Compiled(BytecodeCache):
    """Compiled layouts on disk, one file each, as marshalled code behind a digest of the source."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the compiled layout if it was made from this very source by this very Python."""
        try:
            data = (self.folder / bucket.key).read_bytes()
        except OSError:
            return
        mark = self._mark(bucket)
        if data.startswith(mark) and data[len(mark) : len(mark) + 32] == digest_bytes(data[len(mark) + 32 :]).encode():
            bucket.code = marshal.loads(data[len(mark) + 32 :])  # ours, and checked

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a compiled layout."""
        self.folder.mkdir(parents=True, exist_ok=True)
        code = marshal.dumps(bucket.code)
        temporary = self.folder / f"{bucket.key}.{os.getpid()}"
        temporary.write_bytes(self._mark(bucket) + digest_bytes(code).encode() + code)
        temporary.replace(self.folder / bucket.key)

    @staticmethod
    def _mark(bucket: Bucket) -> bytes:
        return f"{engine_digest()} {bucket.checksum}\n".encode()


class Renderer:
    """Renders pages through the layouts of a site; its lifetime is a build's."""

    def __init__(self, roots: tuple[Path, ...], cache: Path | None = None) -> None:
        self.roots = roots
        self.environment = LayoutEnvironment(
            bytecode_cache=_Compiled(cache) if cache else None,
            loader=_Loader(roots),
            autoescape=True,  # everywhere: Jinja's own selection leaves feeds and .html.j2 unescaped
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.environment.filters.update(FILTERS)
        self.environment.filters.update(TEXT_FILTERS)
        for name in UNSAFE:
            self.environment.filters.pop(name, None)

    def render(self, page: Page) -> bytes:
        """A page's bytes. Raises SiteError with the layout's name and line where it cannot be rendered."""
        values = {name: getattr(page.view, name) for name in self.field_names(page)}
        try:
            template = self.environment.get_template(page.layout)
            return template.render(site=page.site, page=page, **values).encode()
        except SiteError:
            raise
        except Exception as error:
            raise SiteError(self._problem(error, page)) from error

    @staticmethod
    def field_names(page: Page) -> tuple[str, ...]:
        """The names of a page's view that its layout sees."""
        return _field_names(type(page.view))  # type: ignore[arg-type] # a type is hashable

    def _problem(self, error: Exception, page: Page) -> Problem:
        if isinstance(error, TemplateSyntaxError):
            place = Where(self._name(error.filename or error.name or page.layout), error.lineno)
            if isinstance(error, UnsafeNameError):
                return problem("layout-unsafe", place, name=error.message)
            if unclosed := re.search(r"innermost block that needs to be closed is '([a-z]+)'", error.message or ""):
                return problem("layout-unclosed", place, name=unclosed[1])
            unknown = _unknown_filter(error)
            if unknown in UNSAFE:
                harm, instead = UNSAFE[unknown]
                return problem("layout-filter", place, name=unknown, harm=harm, instead=instead)
            if unknown:
                close = closest(unknown, self.environment.filters)
                return problem("filter-unknown", place, name=unknown, close=close)
            if token := re.match(r"(?:expected token .*, got|unexpected) '(.+)'$", error.message or ""):
                return problem("layout-token", place, found=token[1])
            return problem("layout-syntax", place, reason=error.message or "")
        place = self._place(error) or Where(f"{FOLDER}/{page.layout}")
        if isinstance(error, TemplateNotFound):
            known = {name.partition(".")[0]: name for root in self.roots for name in find_files((root,), ".")}
            close = known.get(closest(str(error.name or "").partition(".")[0], known), "")
            return problem("layout-missing", place, name=error.name, page=page.source or page.url, close=close)
        if missing := _MISSING.search(str(error)) if isinstance(error, UndefinedError) else None:
            close = closest(missing[1], ["site", "page", *self.field_names(page)]) if missing[1] else ""
            name = missing[1] or missing[2]
            return problem("layout-undefined", place, name=name, page=page.source or page.url, close=close)
        if isinstance(error, TemplateError | ArithmeticError | LookupError | TypeError | ValueError | RecursionError):
            return problem("layout-failed", place, reason=str(error), page=page.source or page.url)
        raise error

    def _place(self, error: Exception) -> Where | None:
        """The innermost line of a layout in an error's traceback."""
        place = None
        for frame in traceback.extract_tb(error.__traceback__):
            if any(Path(frame.filename).is_relative_to(root) for root in self.roots):
                place = Where(self._name(frame.filename), frame.lineno or 0)
        return place

    def _name(self, filename: str) -> str:
        for root in self.roots:
            if Path(filename).is_relative_to(root):
                return f"{FOLDER}/{Path(filename).relative_to(root).as_posix()}"
        return f"{FOLDER}/{filename}"


class LayoutDigests:
    """Digests of layouts with everything that they name, directly or by way of others."""

    def __init__(self, roots: tuple[Path, ...], remembered: dict[str, tuple[str, ...]] | None = None) -> None:
        self.files = {name: path for name, path in find_files(roots, ".").items() if not name.startswith(_NOT_LAYOUTS)}
        own = find_files((package_layouts(),), ".")
        self.files |= {f"{OWN}{name}": path for name, path in own.items() if not name.startswith(_NOT_LAYOUTS)}
        self.sources = {name: digest_bytes(path.read_bytes()) for name, path in self.files.items()}
        self.mark = digest(self.sources)  # changes with any layout
        self.named = dict(remembered or {})  # digest of a source → the names, or prefixes ending in *, in it
        self.digests: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The digest of a layout: its source, and transitively every one it names; one that is missing, as missing."""
        if name not in self.digests:
            parts = {part: self.sources.get(part, "missing") for part in sorted(self._reach(name))}
            self.digests[name] = digest(parts)
        return self.digests[name]

    def _reach(self, name: str, computed: bool = True) -> set[str]:
        """A layout and every one that it names by way of others; with those whose names are computed, or without."""
        reached, waiting = {name}, [name]
        while waiting:
            fresh = set(self._named_by(waiting.pop(), computed)) - reached
            reached |= fresh
            waiting += fresh
        return reached

    def _named_by(self, name: str, computed: bool = True) -> list[str]:
        source = self.sources.get(name)
        if source is None:
            return []
        if source not in self.named:
            self.named[source] = named_layouts(self.files[name].read_bytes().decode("utf-8", "replace"))
        found: list[str] = []
        for each in self.named[source]:
            prefix = each.removesuffix("*")
            if prefix == each:
                found.append(each)
            elif computed:
                found += [known for known in self.sources if known.startswith(prefix)]
        return found

    def check_circles(self) -> Iterator[Problem]:
        """Layouts that extend or include themselves by way of others, once for each circle.

        A block may hold blocks, so names that are computed are left out: they end with the article.
        """
        reported: set[str] = set()
        for start in sorted(self.files):
            trail = [start]
            while back := self._way_back(trail[-1], start):
                trail.append(back)
                if back in trail[:-1]:
                    break
            if len(trail) > 1 and trail[-1] == start and not reported & set(trail):
                reported |= set(trail)
                yield problem("layout-circle", Where(f"{FOLDER}/{start}", 1), names=" → ".join(trail), first=start)

    def _way_back(self, name: str, start: str) -> str:
        """The first layout named in one from which another can be reached; '' where there is none."""
        plain = self._named_by(name, computed=False)
        return next((each for each in plain if start in self._reach(each, computed=False)), "")


_MISSING = re.compile(r"^'(.+)' is undefined$|has no (?:attribute|element) (?:')?([^']+)(?:')?$")
_NOT_LAYOUTS = ("assets/", "strings/")
_NAMING = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b")  # most layouts name none: no need to parse them


@functools.lru_cache(maxsize=512)
def named_layouts(source: str) -> tuple[str, ...]:
    """The layouts that a layout's source extends, includes or imports; a computed name as the prefix that it has."""
    from jinja2 import Environment, nodes

    if not _NAMING.search(source):
        return ()
    try:
        tree = Environment(autoescape=True, extensions=[]).parse(source)
    except TemplateSyntaxError:
        return ()
    names: dict[str, None] = {}
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for node in tree.find_all(kinds):
        template = node.template  # type: ignore[attr-defined] # each of the kinds has one
        items = template.items if isinstance(template, nodes.List | nodes.Tuple) else [template]
        names |= dict.fromkeys(_constant_part(item) for item in items)
    return tuple(names)


def _constant_part(node: Node) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Const):
        return str(node.value)
    first = node.nodes[0] if isinstance(node, nodes.Concat) else node
    return f"{first.value}*" if isinstance(first, nodes.Const) else "*"


def _unknown_filter(error: TemplateSyntaxError) -> str:
    message = error.message or ""
    return message.split("'")[1] if message.startswith("No filter named") else ""


@functools.cache
def _field_names(view: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(view))


def load_words(roots: tuple[Path, ...], config: Config) -> tuple[dict[str, dict[str, str]], tuple[Problem, ...]]:
    """Each edition's UI words by key: the package's, and over them the site's own.

    Every edition needs every word that any language of the package has; what is missing is an error.
    """
    package = {path.stem: _words(path) for path in sorted((package_layouts() / "strings").glob("*.yaml"))}
    keys = {key for words in package.values() for key in words}
    problems: list[Problem] = []
    words: dict[str, dict[str, str]] = {}
    for edition in config.editions:
        own = roots[0] / "strings" / f"{edition.code}.yaml"
        words[edition.code] = {**package.get(edition.code, {}), **(_words(own) if own.is_file() else {})}
        missing = sorted(keys - words[edition.code].keys())
        if missing:
            place = Where(f"{FOLDER}/strings/{edition.code}.yaml")
            problems.append(problem("words-missing", place, edition=edition.code, words=", ".join(missing)))
    return words, tuple(problems)


def _words(path: Path) -> dict[str, str]:
    name = f"{FOLDER}/strings/{path.name}"
    tree = parse_settings(decode(path.read_bytes(), name), name)
    if not isinstance(tree, Mapping):
        raise SiteError(problem("words-form", Where(name, 1)))
    return {key.text: value.text for key, value in tree.entries if isinstance(value, Scalar)}
