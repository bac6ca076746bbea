"""Kleene's three values as expressions; what is known before any row is read is folded away."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """The comparison of two expressions, or of two constants, of one kind."""
    return _OPERATIONS[comparator](left, right)  # type: ignore[no-any-return]  # as the operands are


def stated(truth: Truth) -> nw.Expr:
    """The truth as an expression."""
    return truth if isinstance(truth, nw.Expr) else nw.lit(truth, dtype=nw.Boolean())


def all_of(truths: Iterable[Truth]) -> Truth:
    """The conjunction; true of nothing."""
    kept = [truth for truth in truths if truth is not True]
    if any(truth is False for truth in kept):
        return False
    if all(truth is None for truth in kept):
        return None if kept else True
    known = _joined(kept)
    whole = known[0]
    for truth in known[1:]:
        whole = whole & truth
    return whole


def any_of(truths: Iterable[Truth]) -> Truth:
    """The disjunction; false of nothing."""
    kept = [truth for truth in truths if truth is not False]
    if any(truth is True for truth in kept):
        return True
    if all(truth is None for truth in kept):
        return None if kept else False
    known = _joined(kept)
    whole = known[0]
    for truth in known[1:]:
        whole = whole | truth
    return whole


def negation(truth: Truth) -> Truth:
    """The opposite."""
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


def _joined(truths: Sequence[Truth]) -> list[nw.Expr]:
    """The truths as expressions, each unknown one once."""
    expressions = [truth for truth in truths if isinstance(truth, nw.Expr)]
    return expressions if len(expressions) == len(truths) else [*expressions, stated(None)]
