"""Truths of columns join as Kleene's tables say, and what is known before any row is read is folded away."""

from itertools import product

import narwhals as nw
import polars as pl
import pytest

from compliance.engines import kleene as of_values
from compliance.engines.columnar.kleene import all_of, any_of, is_false, is_true, is_unknown, negation, stated

TRUTHS = (True, False, None)
PAIRS = tuple(product(TRUTHS, TRUTHS))


def column(expr: nw.Expr) -> list[bool | None]:
    """The expression for each pair of truths, which stand in the columns a and b."""
    schema = {"a": pl.Boolean, "b": pl.Boolean}
    frame = nw.from_native(pl.DataFrame(PAIRS, schema=schema, orient="row"))
    return frame.with_columns(found=expr)["found"].to_list()


def test_columns_join_as_values_do() -> None:
    a, b = nw.col("a"), nw.col("b")
    assert column(stated(all_of((a, b)))) == [of_values.all_of(pair) for pair in PAIRS]
    assert column(stated(any_of((a, b)))) == [of_values.any_of(pair) for pair in PAIRS]
    assert column(stated(negation(a))) == [of_values.negation(one) for one, _ in PAIRS]


def test_what_is_asked_about_a_truth_is_never_unknown() -> None:
    a = nw.col("a")
    assert column(stated(is_true(a))) == [one is True for one, _ in PAIRS]
    assert column(stated(is_false(a))) == [one is False for one, _ in PAIRS]
    assert column(stated(is_unknown(a))) == [one is None for one, _ in PAIRS]
    for one in TRUTHS:
        assert (is_true(one), is_false(one), is_unknown(one)) == (one is True, one is False, one is None)


@pytest.mark.parametrize("constant", TRUTHS)
def test_a_constant_and_a_column_join_as_two_values_do(constant: bool | None) -> None:
    a = nw.col("a")
    assert column(stated(all_of((constant, a)))) == [of_values.all_of((constant, one)) for one, _ in PAIRS]
    assert column(stated(any_of((a, constant)))) == [of_values.any_of((one, constant)) for one, _ in PAIRS]


def test_what_constants_settle_needs_no_column() -> None:
    a = nw.col("a")
    assert all_of((a, False)) is False
    assert any_of((True, a)) is True
    assert (all_of(()), any_of(())) == (True, False)
    for pair in PAIRS:
        assert (all_of(pair), any_of(pair)) == (of_values.all_of(pair), of_values.any_of(pair))


@pytest.mark.parametrize("count", [2, 3, 7, 2000])
def test_many_columns_join_as_few_do(count: int) -> None:
    """Joined one after another, two thousand would lie too deep to be read."""
    a, b = nw.col("a"), nw.col("b")
    many = [a] * (count - 1)
    assert column(stated(all_of((*many, b)))) == [of_values.all_of(pair) for pair in PAIRS]
    assert column(stated(any_of((b, *many)))) == [of_values.any_of(pair) for pair in PAIRS]
    assert column(stated(any_of((*many, None)))) == [of_values.any_of((one, None)) for one, _ in PAIRS]
