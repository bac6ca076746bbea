"""A title is in lines that end between words."""

import pytest

from compliance.report.memo.title import LINE, title_lines


@pytest.mark.parametrize(
    ("title", "known", "lines"),
    [
        ("关于某项目的合规审查意见", (), ("关于某项目的合规审查意见",)),
        (
            "关于石龙区年产200万吨水泥粉磨站项目的合规审查意见",
            (),
            ("关于石龙区年产200万吨水泥粉磨站项目的", "合规审查意见"),
        ),
        (
            "关于平顶山市石龙区某某建材有限公司年产200万吨水泥粉磨站项目的合规审查意见",
            (),
            ("关于平顶山市石龙区某某建材有限公司", "年产200万吨水泥粉磨站项目的合规审查意见"),
        ),
        (
            "关于卫东高低压电气装备制造智能产业孵化及成套检测平台的合规审查意见",
            ("卫东高低压电气装备制造",),
            ("关于卫东高低压电气装备制造", "智能产业孵化及成套检测平台的合规审查意见"),
        ),
    ],
)
def test_a_line_ends_behind_what_the_title_is_about_or_else_behind_a_known_part(
    title: str, known: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    assert title_lines(title, "zh", known) == lines


def test_no_line_ends_in_a_number_or_in_a_known_name() -> None:
    title = "关于年产180万吨冷轧高强度耐腐蚀特种合金钢板项目的合规审查意见"
    for line in title_lines(title, "zh", ("耐腐蚀特种合金钢板",))[:-1]:
        assert not line.endswith(("180", "年产180", "万"))
        assert line + "板" not in title or line.endswith("板")


def test_a_title_with_no_place_for_an_end_is_left_to_the_page() -> None:
    title = "甲" * LINE
    assert title_lines(title, "zh") == (title,)


def test_an_english_title_breaks_at_its_spaces_by_itself() -> None:
    title = "Compliance review of “a project with a name that is longer than any line”"
    assert title_lines(title, "en") == (title,)
