"""A rulebook loads whole or says everything that is wrong with it."""

from datetime import date
from pathlib import Path

import pytest
from rulebooks import CITE, add_pack, rule, rulebook_of, write_rulebook

from compliance.errors import InputError
from compliance.rulebook.citation import source_text
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import DefinedCondition, DefinedTerm

DAY = date(2015, 6, 1)
SOURCE = "一、总体要求 (一)思路。甲乙丙。 (二)目标 丁戊。 二、任务 (一)布局。 1.试点。己庚。 2.园区。辛壬,甲乙丙。"


def faults(folder: Path, content: str) -> list[str]:
    """What is said, in English and without the folder, of a rulebook that is refused."""
    with pytest.raises(InputError) as caught:
        rulebook_of(folder, content)
    return [problem.line("en").replace(f"{folder}/", "") for problem in caught.value.problems]


def test_sections_are_numbered_as_in_chinese_official_documents() -> None:
    text = source_text(SOURCE)
    assert text.sections_of("丁戊") == ("一(二)",)
    assert text.sections_of("己庚") == ("二(一)1",)
    assert text.sections_of("甲乙丙") == ("一(一)", "二(一)2")
    assert text.sections_of("不在文中") == ()


def test_a_quote_must_be_verbatim_and_stand_in_its_section(tmp_path: Path) -> None:
    for number, (quote, clause, said) in enumerate(
        (
            ("己 庚", "二(一)1", "not word for word"),
            ("己庚", "二(一)2", "stands in 二(一)1, not in 二(一)2"),
            ("", "二(一)1", "quote the document's words"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = rule("CITY-1", "require: in_zone").replace(CITE, f"{{clause: {clause}, quote: '{quote}'}}")
        write_rulebook(folder, f"rules:\n{text}", pack="source: source.txt\n", source=SOURCE)
        with pytest.raises(InputError, match=r"quote|stands") as caught:
            load_rulebook(folder)
        assert said in caught.value.problems[0].message.en


def test_a_figure_without_a_text_to_check_needs_a_source_and_a_confidence(tmp_path: Path) -> None:
    text = rule("CITY-1", "require: in_zone").replace(CITE, "{clause: 第一条}")
    (fault,) = faults(tmp_path, f"rules:\n{text}")
    assert fault.startswith("city/rules.yaml:2:")
    assert "needs source and confidence" in fault


def test_all_errors_of_a_pack_are_told_at_once_each_at_its_place(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "rules:\n"
        + rule("CITY-1", "require: land_aera >= 500 亩")
        + rule("CITY-2", "require: land_area >= 500 万元")
        + rule("WRONG-3", "require: source = nwe")
        + rule("CITY-1", "require: in_zone"),
    )
    assert [fault.split(": ", 1)[0].rsplit(":", 1)[0] for fault in found] == [
        "city/rules.yaml:2",
        "city/rules.yaml:3",
        "city/rules.yaml:4",
        "city/rules.yaml:4",
        "city/rules.yaml:5",
    ]
    assert "did you mean land_area (用地面积)?" in found[0]
    assert "different dimensions" in found[1]
    assert "must begin with CITY-" in found[2]
    assert "did you mean 'new'?" in found[3]
    assert "is taken" in found[4]


def test_a_circle_of_definitions_is_named(tmp_path: Path) -> None:
    label = "label: {zh: %s, en: D}"
    (fault,) = faults(
        tmp_path,
        "define:\n"
        f"  - {{id: one, {label % '一'}, holds: two}}\n"
        f"  - {{id: two, {label % '二'}, holds: three and in_zone}}\n"
        f"  - {{id: three, {label % '三'}, holds: not one}}\n",
    )
    assert "go round in a circle" in fault
    assert all(name in fault for name in ("one", "two", "three"))


@pytest.mark.parametrize(
    ("body", "force", "said"),
    [
        ("when: in_zone", "condition", "either require or grants"),
        ("require: in_zone, grants: {zh: 甲, en: A}", "guidance", "either require or grants"),
        ("grants: {zh: 甲, en: A}", "prohibition", "only priority and guidance"),
        ("require: in_zone", "priority", "says what it grants"),
        ("require: in_zone, interprets: [no_such]", "condition", "no interpretation"),
        ("require: in_zone, subject: city", "condition", "subject must be one of"),
        ("requires: in_zone", "condition", "did you mean 'require'?"),
    ],
)
def test_a_rule_of_the_wrong_form_is_refused(tmp_path: Path, body: str, force: str, said: str) -> None:
    found = faults(tmp_path, "rules:\n" + rule("CITY-1", body, force))
    assert any(said in fault for fault in found)


TABLE = "tables:\n  - {{id: least, label: {{zh: 表, en: T}}, inputs: [{inputs}], output: {{unit: ''}}, hit: {hit}, rows: {rows}}}\n"


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [
        ("code", "[['29', 1], ['291', 2]]"),
        ("land_area", "[['[0..10]', 1], ['[10..20]', 2]]"),
        ("source", "[['new', 1], ['-', 2]]"),
        ("code, land_area", "[['29', '[0..10)', 1], ['29', '5', 2]]"),
    ],
)
def test_rows_of_a_unique_table_may_not_overlap(tmp_path: Path, inputs: str, rows: str) -> None:
    (fault,) = faults(tmp_path, TABLE.format(inputs=inputs, hit="unique", rows=rows))
    assert "overlaps line" in fault


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [
        ("code", "[['291', 1], ['292', 2]]"),
        ("land_area", "[['[0..10)', 1], ['[10..20]', 2]]"),
        ("source", "[['new', 1], ['存量', 2]]"),
        ("code, land_area", "[['29', '[0..10)', 1], ['29', '[10..20]', 2], ['30', '5', 2]]"),
    ],
)
def test_rows_that_only_touch_do_not_overlap(tmp_path: Path, inputs: str, rows: str) -> None:
    book = rulebook_of(tmp_path, TABLE.format(inputs=inputs, hit="unique", rows=rows))
    assert book.tables["least"].hit == "unique"


def test_an_office_puts_its_own_figures_in_the_place_of_a_table(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    text = "tables:\n  - {id: least, label: {zh: 表, en: T}, inputs: [code], output: {unit: 万元/公顷}, file: tables/least.csv}\n"
    write_rulebook(rules, text)
    (rules / "city/tables").mkdir()
    (rules / "city/tables/least.csv").write_text("code,result\n39,4400\n", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "least.csv").write_text("\ufeffcode,result,source\n39,4400,公报\n31,1500,公报\n", encoding="utf-8")
    assert len(load_rulebook(rules).tables["least"].rows) == 1
    assert len(load_rulebook(rules, own).tables["least"].rows) == 2
    (own / "least.csv").write_text("code,figure\n39,4400\n", encoding="utf-8")
    with pytest.raises(InputError, match="the first line must be code,result"):
        load_rulebook(rules, own)


def test_the_higher_authority_prevails_where_the_pack_yields_on_the_same_matter(tmp_path: Path) -> None:
    yields = f"yields: {{to: [national], cite: {CITE}}}\n"
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone, matter: land.ratio"), pack=yields)
    national = rule("NATION-1", "require: exempted, when: in_zone, matter: land.ratio")
    add_pack(tmp_path, f"rules:\n{national}", name="nation", authority="national")
    edition = load_rulebook(tmp_path).edition(DAY)
    (city,) = (r for r in edition.rules if r.id == "CITY-1")
    (nation,) = (r for r in edition.rules if r.id == "NATION-1")
    assert [exemption.superior for exemption in city.exemptions] == ["NATION-1"]
    assert nation.exemptions == ()


def test_a_pack_that_does_not_yield_is_not_overridden(tmp_path: Path) -> None:
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone, matter: land.ratio"))
    add_pack(
        tmp_path,
        "rules:\n" + rule("NATION-1", "require: exempted, matter: land.ratio"),
        name="nation",
        authority="national",
    )
    assert all(r.exemptions == () for r in load_rulebook(tmp_path).edition(DAY).rules)


def test_only_rules_in_force_on_the_day_are_in_the_edition(tmp_path: Path) -> None:
    book = rulebook_of(
        tmp_path,
        "rules:\n"
        + rule("CITY-1", "require: in_zone")
        + rule("CITY-2", "require: in_zone, in_force: {from: 2015-07-01}"),
    )

    def ids(day: date) -> list[str]:
        return [r.id for r in book.edition(day).rules]

    assert ids(date(2014, 12, 31)) == []
    assert ids(date(2015, 1, 1)) == ["CITY-1"]
    assert ids(date(2015, 7, 1)) == ["CITY-1", "CITY-2"]
    assert ids(date(2016, 1, 1)) == []


def test_the_rulebook_that_ships_quotes_every_project_clause_of_the_plan() -> None:
    book = load_rulebook()
    plan = next(pack for pack in book.packs if pack.id == "pingdingshan-2015")
    cites = [r.cite for r in book.rules] + [d.cite for d in book.definitions.values() if d.cite]
    cites += [i.cite for i in book.interpretations.values() if i.cite]
    quotes = {cite.quote for cite in cites if cite.document == plan.document}
    quotes.add(plan.yields_cite.quote if plan.yields_cite else "")
    cited = "\n".join(quotes)
    missing = [clause for clause in PROJECT_CLAUSES if clause not in cited]
    assert missing == []


# The 27 clauses of the plan that concern a project, each by words that only it has.
PROJECT_CLAUSES = (
    "实现产业、土地、城市、生态环境和区域公共服务基础设施规划的精准对接",
    "着力打造能源化工、装备制造、钢铁深加工等3个千亿级产业集群",
    "加快构建“整机 配套和原材料 制成品”的特色产业链",
    "将投资亿元以上的主导产业集群项目纳入市重点项目管理范围",
    "优先保障土地、环境容量等要素资源",
    "围绕产业集聚区主导及配套产业",
    "引进一批行业龙头和国内外大型企业的总部",
    "围绕“延链补链强链”",
    "面向国际、国内500强和行业龙头企业定向招商",
    "实行专向信息收集、专题研究评估、专业对接谈判、专人跟踪落实",
    "对签约的亿元以上重点项目实行台账管理,明确责任单位、责任人",
    "优先在产业集聚区内布局重点实验室、工程技术研究中心、省级企业技术中心、博士后科研工作站和研发基地",
    "推行环境污染第三方治理模式",
    "鼓励建设天然气、太阳能、生物质能等清洁能源集中供热设施",
    "建设完善一批与产业集聚区主导产业相配套的物流服务“区中园”",
    "把位于产业集聚区近期建设用地内的村庄依照相关政策纳入城中村改造范围",
    "鼓励民间资本采取与产业集聚区投融资公司合资、合作或独资等形式,开发工业地产",
    "依法收回产业集聚区内闲置土地",
    "加强产业集聚区存量土地盘活挖潜",
    "将工业项目投资强度、容积率、建筑系数、绿地率、非生产设施占地比例等控制性指标纳入用地使用条件",
    "推动三层以上、单体建筑面积5000平方米以上的标准厂房建设",
    "引导投资规模小、生产周期短的工业项目,采取租赁等方式集中入驻标准化厂房",
    "按照“有限容量保重点,一般项目靠挖潜”的原则",
    "优先支持产业集聚区主导产业发展",
    "严禁重污染、产能过剩、低水平重复项目入驻产业集聚区",
    "支持污染治理设施升级改造、区域流域污染防治、污染防治新技术新工艺推广应用",
    "国家和省另有规定的,从其规定",
)


def test_a_definition_is_of_a_condition_or_of_a_term(tmp_path: Path) -> None:
    book = rulebook_of(
        tmp_path,
        "define:\n"
        "  - {id: big, label: {zh: 大, en: Big}, holds: investment >= 1 亿元}\n"
        "  - {id: sited, label: {zh: 入驻, en: Sited}, value: in_zone}\n"
        "  - {id: intensity, label: {zh: 强度, en: Intensity}, value: investment / land_area, unit: 万元/亩}\n",
    )
    found = {id_: (type(definition), definition.type.name) for id_, definition in book.definitions.items()}
    assert found == {
        "big": (DefinedCondition, "truth"),
        "sited": (DefinedCondition, "truth"),
        "intensity": (DefinedTerm, "number"),
    }
    assert book.condition("sited") == book.definitions["sited"].meaning
    with pytest.raises(TypeError, match="intensity"):
        book.condition("intensity")
