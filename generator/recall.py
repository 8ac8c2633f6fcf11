"""Recall: answers that take long to get and never change under one engine, kept from one process to the next.

The memo holds them. Each is a function of its question alone, so no page depends on whether it was recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Answer = TypeVar("Answer")
_KNOWN: dict[str, Any] = {}
_ASKED: set[str] = set()


def recalled(question: str, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, a plain value: the known one, or what `ask` finds. An exception is no answer."""
    _ASKED.add(question)
    if question not in _KNOWN:
        _KNOWN[question] = ask()
    return _KNOWN[question]  # type: ignore[no-any-return] # what `ask` found, now or earlier


def recall(answers: Mapping[str, object]) -> None:
    """Takes the answers that an earlier process got."""
    _KNOWN.update(answers)


def answers() -> dict[str, object]:
    """The answers to what has been asked in this process, for a later one."""
    return {question: _KNOWN[question] for question in sorted(_ASKED & _KNOWN.keys())}
