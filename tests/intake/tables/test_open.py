"""What is no ledger is told in both languages."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("a.doc", b"", {}, "unsupported; use .xlsx"),
        ("none.xlsx", None, {}, "no such file"),
        ("a.xlsx", b"not a workbook", {}, "the workbook cannot be read"),
        ("a.xlsx", b"PK\x03\x04 broken", {}, "the workbook cannot be read"),
        ("a.parquet", b"PAR1", {}, "not a Parquet file"),
        ("a.csv", b"\xff\x00\x81", {}, "neither UTF-8 nor GB18030"),
        ("a.csv", b"", {}, "no column is named for a field"),
        ("a.csv", b"a,b\n1,2\n", {}, "no column is named for a field"),
        ("a.csv", "土地级别\n1\n".encode(), {}, "in question: 土地级别"),
        ("a.csv", b"name\n", {"encoding": "no-such"}, "no encoding 'no-such'"),
        ("a.csv", b"name\n", {"encoding": "base64"}, "no encoding 'base64'"),
        ("a.csv", "名\n".encode("gbk"), {"encoding": "utf-8"}, "not text in utf-8"),
        ("a.csv", b"name\n", {"sheet": "x"}, "only a workbook has sheets"),
        ("a.jsonl", b"{}\n", {"encoding": "gbk"}, "only CSV and TSV"),
        ("a.jsonl", b"nonsense\n", {}, "no column is named for a field"),
    ],
)
def test_a_file_that_is_no_ledger_is_told_in_both_languages(
    rulebook: Rulebook, tmp_path: Path, name: str, content: bytes | None, options: dict[str, str], words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        list(read_leads(path, rulebook.vocabulary, **options))  # type: ignore[arg-type]  # options by name
    assert words in caught.value.problems[0].line("en")
    assert caught.value.problems[0].message.zh
