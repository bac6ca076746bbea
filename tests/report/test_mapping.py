"""The columns are shown with what to write about those in question, and can be saved."""

import io
import json
from pathlib import Path

import pytest

from compliance.intake.columns.matching import match_columns
from compliance.quantity.units import unit
from compliance.report.mapping import FORMATS, ReadColumns, mapping_file
from compliance.rulebook.model import Rulebook
from compliance.rulebook.reading import read_by_nothing
from tests.intake.columns.given import given


@pytest.mark.parametrize(
    ("headings", "groups", "units", "answers"),
    [
        (["总投资(亿元)"], ["备案"], [], ["备案/总投资(亿元): {field: total_investment, unit: 亿元}"]),
        (["面积(公顷)"], [], [], ["面积(公顷): {field: land_area, unit: 公顷}"]),
        (["总投资"], [], ["亿元"], ["总投资: {field: total_investment, unit: 亿元}", "unit: 万元"]),
        (
            ["拟用地面积(公顷)", "申请用地面积(亩)"],
            [],
            [],
            ["拟用地面积(公顷): {field: land_area, unit: 公顷}", "unit: 亩"],
        ),
        (["土地级别"], [], [], ["土地级别: {field: land_grade, unit: 等}"]),
    ],
)
def test_what_may_be_written_keeps_the_unit_that_the_heading_or_the_table_states(
    rulebook: Rulebook, headings: list[str], groups: list[str], units: list[str], answers: list[str]
) -> None:
    mapping = match_columns(headings, rulebook.vocabulary, groups=groups, units=[unit(one) for one in units])
    saved = mapping_file([mapping], "zh")
    assert mapping.used == ()
    for answer in answers:
        assert answer in saved


def test_a_saved_mapping_reads_the_same_columns_again(rulebook: Rulebook, tmp_path: Path) -> None:
    headings = ["项目名称", "总投资:亿元", "#用地面积(亩)", "土地级别", "备注: 其他", "已投资额占比(%)", "面积", "面积"]
    before = match_columns(headings, rulebook.vocabulary)
    after = given(tmp_path, mapping_file([before], "zh"), headings)
    assert [(c.index, c.reads) for c in after.used] == [(c.index, c.reads) for c in before.used]
    assert [c.index for c in after.questions] == [c.index for c in before.questions]
    assert after.notes == ()


def test_a_saved_mapping_keeps_constants_and_what_is_attested(rulebook: Rulebook, tmp_path: Path) -> None:
    text = "constants: {总投资: '1,200万元', 是否电解铝: 否}\n环保局认定: {field: heavy_pollution, attested: true}\n"
    before = given(tmp_path, text, ["项目名称", "环保局认定"])
    saved = mapping_file([before], "zh")
    assert "\n环保局认定: {field: heavy_pollution, attested: true}\n" in saved
    after = given(tmp_path, saved, ["项目名称", "环保局认定"])
    assert {id_: one.written for id_, one in after.constants.items()} == {
        "total_investment": "1,200万元",
        "electrolytic_aluminium": "否",
    }
    assert [(c.reads, c.attested) for c in after.used] == [(c.reads, c.attested) for c in before.used]


def test_a_mapping_for_several_sheets_asks_where_they_differ(rulebook: Rulebook, tmp_path: Path) -> None:
    east = match_columns(["项目名称", "面积", "总投资"], rulebook.vocabulary, units=[unit("亿元")])
    west = match_columns(["项目名称", "总投资", "备注"], rulebook.vocabulary)
    saved = mapping_file([east, west], "zh")
    assert saved.count("项目名称: name\n") == 1
    assert "\n备注: ignore\n" in saved
    assert "\n# 总投资: {field: total_investment, unit: 亿元}\n" in saved
    assert "\n# 总投资: total_investment\n" in saved
    assert "\n总投资" not in saved
    assert [c.heading for c in given(tmp_path, saved, ["项目名称", "备注"]).used] == ["项目名称"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_mapping_is_shown_as_text_and_json_with_what_to_write(rulebook: Rulebook, lang: str) -> None:
    import io
    import json

    from jsonschema import validate

    mapping = match_columns(["项目名称", "土地级别", "备注"], rulebook.vocabulary)
    stream = io.StringIO()
    FORMATS["text"].write(ReadColumns({"": mapping}, ()), lang, stream)  # type: ignore[arg-type]  # a stream of text
    assert "土地级别: {field: land_grade, unit: 等}" in stream.getvalue()
    assert "name" in stream.getvalue()
    written = io.StringIO()
    FORMATS["json"].write(ReadColumns({"": mapping}, ()), lang, written)  # type: ignore[arg-type]  # a stream of bytes
    data = json.loads(written.getvalue())
    validate(data, {"type": "object", "required": ["schema", "columns", "notes"]})
    assert [column["field"] for column in data["columns"]] == ["name", None, None]
    assert data["columns"][1]["question"]["candidates"] == ["land_grade"]


def test_columns_that_no_rule_reads_are_said_to_be_without_effect(rulebook: Rulebook) -> None:
    mapping = match_columns(["项目名称", "主要产品", "用地面积(亩)"], rulebook.vocabulary)
    columns = ReadColumns({"": mapping}, (), read_by_nothing(rulebook))
    text, data = io.StringIO(), io.StringIO()
    FORMATS["text"].write(columns, "en", text)
    assert "Columns that no rule reads (they change nothing)\n  B 主要产品\n" in text.getvalue()
    FORMATS["json"].write(columns, "en", data)
    effects = {one["heading"]: one["without_effect"] for one in json.loads(data.getvalue())["columns"]}
    assert effects == {"项目名称": False, "主要产品": True, "用地面积(亩)": False}
