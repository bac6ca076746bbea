"""A form on one project is told from a ledger by its shape, and no ledger is taken for one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.intake.reading import Rows
from tests.places import ROOT

PAIRS: Rows = [
    ["建设项目申请表"],
    ["项目名称", "某阀门项目", "", "建设单位", "某公司"],
    ["总投资(万元)", 9000, "", "用地面积(亩)", 45],
    ["行业代码", "C3443", "", "建设性质", "新建"],
    ["是否签约", "□是 □否", "", "备注", ""],
]
COLUMN: Rows = [
    ["名称", "内容"],
    ["项目名称", "甲"],
    ["建设单位", ""],
    ["总投资", ""],
    ["用地面积", 3],
    ["主要产品", ""],
]


@pytest.mark.parametrize("rows", [PAIRS, COLUMN], ids=["pairs of cells", "one column of labels"])
def test_a_form_is_no_ledger_and_told_of_the_command_that_reviews_it(
    rulebook: Rulebook, book: Callable[..., Path], rows: Rows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(rows)
    with pytest.raises(InputError, match="a form on one project"):
        read_leads(path, rulebook.vocabulary)
    assert run(["screen", str(path), "-o", str(tmp_path / "out.xlsx")]) == 2
    assert f"compliance review {path}" in capsys.readouterr().err
    assert run(["review", str(path), "--format", "json"]) == 3
    assert not (tmp_path / "out.xlsx").exists()


def test_a_form_beside_a_ledger_is_named_and_left_out(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    ledger = [["项目名称", "总投资(万元)"], ["甲", 9000]]
    leads = read_leads(book(ledger, 申请表=PAIRS), rulebook.vocabulary)
    assert [lead.case.name for lead in leads] == ["甲"]
    (note,) = [note for note in leads.notes if note.place.file.endswith("申请表")]
    assert "不是一行一个项目的台账" in note.message.zh


LEDGERS: dict[str, Rows] = {
    "one row": [["项目名称", "建设单位", "总投资(万元)", "用地面积(亩)", "主要产品"], ["甲", "某公司", 1, 2, "阀门"]],
    "two known columns": [["项目名称", "联系人", "总投资", "电话"], ["甲", "张", 1, 2], ["乙", "李", 3, 4]],
    "headings repeated on each page": [["项目名称", "总投资"], ["甲", 1], ["项目名称", "总投资"], ["乙", 2]] * 4,
    "rows of headings": [["项目名称", "投资", "", "用地", ""], ["", "总投资", "到位资金", "面积(亩)", "来源"], ["甲", 2, 1, 3, "新增"]],
    "words of fields among the values": [["项目名称", "主要产品"], ["总投资", "用地面积"], ["COD", "建设单位"], ["甲", "县区"]],
}  # fmt: skip


@pytest.mark.parametrize("name", LEDGERS)
def test_no_ledger_is_taken_for_a_form(rulebook: Rulebook, book: Callable[..., Path], name: str) -> None:
    assert list(read_leads(book(LEDGERS[name]), rulebook.vocabulary))


def test_the_example_is_no_form(rulebook: Rulebook) -> None:
    assert read_leads(ROOT / "examples/leads/leads.xlsx", rulebook.vocabulary).only.mapping.used


def test_a_ledger_given_to_review_is_told_the_commands(
    book: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", str(book(LEDGERS["one row"]))]) == 2
    told = capsys.readouterr().err
    assert "--row" in told
    assert "compliance screen" in told
