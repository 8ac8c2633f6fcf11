"""Lists cut into pages that are numbered from the oldest, so that a new story touches only the newest page or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.shelves import digest_of
from generator.views import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.shelves import Chain

BLOCK = 10  # pages that are one unit: few enough for one edit to ask about, many enough to be few


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list: its number, and where its items begin and end, counted from the newest.

    The newest page has the number 0 and stands at the list's own address.
    """

    number: int
    start: int
    stop: int
    pages: int  # how many older pages there are in all


def full_pages(count: int, size: int) -> int:
    """How many pages of a list are full and never touched again while stories are only added."""
    return max(count // size - 1, 0)


def slices(count: int, size: int, block: int | None = None) -> Iterator[Slice]:
    """A list, newest first, cut into pages: number 1 holds the oldest `size`, the newest one `size` to 2 × `size` - 1.

    With `block`, only the pages of that block: 0 is the newest page, the others hold `BLOCK` numbered pages each.

    >>> [(each.number, "7654321"[each.start : each.stop]) for each in slices(7, 2)]
    [(0, '765'), (2, '43'), (1, '21')]
    >>> [(each.number, each.start, each.stop) for each in slices(0, 2)]
    [(0, 0, 0)]
    """
    full = full_pages(count, size)
    if block in (None, 0):
        yield Slice(0, 0, count - full * size, full)
    last = full if block is None else min(block * BLOCK, full)
    first = 1 if block is None else (block - 1) * BLOCK + 1
    for number in range(last, first - 1, -1) if block != 0 else ():
        start = count - number * size
        yield Slice(number, start, start + size, full)


def page_inputs(chain: Chain, part: Slice) -> str:
    """A digest of what one page of a list shows and links to, besides the list's name."""
    around = part.pages if part.number == 0 else part.number == part.pages
    return digest_of((str(around), *(entry.told for entry in chain.entries(part.start, part.stop))))


def blocks(chain: Chain, size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The blocks of a list, and for each what its pages depend on besides the list's name."""
    count = len(chain)
    full = full_pages(count, size)
    yield 0, (str(full), *chain.digests(0, count - full * size))
    for block in range(1, -(-full // BLOCK) + 1):
        oldest, newest = (block - 1) * BLOCK + 1, min(block * BLOCK, full)
        open_end = newest == full  # its newest page links to the list's own address, not to a number
        yield block, (str(open_end), *chain.digests(count - newest * size, count - (oldest - 1) * size))


def page_url(list_url: str, number: int) -> str:
    """The address of one page of a list.

    >>> page_url("/hi/desh/", 3), page_url("/hi/desh/", 0)
    ('/hi/desh/page/3/', '/hi/desh/')
    """
    return f"{list_url}page/{number}/" if number else list_url


def pager(list_url: str, part: Slice) -> Pager:
    """Links from one page of a list to its neighbours.

    The page that closes the numbered ones links to the list's own address, and is written again once, when the next
    page fills.
    """
    if part.number == 0:
        return Pager("", page_url(list_url, part.pages) if part.pages else "", 0)
    newer = page_url(list_url, part.number + 1) if part.number < part.pages else list_url
    older = page_url(list_url, part.number - 1) if part.number > 1 else ""
    return Pager(newer, older, part.number)
