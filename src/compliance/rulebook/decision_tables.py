"""Decision tables: their cells and results read, typed, and checked for rows that overlap."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from compliance.errors import InputError, Place, Problem, shown
from compliance.language import tree as t
from compliance.language.environment import Environment
from compliance.language.parse import parse_options, parse_term
from compliance.language.typecheck import check_cell
from compliance.language.types import Type
from compliance.nodes.csv_rows import csv_rows
from compliance.nodes.tree import PROBLEMS
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import Unit
from compliance.rulebook.model import Hit, Row
from compliance.text import Text

Cell = t.Interval | t.Choice | None

# A decimal, a decimal with an exponent of two digits, or a fraction; 1e99999999 would take for ever to write out.
_FIGURE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2}|/\d+)?", re.ASCII)
LONGEST_FIGURE = 80  # characters
MOST_LINES = 10_000  # of one table
MOST_PAIRS = 50_000  # of rows that are compared to find those that overlap
MOST_OVERLAPS = 50  # that are told

_TOO_MANY_LINES = Text(f"表超过 {MOST_LINES:,} 行;请拆分", f"a table of more than {MOST_LINES:,} rows; split it")
_TOO_MANY_PAIRS = Text(
    f"可能重叠的行超过 {MOST_PAIRS:,} 对,无法逐一核对;请拆分此表,或改用 hit: first",
    f"more than {MOST_PAIRS:,} pairs of rows that may overlap; split the table, or write hit: first",
)


@dataclass(frozen=True, slots=True)
class Column:
    """An input of a table: its type, and the unit in which a bare number of a cell is meant."""

    type: Type
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row as written: its cells, its result, and where its figure comes from."""

    cells: tuple[str, ...]
    result: str
    source: str
    confidence: str
    at: Place


def read_csv(data: bytes, name: str, inputs: Sequence[str]) -> list[Line]:
    """The lines of an importable table: a column for each input, `result`, and optionally source and confidence.

    Raises: InputError as `csv_rows` does, and for a wrong header and lines of the wrong length.
    """
    rows = csv_rows(data, name)
    header = next(rows, (Place(name), list[str]()))[1]
    wanted = [*inputs, "result"]
    if header[: len(wanted)] != wanted or not set(header[len(wanted) :]) <= {"source", "confidence"}:
        message = Text(
            f"首行须为 {','.join(wanted)}(其后可有 source、confidence 两列)",
            f"the first line must be {','.join(wanted)} (source and confidence may follow)",
        )
        raise InputError([Problem(Place(name, 1), message)])
    return list(_csv_lines(rows, header, len(inputs)))


def _csv_lines(rows: Iterable[tuple[Place, list[str]]], header: list[str], count: int) -> Iterator[Line]:
    for at, values in rows:
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(header):
            message = Text(f"此行须有 {len(header)} 列", f"this line must have {len(header)} columns")
            raise InputError([Problem(at, message)])
        named = dict(zip(header, values, strict=True))
        yield Line(tuple(values[:count]), named["result"], named.get("source", ""), named.get("confidence", ""), at)


def read_rows(
    lines: Sequence[Line], columns: Sequence[Column], output: Unit | None, hit: Hit, environment: Environment
) -> tuple[Row, ...]:
    """The typed rows of a table.

    `output` is the unit of the results, None for a table of truths.
    Raises: InputError with every faulty cell, and every overlap of a table that allows none.
    """
    if len(lines) > MOST_LINES:
        raise InputError([Problem(lines[MOST_LINES].at, _TOO_MANY_LINES)])
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in lines:
        if len(problems) >= PROBLEMS:
            break
        try:
            cells = tuple(
                _cell(text.strip(), column, line.at, environment)
                for text, column in zip(line.cells, columns, strict=True)
            )
            rows.append(Row(cells, _result(line, output), line.source, line.confidence, line.at))
        except InputError as error:
            problems += error.problems
    if hit == "unique" and not problems:
        problems += _overlaps(rows, columns)
    if problems:
        raise InputError(problems)
    return tuple(rows)


def _result(line: Line, output: Unit | None) -> Fraction | bool:
    text = line.result.strip()
    if output is None:
        if text in ("true", "false"):
            return text == "true"
        raise InputError([Problem(line.at, Text("结果须为 true 或 false", "the result must be true or false"))])
    if len(text) <= LONGEST_FIGURE and _FIGURE.fullmatch(text):
        with suppress(ZeroDivisionError):
            return Fraction(text) * output.factor
    message = Text(
        f"结果须为数字(至多 {LONGEST_FIGURE} 个字符,指数至多两位),不能是“{shown(text)}”",
        f"the result must be a number (of at most {LONGEST_FIGURE} characters, an exponent of two digits), "
        f"not {shown(text)!r}",
    )
    raise InputError([Problem(line.at, message)])


def _cell(text: str, column: Column, at: Place, environment: Environment) -> Cell:
    if text == "-":
        return None
    if not text:
        message = Text("单元格为空;任意值写作 -", "an empty cell; write - for any value")
        raise InputError([Problem(at, message)])
    if text[0] in "[({":
        options = cast("t.Interval | t.Choice", parse_options(text, at))
    elif column.type.name in ("code", "text", "enum"):
        options = t.Choice((t.String(text, at=at),), at=at)
    else:
        options = t.Choice((parse_term(text, at),), at=at)
    return check_cell(_in_unit(options, column.unit), column.type, environment)


def _in_unit(options: t.Interval | t.Choice, unit: Unit | None) -> t.Interval | t.Choice:
    """The cell, its bare numbers being in the unit of the column."""

    def meant(term: t.Term) -> t.Term:
        if unit is None or not isinstance(term, t.Number) or term.quantity.unit.symbol:
            return term
        return t.Number(Quantity(term.quantity.amount, unit), at=term.at)

    if isinstance(options, t.Interval):
        return replace(options, low=meant(options.low), high=meant(options.high))
    return replace(options, values=tuple(meant(value) for value in options.values))


def _overlaps(rows: list[Row], columns: Sequence[Column]) -> list[Problem]:
    problems: list[Problem] = []
    for compared, (one, other) in enumerate(_candidates(rows, columns)):
        if compared >= MOST_PAIRS:
            return [*problems, Problem(rows[0].at, _TOO_MANY_PAIRS)]
        if all(_overlap(a, b) for a, b in zip(one.cells, other.cells, strict=True)):
            line = one.at.line
            message = Text(f"与第 {line} 行重叠,同一情形有两个结果", f"overlaps line {line}: one case, two results")
            problems.append(Problem(other.at, message))
            if len(problems) == MOST_OVERLAPS:
                break
    return problems


def _candidates(rows: list[Row], columns: Sequence[Column]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows that may overlap, each in the order of the lines.

    Sorted by a first column of codes, texts or numbers, those that can overlap stand together, so that the pairs of a
    long table grow with its rows and not with their square.
    """
    kind = columns[0].type.name
    if kind in ("code", "text") and all(_single_code(row) for row in rows):
        return _with_code_in_common(rows)
    if kind == "number":
        return _with_number_in_common(rows)
    return ((one, other) for i, one in enumerate(rows) for other in rows[i + 1 :])


def _with_code_in_common(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Only prefixes of one another can overlap."""
    above: list[Row] = []
    for row in sorted(rows, key=lambda row: (_single_code(row), row.at)):
        while above and not _single_code(row).startswith(_single_code(above[-1])):
            above.pop()
        yield from ((one, row) for one in above)
        above.append(row)


def _with_number_in_common(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Only rows can overlap of which one begins before the other ends; a cell for any number overlaps with each."""
    spans = [(span[0], span[1], row) for row in rows if (span := _span(row.cells[0])) is not None]
    unbounded = [row for row in rows if row.cells[0] is None]
    begun: list[tuple[Fraction, Row]] = []
    for low, high, row in sorted(spans, key=lambda span: (span[0], span[2].at)):
        begun = [(end, one) for end, one in begun if end >= low]
        yield from (_in_order(one, row) for _, one in begun)
        begun.append((high, row))
    for place, row in enumerate(unbounded):
        yield from (_in_order(row, other) for other in unbounded[place + 1 :])
        yield from (_in_order(row, other) for _, _, other in spans)


def _span(cell: Cell) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest number of a cell; None where any number will do."""
    if cell is None:
        return None
    ends = (cell.low, cell.high) if isinstance(cell, t.Interval) else cell.values
    numbers = [_base(end) for end in ends]
    return min(numbers), max(numbers)


def _in_order(one: Row, other: Row) -> tuple[Row, Row]:
    return (one, other) if one.at <= other.at else (other, one)


def _single_code(row: Row) -> str:
    cell = row.cells[0]
    if isinstance(cell, t.Choice) and len(cell.values) == 1 and isinstance(cell.values[0], t.String):
        return cell.values[0].text
    return ""


def _overlap(one: Cell, other: Cell) -> bool:
    if one is None or other is None:
        return True
    if isinstance(one, t.Interval) and isinstance(other, t.Interval):
        return _starts_in_time(one, other) and _starts_in_time(other, one)
    if isinstance(one, t.Choice) and isinstance(other, t.Choice):
        return any(_same_value(a, b) for a in one.values for b in other.values)
    interval, choice = (one, other) if isinstance(one, t.Interval) else (other, one)
    return any(_overlap(interval, t.Interval(v, v, False, False)) for v in cast(t.Choice, choice).values)


def _starts_in_time(one: t.Interval, other: t.Interval) -> bool:
    low, high = _base(one.low), _base(other.high)
    return low < high or (low == high and not one.low_open and not other.high_open)


def _base(term: t.Term) -> Fraction:
    if isinstance(term, t.Number):
        return term.quantity.base
    raise InputError(
        [Problem(term.at, Text("表格区间的两端须是数量", "a range in a table goes from number to number"))]
    )


def _same_value(one: t.Term, other: t.Term) -> bool:
    match one, other:
        case t.String(text=a), t.String(text=b):
            return a.startswith(b) or b.startswith(a)
        case t.Number(quantity=p), t.Number(quantity=q):
            return p.base == q.base
        case _:
            return one == other
