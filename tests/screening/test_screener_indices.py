"""Of the departures from control indices that a case claims, and of those that were found, columns say what reviews say."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from compliance.case import How
from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.program import fields_read
from compliance.engines.engine import Outcome
from compliance.facts import NO_FACTS, Facts
from compliance.intake.leads.rows import Lead
from compliance.intake.settings import settings_given
from compliance.review.established import established
from compliance.review.reviewer import Reviewer
from compliance.screening.result import Result, of_decision
from compliance.screening.screener import Screener
from tests.review.indices import BROKEN, DAY, JUSTIFIED, MET, OLD, RULES, case, found, of_indices
from tests.rulebooks import shipped

FAIL, OVERRIDDEN = Outcome.FAIL, Outcome.OVERRIDDEN
SOME = "容积率、绿地率"
SITES: Mapping[str, dict[str, object]] = {
    "nothing said": BROKEN,
    "met": {**MET, **found(SOME)},
    "met and claimed": {**MET, JUSTIFIED: SOME},
    "claimed": {**BROKEN, JUSTIFIED: SOME},
    "a yes": {**BROKEN, OLD: "是"},
    "none": {**BROKEN, JUSTIFIED: "否"},
    "found": {**BROKEN, **found(SOME)},
    "found and claimed": {**BROKEN, JUSTIFIED: "投资强度", **found(SOME)},
    "none found": {**BROKEN, JUSTIFIED: SOME, **found("无")},
}
FALL_BACK = {"claimed", "met and claimed"}


def leads() -> list[Lead]:
    return [Lead(place, case(given), name) for place, (name, given) in enumerate(SITES.items(), start=1)]


def broken(result: Result) -> set[str]:
    """The indices that a result says are not met."""
    return {index for index, rule in RULES.items() if rule in result.failed}


def screened(backend: Polars | DuckDB, facts: Facts) -> dict[str, Result]:
    """What columns say of each site, after a comparison with its review."""
    asked = shipped().vocabulary.stages.for_review(None)
    screener, reviewer = Screener(shipped(), DAY, backend, asked=asked, facts=facts), Reviewer(shipped(), asked, facts)
    results = screener.screen(leads())
    for lead, result in zip(leads(), results, strict=True):
        decision = reviewer.review(lead.case, DAY, DAY)
        expected = of_decision(lead, decision)
        assert result == expected._replace(missing=result.missing)
        assert set(result.missing) == set(expected.missing)
        assert broken(result) == {index for index, outcome in of_indices(decision).items() if outcome is FAIL}
    return dict(zip(SITES, results, strict=True))


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_columns_excuse_what_was_found_and_leave_open_what_is_claimed(backend: Polars | DuckDB) -> None:
    results = screened(backend, NO_FACTS)
    unexcused = RULES.keys() - {"容积率", "绿地率"}
    assert {name: broken(result) for name, result in results.items()} == {
        "nothing said": set(RULES),
        "met": set(),
        "met and claimed": set(),
        "claimed": unexcused,
        "a yes": set(RULES),
        "none": set(RULES),
        "found": unexcused,
        "found and claimed": unexcused,
        "none found": set(RULES),
    }
    assert {RULES["容积率"], RULES["绿地率"]} <= set(results["claimed"].manual)
    assert not set(results["met and claimed"].manual) & set(RULES.values())


def test_what_the_office_sets_excuses_every_lead_of_which_nothing_else_is_found() -> None:
    facts = Facts(settings=settings_given([f"{JUSTIFIED}=建筑系数"], shipped().vocabulary))
    results = screened(Polars(), facts)
    but_set = RULES.keys() - {"建筑系数"}
    assert broken(results["nothing said"]) == but_set
    assert broken(results["claimed"]) == but_set
    assert broken(results["found"]) == RULES.keys() - {"容积率", "绿地率"}
    # What counts against a case counts whatever is set, and in the place of what is in doubt nothing is set.
    assert broken(results["none"]) == broken(results["a yes"]) == set(RULES)


def test_only_what_is_claimed_and_not_found_falls_back() -> None:
    vocabulary = shipped().vocabulary
    fields = fields_read(shipped().edition(DAY).about(vocabulary.reviewed))
    cases = [established(lead.case, NO_FACTS, vocabulary) for lead in leads()]
    names = list(SITES)
    assert {names[place] for place in frames_of(enumerate(cases), fields).fallback} == FALL_BACK


def test_a_column_of_what_persons_found_is_no_claim() -> None:
    given = case({**BROKEN, JUSTIFIED: SOME})
    attested = given.data["justified_indices"]._replace(how=How.ATTESTED)
    listed = replace(given, data={**given.data, "justified_indices": attested})
    (result,) = Screener(shipped(), DAY, Polars()).screen([Lead(1, listed, "listed")])
    assert broken(result) == RULES.keys() - {"容积率", "绿地率"}
    assert of_indices(Reviewer(shipped()).review(listed, DAY, DAY))["容积率"] is OVERRIDDEN
