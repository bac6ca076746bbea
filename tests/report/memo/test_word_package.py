"""A Word file that is damaged, or brings what would fetch or run, is no template; every other is."""

import io
import pickle
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from compliance.report.memo import word_package
from compliance.report.memo.office_template import MEMORY
from compliance.report.memo.template_frames import DONE, REFUSED, texts_of
from compliance.report.memo.template_process import TemplateService
from compliance.report.memo.word_package import BROUGHT, LARGEST, template_faults
from tests.memos import ROOT, example, parts, template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SETTINGS, DOCUMENT, TYPES = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    """The parts of a small template."""
    return parts(template(tmp_path, "{{ title }}").read_bytes())


def packed(whole: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A Word file of those parts."""
    out = io.BytesIO()
    with ZipFile(out, "w", method) as package:
        for name, content in whole.items():
            package.writestr(name, content)
    return out.getvalue()


def related(whole: Mapping[str, bytes], kind: str, target: str, *, external: bool) -> dict[str, bytes]:
    """The parts, the document with one relationship more, and what that leads to."""
    mode = ' TargetMode="External"' if external else ""
    added = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'.encode()
    found = {**whole, DOCUMENT: whole[DOCUMENT].replace(b"</Relationships>", added)}
    return found if external else {**found, f"word/{target}": b"x", TYPES: typed(whole[TYPES], target)}


def typed(types: bytes, target: str) -> bytes:
    default = f'<Default Extension="{target.rsplit(".", 1)[1]}" ContentType="application/octet-stream"/></Types>'
    return types.replace(b"</Types>", default.encode())


def said(content: bytes) -> str:
    """Everything that is wrong with those bytes, in Chinese."""
    faults = template_faults(content)
    assert not any(re.search("[\u4e00-\u9fff]", fault.en) for fault in faults)
    return "\n".join(fault.zh for fault in faults)


@pytest.mark.parametrize("name", ["memo.docx", "memo.en.docx"])
def test_nothing_is_wrong_with_the_programs_own_templates(name: str) -> None:
    assert template_faults((ROOT / "templates" / name).read_bytes()) == ()


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_nothing_is_wrong_with_a_file_that_is_packed_as_office_packs(whole: dict[str, bytes], method: int) -> None:
    assert template_faults(packed(whole, method)) == ()


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0 old Word", b"<html></html>"])
def test_what_is_no_archive_is_no_word_file(content: bytes) -> None:
    assert "不是 Word 文件" in said(content)


def test_an_archive_of_something_else_is_no_word_file() -> None:
    assert "不是 Word 文件" in said(packed({"a.txt": b"a"}))
    assert "不是 Word 文件" in said(packed({TYPES: b"<Types/>"}))


def damaged(content: bytes, times: int) -> Iterator[bytes]:
    """The bytes with one bit of one byte turned, at that many places; the same ones every time."""
    chosen = random.Random(9704)
    for _ in range(times):
        copy = bytearray(content)
        copy[chosen.randrange(len(content))] ^= 1 << chosen.randrange(8)
        yield bytes(copy)


def test_one_flipped_byte_anywhere_is_told_or_does_no_harm(whole: dict[str, bytes]) -> None:
    """A damage can be of no consequence, as in a stamp of time; then the template serves."""
    memo, told = pickle.dumps(example("feiyu-gis")), 0
    for content in damaged(packed(whole), 300):
        service = TemplateService(MEMORY)
        kind, answer = service.answer(content)
        told += kind == REFUSED
        if kind == DONE:
            kind, answer = service.answer(memo)
        assert kind == DONE or all(re.search("Word|模板", text.zh) for text in texts_of(answer))
    assert told > 200


def test_a_file_cut_short_anywhere_is_told(whole: dict[str, bytes]) -> None:
    content = packed(whole)
    for end in range(0, len(content) - 1, len(content) // 40):
        assert "Word 文件" in said(content[:end])


@pytest.mark.parametrize(
    "name", [TYPES, "_rels/.rels", "word/document.xml", "word/styles.xml", "word/theme/theme1.xml"]
)
def test_a_file_that_lacks_a_part_or_holds_one_that_cannot_be_parsed_is_told(
    whole: dict[str, bytes], name: str
) -> None:
    assert "Word 文件" in said(packed({part: content for part, content in whole.items() if part != name}))
    assert "已损坏" in said(packed({**whole, name: b"<no"}))


def test_an_encrypted_part_and_a_way_of_packing_that_office_has_not_are_told(whole: dict[str, bytes]) -> None:
    content = bytearray(packed(whole))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "已损坏" in said(bytes(content))
    assert "已损坏" in said(packed(whole, ZIP_BZIP2))


def test_a_file_that_unpacks_to_more_than_the_limit_is_told_before_it_is_unpacked(
    whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LARGEST == 50_000_000
    size = sum(map(len, whole.values()))
    monkeypatch.setattr(word_package, "LARGEST", size)
    assert said(packed(whole)) == ""
    monkeypatch.setattr(word_package, "LARGEST", size - 1)
    assert "超过 50 MB" in said(packed(whole))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://evil.example/t.dotm"),
        ("attachedTemplate", "file:///C:/t.dotm"),
        ("image", "http://evil.example/x.png"),
        ("oleObject", "http://evil.example/x.xls"),
        ("frame", "http://evil.example/f.htm"),
        ("subDocument", "\\\\evil.example\\s\\d.docx"),
        ("aFChunk", "http://evil.example/x.htm"),
        ("hyperlink", "file://evil.example/share"),
        ("hyperlink", "\\\\evil.example\\share"),
        ("hyperlink", "ms-word:ofe|u|http://evil.example/x.docx"),
        ("hyperlink", "http://[evil"),
    ],
)
def test_a_relationship_that_leads_outside_is_named(whole: dict[str, bytes], kind: str, target: str) -> None:
    fault = said(packed(related(whole, kind, target, external=True)))
    assert f"/word/document.xml 的 {kind} 指向" in fault
    assert target[:10] in fault


@pytest.mark.parametrize("target", ["http://www.pds.gov.cn/", "https://www.gov.cn/", "mailto:a@b.example"])
def test_a_plain_link_is_no_fault(whole: dict[str, bytes], target: str) -> None:
    assert said(packed(related(whole, "hyperlink", target, external=True))) == ""


@pytest.mark.parametrize("kind", sorted(BROUGHT))
def test_what_would_run_or_be_taken_in_is_named(whole: dict[str, bytes], kind: str) -> None:
    fault = said(packed(related(whole, kind, "embedded.bin", external=False)))
    assert f"/word/document.xml 的 {kind}(“/word/embedded.bin”)" in fault


def test_a_relationship_of_a_part_far_from_the_document_is_named(whole: dict[str, bytes]) -> None:
    link = f'<Relationship Id="r1" Type="{OFFICE}/attachedTemplate" Target="t.dotm" TargetMode="External"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    whole[SETTINGS] = f'<Relationships xmlns="{namespace}">{link}</Relationships>'.encode()
    assert "/word/settings.xml 的 attachedTemplate 指向“t.dotm”" in said(packed(whole))


def test_a_field_that_fetches_is_named(whole: dict[str, bytes]) -> None:
    simple = b'<w:fldSimple w:instr=" DDEAUTO cmd "/></w:p>'
    document = whole["word/document.xml"].replace(b"</w:p>", simple, 1)
    assert "域“DDEAUTO cmd”" in said(packed({**whole, "word/document.xml": document}))


def test_a_word_file_with_macros_is_told_what_to_do(whole: dict[str, bytes]) -> None:
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "含宏的 Word 文件(.docm)" in said(
        packed({**whole, TYPES: whole[TYPES].replace(MAIN.encode(), macros.encode())})
    )
