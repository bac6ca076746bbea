"""Every demand is counted for the one who is responsible, once, and the worst come first."""

from collections import Counter
from pathlib import Path

import pytest

from compliance.assessment.attainment import Assessment, Status
from compliance.assessment.bodies import COUNTS_AS, Tally, kinds_of, summed
from compliance.assessment.run import LedgerJob, run_assessment
from tests.progress import DAY, LEDGER, crowded, written
from tests.rulebooks import shipped


def example() -> Assessment:
    """The example's."""
    return run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment


def findings(found: Assessment) -> Counter[Status]:
    """How many demands have each status, those of bodies that are not listed among them."""
    statuses = Counter(a.status for a in (*found.attainments, *found.unlisted))
    del statuses[Status.NOT_APPLICABLE]
    return statuses


def total(found: Assessment) -> Tally:
    """All that is counted."""
    return summed(kind.tally for kind in kinds_of(found))


def assert_all_counted(found: Assessment) -> None:
    """The counts add up to the findings, column by column."""
    statuses, counted = findings(found), total(found)
    assert counted.met == statuses[Status.MET]
    assert counted.missed == statuses[Status.UNMET] + statuses[Status.LATE]
    assert counted.overdue == statuses[Status.UNREPORTED]
    assert counted.short == statuses[Status.GAP]
    assert counted.open == statuses[Status.INSUFFICIENT] + statuses[Status.MANUAL] + len(found.unheld)
    assert counted.total == statuses.total() + len(found.unheld)


def test_the_counts_add_up_to_the_findings_of_the_example() -> None:
    assert_all_counted(example())


def test_the_counts_add_up_whatever_the_ledger_lists(tmp_path: Path) -> None:
    assert_all_counted(crowded(tmp_path).assessment)


def test_the_counts_add_up_of_a_ledger_that_lists_nobody(tmp_path: Path) -> None:
    assert_all_counted(written(tmp_path, 全市__yaml="市: 平顶山市\n").assessment)


@pytest.mark.parametrize("status", Status)
def test_every_status_counts_once_or_is_no_demand(status: Status) -> None:
    assert COUNTS_AS[status].total == (0 if status is Status.NOT_APPLICABLE else 1)


def test_the_whole_comes_first_and_of_a_kind_those_that_missed_most(tmp_path: Path) -> None:
    kinds = kinds_of(crowded(tmp_path).assessment)
    assert [kind.id for kind in kinds] == ["city", "zone", "county", "department"]
    for kind in kinds:
        failed = [body.tally.missed + body.tally.overdue for body in kind.listed]
        assert failed == sorted(failed, reverse=True)


def test_what_the_ledger_should_list_stands_apart_with_what_it_owes() -> None:
    (counties,) = (kind for kind in kinds_of(example()) if kind.id == "county")
    assert {body.name.zh for body in counties.listed} == {"叶县", "宝丰县"}
    assert len(counties.unlisted) == 9
    # Two days are past of each, and of nine demands on 叶县 and 石龙区 or 鲁山县 and 新城区 three bind one of the nine.
    assert summed(body.tally for body in counties.unlisted) == Tally(overdue=18, open=9 * 6 + 3)
