"""The engines compared: this project's and its peers, each told how many copies of the twenty rules it gets."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

import polars as pl

from benchmarks.peers import duckdb_by_hand, one_by_one, polars_by_hand
from benchmarks.peers.translation import Lead, leads_of, results
from benchmarks.peers.workload import DAY, KINDS, cases, edition, frame
from compliance.engines.columnar.backends import Backend, DuckDB, Polars
from compliance.engines.columnar.encoding import ROW
from compliance.engines.columnar.outcomes import Status
from compliance.engines.columnar.program import Program
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Engine
from compliance.engines.reference import Reference

SAMPLE = 400


class Many(NamedTuple):
    """An engine that judges a frame of leads: their statuses and verdicts, in any order of rows."""

    name: str
    run: Callable[[pl.DataFrame, int], pl.DataFrame]
    note: str = ""


class Single(NamedTuple):
    """An engine that judges one lead: `make` gives a judge for so many copies, `leads` what it is told of each lead."""

    name: str
    make: Callable[[int], Callable[[Any], Any]]
    leads: Callable[[pl.DataFrame], list[Any]]
    requires: str
    sample: int
    note: str = ""

    @property
    def installed(self) -> bool:
        """Whether its library is."""
        return find_spec(self.requires) is not None


@cache
def _backend(kind: type[Polars] | type[DuckDB]) -> Backend:
    return kind()


@cache
def _program(copies: int, kind: type[Polars] | type[DuckDB]) -> Program:
    return Program(edition(copies), DAY, kind.dialect, any_records=False, details=False)


def ours(kind: type[Polars] | type[DuckDB]) -> Callable[[pl.DataFrame, int], pl.DataFrame]:
    """The rulebook on a library of columns."""
    return lambda leads, copies: _backend(kind).run(_program(copies, kind), leads, None)


def planned_anew(leads: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The rulebook on Polars without the plan of an earlier run."""
    backend = _backend(Polars)
    return backend.collect(_program(copies, Polars).run(backend.lazy(leads), None))


def _one_by_one(engine: type[Durable] | type[Reference]) -> Callable[[int], Callable[[Any], list[int]]]:
    def make(copies: int) -> Callable[[Any], list[int]]:
        made: Engine = engine(edition(copies))
        return lambda case: [int(Status[ruling.outcome.name]) for ruling in made.evaluate(case, DAY)]

    return make


def _durable_rules(copies: int) -> Callable[[Lead], Any]:
    from benchmarks.peers import durable_by_hand

    return durable_by_hand.judge(copies)


OURS = Many("this project, Polars", ours(Polars), "planned once, then run on any number of frames")
BY_HAND = Many("Polars by hand", polars_by_hand.run)
MANY = (
    OURS,
    BY_HAND,
    Many("this project, Polars, planned anew", planned_anew, "the first run on a rulebook"),
    Many("this project, DuckDB", ours(DuckDB)),
    Many("DuckDB by hand", duckdb_by_hand.run),
)
REFERENCE = Single("this project, reference", _one_by_one(Reference), cases, "compliance", 500, "the rules' meaning")
SINGLE = (
    Single("plain Python, compiled", one_by_one.plain_python, leads_of, "compliance", 20_000, "whole numbers"),
    Single("zen-engine", one_by_one.zen, leads_of, "zen", 5_000, "one compiled expression; decimal numbers"),
    Single(
        "durable_rules", _durable_rules, leads_of, "durable", 500, "its own Host; comparisons worked out beforehand"
    ),
    Single("rule-engine", one_by_one.rule_engine, leads_of, "rule_engine", 500, "decimal numbers"),
    Single("cel-python", one_by_one.cel, leads_of, "celpy", 20, "64-bit integers"),
    Single("this project, durable", _one_by_one(Durable), cases, "compliance", 500, "what a review runs on"),
    REFERENCE,
)


def disagreement(engine: Many | Single, copies: int) -> str:
    """Where an engine says otherwise than the reference of a sample of leads, or nothing."""
    count = min(SAMPLE // copies, engine.sample if isinstance(engine, Single) else SAMPLE)
    right, found = _expected(count, copies), outcomes(engine, frame(count), copies)
    wrong = [name for name in right.columns if not found[name].equals(right[name])]
    return f"{engine.name}: {KINDS * copies} rules, differs from the reference in {', '.join(wrong)}" if wrong else ""


def outcomes(engine: Many | Single, leads: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The statuses and the verdict that an engine gives each lead, in the order of rows."""
    if isinstance(engine, Many):
        return engine.run(leads, copies).sort(ROW)
    return results(leads, edition(copies).rules, map(engine.make(copies), engine.leads(leads)))


@cache
def _expected(count: int, copies: int) -> pl.DataFrame:
    return outcomes(REFERENCE, frame(count), copies)
