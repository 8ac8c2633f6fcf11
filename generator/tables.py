"""Tables: what earlier builds gathered, asked for one value at a time, with what this process knows in front of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


class Table(Mapping[str, Value], Generic[Value]):
    """Values by name: the ones of this process, and behind them those that `load` finds, or None.

    To go through all of it, `names` has to say which names there may be; that is for messages and listings only.
    """

    __slots__ = ("_load", "_names", "known")

    def __init__(self, load: Callable[[str], Value | None], names: Callable[[], Iterable[str]]) -> None:
        self.known: dict[str, Value | None] = {}
        self._load = load
        self._names = names

    def find(self, name: str) -> Value | None:
        """A value; None where there is none."""
        try:
            return self.known[name]
        except KeyError:
            found = self.known[name] = self._load(name)
            return found

    def __getitem__(self, name: str) -> Value:
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.find(name) is not None

    def set(self, name: str, value: Value | None) -> None:
        """Makes a value this process's own; None says that there is none any more."""
        self.known[name] = value

    def forget(self) -> None:
        """Lets go of what can be loaded again."""
        self.known.clear()

    def names(self) -> list[str]:
        """The names that there may be, without a look at any value."""
        return sorted({*self._names(), *self.known})

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.names() if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def join(sets: Table[set[str]], name: str, member: str) -> None:
    """Adds a member to a set of a table of sets."""
    found = sets.find(name)
    if found is None:
        sets.set(name, {member})
    else:
        found.add(member)
