"""Parquet is read by the types of its columns."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.intake.reading import amounts, reasons


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
