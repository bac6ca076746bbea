"""All engines say the same as the oracle, of generated rules and cases, at every stage: outcomes and what is asked for.

Each engine is given `FOR_EACH` cases for each of `EXAMPLES`: 20,000 with the long profile.  A program of columns is slow
to make and quick to run: it gets fewer sets of rules, and more cases of each.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.rulebook.model import Edition, Rule
from compliance.vocabulary.stages import StageAsked
from tests.engines.columnar.comparison import BACKENDS, differences
from tests.engines.every_engine import DAY, ONE_CASE, by_definition
from tests.engines.oracle.meaning import Seen
from tests.engines.oracle.outcomes import rulings
from tests.engines.oracle.stages import at_its_stage
from tests.profiles import LONG
from tests.strategies import base, cases, edition_of, rules, stages_asked, territories

FOR_EACH = 4
OF_LONG = 5000
EXAMPLES = OF_LONG if LONG else 200
FEWER_RULES = {"reference": 1, "durable": 1, "polars": 4, "duckdb": 16}
MANY_CASES = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
Asked = StageAsked | None


def unlike(name: str, edition: Edition, several: list[Case], asked: Asked) -> list[str]:
    """What an engine says otherwise than the oracle."""
    if name in BACKENDS:
        return differences(edition, DAY, several, BACKENDS[name], asked)
    answers, defined = ONE_CASE[name](edition, several, asked), by_definition(edition, several, asked)
    triples = zip(several, answers, defined, strict=True)
    return [f"{dict(case.data)} {asked}: {said}, not {wanted}" for case, said, wanted in triples if said != wanted]


def agreement(name: str) -> Callable[[], None]:
    """The property that an engine says what the oracle says."""
    fewer = FEWER_RULES[name]
    several = st.lists(cases(), min_size=FOR_EACH * fewer, max_size=FOR_EACH * fewer)

    @settings(max_examples=-(-EXAMPLES // fewer), suppress_health_check=MANY_CASES)
    @given(rules(), territories(), several, stages_asked())
    def holds(made: list[Rule], applies: str | None, several: list[Case], asked: Asked) -> None:
        assert unlike(name, edition_of(made, applies), several, asked) == []

    return holds


@pytest.mark.parametrize("name", FEWER_RULES)
def test_every_engine_says_of_generated_rules_and_cases_at_every_stage_what_the_oracle_says(name: str) -> None:
    agreement(name)()


def test_the_long_profile_tries_twenty_thousand_cases_on_every_engine() -> None:
    assert OF_LONG * FOR_EACH >= 20_000
    assert set(FEWER_RULES) == {*ONE_CASE, *BACKENDS} - {"oracle"}


def seen_in_generated_cases() -> tuple[Counter[Outcome], Counter[str]]:
    """How often each outcome, and each stage of a case, comes up among what is generated."""
    outcomes: Counter[Outcome] = Counter()
    stages: Counter[str] = Counter()

    @settings(max_examples=300, derandomize=True, database=None, phases=[Phase.generate])
    @given(rules(), cases(), stages_asked())
    def look(made: list[Rule], case: Case, asked: Asked) -> None:
        outcomes.update(outcome for _, _, outcome in rulings(edition_of(made), case, DAY, asked))
        at = at_its_stage(Seen(base(), case, DAY), asked).stage
        stages[at.id if at else "none"] += 1

    look()
    return outcomes, stages


def test_every_outcome_and_every_stage_comes_up_often_among_generated_cases() -> None:
    outcomes, stages = seen_in_generated_cases()
    rare = {outcome.name: outcomes[outcome] for outcome in Outcome if outcomes[outcome] < outcomes.total() / 50}
    assert rare == {}
    every = ["none", *(stage.id for stage in base().vocabulary.stages.every)]
    assert {id_: stages[id_] for id_ in every if stages[id_] < stages.total() / 50} == {}
