"""PDF forms are read by a process of its own, which a file can neither hold up nor break the program with."""

import sys
import zlib
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.forms import pdf as reader
from compliance.intake.forms.pdf import read_pdf
from compliance.source import Source
from tests.pdfs import FORM, pdf


def bomb(size: int) -> bytes:
    """A file of one page whose content unpacks to so many bytes."""
    content = zlib.compress(b" " * size, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>"


def test_a_form_is_read(tmp_path: Path) -> None:
    file = tmp_path / "申请表.pdf"
    file.write_bytes(pdf(FORM))
    paper = read_pdf(Source(str(file)))
    assert paper.file == str(file)
    assert [grid.title for grid in paper.grids] == ["县(市、区):叶县", "单体建筑一览表"]


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_PROGRAM", "import time; time.sleep(60)")
    monkeypatch.setattr(reader, "SECONDS", 1)
    with pytest.raises(InputError, match="within 1 seconds"):
        read_pdf(Source("form.pdf", pdf(FORM)))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the memory of a process")
def test_a_file_that_unpacks_to_more_than_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MEMORY", 600_000_000)
    with pytest.raises(InputError, match=r"memory|broke down|no PDF that can be read"):
        read_pdf(Source("bomb.pdf", bomb(900_000_000)))


def test_a_process_that_breaks_down_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_PROGRAM", "import os; os.abort()")
    with pytest.raises(InputError, match="broke down"):
        read_pdf(Source("form.pdf", pdf(FORM)))


def test_nothing_that_lies_beside_a_file_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pickle", "pdfplumber", "compliance"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w').close(); raise SystemExit(3)")
    (tmp_path / "form.pdf").write_bytes(pdf(FORM))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [one for one in sys.path if one])
    assert read_pdf(Source("form.pdf")).grids
    assert not (tmp_path / "run").exists()


def test_without_the_packages_that_read_pdf_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"policy-compliance\[pdf\]"):
        read_pdf(Source("form.pdf", pdf(FORM)))


def test_a_file_larger_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "BYTES", 1000)
    with pytest.raises(InputError, match="larger than 0 MiB"):
        read_pdf(Source("form.pdf", pdf(FORM)))


@pytest.mark.parametrize(("name", "reason"), [("none.pdf", "no such file"), ("", "a folder")])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_pdf(Source(str(tmp_path / name)))
