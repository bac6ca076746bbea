"""Decisions at stages: the cases that are thought through, and how each is judged."""

import json
from datetime import date

from compliance.case import Case
from compliance.intake.application import case_of
from compliance.nodes.from_yaml import read_yaml
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from compliance.vocabulary.stages import Stages
from tests.rulebooks import shipped

DAY = date(2015, 6, 1)
LEAD = {
    "项目名称": "某项目",
    "县(市、区)": "叶县",
    "产业集聚区": "叶县产业集聚区",
    "是否拟入驻产业集聚区": "是",
    "行业代码": "3311",
    "总投资": "2亿元",
    "用地面积": "100亩",
}
# Of a county of which the register does not say whether it is of the city.
ELSEWHERE = {"县(市、区)": "汝州市", "产业集聚区": "汝州市产业集聚区", "是否本市项目": "否"}
CEMENT = {**LEAD, "行业代码": "3011"}
WITH_A_PLAN = {"是否新增产能": "是", "是否有产能置换方案": "是"}
FIVE_PLANS = ["产业规划", "土地利用总体规划", "城乡规划", "生态环境规划", "公共服务基础设施规划"]
FITS = [f"符合{plan}" for plan in FIVE_PLANS]
POLLUTANTS = ["化学需氧量", "氨氮", "二氧化硫", "氮氧化物"]
EMISSIONS = [f"{name}{what}" for name in POLLUTANTS for what in ("排放量", "削减替代量")]
# What an applicant has in hand; emissions are not among it, since a key project of 200 million yuan needs no offsets.
# The capital is 40% of the total, which is enough in any industry.
PAPERS = {
    "建设性质": "新建",
    "产业结构调整指导目录类别": "允许类",
    "项目资本金": "8000万元",
    "供热方式": "集中供热",
    "所属产业集群": "其他",
    "是否属所在集聚区主导产业": "是",
    "用地来源": "新增",
    **dict.fromkeys(FITS, "是"),
}
FOUND_CLEAN = {"是否认定为重污染项目": "否", "是否认定为低水平重复项目": "否"}


def stages() -> Stages:
    """The stages of the rulebook that ships."""
    return shipped().vocabulary.stages


def case(given: dict[str, str]) -> Case:
    """The case that an application with those fields makes; those that only a person decides are found so."""
    decided = {field.label.zh for field in shipped().vocabulary.decided_by_persons("project")}
    found = [
        {"事项": name, "结论": given[name], "单位": "主管部门", "日期": "2015-05-29"}
        for name in given.keys() & decided
        if given[name]
    ]
    return claiming(
        {**{name: said for name, said in given.items() if name not in decided}, "认定": sorted(found, key=str)}
    )


def claiming(given: dict[str, object]) -> Case:
    """The case that an application with those fields makes, whatever it says of itself."""
    node = read_yaml(json.dumps(given, ensure_ascii=False).encode(), "case.yaml")[0]
    return case_of(node, shipped().vocabulary, "project", "case")


def screened(given: dict[str, str]) -> Decision:
    """The decision on a lead."""
    return Reviewer(shipped(), stages().for_screening(None)).review(case(given), DAY, DAY)


def reviewed(given: dict[str, str], stage: str | None = None) -> Decision:
    """The decision on an application, or on a case at that stage."""
    return Reviewer(shipped(), stages().for_review(stages().named(stage))).review(case(given), DAY, DAY)
