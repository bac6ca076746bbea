"""Labels with values in lines of text; sentences are none."""

import pytest

from compliance.intake.forms.text_pairs import text_pairs

LINES = {
    "县(市、区):某市      责任单位:某局      登记日期:2015年4月28日": [
        ("县(市、区)", "某市"),
        ("责任单位", "某局"),
        ("登记日期", "2015年4月28日"),
    ],
    "项目名称：甲项目\t用地来源：存量": [("项目名称", "甲项目"), ("用地来源", "存量")],
    "建设单位：甲公司 联系人：王五": [("建设单位", "甲公司"), ("联系人", "王五")],
    "项目名称：甲\n总投资：5亿元": [("项目名称", "甲"), ("总投资", "5亿元")],
    "总投资：9000万元；用地面积：30亩": [("总投资", "9000万元"), ("用地面积", "30亩")],
    "填报日期：____年__月__日": [("填报日期", "年__月__日")],
    "填报单位：": [("填报单位", "")],
    "本项目位于某地,占地30亩。": [],
    "申请表": [],
}


@pytest.mark.parametrize(("line", "pairs"), LINES.items())
def test_a_line_is_cut_at_its_labels(line: str, pairs: list[tuple[str, str]]) -> None:
    assert list(text_pairs(line)) == pairs
