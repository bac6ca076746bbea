"""How the fields of a case stand in the columns of a frame: whole numbers, so that no comparison is ever rounded.

| kind | columns of a field | null |
|---|---|---|
| number | Int64: millionths (`PARTS`) of the field's unit, at most `LARGEST` of them either way | not given |
| enum | Int16: the place of the value in the vocabulary, from 0 | not given |
| code | Int32: its digits behind a 1, see `code_key` | not given |
| set | Boolean for each value of the set: whether it is chosen | not given |
| date, bool, text | Date, Boolean, String: as stated | not given |
| list | Boolean: true | not given |

A case that does not fit (`DoesNotFitError`) is judged on its own instead (D-034, D-035).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import narwhals as nw
from narwhals.dtypes import DType

from compliance.caching import Cache
from compliance.case import Datum
from compliance.case import Value as Stated
from compliance.intake.rows.row_data import unplaced
from compliance.quantity.quantity import Quantity
from compliance.vocabulary.fields import Field, Kind

Cell = bool | int | str | date | None

ROW = "row"
PARTS = 10**6
LARGEST = 10**15 - 1
MOST_RECORDS = 1000
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(8999, 12, 31)


class DoesNotFitError(ValueError):
    """A value that the columns cannot hold exactly: an imprecise one, too many decimals, a number too large."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field: its name, its type, and the cell of a stated value.

    `cell` raises DoesNotFitError for a value that the column cannot hold exactly.
    """

    name: str
    dtype: DType
    cell: Callable[[Stated], Cell]


@lru_cache(maxsize=1024)
def columns(field: Field) -> tuple[Column, ...]:
    """The columns of a field, one but for a set, which has one for each of its values in their order.

    See the table above for what stands in them.
    """
    name = column_name(field)
    match field.kind:
        case Kind.number:
            return (Column(name, nw.Int64(), parts_of),)
        case Kind.enum:
            places = {value.id: place for place, value in enumerate(field.values)}
            return (Column(name, nw.Int16(), lambda stated: places[stated]),)  # type: ignore[index]  # an id
        case Kind.code:
            return (Column(name, nw.Int32(), code_key),)
        case Kind.set:
            return tuple(
                Column(f"{name}__{value.id}", nw.Boolean(), lambda stated, id_=value.id: id_ in stated)  # type: ignore[misc]  # a lambda with a default
                for value in field.values
            )
        case Kind.bool:
            return (Column(name, nw.Boolean(), _same),)
        case Kind.date:
            return (Column(name, nw.Date(), _day),)
        case Kind.text:
            return (Column(name, nw.String(), _same),)
        case Kind.list:
            return (Column(name, nw.Boolean(), _given),)


def column_name(field: Field) -> str:
    """The name of a field's column, or what the names of a set's columns begin with.

    It is the field's id, and for a field of records the id behind that of its subject: `building__storeys`.  An
    id has no two underscores together, so that no two fields share a name.
    """
    return field.id if field.reviewed else f"{field.subject}__{field.id}"


def parts_of(stated: Stated) -> int:
    """A quantity in millionths of the unit that it is stated in, which is that of its field.

    Raises: DoesNotFitError if it has more than six decimals, or more than nine digits before them.
    """
    if not isinstance(stated, Quantity):
        raise DoesNotFitError("not a number")
    amount = stated.amount
    parts, rest = divmod(amount.numerator * PARTS, amount.denominator)
    if rest or abs(parts) > LARGEST:
        raise DoesNotFitError("a number with more decimals, or larger, than a column holds")
    return parts


def code_key(stated: Stated) -> int:
    """The digits of a code behind a 1, so that 0131 and 131 differ.  Raises: DoesNotFitError for other codes."""
    if not isinstance(stated, str) or not fits_column(stated):
        raise DoesNotFitError("not a code of up to four digits")
    return int("1" + stated)


def fits_column(code: str) -> bool:
    """Whether a column can hold the code: up to four digits."""
    return code.isascii() and code.isdigit() and len(code) <= 4


class Rows:
    """Turns what cases or records give for some fields into rows; a value that many of them share is turned once."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._columns = {field.id: columns(field) for field in fields}
        self._turned: dict[int, dict[str, Cell]] = {}
        self._keep = Cache().keep

    def row(self, data: Mapping[str, Datum]) -> dict[str, Cell]:
        """The cell of each column, by name; a column of which nothing is stated is left out.

        Raises: DoesNotFitError for a value that a column cannot hold, or one that its author leaves imprecise.
        """
        found: dict[str, Cell] = {}
        for id_, datum in unplaced(data).items():
            if id_ in self._columns:
                turned = self._turned.get(id(datum))
                if turned is None:
                    self._keep(datum)
                    turned = self._turned[id(datum)] = self._cells(self._columns[id_], datum)
                found |= turned
        return found

    def _cells(self, held: Iterable[Column], datum: Datum) -> dict[str, Cell]:
        if datum.is_imprecise:
            raise DoesNotFitError("an imprecise value")
        return {column.name: column.cell(datum.value) for column in held}


def _same(stated: Stated) -> Cell:
    if isinstance(stated, bool | str):
        return stated
    raise DoesNotFitError("not a plain value")


def _day(stated: Stated) -> date:
    if isinstance(stated, date) and FIRST_DAY <= stated <= LAST_DAY:
        return stated
    raise DoesNotFitError("a date beyond all plans")


def _given(stated: Stated) -> bool:
    if isinstance(stated, tuple) and len(stated) <= MOST_RECORDS:
        return True
    raise DoesNotFitError("more records than a column sums")
