"""Rows of a table overlap only where its hit policy allows it."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook
from tests.rulebook.refusals import faults
from tests.rulebooks import rulebook_of, write_rulebook

TABLE = "tables:\n  - {{id: least, label: {{zh: 表, en: T}}, inputs: [{inputs}], output: {{unit: ''}}, hit: {hit}, rows: {rows}}}\n"


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [
        ("code", "[['29', 1], ['291', 2]]"),
        ("land_area", "[['[0..10]', 1], ['[10..20]', 2]]"),
        ("source", "[['new', 1], ['-', 2]]"),
        ("code, land_area", "[['29', '[0..10)', 1], ['29', '5', 2]]"),
    ],
)
def test_rows_of_a_unique_table_may_not_overlap(tmp_path: Path, inputs: str, rows: str) -> None:
    (fault,) = faults(tmp_path, TABLE.format(inputs=inputs, hit="unique", rows=rows))
    assert "overlaps line" in fault


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [
        ("code", "[['291', 1], ['292', 2]]"),
        ("land_area", "[['[0..10)', 1], ['[10..20]', 2]]"),
        ("source", "[['new', 1], ['存量', 2]]"),
        ("code, land_area", "[['29', '[0..10)', 1], ['29', '[10..20]', 2], ['30', '5', 2]]"),
    ],
)
def test_rows_that_only_touch_do_not_overlap(tmp_path: Path, inputs: str, rows: str) -> None:
    book = rulebook_of(tmp_path, TABLE.format(inputs=inputs, hit="unique", rows=rows))
    assert book.tables["least"].hit == "unique"


def test_an_office_puts_its_own_figures_in_the_place_of_a_table(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    text = "tables:\n  - {id: least, label: {zh: 表, en: T}, inputs: [code], output: {unit: 万元/公顷}, file: tables/least.csv}\n"
    write_rulebook(rules, text)
    (rules / "city/tables").mkdir()
    (rules / "city/tables/least.csv").write_text("code,result\n39,4400\n", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "least.csv").write_text("\ufeffcode,result,source\n39,4400,公报\n31,1500,公报\n", encoding="utf-8")
    assert len(load_rulebook(rules).tables["least"].rows) == 1
    assert len(load_rulebook(rules, own).tables["least"].rows) == 2
    (own / "least.csv").write_text("code,figure\n39,4400\n", encoding="utf-8")
    with pytest.raises(InputError, match="the first line must be code,result"):
        load_rulebook(rules, own)
