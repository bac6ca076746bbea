"""A table of a progress ledger is read as one of leads is: the same cells give the same values, doubts and places."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import polars
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from compliance.case import Datum, Doubt, Record
from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.progress_ledger import Ledger, read_ledger
from compliance.quantity.quantity import Quantity
from compliance.source import Source
from tests.rulebooks import shipped

Rows = Sequence[Sequence[object]]


class Look(NamedTuple):
    """How a workbook looks beside its values: rows whose zone is merged downward, and sheets that are hidden."""

    merged: tuple[tuple[int, int], ...] = ()
    hidden: tuple[str, ...] = ()


def workbook(sheets: dict[str, Rows], look: Look | None = None) -> bytes:
    """A workbook with those sheets; on the first one, cells of column B are merged over the given rows from 0."""
    look = look or Look()
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == next(iter(sheets)):
                for first, last in look.merged:
                    sheet.merge_range(first, 1, last, 1, rows[first][1])
            if name in look.hidden:
                sheet.hide()
    return stream.getvalue()


def read(name: str, data: bytes) -> Ledger:
    """The ledger in one file of that name."""
    return read_ledger(Source(name, data), shipped().vocabulary)


def csv(rows: Rows, sign: str = ",") -> str:
    """Rows of cells that need no quotes, as text."""
    return "".join(sign.join(map(str, row)) + "\n" for row in rows)


def amount(record: Record, field: str) -> Fraction:
    """A number that a record states, in the field's own unit."""
    value = record.data[field].value
    assert isinstance(value, Quantity)
    return value.amount


def noted(ledger: Ledger) -> set[tuple[str, str]]:
    """The notes, each with its place."""
    return {(str(note.place), note.message.zh) for note in ledger.reading.notes}


def unread(ledger: Ledger) -> list[tuple[str, str, str, str | None]]:
    """What is not used: where, what it is called, what is written, and the field that it may mean."""
    return [(str(one.at), one.name, one.written, one.closest and one.closest.id) for one in ledger.reading.unread]


# Workbooks


def test_a_hidden_sheet_is_not_read_and_named() -> None:
    head = ("项目名称", "产业集聚区")
    sheets: dict[str, Rows] = {"项目": [head, ("新厂", "甲")], "projects": [head, ("旧厂", "甲"), ("老厂", "甲")]}
    ledger = read("台账.xlsx", workbook(sheets, Look(hidden=("projects",))))
    assert [project.name for project in ledger.records["project"]] == ["新厂"]
    assert noted(ledger) == {("台账.xlsx!projects", "隐藏的工作表,未读取;如需计入,请取消隐藏")}


def test_a_zone_merged_over_two_rows_is_that_of_both_projects() -> None:
    rows: Rows = [("项目名称", "产业集聚区"), ("甲厂", "东区"), ("乙厂", ""), ("丙厂", "西区")]
    zones: Rows = [("产业集聚区",), ("东区",), ("西区",)]
    ledger = read("台账.xlsx", workbook({"项目": rows, "集聚区": zones}, Look(merged=((1, 2),))))
    held = {}
    for zone in ledger.of("zone"):
        listed = zone.data["projects"].value
        assert isinstance(listed, tuple)
        held[zone.name] = [record.name for record in listed]
    assert held == {"东区": ["甲厂", "乙厂"], "西区": ["丙厂"]}
    # What holds for the second row stands in the first.
    assert str(ledger.records["project"][1].data["zone"].at) == "台账.xlsx!项目!B2"


def test_an_amount_merged_over_two_rows_is_in_doubt_for_both() -> None:
    rows: Rows = [("项目名称", "总投资(亿元)"), ("甲厂", 3), ("乙厂", "")]
    ledger = read("台账.xlsx", workbook({"项目": rows}, Look(merged=((1, 2),))))
    assert [[doubt.field for doubt in project.doubts] for project in ledger.records["project"]] == [
        ["total_investment"]
    ] * 2


def test_fields_may_be_listed_downward_and_what_is_no_field_is_noted() -> None:
    rows: Rows = [
        ("2015年", ""),
        ("指标", "数值"),
        ("*产业集聚区个数", 2),
        ("2.新增从业人员", "2万人"),
        ("天气", "晴"),
        ("", ""),
    ]
    ledger = read("台账.xlsx", workbook({"全市": rows}))
    stated = {id_: str(datum.at) for id_, datum in ledger.city.data.items()}
    assert stated == {"zones_count": "台账.xlsx!全市!B3", "new_jobs": "台账.xlsx!全市!B4"}
    assert unread(ledger) == [("台账.xlsx!全市!A5", "天气", "晴", None)]
    assert not noted(ledger)


def test_two_rows_of_headings_a_unit_above_and_rows_that_are_no_records() -> None:
    rows: Rows = [
        ("重点项目进展表", "", "", ""),
        ("单位:万元", "", "", ""),
        ("序号", "项目名称", "投资情况", ""),
        ("", "", "总投资", "签约日期"),
        ("一、续建项目", "", "", ""),
        (1, "甲厂", "12000", "2015.6.1"),
        ("小计", "", "12000", ""),
        ("", "", "", ""),
        (2, "乙厂", "1.5亿元", "待定"),
        ("填表人:张三", "", "", ""),
    ]
    ledger = read("台账.xlsx", workbook({"项目": rows}))
    assert [project.name for project in ledger.records["project"]] == ["甲厂", "乙厂"]
    assert [amount(project, "total_investment") for project in ledger.records["project"]] == [12_000, 15_000]
    assert ledger.records["project"][0].data["signed_on"].value == date(2015, 6, 1)
    assert "signed_on" not in ledger.records["project"][1].data
    assert noted(ledger) == {
        ("台账.xlsx!项目!A7", "“小计”行不计入"),
        ("台账.xlsx!项目", "第 5 行(1 行):分组标题行(连同其合计数),不是记录"),
        ("台账.xlsx!项目", "第 10 行(1 行):表尾说明行,不是记录"),
    }


def test_a_sheet_without_a_heading_that_is_known_refuses_the_ledger_and_an_empty_one_does_not() -> None:
    sheets: dict[str, Rows] = {"项目": [], "集聚区": [("产业集聚区",)]}
    assert read("台账.xlsx", workbook(sheets)).records["project"] == ()
    with pytest.raises(InputError, match="no column is named for a field"):
        read("台账.xlsx", workbook({"项目": [("项目名称长", "别的")]}))


def test_the_problems_of_every_sheet_are_told() -> None:
    sheets: dict[str, Rows] = {
        "项目": [("别的",)],
        "集聚区": [("产业集聚区", "名称"), ("东区", "东")],
        "县区": [("无",)],
    }
    with pytest.raises(InputError) as error:
        read("台账.xlsx", workbook(sheets))
    assert {problem.place.file for problem in error.value.problems} >= {"台账.xlsx!项目", "台账.xlsx!县区"}


def test_a_list_of_fields_that_goes_on_too_long_is_refused() -> None:
    rows = [("指标", "数值"), ("产业集聚区个数", 2), ("新增从业人员", 3), *[("", "")] * 197]
    assert set(read("全市.csv", csv(rows).encode()).city.data) == {"zones_count", "new_jobs"}
    with pytest.raises(InputError, match=r"全市\.csv:201: a table that lists its fields downward"):
        read("全市.csv", csv([*rows, ("搬迁村庄数", 1)]).encode())


def test_a_formula_without_its_result_is_in_doubt_across_and_downward() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in {
            "项目": (("项目名称", "总投资"), ("甲厂",)),
            "全市": (("产业集聚区个数",), ("新增从业人员", 3)),
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            sheet.write_formula("B2" if name == "项目" else "B1", "=1+1", value="")
    ledger = read("台账.xlsx", stream.getvalue())
    doubts = [*ledger.records["project"][0].doubts, *ledger.city.doubts]
    assert [(doubt.field, str(doubt.at)) for doubt in doubts] == [
        ("total_investment", "台账.xlsx!项目!B2"),
        ("zones_count", "台账.xlsx!全市!B1"),
    ]


# Text


HEADINGS = ("*项目名称", "1.总投资(亿元)", "实际开工日期")
TYPED = (("甲厂", "1.2", "2015-06-01 08:30:00"), ("乙厂", "待定", "20150601"), ("丙厂", "—", "2015年6月1日"))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_headings_and_cells_as_offices_type_them_are_read(sign: str, encoding: str) -> None:
    ledger = read("项目.csv", csv([HEADINGS, *TYPED], sign).encode(encoding))
    assert [project.name for project in ledger.records["project"]] == ["甲厂", "乙厂", "丙厂"]
    assert amount(ledger.records["project"][0], "total_investment") == 12_000
    assert [set(project.data) for project in ledger.records["project"][1:]] == [{"name", "start_date"}] * 2
    assert {project.data["start_date"].value for project in ledger.records["project"]} == {date(2015, 6, 1)}
    assert [project.doubts for project in ledger.records["project"]] == [()] * 3
    assert noted(ledger) == ({("项目.csv", f"编码:{NAMED[encoding]}")} if encoding in NAMED else set())


NAMED = {"gbk": "GB18030(含 GBK)", "utf-16": "UTF-16"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("项目名称", "开工日期", "实际开工日期")], "同指"),
        ([("项目名称", "总投资(美元)")], "外币"),
        ([("单位:亿元", ""), ("项目名称", "总投资")], "单位:亿元"),
        ([("项目名称", "用地面积(含代征)")], "不是单位"),
    ],
)
def test_a_column_that_names_a_field_and_is_in_question_refuses_the_ledger(rows: Rows, said: str) -> None:
    with pytest.raises(InputError) as error:
        read("项目.csv", csv([*rows, tuple("甲" for _ in rows[-1])]).encode())
    assert {problem.place.line for problem in error.value.problems} == {len(rows)}
    assert all(said in problem.message.zh and "请改正列名" in problem.message.zh for problem in error.value.problems)


def test_a_row_that_is_not_valid_csv_refuses_the_ledger() -> None:
    with pytest.raises(InputError, match=r"项目\.csv:2: the row is not valid CSV"):
        read("项目.csv", '项目名称\n"甲\n'.encode())


def test_a_column_that_may_mean_a_field_is_told_with_what_it_may_mean() -> None:
    ledger = read("项目.csv", csv([("项目名称", "土地级别", "备注"), ("甲厂", "3", "")]).encode())
    assert unread(ledger) == [
        ("项目.csv!B1", "土地级别", "", "land_grade"),
        ("项目.csv!C1", "备注", "", None),
    ]
    level, remark = ledger.reading.unread
    assert remark.reason.zh == "没有这个字段,未采用"
    assert level.reason != remark.reason


# Machines


def test_lines_of_json_and_parquet_are_read_and_their_buildings_are_the_city_s(tmp_path: Path) -> None:
    lines = [
        {"项目名称": "甲厂", "buildings": [{"name": "一号", "storeys": 3}, {"name": "二号"}]},
        {"项目名称": "乙厂"},
    ]
    (tmp_path / "项目.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    polars.DataFrame({"产业集聚区": ["东区"], "安排用地指标": [500]}).write_parquet(tmp_path / "集聚区.parquet")
    (tmp_path / "说明.txt").write_text("不是台账", encoding="utf-8")
    ledger = read_ledger(tmp_path, shipped().vocabulary)
    assert [project.name for project in ledger.records["project"]] == ["甲厂", "乙厂"]
    buildings = ledger.city.data["buildings"].value
    assert isinstance(buildings, tuple)
    assert [building.name for building in buildings if isinstance(building, Record)] == ["一号", "二号"]
    assert [zone.name for zone in ledger.of("zone")] == ["东区"]


def test_every_file_of_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "项目.xlsx").write_bytes(b"no workbook")
    (tmp_path / "集聚区.csv").write_text("甲\n乙\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_ledger(tmp_path, shipped().vocabulary)
    assert {Path(problem.place.file).name for problem in error.value.problems} == {"项目.xlsx", "集聚区.csv"}


# As a lead ledger

AMOUNTS = ("12", "1.5", "1,200", "3亿元", "500万元", "约2亿元", "2-3亿元", "待定", "—", "/", "很多", "100万美元", "")
DAYS = (
    "2015-06-01",
    "2015.6.1",
    "20150601",
    "2015年6月1日",
    "2015-06-01 08:30:00",
    "2015年6月",
    "42156",
    "未定",
    "-",
    "",
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "产业集聚区": ("东区", "西区", "不详", ""),
    "*总投资(亿元)": AMOUNTS,
    "1.用地面积": (*AMOUNTS[:3], "20亩", "5000㎡", "N/A", ""),
    "实际开工日期": DAYS,
    "3、是否新增产能(是/否)": ("是", "否", "√", "×", "也许", "未知", ""),
    "行业代码": ("3120", "C3120", "31", "9999999", "待补", ""),
    "签约日期(年月日)": DAYS,
    "投资方类型": ("行业龙头", "央企", "龙头", ""),
}


class Sheet(NamedTuple):
    """A generated table: its rows, and which rows from 0 share the zone that stands in the first of them."""

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[int, int] | None


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A table of projects as offices write them: titles, a unit of the field's own, columns in any order, a total."""
    zone, *others = COLUMNS
    headings = [zone, *draw(st.lists(st.sampled_from(others), unique=True, max_size=6))]
    cells = st.tuples(*[st.sampled_from(COLUMNS[heading]) for heading in headings])
    rows = draw(st.lists(cells, min_size=1, max_size=6))
    title = draw(st.sampled_from([(), (("项目进展表",),), (("台账", "单位:万元"),)]))
    table = [*title, ("项目名称", *headings), *((f"项目{number}", *row) for number, row in enumerate(rows))]
    if draw(st.booleans()):
        table.append(("合计", *("12" for _ in headings)))
    width = len(headings) + 1
    padded = tuple((*row, *("" for _ in range(width - len(row)))) for row in table)
    first = len(title) + 1
    merged = None
    if len(rows) > 1 and draw(st.booleans()):
        top = draw(st.integers(0, len(rows) - 2))
        bottom = draw(st.integers(top + 1, len(rows) - 1))
        merged = first + top, first + bottom
        padded = tuple(
            (row[0], "", *row[2:]) if merged[0] < number <= merged[1] else row for number, row in enumerate(padded)
        )
    return Sheet(padded, merged)


Stated = tuple[str, dict[str, Datum], tuple[Doubt, ...]]


def as_leads(source: Source) -> list[Stated]:
    """What each row of a lead ledger states."""
    leads = read_leads(source, shipped().vocabulary)
    return [(lead.case.name, dict(lead.case.data.items()), lead.case.doubts) for lead in leads]


def as_progress(source: Source) -> list[Stated]:
    """What each project of a progress ledger states."""
    projects = read_ledger(source, shipped().vocabulary).records["project"]
    return [(project.name, dict(project.data.items()), project.doubts) for project in projects]


WRITERS: dict[str, Callable[[Sheet], Source]] = {
    "workbook": lambda sheet: Source(
        "台账.xlsx", workbook({"项目": sheet.rows}, Look((sheet.merged,) if sheet.merged else ()))
    ),
    **{
        f"{encoding} {sign!r}": lambda sheet, sign=sign, encoding=encoding: Source(  # type: ignore[misc]  # bound now
            "项目.csv", quoted(sheet.rows, sign).encode(encoding)
        )
        for encoding, sign in [("utf-8", ","), ("gb18030", ";"), ("utf-16", "\t"), ("utf-16", ","), ("utf-8-sig", ";")]
    },
}


def quoted(rows: Rows, sign: str) -> str:
    """Rows as text with every cell in quotes."""
    return csv([[f'"{cell}"' for cell in row] for row in rows], sign)


@pytest.mark.parametrize("writer", WRITERS)
@given(sheet=sheets())
def test_a_progress_ledger_and_a_lead_ledger_read_the_same_cells_alike(writer: str, sheet: Sheet) -> None:
    source = WRITERS[writer](sheet)
    found = as_progress(source)
    assert found == as_leads(source)
    assert [name for name, _, _ in found] == [
        row[0] for row in sheet.rows if row[0].startswith("项目") and row[0][2:].isdigit()
    ]
