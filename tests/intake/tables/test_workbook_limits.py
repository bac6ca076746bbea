"""A workbook that no program writes is refused in a line, or a row of it is broken and the others are read."""

from pathlib import Path
from time import process_time

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables import workbook
from compliance.intake.tables.bounds import SHEETS
from compliance.intake.tables.workbook import SPARSE, read_workbook
from compliance.intake.tables.xlsx_xml import LONGEST
from compliance.rulebook.model import Rulebook
from compliance.source import source_of
from tests.intake.tables.test_ods_xml import words, write
from tests.packages import BOOK, sheet, write_xlsx
from tests.places import ROOT

XLS = ROOT / "tests/data/formats.xls"

DAYS = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
    '<numFmt numFmtId="200" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="200"/></cellXfs></styleSheet>'
)


def names(path: Path) -> list[object]:
    """What stands first in each row below the headings; why it is broken for one that is."""
    (table,) = read_workbook(source_of(path), None)
    return [row.fault.en if row.fault else row.values[0] for row in table.rows()][1:]


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read_workbook(source_of(path), None))
    (problem,) = caught.value.problems
    return problem.line("en").removeprefix(str(path))


@pytest.mark.parametrize(("style", "value"), [(1, "-1e20"), (1, "1e20"), (2, "1e20"), (2, "-1e300"), (1, "1e999")])
def test_a_day_that_no_calendar_has_breaks_its_row_only(tmp_path: Path, style: int, value: str) -> None:
    cell = f'<row r="3"><c r="A3" s="{style}"><v>{value}</v></c></row>'
    after = '<row r="4"><c r="A4" t="inlineStr"><is><t>丙</t></is></c></row>'
    path = write_xlsx(tmp_path / "a.xlsx", sheet(cell + after), {"xl/styles.xml": DAYS})
    first, broken, last = names(path)
    assert (first, last) == ("甲", "丙")
    assert broken


def test_such_a_row_is_told_and_the_leads_go_on(rulebook: Rulebook, tmp_path: Path) -> None:
    cell = '<row r="3"><c r="A3" s="2"><v>1e20</v></c></row>'
    leads = read_leads(write_xlsx(tmp_path / "a.xlsx", sheet(cell), {"xl/styles.xml": DAYS}), rulebook.vocabulary)
    assert next(iter([lead.case.name for lead in leads])) == "甲"
    assert any("no calendar has" in note.message.en for note in leads.notes)


def test_a_workbook_has_a_largest_number_of_sheets(tmp_path: Path) -> None:
    one = '<sheet name="项目" sheetId="1" r:id="rId1"/>'
    for number in (SHEETS, SHEETS + 1):
        listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, number + 1))
        path = write_xlsx(tmp_path / f"{number}.xlsx", parts={"xl/workbook.xml": BOOK.replace(one, listed)})
        if number == SHEETS:
            assert next(read_workbook(source_of(path), "s7")).name == "s7"
        else:
            assert refused(path) == ": the workbook has more than 1,000 sheets; split it"


def test_an_xls_file_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "XLS_BYTES", XLS.stat().st_size)
    assert list(read_workbook(source_of(XLS), None))
    monkeypatch.setattr(workbook, "XLS_BYTES", XLS.stat().st_size - 1)
    assert refused(XLS) == ": the file is larger than 0 MiB; split it"


def test_a_text_has_a_largest_length(tmp_path: Path) -> None:
    """It is counted from the beginning of the tag before it."""
    for length in (LONGEST, LONGEST + 1):
        path = write_xlsx(tmp_path / "a.xlsx", sheet(behind=" " * (length - len("/sheetData>"))))
        if length == LONGEST:
            assert names(path) == ["甲"]
        else:
            assert (
                refused(path)
                == "!项目: a text or remark in it is larger than 1 MiB; delete it, and save the workbook again"
            )


def test_a_remark_has_a_largest_length(tmp_path: Path) -> None:
    assert names(write_xlsx(tmp_path / "a.xlsx", sheet(f"<!--{'<a' * 500_000}--><!--{'<a' * 500_000}-->"))) == ["甲"]
    path = write_xlsx(tmp_path / "b.xlsx", sheet(f"<!--{'<a' * 600_000}-->"))
    assert refused(path).startswith("!项目: a text or remark in it is larger than 1 MiB")


@pytest.mark.parametrize(
    "text",
    [
        "<col " * 200_000,
        "<c " * 300_000 + ' t="e"',
        '<c t="e" ' * 100_000,
        '<c r="A1"><f ' * 75_000,
        '<c r="A1"' + ' r="A1"' * 140_000 + "><f ",
        '<row hidden="1" ' * 60_000,
        ' r="AA1"' * 120_000 + "<v>",
        ' s="1"' * 160_000,
    ],
)
def test_no_remark_takes_longer_than_its_length(tmp_path: Path, text: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", sheet(f"<!-- {text} -->"), {"xl/styles.xml": DAYS.replace("[h]:mm", "0%")})
    before = process_time()
    assert names(path) == ["甲"]
    assert process_time() - before < 8


def test_an_unknown_encoding_is_told_of(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="x-none"?>'
    path = write_xlsx(tmp_path / "a.xlsx", parts={"xl/workbook.xml": head + BOOK})
    try:
        assert names(path) == ["甲"]
    except InputError as error:
        assert len(error.problems) == 1


def test_rows_repeated_beyond_all_that_is_written_are_refused(tmp_path: Path) -> None:
    for times in (SPARSE, SPARSE + 1):
        row = f'<table:table-row table:number-rows-repeated="{times}">{words("甲", "5")}</table:table-row>'
        path = write(tmp_path / "a.ods", 项目=[row])
        if times == SPARSE:
            assert len(names(path)) == SPARSE - 1
        else:
            assert refused(path).startswith("!项目: it has 65,537 rows, most of them repeated or blank: delete those")


def test_nothing_is_printed_of_a_day_that_no_calendar_has(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cell = '<row r="3"><c r="A3" s="1"><v>-1e20</v></c></row>'
    assert len(names(write_xlsx(tmp_path / "a.xlsx", sheet(cell), {"xl/styles.xml": DAYS}))) == 2
    assert capfd.readouterr().err == ""


def test_rows_keep_their_numbers_from_one_batch_to_the_next(tmp_path: Path) -> None:
    more = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(3, 1_203))
    (table,) = read_workbook(source_of(write_xlsx(tmp_path / "a.xlsx", sheet(more))), None)
    assert [row.number for row in table.rows()] == list(range(1, 1_203))
    assert [row.values[0] for row in table.rows()][2:] == list(range(3, 1_203))
