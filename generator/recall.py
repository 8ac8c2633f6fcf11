"""Recall: answers that take long to get and never change under one engine, kept from one process to the next.

The memo holds them. Each is a function of its question alone, so no page depends on whether it was recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Set
    from pathlib import Path

    from generator.memo import Memo

Answer = TypeVar("Answer")
_KNOWN: dict[str, Any] = {}
_ASKED: set[str] = set()
_LEFT: dict[Path, Set[str]] = {}  # memo → questions that it has the answers to
_FACT = "answers"


def recalled(question: str, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, a plain value: the known one, or what `ask` finds. An exception is no answer."""
    if question not in _KNOWN:
        _KNOWN[question] = ask()
    _ASKED.add(question)
    return _KNOWN[question]  # type: ignore[no-any-return] # what `ask` found, now or earlier


def take(memo: Memo) -> None:
    """Takes the answers that an earlier process left in a memo."""
    found: Any = memo.fact(_FACT) or {}  # what `keep` put there
    _KNOWN.update(found)
    _LEFT[memo.path] = found.keys()


def keep(memo: Memo) -> None:
    """Leaves the answers to what has been asked in this process, if they are not those that a memo has."""
    if _LEFT.get(memo.path) != _ASKED:
        memo.set_fact(_FACT, {question: _KNOWN[question] for question in sorted(_ASKED)})
        _LEFT[memo.path] = set(_ASKED)
