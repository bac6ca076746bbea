"""Take over the columns of a table of data, such as Parquet, whole instead of row by row.

Only what intake would read as it stands is taken over (D-040).  A row with anything else (an amount in words, an
approximate number, a value out of bounds, buildings) falls back to row-by-row reading by
intake, like a row of any ledger.
"""

from collections.abc import Iterable, Mapping, Sequence

import narwhals as nw

from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.dialect import Dialect
from compliance.engines.columnar.encoding import PARTS, columns
from compliance.engines.columnar.kleene import Truth, all_of, any_of, is_true, negation, stated
from compliance.engines.columnar.program import Fields
from compliance.facts import NO_FACTS, Facts, rows_named
from compliance.intake.tables.dataset import FILE_ROW
from compliance.intake.values import CASE_ID
from compliance.screening.bulk.fast_columns import DIVISOR, FastColumn, TableColumn, fast_column, nothing, where
from compliance.vocabulary.fields import Field

_NUMBER = "numbered"


class FastRows:
    """What the columns of a table give for the fields that are read, filled up with what the office has set.

    Null for a field of which neither gives anything.  A row of which persons have found something falls back.
    """

    def __init__(
        self, of_table: Iterable[TableColumn], fields: Fields, dialect: Dialect, facts: Facts = NO_FACTS
    ) -> None:
        self._found_of = sorted(facts.findings)
        self._claimable = fields.claimable
        self._settings = _cells_of_settings(facts, fields)
        self._columns = [fast_column(place, column, dialect) for place, column in enumerate(of_table)]
        read = {field.id for field in fields.of_case}
        self._read = [column for column in self._columns if column.field.id in read]
        self._ids = [column for column in self._columns if column.field.id == CASE_ID]
        self._telling = [column for column in self._columns if any(one.field in read for one in column.field.tellings)]
        self._dialect = dialect
        self._wanted = [column for field in fields.of_case for column in columns(field)]

    def fast(self, frame: Frame, keep: Mapping[str, nw.Expr], id_: str) -> Frame:
        """The rows taken over whole: the columns that the engine evaluates, those to keep, and the rows' own ids.

        `keep` gives columns of the table by their new names; `id_` names the ids, as text, null where there is none.
        """
        cells = {column.name: nothing(column.dtype) for column in self._wanted}
        for column in self._read:
            cells |= believed_cells(column)
        for name, setting in self._settings.items():
            cells[name] = nw.coalesce(cells[name], setting)
        named = [cell for column in self._ids for cell in column.cells().values()]
        cells[id_] = nw.coalesce(*named) if named else nothing(nw.String())
        kept = self._prepared(frame, keep).filter(self._is_fast())
        kept = self._dialect.to_whole(kept, [name for column in self._read for name in column.whole])
        return kept.select(*keep, *(expr.alias(name) for name, expr in cells.items()))

    def fallback(self, frame: Frame, names: Sequence[str]) -> Frame:
        """The rows that fall back, as the table has them: the columns of these names, in this order, renamed."""
        held = {f"kept__{place}": nw.col(name) for place, name in enumerate(names)}
        return self._prepared(frame, held).filter(~self._is_fast()).select(*held)

    def _prepared(self, frame: Frame, keep: Mapping[str, nw.Expr]) -> Frame:
        """The columns to keep, those of the table, and what is worked out from them before anything else."""
        kept = [expr.alias(name) for name, expr in keep.items()]
        numbered = [nw.col(FILE_ROW).alias(_NUMBER)] if self._found_of else []
        frame = frame.select(*kept, *numbered, *(column.source for column in self._columns))
        # A column, since by a constant a library may multiply with its inverse, which rounds twice.
        divisor = self._columns[0].given.is_null().cast(nw.Float64()) * 0.0 + float(PARTS)
        frame = frame.with_columns(divisor.alias(DIVISOR), *(e for column in self._columns for e in column.first()))
        second = [expr for column in self._columns for expr in column.second()]
        return frame.with_columns(*second) if second else frame

    def _is_fast(self) -> nw.Expr:
        """Whether the cells hold all that a row has, and that is something: never unknown.

        What stands in other columns does not count as something, since it is not looked at.
        """
        used = [*self._read, *self._ids, *self._telling]
        held = [any_of([column.blank, is_true(column.fits())]) for column in used]
        held += [negation(self._is_found_of())] if self._found_of else []
        held += [negation(claims(column)) for column in self._read if column.field.id in self._claimable]
        # Not a constant, by which no library filters.
        nothing_used = (
            all_of([column.blank for column in used]) if used else ~self._columns[0].given.is_null().is_null()
        )
        return stated(all_of([*held, negation(nothing_used)]))

    def _is_found_of(self) -> Truth:
        """Whether persons may have found something of the row: its id, or its number where it has no id, is named."""
        named = [cell.is_in(self._found_of) for column in self._ids for cell in column.cells().values()]
        return any_of([nw.col(_NUMBER).is_in(rows_named(self._found_of)), *(is_true(one) for one in named)])


def _cells_of_settings(facts: Facts, fields: Fields) -> Mapping[str, nw.Expr]:
    """The columns of what the office has set of fields that are read."""
    found: dict[str, nw.Expr] = {}
    for field in fields.of_case:
        if (datum := facts.settings.get(field.id)) is not None:
            for column in columns(field):
                found[column.name] = nw.lit(column.cell(datum.value), dtype=column.dtype)
    return found


def believed_cells(column: FastColumn) -> Mapping[str, nw.Expr]:
    """The cells of a column, those left out that speak for a case of what only a person decides."""
    cells = column.cells()
    if not column.field.decided_by_person or column.attested:
        return cells
    return {name: where(speaks_against(column.field, cell), cell) for name, cell in cells.items()}


def claims(column: FastColumn) -> Truth:
    """Where a column says something of what only a person decides that speaks for the case."""
    if column.attested:
        return False
    cells = column.cells().values()
    return any_of([all_of([~cell.is_null(), negation(speaks_against(column.field, cell))]) for cell in cells])


def speaks_against(field: Field, cell: nw.Expr) -> nw.Expr:
    """Where a cell of what only a person decides speaks against a case; nowhere for one that is not yes or no."""
    never = cell.is_null() & ~cell.is_null()
    return never if field.against is None else stated(is_true(cell == field.against))
