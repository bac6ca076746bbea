"""`review`, `memo` and `screen` given forms, ledgers and what cannot be read."""

import json
from pathlib import Path

import pytest
from docx import Document

from compliance.cli.main import run
from tests.forms import FILED, Rows, word_file, word_table, workbook_file
from tests.places import ROOT

FORM: Rows = [
    ["项目名称", "甲项目", "建设单位", "某公司"],
    ["总投资(万元)", "9000", "注册资本", "5000万元"],
    ["用地面积(亩)", "30", "主要产品", "阀门"],
    ["行业代码", "C3443", "建设性质", "☑新建 ☐技改"],
]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return word_file(tmp_path / "form.docx", word_table(FORM))


def test_a_word_form_is_reviewed_with_places_in_the_language_of_the_output(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", str(form), "--full", "--as-of", "2015-06-01"]) == 3
    assert "form.docx表1第2行" in "".join(capsys.readouterr().out.split())
    assert run(["review", str(form), "--full", "--as-of", "2015-06-01", "--lang", "en"]) == 3
    assert "form.docxtable1,row2" in "".join(capsys.readouterr().out.split())


def test_the_json_report_names_table_and_row(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", str(form), "--as-of", "2015-06-01", "--format", "json"]) == 3
    report = json.loads(capsys.readouterr().out)
    places = [
        one["at"] for finding in report["findings"] for one in finding["evidence"] if one["field"] == "industry_code"
    ]
    assert {"file": "form.docx", "table": 1, "row": 4} in places
    assert report["subject"]["name"] == "甲项目"


def test_how_a_form_is_read_is_shown_saved_and_given_again(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "form.yaml"
    assert run(["review", str(form), "--show-mapping", "--save-mapping", str(saved)]) == 0
    assert "注册资本: project_capital" in capsys.readouterr().out
    text = saved.read_text("utf-8").replace("# 注册资本: project_capital", "注册资本: project_capital")
    saved.write_text(text, encoding="utf-8")
    assert run(["review", str(form), "--show-mapping", "--mapping", str(saved), "--format", "json"]) == 0
    labels = {one["key"]: one for one in json.loads(capsys.readouterr().out)["labels"]}
    assert (labels["注册资本"]["field"], labels["注册资本"]["how"]) == ("project_capital", "given")


def test_what_is_amiss_with_a_mapping_is_told(form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "form.yaml"
    given.write_text("没有的栏: name\n", encoding="utf-8")
    assert run(["review", str(form), "--mapping", str(given), "--as-of", "2015-06-01"]) == 3
    assert "没有“没有的栏”这一栏" in capsys.readouterr().err
    for output in ("memo.md", "memos"):
        arguments = ["memo", str(form), "--mapping", str(given), "-o", str(tmp_path / output), "--as-of", "2015-06-01"]
        assert run(arguments) == 3
        assert "没有“没有的栏”这一栏" in capsys.readouterr().err


def test_several_materials_of_several_kinds_are_reviewed_together(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = workbook_file(tmp_path / "form.xlsx", FILED)
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"%PDF-1.4")
    assert run(["review", str(form), str(book), str(bad), "--format", "json", "--as-of", "2015-06-01"]) == 2
    captured = capsys.readouterr()
    assert [one["subject"]["name"] for one in json.loads(captured.out)] == ["甲项目", "年产5000台液压支架项目"]
    assert "scan.pdf: PDF 文件" in captured.err


def test_a_memo_is_written_on_a_form(form: Path, tmp_path: Path) -> None:
    book = workbook_file(tmp_path / "form.xlsx", FILED)
    for source in (form, book):
        assert run(["memo", str(source), "-o", str(tmp_path / "memo.docx"), "--as-of", "2015-06-01"]) == 3
        texts = [cell.text for table in Document(str(tmp_path / "memo.docx")).tables for cell in table._cells]
        assert ("表 1 第 3 行" in texts) is (source is form)
    both = run(["memo", str(form), str(book), "-o", str(tmp_path / "memos"), "--format", "md", "-q"])
    assert both == 3
    assert len(list((tmp_path / "memos").glob("*.md"))) == 2


def test_a_form_is_no_ledger_and_a_ledger_no_form(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in (form, workbook_file(tmp_path / "form.xlsx", FILED)):
        assert run(["screen", str(source), "-o", str(tmp_path / "out.csv")]) == 2
        assert f"compliance review {source}" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
    ledger = str(ROOT / "examples/leads/leads.xlsx")
    assert run(["review", ledger]) == 2
    told = capsys.readouterr().err
    assert "--row" in told
    assert f"compliance screen {ledger}" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.yaml", "--mapping", "m.yaml"], "只用于台账和申请表"),
        (["a.yaml", "--blank", "b.docx"], "只用于台账和申请表"),
        (["a.xlsx", "--row", "3", "--blank", "b.docx"], "--blank 只用于申请表"),
        (["a.docx", "b.docx", "--show-mapping"], "只能给出一个文件"),
    ],
)
def test_what_would_be_left_undone_is_refused(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_blank_copy_helps_to_read_a_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled = word_file(tmp_path / "filled.docx", word_table([["主要产品", "新型建材产品"], ["项目名称", "甲"]]))
    blank = word_file(tmp_path / "blank.docx", word_table([["主要产品", ""], ["项目名称", ""]]))
    assert run(["review", str(filled), "--blank", str(blank), "--show-mapping", "--format", "json"]) == 0
    labels = {one["key"]: one["field"] for one in json.loads(capsys.readouterr().out)["labels"]}
    assert labels == {"主要产品": "main_product", "项目名称": "name"}
