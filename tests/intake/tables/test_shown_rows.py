"""Cells are read as they are shown, where that says more than the numbers behind them."""

from datetime import datetime
from pathlib import Path

import xlsxwriter

from compliance.intake.tables.workbook import read_workbook
from compliance.source import source_of


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        percent, month = book.add_format({"num_format": "0%"}), book.add_format({"num_format": 'yyyy"年"m"月"'})
        sheet = book.add_worksheet()
        for row, share in enumerate([1.2, 0.07, -0.5, 0]):
            sheet.write(row, 0, share, percent)
            sheet.write(row, 1, share)
        sheet.write(4, 0, "7%", percent)
        sheet.write_datetime(5, 2, datetime(2015, 6, 1), month)
        sheet.write_datetime(6, 2, datetime(2015, 6, 18), month)
    (table,) = read_workbook(source_of(path), None)
    rows = [row.values for row in table.rows()]
    assert [row[:2] for row in rows[:4]] == [["120%", 1.2], ["7%", 0.07], ["-50%", -0.5], ["0%", 0]]
    assert rows[4][0] == "7%"
    assert (rows[5][2], str(rows[6][2])) == ("2015年6月", "2015-06-18")
