"""What is given to a review is told apart by its shape: applications, forms, ledgers, and what cannot be read."""

from pathlib import Path

import pytest

from compliance.errors import InputError, RequestError
from compliance.intake.forms.material import is_form, read_material
from compliance.intake.forms.reading import FormReading
from compliance.rulebook.model import Rulebook
from tests.forms import FILED, FILED_VALUES, Rows, plain, word_file, word_table, workbook_file
from tests.places import ROOT

PLAIN: Rows = [["项目名称", "甲项目"], ["总投资(万元)", "9000"], ["用地面积(亩)", "30"], ["建设单位", "某公司"], ["行业代码", "C3311"]]  # fmt: skip


def test_an_application_and_forms_are_read_alike(rulebook: Rulebook, tmp_path: Path) -> None:
    application = tmp_path / "a.yaml"
    application.write_text("项目名称: 甲项目\n总投资: 9000万元\n用地面积: 30亩\n", encoding="utf-8")
    word = word_file(tmp_path / "b.docx", word_table(PLAIN))
    book = workbook_file(tmp_path / "c.xlsx", PLAIN)
    text = tmp_path / "d.csv"
    text.write_text("\n".join(",".join(map(str, row)) for row in PLAIN), encoding="utf-8")
    for path in (application, word, book, text):
        ((case,), notes) = read_material(path, rulebook.vocabulary)
        assert plain(case.data["total_investment"].value) == 9000
        assert (case.name, notes) == ("甲项目", ())


def test_a_ledger_is_answered_with_the_commands_that_take_it(rulebook: Rulebook) -> None:
    ledger = ROOT / "examples/leads/leads.xlsx"
    with pytest.raises(RequestError, match=r"--row N .*compliance screen"):
        read_material(ledger, rulebook.vocabulary)
    with pytest.raises(RequestError, match="is a ledger"):
        read_material("leads.parquet", rulebook.vocabulary)
    assert not is_form(ledger, rulebook.vocabulary)
    assert not is_form("a.yaml", rulebook.vocabulary)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.doc", "save it as .docx"),
        ("a.wps", "save it as .docx"),
        ("a.et", "save it as .xlsx"),
        ("a.PDF", "a PDF"),
        ("a.jpg", "a scan"),
        ("a.txt", "unsupported"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(rulebook: Rulebook, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match=words):
        read_material(tmp_path / name, rulebook.vocabulary)


def test_a_table_that_names_no_field_is_neither(rulebook: Rulebook, tmp_path: Path) -> None:
    path = workbook_file(tmp_path / "a.xlsx", [["姓名", "电话"], ["张三", "123"]])
    with pytest.raises(InputError, match="neither a form nor a ledger"):
        read_material(path, rulebook.vocabulary)


def test_the_sheet_that_is_the_form_may_be_named(rulebook: Rulebook, tmp_path: Path) -> None:
    path = workbook_file(tmp_path / "form.xlsx", FILED)
    ((case,), _) = read_material(path, rulebook.vocabulary, FormReading(sheet="申请表"))
    assert {id_: plain(datum.value) for id_, datum in case.data.items()} == FILED_VALUES
