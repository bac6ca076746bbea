"""The answer fits one page, what decides stands in its first lines, and nothing is lost without being counted."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.intake.application import read_applications
from compliance.report.render.terminal import print_page
from compliance.report.review.answer_page import ASKED, POINTS, answer_page, compose_answer_page
from compliance.report.review.answering import compose_answer
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from tests.people import DAY, decided
from tests.places import ROOT
from tests.review.staged import LEAD, PAPERS, stages

LINES, WIDTH, FIRST = 45, 80, 12
ANSWERS = sorted(path for path in (ROOT / "examples/reports").glob("*.report*.txt") if ".full." not in path.name)
# A word of what decides each example that has something special.
DECISIVE = {
    "data-conflict": "用地面积存疑",
    "standard-factory-park": "绿地率不超过20%",
    "steel-new-capacity": "严禁产能过剩项目入驻",
    "steel-replacement": "“产能置换方案是否经认定”未查明或未认定前,不得通过",
}
MILL: dict[str, object] = {**LEAD, **PAPERS, "行业代码": "3011", "是否新增产能": "是", "是否有产能置换方案": "是"}


def printed(decision: Decision, lang: Lang = "zh") -> list[str]:
    stream = io.StringIO()
    print_page(compose_answer_page(decision, lang), stream, lang)
    return stream.getvalue().splitlines()


def joined(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name)
def test_the_answer_to_each_example_is_a_page(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LINES
    assert all(cell_len(line) <= WIDTH for line in lines)


@pytest.mark.parametrize("name", DECISIVE)
def test_what_decides_stands_in_the_first_lines(name: str) -> None:
    lines = (ROOT / f"examples/reports/{name}.report.txt").read_text("utf-8").splitlines()
    assert DECISIVE[name] in joined(lines[:FIRST])


def test_a_mill_reads_in_the_first_lines_that_it_adds_capacity_in_such_an_industry_and_waits_for_its_plan() -> None:
    said = joined(printed(decided(MILL))[:FIRST])
    assert "国民经济行业代码3011,属于“产能过剩行业”" in said
    assert "“是否新增产能”为是;“产能置换方案是否经认定”未查明或未认定前,不得通过" in said


def test_what_is_special_comes_before_what_every_project_settles() -> None:
    lines = printed(decided(MILL))
    places = [
        next(n for n, line in enumerate(lines) if word in line)
        for word in ("本项目的要点", "下一步", "各项目通常须办的")
    ]
    assert places == sorted(places)


def test_a_project_with_nothing_special_is_told_so() -> None:
    said = joined(printed(decided({**LEAD, **PAPERS})))
    assert "只余各项目通常须办的事项" in said
    assert "本项目的要点" not in said


def test_of_many_matters_the_first_are_named_and_all_are_counted(rulebook: Rulebook) -> None:
    decision = decided({"项目名称": "某项目"})
    assert len(decision.requests) > ASKED
    assert f"等{len(decision.requests)}项" in joined(printed(decision))


def test_doubts_and_what_is_not_used_are_counted_and_the_first_are_named() -> None:
    unread = {f"无此项{n}": "x" for n in "甲乙丙丁戊"}
    said = joined(
        printed(decided({**LEAD, **PAPERS, "总投资": "1亿元", "固定资产投资": "2亿元", "绿地率": "abc", **unread}))
    )
    assert "数据疑点2项" in said
    assert "其中1项见要点" in said
    assert "未采用的填写内容5项:无此项甲" in said
    assert "另2项" in said


def test_the_page_leads_to_the_whole_report() -> None:
    assert "--full" in printed(decided({**LEAD, **PAPERS}))[-1]
    assert "--full" in printed(decided({**LEAD, **PAPERS}), "en")[-1]


@pytest.mark.parametrize("stage", ["lead", "application", "land"])
@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.name)
def test_a_page_at_any_stage_is_a_page(rulebook: Rulebook, path: Path, stage: str) -> None:
    reviewer = Reviewer(rulebook, stages().for_review(stages().find(stage)))
    for case in read_applications(path, rulebook.vocabulary):
        decision = reviewer.review(case, None, DAY)
        assert len(printed(decision)) <= LINES


def test_of_many_points_the_first_are_shown_and_the_rest_counted() -> None:
    against = {f"符合{plan}": "否" for plan in ("产业规划",)} | {
        "产业结构调整指导目录类别": "淘汰类",
        "绿地面积": "50亩",
    }
    answer = compose_answer(decided({**MILL, **against}, stage="land"), "zh")
    assert len(answer.points) > 1
    page = answer_page(replace(answer, points=answer.points * POINTS))
    section = page.sections[0]
    assert len(section.items) == POINTS + 1
    assert section.items[-1].heading == f"另 {(len(answer.points) - 1) * POINTS} 项"
