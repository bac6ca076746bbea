"""The columns of a ledger find their fields; what is doubtful is asked about and never read."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch, How
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.columns.matching import match_columns
from compliance.nodes import read_yaml
from compliance.quantity.units import unit
from compliance.report.mapping import mapping_file, mapping_json, print_mapping
from compliance.rulebook.load import load_rulebook
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary

VOCABULARY = load_rulebook().vocabulary


def one(heading: str, vocabulary: Vocabulary = VOCABULARY) -> ColumnMatch:
    """The only column of a table."""
    (column,) = match_columns([heading], vocabulary).columns
    return column


@pytest.mark.parametrize(
    ("heading", "field", "symbol", "how"),
    [
        ("用地面积", "land_area", None, How.label),
        ("用地面积(亩)", "land_area", "亩", How.label),
        ("用地面积(公顷)", "land_area", "公顷", How.label),
        ("*用地\n面积 [公顷]", "land_area", "公顷", How.label),
        ("3、用地面积(单位:平方米)", "land_area", "平方米", How.label),
        ("land_area", "land_area", None, How.label),
        ("Site area", "land_area", None, How.label),
        ("投资金额(亿元)", "total_investment", "亿元", How.alias),
        ("总投资:亿元", "total_investment", "亿元", How.label),
        ("总投资 万元", "total_investment", "万元", How.label),
        ("总投资(必填)", "total_investment", None, How.label),
        ("项目全称", "name", None, How.alias),
        ("是否签约(是/否)", "signed", None, How.label),
        ("签约时间(年月日)", "signed_on", None, How.alias),
        ("建设性质(新建/改扩建/技术改造)", "construction_nature", None, How.label),
        ("县(市、区)", "county", None, How.label),
    ],
)
def test_a_heading_is_matched_by_label_or_alias_with_its_unit(
    heading: str, field: str, symbol: str | None, how: How
) -> None:
    column = one(heading)
    assert column.field is not None
    assert (column.field.id, column.unit and column.unit.symbol, column.how, column.doubt) == (field, symbol, how, None)


@pytest.mark.parametrize(
    ("heading", "candidate", "said"),
    [
        ("用地面及", "land_area", "close"),
        ("土地级别", "land_grade", "base prices"),
        ("计划开工时间", "start_date", "a plan"),
        ("开工确认日期", "start_date", "confirmation"),
        ("合同签订日期", "signed_on", "land contract"),
        ("投资金额(亿美元)", "total_investment", "never converted"),
        ("投资金额(亿美元/亿元)", "total_investment", "never converted"),
        ("用地面积(万元)", "land_area", "does not suit"),
        ("综合能耗(吨标准煤)", "energy_consumption", "does not suit"),
        ("签约日期(亩)", "signed_on", "no number"),
        ("总投资(含设备)", "total_investment", "no unit"),
        ("面积(公顷)", "land_area", "close"),
    ],
)
def test_a_doubtful_heading_is_a_question_and_is_not_read(heading: str, candidate: str, said: str) -> None:
    column = one(heading)
    assert column.field is None
    assert column.doubt is not None
    assert said in column.doubt.reason.en
    assert candidate in [field.id for field in column.doubt.candidates]


@pytest.mark.parametrize("heading", ["备注", "序号", "容积率(%)", "亮灯", "联系电话"])
def test_a_heading_that_means_no_field_is_not_read_and_not_asked_about(heading: str) -> None:
    column = one(heading)
    assert (column.field, column.doubt, column.how) == (None, None, How.none)


def test_a_percent_sign_contradicts_a_pure_ratio() -> None:
    text = "subjects: {project: {label: {zh: 项目, en: Project}, reviewed: true}}\nproject:\n  far: {kind: number, label: {zh: 容积率, en: FAR}}\n  share: {kind: number, unit: '%', label: {zh: 占比, en: Share}}\n"
    vocabulary = load_vocabulary(read_yaml(text.encode(), "v.yaml")[0])
    assert one("容积率", vocabulary).field is not None
    assert one("占比(%)", vocabulary).field is not None
    doubt = one("容积率(%)", vocabulary).doubt
    assert doubt is not None
    assert "does not suit" in doubt.reason.en


def test_two_columns_for_one_field_are_both_in_question() -> None:
    mapping = match_columns(["拟用地面积(平方米)", "申请用地面积(亩)"], VOCABULARY)
    assert mapping.used == ()
    assert [c.doubt is not None and "keep one" in c.doubt.reason.en for c in mapping.columns] == [True, True]


def test_a_close_spelling_is_not_asked_about_where_another_column_gives_the_field() -> None:
    mapping = match_columns(["实际开工日期", "计划开工时间"], VOCABULARY)
    assert [c.field and c.field.id for c in mapping.columns] == ["start_date", None]
    assert mapping.questions == ()


def test_an_upper_heading_counts_only_if_it_is_neutral_or_part_of_the_name() -> None:
    headings, groups = ["总投资", "总投资(亿元)", "面积(亩)", "开工时间"], ["一期", "投资情况", "用地", "计划"]
    mapping = match_columns(headings, VOCABULARY, groups=groups)
    assert [c.field and c.field.id for c in mapping.columns] == [None, "total_investment", "land_area", None]
    assert mapping.columns[3].doubt is None or "plan" in mapping.columns[3].doubt.reason.en
    assert mapping.columns[1].key == "投资情况/总投资(亿元)"


def test_a_unit_stated_for_the_table_confirms_the_fields_own_and_puts_another_in_question() -> None:
    own = match_columns(["总投资"], VOCABULARY, units=[unit("万元")]).columns[0]
    other = match_columns(["总投资", "用地面积"], VOCABULARY, units=[unit("亿元")]).columns
    assert own.field is not None
    assert own.unit == unit("万元")
    assert other[0].doubt is not None
    assert other[1].field is not None


def given(tmp_path: Path, text: str, headings: list[str]) -> ColumnMapping:
    """The mapping of those headings with a mapping file."""
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return match_columns(headings, VOCABULARY, read_mapping(path, VOCABULARY))


def test_a_given_mapping_settles_questions_and_wins_over_names(tmp_path: Path) -> None:
    text = "投资金额(亿美元/亿元): {field: total_investment, unit: 亿元}\n总投资: ignore\n面积@C: 用地面积\n"
    mapping = given(tmp_path, text, ["投资金额(亿美元/亿元)", "总投资", "面积", "面积"])
    first, second, third, fourth = mapping.columns
    assert first.reads is not None
    assert (first.reads.field.id, first.reads.unit, first.how) == ("total_investment", unit("亿元"), How.given)
    assert (second.field, second.doubt) == (None, None)
    assert third.field is not None
    assert fourth.field is None


@pytest.mark.parametrize(
    ("headings", "groups", "units", "answers"),
    [
        (["总投资(亿元)"], ["备案"], [], ["备案/总投资(亿元): {field: total_investment, unit: 亿元}"]),
        (["面积(公顷)"], [], [], ["面积(公顷): {field: land_area, unit: 公顷}"]),
        (["总投资"], [], ["亿元"], ["总投资: {field: total_investment, unit: 亿元}", "unit: 万元"]),
        (
            ["拟用地面积(公顷)", "申请用地面积(亩)"],
            [],
            [],
            ["拟用地面积(公顷): {field: land_area, unit: 公顷}", "unit: 亩"],
        ),
        (["土地级别"], [], [], ["土地级别: {field: land_grade, unit: 等}"]),
    ],
)
def test_what_may_be_written_keeps_the_unit_that_the_heading_or_the_table_states(
    headings: list[str], groups: list[str], units: list[str], answers: list[str]
) -> None:
    mapping = match_columns(headings, VOCABULARY, groups=groups, units=[unit(one) for one in units])
    saved = mapping_file(mapping, "zh")
    assert mapping.used == ()
    for answer in answers:
        assert answer in saved


def test_a_column_given_without_a_unit_is_in_that_of_its_heading(tmp_path: Path) -> None:
    mapping = given(tmp_path, "用地面积(公顷): land_area\n投资额(亿元): 总投资\n", ["用地面积(公顷)", "投资额(亿元)"])
    assert [c.unit for c in mapping.columns] == [unit("公顷"), unit("亿元")]
    assert mapping.notes == ()


def test_a_unit_given_otherwise_than_the_heading_states_it_is_noted(tmp_path: Path) -> None:
    mapping = given(tmp_path, "总投资(万元): {field: total_investment, unit: 亿元}\n", ["总投资(万元)"])
    assert [c.unit for c in mapping.columns] == [unit("亿元")]
    (note,) = mapping.notes
    assert "states 万元, the mapping 亿元" in note.line("en")


@pytest.mark.parametrize(
    ("heading", "units"),
    [("投资额(亿美元)", []), ("投资额(亩)", []), ("投资额", ["亿元"]), ("投资额", ["万元", "亿元"])],
)
def test_a_unit_that_the_heading_or_the_table_leaves_open_must_be_given(
    tmp_path: Path, heading: str, units: list[str]
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(f"{heading}: total_investment\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"say in what unit the cells are, as \{field: total_investment, unit: 万元\}"):
        match_columns([heading], VOCABULARY, read_mapping(path, VOCABULARY), units=[unit(one) for one in units])


def test_a_field_given_to_one_column_is_not_read_from_another(tmp_path: Path) -> None:
    mapping = given(tmp_path, "拟用地面积(平方米): land_area\n", ["拟用地面积(平方米)", "申请用地面积(亩)"])
    assert [c.heading for c in mapping.used] == ["拟用地面积(平方米)"]
    assert mapping.questions == ()


def test_a_given_heading_that_the_table_lacks_is_noted_at_its_line(tmp_path: Path) -> None:
    mapping = given(tmp_path, "项目名称: name\n用地面: land_area\n", ["项目名称", "用地面积"])
    (note,) = mapping.notes
    assert note.line("en").endswith("map.yaml:2:1: the table has no column '用地面'; did you mean '用地面积'?")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A: land_aera\n", "1:4: 'land_aera' is not a field; did you mean land_area (Site area)?"),
        ("\nA: {field: land_area, unit: 万元}\n", "2:29: 'Site area' cannot be in '万元'"),
        ("A: {field: name, unit: 亩}\n", "1:24: 'Project name' is no number"),
        ("A: {field: land_area, unti: 亩}\n", "1:23: unknown key 'unti'"),
        ("A: {unit: 亩}\n", "1:4: 'field' is missing"),
        ("A: [land_area]\n", "1:4: must be a field"),
        ("A: land_area\nＡ: name\n", "2:1: 'Ａ' stands on line 1 already"),
        ("- A\n", "a mapping file must be a mapping"),
        ("A: land_area\nB: land_area\n", "2:1: 'B' and 'A' (line 1) are both 'Site area'"),
    ],
)
def test_a_wrong_mapping_file_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        given(tmp_path, text, ["A", "B"])
    assert said in "\n".join(problem.line("en") for problem in caught.value.problems)
    assert all(problem.message.zh for problem in caught.value.problems)


def test_a_saved_mapping_reads_the_same_columns_again(tmp_path: Path) -> None:
    headings = ["项目名称", "总投资:亿元", "#用地面积(亩)", "土地级别", "备注: 其他", "已投资额占比(%)", "面积", "面积"]
    before = match_columns(headings, VOCABULARY)
    after = given(tmp_path, mapping_file(before, "zh"), headings)
    assert [(c.index, c.reads) for c in after.used] == [(c.index, c.reads) for c in before.used]
    assert [c.index for c in after.questions] == [c.index for c in before.questions]
    assert after.notes == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_mapping_is_shown_as_text_and_json_with_what_to_write(lang: str) -> None:
    import io
    import json

    from jsonschema import validate

    mapping = match_columns(["项目名称", "土地级别", "备注"], VOCABULARY)
    stream = io.StringIO()
    print_mapping(mapping, (), stream, lang)  # type: ignore[arg-type]
    assert "土地级别: {field: land_grade, unit: 等}" in stream.getvalue()
    assert "name" in stream.getvalue()
    data = json.loads(mapping_json(mapping, (), lang))  # type: ignore[arg-type]
    validate(data, {"type": "object", "required": ["schema", "columns", "notes"]})
    assert [column["field"] for column in data["columns"]] == ["name", None, None]
    assert data["columns"][1]["question"]["candidates"] == ["land_grade"]


def test_a_lookalike_that_is_a_name_is_refused_with_the_vocabulary() -> None:
    text = "subjects: {project: {label: {zh: 项目, en: Project}, reviewed: true}}\nproject:\n  a: {kind: text, label: {zh: 甲, en: A}, lookalikes: [{names: [甲], means: {zh: 乙, en: b}}]}\n"
    with pytest.raises(InputError, match="names the field a"):
        load_vocabulary(read_yaml(text.encode(), "v.yaml")[0])
