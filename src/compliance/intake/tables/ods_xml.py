"""What the XML of an .ods sheet says beside its values: which of its numbers are percentages."""

from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree as ET

from compliance.errors import unreadable
from compliance.intake.tables.bounds import COLUMNS
from compliance.intake.tables.number_formats import Shown, ShownCells
from compliance.intake.tables.package import open_package, open_part
from compliance.intake.tables.xlsx_xml import FAULTS
from compliance.source import Source

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_CONTENT = "content.xml"
_PERCENTAGE = b'value-type="percentage"'


def read_percentages(source: Source, sheet: str) -> tuple[ShownCells, ...]:
    """The cells of that sheet that are shown as percentages; none if the file is not laid out as an .ods workbook is.

    Most workbooks have none, which a search finds out faster than the parsing of their XML.
    """
    try:
        with open_package(source) as archive:
            with open_part(archive, _CONTENT) as content:
                if not _holds(content, _PERCENTAGE):
                    return ()
            with open_part(archive, _CONTENT) as content:
                return tuple(_percentages(content, sheet, source.name))
    except FAULTS:
        return ()


def content_size(source: Source) -> int:
    """How many bytes the sheets of a workbook take together; 0 if the file is not laid out as an .ods workbook is."""
    try:
        with open_package(source) as archive:
            return archive.getinfo(_CONTENT).file_size
    except FAULTS:
        return 0


def _holds(content: IO[bytes], wanted: bytes) -> bool:
    rest = b""
    while data := content.read(1 << 20):
        if wanted in rest + data:
            return True
        rest = data[-len(wanted) :]
    return False


def _percentages(content: IO[bytes], sheet: str, name: str) -> Iterator[ShownCells]:
    inside, number, cells = False, 1, 0
    for event, element in ET.iterparse(content, ("start", "end")):
        if event == "start":
            cells = cells + 1 if element.tag in _CELLS else 0 if element.tag == f"{_TABLE}table-row" else cells
            if cells > COLUMNS:
                zh, en = f"一行超过 {COLUMNS:,} 格", f"a row has more than {COLUMNS:,} cells"
                raise unreadable(f"{name}!{sheet}", f"{zh};请拆分此表", f"{en}; split the sheet")
            if element.tag == f"{_TABLE}table":
                inside = element.get(f"{_TABLE}name") == sheet
        elif element.tag == f"{_TABLE}table" and inside:
            return
        elif element.tag == f"{_TABLE}table-row":
            last = number + int(element.get(f"{_TABLE}number-rows-repeated", "1")) - 1
            if inside:
                yield from _of_row(element, number, last)
                number = last + 1
            element.clear()


def _of_row(row: ET.Element, first: int, last: int) -> Iterator[ShownCells]:
    column = 1
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        following = column + int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if cell.get(f"{_OFFICE}value-type") == "percentage":
            for one in range(column, min(following, COLUMNS + 1)):
                yield ShownCells(one, first, last, Shown.percent)
        column = following
