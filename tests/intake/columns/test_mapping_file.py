"""A mapping file settles questions, and what is wrong in it is told at its line."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.columns.mapping import How
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.columns.matching import match_columns
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook
from tests.intake.columns.given import given


def test_a_given_mapping_settles_questions_and_wins_over_names(tmp_path: Path) -> None:
    text = "投资金额(亿美元/亿元): {field: total_investment, unit: 亿元}\n总投资: ignore\n面积@C: 用地面积\n"
    mapping = given(tmp_path, text, ["投资金额(亿美元/亿元)", "总投资", "面积", "面积"])
    first, second, third, fourth = mapping.columns
    assert first.reads is not None
    assert (first.reads.field.id, first.reads.unit, first.how) == ("total_investment", unit("亿元"), How.given)
    assert (second.field, second.doubt) == (None, None)
    assert third.field is not None
    assert fourth.field is None


def test_a_column_given_without_a_unit_is_in_that_of_its_heading(tmp_path: Path) -> None:
    mapping = given(tmp_path, "用地面积(公顷): land_area\n投资额(亿元): 总投资\n", ["用地面积(公顷)", "投资额(亿元)"])
    assert [c.unit for c in mapping.columns] == [unit("公顷"), unit("亿元")]
    assert mapping.notes == ()


def test_a_unit_given_otherwise_than_the_heading_states_it_is_noted(tmp_path: Path) -> None:
    mapping = given(tmp_path, "总投资(万元): {field: total_investment, unit: 亿元}\n", ["总投资(万元)"])
    assert [c.unit for c in mapping.columns] == [unit("亿元")]
    (note,) = mapping.notes
    assert "states 万元, the mapping 亿元" in note.line("en")


@pytest.mark.parametrize(
    ("heading", "units"),
    [("投资额(亿美元)", []), ("投资额(亩)", []), ("投资额", ["亿元"]), ("投资额", ["万元", "亿元"])],
)
def test_a_unit_that_the_heading_or_the_table_leaves_open_must_be_given(
    rulebook: Rulebook, tmp_path: Path, heading: str, units: list[str]
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(f"{heading}: total_investment\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"say in what unit the cells are, as \{field: total_investment, unit: 万元\}"):
        match_columns(
            [heading], rulebook.vocabulary, read_mapping(path, rulebook.vocabulary), units=[unit(one) for one in units]
        )


def test_a_field_given_to_one_column_is_not_read_from_another(tmp_path: Path) -> None:
    mapping = given(tmp_path, "拟用地面积(平方米): land_area\n", ["拟用地面积(平方米)", "申请用地面积(亩)"])
    assert [c.heading for c in mapping.used] == ["拟用地面积(平方米)"]
    assert mapping.questions == ()


def test_a_given_heading_that_the_table_lacks_is_noted_at_its_line(tmp_path: Path) -> None:
    mapping = given(tmp_path, "项目名称: name\n用地面: land_area\n", ["项目名称", "用地面积"])
    (note,) = mapping.absent
    assert note.line("en").endswith("map.yaml:2:1: the table has no column '用地面'; did you mean '用地面积'?")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A: land_aera\n", "1:4: 'land_aera' is not a field; did you mean land_area (Site area)?"),
        ("\nA: {field: land_area, unit: 万元}\n", "2:29: 'Site area' cannot be in '万元'"),
        ("A: {field: name, unit: 亩}\n", "1:24: 'Project name' is no number"),
        ("A: {field: land_area, unti: 亩}\n", "1:23: unknown key 'unti'"),
        ("A: {unit: 亩}\n", "1:4: 'field' is missing"),
        ("A: [land_area]\n", "1:4: must be a field"),
        ("A: land_area\nＡ: name\n", "2:1: 'Ａ' stands on line 1 already"),
        ("- A\n", "a mapping file must be a mapping"),
        ("A: land_area\nB: land_area\n", "2:1: 'B' and 'A' (line 1) are both 'Site area'"),
    ],
)
def test_a_wrong_mapping_file_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        given(tmp_path, text, ["A", "B"])
    assert said in "\n".join(problem.line("en") for problem in caught.value.problems)
    assert all(problem.message.zh for problem in caught.value.problems)


def test_constants_hold_for_every_row_and_a_column_may_be_attested(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "常量: {是否电解铝: 否, 总投资: 2亿元}\n环保局认定: {field: heavy_pollution, attested: true}\n",
        encoding="utf-8",
    )
    mapping = read_mapping(path, rulebook.vocabulary)
    assert {id_: one.written for id_, one in mapping.constants.items()} == {
        "electrolytic_aluminium": "否",
        "total_investment": "2亿元",
    }
    assert mapping.constants["total_investment"].at.line == 1
    assert [(column.key, column.attested) for column in mapping.columns] == [("环保局认定", True)]
    (read,) = match_columns(["环保局认定"], rulebook.vocabulary, mapping).columns
    assert read.reads is not None
    assert read.reads.attested


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("constants: {in_zone: 大概}", "m.yaml:1:22: "),
        ("constants: {nothing: 1}", "'nothing' is not a field"),
        ("甲: {field: heavy_pollution, attested: 是}", "'attested' must be true or false"),
    ],
)
def test_a_faulty_constant_is_told_at_its_place(tmp_path: Path, rulebook: Rulebook, text: str, said: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_mapping(path, rulebook.vocabulary)
    assert said in "\n".join(problem.line("en") for problem in caught.value.problems)
