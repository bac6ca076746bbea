"""The parts of a package are read within bounds, and nothing is fetched or expanded."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from compliance.errors import InputError
from compliance.intake.forms import office_file
from compliance.intake.forms.office_file import FAULTS, opened, properties_of, tree_of
from compliance.source import Source

PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property name="a"><vt:lpwstr>甲</vt:lpwstr></property><property name="b"><vt:i4>5</vt:i4></property></Properties>'
)


def package(folder: Path, **parts: str) -> Source:
    """A package with those parts, by names in which __ stands for a slash and _ for a stop."""
    place = folder / "a.docx"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return Source(str(place))


def test_the_properties_of_a_document_are_read_by_name(tmp_path: Path) -> None:
    with opened(package(tmp_path, docProps__custom_xml=PROPERTIES)) as archive:
        assert properties_of(archive, "a.docx") == {"a": "甲", "b": "5"}
    with opened(package(tmp_path, word__document_xml="<w/>")) as archive:
        assert properties_of(archive, "a.docx") == {}


def test_a_part_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_file, "PART", 100)
    with (
        opened(package(tmp_path, word__document_xml=f"<w>{'a' * 100}</w>")) as archive,
        pytest.raises(InputError, match=r"its part word/document\.xml unpacks to more than"),
    ):
        tree_of(archive, "word/document.xml", "a.docx")


@pytest.mark.parametrize("content", ["", "<w>", "no xml", "<w>&undeclared;</w>"])
def test_a_part_that_is_no_xml_is_a_fault(tmp_path: Path, content: str) -> None:
    with opened(package(tmp_path, word__document_xml=content)) as archive, pytest.raises(FAULTS):
        tree_of(archive, "word/document.xml", "a.docx")


def test_entities_stay_as_they_are(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    declared = f'<!DOCTYPE w [<!ENTITY a "many"><!ENTITY b SYSTEM "{secret.as_uri()}">]><w>&a;&b;</w>'
    with opened(package(tmp_path, word__document_xml=declared)) as archive:
        root = tree_of(archive, "word/document.xml", "a.docx")
    texts = [one.text for one in root.iter() if one.tag is not etree.Entity]
    assert texts == [None]


def test_what_is_no_package_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no package")
    with pytest.raises(FAULTS), opened(Source(str(tmp_path / "a.docx"))):
        pass
