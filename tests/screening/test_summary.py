"""A screening is counted once, result by result or column by column, and its parts add up to the whole."""

import json
from collections import Counter
from pathlib import Path

import pytest

from compliance.intake.leads.leads import read_leads
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict
from compliance.rulebook.model import Rulebook
from compliance.screening.result import Result
from compliance.screening.summary import GRAVEST_FIRST, ScreeningSummary

LEDGER = "项目名称,产业集聚区\n甲,叶县产业集聚区\n乙,\n丙, 叶县产业集聚区\n丁,郏县产业集聚区\n戊,\n"
FOUND = (
    (Verdict.PASS, (), (), ()),
    (Verdict.FAIL, ("R1",), (), ()),
    (Verdict.UNDETERMINED, (), ("R3",), ("land_area",)),
    (Verdict.FAIL, ("R1", "R2"), (), ("land_area",)),
    (Verdict.REFERRED, (), ("R3",), ()),
)


@pytest.fixture
def results(tmp_path: Path, rulebook: Rulebook) -> list[tuple[Lead, Result]]:
    """Five leads, with results that are made up."""
    path = tmp_path / "leads.csv"
    path.write_text(LEDGER, encoding="utf-8")
    leads = read_leads(path, rulebook.vocabulary)
    return [
        (lead, result_of(lead, verdict, failed, manual, missing))
        for lead, (verdict, failed, manual, missing) in zip(leads, FOUND, strict=True)
    ]


def result_of(
    lead: Lead, verdict: Verdict, failed: tuple[str, ...], manual: tuple[str, ...], missing: tuple[str, ...]
) -> Result:
    """A result that says no more than that."""
    return Result(
        row=lead.row,
        id=lead.id,
        name=lead.case.name,
        verdict=verdict,
        stage="lead",
        outside=False,
        presumed=False,
        failed=failed,
        undetermined=(),
        manual=manual,
        deferred=("R4",),
        missing=missing,
        entitlements=(),
        prospective=(),
        reasons=(),
        doubts=(),
    )


def counted(results: list[tuple[Lead, Result]], listed: int = 0) -> ScreeningSummary:
    """The summary of those results."""
    summary = ScreeningSummary(listed)
    for lead, result in results:
        summary.add(lead, result)
    return summary


def test_verdicts_rules_missing_fields_and_zones_are_counted(results: list[tuple[Lead, Result]]) -> None:
    summary = counted(results)
    assert summary.total == 5
    assert summary.verdicts == {Verdict.PASS: 1, Verdict.FAIL: 2, Verdict.UNDETERMINED: 1, Verdict.REFERRED: 1}
    assert summary.failed == {"R1": 2, "R2": 1}
    assert summary.manual == {"R3": 2}
    assert summary.missing == {"land_area": 2}
    assert summary.lacking.counts == {("land_area",): 1}  # the lead that fails waits for nothing
    zones = [(zone, verdicts.total()) for zone, verdicts in summary.by_zone()]
    assert zones == [("叶县产业集聚区", 2), ("郏县产业集聚区", 1), ("", 2)]


@pytest.mark.parametrize("cut", range(6))
def test_parts_joined_are_the_whole(results: list[tuple[Lead, Result]], cut: int) -> None:
    whole, joined = counted(results, listed=1), counted(results[:cut], listed=1)
    joined.join(counted(results[cut:], listed=1))
    assert joined.as_data() == whole.as_data()
    assert joined.gravest() == whole.gravest()


def test_the_gravest_are_listed_first_and_only_so_many(results: list[tuple[Lead, Result]]) -> None:
    assert [result.name for result in counted(results, listed=4).gravest()] == ["乙", "丁", "戊", "丙"]
    assert counted(results).gravest() == []
    assert set(GRAVEST_FIRST) == set(Verdict)


def test_what_is_kept_of_a_part_gives_its_counts_back(results: list[tuple[Lead, Result]]) -> None:
    kept = json.loads(json.dumps(counted(results).as_data()))
    assert ScreeningSummary.of_data(kept).as_data() == counted(results).as_data()
    with pytest.raises(KeyError):
        ScreeningSummary.of_data({"verdicts": {}})
    with pytest.raises(KeyError, match="uncounted"):
        ScreeningSummary.of_data(kept | {"lacking": {"sets": []}})
    with pytest.raises(ValueError, match="maybe"):
        ScreeningSummary.of_data(kept | {"verdicts": {"maybe": 1}})


def test_columns_count_what_is_there_and_no_rule_that_nobody_breaks() -> None:
    summary = ScreeningSummary()
    summary.add_outcomes({Verdict.PASS: 3, Verdict.FAIL: 0}, {"R1": 0, "R2": 2})
    summary.add_outcomes({Verdict.PASS: 1, Verdict.FAIL: 2}, {"R1": 0, "R2": 1})
    assert (summary.total, summary.failed) == (6, Counter({"R2": 3}))
