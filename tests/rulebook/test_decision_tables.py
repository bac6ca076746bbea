"""Rows of a table overlap only where its hit policy allows it."""

import random
import time
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.decision_tables import LONGEST_FIGURE, MOST_LINES, MOST_OVERLAPS, MOST_PAIRS, _overlap
from compliance.rulebook.load import load_rulebook
from tests.rulebook.refusals import faults
from tests.rulebooks import rulebook_of, write_rulebook

TABLE = "tables:\n  - {{id: least, label: {{zh: 表, en: T}}, inputs: [{inputs}], output: {{unit: ''}}, hit: {hit}, rows: {rows}}}\n"
BLOCK = """tables:
  - id: least
    label: {{zh: 表, en: T}}
    inputs: [land_area, investment]
    output: {{unit: ''}}
    hit: {hit}
    rows:
{rows}
"""


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


def long_table(inputs: str, row: str, count: int) -> str:
    """A table of so many rows; N and M in `row` are the number of each and the one after it."""
    lines = [row.replace("N", str(number)).replace("M", str(number + 1)) for number in range(count)]
    return TABLE.format(inputs=inputs, hit="unique", rows="[" + ", ".join(lines) + "]")


@pytest.mark.parametrize(
    ("inputs", "row"),
    [
        ("land_area", "['[N..M)', 1]"),
        ("land_area", "['N', 1]"),
        ("land_area, investment", "['[N..M)', '-', 1]"),
        ("name", "['nNx', 1]"),
    ],
)
def test_the_rows_of_a_long_table_are_compared_in_time(tmp_path: Path, inputs: str, row: str) -> None:
    begun = time.monotonic()
    assert len(rulebook_of(tmp_path, long_table(inputs, row, 5000)).tables["least"].rows) == 5000
    assert time.monotonic() - begun < 20, "the square would take more than a minute"


def test_a_table_with_too_many_pairs_of_rows_to_compare_is_refused(tmp_path: Path) -> None:
    begun = time.monotonic()
    (fault,) = faults(tmp_path, long_table("land_area, investment", "['[0..9999]', '[N..M)', 1]", 400))
    assert f"more than {MOST_PAIRS:,} pairs of rows that may overlap; split the table, or write hit: first" in fault
    assert time.monotonic() - begun < 5


def test_so_many_overlaps_are_told(tmp_path: Path) -> None:
    assert len(faults(tmp_path, long_table("land_area", "['[1..2]', N]", 2000))) <= MOST_OVERLAPS


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ("['[0..10)', 1], ['-', 2]", 1),
        ("['-', 1], ['-', 2]", 1),
        ("['[5..10]', 1], ['[0..5)', 2], ['{4, 20}', 3], ['[10..12)', 4]", 2),
        ("['{1, 9}', 1], ['5', 2], ['9', 3]", 1),
    ],
)
def test_overlaps_of_numbers_are_found_whatever_the_cells_and_their_order(
    tmp_path: Path, rows: str, count: int
) -> None:
    assert len(faults(tmp_path, TABLE.format(inputs="land_area", hit="unique", rows=f"[{rows}]"))) == count


@pytest.mark.parametrize(
    "figure",
    ["1e99999999", "1e999", "1E+100", "1e9_9999999", "1_0", "1/0", "nan", "inf", "9" * (LONGEST_FIGURE + 1), "", "1 0"],
)
def test_a_figure_of_a_table_is_a_number_of_a_length(tmp_path: Path, figure: str) -> None:
    begun = time.monotonic()
    (fault,) = faults(tmp_path, TABLE.format(inputs="code", hit="unique", rows=f"[['29', '{figure}']]"))
    assert "the result must be a number (of at most 80 characters, an exponent of two digits)" in fault
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("figure", ["1e99", "-1.5", "+3", ".5", "5.", "1/3", "2E-5", "9" * LONGEST_FIGURE])
def test_figures_are_written_in_many_ways(tmp_path: Path, figure: str) -> None:
    book = rulebook_of(tmp_path, TABLE.format(inputs="code", hit="unique", rows=f"[['29', '{figure}']]"))
    assert len(book.tables["least"].rows) == 1


@pytest.mark.parametrize("seed", range(20))
def test_comparing_few_pairs_finds_the_overlaps_of_all(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)

    def cell() -> str:
        low = chance.randrange(60)
        high = low + chance.randrange(1, 6)
        ends = chance.choice("[("), chance.choice(")]")
        return chance.choice([f"{ends[0]}{low}..{high}{ends[1]}", str(low), f"{{{low}, {high}}}"] * 4 + ["-"])

    lines = [f"      - ['{cell()}', '{cell()}', {number}]" for number in range(30)]
    rows = rulebook_of(tmp_path, BLOCK.format(hit="first", rows="\n".join(lines))).tables["least"].rows
    expected = {
        (one.at.line, other.at.line)
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if all(_overlap(a, b) for a, b in zip(one.cells, other.cells, strict=True))
    }
    (tmp_path / "city/rules.yaml").write_text(BLOCK.format(hit="unique", rows="\n".join(lines)), encoding="utf-8")
    assert expected, "rows of so few numbers overlap"
    with pytest.raises(InputError) as caught:
        load_rulebook(tmp_path)
    told = {(int(p.message.en.split()[2].rstrip(":")), p.place.line) for p in caught.value.problems}
    assert told == expected


@pytest.mark.parametrize("figure", ["1", "x"])
def test_a_table_has_so_many_rows(tmp_path: Path, figure: str) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    text = "tables:\n  - {id: least, label: {zh: 表, en: T}, inputs: [code], output: {unit: ''}, hit: unique, file: tables/t.csv}\n"
    write_rulebook(rules, text)
    (rules / "city/tables").mkdir()
    lines = [f"{number:05d},{figure}\n" for number in range(MOST_LINES + 1)]
    (rules / "city/tables/t.csv").write_text("code,result\n" + "".join(lines), encoding="utf-8")
    begun = time.monotonic()
    with pytest.raises(InputError) as caught:
        load_rulebook(rules)
    assert f":{MOST_LINES + 2}: a table of more than 10,000 rows; split it" in str(caught.value)
    (rules / "city/tables/t.csv").write_text("code,result\n" + "".join(lines[1:]), encoding="utf-8")
    if figure == "1":
        assert len(load_rulebook(rules).tables["least"].rows) == MOST_LINES
    else:
        with pytest.raises(InputError) as caught:
            load_rulebook(rules)
        assert len(caught.value.problems) == 101
    assert time.monotonic() - begun < 10
