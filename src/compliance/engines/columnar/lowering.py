"""Conditions and terms as expressions over the columns of a frame, in the meaning of `engines.evaluation`."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from fractions import Fraction
from math import gcd, lcm

import narwhals as nw

from compliance.engines.columnar.dates import Dated
from compliance.engines.columnar.dates import compared as dates_compared
from compliance.engines.columnar.derived_columns import DerivedColumns, Part
from compliance.engines.columnar.encoding import LARGEST, MOST_RECORDS, PARTS, column_name, columns
from compliance.engines.columnar.industry_codes import covered
from compliance.engines.columnar.kleene import (
    Truth,
    all_of,
    any_of,
    first_of,
    is_false,
    is_true,
    is_unknown,
    negation,
    ordered,
    stated,
    where_known,
)
from compliance.engines.columnar.rationals import NARROW, Arithmetic, LoweringError, Number, Whole
from compliance.engines.evaluation import is_code
from compliance.language import tree as t
from compliance.language.unparse import unparse
from compliance.rulebook.model import DefinedCondition, Row, Rulebook, Table
from compliance.vocabulary.fields import Field, Kind
from compliance.vocabulary.stages import Stage, StageAsked

MOST_ROWS = 200  # of a decision table, which becomes a chain as long


class Lowering:
    """Conditions and terms to expressions over a frame of cases or, if `record`, over one of records with their cases.

    Shape: one value for each row, null where unknown.  What many rules share becomes a column of `derived` of its own.
    `asked` is the stage as for one case; `seen_at` is the one that `is_due` is about, None for every stage.
    Source: `Evaluation` of `engines.evaluation`, with which every truth and value agrees.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        as_of: date,
        arithmetic: Arithmetic,
        derived: DerivedColumns,
        asked: StageAsked | None,
        *,
        record: bool,
        seen_at: Stage | None = None,
    ) -> None:
        self.rulebook = rulebook
        self._as_of = as_of
        self._arithmetic = arithmetic
        self._derived = derived
        self._asked = asked
        self.record = record
        self.seen_at = seen_at

    # Truths

    def truth(self, condition: t.Condition) -> Truth:
        """True, false or null (unknown) for each row.

        Raises: LoweringError, with the words of the part that cannot be stated over columns.
        """
        match condition:
            case t.Truth(value=value):
                return value
            case t.FieldRef(field=field):
                return self._column(field)
            case t.Not(condition=inner):
                return negation(self.truth(inner))
            case t.DefinitionRef(id=id_):
                return self.truth(self.rulebook.condition(id_))
            case _:
                return self.column(("truth", condition), lambda: self._worked_out(condition))

    def column(self, key: tuple[Hashable, ...], make: Callable[[], Truth]) -> Truth:
        """What is made, as a column of its own, worked out once for each key; a constant stays one."""
        return self.columns(key, lambda: {None: make()})[None]

    def columns(self, key: tuple[Hashable, ...], make: Callable[[], Mapping[Part, Truth]]) -> Mapping[Part, Truth]:
        """What is made, each part as a column of its own, worked out once for each key; a constant stays one."""
        return self._derived.columns(key, make, of_record=self.record)

    def _worked_out(self, condition: t.Condition) -> Truth:
        match condition:
            case t.All(conditions=conditions):
                return all_of([self.truth(c) for c in conditions])
            case t.AnyOf(conditions=conditions):
                return any_of([self.truth(c) for c in conditions])
            case t.Presumed(condition=inner):
                return negation(is_false(self.truth(inner)))
            case t.Lookup(table=table, arguments=arguments):
                return self._looked_up_truth(self.rulebook.tables[table], arguments)
            case t.Comparison():
                return self._comparison(condition)
            case t.Membership(value=value, options=options):
                return self._member(value, options)
            case t.Known(field=t.FieldRef(field=field)):
                return negation(is_unknown(self._column(field)))
            case t.Quantified():
                return self._quantified(condition)
            case _:
                raise _refused(condition)

    def given(self, field: Field) -> Truth:
        """Whether the case gives the field: never unknown."""
        return negation(is_unknown(self._column(field)))

    def is_due(self, since: Stage | None) -> bool:
        """Whether what can be known from a stage on can be known of a case at the one that it is seen at."""
        return since is None or self.seen_at is None or since.place <= self.seen_at.place

    def has_come_to(self, stage: Stage) -> Truth:
        """Whether the case is at that stage or a later one: never unknown."""
        return self.column(("come to", stage.id), lambda: self._come_to(stage))

    def _come_to(self, stage: Stage) -> Truth:
        asked, field = self._asked, self.rulebook.vocabulary.stage_field
        if asked is None:
            return True
        due: Truth = stage.place <= asked.stage.place
        if asked.unless_stated and field is not None:
            stated_one = nw.col(column_name(field))
            due = nw.when(stated_one.is_null()).then(stated(due)).otherwise(stated_one >= stage.place)
        late = [condition for reached, condition in self.rulebook.reached if reached.place >= stage.place]
        return any_of([due, *(is_true(self.truth(condition)) for condition in late)])

    def given_records(self, records: t.AnyNode) -> Truth:
        """Whether the case gives a list of records: never unknown."""
        given = self._records(records)
        return False if given is None else given

    def holder(self, field: Field) -> Field:
        """The list of the reviewed subject whose records have a field."""
        vocabulary = self.rulebook.vocabulary
        return next(f for f in vocabulary.lists(vocabulary.reviewed) if f.of == field.subject)

    def within_record(self) -> "Lowering":
        """The lowering of what is said within a record of the case."""
        return self._like_this(record=True, seen_at=self.seen_at)

    def at(self, stage: Stage | None) -> "Lowering":
        """The lowering of what is said of a case at that stage; what is true of it is the same."""
        return self._like_this(record=self.record, seen_at=stage)

    def _like_this(self, *, record: bool, seen_at: Stage | None) -> "Lowering":
        return Lowering(
            self.rulebook,
            self._as_of,
            self._arithmetic,
            self._derived,
            self._asked,
            record=record,
            seen_at=seen_at,
        )

    def matches(self, row: Row, arguments: tuple[t.Term, ...]) -> Truth:
        """Whether a row of a decision table applies to the arguments, in each row of the frame."""
        cells = zip(arguments, row.cells, strict=True)
        return all_of([self._member(argument, cell) for argument, cell in cells if cell is not None])

    def _column(self, field: Field) -> nw.Expr | None:
        """The field's column, or the first of them; None for a field of records seen from a whole case."""
        if not field.reviewed and not self.record:
            return None
        return nw.col(columns(field)[0].name)

    def _comparison(self, condition: t.Comparison) -> Truth:
        comparator, left, right = condition.comparator, condition.left, condition.right
        if isinstance(right, t.String) and comparator in ("=", "!=") and is_code(left):
            equal = self._covered(left, (right.text,))
            return equal if comparator == "=" else negation(equal)
        if isinstance(left, t.FieldRef) and left.field.kind in (Kind.text, Kind.enum, Kind.code):
            return self._compared_as_written(comparator, left, right)
        one, other = self.value(left), self.value(right)
        if isinstance(one, Number) and isinstance(other, Number):
            return self._arithmetic.compare(comparator, one, other)
        if isinstance(one, Dated) and isinstance(other, Dated):
            return dates_compared(comparator, one, other)
        if isinstance(one, Number | Dated) or isinstance(other, Number | Dated):
            raise _refused(condition)
        if one is None or other is None:
            return None
        return ordered(comparator, one, other)

    def _compared_as_written(self, comparator: t.Comparator, left: t.FieldRef, right: t.Term) -> Truth:
        column = self._column(left.field)
        match right:
            case t.Member(value=value):
                other: object = left.field.values.index(value)
            case t.String(text=text) if left.field.kind is Kind.text:
                other = text
            case t.FieldRef(field=field) if field.kind is left.field.kind:
                other = self._column(field)
            case _:
                raise _refused(t.Comparison(comparator, left, right))
        return None if column is None or other is None else ordered(comparator, column, other)

    def _member(self, value: t.Term, options: t.AnyNode) -> Truth:
        match options:
            case t.Choice(values=values) if is_code(value):
                return self._covered(value, options.texts)
            case t.Choice(values=values):
                return any_of([self._comparison(t.Comparison("=", value, v)) for v in values])
            case t.Interval(low=low, high=high, low_open=low_open, high_open=high_open):
                above = self._comparison(t.Comparison(">" if low_open else ">=", value, low))
                below = self._comparison(t.Comparison("<" if high_open else "<=", value, high))
                return all_of([above, below])
            case t.FieldRef(field=field) if isinstance(value, t.Member):
                return None if self._column(field) is None else nw.col(f"{column_name(field)}__{value.value.id}")
            case _:
                raise _refused(t.Membership(value, options))  # type: ignore[arg-type]  # as it was given

    def _covered(self, term: t.Term, heads: tuple[str, ...]) -> Truth:
        column = self._column(term.field) if isinstance(term, t.FieldRef) else None
        return None if column is None else covered(column, heads)

    def _quantified(self, condition: t.Quantified) -> Truth:
        inner, every = condition.condition, condition.quantifier == "every"
        records = self._records(condition.records)
        if records is None:
            return None
        decided = is_false if every else is_true
        deciding = self.any_of_records(("decided", every, inner), lambda low: decided(low.truth(inner)))
        unknown = self.any_of_records(("unknown", inner), lambda low: is_unknown(low.truth(inner)))
        settled = all_of([records, any_of([deciding, negation(unknown)])])
        return where_known(settled, negation(deciding) if every else deciding)

    def _records(self, reference: t.AnyNode) -> nw.Expr | None:
        """Whether the case gives a list of records; None where none does."""
        if not self._derived.any_records or not isinstance(reference, t.FieldRef):
            return None
        return nw.col(column_name(reference.field)).fill_null(False)

    def any_of_records(self, key: tuple[object, ...], truth: Callable[["Lowering"], Truth]) -> Truth:
        """For each case, whether something is known to hold of any of its records: never unknown."""
        if not self._derived.any_records:
            return False
        return self.aggregate(("any", *key), lambda low: _counted(truth(low)), _greatest).fill_null(0) == 1

    def aggregate(
        self,
        key: tuple[object, ...],
        of_record: Callable[["Lowering"], nw.Expr],
        joined: Callable[[nw.Expr], nw.Expr],
    ) -> nw.Expr:
        """For each case what is joined from an expression over each of its records; null for a case without records.

        Of one key it is worked out once.
        """
        return self._derived.aggregated(key, lambda: of_record(self.within_record()), joined)

    # Values

    def value(self, term: t.Term) -> Number | Dated | Truth:
        """The value of a term in each row: a number in base units, a date, or a truth.

        Raises: LoweringError, with the words of the part that cannot be stated over columns.
        """
        match term:
            case t.Number(quantity=quantity):
                return Number(quantity.base)
            case t.Day(value=day):
                return Dated(day)
            case t.AsOf():
                return Dated(self._as_of)
            case t.Truth(value=value):
                return value
            case t.FieldRef(field=field):
                return self._field(field)
            case t.DefinitionRef(id=id_):
                definition = self.rulebook.definitions[id_]
                if isinstance(definition, DefinedCondition):
                    return self.truth(term)
                return self.value(definition.meaning)
            case t.Arithmetic(operator=operator, left=left, right=right):
                return self._calculated(operator, left, right)
            case t.Lookup(table=table, arguments=arguments):
                looked_up = self.rulebook.tables[table]
                if looked_up.output is None:
                    return self._looked_up_truth(looked_up, arguments)
                return self._looked_up_number(looked_up, arguments)
            case t.Aggregate():
                return self._aggregate(term)
            case _:
                raise _refused(term)

    def _field(self, field: Field) -> Number | Dated | Truth:
        column = self._column(field)
        match field.kind:
            case Kind.number:
                if field.unit is None:
                    raise TypeError(f"the number {field.id} has no unit")
                top = _UNKNOWN if column is None else Whole(column, LARGEST, field.minimum is None or field.minimum < 0)
                return Number(field.unit.factor / PARTS, top)
            case Kind.date:
                return Dated(None, column) if column is not None else Dated(None)
            case Kind.bool:
                return column
            case _:
                raise LoweringError(f"the value of {field.id}")

    def _calculated(self, operator: t.Operator, left: t.Term, right: t.Term) -> Number | Dated:
        one = self.value(left)
        if isinstance(one, Dated) and isinstance(right, t.Number) and operator in ("+", "-"):
            return one.moved(right.quantity, 1 if operator == "+" else -1)
        other = self.value(right)
        if not isinstance(one, Number) or not isinstance(other, Number):
            raise _refused(t.Arithmetic(operator, left, right))
        match operator:
            case "+":
                return self._arithmetic.add(one, other)
            case "-":
                return self._arithmetic.add(one, self._arithmetic.negative(other))
            case "*":
                return self._arithmetic.multiply(one, other)
            case "/":
                return self._arithmetic.divide(one, other)

    def _looked_up_truth(self, table: Table, arguments: tuple[t.Term, ...]) -> Truth:
        return self._chosen(table, arguments, [bool(row.result) for row in table.rows], nw.Boolean())

    def _looked_up_number(self, table: Table, arguments: tuple[t.Term, ...]) -> Number:
        scale = _common([Fraction(row.result) for row in table.rows])
        results = [int(Fraction(row.result) / scale) for row in table.rows]
        chosen = self.column(
            ("looked up", table.id, arguments), lambda: self._chosen(table, arguments, results, nw.Int64())
        )
        bound = sum(map(abs, results)) if table.hit == "sum" else max(map(abs, results))
        return Number(scale, _UNKNOWN if chosen is None else Whole(stated(chosen), bound, min(results) < 0))

    def _chosen(
        self, table: Table, arguments: tuple[t.Term, ...], results: list[bool] | list[int], dtype: nw.dtypes.DType
    ) -> nw.Expr | None:
        if len(table.rows) > MOST_ROWS:
            raise LoweringError(f"{table.id}, a table of more than {MOST_ROWS} rows")
        matches = [self.matches(row, arguments) for row in table.rows]
        pairs = [(m, nw.lit(r, dtype=dtype)) for m, r in zip(matches, results, strict=True)]
        match table.hit:
            case "unique":
                return first_of([(is_true(m), r) for m, r in pairs])
            case "first":
                unknown = nw.lit(None, dtype=dtype)
                return first_of([part for m, r in pairs for part in ((is_true(m), r), (is_unknown(m), unknown))])
            case hit:
                return _combined(hit, pairs)

    def _aggregate(self, aggregate: t.Aggregate) -> Number:
        records = self._records(aggregate.records)
        if records is None:
            return Number(Fraction(1), _UNKNOWN)
        where, value = aggregate.where, aggregate.value

        def included(low: "Lowering") -> Truth:
            return True if where is None else low.truth(where)

        doubtful = self.any_of_records(("doubtful", where), lambda low: is_unknown(included(low)))
        count = self.aggregate(("count", where), lambda low: _counted(is_true(included(low))), _sum).fill_null(0)
        counted = all_of([records, negation(doubtful)])
        if value is None:
            return Number(Fraction(1), Whole(_only(counted, count), MOST_RECORDS, negative=False))
        scale, bound, negative = self._shape(value)
        missing = self.any_of_records(
            ("missing", where, value),
            lambda low: all_of([is_true(included(low)), low._top(value).is_null()]),
        )
        settled = all_of([counted, negation(missing)])
        function = aggregate.function
        joined = _JOINED[function]
        aggregated = self.aggregate(
            (joined.__name__, where, value), lambda low: _only(is_true(included(low)), low._top(value)), joined
        )
        if function in ("min", "max"):
            return Number(scale, Whole(_only(settled, aggregated), bound, negative))
        if bound * MOST_RECORDS > NARROW:
            raise _refused(aggregate)
        total = Whole(_only(settled, aggregated.fill_null(0)), bound * MOST_RECORDS, negative)
        among = Whole(nw.when(count > 0).then(count), MOST_RECORDS, negative=False)
        return Number(scale, total, among if function == "average" else None)

    def _shape(self, value: t.Term) -> tuple[Fraction, int, bool]:
        """Scale, bound and sign of a number within a record."""
        number = self.within_record().value(value)
        if not isinstance(number, Number) or number.bottom is not None:
            raise _refused(value)
        if number.top is None:
            return number.scale, 1, number.scale < 0
        return number.scale, number.top.bound, number.top.negative

    def _top(self, value: t.Term) -> nw.Expr:
        number = self.value(value)
        if not isinstance(number, Number):
            raise _refused(value)
        return nw.lit(1, dtype=nw.Int64()) if number.top is None else number.top.expr


def _refused(node: t.AnyNode) -> LoweringError:
    return LoweringError(unparse(node))


def _counted(truth: Truth) -> nw.Expr:
    """1 where it holds, else 0."""
    one, zero = nw.lit(1, dtype=nw.Int64()), nw.lit(0, dtype=nw.Int64())
    if isinstance(truth, nw.Expr):
        return nw.when(truth).then(one).otherwise(zero)
    return one if truth else zero


def _only(truth: Truth, expr: nw.Expr) -> nw.Expr:
    if isinstance(truth, nw.Expr):
        return nw.when(truth).then(expr)
    return expr if truth else nw.lit(None, dtype=nw.Int64())


def _combined(hit: str, pairs: list[tuple[Truth, nw.Expr]]) -> nw.Expr | None:
    """The sum, least or greatest of the results that apply; unknown where none does, or it is unknown of one."""
    unknown = any_of([is_unknown(m) for m, _ in pairs])
    applies = any_of([is_true(m) for m, _ in pairs])
    results = [_only(is_true(m), r) for m, r in pairs]
    match hit:
        case "sum":
            whole = nw.sum_horizontal(*results)
        case "max":
            whole = nw.max_horizontal(*results)
        case _:
            whole = nw.min_horizontal(*results)
    return nw.when(all_of([applies, negation(unknown)])).then(whole)


def _common(numbers: list[Fraction]) -> Fraction:
    """The largest number of which all are whole multiples."""
    denominator = lcm(*(n.denominator for n in numbers))
    return Fraction(gcd(*(int(n * denominator) for n in numbers)) or 1, denominator)


def _sum(expr: nw.Expr) -> nw.Expr:
    return expr.sum().cast(nw.Int64())


def _least(expr: nw.Expr) -> nw.Expr:
    return expr.min()


def _greatest(expr: nw.Expr) -> nw.Expr:
    return expr.max()


# An average is a sum over a count.  A count has no value to join: it is worked out before this table is asked.
_JOINED: Mapping[t.Function, Callable[[nw.Expr], nw.Expr]] = {
    "sum": _sum,
    "average": _sum,
    "min": _least,
    "max": _greatest,
}
_UNKNOWN = Whole(nw.lit(None, dtype=nw.Int64()), 0, negative=False)
