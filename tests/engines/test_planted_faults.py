"""Faults planted in each part of each engine are noticed: an engine that has one departs from the oracle.

`engines` are those that depart.  A fault in what the reference and durable_rules share makes both depart alike, so that
only an engine that does not share it, or the oracle, can tell; the oracle shares nothing and can tell them all.
"""

import operator
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from compliance.case import Case
from compliance.engines import arithmetic, evaluation, missing, reference
from compliance.engines.columnar import dates, lowering, program, rationals
from compliance.engines.columnar import kleene as columns_kleene
from compliance.engines.columnar import missing as columns_missing
from compliance.engines.columnar.lowering import Lowering
from compliance.engines.columnar.missing import Gaps
from compliance.engines.columnar.outcomes import Status
from compliance.engines.durable import compiler, plan
from compliance.engines.durable import engine as durable_engine
from compliance.engines.durable.formula import both
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.language import tree as t
from compliance.quantity.interval import Interval
from compliance.rulebook.model import Edition, Rule
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage, StageAsked
from tests.engines.constructs.examples import at_the_last_stage, edition_and_cases, unlike
from tests.engines.constructs.tables import TABLES
from tests.engines.every_engine import COLUMNAR, ONE_CASE, Answers, by_definition
from tests.engines.refused import is_refused

Patch = pytest.MonkeyPatch
ENGINES = {"reference": ONE_CASE["reference"], "durable": ONE_CASE["durable"], "polars": COLUMNAR["polars"]}


@cache
def corpus(construct: str) -> tuple[Edition, list[Case], Answers]:
    """The rules of a construct that every engine takes, the cases, and what the oracle says of them."""
    edition, cases = edition_and_cases([e for e in TABLES[construct] if not is_refused(e.texts)])
    return edition, cases, by_definition(edition, cases, at_the_last_stage())


def departing(construct: str) -> set[str]:
    """The engines that say anything of a construct's rules and cases that the oracle does not."""
    edition, cases, defined = corpus(construct)
    asked = at_the_last_stage()
    answers = {name: ask(edition, cases, asked) for name, ask in ENGINES.items()}
    return {name for name, said in answers.items() if any(unlike(said, defined, name in COLUMNAR))}


@dataclass(frozen=True)
class Fault:
    """A construct whose rules and cases show a fault, the engines that then depart from the oracle, and its planting."""

    construct: str
    engines: Sequence[str]
    plant: Callable[[Patch], None]


# In the evaluation that the reference and durable_rules share


def a_difference_is_a_sum(patch: Patch) -> None:
    right = evaluation.calculated
    patch.setattr(evaluation, "calculated", lambda sign, *rest: right("+" if sign == "-" else sign, *rest))


def a_zero_divisor_gives_zero(patch: Patch) -> None:
    right = evaluation.calculated

    def faulty(sign: str, left: Any, divisor: Any, operand: t.Term) -> Any:
        return Fraction(0) if sign == "/" and divisor == 0 else right(sign, left, divisor, operand)

    patch.setattr(evaluation, "calculated", faulty)


def at_most_leaves_out_the_limit(patch: Patch) -> None:
    patch.setitem(arithmetic._ORDERED, "<=", operator.lt)


def a_doubtful_row_does_not_apply(patch: Patch) -> None:
    right = Evaluation.row_matches
    patch.setattr(Evaluation, "row_matches", lambda *seen: right(*seen) is True)


def the_last_row_comes_first(patch: Patch) -> None:
    right = Evaluation._looked_up
    patch.setattr(
        Evaluation, "_looked_up", lambda self, table, *rest: right(self, replace(table, rows=table.rows[::-1]), *rest)
    )


def a_missing_value_counts_as_zero(patch: Patch) -> None:
    right = Evaluation.value
    patch.setattr(
        Evaluation, "value", lambda self, term: right(self, term) or (Fraction(0) if self.record is not None else None)
    )


def a_count_is_one_too_many(patch: Patch) -> None:
    right = Evaluation._aggregate

    def faulty(self: Evaluation, aggregate: t.Aggregate) -> Fraction | Interval | None:
        found = right(self, aggregate)
        return found + 1 if isinstance(found, Fraction) and aggregate.function == "count" else found

    patch.setitem(evaluation._VALUES, t.Aggregate, faulty)


def every_is_some(patch: Patch) -> None:
    right = Evaluation._quantified
    patch.setitem(
        evaluation._TRUTHS, t.Quantified, lambda self, condition: right(self, replace(condition, quantifier="some"))
    )


def a_month_without_the_day_runs_over(patch: Patch) -> None:
    right = arithmetic.shifted

    def faulty(day: date, by: Any, sign: int) -> date | None:
        moved = right(day, by, sign)
        cut = moved is not None and by.unit.symbol != "日" and moved.day < day.day
        return moved + timedelta(days=day.day - moved.day) if cut else moved

    for module in (arithmetic, dates):  # columns of dates are moved by the same steps
        patch.setattr(module, "shifted", faulty)


def a_code_covers_only_itself(patch: Patch) -> None:
    right = evaluation.covered
    patch.setattr(evaluation, "covered", lambda code, heads: None if right(code, heads) is None else code in heads)


def a_coarser_code_is_not_covered(patch: Patch) -> None:
    right = evaluation.covered
    patch.setattr(evaluation, "covered", lambda code, heads: right(code, heads) is True)


def what_is_in_a_set_is_not(patch: Patch) -> None:
    right = Evaluation._member

    def faulty(self: Evaluation, value: t.Term, options: t.AnyNode) -> bool | None:
        found = right(self, value, options)
        return found if found is None or not isinstance(options, t.FieldRef) else not found

    patch.setattr(Evaluation, "_member", faulty)


def a_list_without_the_value_is_unknown(patch: Patch) -> None:
    right = Evaluation._member
    patch.setattr(Evaluation, "_member", lambda *seen: right(*seen) or None)


def an_unknown_definition_is_false(patch: Patch) -> None:
    right = Evaluation._defined
    patch.setitem(evaluation._TRUTHS, t.DefinitionRef, lambda self, term: right(self, term) is True)


def the_opposite_of_unknown_is_true(patch: Patch) -> None:
    patch.setattr(evaluation, "negation", lambda truth: truth is not True)


def what_is_unknown_is_known(patch: Patch) -> None:
    patch.setitem(evaluation._TRUTHS, t.Known, lambda self, condition: True)


def data_settle_what_a_person_must(patch: Patch) -> None:
    for module in (reference, durable_engine):
        patch.setattr(module, "can_settle", lambda rule, seen: True)


# In what the reference and durable_rules share of stages


def what_comes_with_a_stage_is_due_after_it(patch: Patch) -> None:
    def faulty(self: Evaluation, since: Stage | None) -> bool:
        return since is None or self.stage is None or since.place < self.stage.place

    patch.setattr(Evaluation, "is_due", faulty)


def a_finding_counts_as_data(patch: Patch) -> None:
    patch.setattr(missing.Gap, "can_be_closed", lambda self, by: not self.later)


def a_table_has_no_stage(patch: Patch) -> None:
    right = missing._gap_of_lookup
    patch.setattr(
        missing,
        "_gap_of_lookup",
        lambda lookup, table, *rest: right(lookup, replace(table, stage=None), *rest),
    )


def a_rule_has_no_stage(patch: Patch) -> None:
    right = missing.comes_later
    for module in (reference, durable_engine):
        patch.setattr(module, "comes_later", lambda rule, seen: right(replace(rule, stage=None), seen))


def what_a_case_says_of_its_stage_is_ignored(patch: Patch) -> None:
    patch.setattr(Evaluation, "_stage_asked", lambda self, asked: asked.stage)


def what_a_case_has_reached_is_ignored(patch: Patch) -> None:
    stated = property(lambda self: None if self.asked is None else self._stage_asked(self.asked))
    patch.setattr(Evaluation, "stage", stated)


def a_reached_stage_takes_the_place_of_a_later_one(patch: Patch) -> None:
    right = Evaluation._stage_asked

    def faulty(self: Evaluation, asked: StageAsked) -> Stage:
        reached = any(self.truth(condition) is True for _, condition in self.rulebook.reached)
        return self.rulebook.vocabulary.stages.every[0] if reached else right(self, asked)

    patch.setattr(Evaluation, "_stage_asked", faulty)


def what_is_not_known_to_be_reached_is_reached(patch: Patch) -> None:
    right = Evaluation._stage_asked

    def faulty(self: Evaluation, asked: StageAsked) -> Stage:
        unknown = [stage for stage, condition in self.rulebook.reached if self.truth(condition) is None]
        return max([right(self, asked), *unknown], key=lambda stage: stage.place)

    patch.setattr(Evaluation, "_stage_asked", faulty)


def a_list_that_is_not_given_is_due_with_the_field_of_its_records(patch: Patch) -> None:
    right = missing.input_of

    def faulty(field: Field, seen: Evaluation) -> missing.Input:
        found = right(field, seen)
        return found._replace(field=replace(found.field, stage=field.stage))

    patch.setattr(missing, "input_of", faulty)


def a_gate_is_asked_before_its_demand_is_due(patch: Patch) -> None:
    right = missing.comes_later
    for module in (reference, durable_engine):
        patch.setattr(
            module,
            "comes_later",
            lambda rule, seen: right(rule, seen) and seen.truth(rule.when) is not None,
        )


def an_exemption_that_is_not_due_spares_nobody(patch: Patch) -> None:
    right = missing.comes_later
    for module in (reference, durable_engine):
        patch.setattr(module, "comes_later", lambda rule, seen: right(replace(rule, exemptions=()), seen))


# In the reference alone


def what_comes_later_is_left_before_what_is_met(patch: Patch) -> None:
    right = reference.outcome

    def faulty(rule: Rule, seen: Evaluation) -> Outcome:
        return Outcome.DEFERRED if missing.comes_later(rule, seen) else right(rule, seen)

    patch.setattr(reference, "outcome", faulty)


def an_exemption_comes_before_a_demand_that_is_met(patch: Patch) -> None:
    right = reference.outcome

    def faulty(rule: Rule, seen: Evaluation) -> Outcome:
        exempt = any(seen.truth(one.condition) is True for one in rule.exemptions)
        return Outcome.OVERRIDDEN if exempt and seen.truth(rule.when) is not False else right(rule, seen)

    patch.setattr(reference, "outcome", faulty)


def only_data_are_asked_whether_anything_could_fail(patch: Patch) -> None:
    right = missing.can_be
    patch.setattr(missing, "can_be", lambda truth, of, seen, by: right(truth, of, seen, missing.Closing.DATA))


def the_reference_ignores_exemptions(patch: Patch) -> None:
    patch.setattr(reference, "any_of", lambda truths: False)


# In the compiler and the plan of durable_rules


def the_sign_of_equals_is_below(patch: Patch) -> None:
    right = compiler.signs
    patch.setattr(compiler, "signs", lambda left, other: tuple(sign or -1 for sign in right(left, other)))


def the_opposite_of_below_is_above(patch: Patch) -> None:
    patch.setitem(t.OPPOSITE, "<", ">")


def a_list_of_options_must_all_be_chosen(patch: Patch) -> None:
    patch.setattr(compiler, "either", both)


def negation_is_not_carried_down(patch: Patch) -> None:
    right = compiler.Atoms.formula

    def faulty(self: compiler.Atoms, condition: t.Condition, wanted: bool) -> Any:
        return right(self, condition.condition if isinstance(condition, t.Not) else condition, wanted)

    patch.setattr(compiler.Atoms, "formula", faulty)


def a_firing_exemption_is_ignored(patch: Patch) -> None:
    right = plan._outcome
    patch.setattr(plan, "_outcome", lambda exempt, failed, passed: right(False, failed, passed))


def an_unknown_gate_is_open(patch: Patch) -> None:
    right = plan._derived

    def faulty(fired: frozenset[str]) -> dict[str, bool]:
        return {"g0": True, "g1": True} | right(fired)

    patch.setattr(plan, "_derived", faulty)


# In the lowering to columns


def a_column_subtracted_is_added(patch: Patch) -> None:
    patch.setattr(rationals.Arithmetic, "negative", lambda self, number: number)


def at_most_leaves_out_the_limit_in_columns(patch: Patch) -> None:
    patch.setitem(columns_kleene._OPERATIONS, "<=", operator.lt)


def a_doubtful_row_does_not_apply_in_columns(patch: Patch) -> None:
    patch.setattr(lowering, "is_unknown", lambda truth: False)


def every_is_some_in_columns(patch: Patch) -> None:
    right = Lowering._quantified
    patch.setattr(Lowering, "_quantified", lambda self, condition: right(self, replace(condition, quantifier="some")))


def a_moved_column_leaves_out_the_day(patch: Patch) -> None:
    right = dates._last
    patch.setattr(dates, "_last", lambda steps, day, included: right(steps, day, included=False))


def a_moved_column_is_compared_as_it_was(patch: Patch) -> None:
    right = dates._calendar
    patch.setattr(dates, "_calendar", lambda dated: right(replace(dated, steps=())))


def a_coarser_code_is_not_covered_in_columns(patch: Patch) -> None:
    right = lowering.covered
    patch.setattr(lowering, "covered", lambda code, heads: columns_kleene.is_true(right(code, heads)))


def what_is_in_a_set_is_not_in_columns(patch: Patch) -> None:
    right = Lowering._member

    def faulty(self: Lowering, value: t.Term, options: t.AnyNode) -> Any:
        found = right(self, value, options)
        return ~found if isinstance(options, t.FieldRef) else found

    patch.setattr(Lowering, "_member", faulty)


def columns_ignore_exemptions(patch: Patch) -> None:
    right = program.Program._outcome
    patch.setattr(program.Program, "_outcome", lambda self, rule, low: right(self, replace(rule, exemptions=()), low))


def the_opposite_of_unknown_is_true_in_columns(patch: Patch) -> None:
    right = columns_kleene.negation
    patch.setattr(lowering, "negation", lambda truth: right(columns_kleene.is_true(truth)))


def what_comes_with_a_stage_is_due_after_it_in_columns(patch: Patch) -> None:
    def faulty(self: Lowering, since: Stage | None) -> bool:
        return since is None or self.seen_at is None or since.place < self.seen_at.place

    patch.setattr(Lowering, "is_due", faulty)


def a_finding_counts_as_data_in_columns(patch: Patch) -> None:
    right = columns_missing.Gap.can_be_closed
    patch.setattr(columns_missing.Gap, "can_be_closed", lambda self, by: right(self, missing.Closing.ANYONE))


def a_look_up_is_due_at_any_stage_in_columns(patch: Patch) -> None:
    right = Gaps._lookup
    patch.setattr(Gaps, "_lookup", lambda self, lookup: right(Gaps(self._low.at(None)), lookup))


def a_rule_has_no_stage_in_columns(patch: Patch) -> None:
    right = program.Program._comes_later
    patch.setattr(program.Program, "_comes_later", lambda self, rule, low: right(self, replace(rule, stage=None), low))


def what_a_case_says_of_its_stage_is_ignored_in_columns(patch: Patch) -> None:
    right = Lowering._come_to

    def faulty(self: Lowering, stage: Stage) -> Any:
        heedless = copy(self)
        heedless._asked = self._asked and self._asked._replace(unless_stated=False)
        return right(heedless, stage)

    patch.setattr(Lowering, "_come_to", faulty)


def what_a_case_has_reached_is_ignored_in_columns(patch: Patch) -> None:
    right = Lowering._come_to

    def faulty(self: Lowering, stage: Stage) -> Any:
        heedless = copy(self)
        heedless.rulebook = replace(self.rulebook, reached=())
        return right(heedless, stage)

    patch.setattr(Lowering, "_come_to", faulty)


def what_is_reached_does_not_imply_what_comes_before_in_columns(patch: Patch) -> None:
    right = Lowering._come_to

    def faulty(self: Lowering, stage: Stage) -> Any:
        heedless = copy(self)
        reached = tuple(one for one in self.rulebook.reached if one[0] == stage)
        heedless.rulebook = replace(self.rulebook, reached=reached)
        return right(heedless, stage)

    patch.setattr(Lowering, "_come_to", faulty)


def what_comes_later_is_left_before_what_is_met_in_columns(patch: Patch) -> None:
    right = program._chained

    def faulty(cases: Any, *rest: Any) -> Any:
        return right(sorted(cases, key=lambda case: case[1] is not Status.DEFERRED), *rest)

    patch.setattr(program, "_chained", faulty)


def an_exemption_comes_before_a_demand_that_is_met_in_columns(patch: Patch) -> None:
    right = program._chained
    later = {Status.NOT_APPLICABLE: 0, Status.OVERRIDDEN: 1}

    def faulty(cases: Any, *rest: Any) -> Any:
        return right(sorted(cases, key=lambda case: later.get(case[1], 2)), *rest)

    patch.setattr(program, "_chained", faulty)


def an_exemption_that_is_not_due_spares_nobody_in_columns(patch: Patch) -> None:
    right = program.Program._comes_later
    patch.setattr(
        program.Program, "_comes_later", lambda self, rule, low: right(self, replace(rule, exemptions=()), low)
    )


def what_may_lie_elsewhere_does(patch: Patch) -> None:
    patch.setitem(evaluation._TRUTHS, t.Presumed, lambda self, place: self.truth(place.condition) is True)


def where_a_rule_applies_is_ignored(patch: Patch) -> None:
    patch.setitem(evaluation._TRUTHS, t.Presumed, lambda self, place: True)


def what_may_lie_elsewhere_is_unknown_in_columns(patch: Patch) -> None:
    right = Lowering._worked_out

    def faulty(self: Lowering, condition: t.Condition) -> Any:
        return self.truth(condition.condition) if isinstance(condition, t.Presumed) else right(self, condition)

    patch.setattr(Lowering, "_worked_out", faulty)


SHARED = ("durable", "reference")
FAULTS = (
    Fault("arithmetic", SHARED, a_difference_is_a_sum),
    Fault("arithmetic", SHARED, a_zero_divisor_gives_zero),
    Fault("comparison", SHARED, at_most_leaves_out_the_limit),
    Fault("membership", SHARED, at_most_leaves_out_the_limit),
    Fault("lookup", SHARED, a_doubtful_row_does_not_apply),
    Fault("lookup", SHARED, the_last_row_comes_first),
    Fault("aggregate", SHARED, a_missing_value_counts_as_zero),
    Fault("aggregate", SHARED, a_count_is_one_too_many),
    Fault("quantified", SHARED, every_is_some),
    Fault("date", ("durable", "polars", "reference"), a_month_without_the_day_runs_over),
    Fault("code", SHARED, a_code_covers_only_itself),
    Fault("code", SHARED, a_coarser_code_is_not_covered),
    Fault("set", SHARED, what_is_in_a_set_is_not),
    Fault("membership", SHARED, a_list_without_the_value_is_unknown),
    Fault("definition", SHARED, an_unknown_definition_is_false),
    Fault("negation", SHARED, the_opposite_of_unknown_is_true),
    Fault("known", SHARED, what_is_unknown_is_known),
    Fault("manual", SHARED, data_settle_what_a_person_must),
    Fault("stage", SHARED, what_comes_with_a_stage_is_due_after_it),
    Fault("manual", SHARED, a_finding_counts_as_data),
    Fault("lookup", SHARED, a_table_has_no_stage),
    Fault("stage", SHARED, a_rule_has_no_stage),
    Fault("stage", SHARED, what_a_case_says_of_its_stage_is_ignored),
    Fault("stage", SHARED, what_a_case_has_reached_is_ignored),
    Fault("stage", SHARED, a_reached_stage_takes_the_place_of_a_later_one),
    Fault("stage", SHARED, what_is_not_known_to_be_reached_is_reached),
    Fault("building_rule", SHARED, a_list_that_is_not_given_is_due_with_the_field_of_its_records),
    Fault("applicability", SHARED, a_gate_is_asked_before_its_demand_is_due),
    Fault("exemption", SHARED, an_exemption_that_is_not_due_spares_nobody),
    Fault("manual", SHARED, only_data_are_asked_whether_anything_could_fail),
    Fault("stage", ("reference",), what_comes_later_is_left_before_what_is_met),
    Fault("exemption", ("reference",), an_exemption_comes_before_a_demand_that_is_met),
    Fault("exemption", ("reference",), the_reference_ignores_exemptions),
    Fault("comparison", ("durable",), the_sign_of_equals_is_below),
    Fault("comparison", ("durable",), the_opposite_of_below_is_above),
    Fault("membership", ("durable",), a_list_of_options_must_all_be_chosen),
    Fault("negation", ("durable",), negation_is_not_carried_down),
    Fault("exemption", ("durable",), a_firing_exemption_is_ignored),
    Fault("applicability", ("durable",), an_unknown_gate_is_open),
    Fault("arithmetic", ("polars",), a_column_subtracted_is_added),
    Fault("comparison", ("polars",), at_most_leaves_out_the_limit_in_columns),
    Fault("lookup", ("polars",), a_doubtful_row_does_not_apply_in_columns),
    Fault("quantified", ("polars",), every_is_some_in_columns),
    Fault("date", ("polars",), a_moved_column_leaves_out_the_day),
    Fault("date", ("polars",), a_moved_column_is_compared_as_it_was),
    Fault("code", ("polars",), a_coarser_code_is_not_covered_in_columns),
    Fault("set", ("polars",), what_is_in_a_set_is_not_in_columns),
    Fault("exemption", ("polars",), columns_ignore_exemptions),
    Fault("negation", ("polars",), the_opposite_of_unknown_is_true_in_columns),
    Fault("stage", ("polars",), what_comes_with_a_stage_is_due_after_it_in_columns),
    Fault("manual", ("polars",), a_finding_counts_as_data_in_columns),
    Fault("lookup", ("polars",), a_look_up_is_due_at_any_stage_in_columns),
    Fault("stage", ("polars",), a_rule_has_no_stage_in_columns),
    Fault("stage", ("polars",), what_a_case_says_of_its_stage_is_ignored_in_columns),
    Fault("stage", ("polars",), what_a_case_has_reached_is_ignored_in_columns),
    Fault("stage", ("polars",), what_is_reached_does_not_imply_what_comes_before_in_columns),
    Fault("stage", ("polars",), what_comes_later_is_left_before_what_is_met_in_columns),
    Fault("exemption", ("polars",), an_exemption_comes_before_a_demand_that_is_met_in_columns),
    Fault("exemption", ("polars",), an_exemption_that_is_not_due_spares_nobody_in_columns),
    Fault("territory", SHARED, what_may_lie_elsewhere_does),
    Fault("territory", SHARED, where_a_rule_applies_is_ignored),
    Fault("territory", ("polars",), what_may_lie_elsewhere_is_unknown_in_columns),
)


@pytest.mark.parametrize("construct", sorted({fault.construct for fault in FAULTS}))
def test_without_a_fault_no_engine_departs_from_the_oracle(construct: str) -> None:
    assert departing(construct) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.plant.__name__}-{fault.construct}")
def test_a_planted_fault_is_noticed(fault: Fault, monkeypatch: Patch) -> None:
    corpus(fault.construct)
    fault.plant(monkeypatch)
    assert departing(fault.construct) == set(fault.engines)
