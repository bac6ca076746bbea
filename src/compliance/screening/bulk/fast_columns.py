"""Take over one column of a table of data: which of its values, and how they stand in the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import narwhals as nw
from narwhals.dtypes import DType

from compliance.case import Datum
from compliance.engines.columnar.dialect import Dialect
from compliance.engines.columnar.encoding import LARGEST, PARTS, Column, columns
from compliance.engines.columnar.kleene import Truth, all_of, any_of
from compliance.engines.columnar.rationals import NARROW
from compliance.intake.cells import Cells
from compliance.intake.codes import plain_codes
from compliance.intake.heading import Heading
from compliance.intake.values import CASE_ID
from compliance.intake.written import IDLE_WORDS, TRUTHS
from compliance.quantity import days
from compliance.vocabulary.fields import Field, Kind
from compliance.vocabulary.folding import fold

DIVISOR = "divisor"

_BLANKS = ("", "-", "/", *IDLE_WORDS)
_NUMBER = r"^(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?\z"
_YEARS = "|".join(str(year) for year in range(days.FIRST.year, days.LAST.year + 1))
_DAY = rf"^({_YEARS})-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])\z"
_WORDS = r"^[0-9\x{4e00}-\x{9fa5}]{1,100}\z"
_ID = r"^[0-9A-Za-z\x{4e00}-\x{9fa5}][0-9A-Za-z\x{4e00}-\x{9fa5}()〔〕_.#-]{0,99}\z"
_IDLE = rf"(?i)^({'|'.join(IDLE_WORDS)})\z"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table: its name there, its type, and what it means."""

    name: str
    dtype: DType
    heading: Heading


class FastColumn:
    """A column under a name that no field has; of this kind, nothing that it holds can be taken over whole.

    `given` is what it holds, `blank` where that is nothing.  `first` and `second` are worked out, in that order, before
    `fits`, which says where the cells hold exactly what is written; `cells` are asked for where it fits or is blank.
    """

    def __init__(self, place: int, source: TableColumn, dialect: Dialect) -> None:
        self._dialect = dialect
        self._place = place
        self._dtype = source.dtype
        self._heading = source.heading
        held = nw.col(source.name).cast(nw.Float64()) if source.dtype.is_float() else nw.col(source.name)
        self.source = held.alias(self._name("given"))
        self.given = nw.col(self._name("given"))
        self.blank = nw.col(self._name("blank")) if self._is_text else self.given.is_null()

    @property
    def field(self) -> Field:
        """What it means."""
        return self._heading.field

    @property
    def attested(self) -> bool:
        """Whether what it says of what only a person decides counts as found."""
        return self._heading.attested

    def first(self) -> Iterator[nw.Expr]:
        """What is worked out from the column as it stands."""
        if self._is_text:
            yield (self.given.is_null() | self.given.is_in(_BLANKS)).alias(self._name("blank"))

    def second(self) -> Iterator[nw.Expr]:
        """What is worked out from the first."""
        yield from ()

    @property
    def whole(self) -> tuple[str, ...]:
        """The names of columns of binary fractions that are whole numbers where it fits, as which `cells` uses them."""
        return ()

    def fits(self) -> Truth:
        """Where the cells hold exactly what is written; it may be unknown where they do not."""
        return False

    def cells(self) -> Mapping[str, nw.Expr]:
        """The columns that it gives, by name; null where it is blank."""
        return {column.name: nothing(column.dtype) for column in columns(self.field)}

    @property
    def _is_text(self) -> bool:
        return isinstance(self._dtype, nw.String)

    def _name(self, what: str) -> str:
        return f"{what}__{self._place}"

    def _one(self, cell: nw.Expr) -> Mapping[str, nw.Expr]:
        return {columns(self.field)[0].name: cell}


class _Same(FastColumn):
    """Truths that are stored as truths."""

    def fits(self) -> Truth:
        return True

    def cells(self) -> Mapping[str, nw.Expr]:
        return self._one(self.given)


class _Words(FastColumn):
    """Words of the vocabulary, and those by which people write truths."""

    def __init__(self, place: int, source: TableColumn, dialect: Dialect) -> None:
        super().__init__(place, source, dialect)
        names = [name for value in self.field.values for name in value.names]
        cells = Cells(self._heading, starts_1904=None, percents=False)
        read = {word: cells.read(word) for word in (TRUTHS if self.field.kind is Kind.bool else names)}
        self._known = {word: datum for word, datum in read.items() if isinstance(datum, Datum)}

    def second(self) -> Iterator[nw.Expr]:
        for column in columns(self.field):
            yield self._cell(column).alias(self._name(column.name))

    def fits(self) -> Truth:
        return ~nw.col(self._name(columns(self.field)[0].name)).is_null()

    def cells(self) -> Mapping[str, nw.Expr]:
        return {column.name: nw.col(self._name(column.name)) for column in columns(self.field)}

    def _cell(self, column: Column) -> nw.Expr:
        chain: Any = nw
        for word, datum in self._known.items():
            chain = chain.when(self.given == word).then(nw.lit(column.cell(datum.value), dtype=column.dtype))
        return chain  # type: ignore[no-any-return]  # an expression


class _Text(FastColumn):
    """Plain text."""

    pattern = _WORDS

    def fits(self) -> Truth:
        return self.given.str.contains(self.pattern) & ~self.given.str.contains(_IDLE)

    def cells(self) -> Mapping[str, nw.Expr]:
        return self._one(where(~self.blank, self.given))


class _Name(_Text):
    """Names, as the register has them; those that it does not list stay as they are."""

    def __init__(self, place: int, source: TableColumn, dialect: Dialect) -> None:
        super().__init__(place, source, dialect)
        if self.field.register is None:
            raise TypeError(f"{self.field.id} has no register")
        self._register = self.field.register

    def cells(self) -> Mapping[str, nw.Expr]:
        spelled: dict[str, list[str]] = {}
        for spelling, meant in self._register.spellings.items():
            spelled.setdefault(meant, []).append(spelling)
        chain: Any = nw
        for meant, spellings in spelled.items():
            chain = chain.when(self.given.is_in(spellings)).then(nw.lit(meant))
        for name, stands in self._with_townships():
            chain = chain.when(stands).then(nw.lit(name))
        return self._one(where(~self.blank, chain.otherwise(self.given)))

    def _with_townships(self) -> Iterator[tuple[str, nw.Expr]]:
        """Each name, and where it stands with a township behind it."""
        if self._register.townships is None:
            return
        township, two_names = self._register.townships
        stands = self.given.str.contains(rf"^{township}\z") & ~self.given.str.contains(two_names)
        for name in self._register.longest_first:
            yield name, stands & self.given.str.contains(fold(name), literal=True)


class _Id(_Text):
    """The office's own numbers of projects."""

    pattern = _ID


class _WholeId(FastColumn):
    """Numbers of projects that are whole numbers."""

    def fits(self) -> Truth:
        return True

    def cells(self) -> Mapping[str, nw.Expr]:
        return self._one(self.given.cast(nw.String()))


class _Code(FastColumn):
    """Codes of GB/T 4754 as text: the digits behind a 1, as `layout.code_key` has them."""

    def fits(self) -> Truth:
        return self.given.str.contains(plain_codes(self.field))

    def cells(self) -> Mapping[str, nw.Expr]:
        code = where(~self.blank, self.given)
        digits = nw.when(code >= "A").then(code.str.slice(1)).otherwise(code)
        length = digits.str.len_chars()
        place = nw.when(length == 2).then(nw.lit(100)).when(length == 3).then(nw.lit(1000)).otherwise(nw.lit(10_000))
        return self._one((digits.cast(nw.Int32()) + place).cast(nw.Int32()))


class _WholeCode(FastColumn):
    """Codes that are whole numbers: of fewer than four digits, one may have been lost."""

    def fits(self) -> Truth:
        return (self.given >= 1000) & (self.given <= 9999)

    def cells(self) -> Mapping[str, nw.Expr]:
        return self._one(self.given.cast(nw.Int32()) + 10_000)


class _Day(FastColumn):
    """Dates."""

    def fits(self) -> Truth:
        return (self.given >= days.FIRST) & (self.given <= days.LAST)

    def cells(self) -> Mapping[str, nw.Expr]:
        return self._one(self.given)


class _WrittenDay(FastColumn):
    """Dates as text; one after the 28th falls back, since there may be no such day."""

    def fits(self) -> Truth:
        return self.given.str.contains(_DAY)

    def cells(self) -> Mapping[str, nw.Expr]:
        return self._one(where(~self.blank, self.given).str.to_date(format="%Y-%m-%d"))


class _Number(FastColumn):
    """Amounts: whole numbers, or what stands for a decimal of at most six places.

    Of the decimals of at most 15 digits no two have the same nearest binary fraction, so if a number of millionths
    divided by a million gives a fraction back, they are the decimal that was written.
    """

    def __init__(self, place: int, source: TableColumn, dialect: Dialect) -> None:
        super().__init__(place, source, dialect)
        own, written = self.field.unit, self._heading.unit
        if own is None or written is None:
            raise TypeError(f"the number {self.field.id} has no unit")
        self._is_whole = self._dtype.is_integer()
        # What one is, of those that the table gives or that are worked out from it, in millionths of the field's unit.
        self._factor = written.factor / own.factor * (PARTS if self._is_whole else 1)
        self._whole = self.given if self._is_whole else nw.col(self._name("whole"))
        self._binary = self.given if self._dtype.is_float() else nw.col(self._name("binary"))

    def first(self) -> Iterator[nw.Expr]:
        yield from super().first()
        if not self._is_whole and not self._dtype.is_float():
            written = self.given.cast(nw.String())
            yield where(written.str.contains(_NUMBER), written).cast(nw.Float64()).alias(self._name("binary"))

    def second(self) -> Iterator[nw.Expr]:
        if not self._is_whole:
            # To the nearest; other ways of rounding take longer.
            yield (self._dialect.comparable(self._binary) * PARTS + 0.5).floor().alias(self._name("whole"))

    @property
    def whole(self) -> tuple[str, ...]:
        return () if self._is_whole else (self._name("whole"),)

    def fits(self) -> Truth:
        if LARGEST * self._factor.denominator > NARROW:
            return False
        low, high = self._bounds()
        within = (self._whole >= self._limit(low)) & (self._whole <= self._limit(high))
        exact = self._is_whole or self._whole / nw.col(DIVISOR) == self._binary
        return all_of([within, exact, self._divisible(within), self._no_fraction_of_one()])

    def cells(self) -> Mapping[str, nw.Expr]:
        if LARGEST * self._factor.denominator > NARROW:
            return super().cells()
        parts, factor = self._whole.cast(nw.Int64()) if self._is_whole else self._whole, self._factor
        parts = parts if factor.numerator == 1 else parts * factor.numerator
        return self._one(parts if factor.denominator == 1 else parts // factor.denominator)

    def _bounds(self) -> tuple[int, int]:
        """The least and the greatest whole number that a cell holds, and that can be worked out exactly."""
        field = self.field
        low = -LARGEST if field.minimum is None else max(-LARGEST, ceil(field.minimum * PARTS))
        high = LARGEST if field.maximum is None else min(LARGEST, floor(field.maximum * PARTS))
        return max(-LARGEST, ceil(low / self._factor)), min(LARGEST, floor(high / self._factor))

    def _limit(self, number: int) -> int | float:
        return number if self._is_whole else float(number)

    def _divisible(self, within: nw.Expr) -> Truth:
        """Whether the factor leaves no rest."""
        if self._factor.denominator == 1:
            return True
        return where(within, self._whole).cast(nw.Int64()) % self._factor.denominator == 0

    def _no_fraction_of_one(self) -> Truth:
        """Whether a number is no percentage that may be meant as a fraction of 1: see `cells`."""
        unit = self.field.unit
        if unit is None or unit.symbol != "%" or self._is_text:
            return True
        one = 1 if self._is_whole else float(PARTS)
        return any_of([self._whole == 0, self._whole > one, self._whole < -one])


def fast_column(place: int, source: TableColumn, dialect: Dialect) -> FastColumn:
    """The column of that place in a table, as its type and its field have it."""
    return _kind(source.dtype, source.heading.field)(place, source, dialect)


def _kind(dtype: DType, field: Field) -> type[FastColumn]:
    is_text, is_whole = isinstance(dtype, nw.String), dtype.is_integer()
    if field.id == CASE_ID:
        return _Id if is_text else _WholeId if is_whole else FastColumn
    match field.kind:
        case Kind.number if dtype.is_numeric() or is_text:
            return _Number
        case Kind.code if is_text or is_whole:
            return _Code if is_text else _WholeCode
        case Kind.date if is_text or isinstance(dtype, nw.Date):
            return _WrittenDay if is_text else _Day
        case Kind.text if is_text:
            return _Text if field.register is None else _Name
        case Kind.bool if isinstance(dtype, nw.Boolean):
            return _Same
        case Kind.bool | Kind.enum | Kind.set if is_text:
            return _Words
    return FastColumn


def where(fits: nw.Expr, column: nw.Expr) -> nw.Expr:
    """The column where that holds, null elsewhere."""
    return nw.when(fits).then(column)


def nothing(dtype: DType) -> nw.Expr:
    """A column of nulls."""
    return nw.lit(None, dtype=dtype)
