"""Parts of a Word file are dated by its content, not by the clock."""

import io
from datetime import date
from zipfile import ZIP_STORED, ZipFile

import pytest

from compliance.report.memo.zip_dates import dated


def package(*names: str) -> bytes:
    """An archive of parts that hold their own names, dated by the clock."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in names:
            archive.writestr(name, name * 100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("day", "stamp"),
    [
        (date(2015, 6, 1), (2015, 6, 1, 0, 0, 0)),
        (date(1980, 1, 1), (1980, 1, 1, 0, 0, 0)),
        (date(1979, 12, 31), (1980, 1, 1, 0, 0, 0)),
        (date(2107, 12, 31), (2107, 12, 31, 0, 0, 0)),
        (date(2108, 1, 1), (2107, 12, 31, 0, 0, 0)),
        (date(9999, 12, 31), (2107, 12, 31, 0, 0, 0)),
    ],
)
def test_each_part_has_the_day_or_the_nearest_that_archives_know(day: date, stamp: tuple[int, ...]) -> None:
    with ZipFile(io.BytesIO(dated(package("b", "a"), day))) as archive:
        assert [(part.filename, part.date_time) for part in archive.infolist()] == [("b", stamp), ("a", stamp)]
        assert archive.read("a") == b"a" * 100
