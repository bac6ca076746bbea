"""Records that may be one and the same: by their id, or by their name and whoever stands behind them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from compliance.case import Datum
from compliance.errors import Place
from compliance.intake.rows.row_data import unplaced
from compliance.intake.values import CASE_ID
from compliance.text import Text, join
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.folding import fold

_SEPARATOR = "\x1f"  # stands in no cell
# 一期, 第二期, 3期, 三期工程: of a project that is built in phases each is one of its own.
_PHASE = re.compile("第?([一二三四五六七八九十0-9]+)期")


class Keys(NamedTuple):
    """By what a record is told apart; empty where it does not state it."""

    by_id: str
    by_name: str


class Repeat(NamedTuple):
    """A record that may be the same as an earlier one: where both stand, by place in the list, and by what."""

    place: int
    first: int
    by_id: bool


class Identity:
    """What tells the records of a subject apart: their ids, or else their names and the other texts that identify.

    Phases of a project are apart.
    """

    def __init__(self, subject: str, vocabulary: Vocabulary) -> None:
        fields = vocabulary.fields(subject)
        self._others = [field.id for field in fields if field.identifies and field.id != CASE_ID]
        named = tuple(field.label for field in fields if field.id == CASE_ID)
        others = tuple(f.label for f in fields if f.id != CASE_ID and (f.required or f.identifies))
        self.labels: Mapping[bool, Text] = {True: join(named, "、", ", "), False: join(others, "、", ", ")}

    def of(self, name: str, record: Mapping[str, Datum]) -> Keys:
        """The keys of a record."""
        data = unplaced(record)
        id_, called = _text(data, CASE_ID), fold(name)
        behind = [_text(data, other) for other in self._others]
        named = called and behind and all(behind) and "name" in data
        return Keys(
            _SEPARATOR.join((id_, phase_of(called))) if id_ else "", _SEPARATOR.join((called, *behind)) if named else ""
        )


def repeats(records: Iterable[tuple[str, Mapping[str, Datum]]], identity: Identity) -> Iterator[Repeat]:
    """The records, each its name and its data, that may be the same as an earlier one: the first of such is named."""
    by_id: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for place, (name, data) in enumerate(records):
        keys = identity.of(name, data)
        first = by_id.setdefault(keys.by_id, place) if keys.by_id else place
        if first != place:
            yield Repeat(place, first, True)
        elif keys.by_name and (first := by_name.setdefault(keys.by_name, place)) != place:
            yield Repeat(place, first, False)


def phase_of(name: str) -> str:
    """The phase that a name states; empty for none."""
    found = _PHASE.search(name)
    return found[1] if found else ""


def _text(data: Mapping[str, Datum], id_: str) -> str:
    datum = data.get(id_)
    return "" if datum is None else fold(str(datum.value))


def place_of_record(data: Mapping[str, Datum]) -> Place:
    """Where a record stands: the row of its first value."""
    at = next((datum.at for datum in data.values()), Place(""))
    return Place(at.file, at.line)
