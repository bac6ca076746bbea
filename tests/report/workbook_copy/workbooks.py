"""Workbooks as offices keep them, copies of them with columns added, and what differs between the two."""

import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter
from lxml import etree

from compliance.errors import Problem
from compliance.report.workbook_copy.columns import AddedColumns, AddedRow
from compliance.report.workbook_copy.copy import write_copy
from compliance.report.workbook_copy.references import Area, area_of
from compliance.source import Source

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADINGS = ("结论", "须补正", "理由")
LEDGER, COUNTY, CHARTS = "招商线索", "叶县", "图表"


def image() -> io.BytesIO:
    """A red dot as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header, dot = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0), zlib.compress(b"\0\xff\0\0")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dot) + chunk(b"IEND", b""))


def office_workbook(path: Path) -> Path:
    """A ledger with nearly all that a workbook can have: two rows of headings, sums, a chart, a second sheet with a table.

    Its headings stand in rows 3 and 4 of the first sheet, leads in rows 5 to 7, a sum in row 8; its last column is F.
    """
    with xlsxwriter.Workbook(path) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "align": "center"})
        cell = book.add_format({"border": 1, "num_format": "0.00", "align": "right", "font_color": "#C00000"})
        hidden = book.add_format({"border": 2, "num_format": ";;;"})
        sheet = book.add_worksheet(LEDGER)
        sheet.merge_range("A1:H1", "2015年招商线索台账", head)
        sheet.write("A2", "填报单位:示例")
        for column, name in enumerate(["序号", "项目名称", "行业代码"]):
            sheet.merge_range(2, column, 3, column, name, head)
        sheet.merge_range("D3:E3", "用地情况", head)
        sheet.write_row("D4", ["用地面积(亩)", "用地来源"], head)
        sheet.merge_range("F3:F4", "备注", head)
        for row, (name, land) in enumerate([("甲厂", 60), ("乙厂", 80), ("丙厂", 100)], start=4):
            sheet.write_row(row, 0, [row - 3, name, "3311", land, "新增"], cell)
            sheet.write_blank(row, 5, None, hidden)
        sheet.write("A8", "合计", cell)
        sheet.write_formula("D8", "=SUM(D5:D7)", cell, 240)
        sheet.write_blank("G6", None, hidden)  # a frame around nothing, where columns are added
        sheet.set_column("A:A", 6)
        sheet.set_column("B:F", 18, None, {"level": 1})
        sheet.set_column("G:XFD", 3)
        sheet.set_row(5, 40)
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.autofilter("A4:F8")
        sheet.freeze_panes(4, 2)
        sheet.print_area("A1:F8")
        sheet.repeat_rows(2, 3)
        sheet.conditional_format("D5:D8", {"type": "data_bar"})
        sheet.conditional_format("A5:Z8", {"type": "formula", "criteria": "=$D5>90", "format": head})
        sheet.data_validation("E5:E7", {"validate": "list", "source": ["新增", "存量"]})
        sheet.write_comment("B5", "重点项目")
        sheet.insert_image("B12", "dot.png", {"image_data": image()})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={LEDGER}!$D$5:$D$7"})
        sheet.insert_chart("B14", chart)
        book.define_name("面积", f"={LEDGER}!$D$5:$D$7")
        other = book.add_worksheet(COUNTY)
        columns = [{"header": "项目名称"}, {"header": "用地面积(亩)", "total_function": "sum"}]
        other.add_table("B2:C5", {"columns": columns, "data": [["丁厂", 10], ["戊厂", 20]], "total_row": True})
        book.add_worksheet(CHARTS).insert_chart("A1", _another(book))
    return path


def _another(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": f"={LEDGER}!$D$5:$D$7"})
    return chart


def added(
    sheet: str, top: int, bottom: int, rows: Iterable[tuple[int, Sequence[str]]], headings: Sequence[str] = HEADINGS
) -> AddedColumns:
    """Columns to add whose widths do not matter."""
    filled = (AddedRow(number, tuple(texts)) for number, texts in rows)
    return AddedColumns(sheet, top, bottom, tuple(headings), (18, 32, 48)[: len(headings)], filled)


def copied(path: Path, *columns: AddedColumns) -> tuple[Path, tuple[Problem, ...]]:
    """The copy of a workbook with columns added, beside it, and what was told."""
    place = path.with_name(f"copy-of-{path.name}")
    with place.open("wb") as stream:
        notes = write_copy(Source(str(path)), columns, stream)
    return place, notes


def part(path: Path, name: str) -> bytes:
    """A part of a workbook."""
    with ZipFile(path) as package:
        return package.read(name)


def parts(path: Path) -> dict[str, bytes]:
    """All parts of a workbook."""
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def without_columns(sheet: bytes, area: Area, like: bytes) -> str:
    """A sheet without the columns added in that area, to be compared with what it was like before.

    What has to change with them is set back: the extent of the sheet and of rows, the filter, how many cells are merged.
    """
    root, before = etree.fromstring(sheet), etree.fromstring(like)

    def is_added(reference: str) -> bool:
        at = area_of(reference)
        return at is not None and at.left >= area.left and at.right <= area.right and at.top >= area.top

    for cell in list(root.iter(f"{MAIN}c")):
        if is_added(cell.get("r", "")):
            cell.getparent().remove(cell)  # type: ignore[union-attr]  # a cell has a row
    for merged in list(root.iter(f"{MAIN}mergeCell")):
        if is_added(merged.get("ref", "")):
            merged.getparent().remove(merged)  # type: ignore[union-attr]  # it has a parent
    for name, attribute in (("dimension", "ref"), ("autoFilter", "ref"), ("mergeCells", "count")):
        for one, was in zip(root.iter(f"{MAIN}{name}"), before.iter(f"{MAIN}{name}"), strict=True):
            one.set(attribute, was.get(attribute, ""))
    for one, was in zip(root.iter(f"{MAIN}row"), before.iter(f"{MAIN}row"), strict=True):
        if "spans" in was.attrib:
            one.set("spans", was.get("spans", ""))
    columns, were = root.find(f"{MAIN}cols"), before.find(f"{MAIN}cols")
    if columns is not None:
        columns.getparent().replace(columns, deepcopy(were)) if were is not None else root.remove(columns)  # type: ignore[union-attr]  # it has a parent
    return etree.tostring(root, method="c14n").decode()


def as_written(sheet: bytes, removed: Sequence[str] = ()) -> str:
    """A sheet as it is compared with another; without the cells of those references, which hold nothing."""
    root = etree.fromstring(sheet)
    for cell in list(root.iter(f"{MAIN}c")):
        if cell.get("r") in removed:
            cell.getparent().remove(cell)  # type: ignore[union-attr]  # a cell has a row
    return etree.tostring(root, method="c14n").decode()
