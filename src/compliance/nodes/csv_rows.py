"""The rows of a CSV file that comes with rules: a table, a register, a classification."""

import csv
import io
from collections.abc import Iterator

from compliance.errors import InputError, Place, Problem
from compliance.text import Text

MOST_ROWS = 50_000
LONGEST_CELL = 10_000  # characters

_NOT_UTF_8 = Text("文件须存为 UTF-8 编码", "save the file in UTF-8")
_TOO_MANY = Text(f"超过 {MOST_ROWS:,} 行;请拆分", f"more than {MOST_ROWS:,} rows; split the file")
_TOO_LONG = Text(
    f"单元格超过 {LONGEST_CELL:,} 个字符;请检查引号,或缩短内容",
    f"a cell of more than {LONGEST_CELL:,} characters; look at its quotation marks, or shorten it",
)


def csv_rows(content: bytes, name: str) -> Iterator[tuple[Place, list[str]]]:
    """The rows of a file, each with the line it ends in; the first is the header.

    `name` is the file as messages name it.  Raises: InputError for bytes that are not UTF-8, a cell that is too long,
    and too many rows.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Problem(Place(name), _NOT_UTF_8)]) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for number, cells in enumerate(reader):
            at = Place(name, reader.line_num)
            if number > MOST_ROWS:
                raise InputError([Problem(at, _TOO_MANY)])
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise InputError([Problem(at, _TOO_LONG)])
            yield at, cells
    except csv.Error:  # which Python's reader raises for nothing but a cell that is longer still
        raise InputError([Problem(Place(name, reader.line_num), _TOO_LONG)]) from None
