"""The body says who met and missed what, what to do, and what would settle the rest."""

from datetime import date

from compliance.assessment.bodies import kinds_of, summed
from compliance.assessment.run import LedgerJob, run_assessment
from compliance.report.assessment.missed import missed_groups
from compliance.report.memo.targets import compose_targets_memo
from tests.memos import ROOT, ledger_assessed, ledger_memo
from tests.rulebooks import shipped


def test_the_table_of_who_is_responsible_adds_up() -> None:
    *bodies, total = ledger_memo("zh").section["conclusion"].rows
    columns = zip(*((int(cell) for cell in row[1:]) for row in bodies), strict=True)
    assert [sum(column) for column in columns] == [int(cell) for cell in total[1:]]
    assert [int(cell) for cell in total[1:]] == list(summed(k.tally for k in kinds_of(ledger_assessed().assessment)))


def test_every_demand_that_is_missed_has_who_what_and_what_to_do() -> None:
    rows = ledger_memo("zh").section["missed"].rows
    assert len(rows) == len(missed_groups(ledger_assessed().assessment))
    assert all(all(row) for row in rows)
    to_do = {row[1].partition("（")[0]: row[3] for row in rows}
    assert to_do["综合能源消费量下降4%左右"] == "再降 0.2 个百分点"
    assert to_do["平均每个产业集聚区用地指标不低于500亩"] == "产业集聚区的安排用地指标合计再增加 10 亩"
    assert to_do["9月底前套合主要工作基本完成"] == "即报区镇管理套合主要工作完成日期"


def test_what_is_proposed_names_who_acts_and_leaves_the_day_to_the_office() -> None:
    steps = ledger_memo("zh").section["proposal"].paragraphs
    assert steps[0].startswith("1. 未达标 4 项：由市级牵头部门")
    assert any("宝丰县" in step and "____年__月__日" in step and "逾期 1 项" in step for step in steps)
    assert any("补列（石龙区、" in step for step in steps)
    assert any("转移安置群众1万余人" in step for step in steps)  # a person decides


def test_a_day_without_targets_gives_a_memo_that_says_so() -> None:
    found = run_assessment(LedgerJob(shipped(), ROOT / "examples/ledger", date(2014, 1, 1)))
    written = compose_targets_memo(found.assessment, (), found.reading, "zh")
    assert written.section["conclusion"].paragraphs == ("该日没有施行的目标",)
