"""A ledger against the year's targets: what counts, what is short, and by how much; read from files as offices keep them."""

import io
import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from compliance.assessment.assess import assess
from compliance.assessment.attainment import Assessment, Attainment, Status
from compliance.cli.main import run
from compliance.errors import InputError
from compliance.intake.progress_ledger import Ledger, read_ledger
from compliance.report.assessment.as_json import to_json
from compliance.report.assessment.excel import write_excel
from compliance.report.assessment.html import to_html
from compliance.report.assessment.page import compose_assessment, deviation
from compliance.rulebook.load import load_rulebook

BOOK = load_rulebook()
LEDGER = Path(__file__).parent.parent / "examples/ledger"
DAY = date(2015, 12, 31)
STARTS = "PDS15-2.2.2-major-starts"
QUOTA = "PDS15-2.6.3-land-quota"
FACTORIES = "PDS15-2.6.3-new-factories"
LEADERS = "PDS15-2.2.4-zone-leaders"


def read(folder: Path, **files: str) -> Ledger:
    """The ledger of a folder with those files: name (a double underscore for the dot) and content."""
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return read_ledger(folder, BOOK.vocabulary)


def assessed(ledger: Ledger, as_of: date = DAY) -> Assessment:
    """The assessment of a ledger."""
    return assess(BOOK, ledger.cases, as_of)


def of(found: Assessment, rule: str, name: str | None = None) -> Attainment:
    """How one demand stands."""
    (only,) = (a for a in found.attainments if a.rule.id == rule and name in (None, a.case.name))
    return only


def projects(rows: list[str]) -> str:
    """A table of projects of one zone."""
    header = "项目名称,产业集聚区,是否拟入驻产业集聚区,总投资(亿元),实际开工日期"
    return "\n".join([header, *rows]) + "\n"


# What counts


@pytest.mark.parametrize(("certain", "status"), [(49, Status.GAP), (50, Status.MET), (51, Status.MET)])
def test_fifty_starts_are_enough_and_forty_nine_are_a_gap(tmp_path: Path, certain: int, status: Status) -> None:
    rows = [f"项目{i},甲,是,1,2015-0{i % 9 + 1}-15" for i in range(certain)]
    attainment = of(assessed(read(tmp_path, 项目__csv=projects(rows))), STARTS)
    assert attainment.status is status
    (measure,) = attainment.measures
    assert measure.value is not None
    assert measure.value.amount == certain
    assert measure.attainment == Fraction(certain, 50)


@pytest.mark.parametrize(
    ("certain", "open_", "status"),
    [(50, 5, Status.MET), (49, 1, Status.INSUFFICIENT), (44, 5, Status.GAP), (45, 5, Status.INSUFFICIENT)],
)
def test_records_that_lack_data_matter_only_if_they_can_decide(
    tmp_path: Path, certain: int, open_: int, status: Status
) -> None:
    rows = [f"项目{i},甲,是,1,2015-06-01" for i in range(certain)] + [f"缺{i},甲,是,,2015-06-01" for i in range(open_)]
    attainment = of(assessed(read(tmp_path, 项目__csv=projects(rows))), STARTS)
    assert attainment.status is status
    assert attainment.members is not None
    assert len(attainment.members.open) == open_
    assert attainment.members.open[0].why.zh == "缺总投资"


def test_the_example_ledger_says_which_projects_count_and_which_one_condition_keeps_out() -> None:
    members = of(assessed(read_ledger(LEDGER, BOOK.vocabulary)), STARTS).members
    assert members is not None
    assert [record.name for record in members.counted] == ["轴承扩建", "尼龙新材料", "钢构加工"]
    assert [member.record.name for member in members.open] == ["陶瓷洁具"]
    why = {member.record.name: member.why.zh for member in members.marginal}
    assert set(why) == {"农机配件", "不锈钢制品", "电子元件", "物流仓储"}
    assert "低于 1 亿元,差 200 万元" in why["农机配件"]
    assert "未填报“实际开工日期”" in why["电子元件"]


def test_standard_factories_are_counted_building_by_building() -> None:
    attainment = of(assessed(read_ledger(LEDGER, BOOK.vocabulary)), FACTORIES)
    members = attainment.members
    assert members is not None
    assert [record.name for record in members.counted] == ["1号标准厂房", "2号标准厂房"]
    assert [member.record.name for member in members.excluded] == ["3号厂房", "4号厂房"]
    assert [member.record.name for member in members.marginal] == ["3号厂房", "4号厂房"]
    assert "层数 2 层,低于 3 层" in members.excluded[0].why.zh
    assert [member.record.name for member in members.open] == ["5号厂房"]
    # 5,000 + 11,000; the building without storeys could add 6,000 at most
    assert attainment.measures[0].least is not None
    assert attainment.measures[0].least.amount == 16_000
    assert attainment.measures[0].most is not None
    assert attainment.measures[0].most.amount == 22_000
    assert attainment.status is Status.GAP


def test_a_project_counts_for_the_zone_it_names() -> None:
    found = assessed(read_ledger(LEDGER, BOOK.vocabulary))
    counted = {
        name: of(found, LEADERS, name).members for name in ("甲产业集聚区", "乙产业集聚区", "高新技术产业集聚区")
    }
    names = {zone: [r.name for r in members.counted] for zone, members in counted.items() if members is not None}
    assert names == {"甲产业集聚区": ["轴承扩建"], "乙产业集聚区": ["不锈钢制品"], "高新技术产业集聚区": ["电子元件"]}


# Figures


def test_the_land_quota_is_averaged_over_the_stated_number_of_zones() -> None:
    attainment = of(assessed(read_ledger(LEDGER, BOOK.vocabulary)), QUOTA)
    (measure,) = attainment.measures
    # (400 + 590 + 500) ÷ 3 = 496 2/3 亩, short by 3 1/3 each, 10 亩 in all
    assert measure.value is not None
    assert measure.value.amount == Fraction(1490, 3)
    assert measure.wanted is not None
    assert measure.wanted[1].show("zh") == "10 亩"
    assert attainment.status is Status.UNMET


def test_the_number_of_zones_is_asked_for_and_never_counted(tmp_path: Path) -> None:
    ledger = read(tmp_path, 集聚区__csv="产业集聚区,安排用地指标\n甲,600\n乙,600\n")
    attainment = of(assessed(ledger), QUOTA)
    assert attainment.status is Status.INSUFFICIENT
    assert [label.zh for label in attainment.missing] == ["产业集聚区个数"]


def test_a_figure_about_a_target_shows_its_deviation(tmp_path: Path) -> None:
    ledger = read(tmp_path, 全市__yaml="产业集聚区全年融资额: 78亿元\n全市社会融资规模: 200亿元\n")
    attainment = of(assessed(ledger), "PDS15-2.6.1-financing-share")
    assert attainment.status is Status.GAP
    assert deviation(attainment.measures[0], "zh") == "-1 个百分点(-2.5%)"
    assert deviation(attainment.measures[0], "en") == "-1 percentage points(-2.5%)"


@pytest.mark.parametrize(
    ("issued", "as_of", "status"),
    [
        ("2015-06-30", date(2015, 12, 31), Status.MET),
        ("2015-07-01", date(2015, 12, 31), Status.LATE),
        ("", date(2015, 6, 30), Status.NOT_APPLICABLE),
        ("", date(2015, 7, 1), Status.INSUFFICIENT),
    ],
)
def test_a_deadline_includes_its_day(tmp_path: Path, issued: str, as_of: date, status: Status) -> None:
    ledger = read(
        tmp_path,
        县区__csv=f"县(市、区),区镇管理套合工作方案印发日期\n叶县,{issued}\n".replace("县(市、区)", '"县(市、区)"'),
    )
    assert of(assessed(ledger, as_of), "PDS15-2.5.1-merger-plan").status is status


def test_zones_stand_in_the_league_by_targets_met() -> None:
    league = assessed(read_ledger(LEDGER, BOOK.vocabulary)).league
    assert [standing.met for standing in league] == sorted((s.met for s in league), reverse=True)
    assert {standing.zone.name for standing in league} == {"甲产业集聚区", "乙产业集聚区", "高新技术产业集聚区"}
    assert all(s.met + s.short + s.undecided == len(s.attainments) - s_na(s.attainments) for s in league)


def s_na(attainments: tuple[Attainment, ...]) -> int:
    """How many of them do not apply."""
    return sum(a.status is Status.NOT_APPLICABLE for a in attainments)


# Files


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


def test_a_workbook_says_the_same_as_a_folder(tmp_path: Path) -> None:
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
    ledger = read_ledger(path, BOOK.vocabulary)
    found = assessed(ledger)
    assert of(found, QUOTA).status is Status.MET
    assert of(found, "PDS15-1.2-jobs").status is Status.MET
    members = of(found, STARTS).members
    assert members is not None
    assert [record.name for record in members.counted] == ["轴承"]
    assert str(ledger.records["project"][0].data["total_investment"].at) == f"{path}!项目!D3"
    assert [note.message.zh for note in ledger.notes] == ["“合计”行不计入", "表名不是台账的表名,未采用"]


def test_a_bad_cell_is_doubted_and_its_row_goes_on(tmp_path: Path) -> None:
    ledger = read(tmp_path, 项目__csv=projects(["甲厂,甲,是,很多,2015-06-01", "乙厂,甲,是,2,2015-06-01"]))
    (doubt,) = ledger.records["project"][0].doubts
    assert doubt.field == "total_investment"
    assert str(doubt.at).endswith("项目.csv!D2")
    members = of(assessed(ledger), STARTS).members
    assert members is not None
    assert [record.name for record in members.counted] == ["乙厂"]
    assert [member.record.name for member in members.open] == ["甲厂"]


def test_a_number_that_a_percent_format_may_hide_is_doubted(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "台账.xlsx", {"集聚区": [["产业集聚区", "污水处理率"], ["甲", 1], ["乙", 99.5], ["丙", "100%"]]}
    )
    zones = read_ledger(path, BOOK.vocabulary).of("zone")
    assert [doubt.field for doubt in zones[0].doubts] == ["wastewater_treated"]
    assert zones[1].data["wastewater_treated"].written == "99.5"
    assert "wastewater_treated" in zones[2].data


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"封面__csv": "甲\n"}, "没有可用的表"),
        ({"项目__csv": "子\n丑\n"}, "没有认得的列名"),
        ({"项目__csv": "项目名称,总投资,投资总额\n甲,1,2\n"}, "出现两次"),
        ({"项目__csv": "项目名称,用地面积(万元)\n甲,1\n"}, "单位不能是"),
        ({"项目__csv": '项目名称\n"甲\n'}, "不是有效的 CSV"),
        ({"全市__yaml": "新增从业人员: 很多\n"}, "新增从业人员"),
    ],
)
def test_a_ledger_that_cannot_be_used_says_why(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, **files)
    assert said in "\n".join(problem.line("zh") for problem in error.value.problems)


def test_gb18030_is_read(tmp_path: Path) -> None:
    (tmp_path / "集聚区.csv").write_bytes("产业集聚区,安排用地指标\n甲,500\n".encode("gb18030"))
    assert [zone.name for zone in read_ledger(tmp_path, BOOK.vocabulary).of("zone")] == ["甲"]


@pytest.mark.parametrize("name", ["没有.xlsx", "坏.xlsx", "台账.txt"])
def test_a_file_that_is_no_ledger_is_refused_without_a_traceback(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name != "没有.xlsx":
        (tmp_path / name).write_bytes(b"PK\x03\x04 not a workbook")
    assert run(["assess", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_a_day_without_targets_is_said() -> None:
    ledger = read_ledger(LEDGER, BOOK.vocabulary)
    page = compose_assessment(assessed(ledger, date(2014, 1, 1)), ledger.notes, "zh")
    assert ("审查依据", "该日没有施行的目标") in page.facts


# Reports


def test_every_format_is_written_and_complete(tmp_path: Path) -> None:
    for format_, suffix in (("text", "txt"), ("json", "json"), ("html", "html"), ("xlsx", "xlsx")):
        file = tmp_path / f"out.{suffix}"
        assert run(["assess", str(LEDGER), "--as-of", "2015-12-31", "--format", format_, "-o", str(file)]) == 0
        assert file.stat().st_size > 1000
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    judged = {rule.id for rule in BOOK.rules if rule.subject in ("city", "zone", "county", "department")}
    ended = {"PDS15-2.4.1-wastewater-progress-zone"}  # in force until May 2015
    assert {a["rule"] for a in data["attainments"]} == judged - ended


def test_the_workbook_holds_what_the_report_says_and_no_formulas() -> None:
    ledger = read_ledger(LEDGER, BOOK.vocabulary)
    stream = io.BytesIO()
    write_excel(assessed(ledger), ledger.notes, stream, "zh")
    book = python_calamine.load_workbook(io.BytesIO(stream.getvalue()))
    assert book.sheet_names == ["目标", "集聚区排序", "台账明细", "说明"]
    rows = book.get_sheet_by_name("目标").to_python()
    (quota,) = (row for row in rows if row[-1] == QUOTA)
    assert quota[0] == "未达标"
    assert quota[4:7] == ["496.67 亩/个", "≥ 500 亩/个", "99.3%"]
    again = io.BytesIO()
    write_excel(assessed(ledger), ledger.notes, again, "zh")
    assert again.getvalue() == stream.getvalue()


def test_names_from_a_ledger_cannot_become_formulas_or_markup(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("x")<script>{{7*7}}'
    ledger = read(tmp_path, 项目__yaml=json.dumps([{"name": hostile, "in_zone": "是", "start_date": "2015-06-01"}]))
    found = assessed(ledger)
    page = to_html(found, ledger.notes, "zh")
    assert "<script" not in page
    assert "{{7*7}}" in page
    stream = io.BytesIO()
    write_excel(found, ledger.notes, stream, "zh")
    rows = python_calamine.load_workbook(io.BytesIO(stream.getvalue())).get_sheet_by_name("台账明细").to_python()
    assert hostile in {row[2] for row in rows}


def test_the_page_draws_a_bar_for_each_figure_of_the_city_and_fetches_nothing() -> None:
    ledger = read_ledger(LEDGER, BOOK.vocabulary)
    found = assessed(ledger)
    page = to_html(found, ledger.notes, "zh")
    drawn = [m for a in found.attainments if a.case.subject == "city" for m in a.measures if m.attainment is not None]
    assert page.count("<rect") == len(drawn) > 5
    assert "src=" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_the_english_report_translates_everything_but_names_and_quotes() -> None:
    ledger = read_ledger(LEDGER, BOOK.vocabulary)
    page = compose_assessment(assessed(ledger), ledger.notes, "en")
    said = [
        text
        for section in page.sections
        for text in (section.title, *(label for i in section.items for label, _ in i.lines))
    ]
    assert [text for text in said if any("\u4e00" <= character <= "\u9fff" for character in text)] == []
    assert json.loads(to_json(assessed(ledger), ledger.notes, "en"))["lang"] == "en"
