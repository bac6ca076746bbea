"""A cell of a CSV file is text that no spreadsheet would run."""

import pytest

from compliance.report.render.csv_cell import as_cell


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(first: str) -> None:
    assert as_cell(f"{first}1+1") == f"'{first}1+1"
    assert as_cell([f"{first}1", "b"]) == f"'{first}1;b"


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (-3, "-3"), ("a=b", "a=b"), (["a", "b"], "a;b"), ([], ""), ("", "")]
)
def test_any_other_value_stands_as_it_is(value: object, cell: str) -> None:
    assert as_cell(value) == cell
