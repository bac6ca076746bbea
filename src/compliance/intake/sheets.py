"""The tables of a ledger as written cells: workbooks, CSV files, and folders of them."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.tables.suffixes import BOOKS, TEXTS
from compliance.text import Text


class Cell(NamedTuple):
    """What a cell holds; `numeric` if a spreadsheet stored a number, so that a percent sign may be hidden."""

    text: str
    at: Place
    numeric: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table of raw values; a row may lack blank cells at its end."""

    name: str
    rows: Sequence[Sequence[object]]
    at: Place

    def cell(self, row: int, column: int) -> Cell:
        """The cell at that row and column, both from 0; blank where the row is shorter."""
        values = self.rows[row]
        value = values[column] if column < len(values) else ""
        at = self.place(row, column)
        if isinstance(value, str):
            return Cell(value.strip(), at, False)
        return Cell(_written(value), at, isinstance(value, int | float) and not isinstance(value, bool))

    def place(self, row: int, column: int) -> Place:
        """Where that cell stands."""
        return Place(self.at.file, row + 1, column + 1, True)

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells of that row."""
        return tuple(self.cell(row, column) for column in range(len(self.rows[row])))


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The tables of a workbook, of a CSV file, or of the files of a folder.

    Raises: InputError if a file cannot be read.
    """
    if not path.exists():
        raise _unreadable(path, Text("文件不存在", "no such file"))
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in (*BOOKS, *TEXTS):
                yield from read_sheets(file)
    elif path.suffix.lower() in BOOKS:
        yield from _workbook(path)
    elif path.suffix.lower() in TEXTS:
        yield _csv(path)
    else:
        suffixes = " ".join((*BOOKS, *TEXTS))
        raise _unreadable(
            path, Text(f"不支持的台账;请用 {suffixes} 或文件夹", f"unsupported; use {suffixes} or a folder")
        )


def _workbook(path: Path) -> Iterator[Sheet]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(str(path))
        names = book.sheet_names
        tables = [book.get_sheet_by_name(name) for name in names]
        rows = [table.to_python(skip_empty_area=False) for table in tables]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        said = shown(str(error), 100)
        raise _unreadable(path, Text(f"无法读取工作簿:{said}", f"the workbook cannot be read: {said}")) from None
    for name, table in zip(names, rows, strict=True):
        yield Sheet(name, table, Place(f"{path}!{name}"))


def _written(value: object) -> str:
    """The cell as a person would have written it; a number exactly as the file gives it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return format(Decimal(repr(value)).normalize(), "f")
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value).strip()


def _csv(path: Path) -> Sheet:
    try:
        data = path.read_bytes()
    except OSError:
        raise _unreadable(path, Text("文件不存在或不能读取", "no such file, or it cannot be read")) from None
    text = _decoded(data, path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _unreadable(path, Text(f"不是有效的 CSV:{error}", f"not valid CSV: {error}")) from None
    return Sheet(path.stem, lines, Place(str(path)))


def _decoded(data: bytes, path: Path) -> str:
    """The text of a file in UTF-8, or in GB18030, which Chinese editions of Excel write."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(path, Text("既不是 UTF-8 也不是 GB18030 编码", "neither UTF-8 nor GB18030 text"))


def _unreadable(path: Path, message: Text) -> InputError:
    return InputError([Problem(Place(str(path)), message)])
