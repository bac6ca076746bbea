"""A label is answered by the one cell right of it; whatever is not certain is asked about."""

import pytest

from compliance.rulebook.model import Rulebook
from tests.forms import Rows, asked, read_rows, values_of

READ: dict[str, tuple[Rows, dict[str, object]]] = {
    "pairs in a row": ([["项目名称", "甲", "总投资(万元)", "9000"]], {"name": "甲", "total_investment": 9000}),
    "unknown labels between": (
        [["建设性质", "新建", "建设地点", "某路"], ["联系人", "王五", "总投资(万元)", "9000"]],
        {"construction_nature": "new", "total_investment": 9000},
    ),
    "under plain headings": (
        [["名称", "内容"], ["项目名称", "甲"], ["用地面积(亩)", "20"]],
        {"name": "甲", "land_area": 20},
    ),
    "unit in a cell behind": ([["总投资", "9000", "万元"]], {"total_investment": 9000}),
    "unit in a cell before": ([["总投资", "亿元", "1.2"]], {"total_investment": 12000}),
    "units in a column of their own": (
        [["项目名称", "甲", ""], ["总投资", "9000", "万元"], ["用地面积", "30", "亩"]],
        {"name": "甲", "total_investment": 9000, "land_area": 30},
    ),
    "a part beside its whole": (
        [["项目总投资", "6.8亿元", "其中固定资产投资", "5.2亿元"]],
        {"total_investment": 68000, "fixed_asset_investment": 52000},
    ),
    "a blank column between": (
        [["项目名称", "", "甲"], ["总投资(万元)", "", "9000"]],
        {"name": "甲", "total_investment": 9000},
    ),
    "blank cells behind": (
        [["项目名称", "甲", "", "建设单位", "某公司"], ["总投资(万元)", "9000", "", "", ""]],
        {"name": "甲", "applicant": "某公司", "total_investment": 9000},
    ),
    "the same twice": (
        [["项目名称", "甲", "总投资(万元)", "9000"], ["总投资(亿元)", "0.9", "备注", ""]],
        {"name": "甲", "total_investment": 9000},
    ),
    "a value that is close to a label": ([["所属产业集聚区", "平东县产业集聚区"]], {"zone": "平东县产业集聚区"}),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "values"), READ.values(), ids=READ.keys())
def test_a_label_is_answered_by_the_cell_beside_it(rulebook: Rulebook, rows: Rows, values: dict[str, object]) -> None:
    found = read_rows(rulebook.vocabulary, rows)
    stated = values_of(found)
    assert stated == values
    assert not asked(found).keys() & values.keys() - found.case.data.keys()


ASKED: dict[str, tuple[Rows, str]] = {
    "a title of a section": (
        [[("项目单位", 1, 2), "某公司"], ["某路1号"]],
        "applicant",
    ),
    "columns of what was applied for, was, and is allowed": (
        [["指标", "申报", "上年实际", "核定"], ["总投资(万元)", "9000", "8000", "8500"]],
        "total_investment",
    ),
    "one of these columns filled in": (
        [["指标", "申报", "上年实际"], ["总投资(万元)", "", "8000"], ["用地面积(亩)", "30", ""]],
        "total_investment",
    ),
    "a column of last year": ([["指标", "上年实际"], ["总投资(万元)", "8000"]], "total_investment"),
    "a column of a year": ([["指标", "2014年"], ["总投资(万元)", "8000"]], "total_investment"),
    "what is allowed and what is": (
        [["指标名称", "单位", "控制值", "本项目"], ["容积率", "", "0.7", "1.2"], ["绿地率", "%", "20", ""]],
        "stated_green_ratio",
    ),
    "a value over two rows": ([["建设单位", ("9000万元", 1, 2)], ["总投资"]], "total_investment"),
    "a value behind the label and another beside it": ([["总投资:约9000万元", "8500万元"]], "total_investment"),
    "two projects": ([["项目名称", "甲", "乙"]], "name"),
    "the cell beside it blank, the next one filled": (
        [["项目名称", "甲", "乙"], ["总投资(万元)", "", "9000"]],
        "total_investment",
    ),
    "options in cells of their own": ([["建设性质", "新建", "√", "改扩建", "", "技改", ""]], "construction_nature"),
    "yes and no in cells, a tick below": ([["是否签约", "是", "否"], ["", "", "√"]], "signed"),
    "a label in the place of a value": ([["申请人身份", "建设单位", "张三"]], "applicant"),
    "an answer that ends as labels do": ([["主要产品", "新型建材产品"]], "main_product"),
    "a unit that does not suit": ([["总投资(万元)", "9000", "亩"]], "total_investment"),
    "two units": ([["总投资(万元)", "9000", "亿元"]], "total_investment"),
    "a label struck through by its name": ([["注册资金", "5000万元"]], "project_capital"),
    "a name that is only close": ([["拟建成时间", "2017-03"]], "completion_date"),
    "two places that differ": (
        [["项目名称", "甲", "总投资(万元)", "9000"], ["总投资(亿元)", "0.8", "备注", ""]],
        "total_investment",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "field"), ASKED.values(), ids=ASKED.keys())
def test_what_is_not_certain_is_asked_about(rulebook: Rulebook, rows: Rows, field: str) -> None:
    found = read_rows(rulebook.vocabulary, rows)
    assert field not in values_of(found)
    assert field in asked(found)


SILENT: dict[str, Rows] = {
    "a blank form": [["项目名称", "", "总投资(万元)", ""], ["建设性质", "☐新建 ☐技改", "用地面积", "____亩"]],
    "labels without values": [["项目名称", "建设单位", "总投资(万元)"], ["", "", ""]],
    "the value of another label": [["项目名称", "", "项目类型", "备案类"]],
    "a text that names a field": [["建设内容", "项目名称:乙"], ["备注", "总投资:1亿元"]],
}


@pytest.mark.parametrize("rows", SILENT.values(), ids=SILENT.keys())
def test_a_blank_is_neither_read_nor_asked_about(rulebook: Rulebook, rows: Rows) -> None:
    found = read_rows(rulebook.vocabulary, rows)
    assert values_of(found) == {}
    assert asked(found) == {}
