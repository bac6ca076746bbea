"""A form as a workbook: what an office program finds in it, and that it is the same each time."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from compliance.intake.forms.marks import form_mark
from compliance.report.form.excel import write_excel
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from tests.own_forms import form_of, written
from tests.profiles import ONLY_LONG


def parts(content: bytes) -> dict[str, str]:
    """The XML of each part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


@pytest.fixture(scope="module")
def book(rulebook: Rulebook) -> dict[str, str]:
    stream = io.BytesIO()
    write_excel(form_of(rulebook), stream)
    return parts(stream.getvalue())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_form_gives_the_same_bytes(rulebook: Rulebook, lang: Lang) -> None:
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        write_excel(form_of(rulebook, lang), stream)
    assert streams[0].getvalue() == streams[1].getvalue()


def test_the_workbook_is_sound(rulebook: Rulebook, tmp_path: Path) -> None:
    place = written(form_of(rulebook, stage="operation"), tmp_path / "form.xlsx")
    errors = [error for error in OpenXmlValidator().validate(str(place)).errors if error.severity.value == "error"]
    assert errors == []


def test_it_prints_on_whole_pages_of_a4_with_its_headings_on_each(book: dict[str, str]) -> None:
    sheet = book["xl/worksheets/sheet1.xml"]
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in book["xl/workbook.xml"]
    assert "&amp;P / &amp;N" in sheet


def test_only_the_blanks_can_be_changed_and_no_password_is_needed_to_change_more(book: dict[str, str]) -> None:
    protection = re.search("<sheetProtection[^>]*>", book["xl/worksheets/sheet1.xml"])
    assert protection is not None
    assert "password" not in protection[0]
    assert 'sheet="1"' in protection[0]


def test_choices_are_drop_downs_that_take_other_words_too(book: dict[str, str]) -> None:
    validations = re.findall("<dataValidation [^>]*>", book["xl/worksheets/sheet1.xml"])
    assert len(validations) > 30
    assert not any("showErrorMessage" in one for one in validations)
    assert 'state="hidden"' in book["xl/workbook.xml"]


def test_it_says_of_itself_by_which_rulebook_it_was_made(rulebook: Rulebook, book: dict[str, str]) -> None:
    properties = dict(re.findall(r'name="([^"]+)"><vt:lpwstr>([^<]*)</vt:lpwstr>', book["docProps/custom.xml"]))
    mark = form_mark(properties)
    assert mark is not None
    assert (mark.rulebook, mark.lang, mark.stage) == (rulebook.digest, "zh", "application")
    assert len(mark.own) > 100


@ONLY_LONG
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_prints_on_few_pages(rulebook: Rulebook, tmp_path: Path) -> None:
    place = written(form_of(rulebook), tmp_path / "form.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(place)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = PdfReader(tmp_path / "form.pdf").pages
    assert 2 <= len(pages) <= 4
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    assert all("填写说明" in page.extract_text() for page in pages)
