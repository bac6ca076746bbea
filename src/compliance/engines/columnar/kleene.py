"""Kleene's three values as expressions; what is known before any row is read is folded away.

A `Truth` is a Boolean column, null where unknown; or True, False or None where it is the same in every row.
Source: SQL's three-valued logic, which every backend has, is Kleene's K3; `engines.kleene` is the same for one case.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import narwhals as nw

from compliance.language.tree import Comparator

Truth = nw.Expr | bool | None
_OPERATIONS: Mapping[Comparator, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def ordered(comparator: Comparator, left: Any, right: Any) -> nw.Expr | bool:
    """The comparison of two expressions of one type, null where either is; or of two constants, true or false."""
    return _OPERATIONS[comparator](left, right)  # type: ignore[no-any-return]  # as the operands are


def stated(truth: Truth) -> nw.Expr:
    """The truth as a Boolean expression, for a place that takes no constant."""
    return truth if isinstance(truth, nw.Expr) else nw.lit(truth, dtype=nw.Boolean())


def all_of(truths: Iterable[Truth]) -> Truth:
    """K3 conjunction, row by row; true of nothing."""
    return _combined(truths, operator.and_, neutral=True)


def any_of(truths: Iterable[Truth]) -> Truth:
    """K3 disjunction, row by row; false of nothing."""
    return _combined(truths, operator.or_, neutral=False)


def negation(truth: Truth) -> Truth:
    """K3 negation, row by row: unknown stays unknown."""
    if isinstance(truth, nw.Expr):
        return ~truth
    return None if truth is None else not truth


def is_true(truth: Truth) -> Truth:
    """Whether it is known to be true: never unknown."""
    return truth.fill_null(False) if isinstance(truth, nw.Expr) else truth is True


def is_false(truth: Truth) -> Truth:
    """Whether it is known to be false: never unknown."""
    return (~truth).fill_null(False) if isinstance(truth, nw.Expr) else truth is False


def is_unknown(truth: Truth) -> Truth:
    """Whether it is unknown: never unknown itself."""
    return truth.is_null() if isinstance(truth, nw.Expr) else truth is None


def where_known(condition: Truth, truth: Truth) -> Truth:
    """The truth where the condition holds, and unknown elsewhere."""
    if condition is True:
        return truth
    if condition is False or condition is None:
        return None
    return nw.when(condition).then(stated(truth))


def first_of(pairs: Iterable[tuple[Truth, nw.Expr]], otherwise: nw.Expr | None = None) -> nw.Expr | None:
    """In each row the value beside the first condition that is known to hold; where none is, `otherwise` or null.

    The values are of one type.  None, instead of an expression, if the value is null in every row.
    """
    chain: Any = None
    for condition, value in pairs:
        if condition is True:
            otherwise = value
            break
        if isinstance(condition, nw.Expr):
            chain = (nw if chain is None else chain).when(condition).then(value)
    if chain is None or otherwise is None:
        return chain if otherwise is None else otherwise
    return chain.otherwise(otherwise)  # type: ignore[no-any-return]  # an expression


def _combined(truths: Iterable[Truth], join: Callable[[nw.Expr, nw.Expr], nw.Expr], *, neutral: bool) -> Truth:
    kept = [truth for truth in truths if truth is not neutral]
    if any(truth is (not neutral) for truth in kept):
        return not neutral
    expressions = [truth for truth in kept if isinstance(truth, nw.Expr)]
    if not expressions:
        return None if kept else neutral
    if len(expressions) < len(kept):
        expressions.append(stated(None))
    while len(expressions) > 1:  # by pairs: joined one after another, many would lie too deep for what reads them
        pairs = zip(expressions[::2], expressions[1::2], strict=False)
        last = expressions[-1:] if len(expressions) % 2 else []
        expressions = [*(join(one, other) for one, other in pairs), *last]
    return expressions[0]
