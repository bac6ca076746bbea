"""Many memos, one after the other, in constant memory."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from compliance.report.memo.content import Memo
from compliance.report.memo.formats import Render

Key = TypeVar("Key")
LAID_OUT_ELSEWHERE = (".pdf",)  # formats laid out outside of Python, so that several memos can be at the same time


def rendered(memos: Iterable[tuple[Key, Memo]], render: Render, suffix: str) -> Iterator[tuple[Key, bytes]]:
    """The bytes of each memo with its key, in order; only a few memos are held at a time."""
    if suffix not in LAID_OUT_ELSEWHERE:
        yield from ((key, render(memo)) for key, memo in memos)
        return
    workers = os.cpu_count() or 1
    waiting: deque[tuple[Key, Future[bytes]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for key, memo in memos:
            waiting.append((key, pool.submit(render, memo)))
            if len(waiting) > 2 * workers:
                yield _finished(waiting.popleft())
        while waiting:
            yield _finished(waiting.popleft())


def _finished(waiting: tuple[Key, Future[bytes]]) -> tuple[Key, bytes]:
    key, content = waiting
    return key, content.result()
