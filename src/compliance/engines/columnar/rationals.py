"""Exact numbers as expressions: a constant times a quotient of whole numbers, compared by multiplying out.

The bound of every whole number is known before a row is read, so that no product can overflow: where 64 bits do not
suffice, wider whole numbers are used, and where those do not, the rulebook is refused.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import narwhals as nw
from narwhals.dtypes import DType

from compliance.engines.columnar.kleene import Truth, ordered, stated
from compliance.language.tree import Comparator

NARROW = 2**63 - 1
WIDEST = 10**37


class LoweringError(Exception):
    """A construct of the rule language that cannot be evaluated on columns."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A column of whole numbers, null where unknown, of which none is farther from zero than `bound`.

    `negative` says whether any may be below zero.  Beyond 64 bits the column is of the dialect's wide type.
    """

    expr: nw.Expr
    bound: int
    negative: bool


@dataclass(frozen=True, slots=True)
class Number:
    """In each row scale × top ÷ bottom, exact and in base units (平方米, 元, 吨 …).

    A top or bottom that is left out is 1.  Unknown where top or bottom is null; no bottom is ever zero.
    """

    scale: Fraction
    top: Whole | None = None
    bottom: Whole | None = None

    @property
    def is_constant(self) -> bool:
        """Whether it is known before any row is read."""
        return self.top is None and self.bottom is None


class Arithmetic:
    """Calculates with numbers; `wide` is the type of whole numbers beyond 64 bits.

    Each operation is unknown where either side is.  Raises: LoweringError where a whole number could have more than 37
    digits.
    """

    def __init__(self, wide: DType) -> None:
        self._wide = wide

    def add(self, one: Number, other: Number) -> Number:
        """The sum, over the product of both bottoms."""
        if one.is_constant and other.is_constant:
            return Number(one.scale + other.scale)
        left, right, scale = self._to_one_scale(one, other)
        bound = self._checked(left.bound + right.bound)
        one_expr, other_expr = self._to_one_type(left, right, bound)
        top = Whole(one_expr + other_expr, bound, left.negative or right.negative)
        return Number(scale, top, self._product(one.bottom, other.bottom))

    def negative(self, number: Number) -> Number:
        """The number below zero by as much as this one is above it."""
        return Number(-number.scale, number.top, number.bottom)

    def multiply(self, one: Number, other: Number) -> Number:
        """The product."""
        scale = one.scale * other.scale
        return Number(scale, self._product(one.top, other.top), self._product(one.bottom, other.bottom))

    def divide(self, one: Number, other: Number) -> Number:
        """The quotient; unknown where the divisor is zero.

        Raises: LoweringError also for a constant divisor of zero.
        """
        if other.top is None:
            if other.scale == 0:
                raise LoweringError("a division by zero")
            return Number(one.scale / other.scale, self._product(one.top, other.bottom), one.bottom)
        divisor = Whole(nw.when(other.top.expr != 0).then(other.top.expr), other.top.bound, other.top.negative)
        top = self._product(one.top, other.bottom)
        return Number(one.scale / other.scale, top, self._product(one.bottom, divisor))

    def compare(self, comparator: Comparator, one: Number, other: Number) -> Truth:
        """The comparison in each row: both sides multiplied out, so that only whole numbers are compared."""
        if one.is_constant and other.is_constant:
            return ordered(comparator, one.scale, other.scale)
        one_side, other_side, _ = self._to_one_scale(one, other)
        turned = [bottom for bottom in (one.bottom, other.bottom) if bottom is not None and bottom.negative]
        one_expr, other_expr = self._to_one_type(one_side, other_side)
        result = ordered(comparator, one_expr, other_expr)
        for bottom in turned:
            swapped = ordered(comparator, other_expr, one_expr)
            result, swapped = (
                nw.when(bottom.expr > 0).then(stated(result)).otherwise(stated(swapped)),
                nw.when(bottom.expr > 0).then(stated(swapped)).otherwise(stated(result)),
            )
        return result

    def _to_one_scale(self, one: Number, other: Number) -> tuple[Whole, Whole, Fraction]:
        """The tops of both over the product of both bottoms, as multiples of one scale."""
        common = lcm(one.scale.denominator, other.scale.denominator)
        first, second = int(one.scale * common), int(other.scale * common)
        shared = gcd(first, second) or 1
        left, right = self._crossed(first // shared, one, other), self._crossed(second // shared, other, one)
        return left, right, Fraction(shared, common)

    def _crossed(self, factor: int, one: Number, other: Number) -> Whole:
        """The top of one number brought to the bottom of both."""
        top = self._times(factor, one.top)
        return self._product(top, other.bottom) or top

    def _times(self, factor: int, whole: Whole | None) -> Whole:
        """A constant times a whole number, or the constant alone."""
        if whole is None:
            return Whole(nw.lit(factor, dtype=nw.Int64()), self._checked(abs(factor)), factor < 0)
        bound = self._checked(whole.bound * abs(factor))
        negative = whole.negative or factor < 0
        if factor == 1:
            return whole
        return Whole(self._fitting(whole.expr, bound) * factor, bound, negative)

    def _product(self, one: Whole | None, other: Whole | None) -> Whole | None:
        if one is None or other is None:
            return one or other
        bound = self._checked(one.bound * other.bound)
        expr = self._fitting(one.expr, bound) * self._fitting(other.expr, bound)
        return Whole(expr, bound, one.negative or other.negative)

    def _to_one_type(self, one: Whole, other: Whole, bound: int = 0) -> tuple[nw.Expr, nw.Expr]:
        """Both as expressions of one type."""
        most = max(one.bound, other.bound, bound)
        return self._fitting(one.expr, most), self._fitting(other.expr, most)

    def _fitting(self, expr: nw.Expr, bound: int) -> nw.Expr:
        return expr if bound <= NARROW else expr.cast(self._wide)

    def _checked(self, bound: int) -> int:
        if bound > WIDEST:
            raise LoweringError("a calculation whose whole numbers have more than 37 digits")
        return bound
