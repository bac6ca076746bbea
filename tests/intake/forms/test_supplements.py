"""A sheet that asked for what is missing is added to its application, and to no other."""

from dataclasses import replace
from pathlib import Path

import pytest

from compliance.case import Case
from compliance.errors import InputError
from compliance.intake.forms.supplements import Supplements
from compliance.report.form.blank import compose_form
from compliance.rulebook.model import Rulebook
from tests.own_forms import DAY, SUFFIXES, filled, form_of, read, stated, written

DRAFT = """
项目名称: 甲项目
受理日期: 2015-06-01
行业代码: C3311
总投资: 十几亿
是否标准厂房建设项目: 是
备注: 无
buildings:
  - {建筑名称: 1号, 单体建筑面积: 5200}
认定:
  - {事项: 是否认定为重污染项目, 结论: 否, 单位: 市环境保护局, 日期: 2015-05-20}
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    place = tmp_path / "draft.yaml"
    place.write_text(DRAFT, "utf-8")
    return place


def added(draft: Path, sheet: Path, rulebook: Rulebook) -> Case:
    """The draft with what the sheet states."""
    supplements = Supplements([str(sheet)], rulebook.vocabulary, rulebook.digest)
    case = supplements.on(read(draft, rulebook))
    assert supplements.unmatched() is None
    return case


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_supplement_reads_back_as_just_what_is_filled_in(
    rulebook: Rulebook, draft: Path, tmp_path: Path, suffix: str
) -> None:
    form = form_of(rulebook, draft=draft)
    asked = {question.blank.mark[2:] for group in form.groups for question in group.questions}
    assert "total_investment" in asked
    assert not {"name", "industry_code", "application_date"} & asked
    sheet = filled(
        written(form, tmp_path / f"sheet{suffix}"), {"f_total_investment": "12", "u_total_investment": "亿元"}
    )
    before, case = read(draft, rulebook), added(draft, sheet, rulebook)
    assert stated(case) == stated(before) | {"total_investment": "120,000 万元"}
    assert case.findings == before.findings
    assert (case.id, case.name) == (before.id, before.name)


def test_what_could_not_be_used_gives_way_and_is_told(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    sheet = filled(written(form_of(rulebook, draft=draft), tmp_path / "s.xlsx"), {"f_total_investment": "120000"})
    case = added(draft, sheet, rulebook)
    assert case.doubts == ()
    (one,) = case.set_aside
    assert (one.name, one.written) == ("总投资", "十几亿")
    assert one.reason.en == "mended by the supplement; what stood before is not used"
    assert [unread.name for unread in case.unread] == ["备注"]


def test_where_both_state_a_field_and_differ_it_is_in_doubt(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    sheet = filled(written(form_of(rulebook, draft=draft), tmp_path / "s.xlsx"), {"f_total_investment": "120000"})
    draft.write_text(DRAFT.replace("十几亿", "9亿元"), "utf-8")
    case = added(draft, sheet, rulebook)
    assert "total_investment" not in case.data
    (doubt,) = case.doubts
    assert (doubt.field, doubt.written) == ("total_investment", "9亿元 / 120000")
    draft.write_text(DRAFT.replace("十几亿", "12亿元"), "utf-8")
    same = added(draft, sheet, rulebook)
    assert (same.doubts, stated(same)["total_investment"]) == ((), "120,000 万元")


def test_what_a_supplement_leaves_open_is_in_doubt_there(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    sheet = filled(written(form_of(rulebook, draft=draft), tmp_path / "s.xlsx"), {"f_total_investment": "上亿元"})
    (doubt,) = added(draft, sheet, rulebook).doubts
    assert (doubt.written, doubt.at.file) == ("上亿元", f"{sheet}!申请表")


def test_a_list_of_a_supplement_takes_the_place_of_the_one_before(
    rulebook: Rulebook, draft: Path, tmp_path: Path
) -> None:
    stages = rulebook.vocabulary.stages
    form = compose_form(rulebook.edition(DAY), stages.reviewed, DAY, {}, 3, "", "zh")
    sheet = written(replace(form, mark=replace(form.mark, supplements="甲项目")), tmp_path / "s.xlsx")
    filled(sheet, {"r_buildings_1_name": "1号", "r_buildings_1_storeys": 3, "r_buildings_2_name": "2号"})
    case = added(draft, sheet, rulebook)
    assert stated(case)["buildings"] == [{"name": "1号", "storeys": "3 层"}, {"name": "2号"}]
    assert [one.reason.en for one in case.set_aside] == ["the supplement lists all of them again, and takes its place"]


def test_a_supplement_to_another_application_is_refused(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    sheet = filled(written(form_of(rulebook, draft=draft), tmp_path / "s.xlsx"), {"f_total_investment": "1"})
    supplements = Supplements([str(sheet)], rulebook.vocabulary, rulebook.digest)
    draft.write_text(DRAFT.replace("甲项目", "乙项目"), "utf-8")
    case = read(draft, rulebook)
    assert supplements.on(case) is case
    fault = supplements.unmatched()
    assert fault is not None
    assert "a supplement for '甲项目', which is not among the applications" in str(fault)


def test_an_application_is_known_by_its_id_before_its_name(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    draft.write_text(DRAFT + "项目编号: P-1\n", "utf-8")
    form = form_of(rulebook, draft=draft)
    assert form.mark.supplements == "P-1"
    assert ("项目", "甲项目(P-1)") in form.about


def test_what_is_no_supplement_is_refused(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    whole = filled(written(form_of(rulebook), tmp_path / "whole.xlsx"), {"f_name": "甲项目"})
    for place in (draft, whole):
        with pytest.raises(InputError, match="not a sheet that form --for wrote"):
            Supplements([str(place)], rulebook.vocabulary, rulebook.digest)


def test_a_supplement_alone_is_no_application(rulebook: Rulebook, draft: Path, tmp_path: Path) -> None:
    sheet = filled(written(form_of(rulebook, draft=draft), tmp_path / "s.docx"), {"f_total_investment": "1"})
    with pytest.raises(InputError, match="a supplement for '甲项目', which holds only what was missing"):
        read(sheet, rulebook)
