"""Documents: parsed bodies, read from the memo when a page needs one, so that no build holds an archive in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.model import Document
from generator.rows import unpack_document

if TYPE_CHECKING:
    from generator.memo import SharedMemo

KEPT = 512  # bodies: the newest stories of every feed, not an archive


class Documents(Mapping[str, Document]):
    """The documents of articles by path; each process reads through a connection of its own."""

    def __init__(self, memo: SharedMemo) -> None:
        self._memo = memo
        self._kept: OrderedDict[str, Document] = OrderedDict()

    def __getitem__(self, path: str) -> Document:
        found = self._kept.get(path)
        if found is not None:
            self._kept.move_to_end(path)
            return found
        value = self._memo.value("bodies", path)
        if value is None:
            raise KeyError(path)
        found = self._kept[path] = unpack_document(value)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def forget(self, paths: Iterable[str]) -> None:
        """Reads some documents anew the next time."""
        for path in paths:
            self._kept.pop(path, None)

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError("documents are asked for by path")

    def __len__(self) -> int:
        raise NotImplementedError("documents are asked for by path")
