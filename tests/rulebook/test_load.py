"""A rulebook loads whole or is refused with all its faults, each at its place."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import DefinedCondition, DefinedTerm, Rulebook
from tests.rulebook.refusals import faults
from tests.rulebooks import rule, rulebook_of, write_rulebook


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


def test_the_rulebook_that_ships_quotes_every_project_clause_of_the_plan(rulebook: Rulebook) -> None:
    plan = next(pack for pack in rulebook.packs if pack.id == "pingdingshan-2015")
    cites = [r.cite for r in rulebook.rules] + [d.cite for d in rulebook.definitions.values() if d.cite]
    cites += [i.cite for i in rulebook.interpretations.values() if i.cite]
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


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("{rule: CITY-9, weight: 1}", "no rule 'CITY-9'"),
        ("{rule: CITY-1, weight: 1}", "it must be a rule that grants a project something"),
        ("{rule: CITY-2, weight: 1}, {rule: CITY-2, weight: 2}", "the rule 'CITY-2' stands twice"),
        ("{rule: CITY-2, weight: 0}", "weight"),
        ("{rule: CITY-2, weight: 1.5}", "weight"),
    ],
)
def test_a_wrong_ranking_is_refused_at_its_place(weights: str, said: str, tmp_path: Path) -> None:
    rules = rule("CITY-1", "require: in_zone") + rule("CITY-2", "grants: {zh: 甲, en: A}").replace(
        "condition", "priority"
    )
    entry = f"rankings:\n  - {{id: r, label: {{zh: 甲, en: A}}, weights: [{weights}], basis: {{zh: 甲, en: A}}}}\n"
    write_rulebook(tmp_path, entry + "rules:\n" + rules)
    with pytest.raises(InputError) as caught:
        load_rulebook(tmp_path)
    (problem,) = caught.value.problems
    assert said in problem.message.en
    assert problem.place.line == 2


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


def test_faults_without_end_are_not_all_told(tmp_path: Path) -> None:
    """What was probably meant is looked for at each unknown name, among all names."""
    defined = "".join(f"  - {{id: dd{n}, label: {{zh: 定{n}, en: D}}, holds: in_zone}}\n" for n in range(2000))
    found = faults(
        tmp_path,
        "define:\n" + defined + "rules:\n" + "".join(rule(f"CITY-{n}", f"require: ddd{n}") for n in range(500)),
    )
    assert len(found) == 101
    assert sum("too many problems; the rest is not checked" in line for line in found) == 1
