"""The engine that reviews run on agrees with the reference and the oracle, however many rules, cases and threads."""

import random
import resource
import threading
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Engine, Outcome
from compliance.engines.reference import Reference
from compliance.rulebook.model import Rule
from compliance.vocabulary.stages import StageAsked
from tests.engines.oracle import outcomes as oracle
from tests.strategies import case_from, cases, edition_of, make_rule, rules, stages_asked

DAY = date(2015, 6, 1)


def test_more_than_64_rules_may_hold_on_one_case() -> None:
    engine = Durable(edition_of([make_rule(i, require="in_zone") for i in range(150)]))
    rulings = engine.evaluate(case_from({"in_zone": "是"}), DAY)
    assert [r.outcome for r in rulings] == [Outcome.PASS] * 150


def test_threads_that_share_an_engine_get_their_own_answers() -> None:
    engine = Durable(edition_of([make_rule(1, when="in_zone", require="land_area >= 500 亩")]))
    case_of = {"是": case_from({"in_zone": "是", "用地面积": "499"}), "否": case_from({"in_zone": "否"})}
    wanted = {"是": Outcome.FAIL, "否": Outcome.NOT_APPLICABLE}
    wrong: list[str] = []

    def work(answer: str) -> None:
        for _ in range(200):
            (ruling,) = engine.evaluate(case_of[answer], DAY)
            if ruling.outcome is not wanted[answer]:
                wrong.append(answer)

    threads = [threading.Thread(target=work, args=(answer,)) for answer in "是否" * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_memory_stays_flat_over_ten_thousand_cases() -> None:
    engine = Durable(edition_of([make_rule(i, require=f"land_area >= {i} 亩") for i in range(20)]))
    case = case_from({"用地面积": "10"})
    for _ in range(2000):
        engine.evaluate(case, DAY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(10_000):
        engine.evaluate(case, DAY)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 4096  # KiB; the library's own sessions would take 333 KB each


def test_engines_that_are_thrown_away_give_their_memory_back() -> None:
    rules = [make_rule(i, require=f"land_area >= {i} 亩") for i in range(60)]
    for _ in range(20):
        Durable(edition_of(rules))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(60):
        Durable(edition_of(rules))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16_384  # KiB; 60 kept would take over 80 MB


def outcomes(engine: Engine, case: Case, asked: StageAsked | None = None) -> list[tuple[str, int, Outcome]]:
    """What an engine says of a case, without the values it saw."""
    rulings = engine.evaluate(case, DAY, asked)
    return sorted((r.rule.id, r.record.index if r.record else 0, r.outcome) for r in rulings)


@given(rules(), cases(), stages_asked(), st.randoms())
@settings(max_examples=50)
def test_the_order_of_rules_and_repetition_change_nothing(
    made: list[Rule], case: Case, asked: StageAsked | None, chance: random.Random
) -> None:
    durable = Durable(edition_of(made))
    first = outcomes(durable, case, asked)
    assert outcomes(durable, case, asked) == first
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert outcomes(Durable(edition_of(shuffled)), case, asked) == first


@given(st.lists(rules(), min_size=12, max_size=16), cases(), stages_asked())
@settings(max_examples=20)
def test_more_rules_than_one_ruleset_bears_agree_too(
    many: list[list[Rule]], case: Case, asked: StageAsked | None
) -> None:
    flat = [rule for made in many for rule in made]
    filler = [make_rule(1000 + i, require=f"land_area >= {i} 亩") for i in range(60)]
    numbered = [make_rule_like(rule, i) for i, rule in enumerate(flat)] + filler
    edition = edition_of(numbered)
    defined = sorted(oracle.rulings(edition, case, DAY, asked))
    assert outcomes(Reference(edition), case, asked) == defined
    assert outcomes(Durable(edition), case, asked) == defined


def make_rule_like(rule: Rule, number: int) -> Rule:
    """The rule under an id of its own."""
    from dataclasses import replace

    return replace(rule, id=f"CITY-{number}")
