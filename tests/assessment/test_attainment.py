"""Zones stand in the league by targets met."""

from compliance.assessment.attainment import Attainment, Status
from compliance.intake.progress_ledger import read_ledger
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, assessed


def test_zones_stand_in_the_league_by_targets_met(rulebook: Rulebook) -> None:
    league = assessed(read_ledger(LEDGER, rulebook.vocabulary)).league
    assert [standing.met for standing in league] == sorted((s.met for s in league), reverse=True)
    assert {standing.zone.name for standing in league} == {"甲产业集聚区", "乙产业集聚区", "高新技术产业集聚区"}
    assert all(s.met + s.short + s.undecided == len(s.attainments) - s_na(s.attainments) for s in league)


def s_na(attainments: tuple[Attainment, ...]) -> int:
    """How many of them do not apply."""
    return sum(a.status is Status.NOT_APPLICABLE for a in attainments)
