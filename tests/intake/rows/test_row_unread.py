"""The cells of a row that are not read are told with the heading, the words and the place; a column is named once."""

import json
from collections.abc import Callable
from pathlib import Path

from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.leads.leads import Leads, read_leads
from tests.rulebooks import shipped

Told = list[list[tuple[str, str, str, str | None]]]


def unread(leads: Leads) -> Told:
    """Of each lead what is not used: where, the heading, what is written, and the field that it may mean."""
    return [
        [
            (str(one.at).partition("!")[2], one.name, one.written, one.closest and one.closest.id)
            for one in lead.case.unread
        ]
        for lead in leads
    ]


def test_cells_of_columns_that_are_not_read_are_told_of_their_row_alone(book: Callable[..., Path]) -> None:
    rows = [
        ["序号", "项目名称", "备注", "用地面各", "总投资(万元)", ""],
        [1, "甲", "待批\n复", "", 5000, ""],
        [2, "乙", "", 300, 6000, "x"],
        [3, "丙", "  ", "", 7000, ""],
    ]
    assert unread(read_leads(book(rows), shipped().vocabulary)) == [
        [("线索!C2", "备注", "待批\n复", None)],
        [("线索!D3", "用地面各", "300", "land_area"), ("线索!F3", "", "x", None)],
        [],
    ]


def test_a_column_that_the_mapping_leaves_out_is_told_as_left_out_by_it(
    book: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "mapping.yaml").write_text("用地面积: ignore\n", encoding="utf-8")
    vocabulary = shipped().vocabulary
    path = book([["项目名称", "用地面积"], ["甲", "60"]])
    ((told,),) = (
        lead.case.unread for lead in read_leads(path, vocabulary, read_mapping(tmp_path / "mapping.yaml", vocabulary))
    )
    assert (told.name, told.written) == ("用地面积", "60")
    assert told.reason.en == "the mapping file says that the column is not to be read"


def test_a_line_of_json_tells_its_own_keys_and_those_of_its_buildings(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"项目名称": "甲", "颜色": "红", "buildings": [{"层数": 3, "storey": 4}]}, {"项目名称": "乙"}]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    first, second = (list(lead.case.unread) for lead in read_leads(path, shipped().vocabulary))
    assert [(one.name, one.written, one.at.line) for one in first] == [("颜色", "红", 1), ("storey", "4", 1)]
    assert first[1].closest is not None
    assert (first[1].closest.id, second) == ("storeys", [])


def test_what_is_not_used_is_counted_compared_and_found_like_any_collection(book: Callable[..., Path]) -> None:
    path = book([["项目名称", "备注", "电话"], ["甲", "一", "二"]])
    (first,), (again,) = ([lead.case.unread for lead in read_leads(path, shipped().vocabulary)] for _ in range(2))
    assert (len(first), first == again, hash(first) == hash(again)) == (2, True, True)
    assert next(iter(again)) in first
    assert "一" not in first
