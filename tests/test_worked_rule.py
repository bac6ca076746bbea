"""The rule that docs/rule-language.md works through at three stages comes out as the page says."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from compliance import Source, read_cases
from compliance.engines.reference import Reference
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.stages import StageAsked

PAGE = Path("docs/rule-language.md").read_text(encoding="utf-8")
TABLE = PAGE.split("| stage | what the case gives | outcome | why |", 1)[1].split("###", 1)[0]
ROWS = [line.strip("|").split("|") for line in TABLE.splitlines() if line.startswith("|") and "---" not in line]
GIVEN = {
    "code 3311": {"industry_code": "3311"},
    "code 5990": {"industry_code": "5990"},
    "100 亩": {"land_area": "100亩"},
    "新建": {"construction_nature": "新建"},
    "新增": {"land_source": "新增"},
    "green area 15,000 ㎡": {"green_area": "15000㎡"},
}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0].strip()}-{row[2].strip()}-{row[1].strip()}" for row in ROWS])
def test_each_row_of_the_worked_rule(rulebook: Rulebook, row: list[str]) -> None:
    stage, given, outcome, _ = (cell.strip() for cell in row)
    stated = {key: value for one in given.split("; ") for key, value in GIVEN[one].items()}
    (case,) = read_cases(Source("a.json", json.dumps({"name": "a", **stated}).encode()), rulebook)
    at = rulebook.vocabulary.stages.find(stage)
    assert at is not None
    day = date(2015, 6, 1)
    rulings = Reference(rulebook.edition(day).about("project")).evaluate(case, day, StageAsked(at, unless_stated=False))
    (found,) = [ruling.outcome for ruling in rulings if ruling.rule.id == "NLC08-green-ratio"]
    assert found.value == re.sub(" ", "_", outcome)


def test_the_table_has_a_row_for_each_of_three_stages() -> None:
    assert {row[0].strip() for row in ROWS} == {"lead", "application", "land"}
