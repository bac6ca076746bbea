"""A factory that breaks all five control indices, one that just meets them, and what is made of them."""

import json
from datetime import date

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.facts import NO_FACTS, Facts
from compliance.intake.application import case_of
from compliance.nodes.from_yaml import read_yaml
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from tests.rulebooks import shipped

DAY = date(2015, 6, 1)
# The rule of each index, by the name of the index.
RULES = {
    "投资强度": "NLC08-investment-intensity",
    "容积率": "NLC08-plot-ratio",
    "建筑系数": "NLC08-building-coefficient",
    "非生产设施占地比例": "NLC08-admin-land-share",
    "绿地率": "NLC08-green-ratio",
}
JUSTIFIED = "论证通过的突破指标"
OLD = "突破控制指标是否经论证通过"
_SITE = {
    "项目名称": "某电子厂",
    "项目阶段": "供地",
    "行业代码": "3911",
    "建设性质": "新建",
    "用地来源": "新增",
    "土地等别": "15",
    "用地面积": "1公顷",
}
# On one hectare: at least 4.4 million yuan, 10,000 and 3,000 square metres; at most 700 and 2,000.
MET = {
    **_SITE,
    "固定资产投资": "440",
    "计容建筑面积": "10000",
    "建构筑物及堆场占地面积": "3000",
    "行政办公及生活服务设施用地面积": "700",
    "绿地面积": "2000",
}
BROKEN = {
    **_SITE,
    "固定资产投资": "439.99",
    "计容建筑面积": "9999.99",
    "建构筑物及堆场占地面积": "2999.99",
    "行政办公及生活服务设施用地面积": "700.01",
    "绿地面积": "2000.01",
}


def found(conclusion: object) -> dict[str, object]:
    """What an application says besides, of a finding on the indices whose departure is justified."""
    return {"认定": [{"事项": JUSTIFIED, "结论": conclusion, "单位": "市国土资源局", "日期": "2015-05-20"}]}


def case(given: dict[str, object]) -> Case:
    """The case that an application with those fields makes."""
    node = read_yaml(json.dumps(given, ensure_ascii=False).encode(), "case.yaml")[0]
    return case_of(node, shipped().vocabulary, "project", "case")


def decision(given: dict[str, object], facts: Facts = NO_FACTS) -> Decision:
    """The decision on an application with those fields."""
    return Reviewer(shipped(), facts=facts).review(case(given), DAY, DAY)


def of_indices(made: Decision) -> dict[str, Outcome]:
    """The outcome of each index, by its name."""
    outcomes = {one.rule.id: one.outcome for one in made.findings}
    return {index: outcomes[rule] for index, rule in RULES.items()}
