"""An application becomes a case; what cannot be used is told at its place."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.errors import InputError, Place
from compliance.intake.application import case_of, read_applications
from compliance.nodes.from_yaml import read_yaml
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Vocabulary
from tests.intake.reading import Read


def test_the_number_of_a_project_is_its_id(read: Read) -> None:
    (case,) = read("name: 甲\nproject_id: 2015-410411-30-03-001234")
    assert case.id == "2015-410411-30-03-001234"


def test_a_unit_in_the_key_must_suit_the_field(refused: Callable[[str], list[str]]) -> None:
    assert refused("name: 甲\n用地面积(万元): 60") == [
        "2:1: 'Site area' cannot be in '万元'; use 亩 or a unit of the same dimension"
    ]


def test_buildings_are_records_with_places_of_their_own(read: Read) -> None:
    (case,) = read("name: 甲\nbuildings:\n  - {建筑名称: 1号厂房, 层数: 3}\n  - {storeys: -1}\n  - {}\n")
    datum = case.data["buildings"]
    assert isinstance(datum.value, tuple)
    first, second, third = datum.value
    assert [(record.index, record.name) for record in datum.value] == [
        (1, "1号厂房"), (2, "单体建筑#2"), (3, "单体建筑#3")
    ]  # fmt: skip
    assert first.data["storeys"].value == Quantity(Fraction(3), unit("层"))
    assert first.data["storeys"].at.line == 3
    assert [found.field for found in second.doubts] == ["storeys"]
    assert not second.data
    assert not third.data
    assert not third.doubts
    assert datum.written == "1号厂房、单体建筑#2、单体建筑#3"


def test_a_list_of_records_is_nothing_else(refused: Callable[[str], list[str]]) -> None:
    for written in ("无", "{name: 1号}"):
        assert refused(f"name: 甲\nbuildings: {written}") == ["2:12: 'Buildings' must be a list of records"]
    assert refused("name: 甲\nbuildings: [1号, [x]]") == [
        "2:13: must be a mapping of fields and values",
        "2:17: must be a mapping of fields and values",
    ]


@pytest.mark.parametrize("written", ["", "~", "null", "''", "'  '"])
def test_a_blank_is_missing(read: Read, written: str) -> None:
    fields = (
        "applicant",
        "signed",
        "nature",
        "conditions",
        "land_area",
        "start_date",
        "buildings",
        "industry_code",
    )
    (case,) = read("name: 甲\n" + "".join(f"{field}: {written}\n" for field in fields))
    assert list(case.data) == ["name"]
    assert case.doubts == ()


@pytest.mark.parametrize("written", ["用地面积: 60", "name:\n用地面积: 60", "项目名称: ''", "{}"])
def test_the_name_is_required(refused: Callable[[str], list[str]], written: str) -> None:
    assert refused(written) == ["1:1: required field 'name' (Project name) is missing"]


def test_a_name_of_the_wrong_kind_is_not_also_missing(refused: Callable[[str], list[str]]) -> None:
    assert refused("name: [甲]") == ["1:7: 'Project name' must be one value, not a list or mapping"]


def test_an_unknown_key_is_noted_and_the_review_goes_on(read: Read) -> None:
    (case,) = read("name: 甲\n用地面及: 60\n总投资(大约): 5\n备注: 无\nbuildings: [{storey: 3}]\n")
    assert [(note.place.line, note.message.en) for note in case.notes] == [
        (2, "'用地面及' is not a field and was not used; did you mean 'land_area' (用地面积)?"),
        (3, "'总投资(大约)' is not a field and was not used; did you mean 'investment' (总投资)?"),
        (4, "'备注' is not a field and was not used"),
        (5, "'storey' is not a field and was not used; did you mean 'storeys' (层数)?"),
    ]
    assert list(case.data) == ["name", "buildings"]


def test_many_unknown_keys_are_counted(read: Read) -> None:
    (case,) = read("name: 甲\n" + "".join(f"k{number}: 1\n" for number in range(500)))
    assert len(case.notes) == 51
    assert case.notes[-1].message.en == "450 more keys are not fields"


def test_a_field_given_twice_is_refused_with_both_places(refused: Callable[[str], list[str]]) -> None:
    assert refused("name: 甲\nland_area: 60\n用地面积(亩): 70") == [
        "3:1: '用地面积(亩)' is the same field (land_area) as 'land_area' at line 2 column 1; keep only one"
    ]


def test_every_problem_of_a_file_is_told_at_once(refused: Callable[[str], list[str]]) -> None:
    said = refused(
        "- {name: 甲, land_area: {a: 1}, signed: 是的}\n- {用地面积: x}\n- text\n- {name: 乙, start_date: 2015-02-30}\n"
    )
    assert [line.partition(" ")[0] for line in said] == ["1:24:", "1:40:", "2:3:", "2:10:", "3:3:", "4:25:"]


def test_a_flood_of_problems_is_cut_short(refused: Callable[[str], list[str]]) -> None:
    said = refused("name: 甲\nbuildings:\n" + "  - 1号\n" * 5000)
    assert len(said) == 101
    assert said[-1].endswith("too many problems; the rest is not checked")


def test_full_width_colons_are_pointed_out(refused: Callable[[str], list[str]]) -> None:
    (said,) = refused("项目名称\uff1a甲\n用地面积\uff1a60")
    assert said.endswith("write an ASCII colon and a space after each field")


def test_a_case_knows_itself(read: Read) -> None:
    (case,) = read("\n项目名称: 甲\n")
    assert (case.subject, case.id, case.name) == ("project", "app", "甲")
    assert (case.at.line, case.at.column) == (2, 1)
    with pytest.raises(TypeError):
        case.data["name"] = case.data["name"]  # type: ignore[index]  # the mapping is read-only


@pytest.mark.parametrize(
    "text", ["name: 甲\n---\nname: 乙\n", "- name: 甲\n- name: 乙\n", "name: 甲\n---\n- name: 乙\n---\n"]
)
def test_a_file_may_hold_several_applications(read: Read, text: str) -> None:
    assert [(case.id, case.name) for case in read(text)] == [("app#1", "甲"), ("app#2", "乙")]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "[]"])
def test_a_file_without_an_application_is_refused(read: Read, text: str) -> None:
    with pytest.raises(InputError, match="the file holds no application"):
        read(text)


def test_json_says_the_same(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "app.json"
    path.write_text('{"name": "甲", "land_area": 60.50, "signed": true, "share": null}', encoding="utf-8")
    (case,) = read_applications(path, vocabulary)
    assert {field: datum.value for field, datum in case.data.items()} == {
        "name": "甲",
        "land_area": Quantity(Fraction(121, 2), unit("亩")),
        "signed": True,
    }


def test_a_case_of_any_subject_can_be_made_from_a_node(vocabulary: Vocabulary) -> None:
    (node,) = read_yaml("{层数: 3}".encode(), "f")
    case = case_of(node, vocabulary, "building", "b1")
    assert (case.subject, case.id, case.name, case.at) == ("building", "b1", "b1", Place("f", 1, 1))
    assert list(case.data) == ["storeys"]


def test_an_application_in_the_words_of_the_rulebook(tmp_path: Path, rulebook: Rulebook) -> None:
    path = tmp_path / "app.yaml"
    path.write_text(
        "项目名称: 甲\n国民经济行业代码: C3120\n总投资(亿元): 1.2\n用地面积: 4 公顷\n"
        "是否签约: 是\n建设性质: 新建\n"
        "buildings: [{层数: 3, 单体建筑面积: 5000}]\n",
        encoding="utf-8",
    )
    (case,) = read_applications(path, rulebook.vocabulary)
    assert case.notes == ()
    assert case.doubts == ()
    assert case.data["industry_code"].value == "3120"
    assert case.data["total_investment"].value == Quantity(Fraction(12_000), unit("万元"))
    assert case.data["land_area"].value == Quantity(Fraction(60), unit("亩"))
