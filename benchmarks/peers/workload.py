"""The workload of the comparison: twenty rules, with other figures in each copy of them, and seeded leads."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import polars as pl

from compliance.case import Case, Datum, Value
from compliance.engines.columnar.encoding import PARTS, ROW, columns
from compliance.engines.columnar.program import fields_read
from compliance.errors import Place
from compliance.quantity.quantity import Quantity
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Edition
from compliance.vocabulary.fields import Field, Kind

HERE = Path(__file__).parent
DAY = date(2015, 6, 1)
KINDS = 20  # of rules
SEED = 2015

Figures = Mapping[str, int]

# The first copy's figure, and how much more it is in each further copy.
_FIGURES = {
    "small_site": (5, 1),
    "small_investment": (500, 25),
    "huge_investment": (95_000, -100),
    "intensity": (200, 5),
    "plot_ratio": (80, 2),
    "coefficient": (30, 1),
    "green": (20, -1),
    "offices": (7, 1),
    "tax": (15, 1),
    "revenue": (50, 3),
    "investment": (5_000, 150),
    "factory": (5_000, 200),
    "cod": (45, -1),
    "ammonia": (46, -1),
    "so2": (47, -1),
    "nox": (48, -1),
    "energy": (500, 20),
    "timely_site": (20, 2),
    "own_site": (3_000, 100),
    "first": (10_000, 500),
    "planned_site": (300, -5),
    "capital_limit": (80_000, 500),
    "capital": (20, 1),
    "jobs": (900, -10),
}
_CITE = "{clause: 第一条, source: 对比, confidence: A}"
_REASON = "{zh: 例外, en: an exception}"

# Of numbers the least, the greatest and the step in hundredths of the field's unit: many leads lie on a threshold.
_AMOUNTS = {
    "land_area": (0, 40_000, 500),
    "total_investment": (50_000, 10_000_000, 25_000),
    "fixed_investment": (0, 8_000_000, 10_000),
    "registered_capital": (0, 2_000_000, 5_000),
    "annual_revenue": (0, 20_000_000, 10_000),
    "annual_tax": (0, 600_000, 500),
    "floor_area": (0, 20_000_000, 20_000),
    "base_area": (0, 12_000_000, 20_000),
    "green_area": (0, 5_000_000, 20_000),
    "admin_area": (0, 2_000_000, 20_000),
    "storeys": (100, 800, 100),
    "jobs": (0, 120_000, 100),
    "cod": (0, 5_000, 50),
    "ammonia": (0, 5_000, 50),
    "so2": (0, 5_000, 50),
    "nox": (0, 5_000, 50),
    "energy": (0, 1_000_000, 777),
}
_AMOUNT = (0, 10_000_000, 100)
_PLACE = Place("generated")
_CODES = (131, 13110, 13041, 1304, 1261, 126, 12710, 13411, 13211, 13062, 13, 11610)
FIRST_START, STARTS = date(2014, 1, 1), 500
MISSING_IN = 20


def figures(copy: int) -> Figures:
    """The figures of one copy of the rules."""
    return {name: first + copy * step for name, (first, step) in _FIGURES.items()}


@cache
def edition(copies: int) -> Edition:
    """The rules in force, with so many copies of the twenty."""
    with tempfile.TemporaryDirectory() as folder:
        write_rulebook(Path(folder), copies)
        return load_rulebook(Path(folder)).edition(DAY)


def write_rulebook(folder: Path, copies: int) -> None:
    """Write the rulebook with so many copies of the twenty rules into a folder."""
    template = Template((HERE / "rulebook/rules.yaml").read_text("utf-8"))
    filled = [template.substitute(figures(copy), copy=copy + 1, cite=_CITE, reason=_REASON) for copy in range(copies)]
    pack = folder / "peers"
    pack.mkdir(parents=True)
    (pack / "rules.yaml").write_text("rules:\n" + "".join(filled), encoding="utf-8")
    (pack / "pack.yaml").write_bytes((HERE / "rulebook/pack.yaml").read_bytes())
    (folder / "vocabulary.yaml").write_bytes((HERE / "rulebook/vocabulary.yaml").read_bytes())


def fields(of: Edition | None = None) -> tuple[Field, ...]:
    """The fields of a lead that an edition reads; those of the twenty rules when none is given."""
    return fields_read(of or edition(1)).of_case


def frame(count: int, of: Edition | None = None) -> pl.DataFrame:
    """So many leads in the columns of `engines.columnar.layout`; the same number gives the same leads."""
    return lazy_frame(count, of).collect()


def lazy_frame(count: int, of: Edition | None = None) -> pl.LazyFrame:
    """What `frame` gives, made as it is asked for."""
    rows = pl.LazyFrame().select(pl.int_range(count, dtype=pl.Int64).alias(ROW))
    cells = [cell for place, field in enumerate(fields(of)) for cell in _cells(3 * place, field)]
    return rows.with_columns(cells)


def cases(frame: pl.DataFrame) -> list[Case]:
    """The leads of a frame as cases."""
    of = {field.id: field for field in fields()}
    return [
        Case(
            "project",
            str(lead[ROW]),
            "",
            {
                id_: Datum(_stated(of[id_], cell), "", _PLACE)
                for id_, cell in lead.items()
                if id_ in of and cell is not None
            },
            (),
            (),
            _PLACE,
        )
        for lead in frame.iter_rows(named=True)
    ]


def _stated(field: Field, cell: Any) -> Value:
    match field.kind:
        case Kind.number if field.unit is not None:
            return Quantity(Fraction(cell, PARTS), field.unit)
        case Kind.enum:
            return field.values[cell].id
        case Kind.code:
            return str(cell)[1:]
        case _:
            return cell  # type: ignore[no-any-return]  # a truth or a date


def _cells(stream: int, field: Field) -> Iterator[pl.Expr]:
    """The columns of a field; one value in twenty is missing, and no lead has records or texts."""
    given = _chance(stream) % MISSING_IN != 0
    for place, column in enumerate(columns(field)):
        chance = _chance(stream + 1 + place % 2)
        match field.kind:
            case Kind.number:
                least, most, step = _AMOUNTS.get(field.id, _AMOUNT)
                cells = ((least + chance % ((most - least) // step + 1) * step) * (PARTS // 100)).cast(pl.Int64)
            case Kind.bool | Kind.set:
                cells = chance % 2 == 0
            case Kind.enum:
                cells = (chance % len(field.values)).cast(pl.Int16)
            case Kind.code:
                cells = pl.lit(pl.Series(_CODES, dtype=pl.Int32)).gather(chance % len(_CODES))
            case Kind.date:
                cells = pl.lit(FIRST_START) + pl.duration(days=(chance % STARTS).cast(pl.Int64))
            case Kind.list:
                cells = pl.lit(None, dtype=pl.Boolean)
            case Kind.text:
                cells = pl.lit(None, dtype=pl.String)
        yield pl.when(given).then(cells).alias(column.name)


def _chance(stream: int) -> pl.Expr:
    """Whole numbers that look random: splitmix64 of the row's number, apart for each stream."""
    mixed = (pl.col(ROW).cast(pl.UInt64) * 1024 + stream + SEED * 2**32) * 0x9E3779B97F4A7C15
    mixed = (mixed ^ (mixed // 2**30)) * 0xBF58476D1CE4E5B9
    mixed = (mixed ^ (mixed // 2**27)) * 0x94D049BB133111EB
    return mixed ^ (mixed // 2**31)
