"""The columns of a table of data, such as Parquet, as the engine holds them: taken over whole, not row by row.

Only what intake would read as it stands is taken over.  A row with anything else (an amount in words, an approximate
number, a value out of bounds, buildings) is odd: intake reads it, like a row of any ledger.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import or_
from typing import Any

import narwhals as nw
from narwhals.dtypes import DType

from compliance.case import Datum
from compliance.engines.columnar.layout import FIRST_DAY, LARGEST, LAST_DAY, PARTS, Column, columns
from compliance.engines.columnar.numbers import NARROW
from compliance.engines.columnar.program import Fields
from compliance.engines.columnar.truths import Truth, all_of, any_of, stated
from compliance.engines.columnar.working import Frame
from compliance.intake.cells import Cells
from compliance.intake.heading import Heading
from compliance.vocabulary import Field, Kind

ODD = "odd"
BLANKS = ("", "-", "/", "待定", "不详")
TRUTHS = ("是", "否", "有", "无", "√", "×", "true", "false")

_DIVISOR = "divisor"
_NUMBER = r"^(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?$"
_CODE = r"^[A-T]?[0-9]{2,4}$"
_DAY = r"^[1-8][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"
_WORDS = r"^[0-9\x{4e00}-\x{9fa5}]{1,100}$"
_IDLE = r"^(待补|待补充|未定|未知|暂缺|暂无数据)$"


@dataclass(frozen=True, slots=True)
class Source:
    """A column of the table: its name there, its type, and what it means."""

    name: str
    dtype: DType
    heading: Heading


class Typed:
    """What the columns of a table give for the fields that are read; null for a field of which the table has none."""

    def __init__(self, sources: Iterable[Source], fields: Fields) -> None:
        self._columns = [_Taken(place, source) for place, source in enumerate(sources)]
        read = {field.id for field in fields.of_case}
        self._read = [column for column in self._columns if column.field.id in read]
        self._wanted = [column for field in fields.of_case for column in columns(field)]

    def applied(self, frame: Frame, keep: Mapping[str, nw.Expr]) -> Frame:
        """The columns that the engine evaluates, those to keep, and `ODD`: whether a row is odd, never unknown."""
        kept = [expr.alias(name) for name, expr in keep.items()]
        frame = frame.select(*kept, *(column.source().alias(column.name) for column in self._columns))
        # A column, since by a constant a library may multiply with its inverse, which rounds twice.
        divisor = nw.col(self._columns[0].name).is_null().cast(nw.Float64()) * 0.0 + float(PARTS)
        prepared = [expr for column in self._columns for expr in column.prepared()]
        frame = frame.with_columns(divisor.alias(_DIVISOR), *prepared)
        cells = {column.name: _nothing(column.dtype) for column in self._wanted}
        for column in self._read:
            cells |= column.cells()
        frame = frame.with_columns(*(expr.alias(name) for name, expr in cells.items()))
        odd = any_of([column.unfit() for column in self._read])
        nothing = all_of([column.blank for column in self._columns])
        return frame.select(*keep, *cells, stated(any_of([odd, nothing])).alias(ODD))

    def odd(self, frame: Frame, names: Sequence[str]) -> Frame:
        """The odd rows as the table has them: the columns of these names, in this order and under other names."""
        held = {f"kept__{place}": nw.col(name) for place, name in enumerate(names)}
        return self.applied(frame, held).filter(nw.col(ODD)).select(*held)


class _Taken:
    """A column of the table, under a name that no field has."""

    def __init__(self, place: int, source: Source) -> None:
        self.name = f"given__{place}"
        self._source = source
        self._dtype = source.dtype
        self._heading = source.heading
        self._whole = f"whole__{place}"
        self._blank = f"blank__{place}"
        self._given = nw.col(self.name)

    @property
    def field(self) -> Field:
        """What it means."""
        return self._heading.field

    @property
    def blank(self) -> nw.Expr:
        """Where it holds nothing."""
        return nw.col(self._blank)

    def source(self) -> nw.Expr:
        """The column as the table has it."""
        return nw.col(self._source.name)

    def prepared(self) -> Iterator[nw.Expr]:
        """What is worked out before the cells, since they need it more than once."""
        blank = self._given.is_null()
        if self._dtype == nw.String():
            blank = reduce(or_, [self._given == word for word in BLANKS], blank)
        yield blank.alias(self._blank)
        if self.field.kind is Kind.number and (binary := self._binary()) is not None:
            low, high = self._limits()
            within = binary.is_between(float(Fraction(low, PARTS)), float(Fraction(high, PARTS)))
            # Apart, since DuckDB leaves a comparison out where the least and the greatest of a file, without NaN, fit.
            held = _where(binary.is_finite() & within, binary)
            yield (held * PARTS).round().alias(self._whole)

    def unfit(self) -> nw.Expr:
        """Where it holds something that the cells do not; several cells are null together."""
        return ~self.blank & stated(any_of([nw.col(columns(self.field)[0].name).is_null(), self._rounded()]))

    def cells(self) -> Mapping[str, nw.Expr]:
        """The columns that it gives, by name; null where something does not fit."""
        kept = columns(self.field)
        match self.field.kind:
            case Kind.number:
                made = [self._number()]
            case Kind.code:
                made = [self._code()]
            case Kind.date:
                made = [self._date()]
            case Kind.text if self._dtype == nw.String():
                plain = self._given.str.contains(_WORDS) & ~self._given.str.contains(_IDLE) & ~self.blank
                made = [_where(plain, self._given)]
            case Kind.bool if self._dtype == nw.Boolean():
                made = [self._given]
            case Kind.bool | Kind.enum | Kind.set if self._dtype == nw.String():
                made = [self._word(column) for column in kept]
            case _:
                made = [_nothing(column.dtype) for column in kept]
        return {column.name: expr for column, expr in zip(kept, made, strict=True)}

    def _word(self, column: Column) -> nw.Expr:
        """What the words that intake reads as values stand for."""
        known = [name for value in self.field.values for name in value.names]
        words = TRUTHS if self.field.kind is Kind.bool else known
        cells = Cells(self._heading, starts_1904=None, percents=False)
        chain: Any = nw
        for word in dict.fromkeys(words):
            if isinstance(datum := cells.read(word), Datum):
                chain = chain.when(self._given == word).then(nw.lit(column.cell(datum.value), dtype=column.dtype))
        return chain  # type: ignore[no-any-return]  # an expression

    def _code(self) -> nw.Expr:
        """The digits behind a 1, as `layout.code_key` has them."""
        given = self._given
        if self._dtype.is_integer():
            return _where((given >= 1000) & (given <= 9999), given).cast(nw.Int32()) + 10_000
        if self._dtype != nw.String():
            return _nothing(nw.Int32())
        code = _where(given.str.contains(_CODE), given)
        digits = nw.when(code >= "A").then(code.str.slice(1)).otherwise(code)
        length = digits.str.len_chars()
        place = nw.when(length == 2).then(nw.lit(100)).when(length == 3).then(nw.lit(1000)).otherwise(nw.lit(10_000))
        return (digits.cast(nw.Int32()) + place).cast(nw.Int32())

    def _date(self) -> nw.Expr:
        """The day; one after the 28th that stands as text is odd, since there may be no such day."""
        if self._dtype == nw.Date():
            return _where((self._given >= FIRST_DAY) & (self._given <= LAST_DAY), self._given)
        if self._dtype == nw.String():
            return _where(self._given.str.contains(_DAY), self._given).str.to_date(format="%Y-%m-%d")
        return _nothing(nw.Date())

    # Numbers, in millionths of the field's unit

    def _number(self) -> nw.Expr:
        parts, ratio = self._parts(), self._ratio()
        if self.field.unit is not None and self.field.unit.symbol == "%" and self._dtype != nw.String():
            # It may be meant as a fraction of 1: see `cells`.
            parts = _where((parts == 0) | (parts > PARTS) | (parts < -PARTS), parts)
        return parts if ratio == 1 else _times(parts, ratio, *_bounds(self.field))

    def _ratio(self) -> Fraction:
        """How many of the field's units one is of those in which it is written."""
        own, written = self.field.unit, self._heading.unit
        if own is None or written is None:
            raise TypeError(f"the number {self.field.id} has no unit")
        return written.factor / own.factor

    def _limits(self) -> tuple[int, int]:
        """The least and the greatest that it may hold, in millionths of the unit in which it is written."""
        return _bounds(self.field) if self._ratio() == 1 else (-LARGEST, LARGEST)

    def _parts(self) -> nw.Expr:
        """The number in millionths of the unit in which it is written, where it lies within bounds; see `_rounded`."""
        if self._dtype.is_integer():
            low, high = self._limits()
            fits = (self._given >= -(-low // PARTS)) & (self._given <= high // PARTS)
            return _where(fits, self._given).cast(nw.Int64()) * PARTS
        return _nothing(nw.Int64()) if self._binary() is None else nw.col(self._whole).cast(nw.Int64())

    def _rounded(self) -> Truth:
        """Where the whole millionths are not exactly the number, or this is not known.

        Of the decimals of at most 15 digits no two have the same nearest binary fraction, so if the division gives the
        fraction back, the millionths are the decimal that was written.
        """
        binary = self._binary() if self.field.kind is Kind.number else None
        if binary is None:
            return False
        return ~(nw.col(self._whole) / nw.col(_DIVISOR) == binary)

    def _binary(self) -> nw.Expr | None:
        """The number as a binary fraction, None for a type that is read otherwise."""
        if self._dtype.is_float():
            return self._given.cast(nw.Float64())
        if self._dtype.is_decimal():
            written = self._given.cast(nw.String())
        elif self._dtype == nw.String():
            written = self._given
        else:
            return None
        return _where(written.str.contains(_NUMBER), written).cast(nw.Float64())


def _where(fits: nw.Expr, column: nw.Expr) -> nw.Expr:
    return nw.when(fits).then(column)


def _nothing(dtype: DType) -> nw.Expr:
    return nw.lit(None, dtype=dtype)


def _bounds(field: Field) -> tuple[int, int]:
    """The least and the greatest that a field can be, in millionths."""
    low = -LARGEST if field.minimum is None else max(-LARGEST, ceil(field.minimum * PARTS))
    return low, LARGEST if field.maximum is None else min(LARGEST, floor(field.maximum * PARTS))


def _times(parts: nw.Expr, ratio: Fraction, low: int, high: int) -> nw.Expr:
    """So many times the parts, where that is a whole number within bounds."""
    if LARGEST * ratio.denominator > NARROW:
        return _nothing(nw.Int64())
    within = (parts >= ceil(low / ratio)) & (parts <= floor(high / ratio))
    product = _where(within, parts) * ratio.numerator
    return _where(product % ratio.denominator == 0, product // ratio.denominator)
