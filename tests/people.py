"""Decisions on a case of which persons have found something, and for which an office has set something."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from compliance.case import Case
from compliance.facts import NO_FACTS, Facts
from compliance.intake.application import case_of
from compliance.intake.office import Office
from compliance.nodes.from_yaml import read_yaml
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from tests.review.staged import LEAD, PAPERS
from tests.rulebooks import shipped

DAY = date(2015, 6, 1)
BUREAU = "市国土资源局"
LETTER = "平国土函〔2015〕31号"
INTENSITY, GREEN, RATIO = "NLC08-investment-intensity", "NLC08-green-ratio", "NLC08-plot-ratio"
FACTORY = "PDS15-2.6.3-standard-factory"
# 25亩 of 100亩 are green, where 20 % are allowed; the floor area that a plot ratio takes is not stated.
GIVEN = {**LEAD, **PAPERS, "绿地面积": "25亩"}


def found(**said: str) -> dict[str, str]:
    """A finding of the bureau as an application states it: 规则 or 事项, 结论 and what else is said."""
    return {"单位": BUREAU, "日期": "2015-05-20", "文号": LETTER} | said


def case(given: Mapping[str, object], *findings: dict[str, str]) -> Case:
    """The case of an application with those fields and findings, which stand on one line of case.yaml."""
    stated = {**given, "认定": list(findings)} if findings else given
    node = read_yaml(json.dumps(stated, ensure_ascii=False).encode(), "case.yaml")[0]
    return case_of(node, shipped().vocabulary, "project", "case")


def set_by(*given: str) -> Facts:
    """What an office sets by --set."""
    return Office(given=given).facts(shipped().vocabulary).facts


def decided(
    given: Mapping[str, object], *findings: dict[str, str], facts: Facts = NO_FACTS, stage: str = "application"
) -> Decision:
    """The decision on that case at a stage."""
    stages = shipped().vocabulary.stages
    reviewer = Reviewer(shipped(), stages.for_review(stages.named(stage)), facts)
    return reviewer.review(case(given, *findings), DAY, DAY)


def office_facts(folder: Path, *given: str, findings: Sequence[Mapping[str, str]] = ()) -> Facts:
    """What an office sets by --set, and the findings of a file, each of which names its case."""
    path = folder / "findings.json"
    path.write_text(json.dumps(list(findings), ensure_ascii=False), "utf-8")
    return Office(given=given, findings=path if findings else None).facts(shipped().vocabulary).facts
