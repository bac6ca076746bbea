"""A heading is matched by its names, and what is doubtful is a question."""

import pytest

from compliance.intake.columns.mapping import ColumnMatch, How
from compliance.intake.columns.matching import match_columns
from compliance.nodes.from_yaml import read_yaml
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.rulebooks import shipped


def one(heading: str, vocabulary: Vocabulary | None = None) -> ColumnMatch:
    """The only column of a table, by the vocabulary that ships unless another is given."""
    (column,) = match_columns([heading], vocabulary or shipped().vocabulary).columns
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
        ("容积率(%)", "stated_plot_ratio", "does not suit"),
        ("约定容积率", "stated_plot_ratio", "what is asked of the project"),
        ("建筑密度(%)", "stated_building_coefficient", "bases of buildings alone"),
        ("绿化率", "stated_green_ratio", "all that plants cover"),
        ("行政办公建筑面积占比", "stated_admin_land_share", "of floor area, not of land"),
    ],
)
def test_a_doubtful_heading_is_a_question_and_is_not_read(heading: str, candidate: str, said: str) -> None:
    column = one(heading)
    assert column.field is None
    assert column.doubt is not None
    assert said in column.doubt.reason.en
    assert candidate in [field.id for field in column.doubt.candidates]


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("容积率", "stated_plot_ratio", None),
        ("工厂容积率", "stated_plot_ratio", None),
        ("建筑系数(%)", "stated_building_coefficient", "%"),
        ("行政办公及生活服务设施用地所占比重(%)", "stated_admin_land_share", "%"),
        ("厂区绿地率(%)", "stated_green_ratio", "%"),
        ("投资强度(万元/亩)", "stated_investment_intensity", "万元/亩"),
        ("投资强度(万元/hm2)", "stated_investment_intensity", "万元/公顷"),
        ("投资强度(万元/千平方米)", "stated_investment_intensity", "万元/千平方米"),
    ],
)
def test_a_column_of_ratios_that_papers_state_is_read(heading: str, field: str, unit: str | None) -> None:
    column = one(heading)
    assert column.field is not None
    assert (column.field.id, column.unit and column.unit.symbol) == (field, unit)


@pytest.mark.parametrize("heading", ["备注", "序号", "出口额(亿美元)", "亮灯", "联系电话"])
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


def test_a_heading_means_a_field_of_the_subject_that_is_asked_for(rulebook: Rulebook) -> None:
    headings = ["产业集聚区", "安排用地指标(亩)", "行业代码"]
    zone = match_columns(headings, rulebook.vocabulary, subject="zone")
    assert [column.field and column.field.id for column in zone.columns] == ["name", "land_quota", None]
    project = match_columns(headings, rulebook.vocabulary)
    assert [column.field and column.field.id for column in project.columns] == ["zone", None, "industry_code"]


def test_two_columns_for_one_field_are_both_in_question(rulebook: Rulebook) -> None:
    mapping = match_columns(["拟用地面积(平方米)", "申请用地面积(亩)"], rulebook.vocabulary)
    assert mapping.used == ()
    assert [c.doubt is not None and "keep one" in c.doubt.reason.en for c in mapping.columns] == [True, True]


def test_a_close_spelling_is_not_asked_about_where_another_column_gives_the_field(rulebook: Rulebook) -> None:
    mapping = match_columns(["实际开工日期", "计划开工时间"], rulebook.vocabulary)
    assert [c.field and c.field.id for c in mapping.columns] == ["start_date", None]
    assert mapping.questions == ()


def test_an_upper_heading_counts_only_if_it_is_neutral_or_part_of_the_name(rulebook: Rulebook) -> None:
    headings, groups = ["总投资", "总投资(亿元)", "面积(亩)", "开工时间"], ["一期", "投资情况", "用地", "计划"]
    mapping = match_columns(headings, rulebook.vocabulary, groups=groups)
    assert [c.field and c.field.id for c in mapping.columns] == [None, "total_investment", "land_area", None]
    assert mapping.columns[3].doubt is None or "plan" in mapping.columns[3].doubt.reason.en
    assert mapping.columns[1].key == "投资情况/总投资(亿元)"


def test_a_unit_stated_for_the_table_confirms_the_fields_own_and_puts_another_in_question(rulebook: Rulebook) -> None:
    own = match_columns(["总投资"], rulebook.vocabulary, units=[unit("万元")]).columns[0]
    other = match_columns(["总投资", "用地面积"], rulebook.vocabulary, units=[unit("亿元")]).columns
    assert own.field is not None
    assert own.unit == unit("万元")
    assert other[0].doubt is not None
    assert other[1].field is not None


def test_a_group_whose_words_the_heading_has_itself_says_nothing_more() -> None:
    found = match_columns(["总投资(万元)", "总投资(万元)"], shipped().vocabulary, groups=["投资", "上年"])
    assert [column.doubt is None for column in found.columns] == [True, False]
