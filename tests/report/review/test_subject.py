"""What a project is about stands in a few lines, as it states it."""

from compliance.report.review.subject import subject_lines
from tests.people import decided
from tests.review.staged import LEAD, PAPERS


def lines(given: dict[str, object], lang: str = "zh") -> dict[str, str]:
    return dict(subject_lines(decided(given), "zh" if lang == "zh" else "en"))


def test_each_line_says_what_is_stated_numbers_with_what_they_are() -> None:
    assert lines({**LEAD, **PAPERS, "建设单位": "某公司", "主要产品": "轴承"}) == {
        "建设单位": "某公司",
        "建设地点": "叶县,叶县产业集聚区",
        "建设内容": "新建,轴承",
        "投资和用地": "总投资 20,000 万元,用地面积 100 亩",
    }


def test_what_is_not_stated_is_empty() -> None:
    assert set(lines({"项目名称": "某项目"}).values()) == {""}


def test_a_value_in_doubt_stands_as_it_is_written_and_marked() -> None:
    given: dict[str, object] = {**LEAD, "总投资": "1亿元", "固定资产投资": "2亿元"}
    assert lines(given)["投资和用地"] == "总投资 1亿元(存疑),用地面积 100 亩"
    assert lines(given, "en")["Investment and land"].startswith("Total investment “1亿元” (in doubt)")


def test_an_imprecise_value_keeps_its_words() -> None:
    assert lines({**LEAD, "总投资": "约2亿元"})["投资和用地"].startswith("总投资 约2亿元")
