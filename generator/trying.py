"""Trying: the site as it would be with another text of one article, while the library stays as it is."""

from __future__ import annotations

from collections import ChainMap, Counter
from copy import copy
from typing import TYPE_CHECKING, Any

from generator.library import Library
from generator.saved import Saved
from generator.site import DRAFT, EXPIRED, PUBLISHED, SCHEDULED
from generator.tables import Table

if TYPE_CHECKING:
    from generator.model import Document
    from generator.rows import Row
    from generator.site import Site

_TABLES = ("rows", "paths", "stories", "by_path", "addresses", "short_names", "linking")


def try_row(library: Library, path: str, row: Row, document: Document) -> Site:
    """The site in which one file is read as a row and a document; the story is shown, whatever its state."""
    assert library.then is not None  # a library from which a site was made
    tried = _copied(library, path, document)
    return tried.update({path: row}, {}, library.then)


def _copied(library: Library, path: str, document: Document) -> Library:
    """A library that begins as another one is, and takes nothing back to it or to the memo."""
    saved = Saved(library.saved.memo, library.saved.zone)
    saved.active = library.saved.active
    documents = ChainMap({path: document}, library.documents)  # type: ignore[arg-type] # only the first one is written to
    tried = Library(library.config, documents, saved)
    tried.states = (PUBLISHED, DRAFT, SCHEDULED, EXPIRED)
    for table in _TABLES:
        setattr(tried, table, _behind(getattr(library, table)))
    tried.media, tried.terms, tried.then = library.media, library.terms, library.then
    tried.shelves = dict(library.shelves)
    tried.uses.spellings = {key: copy(found) for key, found in library.uses.spellings.items()}
    tried.uses.editions = {key: copy(found) for key, found in library.uses.editions.items()}
    tried.uses.changed = False
    tried.shown_by = {shown: set(names) for shown, names in library.shown_by.items()}
    tried.visible = Counter(library.visible)
    tried.unpublished = dict(library.unpublished)
    return tried


def _behind(table: Table[Any]) -> Table[Any]:
    """A table that has another one's values behind its own; sets are copied, for they are added to."""

    def load(name: str) -> Any:  # noqa: ANN401 # whatever the other table holds
        found = table.find(name)
        return set(found) if isinstance(found, set) else found

    return Table(load, lambda: table)
