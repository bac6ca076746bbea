"""A mapping that a person gave, held against the columns of the table that it is for."""

from collections.abc import Sequence

from compliance.errors import InputError, Problem, nearest, shown
from compliance.intake.columns.mapping import ColumnMatch
from compliance.intake.columns.mapping_file import GivenColumn, GivenMapping
from compliance.intake.columns.meaning import said_beside, unit_stated, units_in
from compliance.intake.currency import foreign
from compliance.quantity.units import Unit
from compliance.text import Text
from compliance.vocabulary.fields import Field
from compliance.vocabulary.folding import fold


def check_given(columns: Sequence[ColumnMatch], given: GivenMapping, units: Sequence[Unit]) -> tuple[Problem, ...]:
    """Where the given mapping states another unit than the heading.  Raises: see `match_columns`."""
    keys = {fold(column.key): column for column in columns}
    first: dict[str, GivenColumn] = {}
    problems, notes = [], []
    for stated in given.columns:
        if fold(stated.key) not in keys:
            continue
        if stated.field is not None and (other := first.setdefault(stated.field.id, stated)) is not stated:
            label = stated.field.label
            zh = f"“{shown(stated.key)}”与第 {other.at.line} 行的“{shown(other.key)}”都对应“{label.zh}”,请只留一列"
            en = f"{shown(stated.key)!r} and {shown(other.key)!r} (line {other.at.line}) are both {label.en!r}; "
            problems.append(Problem(stated.at, Text(zh, en + "keep one")))
        elif stated.field is not None and stated.field.unit is not None:
            heading = keys[fold(stated.key)].heading
            if stated.unit is None and (open_ := _left_open(stated.field, heading, units)):
                problems.append(Problem(stated.at, open_))
            elif stated.unit is not None and (other_ := _otherwise(stated.field, stated.unit, heading)):
                notes.append(Problem(stated.at, other_))
    if problems:
        raise InputError(problems)
    return tuple(notes)


def absent_columns(columns: Sequence[ColumnMatch], given: GivenMapping) -> tuple[Problem, ...]:
    """What the given mapping says of columns that the table does not have."""
    keys = [column.key for column in columns]
    known = set(map(fold, keys))
    return tuple(
        Problem(stated.at, _absent(stated.key, keys)) for stated in given.columns if fold(stated.key) not in known
    )


def _left_open(field: Field, heading: str, units: Sequence[Unit]) -> Text | None:
    """Why a column needs a unit in the mapping, or None: its heading or its table states what does not settle it."""
    own, said = field.unit, said_beside(heading)
    if own is None or not own.symbol or unit_stated(field, heading) is not None:
        return None
    stated = [said] if foreign(said) or units_in(said) else [u.symbol for u in units if u.dimension == own.dimension]
    if not stated or stated == [own.symbol]:
        return None
    listed = "、".join(map(shown, stated))
    zh = f"列名或表头写的单位是“{listed}”;请写明单元格的单位,如 {{field: {field.id}, unit: {own.symbol}}}"
    en = f"the heading or the table states {listed}; say in what unit the cells are, as {{field: {field.id}, "
    return Text(zh, f"{en}unit: {own.symbol}}}")


def _otherwise(field: Field, given: Unit, heading: str) -> Text | None:
    """That the mapping states another unit than the heading, or None."""
    stated = unit_stated(field, heading)
    if stated is None or stated == given:
        return None
    zh = f"列名“{shown(heading)}”写的单位是 {stated.symbol},映射文件写的是 {given.symbol};按映射文件读取"
    en = f"the heading {shown(heading)!r} states {stated.symbol}, the mapping {given.symbol}; read as the mapping says"
    return Text(zh, en)


def _absent(key: str, keys: Sequence[str]) -> Text:
    zh, en = f"表中没有“{shown(key)}”这一列", f"the table has no column {shown(key)!r}"
    if same := [one for one in keys if fold(one).startswith(fold(key) + "@")]:
        listed = "、".join(same)
        return Text(f"{zh};同名的列请写 {listed}", f"{en}; columns of the same heading are {listed}")
    meant = nearest(key, keys)
    return Text(f"{zh};是否为“{meant}”?", f"{en}; did you mean {meant!r}?") if meant else Text(zh, en)
