"""The fewest columns which, filled in for the whole ledger, would settle the most of the leads that wait for data.

A lead is settled where all that it lacks is among the columns: its missing fields are the fewest that are sure to
settle every rule that its verdict waits for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest
from itertools import chain, combinations
from typing import Any, NamedTuple

Fields = tuple[str, ...]
Order = Callable[[str], Any]

EXACT = 3  # of so many columns every combination is tried
MOST_SETS = 10_000  # so many different sets of missing fields are kept; no chunk of a ledger has more
_WEIGHED = 20  # so many sets are weighed for each step beyond `EXACT`
_FINE = 1_000_000  # into so many parts a lead is divided among columns


class MissingSets:
    """How many leads that wait for data lack each set of fields, by path in the order of the vocabulary.

    The first `MOST_SETS` different sets are kept, in the order of the ledger; `uncounted` leads lack yet others.
    """

    def __init__(self) -> None:
        self.counts: Counter[Fields] = Counter()
        self.uncounted = 0

    @property
    def total(self) -> int:
        """How many leads were counted or should have been."""
        return self.counts.total() + self.uncounted

    def add(self, missing: Fields, leads: int = 1) -> None:
        """Count leads that lack these fields."""
        if missing in self.counts or len(self.counts) < MOST_SETS:
            self.counts[missing] += leads
        else:
            self.uncounted += leads

    def join(self, later: "MissingSets") -> None:
        """Count also those of a later part of the ledger."""
        for missing, leads in later.counts.items():
            self.add(missing, leads)
        self.uncounted += later.uncounted

    def as_data(self) -> dict[str, Any]:
        """The counts as JSON takes them."""
        return {"sets": [[list(missing), leads] for missing, leads in self.counts.items()], "uncounted": self.uncounted}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "MissingSets":
        """What `as_data` gave.  Raises: KeyError, TypeError, ValueError for anything else."""
        found = cls()
        for missing, leads in data["sets"]:
            found.add(tuple(missing), int(leads))
        found.uncounted += int(data["uncounted"])
        return found


class Step(NamedTuple):
    """Columns to add, in the order of the vocabulary, and how many leads they and those of earlier steps settle."""

    columns: Fields
    settled: int


@dataclass(frozen=True, slots=True)
class Lacks:
    """What a ledger lacks, of which `total` leads wait for data.

    No `EXACT` columns settle more leads than `fewest`, and no fewer columns as many; None where none settle any.
    `further` goes on from there until all leads are settled, by the columns that settle the most leads each: chosen
    step by step, so perhaps not the fewest.  `uncounted` leads lack sets of fields that were not kept, and are not
    among the settled.
    """

    total: int
    fewest: Step | None
    further: tuple[Step, ...]
    uncounted: int

    def as_data(self) -> dict[str, Any]:
        """The same as JSON takes it; `exact` says of each step whether no other columns do better."""
        fewest = [] if self.fewest is None else [self.fewest]
        return {
            "waiting": self.total,
            "steps": [
                {"columns": list(step.columns), "settled": step.settled, "exact": step is self.fewest}
                for step in (*fewest, *self.further)
            ],
            "uncounted": self.uncounted,
        }


def what_is_lacking(sets: MissingSets, order: Order) -> Lacks:
    """The columns to add to a ledger whose leads lack those sets; `order` sorts fields as the vocabulary does."""
    fewest = _fewest(sets.counts, order)
    return Lacks(sets.total, fewest, tuple(_further(sets.counts, fewest, order)), sets.uncounted)


def _fewest(counts: Mapping[Fields, int], order: Order) -> Step | None:
    """The best of all combinations of at most `EXACT` columns; of equals the fewest, then those that come first."""
    few = {missing: leads for missing, leads in counts.items() if len(missing) <= EXACT}
    fields = sorted(set(chain.from_iterable(few)), key=order)
    best: Step | None = None
    for size in range(1, EXACT + 1):
        for columns in combinations(fields, size):
            settled = sum(few.get(part, 0) for part in _parts(columns))
            if best is None or settled > best.settled:
                best = Step(columns, settled)
    return best if best is not None and best.settled else None


def _parts(columns: Fields) -> Iterator[Fields]:
    """Every set of those columns but the empty one."""
    return chain.from_iterable(combinations(columns, size) for size in range(1, len(columns) + 1))


def _further(counts: Mapping[Fields, int], start: Step | None, order: Order) -> Iterator[Step]:
    """Steps from there on, each of the set that settles the most leads for each column that it adds."""
    chosen, settled = (start.columns, start.settled) if start is not None else ((), 0)
    left = _left({frozenset(missing): leads for missing, leads in counts.items()}, chosen)
    while left:
        added = _best_to_add(left, order)
        settled += _settled_by(added, left)
        left = _left(left, added)
        yield Step(tuple(sorted(added, key=order)), settled)


def _best_to_add(left: Mapping[frozenset[str], int], order: Order) -> frozenset[str]:
    """The set whose columns settle the most leads each; of equals the smallest, then that which comes first.

    Only those that do so by the leads of their own are weighed with all that they settle.
    """

    def rank(missing: frozenset[str]) -> tuple[Fraction, int, list[Any]]:
        return -Fraction(_settled_by(missing, left), len(missing)), len(missing), sorted(map(order, missing))

    promising = nlargest(_WEIGHED, left, key=lambda missing: left[missing] * _FINE // len(missing))
    return min(promising, key=rank)


def _settled_by(columns: frozenset[str], left: Mapping[frozenset[str], int]) -> int:
    return sum(leads for missing, leads in left.items() if missing <= columns)


def _left(counts: Mapping[frozenset[str], int], columns: Iterable[str]) -> Counter[frozenset[str]]:
    """What leads still lack once those columns are there; without the leads that lack nothing then."""
    left: Counter[frozenset[str]] = Counter()
    for missing, leads in counts.items():
        left[missing.difference(columns)] += leads
    del left[frozenset()]
    return left
