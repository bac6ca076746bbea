"""A cell merged downward stands over each of its rows, and over no other."""

from compliance.intake.rows.merged import Spans
from compliance.intake.tables.table import Merge


def test_a_span_is_found_in_each_of_its_rows_and_its_value_kept_as_long() -> None:
    spans = Spans([Merge(7, 2, 8, 2), Merge(3, 2, 5, 2)])
    first, second = Merge(3, 2, 5, 2), Merge(7, 2, 8, 2)
    assert [spans.over(row, 2) for row in range(2, 10)] == [None, first, first, first, None, second, second, None]
    spans = Spans([first])
    assert spans.value(first) == ""
    assert spans.over(3, 2) == first
    spans.remember(first, "叶县")
    assert (spans.over(5, 2), spans.value(first)) == (first, "叶县")
    assert (spans.over(6, 2), spans.value(first)) == (None, "")


def test_cells_merged_across_or_in_one_row_are_no_spans() -> None:
    spans = Spans([Merge(3, 2, 5, 3), Merge(4, 1, 4, 1)])
    assert not spans.any
    assert spans.over(4, 2) is None
