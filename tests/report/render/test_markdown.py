"""Text of a case is shown as text."""

import io
from dataclasses import replace
from datetime import date

import pytest

from compliance.report.render.markdown import escaped, to_markdown
from compliance.report.review.formats import FORMATS
from compliance.report.review.page import compose
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from tests.strategies import case_from

DAY = date(2015, 6, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_of_a_case_can_neither_format_a_report_nor_run_in_it(rulebook: Rulebook, lang: Lang) -> None:
    hostile = "{{ 7*7 }} **粗** <script>alert(1)</script> [链接](http://x) `x` | a\n# 标题 [red]红[/red] \u202e\x1b[31m"
    decision = Reviewer(rulebook).review(replace(case_from({}), name=hostile, data={}), DAY, DAY)
    markdown = to_markdown(compose(decision, lang), lang)
    assert "{{ 7*7 }}" in markdown.replace("\\", "")
    assert "49" not in markdown.splitlines()[2]
    assert "<script>" not in markdown
    assert "\n# 标题" not in markdown
    stream = io.StringIO()
    FORMATS["text"].write([decision], lang, stream)
    assert "\x1b" not in stream.getvalue()
    assert "[red]" in stream.getvalue()


def test_markdown_makes_no_link_of_an_address() -> None:
    assert escaped("http://a.example www.b.example c@d.example &lt;") == (
        "http\\://a.example www\\.b.example c\\@d.example \\&lt;"
    )
