"""A progress ledger is read from a folder or a workbook; bad cells are doubted, bad tables refused."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from compliance.assessment.attainment import Status
from compliance.errors import InputError
from compliance.intake.progress_ledger import read_ledger
from compliance.rulebook.model import Rulebook
from tests.progress import QUOTA, STARTS, assessed, of, projects, read


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook with those sheets."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, book.add_format({"num_format": "yyyy-mm-dd"}))
                    else:
                        sheet.write(number, column, value)
    return path


def test_a_workbook_says_the_same_as_a_folder(rulebook: Rulebook, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "台账.xlsx",
        {
            "全市": [["指标", "数值"], ["产业集聚区个数", 2], ["新增从业人员", "2万人"]],
            "集聚区": [["产业集聚区", "安排用地指标(亩)"], ["甲", 400.5], ["乙", 599.5]],
            "项目": [
                ["2015年台账"],
                ["项目名称", "产业集聚区", "是否拟入驻产业集聚区", "总投资(亿元)", "实际开工日期"],
                ["轴承", "甲", "是", 1, date(2015, 1, 1)],
                ["合计", "", "", 1, ""],
            ],
            "封面": [["说明"]],
        },
    )
    ledger = read_ledger(path, rulebook.vocabulary)
    found = assessed(ledger)
    assert of(found, QUOTA).status is Status.MET
    assert of(found, "PDS15-1.2-jobs").status is Status.MET
    members = of(found, STARTS).members
    assert members is not None
    assert [record.name for record in members.counted] == ["轴承"]
    assert str(ledger.records["project"][0].data["total_investment"].at) == f"{path}!项目!D3"
    assert [note.message.zh for note in ledger.reading.notes] == ["“合计”行不计入", "表名不是台账的表名,未采用"]


def test_a_bad_cell_is_doubted_and_its_row_goes_on(tmp_path: Path) -> None:
    ledger = read(tmp_path, 项目__csv=projects(["甲厂,甲,是,很多,2015-06-01", "乙厂,甲,是,2,2015-06-01"]))
    (doubt,) = ledger.records["project"][0].doubts
    assert doubt.field == "total_investment"
    assert str(doubt.at).endswith("项目.csv!D2")
    members = of(assessed(ledger), STARTS).members
    assert members is not None
    assert [record.name for record in members.counted] == ["乙厂"]
    assert [member.record.name for member in members.open] == ["甲厂"]


def test_a_number_that_a_percent_format_may_hide_is_doubted(rulebook: Rulebook, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "台账.xlsx", {"集聚区": [["产业集聚区", "污水处理率"], ["甲", 1], ["乙", 99.5], ["丙", "100%"]]}
    )
    zones = read_ledger(path, rulebook.vocabulary).of("zone")
    assert [doubt.field for doubt in zones[0].doubts] == ["wastewater_treated"]
    assert zones[1].data["wastewater_treated"].written == "99.5"
    assert "wastewater_treated" in zones[2].data


def test_a_key_in_doubt_and_one_that_is_no_field_are_told_and_the_ledger_goes_on(tmp_path: Path) -> None:
    zones = "- {产业集聚区: 甲, 污水处理率: 很高, 天气: 晴}\n- {产业集聚区: 乙, 污水处理率: 90, 污水处理率: 95}\n"
    ledger = read(tmp_path, 全市__yaml="新增从业人员: 很多\n", 集聚区__yaml=zones)
    doubts = [(record, doubt.field, doubt.written, doubt.at.line) for record, doubt in ledger.reading.doubts]
    assert sorted(doubts) == [
        ("乙", "wastewater_treated", "90 / 95", 2),
        ("全市", "new_jobs", "很多", 1),
        ("甲", "wastewater_treated", "很高", 1),
    ]
    ((told),) = ledger.reading.unread
    assert (told.name, told.written, Path(told.at.file).name, told.at.line) == ("天气", "晴", "集聚区.yaml", 1)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"封面__csv": "甲\n"}, "没有可用的表"),
        ({"项目__csv": "子\n丑\n"}, "没有认得的列名"),
        ({"项目__csv": "项目名称,总投资,投资总额\n甲,1,2\n"}, "请只留一列"),
        ({"项目__csv": "项目名称,用地面积(万元)\n甲,1\n"}, "列名单位“万元”与“用地面积”(亩)不符"),
        ({"项目__csv": '项目名称\n"甲\n'}, "不是有效的 CSV"),
        ({"全市__yaml": "新增从业人员很多\n"}, "须为“字段: 值”的映射"),
    ],
)
def test_a_ledger_that_cannot_be_used_says_why(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, **files)
    assert said in "\n".join(problem.line("zh") for problem in error.value.problems)


def test_gb18030_is_read(rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "集聚区.csv").write_bytes("产业集聚区,安排用地指标\n甲,500\n".encode("gb18030"))
    assert [zone.name for zone in read_ledger(tmp_path, rulebook.vocabulary).of("zone")] == ["甲"]


def test_a_zone_holds_the_projects_that_name_it_by_another_spelling(rulebook: Rulebook, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "台账.xlsx",
        {
            "集聚区": [["产业集聚区", "县(市、区)"], ["叶县产业集聚区", "叶县"], ["石龙集聚区", "石龙区"]],
            "项目": [["项目名称", "产业集聚区"], ["轴承", "叶县集聚区"], ["石材", "平顶山市石龙产业集聚区"]],
        },
    )
    ledger = read_ledger(path, rulebook.vocabulary)
    held = {case.name: case.data["projects"].value for case in ledger.of("zone")}
    assert {name: [record.name for record in records] for name, records in held.items()} == {  # type: ignore[union-attr]  # a list of records
        "叶县产业集聚区": ["轴承"],
        "平顶山市石龙产业集聚区": ["石材"],
    }
    assert ledger.reading.notes == ()
