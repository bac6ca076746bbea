"""The body of a memo is what a leader reads: three pages, in the signs of paper, without ids, addresses and digests."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from compliance.report.memo.content import Memo, Section
from compliance.report.memo.pdf import to_pdf
from compliance.text import Lang
from tests.memos import EXAMPLES, LANGS, bare, example, memo_on
from tests.report.review.mills import MILL_TEXT

PAGES = 3
# A half-width sign next to a Chinese character.
HALF = re.compile(r"[\u3400-\u9fff][,;:()?!]|[,;:()?!][\u3400-\u9fff]")


def said(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield from (section.title, *section.paragraphs)
        for group in section.groups:
            for entry in group.entries:
                yield from (entry.heading, entry.note, *(line.text for line in entry.lines))
            if group.table is not None:
                yield from (cell for row in group.table.rows for cell in row)


def body(memo: Memo) -> str:
    return "\n".join(said(memo.body))


def pages_of_body(memo: Memo) -> int:
    """How many pages come before the first annex."""
    first = memo.annexes[0]
    pages = [bare(page.extract_text()) for page in PdfReader(io.BytesIO(to_pdf(memo))).pages]
    return next(number for number, page in enumerate(pages) if page.startswith(bare(first.number + first.title)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_body_has_three_pages_at_most(name: str, lang: Lang) -> None:
    assert pages_of_body(example(name, lang)) <= PAGES


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_body_has_no_ids_of_rules_no_addresses_no_grades_and_no_digests(name: str) -> None:
    text = body(example(name))
    assert not re.search(r"[A-Z]{3}\d\d-|https?:|可信度|[0-9a-f]{12}|\.yaml", text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_body_has_no_half_width_sign_beside_chinese_and_no_day_in_figures(name: str) -> None:
    text = body(example(name))
    assert HALF.findall(text) == []
    assert not re.search(r"\d{4}-\d\d-\d\d", text)


def test_the_body_says_who_builds_what_where_and_what_is_to_be_done_by_whom(tmp_path: Path) -> None:
    path = tmp_path / "mill.yaml"
    path.write_text(MILL_TEXT, encoding="utf-8")
    memo = memo_on(path)
    assert ("建设单位", "某水泥有限公司") in memo.section["subject"].rows
    assert [section.id for section in memo.body] == ["subject", "conclusion", "points", "proposal", "met"]
    (point,) = memo.section["points"].entries
    assert point.heading.startswith(
        "严禁产能过剩项目入驻、产能严重过剩行业不得新增产能（平政办〔2015〕26号 二（六）4、"
    )
    assert memo.section["proposal"].paragraphs[:2] == (
        "1. 商请有权认定的部门在本意见签署前出具认定意见：产能置换方案是否经认定。",
        "2. 商请环境保护部门在本意见签署前出具认定意见：是否认定为重污染项目。",
    )


def test_a_refusal_is_proposed_first_and_a_pass_is_signed() -> None:
    assert example("steel-new-capacity").section["proposal"].paragraphs[0].startswith("1. 拟不予通过，")
    assert example("wangcang-building-materials").section["proposal"].paragraphs == (
        "1. 没有未决事项，拟同意，请复核后签署。",
    )


def test_doubts_are_counted_in_the_body_and_told_in_the_annex() -> None:
    memo = example("data-conflict")
    assert "数据疑点 3 项" in "".join(memo.section["conclusion"].paragraphs)
    assert len(memo.section["conflicts"].rows) == 5
