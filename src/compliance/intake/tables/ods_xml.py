"""What the XML of an .ods sheet says beside its values: which of its numbers are percentages."""

import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from compliance.intake.tables.number_formats import Shown, ShownCells
from compliance.intake.tables.xlsx_xml import FAULTS
from compliance.source import Source

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PERCENTAGE = b'value-type="percentage"'


def read_percentages(source: Source, sheet: str) -> tuple[ShownCells, ...]:
    """The cells of that sheet that are shown as percentages; none if the file is not laid out as an .ods workbook is.

    Most workbooks have none, which a search finds out faster than the parsing of their XML.
    """
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            with archive.open("content.xml") as content:
                if not _holds(content, _PERCENTAGE):
                    return ()
            with archive.open("content.xml") as content:
                return tuple(_percentages(content, sheet))
    except FAULTS:
        return ()


def _holds(content: zipfile.ZipExtFile | object, wanted: bytes) -> bool:
    rest = b""
    while data := content.read(1 << 20):  # type: ignore[union-attr]  # a file-like object without a type
        if wanted in rest + data:
            return True
        rest = data[-len(wanted) :]
    return False


def _percentages(content: object, sheet: str) -> Iterator[ShownCells]:
    inside, number = False, 1
    for event, element in ET.iterparse(content, ("start", "end")):  # type: ignore[call-overload]  # a file-like object
        if event == "start":
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
            for one in range(column, following):
                yield ShownCells(one, first, last, Shown.percent)
        column = following
