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


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\u2212", "\ufe66"])
@pytest.mark.parametrize(
    "unseen", ["", "\ufeff", "\u200b", "\xa0", " ", "\u3000", "\x01", "\x0b", "\u202e", "\ufeff \u200b"]
)
def test_signs_that_cannot_be_seen_hide_no_formula(unseen: str, sign: str) -> None:
    assert as_cell(f"{unseen}{sign}1+1") == f"'{unseen}{sign}1+1"


@pytest.mark.parametrize("mark", [";", "\t", "\r", "\n", "\r\n"])
@pytest.mark.parametrize("sign", ["=cmd()", "\ufeff=cmd()", "＝cmd()", " -1"])
def test_a_reader_that_divides_lines_elsewhere_finds_no_formula(mark: str, sign: str) -> None:
    assert as_cell(f"a{mark}{sign}") == f"a{mark}'{sign}"
    assert as_cell(["a", sign]) == f"a;'{sign}"


@pytest.mark.parametrize("text", ["a;b=c", "3-5", "a - b", "甲=乙", "2015-06-01;2016-07-02", "a, -5"])
def test_signs_within_a_text_stay_as_they_are(text: str) -> None:
    assert as_cell(text) == text


def test_many_signs_take_no_longer_than_their_number() -> None:
    text = "\t" * 200_000 + " " * 200_000 + ";" * 200_000
    assert as_cell(text) == "'" + text
