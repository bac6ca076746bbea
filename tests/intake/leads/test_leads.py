"""Ledgers of leads as people type them: every row is read or reported."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.intake.reading import amounts, said
from tests.places import ROOT


def test_titles_units_and_totals_of_a_typed_ledger(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    path = book(
        [
            ["2015年招商项目台账"],
            ["", "", "制表:招商局"],
            ["序号", "项目名称", "用地面积(公顷)", "投资金额(亿元)", "受理日期", "是否签约"],
            [1, "2", 3, 4, 5, 6],
            [1, "甲", 4, 1.2, datetime(2015, 6, 1), "√"],
            [2, "乙", "60亩", "9,000万元", 42156, "×"],
            ["小计", "", 8, 2.1],
            [],
            ["合 计", "", 8, 2.1],
            ["备注:数据截至六月底"],
        ]
    )
    leads = read_leads(path, rulebook.vocabulary)
    first, second = leads
    assert amounts(first) == {
        "name": "甲", "land_area": 60, "total_investment": 12000, "application_date": date(2015, 6, 1), "signed": True,
    }  # fmt: skip
    assert amounts(second) == {
        "name": "乙", "land_area": 60, "total_investment": 9000, "application_date": date(2015, 6, 1), "signed": False,
    }  # fmt: skip
    assert (first.row, first.id, second.row) == (5, "5", 6)
    assert str(first.case.data["land_area"].at) == f"{path}!线索!C5"
    for line in (
        "rows 1–2 (2): titles",
        "rows 7, 9 (2): totals",
        "rows 8 (1): blank",
        "rows 10 (1): remarks",
        "rows 4",
    ):
        assert line in said(leads)


def test_reading_twice_gives_the_same(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    leads = read_leads(book([["项目名称"], ["甲"], [], ["乙"]]), rulebook.vocabulary)
    assert [lead.case.name for lead in leads] == [lead.case.name for lead in leads] == ["甲", "乙"]
    assert said(leads).count("blank") == 1


EXAMPLE = "examples/leads/leads.xlsx"


def test_the_example_ledger_is_the_one_that_its_script_writes(rulebook: Rulebook, tmp_path: Path) -> None:
    script = ROOT / "scripts/make_leads.py"
    subprocess.run([sys.executable, script], cwd=tmp_path, check=True)
    assert (tmp_path / EXAMPLE).read_bytes() == (ROOT / EXAMPLE).read_bytes()
    leads = read_leads(ROOT / EXAMPLE, rulebook.vocabulary)
    assert len(list(leads)) == 30
    assert any(lead.case.doubts for lead in leads)
