"""A draft makes texts fit for paper, and numbers what it says."""

from datetime import date

from compliance.intake.office import Profile
from compliance.report.memo.draft import LONGEST, Draft, Heading
from compliance.text import Text

TITLE = Text("结论", "Verdict")
HEADING = Heading("关于某项目的意见", "某项目", "p", date(2015, 6, 1), "待补正", Text("完,", "End"))


def test_chinese_texts_get_the_signs_of_paper_and_what_others_wrote_keeps_its_own() -> None:
    draft = Draft("zh", ("甲(乙)",), ("用地:约3亩,待定", "2015-06-01"))
    assert draft.clean("缺总投资,见 2015-06-01") == "缺总投资，见 2015年6月1日"
    assert draft.clean("原文:“甲(乙)”,下同") == "原文：“甲(乙)”，下同"
    assert draft.clean("用地:约3亩,待定") == "用地：约3亩，待定"
    draft.annex(Text("数据", "Data"))
    assert draft.clean("用地:约3亩,待定") == "用地:约3亩,待定"
    assert draft.clean("2015-06-01") == "2015-06-01"
    assert Draft("en").clean("项目, 2015-06-01") == "项目, 2015-06-01"


def test_a_text_that_nobody_would_read_whole_is_cut() -> None:
    assert Draft("zh").clean("国" * (LONGEST + 1)).endswith(f"…（共 {LONGEST + 1} 字，此处从略）")


def test_sections_are_numbered_from_one_in_the_body_and_in_each_annex_and_empty_ones_are_left_out() -> None:
    draft = Draft("zh")
    draft.section("a", TITLE, ["甲"])
    draft.section("empty", TITLE)
    draft.section("b", TITLE, ["乙"])
    draft.annex(Text("空", "Nothing"))
    draft.section("c", TITLE)
    draft.annex(Text("数据", "Data"))
    draft.section("d", TITLE, ["丁"])
    memo = draft.memo(HEADING, Profile())
    assert [(section.id, section.number) for section in memo.body] == [("a", "一、"), ("b", "二、")]
    ((number, title, sections),) = ((annex.number, annex.title, annex.sections) for annex in memo.annexes)
    assert (number, title, [(s.id, s.number) for s in sections]) == ("附件1", "数据", [("d", "一、")])
    assert memo.attachments == ("附件：1.数据",)
    assert set(memo.section) == {"a", "b", "c", "d", "empty"}


def test_what_a_profile_does_not_say_is_a_space() -> None:
    memo = Draft("zh").memo(HEADING, Profile())
    assert memo.masthead == ("密级：________", "文号：________")
    assert (memo.addressee, memo.issued) == ("________：", "____年__月__日")
    given = Draft("zh").memo(HEADING, Profile(name="某局", document_number="某〔2015〕1号", addressee="某市长"))
    assert given.masthead[1] == "文号：某〔2015〕1号"
    assert (given.office, given.addressee) == ("某局", "某市长：")
