"""Rows are found in a sheet as bytes, however its writer writes them, and all bytes come back in their order."""

import io

import pytest

from compliance.report.workbook_copy.rows import RowXml, pieces

HEAD, TAIL = b'<worksheet><cols><col min="1"/></cols><sheetData>', b"</sheetData><rows/></worksheet>"


def read(rows: bytes) -> list[RowXml]:
    """The rows of a sheet; what stands around them must come back as it is."""
    content = HEAD + rows + TAIL
    found = list(pieces(io.BytesIO(content)))
    assert b"".join(one.content if isinstance(one, RowXml) else one for one in found) == content
    return [one for one in found if isinstance(one, RowXml)]


def test_rows_are_numbered_as_they_say_or_else_in_their_order() -> None:
    rows = read(b'<row r="3"><c/></row><row><c/></row>\n<row r="9"/><row spans="1:2"/>')
    assert [row.number for row in rows] == [3, 4, 9, 10]


def test_rows_with_a_prefix_are_rows() -> None:
    (row,) = read(b'<x:row r="2"><x:c r="B2" s="4"><x:v>1</x:v></x:c></x:row>')
    assert (row.number, row.prefix, row.last_filled()) == (2, b"x:", 2)


@pytest.mark.parametrize(
    ("cells", "last"),
    [
        (b"", 0),
        (b'<c r="A1" s="1"/><c r="D1"/>', 0),
        (b'<c r="A1"><v>1</v></c><c r="D1" s="2"/>', 1),
        (b'<c r="A1"><v>1</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c><c r="D1"/>', 3),
        (b'<c r="A1"><v>1</v></c><c r="E1"><f>A1</f></c>', 5),
        (b'<c r="A1"><v>1</v></c><c r="E1"><f t="shared" si="0"/></c>', 5),
        (b"<c><v>1</v></c><c/><c><v>2</v></c><c/>", 3),
    ],
)
def test_the_last_cell_with_something_in_it_is_found(cells: bytes, last: int) -> None:
    (row,) = read(b'<row r="1">' + cells + b"</row>")
    assert row.last_filled() == last


def test_cells_are_told_with_their_columns_and_styles() -> None:
    (row,) = read(b'<row r="1" s="7"><c r="B1" s="3"><v>1</v></c><c/><c r="F1" s=\'5\'/></row>')
    assert [(cell.column, cell.style, cell.filled) for cell in row.cells()] == [
        (2, 3, True),
        (3, 7, False),
        (6, 5, False),
    ]
    last = row.last()
    assert last is not None
    assert (last.column, last.style) == (6, 5)


def test_a_sheet_larger_than_what_is_read_at_once_is_read_whole() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 60_001))
    assert [row.number for row in read(rows)] == list(range(1, 60_001))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>1</v></c>',
        b'<row r="1"><!-- <c r="B1"/> --><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</row>]]></t></is></c></row>',
    ],
)
def test_what_could_be_taken_for_something_else_is_refused(rows: bytes) -> None:
    with pytest.raises(ValueError, match=r"row|remark"):
        read(rows)
