"""The memo on a ledger says on at most six pages who met and missed what; behind them stands all of it."""

import io
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


def pages_of_body(pdf: bytes, written: Memo) -> int:
    """The page on which the first annex begins, which the body does not pass."""
    first = next(section for section in written.sections if section.id not in TARGETS_BODY)
    wanted = bare(first.number + first.title)
    pages = PdfReader(io.BytesIO(pdf)).pages
    return next(number for number, page in enumerate(pages, start=1) if wanted in bare(page.extract_text()))


@pytest.mark.parametrize("lang", LANGS)
def test_every_format_holds_the_same_texts_and_word_finds_no_fault(lang: Lang, tmp_path: Path) -> None:
    content = word(ledger_memo(lang))
    assert of_word(content) == of_html(to_html(ledger_memo(lang))) == texts(ledger_memo(lang))
    assert faults(content, tmp_path) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_body_comes_first_and_has_at_most_six_pages(lang: Lang) -> None:
    assert [section.id for section in ledger_memo(lang).sections][: len(TARGETS_BODY)] == TARGETS_BODY
    assert pages_of_body(to_pdf(ledger_memo(lang)), ledger_memo(lang)) <= MOST_PAGES


@pytest.mark.parametrize("lang", LANGS)
def test_the_body_has_at_most_six_pages_however_many_missed_how_much(lang: Lang, tmp_path: Path) -> None:
    found = crowded(tmp_path)
    written = compose_targets_memo(found.assessment, (), found.reading, lang)
    assert pages_of_body(to_pdf(written), written) <= MOST_PAGES
