"""Behind the body stands all that the whole report has, and it does not contradict itself."""

from compliance.report.assessment.page import compose_assessment
from compliance.report.punctuation import full_width
from tests.memos import LANGS, bare, ledger_assessed, ledger_memo, texts


def test_the_annexes_have_all_that_the_whole_report_has() -> None:
    annexes = [section for annex in ledger_memo("zh").annexes for section in annex.sections]
    said = bare("".join(texts(ledger_memo("zh"))))
    page = compose_assessment(ledger_assessed().assessment, ledger_assessed().reading, "zh")
    headings = [item.heading for section in page.sections for item in section.items]
    lost = [words for words in headings if not all(bare(full_width(part)) in said for part in words.split(" · "))]
    assert lost == []
    assert {"targets", "gaps", "insufficient", "league", "allocation", "versions"} <= {s.id for s in annexes}
    assert len(ledger_memo("zh").section["league"].rows) == 3
    assert len(ledger_memo("zh").section["allocation"].rows) > 15
    (invested,) = (row for row in ledger_memo("zh").section["targets"].rows if row[2].startswith("固定资产投资700亿元"))
    assert invested[3:] == ("固定资产投资完成额 690 亿元；目标 ≥ 700 亿元（98.6%）", "10 亿元")


def test_a_figure_and_its_result_agree_in_every_row_of_the_annex() -> None:
    for result, _, _, figure, gap in ledger_memo("zh").section["targets"].rows:
        if result == "达标":
            assert gap == "", figure
        elif result in ("未达标", "尚有差距（力争目标）") and "≥" in figure and "至" not in figure:
            assert gap != "", figure


def test_no_department_is_asked_for_what_the_text_asks_of_none_in_any_part() -> None:
    for lang in LANGS:
        asked = [
            cell for name in ("open", "insufficient") for row in ledger_memo(lang).section[name].rows for cell in row
        ]
        asked += [line.text for entry in ledger_memo(lang).section["referrals"].entries for line in entry.lines]
        assert [words for words in asked if "市发展和改革委员会" in words] == []
