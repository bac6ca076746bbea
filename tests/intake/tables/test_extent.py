"""A sheet with a cell far away is refused with the name of the cell; a long, a wide or a merely styled one is read."""

from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
import xlsxwriter

from compliance.errors import InputError
from compliance.intake.tables.bounds import COLUMNS
from compliance.intake.tables.extent import CELLS, ROWS, Extent, parsed_extent
from compliance.intake.tables.workbook import read_workbook
from compliance.source import source_of
from tests.packages import sheet, write_xlsx


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


def far_of(path: Path) -> str:
    """What is said of the far cell of a workbook."""
    with pytest.raises(InputError) as caught:
        list(read_workbook(source_of(path), None))
    return caught.value.problems[0].line("en").removeprefix(f"{path}!项目: the cell ").partition(" lies")[0]


def test_a_cell_whose_name_belies_its_row_is_seen() -> None:
    extent = Extent()
    extent.add(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    assert extent.far == "XFD1048576"


@pytest.mark.parametrize(
    ("cell", "far"),
    [
        ('<c r="XFE2"><v>1</v></c>', False),  # the next column is none of a spreadsheet
        ('<c r="XFD1048576"><v>1</v></c>', False),
        ("<c r='XFD1048576'><v>1</v></c>", False),
        ('<c\nr="XFD1048576"\n><v >1</v ></c>', False),
        ('<c s="0" r="XFD1048576"><v>1</v></c>', False),
        ('<c r="xfd1048576"><v>1</v></c>', False),
        ('<c r="ZZZZZZ2"><v>1</v></c>', False),
        ('<c r="A99999999999"><v>1</v></c>', False),
        ('<x:c xmlns:x="urn:x" r="XFD1048576"><x:v>1</x:v></x:c>', False),
        ('<c r="XFD1048576"><f>1+1</f></c>', False),
        ('<c r="XFD1"><v>1</v></c>', True),
        ('<c r="XFD1048576" s="0"/>', True),
    ],
)
def test_a_far_cell_is_seen_however_it_is_written(tmp_path: Path, cell: str, far: bool) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", sheet(f'<row r="3">{cell}</row>'))
    if far:
        assert list(read_workbook(source_of(path), None))
    else:
        assert far_of(path)


def test_cells_without_names_are_counted(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", sheet(f'<row r="9999">{"<c><v>1</v></c>" * 16_384}</row>'))
    assert far_of(path) == "XFD9999"
    path = write_xlsx(tmp_path / "b.xlsx", sheet(f"<row>{'<c><v>1</v></c>' * 16_384}</row>"))
    assert list(read_workbook(source_of(path), None))


def test_a_sheet_has_a_largest_number_of_cells() -> None:
    at, beyond = Extent(), Extent()
    at.reach(CELLS // 40, 40)
    beyond.reach(CELLS // 40 + 1, 40)
    assert (at.far, beyond.far) == ("", f"AN{CELLS // 40 + 1}")


def test_a_sheet_has_as_many_rows_and_columns_as_a_spreadsheet() -> None:
    for row, column in ((ROWS, 1), (1, COLUMNS)):
        at, beyond = Extent(), Extent()
        at.reach(row, column)
        beyond.reach(row + (column == 1), column + (row == 1))
        assert not at.far
        assert beyond.far


@pytest.mark.parametrize("sign", [b'<c r="A1"', b' r="AA1"', b"<row ", b"<c "])
def test_many_signs_take_no_longer_than_their_number(sign: bytes) -> None:
    extent = Extent()
    before = process_time()
    extent.add(sign * 400_000 + b"</row>")
    assert process_time() - before < 5


def test_what_has_a_document_type_or_is_no_xml_is_none_of_a_sheet() -> None:
    for text in (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a"):
        with pytest.raises(ValueError):  # noqa: PT011  # what it says is of the parser
            parsed_extent(BytesIO(text + b"</b>"))
