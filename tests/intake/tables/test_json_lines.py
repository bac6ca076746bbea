"""JSON Lines keep numbers as they are written."""

import json
from fractions import Fraction
from pathlib import Path
from time import process_time

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables import bounds, json_lines
from compliance.intake.tables.json_lines import KEYS, LINE, read_json_lines
from compliance.rulebook.model import Rulebook
from compliance.source import source_of
from tests.intake.reading import amounts, reasons, said


def test_lines_of_json_keep_numbers_as_written_and_may_nest_buildings(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    building = {"建筑名称": "1号", "层数": 3, "单体建筑面积": "0.5万平方米", "颜色": "红"}
    lines = [
        '{"项目编号": "A1", "name": "甲", "land_area": 0.10000000000000000001, "是否签约": true}',
        "", "{bad", '{"name": "乙", "name": "丙"}', "[1]",
        json.dumps({"name": "丁", "总投资": "1亿元", "buildings": [building], "land_area": [1]}, ensure_ascii=False),
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    leads = read_leads(path, rulebook.vocabulary)
    found = list(leads)
    assert [lead.row for lead in found] == [1, 3, 4, 5, 6]
    assert found[0].id == "A1"
    assert amounts(found[0])["land_area"] == Fraction("0.10000000000000000001")
    assert [bool(len(lead.case.unread)) for lead in found] == [False, True, True, True, True]
    (record,) = found[4].case.data["buildings"].value  # type: ignore[misc]  # a list of records
    assert (record.name, record.data["floor_area"].value.amount) == ("1号", 5000)
    assert "not a list" in reasons(found[4].case)["land_area"]
    assert str(found[4].case.data["name"].at) == f"{path}:6"
    assert "a.jsonl:4: the line has the key 'name' twice" in said(leads)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{bad", "not valid JSON"),
        (b"[1]", "must be one JSON object"),
        (b"1", "must be one JSON object"),
        (b'{"a": NaN}', "not valid JSON"),
        (b'{"a": 1, "a": 2}', "has the key 'a' twice"),
        (b'{"b": {"a": 1, "a": 2}}', "has the key 'a' twice"),
        (b'{"a": "\xff"}', "not UTF-8 text"),
        (rb'{"a": "\ud800b"}', "half a character"),
        (rb'{"\uDFFF": 1}', "half a character"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"a": "' + b"x" * (1 << 20) + b'"}', "longer than 1 MiB"),
    ],
)
def test_a_line_that_is_no_object_is_told_and_the_next_is_read(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b'\n{"a": 1.50}\n')
    *broken, good = read_json_lines(source_of(path)).rows()
    assert broken[0].fault is not None
    assert said in broken[0].fault.en
    assert (good.values, good.fault) == (["1.50"], None)


def test_a_character_of_two_escapes_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(rb'{"a": "\ud842\udfb7"}')
    (row,) = read_json_lines(source_of(path)).rows()
    assert (row.values, row.fault) == (["\U00020bb7"], None)


def test_the_keys_of_all_lines_are_the_columns_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"b": 1}\n\n{"a": 2, "b": null}\n')
    table = read_json_lines(source_of(path))
    assert table.keys == ("b", "a")
    assert [(row.number, list(row.values)) for row in table.rows()] == [
        (1, ["1", None]),
        (2, []),
        (3, [None, "2"]),
    ]


def test_a_line_has_a_largest_length(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a":1}'.ljust(LINE - 1) + b"\n" + b'{"a":2}'.ljust(LINE) + b"\n" + b'{"a":3}\n')
    rows = list(read_json_lines(source_of(path)).rows())
    assert rows[0].values == ["1"]
    assert rows[1].fault is not None
    assert rows[-1].values == ["3"]


def test_a_file_has_a_largest_number_of_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({f"k{number}": 1}) for number in range(KEYS)))
    assert len(read_json_lines(source_of(path)).keys or ()) == KEYS
    path.write_text("\n".join(json.dumps({f"k{number}": 1}) for number in range(KEYS + 1)))
    with pytest.raises(InputError, match="more than 2000 different keys"):
        read_json_lines(source_of(path))


def test_many_keys_in_a_line_take_no_longer_than_their_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{" + ",".join(f'"k{number}":1' for number in range(70_000)) + ',"k5":1}\n')
    before = process_time()
    (row,) = read_json_lines(source_of(path)).rows()
    assert row.fault is not None
    assert row.fault.en == "the line has the key 'k5' twice"
    assert process_time() - before < 5


def test_a_file_has_a_largest_number_of_rows_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a":1}\n{"a":2}\n')
    for module, name, limit in ((bounds, "ROWS", 2), (json_lines, "BYTES", path.stat().st_size)):
        monkeypatch.setattr(module, name, limit)
        read_json_lines(source_of(path))
        monkeypatch.setattr(module, name, limit - 1)
        with pytest.raises(InputError, match=r"split it$"):
            read_json_lines(source_of(path))
        monkeypatch.undo()


@pytest.mark.parametrize("line", [rb'{"a":"x\ud800y"}', rb'{"a\ud800":"x"}', rb'{"a":[{"b":"\udfff"}]}'])
def test_half_a_character_is_told_and_the_next_line_is_read(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b'\n{"a":"z"}\n')
    first, second = read_json_lines(source_of(path)).rows()
    assert first.fault is not None
    assert first.fault.en.startswith("the line holds half a character")
    assert second.values == ["z"]
