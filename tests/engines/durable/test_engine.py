"""The engine that forward-chains agrees with the reference on every case."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.durable import Durable
from compliance.engines.engine import Engine, Outcome
from compliance.engines.reference import Reference
from compliance.review.judge import findings_of
from compliance.rulebook.cases import RuleCase, read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rule
from tests.strategies import cases, edition_of, make_rule, rules

DAY = date(2015, 6, 1)
BOOK = load_rulebook()
PACK_CASES = [case for pack in BOOK.packs for case in read_cases(None, pack.id, BOOK.vocabulary)]


def outcomes(engine: Engine, case: Case) -> list[tuple[str, int | None, Outcome]]:
    """What an engine says of a case, without the values it saw."""
    rulings = engine.evaluate(case, DAY)
    return sorted((r.rule.id, r.record.index if r.record else 0, r.outcome) for r in rulings)


@given(rules(), st.lists(cases(), min_size=1, max_size=4))
def test_both_engines_agree_on_generated_rules_and_cases(made: list[Rule], several: list[Case]) -> None:
    edition = edition_of(made)
    durable, reference = Durable(edition), Reference(edition)
    for case in several:
        assert outcomes(durable, case) == outcomes(reference, case)


@given(rules(), cases(), st.randoms())
@settings(max_examples=50)
def test_the_order_of_rules_and_repetition_change_nothing(made: list[Rule], case: Case, chance: random.Random) -> None:
    durable = Durable(edition_of(made))
    first = outcomes(durable, case)
    assert outcomes(durable, case) == first
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert outcomes(Durable(edition_of(shuffled)), case) == first


@given(st.lists(rules(), min_size=12, max_size=16), cases())
@settings(max_examples=20)
def test_more_rules_than_one_ruleset_bears_agree_too(many: list[list[Rule]], case: Case) -> None:
    flat = [rule for made in many for rule in made]
    filler = [make_rule(1000 + i, require=f"land_area >= {i} 亩") for i in range(60)]
    numbered = [make_rule_like(rule, i) for i, rule in enumerate(flat)] + filler
    edition = edition_of(numbered)
    assert outcomes(Durable(edition), case) == outcomes(Reference(edition), case)


def make_rule_like(rule: Rule, number: int) -> Rule:
    """The rule under an id of its own."""
    from dataclasses import replace

    return replace(rule, id=f"CITY-{number}")


@pytest.mark.parametrize("engine", [Reference, Durable])
def test_every_case_of_the_packs_comes_out_as_its_author_expects(engine: type[Reference] | type[Durable]) -> None:
    engines: dict[tuple[str, ...], Engine] = {}
    wrong = []
    for case in PACK_CASES:
        edition = BOOK.edition(case.as_of).about(case.case.subject)
        key = tuple(rule.id for rule in edition.rules)
        if key not in engines:
            engines[key] = engine(edition)
        wrong += [f"{case.at} {case.name}: {said}" for said in disagreements(engines[key], case)]
    assert wrong == []


def disagreements(engine: Engine, expected: RuleCase) -> list[str]:
    """How an engine's findings on a case of a pack differ from what is expected."""
    case, day = expected.case, expected.as_of
    rulings = [ruling for ruling in engine.evaluate(case, day) if ruling.rule.id == expected.rule]
    findings = findings_of(case, day, BOOK.edition(day), rulings)
    found = tuple(f.outcome.value for f in findings)
    reasons = " ".join(f.reason.zh for f in findings)
    missing = {item.path for f in findings for item in f.missing}
    differences = [] if found == expected.outcomes else [f"outcome {found}, not {expected.outcomes}"]
    differences += [f"{word!r} is not in the reason {reasons!r}" for word in expected.words if word not in reasons]
    if expected.missing is not None and missing != set(expected.missing):
        differences.append(f"missing {sorted(missing)}, not {sorted(expected.missing)}")
    return differences


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_is_tried_in_each_way_it_can_come_out(rule: Rule) -> None:
    tried = {outcome for case in PACK_CASES if case.rule == rule.id for outcome in case.outcomes}
    assert Outcome.PASS in tried
    assert tried & {Outcome.UNDETERMINED, Outcome.MANUAL}
    if rule.require is not None:
        assert Outcome.FAIL in tried
