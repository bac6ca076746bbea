"""Values as offices write them, read by the one reader that every file goes through.

`values.tsv` lists a field, what is written, and what that means: =x exactly, ~x about, [a, b] and (a, b) between two
ends, a..b the days from one to another, - nothing, ? in doubt.  An end that is left out is none.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from compliance.case import Datum, Doubt
from compliance.errors import Place
from compliance.intake.cells import Cells
from compliance.intake.heading import Heading
from compliance.intake.values import read_value
from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.quantity import Quantity
from compliance.rulebook.model import Rulebook
from tests.intake.reading import heading_of

Reader = Callable[[Heading, str], Datum | Doubt | None]
NEEDLESS = 50  # at most one in so many is in doubt though it is plain what it means

VALUES = [line.split("\t") for line in Path(__file__).with_name("values.tsv").read_text("utf-8").splitlines()[1:]]


def meant(found: Datum | Doubt | None) -> str:
    """What was understood, in the words of `values.tsv`."""
    if found is None:
        return "-"
    if isinstance(found, Doubt):
        return "?"
    match found.value:
        case Quantity() as quantity:
            return f"={quantity.amount}"
        case Imprecise(amounts, _, about):
            if amounts.point is not None:
                said = str(amounts.point)
            else:
                low, high = ("" if end is None else str(end) for end in (amounts.low, amounts.high))
                said = f"{'(' if amounts.low_open else '['}{low}, {high}{')' if amounts.high_open else ']'}"
            return f"~{said}" if about else said
        case Days(first, last):
            return f"{first or ''}..{last or ''}"
        case frozenset() as options:
            return f"={{{', '.join(sorted(options, reverse=True))}}}"
        case date() | str() | bool() as value:
            return f"={value}"
        case _:
            raise TypeError(found.value)


def of_an_application(heading: Heading, written: str) -> Datum | Doubt | None:
    return read_value(heading, written, Place("application.yaml", 1, 1))


def of_a_ledger(heading: Heading, written: str) -> Datum | Doubt | None:
    return Cells(heading, starts_1904=False, percents=True).read(written)


@pytest.mark.parametrize("read", [of_an_application, of_a_ledger])
def test_what_an_office_writes_is_never_misread_and_seldom_in_doubt_without_need(
    rulebook: Rulebook, read: Reader
) -> None:
    misread, needless = [], []
    for name, written, expected in VALUES:
        heading = heading_of(rulebook.vocabulary, name)
        found = meant(read(heading, written))
        if found == "?" != expected:
            needless.append((name, written))
        elif found != expected:
            misread.append((name, written, expected, found))
    assert misread == []
    assert len(needless) * NEEDLESS <= len(VALUES), needless


def test_every_doubt_names_its_field_what_was_written_and_why(rulebook: Rulebook) -> None:
    for name, written, expected in VALUES:
        heading = heading_of(rulebook.vocabulary, name)
        found = of_an_application(heading, written)
        if expected == "?":
            assert isinstance(found, Doubt), written
            assert found.field == rulebook.vocabulary.field("project", name).id
            assert found.written.startswith(written[:100])
            assert found.reason.zh
            assert found.reason.en
            assert len(found.reason.zh) < 400


def test_no_doubt_proposes_another_amount(rulebook: Rulebook) -> None:
    for name, written, _ in VALUES:
        heading = heading_of(rulebook.vocabulary, name)
        found = None if heading.unit is None else of_an_application(heading, written)
        if isinstance(found, Doubt):
            assert "是否指" not in found.reason.zh
            assert "did you mean" not in found.reason.en
