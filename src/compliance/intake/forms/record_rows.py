"""The rows of a form for the records of a list, such as buildings."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from compliance.case import Datum, Doubt, Record, Unread
from compliance.errors import shown
from compliance.intake.forms.blank_reader import BlankReader, is_blank
from compliance.intake.forms.filled import Content, FilledForm
from compliance.intake.forms.marks import Records, column_unit_mark, list_of, record_mark
from compliance.intake.told import Told, add_told, told_by
from compliance.intake.values import WRITTEN
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, Vocabulary

_LOST = Text(
    "此清单的标记已全部丢失,没有读取;请在新的表中填写",
    "all marks of this list are lost, so it was not read; fill it in on a new form",
)
_IN_PART = Text(
    "清单中有的格标记已丢失,可能漏读,整个清单未采用;请在新的表中填写",
    "some cells of the list have lost their marks and may be missed; the whole list is not used: fill in a new form",
)
_BESIDE = Text(
    "清单旁有写在填写栏以外的内容(如自行增加的行),可能漏读,整个清单未采用;请填入预留的行,不够的另用一张表",
    "something is written beside the list and outside of its blanks, such as rows that were added, and may be missed; "
    "the whole list is not used: fill in the rows that are there",
)


class RecordRows:
    """The records of one form.  A list of which something may be missed is in doubt as a whole (D-079)."""

    def __init__(self, form: FilledForm, vocabulary: Vocabulary) -> None:
        self._form = form
        self._vocabulary = vocabulary
        self._reader = BlankReader(form)

    def stated(self, records: Records, unread: list[Unread]) -> tuple[str, Datum] | Doubt | None:
        """The records of a list; None where every row is blank."""
        field = self._vocabulary.find(self._vocabulary.reviewed, records.list)
        if field is None or field.kind is not Kind.list or field.of is None:
            return None
        columns = [one for id_ in records.fields if (one := self._vocabulary.find(field.of, id_)) is not None]
        rows = [self._row(records.list, number, columns) for number in range(1, records.rows + 1)]
        there = [row for row in rows if row]
        if not there:
            unread.append(Unread(field.label.zh, "", self._form.at, _LOST, field))
            return None
        read = [self._record(row, turn, columns, field) for row in there for turn in range(_turns(row))]
        found = [one for one in read if one is not None]
        if any(len(row) < len(columns) for row in there):
            return self._doubt(field, _IN_PART)
        if any(list_of(stray.after, [records]) for stray in self._form.strays):
            return self._doubt(field, _BESIDE)
        if not found:
            return None
        numbered = tuple(
            Record(field.of, name or f"{field.label.zh}#{index}", index, MappingProxyType(data), tuple(doubts))
            for index, (name, data, doubts) in enumerate(found, start=1)
        )
        at = next(content.at for row in there for contents in row.values() for content in contents)
        return field.id, Datum(numbered, shown("、".join(one.name for one in numbered), WRITTEN), at)

    def _row(self, list_: str, number: int, columns: Sequence[Field]) -> Mapping[str, Sequence[Content]]:
        """What stands in the blanks of a row that are still marked, by field; more than once where it was copied."""
        contents = self._form.contents
        marks = ((one.id, record_mark(list_, number, one.id)) for one in columns)
        return {id_: contents[mark] for id_, mark in marks if mark in contents}

    def _record(
        self, row: Mapping[str, Sequence[Content]], turn: int, columns: Sequence[Field], list_: Field
    ) -> tuple[str, dict[str, Datum], list[Doubt]] | None:
        """The name, values and doubts of a row, or of a copy of it; None for one without anything filled in."""
        data: dict[str, Datum] = {}
        doubts: list[Doubt] = []
        told: list[Told] = []
        for field in columns:
            contents = row.get(field.id, ())
            if turn >= len(contents) or is_blank(contents[turn]):
                continue
            content = contents[turn]
            if content.fault is None and (one := told_by(field, content.raw, content.at, self._vocabulary)) is not None:
                told.append(one)
                continue
            units = self._form.contents.get(column_unit_mark(list_.id, field.id), ())
            stated = self._reader.read(field, content, units)
            if isinstance(stated, Doubt):
                doubts.append(stated)
            elif stated is not None:
                data[field.id] = stated
        add_told(told, data, doubts)
        name = data.get("name")
        return (str(name.value) if name else "", data, doubts) if data or doubts else None

    def _doubt(self, field: Field, reason: Text) -> Doubt:
        return Doubt(field.id, field.label, self._form.at, "", reason)


def _turns(row: Mapping[str, Sequence[Content]]) -> int:
    return max(map(len, row.values()))
