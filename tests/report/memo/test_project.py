"""A memo says what the decision says and separates law from inference."""

import re
from pathlib import Path

import pytest

from compliance.report import phrases as p
from compliance.report.memo.project import compose_memo
from compliance.report.punctuation import full_width, with_long_days
from compliance.rulebook.model import Force, Rulebook
from tests.memos import (
    EXAMPLES,
    example,
    memo_on,
    signed,
    tables,
    texts,
)
from tests.people import INTENSITY
from tests.review.staged import LEAD, screened


def test_a_memo_names_subject_documents_facts_rules_and_leaves_space_to_sign(rulebook: Rulebook) -> None:
    memo = example("baolong-stainless")
    assert memo.title == "关于宝隆不锈钢年产180万吨液压平整项目的合规审查意见"
    assert memo.title_lines == ("关于宝隆不锈钢年产180万吨液压平整项目的", "合规审查意见")
    assert (
        "平政办〔2015〕26号《2015年平顶山市加快产业集聚区建设专项工作方案》",
        "平顶山市人民政府办公室",
        "市",
        "2015年4月24日",
    ) in memo.section["documents"].rows
    assert ("总投资", "360,000 万元", "36亿元") in [row[:3] for row in memo.section["facts"].rows]
    digests = {row[0]: row[2] for row in memo.section["versions"].rows}
    assert digests == {pack.id: pack.sha256 for pack in rulebook.packs} | {"整个规则库": rulebook.digest}
    assert [row[0] for row in memo.signature.rows] == ["经办人", "复核人", "会签", "签发"]
    assert "2015年5月20日" in [row[1] for row in memo.section["subject"].rows]


def test_every_conclusion_has_its_quote_what_was_found_and_the_outcome() -> None:
    entries = example("steel-new-capacity").section["findings"].entries
    assert len(entries) == 3
    for entry in entries:
        assert {"quote", "computed"} <= {line.kind for line in entry.lines}
        assert entry.lines[-1].text == "不符合"


def test_quotes_are_the_documents_words_and_conventions_are_set_apart(rulebook: Rulebook) -> None:
    quotes = {rule.cite.quote for rule in rulebook.rules if rule.cite.quote}
    for name in EXAMPLES:
        memo = example(name)
        lines = [line for section in memo.sections for entry in section.entries for line in entry.lines]
        quoted = [line.text for line in lines if line.label == p.QUOTE.zh]
        assert all(any(f"“{quote}”（" in text for quote in quotes) for text in quoted)
        bases = {full_width(with_long_days(rule.basis.zh)) for rule in rulebook.rules if rule.basis is not None}
        assert {line.text for line in lines if line.kind == "convention"} <= bases


def test_a_figure_is_shown_with_its_formula() -> None:
    (row,) = (row for row in example("feiyu-gis").section["findings"].rows if "NLC08-plot-ratio" in row[0])
    assert "220,000 平方米 ÷ 430 亩 = 0.767" in row[2]


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_target_of_a_zone_or_the_city_stands_among_a_projects_reasons(rulebook: Rulebook, name: str) -> None:
    said = "\n".join(texts(example(name)))
    others = [
        r
        for r in rulebook.rules
        if r.force in (Force.TARGET, Force.DEADLINE) or r.subject not in ("project", "building")
    ]
    assert len(others) > 50
    assert [rule.id for rule in others if rule.id in said or rule.title.zh in said] == []


def test_a_condition_not_met_says_what_would_meet_it() -> None:
    ((condition, stands, required, advice),) = example("standard-factory-park").section["conditions"].rows
    assert condition == "绿地率不超过20%（国土资发〔2008〕24号 第四条）"
    assert "23.37%" in stands
    assert "不超过 20%" in required
    assert "提交论证材料" in advice


def test_what_is_to_be_supplied_names_the_clauses_that_need_it() -> None:
    memo = example("xuyuan-cold-rolling")
    assert memo.verdict == "入驻申请阶段待补正（供地时另判 9 项、建设时另判 1 项）"
    needed = {row[0]: row[1] for row in memo.section["requests"].rows}
    assert needed["国民经济行业代码"].endswith(
        "；国发〔2013〕41号：三（一） 产能严重过剩行业不得新增产能；国发〔2009〕27号：第一条 资本金比例不低于最低要求"
    )
    assert "平政办〔2015〕26号：二（一）1 项目应与五类规划精准对接" in needed["是否拟入驻产业集聚区"]
    assert not any("固定资产投资" in label for label in needed)  # it is for the indices, which come with the land


def test_grants_stand_with_the_clause_that_gives_them_and_referrals_with_space_to_decide() -> None:
    """While a person must decide whether it pollutes, support is only to be had, and what is refused is told of none."""
    memo = example("baolong-stainless")
    granted = memo.section["prospective"].entries
    assert len(granted) == 4
    assert all(any(line.label == p.QUOTE.zh for line in entry.lines) for entry in granted)
    assert memo.section["entitlements"].entries == ()
    assert memo.verdict.startswith("建设阶段待认定（不得视为通过）：是否认定为重污染项目、")
    assert all(entry.lines[-1].text == p.BLANK for entry in memo.section["referrals"].entries)
    refused = example("steel-new-capacity")
    assert refused.section["entitlements"].entries == refused.section["prospective"].entries == ()


def test_a_memo_shows_the_stage_and_what_is_left_for_later_with_what_it_will_need() -> None:
    """A decision on entry tells of the land; one on a project that is being built leaves nothing."""
    memo = example("feiyu-gis")
    assert ("项目阶段", "入驻申请") in memo.section["subject"].rows
    assert "后续阶段判断的条款 9 项" in memo.section["conclusion"].paragraphs[1]
    later = {row[1]: (row[0], row[2]) for row in memo.section["deferred"].rows}
    assert len(later) == 9  # eight with the land, and one with the building
    assert later["绿地率不超过20%（国土资发〔2008〕24号 第四条）"] == ("供地阶段", "绿地面积")
    assert example("baolong-stainless").section["deferred"].rows == ()


def test_a_memo_on_a_lead_is_in_words_of_a_first_look_and_leaves_guidance_for_later(rulebook: Rulebook) -> None:
    memo = compose_memo(screened(LEAD), rulebook, "zh")
    assert memo.verdict == "招商线索初筛未发现障碍（入驻申请时另判 9 项、供地时另判 9 项、建设时另判 1 项）"
    said = memo.section["conclusion"].paragraphs[0]
    assert said == "招商线索初筛未发现障碍；留待入驻申请时 9 项、供地时 9 项、建设时 1 项。"
    ((left, _),) = (row for row in memo.section["unstated"].rows if row[1] == "留待后续阶段")
    assert "采用集中供热或清洁能源供热" in left


def test_what_is_granted_does_not_stand_among_the_demands_that_are_met() -> None:
    grants = {entry.heading for entry in example("baolong-stainless").section["prospective"].entries}
    met = " ".join(row[0] for row in example("baolong-stainless").section["findings"].rows)
    assert len(grants) == 4
    assert not any(grant in met for grant in grants)


def test_what_was_written_and_not_used_stands_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("项目名称: 甲厂\n联系电话: 0375-1\n", encoding="utf-8")
    assert memo_on(path).section["unread"].rows == (("联系电话：0375-1", "第 2 行", "没有这个字段，未采用"),)
    ((jobs, _, why),) = example("feiyu-gis").section["unread"].rows
    assert (jobs, why) == ("新增从业人员：300人", "没有规则用到此项，不影响结论")
    assert example("cement-products").section["unread"].number == ""


def test_doubted_data_stand_apart_with_their_place() -> None:
    rows = example("data-conflict").section["conflicts"].rows
    assert len(rows) > 3
    assert all(re.fullmatch(r"第 \d+ 行", row[2]) for row in rows)


def test_headings_are_numbered_as_the_standard_numbers_them() -> None:
    memo = example("steel-new-capacity")
    assert [s.number for s in memo.body] == ["一、", "二、", "三、", "四、", "五、"]
    assert [annex.number for annex in memo.annexes] == ["附件1", "附件2", "附件3", "附件4", "附件5"]
    assert all(annex.sections[0].number == "一、" for annex in memo.annexes)
    (findings,) = (s for s in memo.sections if s.id == "findings")
    assert [group.number for group in example("feiyu-gis").section["findings"].groups] == ["（一）", "（二）"]
    assert [entry.number for entry in findings.entries] == ["1.", "2.", "3."]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_english_memo_is_english_but_for_quotes_names_and_clauses(name: str) -> None:
    memo = example(name, "en")
    headings = [s.number + s.title for s in memo.sections] + [g.title for s in memo.sections for g in s.groups]
    headings += [cell for table in tables(memo) for cell in table.header]
    headings += [line.label for s in memo.sections for entry in s.entries for line in entry.lines]
    assert [text for text in headings if not text.isascii()] == []
    assert "only the Chinese text is authentic" in "".join(texts(memo))
    quotes = [line.text for s in memo.sections for e in s.entries for line in e.lines if line.label == "Quote"]
    assert all(re.search("[\u4e00-\u9fff]", quote) for quote in quotes)
    reasons = [line.text for s in memo.sections for e in s.entries for line in e.lines if line.label == "Derived"]
    assert [text for text in reasons if re.search("[\u4e00-\u9fff]", re.sub("“[^”]*”", "", text))] == []


def test_both_languages_say_the_same_sections_and_rows() -> None:
    for name in EXAMPLES:
        zh, en = example(name), example(name, "en")
        assert [s.id for s in zh.sections] == [s.id for s in en.sections]
        assert [(t.layout, len(t.rows)) for t in tables(zh)] == [(t.layout, len(t.rows)) for t in tables(en)]


def test_a_memo_names_its_office_and_number_and_has_a_line_for_each_signatory() -> None:
    memo = signed()
    assert (memo.office, memo.document_number) == ("某县发展和改革委员会", "某发改审〔2015〕1号")
    assert [row[:2] for row in memo.signature.rows] == [("投资科", ""), ("分管领导", "")]
    bare = example("baolong-stainless")
    assert (bare.office, bare.document_number) == ("", "")


def test_a_conclusion_names_the_findings_by_persons_that_it_rests_on_with_their_documents() -> None:
    """That the green ratio is met was found against the data, and the conclusion does not rest on it."""
    said = signed().section["conclusion"].paragraphs
    assert (
        "结论依据的人工认定有 2 项：投资强度不低于控制指标：符合（市国土资源局 平国土函〔2015〕31号）；"
        "是否认定为重污染项目：“否”（市国土资源局 2015年5月20日）。"
    ) in said
    assert not any("结论依据" in text for text in example("baolong-stainless").section["conclusion"].paragraphs)


def test_findings_by_persons_settings_and_claims_stand_in_their_places() -> None:
    memo = signed()
    assert [(row[0], row[1], row[3].partition(" [")[0]) for row in memo.section["found"].rows] == [
        ("投资强度不低于控制指标", "符合", "采用"),
        ("绿地率不超过20%", "符合", "资料已能判定为“不符合”，与此认定不同，未采用"),
        ("是否认定为重污染项目", "“否”", "采用"),
    ]
    assert memo.section["settings"].rows == (("建设性质", "新建", "命令行 --set"),)
    assert [row[0] for row in memo.section["versions"].rows][-2:] == ["整个规则库", "设定"]
    (clause,) = (row for row in memo.section["findings"].rows if INTENSITY in row[0])
    assert clause[2].startswith("经认定符合（市国土资源局 2015年5月20日 平国土函〔2015〕31号；查表1） [case.yaml:1:")
    (condition,) = memo.section["conditions"].rows
    assert "超过 20%" in condition[1]
    assert "未采用：认定符合（" in condition[1]
    (referral,) = memo.section["referrals"].entries
    assert [line.text.partition(" [")[0] for line in referral.lines if line.label == "材料自述"] == ["“否”，未见认定"]
    assert full_width(p.KIND_FOUND.zh) in memo.section["findings"].paragraphs
    assert full_width(p.KIND_FOUND.zh) not in example("baolong-stainless").section["findings"].paragraphs
