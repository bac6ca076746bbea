"""What a ledger lacks is said in a sentence for each step, in both languages, wherever a screening is summed up."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.report.screening.lacks import lack_sentences
from compliance.rulebook.model import Rulebook
from compliance.screening import lacking
from compliance.screening.summary import Screening, ScreeningSummary
from compliance.text import Text
from tests.ledgers import ledger

DAY = date(2015, 12, 31)
TWO = ("industry_code", "land_area")
FOUR = ("name", "in_zone", "land_area", "fixed_asset_investment")


def sentences(counts: Mapping[tuple[str, ...], int], rulebook: Rulebook) -> list[Text]:
    """What is said of so many leads that lack those fields."""
    summary = ScreeningSummary()
    for missing, leads in counts.items():
        summary.lacking.add(missing, leads)
    edition = rulebook.edition(DAY).about(rulebook.vocabulary.reviewed)
    return list(lack_sentences(Screening("leads.csv", edition, DAY, summary, ())))


def test_few_columns_are_named_with_what_they_settle(rulebook: Rulebook) -> None:
    assert sentences({TWO: 20, TWO[:1]: 4}, rulebook) == [
        Text(
            "补齐“国民经济行业代码”“用地面积”两列,可使 24 条线索得出结论(待补正的共 24 条)",
            "Filling in the 2 columns “Industry code (GB/T 4754-2011)” and “Site area” would settle 24 leads "
            "(of 24 incomplete)",
        )
    ]
    assert sentences({TWO[:1]: 1, ("buildings.storeys",): 1200}, rulebook)[0].zh == (
        "补齐“国民经济行业代码”“单体建筑·层数”两列,可使 1,201 条线索得出结论(待补正的共 1,201 条)"
    )
    assert sentences({TWO[:1]: 1}, rulebook)[0].en == (
        "Filling in the column “Industry code (GB/T 4754-2011)” would settle 1 lead (of 1 incomplete)"
    )


def test_beyond_three_columns_it_is_said_that_they_may_not_be_the_fewest(rulebook: Rulebook) -> None:
    exact, further = sentences({TWO: 20, FOUR: 3}, rulebook)
    assert exact.zh.endswith("可使 20 条线索得出结论(待补正的共 23 条)")
    assert further.zh.startswith("再补齐“")
    assert further.zh.endswith("三列,共 5 列,可使 23 条线索得出结论(逐步选取,未必最少)")
    assert further.en.startswith("Filling in also the 3 columns “")
    assert further.en.endswith(
        ", 5 columns in all, would settle 23 leads (chosen step by step, perhaps not the fewest)"
    )


def test_where_no_three_columns_settle_a_lead_that_is_said(rulebook: Rulebook) -> None:
    none, further = sentences({FOUR: 3}, rulebook)
    assert none == Text(
        "只补任意三列,没有一条线索能得出结论(待补正的共 3 条)",
        "No three columns would settle any lead (of 3 incomplete)",
    )
    assert further.zh.startswith("补齐“")
    assert further.zh.endswith(" 4 列,可使 3 条线索得出结论(逐步选取,未必最少)")


def test_many_columns_and_many_steps_are_counted(rulebook: Rulebook) -> None:
    fields = [field.id for field in rulebook.vocabulary.fields("project")][:50]
    many, *_ = sentences({tuple(fields[:12]): 1}, rulebook)[1:]
    assert "”等 12 列,可使 1 条" in many.zh
    assert "” and 2 more would settle 1 lead " in many.en
    # Ten steps of four columns each, of which no two share one.
    said = sentences({tuple(fields[4 * n : 4 * n + 4]): 10 - n for n in range(10)}, rulebook)
    assert len(said) == 1 + 3 + 1
    assert said[-1] == Text(
        "照此逐步补齐共 40 列,可使 55 条线索得出结论", "Going on in this way, 40 columns in all would settle 55 leads"
    )


def test_where_nothing_waits_nothing_is_said(rulebook: Rulebook) -> None:
    assert sentences({}, rulebook) == []


def test_leads_that_could_not_be_counted_are_told(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lacking, "MOST_SETS", 1)
    *_, uncounted = sentences({TWO: 1, FOUR: 2}, rulebook)
    assert "另有 2 条待补正的线索未计入" in uncounted.zh
    assert "2 more incomplete leads are not counted" in uncounted.en


@pytest.mark.parametrize(
    ("lang", "title", "sheet"), [("zh", "全台账所缺", "汇总"), ("en", "What the ledger lacks", "Summary")]
)
def test_the_terminal_and_the_workbook_end_with_it(
    lang: str, title: str, sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "result.xlsx"
    assert run(["screen", str(ledger(tmp_path)), "-o", str(output), "--as-of", str(DAY), "--lang", lang]) == 0
    shown = "".join(capsys.readouterr().out.split())
    last = CalamineWorkbook.from_path(output).get_sheet_by_name(sheet).to_python()[-1]
    assert last[0] == title
    assert "".join(str(last[1]).split()) in shown[shown.index("".join(title.split())) :]


def test_of_outcome_columns_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["screen", str(ledger(tmp_path)), "-o", str(tmp_path / "outcomes"), "--compact", "csv"]
    assert run([*command, "--as-of", str(DAY)]) == 0
    shown = capsys.readouterr().out
    assert "待补正" in shown
    assert "全台账所缺" not in shown
