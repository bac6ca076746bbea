"""What follows from registers, texts too, comes out alike on every engine, and so do doubts about names."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from compliance.case import Case, Datum
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.program import Program, fields_read
from compliance.engines.durable.engine import Durable
from compliance.engines.reference import Reference
from compliance.errors import Place
from compliance.intake.heading import Heading
from compliance.intake.values import read_value
from compliance.review.usable import usable
from compliance.rulebook.model import Rulebook
from tests.engines.columnar.comparison import BACKENDS, differences
from tests.registers import book_of

DAYS = (date(2015, 5, 12), date(2015, 5, 13), date(2015, 7, 1))
STATED: dict[str, Sequence[str]] = {
    "zone": ("", "东区", "东山区", "西区", "南区", "北区", "中区", "无"),
    "county": ("", "某市东县城关镇", "西县", "中县"),
    "in_zone": ("", "是", "否"),
    "trade": ("", "3110", "32", "1310"),
    "leading": ("", "否"),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The rulebook with registers."""
    return book_of(tmp_path_factory.mktemp("registers"))


def cases_of(book: Rulebook) -> list[Case]:
    """A case for each way in which something of each field may be stated."""
    found = []
    for number, written in enumerate(product(*STATED.values())):
        data: dict[str, Datum] = {}
        for id_, text in zip(STATED, written, strict=True):
            field = book.vocabulary.field("project", id_)
            datum = read_value(Heading(field, None), text, Place("a.csv"))
            if isinstance(datum, Datum):
                data[id_] = datum
        found.append(Case("project", str(number), f"{number}", data, (), (), Place("a.csv")))
    return found


@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_columns_say_what_the_reference_and_the_oracle_say(book: Rulebook, name: str, day: date) -> None:
    several = cases_of(book)
    assert len(several) == 8 * 4 * 3 * 4 * 2
    assert differences(book.edition(day).about("project"), day, several, BACKENDS[name]) == []


def test_durable_says_what_the_reference_says(book: Rulebook) -> None:
    edition = book.edition(DAYS[1]).about("project")
    durable, reference = Durable(edition), Reference(edition)
    for case in cases_of(book)[::5]:
        given = usable(case, book, DAYS[1])
        one, other = (engine.evaluate(given, DAYS[1], None) for engine in (durable, reference))
        assert [(r.rule.id, r.outcome) for r in one] == [(r.rule.id, r.outcome) for r in other]


@pytest.mark.parametrize("name", BACKENDS)
def test_columns_doubt_the_fields_that_a_review_doubts(book: Rulebook, name: str, tmp_path: Path) -> None:
    several, day = cases_of(book), DAYS[1]
    edition, backend = book.edition(day).about("project"), BACKENDS[name]
    frames = frames_of(enumerate(several), fields_read(edition))
    program = Program(edition, day, backend.dialect, any_records=False, details=True)
    for row in backend.run(program, frames.cases, None).iter_rows(named=True):
        doubts = {doubt.field for doubt in usable(several[row["row"]], book, day).doubts}
        assert {id_ for id_, column in program.doubts.items() if row[column]} == doubts
