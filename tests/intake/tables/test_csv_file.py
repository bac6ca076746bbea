"""CSV is read in the encodings and with the separators that offices use."""

from pathlib import Path

import pytest

from compliance.intake.leads.leads import read_leads
from compliance.intake.tables.csv_file import read_csv
from compliance.rulebook.model import Rulebook
from compliance.source import source_of
from tests.intake.reading import amounts, said


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8(BOM)"), ("gbk", "GB18030"), ("gb18030", "GB18030"), ("utf-16", "UTF-16")],
)
def test_the_encoding_of_a_csv_is_found_and_told(rulebook: Rulebook, tmp_path: Path, codec: str, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("项目名称,用地面积(亩)\n甲,20\n".encode(codec))
    leads = read_leads(path, rulebook.vocabulary)
    assert [amounts(lead) for lead in leads] == [{"name": "甲", "land_area": 20}]
    assert f"encoding: {name}" in said(leads)


def test_a_csv_may_be_given_its_encoding_and_have_tabs_or_semicolons(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("項目\t项目名称\n1\t甲\n".encode("gbk"))
    assert [lead.case.name for lead in read_leads(path, rulebook.vocabulary, encoding="gbk")] == ["甲"]
    other = tmp_path / "b.csv"
    other.write_text("项目名称;总投资\n甲;5\n", encoding="utf-8")
    assert [amounts(lead) for lead in read_leads(other, rulebook.vocabulary)] == [{"name": "甲", "total_investment": 5}]


def test_a_broken_row_of_a_csv_is_noted_and_the_others_go_on(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('项目名称,总投资\n"甲"x,5\n乙,6\n', encoding="utf-8")
    leads = read_leads(path, rulebook.vocabulary)
    broken, good = leads
    assert dict(broken.case.data) == {}
    assert "not valid CSV" in next(iter(broken.case.unread)).reason.en
    assert good.case.name == "乙"
    assert "a.csv:2: the row is not valid CSV" in said(leads)


@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        ("a.csv", "甲,乙\n1,2\n", [["甲", "乙"], ["1", "2"]]),
        ("a.csv", "甲;乙\n1;2,5\n", [["甲", "乙"], ["1", "2,5"]]),
        ("a.csv", "甲\t乙\n1\t2\n", [["甲", "乙"], ["1", "2"]]),
        ("a.csv", "甲|乙\n1|2,5\n", [["甲", "乙"], ["1", "2,5"]]),
        ("a.csv", "甲,乙;丙\n", [["甲", "乙;丙"]]),
        ("a.tsv", "甲,乙\t丙\n", [["甲,乙", "丙"]]),
        ("a.csv", '"甲\n乙",丙\n', [["甲\n乙", "丙"]]),
        ("a.csv", "甲\r\n\r\n乙\r\n", [["甲"], [], ["乙"]]),
        ("a.csv", "", []),
    ],
)
def test_cells_are_parted_by_the_sign_that_is_most_frequent(
    tmp_path: Path, name: str, text: str, rows: list[list[str]]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    read = list(read_csv(source_of(path), None).rows())
    assert [row.values for row in read] == rows
    assert [row.number for row in read] == list(range(1, len(rows) + 1))
