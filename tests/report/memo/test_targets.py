"""The memo on a ledger says on at most six pages who met and missed what; behind them stands all of it."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from compliance.report.memo.content import Memo
from compliance.report.memo.pdf import to_pdf
from compliance.report.memo.targets import compose_targets_memo
from compliance.report.memo.web import to_html
from compliance.text import Lang
from tests.memos import LANGS, TARGETS_BODY, bare, faults, ledger_memo, of_html, of_word, texts, word
from tests.progress import crowded

MOST_PAGES = 6


def pages_of_body(memo: Memo) -> int:
    """How many pages come before the first annex."""
    first = memo.annexes[0]
    pages = [bare(page.extract_text()) for page in PdfReader(io.BytesIO(to_pdf(memo))).pages]
    return next(number for number, page in enumerate(pages) if page.startswith(bare(first.number + first.title)))


@pytest.mark.parametrize("lang", LANGS)
def test_every_format_holds_the_same_texts_and_word_finds_no_fault(lang: Lang, tmp_path: Path) -> None:
    content = word(ledger_memo(lang))
    assert of_word(content) == of_html(to_html(ledger_memo(lang))) == texts(ledger_memo(lang))
    assert faults(content, tmp_path) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_body_comes_first_and_has_at_most_six_pages(lang: Lang) -> None:
    assert [section.id for section in ledger_memo(lang).body] == TARGETS_BODY
    assert pages_of_body(ledger_memo(lang)) <= MOST_PAGES


@pytest.mark.parametrize("lang", LANGS)
def test_the_body_has_at_most_six_pages_however_many_missed_how_much(lang: Lang, tmp_path: Path) -> None:
    found = crowded(tmp_path)
    written = compose_targets_memo(found.assessment, (), found.reading, lang)
    assert pages_of_body(written) <= MOST_PAGES


def test_chinese_text_has_full_width_signs_but_in_the_words_of_others() -> None:
    memo = ledger_memo("zh")
    said = [text for section in memo.body for text in section.paragraphs]
    said += [cell for section in memo.body for row in section.rows for cell in row]
    assert [text for text in said if re.search("[\u4e00-\u9fff] ?[,;:(]|[,;:)] ?[\u4e00-\u9fff]", text)] == []
    assert "2015年12月31日" in memo.section["conclusion"].paragraphs[0]
    quotes = [line.text for entry in memo.section["gaps"].entries for line in entry.lines if line.kind == "quote"]
    assert "“规模以上工业综合能源消费量下降4%左右;”" in quotes
