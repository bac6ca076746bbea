"""The blanks of a workbook are found by the names of cells, wherever the cells have gone."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from compliance.case import Case
from compliance.errors import InputError
from compliance.rulebook.model import Rulebook
from tests.own_forms import filled, form_of, read, rewrite, stated, written

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ENTERED = {
    "f_name": "甲",
    "f_land_area": 11.5,
    "u_land_area": "公顷",
    "r_buildings_1_name": "1号",
    "r_buildings_1_storeys": 3,
}
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def form(rulebook: Rulebook, tmp_path: Path) -> Path:
    """A form with a few entries."""
    return filled(written(form_of(rulebook), tmp_path / "form.xlsx"), ENTERED)


def case_of(form: Path, rulebook: Rulebook, change: Change) -> Case:
    """What the form states after that change."""
    rewrite(form, change)
    return read(form, rulebook)


def told(case: Case) -> list[tuple[str, str, str]]:
    """What is not used: its name, what is written, and the beginning of the reason."""
    return [(one.name, one.written, one.reason.en.split(",")[0]) for one in case.unread]


def without_name(*marks: str) -> Change:
    """Takes the names of cells away, as the deletion of their rows does."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[BOOK].decode()
        for mark in marks:
            text = re.sub(rf'(<definedName name="{mark}"[^>]*>)[^<]*<', r"\1#REF!<", text)
        parts[BOOK] = text.encode()

    return change


def moved_down(parts: dict[str, bytes]) -> None:
    """All cells five rows down, with their names, as the insertion of rows above does it."""

    def shifted(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + 5}"

    sheet = etree.fromstring(parts[SHEET])
    for row in sheet.iter(f"{_S}row"):
        row.set("r", str(int(row.get("r", "0")) + 5))
        for cell in row:
            cell.set("r", re.sub(r"([A-Z]+)(\d+)", shifted, cell.get("r", "")))
    parts[SHEET] = etree.tostring(sheet)
    parts[BOOK] = re.sub(r"(\$[A-Z]+\$)(\d+)", shifted, parts[BOOK].decode()).encode()


def with_cell(place: str, inner: str, kind: str = "") -> Change:
    """Writes a cell that the form has not used, or used for a text of its own."""

    def change(parts: dict[str, bytes]) -> None:
        sheet = etree.fromstring(parts[SHEET])
        number = re.sub("[A-Z]", "", place)
        (row,) = (one for one in sheet.iter(f"{_S}row") if one.get("r") == number)
        for old in [cell for cell in row if cell.get("r") == place]:
            row.remove(old)
        cell = etree.fromstring(f'<c xmlns="{_S[1:-1]}" r="{place}"{kind and f" t={kind!r}"}>{inner}</c>')
        after = [one for one in row if (len(one.get("r", "")), one.get("r", "")) < (len(place), place)]
        row.insert(len(after), cell)
        parts[SHEET] = etree.tostring(sheet)

    return change


def place_of(form: Path, mark: str) -> str:
    """The cell of a mark: B12."""
    with zipfile.ZipFile(form) as package:
        text = package.read(BOOK).decode()
    found = re.search(rf'name="{mark}"[^>]*>[^<]*!([^<]+)<', text)
    assert found is not None
    return found[1].replace("$", "")


def test_a_value_stands_at_its_cell(rulebook: Rulebook, form: Path) -> None:
    case = read(form, rulebook)
    assert stated(case)["land_area"] == "172.5 亩"
    at = case.data["land_area"].at
    assert str(at) == f"{form}!申请表!{place_of(form, 'f_land_area')}"


def test_cells_that_were_moved_are_found_again(rulebook: Rulebook, form: Path) -> None:
    before = stated(read(form, rulebook))
    case = case_of(form, rulebook, moved_down)
    assert stated(case) == before
    assert list(case.unread) == []


def test_a_sheet_with_another_name_is_found_again(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        text = parts[BOOK].decode().replace('name="申请表"', 'name="附件 1\'s"')
        parts[BOOK] = text.replace("'申请表'", "'附件 1''s'").encode()

    assert stated(case_of(form, rulebook, change))["name"] == "甲"


def test_a_lost_mark_is_told_and_nothing_is_read_by_its_label(rulebook: Rulebook, form: Path) -> None:
    case = case_of(form, rulebook, without_name("f_land_area"))
    assert "land_area" not in case.data
    assert ("用地面积", "", "the mark of this blank is lost (deleted or written over)") in told(case)
    assert ("", "11.5", "written outside of the blanks") in told(case)


def test_a_number_whose_unit_is_lost_is_in_doubt_unless_it_says_its_own(rulebook: Rulebook, form: Path) -> None:
    case = case_of(form, rulebook, without_name("u_land_area"))
    (doubt,) = case.doubts
    assert (doubt.field, doubt.written) == ("land_area", "11.5")
    assert doubt.reason.en.startswith("in no unit")
    filled(form, {"f_land_area": "11.5公顷"})
    assert stated(read(form, rulebook))["land_area"] == "172.5 亩"


def test_a_row_of_records_that_was_deleted_is_none(rulebook: Rulebook, form: Path) -> None:
    case = case_of(form, rulebook, without_name(*(f"r_buildings_5_{one}" for one in ("name", "storeys", "floor_area"))))
    assert stated(case)["buildings"] == [{"name": "1号", "storeys": "3 层"}]
    assert list(case.unread) == []


def test_a_list_of_which_a_cell_lost_its_mark_is_in_doubt_as_a_whole(rulebook: Rulebook, form: Path) -> None:
    case = case_of(form, rulebook, without_name("r_buildings_5_storeys"))
    assert "buildings" not in case.data
    (doubt,) = case.doubts
    assert doubt.reason.en.startswith("some cells of the list have lost their marks")


def test_a_list_that_is_lost_as_a_whole_is_told(rulebook: Rulebook, form: Path) -> None:
    lost = [f"r_buildings_{row}_{one}" for row in range(1, 9) for one in ("name", "storeys", "floor_area")]
    case = case_of(form, rulebook, without_name(*lost))
    assert "buildings" not in case.data
    assert ("单体建筑", "", "all marks of this list are lost") in told(case)


def test_what_stands_beside_a_list_puts_it_in_doubt(rulebook: Rulebook, form: Path) -> None:
    row = re.sub("[A-Z]", "", place_of(form, "r_buildings_8_floor_area"))
    case = case_of(form, rulebook, with_cell(f"F{row}", "<is><t>9号 3层</t></is>", "inlineStr"))
    assert "buildings" not in case.data
    assert [doubt.field for doubt in case.doubts] == ["buildings"]
    assert ("", "9号 3层", "written outside of the blanks") in told(case)


def test_what_is_written_outside_of_the_blanks_is_told_with_its_place(rulebook: Rulebook, form: Path) -> None:
    case = case_of(form, rulebook, with_cell("F3", "<v>42</v>"))
    (one,) = case.unread
    assert (one.written, str(one.at)) == ("42", f"{form}!申请表!F3")


def test_signatures_are_not_data(rulebook: Rulebook, form: Path) -> None:
    filled(form, {"s_2": "张三", "s_3": "0375-1234567"})
    case = read(form, rulebook)
    assert list(case.unread) == []


def test_a_formula_without_its_result_is_in_doubt(rulebook: Rulebook, form: Path) -> None:
    place = place_of(form, "f_total_investment")
    case = case_of(form, rulebook, with_cell(place, "<f>1+1</f>"))
    (doubt,) = case.doubts
    assert (doubt.field, doubt.reason.en[:35]) == ("total_investment", "a formula without its result; open ")


def test_a_mark_that_stands_twice_must_say_the_same(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        second = '<definedName name="f_name" localSheetId="0">申请表!$F$3</definedName>'
        parts[BOOK] = parts[BOOK].decode().replace("<definedNames>", f"<definedNames>{second}").encode()

    assert stated(case_of(form, rulebook, change))["name"] == "甲"
    case = case_of(form, rulebook, with_cell("F3", "<is><t>乙</t></is>", "inlineStr"))
    assert "name" not in case.data
    assert any("stated 2 times and not alike" in doubt.reason.en for doubt in case.doubts)


def test_a_form_without_any_mark_left_is_refused_and_says_why(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[BOOK] = re.sub("<definedNames>.*</definedNames>", "", parts[BOOK].decode()).encode()

    with pytest.raises(InputError, match="Project name: the mark of this blank is lost"):
        case_of(form, rulebook, change)


def test_a_form_that_is_damaged_is_refused(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET][:200]

    with pytest.raises(InputError, match="cannot be read"):
        case_of(form, rulebook, change)


def test_a_form_that_lost_what_it_says_of_itself_gives_no_value_by_its_names(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        del parts["docProps/custom.xml"]

    assert not case_of(form, rulebook, change).data
