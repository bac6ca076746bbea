"""The first sheet has every body with its counts as numbers, and every figure."""

import io
from pathlib import Path

import python_calamine

from compliance.assessment.bodies import kinds_of
from compliance.report.assessment.formats import ASSESSMENT
from compliance.report.assessment.overview import compose_overview
from tests.progress import crowded


def test_the_first_sheet_names_every_body_and_figure_and_counts_in_numbers(tmp_path: Path) -> None:
    found = crowded(tmp_path)
    stream = io.BytesIO()
    ASSESSMENT["xlsx"].write(found, "zh", stream)  # type: ignore[arg-type]  # a stream of bytes, for a file
    book = python_calamine.load_workbook(io.BytesIO(stream.getvalue()))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    page = compose_overview(found.assessment, found.reading, "zh")
    first, *_ = (number for number, row in enumerate(rows) if row[0] == "谁负责")
    lines = (*page.bodies, page.total)
    assert [row[:6] for row in rows[first + 1 : first + 1 + len(lines)]] == [[one.name, *one.tally] for one in lines]
    by_name = {row[0] for row in rows}
    zones = next(kind for kind in kinds_of(found.assessment) if kind.id == "zone")
    assert {body.name.zh for body in zones.listed} <= by_name
    assert {line.what for line in (*page.figures, *page.missed)} <= by_name
    said = {cell for row in rows for cell in row}
    assert {line.what for line in page.open} <= said
