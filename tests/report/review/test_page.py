"""A report is plain, fits a terminal and speaks one language but for what it quotes."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.intake.application import read_applications
from compliance.report.content import Page, Section
from compliance.report.review.as_json import as_data
from compliance.report.review.page import compose
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from tests.people import GIVEN, GREEN, INTENSITY, decided, found, set_by
from tests.places import ROOT
from tests.review.staged import FOUND_CLEAN, LEAD, PAPERS, reviewed, screened, stages

APPLICATIONS = ROOT / "examples"
EXAMPLES = APPLICATIONS / "reports"
HAN = re.compile("[\u4e00-\u9fff]")
DAY = date(2015, 6, 1)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_a_text_report_is_plain_and_no_wider_than_80_columns(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        assert cell_len(line) < 80, line
        assert "\x1b" not in line


def said(data: object, key: str = "") -> Iterator[str]:
    """The texts of a JSON report that the program words; not ids, quotes, sources, names or values as written."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in ("citation", "written", "value", "file", "sheet", "place", "name", "id", "record"):
                yield from said(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from said(value, key)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("stage", ["lead", "application", "land"])
@pytest.mark.parametrize("path", sorted(APPLICATIONS.glob("*.yaml")), ids=lambda path: path.name)
def test_an_english_report_is_english_but_for_words_it_quotes(rulebook: Rulebook, path: Path, stage: str) -> None:
    reviewer = Reviewer(rulebook, stages().for_review(stages().find(stage)))
    for case in read_applications(path, rulebook.vocabulary):
        decision = reviewer.review(case, None, DAY)
        names = {record.name for d in case.data.values() if isinstance(d.value, tuple) for record in d.value}
        page = compose(decision, "en")
        headings = [text for s in page.sections for text in (s.title, *(item.heading for item in s.items))]
        assert page.conclusion is not None
        for text in [*said(as_data(decision, "en")), *headings, page.conclusion.text]:
            own = re.sub(r"“[^”]*”|[^\s“”]*〔\d+〕\d+号", "", text)
            for name in names:
                own = own.replace(name, "")
            assert not HAN.search(own), text


def section(page: Page, title: str) -> Section | None:
    """The section with that title, or None."""
    return next((section for section in page.sections if section.title == title), None)


def headings(page: Page, title: str) -> list[str]:
    """The headings of the items of a section; none where it is left out."""
    found = section(page, title)
    return [] if found is None else [item.heading for item in found.items]


def test_a_report_names_the_stage_and_what_is_left_for_later_by_stage_with_what_it_needs() -> None:
    """Whether land lies idle is decided with the land, by what is known then; whether work on it was suspended, later yet."""
    page = compose(screened(LEAD), "zh")
    assert ("项目阶段", "招商线索") in page.facts
    later = section(page, "后续阶段判断的条款")
    assert later is not None
    assert [item.heading for item in later.items] == ["入驻申请阶段(9 项)", "供地阶段(9 项)", "建设阶段(1 项)"]
    needed = dict(later.items[1].lines)
    assert needed["产业集聚区内土地不得闲置"] == "是否已供地、约定动工日期、是否已动工、是否中止开发建设"
    assert dict(later.items[0].lines)["严禁重污染项目入驻"] == "是否认定为重污染项目"
    assert headings(compose(reviewed(LEAD), "en"), "Left for later stages") == [
        "Land supply stage (9)",
        "Construction stage (1)",
    ]


def test_advice_that_comes_later_stands_together_and_asks_for_nothing() -> None:
    """The role in the chain a lead knows; the heat supply and a village on the site only an application."""
    title = "材料未说明的导向与程序条款(不影响结论)"
    *now, later = headings(compose(screened(LEAD), "zh"), title)
    assert "延链补链强链项目:产业链作用" in now
    assert later.startswith("留待后续阶段:")
    assert {"采用集中供热或清洁能源供热", "用地内村庄须纳入改造范围"} <= set(later.partition(":")[2].split("、"))
    assert not any("供热" in heading or "村庄" in heading for heading in now)
    applied = headings(compose(reviewed(LEAD), "zh"), title)
    assert "采用集中供热或清洁能源供热:供热方式" in applied
    assert not any(heading.startswith("留待后续阶段") for heading in applied)


GRANTS = [
    "延链补链强链项目",
    "亿元以上主导产业集群项目纳入市重点项目管理",
    "市重点项目优先保障要素资源",
    "有限环境容量保重点",
    "优先支持产业集聚区主导产业",
]


def test_what_is_granted_is_listed_once_and_only_where_it_may_be_relied_on() -> None:
    """A grant is no demand that is met: it is granted, to be had once the project passes, or not spoken of."""
    given = {**LEAD, **PAPERS, "产业链作用": "补链"}
    passed = compose(reviewed({**given, **FOUND_CLEAN}), "zh")
    waiting = compose(reviewed(given), "zh")
    refused = compose(reviewed({**given, "是否认定为重污染项目": "是"}), "zh")
    where = ("可享受的支持", "通过后可享受的支持", "符合的条款")
    for page, title in ((passed, where[0]), (waiting, where[1]), (refused, "")):
        listed = {name: [heading for heading in headings(page, name) if heading in GRANTS] for name in where}
        assert {name: sorted(found) for name, found in listed.items() if found} == (
            {title: sorted(GRANTS)} if title else {}
        )
        assert "项目应与五类规划精准对接" in headings(page, "符合的条款")


def test_what_was_written_and_not_used_is_named_with_its_place() -> None:
    page = compose(reviewed({**LEAD, "联系电话": "0375-1"}), "zh")
    unread = section(page, "未采用的填写内容")
    assert unread is not None
    ((heading, note),) = ((item.heading, item.note) for item in unread.items)
    assert heading == "联系电话:0375-1"
    assert note.startswith("没有这个字段,未采用 [case.yaml:1:")
    assert section(compose(reviewed(LEAD), "zh"), "未采用的填写内容") is None


def test_a_value_that_nobody_stated_is_marked_with_what_it_follows_from() -> None:
    given = {key: value for key, value in {**LEAD, **PAPERS, **FOUND_CLEAN}.items() if key != "是否拟入驻产业集聚区"}
    for lang, mark in (
        ("zh", "是(推断:所填名称见产业集聚区名册"),
        ("en", "yes (inferred: The name is that of the reg"),
    ):
        page = compose(reviewed(given), lang)
        lines = [text for s in page.sections for item in s.items for _, text in item.lines]
        assert any(mark in text for text in lines)


def test_a_value_is_shown_with_the_words_as_they_are_written_where_these_differ() -> None:
    page = compose(reviewed({**LEAD, **PAPERS, **FOUND_CLEAN, "总投资": "1.2亿元", "是否新增产能": "无"}), "zh")
    data = [text for part in page.sections for item in part.items for label, text in item.lines if label == "数据"]
    told = {piece.partition(" [")[0] for text in data for piece in text.split(";")}
    assert "总投资 12,000 万元(填报内容:1.2亿元)" in told
    assert "是否新增产能 否(填报内容:无)" in told
    assert "是否拟入驻产业集聚区 是" in told


CLEAN = found(事项="是否认定为重污染项目", 结论="否", 认定人="某科", 理由="乙")
KNOWN = (
    found(规则=INTENSITY, 结论="符合", 理由="查表1,第十二等"),
    found(规则=GREEN, 结论="符合"),
    CLEAN,
)


def test_a_rule_that_a_person_found_met_says_who_found_it_when_by_which_document_why_and_where() -> None:
    page = compose(decided(GIVEN, *KNOWN, stage="land"), "zh")
    met = section(page, "符合的条款")
    assert met is not None
    (intensity,) = (item for item in met.items if item.heading == "投资强度不低于控制指标")
    told = dict(intensity.lines)
    assert told["人工认定"].startswith(
        "经认定符合(市国土资源局 2015-05-20 平国土函〔2015〕31号;查表1,第十二等) [case.yaml:1:"
    )
    assert "理由" not in told


def test_a_finding_that_is_not_used_stands_beside_the_reason_of_the_program() -> None:
    page = compose(decided(GIVEN, *KNOWN, stage="land"), "zh")
    failed = section(page, "不符合的条款")
    assert failed is not None
    told = dict(failed.items[0].lines)
    assert "25%,超过 20%" in told["理由"]
    assert told["人工认定"].startswith("资料已能判定为“不符合”,与此认定不同,未采用:认定符合(")


def test_every_finding_by_a_person_is_listed_with_whether_it_is_used() -> None:
    page = compose(decided(GIVEN, *KNOWN, stage="land"), "zh")
    listed = section(page, "已有的人工认定")
    assert listed is not None
    assert [(item.heading, item.note.partition(" [")[0]) for item in listed.items] == [
        ("投资强度不低于控制指标", "采用"),
        ("绿地率不超过20%", "资料已能判定为“不符合”,与此认定不同,未采用"),
        ("是否认定为重污染项目", "采用"),
    ]
    assert dict(listed.items[2].lines) == {
        "结论": "“否”",
        "认定": "市国土资源局 某科 2015-05-20 平国土函〔2015〕31号;乙",
    }


def test_what_the_office_sets_is_listed_and_marked_where_it_is_used() -> None:
    given = {key: value for key, value in GIVEN.items() if key != "是否属所在集聚区主导产业"}
    decision = decided(given, facts=set_by("是否属所在集聚区主导产业=是"))
    page = compose(decision, "zh")
    assert headings(page, "设定") == ["是否属所在集聚区主导产业:是"]
    assert decision.facts.digest is not None
    assert ("设定摘要", decision.facts.digest[:12]) in page.facts
    used = [text for s in page.sections for item in s.items for label, text in item.lines if label == "数据"]
    assert any("是否属所在集聚区主导产业 是(设定:命令行 --set) [--set]" in text for text in used)
    assert headings(compose(decision, "en"), "Set by the office") == ["In the zone's leading industry: “是”"]


def test_where_nothing_is_set_or_found_nothing_is_said_of_it() -> None:
    page = compose(decided(GIVEN), "zh")
    assert section(page, "设定") is None
    assert section(page, "已有的人工认定") is None
    assert "设定摘要" not in dict(page.facts)


def test_what_the_material_claims_stands_with_what_a_person_must_decide() -> None:
    page = compose(decided({**GIVEN, "是否认定为重污染项目": "否"}), "zh")
    waiting = section(page, "须由人工认定的事项")
    assert waiting is not None
    claims = {item.heading: dict(item.lines).get("材料自述", "") for item in waiting.items}
    assert claims["是否认定为重污染项目"].startswith("“否”,未见认定 [case.yaml:1:")
    assert claims["是否认定为低水平重复项目"] == ""
    assert headings(page, "未采用的填写内容") == ["是否认定为重污染项目:否"]
    assert headings(compose(decided({**GIVEN, "是否认定为重污染项目": "否"}), "en"), "Written but not used") == [
        "Found heavily polluting: “否”"
    ]


@pytest.mark.parametrize("stage", ["lead", "application", "land"])
def test_an_english_report_on_what_is_found_and_set_is_english_but_for_words_it_quotes(stage: str) -> None:
    unit = {"单位": "Land bureau", "文号": "No. 31", "理由": "Table 1"}
    facts = set_by("建设性质=新建")
    given = {**{key: value for key, value in GIVEN.items() if key != "建设性质"}, "是否认定为低水平重复项目": "否"}
    findings = [{**one, **unit, "认定人": ""} for one in KNOWN]
    decision = decided(given, *findings, facts=facts, stage=stage)
    page = compose(decision, "en")
    shown = [
        text for s in page.sections for text in (s.title, *(text for i in s.items for text in (i.heading, i.note)))
    ]
    lines = [
        text for s in page.sections for i in s.items for label, text in i.lines if label.startswith(("Found", "Cl"))
    ]
    for text in [*said(as_data(decision, "en")), *shown, *lines]:
        own = re.sub(r"“[^”]*”|[^\s“”]*〔\d+〕\d+号|·[^·]*·", "", text)
        assert not HAN.search(own), text
