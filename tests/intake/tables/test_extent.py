"""A sheet with a cell far away is refused with the name of the cell; a long, a wide or a merely styled one is read."""

from pathlib import Path

import pytest
import xlsxwriter

from compliance.errors import InputError
from compliance.intake.tables.extent import Extent
from compliance.intake.tables.workbook import read_workbook
from compliance.source import source_of


def one_cell_at(path: Path, row: int, column: int, value: object = 1) -> Path:
    """A sheet with a heading, and one cell more; rows and columns from 0."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write(0, 0, "项目名称")
        if value is None:
            sheet.write_blank(row, column, None, book.add_format({"bold": True}))
        else:
            sheet.write(row, column, value)
    return path


@pytest.mark.parametrize(("row", "column", "name"), [(1_048_575, 16_383, "XFD1048576"), (99_999, 701, "ZZ100000")])
def test_a_far_cell_is_named(tmp_path: Path, row: int, column: int, name: str) -> None:
    path = one_cell_at(tmp_path / "a.xlsx", row, column)
    with pytest.raises(InputError) as caught:
        list(read_workbook(source_of(path), None))
    assert caught.value.problems[0].line("en").startswith(f"{path}!表: the cell {name} lies too far")


@pytest.mark.parametrize(("row", "column", "value"), [(0, 16_383, 1), (999_999, 3, 1), (1_048_575, 16_383, None)])
def test_a_wide_a_long_and_a_styled_sheet_are_read(tmp_path: Path, row: int, column: int, value: object) -> None:
    (table,) = read_workbook(source_of(one_cell_at(tmp_path / "a.xlsx", row, column, value)), None)
    assert next(table.rows()).values[0] == "项目名称"


def test_a_cell_whose_name_belies_its_row_is_seen() -> None:
    extent = Extent()
    extent.add(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    assert extent.far == "XFD1048576"
