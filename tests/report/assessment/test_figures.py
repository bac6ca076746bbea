"""Figures of the whole stand beside their targets, and what misses one never looks as if it reached it."""

from pathlib import Path

from compliance.assessment.attainment import Status
from compliance.assessment.run import LedgerJob, run_assessment
from compliance.report.assessment.figures import FigureLine, figure_lines, is_of_whole
from tests.progress import DAY, LEDGER, written
from tests.rulebooks import shipped


def example() -> dict[str, FigureLine]:
    """The lines of the example by what they are on."""
    found = run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment
    return {line.what: line for line in figure_lines(found, "zh")}


def test_a_figure_stands_in_the_unit_of_its_target_once() -> None:
    lines = example()
    assert lines["固定资产投资完成额"].figure == "690/700 亿元"
    assert lines["固定资产投资完成额"].gap == "10 亿元"
    assert lines["新增标准化厂房建筑面积100万平方米左右"].figure == "1.6–2.2/100 万平方米"
    assert lines["综合能源消费量与上年之比"].figure == "96.2/≤96%"


def test_what_stands_before_a_number_is_said_once_too() -> None:
    found = run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment
    figures = {line.figure for line in figure_lines(found, "en")}
    assert "CNY 69,000/70,000 million" in figures
    assert "16,000–22,000/1,000,000 m²" in figures


def test_the_missed_come_first_then_what_is_only_striven_for_then_the_met() -> None:
    statuses = [line.status for line in example().values()]
    assert statuses == sorted(statuses, key=[Status.UNMET, Status.GAP, Status.MET].index)
    assert {Status.UNMET, Status.GAP, Status.MET} == set(statuses)


def test_every_known_figure_of_the_city_has_a_line() -> None:
    found = run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment
    measured = [m for a in found.attainments if is_of_whole(a, found) for m in a.measures]
    assert len(figure_lines(found, "zh")) == len(measured) == 14


def test_a_figure_just_short_of_its_target_does_not_look_like_it(tmp_path: Path) -> None:
    found = written(
        tmp_path, 全市__yaml="主营业务收入: 1099.9999999亿元\n固定资产投资完成额: 699.9999亿元\n"
    ).assessment
    revenue, invested = (
        next(line for line in figure_lines(found, "zh") if line.what == what)
        for what in ("主营业务收入", "固定资产投资完成额")
    )
    assert (revenue.status, revenue.figure) == (Status.UNMET, "1,099.9999999/1,100 亿元")
    assert revenue.shown == "99.99999999%"
    assert (invested.status, invested.figure, invested.shown) == (Status.GAP, "699.9999/700 亿元", "99.99999%")
