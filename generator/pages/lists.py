"""Lists cut into pages that are numbered from the oldest, so that a new story touches only the newest page or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.views import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.shelves import Chain

Item = TypeVar("Item")
BLOCK = 10  # pages that are planned together: few enough to plan for one edit, many enough to ask about seldom


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """One page of a list: its items, newest first, and its number.

    The newest page has the number 0 and stands at the list's own address.
    """

    number: int
    items: Sequence[Item]
    pages: int  # how many older pages there are in all


def full_pages(count: int, size: int) -> int:
    """How many pages of a list are full and never touched again while stories are only added."""
    return max(count // size - 1, 0)


def slices(items: Sequence[Item], size: int, block: int | None = None) -> Iterator[Slice[Item]]:
    """A list, newest first, cut into pages: number 1 holds the oldest `size`, the newest one `size` to 2 × `size` - 1.

    With `block`, only the pages of that block: 0 is the newest page, the others hold `BLOCK` numbered pages each.

    >>> [(each.number, list(each.items)) for each in slices([7, 6, 5, 4, 3, 2, 1], 2)]
    [(0, [7, 6, 5]), (2, [4, 3]), (1, [2, 1])]
    >>> [(each.number, list(each.items)) for each in slices([], 2)]
    [(0, [])]
    """
    count = len(items)
    full = full_pages(count, size)
    if block in (None, 0):
        yield Slice(0, items[: count - full * size], full)
    last = full if block is None else min(block * BLOCK, full)
    first = 1 if block is None else (block - 1) * BLOCK + 1
    for number in range(last, first - 1, -1) if block != 0 else ():
        start = count - number * size
        yield Slice(number, items[start : start + size], full)


def blocks(chain: Chain, size: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The blocks of a list, and for each what its pages depend on besides the list's name."""
    count = len(chain)
    full = full_pages(count, size)
    yield 0, (full, *chain.digests(0, count - full * size))
    for block in range(1, -(-full // BLOCK) + 1):
        oldest, newest = (block - 1) * BLOCK + 1, min(block * BLOCK, full)
        open_end = newest == full  # its newest page links to the list's own address, not to a number
        yield block, (open_end, *chain.digests(count - newest * size, count - (oldest - 1) * size))


def page_url(list_url: str, number: int) -> str:
    """The address of one page of a list.

    >>> page_url("/hi/desh/", 3), page_url("/hi/desh/", 0)
    ('/hi/desh/page/3/', '/hi/desh/')
    """
    return f"{list_url}page/{number}/" if number else list_url


def pager(list_url: str, part: Slice[Item]) -> Pager:
    """Links from one page of a list to its neighbours.

    The page that closes the numbered ones links to the list's own address, and is written again once, when the next
    page fills.
    """
    if part.number == 0:
        return Pager("", page_url(list_url, part.pages) if part.pages else "", 0)
    newer = page_url(list_url, part.number + 1) if part.number < part.pages else list_url
    older = page_url(list_url, part.number - 1) if part.number > 1 else ""
    return Pager(newer, older, part.number)
