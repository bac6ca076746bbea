"""A supplement asks for what a review waits for, says why, and whose it is."""

from pathlib import Path

import pytest

from compliance.errors import RequestError
from compliance.report.form.content import Form, Need, Question
from compliance.report.form.run import FormJob, run
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from tests.own_forms import DAY, form_of
from tests.places import ROOT
from tests.rulebooks import rule, rulebook_of


def written(folder: Path, text: str) -> Path:
    place = folder / "draft.yaml"
    place.write_text(text, "utf-8")
    return place


def questions(form: Form) -> dict[str, Question]:
    return {question.blank.mark[2:]: question for group in form.groups for question in group.questions}


DRAFT = "项目名称: 甲\n受理日期: 2015-06-01\n产业集聚区: 叶县产业集聚区\n行业代码: C3311\n建设性质: 迁建\n"


def test_each_question_says_what_was_wrong_and_which_rules_need_it(rulebook: Rulebook, tmp_path: Path) -> None:
    form = form_of(rulebook, draft=written(tmp_path, DRAFT))
    assert form.title == "项目补正材料表"
    nature = questions(form)["construction_nature"]
    assert nature.need is Need.REQUIRED
    assert nature.notes[0].startswith("原填“迁建”,不能采用: “建设性质”没有“迁建”这个取值")
    assert nature.notes[1].startswith("用于: ")
    assert questions(form)["cod"].need is Need.IF_APPLIES


def test_nothing_is_asked_for_that_the_review_does_not_wait_for(rulebook: Rulebook, tmp_path: Path) -> None:
    found = questions(form_of(rulebook, draft=written(tmp_path, DRAFT)))
    assert {"name", "zone", "in_zone", "industry_code", "investor_type", "jobs"}.isdisjoint(found)
    assert "far_floor_area" not in found, "it comes later"
    assert "far_floor_area" in questions(form_of(rulebook, stage="land", draft=written(tmp_path, DRAFT)))


def test_a_name_that_is_missing_is_asked_for(rulebook: Rulebook, tmp_path: Path) -> None:
    form = form_of(rulebook, draft=written(tmp_path, DRAFT.replace("项目名称: 甲\n", "")))
    assert questions(form)["name"].need is Need.REQUIRED
    assert form.mark.supplements == "draft"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gap_in_one_record_asks_for_the_list_again(rulebook: Rulebook, tmp_path: Path, lang: Lang) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", "require: every building satisfies storeys >= 3 层"))
    draft = written(tmp_path, "项目名称: 甲\nbuildings:\n" + "  - {建筑名称: 1号}\n" * 7)
    form = form_of(book, lang, draft=draft)
    (group,) = form.groups
    (table,) = group.tables
    assert len(table.rows) == 11, "four more than were stated"
    assert table.need is Need.REQUIRED
    assert table.notes[0] == (
        "请把全部记录重新填写一遍,本表所填的代替原来的清单。"
        if lang == "zh"
        else "List all of them again: what is filled in here takes the place of the list handed in."
    )


def test_where_nothing_is_missing_there_is_no_form(rulebook: Rulebook) -> None:
    assert run(FormJob(rulebook, ROOT / "examples/wangcang-building-materials.yaml", None, DAY, "zh")).form is None


def test_what_the_draft_says_in_vain_is_handed_on(rulebook: Rulebook, tmp_path: Path) -> None:
    found = run(FormJob(rulebook, written(tmp_path, DRAFT + "联系人: 张三\n"), None, DAY, "zh"))
    assert [one.name for one in found.not_used] == ["联系人"]


def test_a_supplement_is_for_one_application(rulebook: Rulebook, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="there are 2 applications"):
        run(FormJob(rulebook, written(tmp_path, f"{DRAFT}---\n{DRAFT}"), None, DAY, "zh"))
