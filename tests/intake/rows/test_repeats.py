"""Records that may be one and the same are found by id, or by name and applicant; phases are projects of their own."""

import json

import pytest

from compliance.intake.application import case_of
from compliance.intake.rows.repeats import Identity, Repeat, phase_of, repeats
from compliance.nodes.from_json import read_json
from tests.rulebooks import shipped


def found(*stated: dict[str, str]) -> list[Repeat]:
    """The repeats among projects that state that."""
    records = []
    for one in stated:
        (node,) = read_json(json.dumps(one, ensure_ascii=False).encode(), "a.json")
        case = case_of(node, shipped().vocabulary, "project", "#")
        records.append((case.name, case.data))
    return list(repeats(records, Identity("project", shipped().vocabulary)))


def test_the_same_id_is_the_same_project_whatever_its_name_and_width() -> None:
    rows = [
        {"项目编号": "P-01", "项目名称": "甲"},
        {"项目编号": "P-02", "项目名称": "甲"},
        {"项目编号": "p-01", "项目名称": "乙"},
    ]
    assert found(*rows) == [Repeat(2, 0, True)]


def test_the_same_name_and_applicant_may_be_the_same_project() -> None:
    firm = {"项目名称": "轴承项目", "建设单位": "某公司"}
    assert found(firm, {**firm, "建设单位": "另一公司"}, {**firm, "项目编号": "P9"}) == [Repeat(2, 0, False)]


def test_a_name_alone_says_nothing() -> None:
    assert found({"项目名称": "标准厂房"}, {"项目名称": "标准厂房"}) == []
    assert found({"建设单位": "某公司"}, {"建设单位": "某公司"}) == []


def test_phases_are_apart_by_id_and_by_name() -> None:
    first = {"项目编号": "P1", "项目名称": "产业园一期", "建设单位": "某公司"}
    second = {"项目编号": "P1", "项目名称": "产业园(二期)", "建设单位": "某公司"}
    assert found(first, second) == []
    assert found(first, second, second) == [Repeat(2, 1, True)]


def test_every_later_one_names_the_first() -> None:
    assert found(*[{"项目编号": "P1", "项目名称": "甲"}] * 3) == [Repeat(1, 0, True), Repeat(2, 0, True)]


@pytest.mark.parametrize(
    ("name", "phase"), [("产业园一期", "一"), ("第二期工程", "二"), ("3期", "3"), ("长期项目", ""), ("产业园", "")]
)
def test_phases_in_names(name: str, phase: str) -> None:
    assert phase_of(name) == phase
