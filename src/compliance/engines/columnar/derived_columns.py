"""Columns derived one from another, each once: those of cases, those of records, and aggregates of records.

A column is of a stage: it uses only columns of lower stages, so that all of one stage are worked out in one pass.  And
it is of a level: it uses aggregates of lower levels only, so that records are joined and grouped once for each level.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
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
    """A column of cases or of records; it comes after those of lower stages, and after what `level` has aggregated."""

    name: str
    expr: nw.Expr
    of_record: bool
    stage: int
    level: int


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
        self._used: list[tuple[int, int]] = [(0, 0)]  # the stage and level of what is used, innermost last

    def columns(self, key: Key, make: Callable[[], Mapping[Part, Truth]], *, of_record: bool) -> Mapping[Part, Truth]:
        """A column for each of the truths that are made, as the part they are of; where one is known, what it is."""
        key = (of_record, *key)
        if key not in self._made:
            made, stage, level = self._measured(make)
            self._made[key] = {name: self._stepped(truth, of_record, stage + 1, level) for name, truth in made.items()}
        found = self._made[key]
        for step in found.values():
            if isinstance(step, _Step):
                self._use(step.stage, step.level)
        return {name: nw.col(step.name) if isinstance(step, _Step) else step for name, step in found.items()}

    def _stepped(self, truth: Truth, of_record: bool, stage: int, level: int) -> "_Step | bool | None":
        if not isinstance(truth, nw.Expr):
            return truth
        step = _Step(f"{self._prefix}_{len(self._steps)}", truth, of_record, stage, level)
        self._steps.append(step)
        return step

    def aggregated(self, key: Key, make: Callable[[], nw.Expr], joined: Callable[[nw.Expr], nw.Expr]) -> nw.Expr:
        """For each case the column that joins what is made of each of its records; null for a case without records."""
        if key not in self._aggregated:
            made, _, level = self._measured(make)
            self._aggregated[key] = _Aggregated(
                f"{self._prefix}_aggregated_{len(self._aggregated)}", made, joined, level + 1
            )
        aggregated = self._aggregated[key]
        self._use(0, aggregated.level)
        return nw.col(aggregated.name)

    def applied(self, cases: Frame, records: Frame | None) -> Frame:
        """The frame of cases with every column of cases, one row for each case, in any order.

        `records` has one row for each record; both number the case in the column `ROW`.
        """
        frame = cases
        if records is not None:
            for level in sorted({column.level for column in self._aggregated.values()}):
                frame = self._with_aggregated(frame, records, level)
        return self._with_steps(frame, [step for step in self._steps if not step.of_record])

    def _with_aggregated(self, cases: Frame, records: Frame, level: int) -> Frame:
        ready = [column for column in self._aggregated.values() if column.level == level]
        steps = [step for step in self._steps if step.of_record and step.level < level]
        inner = self._with_steps(records.join(cases, on=ROW, how="inner"), steps)
        given = inner.select(ROW, *(column.expr.alias(column.name) for column in ready))
        joined = given.group_by(ROW).agg(*(column.joined(nw.col(column.name)).alias(column.name) for column in ready))
        return cases.join(joined, on=ROW, how="left")

    def _with_steps(self, frame: Frame, steps: list[_Step]) -> Frame:
        for stage in sorted({step.stage for step in steps}):
            frame = frame.with_columns(*(step.expr.alias(step.name) for step in steps if step.stage == stage))
        return frame

    def _measured(self, make: Callable[[], Made]) -> tuple[Made, int, int]:
        """What is made, with the highest stage and level of what it used."""
        self._used.append((0, 0))
        made = make()
        return made, *self._used.pop()

    def _use(self, stage: int, level: int) -> None:
        used_stage, used_level = self._used[-1]
        self._used[-1] = (max(used_stage, stage), max(used_level, level))
