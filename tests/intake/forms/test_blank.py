"""Beside a blank copy, what that holds is label and the rest is filled in."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.forms.material import read_form
from compliance.intake.forms.reading import FormReading
from compliance.rulebook.model import Rulebook
from tests.forms import Rows, asked, values_of, word_file, word_table, workbook_file

BLANK: Rows = [
    ["项目名称", "", "项目特性", ""],
    ["用地", "约____亩", "主要产品", ""],
    ["建设性质", "☐新建 ☐技改", "总投资", "____亿元"],
]
FILLED: Rows = [
    ["项目名称", "甲项目", "项目特性", "成长性好"],
    ["用地", "约310亩", "主要产品", "新型建材产品"],
    ["建设性质", "☐新建 ☑技改", "总投资", "1.2亿元"],
]


def test_labels_are_those_of_the_blank_copy(rulebook: Rulebook, tmp_path: Path) -> None:
    filled = word_file(tmp_path / "filled.docx", word_table(FILLED))
    blank = word_file(tmp_path / "blank.docx", word_table(BLANK))
    alone = read_form(filled, rulebook.vocabulary, FormReading())
    assert "main_product" in asked(alone)
    found = read_form(filled, rulebook.vocabulary, FormReading(blank=blank))
    stated = values_of(found)
    assert (stated["name"], stated["main_product"]) == ("甲项目", "新型建材产品")
    assert (stated["construction_nature"], stated["total_investment"]) == ("upgrade", 12000)
    assert ("项目特性", "成长性好") in [(one.name, one.written) for one in found.case.unread]


def test_a_blank_copy_beside_itself_states_nothing(rulebook: Rulebook, tmp_path: Path) -> None:
    blank = workbook_file(tmp_path / "blank.xlsx", BLANK)
    found = read_form(blank, rulebook.vocabulary, FormReading(blank=blank))
    assert values_of(found) == {}
    assert asked(found) == {}


def test_a_blank_copy_of_another_form_is_refused_and_a_table_that_differs_is_told(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    filled = word_file(tmp_path / "filled.docx", word_table(FILLED), word_table([["备注", "无", "无"]]))
    other = word_file(tmp_path / "other.docx", word_table([["项目名称", ""]]))
    with pytest.raises(InputError, match="of the same version"):
        read_form(filled, rulebook.vocabulary, FormReading(blank=other))
    blank = word_file(tmp_path / "blank.docx", word_table(BLANK), word_table([["备注", ""]]))
    found = read_form(filled, rulebook.vocabulary, FormReading(blank=blank))
    assert [note.message.en for note in found.notes] == [
        "table 2 is not divided as in the blank copy, and is read without it"
    ]
