"""Conditions on all the records of a case: evaluate each distinct combination of values once (D-031)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from compliance.case import Case, Datum, Record
from compliance.engines.arithmetic import Value, compared
from compliance.engines.evaluation import Evaluation, bare
from compliance.engines.kleene import all_of, any_of, negation
from compliance.intake.rows.row_data import unplaced
from compliance.language import tree as t
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Field, Kind

Answer = TypeVar("Answer")
Truths = Sequence[bool | None]


class SharedRecords(Evaluation):
    """The evaluation of a case with many records, as a progress ledger has them: truths as `Evaluation` has them.

    A condition is taken apart, and each part is asked of one record for all whose fields named in that part hold the
    same objects: thousands of projects repeat few dates, kinds and zones.
    """

    __slots__ = ("_columns", "_doubted", "_fields", "_objects", "_of_fields", "_rows")

    def __init__(self, rulebook: Rulebook, case: Case, as_of: date) -> None:
        super().__init__(rulebook, case, as_of)
        self._columns: dict[tuple[int, int], Truths] = {}
        self._of_fields: dict[tuple[str, int], Sequence[Value | None]] = {}
        self._doubted: dict[int, Sequence[tuple[str, ...]]] = {}
        self._objects: dict[tuple[str, int], Sequence[int | None]] = {}
        self._rows: dict[int, Sequence[Mapping[str, Datum]]] = {}
        self._fields: dict[int, frozenset[str]] = {}

    def truths(self, condition: t.Condition, records: tuple[Record, ...]) -> Truths:
        """The truth of a condition on each of the records, in their order."""
        key = id(condition), id(records)
        if key not in self._columns:
            self._keep((condition, records))
            self._columns[key] = self._found(condition, records)
        return self._columns[key]

    def each(self, records: tuple[Record, ...], names: Iterable[str], ask: Callable[[Record], Answer]) -> list[Answer]:
        """The answer for each of the records, asked once of all that hold the same in those fields, doubts included."""
        columns: list[Sequence[object]] = [
            self._objects_of(name, records) for name in sorted(self.stated(records).intersection(names))
        ]
        if doubted := self._doubted_of(records):
            columns.append(doubted)
        if not columns:
            return [ask(records[0])] * len(records) if records else []
        rows = list(zip(*columns, strict=True))
        answers: dict[tuple[object, ...], Answer] = {}
        for row, record in zip(rows, records, strict=True):
            if row not in answers:
                answers[row] = ask(record)
        return [answers[row] for row in rows]

    def _found(self, condition: t.Condition, records: tuple[Record, ...]) -> Truths:
        match condition:
            case t.All(conditions=parts):
                return [all_of(row) for row in zip(*[self.truths(p, records) for p in parts], strict=True)]
            case t.AnyOf(conditions=parts):
                return [any_of(row) for row in zip(*[self.truths(p, records) for p in parts], strict=True)]
            case t.Not(condition=inner):
                return [negation(truth) for truth in self.truths(inner, records)]
            case t.DefinitionRef(id=id_):
                return self.truths(self.rulebook.condition(id_), records)
            case t.Comparison(comparator=comparator, left=t.FieldRef(field=field), right=t.FieldRef(field=other)) if (
                self._is_column(field) and self._is_column(other)
            ):
                pairs = zip(self._values_of(field, records), self._values_of(other, records), strict=True)
                return [compared(comparator, left, right) for left, right in pairs]
            case t.Comparison(
                comparator=comparator, left=t.FieldRef(field=field), right=t.Number() | t.Day() | t.AsOf() as right
            ) if self._is_column(field):
                limit = self.value(right)
                return [compared(comparator, value, limit) for value in self._values_of(field, records)]
            case t.Comparison() if self._is_never_known(condition, records):
                return [None] * len(records)
            case _:
                return self._asked(condition, records)

    def _is_never_known(self, comparison: t.Comparison, records: tuple[Record, ...]) -> bool:
        """Whether numbers are compared of which one is a field that no record states."""
        parts = tuple(t.walk(comparison))
        if not all(isinstance(part, t.Comparison | t.Arithmetic | t.FieldRef | t.Number) for part in parts):
            return False
        fields = (part.field for part in parts if isinstance(part, t.FieldRef))
        return any(self._is_column(field) and field.id not in self.stated(records) for field in fields)

    def stated(self, records: tuple[Record, ...]) -> frozenset[str]:
        """The fields that any of the records states."""
        if id(records) not in self._fields:
            self._fields[id(records)] = frozenset(id_ for data in self._rows_of(records) for id_ in data)
        return self._fields[id(records)]

    def _rows_of(self, records: tuple[Record, ...]) -> Sequence[Mapping[str, Datum]]:
        """The data of each of the records, without their places."""
        if id(records) not in self._rows:
            self._keep(records)
            self._rows[id(records)] = [unplaced(record.data) for record in records]
        return self._rows[id(records)]

    def _is_column(self, field: Field) -> bool:
        """Whether records state numbers or days of a field, which compare as they stand."""
        return field.subject != self.case.subject and field.kind in (Kind.number, Kind.date)

    def _values_of(self, field: Field, records: tuple[Record, ...]) -> Sequence[Value | None]:
        key = field.id, id(records)
        if key not in self._of_fields:
            stated = (data.get(field.id) for data in self._rows_of(records))
            self._of_fields[key] = [None if datum is None else bare(datum, field, self.rulebook) for datum in stated]
        return self._of_fields[key]

    def _objects_of(self, name: str, records: tuple[Record, ...]) -> Sequence[int | None]:
        """Which object each of the records holds in a field: equal cells of a ledger hold the same."""
        key = name, id(records)
        if key not in self._objects:
            stated = (data.get(name) for data in self._rows_of(records))
            self._objects[key] = [None if datum is None else id(datum.value) for datum in stated]
        return self._objects[key]

    def _doubted_of(self, records: tuple[Record, ...]) -> Sequence[tuple[str, ...]]:
        """The fields of each of the records that are in doubt; nothing at all where none of them are."""
        if id(records) not in self._doubted:
            self._keep(records)
            doubted = [tuple([doubt.field for doubt in record.doubts]) for record in records]
            self._doubted[id(records)] = doubted if any(doubted) else []
        return self._doubted[id(records)]

    def _asked(self, condition: t.Condition, records: tuple[Record, ...]) -> Truths:
        named = names_in(condition, self.rulebook)
        return self.each(records, named, lambda record: self.within(record).truth(condition))


def names_in(node: t.AnyNode, rulebook: Rulebook) -> Iterator[str]:
    """The fields on which a condition may depend, by its definitions and tables too."""
    for part in t.walk(node):
        match part:
            case t.FieldRef(field=field):
                yield field.id
            case t.DefinitionRef(id=id_):
                yield from names_in(rulebook.definitions[id_].meaning, rulebook)
            case t.Lookup(table=table):
                cells = [cell for row in rulebook.tables[table].rows for cell in row.cells if cell is not None]
                for cell in cells:
                    yield from names_in(cell, rulebook)
