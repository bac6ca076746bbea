"""Codes by hierarchy as whole numbers: those that begin with the same digits lie in one range for each length."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

import narwhals as nw

from compliance.engines.columnar.encoding import DoesNotFitError, code_key
from compliance.engines.columnar.kleene import Truth
from compliance.engines.columnar.rationals import LoweringError

_LONGEST = 4


def covered(code: nw.Expr, heads: tuple[str, ...]) -> Truth:
    """In each row whether the code begins with one of the heads; unknown if it is only the beginning of one, or null.

    `code` holds codes as `code_key` does.
    Raises: LoweringError for a head that is not of up to four digits.
    Source: `Evaluation` of `engines.evaluation` matches codes so.
    """
    try:
        beginnings = sorted({code_key(head[:end]) for head in heads for end in range(1, len(head) + 1)})
        ranges = _ranges(heads)
    except DoesNotFitError as error:
        raise LoweringError(", ".join(heads)) from error
    inside = reduce(or_, [_between(code, low, high) for low, high in ranges], nw.lit(False))
    return inside | nw.when(~code.is_in(beginnings)).then(nw.lit(False))


def _between(code: nw.Expr, low: int, high: int) -> nw.Expr:
    return code == low if low == high else (code >= low) & (code <= high)


def _ranges(heads: Iterable[str]) -> list[tuple[int, int]]:
    """The keys of all codes that begin with one of the heads, as ranges that do not touch."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(
        (code_key(head) * breadth, code_key(head) * breadth + breadth - 1)
        for head in heads
        for breadth in (10**more for more in range(_LONGEST - len(head) + 1))
    ):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found
