"""Wrong usage is refused and writes nothing."""

from pathlib import Path

import pytest

from compliance.cli.main import run
from tests.memos import (
    ROOT,
    template,
)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "m.txt"], "后缀须为 .docx、.pdf、.html、.md 之一"),
        (["-o", "m", "--of", "targets"], "--of targets 写成一份文件"),
        (["-o", "m.md", "--format", "md"], "--format 只用于文件夹"),
        (["-o", "m.md", "--row", "3"], "只用于线索台账"),
        (["-o", "m", "--ids", "@nowhere"], "不能读取“nowhere”"),
        (["-o", "m.pdf", "--template", "own.docx"], "--template 只用于 .docx"),
        (["-o", "m.docx", "--template", "bad.docx"], "bad.docx: 不是 Word 文件"),
        (["-o", "own.docx", "--template", "own.docx"], "“own.docx”就是要读取的文件"),
        (["-o", "nowhere/m.docx"], "nowhere"),
        (["-o", "m.docx", "--stage", "签约"], "没有阶段“签约”"),
    ],
)
def test_wrong_usage_is_refused_and_writes_nothing(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    template(tmp_path, "x")
    (tmp_path / "bad.docx").write_text("no")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), *options]) == 2
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
