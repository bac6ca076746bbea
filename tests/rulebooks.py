"""The rulebook that ships, and small rulebooks written in a test, in a folder of their own."""

from functools import cache
from pathlib import Path

from compliance.quality.runner import made_ready
from compliance.rulebook.cases import RuleCase, read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook

VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
  building: {label: {zh: 单体建筑, en: Building}, part_of: project}
project:
  name: {kind: text, label: {zh: 项目名称, en: Project name}, required: true}
  land_area: {kind: number, unit: 亩, min: 0, label: {zh: 用地面积, en: Site area}}
  investment: {kind: number, unit: 万元, min: 0, label: {zh: 总投资, en: Investment}}
  cod: {kind: number, unit: 吨/年, label: {zh: 化学需氧量, en: COD}}
  in_zone: {kind: bool, label: {zh: 是否入驻, en: In the zone}}
  exempted: {kind: bool, label: {zh: 是否豁免, en: Exempted}}
  polluting: {kind: bool, label: {zh: 是否重污染, en: Polluting}, decided_by: person}
  source: {kind: enum, label: {zh: 用地来源, en: Source}, values: {new: {zh: 新增, en: New}, stock: {zh: 存量, en: Stock}}}
  conditions: {kind: set, label: {zh: 条件, en: Conditions}, values: {ratio: {zh: 容积率, en: Ratio}, green: {zh: 绿地率, en: Green}}}
  code: {kind: code, label: {zh: 行业代码, en: Code}}
  agreed: {kind: date, label: {zh: 约定日期, en: Agreed}}
  unit_named: {kind: text, label: {zh: 责任单位, en: Unit}}
  buildings: {kind: list, label: {zh: 单体建筑, en: Buildings}, of: building}
building:
  name: {kind: text, label: {zh: 建筑名称, en: Building}}
  storeys: {kind: number, unit: 层, label: {zh: 层数, en: Storeys}}
  floor_area: {kind: number, unit: 平方米, min: 0, label: {zh: 单体建筑面积, en: Floor area}}
"""

PACK = """
id: {id}
prefix: {prefix}
version: 1.0.0
document: {document}
title: {{zh: 某方案, en: A plan}}
issuer: {{zh: 某市, en: A city}}
authority: {authority}
in_force: {{from: 2015-01-01, to: 2015-12-31}}
"""

CITE = "{clause: 第一条, source: 公报, confidence: A}"


def rule(id_: str, body: str, force: str = "condition") -> str:
    """One rule as YAML, without its dash."""
    head = f"id: {id_}, title: {{zh: 甲, en: A}}, cite: {CITE}, force: {force}"
    return f"  - {{{head}, {body}}}\n"


def write_rulebook(folder: Path, content: str, *, pack: str = "", source: str = "", name: str = "city") -> Path:
    """A rulebook folder with one pack, whose only rule file has that content."""
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    add_pack(folder, content, pack=pack, source=source, name=name)
    return folder


def add_pack(
    folder: Path,
    content: str,
    *,
    pack: str = "",
    source: str = "",
    name: str = "city",
    authority: str = "municipal",
) -> None:
    """One more pack in a rulebook folder; `pack` is added to its pack.yaml."""
    home = folder / name
    home.mkdir()
    filled = PACK.format(id=name, prefix=name.upper(), document=f"{name}文", authority=authority)
    (home / "pack.yaml").write_text(filled + pack, encoding="utf-8")
    (home / "rules.yaml").write_text(content, encoding="utf-8")
    if source:
        (home / "source.txt").write_text(source, encoding="utf-8")


def rulebook_of(folder: Path, content: str) -> Rulebook:
    """The rulebook of that content."""
    return load_rulebook(write_rulebook(folder, content))


@cache
def shipped() -> Rulebook:
    """The rulebook that ships, read once by each process that runs tests.

    Tests take the fixture `rulebook`; this is for what has no fixtures: plain functions, and parameters, which pytest
    needs when it collects.
    """
    return load_rulebook()


@cache
def shipped_cases() -> tuple[RuleCase, ...]:
    """Every case beside the rules that ship, by pack."""
    book = shipped()
    return tuple(case for pack in book.packs for case in read_cases(None, pack.id, book.vocabulary))


@cache
def ready_cases() -> tuple[RuleCase, ...]:
    """The same with what persons found of them, and what follows from what they state, as `rules test` tries them."""
    return tuple(made_ready(shipped_cases(), shipped()))
