"""What a sheet's XML says of cells: struck through, drawn over, or under a control."""

import io
import struct
import zlib
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter

from compliance.intake.forms.grid import Mark
from compliance.intake.forms.workbook_marks import SheetMarks, read_sheet_marks
from compliance.intake.tables.table import Merge
from compliance.source import Source

CONTROL = (
    "<controls><control><controlPr><anchor><from><col>1</col><row>0</row></from>"
    "<to><col>1</col><row>0</row></to></anchor></controlPr></control></controls></worksheet>"
)


def png() -> io.BytesIO:
    """A picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def marks(path: Path) -> dict[tuple[int, int], set[Mark]]:
    """The marks of the cells of a sheet's first three rows and columns."""
    found = read_sheet_marks(Source(str(path)), "申请表")
    each = {(row, column): set(found.of(row, column, None)) for row in range(1, 4) for column in range(1, 4)}
    return {place: these for place, these in each.items() if these}


def test_struck_text_is_marked_by_style_and_by_part(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, struck = book.add_worksheet("申请表"), book.add_format({"font_strikeout": True})
        sheet.write(0, 0, "12000", struck)
        sheet.write_rich_string(1, 1, struck, "12000", "9000")
        sheet.write(2, 2, "9000")
    assert marks(path) == {(1, 1): {Mark.struck}, (2, 2): {Mark.struck}}


def test_pictures_and_controls_mark_the_cells_that_they_lie_over(tmp_path: Path) -> None:
    path, changed = tmp_path / "form.xlsx", tmp_path / "changed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("申请表")
        sheet.write(0, 0, "甲")
        sheet.insert_image(2, 2, "seal.png", {"image_data": png(), "object_position": 1})
    with ZipFile(path) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</worksheet>", CONTROL.encode())
            new.writestr(name, data)
    found = marks(changed)
    assert found[(1, 2)] == {Mark.control}
    assert Mark.picture in found[(3, 3)]
    merged = read_sheet_marks(Source(str(changed)), "申请表").of(1, 1, Merge(1, 1, 1, 2))
    assert list(merged) == [Mark.control]


def test_a_file_that_is_no_such_workbook_has_no_marks(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK")
    assert read_sheet_marks(Source(str(path)), "申请表") == SheetMarks()
