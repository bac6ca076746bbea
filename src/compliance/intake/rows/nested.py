"""A list of records in one cell, as a line of JSON may have it: the buildings of a project."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from compliance.case import Datum, Doubt, Record
from compliance.errors import Place, Problem, shown
from compliance.intake.cells import Cells, as_written, placed
from compliance.intake.field_names import Heading, HeadingError, resolve
from compliance.intake.rows.skipped import FAULTS
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary


class NestedRecords:
    """The lists of records in the cells of one table."""

    def __init__(self, vocabulary: Vocabulary, *, percents: bool) -> None:
        self._vocabulary = vocabulary
        self._percents = percents
        self._nested: dict[tuple[str, str], Cells | None] = {}

    def read(self, known: Field, items: Sequence[object], at: Place) -> tuple[Datum | Doubt, tuple[Problem, ...]]:
        """The records that the list states, or why it states none, and notes on keys that are no fields."""
        records: list[Record] = []
        notes: list[Problem] = []
        subject = known.of or ""
        for number, item in enumerate(items, start=1):
            if not isinstance(item, Mapping):
                reason = Text("每项须为一条记录(字段与值)", "each item must be a record of fields and values")
                return Doubt(known.id, known.label, at, shown(as_written(item), 100), reason), ()
            data: dict[str, Datum] = {}
            doubts: list[Doubt] = []
            for key, raw in item.items():
                cells = self._cells_of(subject, str(key))
                if cells is None:
                    said = shown(str(key))
                    notes.append(
                        Problem(at, Text(f"没有“{said}”这个字段,未采用", f"{said!r} is not a field; not used"))
                    )
                    continue
                found = cells.read(raw)
                if isinstance(found, Datum):
                    data[cells.id] = placed(found, at)
                elif found is not None:
                    doubts.append(placed(found, at))
            name = data.get("name")
            called = str(name.value) if name is not None else f"{known.label.zh}#{number}"
            records.append(Record(subject, called, number, MappingProxyType(data), tuple(doubts)))
        written = shown("、".join(record.name for record in records), 200)
        return Datum(tuple(records), written, at), tuple(notes[:FAULTS])

    def _cells_of(self, subject: str, key: str) -> Cells | None:
        if (subject, key) not in self._nested and len(self._nested) < 10_000:
            try:
                heading: Heading | None = resolve(self._vocabulary, subject, key)
            except HeadingError:
                heading = None
            cells = None if heading is None else Cells(heading, starts_1904=None, percents=self._percents)
            self._nested[subject, key] = cells
        return self._nested.get((subject, key))
