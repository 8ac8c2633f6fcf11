"""The one seam for parallel work: everything dear goes through `run`, and nothing else knows where it is done."""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import select
import signal
import time
from typing import TYPE_CHECKING, NoReturn, TypeVar

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


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """While much is loaded, nothing looks for garbage: there is none, and each look would go through all of it.

    Nor do later looks go through what there is then, until `gc.unfreeze`.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextlib.contextmanager
def beside(function: Callable[[], Output], worth: bool) -> Iterator[Callable[[], Output]]:
    """What waits for a function's value while a process of its own works on it; `worth`: whether it is worth one.

    The value has to be plain, as marshal takes it. Without such a process, the function is called when it is wanted.
    """
    if not worth or not hasattr(os, "fork"):
        yield function
        return
    child, reads = _begun(function)
    try:
        with os.fdopen(reads, "rb") as answer:
            yield lambda: _value(answer.read(), function)
    finally:
        os.waitpid(child, 0)


def within(seconds: float, function: Callable[[], Output]) -> Output:
    """A function's value, worked out by a process that is ended when it takes longer. Raises TimeoutError then.

    The value has to be plain, as marshal takes it. Where no process can be started, nothing is ended.
    """
    if not hasattr(os, "fork"):
        return function()
    child, reads = _begun(function)
    answer, ends, late = b"", time.monotonic() + seconds, True
    pipe = select.poll()  # `select` knows no more than a thousand open files
    pipe.register(reads, select.POLLIN)
    try:
        while pipe.poll(max(0, round(1000 * (ends - time.monotonic())))):
            more = os.read(reads, 1 << 16)
            if not more:
                late = False
                break
            answer += more
    finally:
        os.close(reads)
        if late:
            os.kill(child, signal.SIGKILL)  # until it is waited for, the number is its own
        ended = os.waitpid(child, 0)[1]
    if late or os.WIFSIGNALED(ended):  # which the system does where there is no memory left
        raise TimeoutError
    return _value(answer, function)


def _begun(function: Callable[[], object]) -> tuple[int, int]:
    """Starts a process for a function's value; its number, and the end of a pipe where the value will come out."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)  # or nobody would tell it that its answer is no longer wanted
        _answer(function, writes)
    os.close(writes)
    return child, reads


def _answer(function: Callable[[], object], writes: int) -> NoReturn:
    """Writes a function's value and ends this process, whatever comes: it must not go on as its parent does."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(writes, "wb") as answer:
            answer.write(marshal.dumps(function()))  # type: ignore[arg-type] # plain, as `beside` says
    finally:
        os._exit(0)


def _value(answer: bytes, function: Callable[[], Output]) -> Output:
    try:
        return marshal.loads(answer)  # type: ignore[no-any-return] # what the function gave
    except (EOFError, ValueError, TypeError):
        return function()  # which may say what is wrong


def run(
    executor: Executor | None, function: Callable[[Input], Output], inputs: Iterable[Input], chunk: int = 16
) -> Iterator[Output]:
    """The function's values for the inputs, in their order; in this process where there is no executor."""
    if executor is None:
        return map(function, inputs)
    return executor.map(function, inputs, chunksize=chunk)
