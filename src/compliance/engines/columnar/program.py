"""An edition lowered once to expressions: for each case the status of every rule, the verdict, and what it lacks.

Source: `engines.reference` for statuses, `engines.missing` for what is lacking, `review.consistency` for doubts and
`review.judge` for the verdict.  What they say of one case is stated here for all; tests hold both to the same answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import groupby

import narwhals as nw

from compliance.case import Case
from compliance.engines.columnar.derived_columns import DerivedColumns, Frame
from compliance.engines.columnar.dialect import Dialect
from compliance.engines.columnar.encoding import ROW, code_key, column_name, fits_column
from compliance.engines.columnar.encoding import columns as columns_of
from compliance.engines.columnar.kleene import (
    Truth,
    all_of,
    any_of,
    first_of,
    is_false,
    is_true,
    is_unknown,
    negation,
    stated,
)
from compliance.engines.columnar.lowering import Lowering
from compliance.engines.columnar.missing import Gap, Gaps, Reach
from compliance.engines.columnar.outcomes import Encode, Status, VerdictRank, as_number
from compliance.engines.columnar.rationals import Arithmetic, LoweringError
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import Closing, due_from, needs_only_data
from compliance.errors import InputError, Place, Problem
from compliance.language import tree as t
from compliance.rulebook.model import Check, Edition, Force, Inference, Pack, Rule, Rulebook
from compliance.rulebook.uses import fields_named, nodes_of
from compliance.text import Text
from compliance.vocabulary.fields import Classification, Field, Kind
from compliance.vocabulary.register import Register
from compliance.vocabulary.stages import Stage, StageAsked

VERDICT = "verdict"
STAGE = "stage"
OUTSIDE = "outside"
PRESUMED = "presumed"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a case, and of its records, that an edition reads; the lists among the first hold the second.

    `inferred` are the ids of those that may be inferred where a case does not state them; `claimable` of those that
    only a person decides and of which a condition asks whether they are known.  `summed_up` are those with which
    records are counted and summed up; `surely` says that an aggregate is known wherever they are all given.
    """

    of_case: tuple[Field, ...]
    of_records: tuple[Field, ...]
    inferred: frozenset[str]
    claimable: frozenset[str]
    summed_up: tuple[Field, ...]
    surely: bool

    @property
    def lists(self) -> tuple[Field, ...]:
        """The fields that hold records."""
        return tuple(field for field in self.of_case if field.kind is Kind.list)


def fields_read(edition: Edition) -> Fields:
    """The fields that the rules of an edition, the checks and the stages read, in the order of the vocabulary."""
    rulebook = edition.rulebook
    conditions = [c for rule in edition.rules for c in rule.conditions()]
    conditions += [applies for _, applies in edition.territorial]
    vocabulary = rulebook.vocabulary
    judged = vocabulary.judged_with(vocabulary.reviewed)
    conditions += [check.holds for check in rulebook.checks if check.subject in judged]
    conditions += [condition for _, condition in rulebook.reached]
    conditions += [inference.when for inference in rulebook.inferences]
    read = {reference.field for condition in conditions for reference in fields_named(condition, rulebook.definitions)}
    if vocabulary.stage_field is not None:
        read.add(vocabulary.stage_field)
    of_records = [f for s in vocabulary.subjects for f in vocabulary.fields(s) if f in read and not f.reviewed]
    holders = {f.subject for f in of_records}
    of_case = [f for f in vocabulary.fields(vocabulary.reviewed) if f in read or f.of in holders]
    inferred = frozenset(one.field.id for one in rulebook.inferences)
    nodes = [node for condition in conditions for node in nodes_of(condition, rulebook.definitions)]
    asked = [node.field.field for node in nodes if isinstance(node, t.Known) and isinstance(node.field, t.FieldRef)]
    claimable = frozenset(field.id for field in asked if field.decided_by_person and field.reviewed)
    return Fields(tuple(of_case), tuple(of_records), inferred, claimable, *_summed_up(conditions, rulebook))


def _summed_up(conditions: Iterable[t.Condition], rulebook: Rulebook) -> tuple[tuple[Field, ...], bool]:
    """The fields named within aggregates, and whether these are known wherever all of them are given."""
    named = [node for condition in conditions for node in nodes_of(condition, rulebook.definitions)]
    aggregates = [node for node in named if isinstance(node, t.Aggregate)]
    within = [
        node
        for aggregate in aggregates
        for part in (aggregate.value, aggregate.where)
        if part is not None
        for node in nodes_of(part, rulebook.definitions)
    ]
    fields = dict.fromkeys(node.field for node in within if isinstance(node, t.FieldRef))
    doubted = {id_ for check in rulebook.checks for id_ in check.doubts}
    may_be_unknown = any(
        isinstance(node, t.Lookup)
        or (isinstance(node, t.Arithmetic) and node.operator == "/")
        or (isinstance(node, t.FieldRef) and (node.field.kind is Kind.code or node.field.id in doubted))
        for node in within
    )
    return tuple(fields), not may_be_unknown


def stage_fields(rulebook: Rulebook) -> frozenset[Field]:
    """The fields from which the stage of a case is seen."""
    named = {
        reference.field for _, reached in rulebook.reached for reference in fields_named(reached, rulebook.definitions)
    }
    stated = rulebook.vocabulary.stage_field
    return frozenset(named if stated is None else {stated, *named})


def stage_of_silence(rulebook: Rulebook, as_of: date, asked: StageAsked) -> Stage | None:
    """The stage of every case that states none of the `stage_fields`; None if what else it states may show another."""
    telling = stage_fields(rulebook)
    if any(inference.field in telling for inference in rulebook.inferences):
        return None
    silent = Case(rulebook.vocabulary.reviewed, "", "", {}, (), (), Place("columns"))
    return Evaluation(rulebook, silent, as_of, asked).stage


class Program:
    """What one edition says of many cases on one day, in numbers of `Status` and `VerdictRank` or `in_words`.

    `any_records` says whether any case lists records; `details` asks for what is missing and doubted too, and for the
    place of the stage (-1 where there are no stages).  `asked` is the stage as for one case; `one_stage` says that no
    case states any of the `stage_fields`.  `rules`, `missing` and `doubts` name the columns by rule, path and field.
    Raises: InputError with the rule that cannot be evaluated on columns, and its place.
    """

    def __init__(
        self,
        edition: Edition,
        as_of: date,
        dialect: Dialect,
        *,
        any_records: bool,
        details: bool,
        in_words: bool = False,
        asked: StageAsked | None = None,
        one_stage: bool = False,
    ) -> None:
        self._edition = edition
        read = fields_read(edition)
        self._of_case = read.of_case
        self._reviewed = edition.rulebook.vocabulary.reviewed
        self._arithmetic = Arithmetic(dialect.wide)
        self._in_words = in_words
        self._encode = dialect.as_word if in_words else as_number
        self._asked = asked
        self._only_stage = stage_of_silence(edition.rulebook, as_of, asked) if one_stage and asked is not None else None
        self._as_of = as_of
        self._any_records = any_records
        self._details = details
        self._checking = DerivedColumns("checked", any_records=any_records)
        self._doubtful = self._doubts(self._lowering(self._checking))
        _refuse_two_lists(read.lists)
        _refuse_listed(read.of_records)
        drawn = groupby(edition.rulebook.inferences, key=lambda inference: inference.field)
        self._inferring = [
            (field, *self._lowered_inferences(inferences, place))
            for place, (field, inferences) in enumerate(drawn)
            if field in self._of_case
        ]
        self._aggregated = DerivedColumns("aggregated", any_records=any_records)
        self._low = self._lowering(self._aggregated)
        self._statuses = [self._lowered(rule) for rule in edition.rules]
        self._places = [self._lowered_territory(pack, applies) for pack, applies in edition.territorial]
        missing = self._missing_fields() if details else {}
        self._missing_truths = list(missing.values())
        self.rules = {rule.id: f"rule_{place}" for place, rule in enumerate(edition.rules)}
        self.missing = {path: f"missing_{place}" for place, path in enumerate(missing)}
        self.doubts = {id_: f"doubts_{id_}" for id_ in self._doubtful}

    def run(self, cases: Frame, records: Frame | None, keep: Iterable[str] = ()) -> Frame:
        """One row for each case, in any order: `ROW`, the columns to keep, the status of every rule, the verdict.

        With details also whether the case lacks each field, whether each is doubted, whether it lies outside the places
        that the packs are for, and whether it is presumed to lie in one: true or false, never null; and its stage.
        `cases` and `records` have the columns that `encoding` gives the fields of `fields_read`.
        """
        details = (self._place_of_stage().alias(STAGE), *self._where()) if self._details else ()
        checked = self._cleaned(self._checking.applied(cases, records))
        frame = self._completed(self._checking.without(checked), records)
        frame = self._aggregated.applied(frame, records)
        results = dict(zip(self.rules.values(), self._statuses, strict=True))
        results |= {
            name: stated(truth) for name, truth in zip(self.missing.values(), self._missing_truths, strict=True)
        }
        if results:
            frame = frame.with_columns(*(expr.alias(name) for name, expr in results.items()))
        verdict = _verdict(self._edition.rules, self.rules, self._outside, self._encode).alias(VERDICT)
        doubts = self.doubts.values() if self._details else ()
        return frame.select(ROW, *keep, *results, *doubts, *details, verdict)

    @property
    def _outside(self) -> Truth:
        """Whether a case lies outside the places that the packs are for.

        Source: `review.territory.is_outside`, whose meaning this is.
        """
        return all_of([is_false(place) for place in self._places]) if self._places else False

    def _where(self) -> Iterator[nw.Expr]:
        yield stated(self._outside).alias(OUTSIDE)
        yield stated(any_of([is_unknown(place) for place in self._places])).alias(PRESUMED)

    # How frames are put together

    def _cleaned(self, frame: Frame) -> Frame:
        """The cases without the values that are doubted."""
        if not self._doubtful:
            return frame
        doubts = [stated(doubtful).alias(self.doubts[id_]) for id_, doubtful in self._doubtful.items()]
        return frame.with_columns(*doubts).with_columns(*self._usable())

    def _usable(self) -> Iterator[nw.Expr]:
        """The columns of doubted fields, unknown where they are doubted."""
        for field in self._of_case:
            if field.id in self._doubtful:
                for column in columns_of(field):
                    yield nw.when(~nw.col(self.doubts[field.id])).then(nw.col(column.name)).alias(column.name)

    def _completed(self, frame: Frame, records: Frame | None) -> Frame:
        """The cases with what is inferred, one field after another; nothing in the place of what is doubted."""
        for field, derived, inferred in self._inferring:
            (stands,) = columns_of(field)
            column, doubts = nw.col(stands.name), self.doubts.get(field.id)
            stated_doubt = nw.lit(False) if doubts is None else nw.col(doubts)
            free = all_of([column.is_null(), ~stated_doubt])
            values = [
                (all_of([free, is_true(holds)]), nw.lit(stands.cell(value), dtype=stands.dtype))
                for value, holds in inferred
            ]
            value = stated(first_of(values, column))
            frame = derived.without(derived.applied(frame, records).with_columns(value.alias(stands.name)))
        return frame

    def _lowered_inferences(
        self, inferences: Iterable[Inference], place: int
    ) -> tuple[DerivedColumns, list[tuple[bool | str, Truth]]]:
        """The values that a field may be given, each with its condition on each case.  Raises: InputError."""
        derived = DerivedColumns(f"inferred_{place}", any_records=self._any_records)
        low, found = self._lowering(derived), list[tuple[bool | str, Truth]]()
        for inference in inferences:
            with _refusing(inference.when.at, inference.field.id):
                found.append((inference.value, low.truth(inference.when)))
        return derived, found

    def _lowered_territory(self, pack: Pack, applies: t.Condition) -> Truth:
        """Whether each case lies where a pack applies.  Raises: InputError."""
        with _refusing(applies.at, pack.id):
            return self._low.truth(applies)

    def _lowering(self, derived: DerivedColumns) -> Lowering:
        return Lowering(self._edition.rulebook, self._as_of, self._arithmetic, derived, self._asked, record=False)

    # What is said of each row

    def _doubts(self, low: Lowering) -> dict[str, Truth]:
        """Where a stated value contradicts others, or is a code or name that nothing lists."""
        found: dict[str, list[Truth]] = {}
        rulebook = self._edition.rulebook
        read = {field.id: field for field in self._of_case}
        for check in rulebook.checks:
            if check.subject in rulebook.vocabulary.judged_with(self._reviewed):
                contradicted = self._contradicted(check, low)
                for id_ in check.doubts:
                    if id_ in read:
                        found.setdefault(id_, []).append(all_of([contradicted, low.given(read[id_])]))
        for field in self._of_case:
            if field.classification is not None:
                found.setdefault(field.id, []).append(_unlisted(field, field.classification))
            if field.register is not None:
                found.setdefault(field.id, []).append(_unregistered(field, field.register))
        return {id_: any_of(truths) for id_, truths in found.items() if any_of(truths) is not False}

    def _contradicted(self, check: Check, low: Lowering) -> Truth:
        with _refusing(check.holds.at, check.id):
            if check.subject != self._reviewed:
                raise LoweringError("a check on records")
            return is_false(low.truth(check.holds))

    def _lowered(self, rule: Rule) -> nw.Expr:
        """The status of a rule.  Raises: InputError."""
        with _refusing(rule.at, rule.id):
            return self._status(rule)

    def _status(self, rule: Rule) -> nw.Expr:
        if rule.subject == self._reviewed:
            return self._status_of_row(rule, self._low)
        whole = self._status_of_row(rule, self._low)
        if not self._any_records:
            return whole
        return nw.when(self._without_records(rule)).then(whole).otherwise(self._of_records(rule))

    def _without_records(self, rule: Rule) -> nw.Expr:
        """Whether a case has no records that the rule could be judged on: it lists none, or its list is in doubt."""
        none = self._numbers_of_records(rule).is_null()
        doubted = [self._low.given(field) for field in self._of_case if field.of == rule.subject]
        return stated(any_of([none, *(negation(given) for given in doubted)]))

    def _of_records(self, rule: Rule) -> nw.Expr:
        """The greatest status among a case's records, as statuses are kept."""
        numbers = self._numbers_of_records(rule)
        if not self._in_words:
            return numbers
        return _chained([(numbers == as_number(status), status) for status in Status], Status.FAIL, self._encode)

    def _numbers_of_records(self, rule: Rule) -> nw.Expr:
        """The greatest status among a case's records, a number, since words have no order; null without records."""
        return self._low.aggregate(
            ("status", rule.id), lambda low: self._status_of_row(rule, low), lambda expr: expr.max()
        )

    def _status_of_row(self, rule: Rule, low: Lowering) -> nw.Expr:
        return stated(low.column(("status", rule.id), lambda: self._outcome(rule, low)))

    def _encoding(self, low: Lowering) -> Encode:
        return as_number if low.record else self._encode

    def _place_of_stage(self) -> nw.Expr:
        """The place of each case's stage; -1 where there are no stages."""
        at_none = nw.lit(-1, dtype=nw.Int8())
        if self._asked is None:
            return at_none
        if self._only_stage is not None:
            return nw.lit(self._only_stage.place, dtype=nw.Int8())
        every = reversed(self._edition.rulebook.vocabulary.stages.every)
        come_to = ((self._low.has_come_to(stage), nw.lit(stage.place, dtype=nw.Int8())) for stage in every)
        return stated(first_of(come_to, at_none))

    def _at_stages(self, rule: Rule, low: Lowering) -> list[tuple[Truth, Lowering]]:
        """The stages that make a difference to a rule: where a row is at one of them, and the lowering seen from it.

        Rows between two of them are as at the former.
        """
        if self._asked is None or self._only_stage is not None:
            return [(True, low.at(self._only_stage))]
        stages = self._edition.rulebook.vocabulary.stages.every
        named = due_from(rule, self._edition.rulebook)
        differing = [stage for stage in stages if stage.place == 0 or stage in named]
        at = [(low.has_come_to(stage), stage) for stage in differing]
        past = [*(come_to for come_to, _ in at[1:]), False]
        return [
            (all_of([come_to, negation(beyond)]), low.at(stage))
            for (come_to, stage), beyond in zip(at, past, strict=True)
        ]

    def _outcome(self, rule: Rule, low: Lowering) -> nw.Expr:
        """The status of the rule in each row, of a record or a whole case.

        Source: `reference.outcome`, whose order of cases this is.
        """
        applies = low.truth(rule.when)
        exempt = any_of([low.truth(exemption.condition) for exemption in rule.exemptions])
        met: Truth = True if rule.require is None else low.truth(rule.require)
        certain = all_of([applies, negation(exempt)])
        cases = [
            (negation(applies), Status.NOT_APPLICABLE),
            (met if rule.require is not None else False, Status.PASS),
            (exempt, Status.OVERRIDDEN),
            (certain if rule.require is None else False, Status.PASS),
            (all_of([certain, negation(met)]), Status.FAIL),
        ]
        for here, seen in self._at_stages(rule, low):
            cases += [(all_of([here, truth]), status) for truth, status in self._open(rule, seen)]
        return _chained(cases, Status.UNDETERMINED, self._encoding(low))

    def _open(self, rule: Rule, low: Lowering) -> Iterator[tuple[Truth, Status]]:
        """Where a rule that is not settled comes later, or else waits for a person or a figure, at one stage."""
        rulebook = self._edition.rulebook
        stages = due_from(rule, rulebook)
        if stages and not low.is_due(stages[-1]):
            yield self._comes_later(rule, low), Status.DEFERRED
        if not needs_only_data(rule, rulebook):
            yield negation(self._can_settle(rule, Gaps(low))), Status.MANUAL

    def _comes_later(self, rule: Rule, low: Lowering) -> Truth:
        """Whether nothing that can be known of the row could make the demand fail, or the grant granted: never unknown.

        Source: `engines.missing.comes_later`, whose meaning this is.
        """
        gaps = Gaps(low)
        exempt = [gaps.reach(exemption.condition, Closing.ANYONE) for exemption in rule.exemptions]
        could = [low.is_due(rule.stage), gaps.reach(rule.when, Closing.ANYONE).true, *(one.false for one in exempt)]
        if rule.require is not None:
            could.append(gaps.reach(rule.require, Closing.ANYONE).false)
        return negation(all_of(could))

    def _can_settle(self, rule: Rule, gaps: Gaps) -> Truth:
        """Whether data of the row that can be known could give the rule an outcome: never unknown.

        Source: `engines.missing.can_settle`, whose meaning this is.
        """
        applies = gaps.reach(rule.when, Closing.DATA)
        exempt = [gaps.reach(exemption.condition, Closing.DATA) for exemption in rule.exemptions]
        met = Reach(true=True, false=False) if rule.require is None else gaps.reach(rule.require, Closing.DATA)
        spared = any_of([reach.true for reach in exempt])
        fulfilled = False if rule.require is None else met.true
        bound = all_of([applies.true, *(reach.false for reach in exempt), any_of(met)])
        return any_of([applies.false, spared, fulfilled, bound])

    def _missing_fields(self) -> dict[str, Truth]:
        """For each field by path, whether a rule that the verdict waits for lacks it."""
        whole = Gap()
        for rule in self._edition.rules:
            if rule.force.decides:
                whole.add(self._gap_of(rule))
        return whole.missing

    def _gap_of(self, rule: Rule) -> Gap:
        def of_row(low: Lowering) -> Gap:
            gap = Gap()
            waiting = self._status_of_row(rule, low) == self._encoding(low)(Status.UNDETERMINED)
            for here, seen in self._at_stages(rule, low):
                for condition in rule.conditions():
                    gap.add(Gaps(seen).of_condition(condition), all_of([waiting, here]))
            return gap

        whole = of_row(self._low)
        if rule.subject == self._reviewed or not self._any_records:
            return whole
        absent = self._without_records(rule)
        gap = Gap()
        gap.add(whole, absent)
        shape = of_row(self._low.within_record())
        for path in shape.missing:

            def of_record(low: Lowering, path: str = path) -> Truth:
                return of_row(low).missing.get(path, False)

            missing = self._low.any_of_records(("rule", rule.id, path), of_record)
            gap.add(Gap({path: missing}), negation(absent))
        return gap


def _refuse_two_lists(lists: Sequence[Field]) -> None:
    """Nothing.  Raises: InputError for a second list, whose records would be taken for those of the first."""
    for field in lists[1:]:
        at = Place("vocabulary.yaml")
        raise _refused(at, field.id, LoweringError(f"a list of records beside {lists[0].id}"))


def _refuse_listed(of_records: Iterable[Field]) -> None:
    """Nothing.  Raises: InputError for a code or name of records that would be in doubt where nothing lists it."""
    for field in of_records:
        if field.classification is not None:
            raise _refused(field.classification.at, field.id, LoweringError("a classification of codes of records"))
        if field.register is not None:
            raise _refused(Place("vocabulary.yaml"), field.id, LoweringError("a register of names of records"))


@contextmanager
def _refusing(at: Place, id_: str) -> Iterator[None]:
    """Name what is being lowered, and its place, where columns cannot hold it.  Raises: InputError."""
    try:
        yield
    except LoweringError as error:
        raise _refused(at, id_, error) from error


def _refused(at: Place, id_: str, error: LoweringError) -> InputError:
    zh = f"{id_} 不能批量计算:{error};请逐件审查,或改写此规则"
    en = f"{id_} cannot be evaluated on many cases at once: {error}; review cases one by one, or reword it"
    return InputError([Problem(at, Text(zh, en))])


def _verdict(rules: Sequence[Rule], columns: Mapping[str, str], outside: Truth, encode: Encode) -> nw.Expr:
    """The rank of the verdict in each row; `outside` says where it lies outside the places that the packs are for.

    Source: `judge.decide_verdict`, whose order of cases this is.
    """
    if not rules:
        return encode(VerdictRank.UNDETERMINED)
    deciding = [rule for rule in rules if rule.force.decides]
    statuses = {rule: nw.col(columns[rule.id]) for rule in deciding}
    failed = {rule: status == encode(Status.FAIL) for rule, status in statuses.items()}
    refused = any_of([fails for rule, fails in failed.items() if rule.force is not Force.CONDITION])
    waiting = any_of([status == encode(Status.UNDETERMINED) for status in statuses.values()])
    referred = any_of([status == encode(Status.MANUAL) for status in statuses.values()])
    cases = [
        (refused, VerdictRank.FAIL),
        (any_of([outside, waiting]), VerdictRank.UNDETERMINED),
        (referred, VerdictRank.REFERRED),
        (any_of(list(failed.values())), VerdictRank.CONDITIONAL),
    ]
    return _chained(cases, VerdictRank.PASS, encode)


def _chained(cases: Iterable[tuple[Truth, IntEnum]], otherwise: IntEnum, encode: Encode) -> nw.Expr:
    """The first value whose condition is known to hold, or else the last."""
    found = first_of(((condition, encode(value)) for condition, value in cases), encode(otherwise))
    return stated(found)


def _unregistered(field: Field, register: Register) -> Truth:
    """Whether there is a name that the register does not list."""
    name = nw.col(column_name(field))
    return all_of([~name.is_null(), negation(is_true(name.is_in([*register.names, *register.none])))])


def _unlisted(field: Field, classification: Classification) -> Truth:
    """Whether there is a code that is not in its classification; of codes that a column can hold."""
    listed = sorted(code_key(code) for code in classification.codes if fits_column(code))
    code = nw.col(column_name(field))
    return all_of([~code.is_null(), negation(is_true(code.is_in(listed)))])
