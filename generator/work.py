"""The one seam for parallel work: everything dear goes through `run`, and nothing else knows where it is done."""

from __future__ import annotations

import contextlib
import gc
import signal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

Input = TypeVar("Input")
Output = TypeVar("Output")


@contextlib.contextmanager
def processes(count: int, release: Callable[[], None] | None) -> Iterator[Executor]:
    """Processes for some work, each of which first calls `release`. What is not begun is taken back on an exception."""
    import multiprocessing  # dear, and not needed for small work
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(release,))
    gc.freeze()  # or each process would copy what it inherited only to look for garbage in it
    try:
        yield executor
    except BaseException:
        executor.shutdown(cancel_futures=True)
        raise
    finally:
        gc.unfreeze()
    executor.shutdown()


def _begin(release: Callable[[], None] | None) -> None:
    """What a process does before it works: lets go of what it inherited, and leaves a Ctrl-C to its parent.

    The parent takes back what is not begun; a process that died of it would break the pool with a traceback.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if release:
        release()


def run(
    executor: Executor | None, function: Callable[[Input], Output], inputs: Iterable[Input], chunk: int = 16
) -> Iterator[Output]:
    """The function's values for the inputs, in their order; in this process where there is no executor."""
    if executor is None:
        return map(function, inputs)
    return executor.map(function, inputs, chunksize=chunk)
