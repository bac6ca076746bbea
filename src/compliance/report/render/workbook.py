"""Workbooks that hold text as it is, dated by a day of the content."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import BinaryIO

import xlsxwriter


@contextmanager
def workbook(stream: BinaryIO, title: str, day: date) -> Iterator[xlsxwriter.Workbook]:
    """A workbook to fill in row by row; written to the stream at the end.

    Its sheets are kept on disk, and the finished file, a tenth of them, in memory: the library cannot stop halfway.
    Text that looks like a formula or a link stays text; the same content gives the same bytes.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    finished = io.BytesIO()
    with TemporaryDirectory() as folder, xlsxwriter.Workbook(finished, {**options, "tmpdir": folder}) as book:
        book.set_properties({"title": title, "created": datetime(day.year, day.month, day.day)})
        yield book
    stream.write(finished.getbuffer())
