"""Columns derived one from another, each once: those of cases, those of records, and aggregates of records.

A column is of a stage: it uses only columns of lower stages, so that all of one stage are worked out in one pass.  And
it is of a level: it uses aggregates of lower levels only, so that records are joined and grouped once for each level.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

import narwhals as nw

from compliance.engines.columnar.encoding import ROW
from compliance.engines.columnar.kleene import Truth

Frame = nw.LazyFrame[Any]
Key = tuple[Hashable, ...]
Made = TypeVar("Made")
Part = TypeVar("Part", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Step:
    """A column of cases or of records; it comes after those of lower stages, and after what `level` has aggregated.

    `names` are the derived columns that it is worked out from.
    """

    name: str
    expr: nw.Expr
    of_record: bool
    stage: int
    level: int
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Aggregated:
    """A column of cases that joins what each of their records gives; it comes after those of lower levels."""

    name: str
    expr: nw.Expr
    joined: Callable[[nw.Expr], nw.Expr]
    level: int


class DerivedColumns:
    """The columns that expressions name, in the order in which they can be worked out.

    Names begin with `prefix`.  `any_records` says whether any case has records.
    """

    def __init__(self, prefix: str, *, any_records: bool) -> None:
        self.any_records = any_records
        self._prefix = prefix
        self._made: dict[Key, dict[Any, _Step | bool | None]] = {}
        self._steps: list[_Step] = []
        self._aggregated: dict[Key, _Aggregated] = {}
        self._used = [_Used()]  # what is used, innermost last; the first is what expressions outside name

    def columns(self, key: Key, make: Callable[[], Mapping[Part, Truth]], *, of_record: bool) -> Mapping[Part, Truth]:
        """A column for each of the truths that are made, as the part they are of; where one is known, what it is."""
        key = (of_record, *key)
        if key not in self._made:
            made, used = self._measured(make)
            self._made[key] = {name: self._stepped(truth, used, of_record=of_record) for name, truth in made.items()}
        found = self._made[key]
        for step in found.values():
            if isinstance(step, _Step):
                self._used[-1].add(step.name, step.stage, step.level)
        return {name: nw.col(step.name) if isinstance(step, _Step) else step for name, step in found.items()}

    def _stepped(self, truth: Truth, used: "_Used", *, of_record: bool) -> "_Step | bool | None":
        if not isinstance(truth, nw.Expr):
            return truth
        name = f"{self._prefix}_{len(self._steps)}"
        step = _Step(name, truth, of_record, used.stage + 1, used.level, frozenset(used.names))
        self._steps.append(step)
        return step

    def aggregated(self, key: Key, make: Callable[[], nw.Expr], joined: Callable[[nw.Expr], nw.Expr]) -> nw.Expr:
        """For each case the column that joins what is made of each of its records; null for a case without records."""
        if key not in self._aggregated:
            made, used = self._measured(make)
            self._aggregated[key] = _Aggregated(
                f"{self._prefix}_aggregated_{len(self._aggregated)}", made, joined, used.level + 1
            )
        aggregated = self._aggregated[key]
        self._used[-1].add(aggregated.name, 0, aggregated.level)
        return nw.col(aggregated.name)

    def applied(self, cases: Frame, records: Frame | None) -> Frame:
        """The frame of cases with the columns of cases that expressions name, one row for each case, in any order.

        `records` has one row for each record; both number the case in the column `ROW`.
        """
        frame = cases
        if records is not None:
            for level in sorted({column.level for column in self._aggregated.values()}):
                frame = self._with_aggregated(frame, records, level)
        return self._with_steps_of_cases(frame)

    def without(self, frame: Frame) -> Frame:
        """A frame of cases without the columns that `applied` gave it, once nothing names them any more."""
        names = frame.collect_schema().names()
        own = self._own
        kept = [name for name in names if name not in own]
        return frame if kept == names else frame.select(*kept)

    @property
    def _own(self) -> set[str]:
        """The names of all columns that it makes."""
        return {step.name for step in self._steps} | {column.name for column in self._aggregated.values()}

    def _with_steps_of_cases(self, frame: Frame) -> Frame:
        """The frame with the columns of cases; each is given up after the last step that names it."""
        steps = [step for step in self._steps if not step.of_record]
        last = {name: stage for stage, of_stage in _by_stage(steps) for step in of_stage for name in step.names}
        last |= dict.fromkeys(self._used[0].names, len(steps) + 1)
        names, own = frame.collect_schema().names(), self._own
        for stage, new in _by_stage(steps):
            kept = [name for name in names if name not in own or last.get(name, 0) > stage]
            frame = frame.select(*kept, *(step.expr.alias(step.name) for step in new))
            names = [*kept, *(step.name for step in new)]
        return frame

    def _with_aggregated(self, cases: Frame, records: Frame, level: int) -> Frame:
        ready = [column for column in self._aggregated.values() if column.level == level]
        steps = [step for step in self._steps if step.of_record and step.level < level]
        inner = records.join(cases, on=ROW, how="inner")
        for _, new in _by_stage(steps):
            inner = inner.with_columns(*(step.expr.alias(step.name) for step in new))
        given = inner.select(ROW, *(column.expr.alias(column.name) for column in ready))
        joined = given.group_by(ROW).agg(*(column.joined(nw.col(column.name)).alias(column.name) for column in ready))
        return cases.join(joined, on=ROW, how="left")

    def _measured(self, make: Callable[[], Made]) -> "tuple[Made, _Used]":
        """What is made, with what it used."""
        self._used.append(_Used())
        made = make()
        return made, self._used.pop()


def _by_stage(steps: list[_Step]) -> list[tuple[int, list[_Step]]]:
    """The steps of each stage, the lowest first."""
    ordered = sorted(steps, key=lambda step: step.stage)
    return [(stage, list(of_stage)) for stage, of_stage in groupby(ordered, key=lambda step: step.stage)]


@dataclass(slots=True)
class _Used:
    """The derived columns that something names, with their highest stage and level."""

    stage: int = 0
    level: int = 0
    names: set[str] = field(default_factory=set)

    def add(self, name: str, stage: int, level: int) -> None:
        """Take in a further column."""
        self.names.add(name)
        self.stage, self.level = max(self.stage, stage), max(self.level, level)
