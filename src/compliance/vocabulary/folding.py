"""Names compared as people take them to be the same."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The name without differences of width, case and spacing, for comparison only."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
