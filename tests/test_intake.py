"""An application becomes a case: exact values, doubts about what cannot be used, and nothing guessed."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.case import Case, Doubt, Value
from compliance.errors import InputError, Place
from compliance.intake import case_of, read_applications
from compliance.nodes import read_yaml
from compliance.quantity.quantity import Approximation, Quantity
from compliance.quantity.units import unit
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary

REAL = Path(__file__).parent.parent / "rules" / "vocabulary.yaml"

VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
  building: {label: {zh: 单体建筑, en: Building}, part_of: project}
project:
  project_id: {kind: text, label: {zh: 项目编号, en: Project id}}
  name:          {kind: text, label: {zh: 项目名称, en: Project name}, required: true}
  applicant:     {kind: text, label: {zh: 建设单位, en: Applicant}}
  industry_code: {kind: code, label: {zh: 国民经济行业代码, en: Industry code}, aliases: [行业代码]}
  signed:        {kind: bool, label: {zh: 是否签约, en: Contract signed}}
  nature:
    kind: enum
    label: {zh: 建设性质, en: Nature of construction}
    values: {new: 新建, expansion: 改扩建, upgrade: {zh: 技术改造, en: Technical upgrade}, none: 无}
  conditions:
    kind: set
    label: {zh: 用地条件, en: Conditions}
    values: {plot_ratio: 容积率, green_ratio: 绿地率}
  land_area:     {kind: number, unit: 亩, min: 0, label: {zh: 用地面积, en: Site area}, aliases: [占地面积]}
  investment:    {kind: number, unit: 万元, min: 0, label: {zh: 总投资, en: Total investment}}
  land_grade:    {kind: number, unit: 等, min: 1, max: 15, label: {zh: 土地等别, en: Land grade}}
  share:         {kind: number, unit: '%', min: 0, max: 100, label: {zh: 占比, en: Share}}
  start_date:    {kind: date, label: {zh: 开工日期, en: Start}}
  buildings:     {kind: list, of: building, label: {zh: 单体建筑, en: Buildings}}
building:
  name:          {kind: text, label: {zh: 建筑名称, en: Building}}
  storeys:       {kind: number, unit: 层, min: 0, label: {zh: 层数, en: Storeys}}
"""

Read = Callable[[str], tuple[Case, ...]]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(read_yaml(VOCABULARY.encode(), "vocabulary.yaml")[0])


@pytest.fixture
def read(tmp_path: Path, vocabulary: Vocabulary) -> Read:
    """Reads a YAML text as an application file called app.yaml."""

    def read(text: str) -> tuple[Case, ...]:
        path = tmp_path / "app.yaml"
        path.write_text(text, encoding="utf-8")
        return read_applications(path, vocabulary)

    return read


@pytest.fixture
def refused(read: Read) -> Callable[[str], list[str]]:
    """What is said, in English and without the file name, of an application that is refused."""

    def refused(text: str) -> list[str]:
        with pytest.raises(InputError) as caught:
            read(text)
        assert all(problem.message.zh for problem in caught.value.problems)
        return [problem.line("en").partition("app.yaml:")[2] for problem in caught.value.problems]

    return refused


def value(read: Read, written: str) -> Value:
    """The value of the only other field of an application."""
    (case,) = read(f"name: 甲\n{written}\n")
    assert case.doubts == ()
    assert case.notes == ()
    (datum,) = (datum for field, datum in case.data.items() if field != "name")
    return datum.value


def doubt(read: Read, written: str) -> Doubt:
    """The only doubt about an application that states nothing else."""
    (case,) = read(f"name: 甲\n{written}\n")
    assert list(case.data) == ["name"]
    (found,) = case.doubts
    return found


# Truths, choices, codes and texts


@pytest.mark.parametrize("written", ["true", "True", "yes", "YES", "是", "有", "√", "Y", "y", "\uff39", "'是 '"])
def test_these_words_are_true(read: Read, written: str) -> None:
    assert value(read, f"signed: {written}") is True


@pytest.mark.parametrize("written", ["false", "no", "NO", "否", "无", "\N{MULTIPLICATION SIGN}", "N", "n"])
def test_these_words_are_false(read: Read, written: str) -> None:
    assert value(read, f"signed: {written}") is False


@pytest.mark.parametrize("written", ["on", "off", "1", "0", "是的", "t", "✓", "x", "不", "待定", "-"])
def test_no_other_word_is_true_or_false(refused: Callable[[str], list[str]], written: str) -> None:
    assert refused(f"name: 甲\nsigned: '{written}'") == [
        f"2:9: 'Contract signed' must be true or false, not '{written}'"
    ]


@pytest.mark.parametrize("written", ["upgrade", "技术改造", "Technical upgrade", "TECHNICAL UPGRADE", "Upgrade"])
def test_a_choice_is_written_by_id_or_label(read: Read, written: str) -> None:
    assert value(read, f"nature: {written}") == "upgrade"


def test_a_choice_called_none_is_not_a_missing_one(read: Read) -> None:
    assert value(read, "nature: none") == value(read, "nature: 无") == "none"


def test_an_unknown_choice_is_answered_with_what_was_meant_and_what_there_is(
    refused: Callable[[str], list[str]],
) -> None:
    assert refused("name: 甲\nnature: 技术改选") == [
        "2:9: 'Nature of construction' has no value '技术改选'; did you mean 'upgrade' (Technical upgrade)?"
        " Allowed: new(新建), expansion(改扩建), upgrade(技术改造), none(无)"
    ]


@pytest.mark.parametrize("written", ["[容积率, green_ratio]", "容积率、绿地率", "[绿地率, 容积率, 容积率]"])
def test_a_set_is_a_list_or_words_between_commas(read: Read, written: str) -> None:
    assert value(read, f"conditions: {written}") == frozenset({"plot_ratio", "green_ratio"})


def test_an_empty_list_states_that_there_is_none(read: Read) -> None:
    assert value(read, "conditions: []") == frozenset()
    assert value(read, "buildings: []") == ()


def test_each_wrong_item_of_a_set_is_told(refused: Callable[[str], list[str]]) -> None:
    said = refused("name: 甲\nconditions: [容积率, 高度, [绿地率], ~]")
    assert [line.partition(" ")[0] for line in said] == ["2:19:", "2:23:", "2:30:"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("3120", "3120"), ("C3120", "3120"), ("c 3120", "3120"), ("31", "31"), ("0710", "0710"),
     ("' 312 '", "312"),
     ("\uff23\uff13\uff11\uff12\uff10", "3120")],
)  # fmt: skip
def test_an_industry_code_has_two_to_four_digits(read: Read, written: str, code: str) -> None:
    assert value(read, f"行业代码: {written}") == code


@pytest.mark.parametrize("written", ["3", "31200", "C", "炼钢", "Z3120", "CC31", "31.20", "-31", "C3120炼钢"])
def test_another_form_of_industry_code_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nindustry_code: {written}")
    assert said.startswith("2:16: 'Industry code' must have 2 to 4 digits")


@pytest.mark.parametrize("written", ["3120、3130", "C3120 C3130", "3120/3130", "'3120,31'"])
def test_two_industry_codes_in_one_place_are_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nindustry_code: {written}")
    assert "holds more than one code" in said


def test_the_number_of_a_project_is_its_id(read: Read) -> None:
    (case,) = read("name: 甲\nproject_id: 2015-410411-30-03-001234")
    assert case.id == "2015-410411-30-03-001234"


def test_a_text_may_be_long_but_not_endless(read: Read, refused: Callable[[str], list[str]]) -> None:
    assert value(read, "applicant: " + "甲" * 10_000) == "甲" * 10_000
    assert refused("name: 甲\napplicant: " + "甲" * 10_001) == ["2:12: 'Applicant' is longer than 10000 characters"]


# Numbers


@pytest.mark.parametrize(
    ("written", "mu"),
    [
        ("land_area: 60", Fraction(60)),
        ("用地面积: 4 公顷", Fraction(60)),
        ("占地面积: 1万平方米", Fraction(15)),
        ("Site area: 0.1", Fraction(1, 10)),
        ("用地面积(亩): 60", Fraction(60)),
        ("用地面积(公顷): 4", Fraction(60)),
        ("用地面积\uff08平方米\uff09: 10000", Fraction(15)),
        ("land_area[公顷]: 4", Fraction(60)),
        ("用地面积(公顷): 60亩", Fraction(60)),
        ("land_area: 0", Fraction(0)),
    ],
)
def test_a_number_is_exact_and_in_the_unit_of_its_field(read: Read, written: str, mu: Fraction) -> None:
    assert value(read, written) == Quantity(mu, unit("亩"))


def test_a_number_keeps_how_it_was_written_and_how_exact_it_is(read: Read) -> None:
    (case,) = read("name: 甲\n用地面积: 约60亩\n总投资(亿元): 1.2\n")
    area, investment = case.data["land_area"], case.data["investment"]
    assert (area.written, area.approximation) == ("约60亩", Approximation.about)
    assert (investment.written, investment.approximation) == ("1.2(亿元)", Approximation.exact)
    assert investment.value == Quantity(Fraction(12_000), unit("万元"))
    assert (investment.at.line, investment.at.column) == (3, 10)


def test_a_range_is_doubtful(read: Read) -> None:
    found = doubt(read, "land_area: 50-60")
    assert (found.field, found.written) == ("land_area", "50-60")
    assert found.reason.zh == "区间值,请给出确定数值"


@pytest.mark.parametrize(
    ("written", "usable"),
    [("0 等", False), ("1 等", True), ("15 等", True), ("16 等", False), ("0.999", False), ("15.001", False)],
)
def test_a_number_outside_its_limits_is_doubtful(read: Read, written: str, usable: bool) -> None:
    if usable:
        assert value(read, f"land_grade: {written}")
    else:
        assert doubt(read, f"land_grade: {written}").field == "land_grade"


def test_a_limit_is_compared_in_the_unit_of_its_field(read: Read) -> None:
    assert value(read, "share: 1") == Quantity(Fraction(1), unit("%"))
    assert value(read, "share: 100%") == Quantity(Fraction(100), unit("%"))
    assert doubt(read, "share: 100.1%").reason.en == "more than the most possible, 100%; check it"
    assert doubt(read, "land_area: -1公顷").reason.zh == "小于可能的最小值 0 亩,请核实"


@pytest.mark.parametrize(
    "written", ["许多", "60 x", "5000万元", "1e400", "nan", "inf", "0x10", "60亩 70亩", "9" * 5000]
)
def test_what_is_not_a_number_of_its_kind_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nland_area: {written}")
    assert said.startswith("2:12: 'Site area': ")


def test_a_unit_in_the_key_must_suit_the_field(refused: Callable[[str], list[str]]) -> None:
    assert refused("name: 甲\n用地面积(万元): 60") == [
        "2:1: 'Site area' cannot be in '万元'; use 亩 or a unit of the same dimension"
    ]


# Dates


@pytest.mark.parametrize(
    "written",
    ["2015-06-01", "2015-6-1", "2015/6/1", "2015.6.1", "2015.06.01", "2015年6月1日", "2015年 06月 01日",
     "\uff12\uff10\uff11\uff15-06-01"],
)  # fmt: skip
def test_a_day_may_be_written_so(read: Read, written: str) -> None:
    assert value(read, f"start_date: {written}") == date(2015, 6, 1)


@pytest.mark.parametrize("written", ["2015年6月", "2013-08", "2015.6", "2015/06"])
def test_a_month_is_no_day(read: Read, written: str) -> None:
    assert doubt(read, f"start_date: {written}").reason.zh.startswith("只到月份")


@pytest.mark.parametrize("written", ["2015-02-30", "2015-13-01", "2015-00", "2015年2月29日", "0000-01-01"])
def test_an_impossible_day_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    assert refused(f"name: 甲\nstart_date: {written}") == [f"2:13: 'Start': there is no such day as '{written}'"]


@pytest.mark.parametrize(
    "written", ["2015", "2015年底", "6月1日", "01/06/2015", "2015-06/01", "20150601", "开工", "42156"]
)
def test_what_is_not_a_date_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nstart_date: {written}")
    assert said.startswith("2:13: 'Start' must be a date such as 2015-06-01")


# Records


def test_buildings_are_records_with_places_of_their_own(read: Read) -> None:
    (case,) = read("name: 甲\nbuildings:\n  - {建筑名称: 1号厂房, 层数: 3}\n  - {storeys: 3-4}\n  - {}\n")
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


# Missing, unknown, twice


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


# Files


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


def test_an_application_in_the_words_of_the_rulebook(tmp_path: Path) -> None:
    path = tmp_path / "app.yaml"
    path.write_text(
        "项目名称: 甲\n国民经济行业代码: C3120\n总投资(亿元): 1.2\n用地面积: 4 公顷\n"
        "是否签约: 是\n建设性质: 新建\n"
        "buildings: [{层数: 3, 单体建筑面积: 5000}]\n",
        encoding="utf-8",
    )
    (case,) = read_applications(path, load_vocabulary(read_yaml(REAL.read_bytes(), REAL.name)[0]))
    assert case.notes == ()
    assert case.doubts == ()
    assert case.data["industry_code"].value == "3120"
    assert case.data["total_investment"].value == Quantity(Fraction(12_000), unit("万元"))
    assert case.data["land_area"].value == Quantity(Fraction(60), unit("亩"))
