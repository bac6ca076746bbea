"""Parquet is read by the types of its columns."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars
import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables import bounds
from compliance.intake.tables.parquet import read_parquet
from compliance.rulebook.model import Rulebook
from compliance.source import source_of
from tests.intake.reading import amounts, reasons
from tests.places import ROOT


def test_parquet_is_read_by_the_type_of_its_columns(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    polars.DataFrame(
        {
            "project_id": ["A1", "A2"],
            "name": ["甲", None],
            "用地面积(公顷)": [0.1, float("nan")],
            "total_investment": [Decimal("1234.5600"), None],
            "jobs": [12, None],
            "signed": [True, False],
            "signed_on": [date(2015, 6, 1), None],
            "buildings": [[{"storeys": 3}], []],
        }
    ).write_parquet(path)
    first, second = read_leads(path, rulebook.vocabulary)
    assert first.id == "A1"
    assert amounts(first) | {"buildings": 0} == {
        "project_id": "A1", "name": "甲", "land_area": Fraction(3, 2), "total_investment": Fraction("1234.56"),
        "jobs": 12, "signed": True, "signed_on": date(2015, 6, 1), "buildings": 0,
    }  # fmt: skip
    assert str(first.case.data["jobs"].at) == f"{path}:1"
    assert sorted(second.case.data) == ["buildings", "project_id", "signed"]
    assert list(reasons(second.case)) == ["land_area"]


def test_a_damaged_file_that_makes_the_library_fail_is_told_of_in_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError) as caught:
        list(read_parquet(source_of(ROOT / "tests/data/damaged.parquet")).rows())
    assert len(caught.value.problems) == 1
    assert capfd.readouterr().err == ""


def test_a_file_has_a_largest_number_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    polars.DataFrame({"name": ["甲", "乙"]}).write_parquet(path)
    monkeypatch.setattr(bounds, "ROWS", 2)
    assert len(list(read_parquet(source_of(path)).rows())) == 2
    monkeypatch.setattr(bounds, "ROWS", 1)
    with pytest.raises(InputError, match="it has more than 1 rows"):
        read_parquet(source_of(path))


@pytest.mark.parametrize(
    ("dtype", "far"),
    [
        (polars.Date, 2**31 - 1),
        (polars.Date, -(2**31)),
        (polars.Datetime("us"), 2**62),
        (polars.Datetime("ms"), -(2**62)),
        (polars.Datetime("ms", "Asia/Shanghai"), 253_402_300_799_999),
        (polars.Duration("us"), 2**63 - 1),
        (polars.Duration("ms"), 2**62),
    ],
    ids=str,
)
def test_a_time_that_python_does_not_have_stays_in_its_cell(
    rulebook: Rulebook, tmp_path: Path, dtype: "polars.DataType", far: int, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "far.parquet"
    when = polars.Series("签约日期", [0, far, None], dtype=polars.Int64)
    if dtype == polars.Date:
        when = when.cast(polars.Int32)
    polars.DataFrame({"项目名称": ["甲", "乙", "丙"], "签约日期": when.cast(dtype)}).write_parquet(path)
    leads = list(read_leads(path, rulebook.vocabulary))
    assert [lead.case.name for lead in leads] == ["甲", "乙", "丙"]
    assert list(reasons(leads[1].case)) == ["signed_on"]
    assert reasons(leads[2].case) == {}
    assert capfd.readouterr().err == ""


def test_a_day_with_a_time_is_that_day(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "day.parquet"
    polars.DataFrame({"项目名称": ["甲"], "签约日期": [datetime(2015, 6, 1, 23, 59)]}).write_parquet(path)
    (lead,) = read_leads(path, rulebook.vocabulary)
    assert amounts(lead)["signed_on"] == date(2015, 6, 1)
