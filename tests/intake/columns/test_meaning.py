"""The headings of real ledgers and forms mean what their offices mean by them, or are asked about."""

import pytest

from compliance.intake.columns.matching import match_columns
from compliance.vocabulary.load import load_vocabulary
from tests.rulebooks import shipped
from tests.vocabulary.small import node

# A heading (an upper one before |), the field that it means, and the unit that it states.
MEANT = {
    "用地(亩)": ("land_area", "亩"),
    "用地(公顷)": ("land_area", "公顷"),
    "总用地(亩)": ("land_area", "亩"),
    "总占地面积": ("land_area", None),
    "已到位资金": ("funds_arrived", None),
    "是否在产业集聚区": ("in_zone", None),
    "申请单位": ("applicant", None),
    "项目(法人)单位": ("applicant", None),
    "绿化面积(平方米)": ("green_area", "平方米"),
    "国标行业": ("industry_code", None),
    "行业类别及代码": ("industry_code", None),
    "产业结构调整指导目录": ("catalog_class", None),
    "主要污染物排放总量(t/a)|COD": ("cod", "吨/年"),
    "主要污染物排放总量(t/a)|氨氮": ("ammonia_nitrogen", "吨/年"),
    "污染物排放量(千克/年)|二氧化硫": ("so2", "千克/年"),
    "总投资(亿元)|固定资产投资": ("fixed_asset_investment", "亿元"),
    "用地(亩)|用地来源": ("land_source", None),
    "项目资本金(亿元)": ("project_capital", "亿元"),
    "总投资(万元)|资本金": ("project_capital", "万元"),
    "燃煤锅炉容量(蒸吨/小时)": ("boiler_capacity", "蒸吨/小时"),
    "燃煤锅炉吨位(t/h)": ("boiler_capacity", "吨/小时"),
    "节能评估文件类型": ("energy_document", None),
}
# A heading that is asked about, the field that it may be taken for, and a word of what it means.
ASKED = {
    "拟落户园区": ("zone", "专业园区"),
    "所在园区": ("zone", "专业园区"),
    "出让面积": ("land_area", "一宗地"),
    "出让面积(公顷)": ("land_area", "一宗地"),
    "一期用地面积(亩)": ("land_area", "第一期"),
    "受让单位": ("applicant", "取得土地"),
    "投资方": ("applicant", "母公司"),
    "项目进展": ("project_stage", "文字描述"),
    "累计到位资金": ("funds_arrived", "累计"),
    "其中:环保投资(万元)": ("total_investment", "一部分"),
    "从业人员": ("jobs", "现有"),
    "所属行业": ("industry_code", "名称"),
    "行业类别": ("industry_code", "名称"),
    "建筑占地面积(平方米)": ("building_base_area", "堆场"),
    "其中:固定资产投资": ("fixed_asset_investment", "相近"),
    "现有污染物排放总量(t/a)|COD": ("cod", "之下"),
    "注册资本(万元)": ("project_capital", "登记"),
    "企业自筹资金(万元)": ("project_capital", "借款"),
    "锅炉容量(蒸吨/小时)": ("boiler_capacity", "其他锅炉"),
    "燃煤锅炉总容量(蒸吨/小时)": ("boiler_capacity", "合计"),
    "燃煤锅炉容量(蒸吨)": ("boiler_capacity", "不符"),
    "是否位于城市建成区": ("in_built_up_area", "县城"),
}


@pytest.mark.parametrize("heading", MEANT)
def test_a_label_met_in_offices_means_its_field(heading: str) -> None:
    top, _, text = heading.rpartition("|")
    (column,) = match_columns([text], shipped().vocabulary, groups=[top]).columns
    assert column.doubt is None
    assert column.field is not None
    assert (column.field.id, column.unit and column.unit.symbol) == MEANT[heading]


@pytest.mark.parametrize("heading", ASKED)
def test_a_label_that_may_mean_something_else_is_asked_about(heading: str) -> None:
    top, _, text = heading.rpartition("|")
    (column,) = match_columns([text], shipped().vocabulary, groups=[top]).columns
    field, said = ASKED[heading]
    assert column.field is None
    assert column.doubt is not None
    assert field in [one.id for one in column.doubt.candidates]
    assert said in column.doubt.reason.zh


@pytest.mark.parametrize("heading", ["用地", "用地(万元)", "用地(工业)"])
def test_a_name_that_needs_a_unit_means_nothing_for_certain_without_one(heading: str) -> None:
    (column,) = match_columns([heading], shipped().vocabulary).columns
    assert column.field is None


@pytest.mark.parametrize(
    ("left", "field"),
    [
        ("总投资(亿元)", "fixed_asset_investment"),
        ("2015年计划投资(亿元)", None),
        ("到位资金(亿元)", None),
        ("备注", None),
    ],
)
@pytest.mark.parametrize("part", ["其中:固定资产投资(亿元)", "其中固定资产投资(亿元)", "其中: 固定资产投资(亿元)"])
def test_a_part_is_one_of_the_column_to_its_left(left: str, part: str, field: str | None) -> None:
    column = match_columns(["项目名称", left, part], shipped().vocabulary).columns[-1]
    assert (column.field and column.field.id) == field
    assert column.unit is None if field is None else column.unit is not None
    assert (column.doubt is None) is (field is not None)


def test_a_vocabulary_says_what_is_part_of_what() -> None:
    text = """
subjects: {project: {label: {zh: 项目, en: Project}, reviewed: true}}
project:
  site: {kind: number, unit: 亩, label: {zh: 用地, en: Site}}
  green: {kind: number, unit: 平方米, whole: site, label: {zh: 绿地, en: Green}}
"""
    site, green = match_columns(["用地", "其中:绿地"], load_vocabulary(node(text))).columns
    assert site.field is not None
    assert green.field is not None
    assert green.field.id == "green"
