"""Ledgers of leads as people type them: every row is read or reported, every bad cell is doubted, nothing is guessed."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.errors import InputError
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.leads.leads import Leads, read_leads
from compliance.intake.leads.rows import Lead
from compliance.quantity.quantity import Quantity
from compliance.rulebook.load import load_rulebook
from tests.places import ROOT

VOCABULARY = load_rulebook().vocabulary
Rows = Sequence[Sequence[object]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as the sheets of an .xlsx workbook; `more` may add to the first sheet."""

    def write(rows: Rows, more: Callable[..., object] | None = None, **others: Rows) -> Path:
        path = tmp_path / "leads.xlsx"
        workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
        dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in {"线索": rows, **others}.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(table):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, dated)
                    elif value != "":
                        sheet.write(number, column, value)
            if more and name == "线索":
                more(workbook, sheet)
        workbook.close()
        return path

    return write


def amounts(lead: Lead) -> dict[str, object]:
    """The values of a lead, numbers as exact fractions in the field's own unit."""
    stated = {id_: datum.value for id_, datum in lead.case.data.items()}
    return {id_: value.amount if isinstance(value, Quantity) else value for id_, value in stated.items()}


def reasons(case: Case) -> dict[str, str]:
    """Why each doubted field of a case is not used."""
    return {doubt.field: doubt.reason.en for doubt in case.doubts}


def said(leads: Leads) -> str:
    """All notes, in English, after a whole reading."""
    list(leads)
    assert all(note.message.zh for note in leads.notes)
    return "\n".join(note.line("en") for note in leads.notes)


def one_column(tmp_path: Path, heading: str, cells: Sequence[str]) -> list[Case]:
    """The cases of a CSV whose rows have a name and one cell more."""
    path = tmp_path / "one.csv"
    path.write_text(f"项目名称,{heading}\n" + "".join(f'甲,"{cell}"\n' for cell in cells), encoding="utf-8")
    return [lead.case for lead in read_leads(path, VOCABULARY)]


def test_titles_units_and_totals_of_a_typed_ledger(book: Callable[..., Path]) -> None:
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
    leads = read_leads(path, VOCABULARY)
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


def test_reading_twice_gives_the_same(book: Callable[..., Path]) -> None:
    leads = read_leads(book([["项目名称"], ["甲"], [], ["乙"]]), VOCABULARY)
    assert [lead.case.name for lead in leads] == [lead.case.name for lead in leads] == ["甲", "乙"]
    assert said(leads).count("blank") == 1


def test_two_rows_of_merged_headings_and_merged_cells_of_data(book: Callable[..., Path]) -> None:
    def merge(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("A2:A3", "项目名称")
        sheet.merge_range("B2:C2", "用地情况")
        sheet.merge_range("D2:D3", "县区")
        sheet.merge_range("D4:D5", "叶县")
        sheet.merge_range("B4:B5", 120)
        sheet.merge_range("A6:D6", "二、续建项目")

    rows = [["台账"], [], ["", "面积(亩)", "用地来源"], ["甲", "", "新增"], ["乙", "", "存量"], [], ["丙", 30]]
    leads = read_leads(book(rows, merge), VOCABULARY)
    first, second, third = leads
    assert first.case.data["county"].value == second.case.data["county"].value == "叶县"
    assert str(second.case.data["county"].at).endswith("!D4")
    assert "county" not in third.case.data
    assert "merged over rows 4 to 5" in reasons(first.case)["land_area"]
    assert "merged over rows 4 to 5" in reasons(second.case)["land_area"]
    assert amounts(third)["land_area"] == 30
    assert "rows 6 (1): headings of groups" in said(leads)


def test_two_rows_of_headings_in_a_csv_and_a_row_of_units(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("项目名称,用地,,总投资\n,面积(亩),来源,\n甲,20,新增,300\n", encoding="utf-8")
    (lead,) = read_leads(path, VOCABULARY)
    assert amounts(lead) == {"name": "甲", "land_area": 20, "land_source": "new", "total_investment": 300}
    path.write_text("项目名称,用地面积,总投资\n,(公顷),亿元\n甲,2,3\n", encoding="utf-8")
    (lead,) = read_leads(path, VOCABULARY)
    assert amounts(lead) == {"name": "甲", "land_area": 30, "total_investment": 30000}


def test_a_unit_stated_above_the_table_is_not_applied_without_being_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("台账,,单位:亿元\n项目名称,用地面积(亩),总投资\n甲,20,3\n", encoding="utf-8")
    leads = read_leads(path, VOCABULARY)
    assert [column.heading for column in leads.mapping.questions] == ["总投资"]
    chosen = tmp_path / "map.yaml"
    chosen.write_text("总投资: {field: total_investment, unit: 亿元}\n", encoding="utf-8")
    (lead,) = read_leads(path, VOCABULARY, read_mapping(chosen, VOCABULARY))
    assert amounts(lead)["total_investment"] == 30000


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
        ("签约日期", "2015.6", "only the month"),
        ("签约日期", "42156", "2015-06-01 by the 1900 system"),
        ("签约日期", "2015年2月30日", "no such day"),
        ("总投资(亿元)", "0.3亿美元", "never converted"),
        ("总投资(亿元)", "US$500万", "never converted"),
        ("用地面积(亩)", "100-120", "a range"),
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


def test_numbers_of_a_workbook_that_may_have_lost_something_are_doubted(book: Callable[..., Path]) -> None:
    rows = [["项目名称", "行业代码", "已投资额占比(%)", "签约日期"], ["甲", 610, 0.15, 2015.6], ["乙", 3120, 15, 42156]]
    bad, good = read_leads(book(rows), VOCABULARY)
    assert sorted(reasons(bad.case)) == ["industry_code", "invested_share", "signed_on"]
    assert good.case.doubts == ()
    assert amounts(good)["industry_code"] == "3120"


def test_days_of_a_workbook_counted_from_1904_are_counted_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["项目名称", "签约日期"])
    sheet.write_row(1, 0, ["甲", 42156 - 1462])
    workbook.close()
    (lead,) = read_leads(path, VOCABULARY)
    assert amounts(lead)["signed_on"] == date(2015, 6, 1)


def test_formulas_hidden_rows_columns_and_sheets(book: Callable[..., Path]) -> None:
    def more(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula("B2", "=4*15", None, 60)
        sheet.write_formula("B3", "=4*15", None, "")
        sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        workbook.add_worksheet("旧").hide()

    path = book([["项目名称", "用地面积(亩)", "县区"], ["甲", "", "叶县"], ["乙"], ["丙"]], more)
    leads = read_leads(path, VOCABULARY)
    cached, uncached, wrong = leads
    assert amounts(cached)["land_area"] == 60
    assert "without its result" in reasons(uncached.case)["land_area"]
    assert "an error" in reasons(wrong.case)["land_area"]
    for line in ("!旧: a hidden sheet, not read", "rows 3 (1) are hidden; they are read", "C1: the column is hidden"):
        assert line in said(leads)


def test_of_several_sheets_the_first_with_headings_is_read_and_the_others_are_noted(book: Callable[..., Path]) -> None:
    path = book([["说明"]], 甲县=[["项目名称"], ["甲"]], 乙县=[["项目名称"], ["乙"]])
    leads = read_leads(path, VOCABULARY)
    assert (leads.sheet, [lead.case.name for lead in leads]) == ("甲县", ["甲"])
    assert "!乙县: looks like a ledger too" in said(leads)
    assert [lead.case.name for lead in read_leads(path, VOCABULARY, sheet="乙县")] == ["乙"]


def test_a_column_without_a_heading_is_reported(book: Callable[..., Path]) -> None:
    assert "B1: the column has no heading" in said(read_leads(book([["项目名称"], ["甲", "x"]]), VOCABULARY))


def test_a_lead_is_not_taken_for_a_total_and_a_row_of_a_number_only_is_left_out(book: Callable[..., Path]) -> None:
    rows = [
        ["序号", "项目名称", "总投资"],
        [1, "汇总数据中心项目", 5],
        [2, "合计科技产业园", 6],
        [3],
        ["一、新建"],
        ["序号", "项目名称", "总投资"],
    ]
    leads = read_leads(book(rows), VOCABULARY)
    assert [lead.case.name for lead in leads] == ["汇总数据中心项目", "合计科技产业园"]
    for line in ("rows 4 (1): nothing", "rows 5 (1): headings of groups", "rows 6 (1): headings or column numbers"):
        assert line in said(leads)


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8(BOM)"), ("gbk", "GB18030"), ("gb18030", "GB18030"), ("utf-16", "UTF-16")],
)
def test_the_encoding_of_a_csv_is_found_and_told(tmp_path: Path, codec: str, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("项目名称,用地面积(亩)\n甲,20\n".encode(codec))
    leads = read_leads(path, VOCABULARY)
    assert [amounts(lead) for lead in leads] == [{"name": "甲", "land_area": 20}]
    assert f"encoding: {name}" in said(leads)


def test_a_csv_may_be_given_its_encoding_and_have_tabs_or_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("項目\t项目名称\n1\t甲\n".encode("gbk"))
    assert [lead.case.name for lead in read_leads(path, VOCABULARY, encoding="gbk")] == ["甲"]
    other = tmp_path / "b.csv"
    other.write_text("项目名称;总投资\n甲;5\n", encoding="utf-8")
    assert [amounts(lead) for lead in read_leads(other, VOCABULARY)] == [{"name": "甲", "total_investment": 5}]


def test_a_broken_row_of_a_csv_is_noted_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('项目名称,总投资\n"甲"x,5\n乙,6\n', encoding="utf-8")
    leads = read_leads(path, VOCABULARY)
    broken, good = leads
    assert dict(broken.case.data) == {}
    assert "not valid CSV" in broken.case.notes[0].message.en
    assert good.case.name == "乙"
    assert "a.csv:2: the row is not valid CSV" in said(leads)


def test_lines_of_json_keep_numbers_as_written_and_may_nest_buildings(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    building = {"建筑名称": "1号", "层数": 3, "单体建筑面积": "0.5万平方米", "颜色": "红"}
    lines = [
        '{"项目编号": "A1", "name": "甲", "land_area": 0.10000000000000000001, "是否签约": true}',
        "", "{bad", '{"name": "乙", "name": "丙"}', "[1]",
        json.dumps({"name": "丁", "总投资": "1亿元", "buildings": [building], "land_area": [1]}, ensure_ascii=False),
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    leads = read_leads(path, VOCABULARY)
    found = list(leads)
    assert [lead.row for lead in found] == [1, 3, 4, 5, 6]
    assert found[0].id == "A1"
    assert amounts(found[0])["land_area"] == Fraction("0.10000000000000000001")
    assert [bool(lead.case.notes) for lead in found] == [False, True, True, True, True]
    (record,) = found[4].case.data["buildings"].value  # type: ignore[misc]  # a list of records
    assert (record.name, record.data["floor_area"].value.amount) == ("1号", 5000)
    assert "not a list" in reasons(found[4].case)["land_area"]
    assert str(found[4].case.data["name"].at) == f"{path}:6"
    assert "a.jsonl:4: the line has the key 'name' twice" in said(leads)


def test_parquet_is_read_by_the_type_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    polars.DataFrame(
        {
            "project_id": ["A1", "A2"],
            "name": ["甲", None],
            "用地面积(公顷)": [0.1, float("nan")],
            "total_investment": [Decimal("1234.5600"), None],
            "jobs": [12, None],
            "signed": [True, False],
            "signed_on": [date(2015, 6, 1), None],
            "buildings": [[{"storeys": 3}], []],
        }
    ).write_parquet(path)
    first, second = read_leads(path, VOCABULARY)
    assert first.id == "A1"
    assert amounts(first) | {"buildings": 0} == {
        "project_id": "A1", "name": "甲", "land_area": Fraction(3, 2), "total_investment": Fraction("1234.56"),
        "jobs": 12, "signed": True, "signed_on": date(2015, 6, 1), "buildings": 0,
    }  # fmt: skip
    assert str(first.case.data["jobs"].at) == f"{path}:1"
    assert sorted(second.case.data) == ["buildings", "project_id", "signed"]
    assert list(reasons(second.case)) == ["land_area"]


def test_an_ods_is_read(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}"{}><text:p>{}</text:p></table:table-cell>'
    rows = [["项目名称", "用地面积(公顷)"], ["甲", 2]]
    content = "".join(
        "<table:table-row>"
        + "".join(
            cell.format("string", "", v) if isinstance(v, str) else cell.format("float", f' office:value="{v}"', v)
            for v in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        body = f'<office:spreadsheet><table:table table:name="表">{content}</table:table></office:spreadsheet>'
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    (lead,) = read_leads(path, VOCABULARY)
    assert amounts(lead) == {"name": "甲", "land_area": 30}


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("a.doc", b"", {}, "unsupported; use .xlsx"),
        ("none.xlsx", None, {}, "no such file"),
        ("a.xlsx", b"not a workbook", {}, "the workbook cannot be read"),
        ("a.xlsx", b"PK\x03\x04 broken", {}, "the workbook cannot be read"),
        ("a.parquet", b"PAR1", {}, "not a Parquet file"),
        ("a.csv", b"\xff\x00\x81", {}, "neither UTF-8 nor GB18030"),
        ("a.csv", b"", {}, "no column is named for a field"),
        ("a.csv", b"a,b\n1,2\n", {}, "no column is named for a field"),
        ("a.csv", "土地级别\n1\n".encode(), {}, "in question: 土地级别"),
        ("a.csv", b"name\n", {"encoding": "no-such"}, "no encoding 'no-such'"),
        ("a.csv", b"name\n", {"encoding": "base64"}, "no encoding 'base64'"),
        ("a.csv", "名\n".encode("gbk"), {"encoding": "utf-8"}, "not text in utf-8"),
        ("a.csv", b"name\n", {"sheet": "x"}, "only a workbook has sheets"),
        ("a.jsonl", b"{}\n", {"encoding": "gbk"}, "only CSV and TSV"),
        ("a.jsonl", b"nonsense\n", {}, "no column is named for a field"),
    ],
)
def test_a_file_that_is_no_ledger_is_told_in_both_languages(
    tmp_path: Path, name: str, content: bytes | None, options: dict[str, str], words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        list(read_leads(path, VOCABULARY, **options))  # type: ignore[arg-type]
    assert words in caught.value.problems[0].line("en")
    assert caught.value.problems[0].message.zh


def test_a_sheet_that_is_not_there_is_told_with_what_was_meant(book: Callable[..., Path]) -> None:
    with pytest.raises(InputError, match="no sheet '线索1'; did you mean '线索'"):
        read_leads(book([["项目名称"]]), VOCABULARY, sheet="线索1")


HEADINGS = (
    "项目编号",
    "项目名称",
    "用地面积(公顷)",
    "总投资(亿元)",
    "签约日期",
    "是否签约",
    "行业代码",
    "供热方式",
    "已投资额占比",
)
CELLS = st.one_of(
    st.text(max_size=20), st.sampled_from(["合计", "1.2亿美元", "2015.6", "１，２００", "100-120", "约5", "\x00", "🏭"])
)


@settings(max_examples=100)
@given(rows=st.lists(st.lists(CELLS, max_size=len(HEADINGS)), max_size=5))
def test_no_row_of_any_texts_raises(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    lines = [json.dumps(dict(zip(HEADINGS, row, strict=False))) for row in [HEADINGS, *rows]]
    path.write_text("\n".join(lines), encoding="utf-8")
    leads = read_leads(path, VOCABULARY)
    for lead in leads:
        assert not {doubt.field for doubt in lead.case.doubts} & set(lead.case.data)
    (tmp := path.with_suffix(".csv")).write_text("项目名称,总投资\n", encoding="utf-8")
    with tmp.open("a", encoding="utf-8", errors="replace") as stream:
        stream.writelines(",".join(row) + "\n" for row in rows)
    list(read_leads(tmp, VOCABULARY, encoding="utf-8"))


def review(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`compliance review` with those arguments."""
    command = [sys.executable, "-m", "compliance", "review", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", check=False)


EXAMPLE = "examples/leads/leads.xlsx"


def test_one_row_of_a_ledger_is_reviewed_by_row_or_by_id() -> None:
    by_row = review(EXAMPLE, "--row", "5", "--format", "json", "--as-of", "2015-06-01")
    by_id = review(EXAMPLE, "--id", "ZS2015-001", "--format", "json", "--as-of", "2015-06-01")
    assert by_row.stdout == by_id.stdout
    report = json.loads(by_row.stdout)
    assert report["subject"]["id"] == "ZS2015-001"
    assert f"{EXAMPLE}!招商线索!I5" in by_row.stdout
    assert by_row.returncode in (0, 1, 3)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([EXAMPLE], "--row"),
        ([EXAMPLE, "--row", "17"], "row 17 is no lead: totals"),
        ([EXAMPLE, "--row", "999"], "row 999 is no lead"),
        ([EXAMPLE, "--row", "4"], "row 4 is no lead"),
        ([EXAMPLE, "--id", "nobody"], "no id 'nobody'"),
        ([EXAMPLE, "examples/feiyu-gis.yaml", "--row", "5"], "one ledger, alone"),
        ([EXAMPLE, "--row", "5", "--mapping", "no.yaml"], "no such file"),
    ],
)
def test_a_row_that_is_no_lead_is_told(arguments: list[str], words: str) -> None:
    done = review(*arguments, "--lang", "en")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_mapping_is_shown_and_saved(tmp_path: Path) -> None:
    saved = tmp_path / "map.yaml"
    shown = review(EXAMPLE, "--show-mapping", "--save-mapping", str(saved))
    assert shown.returncode == 0
    assert "用地情况/土地级别" in shown.stdout
    again = review(EXAMPLE, "--show-mapping", "--mapping", str(saved), "--format", "json")
    fields = [column["field"] for column in json.loads(again.stdout)["columns"]]
    assert "total_investment" in fields


def test_the_example_ledger_is_the_one_that_its_script_writes(tmp_path: Path) -> None:
    script = ROOT / "scripts/make_leads.py"
    subprocess.run([sys.executable, script], cwd=tmp_path, check=True)
    assert (tmp_path / EXAMPLE).read_bytes() == (ROOT / EXAMPLE).read_bytes()
    leads = read_leads(ROOT / EXAMPLE, VOCABULARY)
    assert len(list(leads)) == 30
    assert any(lead.case.doubts for lead in leads)
