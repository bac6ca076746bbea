"""The reference says what a rule means for a case."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given

from compliance.case import Case
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Engine, Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import due_stage, rule_gap
from compliance.engines.reference import Reference
from compliance.quality.runner import rulings_on
from compliance.review.judge import findings_of
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Edition, Rule, Rulebook
from compliance.vocabulary.stages import StageAsked
from tests.engines.oracle import outcomes as oracle
from tests.engines.oracle.meaning import Seen
from tests.engines.oracle.missing import Need, all_needs, asked_for
from tests.engines.oracle.stages import at_its_stage, is_due
from tests.rulebooks import ready_cases, shipped
from tests.strategies import base, case_from, cases, edition_of, make_rule, rules, stages_asked


@pytest.mark.parametrize("engine", [Reference, Durable])
def test_every_case_of_the_packs_comes_out_as_its_author_expects(
    rulebook: Rulebook, engine: type[Reference] | type[Durable]
) -> None:
    engines: dict[tuple[str, ...], Engine] = {}
    wrong = []
    for case in ready_cases():
        edition = rulebook.edition(case.as_of).about(case.case.subject)
        key = tuple(rule.id for rule in edition.rules)
        if key not in engines:
            engines[key] = engine(edition)
        wrong += [f"{case.at} {case.name}: {said}" for said in disagreements(engines[key], case)]
        wrong += [
            f"{case.at} {case.name}: {said}, not as the oracle"
            for said in otherwise(engines[key], edition, case, case.asked)
        ]
    assert wrong == []


def disagreements(engine: Engine, expected: RuleCase) -> list[str]:
    """How an engine's findings on a case of a pack differ from what is expected."""
    case, day = expected.case, expected.as_of
    rulings = [ruling for ruling in rulings_on(expected, engine) if ruling.rule.id == expected.rule]
    findings = findings_of(Evaluation(shipped(), case, day, expected.asked), rulings)
    found = tuple(f.outcome.value for f in findings)
    reasons = " ".join(f.reason.zh for f in findings)
    missing = {item.path for f in findings for item in f.missing}
    differences = [] if found == expected.outcomes else [f"outcome {found}, not {expected.outcomes}"]
    differences += [f"{word!r} is not in the reason {reasons!r}" for word in expected.words if word not in reasons]
    if expected.missing is not None and missing != set(expected.missing):
        differences.append(f"missing {sorted(missing)}, not {sorted(expected.missing)}")
    return differences


def otherwise(
    engine: Engine, edition: Edition, expected: RuleCase, asked: StageAsked | None = None
) -> list[tuple[str, int, Outcome]]:
    """What an engine says of a case of a pack, by any rule of its day, that the oracle does not, or the reverse."""
    rulings = engine.evaluate(expected.case, expected.as_of, asked)
    said = {(r.rule.id, r.record.index if r.record else 0, r.outcome) for r in rulings}
    return sorted(said.symmetric_difference(oracle.rulings(edition, expected.case, expected.as_of, asked)))


@pytest.mark.parametrize("engine", [Reference, Durable])
def test_cases_of_the_packs_come_out_at_every_stage_as_the_oracle_says(
    rulebook: Rulebook, engine: type[Reference] | type[Durable]
) -> None:
    """Each case at one of the stages, unless it has reached a later one: the cases of a rule at all of them in turn."""
    engines: dict[tuple[str, ...], Engine] = {}
    stages = rulebook.vocabulary.stages.every
    wrong = []
    for number, case in enumerate(case for case in ready_cases() if case.case.subject == "project"):
        edition = rulebook.edition(case.as_of).about("project")
        key = tuple(rule.id for rule in edition.rules)
        if key not in engines:
            engines[key] = engine(edition)
        asked = StageAsked(stages[number % len(stages)], unless_stated=False)
        wrong += [f"{case.at} {case.name}: {said}" for said in otherwise(engines[key], edition, case, asked)]
    assert wrong == []


DAY = date(2015, 6, 1)


def outcome(given: dict[str, object], **rule: object) -> Outcome:
    """The outcome of one rule on a case."""
    (ruling,) = Reference(edition_of([make_rule(1, **rule)])).evaluate(case_from(given), DAY)  # type: ignore[arg-type]  # keys of the rule
    return ruling.outcome


@pytest.mark.parametrize(
    ("in_zone", "exempted", "land", "expected"),
    [
        ("是", "否", "500", Outcome.PASS),
        ("是", "否", "499", Outcome.FAIL),
        ("是", "否", None, Outcome.UNDETERMINED),
        ("是", "是", "500", Outcome.PASS),
        ("是", "是", "499", Outcome.OVERRIDDEN),
        ("是", "是", None, Outcome.OVERRIDDEN),
        ("是", None, "500", Outcome.PASS),
        ("是", None, "499", Outcome.UNDETERMINED),
        ("否", "否", "499", Outcome.NOT_APPLICABLE),
        ("否", None, None, Outcome.NOT_APPLICABLE),
        (None, "否", "500", Outcome.PASS),
        (None, "否", "499", Outcome.UNDETERMINED),
        (None, "是", "500", Outcome.PASS),
        (None, "是", "499", Outcome.OVERRIDDEN),
    ],
)
def test_the_outcome_of_a_demand(
    in_zone: str | None, exempted: str | None, land: str | None, expected: Outcome
) -> None:
    given = {"in_zone": in_zone, "exempted": exempted, "land_area": land}
    stated = {key: value for key, value in given.items() if value is not None}
    rule = {"when": "in_zone", "require": "land_area >= 500 亩", "unless": ["exempted"]}
    assert outcome(stated, **rule) is expected


@pytest.mark.parametrize(
    ("in_zone", "expected"),
    [("是", Outcome.PASS), ("否", Outcome.NOT_APPLICABLE), (None, Outcome.UNDETERMINED)],
)
def test_a_grant_is_never_failed_and_never_given_on_missing_data(in_zone: str | None, expected: Outcome) -> None:
    assert outcome({} if in_zone is None else {"in_zone": in_zone}, when="in_zone") is expected


def test_what_only_a_person_or_a_figure_can_settle_is_manual() -> None:
    assert outcome({}, require="not polluting") is Outcome.MANUAL
    assert outcome({"是否重污染": "是"}, require="not polluting") is Outcome.FAIL
    assert outcome({"code": "4310", "investment": "1", "land_area": "1"}, require="intensity >= least(code)") is (
        Outcome.MANUAL
    )
    assert outcome({"investment": "1", "land_area": "1"}, require="intensity >= least(code)") is Outcome.UNDETERMINED


def test_data_that_could_settle_a_rule_keep_it_undetermined_though_a_person_is_needed_too() -> None:
    assert outcome({}, require="not (polluting and in_zone)") is Outcome.UNDETERMINED
    assert outcome({"in_zone": "是"}, require="not (polluting and in_zone)") is Outcome.MANUAL
    assert outcome({}, when="in_zone", require="not polluting") is Outcome.UNDETERMINED


@given(rules(), cases(), stages_asked())
def test_what_keeps_a_rule_open_is_what_the_oracle_finds(
    made: list[Rule], case: Case, asked: StageAsked | None
) -> None:
    whole = Evaluation(base(), case, DAY, asked)
    seen = at_its_stage(Seen(base(), case, DAY), asked)
    assert whole.stage == seen.stage
    for rule in made:
        for on in oracle.judged(rule, seen):
            gap = rule_gap(rule, whole.on(on.record))
            needs = all_needs(rule, on)
            due = {need for need in needs if is_due(need.since, on)}
            assert set(gap.later) == paths(needs - due)
            assert set(gap.open) == paths(need for need in due if not need.of_case)
            assert set(gap.missing) == paths(need for need in due if need.of_case) == asked_for(rule, on)


def paths(needs: Iterable[Need]) -> set[str]:
    """The paths of what is needed."""
    return {need.path for need in needs}


@given(rules(), cases(), stages_asked())
def test_when_a_rule_comes_due_is_when_the_oracle_says(made: list[Rule], case: Case, asked: StageAsked | None) -> None:
    whole = Evaluation(base(), case, DAY, asked)
    seen = at_its_stage(Seen(base(), case, DAY), asked)
    for rule in made:
        for on in oracle.judged(rule, seen):
            if oracle.outcome(rule, on) is Outcome.DEFERRED:
                due = due_stage(rule, whole.on(on.record))
                assert due is not None
                assert due == oracle.due_stage(rule, on)
