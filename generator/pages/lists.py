"""Lists cut into pages that are numbered from the oldest, so that a new story touches only the newest page or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.views import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """One page of a list: its items, newest first, and its number.

    The newest page has the number 0 and stands at the list's own address.
    """

    number: int
    items: Sequence[Item]
    pages: int  # how many older pages there are in all


def slices(items: Sequence[Item], size: int) -> Iterator[Slice[Item]]:
    """A list, newest first, cut into pages: number 1 holds the oldest `size`, the newest one `size` to 2 × `size` - 1.

    >>> [(each.number, list(each.items)) for each in slices([7, 6, 5, 4, 3, 2, 1], 2)]
    [(0, [7, 6, 5]), (2, [4, 3]), (1, [2, 1])]
    >>> [(each.number, list(each.items)) for each in slices([], 2)]
    [(0, [])]
    """
    count = len(items)
    full = max(count // size - 1, 0)  # pages that are never touched again while stories are only added
    yield Slice(0, items[: count - full * size], full)
    for number in range(full, 0, -1):
        start = count - number * size
        yield Slice(number, items[start : start + size], full)


def page_url(list_url: str, number: int) -> str:
    """The address of one page of a list.

    >>> page_url("/hi/desh/", 3), page_url("/hi/desh/", 0)
    ('/hi/desh/page/3/', '/hi/desh/')
    """
    return f"{list_url}page/{number}/" if number else list_url


def pager(list_url: str, part: Slice[Item]) -> Pager:
    """Links from one page of a list to its neighbours.

    A page knows that there is a newer one, but not whether that is numbered yet: the page that closes the full ones
    links to the list's own address, and is written again once, when the next page fills.
    """
    if part.number == 0:
        return Pager("", page_url(list_url, part.pages) if part.pages else "", 0)
    newer = page_url(list_url, part.number + 1) if part.number < part.pages else list_url
    older = page_url(list_url, part.number - 1) if part.number > 1 else ""
    return Pager(newer, older, part.number)
