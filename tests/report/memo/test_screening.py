"""The memo that sums up a screening counts what the screening found, and draws it as bars that stay sharp."""

import csv
import io
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table as WordTable

from compliance.engines.columnar.backends import Polars
from compliance.intake.leads.leads import read_leads
from compliance.report.memo.content import Memo
from compliance.report.memo.formats import FORMATS
from compliance.report.memo.pdf import to_pdf
from compliance.report.memo.run import LISTED
from compliance.report.memo.screening import compose_screening_memo
from compliance.report.memo.web import to_html, to_markdown
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.screening import screener
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from compliance.screening.summary import Screening, ScreeningSummary
from compliance.text import Lang
from tests.memos import (
    ROOT,
    bare,
    faults,
    html,
    of_html,
    of_pdf,
    of_word,
    tables,
    texts,
    without_headers,
    word,
)
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
LANGS: tuple[Lang, ...] = ("zh", "en")
HEADER = [
    "项目编号",
    "项目名称",
    "拟入驻集聚区",
    "用地面积(亩)",
    "行业代码",
    "是否拟入驻产业集聚区",
    "是否认定为重污染项目",
]
ZONES = ["叶县产业集聚区", "宝丰县产业集聚区", "", "叶县产业集聚区", "平新产业集聚区"]


def ledger(folder: Path, count: int) -> Path:
    """A ledger of so many leads, of which every fifth pollutes."""
    path = folder / "线索.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADER)
        for n in range(count):
            rows.writerow([f"A{n}", f"某厂{n}期", ZONES[n % 5], str(50 + n % 7), "3411", "是", "否" if n % 5 else "是"])
    return path


def screening(path: Path) -> Screening:
    """The screening of that ledger, ended."""
    leads, summary = read_leads(path, shipped().vocabulary), ScreeningSummary(LISTED)
    screened = Screener(shipped(), DAY, Polars())
    assert sum(1 for _ in screened.results(leads, summary)) == summary.total
    return Screening(path.name, screened.edition, DAY, summary, leads.notes)


def memo(path: Path, lang: Lang = "zh") -> Memo:
    """The memo on that ledger."""
    return compose_screening_memo(screening(path), lang)


def bars(section: str, of: Memo) -> dict[str, tuple[int, str]]:
    """The bars of a section's chart: length and figure by label."""
    (chart,) = (group.chart for group in of.section[section].groups if group.chart is not None)
    return {bar.label: (bar.length, bar.figure) for bar in chart.bars}


def test_the_counts_are_those_of_the_reviews(rulebook: Rulebook, tmp_path: Path) -> None:
    path = ledger(tmp_path, 40)
    reviewer = Reviewer(rulebook)
    results = [
        of_decision(lead, reviewer.review(lead.case, DAY, DAY)) for lead in read_leads(path, rulebook.vocabulary)
    ]
    counted = screening(path).summary
    assert counted.verdicts == Counter(result.verdict for result in results)
    for kind in ("failed", "undetermined", "manual", "missing"):
        assert getattr(counted, kind) == Counter(item for result in results for item in getattr(result, kind))
    assert counted.verdicts[Verdict.FAIL] == 8
    assert {zone: counts.total() for zone, counts in counted.by_zone()} == {
        "叶县产业集聚区": 16,
        "宝丰县产业集聚区": 8,
        "平顶山平新产业集聚区": 8,
        "": 8,
    }
    assert counted.by_zone()[-1][0] == ""


def test_the_memo_shows_verdicts_clauses_zones_and_what_is_missing(tmp_path: Path) -> None:
    found = memo(ledger(tmp_path, 40))
    assert (
        found.section["conclusion"]
        .paragraphs[0]
        .startswith("台账“线索.csv”共 40 条线索，按 2015年12月31日 有效的规定筛查")
    )
    assert found.verdict == "不予通过 8 条、待补正 32 条"
    assert bars("verdicts", found) == {
        "建议不予通过": (250, "8(20%)"),
        "建议有条件通过（整改或专题论证）": (0, "0(0%)"),
        "待认定（不得视为通过）": (0, "0(0%)"),
        "待补正": (1000, "32(80%)"),
        "建议通过（招商线索：初筛未发现障碍）": (0, "0(0%)"),
    }
    (clause,) = bars("clauses", found)
    assert clause.startswith("严禁重污染项目入驻（平政办〔2015〕26号 ")
    counted = {row[0]: row[1:] for row in found.section["clauses"].rows}
    assert counted[clause] == ("8", "0", "32")
    assert ("未注明", "8", "0", "0", "0", "8", "0") in found.section["zones"].rows
    assert ("叶县产业集聚区", "16", "8", "0", "0", "8", "0") in found.section["zones"].rows
    assert len(bars("missing", found)) == 15
    none, *steps = found.section["missing"].paragraphs
    assert none == "只补任意三列，没有一条线索能得出结论（待补正的共 32 条）。"
    assert steps[-1].endswith("可使 32 条线索得出结论（逐步选取，未必最少）。")
    assert "总投资" in bars("missing", found)


def test_the_list_is_bounded_and_says_where_the_rest_is(tmp_path: Path) -> None:
    found = memo(ledger(tmp_path, 600))
    rows = found.section["leads"].rows
    assert len(rows) == LISTED < 600
    assert {row[3] for row in rows} == {"不予通过"}
    assert [row[0] for row in rows[:2]] == ["2", "7"]
    (said,) = found.section["leads"].paragraphs
    assert "共 600 条，下表列出前 100 条" in said
    assert "index.html" in said
    few = memo(ledger(tmp_path, 7))
    assert [row[3] for row in few.section["leads"].rows] == ["不予通过"] * 2 + ["待补正"] * 5
    assert "严禁重污染项目入驻" in few.section["leads"].rows[0][4]
    assert re.search(r"等 \d+ 项$", few.section["leads"].rows[2][4])


def test_chunks_and_many_zones_change_no_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screener, "CHUNK", 50)
    path = tmp_path / "zones.csv"
    count = 210
    lines = ["项目编号,拟入驻集聚区", *(f"A{n},区{n % 40:02}" for n in range(count))]
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = memo(path).section["zones"].rows
    assert len(rows) == 16
    assert rows[15][0] == "其他集聚区"
    assert sum(int(row[1].replace(",", "")) for row in rows) == count


def test_an_empty_ledger_has_a_memo_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("项目编号,项目名称,用地面积(亩)\n", encoding="utf-8")
    found = memo(path)
    assert found.section["conclusion"].paragraphs == ("台账“empty.csv”中没有线索。",)
    for render in FORMATS.values():
        assert len(render(found)) > 500


@pytest.mark.parametrize("lang", LANGS)
def test_word_web_page_and_pdf_hold_the_same_texts(lang: Lang, tmp_path: Path) -> None:
    found = memo(ledger(tmp_path, 40), lang)
    content = word(found)
    assert faults(content, tmp_path) == []
    assert of_word(content) == of_html(to_html(found)) == texts(found)
    raw = of_pdf(to_pdf(found))
    stripped = without_headers(raw, found)
    assert [text for text in texts(found) if bare(text) not in raw and bare(text) not in stripped] == []
    plain = bare(re.sub(r"\\(.)", r"\1", to_markdown(found).decode()))
    assert [text for text in texts(found) if bare(text) not in plain] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    path = ledger(tmp_path, 40)
    assert FORMATS[suffix](memo(path)) == FORMATS[suffix](memo(path))


def test_bars_are_as_long_as_their_figures_in_word_and_on_the_page(tmp_path: Path) -> None:
    found = memo(ledger(tmp_path, 40))
    document = Document(io.BytesIO(word(found)))
    charts = [
        block for block in document.iter_inner_content() if isinstance(block, WordTable) and len(block.columns) == 3
    ]
    verdicts = next(table for table in charts if table.cell(1, 0).text == "建议不予通过")
    width = verdicts.cell(1, 1).width - 216 * 635
    shares = []
    for row in verdicts.rows[1:]:
        (paragraph,) = row.cells[1].paragraphs
        assert paragraph.text == ""
        right = paragraph.paragraph_format.right_indent
        shares.append(0 if paragraph.style.name != "Memo Bar" else round(100 * (width - (right or 0)) / width))
    assert shares == [25, 0, 0, 100, 0]
    drawn = [int(value) for tag, name, value in html(to_html(found)).attributes if (tag, name) == ("rect", "width")]
    assert drawn[:5] == [250, 0, 0, 1000, 0]


def test_both_languages_say_the_same_and_english_is_english(tmp_path: Path) -> None:
    path = ledger(tmp_path, 40)
    zh, en = memo(path), memo(path, "en")
    assert [s.id for s in zh.sections] == [s.id for s in en.sections]
    assert [(t.layout, len(t.rows)) for t in tables(zh)] == [(t.layout, len(t.rows)) for t in tables(en)]
    headings = [en.title, en.subtitle, en.verdict, en.closing, *(s.number + s.title for s in en.sections)]
    headings += [cell for table in tables(en) for cell in table.header]
    headings += [label for section in ("verdicts", "missing") for label in bars(section, en)]
    headings += [text for s in en.sections for text in s.paragraphs]
    assert [
        text
        for text in headings
        if re.search("[\u4e00-\u9fff]", re.sub("线索.csv|平政办〔2015〕26号|国发〔2009〕27号", "", text))
    ] == []


def test_the_summary_among_the_examples_is_of_the_example_leads() -> None:
    text = (ROOT / "examples/memos/leads.screening.md").read_text("utf-8")
    assert "共 30 条线索" in text
    assert "ZS2015-030" in text
    assert "█" in text


def test_leads_of_elsewhere_are_told_in_the_list_and_those_of_unknown_place_in_the_conclusion(tmp_path: Path) -> None:
    path = tmp_path / "线索.csv"
    path.write_text("项目名称,是否本市项目,行业代码\n甲,否,3411\n乙,,3411\n", encoding="utf-8")
    summed_up = to_markdown(memo(path)).decode()
    assert "| 不在本市范围 | 不作通过结论：不在本市范围 |" in summed_up
    assert "1 条线索：“是否本市项目”未填或存疑，按本市项目审查（设定）：适用平政办〔2015〕26号。" in summed_up
