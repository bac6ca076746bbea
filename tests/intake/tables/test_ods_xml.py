"""A number that an .ods workbook shows as a percentage is that percentage."""

import zipfile
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables.bounds import COLUMNS
from compliance.intake.tables.ods_xml import read_percentages
from compliance.rulebook.model import Rulebook
from compliance.source import Source, source_of
from tests.intake.reading import amounts, reasons

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def words(*texts: str) -> str:
    """Cells of text."""
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )


def number(kind: str, value: float, repeated: int = 1) -> str:
    """A cell of a number, shown as what `kind` says."""
    repeat = f'table:number-columns-repeated="{repeated}"'
    return f'<table:table-cell {repeat} office:value-type="{kind}" office:value="{value}"/>'


def write(path: Path, **sheets: list[str]) -> Path:
    """An .ods workbook of sheets, each of rows of cells."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f"<office:document-content {SPACES}>{body}</office:document-content>")
        entry = '<manifest:file-entry manifest:full-path="/" manifest:media-type="x"/>'
        package.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="urn:m">{entry}</manifest:manifest>'
        )
    return path


HEAD = words("项目名称", "已投资额占比(%)", "已动工开发面积占比(%)")


def test_percentages_are_read_as_they_are_shown(rulebook: Rulebook, tmp_path: Path) -> None:
    twice = (
        f'<table:table-row table:number-rows-repeated="2">{words("丙")}{number("percentage", 0.5, 2)}</table:table-row>'
    )
    rows = [
        HEAD,
        words("甲") + number("percentage", 0.2) + number("float", 30),
        words("乙") + number("percentage", 1.2) + number("float", 0.3),
        twice,
    ]
    path = write(tmp_path / "a.ods", 封面=[words("x") + number("percentage", 1)], 台账=rows)
    first, second, third, fourth = read_leads(path, rulebook.vocabulary)
    assert amounts(first) == {"name": "甲", "invested_share": 20, "developed_share": 30}
    assert "more than" in reasons(second.case)["invested_share"]
    assert "percentage" in reasons(second.case)["developed_share"]
    for lead in (third, fourth):
        assert amounts(lead) == {"name": "丙", "invested_share": 50, "developed_share": 50}


def test_what_is_no_such_workbook_has_none(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ods", 台账=[HEAD])
    assert read_percentages(source_of(path), "台账") == ()
    assert read_percentages(Source("a.ods", b"no package"), "台账") == ()


def test_a_number_repeated_beyond_the_columns_of_a_sheet_is_so_only_within_them(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ods", 台账=[HEAD, number("percentage", 1, 1_000_000_000)])
    assert len(read_percentages(source_of(path), "台账")) == COLUMNS


def test_a_row_has_a_largest_number_of_cells(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ods", 台账=[HEAD, number("percentage", 1) * COLUMNS])
    assert len(read_percentages(source_of(path), "台账")) == COLUMNS
    path = write(tmp_path / "b.ods", 台账=[HEAD, number("percentage", 1) * (COLUMNS + 1)])
    with pytest.raises(InputError, match="台账: a row has more than 16,384 cells; split the sheet"):
        read_percentages(source_of(path), "台账")
