"""A file and the same bytes under its name are read alike, whatever the format."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import polars
import pytest
import xlsxwriter

from compliance.errors import InputError
from compliance.intake.application import read_applications
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.leads.leads import read_leads
from compliance.source import IrregularFileError, Source, open_file, source_of
from tests.rulebooks import shipped

HEADINGS = ("项目名称", "产业集聚区", "总投资(亿元)", "用地面积")
CELLS = (("甲厂", "叶县", "1.2", "待定"), ("乙厂", "叶县", "约3亿元", "很大"))
TEXT = "\n".join(",".join(row) for row in (HEADINGS, *CELLS))
RECORDS = [dict(zip(HEADINGS, row, strict=True)) for row in CELLS]


def parquet() -> bytes:
    """The table as a Parquet file."""
    stream = io.BytesIO()
    polars.DataFrame(RECORDS).write_parquet(stream)
    return stream.getvalue()


def workbook() -> bytes:
    """The table as a workbook: a zone merged downward, a formula without a result, a hidden row, a hidden sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("线索")
        for number, row in enumerate((HEADINGS, *CELLS)):
            sheet.write_row(number, 0, row)
        sheet.merge_range("B2:B3", "叶县")
        sheet.write_formula("D2", "=1+1", value="")
        sheet.set_row(2, options={"hidden": True})
        book.add_worksheet("旧表").hide()
    return stream.getvalue()


LEDGERS: dict[str, Callable[[], bytes]] = {
    "线索.csv": TEXT.encode,
    "gbk.csv": lambda: TEXT.encode("gbk"),
    "utf16.CSV": lambda: TEXT.replace(",", ";").encode("utf-16"),
    "线索.tsv": lambda: TEXT.replace(",", "\t").encode("utf-8-sig"),
    "线索.jsonl": lambda: "\n".join(json.dumps(record) for record in [*RECORDS, 1]).encode(),
    "线索.parquet": parquet,
    "线索.xlsx": workbook,
}


@pytest.mark.parametrize("name", LEDGERS)
def test_leads_of_bytes_are_those_of_a_file_with_the_same_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(LEDGERS[name]())
    by_path = read_leads(path, shipped().vocabulary)
    of_file = list(by_path)
    path.unlink()  # what is read next comes from the bytes
    of_bytes = read_leads(Source(str(path), LEDGERS[name]()), shipped().vocabulary)
    assert list(of_bytes) == of_file
    assert [lead.case.name for lead in of_file][:2] == ["甲厂", "乙厂"]
    assert of_bytes.notes == by_path.notes
    assert list(of_bytes) == of_file  # a second reading begins anew


@pytest.mark.parametrize("name", LEDGERS)
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken"])
def test_bytes_that_are_no_ledger_are_refused_by_their_name(name: str, data: bytes) -> None:
    with pytest.raises(InputError) as error:
        list(read_leads(Source(name, data), shipped().vocabulary))
    assert error.value.problems[0].place.file == name


@pytest.mark.parametrize(
    ("name", "text"),
    [("甲.yaml", "项目名称: 甲厂\n总投资: 1亿元\n"), ("甲.json", '{"项目名称": "甲厂", "总投资": "1亿元"}')],
)
def test_applications_and_mappings_of_bytes_are_those_of_a_file(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text.replace("总投资", "行业代码").replace("1亿元", "3120"), encoding="utf-8")
    bytes_ = Source(str(path), path.read_bytes())
    said = []
    for given in (path, str(path), bytes_):
        try:
            said.append(repr(read_applications(given, shipped().vocabulary)))
        except InputError as error:
            said.append(str(error))
    assert said[0] == said[1] == said[2]
    assert "甲.yaml" in said[0] or "甲.json" in said[0]
    path.write_text(text.replace("甲厂", "name").replace("1亿元", "total_investment"), encoding="utf-8")
    mapping = Source(str(path), path.read_bytes())
    assert read_mapping(mapping, shipped().vocabulary) == read_mapping(path, shipped().vocabulary)


def test_a_source_opens_anew_and_knows_the_parts_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "台账.CSV"
    path.write_bytes(b"1,2")
    for source in (source_of(path), Source("上传/台账.CSV", b"1,2")):
        with source.open() as first, source.open() as second:
            assert first.read() == second.read() == b"1,2"
        assert (source.stem, source.suffix) == ("台账", ".csv")
    assert source_of(str(path)).path == path
    assert Source("a.csv", b"").path is None
    with pytest.raises(FileNotFoundError):
        Source(str(tmp_path / "none")).open()


def test_a_pipe_and_a_device_are_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", Path("/dev/zero")):
        with pytest.raises(IrregularFileError):
            open_file(path)
    with pytest.raises(IsADirectoryError):
        open_file(tmp_path)
    with pytest.raises(InputError, match="a pipe or a device"):
        read_applications(tmp_path / "pipe.yaml", shipped().vocabulary)
