"""A list of records in one cell, as a line of JSON may have it: the buildings of a project."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from compliance.case import Datum, Doubt, Record, Unread
from compliance.errors import Place, shown
from compliance.intake.cells import as_written
from compliance.intake.keys import Keys, read_at
from compliance.intake.repeated import Entry, settled
from compliance.intake.values import WRITTEN
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary


class NestedRecords:
    """The lists of records in the cells of one table."""

    def __init__(self, vocabulary: Vocabulary, *, percents: bool) -> None:
        self._keys = Keys(vocabulary, percents=percents)

    def read(self, known: Field, items: Sequence[object], at: Place) -> tuple[Datum | Doubt, tuple[Unread, ...]]:
        """The records that the list states, or why it states none, and the keys in it that are no fields."""
        records: list[Record] = []
        unread: list[Unread] = []
        subject = known.of or ""
        for number, item in enumerate(items, start=1):
            if not isinstance(item, Mapping):
                reason = Text("每项须为一条记录(字段与值)", "each item must be a record of fields and values")
                return Doubt(known.id, known.label, at, shown(as_written(item), 100), reason), ()
            entries: dict[str, list[Entry]] = {}
            for name, raw in item.items():
                key = self._keys.of(subject, str(name))
                if key.cells is None:
                    unread.append(key.unread(str(name), as_written(raw), at))
                elif (stated := read_at(key.cells, raw, at)) is not None:
                    entry = Entry(str(name), at, key.cells.field, stated)
                    entries.setdefault(key.cells.id, []).append(entry)
            found = {id_: settled(of_field, unread) for id_, of_field in entries.items()}
            data = {id_: one for id_, one in found.items() if isinstance(one, Datum)}
            doubts = [one for one in found.values() if isinstance(one, Doubt)]
            named = data.get("name")
            called = str(named.value) if named is not None else f"{known.label.zh}#{number}"
            records.append(Record(subject, called, number, MappingProxyType(data), tuple(doubts)))
        written = shown("、".join(record.name for record in records), WRITTEN)
        return Datum(tuple(records), written, at), tuple(unread)
