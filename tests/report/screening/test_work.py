"""The sheet of work says what to ask of whom, by office."""

import csv
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.ledgers import screened

HEADER = [
    "序号",
    "项目名称",
    "县区",
    "建设单位",
    "责任人",
    "跟踪单位",
    "行业代码",
    "是否新增产能",
    "是否有产能置换方案",
    "是否拟入驻产业集聚区",
    "是否本市项目",
]
ROWS = [
    ["7", "水泥一厂", "宝丰县", "甲公司", "李四", "", "3011", "是", "有", "否", ""],
    ["8", "水泥二厂", "叶县", "", "", "投资促进局", "3011", "", "", "否", ""],
    ["9", "电镀三厂", "", "丙公司", "王五", "", "3360", "", "", "", ""],
    ["10", "机械四厂", "叶县", "丁公司", "", "", "3411", "否", "", "否", ""],
    ["11", "水泥五厂", "叶县", "", "", "", "3011", "是", "无", "否", ""],
    ["12", "水泥六厂", "", "", "", "", "3011", "", "", "否", "否"],
]


def work(folder: Path, *options: str, rows: list[list[str]] = ROWS, sheet: str = "须办事项") -> list[list[object]]:
    """The sheet of work of a screening of those leads."""
    path, output = folder / "leads.csv", folder / "results.xlsx"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    assert screened(path, output, *options) == 0
    return CalamineWorkbook.from_path(output).get_sheet_by_name(sheet).to_python()


def test_what_is_asked_stands_by_office_and_what_is_decided_behind(tmp_path: Path) -> None:
    head, *items = work(tmp_path)
    assert head == ["办理单位", "经办人", "事由", "编号", "项目", "内容", "对象", "用于判断", "行号"]
    said = [(row[0], row[1], row[2], row[3], row[4], row[6]) for row in items]
    assert said == [
        ("(台账未写县区和责任单位)", "王五", "请补正", "9", "电镀三厂", "丙公司"),
        ("投资促进局", "", "请补正", "8", "水泥二厂", "建设单位"),
        ("主管部门", "李四", "提请认定", "7", "水泥一厂", "主管部门"),
    ]
    asked, replacement, decided = items
    assert "产业集聚区" in str(asked[5])
    assert replacement[5] == "是否新增产能、是否有产能置换方案"
    assert replacement[7] == "产能严重过剩行业不得新增产能"
    assert decided[5] == "产能严重过剩行业不得新增产能"
    assert [row[8] for row in items] == [4, 3, 2]


def test_a_department_is_named_where_the_document_names_one(tmp_path: Path) -> None:
    row = ["1", "机械厂", "叶县", "", "", "", "3411", "否", "", "是", ""]
    items = work(tmp_path, "--stage", "land", "--set", "土地等别=十一等", rows=[row])
    decided = {str(one[0]): str(one[5]) for one in items if one[2] == "提请认定"}
    assert decided["环境保护部门"] == "严禁重污染项目入驻"
    assert decided["投资主管部门会同行业主管部门"] == "严禁低水平重复项目入驻"
    assert decided.keys() <= {"环境保护部门", "投资主管部门会同行业主管部门", "土地主管部门", "主管部门"}


def test_in_english_it_is_english(tmp_path: Path) -> None:
    head, *items = work(tmp_path, "--lang", "en", sheet="Work to do")
    assert head[:3] == ["Office", "Person", "What is to be done"]
    assert items[-1][0] == "the competent department"
    assert items[0][0] == "(the ledger names no county and no unit)"
