"""A code in a column is covered by the heads it begins with, and unknown where it is only part of one."""

import narwhals as nw
import polars as pl
import pytest

from compliance.engines.columnar.encoding import code_key
from compliance.engines.columnar.industry_codes import covered
from compliance.engines.columnar.kleene import stated
from compliance.engines.columnar.rationals import LoweringError


@pytest.mark.parametrize(
    ("code", "heads", "truth"),
    [
        ("31", ("31",), True),
        ("3110", ("31",), True),
        ("32", ("31",), False),
        ("3", ("31",), None),
        ("30", ("3011",), None),
        ("301", ("3011",), None),
        ("3011", ("3011",), True),
        ("3012", ("3011",), False),
        ("06", ("6",), False),
        ("0610", ("06", "31"), True),
        ("31", ("29", "3011"), False),
        ("30", ("30", "3011"), True),
    ],
)
def test_a_code_is_covered_by_its_beginnings(code: str, heads: tuple[str, ...], truth: bool | None) -> None:
    frame = nw.from_native(pl.DataFrame({"code": [code_key(code)]}))
    found = frame.select(truth=stated(covered(nw.col("code"), heads)))
    assert found["truth"].to_list() == [truth]


@pytest.mark.parametrize("head", ["C31", "31100", ""])
def test_a_head_that_is_no_code_cannot_be_lowered(head: str) -> None:
    with pytest.raises(LoweringError):
        covered(nw.col("code"), (head,))
