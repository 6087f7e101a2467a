"""How do several processes work at one thing?"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from signal import SIG_IGN, SIGINT, signal
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def one_by_one(work: Callable[[T], R], parts: Iterable[T]) -> Generator[R, None, None]:
    """Give the result of each part in turn."""
    yield from map(work, parts)


def in_order(work: Callable[[T], R], parts: Iterable[T], jobs: int) -> Generator[R, None, None]:
    """Give the results in the order of the parts, worked at by `jobs` processes.

    They are a few parts ahead, so that memory stays small.
    """
    # An interrupt is the first process's to hear; it ends the others.
    pool = ProcessPoolExecutor(jobs, initializer=signal, initargs=(SIGINT, SIG_IGN))
    waiting = deque[Future[R]]()
    try:
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
