"""What a text means as a label of a form."""

import pytest

from compliance.intake.forms.labels import NO_LABEL, Labels, plain_label
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook


@pytest.fixture
def labels(rulebook: Rulebook) -> Labels:
    return Labels(rulebook.vocabulary, "project")


@pytest.mark.parametrize(
    ("text", "field", "symbol"),
    [
        ("建设单位\n(盖章)", "applicant", None),
        ("建设性质(请在□内打√)", "construction_nature", None),
        ("*项目名称:", "name", None),
        ("1、总投资(亿元)", "total_investment", "亿元"),
        ("占地面积\n(平方米)", "land_area", "平方米"),
        ("建 设 单 位", "applicant", None),
    ],
)
def test_what_is_said_of_filling_in_changes_no_label(labels: Labels, text: str, field: str, symbol: str | None) -> None:
    label = labels.of(text)
    assert label.field is not None
    assert label.field.id == field
    assert (label.unit.symbol if label.unit else None) == symbol


@pytest.mark.parametrize("text", ["注册资金", "其中:环保投资(万元)", "计划开工时间", "建设单位(甲方)"])
def test_a_name_that_means_something_else_is_a_question(labels: Labels, text: str) -> None:
    label = labels.of(text)
    assert label.field is None
    assert label.doubt is not None
    assert label.is_strong


@pytest.mark.parametrize("text", ["联系电话", "法定代表人", "是否重点", "备注", "单位地址", "污染物排放量"])
def test_other_labels_are_known_by_how_they_end(labels: Labels, text: str) -> None:
    assert labels.of(text).is_other


@pytest.mark.parametrize(
    "text", ["9000", "☐新建 ☑技改", "总投资9000万元,固定资产投资8000万元,其余自筹。", "总投资:1亿元", "长" * 41, ""]
)
def test_values_and_sentences_are_no_labels(labels: Labels, text: str) -> None:
    assert labels.of(text) is NO_LABEL


def test_a_part_means_its_field_beside_the_whole_and_takes_over_its_unit(labels: Labels) -> None:
    whole = labels.of("项目总投资(亿元)")
    part = labels.part("其中:固定资产投资", whole)
    assert part.field is not None
    assert (part.field.id, part.unit) == ("fixed_asset_investment", unit("亿元"))
    assert labels.part("其中:固定资产投资", NO_LABEL).field is None


def test_a_unit_that_the_form_states_once_holds_where_it_is_that_of_the_field(rulebook: Rulebook) -> None:
    of_sheet = Labels(rulebook.vocabulary, "project", (unit("亿元"),))
    assert of_sheet.of("总投资").doubt is not None
    assert of_sheet.of("总投资(万元)").field is not None


def test_a_label_is_plain_without_marks() -> None:
    assert plain_label("建设单位（盖章）：") == "建设单位"
