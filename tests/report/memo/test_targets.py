"""The memo on a ledger has targets, gaps, league and allocation."""

from pathlib import Path

import pytest

from compliance.report.memo.pdf import to_pdf
from compliance.report.memo.web import to_html
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from tests.memos import (
    DAY,
    LANGS,
    ROOT,
    faults,
    of_html,
    of_word,
    texts,
    word,
)


@pytest.mark.parametrize("lang", LANGS)
def test_the_memo_on_a_ledger_has_targets_gaps_league_and_allocation(
    rulebook: Rulebook, lang: Lang, tmp_path: Path
) -> None:
    from compliance.assessment.allocate import allocate
    from compliance.assessment.assess import assess
    from compliance.intake.progress_ledger import read_ledger
    from compliance.report.memo.targets import compose_targets_memo

    ledger = read_ledger(ROOT / "examples/ledger", rulebook.vocabulary)
    memo = compose_targets_memo(
        assess(rulebook, ledger.cases, DAY), allocate(rulebook, ledger.city, DAY), ledger.reading, lang
    )
    assert {"targets", "gaps", "insufficient", "league", "allocation", "versions"} <= {s.id for s in memo.sections}
    assert len(memo.section["league"].rows) == 3
    assert len(memo.section["allocation"].rows) > 15
    if lang == "zh":
        (invested,) = (row for row in memo.section["targets"].rows if row[2].startswith("固定资产投资700亿元"))
        assert invested[3:] == ("固定资产投资完成额 690 亿元；目标 ≥ 700 亿元（98.6%）", "10 亿元")
    content = word(memo)
    assert of_word(content) == of_html(to_html(memo)) == texts(memo)
    assert faults(content, tmp_path) == []
    assert len(to_pdf(memo)) > 10_000
