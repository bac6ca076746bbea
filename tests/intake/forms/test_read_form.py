"""A whole form: all that it states is read, all else is told, and no cell left blank changes what another means."""

import os
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from compliance.intake.columns.mapping_file import GivenMapping, read_mapping
from compliance.intake.forms.grid import Paper
from compliance.intake.forms.read_form import read_paper
from compliance.rulebook.model import Rulebook
from compliance.source import Source
from tests.forms import FILED, FILED_VALUES, asked, paper_of, plain, read_rows, values_of

RUNS = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 60


def mapping(rulebook: Rulebook, text: str) -> GivenMapping:
    """A mapping file of that text."""
    return read_mapping(Source("form.yaml", text.encode()), rulebook.vocabulary)


def test_a_filled_form_is_read_and_the_rest_is_asked_about(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, FILED)
    assert values_of(found) == FILED_VALUES
    assert set(asked(found)) == {
        "start_date",
        "project_capital",
        "fixed_asset_investment",
        "stated_plot_ratio",
        "stated_green_ratio",
    }
    unread = {one.name: one.written for one in found.case.unread if one.name}
    assert unread["法定代表人"] == "李某"
    assert unread["其中:新增用地(平方米)"] == "20000"


def blanked(paper: Paper, random: Random) -> Paper:
    """The form with some of its cells left blank, labels too."""
    share = random.choice((0.03, 0.1, 0.2, 0.4, 0.6))
    grids = (
        replace(grid, cells=tuple(replace(one, text="") if random.random() < share else one for one in grid.cells))
        for grid in paper.grids
    )
    return replace(paper, grids=tuple(grids))


def unlike(values: Mapping[str, object], expected: Mapping[str, object]) -> list[tuple[str, object]]:
    """What is stated otherwise than expected; a building may lack what is blank, and none may be one of several."""
    wrong: list[tuple[str, object]] = []
    for id_, value in values.items():
        if id_ != "buildings":
            wrong += [(id_, value)] if value != expected.get(id_) else []
            continue
        known = expected[id_]
        assert isinstance(value, list)
        assert isinstance(known, list)
        wrong += [(id_, one) for one in value if not any(one.items() <= other.items() for other in known)]
    return wrong


@pytest.mark.parametrize("seed", range(0, RUNS, 20))
def test_cells_left_blank_never_change_what_the_others_mean(rulebook: Rulebook, seed: int) -> None:
    paper = paper_of(FILED, "某县备案申请表", "县(市、区)：叶县      填报日期：2015年6月3日")
    expected = FILED_VALUES | {"county": plain(_county(rulebook))}
    for number in range(seed, seed + 20):
        found = read_paper(blanked(paper, Random(number)), rulebook.vocabulary, "form")
        assert unlike(values_of(found), expected) == [], number


def _county(rulebook: Rulebook) -> object:
    found = read_rows(rulebook.vocabulary, [["", ""]], "县(市、区)：叶县")
    return found.case.data["county"].value


def test_a_mapping_decides_what_labels_and_places_mean(rulebook: Rulebook) -> None:
    text = """
        注册资本: project_capital
        固定资产投资/设备购置: {field: fixed_asset_investment, unit: 万元}
        容积率/本项目: stated_plot_ratio
        拟开工时间: ignore
        行业代码: ignore
        没有这一栏: name
    """
    found = read_paper(paper_of(FILED), rulebook.vocabulary, "form", mapping(rulebook, text))
    stated = values_of(found)
    assert (stated["project_capital"], stated["fixed_asset_investment"]) == (8000, 17000)
    assert str(stated["stated_plot_ratio"]) == "6/5"
    assert "industry_code" not in stated
    assert set(asked(found)) == {"stated_green_ratio"}
    assert [note.message.en for note in found.notes] == ["the form has no label '没有这一栏'"]


def test_a_label_that_stands_twice_is_named_by_its_place(rulebook: Rulebook) -> None:
    rows = [["联系电话", "1", "职工人数", "30"], ["联系电话", "2", "职工人数", "40"]]
    bare = read_paper(paper_of(rows), rulebook.vocabulary, "form", mapping(rulebook, "职工人数: jobs"))
    assert "职工人数@表1第1行、职工人数@表1第2行" in bare.notes[0].message.zh
    found = read_paper(paper_of(rows), rulebook.vocabulary, "form", mapping(rulebook, "职工人数@表1第2行: jobs"))
    assert values_of(found) == {"jobs": 40}


def test_paragraphs_with_labels_are_read_and_sentences_are_not(rulebook: Rulebook) -> None:
    lines = (
        "用地来源：存量      登记日期：2015年4月28日",
        "本项目位于某县,占地面积111600平方米,总建筑面积52000平方米,劳动定员120人,年综合能耗3200吨标准煤。",
        "项目名称：甲项目,建在某地",
        "填写说明：",
        "总投资：9000万元",
    )
    found = read_rows(rulebook.vocabulary, [["用地面积(亩)", "20"]], *lines)
    assert values_of(found) == {"land_source": "stock", "land_area": 20}
    assert asked(found) == {"name": "甲项目,建在某地"}
    assert [(one.name, one.at.paragraph) for one in found.case.unread if one.closest is None] == [
        ("登记日期", 1),
        ("", 2),
    ]


def test_labels_with_values_in_one_cell_are_read(rulebook: Rulebook) -> None:
    rows = [[("项目名称：甲项目   用地来源：存量", 2)], ["建设内容", "总投资：1亿元"]]
    found = read_rows(rulebook.vocabulary, rows)
    assert values_of(found) == {"name": "甲项目", "land_source": "stock"}


def test_a_unit_stated_once_holds_for_the_whole_form(rulebook: Rulebook) -> None:
    rows = [["总投资", "9000"], ["用地面积", "30"]]
    assert values_of(read_rows(rulebook.vocabulary, rows, "申请表   单位:万元、亩")) == {
        "total_investment": 9000,
        "land_area": 30,
    }
    assert values_of(read_rows(rulebook.vocabulary, rows, "填报单位:某公司")) == {}
    assert values_of(read_rows(rulebook.vocabulary, rows, "单位:亿元")) == {}


def test_a_required_field_that_is_blank_is_in_doubt(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, [["项目名称", "", "用地面积(亩)", "30"]])
    assert [(doubt.field, doubt.written) for doubt in found.case.doubts] == [("name", "")]
    assert found.case.id == "form"
