"""Parts are read up to a limit, and nothing that their XML refers to is fetched."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from compliance.intake.tables.package_xml import led_to_from, part_within, relations_of, root_of


def package(content: bytes) -> zipfile.ZipFile:
    """A package of one part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.xml", content)
    return zipfile.ZipFile(stream)


def test_a_part_is_read_up_to_its_limit_and_not_beyond() -> None:
    assert part_within(package(b"12345"), "a.xml", 5) == b"12345"
    assert part_within(package(b"123456"), "a.xml", 5) is None
    with pytest.raises(KeyError):
        part_within(package(b""), "b.xml", 5)


def test_no_entity_brings_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", "utf-8")
    root = root_of(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode())
    assert "hidden" not in etree.tostring(root, encoding="unicode", method="text")


def test_comments_are_kept_unless_they_are_not_wanted() -> None:
    assert len(root_of(b"<a><!-- b --></a>")) == 1
    assert len(root_of(b"<a><!-- b --></a>", comments=False)) == 0


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        root_of(b"<a>")


@pytest.mark.parametrize(
    ("part", "target", "found"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
        ("xl/workbook.xml", "/xl/styles.xml", "xl/styles.xml"),
        ("xl/workbook.xml", "../../../etc/passwd", "etc/passwd"),
    ],
)
def test_what_a_part_leads_to_lies_in_the_package(part: str, target: str, found: str) -> None:
    assert led_to_from(part, target) == found


def test_the_relations_of_a_part_lie_beside_it() -> None:
    assert relations_of("xl/worksheets/sheet1.xml") == "xl/worksheets/_rels/sheet1.xml.rels"
