"""Files of a data set that cannot be read together are told by name."""

from pathlib import Path

import polars as pl
import pytest

from tests.bulk import LOCAL, data_set, screen


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The data set, in a folder of its own."""
    return data_set(tmp_path / "leads")


def test_files_of_other_columns_are_refused_by_name(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.DataFrame({"项目编号": ["x"]}).write_parquet(leads / "c.parquet")
    assert screen(str(leads), "-o", str(tmp_path / "out"), "--compact", "parquet") == 2
    assert "c.parquet: it has other columns than 'a.parquet'" in capsys.readouterr().err


def test_a_file_of_more_rows_than_are_numbered_is_told(
    leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("compliance.intake.tables.dataset.MOST_ROWS", 2)
    assert screen(str(leads), "-o", str(tmp_path / "out"), "--compact", "parquet") == 2
    assert "a.parquet: it has more than 2 rows; split it into files of one folder" in capsys.readouterr().err


@pytest.mark.parametrize("engine", LOCAL)
def test_a_file_that_breaks_off_later_is_told(engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    (source / "a.csv").write_bytes("项目编号,用地面积(亩)\na,60\nb,70,5\n".encode())
    options = ("--compact", "csv", "--engine", engine, "-q")
    assert screen(str(source), "-o", str(tmp_path / "out"), *options) == 2
    assert "a.csv: it cannot be read" in capsys.readouterr().err
    (source / "a.csv").write_bytes('项目编号,用地面积(亩)\na,60\n"b,60\nc,70\n'.encode())
    assert screen(str(source), "-o", str(tmp_path / "out"), *options) == 2
    assert "quotation marks are not in pairs" in capsys.readouterr().err
    pl.DataFrame({"项目编号": ["a"], "__file_row": [1]}).write_parquet(tmp_path / "b.parquet")
    assert screen(str(tmp_path / "b.parquet"), "-o", str(tmp_path / "out"), *options) == 2
    assert "rename its column '__file_row'" in capsys.readouterr().err


def test_a_broken_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 not really")
    assert screen(str(tmp_path / "x.parquet"), "-o", str(tmp_path / "out"), "--compact", "parquet") == 2
    assert "cannot be read" in capsys.readouterr().err
