"""Kleene's three-valued connectives over true, false and None for unknown.

Source: OMG DMN 1.5, FEEL, ternary logic.
"""

from collections.abc import Iterable


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """K3 conjunction; true of nothing."""
    result: bool | None = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """K3 disjunction; false of nothing."""
    result: bool | None = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def negation(truth: bool | None) -> bool | None:
    """K3 negation."""
    return None if truth is None else not truth
