"""What words in one field tell of another: 未动工 under the start, that construction has not started."""

from collections.abc import Sequence
from typing import NamedTuple

from compliance.case import Datum, Doubt
from compliance.errors import Place, shown
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary


class Told(NamedTuple):
    """A truth that is told of `field` by the words written in `by`."""

    field: Field
    by: Field
    datum: Datum


def told_by(field: Field, written: object, at: Place, vocabulary: Vocabulary) -> Told | None:
    """What a value of that field tells of another, or None where it is to be read as what it is."""
    if not field.tellings or not isinstance(written, str) or (telling := field.telling(written)) is None:
        return None
    return Told(vocabulary.field(field.subject, telling.field), field, Datum(telling.value, written.strip(), at))


def add_told(told: Sequence[Told], data: dict[str, Datum], doubts: list[Doubt]) -> None:
    """Take over what is told; where a field is stated otherwise, or told both ways, both places are in doubt."""
    sources: dict[str, Told] = {}
    for one in told:
        id_ = one.field.id
        if any(doubt.field == id_ for doubt in doubts):
            continue
        stated = data.setdefault(id_, one.datum)
        if stated.value != one.datum.value:
            del data[id_]
            other = sources[id_].by if id_ in sources else one.field
            doubts.append(_against(one.field, stated, other, one))
            doubts.append(_against(one.by, one.datum, one.by, Told(one.field, other, stated)))
        sources.setdefault(id_, one)


def _against(field: Field, stated: Datum, at: Field, other: Told) -> Doubt:
    """A doubt of a field, stated in the column or under the key of another or its own, by what is told beside it."""
    zh = f"“{at.label.zh}”与“{other.by.label.zh}”所填的“{shown(other.datum.written)}”矛盾,请核实"
    en = f"{at.label.en!r} contradicts {shown(other.datum.written)!r} under {other.by.label.en!r}; find out which holds"
    return Doubt(field.id, field.label, stated.at, stated.written, Text(zh, en))
