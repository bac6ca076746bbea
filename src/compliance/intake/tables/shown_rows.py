"""The rows of a sheet with what their cells show where that says more than the numbers behind it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from compliance.intake.tables.number_formats import Shown, ShownCells, ShownWith
from compliance.intake.tables.table import Row


def as_shown(rows: Iterator[Row], cells: Sequence[ShownCells]) -> Iterator[Row]:
    """The rows with what those cells show in the place of their numbers: 120% of 1.2, 500万元 of 500, 2015年6月 of the
    first of June.  A number that is shown as a thousandth of it becomes words that no field takes for a number.

    A day that is not the first of what is shown was given as a day, and stays.
    """
    columns: dict[int, list[ShownCells]] = {}
    for one in sorted(cells, key=lambda one: -one.first):
        columns.setdefault(one.column, []).append(one)
    for row in rows:
        values: list[object] | None = None
        for column, runs in columns.items():
            while runs and runs[-1].last < row.number:
                runs.pop()
            if runs and runs[-1].first <= row.number and column <= len(row.values):
                values = list(row.values) if values is None else values
                values[column - 1] = _said(values[column - 1], runs[-1].shown)
        yield row if values is None else row._replace(values=values)


def _said(value: object, shown: Shown | ShownWith) -> object:
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = Decimal(repr(value))
        match shown:
            case Shown.percent:
                return f"{(number * 100).normalize():f}%"
            case Shown.scaled:
                return f"存储的数是 {number.normalize():f},单元格却缩小千倍或更多显示"
            case ShownWith(before, behind):
                return f"{before}{number.normalize():f}{behind}"
        return value
    match shown, value:
        case Shown.month, date() if value.day == 1:
            return f"{value.year}年{value.month}月"
        case Shown.year, date() if (value.month, value.day) == (1, 1):
            return f"{value.year}年"
        case _:
            return value
