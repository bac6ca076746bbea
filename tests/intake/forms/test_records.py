"""Tables of buildings: spare rows and totals are none, and what may be a total leaves the list open."""

import pytest

from compliance.rulebook.model import Rulebook
from tests.forms import Rows, asked, read_rows, values_of

HEADS = ["序号", "建筑名称", "层数", "单体建筑面积(㎡)", "备注"]
FIRST = ["1", "1#车间", "2", "12000", ""]


def test_rows_are_records_without_spare_rows_and_totals(rulebook: Rulebook) -> None:
    rows = [HEADS, FIRST, ["2", "", "5", "6000", ""], ["3", "", "", "", ""], ["合计", "", "", "18000", ""]]
    found = read_rows(rulebook.vocabulary, [*rows, ["填表人", "赵某", "日期", "", ""]])
    assert values_of(found)["buildings"] == [
        {"name": "1#车间", "storeys": 2, "floor_area": 12000},
        {"storeys": 5, "floor_area": 6000},
    ]


OPEN: dict[str, Rows] = {
    "a row without number and name": [HEADS, FIRST, ["", "", "", "12000", ""]],
    "no column of numbers": [HEADS[1:], FIRST[1:], ["", "", "12000", ""]],
    "a cell over two rows": [HEADS, ["1", ("1#车间", 1, 2), "2", "12000", ""], ["2", "3", "5000", ""]],
    "what stands there already": [[("现有建筑一览表", 5)], HEADS, FIRST],
    "two lists that differ": [HEADS, FIRST, [("二期", 5)], HEADS, ["1", "2#车间", "1", "9000", ""]],
}


@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN.keys())
def test_a_list_that_is_not_certain_is_not_used(rulebook: Rulebook, rows: Rows) -> None:
    found = read_rows(rulebook.vocabulary, rows)
    assert "buildings" not in values_of(found)
    assert "buildings" in asked(found)


def test_printed_names_without_anything_else_are_no_records(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, [HEADS, ["1", "办公楼", "", "", ""], ["2", "车间", "", "", ""]])
    assert values_of(found) == {}
    assert [one.written for one in found.case.unread] == ["办公楼", "车间"]


def test_a_cell_that_cannot_be_used_is_a_doubt_of_its_record(rulebook: Rulebook) -> None:
    found = read_rows(rulebook.vocabulary, [HEADS, ["1", "1#", "两三层", "12000", ""]])
    (record,) = found.case.records
    assert [doubt.field for doubt in record.doubts] == ["storeys"]
    assert set(record.data) == {"name", "floor_area"}
