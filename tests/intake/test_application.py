"""An application becomes a case; what cannot be used is told at its place."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.case import How
from compliance.errors import InputError, Place
from compliance.intake.application import case_of, faultless_case_of, read_applications
from compliance.nodes.from_yaml import read_yaml
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Vocabulary
from tests.intake.reading import Read, told


def test_the_number_of_a_project_is_its_id(read: Read) -> None:
    (case,) = read("name: 甲\nproject_id: 2015-410411-30-03-001234")
    assert case.id == "2015-410411-30-03-001234"


def test_a_unit_in_the_key_that_cannot_be_puts_the_field_in_doubt(read: Read) -> None:
    (case,) = read("name: 甲\n用地面积(万元): 60")
    (doubt,) = case.doubts
    assert (doubt.field, doubt.written, doubt.at.line, doubt.at.column) == ("land_area", "60", 2, 1)
    assert doubt.reason.en.startswith("the unit '万元' of the heading does not suit 'Site area' (亩)")
    assert not case.unread


def test_a_key_in_question_is_only_told_where_the_field_is_stated_plainly(read: Read) -> None:
    (case,) = read("name: 甲\n用地面积(拟): 60\n用地面积: 70")
    assert case.data["land_area"].value == Quantity(Fraction(70), unit("亩"))
    assert case.doubts == ()
    (told,) = case.unread
    assert told.closest is not None
    assert (told.name, told.written, told.at.line, told.closest.id) == ("用地面积(拟)", "60", 2, "land_area")


def test_a_key_may_be_written_as_the_heading_of_a_column(read: Read) -> None:
    (case,) = read("1.项目名称*: 甲\n二、用地面积(公顷): 4\n是否签约(是/否): 是")
    assert case.name == "甲"
    assert case.data["land_area"].value == Quantity(Fraction(60), unit("亩"))
    assert case.data["signed"].value is True


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


@pytest.mark.parametrize(
    ("written", "place", "reason"),
    [
        ("三栋", "2:12", "must be a list of records"),
        ("{name: 1号}", "2:12", "must be a list of records"),
        ("[{name: 1号}, 2号, [x]]", "2:25", "item 2 is no record of fields and values; the whole list is not used"),
        ("[[x]]", "2:13", "item 1 is no record of fields and values; the whole list is not used"),
    ],
)
def test_a_list_of_records_that_is_none_is_in_doubt(read: Read, written: str, place: str, reason: str) -> None:
    (case,) = read(f"name: 甲\nbuildings: {written}")
    assert list(case.data) == ["name"]
    (doubt,) = case.doubts
    assert doubt.field == "buildings"
    assert str(doubt.at).endswith(f"app.yaml:{place}")
    assert reason in doubt.reason.en


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


@pytest.mark.parametrize("written", ["用地面积: 60", "name:\n用地面积: 60", "项目名称: ''", "项目名称: 待定"])
def test_a_case_without_a_name_goes_by_its_id_and_says_so(read: Read, written: str) -> None:
    (case,) = read(written)
    assert (case.id, case.name) == ("app", "app")
    (doubt,) = case.doubts
    assert (doubt.field, doubt.written, doubt.at) == ("name", "", case.at)
    assert doubt.reason.en == "required, and not filled in"


def test_a_name_of_the_wrong_kind_is_not_also_missing(refused: Callable[[str], list[str]]) -> None:
    assert refused("name: [甲]") == ["1:7: must be one value, not a list or mapping"]


def test_an_unknown_key_is_told_with_what_stands_there_and_the_closest_field(read: Read) -> None:
    (case,) = read("name: 甲\n用地面及: 60\n备注: {甲: [乙, 丙]}\n电话:\nbuildings: [{storey: 3}]\n")
    told = [(one.at.line, one.name, one.written, one.closest and one.closest.id) for one in case.unread]
    assert told == [
        (2, "用地面及", "60", "land_area"),
        (3, "备注", "甲: 乙、丙", None),
        (4, "电话", "", None),
        (5, "storey", "3", "storeys"),
    ]
    assert next(one for one in case.unread if one.name == "备注").reason.en == "there is no such field; not used"
    assert list(case.data) == ["name", "buildings"]


def test_every_one_of_many_unknown_keys_is_told(read: Read) -> None:
    (case,) = read("name: 甲\n" + "".join(f"k{number}: {'1' * 300}\n" for number in range(500)))
    assert [one.name for one in case.unread] == [f"k{number}" for number in range(500)]
    assert {one.written for one in case.unread} == {"1" * 200 + "…"}


@pytest.mark.parametrize("keys", [("land_area", "用地面积(亩)"), ("用地面积", "用地面积"), ("占地面积", "Site area")])
def test_a_field_stated_twice_and_not_alike_is_in_doubt_with_both_places(read: Read, keys: tuple[str, str]) -> None:
    (case,) = read(f"name: 甲\n{keys[0]}: 60\n{keys[1]}: 70 亩")
    assert list(case.data) == ["name"]
    (doubt,) = case.doubts
    assert (doubt.field, doubt.written, doubt.at.line) == ("land_area", "60 / 70 亩", 3)
    assert doubt.reason.en == (f"stated 2 times and not alike: {keys[0]!r} (2:1), {keys[1]!r} (3:1); keep one of them")


def test_a_field_stated_twice_alike_is_used_and_the_second_told(read: Read) -> None:
    (case,) = read("name: 甲\nland_area: 60\n用地面积: 60.0亩\n占地面积:\n")
    assert case.data["land_area"].at.line == 2
    assert case.doubts == ()
    (told,) = case.unread
    assert (told.name, told.written, told.at.line) == ("用地面积", "60.0亩", 3)
    assert told.reason.en == "means 'Site area' as 'land_area' (2:1) does, and states the same"


def test_all_that_cannot_be_used_is_told_and_the_rest_goes_on(read: Read) -> None:
    cases = read(
        "- {name: 甲, land_area: {a: 1}, signed: 是的}\n- {用地面积: x}\n- text\n- {name: 乙, start_date: 2015-02-30}\n"
    )
    assert [case.name for case in cases] == ["甲", "app#2", "app#3", "乙"]
    places = [[f"{problem.place.line}:{problem.place.column}" for problem in told(case)] for case in cases]
    assert places == [["1:24", "1:40"], ["2:3", "2:10"], ["3:3", "3:3"], ["4:25"]]


@pytest.mark.parametrize("text", ["甲: 1\n乙: 2\n", "{}", "用地面及: 60\n"])
def test_what_names_no_field_is_no_application(refused: Callable[[str], list[str]], text: str) -> None:
    (said,) = refused(text)
    assert said.startswith("1:1: no application")


@pytest.mark.parametrize(
    "written", ["2015-06-01", "0o17", "1_000", ".inf", "12:30", "yes", "1.50", "2015-06-31", "0x1F", "1e3"]
)
def test_what_yaml_would_take_for_a_number_or_a_day_is_text_as_it_is_written(read: Read, written: str) -> None:
    (case,) = read(f"name: {written}\n备注: {written}\n")
    assert (case.name, [one.written for one in case.unread]) == (written, [written])


def test_a_file_whose_author_answers_for_it_is_refused_for_anything_not_used(vocabulary: Vocabulary) -> None:
    (node,) = read_yaml("用地面积: 60\n签约: 是\n是否签约: 也许\nbuildings: [{层数: x}]\n".encode(), "f")
    case = case_of(node, vocabulary, "project", "c")
    assert list(case.data) == ["land_area", "buildings"]
    with pytest.raises(InputError) as caught:
        faultless_case_of(node, vocabulary, "project", "c")
    assert [problem.place.line for problem in caught.value.problems] == [2, 3, 4]
    (plain,) = read_yaml("{用地面积: 60}".encode(), "f")
    attested = faultless_case_of(plain, vocabulary, "project", "c").data["land_area"]
    assert attested == case_of(plain, vocabulary, "project", "c").data["land_area"]._replace(how=How.ATTESTED)


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
    assert case.unread == ()
    assert case.doubts == ()
    assert case.data["industry_code"].value == "3120"
    assert case.data["total_investment"].value == Quantity(Fraction(12_000), unit("万元"))
    assert case.data["land_area"].value == Quantity(Fraction(60), unit("亩"))


def test_an_empty_list_states_that_there_is_none(read: Read) -> None:
    (case,) = read("name: 甲\nconditions: []\nbuildings: []")
    assert (case.data["conditions"].value, case.data["buildings"].value) == (frozenset(), ())


def test_a_set_is_a_list_and_a_wrong_item_puts_all_of_it_in_doubt(
    read: Read, refused: Callable[[str], list[str]]
) -> None:
    (case,) = read("name: 甲\nconditions: [容积率, ~, green_ratio, 容积率]")
    assert case.data["conditions"].value == frozenset({"plot_ratio", "green_ratio"})
    (said,) = refused("name: 甲\nconditions: [容积率, 高度]")
    assert said.startswith("2:13:")
    assert "has no value '高度'" in said
    assert refused("name: 甲\nconditions: [容积率, [绿地率]]") == ["2:13: must be one value, not a list or mapping"]
