"""How a field is asked for on a form: its blank, its unit, and the notes beside it."""

from collections.abc import Iterable

from compliance.intake.forms.marks import Records, column_unit_mark, field_mark, record_mark, unit_mark
from compliance.quantity.units import Unit
from compliance.report.form.content import Blank, Kind, Need, Question, RecordTable
from compliance.text import Lang, Text
from compliance.vocabulary import fields as v

_YES_NO = (Text("是", "yes"), Text("否", "no"))
_KINDS = {v.Kind.number: Kind.NUMBER, v.Kind.date: Kind.DATE, v.Kind.bool: Kind.CHOICE, v.Kind.enum: Kind.CHOICE}
_UNIT_OF = Text("{}的单位", "Unit of {}")


def question(field: v.Field, need: Need, lang: Lang, *, value: str = "", notes: Iterable[str] = ()) -> Question:
    """The line that asks for a field; `notes` come before its own help, `value` stands in it already."""
    label = field.label.to(lang)
    kind, options = _KINDS.get(field.kind, Kind.TEXT), _options(field, lang)
    blank = Blank(field_mark(field.id), label, kind, options, value)
    return Question(label, need, blank, _unit(field, unit_mark(field.id), lang), (*notes, *_notes(field, lang)))


def record_table(
    field: v.Field, columns: Iterable[v.Field], rows: int, need: Need, lang: Lang, *, notes: Iterable[str] = ()
) -> RecordTable:
    """The rows that ask for the records of a list, with those columns."""
    asked = tuple(columns)
    helps = (f"{one.label.to(lang)}: {one.filling.help.to(lang)}" for one in asked if one.filling.help is not None)
    return RecordTable(
        field.label.to(lang),
        need,
        (*notes, *_notes(field, lang), *helps),
        tuple(one.label.to(lang) for one in asked),
        tuple(_unit(one, column_unit_mark(field.id, one.id), lang) for one in asked),
        tuple(tuple(_cell(field, row, one, lang) for one in asked) for row in range(1, rows + 1)),
    )


def records_of(field: v.Field, columns: Iterable[v.Field], rows: int) -> Records:
    """What a form says of such rows."""
    return Records(field.id, rows, tuple(one.id for one in columns))


def _cell(list_: v.Field, row: int, field: v.Field, lang: Lang) -> Blank:
    label = f"{list_.label.to(lang)} {row} {field.label.to(lang)}"
    return Blank(record_mark(list_.id, row, field.id), label, _KINDS.get(field.kind, Kind.TEXT), _options(field, lang))


def _options(field: v.Field, lang: Lang) -> tuple[str, ...]:
    """The words on offer; of a set none, since a drop-down takes one only."""
    if field.kind is v.Kind.bool:
        return tuple(word.to(lang) for word in _YES_NO)
    if field.kind is v.Kind.enum:
        return tuple(value.label.to(lang) for value in field.values)
    return () if field.register is None else tuple(dict.fromkeys(entry.name for entry in field.register.entries))


def _unit(field: v.Field, mark: str, lang: Lang) -> Blank | None:
    """The blank for the unit of a number, with its own unit in it."""
    if field.unit is None:
        return None
    label, words = _UNIT_OF.to(lang).format(field.label.to(lang)), [_word(one, lang) for one in field.filling.units]
    return Blank(mark, label, Kind.TEXT, tuple(word for word in words if word), _word(field.unit, lang))


def _word(unit: Unit, lang: Lang) -> str:
    return unit.symbol if lang == "zh" else unit.en or unit.symbol


def _notes(field: v.Field, lang: Lang) -> tuple[str, ...]:
    """The help and the example of a field, and what may be chosen, for who fills the form in on paper."""
    notes = [] if field.filling.help is None else [field.filling.help.to(lang)]
    if field.kind in (v.Kind.enum, v.Kind.set):
        words = Text("、", ", ").to(lang).join(value.label.to(lang) for value in field.values)
        notes.append(f"{Text('可选', 'Choose from').to(lang)}: {words}")
    if example := field.filling.example:
        of_unit = "" if field.unit is None else _word(field.unit, lang)
        notes.append(f"{Text('例', 'Example').to(lang)}: {example} {of_unit}".rstrip())
    return tuple(notes)
