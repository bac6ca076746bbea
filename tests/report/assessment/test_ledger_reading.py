"""Cells in doubt and what was not used of a progress ledger stand in every report on it, each once."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine

from compliance.assessment.run import LedgerJob, run_allocation, run_assessment
from compliance.report.assessment.formats import ALLOCATION, ASSESSMENT, FULL_ASSESSMENT
from compliance.report.assessment.ledger_reading import of_reading
from compliance.report.memo.targets import compose_targets_memo
from tests.progress import DAY, projects, read
from tests.rulebooks import shipped

DOUBT = ("甲厂", "总投资", "很多", "项目.csv!D2")
UNREAD = ("天气", "晴", "全市.yaml:1:1")


@pytest.fixture
def job(tmp_path: Path) -> LedgerJob:
    """A ledger with a cell that cannot be read, a key that is no field, and one that is close to a field."""
    read(
        tmp_path,
        项目__csv=projects(["甲厂,叶县产业集聚区,是,很多,2015-06-01", "乙厂,叶县产业集聚区,是,2,2015-06-01"]),
        全市__yaml="天气: 晴\n新增从业人: 1万\n",
    )
    return LedgerJob(shipped(), tmp_path, DAY)


def text_of(render: Callable[[io.StringIO], None]) -> str:
    stream = io.StringIO()
    render(stream)
    return "".join(stream.getvalue().split())


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_a_report_on_targets_tells_doubts_and_what_was_not_used(job: LedgerJob, format_: str) -> None:
    said = text_of(lambda stream: FULL_ASSESSMENT[format_].write(run_assessment(job), "zh", stream))
    for words in (*DOUBT[:3], *UNREAD[:2]):
        assert words in said


def test_the_one_page_counts_them(job: LedgerJob) -> None:
    said = text_of(lambda stream: ASSESSMENT["text"].write(run_assessment(job), "zh", stream))
    assert "台账读取:存疑1格,未采用2处,说明0条" in said


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_report_on_what_is_shared_out_tells_doubts_and_what_was_not_used(job: LedgerJob, format_: str) -> None:
    said = text_of(lambda stream: ALLOCATION[format_].write(run_allocation(job), "zh", stream))
    for words in (*DOUBT[:3], *UNREAD[:2]):
        assert words in said


def test_json_has_each_with_its_place_and_the_closest_field(job: LedgerJob) -> None:
    stream = io.StringIO()
    ASSESSMENT["json"].write(run_assessment(job), "en", stream)
    data = json.loads(stream.getvalue())
    (doubt,) = data["conflicts"]
    assert (doubt["field"], doubt["record"], doubt["written"]) == ("total_investment", "甲厂", "很多")
    assert doubt["at"] == {"file": "项目.csv", "cell": "D2"}
    strange, near = data["unread"]
    assert (strange["name"], strange["written"], strange["closest"]) == ("天气", "晴", None)
    assert near["closest"]["field"] == "new_jobs"
    assert near["at"] == {"file": "全市.yaml", "line": 2, "column": 1}


def test_the_workbook_has_a_row_for_each(job: LedgerJob) -> None:
    stream = io.BytesIO()
    ASSESSMENT["xlsx"].write(run_assessment(job), "zh", stream)
    rows = python_calamine.load_workbook(io.BytesIO(stream.getvalue())).get_sheet_by_name("说明").to_python()
    told = {str(row[1]) for row in rows}
    assert any(all(words in said for words in DOUBT[:3]) for said in told)
    assert "天气:晴:没有这个字段,未采用" in told


def test_the_memo_on_targets_has_them_in_sections_of_their_own(job: LedgerJob) -> None:
    found = run_assessment(job)
    memo = compose_targets_memo(found.assessment, (), found.reading, "zh")
    ((field, written, at, _),) = memo.section["conflicts"].rows
    assert (field, written) == ("甲厂 · 总投资", "很多")
    assert at.endswith("项目.csv!D2")
    assert [row[0] for row in memo.section["unread"].rows] == ["天气：晴", "新增从业人：1万"]


def test_cells_in_doubt_for_one_reason_stand_together_each_with_its_project_and_place(tmp_path: Path) -> None:
    rows = [
        f"{name},叶县产业集聚区,是,2,2015-06-01,{built}"
        for name, built in (("甲厂", "2015-03-01"), ("乙厂", "2015-04-01"))
    ]
    header = "项目名称,产业集聚区,是否拟入驻产业集聚区,总投资(亿元),实际开工日期,建成投产日期\n"
    read(tmp_path, 项目__csv=header + "\n".join([*rows, "丙厂,叶县产业集聚区,是,很多,,"]) + "\n")
    assessed = run_assessment(LedgerJob(shipped(), tmp_path, DAY))
    doubtful, *_ = of_reading(assessed.reading, "zh")
    before_start = next(item for item in doubtful.items if "晚于建成投产日期" in item.heading)
    assert before_start.lines == (
        ("甲厂", "实际开工日期 2015-06-01(项目.csv!E2);建成投产日期 2015-03-01(项目.csv!F2)"),
        ("乙厂", "实际开工日期 2015-06-01(项目.csv!E3);建成投产日期 2015-04-01(项目.csv!F3)"),
    )
    unreadable = next(item for item in doubtful.items if item is not before_start)
    assert unreadable.lines == (("丙厂", "总投资 很多(项目.csv!D4)"),)
