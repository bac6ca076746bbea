"""Reports read well in 80 columns, in both languages, and text of a case cannot shape them."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.intake.application import read_applications
from compliance.report.render.markdown import to_markdown
from compliance.report.render.terminal import wrapped
from compliance.report.review.as_json import as_data
from compliance.report.review.formats import FORMATS
from compliance.report.review.page import compose
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.text import Lang
from tests.places import ROOT
from tests.strategies import case_from

APPLICATIONS = ROOT / "examples"
EXAMPLES = APPLICATIONS / "reports"
HAN = re.compile("[\u4e00-\u9fff]")
DAY = date(2015, 6, 1)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_a_text_report_is_plain_and_no_wider_than_80_columns(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        assert cell_len(line) < 80, line
        assert "\x1b" not in line


def said(data: object, key: str = "") -> Iterator[str]:
    """The texts of a JSON report that the program words; not ids, quotes, sources, names or values as written."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in ("citation", "written", "value", "source", "place", "name", "id", "record"):
                yield from said(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from said(value, key)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("path", sorted(APPLICATIONS.glob("*.yaml")), ids=lambda path: path.name)
def test_an_english_report_is_english_but_for_words_it_quotes(path: Path) -> None:
    book = load_rulebook()
    for case in read_applications(path, book.vocabulary):
        decision = Reviewer(book).review(case, None, DAY)
        names = {record.name for d in case.data.values() if isinstance(d.value, tuple) for record in d.value}
        for text in said(as_data(decision, "en")):
            own = re.sub(r"“[^”]*”|[^\s“”]*〔\d+〕\d+号", "", text)
            for name in names:
                own = own.replace(name, "")
            assert not HAN.search(own), text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("投资强度低于控制指标,须整改", 10, ["投资强度低", "于控制指", "标,须整改"]),
        ("alpha beta gamma", 11, ["alpha beta", "gamma"]),
        ("用地面积“约五百亩”以上", 10, ["用地面积", "“约五百亩”", "以上"]),
        ("abcdefghijklmnop", 8, ["abcdefgh", "ijklmnop"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_as_chinese_and_english_do(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_of_a_case_can_neither_format_a_report_nor_run_in_it(lang: Lang) -> None:
    hostile = "{{ 7*7 }} **粗** <script>alert(1)</script> [链接](http://x) `x` | a\n# 标题 [red]红[/red] \u202e\x1b[31m"
    decision = Reviewer(load_rulebook()).review(replace(case_from({}), name=hostile, data={}), DAY, DAY)
    markdown = to_markdown(compose(decision, lang), lang)
    assert "{{ 7*7 }}" in markdown.replace("\\", "")
    assert "49" not in markdown.splitlines()[2]
    assert "<script>" not in markdown
    assert "\n# 标题" not in markdown
    stream = io.StringIO()
    FORMATS["text"].write([decision], lang, stream)
    assert "\x1b" not in stream.getvalue()
    assert "[red]" in stream.getvalue()


def test_several_cases_in_json_are_a_list_and_one_is_not() -> None:
    book = load_rulebook()
    decision = Reviewer(book).review(case_from({}), DAY, DAY)
    one, two = io.StringIO(), io.StringIO()
    FORMATS["json"].write([decision], "zh", one)
    FORMATS["json"].write([decision, decision], "zh", two)
    assert one.getvalue().startswith("{")
    assert two.getvalue().startswith("[")
