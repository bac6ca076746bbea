"""A memo says what the decision says and separates law from inference."""

import re

import pytest

from compliance.report import phrases as p
from compliance.rulebook.model import Force, Rulebook
from tests.memos import (
    EXAMPLES,
    example,
    tables,
    texts,
)


def test_a_memo_names_subject_documents_facts_rules_and_leaves_space_to_sign(rulebook: Rulebook) -> None:
    memo = example("baolong-stainless")
    assert memo.title == "关于“宝隆不锈钢年产180万吨液压平整项目”的合规审查意见"
    assert (
        "平政办〔2015〕26号《2015年平顶山市加快产业集聚区建设专项工作方案》",
        "平顶山市人民政府办公室",
        "市",
        "2015-04-24",
    ) in memo.section["documents"].rows
    assert ("总投资", "360,000 万元", "36亿元") in [row[:3] for row in memo.section["facts"].rows]
    digests = {row[0]: row[2] for row in memo.section["versions"].rows}
    assert digests == {pack.id: pack.sha256 for pack in rulebook.packs} | {"整个规则库": rulebook.digest}
    assert [row[0] for row in memo.signature.rows] == ["经办人", "复核人", "负责人"]
    assert "2015-05-20" in [row[1] for row in memo.section["subject"].rows]


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
        assert all(any(f"“{quote}”(" in text for quote in quotes) for text in quoted)
        bases = {rule.basis.zh for rule in rulebook.rules if rule.basis is not None}
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
    assert condition == "绿地率不超过20%(国土资发〔2008〕24号 第四条)"
    assert "23.37%" in stands
    assert "不超过 20%" in required
    assert "提交论证材料" in advice


def test_what_is_to_be_supplied_names_the_clauses_that_need_it() -> None:
    memo = example("xuyuan-cold-rolling")
    assert memo.verdict == "待补正"
    needed = {row[0]: row[1] for row in memo.section["requests"].rows}
    assert needed["固定资产投资"] == "国土资发〔2008〕24号:表1 投资强度不低于控制指标"
    assert "平政办〔2015〕26号:二(一)1 项目应与五类规划精准对接" in needed["是否拟入驻产业集聚区"]


def test_entitlements_stand_with_the_clause_that_grants_them_and_referrals_with_space_to_decide() -> None:
    memo = example("baolong-stainless")
    granted = memo.section["entitlements"].entries
    assert len(granted) == 4
    assert all(any(line.label == p.QUOTE.zh for line in entry.lines) for entry in granted)
    assert all(entry.lines[-1].text == p.BLANK for entry in memo.section["referrals"].entries)
    assert example("steel-new-capacity").section["entitlements"].entries == ()


def test_doubted_data_stand_apart_with_their_place() -> None:
    rows = example("data-conflict").section["conflicts"].rows
    assert len(rows) > 3
    assert all(re.fullmatch(r"第 \d+ 行", row[2]) for row in rows)


def test_headings_are_numbered_as_the_standard_numbers_them() -> None:
    memo = example("steel-new-capacity")
    assert [s.number for s in memo.sections][:3] == ["一、", "二、", "三、"]
    (findings,) = (s for s in memo.sections if s.id == "findings")
    assert [group.number for group in findings.groups] == ["(一)", "(二)"]
    assert [entry.number for entry in findings.entries] == ["1.", "2.", "3."]
    long = example("baolong-stainless")
    assert [s.number for s in long.sections][9:12] == ["十、", "十一、", "十二、"]


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
