"""A cell as people type it is read, or only its field is unknown."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.case import Datum, Doubt
from compliance.intake.cells import Cells
from compliance.intake.heading import Heading
from compliance.intake.leads.leads import read_leads
from compliance.intake.leads.rows import Lead
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Vocabulary
from tests.intake.reading import amounts, one_column, reasons


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("用地面积(亩)", "６５．５", Fraction(131, 2)),
        ("用地面积(亩)", "1,200", 1200),
        ("用地面积(亩)", "4公顷", 60),
        ("总投资(亿元)", "12000万元", 12000),
        ("总投资(亿元)", "人民币1.5亿元", 15000),
        ("总投资", "￥8000", 8000),
        ("是否签约", "有", True),
        ("是否签约", "无", False),
        ("签约日期", "2015年6月1日", date(2015, 6, 1)),
        ("签约日期", "2015/6/1 0:00:00", date(2015, 6, 1)),
        ("签约日期", "20150601", date(2015, 6, 1)),
        ("已写入用地条件的指标", "容积率，绿地率", frozenset({"plot_ratio", "green_ratio"})),
    ],
)
def test_what_people_type_is_read(tmp_path: Path, heading: str, cell: str, value: object) -> None:
    (case,) = one_column(tmp_path, heading, [cell])
    assert case.doubts == ()
    assert value in amounts(Lead(1, case, "")).values()


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("签约日期", "2015.1", "January, or October"),
        ("签约日期", "42156", "2015-06-01 by the 1900 system"),
        ("签约日期", "2015年2月30日", "no such day"),
        ("总投资(亿元)", "0.3亿美元", "never converted"),
        ("总投资(亿元)", "US$500万", "never converted"),
        ("用地面积(亩)", "120-100", "two numbers"),
        ("用地面积(亩)", "300万元", "must measure"),
        ("用地面积(亩)", "-5", "less than the least"),
        ("用地面积(亩)", "约定", "not a number"),
        ("是否签约", "正在谈", "must be true or false"),
        ("行业代码", "C31、C32", "more than one code"),
        ("供热方式", "烧柴", "has no value"),
    ],
)
def test_a_bad_cell_makes_only_its_field_unknown(tmp_path: Path, heading: str, cell: str, reason: str) -> None:
    bad, good = one_column(tmp_path, heading, [cell, ""])
    assert list(bad.data) == list(good.data) == ["name"]
    (doubt,) = bad.doubts
    assert reason in doubt.reason.en
    assert str(doubt.at).endswith("one.csv!B2")


@pytest.mark.parametrize("cell", ["", "  ", "-", "——", "/", "待定", "N/A"])
def test_a_sign_for_nothing_is_a_blank(tmp_path: Path, cell: str) -> None:
    (case,) = one_column(tmp_path, "集聚区", [cell])
    assert list(case.data) == ["name"]
    assert case.doubts == ()


def test_numbers_of_a_workbook_that_may_have_lost_something_are_doubted(
    rulebook: Rulebook, book: Callable[..., Path]
) -> None:
    rows = [["项目名称", "行业代码", "已投资额占比(%)", "签约日期"], ["甲", 610, 0.15, 2015.1], ["乙", 3120, 15, 42156]]
    bad, good = read_leads(book(rows), rulebook.vocabulary)
    assert sorted(reasons(bad.case)) == ["industry_code", "invested_share", "signed_on"]
    assert good.case.doubts == ()
    assert amounts(good)["industry_code"] == "3120"


def test_an_id_of_more_digits_than_a_spreadsheet_keeps_is_in_doubt_unless_it_is_text(vocabulary: Vocabulary) -> None:
    cells = Cells(Heading(vocabulary.field("project", "project_id"), None), starts_1904=False, percents=True)
    lost, kept, written = cells.read(4.1042120150011e17), cells.read(410421201500112.0), cells.read("4104212015001123")
    assert isinstance(lost, Doubt)
    assert lost.written == "410421201500110000"
    assert "15 digits" in lost.reason.en
    assert [one.value for one in (kept, written) if isinstance(one, Datum)] == ["410421201500112", "4104212015001123"]
