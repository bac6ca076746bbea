"""The families of inputs, and how much of the campaign each takes: cheap ones more than dear ones."""

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from tests.hostile.families import (
    applications,
    csv_tables,
    faults,
    file_names,
    forms,
    json_lines,
    parquet,
    rule_packs,
    side_files,
    streams,
    templates,
    workbooks,
)
from tests.hostile.trial import Key, Trial


class Family(NamedTuple):
    """How an input is made, and how many of a thousand inputs are of the family."""

    make: Callable[[Random, int], Trial]
    share: int


FAMILIES: Mapping[str, Family] = {
    "applications": Family(applications.make, 170),
    "packs": Family(rule_packs.make, 120),
    "workbooks": Family(workbooks.make, 200),
    "csv": Family(csv_tables.make, 140),
    "jsonl": Family(json_lines.make, 80),
    "parquet": Family(parquet.make, 60),
    "side": Family(side_files.make, 30),
    "forms": Family(forms.make, 40),
    "templates": Family(templates.make, 40),
    "names": Family(file_names.make, 40),
    "streams": Family(streams.make, 30),
    "faults": Family(faults.make, 50),
}


def trial(key: Key) -> Trial:
    """The input of that seed, family and number: the same one every time."""
    return FAMILIES[key.family].make(Random(f"{key.seed}/{key.family}/{key.number}"), key.number)


def keys(seed: str, inputs: int) -> list[Key]:
    """The keys of so many inputs, shared out among the families, which take turns."""
    counts = {name: max(1, inputs * family.share // 1000) for name, family in FAMILIES.items()}
    placed = [
        ((number + 0.5) / count, Key(name, number, seed)) for name, count in counts.items() for number in range(count)
    ]
    return [key for _, key in sorted(placed)]
