"""One memo is written whole or not at all."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from compliance.cli.main import run
from compliance.report.memo.formats import FORMATS
from tests.memos import (
    ROOT,
    faults,
    template,
)


def test_the_command_writes_every_format_and_returns_the_code_of_a_review(tmp_path: Path) -> None:
    codes = {
        "wangcang-building-materials": 0,
        "steel-new-capacity": 1,
        "baolong-stainless": 3,
        "xuyuan-cold-rolling": 3,
    }
    for name, code in codes.items():
        for suffix in FORMATS:
            output = tmp_path / f"{name}{suffix}"
            assert run(["memo", str(ROOT / f"examples/{name}.yaml"), "-o", str(output)]) == code
            assert output.stat().st_size > 5000


def test_the_command_takes_a_day_a_language_and_a_template(tmp_path: Path) -> None:
    source, output = str(ROOT / "examples/feiyu-gis.yaml"), tmp_path / "m.docx"
    own = template(tmp_path, "{{ title }} {{ as_of }}")
    arguments = ["memo", source, "-o", str(output), "--template", str(own), "--as-of", "2015-07-07", "--lang", "en"]
    assert run(arguments) == 3
    assert Document(str(output)).paragraphs[0].text.startswith("Compliance review of “")
    assert Document(str(output)).paragraphs[0].text.endswith(" 2015-07-07")


def test_a_memo_is_on_a_case_at_the_stage_asked_for(tmp_path: Path) -> None:
    """With the land, what the application leaves for later is due, and the pass becomes a question."""
    source, output = str(ROOT / "examples/wangcang-building-materials.yaml"), tmp_path / "m.md"
    assert run(["memo", source, "-o", str(output)]) == 0
    assert "后续阶段判断的条款" in output.read_text("utf-8")
    assert run(["memo", source, "-o", str(output), "--stage", "供地"]) == 3
    assert "| 项目阶段 | 供地 |" in output.read_text("utf-8")
    assert "后续阶段判断的条款" not in output.read_text("utf-8")


def test_a_memo_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    output = tmp_path / "m.docx"
    output.write_text("old")
    own = template(tmp_path, "{{ nothing }}")
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), "-o", str(output), "--template", str(own)]) == 2
    assert output.read_text() == "old"


def with_external_picture(folder: Path) -> Path:
    """A template with a relationship to a picture elsewhere."""
    path = template(folder, "{{ title }}")
    document = Document(str(path))
    document.part.relate_to("http://evil.example/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.save(str(path))
    return path


def with_macros(folder: Path) -> Path:
    """A template of the type that has macros."""
    path = template(folder, "{{ title }}")
    document = Document(str(path))
    document.part._content_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    document.save(str(path))
    return path.rename(folder / "own.docm")


def with_a_flipped_byte(folder: Path) -> Path:
    """A template that is damaged."""
    path = template(folder, "{{ title }}")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    return path


def a_pipe(folder: Path) -> Path:
    """A pipe into which nobody writes."""
    os.mkfifo(folder / "own.docx")
    return folder / "own.docx"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda folder: template(folder, "{{ 'a' * 10 ** 10 }}"), "own.docx: 填写模板所需内存超过 1,000 MB"),
        (
            lambda folder: template(folder, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
            "own.docx: 模板标记嵌套过深",
        ),
        (lambda folder: template(folder, "{{ lipsum(n=100000) }}"), "own.docx: 没有字段“lipsum”"),
        (
            with_external_picture,
            "own.docx: 模板引用文件以外的内容:/word/document.xml 的 image 指向“http://evil.example/x.png”",
        ),
        (with_macros, "own.docm: 是含宏的 Word 文件(.docm)"),
        (with_a_flipped_byte, "own.docx: Word 文件已损坏"),
        (a_pipe, "own.docx: 是管道或设备"),
    ],
)
def test_a_hostile_template_is_told_in_one_line_and_nothing_is_written(
    made: Callable[[Path], Path], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = str(made(tmp_path))
    before = set(tmp_path.iterdir())
    for output in ("m.docx", "memos"):
        source = str(ROOT / "examples/feiyu-gis.yaml")
        assert run(["memo", source, "-o", str(tmp_path / output), "--template", own, "-q"]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"{tmp_path}/{said}")
    assert set(tmp_path.iterdir()) == before


def test_several_applications_in_one_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.yaml"
    path.write_text("项目名称: a\n---\n项目名称: b\n", encoding="utf-8")
    assert run(["memo", str(path), "-o", str(tmp_path / "m.md")]) == 2
    assert "材料中有 2 个" in capsys.readouterr().err


def test_without_the_extra_pdf_is_refused_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from compliance.report.memo import pdf

    pdf._fonts.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), "-o", str(tmp_path / "m.pdf")]) == 2
    assert "pip install 'policy-compliance[pdf]'" in capsys.readouterr().err


def test_no_other_command_loads_what_memos_need() -> None:
    program = (
        "import sys; from compliance.cli.main import run; run(['review', sys.argv[1]]);"
        "print(*[n for n in ('docx', 'docxtpl', 'lxml', 'typst', 'jinja2') if n in sys.modules], sep=',')"
    )
    command = [sys.executable, "-c", program, str(ROOT / "examples/feiyu-gis.yaml")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(("day", "created"), [("0001-01-01", 1980), ("2951-06-01", 2951), ("9999-12-31", 9999)])
def test_a_day_outside_of_the_calendar_of_archives_is_no_fault(day: str, created: int, tmp_path: Path) -> None:
    output = tmp_path / "m.docx"
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), "-o", str(output), "--as-of", day]) == 3
    assert faults(output.read_bytes(), tmp_path) == []
    assert Document(str(output)).core_properties.created.year == created


def test_a_memo_on_a_ledger_for_a_day_after_the_last_of_archives_is_written(tmp_path: Path) -> None:
    output = tmp_path / "m.docx"
    ledger = str(ROOT / "examples/ledger")
    assert run(["memo", "--of", "targets", ledger, "-o", str(output), "--as-of", "2951-06-01"]) == 0
    assert faults(output.read_bytes(), tmp_path) == []
