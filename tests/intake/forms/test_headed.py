"""Labels with their values below: one row of values is read, more are asked about."""

import pytest

from compliance.rulebook.model import Rulebook
from tests.forms import Rows, asked, read_rows, values_of

HEADS: list[str] = ["项目名称", "总投资(万元)", "用地面积(亩)"]
SUMS: Rows = [
    [("总投资(万元)", 4)],
    [("合计", 1, 2), ("固定资产投资", 2), ("建设期利息", 1, 2)],
    ["土建工程", "设备购置"],
]


def test_a_row_of_labels_is_answered_by_the_row_below(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, [HEADS, ["甲", "8000", "20"]])
    assert values_of(found) == {"name": "甲", "total_investment": 8000, "land_area": 20}


def test_an_upper_heading_means_its_total_and_not_a_sum_of_its_parts(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, [*SUMS, ["9000", "3000", "5000", "1000"]])
    assert values_of(found) == {"total_investment": 9000}
    assert asked(found) == {"fixed_asset_investment": "3000 / 5000"}
    (question,) = [item for item in found.items if item.question is not None]
    assert [choice.key for choice in question.choices] == ["固定资产投资/土建工程", "固定资产投资/设备购置"]


def test_a_total_that_is_blank_is_no_sum_of_what_is_there(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, [*SUMS, ["", "3000", "5000", "1000"]])
    assert values_of(found) == {}


ASKED: dict[str, Rows] = {
    "two rows": [HEADS, ["甲", "8000", "20"], ["乙", "9000", "30"]],
    "a blank row and one below it": [HEADS, ["", "", ""], ["", "9000", ""]],
    "a total": [HEADS, ["合计", "8000", "20"]],
    "a row with a name of its own": [["项目", "总投资(万元)", "用地面积(亩)"], ["区域削减量", "8000", "20"]],
    "two rows with names": [["项目", "COD(t/a)", "总投资(万元)"], ["本项目", "1", "2"], ["区域削减量", "3", "4"]],
    "below what was": [[("改造前", 3)], HEADS, ["甲", "8000", "20"]],
    "a value in a column of labels": [
        ["总投资(亿元)", "联系人", "联系电话"],
        ["甲乙丙", "王五", "123"],
        ["建设单位", "某公司", ""],
    ],
    "a label alone over a value": [["总投资(万元)"], ["9000"]],
}


@pytest.mark.parametrize("rows", ASKED.values(), ids=ASKED.keys())
def test_more_than_one_row_or_a_name_of_a_row_is_asked_about(rulebook: Rulebook, rows: Rows) -> None:
    found = read_rows(rulebook.vocabulary, rows)
    assert "total_investment" not in values_of(found)
    assert "total_investment" in asked(found)
