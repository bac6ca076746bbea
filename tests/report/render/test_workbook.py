"""A workbook holds text as it is and depends on nothing but its content."""

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from compliance.report.render.workbook import workbook

DAY = date(2015, 6, 1)


def written(*cells: str, day: date = DAY) -> bytes:
    """A workbook with those cells in its first row."""
    stream = io.BytesIO()
    with workbook(stream, "题目", day) as book:
        book.add_worksheet("表").write_row(0, 0, cells)
    return stream.getvalue()


def test_what_looks_like_a_formula_or_a_link_stays_text() -> None:
    with zipfile.ZipFile(io.BytesIO(written("=1+1", "http://a.example"))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        names = package.namelist()
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert not any("rels" in name and "sheet" in name for name in names)


def test_the_same_content_gives_the_same_bytes_and_another_day_others() -> None:
    assert written("甲") == written("甲")
    assert written("甲") != written("甲", day=date(2015, 6, 2))


def test_a_workbook_that_cannot_be_finished_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fill() -> None:
        with workbook(io.BytesIO(), "题目", DAY) as book:
            book.add_worksheet("表").write_row(0, 0, ["甲"])
            assert list(tmp_path.iterdir())
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fill()
    assert list(tmp_path.iterdir()) == []
