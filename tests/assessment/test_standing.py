"""How a project stands with the prohibitions: broken, open with what they wait for, or neither."""

import json
import re
from datetime import date

import pytest

from compliance.assessment.standing import Standings
from compliance.case import Record
from compliance.errors import InputError
from compliance.facts import NO_FACTS, Facts
from compliance.intake.application import case_of
from compliance.intake.person_findings import by_case, read_findings
from compliance.nodes.from_json import read_json
from compliance.source import Source
from tests.projects import forbidden_nothing
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
CEMENT = {
    "项目编号": "P1",
    "行业代码": "3011",
    "是否拟入驻产业集聚区": "是",
    "是否新增产能": "是",
    "是否有产能置换方案": "否",
}


def record(stated: dict[str, str]) -> Record:
    """A project of a ledger."""
    (node,) = read_json(json.dumps({"项目名称": "甲", **stated}, ensure_ascii=False).encode(), "a.json")
    case = case_of(node, shipped().vocabulary, "project", "a")
    return Record("project", case.name, 1, case.data, case.doubts)


def standings(facts: Facts = NO_FACTS) -> Standings:
    """At the stage of an application."""
    return Standings(shipped(), DAY, shipped().vocabulary.stages.for_review(None), facts)


def found(text: str) -> Facts:
    """What the office sets of every project, and one finding on the project P1."""
    line = f"- {{case: P1, {text}, 单位: 主管部门, 日期: 2015-06-01}}"
    return Facts(
        forbidden_nothing().settings, by_case(read_findings(Source("f.yaml", line.encode()), shipped().vocabulary))
    )


def test_a_breach_is_told_with_its_reason_and_the_others_with_what_they_wait_for() -> None:
    standing = standings().of(record(CEMENT))
    broken = {one.rule.id: one.reason.zh for one in standing.broken}
    assert {"PDS15-2.6.4-overcapacity", "NOC13-new-capacity"} <= broken.keys()
    assert "国民经济行业代码 3011" in broken["PDS15-2.6.4-overcapacity"]
    waiting = {rule.id: [label.zh for label in labels] for rule, labels in standing.waiting}
    assert waiting["PDS15-2.6.4-heavy-pollution"] == ["是否认定为重污染项目"]


def test_what_a_prohibition_waits_for_names_the_cell_that_could_not_be_used() -> None:
    standing = standings().of(record({**CEMENT, "是否新增产能": "可能"}))
    waiting = {rule.id: [label.zh for label in labels] for rule, labels in standing.waiting}
    (said,) = waiting["PDS15-2.6.4-overcapacity"]
    assert re.fullmatch(r"是否新增产能\(a\.json:\d+:\d+ 所填“可能”存疑\)", said)


def test_who_breaks_nothing_and_leaves_nothing_open_stands_free() -> None:
    assert standings(forbidden_nothing()).of(record({"是否拟入驻产业集聚区": "是"})) == ((), ())


def test_a_finding_on_a_field_or_a_rule_counts() -> None:
    zoned = record({"项目编号": "P1", "是否拟入驻产业集聚区": "是"})
    polluting = standings(found("事项: 是否认定为重污染项目, 结论: 是")).of(zoned)
    assert [one.rule.id for one in polluting.broken] == ["PDS15-2.6.4-heavy-pollution"]
    settings = {id_: one for id_, one in forbidden_nothing().settings.items() if id_ != "low_level_duplication"}
    by_rule = found("规则: PDS15-2.6.4-low-level-duplication, 结论: 不符合")
    judged = standings(Facts(settings, by_rule.findings)).of(zoned)
    assert [one.rule.id for one in judged.broken] == ["PDS15-2.6.4-low-level-duplication"]


def test_two_findings_on_one_matter_are_refused() -> None:
    lines = "\n".join(
        f"- {{case: P1, 事项: 是否认定为重污染项目, 结论: {said}, 单位: 局, 日期: 2015-06-01}}" for said in ("是", "否")
    )
    facts = Facts({}, by_case(read_findings(Source("f.yaml", lines.encode()), shipped().vocabulary)))
    with pytest.raises(InputError):
        standings(facts).of(record({"项目编号": "P1"}))
