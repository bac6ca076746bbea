"""Fields that fetch or run are found in every part and however they are written; those that show something are not."""

import io
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.package import Package

from compliance.errors import InputError
from compliance.report.memo.word import WordTemplate
from compliance.report.memo.word_fields import OUTSIDE, field_fault
from tests.memos import example, parts, template


def char(kind: str) -> str:
    """A run that begins, parts or ends a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    """A run with a piece of a field's code."""
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(*codes: str, result: str = "<w:r><w:t>x</w:t></w:r>") -> str:
    """A field."""
    return char("begin") + "".join(codes) + char("separate") + result + char("end")


def written(folder: Path, runs: str, part: str = "word/document.xml", encoding: str = "utf-8") -> bytes:
    """A Word file with those runs in its first paragraph; or with a part of that name that holds them."""
    whole = parts(template(folder, "RUNS").read_bytes())
    if part == "word/document.xml":
        whole[part] = whole[part].replace(b"<w:r><w:t>RUNS</w:t></w:r>", runs.encode())
        assert runs.encode() in whole[part]
    else:
        w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        notes = f"<w:footnotes {w}><w:footnote><w:p>{runs}</w:p></w:footnote></w:footnotes>"
        whole[part] = f"<?xml version='1.0' encoding='{encoding}'?>{notes}".encode(encoding)
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        link = f'<Relationship Id="rId99" Type="{office}/footnotes" Target="{part[5:]}"/></Relationships>'
        rels = "word/_rels/document.xml.rels"
        whole[rels] = whole[rels].replace(b"</Relationships>", link.encode())
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
        whole["[Content_Types].xml"] = whole["[Content_Types].xml"].replace(b"</Types>", override.encode())
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in whole.items():
            package.writestr(name, content)
    return out.getvalue()


def found(content: bytes) -> str | None:
    """What is said of a field of the file, in Chinese."""
    fault = field_fault(Package.open(io.BytesIO(content)))
    return None if fault is None else fault.zh


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_a_field_that_fetches_or_runs_is_found(name: str, tmp_path: Path) -> None:
    assert f'运行程序的域“{name.lower()} "x"”' in str(found(written(tmp_path, field(code(f' {name.lower()} "x" ')))))


@pytest.mark.parametrize(
    "runs",
    [
        field(code("DDE"), code("AUTO c:\\cmd")),
        field(code('DDEAUTO"cmd"')),
        char("begin") + code("DDEAUTO cmd") + char("end"),
        field(code("PAGE"), result=field(code("DDEAUTO cmd"))),
        field(code("IF 1 = 1 "), field(code("DDEAUTO cmd"))),
        field(field(code("QUOTE 68 68 69")), code(" cmd")),
        field(code("DD"), field(code("QUOTE 69")), code(" cmd")),
        '<w:fldSimple w:instr=" DDEAUTO cmd "/>',
    ],
)
def test_it_is_found_however_it_is_written(runs: str, tmp_path: Path) -> None:
    assert found(written(tmp_path, runs)) is not None
    assert found(written(tmp_path, runs, "word/footnotes.xml")) is not None


def test_it_is_found_in_a_part_in_another_encoding(tmp_path: Path) -> None:
    assert found(written(tmp_path, field(code("LINK x")), "word/footnotes.xml", "utf-16")) is not None


@pytest.mark.parametrize(
    "runs",
    [
        field(code(" PAGE ")),
        field(code('HYPERLINK "http://a.example/link"')),
        field(code("TOC \\o"), result=field(code("PAGEREF _Toc1"))),
        field(code("IF "), field(code("PAGE")), code(' = 1 "a" "b"')),
        '<w:fldSimple w:instr=" NUMPAGES "/>',
        code("DDEAUTO outside of any field"),
        char("end"),
    ],
)
def test_a_field_that_shows_something_is_no_fault(runs: str, tmp_path: Path) -> None:
    assert found(written(tmp_path, runs)) is None


SPLICED = escape("{{ '</w:t></w:r><w:fldSimple w:instr=\"LINK x\"/><w:r><w:t>' | safe }}", quote=False)


@pytest.mark.parametrize(
    "runs", [field(code("{{ 'DD' ~ 'EAUTO' }} cmd")), f"<w:r><w:t>{SPLICED}</w:t></w:r>"], ids=["code", "markup"]
)
def test_a_field_that_a_template_makes_is_refused_when_it_is_filled_in(runs: str, tmp_path: Path) -> None:
    content = written(tmp_path, runs)
    assert found(content) is None
    with pytest.raises(InputError) as caught:
        WordTemplate(content, "own.docx").render(example("feiyu-gis"))
    assert "引用外部内容或运行程序的域" in caught.value.problems[0].message.zh
