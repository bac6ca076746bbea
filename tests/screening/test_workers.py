"""Work spread over processes comes out as it does in one."""

import os
import signal
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from compliance.errors import InputError, Place, Problem
from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from compliance.screening import workers
from compliance.screening.chunks import ChunkJob, Chunks
from compliance.screening.workers import run_in_workers
from compliance.text import Text

DAY = date(2015, 12, 31)
PIECE = 3


def doubled(number: int) -> int:
    """Twice the number, made in any process."""
    return 2 * number


def place_of_work(number: int) -> int:
    """The process that does it."""
    del number
    return os.getpid()


def refused(number: int) -> int:
    """An input that cannot be used."""
    raise InputError([Problem(Place("leads.csv", number), Text("不能用", "unusable"))])


def killed(number: int) -> int:
    """What a system that has no memory left does."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A ledger whose merged cells, totals and blank rows lie across the borders of pieces."""
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["项目编号", "项目名称", "县区", "用地面积(亩)", "是否认定为重污染项目"])
        for row in (1, 2, 3, 4, 5, 9, 11):
            sheet.write_row(row, 0, [f"A{row}", f"第{row}号", "叶县", 40 * row, "是" if row % 2 else "否"])
        sheet.merge_range("C4:C6", "郏县")
        sheet.write_row(6, 0, ["合计", "", "", 600])
        sheet.write_row(8, 0, ["小计", "", "", 600])
    return path


def test_work_is_done_by_other_processes_in_the_order_of_the_pieces() -> None:
    assert list(run_in_workers(doubled, range(30), rows=10**6)) == [2 * number for number in range(30)]
    assert os.getpid() not in set(run_in_workers(place_of_work, range(4), rows=10**6))


def test_few_rows_are_worked_on_here() -> None:
    assert set(run_in_workers(place_of_work, range(4), rows=10)) == {os.getpid()}


def test_what_is_wrong_is_told_as_it_is_in_one_process() -> None:
    with pytest.raises(InputError) as caught:
        list(run_in_workers(refused, [7], rows=10**6))
    assert [problem.line("zh") for problem in caught.value.problems] == ["leads.csv:7: 不能用"]


def test_a_killed_process_is_told() -> None:
    with pytest.raises(InputError) as caught:
        list(run_in_workers(killed, range(3), rows=10**6))
    assert "--resume" in str(caught.value)


def test_a_piece_ends_where_no_merged_cell_goes_on(rulebook: Rulebook, workbook: Path) -> None:
    pieces = [[row.number for row in piece.rows] for piece in read_leads(workbook, rulebook.vocabulary).pieces(PIECE)]
    assert pieces == [[2, 3, 4, 5, 6], [7, 8, 9], [10, 11, 12]]


@pytest.mark.parametrize("resumed", [False, True])
def test_a_screening_by_processes_is_that_of_one(
    rulebook: Rulebook, workbook: Path, tmp_path: Path, resumed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import compliance.screening.chunks as runs

    whole = read_leads(workbook, rulebook.vocabulary)
    asking = ChunkJob(rulebook, DAY, None, "polars", None, "zh")
    alone = Chunks(tmp_path / "alone", {})
    alone.open(resume=False)
    counted = alone.screen(whole, asking, lambda _: None)

    monkeypatch.setattr(runs, "CHUNK", PIECE)
    monkeypatch.setattr(workers, "_WORTH", 0)
    leads, told = read_leads(workbook, rulebook.vocabulary), list[int]()
    run = Chunks(tmp_path / "workers", {})
    run.open(resume=False)
    summary = run.screen(leads, asking, told.append)
    if resumed:
        # A later piece may be done before an earlier one.
        (run.folder / "part-000000.parquet").unlink()
        run.open(resume=True)
        summary = run.screen(leads, asking, told.append)
    assert pl.concat(run.frames()).equals(pl.concat(alone.frames()))
    assert pl.concat(run.frames())["row"].to_list() == [2, 3, 4, 5, 6, 10, 12]
    assert summary.as_data() == counted.as_data()
    assert leads.notes == whole.notes
    assert len([note for note in leads.notes if "7" in note.message.zh and "9" in note.message.zh]) == 1
    assert told[-1] == 11
