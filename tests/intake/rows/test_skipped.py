"""Rows left out are listed in runs, with the reason of each."""

import pytest

from compliance.errors import Place, Problem
from compliance.intake.rows.skipped import FAULTS, SkippedRows, SkipReason, listed, runs_of
from compliance.text import Text


@pytest.mark.parametrize(
    ("rows", "runs"),
    [([], []), ([4], [[4, 4]]), ([1, 2, 3], [[1, 3]]), ([1, 2, 4, 6, 7], [[1, 2], [4, 4], [6, 7]])],
)
def test_rows_that_follow_each_other_are_one_run(rows: list[int], runs: list[list[int]]) -> None:
    assert runs_of(rows) == runs


def test_runs_are_named_by_their_ends_up_to_a_limit() -> None:
    assert listed([[1, 3], [5, 5]]) == Text("1–3、5", "1–3, 5")
    many = [[2 * number, 2 * number] for number in range(201)]
    assert listed(many[:200]).en.endswith("398")
    assert listed(many).en.endswith("398…")


def test_a_row_is_told_with_why_it_was_left_out() -> None:
    skipped = SkippedRows()
    for row in (1, 2, 9):
        skipped.add(SkipReason.titles, row)
    skipped.add(SkipReason.total, 7)
    assert [skipped.why(row) is not None for row in (1, 2, 3, 7, 9)] == [True, True, False, True, True]
    assert [note.line("en") for note in skipped.notes("a.csv")] == [
        "a.csv: rows 1–2, 9 (3): titles, not leads",
        "a.csv: rows 7 (1): totals, not counted",
    ]
    assert next(skipped.notes("a.csv", Text("记录", "records"))).line("zh").endswith("标题行,不是记录")


def test_what_was_left_out_of_two_pieces_is_that_of_the_whole() -> None:
    first, second, whole = SkippedRows(), SkippedRows(), SkippedRows()
    for rows in (first, whole):
        rows.add(SkipReason.blank, 3)
    for rows in (second, whole):
        rows.add(SkipReason.blank, 4)
        rows.add(SkipReason.total, 5)
    first.join(second)
    assert first == whole
    assert first.runs == {SkipReason.blank: [[3, 4]], SkipReason.total: [[5, 5]]}


def test_only_the_first_broken_rows_are_kept() -> None:
    skipped = SkippedRows()
    for number in range(FAULTS + 1):
        skipped.fault(Problem(Place("a.csv", number + 1), Text("坏", "bad")))
    assert len(skipped.faults) == FAULTS
    assert skipped.faults[-1].place.line == FAULTS
