"""A program of columns agrees with the reference on every case; of generated ones, see `test_agreement`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status
from compliance.engines.columnar.program import Program, fields_read, stage_fields
from compliance.rulebook.model import Rule, Rulebook
from compliance.vocabulary.stages import StageAsked
from tests.engines.columnar.comparison import BACKENDS, DAY, cases_of_packs, differences, is_one_stage
from tests.strategies import case_from, cases, edition_of, make_rule, rules, stages_asked, without


@pytest.mark.parametrize("name", BACKENDS)
@given(rules(), st.lists(cases(), min_size=20, max_size=20), stages_asked())
@settings(max_examples=settings().max_examples // 20)
def test_columns_from_which_no_stage_can_be_seen_agree_with_the_reference(
    name: str, made: list[Rule], several: list[Case], asked: StageAsked | None
) -> None:
    edition = edition_of(made)
    silent = [without(case, *(field.id for field in stage_fields(edition.rulebook))) for case in several]
    assert is_one_stage(edition, silent)
    assert differences(edition, DAY, silent, BACKENDS[name], asked) == []


@pytest.mark.parametrize("name", BACKENDS)
def test_columns_agree_with_the_reference_on_every_case_of_the_packs(rulebook: Rulebook, name: str) -> None:
    """At the stage of a lead, or at the later one that a case has reached."""
    days = cases_of_packs()
    tried = sum(map(len, days.values()))
    assert tried > 400
    asked = rulebook.vocabulary.stages.for_screening(None)
    for day, several in days.items():
        assert differences(rulebook.edition(day).about("project"), day, several, BACKENDS[name], asked) == []


@pytest.mark.parametrize("name", BACKENDS)
def test_a_program_says_the_same_of_each_frame_that_it_is_run_on(name: str) -> None:
    backend = BACKENDS[name]
    edition = edition_of([make_rule(1, require="land_area >= 500 亩 and (some building satisfies storeys >= 3 层)")])
    program = Program(edition, DAY, backend.dialect, any_records=True, details=True)
    tall, low = {"buildings": [{"storeys": "4"}]}, {"buildings": [{"storeys": "2"}]}
    found = []
    for leads in ([{"用地面积": "500亩", **tall}, {"用地面积": "499亩", **tall}], [{"用地面积": "500亩", **low}]):
        frames = frames_of(enumerate(map(case_from, leads)), fields_read(edition))
        found.append(backend.run(program, frames.cases, frames.records).sort("row")["rule_0"].to_list())
    assert found == [[Status.PASS, Status.FAIL], [Status.FAIL]]
