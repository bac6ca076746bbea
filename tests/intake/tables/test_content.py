"""A ledger that is named for another format is read by its content, or named for what it is."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables.content import suffix_of
from compliance.rulebook.model import Rulebook
from compliance.source import Source, source_of
from tests.intake.reading import said


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".csv"])
def test_a_workbook_of_another_name_is_read(rulebook: Rulebook, book: Callable[..., Path], suffix: str) -> None:
    path = book([["项目名称", "总投资"], ["甲", 5]])
    leads = read_leads(path.rename(path.with_suffix(suffix)), rulebook.vocabulary)
    assert [lead.case.name for lead in leads] == ["甲"]
    assert f"named {suffix} and by its content .xlsx" in said(leads)


@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
@pytest.mark.parametrize(
    ("text", "found"), [("项目名称\t总投资\n甲\t5\n", ".tsv"), ("项目名称,总投资\n甲,5\n", ".csv")]
)
def test_text_that_is_named_for_a_workbook_is_read(
    rulebook: Rulebook, tmp_path: Path, suffix: str, text: str, found: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode("gbk"))
    leads = read_leads(path, rulebook.vocabulary)
    assert [lead.case.name for lead in leads] == ["甲"]
    assert f"named {suffix} and by its content {found}" in said(leads)
    assert "encoding: GB18030" in said(leads)


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"<html><table><tr><td>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "a web page (HTML)"),
        ("<HTML>".encode("utf-16"), "a web page (HTML)"),
        (b'<?xml version="1.0"?><Workbook/>', "an XML spreadsheet of 2003"),
        (b"%PDF-1.4", "a PDF"),
    ],
)
def test_what_no_reader_reads_is_named_with_what_to_do(tmp_path: Path, head: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        suffix_of(Source("台账.xls", head))
    (problem,) = caught.value.problems
    assert problem.line("en").startswith(f"台账.xls: it is named .xls and is {what}; open it in a spreadsheet program")
    assert "另存为 .xlsx" in problem.message.zh


def test_a_word_document_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("word/document.xml", "<a/>")
    with pytest.raises(InputError, match="a Word document"):
        suffix_of(source_of(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("name", "head", "suffix"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ".xlsx"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        ("a.csv", b"PAR1", ".parquet"),
        ("a.xlsx", b"PK\x03\x04 broken", ".xlsx"),
        ("a.csv", "\t".encode("utf-16"), ".csv"),
        ("a.xls", b"", ".xls"),
        ("a.jsonl", b"<html>", ".jsonl"),
    ],
)
def test_the_suffix_is_that_of_the_content(name: str, head: bytes, suffix: str) -> None:
    assert suffix_of(Source(name, head)) == suffix
