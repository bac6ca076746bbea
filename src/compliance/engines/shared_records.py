"""Conditions on all the records of a case: evaluate each distinct combination of values once (D-031)."""

from collections.abc import Iterator, Sequence
from datetime import date

from compliance.case import Case, Record
from compliance.engines.arithmetic import compared
from compliance.engines.evaluation import Evaluation, bare
from compliance.engines.kleene import all_of, any_of, negation
from compliance.intake.rows.row_data import unplaced
from compliance.language import tree as t
from compliance.rulebook.model import Rulebook

Truths = Sequence[bool | None]


class SharedRecords(Evaluation):
    """The evaluation of a case with many records, as a progress ledger has them: truths as `Evaluation` has them.

    A condition is taken apart, and each part is asked of one record for all whose fields named in that part hold the
    same objects: thousands of projects repeat few dates, kinds and zones.
    """

    __slots__ = ("_columns",)

    def __init__(self, rulebook: Rulebook, case: Case, as_of: date) -> None:
        super().__init__(rulebook, case, as_of)
        self._columns: dict[tuple[int, int], Truths] = {}

    def truths(self, condition: t.Condition, records: tuple[Record, ...]) -> Truths:
        """The truth of a condition on each of the records, in their order."""
        key = id(condition), id(records)
        if key not in self._columns:
            self._keep((condition, records))
            self._columns[key] = self._found(condition, records)
        return self._columns[key]

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
            case t.Comparison(comparator=comparator, left=t.FieldRef(field=field), right=t.Number(quantity=limit)) if (
                field.subject != self.case.subject
            ):
                stated = (unplaced(record.data).get(field.id) for record in records)
                values = (None if datum is None else bare(datum, field, self.rulebook) for datum in stated)
                return [compared(comparator, value, limit.base) for value in values]
            case _:
                return self._asked(condition, records)

    def _asked(self, condition: t.Condition, records: tuple[Record, ...]) -> Truths:
        named = tuple(set(_named(condition, self.rulebook)))
        known: dict[tuple[int | None, ...], bool | None] = {}
        truths = []
        for record in records:
            data = unplaced(record.data)
            stated = tuple([id(data[name].value) if name in data else None for name in named])
            if stated not in known:
                known[stated] = self.within(record).truth(condition)
            truths.append(known[stated])
        return truths


def _named(node: t.AnyNode, rulebook: Rulebook) -> Iterator[str]:
    """The fields on which a condition may depend, by its definitions and tables too."""
    for part in t.walk(node):
        match part:
            case t.FieldRef(field=field):
                yield field.id
            case t.DefinitionRef(id=id_):
                yield from _named(rulebook.definitions[id_].meaning, rulebook)
            case t.Lookup(table=table):
                cells = [cell for row in rulebook.tables[table].rows for cell in row.cells if cell is not None]
                for cell in cells:
                    yield from _named(cell, rulebook)
