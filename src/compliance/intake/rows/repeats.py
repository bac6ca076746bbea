"""Records that may be one and the same: by their id, or by their name and whoever stands behind them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from compliance.case import Datum
from compliance.errors import Place
from compliance.intake.rows.row_data import unplaced
from compliance.intake.values import CASE_ID
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.folding import fold

# 一期, 第二期, 3期, 三期工程: of a project that is built in phases each is one of its own.
_PHASE = re.compile("第?([一二三四五六七八九十0-9]+)期")


class Repeat(NamedTuple):
    """A record that may be the same as an earlier one: where both stand, by place in the list, and by what."""

    place: int
    first: int
    by_id: bool


def repeats(
    records: Iterable[tuple[str, Mapping[str, Datum]]], subject: str, vocabulary: Vocabulary
) -> Iterator[Repeat]:
    """The records, each its name and its data, that may be the same as an earlier one; of several the first is named.

    They have the same id, or the same name and the same other texts that tell which case it is; but phases are apart.
    """
    others = [field.id for field in vocabulary.fields(subject) if field.identifies and field.id != CASE_ID]
    by_id: dict[tuple[str, str], int] = {}
    by_name: dict[tuple[str, ...], int] = {}
    for place, (name, record) in enumerate(records):
        data = unplaced(record)
        id_, called = _text(data, CASE_ID), fold(name)
        behind = tuple(_text(data, other) for other in others)
        first = by_id.setdefault((id_, phase_of(called)), place) if id_ else place
        if first != place:
            yield Repeat(place, first, True)
            continue
        if called and others and all(behind) and "name" in data:
            first = by_name.setdefault((called, *behind), place)
            if first != place:
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
