"""Values that cannot be true are doubted."""

import json
from datetime import date

import pytest

from compliance.engines.engine import Outcome
from compliance.intake.application import case_of
from compliance.nodes.from_yaml import read_yaml
from compliance.review.consistency import consistent
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook

DAY = date(2015, 6, 1)


@pytest.mark.parametrize(
    ("code", "exists"), [("3120", True), ("312", True), ("31", True), ("3121", False), ("4700", True)]
)
def test_a_code_that_does_not_exist_is_doubted_and_escapes_no_ban(rulebook: Rulebook, code: str, exists: bool) -> None:
    """3121 for 3120 once let new steelmaking capacity pass; divisions outside 06 to 46 are not listed here."""
    given = {"in_zone": True, "industry_code": code, "adds_capacity": True, "capacity_replacement": False}
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    decision = Reviewer(rulebook).review(case_of(node, rulebook.vocabulary, "project", "case"), DAY, DAY)
    (ban,) = (f for f in decision.findings if f.rule.id == "PDS15-2.6.4-overcapacity")
    assert ([doubt.field for _, doubt in decision.doubts] == []) is exists
    if not exists:
        assert (ban.outcome, [item.path for item in ban.missing][:1]) == (Outcome.UNDETERMINED, ["industry_code"])


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"construction_started": False, "completion_date": "2015-06-01"}, ["completion_date", "construction_started"]),
        ({"construction_started": False, "completion_date": "2015-06-02"}, []),
        ({"construction_started": True, "completion_date": "2015-06-01"}, []),
        ({"completion_date": "2015-06-01"}, []),
    ],
)
def test_what_is_completed_cannot_be_unstarted(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    found = consistent(case_of(node, rulebook.vocabulary, "project", "case"), rulebook, DAY)
    assert sorted(doubt.field for doubt in found.doubts) == doubted
