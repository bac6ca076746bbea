"""Save time by not collecting garbage, in jobs that end soon or free what they make as they go."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Turn the garbage collector off meanwhile: it takes a tenth of a long run and finds next to nothing."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
