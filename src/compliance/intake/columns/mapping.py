"""Which column of a table is which field, or why that is in question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from compliance.case import Datum
from compliance.errors import Place, Problem, column_letters, shown
from compliance.intake.heading import Heading
from compliance.quantity.units import Unit
from compliance.text import Text
from compliance.vocabulary.fields import Field


class How(StrEnum):
    """By what a column was given its field."""

    label = "label"
    alias = "alias"
    close = "close"
    given = "given"
    none = "none"


@dataclass(frozen=True, slots=True)
class MatchDoubt:
    """Why a column is not read though it may mean a field, the fields that it may mean, and the units it may be in.

    No units are known where neither the heading nor the table states one.
    """

    reason: Text
    candidates: tuple[Field, ...]
    units: tuple[Unit, ...] = ()

    def units_of(self, field: Field) -> tuple[Unit, ...]:
        """The units in which the numbers of a field may be: its own unless others are stated."""
        if field.unit is None:
            return ()
        stated = tuple(one for one in self.units if one.dimension == field.unit.dimension)
        return stated or ((field.unit,) if field.unit.symbol else ())


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: its heading, the field under it if that is certain, and the unit that the heading states.

    `index` counts from 0.  `group` is the upper of two rows of headings.  `key` names the column in a mapping file,
    which may say that the column holds what persons have found (`attested`).
    """

    heading: str
    index: int
    key: str
    field: Field | None = None
    unit: Unit | None = None
    how: How = How.none
    doubt: MatchDoubt | None = None
    attested: bool = False

    @property
    def letter(self) -> str:
        """The letters of the column in a spreadsheet."""
        return column_letters(self.index + 1)

    @property
    def reads(self) -> Heading | None:
        """The field with the unit of bare numbers, or None for a column that is not read."""
        return None if self.field is None else Heading(self.field, self.unit or self.field.unit, self.attested)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Every column that has a heading, in the order of the table.

    `notes` are about the mapping that was given, `absent` about those of its columns that the table does not have, and
    `constants` what it sets for every row, by field id.
    """

    columns: tuple[ColumnMatch, ...]
    notes: tuple[Problem, ...] = ()
    absent: tuple[Problem, ...] = ()
    constants: Mapping[str, Datum] = field(default_factory=dict)

    @property
    def used(self) -> tuple[ColumnMatch, ...]:
        """The columns that are read."""
        return tuple(column for column in self.columns if column.field is not None)

    @property
    def questions(self) -> tuple[ColumnMatch, ...]:
        """The columns that may mean a field and are not read until a mapping says so."""
        return tuple(column for column in self.columns if column.doubt is not None)

    @property
    def unread(self) -> tuple[ColumnMatch, ...]:
        """The columns that mean no field, or that the given mapping ignores."""
        return tuple(column for column in self.columns if column.field is None and column.doubt is None)

    def notes_on_columns(self, file: str) -> Iterator[Problem]:
        """Which columns are not read, and which are read in a unit that nothing states."""
        if self.questions:
            zh = "有疑问、未读取的列:{};用 --show-mapping 查看,用 --mapping 写明"
            yield _listing(
                file, zh, "in question and not read: {}; see --show-mapping, decide by --mapping", self.questions
            )
        if self.unread:
            zh = "不对应任何字段、未读取的列:{}"
            yield _listing(file, zh, "mean no field and are not read: {}", self.unread)
        if assumed := [column for column in self.used if column.unit is None and _own_unit(column)]:
            zh = "列名未写单位,不带单位的数按字段的单位读取:{}"
            yield _listing(file, zh, "state no unit; numbers without one are read in the field's own: {}", assumed)


def _own_unit(column: ColumnMatch) -> str:
    own = column.field.unit if column.field is not None else None
    return own.symbol if own is not None else ""


def _listing(file: str, zh: str, en: str, columns: Sequence[ColumnMatch]) -> Problem:
    """A note that names columns, those that are read with the unit of their field, others with what they may mean."""
    named = [_named(column) for column in columns]
    in_zh, in_en = "、".join(name.zh for name in named), ", ".join(name.en for name in named)
    return Problem(Place(file), Text(zh.format(in_zh), en.format(in_en)))


def _named(column: ColumnMatch) -> Text:
    name = f"{column.letter} {shown(column.key)}"
    if column.doubt is not None:
        fields = [field.label for field in column.doubt.candidates]
        zh, en = "、".join(label.zh for label in fields), " or ".join(label.en for label in fields)
        return Text(f"{name}(是否指 {zh}?)", f"{name} ({en}?)")
    unit_ = f"({_own_unit(column)})" if _own_unit(column) else ""
    return Text(name + unit_, name + unit_)


def place_of(column: ColumnMatch, file: str, row: int) -> Place:
    """Where a heading stands; `row` is 0 where columns are known by name only."""
    return Place(file, row, column.index + 1, True) if row else Place(file)
