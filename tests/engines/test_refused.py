"""What is declared as refused is refused, with its rule and its words, and nothing else is."""

from pathlib import Path

import pytest

from compliance.case import Case
from compliance.engines.columnar.dialect import POLARS
from compliance.engines.columnar.encoding import DoesNotFitError, Rows
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.program import Program, fields_read
from compliance.engines.durable.engine import Durable
from compliance.errors import InputError
from tests.engines.constructs.examples import Table, edition_and_cases
from tests.engines.constructs.tables import TABLES
from tests.engines.every_engine import DAY
from tests.engines.refused import COLUMNAR, LEFT_TO_THE_REFERENCE, Refusal, is_refused
from tests.strategies import base, case_from, edition_of, make_rule

EVERY = [example for table in TABLES.values() for example in table]
READ = edition_of([make_rule(1, require="known(investment) and known(land_area) and known(cod)")])


def lowered(table: Table) -> Program:
    """The columnar program of a table's rules."""
    return Program(edition_and_cases(table)[0], DAY, POLARS, any_records=True, details=True)


@pytest.mark.parametrize("refusal", COLUMNAR, ids=lambda refusal: refusal.condition)
def test_a_refused_rule_is_named_with_its_place_and_what_cannot_be_evaluated(refusal: Refusal) -> None:
    (example, *_) = [example for example in EVERY if refusal.condition in example.texts]
    with pytest.raises(InputError) as refused:
        lowered([example])
    (problem,) = refused.value.problems
    assert (problem.place.file, problem.place.line) == ("rules.yaml", 1)
    for said in (problem.message.zh, problem.message.en):
        assert "CITY-1" in said
        assert refusal.says in said


def test_every_other_rule_is_lowered() -> None:
    taken = [example for example in EVERY if not is_refused(example.texts)]
    assert len(lowered(taken).rules) == len(taken) == len(EVERY) - len(COLUMNAR)


def test_durable_rules_takes_every_rule() -> None:
    edition, cases = edition_and_cases(EVERY)
    assert {ruling.rule.id for ruling in Durable(edition).evaluate(cases[0], DAY)} == {
        rule.id for rule in edition.rules
    }


def test_what_columns_do_not_hold_is_left_to_the_reference_and_nothing_else_is() -> None:
    declared = [case_from(dict(given)) for given, _ in LEFT_TO_THE_REFERENCE]
    assert set(frames_of(enumerate(declared), fields_read(READ)).fallback) == set(range(len(declared)))
    written = [dict(given) for given, _ in LEFT_TO_THE_REFERENCE]
    shown = [dict(given) for example in EVERY for given, _ in example.cases]
    fitting = [case_from(given) for given in shown if given not in written]
    everything = fields_read(edition_and_cases(EVERY)[0])
    left = frames_of(enumerate(fitting), everything).fallback
    assert [case.id for case in left.values() if not _lists_records(case)] == []


def _lists_records(case: Case) -> bool:
    """Whether its records may be summed up loosely, which one case at a time can say alone."""
    return any(isinstance(datum.value, tuple) and datum.value for datum in case.data.values())


@pytest.mark.parametrize(("given", "why"), LEFT_TO_THE_REFERENCE, ids=str)
def test_the_reason_for_leaving_a_case_to_the_reference_is_the_declared_one(given: dict[str, object], why: str) -> None:
    fields = [field for field in base().vocabulary.fields("project") if field.id in given]
    with pytest.raises(DoesNotFitError, match=why):
        Rows(fields).row(case_from(dict(given)).data)


def test_the_table_of_constructs_holds_every_file_of_constructs() -> None:
    files = (Path(__file__).parent / "constructs").glob("test_*.py")
    assert {*TABLES, "on_spark"} == {file.stem.removeprefix("test_") for file in files}
