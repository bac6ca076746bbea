"""The annexes say why: every clause with its words, every value with its place, every source."""

from tests.memos import LANGS, example


def test_the_annexes_stand_in_their_order_each_with_its_sections() -> None:
    found = {
        annex.number + annex.title: [section.id for section in annex.sections]
        for annex in example("data-conflict").annexes
    }
    assert found == {
        "附件1条款与理由": ["findings", "requests", "referrals", "deferred", "unstated", "not_applicable"],
        "附件2数据及出处": ["material", "facts", "conflicts", "unread"],
        "附件3用语口径": ["interpretations"],
        "附件4依据文件及来源": ["documents", "sources"],
        "附件5规则版本与摘要": ["versions"],
    }


def test_every_section_stands_in_the_body_or_in_one_annex() -> None:
    for lang in LANGS:
        memo = example("baolong-stainless", lang)
        placed = [*memo.body, *(section for annex in memo.annexes for section in annex.sections)]
        assert placed == list(memo.sections)


def test_a_clause_without_a_quote_has_its_source_and_grade() -> None:
    rows = example("feiyu-gis").section["sources"].rows
    (plot_ratio,) = (row for row in rows if row[:2] == ("国土资发〔2008〕24号", "表2"))
    assert "https://" in plot_ratio[2]
    assert plot_ratio[3] == "B"
    assert len(rows) == len(set(rows))


def test_the_day_of_a_report_is_not_the_day_since_when_a_document_holds() -> None:
    held = {row[0]: row[3] for row in example("baolong-stainless").section["documents"].rows}
    (catalogue,) = (days for name, days in held.items() if name.startswith("限制用地项目目录"))
    assert catalogue == "未查到（见于 2012年6月18日 的报道）"


def test_where_the_material_was_read_stands_in_the_annex_on_data() -> None:
    rows = dict(example("feiyu-gis").section["material"].rows)
    assert rows["编号"] == "feiyu-gis"
    assert rows["申报材料"].endswith("feiyu-gis.yaml:4:1")
