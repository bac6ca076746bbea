"""A file that is no Word file, or no sound one, is told what it is."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from compliance.errors import InputError
from compliance.intake.forms import word_parts
from compliance.intake.forms.word_parts import open_word
from compliance.source import Source
from tests.forms import paragraph, word_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = (
    f'<!DOCTYPE a [<!ENTITY b "{"x" * 1000}"><!ENTITY c "{"&b;" * 1000}">]><w:document xmlns:w="{W}">&c;</w:document>'
)
DOCUMENTS = {
    "broken XML": ("<w:document", "is damaged"),
    "entities": (BOMB, "is damaged"),
    "strict": ('<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "strict open XML"),
}


@pytest.mark.parametrize(("document", "words"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_document_that_cannot_be_read_is_told(tmp_path: Path, document: str, words: str) -> None:
    path = tmp_path / "form.docx"
    with ZipFile(path, "w") as package:
        package.writestr("word/document.xml", document)
    with pytest.raises(InputError, match=words):
        open_word(Source(str(path)))


BYTES = {
    "an old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old .doc"),
    "a PDF": (b"%PDF-1.4", "a PDF"),
    "text": ("项目名称:甲".encode(), "no Word file"),
    "nothing": (b"", "no Word file"),
}


@pytest.mark.parametrize(("content", "words"), BYTES.values(), ids=BYTES.keys())
def test_what_is_no_word_file_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        open_word(Source(str(path)))


def test_the_document_may_have_another_name(tmp_path: Path) -> None:
    path, renamed = word_file(tmp_path / "form.docx", paragraph("甲")), tmp_path / "renamed.docx"
    with ZipFile(path) as old, ZipFile(renamed, "w") as new:
        for name in old.namelist():
            other = name.replace("document.xml", "document2.xml")
            new.writestr(other, old.read(name).replace(b"word/document.xml", b"/word/document2.xml"))
    assert "".join(open_word(Source(str(renamed))).document.itertext()) == "甲"


def test_a_file_cut_short_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    path = word_file(tmp_path / "form.docx", paragraph("甲"))
    path.write_bytes(path.read_bytes()[:-100])
    for name, words in ((path, "no Word file"), (tmp_path / "none.docx", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(InputError, match=words):
            open_word(Source(str(name)))


def test_a_part_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_parts, "TREE", 1000)
    path = tmp_path / "form.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", " " * 100_000)
    with pytest.raises(InputError, match="unpacks to more"):
        open_word(Source(str(path)))
    monkeypatch.setattr(word_parts, "PARTS", 0)
    with pytest.raises(InputError, match="parts"):
        open_word(Source(str(path)))
