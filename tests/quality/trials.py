"""Rulebooks of one rule with its cases."""

from pathlib import Path

from tests.rulebooks import add_pack, rule, write_rulebook

RULE = "rules:\n" + rule("CITY-1", "when: in_zone, require: land_area >= 500 亩")
CASE = "  - {{name: {0}, rule: CITY-1, as_of: 2015-06-01, input: {{{1}}}, outcome: {2}}}\n"
THOROUGH = "".join(
    CASE.format(*given)
    for given in (
        ("恰为", "in_zone: 是, land_area: 500", "pass"),
        ("少一亩", "in_zone: 是, land_area: 499", "fail"),
        ("多一亩", "in_zone: 是, land_area: 501", "pass"),
        ("区外", "in_zone: 否, land_area: 499", "not_applicable"),
        ("未填", "in_zone: 是", "undetermined"),
    )
)


def tried(folder: Path, cases: str, content: str = RULE) -> Path:
    """A rulebook folder whose only rule has those cases beside it."""
    write_rulebook(folder, content)
    (folder / "city/tests").mkdir()
    (folder / "city/tests/cases.yaml").write_text("cases:\n" + cases, encoding="utf-8")
    return folder


STAGED_VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
  zone: {label: {zh: 集聚区, en: Zone}}
stages:
  - {id: lead, label: {zh: 线索, en: Lead}, screened: true}
  - {id: application, label: {zh: 申请, en: Application}, reviewed: true}
  - {id: land, label: {zh: 供地, en: Land supply}, reached: granted}
project:
  name: {kind: text, stage: lead, label: {zh: 项目名称, en: Project name}}
  in_zone: {kind: bool, stage: lead, label: {zh: 是否入驻, en: In the zone}}
  land_area: {kind: number, stage: lead, unit: 亩, label: {zh: 用地面积, en: Site area}}
  is_new: {kind: bool, stage: application, label: {zh: 是否新建, en: Newly built}}
  polluting: {kind: bool, stage: application, label: {zh: 是否重污染, en: Polluting}, decided_by: person}
  green_area: {kind: number, stage: land, unit: 亩, label: {zh: 绿地面积, en: Green area}}
  granted: {kind: bool, stage: land, label: {zh: 是否已供地, en: Land granted}}
zone:
  fai: {kind: number, unit: 亿元, label: {zh: 投资, en: Investment}}
"""
STAGED_RULE = "rules:\n" + rule("CITY-1", "when: is_new, require: green_area <= 20 亩")
STAGED_CASE = (
    "  - {{name: {0}, rule: CITY-1, as_of: 2015-06-01, stage: {1}, input: {{{2}}}, outcome: {3}, missing: [{4}]}}\n"
)
STAGED_THOROUGH = "".join(
    STAGED_CASE.format(*given)
    for given in (
        ("线索阶段不问", "lead", "", "deferred", ""),
        ("线索阶段不问是否新建", "lead", "green_area: 21", "deferred", ""),
        ("申请阶段问是否新建", "application", "green_area: 21", "undetermined", "is_new"),
        ("申请阶段尚不问绿地", "application", "is_new: 是", "deferred", ""),
        ("供地阶段都问", "land", "", "undetermined", "is_new, green_area"),
        ("已供地即在供地阶段", "lead", "granted: 是, is_new: 是", "undetermined", "green_area"),
        ("已知突破在线索阶段也算", "lead", "is_new: 是, green_area: 21", "fail", ""),
        ("恰为上限", "application", "is_new: 是, green_area: 20", "pass", ""),
        ("非新建", "lead", "is_new: 否, green_area: 21", "not_applicable", ""),
    )
)


def staged(folder: Path, cases: str, content: str = STAGED_RULE) -> Path:
    """A rulebook folder with stages, whose only rule has those cases beside it."""
    (folder / "vocabulary.yaml").write_text(STAGED_VOCABULARY, encoding="utf-8")
    add_pack(folder, content)
    (folder / "city/tests").mkdir()
    (folder / "city/tests/cases.yaml").write_text("cases:\n" + cases, encoding="utf-8")
    return folder
