"""A report is plain, fits a terminal and speaks one language but for what it quotes."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.intake.application import read_applications
from compliance.report.review.as_json import as_data
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from tests.places import ROOT

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
def test_an_english_report_is_english_but_for_words_it_quotes(rulebook: Rulebook, path: Path) -> None:
    for case in read_applications(path, rulebook.vocabulary):
        decision = Reviewer(rulebook).review(case, None, DAY)
        names = {record.name for d in case.data.values() if isinstance(d.value, tuple) for record in d.value}
        for text in said(as_data(decision, "en")):
            own = re.sub(r"“[^”]*”|[^\s“”]*〔\d+〕\d+号", "", text)
            for name in names:
                own = own.replace(name, "")
            assert not HAN.search(own), text
