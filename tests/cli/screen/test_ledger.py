"""What a screening says of the ledger it is given."""

from pathlib import Path

import pytest

from tests.ledgers import screened


@pytest.mark.parametrize("options", [(), ("--compact", "csv")])
def test_a_ledger_of_headings_alone_is_refused_and_an_earlier_result_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    path, output = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text("项目编号,项目名称\n,合计\n", encoding="utf-8")
    if not options:
        output.write_text("earlier", encoding="utf-8")
    assert screened(path, output, *options) == 2
    said = capsys.readouterr().err
    assert "没有一条项目" in said
    assert "第 2 行(1 行):合计、小计行,不计入" in said
    assert output.exists() is not bool(options)
    assert sorted(file.name for file in tmp_path.iterdir()) == (["a.csv"] if options else ["a.csv", "out.csv"])
