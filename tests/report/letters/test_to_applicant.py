"""The letters to an applicant ask for everything at once, and refuse with reasons."""

import re

from compliance.intake.office import NO_PROFILE, Profile
from compliance.report.letters.to_applicant import compose_letter, compose_notice
from compliance.text import Lang
from tests.memos import faults, of_html, of_word, texts, word
from tests.people import GIVEN, decided, found
from tests.review.staged import LEAD, PAPERS

HALF = re.compile(r"[\u3400-\u9fff][,;:()?!]|[,;:()?!][\u3400-\u9fff]")
ASKING = {"项目名称": "某项目", "建设单位": "某公司", "总投资": "1亿元", "固定资产投资": "2亿元"}
REFUSED = {**LEAD, **PAPERS, "建设单位": "某公司", "产业结构调整指导目录类别": "淘汰类"}


def test_everything_that_is_asked_for_stands_in_the_letter_with_its_clauses() -> None:
    letter = compose_letter(decided(ASKING), "zh", NO_PROFILE, enclosed=True)
    rows = {row[0]: row[1:] for row in letter.section["opening"].rows}
    assert set(rows) == {request.input.label.zh for request in decided(ASKING).requests}
    assert rows["项目资本金"][0] == "国发〔2009〕27号 第一条 资本金比例不低于最低要求"
    assert rows["总投资"][1].startswith("固定资产投资大于总投资")


def test_a_letter_goes_to_the_applicant_and_says_that_the_form_is_enclosed() -> None:
    office = Profile(name="某县发改委", document_number="某发改〔2015〕1号")
    letter = compose_letter(decided(ASKING), "zh", office, enclosed=True)
    assert (letter.addressee, letter.office) == ("某公司：", "某县发改委")
    assert letter.title == "关于某项目补正材料的一次性告知书"
    assert letter.closing == "随附补正表，只列尚缺各项，请填写后一并交回。"
    assert letter.signature.rows == ()
    assert compose_letter(decided({"项目名称": "某项目"}), "zh", NO_PROFILE, enclosed=True).addressee == "________："


def test_conditions_that_are_not_met_are_to_be_put_right_by_the_same_letter() -> None:
    clean = (found(事项="是否认定为重污染项目", 结论="否"), found(事项="是否认定为低水平重复项目", 结论="否"))
    letter = compose_letter(decided(GIVEN, *clean), "zh", NO_PROFILE, enclosed=False)
    ((what, clause, advice),) = letter.section["opening"].rows
    assert letter.closing == "特此告知。"
    assert (what, clause) == ("绿地率不超过20%", "国土资发〔2008〕24号 第四条 绿地率不超过20%")
    assert "提交论证材料" in advice


def test_a_refusal_has_each_reason_with_its_clause_and_leaves_the_way_to_object_to_the_office() -> None:
    notice = compose_notice(decided(REFUSED), "zh", NO_PROFILE)
    assert [entry.heading for entry in notice.section["reasons"].entries] == [
        "禁止投资淘汰类项目",
        "淘汰类项目不得办理用地手续",
    ]
    assert notice.section["objection"].paragraphs == ("对本通知有异议的，可以________________________。",)
    assert not re.search(r"https?:|可信度|[A-Z]{3}\d\d-", "".join(texts(notice)))


def test_letters_are_on_paper_what_they_are_as_data(tmp_path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    from compliance.report.memo.web import to_html

    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        for letter in (
            compose_letter(decided(ASKING), lang, NO_PROFILE, enclosed=True),
            compose_notice(decided(REFUSED), lang, NO_PROFILE),
        ):
            shown = [text for text in texts(letter) if text not in letter.signature.header]
            assert of_word(word(letter)) == shown
            assert of_html(to_html(letter)) == shown
            assert faults(word(letter), tmp_path) == []
            if lang == "zh":
                assert HALF.findall("".join(shown)) == []
