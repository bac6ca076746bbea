"""What the ledger says of a lead stands beside the verdict as it is written, and amounts as numbers."""

import csv
from pathlib import Path

import polars as pl
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.ledgers import screened

HEADER = ["序号", "项目名称", "县区", "投资方", "总投资(亿元)", "用地面积(亩)", "责任人", "行业代码"]
ROWS = [
    ["1", "甲厂", "叶县", "甲集团", "1.5", "60", "张三", "3411"],
    ["2", "乙厂", "叶县", "", "0.3亿美元", "约80", "李四", "3411"],
]


def results(path: Path, folder: Path, *options: str, sheet: str = "筛查结果") -> list[dict[object, object]]:
    """The rows of the results of that ledger by their headings."""
    output = folder / "results.xlsx"
    assert screened(path, output, *options) == 0
    header, *rows = CalamineWorkbook.from_path(output).get_sheet_by_name(sheet).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def written(folder: Path) -> Path:
    """The ledger as CSV."""
    path = folder / "leads.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *ROWS])
    return path


def test_the_ledgers_own_columns_stand_beside_the_verdict(tmp_path: Path) -> None:
    first, second = results(written(tmp_path), tmp_path)
    assert list(first)[3:9] == ["结论(建议)", "县(市、区)", "投资方", "总投资(万元)", "用地面积(亩)", "责任人"]
    assert list(first.values())[4:9] == ["叶县", "甲集团", 15000, 60, "张三"]
    assert list(second.values())[4:9] == ["叶县", "", "0.3亿美元", "约80", "李四"]


def test_a_lead_is_numbered_as_the_ledger_numbers_it(tmp_path: Path) -> None:
    assert [(row["行号"], row["编号"]) for row in results(written(tmp_path), tmp_path)] == [(2, "1"), (3, "2")]


def test_in_english_headings_are_english_with_their_units(tmp_path: Path) -> None:
    first, _ = results(written(tmp_path), tmp_path, "--lang", "en", sheet="Results")
    assert list(first)[4:9] == [
        "County",
        "Investor",
        "Total investment (10,000 yuan)",
        "Site area (mu)",
        "Person responsible",
    ]


def test_words_merged_downward_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("线索")
        sheet.write_row(0, 0, ["项目名称", "跟踪单位", "行业代码"])
        for row, name in enumerate(["甲", "乙", "丙"], start=1):
            sheet.write_row(row, 0, [name, "", "3411"])
        sheet.merge_range("B2:B3", "投资促进局")
    assert [row["责任单位"] for row in results(path, tmp_path)] == ["投资促进局", "投资促进局", ""]


def test_ranked_results_keep_what_belongs_to_each_lead(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    rows = [
        ["1", "重污染", "叶县", "", "1", "60", "张三", "3011"],
        ["2", "好", "宝丰县", "", "1", "60", "李四", "3411"],
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [[*HEADER, "是否新增产能", "是否有产能置换方案"], [*rows[0], "是", "无"], [*rows[1], "否", ""]]
        )
    found = results(path, tmp_path, "--rank", "--set", "产业集聚区=叶县产业集聚区")
    assert [(row["项目"], row["县(市、区)"], row["责任人"]) for row in found] == [
        ("好", "宝丰县", "李四"),
        ("重污染", "叶县", "张三"),
    ]


def test_results_for_machines_have_their_documented_columns_alone(tmp_path: Path) -> None:
    for suffix in (".csv", ".parquet"):
        output = tmp_path / f"results{suffix}"
        assert screened(written(tmp_path), output) == 0
        names = pl.read_csv(output).columns if suffix == ".csv" else pl.read_parquet(output).columns
        assert names[-1] == "found"
        assert "beside" not in names
