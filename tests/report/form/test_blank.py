"""A blank form says for what it is, asks in groups, and says what has to be filled in and how."""

import re

from compliance.intake.office import Office, Profile
from compliance.report.form.content import Form, Kind, Need, Question
from compliance.report.form.run import FormJob, run
from compliance.rulebook.model import Rulebook
from compliance.vocabulary import fields as v
from tests.own_forms import DAY, form_of


def questions(form: Form) -> dict[str, Question]:
    """The questions of a form by the field that they ask for."""
    return {question.blank.mark[2:]: question for group in form.groups for question in group.questions}


def test_a_form_says_for_what_it_is(rulebook: Rulebook) -> None:
    form = form_of(rulebook)
    assert (form.title, form.subtitle) == ("项目申请表", "(入驻申请阶段)")
    about = dict(form.about)
    assert about["适用方案"] == "平政办〔2015〕26号 2015年平顶山市加快产业集聚区建设专项工作方案"
    assert "国发〔2013〕37号" in about["同时适用"]
    assert about["规则库"] == f"{rulebook.digest[:12]} 版(按 2015-06-01 有效的规定)"
    assert form.mark.rulebook == rulebook.digest


def test_the_office_that_hands_it_out_is_that_of_the_profile(rulebook: Rulebook) -> None:
    job = FormJob(rulebook, None, DAY, DAY, "zh", profile=Profile(name="某县发展和改革委员会"))
    form = run(job).form
    assert form is not None
    assert form.about[0] == ("受理单位", "某县发展和改革委员会")


def test_the_groups_stand_in_the_order_of_the_vocabulary(rulebook: Rulebook) -> None:
    titles = [group.title for group in form_of(rulebook).groups]
    assert titles[0] == "一、项目基本情况"
    labels = [group.label.zh for group in rulebook.vocabulary.groups]
    assert [title.partition("、")[2] for title in titles] == [one for one in labels if one != "供地与建设进度"]


def test_what_is_needed_in_any_event_and_what_only_if_a_rule_applies_are_marked(rulebook: Rulebook) -> None:
    found = questions(form_of(rulebook))
    assert found["name"].need is Need.REQUIRED
    assert found["total_investment"].need is Need.REQUIRED
    assert found["cod"].need is Need.IF_APPLIES
    assert found["investor_type"].need is Need.OPTIONAL
    assert found["cod"].heading == "○ 化学需氧量排放量"


def test_what_the_office_has_set_for_all_projects_need_not_be_filled_in(rulebook: Rulebook) -> None:
    facts = Office(given=("in_zone=否",)).facts(rulebook.vocabulary).facts
    form = run(FormJob(rulebook, None, DAY, DAY, "zh", facts=facts)).form
    assert form is not None
    assert questions(form)["in_zone"].need is Need.OPTIONAL
    assert questions(form_of(rulebook))["in_zone"].need is Need.REQUIRED


def test_a_number_has_its_units_a_choice_its_words_and_all_their_help(rulebook: Rulebook) -> None:
    found = questions(form_of(rulebook))
    area, source, county = found["land_area"], found["land_source"], found["county"]
    assert area.unit is not None
    assert (area.unit.value, area.unit.options) == ("亩", ("亩", "公顷", "平方米"))
    assert area.notes[-1] == "例: 167 亩"
    assert (source.blank.kind, source.blank.options) == (Kind.CHOICE, ("新增", "存量", "租赁标准厂房", "租用现有场地"))
    assert source.unit is None
    assert (county.blank.kind, "叶县" in county.blank.options) == (Kind.TEXT, True)


def test_an_english_form_has_no_chinese_word_but_names(rulebook: Rulebook) -> None:
    form = form_of(rulebook, "en", "operation")
    names = {name for field in rulebook.vocabulary.fields("project") if field.register for name in _listed(field)}
    names |= {field.filling.example for field in rulebook.vocabulary.fields("project")} | {"无"}
    for group in form.groups:
        for question in group.questions:
            texts = [question.label, *question.notes, *question.blank.options]
            texts += [] if question.unit is None else [question.unit.value, *question.unit.options]
            for text in texts:
                left = re.sub("|".join(sorted(map(re.escape, names - {""}), key=len, reverse=True)), "", text)
                assert re.search("[\u4e00-\u9fff]", left) is None, text


def _listed(field: v.Field) -> list[str]:
    return [] if field.register is None else [entry.name for entry in field.register.entries]


def test_a_form_of_another_stage_states_it(rulebook: Rulebook) -> None:
    assert questions(form_of(rulebook))["project_stage"].blank.value == ""
    assert questions(form_of(rulebook, stage="land"))["project_stage"].blank.value == "供地"


def test_every_field_of_a_form_but_the_plainest_has_help(rulebook: Rulebook) -> None:
    without = {id_ for id_, question in questions(form_of(rulebook, stage="operation")).items() if not question.notes}
    plain = {"assessed", "info_collected", "negotiated", "signed", "in_ledger", "is_headquarters"}
    assert without == plain | {"is_logistics", "is_industrial_estate"}
