"""The one seam for parallel work."""

from __future__ import annotations

import os

import pytest

from generator import work


def test_what_is_worked_on_beside_gives_its_value_from_another_process() -> None:
    with work.beside(lambda: {"process": os.getpid(), "stats": (1, 2)}, worth=True) as value:
        found = value()
    assert found["stats"] == (1, 2)
    assert found["process"] != os.getpid()


def test_small_work_is_done_here() -> None:
    with work.beside(os.getpid, worth=False) as value:
        assert value() == os.getpid()


def test_work_that_fails_beside_is_tried_here_where_its_error_can_be_said() -> None:
    def fail() -> int:
        raise FileNotFoundError("gone")

    with work.beside(fail, worth=True) as value, pytest.raises(FileNotFoundError, match="gone"):
        value()


def test_nobody_has_to_wait_for_the_value() -> None:
    with pytest.raises(KeyboardInterrupt), work.beside(lambda: "x" * 1_000_000, worth=True):
        raise KeyboardInterrupt
